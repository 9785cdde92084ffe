package rules

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// maxCompared bounds the search for one end of the difference of a component. What it does not reach counts with its
// bound: too wide, never too narrow.
const maxCompared = 4000

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

// A variable is a word that has several values, of the first case, of the second or, where it is shared, of both.
type variable struct {
	w    int
	side int // 0, 1, or 2 for both
}

// An addend is what a rule adds to the difference from one of the cases.
type addend struct {
	rule *rule
	side int
}

// A cluster is addends whose variables hang together.
type cluster struct {
	variables []variable
	addends   []addend
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

// loads returns the least and the greatest change of the first total, in units.
func (d *difference) loads() (by span) {
	for k := range d.sides {
		d.r[k] = d.fast.spans()
		copy(d.r[k], d.sides[k].box)
	}
	for _, c := range d.clusters() {
		for k := range d.sides {
			var regs []int32
			for _, it := range c.addends {
				if it.side == k {
					regs = append(regs, it.rule.fast)
				}
			}
			d.ops[k] = d.fast.slice(regs, nil)
		}
		by.lo += d.end(&c, false)
		by.hi += d.end(&c, true)
	}
	return by
}

// clusters divides what changes the first total into parts that can be searched by themselves.
func (d *difference) clusters() (list []cluster) {
	n := len(d.infos)
	parent := make([]int, 3*n) // a node for a word of the first case, of the second, and of both
	for i := range parent {
		parent[i] = i
	}
	var root func(int) int
	root = func(i int) int {
		if parent[i] != i {
			parent[i] = root(parent[i])
		}
		return parent[i]
	}
	node := func(w, side int) int {
		if d.shared.has(w) {
			return 2*n + w
		}
		return side*n + w
	}
	open := func(w, side int) bool { return !d.infos[w].single(d.sides[side].box[w]) }
	for _, s := range d.sums {
		for k := range d.sides {
			for _, w := range []int{s.whole, s.part} {
				if open(w, k) || open(s.first, k) {
					parent[root(node(w, k))] = root(node(s.first, k))
				}
			}
		}
	}
	var addends []addend
	var nodes []int // one of each addend, -1 where all it reads is settled
	for _, r := range d.scored[d.totals[0].from:d.totals[0].to] {
		if d.cancels(r) {
			continue
		}
		first := -1
		for k := range d.sides {
			for _, w := range r.reads {
				if w >= n || !open(w, k) {
					continue
				}
				if first >= 0 {
					parent[root(node(w, k))] = root(first)
				}
				first = node(w, k)
			}
		}
		addends, nodes = append(addends, addend{r, 0}, addend{r, 1}), append(nodes, first, first)
	}
	at := map[int]int{}
	for i, it := range addends {
		key := -1
		if nodes[i] >= 0 {
			key = root(nodes[i])
		}
		if _, ok := at[key]; !ok {
			at[key] = len(list)
			list = append(list, cluster{})
		}
		list[at[key]].addends = append(list[at[key]].addends, it)
	}
	for w := range n {
		for k := range d.sides {
			if !open(w, k) || d.follows(d.sides[k].facts, w) {
				continue
			}
			v := variable{w, k}
			if d.shared.has(w) {
				v.side = 2
			}
			if i, ok := at[root(node(w, k))]; ok && !slices.Contains(list[i].variables, v) {
				list[i].variables = append(list[i].variables, v)
			}
		}
	}
	return list
}

// end returns the least or the greatest that a cluster adds.
func (d *difference) end(c *cluster, up bool) float64 {
	d.up, d.left, d.best = up, maxCompared, math.Inf(1)
	if up {
		d.best = math.Inf(-1)
	}
	before := d.saved()
	for _, v := range c.variables { // what works one way in every rule is settled at once, unless something follows from it
		tied := slices.ContainsFunc(d.sums, func(s sum) bool { return v.w == s.whole || v.w == s.first || v.w == s.part })
		if v.side < 2 && !tied {
			s := search{pack: d.pack, up: up == (v.side == 1)}
			d.r[v.side][v.w] = s.pin(v.w, d.r[v.side][v.w])
		}
	}
	bound, exact := d.bound(c)
	d.branch(c, bound, exact)
	d.restore(before)
	return d.best
}

// each calls do for the sides of a variable.
func (d *difference) each(v variable, do func(side int)) {
	for k := range d.sides {
		if v.side == 2 || v.side == k {
			do(k)
		}
	}
}

func (d *difference) saved() (words [2][]span) {
	for k := range words {
		words[k] = slices.Clone(d.r[k][:len(d.infos)])
	}
	return words
}

func (d *difference) restore(words [2][]span) {
	for k := range words {
		copy(d.r[k], words[k])
	}
}

func (d *difference) improves(x float64) bool {
	if d.up {
		return x > d.best
	}
	return x < d.best
}

// tie narrows the three words of every sum to each other, and reports whether any values are left.
func (d *difference) tie() bool {
	possible := true
	for _, s := range d.sums {
		for k := range d.sides {
			r := d.r[k]
			r[s.whole] = meet(r[s.whole], plus(r[s.first], r[s.part]))
			r[s.first] = meet(r[s.first], minus(r[s.whole], r[s.part]))
			r[s.part] = meet(r[s.part], minus(r[s.whole], r[s.first]))
			possible = possible && r[s.whole].lo <= r[s.whole].hi && r[s.first].lo <= r[s.first].hi && r[s.part].lo <= r[s.part].hi
		}
	}
	return possible
}

// bound returns what the addends of a cluster come to at most, or at least, for all that their words may be.
func (d *difference) bound(c *cluster) (x float64, exact bool) {
	for k := range d.sides {
		runSpans(d.ops[k], d.r[k])
	}
	t := &d.totals[0]
	exact = true
	for _, it := range c.addends {
		if d.equal(it.rule) {
			continue // the one takes away what the other adds, whatever that is
		}
		s := d.r[it.side][it.rule.fast]
		lo, hi := t.whole(it.rule, s.lo), t.whole(it.rule, s.hi)
		exact = exact && lo == hi
		switch {
		case it.side == 1 && d.up:
			x += hi
		case it.side == 1:
			x += lo
		case d.up:
			x -= lo
		default:
			x -= hi
		}
	}
	return x, exact
}

// branch searches what the variables of a cluster may be, as the registers say, of which the bound is known. It leaves
// them changed.
func (d *difference) branch(c *cluster, bound float64, exact bool) {
	if !d.improves(bound) {
		return
	}
	v, ok := d.widest(c)
	if d.left--; exact || !ok || d.left < 0 {
		d.best = bound
		return
	}
	type part struct {
		span
		bound float64
		exact bool
	}
	var parts []part
	before := d.saved()
	take := func(s span) bool {
		d.each(v, func(k int) { d.r[k][v.w] = s })
		return d.tie()
	}
	for _, s := range d.infos[v.w].divided(d.r[min(v.side, 1)][v.w]) {
		if take(s) {
			bound, exact := d.bound(c)
			parts = append(parts, part{s, bound, exact})
		}
		d.restore(before)
	}
	slices.SortStableFunc(parts, func(x, y part) int { // the most promising first: what it reaches cuts the others
		if d.up {
			return cmp.Compare(y.bound, x.bound)
		}
		return cmp.Compare(x.bound, y.bound)
	})
	for _, one := range parts {
		take(one.span)
		d.branch(c, one.bound, one.exact)
		d.restore(before)
	}
}

// divided returns the values of a set, or the halves of a range.
func (w *wordInfo) divided(s span) (parts []span) {
	if w.kind != measure {
		for set := s.set; set != 0; set &= set - 1 {
			parts = append(parts, span{set: set & -set})
		}
		return parts
	}
	middle := w.snap(s.lo + (s.hi-s.lo)/2)
	if middle >= s.hi {
		middle = s.lo
	}
	return []span{{lo: s.lo, hi: middle}, {lo: w.snap(middle + w.step()), hi: s.hi}}
}

// widest returns the variable to branch on: a choice first, then the measure that is widest in proportion to its domain.
func (d *difference) widest(c *cluster) (v variable, ok bool) {
	width := 0.0
	for _, other := range c.variables {
		w, s := d.infos[other.w], d.r[min(other.side, 1)][other.w]
		if w.kind != measure {
			if bits.OnesCount32(s.set) > 1 {
				return other, true
			}
			continue
		}
		if size := (s.hi - s.lo) / (w.hi - w.lo); size > width {
			v, ok, width = other, true, size
		}
	}
	return v, ok
}
