package triage

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// told returns the report that bytes stand for: two bits a finding, and the rest for the words.
func told(data []byte) Report {
	at := func(i int) byte {
		if i < len(data) {
			return data[i]
		}
		return 0
	}
	var r Report
	for i := range findings().ids {
		r.set(i, Answer(at(i/4)>>(i%4*2)&3))
	}
	n := (len(findings().ids) + 3) / 4
	if age := at(n); age > 0 {
		r.Age = fact.Num(float64(age - 1))
	}
	if days := at(n + 1); days > 0 {
		r.Days = fact.Num(float64(days - 1))
	}
	if severity := at(n + 2); severity > 0 {
		r.Severity = fact.Num(float64(severity - 1))
	}
	r.Sex, r.Trend = Sex(at(n+3)&3), Trend(at(n+3)>>2&7)
	r.Sex, r.Trend = r.Sex.Or(r.Sex), r.Trend.Or(r.Trend) // every word is none
	for k, p := range []*fact.Truth{&r.Smoker, &r.TriedShoes, &r.TriedInsoles, &r.TriedStretching, &r.TriedStrengthening, &r.OnPlan, &r.HipSpread, &r.MorningStiffness, &r.KnownDisease} {
		*p = fact.Truth(at(n+4+k)%4) - 1
	}
	return r
}

// FuzzDecide tries the laws of decisions: nothing panics, a further answer towards present never lowers one, and no footwear
// story changes an urgent one.
func FuzzDecide(f *testing.F) {
	f.Add([]byte{}, uint8(0), uint8(0))
	f.Add([]byte{0xff, 0, 0x55, 0xaa}, uint8(8), uint8(3))
	screened := append(screenIDs(0), screenIDs(1)...)
	ids := harmless()
	f.Fuzz(func(t *testing.T, data []byte, screened1, harmless1 uint8) {
		r := told(data)
		d, err := Default().Decide(r)
		if err != nil {
			require.NotEmpty(t, rules.AsErrors(err))
			require.Equal(t, Decision{}, d)
			return
		}
		require.NotEmpty(t, d.SafetyNet)
		require.LessOrEqual(t, d.Disposition, d.Ceiling)
		neverLowers(t, r, screened[int(screened1)%len(screened)], "fuzzed")
		checkNoMasking(t, r, ids[int(harmless1)%len(ids)])
		text, err := json.Marshal(r)
		require.NoError(t, err)
		var back Report
		require.NoError(t, json.Unmarshal(text, &back))
		require.Equal(t, r, back)
	})
}

// FuzzReport reads anything as a report: it is refused whole, or what was read reads back.
func FuzzReport(f *testing.F) {
	for _, text := range []string{`{"age": 58, "sex": "F", "present": ["back_pain"], "not_sure": ["fever"]}`, `{"days": "10..20", "absent": []}`, `{"present": ["x"]}`, `[`, ``} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var r Report
		if err := r.UnmarshalJSON(data); err != nil {
			require.Equal(t, Report{}, r)
			return
		}
		text, err := json.Marshal(r)
		require.NoError(t, err)
		var back Report
		require.NoError(t, json.Unmarshal(text, &back), string(text))
		require.Equal(t, r, back)
		_, _ = Default().Decide(r)
	})
}
