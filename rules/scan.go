package rules

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser/lexer"
)

// operators are the operators and punctuation of the language; all else that expr offers is refused.
var operators = map[string]bool{
	"and": true, "or": true, "not": true, "in": true, "&&": true, "||": true, "!": true,
	"==": true, "!=": true, "<": true, "<=": true, ">": true, ">=": true,
	"+": true, "-": true, "*": true, "/": true, "?": true, ":": true, ",": true, ".": true,
}

// cures say what to write instead of an operator that the language lacks.
var cures = map[string]struct{ code, hint string }{
	"=":          {"single-equals", `write == to compare`},
	"&":          {"single-ampersand", `write "and"`},
	"|":          {"single-bar", `write "or"`},
	"if":         {"not-offered", "write condition ? this : that"},
	"else":       {"not-offered", "write condition ? this : that"},
	";":          {"not-offered", "write a comma between what stands in brackets"},
	"%":          {"not-offered", "there are no remainders; a share is a number, as 0.5"},
	"??":         {"not-offered", "nothing is ever nil here: what is not known is unknown by itself"},
	"?.":         {"not-offered", "put a space behind the question mark, or write a plain dot"},
	"let":        {"not-offered", "name it under define: instead"},
	"matches":    {"not-offered", "texts are compared with == and in"},
	"contains":   {"not-offered", "texts are compared with == and in"},
	"startsWith": {"not-offered", "texts are compared with == and in"},
	"endsWith":   {"not-offered", "texts are compared with == and in"},
	"..":         {"not-offered", "write 20*mm <= x <= 40*mm for a range"},
	"**":         {"not-offered", "write a curve instead of a power"},
	"^":          {"not-offered", "write a curve instead of a power"},
}

var plainNumber = regexp.MustCompile(`^([0-9]+(\.[0-9]+)?|\.[0-9]+)$`)

const commentHint = "put it on a line of its own, after #, where YAML reads it"

// scan checks the text of an expression before it is parsed: its length, its tokens, and that its brackets close.
// It reports whether it is fit to be parsed. The parser recurses, so what could exhaust its stack is refused before.
func (c *checker) scan() bool {
	text, most := c.text, c.limits()
	if len(text) > most.Text {
		c.fault(0, "too-long", fmt.Sprintf("the expression is %d bytes long; at most %d are read", len(text), most.Text), "divide it, with names under define:")
		return false
	}
	runes := []rune(text)
	if strings.Contains(text, "#") { // in a block; elsewhere YAML takes it away
		if at := outsideQuotes(runes, "#"); at >= 0 {
			c.fault(at, "comment", "a comment stands inside the expression", "put it above the block, where YAML reads it")
			return false
		}
	}
	tokens, err := lexer.Lex(file.NewSource(text))
	if err != nil {
		c.lexFault(err, runes)
		return false
	}
	if len(tokens) > most.Nodes {
		c.fault(tokens[most.Nodes].From, "too-long", fmt.Sprintf("the expression has more than %d words and signs", most.Nodes), "divide it, with names under define:")
		return false
	}
	if c.spend(len(tokens)) {
		return false
	}
	before := len(*c.faults)
	var open []lexer.Token // brackets
	end, signs := 0, 0
	for i, t := range tokens {
		gap := runes[end:max(end, min(t.From, len(runes)))]
		if i := slices.IndexFunc(gap, func(r rune) bool { return !unicode.IsSpace(r) }); i >= 0 {
			c.fault(end+i, "comment", "a comment stands inside the expression", commentHint)
		}
		end = max(end, min(t.To, len(runes)))
		next := lexer.Token{}
		if i+1 < len(tokens) {
			next = tokens[i+1]
		}
		switch t.Kind {
		case lexer.Number:
			if !plainNumber.MatchString(t.Value) {
				c.fault(t.From, "number-form", fmt.Sprintf("%q is no plain number", t.Value), "write digits and a point, as 1500 or 0.5")
			} else if x, _ := strconv.ParseFloat(t.Value, 64); x > maxNumber || x >= 1<<63 && !strings.Contains(t.Value, ".") {
				c.fault(t.From, "number-form", "the number is too great", "write a greater unit, or a smaller number")
			}
		case lexer.Bytes:
			c.fault(t.From, "not-offered", "a byte string is not offered", `write the word in quotes, as "block"`)
		case lexer.String:
			if runes[t.From] == '`' {
				c.fault(t.From, "not-offered", "a word stands in back quotes", `write it in double quotes, as "block"`)
			}
		case lexer.Bracket:
			open = c.bracket(t, open, tokens, i)
		case lexer.Operator:
			switch cure, known := cures[t.Value]; {
			case t.Value == "?" && next.Is(lexer.Operator, ":"):
				c.fault(t.From, "not-offered", `"?:" is not part of the language`, "write x or y, or both alternatives")
			case operators[t.Value]:
				if t.Value == "," && next.Kind == lexer.Bracket && strings.Contains(")]", next.Value) {
					c.fault(t.From, "trailing-comma", "a comma stands before the closing bracket", "take it away")
				}
				if t.Value == "-" && isPrefix(tokens, i) || t.Value == "not" || t.Value == "!" || t.Value == "?" {
					signs++
				}
			case t.Value == "=" && (next.Value == ">" || next.Value == "<") && next.From == t.To:
				c.fault(t.From, cure.code, fmt.Sprintf("%q is not part of the language", "="+next.Value), "write "+next.Value+"=")
			case known:
				c.unread(t.From, cure.code, fmt.Sprintf("%q is not part of the language", t.Value), cure.hint)
			default:
				c.fault(t.From, "not-offered", fmt.Sprintf("%q is not part of the language", t.Value), "docs/language.md lists what is")
			}
		}
		switch {
		case len(open) > most.Depth:
			c.fault(t.From, "too-deep", fmt.Sprintf("brackets are nested more than %d deep", most.Depth), "divide the expression, with names under define:")
			return false
		case signs > maxSigns:
			c.fault(t.From, "too-deep", fmt.Sprintf("more than %d signs, nots and question marks could be nested", maxSigns), "divide the expression, with names under define:")
			return false
		}
	}
	for _, t := range open {
		c.fault(t.From, "unclosed-bracket", fmt.Sprintf("%q is never closed", t.Value), fmt.Sprintf("add the missing %q", closing[t.Value]))
	}
	return len(*c.faults) == before
}

// isPrefix reports whether the i-th token stands before what it belongs to, as the minus of a negative number.
func isPrefix(tokens []lexer.Token, i int) bool {
	return i == 0 || tokens[i-1].Kind == lexer.Operator || tokens[i-1].Is(lexer.Bracket, "(", "[")
}

var closing = map[string]string{"(": ")", "[": "]", "{": "}"}

// bracket follows one bracket and returns those that are open behind it.
func (c *checker) bracket(t lexer.Token, open []lexer.Token, tokens []lexer.Token, i int) []lexer.Token {
	switch t.Value {
	case "{", "}":
		c.fault(t.From, "not-offered", "curly brackets are not part of the language", "group with ( and ), list words with [ and ]")
		return open
	case "(", "[":
		if i > 0 && t.Value == "[" {
			switch last := tokens[i-1]; {
			case last.Kind == lexer.Identifier && operators[strings.ToLower(last.Value)]:
				c.fault(last.From, "syntax", fmt.Sprintf("%q is not expected here", last.Value), fmt.Sprintf("write %q in small letters", strings.ToLower(last.Value)))
			case last.Kind == lexer.Identifier, last.Is(lexer.Bracket, ")", "]"):
				c.fault(t.From, "not-offered", "a word is looked up with square brackets", "write shoe.heel with a dot")
			}
		}
		return append(open, t)
	}
	if len(open) == 0 || closing[open[len(open)-1].Value] != t.Value {
		c.fault(t.From, "unclosed-bracket", fmt.Sprintf("%q closes nothing that is open", t.Value), "take it away, or open a bracket before it")
		return open
	}
	return open[:len(open)-1]
}

// foreign are the signs that word processors and mathematicians write, and what to write here.
var foreign = map[rune]string{
	'“': "straight quotes, as \"block\"", '”': "straight quotes, as \"block\"", '„': "straight quotes, as \"block\"",
	'‘': "straight quotes, as \"block\"", '’': "straight quotes, as \"block\"", '«': "straight quotes, as \"block\"",
	'≥': ">=", '≤': "<=", '≠': "!=", '×': "*", '·': "*", '÷': "/", '−': "-", '–': "-", '¬': "not", '∧': "and", '∨': "or", '∈': "in",
	'½': "0.5", '¼': "0.25", '¾': "0.75", '…': "20*mm <= x <= 40*mm for a range", '²': "a curve instead of a power", '³': "a curve instead of a power",
	'″': "3*inch", '′': "3*foot", '~': "a range, as 20*mm <= x <= 40*mm", '≈': "a range, as 20*mm <= x <= 40*mm",
}

// lexFault reports what the lexer could not read.
func (c *checker) lexFault(err error, runes []rune) {
	at, msg := 0, err.Error()
	if e, ok := errors.AsType[*file.Error](err); ok {
		at, msg = e.From, e.Message
	}
	at = min(at, len(runes))
	switch {
	case strings.Contains(msg, "not terminated"):
		at = openQuote(runes, at)
		c.unread(at, "unclosed-quote", "the quote is never closed", "add the missing quote behind the word")
	case strings.Contains(msg, "bad number"):
		c.unread(at, "number-form", "a number runs into letters", "put a * between number and unit, as 3*inch")
	case strings.Contains(msg, "unclosed comment"):
		c.fault(outsideQuotes(runes, "/*"), "comment", "a comment stands inside the expression", commentHint)
	case strings.Contains(msg, "escape"):
		c.fault(at, "unreadable", "a backslash stands in a text", "words need none")
	case at < len(runes) && foreign[runes[at]] != "":
		c.unread(at, "unreadable", fmt.Sprintf("the sign %c is not part of the language", runes[at]), "write "+foreign[runes[at]])
	case at < len(runes) && isInvisible(runes[at]):
		c.fault(at, "unreadable", fmt.Sprintf("an invisible sign, %U, stands here", runes[at]), "type the line again")
	case at < len(runes):
		c.unread(at, "unreadable", fmt.Sprintf("the sign %c is not part of the language", runes[at]), "docs/language.md lists the signs that may be used")
	default:
		c.fault(at, "unreadable", "the expression cannot be read", "docs/language.md lists the signs that may be used")
	}
}

// openQuote returns where the quote that never closes begins; fallback if all are closed.
func openQuote(runes []rune, fallback int) int {
	for i := 0; i < len(runes); i++ {
		if runes[i] != '"' && runes[i] != '\'' {
			continue
		}
		j := closeQuote(runes, i)
		if j < 0 {
			return i
		}
		i = j
	}
	return fallback
}

// outsideQuotes returns where a sign stands outside of quotes, -1 if it does nowhere.
func outsideQuotes(runes []rune, sign string) int {
	for i := 0; i < len(runes); i++ {
		if r := runes[i]; r == '"' || r == '\'' || r == '`' {
			if i = closeQuote(runes, i); i < 0 {
				return -1
			}
		} else if strings.HasPrefix(string(runes[i:min(i+len(sign), len(runes))]), sign) {
			return i
		}
	}
	return -1
}

// closeQuote returns where the quote that opens at i closes, -1 if it does not.
func closeQuote(runes []rune, i int) int {
	for j := i + 1; j < len(runes); j++ {
		switch runes[j] {
		case '\\':
			j++
		case runes[i]:
			return j
		}
	}
	return -1
}
