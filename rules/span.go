package rules

import (
	"math"
	"math/bits"
)

// runSpans computes the operations on sets of values: the range that each register can take, never too narrow. It is
// exact where each word occurs once, but that gaps are filled: of a ? 1 : 10 it says 1 to 10. A word's register holds
// its span; of a choice, the set.
func runSpans(ops []op, r []span) {
	for i := range ops {
		o := &ops[i]
		var x span
		a := &r[o.a]
		switch o.code {
		case opAdd:
			b := &r[o.b]
			x.lo, x.hi = a.lo+b.lo, a.hi+b.hi
		case opSub:
			b := &r[o.b]
			x.lo, x.hi = a.lo-b.hi, a.hi-b.lo
		case opMul:
			x = a.times(&r[o.b])
		case opDiv:
			b := &r[o.b]
			p, q, s, t := a.lo/b.lo, a.lo/b.hi, a.hi/b.lo, a.hi/b.hi
			x.lo, x.hi = min(p, q, s, t), max(p, q, s, t)
		case opMin:
			b := &r[o.b]
			x.lo, x.hi = min(a.lo, b.lo), min(a.hi, b.hi)
		case opMax:
			b := &r[o.b]
			x.lo, x.hi = max(a.lo, b.lo), max(a.hi, b.hi)
		case opNot:
			x.lo, x.hi = 1-a.hi, 1-a.lo
		case opAbs:
			x.lo, x.hi = max(0, a.lo, -a.hi), max(-a.lo, a.hi)
		case opCurve:
			x = o.curveSpan(a.lo, a.hi)
		case opSelect:
			switch b, c := &r[o.b], &r[o.c]; {
			case a.lo == 1:
				x = *b
			case a.hi == 0:
				x = *c
			default:
				x.lo, x.hi = min(b.lo, c.lo), max(b.hi, c.hi)
			}
		case opWithin:
			x = o.withinSpan(a.lo, a.hi)
		case opAmong:
			switch {
			case a.set&^o.set == 0:
				x = span{lo: 1, hi: 1}
			case a.set&o.set != 0:
				x.hi = 1
			}
		case opLess:
			b := &r[o.b]
			x.lo, x.hi = less(a.hi, b.lo, o.strict), less(a.lo, b.hi, o.strict)
		case opAtLeast:
			x = o.atLeastSpan(r)
		case opTable:
			x = o.tableSpan(r)
		}
		r[o.dst] = x
	}
}

func (a *span) times(b *span) (x span) {
	if a.lo >= 0 && b.lo >= 0 { // by far the most
		x.lo, x.hi = float64(a.lo*b.lo), float64(a.hi*b.hi)
		return x
	}
	p, q, s, t := float64(a.lo*b.lo), float64(a.lo*b.hi), float64(a.hi*b.lo), float64(a.hi*b.hi)
	x.lo, x.hi = min(p, q, s, t), max(p, q, s, t)
	return x
}

// curveSpan returns the least and the greatest height of a curve from lo to hi.
func (c *operands) curveSpan(lo, hi float64) (x span) {
	from, to := c.curve(lo), c.curve(hi)
	x.lo, x.hi = min(from, to), max(from, to)
	for i, at := range c.x {
		if at > lo && at < hi {
			x.lo, x.hi = min(x.lo, c.y[i]), max(x.hi, c.y[i])
		}
	}
	return x
}

// withinSpan is Yes when all of lo to hi lies between the ends of o, No when none of it does.
func (o *op) withinSpan(lo, hi float64) (x span) {
	from, to := o.within(lo), o.within(hi)
	switch {
	case from == 1 && to == 1:
		x.lo, x.hi = 1, 1
	case hi < o.lo, lo > o.hi, hi == o.lo && o.strict&1 != 0, lo == o.hi && o.strict&2 != 0:
	default:
		x.hi = 1
	}
	return x
}

func (o *op) atLeastSpan(r []span) (x span) {
	sure, possible := 0, 0
	for _, c := range o.inputs {
		sure += int(r[c].lo)
		possible += int(r[c].hi)
	}
	if sure >= o.n {
		x.lo = 1
	}
	if possible >= o.n {
		x.hi = 1
	}
	return x
}

// tableSpan returns the least and the greatest entry for all that the choices may be.
func (t *operands) tableSpan(r []span) span {
	at := t.settled(r)
	x := span{lo: math.Inf(1), hi: math.Inf(-1)}
	t.each(r, len(t.axes)-1, at, func(entry float64) { x.lo, x.hi = min(x.lo, entry), max(x.hi, entry) })
	return x
}

// settled returns the place of the entry in a table as far as choices with one value decide it.
func (t *operands) settled(r []span) (at int32) {
	for _, a := range t.axes {
		if set := r[a.reg].set; set&(set-1) == 0 {
			at += int32(bits.TrailingZeros32(set)) * a.stride
		}
	}
	return at
}

// each calls do for every entry that the undecided choices up to the k-th allow, the decided ones being counted in at.
func (t *operands) each(r []span, k int, at int32, do func(float64)) {
	for k >= 0 && r[t.axes[k].reg].set&(r[t.axes[k].reg].set-1) == 0 {
		k--
	}
	if k < 0 {
		do(t.y[at])
		return
	}
	for set := r[t.axes[k].reg].set; set != 0; set &= set - 1 {
		t.each(r, k-1, at+int32(bits.TrailingZeros32(set))*t.axes[k].stride, do)
	}
}

// spans returns registers for runSpans: constants set, words as wide as their domains.
func (p *program) spans() []span {
	r := make([]span, len(p.initial))
	for i, x := range p.initial {
		switch n := len(p.infos); {
		case i < n:
			r[i] = p.infos[i].whole()
		case i < 2*n:
			r[i] = anyTruth
		default:
			r[i] = span{lo: x, hi: x}
		}
	}
	return r
}

// point turns the value in a word's register into the span of just it.
func (w *wordInfo) point(x float64) span {
	switch {
	case math.IsNaN(x):
		return w.whole()
	case w.kind == measure:
		return span{lo: x, hi: x}
	}
	return span{set: 1 << uint(x)}
}
