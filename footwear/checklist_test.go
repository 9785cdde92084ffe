package footwear

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/rulestest"
)

// Every criterion has a test in checks/*_test.yaml in which it holds, and one in which it does not.
func TestCriteriaPack(t *testing.T) {
	rulestest.Run(t, Vocabulary(), Criteria())
	assert.Empty(t, slices.DeleteFunc(standardCriteria().pack.Warnings(), func(e *rules.Error) bool { return e.Code == "no-why" }))
}

// The articles that the criteria cite are those of the strain pack, word for word.
func TestSourcesOfCriteria(t *testing.T) {
	for r := range standardCriteria().pack.Rules() {
		assert.NotEmpty(t, r.Cite, r.ID)
		for _, id := range r.Cite {
			s, ok := standardCriteria().pack.Source(id)
			require.True(t, ok, id)
			same, ok := Default().Pack().Source(id)
			assert.True(t, ok, id)
			assert.Equal(t, same.Citation, s.Citation, id)
		}
	}
}

// A shoe that passes all six points has a low index at the reference where its heel is at most two inches high and the
// rules that the list does not ask about come to 2.5 points together, as a normal grip (0.5) and some wear (1) do.
//
// More cannot hold. From two to three inches the list accepts a heel on a broad base, and the index one band higher. And
// the index knows what the list does not ask for: a sole that is stiff, smooth or gives no support, a heel that nothing
// holds, weight, distance. The test says how far all of that leads together.
func TestPassingAllSixIsLow(t *testing.T) {
	wearer, use := Reference()
	asked := []string{"heel/rise", "heel/base", "support/arch"} // where all pass the other rules of the six have no points
	var mu sync.Mutex
	var tried [2]int
	var most [2]rules.Points // all others included, of heels up to two inches and up to three
	law(t, 100_000, 3_000, func(x *trial) {
		truth := x.passing()
		c := *truth.tell()
		c.Wearer, c.Use = wearer, use
		a := x.assess(&c)
		if !assert.Equal(x, Pass, a.Checklist().Result(), "%s", jsonOf(&c)) {
			return
		}
		var others rules.Points
		for _, line := range a.Lines {
			if !slices.Contains(asked, line.Rule) {
				others += line.Points
			}
		}
		high, band := 0, "low"
		if truth[at().height].lo > 50_800 {
			high, band = 1, "low_moderate"
		}
		if others <= 250 && a.Band != band && a.Band != "low" {
			x.Errorf("%s:\n%v%s", a.Band, a, jsonOf(&c))
		}
		mu.Lock()
		defer mu.Unlock()
		tried[high]++
		most[high] = max(most[high], a.Score)
	})
	t.Logf("%v shoes of up to two and three inches; at most %v", tried, most)
	assert.Less(t, most[0], rules.Points(29_30), "a low heel that passes is never in the highest band")

	// With nothing else to be said against it, the worst that passes.
	shoe := Shoe{HeelHeight: Inches(2), Platform: MM(0), BaseWidth: MM(8), ArchSupport: ArchSupportMild, Cushioning: CushioningCushioned,
		Fit: FitProper, Insole: InsoleNone, Wear: WearPartial, Tread: TreadOK, HeelSupport: Yes, SoleSupport: Yes, Stability: No,
		Flexibility: FlexModerate, Toe: ToeRound, Weight: Grams(200), Months: Num(3), Distance: Kilometres(50), Grip: GripNormal,
		LateralWear: MM(0), Rocker: No, ClosedBack: Yes}
	for _, tt := range []struct {
		change func()
		want   string
	}{
		{func() {}, "low 11.58"},
		{func() { shoe.Distance = Kilometres(1600) }, "low_moderate 13.29"},
		{func() { shoe.HeelHeight, shoe.BaseWidth = Inches(3), MM(40.001) }, "moderate 21.99"},
	} {
		tt.change()
		a, err := Default().Assess(Case{Shoe: shoe, Wearer: wearer, Use: use})
		require.NoError(t, err)
		assert.Equal(t, Pass, a.Checklist().Result())
		assert.Equal(t, tt.want, fmt.Sprint(a.Band, " ", a.Score))
	}
}

// passing draws a fully known shoe that passes the shopping list, and somebody who wears it.
func (x *trial) passing() sheet {
	s := x.truth()
	s.untold(s)
	choose := func(word string, values ...int) {
		s[index(word)].bits = 1 << values[x.IntN(len(values))]
	}
	measure := func(word string, lo, hi int64) int64 {
		w := terms()[index(word)]
		n := x.value(w, w.closed(set{lo: lo, hi: hi}))
		s[index(word)] = one(n)
		return n
	}
	high := int64(50_800)
	if x.chance(2) {
		high = 76_200
	}
	h := measure("shoe.heel_height", 0, high)
	s[at().rise] = one(h - measure("shoe.platform", 0, min(h+25_000, 150_000)))
	if h > 50_800 {
		measure("shoe.base_width", 40_001, 150_000)
	}
	s[at().base].bits = 1 << baseOf(s[at().width].lo)
	choose("shoe.arch_support", 2)
	if s[at().rise].lo > 16_000 {
		choose("shoe.arch_support", 1, 2)
	}
	choose("shoe.cushioning", 2, 3)
	choose("shoe.insole_fit", 0)
	choose("shoe.fit", 0)
	choose("shoe.wear", 0, 1)
	choose("shoe.tread", 0, 1)
	return s
}

// Who disagrees lays a layer over the criteria.
func TestWithCriteria(t *testing.T) {
	stricter := fstest.MapFS{"pack.yaml": {Data: []byte("over: checks\nname: clinic\nversion: 1.0.0\n")}, "heels.yaml": {Data: []byte(`
replace:
  - {id: audit/heel-height-fail, when: shoe.heel_height > 40*mm, note: "The heel is higher than 40 mm."}
  - {id: audit/heel-height-pass, when: not (shoe.heel_height > 40*mm), note: "The heel is at most 40 mm high."}
`)}}
	clinic, err := Default().WithCriteria(Criteria(), stricter)
	require.NoError(t, err)
	c := Case{Shoe: Shoe{HeelHeight: MM(45)}}
	for assessor, want := range map[*Assessor]Result{Default(): Pass, clinic: Fail} {
		a, err := assessor.Assess(c)
		require.NoError(t, err)
		check, _ := a.Audit().Check("heel_height")
		assert.Equal(t, want, check.Result)
		check, _ = a.Checklist().Check("heel_height")
		assert.Equal(t, Pass, check.Result, "the list is as it was")
		assert.Equal(t, Default().Score(&c), a.Score)
	}

	for _, tt := range []struct{ text, want string }{
		{"replace:\n  - {id: audit/heel-height-fail, when: shoe.heel_height > 40*mm, note: high}\n",
			`audit.yaml:16:1: audit/heel-height-pass: "not too_high" is not the opposite of "shoe.heel_height > 40*mm", of audit/heel-height-fail`},
		{"disable: [audit/wear-fail]\n", "audit.yaml: audit/wear-fail: there is no note with this id"},
		{"rules:\n  - {id: heels/spare, when: shoe.rocker, note: rocks}\n", "layer 1: heels.yaml:2:1: heels/spare: no check is decided by this rule"},
		{"replace:\n  - {id: audit/wear-fail, when: worn, flag: worn}\n", "audit/wear-fail: there is no note with this id"},
		{"rules:\n  - {id: heels/spare, when: shoe.roker, note: rocks}\n", `there is no word "shoe.roker" (did you mean "shoe.rocker"?)`},
	} {
		stricter["heels.yaml"].Data = []byte(tt.text)
		_, err := Default().WithCriteria(Criteria(), stricter)
		assert.ErrorContains(t, err, tt.want)
		assert.NotEmpty(t, rules.AsErrors(err))
	}
	_, err = Default().WithCriteria(Strain())
	assert.ErrorContains(t, err, "there is no note with this id")
}

func TestOpposite(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"worn", "not worn", true}, {"not worn", "worn", true}, {"not no_arch", "no_arch", true}, {" not worn\n", "worn", true},
		{"not (a or b)", "a or b", true}, {"not a or b", "a or b", false}, {"worn", "worn", false}, {"not worn", "not worn", false},
		{"shoe.rocker", "not shoe.rocker", true}, {"not shoe.months > 3", "shoe.months > 3", false}, {"not ((a) or (b))", "(a) or (b)", true},
	} {
		assert.Equal(t, tt.want, opposite(tt.a, tt.b), "%q %q", tt.a, tt.b)
	}
}

// Words that a layer of the strain pack adds neither disturb the criteria nor need any.
func TestCriteriaAndOwnWords(t *testing.T) {
	layer := fstest.MapFS{"pack.yaml": {Data: []byte(`
over: strain
name: shop
version: 1.0.0
extend:
  shop.plate: {kind: flag, doc: The sole holds a plate., ask: "Does the sole hold a plate?"}
rules:
  - {id: pack/plate, when: shop.plate, note: A plate.}
`)}}
	shop, err := Load(Strain(), layer)
	require.NoError(t, err)
	c := Case{Shoe: Shoe{Flexibility: FlexFlexible, SoleSupport: Yes}, Extra: map[string]Value{"shop.plate": Yes.Value()}}
	a, err := shop.Assess(c)
	require.NoError(t, err)
	assert.Equal(t, Pass, a.Audit()[3].Result)

	criteria := fstest.MapFS{"pack.yaml": {Data: []byte(`
over: checks
name: shop
version: 1.0.0
replace:
  - {id: audit/sole-fail, when: bad_sole or shop.plate, note: "Stiff, or with a plate.", cite: "002"}
  - {id: audit/sole-pass, when: not (bad_sole or shop.plate), note: "Neither stiff nor with a plate.", cite: "002"}
`)}}
	own, err := shop.WithCriteria(Criteria(), criteria)
	require.NoError(t, err)
	a, err = own.Assess(c)
	require.NoError(t, err)
	assert.Equal(t, Fail, a.Audit()[3].Result)
	assert.Equal(t, "[audit/sole-fail Stiff, or with a plate.]", fmt.Sprint([]string{a.Audit()[3].Rule, a.Audit()[3].Why}))
	assert.Contains(t, a.Audit()[3].Facts, "shop.plate")

	_, err = Default().WithCriteria(Criteria(), criteria)
	assert.ErrorContains(t, err, `there is no word "shop.plate"`)
}
