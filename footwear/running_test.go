package footwear

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const runningShoes = "../../shared/data/shops/running-lab.jsonl"

// A running shoe's stack is no high heel: every measured pair, new, is low at the reference, and nothing is said of
// raised heels.
func TestRunningShoesAreLow(t *testing.T) {
	f, err := os.Open(runningShoes)
	if err != nil {
		t.Skipf("the measured running shoes are not beside the repository: %v", err)
	}
	defer f.Close()
	wearer, use := Reference()
	rows, highest, widest := 0, 0.0, 0.0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var row struct {
			ID        string
			Stack     float64 `json:"heel_stack_mm"`
			Forefoot  float64 `json:"forefoot_stack_mm"`
			Drop      float64 `json:"drop_mm"`
			Weight    float64 `json:"weight_g"`
			Width     float64 `json:"heel_width_mm"`
			Arch      string  `json:"arch_support"`
			Removable *bool   `json:"removable_insole"`
			Features  []string
		}
		require.NoError(t, json.Unmarshal(lines.Bytes(), &row))
		rows++
		c := Case{Wearer: wearer, Use: use, Shoe: Shoe{
			Style: StyleRunning, HeelHeight: MM(row.Stack), Platform: MM(row.Forefoot), Rise: MM(row.Drop), Weight: Grams(row.Weight),
			BaseWidth: MM(row.Width), Wear: WearNew, Months: Num(0), Distance: Kilometres(0), Tread: TreadNew, LateralWear: MM(0),
		}}
		if row.Arch == "Stability" {
			c.Shoe.Stability = Yes
		}
		if row.Removable != nil && *row.Removable {
			c.Shoe.RemovableInsole = Yes
		}
		for _, feature := range row.Features {
			switch feature {
			case "Rocker":
				c.Shoe.Rocker = Yes
			case "Cushioned":
				c.Shoe.Cushioning = CushioningCushioned.Or(CushioningMax)
			}
		}
		assertLow(t, row.ID, c)

		// A shop that states less: the stack alone, or the drop alone, or nothing but that it is new.
		less := Shoe{Style: StyleRunning, Wear: WearNew, Months: Num(0), Distance: Kilometres(0), Tread: TreadNew, LateralWear: MM(0)}
		bare := less
		less.HeelHeight = MM(row.Stack)
		assertLow(t, row.ID+", its stack", Case{Shoe: less, Wearer: wearer, Use: use})
		bare.Rise = MM(row.Drop)
		assertLow(t, row.ID+", its drop", Case{Shoe: bare, Wearer: wearer, Use: use})

		a, err := Default().Assess(c)
		require.NoError(t, err, row.ID)
		highest, widest = max(highest, a.Score.Float()), max(widest, a.Likely.High.Float())
	}
	require.Positive(t, rows)
	t.Logf("%d shoes, scores up to %.2f, likely ones up to %.2f", rows, highest, widest)
}

func assertLow(t *testing.T, name string, c Case) {
	t.Helper()
	a, err := Default().Assess(c)
	require.NoError(t, err, name)
	assert.Equal(t, "low", a.Band, "%s\n%v", name, a)
	assert.Empty(t, a.Flags, name)
	for _, n := range a.Notes {
		assert.False(t, strings.HasPrefix(n.ID, "heel/") || strings.HasPrefix(n.ID, "kind/"), "%s: %s", name, n.Text)
	}
}
