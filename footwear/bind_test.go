package footwear

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A pack that is bound to a wearer and a use gives the scores that it gives unbound.
func TestBoundScores(t *testing.T) {
	law(t, 100_000, 1_000, func(x *trial) {
		visitor := x.facts(x.truth()).tell()
		bound, err := Default().Pack().Bind(&Case{Wearer: visitor.Wearer, Use: visitor.Use}, "wearer", "use")
		require.NoError(x.t, err, jsonOf(visitor))
		score := bound.Scorer()
		for range 20 {
			c := x.facts(x.truth()).tell()
			c.Wearer, c.Use = visitor.Wearer, visitor.Use
			assert.Equal(x, Default().Score(c), score(c), jsonOf(c))
		}
	})
}

func BenchmarkBound(b *testing.B) {
	w, u := Reference()
	c := Case{Wearer: w, Use: u, Shoe: Shoe{Style: StylePump, Heel: HeelBlock, Wear: WearNew, Months: Num(0)}}
	bound, _ := Default().Pack().Bind(&c, "wearer", "use")
	score := bound.Scorer()
	b.Run("score", func(b *testing.B) {
		for b.Loop() {
			score(&c)
		}
	})
	b.Run("unbound", func(b *testing.B) {
		for b.Loop() {
			Default().Score(&c)
		}
	})
	b.Run("bind", func(b *testing.B) {
		for b.Loop() {
			Default().Pack().Bind(&c, "wearer", "use")
		}
	})
}
