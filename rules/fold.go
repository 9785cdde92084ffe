package rules

import "slices"

// A folding folds what is decided into the operations of the rules: what comes to the same whatever else is said is reckoned
// once, and what a decision makes superfluous falls away.
type folding struct {
	*decider
	spans    []span  // by register: all that it can still be
	is       []int32 // by register: the one that holds the same
	constant []bool  // by register: it is reckoned, and stands in r
	ops      []op
}

// fold folds what is decided into the rules that b is left with.
func (d *decider) fold(b *bound) {
	f := folding{decider: d, spans: d.fast.spans(), is: make([]int32, len(d.r)), constant: make([]bool, len(d.r))}
	for r := range f.is {
		f.is[r] = int32(r)
		if r < 2*len(d.infos) {
			f.constant[r] = d.decided.has(r)
		} else {
			f.constant[r] = d.fast.made[r] < 0
		}
	}
	for w, info := range d.infos {
		if f.constant[w] {
			f.spans[w] = info.point(d.r[w])
		}
		if k := len(d.infos) + w; f.constant[k] {
			f.spans[k] = span{lo: d.r[k], hi: d.r[k], set: 1 << uint(d.r[k])}
		}
	}
	for _, o := range d.brief.ops {
		f.op(o)
	}
	var needed []int32
	first := make([]bool, len(d.totals)) // by total: a rule of it is left
	for _, rule := range d.brief.rules {
		reg := f.is[rule.fast]
		t := &d.totals[rule.total]
		// The factors of a product are multiplied in their order, so that it is rounded as ever.
		if f.constant[reg] && !(t.product && first[rule.total]) {
			b.sums[rule.total] = t.with(b.sums[rule.total], rule, d.r[reg])
			continue
		}
		first[rule.total] = true
		left := *rule
		left.fast = reg
		b.left.rules = append(b.left.rules, &left)
		needed = append(needed, reg)
	}
	b.left.ops = f.needed(needed)
}

// op folds an operation whose operands are folded already.
func (f *folding) op(o op) {
	dst := o.dst
	decided := f.decided.holds(f.fast.reads[dst])
	o = f.renamed(o)
	if decided {
		run([]op{o}, f.r)
		f.constant[dst] = true
	}
	runSpans([]op{o}, f.spans)
	switch x := f.spans[dst]; {
	case decided:
		if f.r[dst] == f.r[dst] {
			f.spans[dst] = span{lo: f.r[dst], hi: f.r[dst]}
		}
	case x.lo == x.hi:
		f.r[dst], f.constant[dst] = x.lo, true
	default:
		if same, ok := f.same(&o); ok {
			f.is[dst], f.constant[dst] = same, f.constant[same]
			f.r[dst], f.spans[dst] = f.r[same], f.spans[same]
			return
		}
		f.ops = append(f.ops, o)
	}
}

// renamed returns an operation that reads the registers that are left.
func (f *folding) renamed(o op) op {
	switch o.code {
	case opAtLeast:
		o.operands = &operands{n: o.n, inputs: slices.Clone(o.inputs)}
		for i, r := range o.inputs {
			o.inputs[i] = f.is[r]
		}
	case opTable:
		o.operands = f.narrowed(o.operands)
	default:
		o.a, o.b, o.c = f.is[o.a], f.is[o.b], f.is[o.c]
	}
	return o
}

// narrowed returns a table over the choices that are left.
func (f *folding) narrowed(t *operands) *operands {
	at := int32(0)
	var old []axis
	n := &operands{}
	size := int32(1)
	for _, a := range t.axes {
		if !f.constant[a.reg] {
			old = append(old, a)
			n.axes = append(n.axes, axis{reg: a.reg, stride: size, unknown: a.unknown})
			size *= a.unknown + 1
			continue
		}
		v := a.unknown
		if x := f.r[a.reg]; x == x {
			v = int32(x)
		}
		at += v * a.stride
	}
	if len(old) == len(t.axes) {
		return t
	}
	n.y = make([]float64, size)
	for i := range n.y {
		from := at
		for k, a := range n.axes {
			from += int32(i) / a.stride % (a.unknown + 1) * old[k].stride
		}
		n.y[i] = t.y[from]
	}
	return n
}

// same returns the register that holds what an operation comes to, if one does whatever is still open.
func (f *folding) same(o *op) (reg int32, ok bool) {
	a, b := f.spans[o.a], f.spans[o.b]
	is := func(s span, x float64) bool { return s.lo == x && s.hi == x }
	switch o.code {
	case opSelect:
		if is(a, 1) {
			return o.b, true
		}
		return o.c, is(a, 0)
	case opMin:
		if a.hi <= b.lo {
			return o.a, true
		}
		return o.b, b.hi <= a.lo
	case opMax:
		if a.lo >= b.hi {
			return o.a, true
		}
		return o.b, b.lo >= a.hi
	case opMul:
		if is(a, 1) {
			return o.b, true
		}
		return o.a, is(b, 1)
	case opAdd:
		if is(a, 0) {
			return o.b, true
		}
		return o.a, is(b, 0)
	case opSub:
		return o.a, is(b, 0)
	}
	return 0, false
}

// needed returns the operations that the given registers still need.
func (f *folding) needed(registers []int32) []op {
	need := make([]bool, len(f.r))
	for _, r := range registers {
		need[r] = true
	}
	var ops []op
	var room [8]int32
	for _, o := range slices.Backward(f.ops) {
		if !need[o.dst] {
			continue
		}
		ops = append(ops, o)
		for _, r := range o.appendReads(room[:0]) {
			need[r] = true
		}
	}
	slices.Reverse(ops)
	return ops
}
