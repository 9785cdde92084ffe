package rules

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/heelwise/heelwise/rules/fact"
)

// A crowd is what large packs judge: as many words as a shoe with its wearer and its use has.
type crowd struct {
	Lengths   [16]fact.Length
	Masses    [4]fact.Mass
	Durations [5]fact.Duration
	Numbers   [6]fact.Number
	Few       [12]fact.Choice[fewNames]
	Some      [9]fact.Choice[someNames]
	Many      [4]fact.Choice[manyNames]
	Flags     [14]fact.Truth
}

type (
	fewNames  struct{}
	someNames struct{}
	manyNames struct{}
)

func (fewNames) Words() []string { return []string{"poor", "fair", "good"} }

func (someNames) Words() []string { return []string{"none", "slight", "medium", "strong", "severe"} }

func (manyNames) Words() []string {
	return []string{"ash", "beech", "birch", "cedar", "elm", "fir", "larch", "lime", "maple", "oak", "pine", "yew"}
}

var crowds = func() *Vocabulary[crowd] {
	var words []Word[crowd]
	for i := range len(crowd{}.Lengths) {
		words = append(words, Measure(fmt.Sprintf("thing.length_%d", i), func(c *crowd) *fact.Length { return &c.Lengths[i] }, About{Domain: "0mm..250mm"}))
	}
	for i := range len(crowd{}.Masses) {
		words = append(words, Measure(fmt.Sprintf("thing.mass_%d", i), func(c *crowd) *fact.Mass { return &c.Masses[i] }, About{Domain: "10g..3000g"}))
	}
	for i := range len(crowd{}.Durations) {
		words = append(words, Measure(fmt.Sprintf("use.time_%d", i), func(c *crowd) *fact.Duration { return &c.Durations[i] }, About{Domain: "0h..24h"}))
	}
	for i := range len(crowd{}.Numbers) {
		words = append(words, Measure(fmt.Sprintf("user.number_%d", i), func(c *crowd) *fact.Number { return &c.Numbers[i] }, About{Domain: "0..100"}))
	}
	for i := range len(crowd{}.Few) {
		words = append(words, Choice(fmt.Sprintf("user.few_%d", i), func(c *crowd) *fact.Choice[fewNames] { return &c.Few[i] }, About{}))
	}
	for i := range len(crowd{}.Some) {
		words = append(words, Choice(fmt.Sprintf("thing.some_%d", i), func(c *crowd) *fact.Choice[someNames] { return &c.Some[i] }, About{}))
	}
	for i := range len(crowd{}.Many) {
		words = append(words, Choice(fmt.Sprintf("thing.many_%d", i), func(c *crowd) *fact.Choice[manyNames] { return &c.Many[i] }, About{}))
	}
	for i := range len(crowd{}.Flags) {
		words = append(words, Flag(fmt.Sprintf("user.flag_%d", i), func(c *crowd) *fact.Truth { return &c.Flags[i] }, About{}))
	}
	return NewVocabulary(words,
		Sum{Whole: "thing.length_0", First: "thing.length_1", Part: "thing.length_2"},
		Implies{Measure: "use.time_0", Flag: "user.flag_0"})
}()

// A writer makes a large pack at random, yet one as people write them: a file is about some ten words, of most words
// more is worse, and conditions are short.
type writer struct {
	*rand.Rand
	theme   []*wordInfo // what the file at hand is about
	defines []string    // the names of conditions
}

// crowdPack returns a pack of n rules.
func crowdPack(n int) fstest.MapFS {
	w := writer{Rand: rand.New(rand.NewPCG(uint64(n), 1))}
	fsys := fstest.MapFS{}
	put := func(name string, text *strings.Builder) { fsys[name] = &fstest.MapFile{Data: []byte(text.String())} }

	var head strings.Builder
	head.WriteString("name: crowd\nversion: 1.0.0\ntotals:\n  load: {combine: sum, max: 100000}\n  sensitivity: {combine: sum, max: 100}\n")
	head.WriteString("score: load/200 * (1 + sensitivity/100)\nbands: {low: 0, medium: 20, high: 40}\ndefine:\n")
	for i := range 30 {
		w.theme = w.some(10)
		fmt.Fprintf(&head, "  given_%d: '%s'\n", i, w.condition(2))
		w.defines = append(w.defines, fmt.Sprintf("given_%d", i))
	}
	put("pack.yaml", &head)

	var sources, advice strings.Builder
	sources.WriteString("sources:\n")
	advice.WriteString("advice:\n")
	for i := range 60 {
		fmt.Fprintf(&sources, "  S%d: {citation: \"Author et al., A study of the %dth kind, Journal of Studies\", year: %d, design: cohort, status: verified}\n", i, i, 1960+i)
		fmt.Fprintf(&advice, "  change-%d: Change the thing in the way that comes %dth in the list, or leave it at home on long days.\n", i, i)
	}
	put("sources.yaml", &sources)
	put("advice.yaml", &advice)

	var assume strings.Builder
	assume.WriteString("assume:\n")
	for i := range crowds.infos {
		w.assume(&assume, i)
	}
	put("assume.yaml", &assume)

	for from, file := 0, 0; from < n; file++ {
		stem := fmt.Sprintf("part_%d", file)
		var text strings.Builder
		text.WriteString("# Rules about one part of the thing.\nrules:\n")
		w.theme = w.some(10)
		to := min(n, from+50+w.IntN(51))
		for i := range to - from {
			w.rule(&text, stem, i)
		}
		from = to
		put(stem+".yaml", &text)
	}
	return fsys
}

// some returns n words.
func (w *writer) some(n int) []*wordInfo {
	var words []*wordInfo
	for _, i := range w.Perm(len(crowds.infos))[:n] {
		words = append(words, crowds.infos[i])
	}
	return words
}

// word returns a word of the given kind, of the theme if it has one.
func (w *writer) word(k kind) *wordInfo {
	for _, i := range w.Perm(len(w.theme)) {
		if w.theme[i].kind == k {
			return w.theme[i]
		}
	}
	for {
		if info := crowds.infos[w.IntN(len(crowds.infos))]; info.kind == k {
			return info
		}
	}
}

// at writes a value of a measure, as a share of its domain.
func (w *writer) at(info *wordInfo, share float64) string {
	return inUnit(info.dim, "", info.lo+share*(info.hi-info.lo))
}

func (w *writer) curve(most float64) string {
	info := w.word(measure)
	n := 2 + w.IntN(3)
	var b strings.Builder
	fmt.Fprintf(&b, "curve(%s", info.name)
	falls := w.IntN(10) == 0
	for i := range n {
		y := most * float64(i) / float64(n-1)
		if falls {
			y = most * float64(n-1-i) / float64(n-1)
		}
		fmt.Fprintf(&b, ", %s,%.4g", w.at(info, (float64(i)+w.Float64()/2)/float64(n)), y)
	}
	return b.String() + ")"
}

func (w *writer) condition(parts int) string {
	var list []string
	for range parts {
		switch w.IntN(5) {
		case 0:
			info := w.word(flag)
			list = append(list, []string{"", "not "}[w.IntN(2)]+info.name)
		case 1, 2:
			info := w.word(choice)
			i := w.IntN(len(info.values) - 1)
			if w.IntN(2) == 0 {
				list = append(list, fmt.Sprintf("%s == %q", info.name, info.values[i]))
			} else {
				list = append(list, fmt.Sprintf("%s in [%q, %q]", info.name, info.values[i], info.values[i+1]))
			}
		case 3:
			info := w.word(measure)
			list = append(list, fmt.Sprintf("%s > %s", info.name, w.at(info, 0.1+0.8*w.Float64())))
		default:
			if len(w.defines) == 0 {
				list = append(list, w.word(flag).name)
			} else {
				list = append(list, w.defines[w.IntN(len(w.defines))])
			}
		}
	}
	return strings.Join(list, []string{" and ", " and ", " or "}[w.IntN(3)])
}

func (w *writer) rule(b *strings.Builder, stem string, i int) {
	fmt.Fprintf(b, "  - id: %s/rule-%d\n", stem, i)
	when := func() { fmt.Fprintf(b, "    when: '%s'\n", w.condition(1+w.IntN(3))) }
	switch w.IntN(20) {
	case 0, 1, 2, 3, 4:
		fmt.Fprintf(b, "    load: %s\n", w.curve(2+float64(w.IntN(80))/10))
	case 5, 6:
		when()
		fmt.Fprintf(b, "    load: %s\n", w.curve(2+float64(w.IntN(80))/10))
	case 7, 8, 9, 10:
		when()
		fmt.Fprintf(b, "    load: %.4g\n", 0.5+float64(w.IntN(20))/4)
	case 11, 12:
		fmt.Fprintf(b, "    load: '%s ? 3 : %s ? 1.5 : 0'\n", w.condition(1), w.condition(2))
	case 13, 14:
		fmt.Fprintf(b, "    load: |\n      %s * %s\n", w.curve(1), w.curve(4))
	case 15:
		fmt.Fprintf(b, "    when: 'at_least(2, %s, %s, %s)'\n    load: 2\n", w.condition(1), w.condition(1), w.condition(1))
	case 16, 17:
		when()
		fmt.Fprintf(b, "    sensitivity: 0.%02d\n", 1+w.IntN(20))
	default:
		when()
		fmt.Fprintf(b, "    note: This is the %dth thing that is worth a note, though it carries no points.\n", i)
	}
	fmt.Fprintf(b, "    why: What is so long, so heavy or so old strains whoever carries it, and more of it strains them more.\n")
	fmt.Fprintf(b, "    cite: [S%d, S%d]\n", w.IntN(30), 30+w.IntN(30))
	fmt.Fprintf(b, "    advice: [change-%d]\n", w.IntN(60))
}

// assume writes what the i-th word is taken to be; conditions ask only about words before it.
func (w *writer) assume(b *strings.Builder, i int) {
	info := crowds.infos[i]
	if info.name == "thing.length_2" {
		return
	}
	entry := func(when string) {
		b.WriteString("    - ")
		if when != "" {
			fmt.Fprintf(b, "when: '%s'\n      ", when)
		}
		if info.kind == measure {
			share := 0.2 + 0.5*w.Float64()
			fmt.Fprintf(b, "value: %s\n      usual: [%s, %s]\n", w.at(info, share), w.at(info, share-0.1), w.at(info, share+0.1))
			return
		}
		k := w.IntN(len(info.values) - 1)
		fmt.Fprintf(b, "value: [%s, %s]\n      usual: [%s, %s]\n", info.values[k], info.values[k+1], info.values[k], info.values[k+1])
	}
	fmt.Fprintf(b, "  %s:\n", info.name)
	var before []*wordInfo
	for _, other := range crowds.infos[:i] {
		if other.kind == choice {
			before = append(before, other)
		}
	}
	for range w.IntN(4) {
		if len(before) > 0 {
			other := before[w.IntN(len(before))]
			entry(fmt.Sprintf("%s == %q or not known(%s)", other.name, other.values[w.IntN(len(other.values))], other.name))
		}
	}
	entry("")
}

func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{1000, 2000} {
		b.Run(fmt.Sprintf("rules=%d", n), func(b *testing.B) {
			fsys := crowdPack(n)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Load(crowds, fsys); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
