package triage

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

func TestRequirement12TraceableAndFast(t *testing.T) {
	r := denied(0, "back_pain").With(Present, "fever").With(NotSure, "cancer_history")
	d := decide(t, r)
	assert.Equal(t, "red-flags", d.Pack.Name)
	assert.Regexp(t, `^\d+\.\d+\.\d+$`, d.Pack.Version)
	assert.Regexp(t, `^[0-9a-f]{64}$`, d.Pack.Digest)
	first, err := json.Marshal(d)
	require.NoError(t, err)
	for range 50 {
		again, err := json.Marshal(decide(t, r))
		require.NoError(t, err)
		require.Equal(t, string(first), string(again))
	}
	var back Decision
	require.NoError(t, json.Unmarshal(first, &back))
	text, err := json.Marshal(back)
	require.NoError(t, err)
	assert.Equal(t, string(first), string(text), "a decision reads back")
	assert.Less(t, testing.AllocsPerRun(100, func() { _, _ = Default().Decide(r) }), 60.0, "BenchmarkDecide tells the time")
}

func TestRequirement11BadInput(t *testing.T) {
	for _, in := range []string{`{"present": ["nothing"]}`, `{"present": ["fever"], "not_sure": ["fever"]}`, `{"age": -1}`, `{"age": 120.5}`, `{"age": NaN}`, `{"age": "old"}`,
		`{"present": "fever"}`, `{"sex": "M", "present": "pregnant"}`, `{`, ``, `null`, `3`, `{"present": [null]}`, "{\"present\": [\"\xff\"]}"} {
		var r Report
		assert.Error(t, r.UnmarshalJSON([]byte(in)), in)
	}
	for name, r := range map[string]Report{
		"NaN": {Age: fact.Num(math.NaN())}, "below": {Age: fact.Num(-1)}, "above": {Age: fact.Num(121)}, "sex": {Sex: 7},
		"truth": {Smoker: 9}, "pregnant man": Report{Sex: Male}.With(Present, "pregnant"), "unknown": Report{}.With(Present, "x"), "answer": Report{}.With(77, "fever"),
	} {
		d, err := Default().Decide(r)
		assert.Error(t, err, name)
		assert.Equal(t, Decision{}, d, name)
	}
	// Ten megabytes of nonsense end in an error that can be read.
	var r Report
	err := r.UnmarshalJSON([]byte(`{"present": [` + strings.Repeat(`"nothing at all, and that at length ................................................................",`, 1<<17) + `"fever"]}`))
	require.Error(t, err)
	assert.Less(t, len(err.Error()), 10_000)
	assert.Error(t, r.UnmarshalJSON([]byte(strings.Repeat("[", 10<<20))))

	// The edges of ages are where they are said to be.
	level := func(age float64, ids ...string) Disposition {
		r := denied(0, "back_pain").With(Present, ids...)
		r.Age = fact.Num(age)
		d := decide(t, r)
		return d.Disposition
	}
	assert.Equal(t, SeeClinicianSoon, level(17))
	assert.Equal(t, SelfCare, level(18))
	assert.Equal(t, SelfCare, level(64, "minor_fall_or_strain"))
	assert.Equal(t, SeeClinicianSoon, level(65, "minor_fall_or_strain"))
	assert.Equal(t, SeeClinicianSoon, level(69, "minor_fall_or_strain"))
	assert.Equal(t, UrgentSameDay, level(70, "minor_fall_or_strain"))
	assert.Equal(t, UrgentSameDay, level(60, "sudden_severe_pain", "smoker_ever"))
	assert.Equal(t, EmergencyNow, level(61, "sudden_severe_pain", "smoker_ever"))
	assert.Equal(t, EmergencyNow, level(60.5, "sudden_severe_pain", "hypertension"))
	assert.Equal(t, SelfCare, level(60, "first_episode"))
	assert.Equal(t, SeeClinicianSoon, level(61, "first_episode"))
}
