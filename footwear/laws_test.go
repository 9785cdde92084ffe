package footwear

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
)

// assess is Assess for cases that are possible.
func (x *trial) assess(c *Case) Assessment {
	a, err := Default().Assess(*c)
	assert.NoError(x, err, jsonOf(c))
	return a
}

// What lists are sorted by is what a judgement says.
func TestUpperIsOfTheJudgement(t *testing.T) {
	law(t, 100_000, 2_000, func(x *trial) {
		c := x.facts(x.truth()).tell()
		a := x.assess(c)
		score, upper := Default().Upper(c)
		assert.Equal(x, a.Score, score)
		assert.Equal(x, a.Likely.High, upper)
	})
	for _, c := range []Case{{Shoe: Shoe{HeelHeight: MM(-1)}}, {Shoe: Shoe{HeelHeight: MM(10), Platform: MM(40)}}} {
		score, upper := Default().Upper(&c)
		assert.False(t, score.Valid() || upper.Valid())
	}
}

func TestKnownCaseHasOneScore(t *testing.T) {
	law(t, 100_000, 3_000, func(x *trial) {
		s := x.truth()
		s.untold(s)
		c := s.tell()
		a := x.assess(c)
		one := rules.Interval{Low: a.Score, High: a.Score}
		if a.Range != one || a.Likely != one || !a.Decided || !a.LikelyDecided {
			x.Errorf("score %v, likely %v, range %v of %s", a.Score, a.Likely, a.Range, jsonOf(c))
		}
		if score := Default().Score(c); score != a.Score {
			x.Errorf("Score says %v, Assess %v of %s", score, a.Score, jsonOf(c))
		}
	})
}

// Whatever is told, the likely scores are among the possible ones, the score is likely, and bands are read from them.
func TestRangesHoldEachOther(t *testing.T) {
	law(t, 100_000, 1_000, func(x *trial) {
		c := x.facts(x.truth()).tell()
		a := x.assess(c)
		if a.Range.Low > a.Likely.Low || a.Likely.Low > a.Score || a.Score > a.Likely.High || a.Likely.High > a.Range.High {
			x.Errorf("score %v, likely %v, range %v of %s", a.Score, a.Likely, a.Range, jsonOf(c))
		}
		if score := Default().Score(c); score != a.Score {
			x.Errorf("Score says %v, Assess %v of %s", score, a.Score, jsonOf(c))
		}
		assert.Equal(x, bandOf(a.Score), a.Band)
		assert.Equal(x, [2]string{bandOf(a.Range.Low), bandOf(a.Range.High)}, a.Bands)
		assert.Equal(x, [2]string{bandOf(a.Likely.Low), bandOf(a.Likely.High)}, a.LikelyBands)
		assert.Equal(x, a.Bands[0] == a.Bands[1], a.Decided)
		assert.Equal(x, a.LikelyBands[0] == a.LikelyBands[1], a.LikelyDecided)
	})
}

// bandOf returns the band of a score by the edges of the pack.
func bandOf(score rules.Points) (name string) {
	for band, from := range Default().Pack().Bands() {
		if score >= from {
			name = band
		}
	}
	return name
}

// Who knows more never has to fear or to hope for more: narrowing facts widens neither end of the range.
func TestNarrowingNeverWidens(t *testing.T) {
	law(t, 100_000, 4_000, func(x *trial) {
		truth := x.truth()
		wide := x.facts(truth)
		narrow := append(sheet(nil), wide...)
		var told []string
		for n := 1 + x.IntN(3)*x.IntN(3); n > 0; n-- {
			i := x.IntN(len(narrow))
			if x.chance(3) { // where words are tied to each other
				tied := []int{at().height, at().platform, at().rise, at().width, at().base, at().breaks, at().every}
				i = tied[x.IntN(len(tied))]
			}
			if i == at().every && truth[at().breaks].bits == 0b01 {
				continue
			}
			narrow[i] = x.narrower(terms()[i], narrow[i], truth[i])
			told = append(told, terms()[i].Name)
		}
		c, d := wide.tell(), narrow.tell()
		a, b := x.assess(c), x.assess(d)
		if b.Range.Low < a.Range.Low || b.Range.High > a.Range.High {
			x.Errorf("from %v to %v by %v:\n%s\n%s", a.Range, b.Range, told, jsonOf(c), jsonOf(d))
		}
	})
}

// The same where the heights alone are in question, a micrometre at a time until all is told.
func TestNarrowingHeights(t *testing.T) {
	tied := []int{at().height, at().platform, at().rise}
	law(t, 20_000, 300, func(x *trial) {
		truth := x.truth()
		facts := append(sheet(nil), truth...)
		if x.chance(2) {
			facts = x.facts(truth)
		}
		facts.untold(truth)
		for _, i := range tied {
			facts[i] = x.around(terms()[i], truth[i])
			if x.chance(4) {
				facts[i] = terms()[i].whole
			}
		}
		c := facts.tell()
		a := x.assess(c)
		for range 12 {
			for _, i := range tied {
				if x.chance(2) {
					facts[i] = x.narrower(terms()[i], facts[i], truth[i])
				}
			}
			d := facts.tell()
			b := x.assess(d)
			if b.Range.Low < a.Range.Low || b.Range.High > a.Range.High {
				x.Errorf("from %v to %v:\n%s\n%s", a.Range, b.Range, jsonOf(c), jsonOf(d))
				return
			}
			a, c = b, d
		}
	})
}

// narrower draws a part of s that still holds v: often less by a single base unit.
func (x *trial) narrower(w *term, s, v set) set {
	if !w.measure() {
		return set{bits: v.bits | s.bits&x.Uint32()}
	}
	s = w.closed(s)
	by := func(room int64) int64 {
		switch x.IntN(5) {
		case 0:
			return 0
		case 1, 2:
			return min(room, 1)
		case 3:
			return room
		}
		return x.Int64N(room + 1)
	}
	return set{lo: s.lo + by(v.lo-s.lo), hi: s.hi - by(s.hi-v.lo)}
}

// However a partly known case turns out, its score was possible.
func TestNoCompletionLiesOutside(t *testing.T) {
	law(t, 20_000, 500, func(x *trial) {
		facts := x.facts(x.truth())
		c := facts.tell()
		a := x.assess(c)
		possible := facts.possible()
		for range 100 {
			d := x.completion(possible).tell()
			if score := Default().Score(d); score < a.Range.Low || score > a.Range.High {
				x.Errorf("%v is outside %v:\n%s\n%s", score, a.Range, jsonOf(c), jsonOf(d))
				return
			}
		}
	})
}

// unread are the words that have a worse direction in the vocabulary, but no rule with points that reads them.
// A base counts through the base width, which it bounds; so in a fully known case it says nothing new.
var unread = []string{"shoe.base", "wearer.foot_strength", "wearer.plantar_fasciitis", "use.years"}

// What is worse never has a lower score: every word with a direction, one step at a time in fully known cases.
func TestWorseIsNeverBetter(t *testing.T) {
	reads := map[string]bool{}
	for w := range Default().Pack().Reads() {
		reads[w] = true
	}
	var directed []int
	var silent []string
	for i, w := range terms() {
		if w.Worse == 0 && len(w.Order) == 0 {
			continue
		}
		directed = append(directed, i)
		if !reads[w.Name] {
			silent = append(silent, w.Name)
		}
	}
	t.Logf("of %d words with a worse direction no rule reads %s", len(directed), strings.Join(silent, ", "))
	assert.Equal(t, unread, silent)

	law(t, 1_000_000, 50_000, func(x *trial) {
		s := x.truth()
		i := directed[x.IntN(len(directed))]
		better, worse, ok := x.worsen(s, i)
		if !ok {
			return
		}
		c, d := better.tell(), worse.tell()
		if was, is := Default().Score(c), Default().Score(d); !was.Valid() || !is.Valid() || is < was {
			x.Errorf("worse %s: from %v to %v\n%s\n%s", terms()[i].Name, was, is, jsonOf(c), jsonOf(d))
		}
	})
}

// worsen draws two cases that differ in the word i alone, the second of them worse, or equal where values are.
// The heel height and the rise are raised together.
func (x *trial) worsen(s sheet, i int) (better, worse sheet, ok bool) {
	w := terms()[i]
	better, worse = append(sheet(nil), s...), append(sheet(nil), s...)
	defer func() {
		if ok { // told of each by itself: what is worse may have no breaks
			better.untold(better)
			worse.untold(worse)
		}
	}()
	switch {
	case i == at().height || i == at().rise:
		h, r := terms()[at().height], terms()[at().rise]
		room := min(h.whole.hi-s[at().height].lo, r.whole.hi-s[at().rise].lo)
		target := x.value(w, set{lo: s[i].lo, hi: s[i].lo + room})
		by := target - s[i].lo
		worse[at().height] = one(s[at().height].lo + by)
		worse[at().rise] = one(s[at().rise].lo + by)
	case i == at().every:
		better[at().breaks].bits, worse[at().breaks].bits = 0b10, 0b10
		fallthrough
	case w.measure():
		a, b := x.value(w, w.whole), x.value(w, w.whole)
		if (a > b) == (w.Worse > 0) {
			a, b = b, a
		}
		better[i], worse[i] = one(a), one(b)
	case w.Kind == "flag":
		better[i].bits, worse[i].bits = 0b01, 0b10
		if w.Worse < 0 {
			better[i].bits, worse[i].bits = 0b10, 0b01
		}
	default:
		b := 1 + x.IntN(len(w.Order)-1) // of the values of one rank none is worse
		better[i].bits, worse[i].bits = x.ranked(w, x.IntN(b)), x.ranked(w, b)
	}
	return better, worse, true
}

// ranked draws one of the values that share a rank in the order of w.
func (x *trial) ranked(w *term, rank int) uint32 {
	names := strings.Split(w.Order[rank], "|")
	name := names[x.IntN(len(names))]
	for i, v := range w.Values {
		if v == name {
			return 1 << i
		}
	}
	panic(fmt.Sprintf("%s: %q", w.Name, name))
}

func TestNothingKnownDecidesNothing(t *testing.T) {
	wearer, use := Reference()
	for name, c := range map[string]Case{"nothing at all": {}, "a shoe at the reference": {Wearer: wearer, Use: use}} {
		a, err := Default().Assess(c)
		require.NoError(t, err, name)
		assert.False(t, a.Decided, name)
		assert.False(t, a.LikelyDecided, name)
		t.Logf("%s: score %v, likely %v, range %v: %s", name, a.Score, a.Likely, a.Range, a.Standing())
	}
}

// The corners that the tests look for are read out of the pack's text: every measure that points depend on has some.
func TestPackKnots(t *testing.T) {
	for word := range Default().Pack().Reads() {
		if w := terms()[index(word)]; w.measure() {
			assert.NotEmpty(t, w.knots, word)
		}
	}
	knots := terms()[at().rise].knots
	assert.Subset(t, knots, []int64{16_000, 50_000, 70_000, 100_000, 120_000})
	assert.Subset(t, terms()[index("use.stint")].knots, []int64{3_600, 4 * 3_600, 8 * 3_600})
}
