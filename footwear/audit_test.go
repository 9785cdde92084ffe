package footwear

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func ids(l Checks) (list []string) {
	for _, c := range l {
		list = append(list, c.ID)
	}
	return list
}

// Who knows more sees an unknown become a pass or a fail, and neither of these become anything else. All four and all
// six are always there.
func TestNarrowingNeverTurnsAnAnswer(t *testing.T) {
	law(t, 100_000, 2_000, func(x *trial) {
		truth := x.truth()
		wide := x.facts(truth)
		narrow := slices.Clone(wide)
		for n := 1 + x.IntN(6); n > 0; n-- {
			if i := x.IntN(len(narrow)); i != at().every || truth[at().breaks].bits != 0b01 {
				narrow[i] = x.narrower(terms()[i], narrow[i], truth[i])
			}
		}
		if x.chance(4) {
			narrow = slices.Clone(truth)
			narrow.untold(truth)
		}
		c, d := wide.tell(), narrow.tell()
		a, b := x.assess(c), x.assess(d)
		turned := func(before, after Checks, all []string) {
			if !slices.Equal(all, ids(before)) || !slices.Equal(all, ids(after)) {
				x.Errorf("not all are answered: %v, %v", ids(before), ids(after))
				return
			}
			for i, check := range before {
				if check.Result != ResultUnknown && check.Result != after[i].Result {
					x.Errorf("%s from %v to %v:\n%s\n%s", check.ID, check.Result, after[i].Result, jsonOf(c), jsonOf(d))
				}
			}
		}
		turned(a.Audit(), b.Audit(), auditIDs)
		turned(a.Checklist(), b.Checklist(), checklistIDs)
	})
}

// A fully known shoe passes or fails: nothing is left open. An unopened box leaves everything open.
func TestKnownShoeHasAnswers(t *testing.T) {
	law(t, 100_000, 2_000, func(x *trial) {
		truth := x.truth()
		truth.untold(truth)
		a := x.assess(truth.tell())
		for _, c := range slices.Concat(a.Audit(), a.Checklist()) {
			if c.Result == ResultUnknown || c.Rule == "" || c.Missing != nil || len(c.Facts) == 0 {
				x.Errorf("%+v", c)
			}
		}
	})
	a, err := Default().Assess(Case{})
	require.NoError(t, err)
	for _, c := range slices.Concat(a.Audit(), a.Checklist()) {
		assert.Equal(t, ResultUnknown, c.Result, c.ID)
		assert.NotEmpty(t, c.Missing, c.ID)
		assert.Empty(t, c.Facts, c.ID)
	}
}

// An unknown names what to find out: once that is told there is an answer. An answer names a rule and its facts.
func TestMissingFactsDecide(t *testing.T) {
	law(t, 20_000, 1_000, func(x *trial) {
		truth := x.truth()
		facts := x.facts(truth)
		c := facts.tell()
		a := x.assess(c)
		for i, check := range slices.Concat(a.Audit(), a.Checklist()) {
			if check.Result != ResultUnknown {
				if check.Rule == "" || check.Why == "" || check.Missing != nil || len(check.Facts) == 0 {
					x.Errorf("%+v of %s", check, jsonOf(c))
				}
				continue
			}
			if len(check.Missing) == 0 {
				x.Errorf("%s does not say what is missing: %s", check.ID, jsonOf(c))
			}
			told := slices.Clone(facts)
			for _, word := range check.Missing {
				told[index(word)] = truth[index(word)]
			}
			b := x.assess(told.tell())
			if got := slices.Concat(b.Audit(), b.Checklist())[i]; got.Result == ResultUnknown {
				x.Errorf("%s is still unknown with %v: %s", check.ID, check.Missing, jsonOf(told.tell()))
			}
		}
	})
}

func TestAudit(t *testing.T) {
	good := Shoe{ArchSupport: ArchSupportGood, HeelHeight: MM(20), Wear: WearNew, Flexibility: FlexFlexible, SoleSupport: Yes}
	with := func(change func(*Shoe)) Shoe {
		s := good
		change(&s)
		return s
	}
	for _, tt := range []struct {
		name string
		shoe Shoe
		want string // arch, heel, wear, sole
	}{
		{"good", good, "[pass pass pass pass] pass"},
		{"without arch", with(func(s *Shoe) { s.ArchSupport, s.Insole = ArchSupportNone, InsoleNone }), "[fail pass pass pass] fail"},
		{"perhaps with an insole", with(func(s *Shoe) { s.ArchSupport = ArchSupportNone }), "[unknown pass pass pass] unknown"},
		{"three inches", with(func(s *Shoe) { s.HeelHeight = Inches(3) }), "[pass unknown pass pass] unknown"},
		{"three inches on a broad base", with(func(s *Shoe) { s.HeelHeight, s.Base = Inches(3), BaseBroad }), "[pass pass pass pass] pass"},
		{"higher", with(func(s *Shoe) { s.HeelHeight, s.Base = MM(76.201), BaseBroad }), "[pass fail pass pass] fail"},
		{"worn out", with(func(s *Shoe) { s.Wear = WearWornOut }), "[pass pass fail pass] fail"},
		{"rigid", with(func(s *Shoe) { s.Flexibility = FlexRigid }), "[pass pass pass fail] fail"},
		{"unsupportive", with(func(s *Shoe) { s.SoleSupport = No }), "[pass pass pass fail] fail"},
		{"a flip-flop is nothing but a name", Shoe{Style: StyleFlipFlop, Heel: HeelFlat}, "[unknown unknown unknown unknown] unknown"},
	} {
		a, err := Default().Assess(Case{Shoe: tt.shoe})
		require.NoError(t, err)
		var got []Result
		for _, c := range a.Audit() {
			got = append(got, c.Result)
		}
		assert.Equal(t, tt.want, fmt.Sprint(got, " ", a.Audit().Result()), tt.name)
	}
}

// The facts are those stated, and where a word follows from others, those.
func TestFactsOfChecks(t *testing.T) {
	for _, tt := range []struct {
		shoe Shoe
		want string
	}{
		{Shoe{HeelHeight: MM(60), BaseWidth: MM(50), Base: BaseBroad}, `{"shoe.base_width":"50mm","shoe.heel_height":"60mm"}`},
		{Shoe{Platform: MM(5), Rise: MM(30), Base: BaseNarrow}, `{"shoe.base":"narrow","shoe.platform":"5mm","shoe.rise":"30mm"}`},
		{Shoe{HeelHeight: Inches(3).OrMore()}, `{"shoe.heel_height":"76.2mm.."}`},
	} {
		a, err := Default().Assess(Case{Shoe: tt.shoe})
		require.NoError(t, err)
		check, ok := a.Audit().Check("heel_height")
		require.True(t, ok)
		got, err := json.Marshal(check.Facts)
		require.NoError(t, err)
		assert.Equal(t, tt.want, string(got))
	}
	a, err := Default().Assess(Case{Shoe: Shoe{Insole: InsoleNone, InsoleArch: ArchSupportGood}})
	require.NoError(t, err)
	check, _ := a.Audit().Check("arch_support")
	assert.Equal(t, []string{"shoe.arch_support"}, check.Missing, "what no insole is like is asked by nobody")
	assert.Equal(t, "Not enough is known of: arch support.", check.Why)
	assert.Len(t, check.Facts, 1)
}

// One assessment's checks are nobody else's.
func TestChecksShareNothing(t *testing.T) {
	c := Case{Shoe: Shoe{HeelHeight: MM(20)}}
	a, err := Default().Assess(c)
	require.NoError(t, err)
	want, err := json.Marshal(a)
	require.NoError(t, err)
	for _, check := range slices.Concat(a.Audit(), a.Checklist()) {
		clear(check.Facts)
		clear(check.Cite)
		clear(check.Missing)
	}
	b, err := Default().Assess(c)
	require.NoError(t, err)
	got, err := json.Marshal(b)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got))
}

func TestResultText(t *testing.T) {
	for r, text := range map[Result]string{ResultUnknown: "unknown", Pass: "pass", Fail: "fail"} {
		data, err := r.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, text, string(data))
		assert.Equal(t, text, r.String())
		back := Result(7)
		require.NoError(t, back.UnmarshalText(data))
		assert.Equal(t, r, back)
	}
	_, err := Result(3).MarshalText()
	assert.EqualError(t, err, "Result(3) is none of the results")
	r := Fail
	assert.EqualError(t, r.UnmarshalText([]byte("passed")), `"passed" is no result: write pass, fail or unknown`)
	assert.Equal(t, Fail, r)
}

func TestChecksJSON(t *testing.T) {
	for _, text := range []string{
		`{}`,
		`{"wear":{"result":"pass","why":"","facts":{}},"arch_support":{"result":"unknown","why":"x","facts":{},"missing":["shoe.insole"]}}`,
	} {
		var l Checks
		require.NoError(t, json.Unmarshal([]byte(text), &l))
		got, err := json.Marshal(l)
		require.NoError(t, err)
		assert.Equal(t, text, string(got), "in its order")
	}
	l := Checks{{ID: "fit", Result: Pass}}
	for text, want := range map[string]string{
		`[]`:                      "checks are an object by id, as {\"sole\": {\"result\": \"pass\"}}",
		`{"fit":{"result":"no"}}`: `"no" is no result: write pass, fail or unknown`,
		`{"fit":{"result":"pass"},"fit":{"result":"pass"}}`: `the check "fit" stands there twice`,
		`{"fit":7}`: "json: cannot unmarshal number into Go value of type footwear.Check",
	} {
		assert.EqualError(t, l.UnmarshalJSON([]byte(text)), want)
		assert.Equal(t, []string{"fit"}, ids(l))
	}
	for _, text := range []string{``, `{`, `{"fit"`, `{"fit":`, `{"fit":{}`} {
		assert.Error(t, l.UnmarshalJSON([]byte(text)), text)
	}
	require.NoError(t, json.Unmarshal([]byte(`null`), &l))
	assert.Empty(t, l)
	_, err := json.Marshal(Checks{{Result: 9}})
	assert.Error(t, err)
}

func TestResultOfChecks(t *testing.T) {
	assert.Equal(t, ResultUnknown, Checks(nil).Result())
	for want, lists := range map[Result][][]Result{
		Pass:          {{Pass}, {Pass, Pass}},
		Fail:          {{Fail}, {ResultUnknown, Fail}, {Pass, ResultUnknown, Fail, Pass}},
		ResultUnknown: {{ResultUnknown}, {ResultUnknown, Pass}, {Pass, ResultUnknown, Pass}},
	} {
		for _, list := range lists {
			var l Checks
			for _, r := range list {
				l = append(l, Check{Result: r})
			}
			assert.Equal(t, want, l.Result(), "%v", list)
		}
	}
}
