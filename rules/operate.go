package rules

import (
	"fmt"
	"math"
	"math/big"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/heelwise/heelwise/rules/fact"
)

// functions are the functions of the language.
var functions = []string{"abs", "at_least", "clamp", "curve", "known", "max", "min"}

// functionUse shows how each is called.
var functionUse = map[string]string{
	"abs": "abs(a - b)", "at_least": "at_least(2, a, b, c)", "clamp": "clamp(x, 0, 1)", "curve": "curve(x, 16*mm,0, 50*mm,8.5)",
	"known": "known(shoe.weight)", "max": "max(a, b)", "min": "min(a, b)",
}

func (c *checker) unary(n *ast.UnaryNode, at int) value {
	v := c.node(n.Node)
	if v.kind == isBad {
		return v
	}
	if n.Operator == "not" || n.Operator == "!" {
		if v.kind != isCondition {
			return c.fault(at, "not-binds", "not belongs to the word behind it, not to the comparison", `write not (x > y), x != "a" or x not in ["a", "b"]`)
		}
		return value{kind: isCondition, cond: &condition{code: conditionNot, kids: []*condition{v.cond}}}
	}
	if v.kind != isQuantity {
		return c.fault(at, "needs-number", "a sign stands before what is no number", "")
	}
	switch {
	case n.Operator == "+":
		return value{kind: isQuantity, dim: v.dim, reg: v.reg, rat: v.rat}
	case v.rat != nil:
		return value{kind: isQuantity, dim: v.dim, rat: new(big.Rat).Neg(v.rat)}
	}
	return value{kind: isQuantity, dim: v.dim, reg: c.emit(op{code: opSub, a: c.constant(0), b: v.reg})}
}

func (c *checker) binary(n *ast.BinaryNode, at int) value {
	switch n.Operator {
	case "in":
		return c.among(n, at)
	case "and", "&&", "or", "||":
		return c.join(n, at)
	case "==", "!=":
		if c.comparesTruth(n) {
			return value{}
		}
	case "/":
		if c.namesRule(n) {
			return value{}
		}
	}
	l, r := c.node(n.Left), c.node(n.Right)
	if l.kind == isBad || r.kind == isBad {
		return value{}
	}
	switch n.Operator {
	case "==", "!=":
		return c.equal(n, at, l, r)
	case "<", "<=", ">", ">=":
		return c.compare(n, at, l, r)
	}
	return c.arithmetic(n, at, l, r)
}

// join reads "and" and "or".
func (c *checker) join(n *ast.BinaryNode, at int) value {
	code := conditionOr
	if n.Operator == "and" || n.Operator == "&&" {
		code = conditionAnd
		c.oneDirection(n, at)
	}
	lv, rv := c.node(n.Left), c.node(n.Right)
	if c.secondValue(n, lv, rv) {
		return value{}
	}
	l, lok := c.asCondition(lv, start(n.Left))
	r, rok := c.asCondition(rv, start(n.Right))
	if !lok || !rok {
		return value{}
	}
	return value{kind: isCondition, cond: &condition{code: code, kids: []*condition{l, r}}}
}

// start returns where a node begins, which of an operation is on its left, and of a word at its group.
func start(n ast.Node) int {
	for {
		switch m := n.(type) {
		case *ast.BinaryNode:
			n = m.Left
		case *ast.ConditionalNode:
			n = m.Cond
		case *ast.MemberNode:
			n = m.Node
		case *ast.CallNode:
			n = m.Callee
		default:
			return n.Location().From
		}
	}
}

// oneDirection reports chained comparisons that turn around, as 1 < x > 2.
func (c *checker) oneDirection(n *ast.BinaryNode, at int) {
	l, ok := n.Left.(*ast.BinaryNode)
	if ok && (l.Operator == "&&" || l.Operator == "and") {
		if last, isChain := l.Right.(*ast.BinaryNode); isChain {
			l = last
		}
	}
	r, rok := n.Right.(*ast.BinaryNode)
	if ok && rok && l.Right == r.Left && l.Operator != "" && l.Operator[0] != r.Operator[0] {
		c.fault(r.Location().From, "chain-direction", "a chained comparison turns around", "write 20*mm < x <= 40*mm, or join two comparisons with and")
	}
}

func (c *checker) compare(n *ast.BinaryNode, at int, l, r value) value {
	if l.kind != isQuantity || r.kind != isQuantity {
		switch {
		case l.kind == isQuantity && r.kind == isText || l.kind == isText && r.kind == isQuantity:
			return c.fault(at, "needs-number", fmt.Sprintf("%q is a text, and no number", l.text+r.text), c.unquoted(l.text+r.text, "write a measure without quotes, as 3*inch"))
		case l.kind == isChoice || r.kind == isChoice || l.kind == isText || r.kind == isText:
			return c.fault(at, "no-order", "words have no order", c.unquoted(l.text+r.text, "compare words with ==, != or in"))
		}
		return c.fault(at, "needs-number", fmt.Sprintf("%s compares numbers and measures", n.Operator), "a condition stands by itself, or behind not")
	}
	if l.dim != r.dim {
		return c.unlike(at, "compared with", l, r)
	}
	if l.rat != nil && r.rat != nil {
		return c.fault(at, "constant-condition", "two constants are compared, so this is always the same", "compare a word")
	}
	operator := n.Operator
	if l.rat != nil { // 3*inch < x is x > 3*inch
		l, r = r, l
		operator = map[string]string{"<": ">", "<=": ">=", ">": "<", ">=": "<="}[operator]
	}
	if r.rat == nil {
		a, b := l.reg, r.reg
		if operator[0] == '>' {
			a, b = b, a
		}
		o := op{code: opLess, a: a, b: b}
		if len(operator) == 1 {
			o.strict = 1
		}
		return value{kind: isCondition, cond: &condition{code: conditionOpaque, reg: c.emit(o)}}
	}
	k := float(r.rat)
	if lo, hi := c.bounds(l); k < lo || k > hi || k == lo && operator == "<" || k == hi && operator == ">" {
		return c.outside(at, l, k, lo, hi)
	}
	cond := &condition{code: conditionWithin, reg: l.reg, lo: math.Inf(-1), hi: math.Inf(1)}
	switch operator {
	case "<":
		cond.hi, cond.strict = k, 2
	case "<=":
		cond.hi = k
	case ">":
		cond.lo, cond.strict = k, 1
	case ">=":
		cond.lo = k
	}
	return value{kind: isCondition, cond: cond}
}

// outside reports a threshold that the left side never passes: k, of what lies between lo and hi.
func (c *checker) outside(at int, v value, k, lo, hi float64) value {
	what, beyond, end := "what is compared", "above", hi
	if k <= lo {
		beyond, end = "below", lo
	}
	unit := ""
	if v.word != nil {
		what, unit = v.word.name, v.word.unit
	}
	return c.fault(at, "threshold-outside",
		fmt.Sprintf("%s is never %s %s", what, beyond, inUnit(v.dim, unit, end)),
		fmt.Sprintf("it lies between %s and %s", inUnit(v.dim, unit, lo), inUnit(v.dim, unit, hi)))
}

// inUnit prints x base units as a rule would write it.
func inUnit(d fact.Dimension, unit string, x float64) string {
	if d == fact.OfNumber {
		return fmt.Sprintf("%g", x)
	}
	if unit == "" {
		unit = map[fact.Dimension]string{fact.OfLength: "mm", fact.OfMass: "g", fact.OfDuration: "hour"}[d]
	}
	for _, u := range fact.Units() {
		if u.Name == unit && u.Dimension == d {
			return fmt.Sprintf("%g*%s", math.Round(x/float64(u.Size)*1e4)/1e4, unit)
		}
	}
	return fmt.Sprintf("%g", x)
}

// unlike reports two measures that do not go together.
func (c *checker) unlike(at int, verb string, l, r value) value {
	for _, pair := range [][2]value{{l, r}, {r, l}} {
		bare, other := pair[0], pair[1]
		if bare.rat != nil && bare.dim == fact.OfNumber {
			what := "a " + other.dim.String()
			if other.word != nil {
				what = fmt.Sprintf("%s, a %s,", other.word.name, other.dim)
			}
			return c.fault(at, "missing-unit", fmt.Sprintf("%s is %s a number that has no unit", what, verb), c.unitFor(bare, other))
		}
	}
	hint := "both sides need units of one kind, as mm and inch"
	for _, pair := range [][2]value{{l, r}, {r, l}} {
		if plain, other := pair[0], pair[1]; plain.word != nil && plain.dim == fact.OfNumber && other.rat != nil {
			hint = plain.word.name + " has no unit: write the number alone"
		}
	}
	return c.fault(at, "wrong-unit", fmt.Sprintf("a %s is %s a %s", l.dim, verb, r.dim), hint)
}

// unitFor offers a bare number with the units in which people give what it is compared with.
func (c *checker) unitFor(bare, other value) string {
	if x := float(bare.rat); other.word != nil && other.word.unit == "km" {
		return fmt.Sprintf("write %g*km or %g*mile", x, x)
	}
	return unitHint(bare, other.dim)
}

func (c *checker) equal(n *ast.BinaryNode, at int, l, r value) value {
	if l.kind == isText && r.kind == isChoice {
		l, r = r, l
	}
	switch {
	case l.kind == isChoice && r.kind == isText:
		set, ok := c.values(n, l.word, r.text)
		if !ok {
			return value{}
		}
		cond := &condition{code: conditionAmong, reg: l.reg, set: set, all: l.word.whole().set}
		if n.Operator == "!=" {
			cond.set = cond.all &^ set
		}
		return value{kind: isCondition, cond: cond}
	case l.kind == isChoice && r.kind == isChoice:
		return c.fault(at, "no-equality", "two words are compared with each other", `compare a word with a value, as shoe.heel == "block"`)
	case l.kind == isQuantity && r.kind == isQuantity:
		return c.fault(at, "no-equality", "a measure is never exactly a number", rangeOf(nameOr(l, r, "x"), l.dim))
	case l.kind == isCondition, r.kind == isCondition:
		return c.fault(at, "flag-equality", "a condition is compared", askFlag(nameOr(l, r, "shoe.rocker"), l.text+r.text, n.Operator == "!="))
	}
	return c.fault(at, "no-equality", fmt.Sprintf("%s compares a word with one of its values", n.Operator), c.unquoted(l.text, c.unquoted(r.text, `as shoe.heel == "block"`)))
}

// values returns the bit of a value, and reports one that the word does not have, at the text that names it.
func (c *checker) values(n *ast.BinaryNode, w *wordInfo, text string) (uint32, bool) {
	at := n.Location().From
	for _, side := range []ast.Node{n.Left, n.Right} {
		if s, ok := side.(*ast.StringNode); ok {
			at = s.Location().From
		}
	}
	return c.valueAt(at, w, text)
}

func (c *checker) valueAt(at int, w *wordInfo, text string) (uint32, bool) {
	i := index(w.values, text)
	if i < 0 {
		hint := c.faults.didYouMean(text, w.values)
		if hint == "" {
			hint = "its values are " + strings.Join(w.values, ", ")
		}
		c.fault(at, "unknown-value", fmt.Sprintf("%q is no value of %s", text, w.name), hint)
		return 0, false
	}
	return 1 << i, true
}

// among reads word in ["a", "b"].
func (c *checker) among(n *ast.BinaryNode, at int) value {
	l := c.node(n.Left)
	items, isList := n.Right.(*ast.ArrayNode)
	switch {
	case l.kind == isBad:
		return value{}
	case l.kind == isText:
		return c.fault(at, "no-equality", "in asks whether a word has one of several values", `write the word before in, as shoe.heel in ["block", "wedge"]`)
	case l.kind != isChoice:
		return c.fault(at, "no-equality", "in asks whether a word has one of several values", `as shoe.heel in ["block", "wedge"]; for a range write 20*mm <= x <= 40*mm`)
	case !isList:
		return c.fault(at, "no-equality", "a list belongs behind in", `as shoe.heel in ["block", "wedge"]`)
	case len(items.Nodes) == 0:
		return c.fault(at, "constant-condition", "the list is empty, so this is never true", "")
	}
	cond := &condition{code: conditionAmong, reg: l.reg, all: l.word.whole().set}
	good := true
	for _, item := range items.Nodes {
		text, ok := item.(*ast.StringNode)
		if !ok {
			c.fault(start(item), "no-equality", "a list holds values in quotes", fmt.Sprintf("as %q", l.word.likely(item)))
			good = false
			continue
		}
		set, ok := c.valueAt(text.Location().From, l.word, text.Value)
		good = good && ok
		cond.set |= set
	}
	if !good {
		return value{}
	}
	if cond.set == cond.all {
		return c.fault(at, "constant-condition", "the list holds every value, so this is always true", "")
	}
	return value{kind: isCondition, cond: cond}
}

func (c *checker) arithmetic(n *ast.BinaryNode, at int, l, r value) value {
	operator := n.Operator
	if l.kind == isCondition && r.kind == isCondition {
		return c.fault(at, "needs-number", operator+" reckons with numbers, and both are conditions", "join them with and / or, or count them with at_least(2, a, b)")
	}
	if l.kind != isQuantity || r.kind != isQuantity {
		return c.fault(at, "needs-number", fmt.Sprintf("%s reckons with numbers and measures", operator), "turn a condition into a number with condition ? this : that")
	}
	v := value{kind: isQuantity, dim: l.dim}
	switch operator {
	case "+", "-":
		if l.dim != r.dim {
			return c.unlike(at, "reckoned with", l, r)
		}
	case "*":
		if l.dim != fact.OfNumber && r.dim != fact.OfNumber {
			return c.fault(at, "wrong-unit", fmt.Sprintf("a %s is multiplied by a %s", l.dim, r.dim), c.dividedFirst(n, "multiply by a plain number"))
		}
		v.dim = max(l.dim, r.dim)
	case "/":
		switch {
		case r.dim == l.dim:
			v.dim = fact.OfNumber
		case r.dim != fact.OfNumber:
			return c.fault(at, "wrong-unit", fmt.Sprintf("a %s is divided by a %s", l.dim, r.dim), "divide by a plain number, or by a measure of the same kind")
		}
		if lo, hi := c.bounds(r); lo <= 0 && hi >= 0 {
			return c.fault(at, "divide-by-zero", "what is divided by can be zero", "write max(…, 1) or the like around it")
		}
	default:
		return c.fault(at, "not-offered", fmt.Sprintf("%q is not part of the language", operator), "docs/language.md lists what is")
	}
	if l.rat != nil && r.rat != nil {
		v.rat = fold(operator, l.rat, r.rat)
		return v
	}
	code := map[string]opcode{"+": opAdd, "-": opSub, "*": opMul, "/": opDiv}[operator]
	v.reg = c.emit(op{code: code, a: c.held(l), b: c.held(r)})
	return v
}

// fold reckons with constants, exactly.
func fold(operator string, l, r *big.Rat) *big.Rat {
	x := new(big.Rat)
	switch operator {
	case "+":
		return x.Add(l, r)
	case "-":
		return x.Sub(l, r)
	case "*":
		return x.Mul(l, r)
	case "/":
		return x.Quo(l, r)
	case "min":
		if l.Cmp(r) <= 0 {
			return l
		}
		return r
	default: // max
		if l.Cmp(r) >= 0 {
			return l
		}
		return r
	}
}

func (c *checker) ternary(n *ast.ConditionalNode) value {
	cond, ok := c.asCondition(c.node(n.Cond), start(n.Cond))
	l, r := c.node(n.Exp1), c.node(n.Exp2)
	if !ok || l.kind == isBad || r.kind == isBad {
		return value{}
	}
	at := start(n.Exp2)
	if l.kind == isCondition && r.kind == isCondition {
		yes := &condition{code: conditionAnd, kids: []*condition{cond, l.cond}}
		no := &condition{code: conditionAnd, kids: []*condition{{code: conditionNot, kids: []*condition{cond}}, r.cond}}
		both := &condition{code: conditionAnd, kids: []*condition{l.cond, r.cond}, parts: 1} // whatever cond is; its parts are counted
		return value{kind: isCondition, cond: &condition{code: conditionOr, kids: []*condition{yes, no, both}}}
	}
	if l.kind != isQuantity || r.kind != isQuantity {
		return c.fault(at, "needs-number", "both branches must be numbers, or both conditions", "")
	}
	if l.dim != r.dim {
		return c.unlike(at, "an alternative to", l, r)
	}
	return value{kind: isQuantity, dim: l.dim, reg: c.emit(op{code: opSelect, a: c.lower(cond, false), b: c.held(l), c: c.held(r)})}
}
