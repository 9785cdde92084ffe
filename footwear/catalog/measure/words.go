package measure

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/internal/pages"
	"github.com/heelwise/heelwise/rules"
)

//go:embed words/*.yaml
var wordFiles embed.FS

// vocabulary is what the files of words hold.
type vocabulary struct {
	spellings []spelling
	materials []string          // the names that materials are given, in the order of [common]
	widths    []string          // and widths
	answered  [wordCount][2]set // what "no" and "yes" answer
	follows   map[set][]meaning // what follows from a style
	follow    []set             // the styles in their order
	titles    map[string]bool   // parts of a record that are names of products
	groups    map[string]bool   // parts of a record that are categories
}

// The sections of a file of words. Those of the first list hold spellings, those of the second spellings by name, those of
// the third by word and value.
var (
	lists = map[string]role{"fillers": aFiller, "stops": aStop, "links": aLink, "negations": aNegation, "yes": aYes, "no": aNo,
		"blank": aBlank, "per_pair": aPair, "abbreviations": anEnding, "silent": aSilentWord, "of": anOf, "and": anAnd, "compared": aCompared,
		"denied": aDenied, "rather": aRather, "thick": aThick, "times": aTimes}
	named  = []string{"measures", "units", "limits", "forms", "names", "parts", "zero", "numbers"}
	valued = map[string]role{"says": aSaying, "answers": anAnswer}
)

func wordSections() []string {
	return slices.Concat(slices.Sorted(maps.Keys(lists)), named, slices.Sorted(maps.Keys(valued)))
}

// standardWords returns the words of every language that come with this package.
var standardWords = sync.OnceValue(func() *vocabulary {
	v, err := readWords(wordFiles, "words")
	if err != nil {
		panic(err) // a test reads them
	}
	return v
})

// common is the file of what no language owns. It is read first.
const common = "common.yaml"

func readWords(fsys fs.FS, folder string) (*vocabulary, error) {
	v := &vocabulary{follows: map[set][]meaning{}, titles: map[string]bool{}, groups: map[string]bool{}}
	var faults rules.Errors
	names, err := fs.Glob(fsys, folder+"/*.yaml")
	if err != nil {
		return nil, err
	}
	first := folder + "/" + common
	slices.SortFunc(names, func(a, b string) int {
		switch {
		case a == first:
			return -1
		case b == first:
			return 1
		}
		return strings.Compare(a, b)
	})
	for _, name := range names {
		p, root := openPage(fsys, name)
		if root != nil {
			if name == first {
				v.readCommon(p, root)
			} else {
				v.readLanguage(p, root)
			}
		}
		faults = append(faults, rules.AsErrors(p.err())...)
	}
	return v, faults.Err()
}

// readCommon reads the names of materials and widths, and what follows from what.
func (v *vocabulary) readCommon(p *page, root *yaml.Node) {
	for _, e := range p.Entries(root, "the common words", []string{"materials", "widths", "answered", "follows", "titles", "categories"}) {
		switch e.Key.Value {
		case "materials":
			v.materials = values(p.Texts(e.Value, "a material"))
		case "widths":
			v.widths = values(p.Texts(e.Value, "a width"))
		case "titles":
			for _, name := range values(p.Texts(e.Value, "a part of a record")) {
				v.titles[name] = true
			}
		case "categories":
			for _, name := range values(p.Texts(e.Value, "a part of a record")) {
				v.groups[name] = true
			}
		case "answered":
			for _, by := range p.Entries(e.Value, "answered", choiceNames()) {
				w := wordOf(by.Key.Value)
				for _, answer := range p.Entries(by.Value, by.Key.Value, flagValues) {
					if s, ok := p.set(w, answer.Value); ok {
						v.answered[w][slices.Index(flagValues, answer.Key.Value)] = s
					}
				}
			}
		case "follows":
			for _, by := range p.Entries(e.Value, "follows", style.values()) {
				from, _ := style.setOf(by.Key.Value)
				for _, then := range p.Entries(by.Value, by.Key.Value, choiceNames()) {
					w := wordOf(then.Key.Value)
					if s, ok := p.set(w, then.Value); ok {
						v.follows[from] = append(v.follows[from], meaning{aSaying, w, s})
					}
				}
				v.follow = append(v.follow, from)
			}
		}
	}
}

func choiceNames() []string { return wordNames[firstChoice:materials] }

func (v *vocabulary) readLanguage(p *page, root *yaml.Node) {
	v.read(p, p.Entries(root, "a file of words", wordSections()))
}

// read reads sections of words.
func (v *vocabulary) read(p *page, sections []pages.Entry) {
	for _, e := range sections {
		section := e.Key.Value
		if role, ok := lists[section]; ok {
			v.add(p, e.Value, meaning{role: role})
			continue
		}
		if role, ok := valued[section]; ok {
			for _, by := range p.Entries(e.Value, section, wordNames[firstChoice:]) {
				v.readValues(p, role, wordOf(by.Key.Value), by.Value)
			}
			continue
		}
		v.readNamed(p, section, e.Value)
	}
}

// readNamed reads a section of spellings by name.
func (v *vocabulary) readNamed(p *page, section string, n *yaml.Node) {
	var known []string
	var mean func(name string) meaning
	switch section {
	case "measures":
		known = append(wordNames[1:firstChoice:firstChoice], slices.Sorted(maps.Keys(subjectNames))...)
		mean = func(name string) meaning {
			if w := wordOf(name); w != noWord {
				return meaning{role: aSubject, word: w}
			}
			return meaning{role: aSubject, word: subjectNames[name]}
		}
	case "units":
		for _, u := range units[1:] {
			known = append(known, u.name)
		}
		mean = func(name string) meaning { return meaning{role: aUnit, set: unitOf(name)} }
	case "limits":
		known = slices.Sorted(maps.Keys(limitNames))
		mean = func(name string) meaning { return meaning{role: aLimit, set: limitNames[name]} }
	case "numbers":
		v.readNumbers(p, n)
		return
	case "forms":
		known = heel.values()
		mean = func(name string) meaning { s, _ := heel.setOf(name); return meaning{aForm, heel, s} }
	case "parts":
		known = slices.Sorted(maps.Keys(partNames))
		mean = func(name string) meaning { return meaning{role: aBodyPart, set: partNames[name]} }
	case "zero":
		known = wordNames[1:firstChoice]
		mean = func(name string) meaning { return meaning{role: aZero, word: wordOf(name)} }
	case "names":
		known = append(wordNames[1:wordCount:wordCount], "features", "other")
		mean = func(name string) meaning {
			switch name {
			case "features":
				return meaning{role: aName, word: features}
			case "other":
				return meaning{role: aName, word: otherName}
			}
			return meaning{role: aName, word: wordOf(name)}
		}
	}
	for _, e := range p.Entries(n, section, known) {
		v.add(p, e.Value, mean(e.Key.Value))
	}
}

// readNumbers reads how numbers are spelt, by the number.
func (v *vocabulary) readNumbers(p *page, n *yaml.Node) {
	for _, e := range p.Entries(n, "numbers", nil) {
		x, err := strconv.ParseFloat(e.Key.Value, 64)
		if err != nil || x <= 0 || x > 1000 {
			p.Fault(e.Key, "bad-value", fmt.Sprintf("%q is no number from 0 to 1000", e.Key.Value), "write it with digits, as 2.5: [two and a half]")
			continue
		}
		v.add(p, e.Value, meaning{role: aCount, set: set(math.Round(x * 1e6))})
	}
}

// readValues reads spellings by the values of a word.
func (v *vocabulary) readValues(p *page, r role, w word, n *yaml.Node) {
	if w == materials || w == widths {
		names := v.materials
		if w == widths {
			names = v.widths
		}
		for _, e := range p.Entries(n, w.String(), names) {
			v.add(p, e.Value, meaning{r, w, set(slices.Index(names, e.Key.Value))})
		}
		return
	}
	for _, e := range p.Entries(n, w.String(), nil) {
		if s, ok := p.set(w, e.Key); ok {
			v.add(p, e.Value, meaning{r, w, s})
		}
	}
}

func (v *vocabulary) add(p *page, n *yaml.Node, m meaning) {
	for _, text := range p.Texts(n, "a spelling") {
		if !spells(text.Value) {
			p.Fault(text, "bad-value", fmt.Sprintf("%q is no spelling", text.Value), "a spelling is words alone, or an asterisk and the end of a word")
			continue
		}
		v.spellings = append(v.spellings, spelling{text.Value, m})
		if other := umlauts.Replace(text.Value); other != text.Value {
			v.spellings = append(v.spellings, spelling{other, m})
		}
	}
}

// spells reports whether a text is words alone.
func spells(text string) bool {
	l, bad := compile([]spelling{{text: text}})
	return len(bad) == 0 && len(l.ids) > 0
}
