package rules

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

const (
	no  = fact.No
	unk = fact.Unknown
	yes = fact.Yes
)

var truths = []fact.Truth{no, unk, yes}

// A reading is an expression that was read, with the names that it uses.
type reading struct {
	*generator
	reg  int32
	fast []fastForm // where every word always has a value in the typical case, and where none has
}

// read reads a condition. Each define is "name: expression".
func read(t *testing.T, text string, defines ...string) reading {
	t.Helper()
	g := newGenerator(nil)
	v, faults := g.readAll(text, defines)
	require.Empty(t, faults, text)
	require.Equal(t, isCondition, v.kind, text)
	return g.reading(g.lower(v.cond, false))
}

// readAll reads an expression and the names that it uses, which may have faults.
func (g *generator) readAll(text string, defines []string) (value, Errors) {
	for _, d := range defines {
		name, text, _ := strings.Cut(d, ": ")
		g.defines[name] = &define{name: name, expression: expression{text: text, where: func(offset int) *Error { return &Error{Col: offset + 1, Rule: name} }}}
	}
	v, _, faults := g.check(text)
	return v, faults
}

// reading makes the fast forms of a register.
func (g *generator) reading(reg int32) reading {
	r := reading{generator: g, reg: reg}
	for _, settled := range []bool{true, false} {
		c := newCondenser(&g.program, func(int) bool { return settled })
		reg := c.add(r.reg)
		r.fast = append(r.fast, fastForm{&c.builder.program, reg, c.slice([]int32{reg}, nil)})
	}
	return r
}

// given returns what a word and its fact are, of "shoe.heel block or wedge", "shoe.rocker yes" and "shoe.width 2in..3in".
func (r reading) given(t *testing.T, text string) (word int, s span) {
	t.Helper()
	name, value, _ := strings.Cut(text, " ")
	word, ok := r.index[name]
	require.True(t, ok, name)
	w := r.infos[word]
	switch {
	case value == "unknown":
		return word, w.whole()
	case w.kind == flag:
		return word, span{set: map[string]uint32{"no": 1, "yes": 2}[value]}
	case w.kind == choice:
		set, err := w.bits(strings.Split(value, " or "))
		require.NoError(t, err)
		return word, span{set: set}
	}
	s, err := w.parse(value)
	require.NoError(t, err, text)
	return word, s
}

// truth returns what the condition is while the given facts are known. Where each is a single value or unknown, the
// evaluator of single values must agree, and so must the fast form.
func (r reading) truth(t *testing.T, facts ...string) fact.Truth {
	t.Helper()
	sets := map[int]span{}
	for _, text := range facts {
		word, s := r.given(t, text)
		sets[word] = s
	}
	return r.truthOf(t, sets)
}

// ofSpan are the truths by what the evaluator over sets makes of them.
var ofSpan = map[span]fact.Truth{{}: no, {hi: 1}: unk, {lo: 1, hi: 1}: yes}

// ofPoint returns the truth that the evaluator of single values means.
func ofPoint(x float64) fact.Truth { return ofSpan[span{lo: math.Floor(x), hi: math.Ceil(x)}] }

// on returns the registers of a form where words are what sets say, or unknown.
func on(p *program, sets map[int]span) []span {
	r := p.spans()
	for word, s := range sets {
		r[word] = s
	}
	return r
}

func (r reading) truthOf(t *testing.T, sets map[int]span) fact.Truth {
	t.Helper()
	spans, points := on(&r.program, sets), slices.Clone(r.initial)
	single := true
	for word, s := range sets {
		w := r.infos[word]
		switch {
		case s == w.whole():
		case !w.single(s):
			single = false
		case w.kind == measure:
			points[word] = s.lo
		default:
			points[word] = w.only(s)
		}
	}
	runSpans(r.ops, spans)
	x, ok := ofSpan[spans[r.reg]]
	require.True(t, ok, "%v", spans[r.reg])
	r.checkFast(t, sets, x)
	if single {
		known := true
		for word := range r.infos {
			known = known && (!r.reads[r.reg].has(word) || points[word] == points[word])
		}
		run(r.ops, points)
		y := ofPoint(points[r.reg])
		if known || y != unk { // of an unknown word, the domain alone may decide what is open here
			require.Equal(t, x, y, "on single values")
		}
		for i, f := range r.fast {
			if known || i == 1 { // the first form has no place for the unknown
				fast := slices.Clone(f.p.initial)
				copy(fast, points[:len(r.infos)])
				run(f.ops, fast)
				require.Equal(t, y, ofPoint(fast[f.reg]), "on single values, in the fast form")
			}
		}
	}
	return x
}

// checkFast holds the fast form to the plain one, which says x: over measures they are the same, and over choices and
// flags the fast form is exact.
func (r reading) checkFast(t *testing.T, sets map[int]span, x fact.Truth) {
	t.Helper()
	measures, choices := false, false
	for w, info := range r.infos {
		measures = measures || info.kind == measure && r.reads[r.reg].has(w)
		choices = choices || info.kind != measure && r.reads[r.reg].has(w)
	}
	for _, f := range r.fast {
		spans := on(f.p, sets)
		runSpans(f.ops, spans)
		y, ok := ofSpan[spans[f.reg]]
		require.True(t, ok, "%v in the fast form", spans[f.reg])
		switch {
		case !measures:
			require.Equal(t, r.completed(sets), y, "in the fast form")
		case !choices, x != unk:
			require.Equal(t, x, y, "in the fast form")
		}
	}
}

// completed returns what a condition about choices and flags is, found by trying everything that they may be.
func (r reading) completed(sets map[int]span) fact.Truth {
	spans, points := on(&r.program, sets), slices.Clone(r.initial)
	var all summary
	var try func(w int)
	try = func(w int) {
		switch {
		case w == len(r.infos):
			run(r.ops, points)
			all.add(points[r.reg] == 1)
		case !r.reads[r.reg].has(w):
			try(w + 1)
		default:
			for i := range r.infos[w].values {
				if spans[w].set>>i&1 != 0 {
					points[w] = float64(i)
					try(w + 1)
				}
			}
		}
	}
	try(0)
	return all.truth()
}

// A summary says whether something holds of all, of none or of some.
type summary struct{ held, failed bool }

func (s *summary) add(holds bool) {
	s.held = s.held || holds
	s.failed = s.failed || !holds
}

func (s *summary) truth() fact.Truth {
	switch {
	case !s.failed:
		return yes
	case !s.held:
		return no
	}
	return unk
}

// A formula is a condition about A, B and C, and what it is by the tables of three values.
type formula struct {
	text string
	want func(a, b, c fact.Truth) fact.Truth
}

// choose is what a ? b : c is for conditions; where both branches are the same, it is that, whatever a is.
func choose(a, b, c fact.Truth) fact.Truth { return a.And(b).Or(a.Not().And(c)).Or(b.And(c)) }

// count is what at_least is: yes if enough are yes, no if not enough can be.
func count(n int, list ...fact.Truth) fact.Truth {
	sure, possible := 0, 0
	for _, x := range list {
		if x == yes {
			sure++
		}
		if x != no {
			possible++
		}
	}
	switch {
	case sure >= n:
		return yes
	case possible < n:
		return no
	}
	return unk
}

var formulas = []formula{
	{"A", func(a, b, c fact.Truth) fact.Truth { return a }},
	{"not A", func(a, b, c fact.Truth) fact.Truth { return a.Not() }},
	{"!A", func(a, b, c fact.Truth) fact.Truth { return a.Not() }},
	{"not not A", func(a, b, c fact.Truth) fact.Truth { return a }},
	{"A and B", func(a, b, c fact.Truth) fact.Truth { return a.And(b) }},
	{"A && B", func(a, b, c fact.Truth) fact.Truth { return a.And(b) }},
	{"A or B", func(a, b, c fact.Truth) fact.Truth { return a.Or(b) }},
	{"A || B", func(a, b, c fact.Truth) fact.Truth { return a.Or(b) }},
	{"A and B and C", func(a, b, c fact.Truth) fact.Truth { return a.And(b).And(c) }},
	{"A and (B and C)", func(a, b, c fact.Truth) fact.Truth { return a.And(b).And(c) }},
	{"A or B or C", func(a, b, c fact.Truth) fact.Truth { return a.Or(b).Or(c) }},
	{"A or (B or C)", func(a, b, c fact.Truth) fact.Truth { return a.Or(b).Or(c) }},
	{"A and B or C", func(a, b, c fact.Truth) fact.Truth { return a.And(b).Or(c) }},
	{"A or B and C", func(a, b, c fact.Truth) fact.Truth { return a.Or(b.And(c)) }},
	{"(A or B) and C", func(a, b, c fact.Truth) fact.Truth { return a.Or(b).And(c) }},
	{"not A and B", func(a, b, c fact.Truth) fact.Truth { return a.Not().And(b) }},
	{"A and not B", func(a, b, c fact.Truth) fact.Truth { return a.And(b.Not()) }},
	{"not A or B", func(a, b, c fact.Truth) fact.Truth { return a.Not().Or(b) }},
	{"not A and not B and not C", func(a, b, c fact.Truth) fact.Truth { return a.Or(b).Or(c).Not() }},
	{"not (A and B)", func(a, b, c fact.Truth) fact.Truth { return a.And(b).Not() }},
	{"not (A or B)", func(a, b, c fact.Truth) fact.Truth { return a.Or(b).Not() }},
	{"not (A and B and C)", func(a, b, c fact.Truth) fact.Truth { return a.And(b).And(c).Not() }},
	{"not (A or B or C)", func(a, b, c fact.Truth) fact.Truth { return a.Or(b).Or(c).Not() }},
	{"not (A and not (B or C))", func(a, b, c fact.Truth) fact.Truth { return a.And(b.Or(c).Not()).Not() }},
	{"not (A or not (B and C))", func(a, b, c fact.Truth) fact.Truth { return a.Or(b.And(c).Not()).Not() }},
	{"A ? B : C", choose},
	{"not (A ? B : C)", func(a, b, c fact.Truth) fact.Truth { return choose(a, b, c).Not() }},
	{"not A ? B : C", func(a, b, c fact.Truth) fact.Truth { return choose(a.Not(), b, c) }},
	{"at_least(1, A)", func(a, b, c fact.Truth) fact.Truth { return a }},
	{"at_least(1, A, B)", func(a, b, c fact.Truth) fact.Truth { return count(1, a, b) }},
	{"at_least(2, A, B)", func(a, b, c fact.Truth) fact.Truth { return count(2, a, b) }},
	{"at_least(1, A, B, C)", func(a, b, c fact.Truth) fact.Truth { return count(1, a, b, c) }},
	{"at_least(2, A, B, C)", func(a, b, c fact.Truth) fact.Truth { return count(2, a, b, c) }},
	{"at_least(3, A, B, C)", func(a, b, c fact.Truth) fact.Truth { return count(3, a, b, c) }},
	{"not at_least(1, A, B, C)", func(a, b, c fact.Truth) fact.Truth { return count(1, a, b, c).Not() }},
	{"not at_least(2, A, B, C)", func(a, b, c fact.Truth) fact.Truth { return count(2, a, b, c).Not() }},
	{"not at_least(3, A, B, C)", func(a, b, c fact.Truth) fact.Truth { return count(3, a, b, c).Not() }},
	{"at_least(2, not A, B and C, B or C)", func(a, b, c fact.Truth) fact.Truth { return count(2, a.Not(), b.And(c), b.Or(c)) }},
	{"at_least(2, A, A, B)", func(a, b, c fact.Truth) fact.Truth { return count(2, a, a, b) }},
	{"A and at_least(1, B, C)", func(a, b, c fact.Truth) fact.Truth { return a.And(b.Or(c)) }},
	{"(A ? 1 : 2) <= (B ? 1 : 2)", func(a, b, c fact.Truth) fact.Truth { return a.Or(b.Not()) }},
	{"(A ? 1 : 2) > (B ? 1 : 2)", func(a, b, c fact.Truth) fact.Truth { return a.Not().And(b) }},
	{"(A ? 5 : 7) >= 6 or A", func(a, b, c fact.Truth) fact.Truth { return a.Not().Or(a) }},
	{"(A ? (B ? 2 : 1) : (C ? 2 : 1)) > 1.5", func(a, b, c fact.Truth) fact.Truth { // numbers: what both branches are, it is
		switch {
		case a == yes:
			return b
		case a == no, b == c:
			return c
		}
		return unk
	}},
}

// about says a formula of words.
func about(text string) string {
	return strings.NewReplacer("A", "shoe.rocker", "B", "shoe.closed", "C", "wearer.recurrent").Replace(text)
}

// eachTruths calls f for every three truths.
func eachTruths(f func(a, b, c fact.Truth)) {
	for _, a := range truths {
		for _, b := range truths {
			for _, c := range truths {
				f(a, b, c)
			}
		}
	}
}

// truthSpan returns what a flag may be.
func truthSpan(x fact.Truth) span { return span{set: map[fact.Truth]uint32{no: 1, unk: 3, yes: 2}[x]} }

// A way is one on which the condition X is reached, or its opposite. K is known to hold.
type way struct {
	text     string
	opposite bool
	defines  []string
}

var paths = []way{
	{"X", false, nil},
	{"not (X)", true, nil},
	{"not not (X)", false, nil},
	{"x", false, []string{"x: X"}},
	{"not x", true, []string{"x: X"}},
	{"not y", false, []string{"x: X", "y: not x"}},
	{"K and (X)", false, nil},
	{"(X) and K", false, nil},
	{"x and K and x", false, []string{"x: X"}},
	{"not K or (X)", false, nil},
	{"(X) or not K", false, nil},
	{"not (K and not (X))", false, nil},
	{"not (not (X) or not K)", false, nil},
	{"at_least(1, X)", false, nil},
	{"at_least(1, not K, X)", false, nil},
	{"at_least(2, K, X)", false, nil},
	{"at_least(2, K, not (X), not K)", true, nil},
	{"not at_least(2, not K, x, K)", true, []string{"x: X"}},
	{"K ? (X) : not (X)", false, nil},
	{"K ? not (X) : (X)", true, nil},
	{"not K ? not (X) : (X)", false, nil},
	{"(X) ? K : not K", false, nil},
	{"(X) ? not K : K", true, nil},
	{"((X) ? 2 : 1) > 1.5", false, nil},
	{"((X) ? 1 : 2) > 1.5", true, nil},
	{"((X) ? 2 : 1) <= 1.5", true, nil},
	{"((X) ? use.hours : 0*hour) > 1*hour", false, nil},
	{"n > 1.5", false, []string{"x: X", "n: x ? 2 : 1"}},
	{"max(n, 0) + n < 3", true, []string{"n: (X) ? 2 : 1"}},
	{"(K ? n : 9) > 1.5", false, []string{"n: (X) ? 2 : 1"}},
	{"curve(n, 1,5, 2,7) > 6", false, []string{"n: (X) ? 2 : 1"}},
}

// onPaths reads a condition on every path, and calls check with how to ask it.
func onPaths(t *testing.T, text string, check func(path string, r reading, ask func(sets map[int]span) fact.Truth)) {
	t.Helper()
	for _, path := range paths {
		write := strings.NewReplacer("X", text, "K", "(use.hours > 1*hour)")
		var defines []string
		for _, d := range path.defines {
			defines = append(defines, write.Replace(d))
		}
		r := read(t, write.Replace(path.text), defines...)
		hours := r.index["use.hours"]
		check(path.text, r, func(sets map[int]span) fact.Truth {
			sets[hours] = span{lo: 7200, hi: 10800}
			if path.opposite {
				return r.truthOf(t, sets).Not()
			}
			return r.truthOf(t, sets)
		})
	}
}

// Every operator of conditions, over every truth of what it joins, on every path on which a condition is reached.
func TestTruthTables(t *testing.T) {
	for _, f := range formulas {
		onPaths(t, about(f.text), func(path string, r reading, ask func(sets map[int]span) fact.Truth) {
			eachTruths(func(a, b, c fact.Truth) {
				got := ask(map[int]span{
					r.index["shoe.rocker"]: truthSpan(a), r.index["shoe.closed"]: truthSpan(b), r.index["wearer.recurrent"]: truthSpan(c),
				})
				assert.Equal(t, f.want(a, b, c), got, "X is %s, in %s: %v, %v, %v", f.text, path, a, b, c)
			})
		})
	}
}

// completions returns what a formula is, found by trying all that its words may be.
func (f formula) completions(a, b, c fact.Truth) fact.Truth {
	var all summary
	eachTruths(func(x, y, z fact.Truth) {
		is := func(x, a fact.Truth) bool { return x != unk && (a == unk || a == x) }
		if is(x, a) && is(y, b) && is(z, c) {
			all.add(f.want(x, y, z) == yes)
		}
	})
	return all.truth()
}

// mustLoad loads a pack of one file.
func mustLoad(t *testing.T, text string) *Pack[item] {
	t.Helper()
	p, err := files{"a.yaml": text}.load()
	require.NoError(t, err, text)
	return p
}

// eachVerdict calls f with the verdict on every item of three flags.
func eachVerdict(t *testing.T, p *Pack[item], f func(v Verdict, a, b, c fact.Truth)) {
	t.Helper()
	eachTruths(func(a, b, c fact.Truth) {
		v, err := p.Judge(&item{Rocker: a, Closed: b, Recurrent: c})
		require.NoError(t, err)
		f(v, a, b, c)
	})
}

// Flags, notes and caveats appear where their conditions are yes.
func TestTruthTablesOfFlags(t *testing.T) {
	var text strings.Builder
	text.WriteString("define:\n")
	for i, f := range formulas {
		fmt.Fprintf(&text, "  d%d: '%s'\n", i, about(f.text))
	}
	text.WriteString("rules:\n")
	for i, f := range formulas {
		fmt.Fprintf(&text, "  - {id: a/flag-%d, flag: f%[1]d, when: '%s'}\n", i, about(f.text))
		fmt.Fprintf(&text, "  - {id: a/note-%d, note: n, when: 'not (%s)'}\n", i, about(f.text))
		fmt.Fprintf(&text, "  - {id: a/caveat-%d, caveat: c, when: d%[1]d}\n", i)
	}
	eachVerdict(t, mustLoad(t, text.String()), func(v Verdict, a, b, c fact.Truth) {
		has := func(list []Text, id string, i int) bool {
			return slices.ContainsFunc(list, func(text Text) bool { return text.ID == fmt.Sprint(id, i) })
		}
		for i, f := range formulas {
			want := f.want(a, b, c)
			assert.Equal(t, want == yes, slices.Contains(v.Flags, fmt.Sprint("f", i)), "%s: %v, %v, %v", f.text, a, b, c)
			assert.Equal(t, want == no, has(v.Notes, "a/note-", i), "not (%s): %v, %v, %v", f.text, a, b, c)
			assert.Equal(t, want == yes, has(v.Caveats, "a/caveat-", i), "%s by name: %v, %v, %v", f.text, a, b, c)
		}
	})
}

// The truths of notes are those of their conditions.
func TestTruthTablesOfNotes(t *testing.T) {
	var text strings.Builder
	text.WriteString("rules:\n")
	for i, f := range formulas {
		fmt.Fprintf(&text, "  - {id: a/note-%03d, note: n, when: '%s'}\n", i, about(f.text))
	}
	p := mustLoad(t, text.String())
	eachTruths(func(a, b, c fact.Truth) {
		truths, err := p.NoteTruths(&item{Rocker: a, Closed: b, Recurrent: c}, nil)
		require.NoError(t, err)
		require.Len(t, truths, len(formulas))
		for i, f := range formulas {
			assert.Equal(t, f.want(a, b, c), truths[i], "%s: %v, %v, %v", f.text, a, b, c)
		}
	})
}

// Points and factors are those of everything that their conditions may turn out to be.
func TestTruthTablesOfPoints(t *testing.T) {
	const assume = "assume: {shoe.rocker: {value: false}, shoe.closed: {value: false}, wearer.recurrent: {value: false}}\n"
	for _, form := range []struct {
		rules   string
		yes, no Points
	}{
		{"rules:\n  - {id: a/one, load: 10, when: 'X'}\n", 1000, 0},
		{"rules:\n  - {id: a/one, load: '(X) ? 10 : 3'}\n", 1000, 300},
		{"rules:\n  - {id: a/one, load: 10}\n  - {id: a/two, exposure: 0.5, when: 'X'}\n", 500, 1000},
		{"define: {x: 'X', n: 'x ? 1 : 2'}\nrules:\n  - {id: a/one, load: 10 * n}\n", 1000, 2000},
	} {
		for _, f := range formulas {
			p := mustLoad(t, assume+strings.ReplaceAll(form.rules, "X", about(f.text)))
			score := func(x fact.Truth) Points {
				if x == yes {
					return form.yes
				}
				return form.no
			}
			eachVerdict(t, p, func(v Verdict, a, b, c fact.Truth) {
				known := func(x fact.Truth) fact.Truth { return fact.Known(x == yes) } // unknown is assumed to be no
				want := Interval{score(yes), score(no)}
				if x := f.completions(a, b, c); x != unk {
					want = Interval{score(x), score(x)}
				} else if want.Low > want.High {
					want.Low, want.High = want.High, want.Low
				}
				assert.Equal(t, want, v.Range, "%s\n%s: %v, %v, %v", form.rules, f.text, a, b, c)
				assert.Equal(t, want, v.Likely, "%s\n%s: %v, %v, %v", form.rules, f.text, a, b, c)
				assert.Equal(t, score(f.want(known(a), known(b), known(c))), v.Score, "%s\n%s: %v, %v, %v", form.rules, f.text, a, b, c)
			})
		}
	}
}

// An assumption holds where its condition is yes, and is usual where that may be.
func TestTruthTablesOfAssumptions(t *testing.T) {
	for _, f := range formulas {
		p := mustLoad(t, `
rules:
  - {id: a/one, load: wearer.age / 2}
assume:
  wearer.age:
    - {value: 20, usual: [20, 20], when: '`+about(f.text)+`'}
    - {value: 40, usual: [40, 40]}
`)
		eachVerdict(t, p, func(v Verdict, a, b, c fact.Truth) {
			score := Points(2000)
			isOpen := a == unk && strings.HasPrefix(f.text, "(A ? ") || b == unk && strings.HasSuffix(f.text, " (B ? 1 : 2)")
			if f.want(a, b, c) == yes && !isOpen { // a number has no value where it depends on what is unknown
				score = 1000
			}
			assert.Equal(t, score, v.Score, "%s: %v, %v, %v", f.text, a, b, c)
			likely := Interval{score, score} // in which the score always is
			if x := f.completions(a, b, c); x == yes {
				likely.Low = 1000
			} else if x == unk {
				likely = Interval{1000, 2000}
			}
			assert.Equal(t, likely, v.Likely, "%s: %v, %v, %v", f.text, a, b, c)
		})
	}
}

// among returns what "one of these" is of a word that may be any of set.
func among(set, these uint32) fact.Truth {
	switch {
	case set&^these == 0:
		return yes
	case set&these == 0:
		return no
	}
	return unk
}

// Everything that may be said about a choice of three words, of everything that may be known of it.
func TestChoiceTables(t *testing.T) {
	const all = 0b111
	names := archNames{}.Words()
	list := func(set uint32) string {
		var quoted []string
		for i, name := range names {
			if set>>i&1 != 0 {
				quoted = append(quoted, strconv.Quote(name))
			}
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	}
	check := func(text string, want func(set uint32) fact.Truth) {
		r := read(t, text)
		for set := uint32(1); set <= all; set++ {
			assert.Equal(t, want(set), r.truthOf(t, map[int]span{r.index["wearer.arch"]: {set: set}}), "%s of %s", text, list(set))
		}
	}
	checkPaths := func(text string, want func(set uint32) fact.Truth) {
		onPaths(t, text, func(path string, r reading, ask func(sets map[int]span) fact.Truth) {
			for set := uint32(1); set <= all; set++ {
				assert.Equal(t, want(set), ask(map[int]span{r.index["wearer.arch"]: {set: set}}), "X is %s, in %s: %s", text, path, list(set))
			}
		})
	}
	for i, name := range names {
		checkPaths(fmt.Sprintf("wearer.arch == %q", name), func(set uint32) fact.Truth { return among(set, 1<<i) })
		checkPaths(fmt.Sprintf("%q == wearer.arch", name), func(set uint32) fact.Truth { return among(set, 1<<i) })
		checkPaths(fmt.Sprintf("wearer.arch != %q", name), func(set uint32) fact.Truth { return among(set, all&^(1<<i)) })
		checkPaths(fmt.Sprintf("%q != wearer.arch", name), func(set uint32) fact.Truth { return among(set, all&^(1<<i)) })
	}
	for a := uint32(1); a < all; a++ {
		checkPaths("wearer.arch in "+list(a), func(set uint32) fact.Truth { return among(set, a) })
		checkPaths("wearer.arch not in "+list(a), func(set uint32) fact.Truth { return among(set, all&^a) })
		for b := uint32(1); b < all; b++ {
			in, out := "wearer.arch in "+list(a), "wearer.arch not in "+list(b)
			check(in+" and "+out, func(set uint32) fact.Truth { return among(set, a&^b) })
			check("not ("+in+" or "+out+")", func(set uint32) fact.Truth { return among(set, b&^a) })
			check(in+" or "+out, func(set uint32) fact.Truth { return among(set, a).Or(among(set, all&^b)) })
			check("not ("+in+" and "+out+")", func(set uint32) fact.Truth { return among(set, a&^b).Not() })
		}
	}
}

// every returns what holds of all, of none or of some of the values from lo to hi, found by trying those that matter.
func every(lo, hi float64, holds func(x float64) bool) fact.Truth {
	var all summary
	for x := lo; x <= hi; x += 0.25 {
		all.add(holds(x))
	}
	return all.truth()
}

var comparisons = map[string]func(x, y float64) bool{
	"<": func(x, y float64) bool { return x < y }, "<=": func(x, y float64) bool { return x <= y },
	">": func(x, y float64) bool { return x > y }, ">=": func(x, y float64) bool { return x >= y },
}

// Every comparison of a number with a threshold, alone and in pairs, over every range around the thresholds.
func TestComparisonTables(t *testing.T) {
	check := func(text string, holds func(x float64) bool) {
		r := read(t, text)
		for lo := 1.0; lo <= 4; lo += 0.5 {
			for hi := lo; hi <= 4; hi += 0.5 {
				got := r.truthOf(t, map[int]span{r.index["wearer.age"]: {lo: lo, hi: hi}})
				assert.Equal(t, every(lo, hi, holds), got, "%s, from %g to %g", text, lo, hi)
			}
		}
	}
	either := func(text string, first, second func(x float64) bool) { // what "or" joins is not read together
		r := read(t, text)
		ranges(1, 4, func(s span) {
			assert.Equal(t, every(s.lo, s.hi, first).Or(every(s.lo, s.hi, second)), r.truthOf(t, map[int]span{r.index["wearer.age"]: s}), "%s, %v", text, s)
		})
	}
	for o, holds := range comparisons {
		onPaths(t, "wearer.age "+o+" 2", func(path string, r reading, ask func(sets map[int]span) fact.Truth) {
			for lo := 1.0; lo <= 3; lo += 0.5 {
				for hi := lo; hi <= 3; hi += 0.5 {
					want := every(lo, hi, func(x float64) bool { return holds(x, 2) })
					assert.Equal(t, want, ask(map[int]span{r.index["wearer.age"]: {lo: lo, hi: hi}}), "X is age %s 2, in %s: %g to %g", o, path, lo, hi)
				}
			}
		})
		check("wearer.age "+o+" 2", func(x float64) bool { return holds(x, 2) })
		check("2 "+o+" wearer.age", func(x float64) bool { return holds(2, x) })
		check("not (wearer.age "+o+" 2)", func(x float64) bool { return !holds(x, 2) })
		check("wearer.age * 2 "+o+" 4", func(x float64) bool { return holds(2*x, 4) })
		check("5 - wearer.age "+o+" 2", func(x float64) bool { return holds(5-x, 2) })
		check("abs(wearer.age - 3) "+o+" 1", func(x float64) bool { return holds(math.Abs(x-3), 1) })
		check("clamp(wearer.age, 1, 3) "+o+" 2", func(x float64) bool { return holds(min(max(x, 1), 3), 2) })
		check("curve(wearer.age, 1, 3, 2, 1, 3, 5) "+o+" 2", func(x float64) bool {
			y := 3 - 2*(x-1)
			if x > 2 {
				y = min(1+4*(x-2), 5)
			}
			return holds(y, 2)
		})
		for p, also := range comparisons {
			for _, ends := range [][2]float64{{2, 3}, {2, 2}, {3, 2}} {
				k, l := ends[0], ends[1]
				both := func(x float64) bool { return holds(x, k) && also(x, l) }
				first, second := fmt.Sprintf("wearer.age %s %g", o, k), fmt.Sprintf("wearer.age %s %g", p, l)
				check(first+" and "+second, both)
				check("not ("+first+" and "+second+")", func(x float64) bool { return !both(x) })
				check("not ("+first+" or "+second+")", func(x float64) bool { return !holds(x, k) && !also(x, l) })
				either(first+" or "+second, func(x float64) bool { return holds(x, k) }, func(x float64) bool { return also(x, l) })
				if o[0] == p[0] {
					check(fmt.Sprintf("%g %s wearer.age %s %g", k, o, p, l), func(x float64) bool { return holds(k, x) && also(x, l) })
				}
			}
		}
	}
}

// everyPair is every for two measures.
func everyPair(xs, ys span, holds func(x, y float64) bool) fact.Truth {
	var all summary
	for x := xs.lo; x <= xs.hi; x++ {
		for y := ys.lo; y <= ys.hi; y++ {
			all.add(holds(x, y))
		}
	}
	return all.truth()
}

// Two measures are compared over every pair of ranges, on every path; and beside another comparison of them.
func TestComparisonOfTwo(t *testing.T) {
	eachPair := func(r reading, f func(sets map[int]span, xs, ys span)) {
		ranges(1, 3, func(xs span) {
			ranges(0, 4, func(ys span) { f(map[int]span{r.index["shoe.heel_height"]: xs, r.index["shoe.drop"]: ys}, xs, ys) })
		})
	}
	for o, holds := range comparisons {
		for _, text := range []string{"shoe.heel_height " + o + " shoe.drop", "shoe.heel_height + 1*mm " + o + " shoe.drop + 1*mm"} {
			onPaths(t, text, func(path string, r reading, ask func(sets map[int]span) fact.Truth) {
				eachPair(r, func(sets map[int]span, xs, ys span) {
					assert.Equal(t, everyPair(xs, ys, holds), ask(sets), "X is %s, in %s: %v, %v", text, path, xs, ys)
				})
			})
		}
		for p, also := range comparisons {
			text := fmt.Sprintf("shoe.heel_height %s shoe.drop or shoe.heel_height %s shoe.drop", o, p)
			r := read(t, text)
			eachPair(r, func(sets map[int]span, xs, ys span) {
				assert.Equal(t, everyPair(xs, ys, holds).Or(everyPair(xs, ys, also)), r.truthOf(t, sets), "%s: %v, %v", text, xs, ys)
			})
		}
	}
}

// What is said and unsaid of one word in one breath is never so, wherever it stands. What is said or unsaid of it is
// unknown, although it cannot but be so.
func TestContradictions(t *testing.T) {
	defines := []string{
		"worn: shoe.rocker", "high: shoe.heel_height > 3*inch", "thin: shoe.heel in [\"stiletto\", \"kitten\"]",
		"middling: 2*inch < shoe.heel_height <= 3*inch", "both: shoe.rocker and shoe.closed", "either: shoe.rocker or shoe.closed",
		"double: shoe.heel_height * 2",
	}
	for _, text := range []string{
		"shoe.rocker and not shoe.rocker",
		"not shoe.rocker and shoe.rocker",
		"shoe.rocker && !shoe.rocker",
		"shoe.rocker and shoe.closed and not shoe.rocker",
		"shoe.rocker and (shoe.closed and (wearer.recurrent and not shoe.rocker))",
		"not (shoe.rocker or not shoe.rocker)",
		"not (shoe.closed or not shoe.rocker or shoe.rocker)",
		"shoe.rocker and not (shoe.closed or shoe.rocker)",
		"shoe.rocker ? not shoe.rocker : shoe.rocker",
		"at_least(1, shoe.rocker and not shoe.rocker)",
		"(shoe.rocker and not shoe.rocker) or (shoe.closed and not shoe.closed)",
		`shoe.heel == "block" and shoe.heel != "block"`,
		`shoe.heel == "block" and shoe.heel == "wedge"`,
		`shoe.heel in ["block", "wedge"] and shoe.heel not in ["block", "wedge", "cone"]`,
		`not (shoe.heel == "block" or shoe.heel != "block")`,
		"shoe.heel_height > 3*inch and shoe.heel_height <= 3*inch",
		"shoe.heel_height > 3*inch and not (shoe.heel_height > 3*inch)",
		"shoe.heel_height < 2*inch and shoe.heel_height > 3*inch",
		"shoe.heel_height < 3*inch and shoe.heel_height >= 76.2*mm",
		"not (shoe.heel_height < 3*inch or shoe.heel_height >= 76.2*mm)",
		"3*inch < shoe.heel_height < 2*inch",
		"wearer.age + 1 > 30 and not (wearer.age + 1 > 30)",
		"worn and not worn",
		"worn and not shoe.rocker",
		"high and not high",
		"high and shoe.heel_height < 3*inch",
		"not (high or not high)",
		"thin and not thin",
		`thin and shoe.heel == "block"`,
		"middling and not middling",
		"middling and shoe.heel_height > 3*inch",
		"both and not both",
		"either and not either",
		"double > 100*mm and not (double > 100*mm)",
	} {
		assert.Equal(t, no, read(t, text, defines...).truth(t), text)
		if !strings.HasPrefix(text, "not (") { // else the opposite is what is said or unsaid
			assert.Equal(t, yes, read(t, "not ("+text+")", defines...).truth(t), "not (%s)", text)
		}
	}
	for _, text := range []string{
		"shoe.rocker or not shoe.rocker", "not (shoe.rocker and shoe.closed) or shoe.rocker", `shoe.heel == "block" or shoe.heel != "block"`,
		"shoe.heel_height > 3*inch or shoe.heel_height <= 3*inch", "worn or not worn", "shoe.closed ? shoe.rocker or not shoe.rocker : shoe.closed",
	} {
		assert.Equal(t, unk, read(t, text, defines...).truth(t), text)
	}
}

// A topic is what a random conjunction is about: a number of one or two words, a choice or a flag.
type topic struct {
	text   string
	unit   string // of thresholds
	lo, hi int    // between which thresholds lie
	of     func(x, y float64) float64
	words  []string // x and y
	size   float64  // of one of x and y, in base units
}

var topics = []topic{
	{"wearer.age", "", 1, 5, func(x, y float64) float64 { return x }, []string{"wearer.age"}, 1},
	{"wearer.age * 2", "", 1, 10, func(x, y float64) float64 { return 2 * x }, []string{"wearer.age"}, 1},
	{"(5 - wearer.age)", "", 0, 4, func(x, y float64) float64 { return 5 - x }, []string{"wearer.age"}, 1},
	{"abs(wearer.age - 3)", "", 0, 3, func(x, y float64) float64 { return math.Abs(x - 3) }, []string{"wearer.age"}, 1},
	{"max(wearer.age, 3)", "", 3, 6, func(x, y float64) float64 { return max(x, 3) }, []string{"wearer.age"}, 1},
	{"(shoe.heel_height + shoe.drop)", "*mm", 1, 6, func(x, y float64) float64 { return x + y }, []string{"shoe.heel_height", "shoe.drop"}, 1000},
	{text: "wearer.arch", words: []string{"wearer.arch"}},
	{text: "shoe.rocker", words: []string{"shoe.rocker"}},
}

// A conjoiner makes random conditions of which nothing but "and" and "not (… or …)" joins what is about one topic.
type conjoiner struct {
	*rand.Rand
	topics  []topic
	defines []string
}

// A held condition tells for itself whether it holds, of the values of words by their names.
type held struct {
	text  string
	of    func(x map[string]float64) bool
	isNot bool
}

func (h held) not() held {
	return held{"not (" + h.text + ")", func(x map[string]float64) bool { return !h.of(x) }, true}
}

// all makes a conjunction; any makes what is one if it is turned round.
func (c *conjoiner) all(depth int) held { return c.join(depth, " and ", c.any) }
func (c *conjoiner) any(depth int) held { return c.join(depth, " or ", c.all) }

func (c *conjoiner) join(depth int, by string, opposite func(depth int) held) held {
	var h held
	switch n := c.IntN(5); {
	case depth == 0 || n == 0:
		h = c.atom(by == " and ")
	case n == 1:
		return opposite(depth - 1).not()
	default:
		l, r := c.join(depth-1, by, opposite), c.join(depth-1, by, opposite)
		h = held{text: "(" + l.text + by + r.text + ")", of: func(x map[string]float64) bool {
			if by == " and " {
				return l.of(x) && r.of(x)
			}
			return l.of(x) || r.of(x)
		}}
	}
	if c.IntN(5) == 0 {
		name := fmt.Sprintf("part_%d", len(c.defines))
		c.defines = append(c.defines, name+": "+h.text)
		h.text = name
	}
	return h
}

// atom asks about a topic; a chain is a conjunction, too.
func (c *conjoiner) atom(chains bool) held {
	about := c.topics[c.IntN(len(c.topics))]
	if about.of == nil {
		return c.word(about)
	}
	of := func(x map[string]float64) float64 {
		y := 0.0
		if len(about.words) > 1 {
			y = x[about.words[1]] / about.size
		}
		return about.of(x[about.words[0]]/about.size, y)
	}
	k := float64(about.lo + c.IntN(about.hi-about.lo+1))
	o := []string{"<", "<=", ">", ">="}[c.IntN(4)]
	holds := comparisons[o]
	switch c.IntN(4) {
	case 0:
		return held{text: fmt.Sprintf("%g%s %s %s", k, about.unit, o, about.text), of: func(x map[string]float64) bool { return holds(k, of(x)) }}
	case 1:
		if chains {
			l := float64(about.lo + c.IntN(about.hi-about.lo+1))
			p := o[:1] + []string{"", "="}[c.IntN(2)]
			from := comparisons[p]
			return held{text: fmt.Sprintf("%g%s %s %s %s %g%[2]s", l, about.unit, p, about.text, o, k),
				of: func(x map[string]float64) bool { return from(l, of(x)) && holds(of(x), k) }}
		}
	}
	return held{text: fmt.Sprintf("%s %s %g%s", about.text, o, k, about.unit), of: func(x map[string]float64) bool { return holds(of(x), k) }}
}

// word asks about a choice or a flag.
func (c *conjoiner) word(about topic) held {
	if about.text == "shoe.rocker" {
		h := held{text: about.text, of: func(x map[string]float64) bool { return x[about.text] == 1 }}
		if c.IntN(2) == 0 {
			return h.not()
		}
		return h
	}
	names := archNames{}.Words()
	i, j := c.IntN(len(names)), c.IntN(len(names))
	switch c.IntN(4) {
	case 0:
		return held{text: fmt.Sprintf("%s == %q", about.text, names[i]), of: func(x map[string]float64) bool { return x[about.text] == float64(i) }}
	case 1:
		return held{text: fmt.Sprintf("%q != %s", names[i], about.text), of: func(x map[string]float64) bool { return x[about.text] != float64(i) }}
	case 2:
		return held{text: fmt.Sprintf("%s not in [%q, %q]", about.text, names[i], names[j]),
			of: func(x map[string]float64) bool { return x[about.text] != float64(i) && x[about.text] != float64(j) }}
	}
	return held{text: fmt.Sprintf("%s in [%q, %q]", about.text, names[i], names[j]),
		of: func(x map[string]float64) bool { return x[about.text] == float64(i) || x[about.text] == float64(j) }}
}

// What "and" joins about one number, choice or flag is read together, so the answer is that of trying all it may be;
// and so it is of several that share no word.
func TestConjunctions(t *testing.T) {
	t.Logf("seed %d", *caseSeed)
	random := rand.New(rand.NewPCG(*caseSeed, 5))
	straight := slices.DeleteFunc(slices.Clone(paths), func(p way) bool {
		return strings.Contains(p.text+strings.Join(p.defines, " "), "not (X)") || strings.Contains(p.text, "not x") || strings.Contains(p.text, "not y") || strings.Contains(p.text, "(X) ? not K")
	})
	found := map[fact.Truth]int{}
	for made := 0; made < *caseCount/40; made++ {
		c := &conjoiner{Rand: random, topics: []topic{topics[random.IntN(len(topics))]}}
		if random.IntN(3) == 0 {
			c.topics = append(c.topics[:0], topics[random.IntN(5)], topics[5], topics[6], topics[7])
		}
		h := c.all(1 + random.IntN(4))
		path := paths[random.IntN(len(paths))]
		if h.isNot { // to turn round what is turned round is to say "or", which is not read together
			path = straight[random.IntN(len(straight))]
		}
		write := strings.NewReplacer("X", h.text, "K", "(use.hours > 1*hour)")
		defines := c.defines
		for _, d := range path.defines {
			defines = append(defines, write.Replace(d))
		}
		g := newGenerator(nil)
		v, faults := g.readAll(write.Replace(path.text), defines)
		if len(faults) > 0 { // what is never so cannot turn a number either
			require.Equal(t, "threshold-outside", faults[0].Code, h.text)
			continue
		}
		r := g.reading(g.lower(v.cond, false))
		for range 4 {
			sets := map[int]span{r.index["use.hours"]: {lo: 7200, hi: 10800}}
			var words []string
			for _, about := range c.topics {
				for _, name := range about.words {
					words = append(words, name)
					w := r.index[name]
					if about.of == nil {
						sets[w] = span{set: uint32(1 + random.IntN(1<<len(r.infos[w].values)-1))}
						continue
					}
					from := 0.5 + float64(random.IntN(10))/2
					sets[w] = span{lo: about.size * from, hi: about.size * min(from+float64(random.IntN(6))/2, 5.5)}
				}
			}
			want := c.completed(h, r, sets, words)
			found[want]++
			got := r.truthOf(t, sets)
			if path.opposite {
				got = got.Not()
			}
			require.Equal(t, want, got, "X is %s, in %s\n%v\n%v", h.text, path.text, defines, sets)
		}
	}
	t.Log(found)
	for _, x := range truths {
		assert.Greater(t, found[x], *caseCount/400, x)
	}
}

// completed tries all that the words may be, in quarters.
func (c *conjoiner) completed(h held, r reading, sets map[int]span, words []string) fact.Truth {
	var all summary
	x := map[string]float64{}
	var try func(words []string)
	try = func(words []string) {
		if len(words) == 0 {
			all.add(h.of(x))
			return
		}
		w := r.index[words[0]]
		if r.infos[w].kind != measure {
			for i := range r.infos[w].values {
				if sets[w].set>>i&1 != 0 {
					x[words[0]] = float64(i)
					try(words[1:])
				}
			}
			return
		}
		size := 1.0
		if r.infos[w].dim != fact.OfNumber {
			size = 1000
		}
		for v := sets[w].lo; v <= sets[w].hi; v += size / 4 {
			x[words[0]] = v
			try(words[1:])
		}
	}
	try(words)
	return all.truth()
}

// Thresholds are exact: units are reckoned with as people do, not as binary fractions do.
func TestThresholds(t *testing.T) {
	for _, tt := range []struct {
		text, fact string
		want       fact.Truth
	}{
		{"shoe.heel_height > 3*inch", "shoe.heel_height 76.2mm", no},
		{"shoe.heel_height > 3*inch", "shoe.heel_height 3in", no},
		{"shoe.heel_height > 3*inch", "shoe.heel_height 7.62cm", no},
		{"shoe.heel_height > 3*inch", "shoe.heel_height 76.201mm", yes},
		{"shoe.heel_height >= 3*inch", "shoe.heel_height 76.2mm", yes},
		{"shoe.heel_height >= 3*inch", "shoe.heel_height 76.199mm", no},
		{"shoe.heel_height < 76.2*mm", "shoe.heel_height 3in", no},
		{"shoe.heel_height <= 76.2*mm", "shoe.heel_height 3in", yes},
		{"shoe.heel_height >= 50.8*mm", "shoe.heel_height 2in", yes},
		{"shoe.heel_height > 2*inch", "shoe.heel_height 50.8mm", no},
		{"shoe.heel_height <= 2*inch", "shoe.heel_height 50.8mm", yes},
		{"inch*2 < shoe.heel_height <= 3*inch", "shoe.heel_height 2in..3in", unk},
		{"inch*2 < shoe.heel_height <= 3*inch", "shoe.heel_height 50.801mm..3in", yes},
		{"inch*2 < shoe.heel_height <= 3*inch", "shoe.heel_height 0mm..2in", no},
		{"shoe.heel_height > 0.1*inch + 0.2*inch", "shoe.heel_height 0.3in", no},
		{"shoe.heel_height >= 0.1*inch + 0.2*inch", "shoe.heel_height 0.3in", yes},
		{"shoe.heel_height >= 1/3*foot", "shoe.heel_height 4in", yes},
		{"shoe.heel_height > foot/3", "shoe.heel_height 4in", no},
		{"shoe.heel_height >= 1/3*mm", "shoe.heel_height 0.333mm", no},
		{"shoe.heel_height >= 1/3*mm", "shoe.heel_height 0.334mm", yes},
		{"shoe.heel_height > 0.0762*m", "shoe.heel_height 3in", no},
		{"shoe.heel_height >= 7.62*cm", "shoe.heel_height 3in", yes},
		{"shoe.heel_height * 10 > 30*inch", "shoe.heel_height 3in", no},
		{"shoe.weight > 10*oz", "shoe.weight 283.49523125g", no},
		{"shoe.weight >= 10*oz", "shoe.weight 10oz", yes},
		{"shoe.weight >= lb/16*10", "shoe.weight 10oz", yes},
		{"use.hours > 90*minute", "use.hours 1h30m", no},
		{"use.hours >= 1.5*hour", "use.hours 90min", yes},
		{"use.hours >= 5400*second", "use.hours 1.5h", yes},
		{"use.seated > 0.3", "use.seated 0.3", no},
		{"use.seated > 0.1 + 0.2", "use.seated 0.3", no},
		{"use.seated >= 0.1 * 3", "use.seated 0.3", yes},
		{"wearer.age >= 18", "wearer.age 17.999999", no},
		{"wearer.age >= 18", "wearer.age 18", yes},
		{"shoe.drop < 0*mm", "shoe.drop 0mm", no},
		{"shoe.drop < -0.5*cm", "shoe.drop -5.001mm", yes},
		{"-shoe.drop > 0.5*cm", "shoe.drop -5.001mm", yes},
		{"shoe.drop >= -25*mm", "shoe.drop unknown", yes}, // an end of the domain decides without a fact
		{"shoe.heel_height <= 250*mm", "shoe.drop unknown", yes},
	} {
		r := read(t, tt.text)
		assert.Equal(t, tt.want, r.truth(t, tt.fact), "%s, %s", tt.text, tt.fact)
	}
}

// A literal in any unit, as a fact and as a constant, is the same number.
func TestThresholdsOfEveryLiteral(t *testing.T) {
	for _, unit := range []struct{ rule, text string }{{"inch", "in"}, {"mm", "mm"}, {"cm", "cm"}} {
		for i := range 98 {
			n := fmt.Sprintf("%d.%d", i/10, i%10)
			r := read(t, fmt.Sprintf("%s*%s <= shoe.heel_height <= %[1]s*%[2]s", n, unit.rule))
			assert.Equal(t, yes, r.truth(t, "shoe.heel_height "+n+unit.text), "%s %s", n, unit.rule)
		}
	}
}

// What is asked of a word that nothing is known of is unknown, whatever stands around it.
func TestUnknownOnSingleValues(t *testing.T) {
	for _, text := range []string{
		"wearer.age > 30", "30 < wearer.age", "wearer.age + 1 > 30", "min(60, wearer.age) > 50", "min(wearer.age, 60) > 50",
		"max(wearer.age, 5) > 50", "max(5, wearer.age) > 50", "abs(wearer.age - 50) > 5", "clamp(wearer.age, 5, 60) > 50",
		"curve(wearer.age, 0, 0, 50, 1) > 0.5", "(shoe.rocker ? 5 : 10) > 7", "(shoe.rocker ? wearer.age : 10) > 7",
		"min(60, wearer.age) / 2 > 20", "-wearer.age < -30", "wearer.age > use.seated * 100", `shoe.heel == "block"`,
		`shoe.heel not in ["block", "wedge"]`, "not (wearer.age > 30)", "30 <= wearer.age < 40",
	} {
		r := read(t, text)
		points := slices.Clone(r.initial)
		run(r.ops, points)
		assert.Equal(t, 0.5, points[r.reg], text)
		assert.Equal(t, unk, r.truth(t), text)
	}
	r := read(t, "(shoe.rocker ? 5 : 10) > 7")
	assert.Equal(t, no, r.truth(t, "shoe.rocker yes"))
	assert.Equal(t, yes, r.truth(t, "shoe.rocker no"))
}

// The forms that mean something else than they seem to.
func TestTraps(t *testing.T) {
	notBinds := `not belongs to the word behind it, not to the comparison (write not (x > y), x != "a" or x not in ["a", "b"])`
	turns := "a chained comparison turns around (write 20*mm < x <= 40*mm, or join two comparisons with and)"
	for _, tt := range []struct {
		text   string
		at     int
		code   string
		reason string
	}{
		{"not shoe.heel_height > 3*inch", 0, "not-binds", notBinds},
		{"shoe.rocker and not shoe.heel_height > 3*inch", 16, "not-binds", notBinds},
		{"! shoe.heel_height > 3*inch", 0, "not-binds", notBinds},
		{`not shoe.heel in ["block", "wedge"]`, 0, "not-binds", notBinds},
		{`not shoe.heel == "block"`, 0, "not-binds", notBinds},
		{"30 < wearer.age > 20", 16, "chain-direction", turns},
		{"30 > wearer.age < 20", 16, "chain-direction", turns},
		{"20 < wearer.age <= 30 > use.seated", 22, "chain-direction", turns},
		{"wearer.age > use.seated > 0.1 < use.seated", 30, "chain-direction", turns},
	} {
		_, _, faults := newGenerator(nil).check(tt.text)
		require.NotEmpty(t, faults, tt.text)
		assert.Equal(t, tt.at, faults[0].Col, tt.text)
		assert.Equal(t, tt.code, faults[0].Code, tt.text)
		assert.Equal(t, tt.reason, faults[0].Error(), tt.text)
	}
	for _, tt := range []struct {
		text, fact string
		want       fact.Truth
	}{
		{"20 < wearer.age <= 30", "wearer.age 30", yes},
		{"20 < wearer.age <= 30", "wearer.age 20", no},
		{"30 > wearer.age >= 20", "wearer.age 20", yes},
		{"use.seated < 1 and wearer.age > 30", "wearer.age 30", no}, // two comparisons, not a chain
		{"0 <= use.seated <= wearer.age <= 30", "wearer.age 31", no},
		{"not (20 < wearer.age <= 30)", "wearer.age 31", yes},
		{"not (20 < wearer.age <= 30)", "wearer.age 20..30", unk},
		{`shoe.heel not in ["block", "wedge"]`, "shoe.heel cone or spool", yes},
		{"not shoe.rocker and shoe.rocker", "shoe.rocker yes", no},
		{"not shoe.rocker or shoe.rocker", "shoe.rocker yes", yes},
	} {
		assert.Equal(t, tt.want, read(t, tt.text).truth(t, tt.fact), "%s, %s", tt.text, tt.fact)
	}
}
