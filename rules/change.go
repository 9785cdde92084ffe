package rules

import (
	"math"
	"slices"
)

// A change is what a register can be before and after one word moves, and by how much it moves itself: of a measure,
// by how much for every unit that the word moves up; of a choice, by how much in all.
type change struct{ before, after, by span }

// moves returns by how much each of the registers can change when the word w moves: a measure from any value to any
// greater one, a choice from one value to another. Other words may be anything. A register that moves by 0 or more,
// whatever else holds, never falls: this is how directions are proven.
func (p *program) moves(ops []op, w int, from, to span, registers []int32) []span {
	return p.movesAmong(p.spans(), ops, w, from, to, registers)
}

// movesAmong is moves where the other words are as the registers say.
func (p *program) movesAmong(before []span, ops []op, w int, from, to span, registers []int32) []span {
	after := slices.Clone(before)
	before[w], after[w] = from, to
	runSpans(p.ops, before)
	runSpans(p.ops, after)
	r := make([]change, len(p.initial))
	for i := range r {
		r[i] = change{before: before[i], after: after[i]}
	}
	m := mover{perUnit: p.infos[w].kind == measure}
	r[w].by = span{lo: -1, hi: 1} // a choice has no size: that it moves is all that counts
	if m.perUnit {
		r[w].by = span{lo: 1, hi: 1}
	}
	for i := range ops {
		m.move(&ops[i], r)
	}
	moved := make([]span, len(registers))
	for i, reg := range registers {
		moved[i] = r[reg].by
	}
	return moved
}

// A mover follows a change through operations.
type mover struct{ perUnit bool }

func (m mover) move(o *op, r []change) {
	a := r[o.a]
	x := &r[o.dst]
	switch o.code {
	case opAdd:
		x.by = plus(a.by, r[o.b].by)
	case opSub:
		x.by = minus(a.by, r[o.b].by)
	case opMul: // a'b' − ab = (a'−a)b' + a(b'−b)
		b := r[o.b]
		x.by = plus(product(a.by, b.after), product(a.before, b.by))
	case opDiv: // a'/b' − a/b = ((a'−a) − a/b (b'−b)) / b'
		b := r[o.b]
		x.by = product(minus(a.by, product(x.before, b.by)), span{lo: 1 / b.after.hi, hi: 1 / b.after.lo})
	case opMin, opMax: // neither moves further than what it chooses from
		x.by = hull(a.by, r[o.b].by)
	case opNot:
		x.by = minus(span{}, a.by)
	case opAbs:
		switch {
		case a.before.lo >= 0 && a.after.lo >= 0:
			x.by = a.by
		case a.before.hi <= 0 && a.after.hi <= 0:
			x.by = minus(span{}, a.by)
		default:
			x.by = hull(a.by, minus(span{}, a.by))
		}
	case opCurve:
		var slopes span // flat outside
		for _, s := range o.slope {
			slopes.lo, slopes.hi = min(slopes.lo, s), max(slopes.hi, s)
		}
		x.by = product(a.by, slopes)
	case opSelect:
		x.by = m.choose(a, r[o.b], r[o.c])
	case opAmong, opWithin, opLess:
		x.by = m.turn(o, r)
	case opAtLeast:
		for _, c := range o.inputs {
			x.by.lo += min(0, r[c].by.lo)
			x.by.hi += max(0, r[c].by.hi)
		}
	}
	// Whatever was found: nothing moves further than from all that it was to all that it becomes.
	far := m.jump(minus(x.after, x.before))
	x.by.lo, x.by.hi = max(x.by.lo, far.lo), min(x.by.hi, far.hi)
}

// jump turns the difference between two values into a rate. A step of any size may happen within any distance, so of
// a rate only the sign is left.
func (m mover) jump(s span) span {
	if m.perUnit {
		if s.lo < 0 {
			s.lo = math.Inf(-1)
		} else {
			s.lo = 0
		}
		if s.hi > 0 {
			s.hi = math.Inf(1)
		} else {
			s.hi = 0
		}
	}
	return s
}

// choose follows a choice between b and c: it moves as its branch does and, where the condition turns, from one branch
// to the other.
func (m mover) choose(a, b, c change) span {
	var by span
	first := true
	add := func(s span) {
		if first {
			by, first = s, false
			return
		}
		by = hull(by, s)
	}
	stays := a.by.lo <= 0 && a.by.hi >= 0
	if a.before.hi == 1 && a.after.hi == 1 && stays {
		add(b.by)
	}
	if a.before.lo == 0 && a.after.lo == 0 && stays {
		add(c.by)
	}
	if a.before.lo == 0 && a.after.hi == 1 && a.by.hi > 0 { // turns true
		add(m.jump(minus(b.after, c.before)))
	}
	if a.before.hi == 1 && a.after.lo == 0 && a.by.lo < 0 { // turns false
		add(m.jump(minus(c.after, b.before)))
	}
	return by
}

// turn bounds how an elementary condition turns: up to true, down to false.
func (m mover) turn(o *op, r []change) span {
	gap := r[o.a].by // the condition turns true as the gap grows
	switch {
	case o.code == opLess:
		gap = minus(r[o.b].by, gap)
	case o.code == opWithin && math.IsInf(o.lo, -1):
		gap = minus(span{}, gap)
	case gap != span{} && (o.code == opAmong || !math.IsInf(o.hi, 1)):
		gap = span{lo: -1, hi: 1}
	}
	var by span
	if gap.lo < 0 {
		by.lo = -1
	}
	if gap.hi > 0 {
		by.hi = 1
	}
	return m.jump(by)
}

func plus(a, b span) span  { return span{lo: a.lo + b.lo, hi: a.hi + b.hi} }
func minus(a, b span) span { return span{lo: a.lo - b.hi, hi: a.hi - b.lo} }
func hull(a, b span) span  { return span{lo: min(a.lo, b.lo), hi: max(a.hi, b.hi)} }

// product multiplies ranges that may be infinite; nothing times anything is nothing.
func product(a, b span) span {
	times := func(x, y float64) float64 {
		if x == 0 || y == 0 {
			return 0
		}
		return x * y
	}
	p, q, s, t := times(a.lo, b.lo), times(a.lo, b.hi), times(a.hi, b.lo), times(a.hi, b.hi)
	return span{lo: min(p, q, s, t), hi: max(p, q, s, t)}
}
