package measure

import (
	"math"

	"github.com/heelwise/heelwise/footwear/catalog"
)

// weigh makes evidence of a quantity for its subject. It is not ok where no unit is known, or the value cannot be.
func (r *reader) weigh(i int, q *quantity, s subject) (e evidence, ok bool) {
	it := &r.items[i]
	u := q.unitOf()
	if u == 0 {
		u = r.bare(i, s)
	}
	if u == 0 || units[u].kind != kinds[s.word] || q.negative && s.word != rise && r.afterSign(i) {
		return e, false
	}
	e = evidence{word: s.word, how: catalog.Stated, from: it.start, to: it.end, older: units[u].older}
	if s.at >= 0 {
		e.from, e.to = min(e.from, r.items[s.at].start), max(e.to, r.items[s.at].end)
	}
	if s.at < 0 || r.target == s.word {
		e.rank = inAnswer
	}
	b := span{math.MaxInt64, math.MinInt64}
	for k := range q.values[:q.count] {
		v := q.values[k]
		if v.unit == 0 {
			v.unit = u
		}
		n := v.base(v.unit)
		b = b.or(span{n, n})
	}
	if q.count > 1 {
		e.how = catalog.Range
	}
	if q.negative && s.word == rise {
		b.lo, b.hi = -b.hi, -b.lo
	}
	if q.second.known {
		b, e.conflict, e.older = r.twice(q, b, e.older)
		if e.conflict {
			e.how = catalog.Range
		}
	}
	if s.word == weight && r.ofPair(i) {
		b.lo, b.hi = (b.lo+1)/2, (b.hi+1)/2
	}
	domain := domains[s.word]
	switch q.limit {
	case orLess, under:
		b.lo, e.how = domain.lo, catalog.Range
	case orMore, over:
		e.how = catalog.Range
		if b.hi = math.MaxInt64; b.lo > domain.hi {
			return e, false
		}
	}
	if q.limit == 0 && !b.within(domain) || b.lo < domain.lo || b.hi < domain.lo || b.lo > domain.hi || b.hi > domain.hi && b.hi != math.MaxInt64 {
		return e, false
	}
	e.span = b
	return e, true
}

// afterSign reports whether the minus before the quantity at i stands behind another sign, and is no dash behind a word.
func (r *reader) afterSign(i int) bool { return i < 2 || r.items[i-2].kind != spelled }

// agree is how far two measures of one thing may lie apart, in micrometres.
const agree = 3000

// twice returns the value of a quantity that is given in two units: the metric one if they agree, else all of both.
func (r *reader) twice(q *quantity, b span, older bool) (both span, conflict, stillOlder bool) {
	t := span{q.second.lo.base(q.second.lo.unit), q.second.hi.base(q.second.hi.unit)}
	tolerance := int64(agree)
	if units[q.second.lo.unit].kind == ofMass {
		tolerance = 15e9 // half an ounce
	}
	if apart(b.lo, t.lo) > tolerance || apart(b.hi, t.hi) > tolerance {
		return b.or(t), true, older
	}
	if older {
		return t, false, false
	}
	return b, false, false
}

func apart(a, b int64) int64 { return max(a-b, b-a) }

// near is how many items are looked at around one, so that a long text takes no longer for it.
const near = 40

// bare returns the unit of a number that has none: that of its column, that of its source, or that of another measure in
// the sentence, as in "Platform 2.5 cm, heel 10".
func (r *reader) bare(i int, s subject) set {
	if s.at < 0 || r.target == s.word {
		if r.unit != 0 {
			return r.unit
		}
	}
	for j := i - 1; j > s.at && s.at >= 0 && i-j < near; j-- { // "Heel height (cm): 8"
		for _, m := range r.profile.lexicon.of(r.items[j].node) {
			if m.role == aUnit && units[m.set].kind == kinds[s.word] {
				return m.set
			}
		}
	}
	if u := r.profile.bare[s.word]; u != 0 {
		return u
	}
	if s.at < 0 || !r.closes(i+1) {
		return 0
	}
	for _, step := range [...]int{-1, 1} {
		for n, j := 0, i+step; n < near && j >= 0 && j < len(r.items) && r.items[j].kind != sentenceEnd && r.items[j].kind != lineEnd; n, j = n+1, j+step {
			if r.items[j].kind == quantified {
				if u := r.quantities[r.items[j].at].unitOf(); u != 0 && units[u].kind == kinds[s.word] {
					return u
				}
			}
		}
	}
	return 0
}

// closes reports whether a number may end before the item at j: nothing is counted by it.
func (r *reader) closes(j int) bool {
	if j >= len(r.items) {
		return true
	}
	it := &r.items[j]
	return it.kind != unknownWord && it.kind != modelled && (it.kind != spelled || it.is(aSubject) || it.is(aStop))
}

// ofPair reports whether the sentence around the quantity at i speaks of a pair.
func (r *reader) ofPair(i int) bool {
	for _, step := range [...]int{-1, 1} {
		for n, j := 0, i+step; n < 8 && j >= 0 && j < len(r.items) && !r.items[j].ends(); n, j = n+1, j+step {
			if r.items[j].is(aPair) && !r.negated(j) {
				return true
			}
		}
	}
	return false
}
