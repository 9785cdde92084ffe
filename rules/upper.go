package rules

import "unsafe"

// Upper returns the score of t's typical case and the upper end of its likely scores: what a list of things of which not
// all is known is sorted by, so that nothing stands high because little is known of it. They are [Verdict.Score] and the
// high end of [Verdict.Likely], and [NoPoints] both where any fact of t is impossible or facts contradict each other, or where
// the pack has levels. It is the fastest way to the two, does not change or keep t, and allocates nothing once memory that a
// pack reuses is there.
func (p *Pack[T]) Upper(t *T) (score, upper Points) {
	if !p.hasScore() {
		return NoPoints, NoPoints
	}
	m := p.remember()
	defer p.forget(m)
	f := m.facts
	if !p.fill(unsafe.Pointer(t), f) {
		return NoPoints, NoPoints
	}
	if _, ok := p.settle(f); !ok {
		return NoPoints, NoPoints
	}
	p.settleTypical(f, m.r, nil)
	run(p.scoring, m.r)
	var values [maxTotals]int64
	for i := range p.totals {
		values[i] = p.total(i, m.r)
	}
	score = p.scoreOf(values[:len(p.totals)])
	if p.unsettle(f, m); len(m.open) == 0 {
		return score, score
	}
	p.likely(f, m.r, m.box)
	return score, p.extreme(m.box, true, m)
}
