package footwear

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/big"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
)

// printed is an assessment as a stranger reads it: its numbers by the digits that were written.
type printed struct {
	Score, Load, Sensitivity, Exposure json.Number
	Lines                              []struct {
		Rule          string
		Points, Share json.Number
	}
	Factors []struct {
		Rule, Total string
		Value       json.Number
	}
}

// exact reads a printed decimal in whole units, as 100 for hundredths. It must need no rounding.
func (x *trial) exact(text json.Number, units int64) int64 {
	r, ok := new(big.Rat).SetString(text.String())
	if ok {
		r.Mul(r, big.NewRat(units, 1))
	}
	if !ok || !r.IsInt() {
		x.Errorf("%q is no decimal of 1/%d", text, units)
		return 0
	}
	return r.Num().Int64()
}

// As printed, to the last digit, points sum to the load and shares to the score; the factors make up sensitivity and
// exposure, and the three of them the score.
func TestLedgerAddsUp(t *testing.T) {
	law(t, 100_000, 2_000, func(x *trial) {
		truth := x.truth()
		truth.untold(truth)
		c := truth.tell()
		if x.chance(2) {
			c = x.facts(truth).tell()
		}
		a := x.assess(c)
		a.ask = nil // what to ask takes longest, and adds nothing up
		data, err := json.Marshal(a)
		assert.NoError(x, err)
		var p printed
		assert.NoError(x, json.Unmarshal(data, &p))

		var points, share, sensitivity int64
		for i, line := range p.Lines {
			points += x.exact(line.Points, 100)
			share += x.exact(line.Share, 100)
			if x.exact(line.Points, 100) <= 0 || x.exact(line.Share, 100) < 0 {
				x.Errorf("a line without points, or with a share below nothing: %+v", line)
			}
			if i > 0 && x.exact(p.Lines[i-1].Points, 100) < x.exact(line.Points, 100) {
				x.Errorf("%s stands below %s", line.Rule, p.Lines[i-1].Rule)
			}
		}
		exposure := big.NewRat(1, 1)
		for _, f := range p.Factors {
			n := x.exact(f.Value, 1_000_000)
			switch f.Total {
			case "sensitivity":
				sensitivity += n
			case "exposure":
				exposure.Mul(exposure, big.NewRat(n, 1_000_000))
			default:
				x.Errorf("a factor of %q", f.Total)
			}
		}
		load, score := x.exact(p.Load, 100), x.exact(p.Score, 100)
		if points != load {
			x.Errorf("points sum to %d, the load is %d:\n%s", points, load, data)
		}
		if share != score && load > 0 || load == 0 && score != 0 {
			x.Errorf("shares sum to %d, the score is %d:\n%s", share, score, data)
		}
		for i, want := range sharesOf(p, x, score, load) {
			if have := x.exact(p.Lines[i].Share, 100); have != want {
				x.Errorf("the share of %s is %d, it should be %d:\n%s", p.Lines[i].Rule, have, want, data)
			}
		}
		if s := x.exact(p.Sensitivity, 1_000_000); s != sensitivity {
			x.Errorf("factors sum to %d, the sensitivity is %d:\n%s", sensitivity, s, data)
		}
		// Each of the five factors is printed rounded, their product is rounded once.
		e := big.NewRat(x.exact(p.Exposure, 1_000_000), 1_000_000)
		if off := new(big.Rat).Sub(e, exposure); off.Abs(off).Cmp(big.NewRat(3, 1_000_000)) > 0 {
			x.Errorf("factors multiply to %s, the exposure is %s:\n%s", exposure.FloatString(8), p.Exposure, data)
		}
		if want := scoreOf(x.exact(p.Exposure, 1_000_000), load, sensitivity); score != want {
			x.Errorf("the totals make a score of %d, it is %d:\n%s", want, score, data)
		}
	})
}

// sharesOf divides the score in proportion to points: whole hundredths, the rest by largest remainder, ties by rule id.
func sharesOf(p printed, x *trial, score, load int64) []int64 {
	shares, order := make([]int64, len(p.Lines)), make([]int, len(p.Lines))
	left := score
	rest := func(i int) int64 { return score * x.exact(p.Lines[i].Points, 100) % load }
	for i, line := range p.Lines {
		shares[i], order[i] = score*x.exact(line.Points, 100)/load, i
		left -= shares[i]
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(rest(b), rest(a)), strings.Compare(p.Lines[a].Rule, p.Lines[b].Rule))
	})
	for _, i := range order[:left] {
		shares[i]++
	}
	return shares
}

// scoreOf reckons the score without binary fractions: exposure × load × (1 + sensitivity × (1 − load/100)), rounded
// once, halves away from zero.
func scoreOf(exposure, load, sensitivity int64) int64 {
	e, l, s := big.NewRat(exposure, 1_000_000), big.NewRat(load, 100), big.NewRat(sensitivity, 1_000_000)
	rest := new(big.Rat).Sub(big.NewRat(1, 1), new(big.Rat).Quo(l, big.NewRat(100, 1)))
	score := new(big.Rat).Add(big.NewRat(1, 1), rest.Mul(rest, s))
	score.Mul(score.Mul(score, l), e)
	score.Add(score.Mul(score, big.NewRat(100, 1)), big.NewRat(1, 2))
	return new(big.Int).Quo(score.Num(), score.Denom()).Int64()
}

func TestAssessmentReadsBack(t *testing.T) {
	law(t, 2_000, 100, func(x *trial) {
		a := x.assess(x.facts(x.truth()).tell())
		if x.chance(2) {
			a.ID = "sku-1"
		}
		data, err := json.Marshal(a)
		assert.NoError(x, err)
		var back Assessment
		assert.NoError(x, json.Unmarshal(data, &back), "%s", data)
		again, err := json.Marshal(back)
		assert.NoError(x, err)
		if !bytes.Equal(data, again) {
			x.Errorf("it reads back as something else:\n%s\n%s", data, again)
		}
		assert.Equal(x, fmt.Sprint(a.Ask()), fmt.Sprint(back.Ask()))
	})
}

// A log holds the score and nothing about the wearer: neither words nor values.
func TestLogHoldsNoHealthData(t *testing.T) {
	law(t, 2_000, 200, func(x *trial) {
		c := x.facts(x.truth()).tell()
		a := x.assess(c)
		a.ID = "a customer's"
		var b bytes.Buffer
		slog.New(slog.NewJSONHandler(&b, nil)).Info("assessed", "strain", a, "too", &a)
		var logged map[string]any // exactly these, and nothing else of the case
		assert.NoError(x, json.Unmarshal(b.Bytes(), &logged))
		want := map[string]any{"score": a.Score.String(), "band": a.Band, "decided": a.Decided, "digest": a.Pack.Digest}
		assert.Equal(x, want, logged["strain"])
		assert.Equal(x, want, logged["too"])
	})
}

// The ledger is short, and says of a band no more than is known.
func TestLedgerText(t *testing.T) {
	names := []string{"low", "low-moderate", "moderate", "high"}
	law(t, 20_000, 1_000, func(x *trial) {
		a := x.assess(x.facts(x.truth()).tell())
		text := a.String()
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		if len(lines) > 25 {
			x.Errorf("%d lines:\n%s", len(lines), text)
		}
		standing, ok := strings.CutPrefix(lines[0], fmt.Sprintf("Strain index %v of 100: ", a.Score))
		if !ok || standing != a.Standing() {
			x.Errorf("it begins otherwise:\n%s", text)
		}
		rank := func(band string) int { return slices.Index(names, strings.ReplaceAll(band, "_", "-")) }
		lo, hi := rank(a.LikelyBands[0]), rank(a.LikelyBands[1])
		var want string
		switch {
		case a.Decided:
			want = names[rank(a.Band)]
		case lo == hi:
			want = "probably " + names[lo]
		case hi-lo >= 2:
			want = fmt.Sprintf("not enough is known (%s to %s)", names[lo], names[hi])
		case hi == 3:
			want = "at least " + names[lo]
		default:
			want = names[lo] + " to " + names[hi]
		}
		if standing != want {
			x.Errorf("%q should be %q: likely %v, range %v", standing, want, a.LikelyBands, a.Bands)
		}
		for _, line := range lines[1:] {
			for _, name := range names {
				if strings.TrimSpace(line) == name || strings.Contains(line, ": "+name) {
					x.Errorf("a band stands alone:\n%s", text)
				}
			}
		}
	})
}

// The bands are those of the pack that the assessment is by, whatever they are called.
func TestStandingByAnotherPack(t *testing.T) {
	assert.Equal(t, strainBands, Default().bands)
	assessor, err := Load(fstest.MapFS{"pack.yaml": {Data: []byte(`
name: heels
version: 1.0.0
totals:
  load: {combine: sum, max: 100}
  sensitivity: {combine: sum, max: 0.5}
  exposure: {combine: product, max: 1}
score: exposure * load * (1 + sensitivity * (1 - load/100))
bands: {green: 0, pale_green: 20, yellow: 40, red: 60, black: 80}
`)}, "heel.yaml": {Data: []byte(`
rules:
  - id: heel/height
    load: curve(shoe.heel_height, 0*mm,0, 100*mm,100)
    why: The higher the heel, the further the body leans.
assume:
  shoe.heel_height: {value: 40*mm, usual: [10*mm, 90*mm]}
  shoe.platform: {value: 5*mm, usual: [0*mm, 20*mm]}
`)}})
	require.NoError(t, err)
	for _, tt := range []struct {
		height Length
		want   string
		read   string // from JSON, which does not tell the bands of the pack
	}{
		{MM(30), "pale-green", "pale-green"},
		{MM(30).To(MM(50)), "pale-green to yellow", "not enough is known (pale-green to yellow)"},
		{MM(70).To(MM(90)), "at least red", "not enough is known (red to black)"},
		{MM(30).To(MM(70)), "not enough is known (pale-green to red)", "not enough is known (pale-green to red)"},
	} {
		a, err := assessor.Assess(Case{Shoe: Shoe{HeelHeight: tt.height}})
		require.NoError(t, err)
		assert.Equal(t, tt.want, a.Standing(), "%v", tt.height)
		data, err := json.Marshal(a)
		require.NoError(t, err)
		var back Assessment
		require.NoError(t, json.Unmarshal(data, &back))
		assert.Equal(t, tt.read, back.Standing(), "%v", tt.height)
	}
}

// At the reference the assessment says so, and only there.
func TestAtReference(t *testing.T) {
	wearer, use := Reference()
	a, err := Default().Assess(Case{Wearer: wearer, Use: use})
	require.NoError(t, err)
	assert.True(t, a.AtReference)
	assert.Contains(t, a.String(), "reference")
	use.Hours = Hours(7)
	a, err = Default().Assess(Case{Wearer: wearer, Use: use})
	require.NoError(t, err)
	assert.False(t, a.AtReference)
	assert.NotContains(t, a.String(), "reference")
}

// Lines are rounded once: no shares are lost where a score is tiny or a load has many lines.
func TestSharesOfTinyScores(t *testing.T) {
	wearer, use := Reference()
	use.Seated, use.Days = Num(1), Num(0.01)
	for _, s := range []Shoe{{}, {Heel: HeelStiletto, HeelHeight: MM(120)}, {Style: StyleFlipFlop}} {
		a, err := Default().Assess(Case{Shoe: s, Wearer: wearer, Use: use})
		require.NoError(t, err)
		var sum rules.Points
		for _, line := range a.Lines {
			sum += line.Share
		}
		assert.Equal(t, a.Score, sum)
	}
}
