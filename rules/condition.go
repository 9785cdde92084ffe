package rules

import (
	"encoding/binary"
	"math"
)

// A condition is a checked condition, before it is lowered: what is joined by "and" about one word is read together
// only when all of it is known.
type condition struct {
	code   conditionCode
	reg    int32   // of within, among: what is asked about; of opaque: the answer
	lo, hi float64 // of within
	strict uint8   // of within, as in op
	set    uint32  // of among
	all    uint32  // of among: every value that there is
	kids   []*condition
	n      int // of atLeast
	parts  int // how many conditions it is made of, itself included; 0 where not counted yet
	id     int // above 0 where it is the only one of its kind; see builder.only
}

type conditionCode uint8

const (
	conditionOpaque conditionCode = iota
	conditionWithin
	conditionAmong
	conditionAnd
	conditionOr
	conditionNot
	conditionAtLeast
)

// countParts returns how many conditions c is made of, up to more than an expression may have.
func (c *condition) countParts() int {
	if c.parts == 0 {
		c.parts = 1
		for _, kid := range c.kids {
			c.parts = min(c.parts+kid.countParts(), maxParts+1)
		}
	}
	return c.parts
}

// only returns the one condition that is like c, so that what is written twice is known to be the same.
func (b *builder) only(c *condition) *condition {
	if c.id > 0 {
		return c
	}
	for i, kid := range c.kids {
		c.kids[i] = b.only(kid)
	}
	key := append(b.key[:0], byte(c.code), c.strict)
	key = binary.BigEndian.AppendUint64(key, math.Float64bits(c.lo))
	key = binary.BigEndian.AppendUint64(key, math.Float64bits(c.hi))
	key = binary.BigEndian.AppendUint32(key, uint32(c.reg))
	key = binary.BigEndian.AppendUint32(key, c.set)
	key = binary.BigEndian.AppendUint32(key, uint32(c.n))
	for _, kid := range c.kids {
		key = binary.BigEndian.AppendUint32(key, uint32(kid.id))
	}
	b.key = key
	if d, ok := b.conditions[string(key)]; ok {
		return d
	}
	c.id = len(b.conditions) + 1
	b.conditions[string(key)] = c
	return c
}

// A turned condition is a condition or its opposite.
type turned struct {
	*condition
	opposite bool
}

// lower returns the register of c, or of its opposite. What is shared, by a define or a branch, is lowered once.
func (b *builder) lower(c *condition, opposite bool) int32 {
	r, ok := b.lowered[turned{c, opposite}]
	if !ok {
		r = b.lowerAnew(c, opposite)
		b.lowered[turned{c, opposite}] = r
	}
	return r
}

func (b *builder) lowerAnew(c *condition, opposite bool) int32 {
	switch c.code {
	case conditionWithin, conditionAmong:
		return b.lowerAtom(c.turned(opposite))
	case conditionNot:
		return b.lower(c.kids[0], !opposite)
	case conditionAnd, conditionOr:
		if (c.code == conditionAnd) != opposite {
			return b.lowerAll(c, opposite)
		}
		if c.code == conditionAnd { // not (a and b): the conjunction is still read together
			return b.emit(op{code: opNot, a: b.lowerAll(c, false)})
		}
		r := b.lower(c.kids[0], false)
		for _, kid := range c.kids[1:] {
			r = b.emit(op{code: opMax, a: r, b: b.lower(kid, false)})
		}
		return r
	case conditionAtLeast:
		o := op{code: opAtLeast, operands: &operands{n: c.n}}
		for _, kid := range c.kids {
			o.operands.inputs = append(o.operands.inputs, b.lower(kid, false))
		}
		return b.not(b.emit(o), opposite)
	}
	return b.not(c.reg, opposite)
}

func (b *builder) not(r int32, opposite bool) int32 {
	if opposite {
		return b.emit(op{code: opNot, a: r})
	}
	return r
}

// lowerAll lowers a conjunction: "a and b", or "not (a or b)" as "not a and not b". Atoms about one register become
// one: heel > 2*inch and heel <= 3*inch is a single range.
func (b *builder) lowerAll(c *condition, opposite bool) int32 {
	var atoms []*condition
	var rest []int32
	seen := map[turned]bool{}
	never := false // x and not x
	var collect func(c *condition, opposite bool)
	collect = func(c *condition, opposite bool) {
		if seen[turned{c, opposite}] {
			return
		}
		seen[turned{c, opposite}] = true
		never = never || seen[turned{c, !opposite}]
		switch {
		case c.code == conditionNot:
			collect(c.kids[0], !opposite)
		case c.code == conditionAnd && !opposite, c.code == conditionOr && opposite:
			for _, kid := range c.kids {
				collect(kid, opposite)
			}
		case c.code == conditionAmong, c.code == conditionWithin && (!opposite || c.oneSided()):
			atom := c.turned(opposite)
			for i, other := range atoms {
				if other.reg == atom.reg && other.code == atom.code {
					atoms[i] = other.and(atom)
					return
				}
			}
			atoms = append(atoms, atom)
		default:
			rest = append(rest, b.lower(c, opposite))
		}
	}
	collect(c, opposite)
	if never {
		return b.constant(0)
	}
	all := make([]int32, 0, len(atoms)+len(rest))
	for _, atom := range atoms {
		all = append(all, b.lowerAtom(atom))
	}
	all = append(all, rest...)
	r := all[0]
	for _, next := range all[1:] {
		r = b.emit(op{code: opMin, a: r, b: next})
	}
	return r
}

func (b *builder) lowerAtom(c *condition) int32 {
	switch {
	case c.code == conditionNot:
		return b.emit(op{code: opNot, a: b.lowerAtom(c.kids[0])})
	case c.code == conditionAmong && c.set == 0, c.code == conditionWithin && (c.lo > c.hi || c.lo == c.hi && c.strict != 0):
		return b.constant(0)
	case c.code == conditionAmong && c.set == c.all:
		return b.constant(1)
	case c.code == conditionAmong:
		return b.emit(op{code: opAmong, a: c.reg, set: c.set})
	}
	return b.emit(op{code: opWithin, a: c.reg, lo: c.lo, hi: c.hi, strict: c.strict})
}

// oneSided reports whether a range has a single end, so that its opposite is a range too.
func (c *condition) oneSided() bool { return math.IsInf(c.lo, -1) || math.IsInf(c.hi, 1) }

// turned returns the atom c, or its opposite.
func (c *condition) turned(opposite bool) *condition {
	if !opposite {
		return c
	}
	t := *c
	switch {
	case c.code == conditionAmong:
		t.set = c.all &^ c.set
	case math.IsInf(c.hi, 1): // not above lo: up to lo
		t.lo, t.hi, t.strict = math.Inf(-1), c.lo, (c.strict&1^1)<<1
	case math.IsInf(c.lo, -1):
		t.lo, t.hi, t.strict = c.hi, math.Inf(1), c.strict>>1^1
	default:
		return &condition{code: conditionNot, kids: []*condition{c}}
	}
	return &t
}

// and returns what satisfies both atoms, which are about one register.
func (c *condition) and(d *condition) *condition {
	both := *c
	if c.code == conditionAmong {
		both.set &= d.set
		return &both
	}
	if d.lo > c.lo || d.lo == c.lo && d.strict&1 != 0 {
		both.lo, both.strict = d.lo, both.strict&^1|d.strict&1
	}
	if d.hi < c.hi || d.hi == c.hi && d.strict&2 != 0 {
		both.hi, both.strict = d.hi, both.strict&^2|d.strict&2
	}
	return &both
}
