package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

// packHead is pack.yaml where a test is about other files.
const packHead = `name: test
version: 1.0.0
totals:
  load: {combine: sum, max: 100}
  exposure: {combine: product, max: 1}
score: load * exposure
bands: {low: 0, high: 20}
`

// files are the files of a pack by name.
type files map[string]string

func (f files) load() (*Pack[item], error) {
	fsys := fstest.MapFS{"pack.yaml": {Data: []byte(packHead)}}
	for name, text := range f {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		if text == "" {
			delete(fsys, name)
		}
	}
	return Load(items, fsys)
}

// A slip is an expression with one or more faults: ▲ marks the places of the wanted ones, each "code: text (hint)".
type slip struct {
	text string
	want []string
}

// The slips that are made most often in expressions.
var commonSlips = []slip{
	// A misspelt word.
	{"▲shoe.heel_hieght > 3*inch", []string{`unknown-word: there is no word "shoe.heel_hieght" (did you mean "shoe.heel_height"?)`}},
	{"▲heel_height > 3*inch", []string{`unknown-word: there is no word "heel_height" (did you mean "shoe.heel_height"?)`}},
	{"▲Shoe.Heel_Height > 3*inch", []string{`unknown-word: there is no word "Shoe.Heel_Height" (did you mean "shoe.heel_height"?)`}},
	{"shoe.rocker and ▲quux", []string{`unknown-word: there is no word "quux" (docs/vocabulary.md lists the words)`}},
	{"shoe.rocker and ▲x", []string{`unknown-word: there is no word "x" (docs/vocabulary.md lists the words)`}},
	{"▲shoe > 3*inch", []string{`unknown-word: there is no word "shoe" (shoe is a group of words, as shoe.heel_height)`}},
	{`▲shoe.heel.height == "block"`, []string{`unknown-word: there is no word "shoe.heel.height" (did you mean "shoe.heel_height"?)`}},
	{`"block" == shoe.heel and ▲wearer.agé > 3`, []string{`unknown-word: there is no word "wearer.agé" (did you mean "wearer.age"?)`}},
	{"shoe.closed and ▲shoe.rockr or ▲wearer.agee > 3", []string{
		`unknown-word: there is no word "shoe.rockr" (did you mean "shoe.rocker"?)`,
		`unknown-word: there is no word "wearer.agee" (did you mean "wearer.age"?)`,
	}},
	{"▲curv(wearer.age, 0, 0, 5, 1) > 0.5", []string{`unknown-function: there is no function "curv" (did you mean "curve"?)`}},
	{"▲round(wearer.age) > 3", []string{`unknown-function: there is no function "round" (the functions are abs, at_least, clamp, curve, known, max or min)`}},

	// A wrong value of a choice.
	{`shoe.heel == ▲"stileto"`, []string{`unknown-value: "stileto" is no value of shoe.heel (did you mean "stiletto"?)`}},
	{`▲"Stiletto" == shoe.heel`, []string{`unknown-value: "Stiletto" is no value of shoe.heel (did you mean "stiletto"?)`}},
	{`shoe.heel != ▲"pump"`, []string{`unknown-value: "pump" is no value of shoe.heel (its values are flat, kitten, block, wedge, cone, spool, stiletto)`}},
	{`shoe.heel in ["flat", ▲"blok", ▲'wegde', ▲3]`, []string{
		`unknown-value: "blok" is no value of shoe.heel (did you mean "block"?)`,
		`unknown-value: "wegde" is no value of shoe.heel (did you mean "wedge"?)`,
		`no-equality: a list holds values in quotes (as "flat")`,
	}},
	{"shoe.heel == ▲stiletto", []string{`unknown-word: there is no word "stiletto" (a value stands in quotes, as shoe.heel == "stiletto")`}},

	// A missing unit.
	{"shoe.heel_height ▲> 3", []string{"missing-unit: shoe.heel_height, a length, is compared with a number that has no unit (write 3*inch or 3*mm)"}},
	{"shoe.width ▲> 3.5", []string{"missing-unit: shoe.width, a length, is compared with a number that has no unit (write 3.5*inch or 3.5*mm)"}},
	{"shoe.drop ▲> 3", []string{"missing-unit: shoe.drop, a length, is compared with a number that has no unit (write 3*inch or 3*mm)"}},
	{"400 ▲< shoe.weight", []string{"missing-unit: shoe.weight, a mass, is compared with a number that has no unit (write 400*g or 400*oz)"}},
	{"2 ▲< shoe.heel_height ▲<= 3", []string{
		"missing-unit: shoe.heel_height, a length, is compared with a number that has no unit (write 2*inch or 2*mm)",
		"missing-unit: shoe.heel_height, a length, is compared with a number that has no unit (write 3*inch or 3*mm)",
	}},
	{"use.hours * 2 ▲> 8", []string{"missing-unit: a duration is compared with a number that has no unit (write 8*hour or 8*minute)"}},
	{"shoe.heel_height ▲- 3 > 3*mm", []string{"missing-unit: shoe.heel_height, a length, is reckoned with a number that has no unit (write 3*inch or 3*mm)"}},
	{"max(shoe.weight, ▲3) > 300*g", []string{"missing-unit: shoe.weight, a mass, is put beside a number that has no unit (write 3*g or 3*oz)"}},
	{"clamp(shoe.width, ▲0, 3) > 3*mm", []string{"missing-unit: shoe.width, a length, is put beside a number that has no unit (write 0*inch or 0*mm)"}},
	{"curve(shoe.width, ▲0, 0, ▲5, 1) > 0.5", []string{
		"missing-unit: shoe.width, a length, is put beside a number that has no unit (write 0*inch or 0*mm)",
		"missing-unit: shoe.width, a length, is put beside a number that has no unit (write 5*inch or 5*mm)",
	}},
	{"(shoe.rocker ? 1*g : ▲2) > 3*g", []string{"missing-unit: a mass is an alternative to a number that has no unit (write 2*g or 2*oz)"}},
	{"shoe.heel_height > 3 ▲inch", []string{`syntax: "inch" is not expected here (put a * between number and unit, as 3*inch)`}},
	{"shoe.heel_height > 3▲inch", []string{"number-form: a number runs into letters (put a * between number and unit, as 3*inch)"}},
	{"shoe.heel_height > 3*▲in", []string{`syntax: "in" is not expected here (write 3*inch)`}},
	{"shoe.heel_height > 3 in▲", []string{`syntax: the expression ends too early (put a * between number and unit, as 3*inch)`}},
	{"shoe.heel_height > 3*▲inches", []string{`unknown-word: there is no word "inches" (did you mean inch?)`}},
	{"use.hours > 3*▲h", []string{`unknown-word: there is no word "h" (did you mean hour?)`}},
	{`shoe.heel_height ▲> "3in"`, []string{`needs-number: "3in" is a text, and no number (write a measure without quotes, as 3*inch)`}},

	// A wrong unit.
	{"shoe.heel_height ▲> 3*g", []string{"wrong-unit: a length is compared with a mass (both sides need units of one kind, as mm and inch)"}},
	{"use.hours ▲> 3*inch", []string{"wrong-unit: a duration is compared with a length (both sides need units of one kind, as mm and inch)"}},
	{"wearer.age ▲> shoe.heel_height", []string{"wrong-unit: a number is compared with a length (both sides need units of one kind, as mm and inch)"}},
	{"shoe.heel_height ▲+ shoe.weight > 3*mm", []string{"wrong-unit: a length is reckoned with a mass (both sides need units of one kind, as mm and inch)"}},
	{"min(wearer.age, ▲3*mm) > 3", []string{"wrong-unit: a number is put beside a length (wearer.age has no unit: write the number alone)"}},
	{"shoe.heel_height ▲* shoe.width > 3*mm", []string{"wrong-unit: a length is multiplied by a length (multiply by a plain number)"}},
	{"shoe.heel_height > 3*inch▲*inch", []string{"wrong-unit: a length is multiplied by a length (multiply by a plain number)"}},
	{"shoe.heel_height ▲/ shoe.weight > 3", []string{"wrong-unit: a length is divided by a mass (divide by a plain number, or by a measure of the same kind)"}},
	{"1 ▲/ shoe.width > 3", []string{"wrong-unit: a number is divided by a length (divide by a plain number, or by a measure of the same kind)"}},
	{"curve(wearer.age, 0, 0, 5, ▲1*mm) > 0.5", []string{"wrong-unit: the heights of a curve have one unit"}},
	{"(shoe.rocker ? 1*mm : ▲2*g) > 3*mm", []string{"wrong-unit: a length is an alternative to a mass (both sides need units of one kind, as mm and inch)"}},

	// One sign instead of two.
	{`shoe.heel ▲= "block"`, []string{`single-equals: "=" is not part of the language (write == to compare)`}},
	{"wearer.age ▲=> 3", []string{`single-equals: "=>" is not part of the language (write >=)`}},
	{"wearer.age ▲=< 3", []string{`single-equals: "=<" is not part of the language (write <=)`}},
	{"shoe.rocker ▲& shoe.closed", []string{`single-ampersand: "&" is not part of the language (write "and")`}},
	{"shoe.rocker ▲| shoe.closed", []string{`single-bar: "|" is not part of the language (write "or")`}},

	// A quote or bracket that does not close.
	{`shoe.heel == ▲"block`, []string{"unclosed-quote: the quote is never closed (add the missing quote behind the word)"}},
	{`shoe.heel == ▲'block" and shoe.rocker`, []string{"unclosed-quote: the quote is never closed (add the missing quote behind the word)"}},
	{`shoe.heel in ["flat", ▲"block]`, []string{"unclosed-quote: the quote is never closed (add the missing quote behind the word)"}},
	{"▲(shoe.rocker and shoe.closed", []string{`unclosed-bracket: "(" is never closed (add the missing ")")`}},
	{`shoe.rocker and ▲(shoe.heel in ▲["block", "wedge"`, []string{
		`unclosed-bracket: "(" is never closed (add the missing ")")`, `unclosed-bracket: "[" is never closed (add the missing "]")`,
	}},
	{"shoe.rocker▲)", []string{`unclosed-bracket: ")" closes nothing that is open (take it away, or open a bracket before it)`}},
	{`▲(shoe.heel in ["block"▲)]`, []string{
		`unclosed-bracket: "(" is never closed (add the missing ")")`, `unclosed-bracket: ")" closes nothing that is open (take it away, or open a bracket before it)`,
	}},

	// A threshold that is never passed.
	{"shoe.heel_height ▲> 300*mm", []string{"threshold-outside: shoe.heel_height is never above 250*mm (it lies between 0*mm and 250*mm)"}},
	{"shoe.heel_height ▲< -1*mm", []string{"threshold-outside: shoe.heel_height is never below 0*mm (it lies between 0*mm and 250*mm)"}},
	{"shoe.heel_height ▲> 250*mm", []string{"threshold-outside: shoe.heel_height is never above 250*mm (it lies between 0*mm and 250*mm)"}},
	{"use.seated ▲< 0", []string{"threshold-outside: use.seated is never below 0 (it lies between 0 and 1)"}},
	{"0 ▲> use.seated", []string{"threshold-outside: use.seated is never below 0 (it lies between 0 and 1)"}},
	{"12*inch ▲< shoe.heel_height", []string{"threshold-outside: shoe.heel_height is never above 250*mm (it lies between 0*mm and 250*mm)"}},
	{"shoe.width ▲>= 150.001*mm", []string{"threshold-outside: shoe.width is never above 5.9055*inch (it lies between 0.1181*inch and 5.9055*inch)"}},
	{"use.seated ▲> 2", []string{"threshold-outside: use.seated is never above 1 (it lies between 0 and 1)"}},
	{"2*hour < use.hours ▲<= 25*hour", []string{"threshold-outside: use.hours is never above 24*hour (it lies between 0*hour and 24*hour)"}},
	{"abs(shoe.drop) ▲> 1*m", []string{"threshold-outside: what is compared is never above 230*mm (it lies between 0*mm and 230*mm)"}},
}

// Every other fault that an expression can have.
var otherSlips = []slip{
	{"▲true", []string{"constant-condition: true is not asked about anything (a flag is a condition by itself: write shoe.rocker, or not shoe.rocker)"}},
	{"shoe.rocker == ▲false", []string{"constant-condition: false is not asked about anything (a flag is a condition by itself: write not shoe.rocker)"}},
	{"5 ▲> 3", []string{"constant-condition: two constants are compared, so this is always the same (compare a word)"}},
	{"3*inch ▲< 76.2*mm", []string{"constant-condition: two constants are compared, so this is always the same (compare a word)"}},
	{"shoe.heel ▲in []", []string{"constant-condition: the list is empty, so this is never true"}},
	{`wearer.arch ▲in ["flat", "normal", "high"]`, []string{"constant-condition: the list holds every value, so this is always true"}},
	{"▲shoe.heel", []string{`needs-condition: shoe.heel is a word to be compared (write shoe.heel == "flat")`}},
	{"shoe.rocker and ▲shoe.heel_height", []string{"needs-condition: a condition is needed, and this is a length (compare it, with < <= > or >=)"}},
	{`shoe.heel == "block" or ▲"wedge"`, []string{`needs-condition: a condition is needed, and "wedge" is a text (write shoe.heel in ["block", "wedge"])`}},
	{"at_least(1, shoe.rocker, ▲wearer.age)", []string{"needs-condition: a condition is needed, and this is a number (compare it, with < <= > or >=)"}},
	{"▲shoe.heel ? shoe.rocker : shoe.closed", []string{`needs-condition: shoe.heel is a word to be compared (write shoe.heel == "flat")`}},
	{"shoe.rocker ▲> 3", []string{"needs-number: > compares numbers and measures (a condition stands by itself, or behind not)"}},
	{"shoe.heel ▲+ 1 > 3", []string{"needs-number: + reckons with numbers and measures (turn a condition into a number with condition ? this : that)"}},
	{"shoe.rocker ? shoe.closed : ▲2", []string{"needs-number: both branches must be numbers, or both conditions"}},
	{"max(wearer.age, ▲shoe.rocker) > 3", []string{"needs-number: max takes numbers and measures"}},
	{"▲-shoe.rocker > 3", []string{"needs-number: a sign stands before what is no number"}},
	{`shoe.heel ▲> "block"`, []string{"no-order: words have no order (compare words with ==, != or in)"}},
	{"shoe.heel_height ▲== 3*inch", []string{"no-equality: a measure is never exactly a number (write <= and >=, as 20*mm <= shoe.heel_height <= 40*mm)"}},
	{"shoe.heel ▲== wearer.arch", []string{`no-equality: two words are compared with each other (compare a word with a value, as shoe.heel == "block")`}},
	{"shoe.heel ▲== 3*inch", []string{`no-equality: == compares a word with one of its values (as shoe.heel == "block")`}},
	{"wearer.age ▲in [1, 2]", []string{`no-equality: in asks whether a word has one of several values (as shoe.heel in ["block", "wedge"]; for a range write 20*mm <= x <= 40*mm)`}},
	{`shoe.heel ▲in "block"`, []string{`no-equality: a list belongs behind in (as shoe.heel in ["block", "wedge"])`}},
	{"shoe.rocker ▲== shoe.closed", []string{"flag-equality: a condition is compared (a flag is a condition by itself: write shoe.rocker, or not shoe.rocker)"}},
	{`shoe.rocker ▲!= "yes"`, []string{"flag-equality: a condition is compared (a flag is a condition by itself: write not shoe.rocker)"}},
	{"▲not shoe.heel_height > 3*inch", []string{`not-binds: not belongs to the word behind it, not to the comparison (write not (x > y), x != "a" or x not in ["a", "b"])`}},
	{"10 < wearer.age ▲> 5", []string{"chain-direction: a chained comparison turns around (write 20*mm < x <= 40*mm, or join two comparisons with and)"}},
	{"3 ▲/ use.seated > 4", []string{"divide-by-zero: what is divided by can be zero (write max(…, 1) or the like around it)"}},
	{"shoe.heel_height ▲/ 0 > 3*mm", []string{"divide-by-zero: what is divided by can be zero (write max(…, 1) or the like around it)"}},
	{"▲max(wearer.age) > 3", []string{"wrong-arguments: max takes two or more numbers (as max(a, b))"}},
	{"▲abs(wearer.age, 3) > 3", []string{"wrong-arguments: abs takes one number (as abs(a - b))"}},
	{"▲clamp(wearer.age, 3) > 3", []string{"wrong-arguments: clamp takes a number, its least and its greatest value (as clamp(x, 0, 1))"}},
	{"clamp(wearer.age, ▲5, 3) > 3", []string{"wrong-arguments: the limits of clamp are constants, the lesser first (as clamp(x, 0, 1))"}},
	{"▲at_least(1)", []string{"wrong-arguments: at_least takes a number and conditions (as at_least(2, a, b, c))"}},
	{"at_least(▲3, shoe.rocker, shoe.closed)", []string{"wrong-arguments: at_least counts from 1 to the number of its conditions, which is 2"}},
	{"▲curve(wearer.age, 0, 0) > 3", []string{"curve-shape: curve takes a number and two or more corners (as curve(x, 16*mm,0, 50*mm,8.5))"}},
	{"curve(wearer.age, 0, 0, 5, 1, ▲3, 2) > 1", []string{"curve-shape: the corners of a curve go from left to right (put them in rising order)"}},
	{"curve(▲5, 0, 0, 5, 1) > 3", []string{"curve-shape: a curve runs over a number that can change"}},
	{"curve(wearer.age, ▲use.seated, 0, 5, 1) > 0.5", []string{"curve-shape: the corners of a curve are constants"}},
	{"▲curve(wearer.age" + strings.Repeat(", 1, 1", 65) + ") > 1", []string{"curve-shape: the curve has more than 64 corners"}},
	{"▲known(shoe.weight)", []string{"not-here: known is asked only in the when of an assumption (a rule need not ask: what is not known is unknown by itself)"}},
	{"shoe.heel == ▲nil", []string{"not-offered: nothing is ever nil here (what is not known is unknown by itself)"}},
	{`shoe.heel == ▲["block"]`, []string{`not-offered: a list stands alone (lists stand behind in: shoe.heel in ["block", "wedge"])`}},
	{`shoe▲["heel"] == "block"`, []string{"not-offered: a word is looked up with square brackets (write shoe.heel with a dot)"}},
	{"▲{▲} == shoe.heel", []string{
		"not-offered: curly brackets are not part of the language (group with ( and ), list words with [ and ])",
		"not-offered: curly brackets are not part of the language (group with ( and ), list words with [ and ])",
	}},
	{"wearer.age ▲% 3 > 2", []string{`not-offered: "%" is not part of the language (there are no remainders; a share is a number, as 0.5)`}},
	{"wearer.age ▲** 2 > 2", []string{`not-offered: "**" is not part of the language (write a curve instead of a power)`}},
	{"wearer.age ▲^ 2 > 2", []string{`not-offered: "^" is not part of the language (write a curve instead of a power)`}},
	{"wearer.age in 1▲..3", []string{`not-offered: ".." is not part of the language (write 20*mm <= x <= 40*mm for a range)`}},
	{"shoe▲?.rocker", []string{`not-offered: "?." is not part of the language (put a space behind the question mark, or write a plain dot)`}},
	{"shoe.rocker ▲?: shoe.closed", []string{`not-offered: "?:" is not part of the language (write x or y, or both alternatives)`}},
	{"shoe.rocker ▲?? shoe.closed", []string{`not-offered: "??" is not part of the language (nothing is ever nil here: what is not known is unknown by itself)`}},
	{`shoe.heel ▲matches "b.*"`, []string{`not-offered: "matches" is not part of the language (texts are compared with == and in)`}},
	{"▲let a▲= 3▲; a > wearer.age", []string{
		`not-offered: "let" is not part of the language (name it under define: instead)`,
		`single-equals: "=" is not part of the language (write == to compare)`,
		`not-offered: ";" is not part of the language (write a comma between what stands in brackets)`,
	}},
	{"shoe.heel.▲upper() > 3", []string{"not-offered: only the functions of the language can be called (they are abs, at_least, clamp, curve, known, max or min)"}},
	{`▲b"x" == shoe.heel`, []string{`not-offered: a byte string is not offered (write the word in quotes, as "block")`}},
	{"▲`x` == shoe.heel", []string{`not-offered: a word stands in back quotes (write it in double quotes, as "block")`}},
	{"max(wearer.age, 3▲,) > 3", []string{"trailing-comma: a comma stands before the closing bracket (take it away)"}},
	{"wearer.age > ▲1_000", []string{`number-form: "1_000" is no plain number (write digits and a point, as 1500 or 0.5)`}},
	{"wearer.age > ▲0x1F", []string{`number-form: "0x1F" is no plain number (write digits and a point, as 1500 or 0.5)`}},
	{"wearer.age > ▲1e2", []string{`number-form: "1e2" is no plain number (write digits and a point, as 1500 or 0.5)`}},
	{"wearer.age > ▲99999999999999999999", []string{"number-form: the number is too great (write a greater unit, or a smaller number)"}},
	{"wearer.age * 1000000000000000000 ▲* 1000000000000000000 > 5", []string{"too-great: the number can be too great to reckon with (write it with smaller numbers)"}},
	{"wearer.age > 1/3" + strings.Repeat("/1000000000000000003", 8) + "▲/1000000000000000003", []string{"too-great: the constant has too many digits (write fewer decimals)"}},
	{"wearer.age > 3 ▲// old", []string{"comment: a comment stands inside the expression (put it on a line of its own, after #, where YAML reads it)"}},
	{"wearer.age > ▲/* old */ 3", []string{"comment: a comment stands inside the expression (put it on a line of its own, after #, where YAML reads it)"}},
	{"wearer.age ▲≥ 3", []string{"unreadable: the sign ≥ is not part of the language (write >=)"}},
	{"shoe.heel == ▲“block”", []string{`unreadable: the sign “ is not part of the language (write straight quotes, as "block")`}},
	{"wearer.age > 3 ▲€", []string{"unreadable: the sign € is not part of the language (docs/language.md lists the signs that may be used)"}},
	{"wearer.age > 3 and▲", []string{"syntax: the expression ends too early (something is missing behind the last sign)"}},
	{"shoe.▲", []string{"syntax: the expression ends too early (something is missing behind the last sign)"}},
	{"wearer.age > ▲> 3", []string{`syntax: ">" is not expected here (a condition or a number is missing before it, or it is one too many)`}},
	{"▲and shoe.rocker", []string{`syntax: "and" is not expected here (a condition or a number is missing before it, or it is one too many)`}},
	{"shoe.rocker or ▲and shoe.closed", []string{`syntax: "and" is not expected here (a condition or a number is missing before it, or it is one too many)`}},
	{"▲&& shoe.rocker", []string{`syntax: "&&" is not expected here (a condition or a number is missing before it, or it is one too many)`}},
	{"wearer.age > 3 ▲shoe.rocker", []string{`syntax: "shoe.rocker" is not expected here (an operator is missing before it, or something before that)`}},
	{"shoe.rocker ▲AND shoe.closed", []string{`syntax: "AND" is not expected here (write "and" in small letters)`}},
	{"(▲) and shoe.rocker", []string{`syntax: ")" is not expected here (something is missing before it)`}},
	{"▲   ", []string{"empty: an expression is missing"}},
	{strings.Repeat("-1", 500) + "▲-1 > use.seated", []string{"too-long: the expression has more than 1000 words and signs (divide it, with names under define:)"}},
	{strings.Repeat("(", 64) + "▲(shoe.rocker" + strings.Repeat(")", 65), []string{"too-deep: brackets are nested more than 64 deep (divide the expression, with names under define:)"}},
	{strings.Repeat("!", 128) + "▲!shoe.rocker", []string{"too-deep: more than 128 signs, nots and question marks could be nested (divide the expression, with names under define:)"}},
}

// marked returns an expression without its marks, and where they stood.
func (s slip) marked() (text string, at []int) {
	var runes []rune
	for _, r := range s.text {
		if r == '▲' {
			at = append(at, len(runes))
			continue
		}
		runes = append(runes, r)
	}
	if at == nil {
		at = []int{0}
	}
	return string(runes), at
}

// A layout is a way to write an expression in YAML. It returns the text from behind "when:" on, and for every rune of
// the expression and its end the place: lines below the key, and the column.
type layout func(text string) (yaml string, places []place)

var expressionLayouts = map[string]layout{
	"plain": func(text string) (string, []place) {
		if text == "" || strings.ContainsAny(text[:1], " -!'\"[{&*|>%@`?") || strings.Contains(text, ": ") || strings.Contains(text, " #") || strings.HasSuffix(text, ":") {
			return "", nil
		}
		return " " + text, onLine(text, place{0, 11}, width)
	},
	"single quotes": func(text string) (string, []place) {
		return " '" + strings.ReplaceAll(text, "'", "''") + "'", onLine(text, place{0, 12}, func(r rune) int {
			if r == '\'' {
				return 2
			}
			return 1
		})
	},
	"double quotes": func(text string) (string, []place) {
		return ` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "s", `\x73`, "w", `\u0077`, "é", `\xE9`).Replace(text) + `"`,
			onLine(text, place{0, 12}, func(r rune) int {
				return map[rune]int{'\\': 2, '"': 2, 's': 4, 'w': 6, 'é': 4}[r] + width(r)*b2i(!strings.ContainsRune(`\"swé`, r))
			})
	},
	"block": func(text string) (string, []place) {
		if strings.HasPrefix(text, " ") {
			return "", nil
		}
		return " |\n      " + text, onLine(text, place{1, 7}, width)
	},
	"block with a comment, over two lines": func(text string) (string, []place) {
		head, tail, ok := strings.Cut(text, " ")
		if !ok || head == "" || strings.Contains(text, "//") {
			return "", nil
		}
		places := onLine(head, place{1, 8}, width)
		return " |- # why\n       " + head + "\n       " + tail, append(places, onLine(tail, place{2, 8}, width)...)
	},
}

func width(rune) int { return 1 }

// onLine returns the places of the runes of a text on one line, and of its end.
func onLine(text string, at place, width func(rune) int) []place {
	places := []place{at}
	for _, r := range text {
		at.col += width(r)
		places = append(places, at)
	}
	return places
}

// told returns a fault with its code in front.
func told(e *Error) string {
	where, rest, _ := strings.Cut(e.Error(), ": ")
	return where + ": " + e.Code + ": " + rest
}

func TestExpressionFaults(t *testing.T) {
	for _, s := range slices.Concat(commonSlips, otherSlips) {
		text, at := s.marked()
		for name, layout := range expressionLayouts {
			written, places := layout(text)
			if written == "" {
				continue
			}
			pack, err := files{"a.yaml": "rules:\n  - id: a/one\n    when:" + written + "\n    note: n\n"}.load()
			assert.Nil(t, pack, "%s, %s", text, name)
			var want, got []string
			for i, message := range s.want {
				code, rest, _ := strings.Cut(message, ": ")
				p := places[at[i]]
				want = append(want, fmt.Sprintf("a.yaml:%d:%d: %s: a/one: %s", 3+p.line, p.col, code, rest))
			}
			for _, e := range AsErrors(err) {
				got = append(got, told(e))
				assert.Equal(t, "a.yaml", e.File, text)
				assert.Equal(t, "a/one", e.Rule, text)
			}
			assert.Equal(t, want, got, "%s, %s", text, name)
		}
	}
}

// Every fault of a pack's files, but for those of expressions.
var packFaults = []struct {
	name  string
	files files
	want  []string
}{
	{"unknown keys", files{"a.yaml": `rule: []
rules:
  - id: a/one
    whe: shoe.rocker
    when: shoe.rocker
    note: n
  - id: a/two
    when: shoe.rocker
    note: n
    points: 3
  - {id: a/three, when: shoe.rocker, note: First, second and third}
  - {id: a/four, when: max(wearer.age, 3) > 4, note: n}
define: {}
hepl: x
`}, []string{
		`a.yaml:1:1: unknown-key: there is no key "rule" (did you mean "rules"?)`,
		`a.yaml:4:5: unknown-key: a/one: there is no key "whe" (did you mean "when"?)`,
		`a.yaml:10:5: unknown-key: a/two: there is no key "points" (the keys are id, when, flag, note, caveat, why, advice, cite, against, grade, mechanism, reviewed, load, exposure)`,
		`a.yaml:11:51: unknown-key: a/three: there is no key "second and third" (put a text that holds a comma in quotes)`,
		`a.yaml:12:27: unclosed-bracket: a/four: "(" is never closed (add the missing ")")`,
		`a.yaml:12:40: unknown-key: a/four: there is no key "3) > 4" (put a text that holds a comma in quotes)`,
		`a.yaml:14:1: unknown-key: there is no key "hepl" (the keys are advice, assume, define, extend, rules, sources)`,
	}},
	{"duplicate ids", files{"a.yaml": `rules:
  - {id: a/one, when: shoe.rocker, note: n}
  - {id: a/two, when: shoe.rocker, note: n}
  - {id: a/one, when: shoe.closed, note: n}
sources:
  A1: {citation: c}
advice:
  more: m
define:
  worn: shoe.rocker
assume:
  use.hours: {value: 8*hour}
`, "b.yaml": `sources:
  A1: {citation: c}
advice:
  more: m
define:
  worn: shoe.rocker
assume:
  use.hours: {value: 8*hour}
`}, []string{
		"a.yaml:4:10: duplicate-id: a/one: the rule at a.yaml:2:5 has this id, too (give it another one)",
		`b.yaml:2:3: duplicate-id: the source "A1" stands at a.yaml:6:3 too (give it another id)`,
		`b.yaml:4:3: duplicate-id: the advice "more" stands at a.yaml:8:3 too (give it another id)`,
		`b.yaml:6:3: duplicate-id: the name "worn" stands at a.yaml:10:3 too (give it another name)`,
		"b.yaml:8:3: duplicate-id: use.hours: what use.hours is taken to be stands at a.yaml:12:3 too (join the two)",
	}},
	{"duplicate keys", files{"a.yaml": `rules:
  - id: a/one
    when: shoe.rocker
    note: n
    when: shoe.closed
rules: []
`}, []string{
		`a.yaml:5:5: duplicate-key: the key "when" is given twice (join the two, or take one away)`,
		`a.yaml:6:1: duplicate-key: the key "rules" is given twice (join the two, or take one away)`,
	}},
	{"bad ids", files{"a.yaml": `rules:
  - {id: b/one, when: shoe.rocker, note: n}
  - {id: a/One, when: shoe.rocker, note: n}
  - {id: one, when: shoe.rocker, note: n}
  - {id: [a/two], when: shoe.rocker, note: n}
  - {when: shoe.rocker, note: n}
`}, []string{
		"a.yaml:2:10: bad-id: b/one: the id of a rule in this file begins with a/ (as a/my-rule, in small letters, digits and -)",
		"a.yaml:3:10: bad-id: a/One: the id of a rule in this file begins with a/ (as a/my-rule, in small letters, digits and -)",
		"a.yaml:4:10: bad-id: one: the id of a rule in this file begins with a/ (as a/my-rule, in small letters, digits and -)",
		"a.yaml:5:10: wrong-shape: an id is a single text (write one text, without [ ] and dashes)",
		"a.yaml:6:5: missing-key: the rule has no id (add id: a/…)",
	}},
	{"outcomes", files{"a.yaml": `rules:
  - {id: a/none, when: shoe.rocker}
  - {id: a/two, when: shoe.rocker, note: n, flag: f}
  - {id: a/points, load: 1, exposure: 1}
  - {id: a/always, note: n}
  -
  - {}
`}, []string{
		"a.yaml:2:5: missing-key: a/none: the rule does nothing (give it one of flag, note, caveat, load or exposure)",
		"a.yaml:3:45: two-outcomes: a/two: the rule has both note and flag (make it two rules)",
		"a.yaml:4:29: two-outcomes: a/points: the rule has both load and exposure (make it two rules)",
		"a.yaml:5:5: missing-key: a/always: a note needs a when (say when it holds)",
		"a.yaml:6:4: missing-key: the rule says nothing (add id: a/…)",
		"a.yaml:7:5: missing-key: the rule says nothing (add id: a/…)",
	}},
	{"points", files{"a.yaml": `assume:
  wearer.age: {value: 35}
rules:
  - {id: a/below, load: wearer.age - 200}
  - {id: a/minus, load: -1}
  - {id: a/truth, load: shoe.rocker}
  - {id: a/unit, load: 3*mm}
  - {id: a/word, load: shoe.heel}
  - {id: a/list, load: [1]}
  - id: a/nothing
    load:
`}, []string{
		"a.yaml:4:25: negative: a/below: the load can be -200, below nothing (a protective feature is the absence of points: write max(0, …))",
		"a.yaml:5:25: negative: a/minus: the load can be -1, below nothing (a protective feature is the absence of points: write max(0, …))",
		"a.yaml:6:25: needs-number: a/truth: a number is needed, and this is a condition (write condition ? this : that)",
		"a.yaml:7:24: wrong-unit: a/unit: a number is needed, and this is a length",
		"a.yaml:8:24: needs-number: a/word: a number is needed, and this is a word",
		"a.yaml:9:24: wrong-shape: a/list: an expression is a single text (write one line; conditions are joined with and / or)",
		"a.yaml:11:10: empty: a/nothing: nothing is written (write it, or take the key away)",
	}},
	{"above the max", files{"a.yaml": `assume:
  shoe.rocker: {value: false}
rules:
  - {id: a/one, load: 60}
  - {id: a/two, load: 40.01}
  - {id: a/three, exposure: 1.5, when: shoe.rocker}
`}, []string{
		"pack.yaml:4:3: above-max: load: the rules of load can reach 100.01, above its max of 100 (the greatest are a/one 60, a/two 40.01)",
		"pack.yaml:5:3: above-max: exposure: the rules of exposure can reach 1.5, above its max of 1 (the greatest are a/three 1.5)",
	}},
	{"no assumption", files{"a.yaml": `rules:
  - {id: a/one, load: 1, when: shoe.rocker and wearer.age > 30}
`}, []string{
		"a.yaml:2:5: no-assumption: a/one: it depends on wearer.age, and nothing says what that is taken to be while it is unknown (add wearer.age under assume:)",
		"a.yaml:2:5: no-assumption: a/one: it depends on shoe.rocker, and nothing says what that is taken to be while it is unknown (add shoe.rocker under assume:)",
	}},
	{"sources and advice", files{"a.yaml": `sources:
  A1: {citation: c}
advice:
  lower-heel: Lower it.
  no-text: [a]
rules:
  - {id: a/one, when: shoe.rocker, note: n, cite: [A2, nowhere, A1], advice: lower-hel}
  - {id: a/two, when: shoe.rocker, note: n, cite: {a: b}, advice: [[a]], why: [a], mechanism: {}}
`, "sources.yaml": `sources:
  S1: {citaton: c, year: 16}
  S2: c
  S3: {citation: c, year: 2016, design: cohort, status: verified}
`}, []string{
		"a.yaml:5:12: wrong-shape: an advice is a single text (write one text, without [ ] and dashes)",
		`a.yaml:7:52: unknown-source: a/one: there is no source "A2" (did you mean "A1"? If not, add A2 under sources:)`,
		`a.yaml:7:56: unknown-source: a/one: there is no source "nowhere" (add it to sources.yaml)`,
		`a.yaml:7:78: unknown-advice: a/one: there is no advice "lower-hel" (did you mean "lower-heel"?)`,
		`a.yaml:8:51: wrong-shape: a/two: cite is a list (as [a, b])`,
		"a.yaml:8:68: wrong-shape: a/two: each of advice is a single text (write one text, without [ ] and dashes)",
		"a.yaml:8:79: wrong-shape: a/two: why is a single text (write one text, without [ ] and dashes)",
		"a.yaml:8:95: wrong-shape: a/two: mechanism is a single text (put a text that holds a colon in quotes)",
		`sources.yaml:2:3: missing-key: S1: the source has no citation (add citation: …)`,
		`sources.yaml:2:8: unknown-key: S1: there is no key "citaton" (did you mean "citation"?)`,
		`sources.yaml:2:26: bad-value: S1: "16" is no year (as 2016)`,
		"sources.yaml:3:7: wrong-shape: S2: a source is made of keys and values (write S2: {citation: …})",
	}},
	{"defines", files{"a.yaml": `define:
  Big: shoe.rocker
  mm: 3
  max: 3
  shoe: 3
  and: 3
  former: latter
  latter: former
  word: shoe.heel
  text: '"x"'
  slip: shoe.rocke
  none:
  used: slip and xyzzy
rules:
  - {id: a/one, when: used, note: n}
`}, []string{
		`a.yaml:2:3: bad-name: "Big" is no name (write small letters, digits and _, as slope or worn_arch)`,
		`a.yaml:3:3: bad-name: "mm" already means something in expressions (choose another name)`,
		`a.yaml:4:3: bad-name: "max" already means something in expressions (choose another name)`,
		`a.yaml:5:3: bad-name: "shoe" already means something in expressions (choose another name)`,
		`a.yaml:6:3: bad-name: "and" already means something in expressions (choose another name)`,
		`a.yaml:8:11: circle: latter: the name leads back to itself: former → latter → former (let one of them stand by itself)`,
		`a.yaml:9:9: needs-number: word: word is neither a number nor a condition`,
		`a.yaml:10:10: needs-number: text: text is neither a number nor a condition`,
		`a.yaml:11:9: unknown-word: slip: there is no word "shoe.rocke" (did you mean "shoe.rocker"?)`,
		"a.yaml:12:8: empty: none: nothing is written (write it, or take the key away)",
		`a.yaml:13:18: unknown-word: used: there is no word "xyzzy" (docs/vocabulary.md lists the words)`,
	}},
	{"assumptions", files{"a.yaml": `assume:
  shoe.rockr: {value: true}
  shoe.rocker: {value: maybe}
  shoe.closed: {value: true, usual: [false]}
  shoe.heel: {value: [stileto]}
  wearer.arch: {value: normal, usual: flat}
  wearer.age: {value: 35, usual: [20, 30]}
  use.seated: {value: 0.5, usual: 0.3}
  use.hours: {value: 8}
  shoe.weight: {value: 300*g, usual: [400*g, 200*g]}
  shoe.width: {value: 5000*mm}
  shoe.drop: {value: 5*mm, usual: [5*mm, 1*m]}
  shoe.heel_height: {usual: [1*mm, 2*mm]}
`, "b.yaml": `assume:
  wearer.recurrent:
    - {value: true}
    - {value: false}
`, "c.yaml": `assume:
  nobody.knows: {value: 1}
`}, []string{
		`a.yaml:2:3: unknown-word: there is no word "shoe.rockr" (did you mean "shoe.rocker"?)`,
		`a.yaml:3:24: unknown-value: shoe.rocker: "maybe" is no value of shoe.rocker (its values are false, true)`,
		`a.yaml:4:16: not-usual: shoe.closed: true is not among what is usual (add it to usual)`,
		`a.yaml:5:23: unknown-value: shoe.heel: "stileto" is no value of shoe.heel (did you mean "stiletto"?)`,
		`a.yaml:6:16: not-usual: wearer.arch: normal is not among what is usual (add it to usual)`,
		`a.yaml:7:15: not-usual: wearer.age: the value is 35, beyond what is usual (widen usual, or clamp the value)`,
		`a.yaml:8:35: wrong-shape: use.seated: usual is a list of two ends (as [7*mm, 12*mm])`,
		`a.yaml:9:22: missing-unit: use.hours: a duration is needed, and this number has no unit (write 8*hour or 8*minute)`,
		`a.yaml:10:38: wrong-shape: shoe.weight: usual ends below its start (write the lesser end first)`,
		`a.yaml:11:23: threshold-outside: shoe.width: shoe.width is never above 5.9055*inch (it lies between 0.1181*inch and 5.9055*inch)`,
		`a.yaml:12:42: threshold-outside: shoe.drop: shoe.drop is never above 230*mm (it lies between -25*mm and 230*mm)`,
		`a.yaml:13:21: missing-key: shoe.heel_height: the assumption has no value (add value: …)`,
		`b.yaml:3:7: never-reached: wearer.recurrent: what stands behind an assumption without when is never reached (put it last)`,
		`c.yaml:2:3: unknown-word: there is no word "nobody.knows" (docs/vocabulary.md lists the words)`,
	}},
	{"more assumptions", files{"a.yaml": `assume:
  use.seated:
    - {when: shoe.rocker, value: 0.5}
  use.hours: []
  shoe.weight: text
  shoe.width: {vale: 3*mm, value: 5*mm}
  shoe.drop:
    - {when: known(shoe.width), value: shoe.width, usual: [1*mm, shoe.width]}
    - {when: known(3), value: 3*mm}
    - {value: 3*mm}
  wearer.age:
    - {when: shoe.closed and shoe.heel, value: shoe.width}
    - {value: wearer.ag}
  shoe.heel_height: {value: shoe.width, usual: [10*mm, 30*mm]}
  shoe.closed: {value: []}
  shoe.rocker:
  wearer.recurrent: [{when: shoe.closed, value: true}, {}]
  wearer.arch: {value: flat, usual: []}
`}, []string{
		`a.yaml:3:7: missing-key: use.seated: the last assumption has a when (end with one that always holds)`,
		`a.yaml:4:3: missing-key: use.hours: nothing is assumed (add value: …)`,
		"a.yaml:5:16: wrong-shape: shoe.weight: an assumption is made of keys and values (write shoe.weight: {value: text})",
		`a.yaml:6:16: unknown-key: shoe.width: there is no key "vale" (did you mean "value"?)`,
		`a.yaml:8:66: wrong-shape: shoe.drop: the ends of usual are constants (as [7*mm, 12*mm])`,
		`a.yaml:9:14: wrong-arguments: shoe.drop: known takes one word (as known(shoe.weight))`,
		`a.yaml:12:30: needs-condition: wearer.age: shoe.heel is a word to be compared (write shoe.heel == "flat")`,
		"a.yaml:12:48: wrong-unit: wearer.age: a number is needed, and this is a length (write a curve over it, or divide it, as shoe.width / (10*mm))",
		`a.yaml:13:15: unknown-word: wearer.age: there is no word "wearer.ag" (did you mean "wearer.age"?)`,
		`a.yaml:14:21: not-usual: shoe.heel_height: the value can lie between 3*mm and 150*mm, beyond what is usual (widen usual, or clamp the value)`,
		`a.yaml:15:24: wrong-shape: shoe.closed: value is a list of one or more words (in order of preference)`,
		`a.yaml:16:15: missing-key: shoe.rocker: the assumption has no value (add value: …)`,
		`a.yaml:17:56: missing-key: wearer.recurrent: the assumption has no value (add value: …)`,
		`a.yaml:18:37: wrong-shape: wearer.arch: usual is a list of one or more words (leave it out where everything is usual)`,
	}},
	{"assumptions in a circle", files{"a.yaml": `assume:
  shoe.rocker:
    - {when: shoe.closed, value: true}
    - {value: false}
  shoe.closed:
    - {when: shoe.rocker, value: true}
    - {value: false}
`}, []string{
		"a.yaml:2:3: circle: shoe.rocker: the assumption leads back to itself: shoe.rocker → shoe.closed → shoe.rocker (let one of them stand by itself)",
	}},
	{"the head", files{"pack.yaml": `name: [t]
version: 1.0
totals:
  id: {combine: sum, max: 100}
  B: {combine: mean, max: 100}
  c: {combine: sum, max: none}
  d: {combine: sum}
  e: {combine: sum, max: 1, min: 2}
score: c + d
bands: {low: 1, mid: 1, high: x}
total: 3
`}, []string{
		"pack.yaml:1:7: wrong-shape: name is a single text (write one text, without [ ] and dashes)",
		`pack.yaml:2:10: bad-value: "1.0" is no version (as 1.0.0)`,
		`pack.yaml:4:3: bad-name: a total cannot be called "id" (write small letters, digits and _, as load)`,
		`pack.yaml:5:3: bad-name: a total cannot be called "B" (write small letters, digits and _, as load)`,
		`pack.yaml:5:16: bad-value: B: totals are not combined by "mean" (write sum or product)`,
		`pack.yaml:6:26: bad-value: c: "none" is no greatest value (write a number above 0, as 100)`,
		"pack.yaml:7:3: missing-key: d: the total has no max (the greatest value that its rules may reach, as max: 100)",
		`pack.yaml:8:29: unknown-key: e: there is no key "min" (the keys are combine, max)`,
		"pack.yaml:10:14: band-order: low: the lowest band begins at 0",
		"pack.yaml:10:22: band-order: mid: the band begins at or below low (write the bands from low to high)",
		`pack.yaml:10:31: bad-value: high: "x" is no edge (write the least score of the band, as 12.5)`,
		`pack.yaml:11:1: unknown-key: there is no key "total" (did you mean "totals"?)`,
	}},
	{"a head without", files{"pack.yaml": "name: test\nversion: 1.0.0\n"}, []string{
		"pack.yaml: missing-key: totals are missing (pack.yaml holds name, version, totals, score and bands)",
		"pack.yaml: missing-key: score is missing (pack.yaml holds name, version, totals, score and bands)",
		"pack.yaml: missing-key: bands are missing (pack.yaml holds name, version, totals, score and bands)",
	}},
	{"a head of nothing", files{"pack.yaml": "name: test\nversion: 1.0.0\ntotals:\nscore: 0\nbands: {}\n"}, []string{
		"pack.yaml:3:1: missing-key: nothing stands under totals: (add one, as load: {combine: sum, max: 100})",
		"pack.yaml:5:1: missing-key: nothing stands under bands: (add one, as low: 0)",
	}},
	{"a score that falls", files{"pack.yaml": strings.Replace(packHead, "load * exposure", "load - 100*exposure", 1)}, []string{
		"pack.yaml:6:8: negative: score: the score can lie between -100 and 100 (keep it between 0 and 1000000)",
		"pack.yaml:6:8: not-rising: score: the score is not seen to rise with exposure (add and multiply what cannot be negative; divide by constants)",
	}},
	{"a score with slips", files{"pack.yaml": strings.Replace(packHead, "load * exposure", "laod * exposure + shoe.weight", 1)}, []string{
		`pack.yaml:6:8: unknown-word: score: there is no word "laod" (did you mean "load"?)`,
		`pack.yaml:6:26: unknown-word: score: there is no word "shoe.weight" (score is made of the totals load, exposure)`,
	}},
	{"too many totals", files{"pack.yaml": "name: test\nversion: 1.0.0\ntotals:\n" + strings.Repeat("  %c: {combine: sum, max: 1}\n", 9) + "score: a\nbands: {low: 0}\n"}, []string{
		"pack.yaml:12:3: too-many: a pack has at most 8 totals",
	}},
	{"no files", files{"pack.yaml": ""}, []string{
		"there is no .yaml file in the folder (pack.yaml says what the rules add up to: name, version, totals, score and bands)",
	}},
	{"no head", files{"pack.yaml": "", "a.yaml": "rules: []\n"}, []string{
		"pack.yaml: no-pack: the file is missing (pack.yaml says what the rules add up to: name, version, totals, score and bands)",
	}},
	{"no YAML", files{"a.yaml": "rules:\n\t- id: a/one\n", "b.yaml": "rules: \"x\n", "c.yaml": "rules: []\n---\nrules: []\n"}, []string{
		"a.yaml:2:1: bad-yaml: this is no YAML: a tab stands where blanks belong (indent with blanks and not with tabs)",
		"b.yaml:1:8: bad-yaml: this is no YAML: the quote is never closed (add the missing quote at the end of the text)",
		"c.yaml:2:1: bad-yaml: the file holds more than one document (take away the lines of ---)",
	}},
	{"no UTF-8", files{"a.yaml": "rules: [\"\xff\"]\n", "b.yaml": "# größer\r\n# \"über\" \xfcber\n", "c.yaml": "\xff\xfer\x00"}, []string{
		"a.yaml:1:10: unreadable: the file is not valid UTF-8 (save it as UTF-8, which editors offer as an encoding)",
		"b.yaml:2:10: unreadable: the file is not valid UTF-8 (save it as UTF-8, which editors offer as an encoding)",
		"c.yaml:1:1: unreadable: the file is not valid UTF-8 (save it as UTF-8, which editors offer as an encoding)",
	}},
	{"more than plain YAML", files{"a.yaml": `rules: &all
  - {id: a/one, when: shoe.rocker, note: n}
  - *all
  - {<<: {note: n}, id: a/two, when: !shoe.rocker x}
`}, []string{
		"a.yaml:1:8: not-plain: anchors are not read in packs (write it out; put a text that begins with & in quotes)",
		"a.yaml:3:5: not-plain: aliases are not read in packs (write it out; put a text that begins with * in quotes)",
		"a.yaml:4:6: not-plain: merge keys are not read in packs (write it out)",
		"a.yaml:4:38: not-plain: tags are not read in packs (take it away; to negate a condition, write not)",
	}},
	{"a long expression", files{"a.yaml": "rules:\n  - {id: a/one, note: n, when: " + strings.Repeat("shoe.rocker and ", 300) + "shoe.rocker}\n"}, []string{
		"a.yaml:2:32: too-long: a/one: the expression is 4811 bytes long; at most 4096 are read (divide it, with names under define:)",
	}},
	{"folded expressions", files{"a.yaml": `rules:
  - id: a/one
    when: >
      shoe.rocker
    note: n
  - id: a/two
    when: shoe.rocker
      and shoe.closed
    note: n
`}, []string{
		"a.yaml:3:11: folded-expression: a/one: the expression is folded over several lines, where no column can be told (use | and a new line, or keep it on one line)",
		"a.yaml:7:11: folded-expression: a/two: the expression is folded over several lines, where no column can be told (use | and a new line, or keep it on one line)",
	}},
	{"shapes", files{
		"a.yaml": "rules:\n  id: a/one\n", "b.yaml": "- a\n", "c.yaml": "rules: null\ndefine: 3\nassume: [x]\nsources: x\nadvice: {x: }\n",
		"d.yaml": "rules:\n  - text\n  - [d/one]\n  - {[a]: b, id: d/two, when: [shoe.rocker], note: {x: y}}\n  - id: d/three\n    when:\n    note:\n",
	}, []string{
		"a.yaml:2:3: wrong-shape: rules is a list (begin each rule with - id: …)",
		"b.yaml:1:1: wrong-shape: a pack file is made of keys and values (as key: value)",
		"c.yaml:1:8: wrong-shape: rules is a list (begin each rule with - id: …)",
		"c.yaml:2:9: wrong-shape: define is made of keys and values (as key: value)",
		"c.yaml:3:9: wrong-shape: assume is made of keys and values (as key: value)",
		"c.yaml:4:10: wrong-shape: sources is made of keys and values (as key: value)",
		"c.yaml:5:13: empty: nothing is written (write it, or take the key away)",
		"d.yaml:2:5: wrong-shape: a rule is made of keys and values (as key: value)",
		"d.yaml:3:5: wrong-shape: a rule is made of keys and values (as key: value)",
		"d.yaml:4:6: wrong-shape: a key is a single word",
		"d.yaml:4:31: wrong-shape: d/two: an expression is a single text (write one line; conditions are joined with and / or)",
		"d.yaml:4:52: wrong-shape: d/two: note is a single text (put a text that holds a colon in quotes)",
		"d.yaml:6:10: empty: d/three: nothing is written (write it, or take the key away)",
		"d.yaml:7:10: empty: d/three: nothing is written behind note: (write it, or take the key away)",
	}},
	{"slips in several files", files{"b.yaml": `rules:
  - id: b/one
    when: shoe.rockr and shoe.heel == "blok"
    note: n
    cite: X
`, "a.yaml": `rules:
  - id: a/two
    note: n
    when: shoe.heel_height > 3
    pints: 3
  - id: a/one
    when: shoe.closed or wearer.age > 300
    note: n
`}, []string{
		"a.yaml:4:28: missing-unit: a/two: shoe.heel_height, a length, is compared with a number that has no unit (write 3*inch or 3*mm)",
		`a.yaml:5:5: unknown-key: a/two: there is no key "pints" (the keys are id, when, flag, note, caveat, why, advice, cite, against, grade, mechanism, reviewed, load, exposure)`,
		"a.yaml:7:37: threshold-outside: a/one: wearer.age is never above 120 (it lies between 0 and 120)",
		`b.yaml:3:11: unknown-word: b/one: there is no word "shoe.rockr" (did you mean "shoe.rocker"?)`,
		`b.yaml:3:39: unknown-value: b/one: "blok" is no value of shoe.heel (did you mean "block"?)`,
		`b.yaml:5:11: unknown-source: b/one: there is no source "X" (add it to sources.yaml)`,
	}},
}

func TestPackFaults(t *testing.T) {
	for _, tt := range packFaults {
		for name, text := range tt.files { // the names of many totals
			for i := 0; strings.Contains(text, "%c"); i++ {
				text = strings.Replace(text, "%c", string(rune('a'+i)), 1)
			}
			tt.files[name] = text
		}
		pack, err := tt.files.load()
		assert.Nil(t, pack, tt.name)
		var got []string
		for _, e := range AsErrors(err) {
			if e.File == "" {
				got = append(got, e.Error())
			} else {
				got = append(got, told(e))
			}
		}
		assert.Equal(t, tt.want, got, tt.name)
		_, again := tt.files.load()
		assert.Equal(t, err.Error(), again.Error(), "%s: the same faults in the same order", tt.name)
	}
}

// The faults of one line come in its order, and what is said twice is said once.
func TestFaultsAreSorted(t *testing.T) {
	_, err := files{"a.yaml": "define:\n  slip: shoe.rockr and wearer.agee > 3\nrules:\n" +
		"  - {id: a/two, when: slip, note: n}\n  - {id: a/one, when: slip or zebra, note: n}\n"}.load()
	var got []string
	for _, e := range AsErrors(err) {
		got = append(got, fmt.Sprintf("%d:%d", e.Line, e.Col))
	}
	assert.Equal(t, []string{"2:9", "2:24", "5:31"}, got)
}

func TestSnippet(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{"  - {id: a/one, note: n, when: shoe.rockr}", "                               ^"},
		{"  - {note: größe 😀, id: a/one, when: shoe.rockr}", "                                     ^"},
		{"  - {id: a/one,\tnote: n,\twhen: shoe.rockr}", "               \t        \t      ^"},
		{"  - {\"note\": \"é\\té\", \"id\": a/one,\t\"when\": \"shoe.r\\x6fcker or shoe.rockr\"}", strings.Repeat(" ", 33) + "\t" + strings.Repeat(" ", 27) + "^"},
		{"  - {id: a/one, note: n, when: 'shoe.heel == \"é😀\" or shoe.rockr'}", strings.Repeat(" ", 53) + "^"},
	} {
		_, err := files{"a.yaml": "# é\nrules:\n" + tt.line + "\n"}.load()
		faults := AsErrors(err)
		require.NotEmpty(t, faults, tt.line)
		last := faults[len(faults)-1]
		assert.Equal(t, "  "+tt.line+"\n  "+tt.want+"\n", last.Snippet(), tt.line)
		caret := utf8.RuneCountInString(strings.SplitN(last.Snippet(), "\n", 2)[1]) - 4
		assert.Equal(t, last.Col-1, caret, tt.line)
	}
	for _, e := range []*Error{{}, {Col: 3}, {Source: "abc"}, {Key: "shoe.width", Msg: "m"}} {
		assert.Empty(t, e.Snippet())
	}
	assert.Equal(t, "  a\uFFFD[2Jb\n   ^\n", (&Error{Source: "a\x1b[2Jb", Col: 2}).Snippet())
	assert.Equal(t, "  abc\n     ^\n", (&Error{Source: "abc", Col: 9}).Snippet(), "at most one past the end")
}

// What follows from other words is never assumed, and what it follows from cannot be assumed from it.
func TestAssumptionsOfSums(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"  shoe.rise: {value: 5*mm}\n", "a.yaml:2:3: not-assumed: shoe.rise: shoe.rise is never assumed (it follows from the two words that it is tied to)"},
		{
			"  shoe.platform: {value: shoe.rise + 25*mm}\n  shoe.heel_height: {value: 30*mm}\n",
			"a.yaml:2:3: circle: shoe.platform: its value depends on shoe.rise, which follows from it (let it stand by itself)",
		},
		{
			"  use.break_every:\n    - {when: shoe.rise > 5*mm, value: 1*hour}\n    - {value: 2*hour}\n" +
				"  shoe.platform:\n    - {when: use.break_every > 1*hour, value: 5*mm}\n    - {value: 2*mm}\n  shoe.heel_height: {value: 30*mm}\n",
			"a.yaml:2:3: circle: use.break_every: the assumption leads back to itself: shoe.rise → shoe.platform → use.break_every → shoe.rise (let one of them stand by itself)",
		},
		{"  shoe.platform: {value: 5*mm}\n  shoe.heel_height: {value: shoe.platform + 20*mm}\n  use.break_every: {value: \"clamp(shoe.rise/(1*mm), 1, 2)*hour\"}\n", ""},
		{"  shoe.platform: {value: 5*mm}\n  shoe.heel_height:\n    - {when: shoe.rise > 5*mm, value: 50*mm}\n    - {value: 30*mm}\n", ""}, // of a stated rise
	} {
		_, err := Load(pairs, fstest.MapFS{"pack.yaml": {Data: []byte(packHead)}, "a.yaml": {Data: []byte("assume:\n" + tt.text)}})
		faults := AsErrors(err)
		if tt.want == "" {
			assert.NoError(t, err, tt.text)
		} else if assert.Len(t, faults, 1, tt.text) {
			assert.Equal(t, tt.want, told(faults[0]), tt.text)
		}
	}
}

// Rules that exclude each other are counted by the greatest, as far as the first word of their when tells.
func TestBound(t *testing.T) {
	for _, tt := range []struct {
		one, two string // the conditions of two rules of 60 points, where 100 are allowed
		good     bool
	}{
		{`shoe.heel == "block"`, `shoe.heel == "wedge"`, true},
		{`shoe.heel == "block"`, `shoe.heel != "block"`, true},
		{`shoe.heel in ["block", "wedge"]`, `shoe.heel in ["cone", "spool"] and shoe.rocker`, true},
		{`shoe.heel in ["block", "wedge"]`, `shoe.heel in ["wedge", "cone"]`, false},
		{`shoe.heel in ["block", "wedge"] and shoe.heel != "wedge"`, `shoe.heel in ["wedge", "cone"]`, true},
		{`shoe.heel == "block"`, `shoe.rocker and shoe.heel == "wedge"`, false}, // its first word is another
		{"wearer.age < 30", "wearer.age >= 30", true},
		{"wearer.age <= 30", "wearer.age >= 30", false},
		{"wearer.age <= 30", "wearer.age > 30", true},
		{"20 < wearer.age < 30", "30 < wearer.age < 40", true},
		{"20 < wearer.age < 30", "29 < wearer.age < 40", false},
		{"shoe.heel_height <= 3*inch", "shoe.heel_height > 76.2*mm", true},
		{"shoe.rocker", "not shoe.rocker", false}, // not is not looked into
		{"shoe.rocker", "shoe.rocker", false},
		{"wearer.age < 20 and wearer.age > 30", "shoe.rocker", true}, // never
		{"shoe.rocker or shoe.closed", "not (shoe.rocker or shoe.closed)", false},
	} {
		_, err := files{"a.yaml": "assume:\n  shoe.heel: {value: block}\n  shoe.rocker: {value: true}\n  shoe.closed: {value: true}\n  wearer.age: {value: 35}\n  shoe.heel_height: {value: 30*mm}\n" +
			"rules:\n  - id: a/one\n    load: 60\n    when: " + tt.one + "\n  - id: a/two\n    load: 60\n    when: " + tt.two + "\n"}.load()
		if tt.good {
			assert.NoError(t, err, "%s; %s", tt.one, tt.two)
		} else if faults := AsErrors(err); assert.Len(t, faults, 1, "%s; %s", tt.one, tt.two) {
			assert.Equal(t, "pack.yaml:4:3: above-max: load: the rules of load can reach 120, above its max of 100 (the greatest are a/one 60, a/two 60)", told(faults[0]))
		}
	}
}

// A digest does not depend on layout, and on nothing but layout does it not depend.
func TestDigest(t *testing.T) {
	const pack = `rules:
  - id: a/one
    when: shoe.rocker and shoe.heel == "block"
    load: curve(wearer.age, 20, 1, 40, 2)
    why: Because.
  - {id: a/two, when: shoe.closed, note: A note., cite: [S1], advice: [more]}
define: {worn: wearer.recurrent}
assume:
  shoe.rocker: {value: false, usual: [true, false]}
  shoe.heel: {value: [block, wedge]}
  wearer.age:
    - {when: worn, value: 50}
    - {value: 35, usual: [20, 60]}
sources: {S1: {citation: C., year: 2016}}
advice: {more: More.}
`
	digest := func(f files) string {
		t.Helper()
		p, err := f.load()
		require.NoError(t, err)
		return p.Identity().Digest
	}
	want := digest(files{"a.yaml": pack})
	assert.Len(t, want, 64)
	same := func(old, new string) {
		t.Helper()
		require.Contains(t, pack, old)
		assert.Equal(t, want, digest(files{"a.yaml": strings.Replace(pack, old, new, 1)}), "%s for %s", new, old)
	}
	same("rules:", "# why\nrules:")
	same(`shoe.rocker and shoe.heel == "block"`, `|-`+"\n      shoe.rocker\n      and shoe.heel=='block'")
	same("{value: false, usual: [true, false]}", "{usual: [true, false], value: false}")
	same("{when: worn, value: 50}", "{value: 50, when: worn}")
	same("cite: [S1]", "cite: S1")
	same("{id: a/two, when: shoe.closed, note: A note., ", "{note: A note., when: 'shoe.closed', id: a/two, ")
	head, tail, _ := strings.Cut(pack, "define:")
	assert.Equal(t, want, digest(files{"a.yaml": head, "b.yaml": "define:" + tail}), "files do not count")

	seen := map[string]string{want: "the pack itself"}
	other := func(f files, what string) {
		t.Helper()
		got := digest(f)
		assert.Empty(t, seen[got], what)
		seen[got] = what
	}
	for _, change := range [][2]string{
		{"40, 2)", "40, 3)"}, {"Because.", "Why not."}, {"shoe.rocker and", "shoe.rocker or"}, {`"block"`, `"wedge"`}, {"A note.", "A note"}, {"note:", "caveat:"},
		{", cite: [S1]", ""}, {", advice: [more]", ""}, {"worn: wearer.recurrent", "worn: not wearer.recurrent"}, {"value: false", "value: true"}, {"[block, wedge]", "[wedge, block]"},
		{"[true, false]}", "[false]}"}, {"value: 50", "value: 51"}, {"[20, 60]", "[20, 61]"}, {"C.", "D."}, {"2016", "2017"}, {"More.", "Less."}, {"a/one", "a/three"},
	} {
		require.Contains(t, pack, change[0])
		other(files{"a.yaml": strings.Replace(pack, change[0], change[1], 1)}, strings.Join(change[:], " to "))
	}
	for _, change := range [][2]string{{"name: test", "name: rest"}, {"1.0.0", "1.0.1"}, {"100}", "101}"}, {"combine: product", "combine: sum"}, {"load * exposure", "load * exposure * 1"}, {"high: 20", "high: 21"}, {"high: 20", "great: 20"}} {
		require.Contains(t, packHead, change[0])
		other(files{"a.yaml": pack, "pack.yaml": strings.Replace(packHead, change[0], change[1], 1)}, strings.Join(change[:], " to "))
	}
}

// known(word) asks whether anything is said of a word, in assumptions alone.
func TestKnown(t *testing.T) {
	pack, err := files{"a.yaml": `rules:
  - {id: a/one, load: shoe.heel_height / (10*mm)}
assume:
  shoe.heel_height:
    - {when: known(shoe.weight) and not known(shoe.heel), value: 10*mm, usual: [10*mm, 40*mm]}
    - {when: known(shoe.heel), value: 20*mm, usual: [10*mm, 40*mm]}
    - {value: 40*mm, usual: [10*mm, 40*mm]}
`}.load()
	require.NoError(t, err)
	for _, tt := range []struct {
		in   item
		want Points
	}{
		{item{}, 400},
		{item{Weight: fact.Grams(300)}, 100},
		{item{Weight: fact.Grams(300).OrMore()}, 100},
		{item{Heel: 1 << 2}, 200},
		{item{Heel: 1<<2 | 1<<3}, 200},
		{item{Heel: 1<<7 - 1}, 400}, // every word is no news
		{item{Weight: fact.Grams(300), Heel: 1}, 200},
		{item{Height: fact.MM(30), Heel: 1}, 300},
	} {
		assert.Equal(t, tt.want, pack.Score(&tt.in), "%+v", tt.in)
	}
}
