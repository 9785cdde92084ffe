package rules

import (
	"io"
	"strconv"

	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser/lexer"
)

// layoutless returns an expression without its spaces, line breaks and kinds of quotes: what its tokens print as, one
// behind the other.
func layoutless(text string) string {
	if len(text) > defaultLimits.Text {
		return text
	}
	l := lexer.New()
	l.Reset(file.NewSource(text))
	tokens := make([]byte, 0, 256)
	for {
		t, err := l.Next()
		switch {
		case err == io.EOF:
			return string(tokens)
		case err != nil:
			return text
		}
		if len(tokens) > 0 {
			tokens = append(tokens, ' ')
		}
		tokens = append(tokens, t.Kind...)
		if t.Value != "" {
			tokens = append(tokens, '(')
			tokens = strconv.AppendQuote(tokens, t.Value)
			tokens = append(tokens, ')')
		}
	}
}
