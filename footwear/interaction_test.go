package footwear

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
)

// Some things count for more together than the sum of each by itself. Loads are compared, so that neither exposure nor
// sensitivity has a part in it.
func TestInteractions(t *testing.T) {
	hard := func(c *Case) { c.Shoe.Cushioning = CushioningNone }
	bare := func(c *Case) { c.Shoe.ArchSupport = ArchSupportNone }
	for _, tt := range []struct {
		name     string
		from     func(*Case) // what both begin with
		one, two func(*Case)
	}{
		{"a narrow base, raised", func(c *Case) { c.Shoe.BaseWidth = MM(65) },
			func(c *Case) { c.Shoe.BaseWidth = MM(10) }, func(c *Case) { c.Shoe.HeelHeight = MM(80) }},
		{"no arch support, a flat foot", nil, bare, func(c *Case) { c.Wearer.Arch = ArchFlat }},
		{"no arch support, a foot that rolls inward", nil, bare, func(c *Case) { c.Wearer.Pronation = PronationOver }},
		{"a hard shoe, a high arch", func(c *Case) { c.Shoe.Cushioning = CushioningCushioned }, hard, func(c *Case) { c.Wearer.Arch = ArchHigh }},
		{"a tight shoe, a bunion", nil, func(c *Case) { c.Shoe.Fit = FitTight }, func(c *Case) { c.Wearer.Bunion = Yes }},
		{"a pointed shoe, a bunion", nil, func(c *Case) { c.Shoe.Toe = ToePointed }, func(c *Case) { c.Wearer.Bunion = Yes }},
		{"worn out, said to be soft", nil, // what softness saves is gone: soft saves less when worn
			func(c *Case) { c.Shoe.Wear = WearWornOut }, func(c *Case) { c.Shoe.Cushioning = CushioningMax }},
		{"a hard shoe, walking", nil, hard, func(c *Case) { c.Use.Activity = ActivityWalking }},
		{"a rocker, pain on standing", nil, func(c *Case) { c.Shoe.Rocker = Yes }, func(c *Case) { c.Wearer.WorseStanding = Yes }},
		{"a leg difference, standing", func(c *Case) { c.Use.Seated = Num(1) },
			func(c *Case) { c.Wearer.LegLengthDifference = MM(8) }, func(c *Case) { c.Use.Seated = Num(0) }},
		{"a raised heel, a sore forefoot", func(c *Case) { c.Shoe.Heel = HeelBlock },
			func(c *Case) { c.Shoe.HeelHeight = MM(80) }, func(c *Case) { c.Wearer.ForefootPain = Yes }},
	} {
		load := func(changes ...func(*Case)) rules.Points {
			wearer, use := Reference()
			c := Case{Shoe: plain, Wearer: wearer, Use: use}
			c.Shoe.Heel, c.Shoe.HeelHeight, c.Shoe.Platform = HeelFlat, MM(20), MM(10)
			for _, change := range changes {
				if change != nil {
					change(&c)
				}
			}
			a, err := Default().Assess(c)
			require.NoError(t, err, tt.name)
			return a.Load
		}
		neither, one, two, both := load(tt.from), load(tt.from, tt.one), load(tt.from, tt.two), load(tt.from, tt.one, tt.two)
		assert.Greater(t, both-two, one-neither, "%s: %v, %v and %v, %v together", tt.name, neither, one, two, both)
	}
}
