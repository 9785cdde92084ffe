package footwear_test

import (
	"fmt"
	"log"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

func ExampleAssessor_Compare() {
	wearer, use := footwear.Reference()
	pump := footwear.Case{Shoe: footwear.Shoe{Heel: footwear.HeelStiletto, HeelHeight: footwear.MM(90)}, Wearer: wearer, Use: use}
	other := footwear.Case{Shoe: footwear.Shoe{Heel: footwear.HeelBlock, HeelHeight: footwear.MM(50)}, Wearer: wearer, Use: use}
	c, err := footwear.Default().Compare(pump, other)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("the other is", c.Outcome, "by", -c.Difference)
	for _, line := range c.Lines {
		fmt.Println(line.Share, line.Rule)
	}
	// Output:
	// the other is better by 29.77
	// -14.78 heel/rise
	// -11.56 heel/base
	// -3.43 sole/flexibility
}

func TestCompare(t *testing.T) {
	wearer, use := footwear.Reference()
	at := func(s footwear.Shoe) footwear.Case { return footwear.Case{Shoe: s, Wearer: wearer, Use: use} }
	heel := func(h footwear.Heel, mm float64) footwear.Shoe {
		return footwear.Shoe{Heel: h, HeelHeight: footwear.MM(mm)}
	}
	with := func(s footwear.Shoe, change func(*footwear.Shoe)) footwear.Shoe { change(&s); return s }
	for _, tt := range []struct {
		name          string
		first, second footwear.Case
		want          rules.Outcome
	}{
		{"two unopened boxes", at(footwear.Shoe{}), at(footwear.Shoe{}), rules.NotDistinguishable},
		{"the same shoe", at(heel(footwear.HeelBlock, 60)), at(heel(footwear.HeelBlock, 60)), rules.NotDistinguishable},
		{"a higher block", at(heel(footwear.HeelBlock, 60)), at(heel(footwear.HeelBlock, 61)), rules.Worse},
		{"a lower stiletto", at(heel(footwear.HeelStiletto, 90)), at(heel(footwear.HeelStiletto, 80)), rules.Better},
		{"a stiletto for a block of its height", at(heel(footwear.HeelBlock, 80)), at(heel(footwear.HeelStiletto, 80)), rules.Worse},
		{"a kitten for a stiletto", at(heel(footwear.HeelStiletto, 100)), at(heel(footwear.HeelKitten, 45)), rules.Better},
		{"less cushioning, by one study", at(with(heel(footwear.HeelFlat, 20), func(s *footwear.Shoe) { s.Cushioning = footwear.CushioningCushioned })),
			at(with(heel(footwear.HeelFlat, 20), func(s *footwear.Shoe) { s.Cushioning = footwear.CushioningNone })), rules.Worse},
		{"an unknown heel for a block", at(heel(footwear.HeelBlock, 60)), at(footwear.Shoe{}), rules.NotDistinguishable},
		{"a colour of nothing known but the kind", at(footwear.Shoe{Heel: footwear.HeelBlock}), at(footwear.Shoe{Heel: footwear.HeelBlock, Toe: footwear.ToeRound}), rules.NotDistinguishable},
		{"lower, and harder", at(with(heel(footwear.HeelBlock, 60), func(s *footwear.Shoe) { s.Cushioning = footwear.CushioningMax })),
			at(with(heel(footwear.HeelBlock, 45), func(s *footwear.Shoe) { s.Cushioning = footwear.CushioningNone })), rules.NotDistinguishable},
	} {
		c, err := footwear.Default().Compare(tt.first, tt.second)
		require.NoError(t, err, tt.name)
		assert.Equal(t, tt.want, c.Outcome, "%s: %+v", tt.name, c.Likely)
		back, err := footwear.Default().Compare(tt.second, tt.first)
		require.NoError(t, err, tt.name)
		assert.Equal(t, -c.Difference, back.Difference, tt.name)
		assert.Equal(t, c.Likely.Low, -back.Likely.High, tt.name)
	}
}

// For somebody of whom nothing is known the wearer is still one person, and the day one day.
func TestCompareForAnybody(t *testing.T) {
	low, high := footwear.Shoe{Heel: footwear.HeelBlock, HeelHeight: footwear.MM(40)}, footwear.Shoe{Heel: footwear.HeelBlock, HeelHeight: footwear.MM(80)}
	c, err := footwear.Default().Compare(footwear.Case{Shoe: low}, footwear.Case{Shoe: high})
	require.NoError(t, err)
	assert.Equal(t, rules.Worse, c.Outcome)
	assert.GreaterOrEqual(t, c.Likely.Low, rules.Points(0))
	assert.Empty(t, c.Totals)

	// Another use is another total.
	_, use := footwear.Reference()
	long, short := use, use
	short.Hours, short.Stint = footwear.Hours(2), footwear.Hours(2)
	c, err = footwear.Default().Compare(footwear.Case{Shoe: high, Use: long}, footwear.Case{Shoe: high, Use: short})
	require.NoError(t, err)
	assert.Equal(t, rules.Better, c.Outcome, "%+v", c)
	assert.Empty(t, c.Lines)
	require.Len(t, c.Totals, 1)
	assert.Equal(t, "exposure", c.Totals[0].Total)
	assert.Equal(t, c.Difference, c.Totals[0].Share)
}

func BenchmarkCompare(b *testing.B) {
	wearer, use := footwear.Reference()
	first := footwear.Case{Shoe: footwear.Shoe{Heel: footwear.HeelStiletto, HeelHeight: footwear.MM(90)}, Wearer: wearer, Use: use}
	second := footwear.Case{Shoe: footwear.Shoe{Heel: footwear.HeelBlock, HeelHeight: footwear.MM(50)}, Wearer: wearer, Use: use}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := footwear.Default().Compare(first, second); err != nil {
			b.Fatal(err)
		}
	}
}
