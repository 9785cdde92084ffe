package rules

import (
	"math"
	"slices"
)

// A component whose only freedom is how a sum divides into its parts is searched along that one line. Between two
// corners of the curves that read the three words every rule is straight, so the greatest sum of the rules lies at a
// corner, and rounding can move it no further than half a unit for every rule that changes there.

// corners are where a rule can bend or jump as a word moves.
type corners struct {
	bends []float64 // the word's values at the corners of curves
	jumps []float64 // its values at thresholds
}

// line prepares the component for walking. It reports false where a rule is not straight between corners: where it
// multiplies two words of the sum, or reckons with one in any other way than by a curve or a threshold.
func (c *component) line(p *program, scored []*rule, t tie) bool {
	words := wordSet(nil).with(t.whole).with(t.first).with(t.part)
	degrees := map[int32]int{}
	degree := func(r int32) int {
		if int(r) < len(p.infos) && words.has(int(r)) {
			return 2 // the word itself, outside a curve or a threshold
		}
		return degrees[r]
	}
	for i := range c.ops {
		o := &c.ops[i]
		d := 0
		direct := int(o.a) < len(p.infos) && words.has(int(o.a))
		switch {
		case o.code == opCurve && direct:
			at := c.cornersOf(t, int(o.a))
			at.bends = append(at.bends, o.x...)
			d = 1
		case o.code == opWithin && direct:
			at := c.cornersOf(t, int(o.a))
			at.jumps = append(at.jumps, o.lo, o.hi)
		case o.code == opMul:
			d = degree(o.a) + degree(o.b)
		case o.code == opAdd, o.code == opSub:
			d = max(degree(o.a), degree(o.b))
		case o.code == opSelect && degree(o.a) == 0:
			d = max(degree(o.b), degree(o.c))
		default:
			for _, r := range o.reads() {
				d = max(d, 2*degree(r))
			}
		}
		degrees[o.dst] = d
	}
	for _, i := range c.rules {
		if degree(scored[i].fast) > 1 {
			return false
		}
	}
	return true
}

func (c *component) cornersOf(t tie, w int) *corners {
	switch w {
	case t.whole:
		return &c.corners[0]
	case t.first:
		return &c.corners[1]
	}
	return &c.corners[2]
}

// walk searches the component along the line of its one tie.
func (s *search) walk(c *component) {
	t := &s.plan.ties[c.ties[0]]
	x := s.r[t.first]
	var buffer [64]float64
	stops := s.stops(c, t, x, buffer[:0])
	var memory [2 * maxWalked]float64
	here, last := memory[:len(c.rules)], memory[maxWalked:maxWalked+len(c.rules)]
	for i, at := range stops {
		s.stand(c, t, at)
		s.improve(s.objective(c))
		for k, rule := range c.rules {
			here[k] = s.end(s.scored[rule].fast)
			if !s.scored[rule].whole {
				here[k] *= s.totals[c.total].perUnit
			}
		}
		if i > 0 {
			s.stretch(c, t, stops[i-1], at, last, here)
		}
		here, last = last, here
	}
}

// maxWalked is the greatest number of rules of a component that is walked.
const maxWalked = 32

// stand puts the first part at x, and the rest on the line.
func (s *search) stand(c *component, t *tie, x float64) {
	s.r[t.first] = span{lo: x, hi: x}
	s.tieAll(c)
	s.evaluate(c)
}

// stretch searches between two neighbouring stops, where every rule is straight: last and here are their values there,
// in units.
func (s *search) stretch(c *component, t *tie, from, to float64, last, here []float64) {
	if to-from <= 1 {
		return
	}
	sign := 1.0
	if !s.up {
		sign = -1
	}
	var a, b, moving float64 // the sums at both ends, upside down where the least is searched, and how many rules move
	for k := range here {
		if last[k] == here[k] {
			same := sign * rounded(here[k])
			a, b = a+same, b+same
			continue
		}
		a, b, moving = a+sign*last[k], b+sign*here[k], moving+1
	}
	need := sign*s.best + 1 - moving/2 // what the unrounded sum must reach for the rounded one to be better
	const hair = 1e-6
	need -= hair
	if moving < 2 || max(a, b) < need {
		return
	}
	lo, hi := from, to // the part of the stretch that reaches it
	if a < need {
		lo = math.Floor(to - (b-need)/(b-a)*(to-from))
	}
	if b < need {
		hi = math.Ceil(from + (a-need)/(a-b)*(to-from))
	}
	s.r[t.first] = span{lo: max(from, lo), hi: min(to, hi)}
	s.tieAll(c)
	s.branch(c)
}

// stops returns the first part's values at which a rule bends or jumps on the line, with both ends, in order.
func (s *search) stops(c *component, t *tie, x span, list []float64) []float64 {
	whole, part := s.ties[2*c.ties[0]], s.ties[2*c.ties[0]+1]
	edge, rest := whole.lo, part.lo // the line runs at the least, or at the greatest whole and part
	if (t.direction > 0) == s.up {
		edge, rest = whole.hi, part.hi
	}
	list = append(list, x.lo, x.hi, edge-rest)
	add := func(at corners, of func(float64) float64) {
		for _, y := range at.bends {
			list = append(list, of(y))
		}
		for _, y := range at.jumps {
			list = append(list, of(y)-1, of(y), of(y)+1)
		}
	}
	add(c.corners[0], func(y float64) float64 { return y - rest })
	add(c.corners[1], func(y float64) float64 { return y })
	add(c.corners[2], func(y float64) float64 { return edge - y })
	slices.Sort(list)
	n := 0
	for _, y := range list {
		if y >= x.lo && y <= x.hi && (n == 0 || y > list[n-1]) {
			list[n] = y
			n++
		}
	}
	return list[:n]
}
