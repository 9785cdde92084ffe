package footwear

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
)

// forefeet are what the articles' table is held to: nothing stated of the forefoot, and 0 to 5 mm.
func forefeet() []Length {
	list := []Length{{}}
	for f := range int64(11) {
		list = append(list, Length{}.Between(500*f, 500*f))
	}
	return list
}

// scoreAt returns the score of a heel at the reference where nothing but its height and the forefoot is stated, and
// false for a rise beyond what there is.
func scoreAt(t *testing.T, heel Heel, height, forefoot Length) (rules.Points, bool) {
	t.Helper()
	wearer, use := Reference()
	c := Case{Shoe: Shoe{Heel: heel, HeelHeight: height, Platform: forefoot}, Wearer: wearer, Use: use}
	score := Default().Score(&c)
	h, _ := height.Bounds()
	if f, _ := forefoot.Bounds(); forefoot.Known() && h-f > 230_000 {
		require.False(t, score.Valid(), "%v on %v", height, forefoot)
		return 0, false
	}
	require.True(t, score.Valid(), "%v %v on %v", heel, height, forefoot)
	return score, true
}

// The articles name heels by kind and height. What they say of them must hold at the reference.
func TestArticlesTable(t *testing.T) {
	n := 0
	for _, tt := range []struct {
		heel     Heel
		from, to int64 // µm
		bands    []string
	}{
		{HeelKitten, 25_400, 50_800, []string{"low"}},
		{HeelBlock, 25_400, 76_200, []string{"low", "low_moderate"}},
		{HeelWedge, 76_200, 76_200, []string{"moderate"}},
		{HeelStiletto, 76_200, 250_000, []string{"high"}},
	} {
		for _, forefoot := range forefeet() {
			for h := tt.from; h <= tt.to; h += 100 {
				height := Length{}.Between(h, h)
				if score, ok := scoreAt(t, tt.heel, height, forefoot); ok {
					n++
					if band := bandOf(score); !assert.Contains(t, tt.bands, band, "%v %v on %v has %v", tt.heel, height, forefoot, score) {
						return
					}
				}
			}
		}
	}
	t.Logf("%d shoes", n)
}

// However the edges are written, they are the same lengths and fall on the same side.
func TestArticlesTableEdges(t *testing.T) {
	parse := func(s string) Length {
		l, err := ParseLength(s)
		require.NoError(t, err, s)
		return l
	}
	for _, tt := range []struct {
		heel    Heel
		heights []Length
		band    string
	}{
		{HeelStiletto, []Length{MM(76.2), CM(7.62), Inches(3), parse("3in"), parse("7.62cm"), parse("76.2mm"), parse("3 inches")}, "high"},
		{HeelWedge, []Length{MM(76.2), CM(7.62), Inches(3), parse("3in"), parse("7.62cm"), parse("76.2mm")}, "moderate"},
		{HeelBlock, []Length{MM(76.2), CM(7.62), Inches(3), parse("3in"), parse("7.62cm"), parse("76.2mm")}, "low_moderate"},
		{HeelKitten, []Length{MM(50.8), CM(5.08), Inches(2), parse("2in"), parse("5.08cm"), parse("50.8mm")}, "low"},
	} {
		for _, forefoot := range forefeet() {
			want, ok := scoreAt(t, tt.heel, tt.heights[0], forefoot)
			require.True(t, ok)
			assert.Equal(t, tt.band, bandOf(want), "%v %v on %v has %v", tt.heel, tt.heights[0], forefoot, want)
			for _, height := range tt.heights[1:] {
				have, _ := scoreAt(t, tt.heel, height, forefoot)
				assert.Equal(t, want, have, "%v %v on %v", tt.heel, height, forefoot)
			}
		}
	}
}

// At equal height a block is no worse than a wedge, and a stiletto is worse than both.
func TestArticlesOrder(t *testing.T) {
	n := 0
	for _, forefoot := range forefeet() {
		for h := int64(25_400); h <= 250_000; h += 100 {
			height := Length{}.Between(h, h)
			block, ok := scoreAt(t, HeelBlock, height, forefoot)
			if !ok {
				continue
			}
			n++
			wedge, _ := scoreAt(t, HeelWedge, height, forefoot)
			stiletto, _ := scoreAt(t, HeelStiletto, height, forefoot)
			if block > wedge || wedge >= stiletto {
				require.Fail(t, "the order breaks", "%v on %v: block %v, wedge %v, stiletto %v", height, forefoot, block, wedge, stiletto)
			}
		}
	}
	t.Logf("%d heights", n)
}

func TestBandsAreWide(t *testing.T) {
	var names []string
	var from []rules.Points
	for name, edge := range Default().Pack().Bands() {
		names, from = append(names, name), append(from, edge)
	}
	require.Equal(t, []string{"low", "low_moderate", "moderate", "high"}, names)
	assert.Zero(t, from[0])
	assert.GreaterOrEqual(t, from[2]-from[1], rules.Points(800), "low_moderate")
	assert.GreaterOrEqual(t, from[3]-from[2], rules.Points(800), "moderate")
}

// plain is a shoe of ordinary make, new, of which everything is stated that carries points. The shoes below differ from
// it as they say.
var plain = Shoe{
	BaseWidth: MM(65), ArchSupport: ArchSupportMild, Cushioning: CushioningFirm, HeelSupport: Yes, SoleSupport: Yes, Stability: No,
	Flexibility: FlexModerate, Fit: FitProper, Toe: ToeRound, Weight: Grams(350), Wear: WearNew, Months: Num(0),
	Distance: Kilometres(0), Tread: TreadNew, Grip: GripNormal, LateralWear: MM(0), Rocker: No, ClosedBack: Yes, Insole: InsoleNone,
}

// The scores that the pack was set up to give: 15 shoes for a healthy wearer, for flat feet that roll inward, and for
// recurrent back pain, at the reference otherwise.
func TestKnownScores(t *testing.T) {
	healthy, use := Reference()
	flat, hurt := healthy, healthy
	flat.Arch, flat.Pronation = ArchFlat, PronationOver
	hurt.BackPain = BackPainRecurrent

	raised := func(heel Heel, height, forefoot, base float64, flex Flexibility) Shoe {
		s := plain
		s.Heel, s.HeelHeight, s.Platform, s.BaseWidth, s.Flexibility = heel, MM(height), MM(forefoot), MM(base), flex
		return s
	}
	trainer := raised(HeelFlat, 36, 28, 75, FlexFlexible)
	trainer.Style, trainer.Cushioning = StyleRunning, CushioningCushioned
	ideal := trainer
	ideal.ArchSupport = ArchSupportGood
	worn := trainer
	worn.Wear, worn.Distance, worn.Tread, worn.LateralWear = WearWornOut, Kilometres(900), TreadWorn, MM(3)
	supportive := raised(HeelFlat, 20, 10, 65, FlexFlexible)
	supportive.Style, supportive.ArchSupport, supportive.Cushioning = StyleLoafer, ArchSupportGood, CushioningCushioned
	ballet := raised(HeelFlat, 10, 5, 65, FlexFlexible)
	ballet.Style, ballet.ArchSupport, ballet.Cushioning = StyleFlat, ArchSupportNone, CushioningNone
	ballet.HeelSupport, ballet.SoleSupport = No, No
	flipFlop := raised(HeelFlat, 18, 15, 65, FlexFlexible)
	flipFlop.Style, flipFlop.ArchSupport, flipFlop.ClosedBack = StyleFlipFlop, ArchSupportNone, No
	flipFlop.HeelSupport, flipFlop.SoleSupport = No, No
	wedge := func(height float64) Shoe {
		s := raised(HeelWedge, height, 5, 60, FlexStiff)
		s.Weight = Grams(420)
		return s
	}
	bare := raised(HeelStiletto, 120, 5, 9, FlexStiff)
	bare.Cushioning, bare.ArchSupport = CushioningNone, ArchSupportNone
	high := raised(HeelBlock, 120, 40, 45, FlexStiff)
	high.Weight = Grams(620)

	for _, tt := range []struct {
		name                string
		shoe                Shoe
		healthy, flat, hurt float64
	}{
		{"ideal running 36/28", ideal, 0.4, 0.4, 0.5},
		{"usual trainer, mild arch", trainer, 0.9, 1.9, 1.1},
		{"worn-out trainer, 900 km", worn, 6.5, 7.7, 7.7},
		{"supportive flat", supportive, 0.4, 0.4, 0.5},
		{"bare ballet flat", ballet, 13.3, 16.5, 15.5},
		{"flip-flop, firm foam", flipFlop, 9.4, 12.5, 11.1},
		{"kitten 45", raised(HeelKitten, 45, 5, 12, FlexModerate), 9.1, 10.4, 10.7},
		{"block 50.8", raised(HeelBlock, 50.8, 5, 40, FlexModerate), 9.0, 10.3, 10.7},
		{"block 76.2", raised(HeelBlock, 76.2, 5, 40, FlexModerate), 19.7, 21.3, 22.7},
		{"wedge 76.2", wedge(76.2), 23.2, 24.9, 26.6},
		{"wedge 95", wedge(95), 28.6, 30.4, 32.4},
		{"stiletto 76.2", raised(HeelStiletto, 76.2, 5, 9, FlexStiff), 34.7, 36.6, 38.8},
		{"stiletto 100", raised(HeelStiletto, 100, 5, 9, FlexStiff), 41.5, 43.4, 45.8},
		{"stiletto 120, uncushioned", bare, 53.0, 56.5, 57.0},
		{"platform 120/40", high, 26.4, 28.2, 30.1},
	} {
		for _, w := range []struct {
			name   string
			wearer Wearer
			want   float64
		}{{"healthy", healthy, tt.healthy}, {"flat and over-pronating", flat, tt.flat}, {"recurrent back pain", hurt, tt.hurt}} {
			a, err := Default().Assess(Case{Shoe: tt.shoe, Wearer: w.wearer, Use: use})
			require.NoError(t, err, tt.name)
			assert.InDelta(t, w.want, a.Score.Float(), 0.1, "%s, %s\n%v", tt.name, w.name, a)
			assert.Equal(t, fmt.Sprint(rules.Interval{Low: a.Score, High: a.Score}), fmt.Sprint(a.Range), "%s: everything that counts is stated", tt.name)
		}
	}
}
