package rules

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser/lexer"
)

// The digests of packs that are out there depend on it.
func TestLayoutless(t *testing.T) {
	for _, text := range []string{
		"", " ", "flat", "worn_out", "2*inch < shoe.rise\n  and not shoe.rocker", `shoe.heel not in ["flat", 'block', ""]`,
		`'a "quoted" word'`, `"ä\u00e9\n\t"`, "`raw`", ".5 + 1e3", "# x", "a // rest", "“x”", `"open`, "3in", "Identifier(\"flat\") EOF , 5*mm",
	} {
		want := text
		if tokens, err := lexer.Lex(file.NewSource(text)); err == nil {
			parts := make([]string, len(tokens))
			for i, token := range tokens {
				parts[i] = token.String()
			}
			want = strings.Join(parts, " ")
		}
		assert.Equal(t, want, layoutless(text), text)
	}
	long := strings.Repeat("a ", 5000) // longer than any expression
	assert.Equal(t, long, layoutless(long))
}
