package rules

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/heelwise/heelwise/rules/fact"
)

// call reads a call of one of the functions of the language.
func (c *checker) call(at int, name string, args []ast.Node) value {
	switch name {
	case "min", "max":
		return c.extreme(at, name, args)
	case "abs":
		return c.abs(at, args)
	case "clamp":
		return c.clamp(at, args)
	case "curve":
		return c.curve(at, args)
	case "at_least":
		return c.atLeast(at, args)
	case "known":
		return c.isKnown(at, args)
	}
	hint := foreignFunctions[strings.ToLower(name)]
	if hint == "" {
		hint = c.faults.didYouMean(name, functions)
	}
	if hint == "" {
		hint = "the functions are " + list(functions)
	}
	return c.fault(at, "unknown-function", fmt.Sprintf("there is no function %q", name), hint)
}

// foreignFunctions are those of spreadsheets, and what to write here.
var foreignFunctions = map[string]string{
	"not": `write "not", in small letters, before the brackets`, "nicht": `write "not" before the brackets`,
	"and": "write a and b", "und": "write a and b", "or": "write a or b", "oder": "write a or b",
	"if": "write condition ? this : that", "wenn": "write condition ? this : that", "iif": "write condition ? this : that",
	"sum": "write a + b", "summe": "write a + b", "average": "write (a + b) / 2", "mittelwert": "write (a + b) / 2",
	"count": "write at_least(2, a, b, c) for two or more", "countif": "write at_least(2, a, b, c) for two or more",
	"isknown": "a rule need not ask: what is not known is unknown by itself", "isblank": "a rule need not ask: what is not known is unknown by itself",
	"between": "write 20*mm <= x <= 40*mm", "power": "write a curve instead of a power", "pow": "write a curve instead of a power",
}

// quantities reads the arguments as quantities of one dimension.
func (c *checker) quantities(at int, name string, args []ast.Node) ([]value, bool) {
	values := make([]value, len(args))
	good := true
	for i, arg := range args {
		values[i] = c.node(arg)
		switch {
		case values[i].kind == isBad:
			good = false
		case values[i].kind != isQuantity:
			c.fault(start(arg), "needs-number", fmt.Sprintf("%s takes numbers and measures", name), "")
			good = false
		case good && i > 0 && values[i].dim != values[0].dim:
			c.unlike(start(arg), "put beside", values[0], values[i])
			good = false
		}
	}
	return values, good
}

func (c *checker) extreme(at int, name string, args []ast.Node) value {
	if len(args) < 2 {
		return c.fault(at, "wrong-arguments", name+" takes two or more numbers", fmt.Sprintf("as %s(a, b)", name))
	}
	values, ok := c.quantities(at, name, args)
	if !ok {
		return value{}
	}
	v := values[0]
	for _, next := range values[1:] {
		v = c.lesserOrGreater(name, v, next)
	}
	v.word = nil
	return v
}

func (c *checker) lesserOrGreater(name string, l, r value) value {
	v := value{kind: isQuantity, dim: l.dim}
	if l.rat != nil && r.rat != nil {
		v.rat = fold(name, l.rat, r.rat)
		return v
	}
	code := opMin
	if name == "max" {
		code = opMax
	}
	v.reg = c.emit(op{code: code, a: c.held(l), b: c.held(r)})
	return v
}

func (c *checker) abs(at int, args []ast.Node) value {
	if len(args) != 1 {
		return c.fault(at, "wrong-arguments", "abs takes one number", "as abs(a - b)")
	}
	values, ok := c.quantities(at, "abs", args)
	if !ok {
		return value{}
	}
	v := values[0]
	v.word = nil
	if v.rat != nil {
		v.rat = new(big.Rat).Abs(v.rat)
		return v
	}
	v.reg = c.emit(op{code: opAbs, a: v.reg})
	return v
}

func (c *checker) clamp(at int, args []ast.Node) value {
	if len(args) != 3 {
		return c.fault(at, "wrong-arguments", "clamp takes a number, its least and its greatest value", "as clamp(x, 0, 1)")
	}
	values, ok := c.quantities(at, "clamp", args)
	if !ok {
		return value{}
	}
	if lo, hi := values[1].rat, values[2].rat; lo == nil || hi == nil || lo.Cmp(hi) > 0 {
		return c.fault(start(args[1]), "wrong-arguments", "the limits of clamp are constants, the lesser first", "as clamp(x, 0, 1)")
	}
	return c.lesserOrGreater("min", c.lesserOrGreater("max", values[0], values[1]), values[2])
}

// curve reads curve(x, x0,y0, x1,y1, …): straight between the corners, flat outside.
func (c *checker) curve(at int, args []ast.Node) value {
	for _, arg := range args[min(1, len(args)):] {
		if _, ok := arg.(*ast.ArrayNode); ok {
			return c.fault(start(arg), "curve-shape", "the corners of a curve stand without brackets", "write 16*mm,0, 50*mm,8.5")
		}
	}
	if len(args) < 5 || len(args)%2 == 0 {
		return c.fault(at, "curve-shape", "curve takes a number and two or more corners", "as curve(x, 16*mm,0, 50*mm,8.5)")
	}
	if most := c.limits().Corners; len(args) > 1+2*most {
		return c.fault(at, "curve-shape", fmt.Sprintf("the curve has more than %d corners", most), "")
	}
	of := c.node(args[0])
	good := of.kind != isBad
	if good && (of.kind != isQuantity || of.rat != nil) {
		c.fault(start(args[0]), "curve-shape", "a curve runs over a number that can change", "")
		of = value{}
		good = false
	}
	corners := &operands{}
	var dim fact.Dimension
	rising := true // as far as is known: what has no unit, or another one, is not compared
	for i, arg := range args[1:] {
		v := c.node(arg)
		isRight := v.kind == isQuantity && v.rat != nil
		switch {
		case v.kind == isBad:
		case !isRight:
			c.fault(start(arg), "curve-shape", "the corners of a curve are constants", "")
		case i%2 == 0:
			if isRight = of.kind == isBad || v.dim == of.dim; !isRight {
				c.unlike(start(arg), "put beside", of, v)
				rising = false
			}
			x := float(v.rat)
			if n := len(corners.x); rising && n > 0 && x <= corners.x[n-1] {
				c.fault(start(arg), "curve-shape", "the corners of a curve go from left to right", "put them in rising order")
				isRight, rising = false, false
			}
			corners.x = append(corners.x, x)
		case len(corners.y) == 0:
			dim = v.dim
			corners.y = append(corners.y, float(v.rat))
		default:
			if isRight = v.dim == dim; !isRight {
				c.fault(start(arg), "wrong-unit", "the heights of a curve have one unit", "")
			}
			corners.y = append(corners.y, float(v.rat))
		}
		good = good && isRight
	}
	if !good {
		return value{}
	}
	for i := range corners.x[1:] {
		corners.slope = append(corners.slope, (corners.y[i+1]-corners.y[i])/(corners.x[i+1]-corners.x[i]))
	}
	return value{kind: isQuantity, dim: dim, reg: c.emit(op{code: opCurve, a: of.reg, operands: corners})}
}

// atLeast reads at_least(n, a, b, c…): whether n or more of the conditions hold.
func (c *checker) atLeast(at int, args []ast.Node) value {
	if len(args) < 2 {
		return c.fault(at, "wrong-arguments", "at_least takes a number and conditions", "as at_least(2, a, b, c)")
	}
	n, ok := args[0].(*ast.IntegerNode)
	if !ok || n.Value < 1 || n.Value > len(args)-1 {
		return c.fault(start(args[0]), "wrong-arguments", fmt.Sprintf("at_least counts from 1 to the number of its conditions, which is %d", len(args)-1), "")
	}
	c.node(args[0])
	counted := &condition{code: conditionAtLeast, n: n.Value}
	switch n.Value {
	case len(args) - 1: // all of them
		counted = &condition{code: conditionAnd}
	case 1:
		counted = &condition{code: conditionOr}
	}
	for _, arg := range args[1:] {
		if cond, ok := c.asCondition(c.node(arg), start(arg)); ok {
			counted.kids = append(counted.kids, cond)
		}
	}
	if len(counted.kids) < len(args)-1 {
		return value{}
	}
	return value{kind: isCondition, cond: counted}
}

// isKnown reads known(word): whether anything is stated of it.
func (c *checker) isKnown(at int, args []ast.Node) value {
	if !c.mayAskKnown {
		return c.fault(at, "not-here", "known is asked only in the when of an assumption", "a rule need not ask: what is not known is unknown by itself")
	}
	var v value
	if len(args) == 1 {
		if v = c.node(args[0]); v.kind == isBad {
			return v
		}
	}
	if v.word == nil {
		return c.fault(at, "wrong-arguments", "known takes one word", "as known(shoe.weight)")
	}
	r := int32(len(c.infos) + c.index[v.word.name])
	return value{kind: isCondition, cond: &condition{code: conditionOpaque, reg: r}}
}
