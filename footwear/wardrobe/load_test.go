package wardrobe

import (
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

const good = `variants:
  - id: heel/x
    when: shoe.heel_height > 50*mm
    set: {use.hours: 4h}
    text: Do something else.
    source: "000"
    effort: 3
`

func loaded(text string) (*Changes, error) {
	return Load(fstest.MapFS{"heel.yaml": {Data: []byte(text)}})
}

// All that is wrong is told at once, where it stands.
func TestFaults(t *testing.T) {
	_, err := loaded(good)
	require.NoError(t, err)
	for _, tt := range []struct{ from, to, want string }{
		{"50*mm", "50", `heel.yaml:3:28: heel/x: shoe.heel_height, a length, is compared with a number that has no unit (write 50*inch or 50*mm)`},
		{"heel_height", "heel_hight", `heel.yaml:3:11: heel/x: there is no word "shoe.heel_hight" (did you mean "shoe.heel_height"?)`},
		{"heel/x", "sole/x", "heel.yaml:2:"},
		{"    when: shoe.heel_height > 50*mm\n", "", "heel.yaml:2:5: heel/x: the variant has no when"},
		{"    text: Do something else.\n", "", "heel.yaml:2:5: heel/x: the variant has no text"},
		{"    set: {use.hours: 4h}\n", "", "heel.yaml:2:5: heel/x: the variant has no set"},
		{"    source: \"000\"\n", "", "heel.yaml:2:5: heel/x: the variant has no source"},
		{"    effort: 3\n", "", "heel.yaml:2:5: heel/x: the variant has no effort"},
		{"effort: 3", "effort: 0", `heel.yaml:7:13: heel/x: an effort is a whole number from 1 to 99, not "0"`},
		{"effort", "efort", `heel.yaml:7:5: there is no key "efort" (did you mean "effort"?)`},
		{"variants:", "variant:", `heel.yaml:1:1: there is no key "variant" (did you mean "variants"?)`},
		{"variants:", "rules:", `heel.yaml:1:1: there is no key "rules" (the keys are define, variants)`},
		{"use.hours", "use.hour", `heel.yaml:4:11: heel/x: there is no word "use.hour" (did you mean "use.hours"?)`},
		{"{use.hours: 4h}", "{use.hours: 4kg}", "heel.yaml:4:22: heel/x: use.hours: "},
		{"{use.hours: 4h}", "{use.hours: 25h}", "heel.yaml:4:22: heel/x: use.hours: 25h is outside 0h..24h"},
		{"{use.hours: 4h}", "{use.hours: }", "heel/x: use.hours becomes nothing"},
		{"{use.hours: 4h}", "{}", "heel.yaml:4:10: heel/x: set holds words"},
		{"{use.hours: 4h}", "{wearer.age: 20}", "heel/x: a variant changes a shoe or its use"},
		{"{use.hours: 4h}", "{shoe.platform: 20mm}", "shoe.platform follows"},
		{"{use.hours: 4h}", "{shoe.base: broad}", "shoe.base follows"},
		{"{use.hours: 4h}", "{shoe.rise: {less: 5mm}, shoe.heel_height: {next: [20mm]}}", "shoe.heel_height is set twice, or follows"},
		{"{use.hours: 4h}", "{use.hours: {lest: 1h}}", "has one key: next, most, less, times"},
		{"{use.hours: 4h}", "{use.hours: {times: 2}}", "a share lies between 0 and 1"},
		{"{use.hours: 4h}", "{use.hours: {next: 2h}}", "next is a list"},
		{"{use.hours: 4h}", "{use.hours: {next: [2h, 4h, 3h]}}", "the steps neither fall nor rise"},
		{"{use.hours: 4h}", "{use.hours: {less: 1h..2h}}", "1h..2h is no single value"},
		{"{use.hours: 4h}", "{shoe.heel: {less: 1}}", "shoe.heel is no measure"},
		{"{use.hours: 4h}", "{shoe.rise: {times: 0.5}}", "shoe.rise cannot change so"},
		{"{use.hours: 4h}", "{shoe.rise: 20mm}", "shoe.rise cannot change so"},
		{"{use.hours: 4h}", "{shoe.heel_height: {next: [20mm, 30mm]}}", "shoe.heel_height cannot change so"},
		{"{use.hours: 4h}", "{shoe.heel_height: {times: 0.5}}", "shoe.heel_height cannot change so"},
		{"  - id: heel/x\n    when: shoe.heel_height > 50*mm", "  - when: shoe.heel_height > 50*mm\n    id: heel/x", "does not begin with its id"},
		{good, "variants: {}", "heel.yaml:1:11: variants is a list"},
		{good, "variants: [{id: heel/x}]", "heel.yaml:1:11: variants is a list"},
		{good, "variants:\n  - {id: heel/x}", "heel.yaml:2:5: a variant is a block of keys"},
		{good, "x: &a 1\ny: *a\n", "heel.yaml:1:"},
		{good, "a: [", "heel.yaml:"},
		{good, good + strings.TrimPrefix(good, "variants:\n"), "heel.yaml:8:"},
	} {
		_, err := loaded(strings.Replace(good, tt.from, tt.to, 1))
		if assert.Error(t, err, tt.to) {
			assert.Contains(t, err.Error(), tt.want, tt.to)
			assert.NotContains(t, err.Error(), "rules   ", tt.to)
		}
	}
	_, err = Load(fstest.MapFS{})
	assert.ErrorContains(t, err, "there is no .yaml file of variants")
	_, err = Load(fstest.MapFS{"pack.yaml": {Data: []byte("name: x\n")}})
	assert.ErrorContains(t, err, "have no pack.yaml")

	many := "variants:\n"
	for i := range maxChanges + 1 {
		many += strings.Replace(strings.TrimPrefix(good, "variants:\n"), "heel/x", "heel/x"+strings.Repeat("y", i), 1)
	}
	_, err = loaded(many)
	assert.ErrorContains(t, err, "there are 65 variants; at most 64 are read")

	_, err = loaded(strings.NewReplacer("hours", "huors", "50*mm", "50").Replace(good))
	assert.Len(t, rules.AsErrors(err), 2)
}

// What a file of variants is made of never makes the reader fail in any other way.
func FuzzLoad(f *testing.F) {
	f.Add(good)
	f.Add("define: {a: 1}\n" + good)
	f.Add("variants:\n  - id: heel/y\n    set:\n      shoe.base_width: {next: [20mm,\n        30mm]}\n    when: not shoe.rocker\n")
	f.Add("? variants\n: - id: a\n")
	f.Add("\"variants\":\n- \"text\": x\n  id: heel/x\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := loaded(text)
		if err != nil {
			for _, e := range rules.AsErrors(err) {
				_ = e.Error()
			}
			return
		}
		_, err = s.All(footwear.Default(), pump())
		require.NoError(t, err)
	})
}

// The geometry keeps what a change leaves alone.
func TestGeometry(t *testing.T) {
	mm := footwear.MM
	for _, tt := range []struct {
		id   string
		shoe footwear.Shoe
		want footwear.Shoe // zero where it does not apply
	}{
		{"heel/lower", footwear.Shoe{HeelHeight: mm(85)}, footwear.Shoe{HeelHeight: mm(76.2)}},
		{"heel/lower", footwear.Shoe{HeelHeight: mm(85), Platform: mm(10)}, footwear.Shoe{HeelHeight: mm(76.2), Platform: mm(10)}},
		{"heel/lower", footwear.Shoe{HeelHeight: mm(85), Rise: mm(70)}, footwear.Shoe{HeelHeight: mm(76.2), Rise: mm(61.2)}},
		{"heel/lower", footwear.Shoe{Platform: mm(15), Rise: mm(70)}, footwear.Shoe{HeelHeight: mm(76.2), Platform: mm(15), Rise: mm(61.2)}},
		{"heel/lower", footwear.Shoe{HeelHeight: mm(76).To(mm(99))}, footwear.Shoe{HeelHeight: mm(50.8)}},
		{"heel/lower", footwear.Shoe{HeelHeight: mm(80).OrMore()}, footwear.Shoe{HeelHeight: mm(76.2)}},
		{"heel/lower", footwear.Shoe{HeelHeight: mm(80), Platform: mm(77)}, footwear.Shoe{}},
		{"heel/lower", footwear.Shoe{Rise: mm(70)}, footwear.Shoe{}},
		{"heel/forefoot-insert", footwear.Shoe{HeelHeight: mm(80), Platform: mm(10)}, footwear.Shoe{HeelHeight: mm(80), Platform: mm(15)}},
		{"heel/forefoot-insert", footwear.Shoe{HeelHeight: mm(80), Rise: mm(70)}, footwear.Shoe{HeelHeight: mm(80), Rise: mm(65)}},
		{"heel/forefoot-insert", footwear.Shoe{Platform: mm(10), Rise: mm(70)}, footwear.Shoe{Platform: mm(15), Rise: mm(65)}},
		{"heel/forefoot-insert", footwear.Shoe{Rise: mm(70)}, footwear.Shoe{}},
		{"heel/forefoot-insert", footwear.Shoe{HeelHeight: mm(80), Platform: mm(10).OrLess()}, footwear.Shoe{}},
		{"heel/broader", footwear.Shoe{HeelHeight: mm(80), BaseWidth: mm(9)}, footwear.Shoe{HeelHeight: mm(80), BaseWidth: mm(12)}},
		{"heel/broader", footwear.Shoe{HeelHeight: mm(80), Base: footwear.BaseNarrow}, footwear.Shoe{HeelHeight: mm(80), BaseWidth: mm(20), Base: footwear.BaseMedium}},
	} {
		tt.shoe.Heel, tt.shoe.RemovableInsole = footwear.HeelStiletto, footwear.Yes
		list, err := Default().All(footwear.Default(), footwear.Case{Shoe: tt.shoe})
		require.NoError(t, err)
		var have footwear.Shoe
		for _, v := range list {
			if v.ID == tt.id {
				have = v.Case.Shoe
				have.Heel, have.RemovableInsole = footwear.Heel(0), footwear.Unknown
			}
		}
		assert.Equal(t, tt.want, have, "%s of %+v", tt.id, tt.shoe)
	}
}

// The zero Changes change nothing.
func TestZero(t *testing.T) {
	var none Changes
	list, err := none.All(footwear.Default(), pump())
	assert.NoError(t, err)
	assert.Empty(t, list)
	way, err := none.Reach(footwear.Default(), pump(), "low")
	assert.NoError(t, err)
	assert.False(t, way.Found)
}

// What cannot be assessed is an error of every door, by its key.
func TestErrors(t *testing.T) {
	c := footwear.Case{Shoe: footwear.Shoe{HeelHeight: footwear.MM(-1)}}
	_, err := Default().Variants(footwear.Default(), c)
	assert.ErrorContains(t, err, "shoe.heel_height")
	_, err = Default().Reach(footwear.Default(), c, "low")
	assert.ErrorContains(t, err, "shoe.heel_height")
	_, err = Default().Reach(footwear.Default(), footwear.Case{}, "lo")
	assert.ErrorContains(t, err, `there is no band "lo" (did you mean "low"?)`)
	_, err = Rank(footwear.Default(), []Pair{{ID: "a", Shoe: c.Shoe}}, footwear.Wearer{}, footwear.Use{})
	assert.ErrorContains(t, err, "shoe.heel_height")
	_, err = Default().Variants(footwear.Default(), footwear.Case{Extra: map[string]footwear.Value{"shop.x": footwear.Yes.Value()}})
	assert.ErrorContains(t, err, "shop.x")
}

// Worst first, whatever the order in which the pairs come, and the unknown above the known.
func TestRank(t *testing.T) {
	wearer, use := footwear.Reference()
	stiletto := footwear.Shoe{Heel: footwear.HeelStiletto, HeelHeight: footwear.MM(95)}
	block := footwear.Shoe{Heel: footwear.HeelBlock, HeelHeight: footwear.MM(60)}
	pairs := []Pair{{ID: "c", Shoe: block}, {ID: "b", Shoe: block}, {ID: "unknown", Shoe: footwear.Shoe{Heel: footwear.HeelBlock}}, {ID: "a", Shoe: stiletto}}
	for range 4 {
		pairs = append(pairs[1:], pairs[0])
		list, err := Rank(footwear.Default(), pairs, wearer, use)
		require.NoError(t, err)
		var ids []string
		for _, p := range list {
			ids = append(ids, p.ID)
			assert.Equal(t, p.ID, p.Assessment.ID)
		}
		assert.Equal(t, []string{"a", "unknown", "b", "c"}, ids)
		assert.True(t, list[0].Decided)
		assert.False(t, list[1].Decided)
		assert.False(t, list[2].Decided)
	}
	list, err := Rank(footwear.Default(), nil, wearer, use)
	assert.NoError(t, err)
	assert.Empty(t, list)
}

// Changes are shared by many at once.
func TestConcurrent(t *testing.T) {
	want, err := Default().Reach(footwear.Default(), pump(), "low")
	require.NoError(t, err)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			have, err := Default().Reach(footwear.Default(), pump(), "low")
			assert.NoError(t, err)
			assert.Equal(t, want.Steps, have.Steps)
			list, err := Default().Variants(footwear.Default(), pump())
			assert.NoError(t, err)
			for i := range list {
				list[i].Source[0] = "mine" // what is returned is the caller's own
			}
		})
	}
	group.Wait()
	list, err := Default().Variants(footwear.Default(), pump())
	require.NoError(t, err)
	assert.NotEqual(t, "mine", list[0].Source[0])
}
