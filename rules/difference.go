package rules

import "math"

// A difference is the difference of two scores over all likely completions of both cases. It is found like the ends of
// one score, by branch and bound, on two sets of registers at once: a shared word is divided in both.
type difference struct {
	*pack
	sides  *[2]side
	shared wordSet

	r    [2][]span // the registers of what is searched
	ops  [2][]op
	best float64
	up   bool
	left int // nodes
}

// likely returns the least and the greatest difference.
func (d *difference) likely() Interval {
	n := len(d.totals)
	by := d.loads() // in units of the first total
	var lo, hi [2][maxTotals]int64
	alike := true
	for i := range d.totals {
		for k := range d.sides {
			lo[k][i], hi[k][i] = d.ends(i, k)
		}
		if i > 0 && lo[0][i] != hi[0][i] || lo[0][i] != lo[1][i] || hi[0][i] != hi[1][i] {
			alike = alike && (i == 0 || d.alike(i))
		}
	}
	if !alike || !d.bends() {
		return Interval{d.scoreOf(lo[1][:n]) - d.scoreOf(hi[0][:n]), d.scoreOf(hi[1][:n]) - d.scoreOf(lo[0][:n])}
	}
	// All but the first total are the same in both cases. The score rises with the first, and its rate of change is
	// linear in each: so the ends of all of them say all.
	result := Interval{math.MaxInt64, math.MinInt64}
	for corner := range 1 << n {
		first := lo[0]
		for i := range n {
			if corner>>i&1 != 0 {
				first[i] = hi[0][i]
			}
		}
		for _, change := range []float64{by.lo, by.hi} {
			second := first
			second[0] = min(max(first[0]+int64(change), lo[1][0]), hi[1][0])
			first := first
			first[0] = min(max(second[0]-int64(change), lo[0][0]), hi[0][0])
			x := d.scoreOf(second[:n]) - d.scoreOf(first[:n])
			result = Interval{min(result.Low, x), max(result.High, x)}
		}
	}
	for i := range n {
		if lo[0][i] != hi[0][i] || lo[1][i] != hi[1][i] { // both scores are rounded, and between the corners otherwise than at them
			result = Interval{result.Low - 1, result.High + 1}
			break
		}
	}
	if by.lo >= 0 { // the score rises with the first total
		result.Low = max(result.Low, 0)
	}
	if by.hi <= 0 {
		result.High = min(result.High, 0)
	}
	return result
}

// alike reports whether a total has one value in both cases of every completion.
func (d *difference) alike(i int) bool {
	t := &d.totals[i]
	for _, r := range d.scored[t.from:t.to] {
		if !d.cancels(r) {
			return false
		}
	}
	return true
}

// cancels reports whether a rule adds the same in both cases of every completion.
func (d *difference) cancels(r *rule) bool {
	for _, w := range r.reads {
		if w < len(d.infos) && !d.shared.has(w) {
			return false
		}
	}
	return true
}

// equal reports whether a rule adds the same in both cases as the registers stand: what it reads is shared, or has one
// value, which is the same.
func (d *difference) equal(r *rule) bool {
	for _, w := range r.reads {
		if w < len(d.infos) && !d.shared.has(w) && (d.r[0][w] != d.r[1][w] || !d.infos[w].single(d.r[0][w])) {
			return false
		}
	}
	return true
}

// ends returns bounds of a total of one of the cases, in units.
func (d *difference) ends(i, k int) (lo, hi int64) {
	t := &d.totals[i]
	r := d.fast.spans()
	copy(r, d.sides[k].box)
	runSpans(d.scoring, r)
	from, to := t.neutral(), t.neutral()
	for _, rule := range d.scored[t.from:t.to] {
		from, to = t.with(from, rule, r[rule.fast].lo), t.with(to, rule, r[rule.fast].hi)
	}
	return min(t.value(from), t.max), min(t.value(to), t.max)
}

// bends reports whether the score is of the second degree at most in the first total, and linear in each of the others.
func (d *difference) bends() bool {
	for i := range d.totals {
		degree, ok := d.score.polynomial(d.score.reg, i)
		if !ok || degree > 1 && i > 0 || degree > 2 {
			return false
		}
	}
	return true
}

// polynomial returns the degree of a register as a polynomial in the word j; it is not ok where it is none.
func (p *program) polynomial(reg int32, j int) (degree int, ok bool) {
	if !p.reads[reg].has(j) {
		return 0, true
	}
	if int(reg) == j {
		return 1, true
	}
	o := p.ops[p.opOf(reg)]
	if o.code > opDiv {
		return 0, false
	}
	a, aok := p.polynomial(o.a, j)
	b, bok := p.polynomial(o.b, j)
	switch {
	case !aok || !bok || o.code == opDiv && b > 0:
		return 0, false
	case o.code == opMul:
		return a + b, true
	case o.code == opDiv:
		return a, true
	}
	return max(a, b), true
}
