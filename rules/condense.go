package rules

import (
	"math"
	"slices"
)

// maxTable is the greatest number of entries of a table: 2 kB, so that the tables of a pack stay near the processor.
const maxTable = 256

// A condenser turns a program into its fast form, where all that depends on a few choices and flags is looked up in a
// table instead of being reckoned anew. What a table says of sets of values is exact, too: it looks at every one.
type condenser struct {
	*builder              // of the fast form
	plain    *program     // what is compiled
	at       map[int32]op // its operations by register
	moved    map[int32]int32
	settled  func(w int) bool // whether the word always has a value in the typical case
}

func newCondenser(plain *program, settled func(w int) bool) *condenser {
	c := &condenser{builder: newBuilder(plain.terms), plain: plain, at: map[int32]op{}, moved: map[int32]int32{}, settled: settled}
	for i := range 2 * int32(len(plain.infos)) { // words and what is known of them stay in their places
		c.moved[i] = i
	}
	for _, o := range plain.ops {
		c.at[o.dst] = o
	}
	return c
}

// add returns the register that holds in the fast form what the given one holds in the plain form.
func (c *condenser) add(old int32) int32 {
	if r, ok := c.moved[old]; ok {
		return r
	}
	r := c.condense(old)
	c.moved[old] = r
	return r
}

func (c *condenser) condense(old int32) int32 {
	o, ok := c.at[old]
	if !ok {
		return c.constant(c.plain.initial[old])
	}
	if inputs, ok := c.choices(old); ok {
		return c.table(old, inputs, func(x float64) float64 { return x })
	}
	if o.code == opAtLeast {
		o.operands = &operands{n: o.n, inputs: slices.Clone(o.operands.inputs)}
		for i, r := range o.operands.inputs {
			o.operands.inputs[i] = c.add(r)
		}
		return c.emit(o)
	}
	for i, r := range []*int32{&o.a, &o.b, &o.c}[:len(o.reads())] {
		*r = c.add(o.reads()[i])
	}
	return c.emit(o)
}

// addRule returns the register of a rule's points, and whether it holds them rounded to whole units.
func (c *condenser) addRule(old int32, t *total) (r int32, whole bool) {
	inputs, ok := c.choices(old)
	if !ok || t.product {
		return c.add(old), false
	}
	return c.table(old, inputs, func(x float64) float64 { return float64(units(x, t.unit)) }), true
}

// choices returns what a register depends on, if that is nothing but a few choices, flags and known(word).
func (c *condenser) choices(old int32) (inputs []int32, ok bool) {
	size := 1
	c.plain.reads[old].each(func(w int) bool {
		n := c.values(w)
		size *= n
		inputs = append(inputs, int32(w))
		ok = n > 0 && size <= maxTable
		return ok
	})
	return inputs, ok
}

// values returns how many values an input has in the typical case: one more, for unknown, where nothing is assumed of
// it; 0 for a measure.
func (c *condenser) values(w int) int {
	switch n := len(c.infos); {
	case w >= n: // known(word)
		return 2
	case c.infos[w].kind == measure:
		return 0
	case !c.settled(w):
		return len(c.infos[w].values) + 1
	}
	return len(c.infos[w].values)
}

// table emits the table of a register over its inputs.
func (c *condenser) table(old int32, inputs []int32, of func(float64) float64) int32 {
	t := &operands{}
	size := 1
	for _, w := range inputs {
		n := c.values(int(w))
		t.axes = append(t.axes, axis{reg: w, stride: int32(size), unknown: int32(n - 1)})
		size *= n
	}
	ops := c.plain.slice([]int32{old}, nil)
	r := slices.Clone(c.plain.initial)
	for i := range size {
		for k, w := range inputs {
			v := i / int(t.axes[k].stride) % c.values(int(w))
			r[w] = float64(v)
			if int(w) < len(c.infos) && v == len(c.infos[w].values) {
				r[w] = math.NaN()
			}
		}
		run(ops, r)
		t.y = append(t.y, of(r[old]))
	}
	return c.emit(op{code: opTable, operands: t})
}
