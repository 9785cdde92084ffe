package rules

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser/lexer"
)

var tokenTexts = []string{
	"", " ", "flat", "worn_out", "2*inch < shoe.rise\n  and not shoe.rocker", `shoe.heel not in ["flat", 'block', ""]`,
	`'a "quoted" word'`, `"ä\u00e9\n\t"`, "`raw`", ".5 + 1e3", "# x", "a // rest", "“x”", `"open`, "3in", "Identifier(\"flat\") EOF , 5*mm",
	"1..2", "1.", "1.5.5", "0x1F", "007", "1_000", `b"x" b 'y' ab"z"`, "a ?: b ?? c?.d", "x?.5:.5", "a::b", "a|b||c", "a/b/*c*/d", "not in", "not",
	"if x { y } else { z }", "&&!=**<=>==", "$env", "a\u00a0b", "a\fb", "{};%^~@", "'a\nb'", "x = > y", "min(1,-2+3.25)",
}

// byLexer is layoutless as the lexer has it. The digests of packs that are out there depend on it.
func byLexer(text string) string {
	tokens, err := lexer.Lex(file.NewSource(text))
	if err != nil {
		return text
	}
	parts := make([]string, len(tokens))
	for i, token := range tokens {
		parts[i] = token.String()
	}
	return strings.Join(parts, " ")
}

func TestLayoutless(t *testing.T) {
	for _, text := range tokenTexts {
		assert.Equal(t, byLexer(text), layoutless(text), text)
	}
	assert.Equal(t, layoutless(`shoe.heel=="flat"`), layoutless("shoe.heel  ==\n'flat'"))
	long := strings.Repeat("a ", 5000) // longer than any expression
	assert.Equal(t, long, layoutless(long))
}

func FuzzLayoutless(f *testing.F) {
	for _, text := range tokenTexts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1000 {
			assert.Equal(t, byLexer(text), layoutless(text))
		}
	})
}
