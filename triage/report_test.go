package triage

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
)

func TestReportReadsWhatItWrites(t *testing.T) {
	r := Report{Age: footwear.Num(58), Sex: Female, TriedShoes: footwear.Yes}.
		With(Present, "back_pain", "steroids_longterm").With(NotSure, "fever").With(Absent, "weight_loss_unexplained")
	text, err := json.Marshal(r)
	require.NoError(t, err)
	assert.Equal(t, `{"age":58,"sex":"F","tried_shoes":true,"present":["back_pain","steroids_longterm"],"absent":["weight_loss_unexplained"],"not_sure":["fever"]}`, string(text))
	var back Report
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, r, back)

	text, err = json.Marshal(Report{})
	require.NoError(t, err)
	assert.Equal(t, `{"present":[],"absent":[],"not_sure":[]}`, string(text))
}

func TestBadReportsAreRefused(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{`{"present": ["feverr"]}`, `there is no finding "feverr" (did you mean "fever"?)`},
		{`{"present": ["fever"], "absent": ["fever"]}`, `it is both present and absent (a finding has one answer)`},
		{`{"prezent": ["fever"]}`, `there is no key "prezent" (did you mean "present"?)`},
		{`{"fever": true}`, `there is no key "fever" (write "present": ["fever"], or absent or not_sure)`},
		{`{"age": -1}`, `-1 is outside 0..120`},
		{`{"age": 121}`, `121 is outside 0..120`},
		{`{"age": 1e400}`, `too great`},
		{`{"age": NaN}`, `not valid JSON`},
		{`{"sex": "X"}`, `"X" is no word of report.sex`},
		{`{"present": [1]}`, `a list of ids of findings is needed`},
		{`{"present": [], "present": []}`, `the key is given twice`},
		{`[]`, `a report is one object`},
		{`{"age": 3`, `not valid JSON`},
	} {
		var r Report
		err := r.UnmarshalJSON([]byte(tt.in))
		require.Error(t, err, tt.in)
		assert.Contains(t, err.Error(), tt.want, tt.in)
		assert.Equal(t, Report{}, r, tt.in)
	}
}

func TestReportsThatContradictThemselves(t *testing.T) {
	for _, tt := range []struct {
		r    Report
		want string
	}{
		{Report{Sex: Male}.With(Present, "pregnant"), "finding.pregnant: being pregnant does not go with the sex M (leave the sex out if it is not known)"},
		{Report{Days: footwear.Num(10)}.With(Present, "duration_over_2_weeks"), "finding.duration_over_2_weeks: it is said to be present, and report.days is 10 (leave one of the two out)"},
		{Report{Days: footwear.Num(15)}.With(Absent, "duration_over_2_weeks"), "finding.duration_over_2_weeks: it is said to be absent, and report.days is 15 (leave one of the two out)"},
		{Report{Age: footwear.Num(121)}, "report.age: 121 is outside 0..120"},
		{Report{}.With(Present, "feverr"), `finding.feverr: there is no finding "feverr" (did you mean "fever"?)`},
		{Report{}.With(Answer(9), "fever"), "finding: Answer(9) is no answer"},
	} {
		err := tt.r.Check()
		require.Error(t, err)
		assert.Equal(t, tt.want, err.Error())
	}
	assert.NoError(t, (&Report{}).Check())
}

func TestWhatFollowsFromAReport(t *testing.T) {
	for _, tt := range []struct {
		days float64
		want [3]Answer
	}{
		{14, [3]Answer{Absent, Absent, Absent}}, {15, [3]Answer{Present, Absent, Absent}},
		{42, [3]Answer{Present, Absent, Absent}}, {43, [3]Answer{Present, Present, Absent}},
		{90, [3]Answer{Present, Present, Absent}}, {91, [3]Answer{Present, Present, Present}},
	} {
		r := Report{Days: footwear.Num(tt.days)}.settledBy(Default().settles)
		for i, id := range []string{"duration_over_2_weeks", "duration_over_6_weeks", "duration_over_3_months"} {
			assert.Equal(t, tt.want[i], r.Answer(id), "%v days: %s", tt.days, id)
		}
	}
	vague := Report{Days: footwear.Num(10).To(footwear.Num(50))}.settledBy(Default().settles)
	assert.Equal(t, NotAsked, vague.Answer("duration_over_2_weeks"))
	assert.Equal(t, Absent, vague.Answer("duration_over_3_months"))
	man := Report{Sex: Male}.settledBy(Default().settles)
	assert.Equal(t, Absent, man.Answer("pregnant"))
}

// A slip in a case costs nothing of what the report says, and one in a shoe is no matter of the report.
func TestJoinKeepsTheReport(t *testing.T) {
	r := Report{Age: footwear.Num(40)}.With(Present, "back_pain", "saddle_numbness")
	for name, wearer := range map[string]footwear.Wearer{
		"another age": {Age: footwear.Num(41), Pregnant: footwear.Yes}, "no age": {Age: footwear.Num(400)}, "no arch": {Arch: 99},
	} {
		joined, err := r.Join(footwear.Case{Wearer: wearer})
		require.Error(t, err, name)
		assert.Equal(t, r, joined, name)
		d := decide(t, joined)
		assert.Equal(t, EmergencyNow, d.Disposition, name)
	}
	joined, err := r.Join(footwear.Case{Shoe: footwear.Shoe{HeelHeight: footwear.MM(9000)}, Use: footwear.Use{Hours: footwear.Hours(40)}})
	require.NoError(t, err)
	assert.Equal(t, r, joined)
}
