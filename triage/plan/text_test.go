package plan

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules/fact"
	"github.com/heelwise/heelwise/triage"
)

var update = flag.Bool("update", false, "rewrite the golden files and the generated documents")

func TestDoseString(t *testing.T) {
	n := fact.Num
	for _, tt := range []struct {
		want string
		dose Dose
	}{
		{"as much as feels comfortable", Dose{Week: 1}},
		{"as much as feels comfortable, every day", Dose{Days: n(7)}},
		{"each side", Dose{EachSide: true}},
		{"hold for 30 seconds, once on each side", Dose{Hold: fact.Minutes(0.5), Reps: n(1), EachSide: true}},
		{"hold for 30 to 60 seconds, 2 to 3 times", Dose{Hold: secs(30, 60), Reps: n(2).To(n(3))}},
		{"10 to 15 times on each side, in 2 to 3 sets, on 3 to 4 days a week", Dose{Reps: n(10).To(n(15)), EachSide: true, Sets: n(2).To(n(3)), Days: n(3).To(n(4))}},
		{"once, in 1 set, on 1 day a week", Dose{Reps: n(1), Sets: n(1), Days: n(1)}},
		{"1 to 2 minutes", Dose{For: mins(1, 2)}},
		{"60 seconds", Dose{For: fact.Minutes(1)}},
		{"90 seconds", Dose{For: fact.Minutes(1.5)}},
		{"3 to 4 hours", Dose{For: fact.Hours(3).To(fact.Hours(4))}},
		{"2 to 3 minutes (the source says “a few minutes”; the number is a convention)", Dose{For: mins(2, 3), Vague: Vague{For: "a few minutes"}}},
	} {
		assert.Equal(t, tt.want, tt.dose.String())
	}
}

func TestDoseJSON(t *testing.T) {
	d := Dose{Week: 3, Hold: secs(30, 60), Reps: fact.Num(10), Days: fact.Num(3).To(fact.Num(4)), EachSide: true, Vague: Vague{Reps: "a few"}}
	text, err := json.Marshal(d)
	require.NoError(t, err)
	assert.JSONEq(t, `{"week":3,"hold":"30s..1min","reps":10,"each_side":true,"sets":null,"for":null,"days":"3..4","vague":{"reps":"a few"},"text":"`+d.String()+`"}`, string(text))
	var read Dose
	require.NoError(t, json.Unmarshal(text, &read))
	assert.Equal(t, d, read)

	for _, bad := range []string{`{"hold": 30}`, `{"hold": "30mm"}`, `{"reps": "ten"}`, `{"reps": "10s"}`, `[]`} {
		assert.Error(t, json.Unmarshal([]byte(bad), &read), bad)
		assert.Equal(t, d, read, "it stays as it was")
	}
	_, err = json.Marshal(Dose{Reps: fact.Num(1).Between(3, 1)})
	assert.Error(t, err)
}

func TestPhaseText(t *testing.T) {
	for p := Now; p <= Weekly; p++ {
		text, err := p.MarshalText()
		require.NoError(t, err)
		var read Phase
		require.NoError(t, read.UnmarshalText(text))
		assert.Equal(t, p, read)
	}
	for _, p := range []Phase{0, Weekly + 1, 200} {
		_, err := p.MarshalText()
		assert.Error(t, err)
		assert.Contains(t, p.String(), "Phase(")
	}
	p := Daily
	assert.ErrorContains(t, p.UnmarshalText([]byte("weakly")), `did you mean "weekly"?`)
	assert.Equal(t, Daily, p)
}

// The printed plan and its JSON; go test ./triage/plan -update rewrites them.
func TestGolden(t *testing.T) {
	p := who("back_pain", "high_heels_daily").and(func(p *person) {
		p.of.Wearer.TightCalf, p.of.Wearer.DiscIssue = fact.Yes, fact.Unknown
		p.report = p.report.With(triage.NotSure, "diabetes")
	}).plan(t)
	text, err := json.MarshalIndent(p, "", "  ")
	require.NoError(t, err)
	for name, want := range map[string]string{"testdata/plan.golden": p.String(), "testdata/plan.json": string(text) + "\n"} {
		if *update {
			require.NoError(t, os.MkdirAll("testdata", 0o755))
			require.NoError(t, os.WriteFile(name, []byte(want), 0o644))
		}
		have, err := os.ReadFile(name)
		require.NoError(t, err, "run go test ./triage/plan -update")
		assert.Equal(t, want, string(have), "run go test ./triage/plan -update, then read the diff")
	}
}

// Every text of a printed plan goes through the translator, with an id that Texts lists and the English that it lists.
func TestTranslate(t *testing.T) {
	texts := Default().Texts()
	p := who("back_pain", "high_heels_daily", "foot_pain").and(func(p *person) {
		p.of.Wearer.DiscIssue, p.report.OnPlan, p.report.LowImpact = fact.Unknown, fact.Unknown, fact.Yes
		p.report = p.report.With(triage.NotSure, "diabetes")
	}).plan(t)
	printed := p.Text(func(id, english string) string {
		assert.Equal(t, texts[id], english, id)
		return strings.Map(func(r rune) rune { // upper case, but for what is filled in
			if r >= 'a' && r <= 'z' && !strings.Contains(english, "{") {
				return r - 'a' + 'A'
			}
			return r
		}, english)
	})
	assert.Contains(t, printed, "1. LOW-BACK RELEASE: LIE ON YOUR BACK")
	for _, line := range strings.Split(printed, "\n") {
		for english := range strings.FieldsSeq(line) {
			assert.NotContains(t, []string{"Lie", "Stand", "Leave", "because"}, english, line)
		}
	}
	assert.Equal(t, p.String(), p.Text(func(_, english string) string { return english }))
	assert.NotContains(t, p.String(), "{")
}

// The zero plan is none.
func TestZero(t *testing.T) {
	assert.Equal(t, "There is no plan for now: what was told comes first.\n", Plan{}.String())
	var p Plan
	text, err := json.Marshal(p)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &p))
	assert.Equal(t, triage.Undetermined, p.Disposition)
	assert.Empty(t, footwear.Case{}.Extra)
}
