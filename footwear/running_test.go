package footwear

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
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

		// A much thicker sole all the way lifts the foot and tips nobody.
		thick := c
		thick.Shoe.HeelHeight, thick.Shoe.Platform = MM(60), Length{}
		assertLow(t, row.ID+", on 60 mm", thick)

		a, err := Default().Assess(c)
		require.NoError(t, err, row.ID)
		highest, widest = max(highest, a.Score.Float()), max(widest, a.Likely.High.Float())
	}
	require.Positive(t, rows)
	t.Logf("%d shoes, scores up to %.2f, likely ones up to %.2f", rows, highest, widest)
}

// For flat feet that roll inward, the shoes that are built against it come out no worse than the others.
func TestStabilityShoesSuitRollingFeet(t *testing.T) {
	f, err := os.Open(runningShoes)
	if err != nil {
		t.Skipf("the measured running shoes are not beside the repository: %v", err)
	}
	defer f.Close()
	wearer, use := Reference()
	wearer.Arch, wearer.Pronation = ArchFlat, PronationOver
	scores := map[string][]rules.Points{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var row struct {
			ID     string
			Stack  float64 `json:"heel_stack_mm"`
			Drop   float64 `json:"drop_mm"`
			Weight float64 `json:"weight_g"`
			Width  float64 `json:"heel_width_mm"`
			Arch   string  `json:"arch_support"`
		}
		require.NoError(t, json.Unmarshal(lines.Bytes(), &row))
		s := Shoe{Style: StyleRunning, HeelHeight: MM(row.Stack), Rise: MM(row.Drop), Weight: Grams(row.Weight), BaseWidth: MM(row.Width), Stability: No}
		if row.Arch == "Stability" {
			s.Stability = Yes
		}
		score := Default().Score(&Case{Shoe: s, Wearer: wearer, Use: use})
		require.True(t, score.Valid(), row.ID)
		scores[row.Arch] = append(scores[row.Arch], score)
	}
	median := func(list []rules.Points) rules.Points {
		require.NotEmpty(t, list)
		slices.Sort(list)
		return list[len(list)/2]
	}
	stable, neutral := median(scores["Stability"]), median(scores["Neutral"])
	assert.LessOrEqual(t, stable, neutral)
	t.Logf("%d stability shoes, median %v; %d neutral ones, median %v", len(scores["Stability"]), stable, len(scores["Neutral"]), neutral)
}

func assertLow(t *testing.T, name string, c Case) {
	t.Helper()
	a, err := Default().Assess(c)
	require.NoError(t, err, name)
	assert.Equal(t, "low", a.Band, "%s\n%v", name, a)
	assert.Empty(t, a.Flags, name)
	for _, l := range a.Lines {
		assert.NotContains(t, []string{"heel/rise", "heel/base", "heel/forefoot-pain"}, l.Rule, name)
	}
	for _, n := range a.Notes {
		assert.False(t, strings.HasPrefix(n.ID, "heel/") || strings.HasPrefix(n.ID, "kind/"), "%s: %s", name, n.Text)
	}
}
