package rules

import (
	"fmt"
	"math"
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

// A reading is a condition that was read, with the names that it uses.
type reading struct {
	*generator
	reg int32
}

// read reads a condition. Each define is "name: expression".
func read(t *testing.T, text string, defines ...string) reading {
	t.Helper()
	g := newGenerator(nil)
	for _, d := range defines {
		name, text, _ := strings.Cut(d, ": ")
		g.defines[name] = &define{name: name, expression: expression{text: text, where: func(offset int) *Error { return &Error{Col: offset + 1, Rule: name} }}}
	}
	v, _, faults := g.check(text)
	require.Empty(t, faults, text)
	require.Equal(t, isCondition, v.kind, text)
	return reading{g, g.lower(v.cond, false)}
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
// evaluator of single values must agree.
func (r reading) truth(t *testing.T, facts ...string) fact.Truth {
	t.Helper()
	sets := map[int]span{}
	for _, text := range facts {
		word, s := r.given(t, text)
		sets[word] = s
	}
	return r.truthOf(t, sets)
}

func (r reading) truthOf(t *testing.T, sets map[int]span) fact.Truth {
	t.Helper()
	spans, points := r.spans(), slices.Clone(r.initial)
	single := true
	for word, s := range sets {
		w := r.infos[word]
		spans[word] = s
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
	truth := map[span]fact.Truth{{}: no, {hi: 1}: unk, {lo: 1, hi: 1}: yes}
	x, ok := truth[spans[r.reg]]
	require.True(t, ok, "%v", spans[r.reg])
	if single {
		known := true
		for word := range r.infos {
			known = known && (!r.reads[r.reg].has(word) || points[word] == points[word])
		}
		run(r.ops, points)
		y := truth[span{lo: math.Floor(points[r.reg]), hi: math.Ceil(points[r.reg])}]
		if known || y != unk { // of an unknown word, the domain alone may decide what is open here
			require.Equal(t, x, y, "on single values")
		}
	}
	return x
}

func TestTruthTables(t *testing.T) {
	either := func(a, b, c fact.Truth) fact.Truth { return a.And(b).Or(a.Not().And(c)) }
	atLeast := func(n int, list ...fact.Truth) fact.Truth {
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
	for _, tt := range []struct {
		text string
		want func(a, b, c fact.Truth) fact.Truth
	}{
		{"A", func(a, b, c fact.Truth) fact.Truth { return a }},
		{"not A", func(a, b, c fact.Truth) fact.Truth { return a.Not() }},
		{"!A", func(a, b, c fact.Truth) fact.Truth { return a.Not() }},
		{"not not A", func(a, b, c fact.Truth) fact.Truth { return a }},
		{"A and B", func(a, b, c fact.Truth) fact.Truth { return a.And(b) }},
		{"A && B", func(a, b, c fact.Truth) fact.Truth { return a.And(b) }},
		{"A or B", func(a, b, c fact.Truth) fact.Truth { return a.Or(b) }},
		{"A || B", func(a, b, c fact.Truth) fact.Truth { return a.Or(b) }},
		{"A and B and C", func(a, b, c fact.Truth) fact.Truth { return a.And(b).And(c) }},
		{"A or B or C", func(a, b, c fact.Truth) fact.Truth { return a.Or(b).Or(c) }},
		{"A and B or C", func(a, b, c fact.Truth) fact.Truth { return a.And(b).Or(c) }},
		{"A or B and C", func(a, b, c fact.Truth) fact.Truth { return a.Or(b.And(c)) }},
		{"(A or B) and C", func(a, b, c fact.Truth) fact.Truth { return a.Or(b).And(c) }},
		{"not A and B", func(a, b, c fact.Truth) fact.Truth { return a.Not().And(b) }},
		{"not (A and B)", func(a, b, c fact.Truth) fact.Truth { return a.And(b).Not() }},
		{"not (A or B)", func(a, b, c fact.Truth) fact.Truth { return a.Or(b).Not() }},
		{"not (A and not (B or C))", func(a, b, c fact.Truth) fact.Truth { return a.And(b.Or(c).Not()).Not() }},
		{"not (A or not (B and C))", func(a, b, c fact.Truth) fact.Truth { return a.Or(b.And(c).Not()).Not() }},
		{"A ? B : C", either},
		{"not (A ? B : C)", func(a, b, c fact.Truth) fact.Truth { return either(a, b, c).Not() }},
		{"not A ? B : C", func(a, b, c fact.Truth) fact.Truth { return either(a.Not(), b, c) }},
		{"at_least(1, A)", func(a, b, c fact.Truth) fact.Truth { return a }},
		{"at_least(1, A, B, C)", func(a, b, c fact.Truth) fact.Truth { return atLeast(1, a, b, c) }},
		{"at_least(2, A, B, C)", func(a, b, c fact.Truth) fact.Truth { return atLeast(2, a, b, c) }},
		{"at_least(3, A, B, C)", func(a, b, c fact.Truth) fact.Truth { return atLeast(3, a, b, c) }},
		{"not at_least(2, A, B, C)", func(a, b, c fact.Truth) fact.Truth { return atLeast(2, a, b, c).Not() }},
		{"at_least(2, not A, B and C, B or C)", func(a, b, c fact.Truth) fact.Truth { return atLeast(2, a.Not(), b.And(c), b.Or(c)) }},
		{"at_least(2, A, A, B)", func(a, b, c fact.Truth) fact.Truth { return atLeast(2, a, a, b) }},
		{"A and at_least(1, B, C)", func(a, b, c fact.Truth) fact.Truth { return a.And(b.Or(c)) }},
		{"(A ? 1 : 2) <= (B ? 1 : 2)", func(a, b, c fact.Truth) fact.Truth {
			switch {
			case a == yes, b == no:
				return yes
			case a == no && b == yes:
				return no
			}
			return unk
		}},
		{"(A ? 5 : 5) >= 5 or A", func(a, b, c fact.Truth) fact.Truth { return yes }},
	} {
		r := read(t, strings.NewReplacer("A", "shoe.rocker", "B", "shoe.closed", "C", "wearer.recurrent").Replace(tt.text))
		for _, a := range truths {
			for _, b := range truths {
				for _, c := range truths {
					got := r.truth(t, fmt.Sprintf("shoe.rocker %v", a), fmt.Sprintf("shoe.closed %v", b), fmt.Sprintf("wearer.recurrent %v", c))
					assert.Equal(t, tt.want(a, b, c), got, "%s: %v, %v, %v", tt.text, a, b, c)
				}
			}
		}
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
	for i, name := range names {
		check(fmt.Sprintf("wearer.arch == %q", name), func(set uint32) fact.Truth { return among(set, 1<<i) })
		check(fmt.Sprintf("%q == wearer.arch", name), func(set uint32) fact.Truth { return among(set, 1<<i) })
		check(fmt.Sprintf("wearer.arch != %q", name), func(set uint32) fact.Truth { return among(set, all&^(1<<i)) })
		check(fmt.Sprintf("not (wearer.arch == %q)", name), func(set uint32) fact.Truth { return among(set, all&^(1<<i)) })
	}
	for a := uint32(1); a < all; a++ {
		check("wearer.arch in "+list(a), func(set uint32) fact.Truth { return among(set, a) })
		check("wearer.arch not in "+list(a), func(set uint32) fact.Truth { return among(set, all&^a) })
		check("not (wearer.arch in "+list(a)+")", func(set uint32) fact.Truth { return among(set, all&^a) })
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
	some, all := false, true
	for x := lo; x <= hi; x += 0.25 {
		if holds(x) {
			some = true
		} else {
			all = false
		}
	}
	switch {
	case all:
		return yes
	case !some:
		return no
	}
	return unk
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
	for o, holds := range comparisons {
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
			both := func(x float64) bool { return holds(x, 2) && also(x, 3) }
			check("wearer.age "+o+" 2 and wearer.age "+p+" 3", both)
			check("wearer.age "+p+" 3 and wearer.age "+o+" 2", both)
			check("not (wearer.age "+o+" 2 and wearer.age "+p+" 3)", func(x float64) bool { return !both(x) })
			check("not (wearer.age "+o+" 2 or wearer.age "+p+" 3)", func(x float64) bool { return !holds(x, 2) && !also(x, 3) })
			if o[0] == '<' && p[0] == '<' {
				check("2 "+o+" wearer.age "+p+" 3", func(x float64) bool { return holds(2, x) && also(x, 3) })
			}
			if o[0] == '>' && p[0] == '>' {
				check("3 "+o+" wearer.age "+p+" 2", func(x float64) bool { return holds(3, x) && also(x, 2) })
			}
		}
	}
}

// Two measures are compared over every pair of ranges.
func TestComparisonOfTwo(t *testing.T) {
	for o, holds := range comparisons {
		r := read(t, "shoe.heel_height "+o+" shoe.drop")
		for lo := 1.0; lo <= 3; lo++ {
			for hi := lo; hi <= 3; hi++ {
				for from := 1.0; from <= 3; from++ {
					for to := from; to <= 3; to++ {
						some := every(lo, hi, func(x float64) bool { return every(from, to, func(y float64) bool { return holds(x, y) }) != no })
						all := every(lo, hi, func(x float64) bool { return every(from, to, func(y float64) bool { return holds(x, y) }) == yes })
						want := unk
						if all == yes {
							want = yes
						} else if some == no {
							want = no
						}
						got := r.truthOf(t, map[int]span{r.index["shoe.heel_height"]: {lo: lo, hi: hi}, r.index["shoe.drop"]: {lo: from, hi: to}})
						assert.Equal(t, want, got, "%s: %g..%g, %g..%g", o, lo, hi, from, to)
					}
				}
			}
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
