package rules

import "math"

// run computes the operations on single values. A word that nothing is known of makes a condition on it unknown, ½;
// numbers of it would be NaN, and the loader sees to it that none is ever needed.
//
// Every product is rounded before it is added to, by an explicit conversion, so that all machines agree to the bit.
func run(ops []op, r []float64) {
	for i := range ops {
		o := &ops[i]
		var x float64
		switch o.code {
		case opAdd:
			x = r[o.a] + r[o.b]
		case opSub:
			x = r[o.a] - r[o.b]
		case opMul:
			x = float64(r[o.a] * r[o.b])
		case opDiv:
			x = r[o.a] / r[o.b]
		case opMin:
			x = min(r[o.a], r[o.b])
		case opMax:
			x = max(r[o.a], r[o.b])
		case opNot:
			x = 1 - r[o.a]
		case opAbs:
			x = math.Abs(r[o.a])
		case opCurve:
			x = o.curve(r[o.a])
		case opSelect:
			switch r[o.a] {
			case 0:
				x = r[o.c]
			case 1:
				x = r[o.b]
			default:
				x = unknownWord
			}
		case opWithin:
			x = o.within(r[o.a])
		case opAmong:
			if v := r[o.a]; v == v {
				x = float64(o.set >> uint32(v) & 1)
			} else {
				x = 0.5
			}
		case opLess:
			x = less(r[o.a], r[o.b], o.strict)
		case opAtLeast:
			x = o.atLeast(r)
		case opTable:
			x = o.look(r)
		}
		r[o.dst] = x
	}
}

// curve returns the height of a curve at x.
func (c *operands) curve(x float64) float64 {
	last := len(c.x) - 1
	if x <= c.x[0] {
		return c.y[0]
	}
	if x >= c.x[last] {
		return c.y[last]
	}
	i := 1
	for x >= c.x[i] {
		i++
	}
	// Rounding must not carry a point beyond the corners of its own stretch, or a rising curve would fall by a hair.
	y := c.y[i-1] + float64(c.slope[i-1]*(x-c.x[i-1]))
	if c.slope[i-1] < 0 {
		return min(max(y, c.y[i]), c.y[i-1])
	}
	return min(max(y, c.y[i-1]), c.y[i])
}

// look returns the entry of a table for the values of its choices.
func (t *operands) look(r []float64) float64 {
	at := int32(0)
	for _, a := range t.axes {
		v := a.unknown
		if x := r[a.reg]; x == x {
			v = int32(x)
		}
		at += v * a.stride
	}
	return t.y[at]
}

// within reports whether x lies between the ends of o.
func (o *op) within(x float64) float64 {
	switch {
	case x != x:
		return 0.5
	case x < o.lo, x > o.hi, x == o.lo && o.strict&1 != 0, x == o.hi && o.strict&2 != 0:
		return 0
	}
	return 1
}

func less(x, y float64, strict uint8) float64 {
	switch {
	case x != x || y != y:
		return 0.5
	case x < y, x == y && strict == 0:
		return 1
	}
	return 0
}

// atLeast counts conditions.
func (o *op) atLeast(r []float64) float64 {
	sure, possible := 0, 0
	for _, c := range o.inputs {
		if r[c] == 1 {
			sure++
		}
		if r[c] > 0 {
			possible++
		}
	}
	switch {
	case sure >= o.n:
		return 1
	case possible < o.n:
		return 0
	}
	return 0.5
}
