package footwear

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/heelwise/heelwise/rules"
)

// What to ask is what the design says: the unknown and partly known words that points depend on, but those that follow
// from others, by how much the likely scores narrow once the word has its typical value. It is reckoned anew here by
// assessing the answered case.
func TestAsk(t *testing.T) {
	law(t, 5_000, 60, func(x *trial) {
		facts := x.facts(x.truth())
		c := facts.tell()
		a := x.assess(c)
		want := x.askedAnew(facts, a)
		asked := a.Ask()
		assert.Equal(x, want, asked, jsonOf(c))
		for i, q := range asked {
			if q.Narrows <= 0 || i > 0 && asked[i-1].Narrows < q.Narrows {
				x.Errorf("%v narrows by %v, behind %v", q.Word, q.Narrows, asked[max(i-1, 0)])
			}
		}
	})
}

// The score is that of one fully known case: of what is stated and of what the assessment says that it assumed.
func TestTypicalCase(t *testing.T) {
	law(t, 50_000, 1_000, func(x *trial) {
		facts := x.facts(x.truth())
		c := facts.tell()
		a := x.assess(c)
		typical := x.typical(facts, facts.possible(), a)
		typical.untold(typical)
		d := typical.tell()
		b := x.assess(d)
		if b.Score != a.Score || b.Load != a.Load || b.Exposure != a.Exposure || b.Sensitivity != a.Sensitivity || !b.Decided {
			x.Errorf("%v, but the typical case has %v:\n%s\n%s", a.Score, b.Score, jsonOf(c), jsonOf(d))
		}
		for word, v := range a.Assumed.All() {
			if i := index(word); facts.stated(i) && terms()[i].measure() {
				x.Errorf("%s is stated, and assumed to be %v: %s", word, v, jsonOf(c))
			}
		}
	})
}

func (x *trial) askedAnew(facts sheet, a Assessment) (list []rules.Question) {
	possible := facts.possible()
	typical := x.typical(facts, possible, a)
	for name := range Default().Pack().Reads() {
		i := index(name)
		w := terms()[i]
		if possible[i].single() || follows(facts, i) {
			continue
		}
		answered := append(sheet(nil), facts...)
		answered[i] = typical[i]
		b, err := Default().Assess(*answered.tell())
		if err != nil { // nobody can answer so: how often, where there are no breaks
			continue
		}
		if n := a.Likely.Width() - b.Likely.Width(); n > 0 {
			list = append(list, rules.Question{Word: name, Text: w.Ask, Narrows: n})
		}
	}
	slices.SortFunc(list, func(a, b rules.Question) int {
		return cmp.Or(cmp.Compare(b.Narrows, a.Narrows), cmp.Compare(a.Word, b.Word))
	})
	return list
}

// stated reports whether a word is told by its value, its words or both of its ends.
func (s sheet) stated(i int) bool {
	told := terms()[i].closed(s[i])
	return told.single() || told != terms()[i].whole && s[i].lo != math.MinInt64 && s[i].hi != math.MaxInt64
}

// follows reports whether the word is derived: the rise unless it is stated, the heel height if the rise is and it is
// not, the platform if both others are.
func follows(s sheet, i int) bool {
	switch {
	case s.stated(i):
		return false
	case i == at().rise:
		return true
	case i == at().height:
		return s.stated(at().rise)
	}
	return i == at().platform && s.stated(at().height) && s.stated(at().rise)
}

// typical returns the values of the typical case: those that were assumed by the assessment, the middles of what was
// stated, and heights that add up.
func (x *trial) typical(facts, possible sheet, a Assessment) sheet {
	s := make(sheet, len(facts))
	for i, w := range terms() {
		v, assumed := a.Assumed.Value(w.Name)
		switch p := possible[i]; {
		case assumed:
			var c Case
			assert.NoError(x, setWord(&c, w.Name, v))
			s[i] = w.read(&c)
		case w.measure():
			s[i] = one(p.lo + (p.hi-p.lo)/2 + (p.hi-p.lo)%2)
			if p.lo+p.hi < 0 { // halves away from zero
				s[i] = one(p.lo + (p.hi-p.lo)/2)
			}
		default:
			s[i] = p
		}
	}
	h, f, r := possible[at().height], possible[at().platform], possible[at().rise]
	platform, rise := s[at().platform].lo, s[at().rise].lo
	if follows(facts, at().platform) {
		platform = min(max(s[at().height].lo-rise, f.lo), f.hi)
	}
	if follows(facts, at().rise) {
		rise = s[at().height].lo - platform
	}
	rise = min(max(rise, r.lo, h.lo-platform), r.hi, h.hi-platform)
	s[at().platform], s[at().rise], s[at().height] = one(platform), one(rise), one(platform+rise)
	return s
}
