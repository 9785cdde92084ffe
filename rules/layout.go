package rules

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser/lexer"
)

// layoutless returns an expression without its spaces, line breaks and kinds of quotes: what its tokens print as, one
// behind the other.
func layoutless(text string) string {
	if len(text) > defaultLimits.Text {
		return text
	}
	if strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
		return lexed(text)
	}
	tokens := make([]byte, 0, 256)
	for at := 0; ; {
		for at < len(text) && strings.IndexByte(" \t\n\r", text[at]) >= 0 {
			at++
		}
		if at == len(text) {
			return string(appendToken(tokens, lexer.EOF, ""))
		}
		kind, n := plainToken(text[at:])
		switch kind {
		case "":
			return lexed(text)
		case lexer.String:
			tokens = appendToken(tokens, kind, text[at+1:at+n-1])
		default:
			tokens = appendToken(tokens, kind, text[at:at+n])
		}
		at += n
	}
}

// lexed is layoutless for texts of all kinds; one that is no expression stays as it is.
func lexed(text string) string {
	var tokens []byte
	l := lexer.New()
	l.Reset(file.NewSource(text))
	for {
		t, err := l.Next()
		switch {
		case err == io.EOF:
			return string(tokens)
		case err != nil:
			return text
		}
		tokens = appendToken(tokens, t.Kind, t.Value)
	}
}

func appendToken(tokens []byte, kind lexer.Kind, value string) []byte {
	if len(tokens) > 0 {
		tokens = append(tokens, ' ')
	}
	tokens = append(tokens, kind...)
	if value == "" {
		return tokens
	}
	tokens = append(tokens, '(')
	tokens = strconv.AppendQuote(tokens, value)
	return append(tokens, ')')
}

// plainToken returns the kind and the length of the token that an ASCII text begins with, as the lexer does in ten times
// the time; no kind where it takes a closer look.
func plainToken(text string) (lexer.Kind, int) {
	follows := func(n int, signs string) bool { return n < len(text) && strings.IndexByte(signs, text[n]) >= 0 }
	n := 1
	switch c := text[0]; {
	case '0' <= c && c <= '9':
		n = digits(text, 0)
		if follows(n, ".") {
			point := n
			if n = digits(text, n+1); n == point+1 {
				return "", 0
			}
		}
		if n < len(text) && (wordly(text[n]) || text[n] == '.') {
			return "", 0
		}
		return lexer.Number, n
	case wordly(c):
		for n < len(text) && wordly(text[n]) {
			n++
		}
		switch {
		case n == 1 && follows(n, `'"`): // it may be bytes, as b"x"
			return "", 0
		case wordOperators[text[:n]]:
			return lexer.Operator, n
		}
		return lexer.Identifier, n
	case c == '"' || c == '\'':
		for n < len(text) && text[n] != c {
			if text[n] < ' ' || text[n] > '~' || text[n] == '\\' {
				return "", 0
			}
			n++
		}
		if n == len(text) {
			return "", 0
		}
		return lexer.String, n + 1
	case strings.IndexByte("()[]", c) >= 0:
		return lexer.Bracket, n
	case strings.IndexByte(",+-", c) >= 0, strings.IndexByte("./?:", c) >= 0 && !follows(n, "./?:*0123456789"):
		return lexer.Operator, n
	case strings.IndexByte("&!=*<>", c) >= 0:
		if follows(n, "&=*") {
			n++
		}
		return lexer.Operator, n
	}
	return "", 0
}

// wordOperators are the words that the lexer takes for operators, offered or not.
var wordOperators = map[string]bool{
	"not": true, "in": true, "or": true, "and": true, "matches": true, "contains": true, "startsWith": true, "endsWith": true,
	"let": true, "if": true, "else": true,
}

// digits returns where the digits of a text that begin at n end.
func digits(text string, n int) int {
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return n
}

// wordly reports whether c can be part of a word.
func wordly(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '$'
}
