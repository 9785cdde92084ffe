package rules

import "slices"

// maxTable is the greatest number of entries of a table: 2 kB, so that the tables of a pack stay near the processor.
const maxTable = 256

// A condenser turns a program into its fast form, where all that depends on a few choices and flags is looked up in a
// table instead of being reckoned anew. What a table says of sets of values is exact, too: it looks at every one.
type condenser struct {
	*builder                  // of the fast form
	plain    *program         // what is compiled
	moved    []int32          // by register of the plain form: that of the fast one, -1 where there is none yet
	measures wordSet          // the words that no table can be about
	ops      []op             // what the table at hand is made from
	r        []float64        // the registers that it is reckoned in
	settled  func(w int) bool // whether the word always has a value in the typical case
}

func newCondenser(plain *program, settled func(w int) bool) *condenser {
	c := &condenser{
		builder: newBuilder(plain.terms), plain: plain, settled: settled,
		moved: make([]int32, len(plain.initial)), r: slices.Clone(plain.initial),
	}
	for i := range c.moved {
		c.moved[i] = -1
		if i < 2*len(plain.infos) { // words and what is known of them stay in their places
			c.moved[i] = int32(i)
		}
	}
	for w, info := range plain.infos {
		if info.kind == measure {
			c.measures = c.measures.with(w)
		}
	}
	return c
}

// add returns the register that holds in the fast form what the given one holds in the plain form.
func (c *condenser) add(old int32) int32 {
	if c.moved[old] < 0 {
		c.moved[old] = c.condense(old)
	}
	return c.moved[old]
}

func (c *condenser) condense(old int32) int32 {
	i := c.plain.opOf(old)
	if i < 0 {
		return c.constant(c.plain.initial[old])
	}
	if inputs, ok := c.choices(old); ok {
		return c.table(old, inputs, func(x float64) float64 { return x })
	}
	o := c.plain.ops[i]
	if o.code == opAtLeast {
		o.operands = &operands{n: o.n, inputs: slices.Clone(o.operands.inputs)}
		for i, r := range o.operands.inputs {
			o.operands.inputs[i] = c.add(r)
		}
		return c.emit(o)
	}
	regs := [...]*int32{&o.a, &o.b, &o.c}
	var room [3]int32
	for i, r := range o.appendReads(room[:0]) {
		*regs[i] = c.add(r)
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
	if c.plain.reads[old].meets(c.measures) {
		return nil, false
	}
	size := 1
	c.plain.reads[old].each(func(w int) bool {
		n := c.values(w)
		size *= n
		inputs = append(inputs, int32(w))
		ok = size <= maxTable
		return ok
	})
	return inputs, ok
}

// values returns how many values a choice, a flag or known(word) has in the typical case: one more, for unknown, where
// nothing is assumed of it.
func (c *condenser) values(w int) int {
	switch n := len(c.infos); {
	case w >= n: // known(word)
		return 2
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
	c.ops = c.plain.appendSlice(c.ops[:0], []int32{old}, nil)
	t.y = make([]float64, size)
	for i := range t.y {
		for _, a := range t.axes {
			v := i / int(a.stride) % int(a.unknown+1)
			c.r[a.reg] = float64(v)
			if w := int(a.reg); w < len(c.infos) && v == len(c.infos[w].values) {
				c.r[w] = unknownWord
			}
		}
		run(c.ops, c.r)
		t.y[i] = of(c.r[old])
	}
	return c.emit(op{code: opTable, operands: t})
}
