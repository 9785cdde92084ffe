package rules

import (
	"math"
	"slices"
)

// A change is what a register can be before and after one word moves, and by how much it moves itself: of a measure,
// by how much for every unit that the word moves up; of a choice, by how much in all.
type change struct{ before, after, by span }

// A mover follows the changes of one program's registers as a word moves: a measure from any value to any greater one,
// a choice from one value to another. A register that moves by 0 or more, whatever the other words are, never falls:
// this is how directions are proven. Its registers are used again for word after word.
type mover struct {
	perUnit       bool   // the word is a measure
	before, after []span // by register; what does not depend on the word is the same in both
	by            []span
}

// newMover returns a mover for registers that hold what the words may be, and what follows from it.
func newMover(r []span) *mover {
	return &mover{before: slices.Clone(r), after: slices.Clone(r), by: make([]span, len(r))}
}

// word makes the mover follow w, of the given kind.
func (m *mover) word(w int, k kind) {
	m.perUnit = k == measure
	m.by[w] = span{lo: -1, hi: 1} // a choice has no size: that it moves is all that counts
	if m.perUnit {
		m.by[w] = span{lo: 1, hi: 1}
	}
}

// start puts the word w where it moves from, and stop where it moves to. The operations are those that depend on it.
func (m *mover) start(ops []op, w int, s span) { m.before[w] = s; runSpans(ops, m.before) }
func (m *mover) stop(ops []op, w int, s span)  { m.after[w] = s; runSpans(ops, m.after) }

// follow finds by how much what the operations compute can move.
func (m *mover) follow(ops []op) {
	for i := range ops {
		m.move(&ops[i])
	}
}

// forget puts the word w back to what the registers r hold, with all that depends on it.
func (m *mover) forget(ops []op, w int, r []span) {
	back := func(i int32) { m.before[i], m.after[i], m.by[i] = r[i], r[i], span{} }
	back(int32(w))
	for i := range ops {
		back(ops[i].dst)
	}
}

// movesAmong returns by how much each of the registers can change when the word w moves, while other words are as the
// registers before say.
func (p *program) movesAmong(before []span, ops []op, w int, from, to span, registers []int32) []span {
	m := newMover(before)
	m.word(w, p.infos[w].kind)
	m.start(p.ops, w, from)
	m.stop(p.ops, w, to)
	m.follow(ops)
	moved := make([]span, len(registers))
	for i, reg := range registers {
		moved[i] = m.by[reg]
	}
	return moved
}

// at returns the change of a register.
func (m *mover) at(r int32) change { return change{m.before[r], m.after[r], m.by[r]} }

func (m *mover) move(o *op) {
	a, x := m.at(o.a), m.at(o.dst)
	var by span
	switch o.code {
	case opAdd:
		by = plus(a.by, m.by[o.b])
	case opSub:
		by = minus(a.by, m.by[o.b])
	case opMul: // a'b' − ab = (a'−a)b' + a(b'−b)
		b := m.at(o.b)
		by = plus(product(a.by, b.after), product(a.before, b.by))
	case opDiv: // a'/b' − a/b = ((a'−a) − a/b (b'−b)) / b'
		b := m.at(o.b)
		by = product(minus(a.by, product(x.before, b.by)), span{lo: 1 / b.after.hi, hi: 1 / b.after.lo})
	case opMin, opMax: // neither moves further than what it chooses from
		by = hull(a.by, m.by[o.b])
	case opNot:
		by = minus(span{}, a.by)
	case opAbs:
		switch {
		case a.before.lo >= 0 && a.after.lo >= 0:
			by = a.by
		case a.before.hi <= 0 && a.after.hi <= 0:
			by = minus(span{}, a.by)
		default:
			by = hull(a.by, minus(span{}, a.by))
		}
	case opCurve:
		var slopes span // flat outside
		for _, s := range o.slope {
			slopes.lo, slopes.hi = min(slopes.lo, s), max(slopes.hi, s)
		}
		by = product(a.by, slopes)
	case opSelect:
		by = m.choose(a, m.at(o.b), m.at(o.c))
	case opAmong, opWithin, opLess:
		by = m.turn(o)
	case opAtLeast:
		for _, c := range o.inputs {
			by.lo += min(0, m.by[c].lo)
			by.hi += max(0, m.by[c].hi)
		}
	}
	// Whatever was found: nothing moves further than from all that it was to all that it becomes.
	far := m.jump(minus(x.after, x.before))
	m.by[o.dst] = span{lo: max(by.lo, far.lo), hi: min(by.hi, far.hi)}
}

// jump turns the difference between two values into a rate. A step of any size may happen within any distance, so of
// a rate only the sign is left.
func (m *mover) jump(s span) span {
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
func (m *mover) choose(a, b, c change) span {
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
func (m *mover) turn(o *op) span {
	gap := m.by[o.a] // the condition turns true as the gap grows
	switch {
	case o.code == opLess:
		gap = minus(m.by[o.b], gap)
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
