package rules

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The line with which a file ceases to be YAML is found, whatever spreads over several lines before it.
func TestGuiltyLine(t *testing.T) {
	const spread = "a%: [\n  1,\n\n\n\n\n\n\n\n\n\n\n\n\n  2]\nb%: \"c\n\n\n\n\n\n\n\n\n\n\n\n  d\"\n"
	lines := strings.Count(spread, "\n")
	for _, tt := range []struct {
		name, text string
		line       int
	}{
		{"a quote behind a text", strings.Repeat("k: v\n", 100) + "k: \"a\" b\n" + strings.Repeat("k: v\n", 100), 101},
		{"behind much that spreads", strings.Repeat(spread, 40) + "x: 'it's'\n" + strings.Repeat("k: v\n", 100), 40*lines + 1},
		{"before much that spreads", "x: 'it's'\n" + strings.Repeat(spread, 40), 1},
		{"a bracket that is never closed", strings.Repeat(spread, 3) + "x: {a: b\n" + strings.Repeat("k: v\n", 100), 3*lines + 1},
		{"a bracket that is never closed, with commas below", strings.Repeat(spread, 3) + "x: [a,\n" + strings.Repeat("  b,\n", 100), 3*lines + 1},
		{"a quote that is never closed", strings.Repeat(spread, 3) + "x: \"a\n" + strings.Repeat("  b\n", 100), 3*lines + 1},
		{"comments and empty lines", "# a\n\nk: v\n\n# b\n- c\n\n# d\n\n", 6},
		{"one line", "k: \"", 1},
		{"ends of other systems", "k: v\r\nk: v\r\nk: 'a' b\r\nk: v\r\n", 3},
		{"ends of old systems", "k: v\rk: v\rk: 'a' b\rk: v\r", 3},
		{"another document", "k: v\n---\nk: 'a' b\n", 3},
	} {
		faults := Errors{}
		s := &source{name: "a.yaml", faults: &faults}
		s.parse([]byte(strings.ReplaceAll(tt.text, "%", "")))
		require.NotEmpty(t, faults, tt.name)
		assert.Equal(t, "bad-yaml", faults[len(faults)-1].Code, tt.name)
		line := faults[len(faults)-1].Line
		assert.Equal(t, tt.line, line, "%s: %s", tt.name, faults[0].Msg)
	}
}

// Of a file that is too long to be read again and again the line is that of the parser.
func TestGuiltyLineOfLongFile(t *testing.T) {
	faults := Errors{}
	s := &source{name: "a.yaml", faults: &faults}
	assert.False(t, s.parse([]byte(strings.Repeat("key: value\n", 10_000)+"x: \"a\n")))
	require.Len(t, faults, 1)
	assert.Equal(t, 10_001, faults[0].Line)
}
