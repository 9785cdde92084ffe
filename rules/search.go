package rules

import (
	"math"
	"math/bits"
)

// maxNodes bounds the search of one component. What it does not reach counts with its bound: too wide, never too narrow.
const maxNodes = 20_000

// A search finds the least or the greatest score over every completion of a set of facts. Words with a proven
// direction are set to their end. The others are searched by branch and bound: the evaluator over sets bounds what a
// part of the possibilities can reach, in the very units that points are rounded to, so the answer is exact.
type search struct {
	*pack
	up    bool      // the greatest, else the least
	r     []span    // registers of what is searched; words first
	x     []float64 // registers of what is settled
	ties  []span    // by tie: what the whole may be, and what the part may be
	sums  [maxTotals]float64
	best  float64
	nodes int

	settled bool // the component that is searched has one value for every word, and its results are in x

	joint    Points // the score, once a component of several totals was searched
	hasJoint bool
}

// maxTotals is the greatest number of totals of a pack.
const maxTotals = 8

// extreme returns the least or greatest score over the completions of box. It uses m for its registers.
func (p *pack) extreme(box []span, up bool, m *memory) Points {
	s := search{pack: p, up: up, r: m.search, x: m.x}
	for _, w := range m.open {
		s.r[w] = s.pin(w, box[w])
		s.x[w] = p.infos[w].first(s.r[w])
	}
	var ties [2 * maxTies]span
	s.ties = ties[:0]
	for i := range p.plan.ties {
		t := &p.plan.ties[i]
		s.ties = append(s.ties, box[t.whole], box[t.part])
		s.r[t.whole], s.r[t.first], s.r[t.part] = box[t.whole], box[t.first], box[t.part]
		s.tie(i)
	}
	run(p.plan.ops, s.x)
	for i := range p.totals {
		t := &p.totals[i]
		sum := t.neutral()
		for k := t.from; k < t.to; k++ {
			if p.plan.loose[k] {
				sum = t.with(sum, p.scored[k], s.x[p.scored[k].fast])
			}
		}
		s.sums[i] = sum
	}
	for i := range p.plan.components {
		s.solve(&p.plan.components[i])
	}
	if s.hasJoint {
		return s.joint
	}
	return s.points()
}

// maxTies is how many sums are kept without an allocation.
const maxTies = 4

// first returns the one value of x, or one of its values.
func (w *wordInfo) first(x span) float64 {
	if w.kind == measure {
		return x.lo
	}
	return float64(bits.TrailingZeros32(x.set))
}

// end returns the end of a register that is searched for.
func (s *search) end(reg int32) float64 {
	if s.settled {
		return s.x[reg]
	}
	if s.up {
		return s.r[reg].hi
	}
	return s.r[reg].lo
}

// A total is kept in whole units while it is summed, and unrounded while it is multiplied.
func (t *total) neutral() float64 {
	if t.product {
		return 1
	}
	return 0
}

// with adds to a kept total what the register of a rule holds.
func (t *total) with(x float64, r *rule, y float64) float64 {
	if t.product {
		return x * y
	}
	return x + t.whole(r, y)
}

// whole returns what the register of a rule holds, in whole units.
func (t *total) whole(r *rule, y float64) float64 {
	if r.whole {
		return y
	}
	return rounded(y * t.perUnit)
}

// value returns a kept total in whole units.
func (t *total) value(x float64) int64 {
	if t.product {
		return units(x, t.unit)
	}
	return int64(x)
}

// points returns the score of the totals as they stand.
func (s *search) points() Points {
	var values [maxTotals]int64
	for i := range s.totals {
		values[i] = s.totals[i].value(s.sums[i])
	}
	return s.scoreOf(values[:len(s.totals)])
}

// scoreOf returns the score of totals in whole units.
func (p *pack) scoreOf(values []int64) Points {
	var buffer [64]float64
	r := append(buffer[:0], p.score.initial...)
	for i, v := range values {
		if p.totals[i].unit == hundredth {
			r[i] = float64(v) / 100
		} else {
			r[i] = float64(v) / 1e6
		}
	}
	run(p.score.ops, r)
	return Points(units(r[p.score.reg], hundredth))
}

// pin narrows what w may be to what can reach the end that is searched for.
func (s *search) pin(w int, x span) span {
	pin := &s.plan.pins[w]
	if s.infos[w].kind == measure {
		switch {
		case pin.direction == 0 || x.lo == x.hi:
			return x
		case (pin.direction > 0) == s.up:
			return span{lo: x.hi, hi: x.hi}
		}
		return span{lo: x.lo, hi: x.lo}
	}
	if x.set&(x.set-1) == 0 {
		return x
	}
	keep := x.set
	for rest := x.set; rest != 0; rest &= rest - 1 {
		v := bits.TrailingZeros32(rest)
		for others := keep &^ (1 << v); others != 0; others &= others - 1 {
			u := bits.TrailingZeros32(others)
			better, same := pin.covers[v]>>u&1 != 0, pin.covers[u]>>v&1 != 0
			if !s.up {
				better, same = same, better
			}
			if better && (!same || u < v) {
				keep &^= 1 << v
				break
			}
		}
	}
	return span{set: keep}
}

// tie narrows the three words of a sum to each other. Where all three work in one direction only the frontier counts:
// for every first part the greatest part, or the least.
func (s *search) tie(i int) (possible bool) {
	t := &s.plan.ties[i]
	whole, part := s.ties[2*i], s.ties[2*i+1]
	p := s.r[t.first]
	var q, w span
	switch {
	case t.direction == 0:
		q = meet(s.r[t.part], minus(whole, p))
		w = meet(whole, plus(p, q))
	case (t.direction > 0) == s.up:
		q = span{lo: min(part.hi, whole.hi-p.hi), hi: min(part.hi, whole.hi-p.lo)}
		w = span{lo: min(whole.hi, p.lo+part.hi), hi: min(whole.hi, p.hi+part.hi)}
	default:
		q = span{lo: max(part.lo, whole.lo-p.hi), hi: max(part.lo, whole.lo-p.lo)}
		w = span{lo: max(whole.lo, p.lo+part.lo), hi: max(whole.lo, p.hi+part.lo)}
	}
	s.r[t.part], s.r[t.whole] = q, w
	return q.lo <= q.hi && w.lo <= w.hi
}

// solve finds the best that a component can do.
func (s *search) solve(c *component) {
	if len(c.rules) == 0 {
		return
	}
	for _, in := range c.inputs {
		s.r[in] = span{lo: s.x[in], hi: s.x[in]}
	}
	s.evaluate(c)
	bound := s.objective(c)
	if s.settled {
		s.settleComponent(c, bound)
		return
	}
	s.best, s.nodes = math.Inf(1), 0
	if s.up {
		s.best = math.Inf(-1)
	}
	var buffer [maxSaved]span
	before := s.saved(c, buffer[:0])
	for _, hi := range [2]bool{s.up, !s.up} { // a good start lets most branches be cut
		for _, w := range c.words {
			if s.derived(c, w) {
				continue
			}
			s.r[w] = s.infos[w].endOf(s.r[w], hi)
			s.tieAll(c)
		}
		if s.evaluate(c); s.settled {
			s.improve(s.objective(c))
		}
		s.restore(c, before)
		if s.best == bound {
			break
		}
	}
	if s.better(bound) {
		if c.straight && s.settledBut(c, s.plan.ties[c.ties[0]].first) {
			s.walk(c)
		} else {
			s.branch(c)
		}
		s.restore(c, before)
	}
	s.settleComponent(c, s.best)
}

// evaluate computes what the component's rules come to for all that its words may be.
func (s *search) evaluate(c *component) {
	if s.settled = s.open(c) < 0; !s.settled {
		runSpans(c.ops, s.r)
		return
	}
	for _, w := range c.words {
		s.x[w] = s.infos[w].first(s.r[w])
	}
	run(c.ops, s.x)
}

// endOf returns one end of x: of a set its first or its last value.
func (w *wordInfo) endOf(x span, hi bool) span {
	switch {
	case w.kind == measure && hi:
		return span{lo: x.hi, hi: x.hi}
	case w.kind == measure:
		return span{lo: x.lo, hi: x.lo}
	case hi:
		return span{set: 1 << (31 - bits.LeadingZeros32(x.set))}
	}
	return span{set: x.set & -x.set}
}

// maxSaved is how many words of a component are kept without an allocation.
const maxSaved = 24

// saved appends what the words of c may be to list.
func (s *search) saved(c *component, list []span) []span {
	for _, w := range c.words {
		list = append(list, s.r[w])
	}
	return list
}

func (s *search) restore(c *component, list []span) {
	for i, w := range c.words {
		s.r[w] = list[i]
	}
}

// derived reports whether w follows from other words of the component.
func (s *search) derived(c *component, w int) bool {
	for _, i := range c.ties {
		t := &s.plan.ties[i]
		if w == t.whole || w == t.part && t.direction != 0 {
			return true
		}
	}
	return false
}

func (s *search) tieAll(c *component) bool {
	possible := true
	for _, i := range c.ties {
		possible = s.tie(i) && possible
	}
	return possible
}

// open returns the word to branch on: one with few values first, else the widest measure; -1 if all are settled.
func (s *search) open(c *component) int {
	best, width := -1, 0.0
	for _, w := range c.words {
		x := &s.r[w]
		if s.infos[w].kind != measure {
			if x.set&(x.set-1) != 0 {
				return w
			}
			continue
		}
		if size := x.hi - x.lo; size > width && !s.derived(c, w) {
			best, width = w, size
		}
	}
	return best
}

// settledBut reports whether w is the only word of the component that is neither settled nor derived.
func (s *search) settledBut(c *component, w int) bool {
	for _, other := range c.words {
		if other != w && !s.derived(c, other) && !s.infos[other].single(s.r[other]) {
			return false
		}
	}
	return true
}

// objective returns what the component's rules make of their totals, as far as it is known; of several totals, the score.
func (s *search) objective(c *component) float64 {
	if c.total >= 0 {
		t := &s.totals[c.total]
		x := t.neutral()
		for _, i := range c.rules {
			x = t.with(x, s.scored[i], s.end(s.scored[i].fast))
		}
		return x
	}
	before := s.sums
	s.addRules(c)
	x := s.points()
	s.sums = before
	return float64(x)
}

func (s *search) addRules(c *component) {
	for _, i := range c.rules {
		r := s.scored[i]
		s.sums[r.total] = s.totals[r.total].with(s.sums[r.total], r, s.end(r.fast))
	}
}

// settleComponent adds what a component reached to its total. One of several totals comes last, and its objective is
// the score itself: it is kept aside in best.
func (s *search) settleComponent(c *component, x float64) {
	if c.total >= 0 {
		t := &s.totals[c.total]
		if t.product {
			s.sums[c.total] *= x
		} else {
			s.sums[c.total] += x
		}
		return
	}
	s.joint, s.hasJoint = Points(x), true
}

func (s *search) improve(x float64) {
	if s.better(x) {
		s.best = x
	}
}

func (s *search) better(x float64) bool {
	if s.up {
		return x > s.best
	}
	return x < s.best
}

// branch searches what the words of c may be, as the registers say. It leaves the words changed.
func (s *search) branch(c *component) {
	s.evaluate(c)
	bound := s.objective(c)
	if !s.better(bound) {
		return
	}
	if s.nodes++; s.settled || s.nodes > maxNodes {
		s.best = bound
		return
	}
	w := s.open(c)
	var buffer [maxSaved]span
	before := s.saved(c, buffer[:0])
	x := s.r[w]
	try := func(part span) {
		s.r[w] = part
		if s.tieAll(c) {
			s.branch(c)
		}
		s.restore(c, before)
	}
	info := s.infos[w]
	if info.kind != measure {
		for set := x.set; set != 0; set &= set - 1 {
			try(span{set: set & -set})
		}
		return
	}
	middle := info.snap(x.lo + (x.hi-x.lo)/2)
	if middle >= x.hi {
		middle = x.lo
	}
	try(span{lo: x.lo, hi: middle})
	try(span{lo: info.snap(middle + info.step()), hi: x.hi})
}
