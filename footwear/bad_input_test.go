package footwear

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
)

// What cannot be is refused by its key and a stable code, everything at once; never by a panic, never in silence.
func TestImpossibleFacts(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, tt := range []struct {
		name string
		c    Case
		want []string // key: code
	}{
		{"not a number", Case{Shoe: Shoe{HeelHeight: MM(nan)}}, []string{"shoe.heel_height: bad-value"}},
		{"infinite", Case{Shoe: Shoe{Weight: Grams(inf)}}, []string{"shoe.weight: bad-value"}},
		{"infinitely little", Case{Use: Use{Hours: Hours(-inf)}}, []string{"use.hours: bad-value"}},
		{"half a range infinite", Case{Shoe: Shoe{HeelHeight: MM(80).To(MM(inf))}}, []string{"shoe.heel_height: bad-value"}},
		{"half a range not a number", Case{Shoe: Shoe{HeelHeight: MM(nan).OrMore()}}, []string{"shoe.heel_height: bad-value"}},
		{"negative", Case{Shoe: Shoe{HeelHeight: MM(-1)}}, []string{"shoe.heel_height: bad-value"}},
		{"a micrometre below nothing", Case{Shoe: Shoe{Platform: MM(-0.001)}}, []string{"shoe.platform: bad-value"}},
		{"a micrometre too high", Case{Shoe: Shoe{HeelHeight: MM(250.001)}}, []string{"shoe.heel_height: bad-value"}},
		{"a range that begins below", Case{Shoe: Shoe{HeelHeight: MM(-5).To(MM(40))}}, []string{"shoe.heel_height: bad-value"}},
		{"an open range that begins too high", Case{Shoe: Shoe{HeelHeight: MM(300).OrMore()}}, []string{"shoe.heel_height: bad-value"}},
		{"centimetres taken for millimetres", Case{Shoe: Shoe{HeelHeight: CM(85)}}, []string{"shoe.heel_height: bad-value"}},
		{"beyond all measure", Case{Shoe: Shoe{HeelHeight: MM(math.MaxFloat64)}}, []string{"shoe.heel_height: bad-value"}},
		{"a shoe without weight", Case{Shoe: Shoe{Weight: Grams(0)}}, []string{"shoe.weight: bad-value"}},
		{"too long a day", Case{Use: Use{Hours: Hours(25)}}, []string{"use.hours: bad-value"}},
		{"too long a week", Case{Use: Use{Days: Num(8)}}, []string{"use.days: bad-value"}},
		{"more than all of the time", Case{Use: Use{Seated: Num(1.000001)}}, []string{"use.seated: bad-value"}},
		{"reversed", Case{Shoe: Shoe{HeelHeight: MM(90).To(MM(80))}}, []string{"shoe.heel_height: bad-value"}},
		{"a bit that names no word", Case{Shoe: Shoe{Heel: 1 << 7}}, []string{"shoe.heel: bad-value"}},
		{"such a bit beside others", Case{Wearer: Wearer{BackPain: BackPainPast | 1<<31}}, []string{"wearer.back_pain: bad-value"}},
		{"a truth that is none", Case{Shoe: Shoe{Rocker: 2}}, []string{"shoe.rocker: bad-value"}},
		{"another", Case{Wearer: Wearer{Pregnant: -2}}, []string{"wearer.pregnant: bad-value"}},
		{"several at once, in the order of the words",
			Case{Shoe: Shoe{HeelHeight: MM(nan), Heel: 1 << 9, Months: Num(-1)}, Wearer: Wearer{Age: Num(inf), Pregnant: 7}, Use: Use{Days: Num(5).To(Num(4))}},
			[]string{"shoe.heel: bad-value", "shoe.heel_height: bad-value", "shoe.months: bad-value", "wearer.age: bad-value",
				"wearer.pregnant: bad-value", "use.days: bad-value"}},

		{"heights that do not add up", Case{Shoe: Shoe{HeelHeight: MM(80), Platform: MM(10), Rise: MM(60)}}, []string{"shoe.heel_height: contradiction"}},
		{"by a micrometre", Case{Shoe: Shoe{HeelHeight: MM(80), Platform: MM(10), Rise: MM(69.999)}}, []string{"shoe.heel_height: contradiction"}},
		{"ranges that never add up", Case{Shoe: Shoe{HeelHeight: MM(80).To(MM(90)), Platform: MM(10).To(MM(20)), Rise: MM(81).To(MM(99))}},
			[]string{"shoe.heel_height: contradiction"}},
		{"two heights that leave no third", Case{Shoe: Shoe{HeelHeight: MM(10), Platform: MM(40)}}, []string{"shoe.heel_height: contradiction"}},
		{"a rise that there is not", Case{Shoe: Shoe{HeelHeight: MM(250), Platform: MM(5)}}, []string{"shoe.heel_height: contradiction"}},
		{"breaks there are not", Case{Use: Use{Breaks: No, BreakEvery: Hours(1)}}, []string{"use.break_every: contradiction"}},
		{"with a range", Case{Use: Use{Breaks: No, BreakEvery: Hours(1).OrMore()}}, []string{"use.break_every: contradiction"}},
		{"both", Case{Shoe: Shoe{HeelHeight: MM(10), Platform: MM(40)}, Use: Use{Breaks: No, BreakEvery: Hours(1)}},
			[]string{"shoe.heel_height: contradiction", "use.break_every: contradiction"}},
		{"and an impossible fact beside them",
			Case{Shoe: Shoe{HeelHeight: MM(10), Platform: MM(40), Weight: Grams(1)}, Use: Use{Breaks: No, BreakEvery: Hours(1)}},
			[]string{"shoe.weight: bad-value", "shoe.heel_height: contradiction", "use.break_every: contradiction"}},
		{"what is impossible contradicts nothing else",
			Case{Shoe: Shoe{HeelHeight: MM(-10), Platform: MM(40)}, Use: Use{Breaks: No, BreakEvery: Hours(-1)}},
			[]string{"shoe.heel_height: bad-value", "use.break_every: bad-value"}},
	} {
		a, err := Default().Assess(tt.c)
		require.Error(t, err, tt.name)
		assert.Equal(t, Assessment{}, a, tt.name)
		var have []string
		for _, e := range rules.AsErrors(err) {
			have = append(have, e.Key+": "+e.Code)
			assert.NotEmpty(t, e.Msg, tt.name)
		}
		assert.Equal(t, tt.want, have, "%s: %v", tt.name, err)
		assert.Equal(t, rules.NoPoints, Default().Score(&tt.c), tt.name)
		assert.False(t, Default().Score(&tt.c).Valid(), tt.name)
		t.Logf("%s: %v", tt.name, err)
	}
}

// Ends that touch are no contradiction.
func TestHeightsThatJustAddUp(t *testing.T) {
	for _, s := range []Shoe{
		{HeelHeight: MM(80), Platform: MM(10), Rise: MM(70)},
		{HeelHeight: MM(80).To(MM(90)), Platform: MM(10).To(MM(20)), Rise: MM(80).To(MM(99))},
		{HeelHeight: MM(250), Platform: MM(20)},
		{Platform: MM(150), Rise: MM(100)},
		{HeelHeight: MM(0), Platform: MM(25)},
		{HeelHeight: MM(0), Platform: MM(0), Rise: MM(0)},
	} {
		c := Case{Shoe: s}
		_, err := Default().Assess(c)
		assert.NoError(t, err, jsonOf(&c))
		assert.True(t, Default().Score(&c).Valid(), jsonOf(&c))
	}
}

// A kind and a measure may disagree. Nobody is refused for it: the measure counts, and a note says so.
func TestDisagreementsAreNotRefused(t *testing.T) {
	noted := func(s Shoe) []string {
		c := Case{Shoe: s}
		a, err := Default().Assess(c)
		require.NoError(t, err, jsonOf(&c))
		var ids []string
		for _, n := range a.Notes {
			ids = append(ids, n.ID)
		}
		return ids
	}
	assert.Contains(t, noted(Shoe{Heel: HeelFlat, HeelHeight: MM(60), Platform: MM(5)}), "kind/raised-flat")
	assert.Contains(t, noted(Shoe{Heel: HeelFlat, HeelHeight: MM(60), Rise: MM(50)}), "kind/raised-flat")
	assert.NotContains(t, noted(Shoe{Heel: HeelFlat, HeelHeight: MM(60), Platform: MM(50)}), "kind/raised-flat", "a flat on a platform is a flat")
	assert.NotContains(t, noted(Shoe{Heel: HeelFlat, HeelHeight: MM(60)}), "kind/raised-flat", "it may stand on a platform")
	assert.Contains(t, noted(Shoe{Heel: HeelKitten, HeelHeight: MM(80)}), "kind/tall-kitten")
	assert.NotContains(t, noted(Shoe{Heel: HeelKitten, HeelHeight: Inches(2)}), "kind/tall-kitten")
	assert.Contains(t, noted(Shoe{Heel: HeelStiletto, BaseWidth: MM(40)}), "kind/broad-stiletto")

	wearer, use := Reference()
	score := func(s Shoe) rules.Points {
		c := Case{Shoe: s, Wearer: wearer, Use: use}
		points := Default().Score(&c)
		require.True(t, points.Valid(), jsonOf(&c))
		return points
	}
	// A narrow base of 48 mm is 48 mm wide.
	wide := Shoe{Heel: HeelBlock, HeelHeight: MM(90), BaseWidth: MM(48)}
	said := wide
	said.Base = BaseNarrow
	assert.Equal(t, score(wide), score(said))
	said.BaseWidth = MM(48).OrMore()
	assert.Equal(t, score(wide), score(said))
	// Of two that can both be true, both are heeded.
	said.BaseWidth = MM(12).To(MM(48))
	a, err := Default().Assess(Case{Shoe: said, Wearer: wearer, Use: use})
	require.NoError(t, err)
	known := said
	known.BaseWidth, known.Base = MM(12).To(MM(19.999)), 0
	b, err := Default().Assess(Case{Shoe: known, Wearer: wearer, Use: use})
	require.NoError(t, err)
	assert.Equal(t, b.Range, a.Range)
	assert.Equal(t, b.Score, a.Score)
}
