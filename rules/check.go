package rules

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"github.com/heelwise/heelwise/rules/fact"
)

// An expression is a text of the rule language and where it stands.
type expression struct {
	text  string
	where func(offset int) *Error // a fault without words, at a rune of the text
}

// A checker reads one expression: names, units, values and kinds, all faults at once, and lowers it.
type checker struct {
	expression
	*builder
	defines     map[string]*define
	mayAskKnown bool // whether known(x) has a meaning here
	told        int  // up to which rune a fault says all that there is to say
	faults      *Errors
	within      []string           // the names whose expressions lead here, outermost first
	around      surroundings       // may be nil
	asked       map[int]bool       // the words that were asked about; may be nil
	limited     Limits             // 0 is the default
	spent       *spent             // by all expressions of the pack; may be nil
	seen        map[ast.Node]value // chained comparisons share nodes
}

// surroundings tell what names mean elsewhere that have no place in the expression.
type surroundings interface {
	elsewhere(name string) string // a hint; empty where the name means nothing
	hasFile(stem string) bool     // whether the pack has a file of this name
}

// A value is what an expression turned out to be.
type value struct {
	kind valueKind
	dim  fact.Dimension
	reg  int32    // of a quantity that is not constant, and of a plain word
	rat  *big.Rat // of a constant: its exact value in base units
	word *wordInfo
	text string // of a text
	cond *condition
}

type valueKind uint8

const (
	isBad valueKind = iota // already reported
	isQuantity
	isChoice // the name of a choice
	isText
	isCondition
)

// A define is a named expression of a pack.
type define struct {
	name string
	expression
	at    *Error // where it stands
	state int    // 0 unread, 1 being read, 2 read
	value value
	used  bool
}

// limits returns the limits of an expression.
func (c *checker) limits() Limits { return c.limited.or(defaultLimits) }

// spent counts what the expressions of a pack hold together.
type spent struct {
	nodes int
	told  bool // that it is too much
}

// spend counts n further words and signs, and reports whether they are too many: once with a fault.
func (c *checker) spend(n int) bool {
	if c.spent == nil {
		return false
	}
	c.spent.nodes += n
	full := c.spent.nodes > maxAllNodes || len(c.ops) > maxOps
	if full && !c.spent.told {
		c.spent.told = true
		c.fault(0, "too-long", fmt.Sprintf("here the expressions of the pack pass %d words and signs, or %d operations", maxAllNodes, maxOps), "make two packs, or let rules share what they have in common, by define:")
	}
	return full
}

// fault reports what is wrong at a rune of the expression.
func (c *checker) fault(offset int, code, msg, hint string) value {
	e := c.where(offset)
	e.Code, e.Msg, e.Hint = code, msg, hint
	*c.faults = append(*c.faults, e)
	return value{}
}

// check reads the expression.
func (c *checker) check() value {
	if strings.TrimSpace(c.text) == "" {
		return c.fault(0, "empty", "an expression is missing", "")
	}
	if !c.scan() {
		return value{}
	}
	tree, err := parser.Parse(c.text)
	if err != nil {
		return c.syntaxFault(err)
	}
	return c.node(tree.Node)
}

// syntaxFault says in our words what the parser stumbled over.
func (c *checker) syntaxFault(err error) value {
	at, msg := 0, err.Error()
	if e, ok := errors.AsType[*file.Error](err); ok {
		at, msg = e.From, e.Message
	}
	runes := []rune(c.text)
	switch {
	case strings.Contains(msg, "EOF"), strings.Contains(msg, "unexpected end"), at >= len(runes):
		return c.unread(len(runes), "syntax", "the expression ends too early", "something is missing behind the last sign")
	case strings.Contains(msg, "unexpected token"):
		token := tokenAt(runes, at)
		return c.unexpected(at, token, string(runes[:at]))
	case strings.Contains(msg, "expected name"):
		return c.unread(at, "syntax", "a name belongs behind the dot", "write a word as shoe.heel_height, a fraction as 0.5")
	}
	return c.unread(at, "syntax", "the expression cannot be read on from here", "docs/language.md shows the forms that can be written")
}

// tokenAt returns the word that begins at a rune of the text, or the sign that stands there.
func tokenAt(runes []rune, at int) string {
	end := at
	if signs := string(runes[at:min(at+2, len(runes))]); operators[signs] && !unicode.IsLetter(runes[at]) {
		return signs
	}
	for end < len(runes) && (unicode.IsLetter(runes[end]) || unicode.IsDigit(runes[end]) || strings.ContainsRune("_.", runes[end])) {
		end++
	}
	return string(runes[at:max(end, at+1)])
}

// unexpected reports a token that cannot stand behind the text before it.
func (c *checker) unexpected(at int, token, before string) value {
	hint := "an operator is missing before it, or something before that"
	switch lower, last := strings.ToLower(token), strings.TrimRightFunc(before, unicode.IsSpace); {
	case lower != token && operators[lower]:
		hint = fmt.Sprintf("write %q in small letters", lower)
	case token == "," && last != "" && !strings.ContainsAny(last[len(last)-1:], "([,<>=!+-*/?:&|"):
		hint = "commas stand between what a function takes: join conditions with and / or"
	case before != "" && strings.Contains(")],:", token):
		hint = "something is missing before it"
	case operators[token]:
		hint = "a condition or a number is missing before it, or it is one too many"
	}
	return c.unread(at, "syntax", fmt.Sprintf("%q is not expected here", token), hint)
}

// quantity reads the expression as a number or measure, as what is to stand for the word w or of no word, and returns
// its register.
func (c *checker) quantity(w *wordInfo) (reg int32, ok bool) {
	v := c.check()
	if v.kind == isBad {
		return 0, false
	}
	return c.asQuantity(v, w)
}

// plainNumbers is what a number is that stands for no word.
var plainNumbers = &wordInfo{kind: measure, dim: fact.OfNumber}

func (c *checker) asQuantity(v value, w *wordInfo) (reg int32, ok bool) {
	d := w.dim
	switch {
	case v.kind == isCondition:
		c.fault(0, "needs-number", fmt.Sprintf("a %s is needed, and this is a condition", d), "write condition ? this : that")
		return 0, false
	case v.kind == isText:
		c.fault(0, "needs-number", fmt.Sprintf("a %s is needed, and %q is a text", d, v.text), "take the quotes away")
		return 0, false
	case v.kind != isQuantity:
		c.fault(0, "needs-number", fmt.Sprintf("a %s is needed, and this is a word", d), "")
		return 0, false
	case v.dim != d && v.dim == fact.OfNumber && v.rat != nil:
		c.fault(0, "missing-unit", fmt.Sprintf("a %s is needed, and this number has no unit", d), c.unitFor(v, value{dim: d, word: w}))
		return 0, false
	case v.dim != d:
		c.fault(0, "wrong-unit", fmt.Sprintf("a %s is needed, and this is a %s", d, v.dim), plainHint(v, d))
		return 0, false
	}
	return c.held(v), true
}

// condition reads the expression as a condition.
func (c *checker) condition() (*condition, bool) {
	v := c.check()
	if v.kind == isBad {
		return nil, false
	}
	return c.asCondition(v, 0)
}

func (c *checker) asCondition(v value, at int) (*condition, bool) {
	switch v.kind {
	case isBad:
		return nil, false
	case isCondition:
		return v.cond, true
	case isChoice:
		c.fault(at, "needs-condition", fmt.Sprintf("%s is a word to be compared", v.word.name), fmt.Sprintf("write %s == %q", v.word.name, v.word.values[0]))
	case isQuantity:
		c.fault(at, "needs-condition", "a condition is needed, and this is a "+v.dim.String(), "compare it, with < <= > or >=")
	default:
		c.fault(at, "needs-condition", fmt.Sprintf("a condition is needed, and %q is a text", v.text), "compare a word with it, with ==")
	}
	return nil, false
}

// held returns the register that holds a quantity.
func (c *checker) held(v value) int32 {
	if v.rat == nil {
		return v.reg
	}
	return c.constant(float(v.rat))
}

func float(r *big.Rat) float64 {
	x, _ := r.Float64()
	return x
}

// bounds returns the least and greatest value that v can take.
func (c *checker) bounds(v value) (lo, hi float64) {
	if v.rat != nil {
		return float(v.rat), float(v.rat)
	}
	s := c.ranges[v.reg]
	return s.lo, s.hi
}

func (c *checker) node(n ast.Node) value {
	if v, ok := c.seen[n]; ok {
		return v
	}
	v := c.limit(n.Location().From, c.read(n))
	if c.seen == nil {
		c.seen = map[ast.Node]value{}
	}
	c.seen[n] = v
	return v
}

// The limits of what an expression can become with all that its names stand for: far more than a pack needs, and so
// little that no sum overflows and no name that doubles another exhausts memory.
const (
	maxNumber = 1e30
	maxBits   = 512  // of an exact constant
	maxParts  = 2000 // of a condition
)

// limit reports what has grown too large.
func (c *checker) limit(at int, v value) value {
	switch v.kind {
	case isQuantity:
		if lo, hi := c.bounds(v); !(lo >= -maxNumber && hi <= maxNumber) {
			return c.fault(at, "too-great", "the number can be too great to reckon with", "write it with smaller numbers")
		}
		if v.rat != nil && v.rat.Num().BitLen()+v.rat.Denom().BitLen() > maxBits {
			return c.fault(at, "too-great", "the constant has too many digits", "write fewer decimals")
		}
	case isCondition:
		v.cond = c.only(v.cond)
		if v.cond.countParts() > maxParts {
			return c.fault(at, "too-long", fmt.Sprintf("the condition has more than %d parts, with all that its names stand for", maxParts), "ask for less")
		}
	}
	return v
}

func (c *checker) read(n ast.Node) value {
	at := n.Location().From
	switch n := n.(type) {
	case *ast.IntegerNode:
		return c.number(new(big.Rat).SetInt64(int64(n.Value)))
	case *ast.FloatNode:
		if math.IsInf(n.Value, 0) {
			return c.fault(at, "number-form", "the number is too great", "")
		}
		return c.number(exactly(n.Value))
	case *ast.StringNode:
		return value{kind: isText, text: n.Value}
	case *ast.BoolNode:
		return c.fault(at, "constant-condition", fmt.Sprintf("%t is not asked about anything", n.Value), askFlag("shoe.rocker", "", false))
	case *ast.NilNode:
		return c.fault(at, "not-offered", "nothing is ever nil here", "what is not known is unknown by itself")
	case *ast.IdentifierNode:
		return c.name(at, n.Value)
	case *ast.MemberNode:
		name, first, ok := dotted(n)
		if !ok {
			return c.fault(at, "not-offered", "only words have a dot in them", "write a word as shoe.heel_height")
		}
		return c.name(first, name)
	case *ast.UnaryNode:
		return c.unary(n, at)
	case *ast.BinaryNode:
		return c.binary(n, at)
	case *ast.ConditionalNode:
		return c.ternary(n)
	case *ast.BuiltinNode:
		return c.call(at, n.Name, n.Arguments)
	case *ast.CallNode:
		if callee, ok := n.Callee.(*ast.IdentifierNode); ok {
			return c.call(callee.Location().From, callee.Value, n.Arguments)
		}
		return c.fault(at, "not-offered", "only the functions of the language can be called", "they are "+list(functions))
	case *ast.ArrayNode:
		return c.fault(at, "not-offered", "a list stands alone", `lists stand behind in: shoe.heel in ["block", "wedge"]`)
	}
	return c.fault(at, "not-offered", "this form is not part of the language", "docs/language.md lists what is")
}

func (c *checker) number(r *big.Rat) value { return value{kind: isQuantity, rat: r} }

// exactly returns the decimal that the literal x was written as.
func exactly(x float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'g', -1, 64))
	return r
}

// dotted returns the name that nested members spell, and where it begins.
func dotted(n *ast.MemberNode) (name string, first int, ok bool) {
	property, ok := n.Property.(*ast.StringNode)
	if !ok || n.Optional {
		return "", 0, false
	}
	switch base := n.Node.(type) {
	case *ast.IdentifierNode:
		return base.Value + "." + property.Value, base.Location().From, true
	case *ast.MemberNode:
		name, first, ok := dotted(base)
		return name + "." + property.Value, first, ok
	}
	return "", 0, false
}

// name reads a word, a unit or a name that the pack defines.
func (c *checker) name(at int, name string) value {
	if i, ok := c.index[name]; ok {
		if c.asked != nil {
			c.asked[i] = true
		}
		w := c.infos[i]
		switch w.kind {
		case measure:
			return value{kind: isQuantity, dim: w.dim, reg: int32(i), word: w}
		case flag:
			return value{kind: isCondition, word: w, cond: &condition{code: conditionAmong, reg: int32(i), set: 0b10, all: 0b11}}
		}
		return value{kind: isChoice, word: w, reg: int32(i)}
	}
	if u, ok := unitNamed[name]; ok {
		return value{kind: isQuantity, dim: u.Dimension, rat: new(big.Rat).SetInt64(u.Size)}
	}
	if d, ok := c.defines[name]; ok {
		return c.define(at, d)
	}
	if at < c.told {
		return value{}
	}
	return c.fault(at, "unknown-word", fmt.Sprintf("there is no word %q", name), c.nameHint(at, name))
}

// unitNamed holds the units by their names in rules.
var unitNamed = func() map[string]fact.Unit {
	units := map[string]fact.Unit{}
	for _, u := range fact.Units() {
		units[u.Name] = u
	}
	return units
}()

// define reads a name of the pack; one that leads back to itself is a fault.
func (c *checker) define(at int, d *define) value {
	d.used = true
	switch d.state {
	case 1:
		circle := append(slices.Clone(c.within[slices.Index(c.within, d.name):]), d.name)
		return c.fault(at, "circle", "the name leads back to itself: "+strings.Join(circle, " → "), "let one of them stand by itself")
	case 0:
		d.state = 1
		inner := *c
		inner.expression, inner.within, inner.mayAskKnown, inner.seen = d.expression, append(slices.Clip(c.within), d.name), false, nil
		inner.told = 0
		d.value = inner.check()
		if v := d.value; v.kind == isChoice || v.kind == isText {
			d.value = inner.fault(0, "needs-number", fmt.Sprintf("%s is neither a number nor a condition", d.name), "")
		}
		d.state = 2
	}
	v := d.value
	v.word = nil
	return v
}

// unitHint offers the way to write v as a d.
func unitHint(v value, d fact.Dimension) string {
	if v.rat == nil {
		return ""
	}
	x := float(v.rat)
	switch {
	case v.dim != fact.OfNumber:
		return ""
	case d == fact.OfLength:
		return fmt.Sprintf("write %g*inch or %g*mm", x, x)
	case d == fact.OfMass:
		return fmt.Sprintf("write %g*g or %g*oz", x, x)
	case d == fact.OfDuration:
		return fmt.Sprintf("write %g*hour or %g*minute", x, x)
	}
	return ""
}
