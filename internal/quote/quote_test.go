package quote

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
)

func TestUpTo(t *testing.T) {
	for _, tt := range []struct {
		in   string
		most int
		want string
	}{
		{"", 0, ""}, {"heel", 4, "heel"}, {"heels", 4, "heel…"}, {"Absätze", 4, "Abs…"}, {"Absätze", 5, "Absä…"}, {"鞋跟", 5, "鞋…"},
	} {
		assert.Equal(t, tt.want, UpTo(tt.in, tt.most), "%q, %d", tt.in, tt.most)
	}
	assert.Equal(t, strings.Repeat("a", 100), Short(strings.Repeat("a", 100)))
	assert.Equal(t, strings.Repeat("a", 100)+"…", Short(strings.Repeat("a", 101)))
}

// What is shortened is a beginning of the text, and valid where the text was.
func FuzzUpTo(f *testing.F) {
	f.Add("Absätze", uint8(4))
	f.Fuzz(func(t *testing.T, text string, n uint8) {
		short := UpTo(text, int(n))
		assert.LessOrEqual(t, len(short), int(n)+len("…"))
		if utf8.ValidString(text) {
			assert.True(t, utf8.ValidString(short))
			assert.True(t, strings.HasPrefix(text, strings.TrimSuffix(short, "…")))
		}
	})
}
