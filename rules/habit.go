package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/heelwise/heelwise/rules/fact"
)

// A habit is what people write who know another language: spreadsheets, programs, or how one says it. It is looked for
// after a fault, and cures the fault if it covers the place of it.
type habit struct {
	pattern string // {n} a number, {u} a unit, {w} a word, {v} what is compared, {q} a text in quotes
	hint    string // $1 is the first group of the pattern
	say     func(c *checker, groups []string) string
	starts  bool // the fault is where the pattern begins
}

// habits are looked through in their order.
var habits = []habit{
	// Numbers.
	{pattern: `\d,\d`, hint: "write a point, as 3.5, and no comma in thousands"},
	{pattern: `(?i)({n})\s*(?:years?|yrs?|months?|weeks?|days?|points?|times)\b`, hint: "write $1 alone: what is counted has no unit"},
	{pattern: `({w})\s+({n})\s*\+\s*(?:$|\))`, hint: "write $1 >= $2"},
	{pattern: `({n})\s*%\s*(?:$|[)\],<>=!*/+:?-]|and\b|or\b)`, say: percent},
	{pattern: `\b(\d{1,3})'(\d{3})\b`, hint: "write $1$2, without marks"},
	{pattern: `(?:^|[^\pL\d_.])({n})(?:"|''|″|“|”)`, hint: "write $1*inch"},
	{pattern: `(?:^|[^\pL\d_.])({n})['’′](?:\s|$|\))`, hint: "write $1*foot"},
	{pattern: `\b\d{1,3}(?: \d{3})+\b`, say: withoutBlanks},
	{pattern: `\b(\d{1,2}):([0-5]\d)\b`, say: clockTime},
	{pattern: `(\d+) ?½`, hint: "write $1.5"},
	{pattern: `(\d+) ?¼`, hint: "write $1.25"},
	{pattern: `(\d+) ?¾`, hint: "write $1.75"},
	{pattern: `(\d+)\s+(\d+)\s*/\s*(\d+)(?:\s*\*?\s*({u})\b)?`, say: mixedNumber},
	{pattern: `({n})\s*\*?\s*({u})\s+({n})\s*\*?\s*({u})\b`, say: twoUnits},
	{pattern: `({n})\s*[&xX×·]\s*({u})\b`, say: starred},
	{pattern: `({n})\s*({u})\b(\s*[\[(])?`, say: starred},
	{pattern: `({n})\s*\*\s*in\b(?:\s*$|\s*[^\s\[(])`, hint: "write $1*inch"},
	{pattern: `(?i)(?:^|\s)(?:ca|circa|approx|about|around|etwa|ungefähr)\.?\s*{n}`, hint: "write a range, as 20*mm <= x <= 40*mm"},

	// Signs.
	{pattern: `({w})\s*=\s*(?i:true|yes|on)\b`, hint: "write $1 alone"},
	{pattern: `({w})\s*=\s*(?i:false|no|off)\b`, hint: "write not $1"},
	{pattern: `!={2,}`, hint: "one = too many: write !="},
	{pattern: `={3,}`, hint: "one = too many: write =="},
	{pattern: `=!|<>|><|/=`, hint: "write !="},
	{pattern: `;\s*$`, hint: "take it away"},
	{pattern: `(?:[)\]"']|\*\s*{u}|[\pL_][\pL\d_]*\.[\pL_][\pL\d_]*)\.\s*$`, hint: "take the dot at the end away"},
	{pattern: `,\s*(?:and|or)\b`, hint: "take the comma away"},
	{pattern: `(?i)\band\s*/\s*or\b`, hint: `write "or", which means either or both`},
	{pattern: `\bcurve\s*\(.*\([^()]*,`, hint: "write the corners without brackets, as 16*mm,0, 50*mm,8.5"},
	{pattern: `\bin\s*\([^()]*\)`, hint: `values stand in [ and ], as in ["block", "wedge"]`},
	{pattern: `({w})\s*==\s*({q})((?:\s*,\s*{q})+)`, hint: "write $1 in [$2$3]"},
	{pattern: `\b(and|or)\s*(?:<=?|>=?|==|!=|in\b)`, hint: "repeat the word: x > a $1 x > b"},
	{pattern: `(&&|\|\|)\s*(?:<=?|>=?|==|!=|in\b)`, hint: "repeat the word: x > a $1 x > b"},

	// Words of everyday language, and of other languages.
	{pattern: `(?i)(?:\bat\s+least\s+)?(?:{n}|one|two|three)\s+of\b`, hint: "write at_least(2, a, b, c)"},
	{pattern: `({w})\s+(?:in|from)\s+({v})\s*(?:to|until|bis|-)\s+({v})`, hint: "write $2 <= $1 <= $3"},
	{pattern: `({v})\s+(?:is\s+|lies\s+)?between\s+({v})\s+(?:and|to)\s+({v})`, hint: "write $2 <= $1 <= $3"},
	{pattern: spoken(`(?:is\s+)?between|zwischen|entre`), hint: "write 20*mm <= x <= 40*mm"},
	{pattern: spoken(`(?:is\s+)?(?:not\s+less\s+than|at\s+least|` + greaterThan + `\s+(?:than\s+)?or\s+equal(?:\s+to)?|gte|ge|mindestens)`), hint: "write >="},
	{pattern: spoken(`(?:is\s+)?(?:not\s+more\s+than|at\s+most|` + lessThan + `\s+(?:than\s+)?or\s+equal(?:\s+to)?|lte|le|höchstens)`), hint: "write <="},
	{pattern: spoken(`(?:is\s+)?(?:` + greaterThan + `|above|over|exceeds|gt)(?:\s+than|\s+als)?`), hint: "write >"},
	{pattern: spoken(`(?:is\s+)?(?:` + lessThan + `|below|under|lt)(?:\s+than|\s+als)?`), hint: "write <"},
	{pattern: spoken(`(?:is\s+)?(?:(?:one|any)\s+of|among)`), hint: `write in ["block", "wedge"]`},
	{pattern: `({w})\s+(?i:is\s+(?:true|yes|on))\b`, hint: "write $1 alone"},
	{pattern: `({w})\s+(?i:is\s+(?:not\s+true|false|no|off))\b`, hint: "write not $1"},
	{pattern: spoken(`is\s+not|isnt|ist\s+nicht|not\s+equals?|ne|neq|unequal`), hint: "write !="},
	{pattern: spoken(`is|equals?|eq|ist|gleich`), hint: "write =="},
	{pattern: spoken(`like|has|includes|contains`), hint: "texts are compared with == and in"},
	{pattern: spoken(`und|et|sowie|but`), hint: `write "and"`},
	{pattern: spoken(`oder|ou`), hint: `write "or"`},
	{pattern: spoken(`then|else|otherwise|dann|sonst`), hint: "write condition ? this : that"},
	{pattern: spoken(`when|where`), hint: "a condition stands under when:"},
	{pattern: spoken(`unless|without`), hint: `write "and not"`},
	{pattern: `\b(?:NOT|Not|nicht|Nicht)\b\s*`, hint: `write "not", in small letters`, starts: true},
	{pattern: `\b(?i:if|wenn|falls)\b\s*`, hint: "write condition ? this : that, or take it away before a condition", starts: true},
	{pattern: `({w})\s+([a-z][a-z0-9_]*)`, say: underscored},
}

const (
	greaterThan = `(?:greater|more|higher|larger|longer|bigger|heavier|older|wider|taller|größer|mehr|höher)`
	lessThan    = `(?:less|fewer|lower|smaller|shorter|lighter|younger|narrower|kleiner|weniger)`
)

// spoken matches words, in capitals or not, between blanks or brackets.
func spoken(words string) string { return `(?i)(?:^|[\s)])(?:` + words + `)(?:$|[\s("'\[])` }

// percent says what a percentage is.
func percent(_ *checker, m []string) string {
	x, _ := strconv.ParseFloat(m[1], 64)
	return fmt.Sprintf("write %s", strconv.FormatFloat(x/100, 'f', -1, 64))
}

func withoutBlanks(_ *checker, m []string) string {
	return fmt.Sprintf("write %s, without a blank", strings.ReplaceAll(m[0], " ", ""))
}

// mixedNumber says what a number with a fraction is, as 2 1/2 inch.
func mixedNumber(_ *checker, m []string) string {
	value := fmt.Sprintf("(%s + %s/%s)", m[1], m[2], m[3])
	of, _ := strconv.Atoi(m[3])
	if slices.Contains([]int{2, 4, 5, 8, 16}, of) { // whose parts have few decimals
		whole, _ := strconv.ParseFloat(m[1], 64)
		part, _ := strconv.ParseFloat(m[2], 64)
		value = strconv.FormatFloat(whole+part/float64(of), 'f', -1, 64)
	}
	if m[4] != "" {
		value += "*" + nameOfUnit(m[4])
	}
	return "write " + value
}

// clockTime says how long hours and minutes are.
func clockTime(_ *checker, m []string) string {
	h, _ := strconv.Atoi(m[1])
	minutes, _ := strconv.Atoi(m[2])
	if minutes%3 == 0 {
		return fmt.Sprintf("write %g*hour", float64(h)+float64(minutes)/60)
	}
	return fmt.Sprintf("write %d*hour + %d*minute", h, minutes)
}

// spellings returns how people write a unit.
func spellings(u fact.Unit) []string {
	all := []string{u.Name, u.Symbol, u.Name + "s"}
	return append(all, strings.Fields(longForms[u.Name])...)
}

// longForms are further ways to write units, by their names in rules.
var longForms = map[string]string{
	"mm": "millimetre millimetres millimeter millimeters", "cm": "centimetre centimetres centimeter centimeters",
	"m": "metre metres meter meters", "km": "kilometre kilometres kilometer kilometers", "inch": "inches Zoll", "foot": "feet",
	"g": "gram grams gramme grammes", "kg": "kilo kilos kilogram kilograms", "oz": "ounce ounces", "lb": "lbs pound pounds",
	"second": "sec secs", "minute": "mins", "hour": "hr hrs",
}

// nameOfUnit returns how a rule names a unit that is written by its name or its sign.
func nameOfUnit(text string) string {
	i := slices.IndexFunc(fact.Units(), func(u fact.Unit) bool {
		return slices.ContainsFunc(spellings(u), func(s string) bool { return strings.EqualFold(s, text) })
	})
	if i < 0 {
		return ""
	}
	return fact.Units()[i].Name
}

// twoUnits joins measures that stand behind each other, as 5 foot 3 inch.
func twoUnits(_ *checker, m []string) string {
	a, b := nameOfUnit(m[2]), nameOfUnit(m[4])
	if a == b || unitNamed[a].Dimension != unitNamed[b].Dimension {
		return ""
	}
	return fmt.Sprintf("write %s*%s + %s*%s", m[1], a, m[3], b)
}

func starred(_ *checker, m []string) string {
	if len(m) > 3 && m[3] != "" { // 3 in [
		return ""
	}
	return fmt.Sprintf("put a * between number and unit, as %s*%s", m[1], nameOfUnit(m[2]))
}

// underscored finds the word that was written with a blank.
func underscored(c *checker, m []string) string {
	return c.wordOf(m[1] + "_" + m[2])
}

// wordOf asks for a word that there is.
func (c *checker) wordOf(name string) string {
	if _, ok := c.index[name]; !ok {
		return ""
	}
	return fmt.Sprintf("did you mean %q?", name)
}

// habitPatterns are the patterns of habits, made when the first expression cannot be read.
var habitPatterns = sync.OnceValue(func() []*regexp.Regexp {
	var units []string
	for _, u := range fact.Units() {
		units = append(units, spellings(u)...)
	}
	slices.SortFunc(units, func(a, b string) int { return len(b) - len(a) })
	const number, word = `(?:\d+(?:\.\d+)?|\.\d+)`, `[\pL_][\pL\d_]*(?:\.[\pL\d_]+)*`
	unit := "(?i:" + strings.Join(units, "|") + ")"
	names := strings.NewReplacer("{n}", number, "{u}", unit, "{w}", word, "{q}", `(?:"[^"]*"|'[^']*')`, "{v}", "(?:"+number+`(?:\s*\*\s*`+unit+`)?|`+word+")")
	var list []*regexp.Regexp
	for _, h := range habits {
		list = append(list, regexp.MustCompile(names.Replace(h.pattern)))
	}
	return list
})

// aroundFault is how far from a fault, in bytes, a habit is looked for.
const aroundFault = 120

// unread reports what cannot be read at a rune of the expression, with the cure of the habit that it is of.
func (c *checker) unread(at int, code, msg, hint string) value {
	if len(*c.faults) < maxHinted {
		if cure, before, ok := c.habitAt(at); ok {
			hint = cure
			if before != "" {
				at -= utf8.RuneCountInString(before)
				msg = fmt.Sprintf("%q is not part of the language", strings.TrimSpace(before))
			}
		}
	}
	e := c.where(at)
	e.Code, e.Msg, e.Hint = code, msg, hint
	*c.faults = append(*c.faults, e)
	return value{}
}

// habitAt finds the habit that covers a rune of the expression: its cure, and what stands before that rune if the fault
// is there.
func (c *checker) habitAt(at int) (cure, before string, ok bool) {
	runes := []rune(c.text)
	place := len(string(runes[:at]))
	from, to := max(0, place-aroundFault), min(len(c.text), place+aroundFault)
	for from > 0 && !utf8.RuneStart(c.text[from]) {
		from--
	}
	for to < len(c.text) && !utf8.RuneStart(c.text[to]) {
		to++
	}
	text, masked := c.text[from:to], withoutTexts(c.text)[from:to]
	place -= from
	for i, pattern := range habitPatterns() {
		for _, m := range pattern.FindAllStringSubmatchIndex(masked, -1) {
			if m[0] > place || place > m[1] && strings.TrimSpace(masked[m[1]:place]) != "" {
				continue
			}
			cure := cureOf(habits[i], c, text, pattern, m)
			switch {
			case cure == "":
				continue
			case habits[i].starts:
				return cure, text[m[0]:place], true
			}
			return cure, "", true
		}
	}
	return "", "", false
}

// cureOf returns the cure of a habit that matches the text at m.
func cureOf(h habit, c *checker, text string, pattern *regexp.Regexp, m []int) string {
	if h.say == nil {
		return string(pattern.ExpandString(nil, h.hint, text, m))
	}
	groups := make([]string, len(m)/2)
	for i := range groups {
		if m[2*i] >= 0 {
			groups[i] = text[m[2*i]:m[2*i+1]]
		}
	}
	return h.say(c, groups)
}

// withoutTexts returns the expression with every sign inside quotes replaced by as many x as it has bytes.
func withoutTexts(text string) string {
	runes := []rune(text)
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(runes); i++ {
		b.WriteRune(runes[i])
		if runes[i] != '"' && runes[i] != '\'' {
			continue
		}
		end := closeQuote(runes, i)
		if end < 0 {
			b.WriteString(string(runes[i+1:]))
			break
		}
		b.WriteString(strings.Repeat("x", len(string(runes[i+1:end]))))
		b.WriteRune(runes[end])
		i = end
	}
	return b.String()
}
