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
	joined := newForest(3 * n) // a node for a word of the first case, of the second, and of both
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
					joined.join(node(w, k), node(s.first, k))
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
					joined.join(node(w, k), first)
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
			key = joined.root(nodes[i])
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
			if i, ok := at[joined.root(node(w, k))]; ok && !slices.Contains(list[i].variables, v) {
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
