package measure

import (
	"math"
	"unicode/utf8"
)

// A quantity is a number with its unit, a range, several numbers, or one value in two units.
type quantity struct {
	values   [6]value // as they stand; a range has two
	count    int
	ranged   bool // the values are the ends of a range, not several
	limit    set  // whether it is open to one side: under, over, orLess, orMore
	second   group
	negative bool // a minus stands before it
	lone     bool // a whole number that stands by itself, as in a name
	zeroed   bool // it begins with 0 and has further digits
}

// A group is what stands in brackets behind a value: the same in other units.
type group struct {
	lo, hi value
	known  bool
}

type value struct {
	number int64 // in millionths
	unit   set   // the place in units, 0 where there is none
	threes bool  // it has three decimals, which may be thousands
}

// base returns the number in base units.
func (v value) base(unit set) int64 {
	if v.threes && 1e6 <= v.number && v.number < 10e6 && (units[unit].name == "g" || units[unit].name == "mm") {
		v.number *= 1000 // "1.050 g": no scale in a shop weighs milligrams
	}
	f := float64(v.number) / 1e6 * (float64(units[unit].size) / 1000)
	if f > 1<<52 {
		return 1 << 52
	}
	if v.number <= most && units[unit].kind == ofLength { // exactly
		return (v.number*(units[unit].size/1000) + 500000) / 1000000
	}
	return int64(math.Round(f))
}

// composer puts numbers and what stands around them together.
type composer struct {
	lexicon *lexicon
	text    string
	tokens  []token
	led     bool // what the quantity measures stands before it
}

// role returns the meaning of a role of the spelling at i, and the token behind it.
func (c *composer) role(i int, r role) (m meaning, next int, ok bool) {
	if i >= len(c.tokens) || c.tokens[i].kind != aWord {
		return meaning{}, i, false
	}
	n, length := c.lexicon.find(c.text, c.tokens, i)
	if n == 0 {
		return meaning{}, i, false
	}
	for _, m := range c.lexicon.of(n) {
		if m.role == r {
			return m, i + length, true
		}
	}
	return meaning{}, i, false
}

func (c *composer) sign(i int, signs ...rune) bool {
	if i >= len(c.tokens) || c.tokens[i].kind != aSign {
		return false
	}
	for _, r := range signs {
		if c.tokens[i].sign == r {
			return true
		}
	}
	return false
}

// amount reads a number with fractions: "3", "2,5", "3 1/2", "3-1/2", "½".
func (c *composer) amount(i int) (n int64, next int, ok bool) {
	if i >= len(c.tokens) {
		return 0, i, false
	}
	t := &c.tokens[i]
	switch t.kind {
	case aPart:
		return t.number, i + 1, true
	case aWord:
		m, next, ok := c.role(i, aCount)
		return int64(m.set), next, ok
	}
	if t.kind != aNumber {
		return 0, i, false
	}
	if n, next, ok := c.fraction(i); ok {
		return n, next, true
	}
	if t.fine > 0 || i+1 >= len(c.tokens) {
		return t.number, i + 1, true
	}
	if c.tokens[i+1].kind == aPart {
		return t.number + c.tokens[i+1].number, i + 2, true
	}
	if part, next, ok := c.andPart(i + 1); ok {
		return t.number + part, next, true
	}
	j := i + 1
	if c.sign(j, '-') && c.tokens[j].glued && j+1 < len(c.tokens) && c.tokens[j+1].glued {
		j++
	}
	if j < len(c.tokens) && c.tokens[j].kind == aNumber && c.tokens[j].fine == 0 && (j > i+1 || !c.tokens[j].glued || c.tagged(i, j)) {
		if part, next, ok := c.fraction(j); ok {
			return t.number + part, next, true
		}
	}
	return t.number, i + 1, true
}

// andPart reads what is added to a whole number in words, as "and 1/2" or "& a half".
func (c *composer) andPart(i int) (n int64, next int, ok bool) {
	if i+1 >= len(c.tokens) || c.tokens[i].kind != aWord || c.tokens[i].hash != ampersand {
		return 0, i, false
	}
	if t := &c.tokens[i+1]; t.kind == aPart {
		return t.number, i + 2, true
	}
	if m, next, ok := c.role(i+1, aCount); ok {
		return int64(m.set), next, m.set < 1e6
	}
	return c.fraction(i + 1)
}

// tagged reports whether a tag of HTML stands between two tokens.
func (c *composer) tagged(i, j int) bool { return c.tokens[i].end < c.tokens[j].start }

// fraction reads two whole numbers with a stroke, of which the first is the smaller one and the second a usual divisor.
func (c *composer) fraction(i int) (n int64, next int, ok bool) {
	if i+2 >= len(c.tokens) || c.tokens[i].fine > 0 || !c.sign(i+1, '/') || c.tokens[i+2].kind != aNumber || c.tokens[i+2].fine > 0 {
		return 0, i, false
	}
	above, below := c.tokens[i].number/1e6, c.tokens[i+2].number/1e6
	if c.sign(i+3, '/') && i+4 < len(c.tokens) && c.tokens[i+4].kind == aNumber {
		return 0, i, false // a list of three
	}
	switch below {
	case 2, 3, 4, 8, 16, 32:
		if 0 < above && above < below {
			return (above*2e6 + below) / (2 * below), i + 3, true
		}
	}
	return 0, i, false
}

// unit reads a unit behind a number that ends before the token i. What else is written to the number makes it a model's.
func (c *composer) unit(i int) (u set, next int, model bool) {
	if i >= len(c.tokens) {
		return 0, i, false
	}
	t := &c.tokens[i]
	if t.kind == aSign && t.sign == '"' && (i+1 == len(c.tokens) || c.tokens[i+1].kind == aLine) { // "2.5 ”", which opens nothing
		return unitOf("in"), i + 1, false
	}
	if t.kind == aSign && (t.glued || c.text[t.start-1] == '>') {
		switch {
		case t.sign == '"':
			return unitOf("in"), i + 1, false
		case t.sign == '\'' && c.sign(i+1, '\'') && c.tokens[i+1].glued:
			return unitOf("in"), i + 2, false
		case t.sign == '%':
			return 0, i + 1, true
		case t.sign == '\'' && i+1 < len(c.tokens) && c.tokens[i+1].kind == aNumber && c.tokens[i+1].glued: // "5'2"
			return 0, i + 2, true
		case t.sign == '.' && i+1 < len(c.tokens) && c.tokens[i+1].kind == aWord: // as in "5.5. cm"
			if m, next, ok := c.role(i+1, aUnit); ok && !c.preposition(i+1) {
				return m.set, next, false
			}
			return 0, i, false
		}
	}
	j := i
	if t.kind == aSign && t.sign == '-' && t.glued && i+1 < len(c.tokens) && c.tokens[i+1].glued {
		j++
	}
	if j >= len(c.tokens) || c.tokens[j].kind != aWord {
		return 0, i, j == i && t.kind == aModel && t.glued
	}
	m, next, ok := c.role(j, aUnit)
	if ok && (!c.preposition(j) || c.tokens[j].glued || c.endsUnit(next)) {
		return m.set, next, false
	}
	if j == i && t.glued && !c.tagged(i-1, i) && !c.ideograph(i) {
		return 0, i + 1, true
	}
	return 0, i, false
}

func (c *composer) ideograph(i int) bool {
	r, _ := utf8.DecodeRuneInString(c.text[c.tokens[i].start:])
	return ideograph(r)
}

// preposition reports whether the unit at i is a word that means something else as well, as "in" does.
func (c *composer) preposition(i int) bool {
	n, _ := c.lexicon.find(c.text, c.tokens, i)
	return c.lexicon.nodes[n].roles&(1<<aStop|1<<aFiller|1<<anOf) != 0
}

// endsUnit reports whether what follows lets "in" be a unit rather than a preposition.
func (c *composer) endsUnit(i int) bool {
	if i >= len(c.tokens) {
		return true
	}
	switch c.tokens[i].kind {
	case aNumber: // "3.3 in 8.4 cm"
		_, after, ok := c.amount(i)
		m, _, metric := c.role(after, aUnit)
		return ok && metric && units[m.set].kind == ofLength && !units[m.set].older
	case aModel:
		return false
	case aWord:
	default:
		return true
	}
	n, _ := c.lexicon.find(c.text, c.tokens, i)
	if n == 0 {
		return false
	}
	for _, m := range c.lexicon.of(n) {
		switch m.role {
		case aSubject, aForm, aLimit, aFiller, aName, aPair:
			return true
		case aSaying:
			if m.word == heel {
				return true
			}
		}
	}
	return false
}

// quantity reads what begins with the number at i. Model says that it is none.
func (c *composer) quantity(i int) (q quantity, next int, model bool) {
	first := &c.tokens[i]
	j := i
	for {
		n, after, ok := c.amount(j)
		if !ok {
			break
		}
		u, after, isModel := c.unit(after)
		if isModel {
			if q.count == 0 {
				return q, after, true
			}
			break
		}
		n, u, after = c.pounds(n, u, after)
		if q.count > 0 {
			last := q.values[q.count-1]
			switch {
			case last.unit != 0 && u != 0 && units[u].kind != units[last.unit].kind:
				return q, next, false
			case last.unit != 0 && u != 0 && units[u].older != units[last.unit].older: // the same in other units
				c.other(&q, j, &next)
				return q, next, false
			case q.ranged && (n < last.number && (u == last.unit || u == 0 || last.unit == 0)): // no range that falls
				q.ranged = false
				return q, next, false
			}
		}
		q.values[q.count] = value{n, u, c.tokens[j].fine == 3}
		q.count++
		next = after
		if q.count == len(q.values) || q.ranged {
			break
		}
		j = c.connect(&q, next)
		if j < 0 {
			break
		}
	}
	if q.count < 2 {
		q.ranged = false
	}
	if end := c.times(next); q.count > 0 && end > next {
		return q, end, true
	}
	if q.count > 0 {
		c.bracket(&q, &next)
		if end := c.times(next); end > next { // "3 inches (7.5 cm) x 1 inch"
			return q, end, true
		}
	}
	if q.count == 1 {
		q.lone = first.kind == aNumber && first.fine == 0 && q.values[0].unit == 0 && next == i+1
		q.zeroed = first.end-first.start > 1 && c.text[first.start] == '0'
	}
	return q, next, false
}

// pounds adds the ounces behind pounds to them: "1 lb 2 oz".
func (c *composer) pounds(n int64, u set, at int) (sum int64, unit set, next int) {
	if units[u].name != "lb" {
		return n, u, at
	}
	j := at
	if c.sign(j, ',', '.') {
		j++
	}
	ounces, after, ok := c.amount(j)
	v, after, model := c.unit(after)
	if !ok || model || units[v].name != "oz" || ounces >= 16e6 {
		return n, u, at
	}
	return n*16 + ounces, v, after
}

// times returns where further sides of something that is measured by several end: "8 cm x 2 cm"; i where there are none.
func (c *composer) times(i int) (end int) {
	for end = i; end < len(c.tokens); {
		further := end + 1
		if !c.sign(end, '×', '*') {
			_, next, ok := c.role(end, aTimes)
			if !ok {
				return end
			}
			further = next
		}
		_, after, ok := c.amount(further)
		if !ok {
			return end
		}
		_, end, _ = c.unit(after)
	}
	return end
}

// bracket reads the same value in other units behind a quantity: "5.08 cm (2 inches)", "3 in = 7.6 cm".
func (c *composer) bracket(q *quantity, next *int) {
	last, at := q.values[q.count-1], *next
	if c.sign(at, '.') && c.tokens[at].glued && c.sign(at+1, '(', '[') { // that of "3 in. (7.6 cm)"
		at++
	}
	if last.unit == 0 || !c.sign(at, '(', '=', '[') {
		return
	}
	j := at + 1
	for {
		if _, after, ok := c.role(j, aFiller); ok {
			j = after
			continue
		}
		break
	}
	if !c.other(q, j, next) {
		return
	}
	if c.sign(*next, '.') && c.sign(*next+1, ')', ']') {
		*next++
	}
	if c.sign(*next, ')', ']') {
		*next++
	}
}

// other reads the value at j as the same in other units.
func (c *composer) other(q *quantity, j int, next *int) bool {
	lo, after, ok := c.amount(j)
	if !ok {
		return false
	}
	u, after, model := c.unit(after)
	hi := lo
	if !model && c.sign(after, '-') {
		if n, further, ok := c.amount(after + 1); ok && n >= lo {
			hi = n
			v, further, isModel := c.unit(further)
			if model = isModel; v != 0 {
				if u == 0 {
					u = v
				}
			}
			after = further
		}
	}
	last := q.values[q.count-1].unit
	if model || u == 0 || units[u].kind != units[last].kind || units[u].older == units[last].older {
		return false
	}
	q.second = group{value{number: lo, unit: u}, value{number: hi, unit: u}, true}
	*next = after
	return true
}
