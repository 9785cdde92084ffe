package rules

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNearest(t *testing.T) {
	for _, tt := range []struct {
		written string
		names   []string
		want    string
	}{
		{"stileto", []string{"stiletto", "block"}, "stiletto"},
		{"STILETTO", []string{"stiletto"}, "stiletto"},
		{"bolck", []string{"block"}, "block"},    // a swap is one edit
		{"ab", []string{"xb", "ax", "cd"}, "ax"}, // equally near: the first in the alphabet
		{"abc", []string{"abd", "abc"}, "abc"},   // nearer counts more than the alphabet
		{"height", []string{"z.height_of_all", "shoes.height", "shoe.height", "heel"}, "shoe.height"},
		{"über", []string{"uber"}, "uber"},
		{"x", []string{"x"}, ""},
		{"wedge", []string{"block"}, ""},
		{"wedge", nil, ""},
		{"wedge", []string{strings.Repeat("wedge", 100_000)}, ""},
		{strings.Repeat("w", 65), []string{strings.Repeat("w", 65)}, ""},
	} {
		name, ok := Nearest(tt.written, tt.names)
		assert.Equal(t, tt.want, name, "%.80s", tt.written)
		assert.Equal(t, tt.want != "", ok, "%.80s", tt.written)
	}
}

// TestEdits holds the short way against the definition.
func TestEdits(t *testing.T) {
	var slow func(x, y []rune) int
	slow = func(x, y []rune) int {
		switch {
		case len(x) == 0 || len(y) == 0:
			return len(x) + len(y)
		case x[0] == y[0]:
			return slow(x[1:], y[1:])
		}
		least := 1 + min(slow(x[1:], y[1:]), slow(x[1:], y), slow(x, y[1:]))
		if len(x) > 1 && len(y) > 1 && x[0] == y[1] && x[1] == y[0] {
			least = min(least, 1+slow(x[2:], y[2:]))
		}
		return least
	}
	random := rand.New(rand.NewPCG(1, 2))
	word := func() (w []rune) {
		for range random.IntN(8) {
			w = append(w, 'a'+random.Int32N(3))
		}
		return w
	}
	for range 3_000 {
		x, y := word(), word()
		want := slow(x, y)
		for most := range 9 {
			require.Equal(t, min(want, most+1), edits(x, y, most), "%q to %q, at most %d", string(x), string(y), most)
		}
	}
}

// What is misspelt a thousand times is compared with thousands of names for the first few only.
func TestHintsEnd(t *testing.T) {
	var sources, cited, advice []string
	for i := range 4_000 {
		sources = append(sources, fmt.Sprintf("  a-source-of-many-%04d: {citation: c}\n", i))
		cited = append(cited, fmt.Sprintf("b-source-of-many-%04d", i))
		advice = append(advice, fmt.Sprintf("lift-%d", i))
	}
	_, err := files{"a.yaml": "sources:\n" + strings.Join(sources, "") + "advice: {lift: l}\nrules:\n  - id: a/one\n    when: shoe.rocker\n    note: n\n    cite: [" +
		strings.Join(cited, ", ") + "]\n    advice: [" + strings.Join(advice, ", ") + "]\n"}.load()
	faults := AsErrors(err)
	require.Len(t, faults, 8_000, "all the same each is a fault")
	hinted := 0
	for _, e := range faults {
		if strings.HasPrefix(e.Hint, "did you mean") {
			hinted++
		}
	}
	assert.Equal(t, maxAlike/4_000+1, hinted)
	assert.True(t, slices.IsSortedFunc(faults, func(a, b *Error) int { return a.Line - b.Line }))
}
