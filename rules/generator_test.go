package rules

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"github.com/heelwise/heelwise/rules/fact"
)

// An item is what the tests of the language judge.
type item struct {
	Height, Width, Drop       fact.Length
	Weight                    fact.Mass
	Hours                     fact.Duration
	Age, Seated               fact.Number
	Heel                      fact.Choice[heelNames]
	Arch                      fact.Choice[archNames]
	Rocker, Closed, Recurrent fact.Truth
}

type heelNames struct{}

func (heelNames) Words() []string {
	return []string{"flat", "kitten", "block", "wedge", "cone", "spool", "stiletto"}
}

type archNames struct{}

func (archNames) Words() []string { return []string{"flat", "normal", "high"} }

// items is the vocabulary of the tests. A width is never zero, a drop may be negative.
var items = NewVocabulary(itemWords())

func itemWords() []Word[item] {
	return []Word[item]{
		Measure("shoe.heel_height", func(i *item) *fact.Length { return &i.Height }, About{Domain: "0mm..250mm", Unit: "mm"}),
		Measure("shoe.width", func(i *item) *fact.Length { return &i.Width }, About{Domain: "3mm..150mm", Unit: "inch"}),
		Measure("shoe.drop", func(i *item) *fact.Length { return &i.Drop }, About{Domain: "-25mm..230mm"}),
		Measure("shoe.weight", func(i *item) *fact.Mass { return &i.Weight }, About{Domain: "20g..3000g", Unit: "g"}),
		Measure("use.hours", func(i *item) *fact.Duration { return &i.Hours }, About{Domain: "0h..24h", Unit: "hour"}),
		Measure("wearer.age", func(i *item) *fact.Number { return &i.Age }, About{Domain: "0..120"}),
		Measure("use.seated", func(i *item) *fact.Number { return &i.Seated }, About{Domain: "0..1"}),
		Choice("shoe.heel", func(i *item) *fact.Choice[heelNames] { return &i.Heel }, About{}),
		Choice("wearer.arch", func(i *item) *fact.Choice[archNames] { return &i.Arch }, About{}),
		Flag("shoe.rocker", func(i *item) *fact.Truth { return &i.Rocker }, About{}),
		Flag("shoe.closed", func(i *item) *fact.Truth { return &i.Closed }, About{}),
		Flag("wearer.recurrent", func(i *item) *fact.Truth { return &i.Recurrent }, About{}),
	}
}

// dimensions are those of the measures of items, plain numbers first.
var dimensions = []fact.Dimension{fact.OfNumber, fact.OfLength, fact.OfMass, fact.OfDuration}

// A stream makes the choices of a generator: it returns a number from 0 to n-1.
type stream func(n int) int

// fromBytes makes the choices that data spells, and then always the first.
func fromBytes(data []byte) stream {
	return func(n int) int {
		x := 0
		for size := 1; size < n && len(data) > 0; size *= 256 {
			x, data = x*256+int(data[0]), data[1:]
		}
		return x % n
	}
}

// randomly makes random choices, which data decides as well.
func randomly(data []byte) *rand.Rand {
	h := fnv.New64a()
	h.Write(data)
	return rand.New(rand.NewPCG(h.Sum64(), 0))
}

// A generator makes well-typed expressions. What it cannot know by itself (is a threshold within reach, can a divisor
// be zero) it asks the checker about parts of what it makes.
type generator struct {
	*builder
	pick    stream
	left    int // how many more parts the expression may have
	chains  int // how many chains there are already: what stands in the middle of one is compiled twice by expr
	defines map[string]*define
	trees   map[string]*tree
	names   map[fact.Dimension][]string // the defines that are measures
	truths  []string                    // the defines that are conditions
}

// A tree is what was parsed and how the checker read it.
type tree struct {
	root ast.Node
	seen map[ast.Node]value
}

func newGenerator(pick stream) *generator {
	return &generator{
		builder: newBuilder(items.terms), pick: pick,
		defines: map[string]*define{}, trees: map[string]*tree{}, names: map[fact.Dimension][]string{},
	}
}

// check reads an expression as a pack does, and returns the tree too.
func (g *generator) check(text string) (value, *tree, Errors) {
	var faults Errors
	c := &checker{
		expression: expression{text: text, where: func(offset int) *Error { return &Error{Col: offset} }},
		builder:    g.builder, defines: g.defines, faults: &faults,
	}
	if !c.scan() {
		return value{}, nil, faults
	}
	parsed, err := parser.Parse(text)
	if err != nil {
		c.syntaxFault(err)
		return value{}, nil, faults
	}
	v := c.node(parsed.Node)
	return v, &tree{parsed.Node, c.seen}, faults
}

// fits reports whether an expression has a meaning, and is not always the same.
func (g *generator) fits(text string) (value, bool) {
	v, _, _ := g.check(text)
	return v, v.kind != isBad && v.rat == nil
}

func (g *generator) chance(n int) bool { return g.pick(n) == n-1 }

// define gives names to some expressions.
func (g *generator) define() {
	for i := range g.pick(4) {
		g.left = 12
		name := fmt.Sprintf("name%d", i)
		var text string
		d := fact.OfNumber
		isMeasure := g.chance(2)
		if isMeasure {
			d = g.dimension()
			text = g.measure(d)
		} else {
			text = g.condition()
		}
		v, tree, _ := g.check(text)
		if v.kind == isBad {
			continue
		}
		v.word = nil
		g.defines[name] = &define{name: name, state: 2, value: v}
		g.trees[name] = tree
		if isMeasure {
			g.names[d] = append(g.names[d], name)
		} else {
			g.truths = append(g.truths, name)
		}
	}
}

func (g *generator) dimension() fact.Dimension { return dimensions[g.pick(len(dimensions))] }

// word returns a word of the dimension.
func (g *generator) word(d fact.Dimension) string {
	var names []string
	for _, w := range g.infos {
		if w.kind == measure && w.dim == d {
			names = append(names, w.name)
		}
	}
	return names[g.pick(len(names))]
}

// literal returns a plain decimal above zero.
func (g *generator) literal() string {
	list := []string{"1", "2", "3", "4", "10", "0.5", ".25", "1.1", "2.54", "76.2", "50.8", "100", "0.001", "33", "7", "1.0005"}
	if g.chance(4) {
		return strconv.Itoa(1 + g.pick(1000))
	}
	return list[g.pick(len(list))]
}

// constant returns a constant above zero: with units, it is rarely a whole number of base units.
func (g *generator) constant(d fact.Dimension) string {
	n := g.literal()
	if g.chance(5) {
		n = g.literal() + "/" + n
	}
	if d == fact.OfNumber {
		return n
	}
	var names []string
	for _, u := range fact.Units() {
		if u.Dimension == d {
			names = append(names, u.Name)
		}
	}
	unit := names[g.pick(len(names))]
	switch g.pick(8) {
	case 1:
		return unit
	case 2:
		return unit + "*" + n
	case 3:
		return fmt.Sprintf("(%s*%s+%s*%s)", n, unit, g.literal(), names[g.pick(len(names))])
	case 4:
		return fmt.Sprintf("max(%s*%s, %s*%s)", n, unit, g.literal(), names[g.pick(len(names))])
	case 5:
		return fmt.Sprintf("abs(%s*%s-%s*%s-%s)", n, unit, g.literal(), names[g.pick(len(names))], unit)
	case 6:
		return fmt.Sprintf("%s * %s / %s", n, unit, g.literal())
	}
	return n + "*" + unit
}

// exact writes x base units as a constant.
func (g *generator) exact(d fact.Dimension, x float64) string {
	sign := ""
	if x < 0 {
		sign, x = "-", -x
	}
	if d == fact.OfNumber {
		return sign + strconv.FormatFloat(x, 'f', -1, 64)
	}
	var of []fact.Unit
	for _, u := range fact.Units() {
		if u.Dimension == d {
			of = append(of, u)
		}
	}
	u := of[g.pick(len(of))]
	return fmt.Sprintf("%s%s/%d*%s", sign, strconv.FormatFloat(x, 'f', 1, 64), u.Size, u.Name)
}

// between returns a constant from lo to hi: a round one if one is at hand.
func (g *generator) between(d fact.Dimension, lo, hi float64) string {
	for range 3 {
		text := g.constant(d)
		if v, _, _ := g.check(text); v.rat != nil && lo <= float(v.rat) && float(v.rat) <= hi && g.pick(4) != 1 {
			return text
		}
	}
	x := lo + (hi-lo)*float64(g.pick(1001))/1000
	if d != fact.OfNumber || g.chance(2) {
		x = math.Round(x)
	}
	return g.exact(d, min(max(x, lo), hi))
}

// measure returns a number or measure.
func (g *generator) measure(d fact.Dimension) string {
	if g.left--; g.left <= 0 {
		return g.word(d)
	}
	sub := func() string { return g.measure(d) }
	switch g.pick(16) {
	case 1:
		return g.constant(d)
	case 2:
		if list := g.names[d]; len(list) > 0 {
			return list[g.pick(len(list))]
		}
	case 3:
		return fmt.Sprintf("(%s + %s)", sub(), sub())
	case 4:
		return fmt.Sprintf("(%s - %s)", sub(), sub())
	case 5:
		if g.chance(2) {
			return fmt.Sprintf("%s * %s", g.factor(), g.term(d))
		}
		return fmt.Sprintf("(%s * %s)", g.term(d), g.factor())
	case 6:
		return fmt.Sprintf("(%s / %s)", sub(), g.divisor(fact.OfNumber))
	case 7:
		if d == fact.OfNumber {
			e := g.dimension()
			return fmt.Sprintf("(%s/%s)", g.measure(e), g.divisor(e))
		}
	case 8, 9:
		parts := []string{sub(), sub()}
		for g.chance(3) && len(parts) < 5 {
			parts = append(parts, sub())
		}
		return fmt.Sprintf("%s(%s)", []string{"min", "max"}[g.pick(2)], strings.Join(parts, ", "))
	case 10:
		return "abs(" + sub() + ")"
	case 11:
		lo := g.constant(d)
		if g.chance(3) {
			lo = "-" + lo
		}
		return fmt.Sprintf("clamp(%s, %s, %s)", sub(), lo, fmt.Sprintf("max(%s, %s)", lo, g.constant(d)))
	case 12, 13:
		return g.curve(d)
	case 14:
		return fmt.Sprintf("(%s ? %s : %s)", g.condition(), sub(), sub())
	case 15:
		return "(" + []string{"-", "+", "- "}[g.pick(3)] + g.term(d) + ")"
	}
	return g.word(d)
}

// factor returns a plain number that can be multiplied without brackets.
func (g *generator) factor() string {
	if g.chance(3) {
		return g.term(fact.OfNumber)
	}
	return g.literal()
}

// term returns a measure that can be multiplied without brackets.
func (g *generator) term(d fact.Dimension) string {
	text := g.measure(d)
	if strings.ContainsAny(text, "+-*/?") && !strings.HasSuffix(text, ")") {
		return "(" + text + ")"
	}
	return text
}

// divisor returns what can be divided by.
func (g *generator) divisor(d fact.Dimension) string {
	text := g.measure(d)
	if g.chance(2) {
		text = g.constant(d)
	}
	v, _, _ := g.check(text)
	switch {
	case v.kind == isBad:
		return "(" + g.constant(d) + ")"
	case v.rat != nil && v.rat.Sign() != 0:
		return "(" + text + ")"
	case v.rat == nil && (g.ranges[v.reg].lo > 0 || g.ranges[v.reg].hi < 0):
		return "(" + text + ")"
	}
	return fmt.Sprintf("max(%s, %s)", text, g.constant(d))
}

// curve returns a curve over any measure, with corners within its reach and beyond.
func (g *generator) curve(d fact.Dimension) string {
	e := g.dimension()
	of := g.measure(e)
	v, ok := g.fits(of)
	if !ok {
		return g.word(d)
	}
	lo, hi := g.ranges[v.reg].lo, g.ranges[v.reg].hi
	step := (hi - lo) / 8
	at := lo - step + step*float64(g.pick(5))
	parts := []string{of}
	for range 2 + g.pick(5) {
		if e != fact.OfNumber {
			at = math.Round(at)
		}
		height := g.constant(d)
		switch g.pick(5) {
		case 1:
			height = "-" + height
		case 2:
			height = "0*" + height
		}
		parts = append(parts, g.exact(e, at), height)
		at += 1 + step*float64(g.pick(6))
	}
	return "curve(" + strings.Join(parts, ", ") + ")"
}

// condition returns a condition.
func (g *generator) condition() string {
	if g.left--; g.left <= 0 {
		return g.flag()
	}
	switch g.pick(16) {
	case 1, 2, 3:
		return g.comparison()
	case 4:
		if g.chains++; g.chains <= 6 {
			return g.chain()
		}
	case 5:
		return g.choice()
	case 6, 7:
		return g.joined([]string{" and ", " && "}[g.pick(2)])
	case 8, 9:
		return g.joined([]string{" or ", " || ", "||"}[g.pick(3)])
	case 10, 11:
		return []string{"not ", "!", "not"}[g.pick(3)] + "(" + g.condition() + ")"
	case 12:
		list := []string{g.condition()}
		for range g.pick(4) {
			list = append(list, g.condition())
		}
		return fmt.Sprintf("at_least(%d, %s)", 1+g.pick(len(list)), strings.Join(list, ", "))
	case 13:
		return fmt.Sprintf("(%s ? %s : %s)", g.condition(), g.condition(), g.condition())
	case 14:
		if len(g.truths) > 0 {
			return g.truths[g.pick(len(g.truths))]
		}
	case 15: // what is said and unsaid of the same thing
		x := g.condition()
		if len(x) > 200 {
			return x
		}
		return fmt.Sprintf("(%s %s not (%s))", x, []string{"and", "or"}[g.pick(2)], x)
	}
	return g.flag()
}

// joined joins conditions: with brackets, but where what stands in them binds more tightly anyway.
func (g *generator) joined(by string) string {
	var parts []string
	for range 2 + g.pick(3) {
		x := g.condition()
		if strings.Contains(by, "and") && strings.Contains(x, " or ") || g.chance(3) {
			x = "(" + x + ")"
		}
		parts = append(parts, x)
	}
	return "(" + strings.Join(parts, by) + ")"
}

func (g *generator) flag() string {
	name := []string{"shoe.rocker", "shoe.closed", "wearer.recurrent"}[g.pick(3)]
	return []string{"", "not ", "!"}[g.pick(3)] + name
}

func (g *generator) choice() string {
	w := g.infos[g.index[[]string{"shoe.heel", "wearer.arch"}[g.pick(2)]]]
	one := func() string {
		s := strconv.Quote(w.values[g.pick(len(w.values))])
		if g.chance(3) {
			s = strings.ReplaceAll(s, `"`, "'")
		}
		return s
	}
	switch g.pick(5) {
	case 1:
		return w.name + " != " + one()
	case 2:
		return one() + " == " + w.name
	case 3, 4:
		list := []string{one()}
		for range g.pick(len(w.values) - 1) {
			list = append(list, one())
		}
		return w.name + []string{" in [", " not in ["}[g.pick(2)] + strings.Join(list, ", ") + "]"
	}
	return w.name + " == " + one()
}

// comparison compares a measure with a constant or with another measure.
func (g *generator) comparison() string {
	d := g.dimension()
	l := g.measure(d)
	v, ok := g.fits(l)
	if !ok {
		l = g.word(d)
		v, _ = g.fits(l)
	}
	operator := []string{" < ", " <= ", " > ", ">="}[g.pick(4)]
	s := g.ranges[v.reg]
	switch g.pick(4) {
	case 1:
		return g.between(d, s.lo, s.hi) + operator + l
	case 2:
		if r := g.measure(d); !strings.Contains(r, "?") {
			if _, ok := g.fits(r); ok {
				return l + operator + r
			}
		}
	}
	return l + operator + g.between(d, s.lo, s.hi)
}

// chain compares three or four measures in a row.
func (g *generator) chain() string {
	d := g.dimension()
	x := g.measure(d)
	v, ok := g.fits(x)
	if !ok {
		x = g.word(d)
		v, _ = g.fits(x)
	}
	s := g.ranges[v.reg]
	operators := []string{" < ", " <= "}
	if g.chance(2) {
		operators = []string{" > ", " >= "}
	}
	text := g.between(d, s.lo, s.hi) + operators[g.pick(2)] + x
	if g.chance(3) {
		text = g.word(d) + operators[g.pick(2)] + text
	}
	if g.chance(4) {
		text += operators[g.pick(2)] + g.measure(d)
	}
	longer := text + operators[g.pick(2)] + g.between(d, s.lo, s.hi)
	for _, text := range []string{longer, text} {
		if _, ok := g.fits(text); ok {
			return text
		}
	}
	return g.flag()
}
