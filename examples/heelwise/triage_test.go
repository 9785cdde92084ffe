package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/internal/lines"
)

// An answer has the keys that docs/triage.md promises.
func TestTriageKeys(t *testing.T) {
	out, errs, status := call(t, `{"id": 7, "age": 58, "sex": null, "present": ["back_pain", "fever"], "not_sure": ["cancer_history"], "absent": []}`+"\n", "triage")
	require.Equal(t, allAnswered, status, errs)
	var answer map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(out), &answer))
	for _, key := range []string{"id", "disposition", "status", "floor", "ceiling", "fired", "open", "questions", "footwear", "supports", "contradictions", "plan", "safety_net", "allows_shoe_advice", "pack"} {
		assert.Contains(t, answer, key)
	}
	assert.Equal(t, `"urgent_same_day"`, string(answer["disposition"]))
	assert.Equal(t, `"needs_answers"`, string(answer["status"]))
	assert.Equal(t, `false`, string(answer["allows_shoe_advice"]))
	var fired []map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(answer["fired"], &fired))
	for _, key := range []string{"rule", "level", "unsure", "condition", "findings", "why", "source"} {
		assert.Contains(t, fired[0], key)
	}
	var questions []map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(answer["questions"], &questions))
	for _, key := range []string{"finding", "text", "why", "again"} {
		assert.Contains(t, questions[0], key)
	}
}

// Bad records are answered by line, and the next ones are still read.
func TestTriageBadLines(t *testing.T) {
	for _, tt := range []struct{ in, key, code, err string }{
		{`{"present": ["fevr"]}`, "finding.fevr", "unknown-key", `did you mean "fever"?`},
		{`{"present": ["fever"], "absent": ["fever"]}`, "finding.fever", "contradiction", "both"},
		{`{"sex": "M", "present": ["pregnant"]}`, "finding.pregnant", "contradiction", "does not go with the sex M"},
		{`{"age": -1}`, "report.age", "bad-value", "outside 0..120"},
		{`{"age": "NaN"}`, "report.age", "bad-value", ""},
		{`{"boot": {}}`, "boot", "unknown-key", "the keys are id, age"},
		{`{"present": "fever"}`, "present", "bad-value", "a list of ids"},
		{`{"present": ["fever"]`, "", "bad-json", "one whole object"},
		{`[]`, "", "bad-value", "one object"},
		{strings.Repeat("x", lines.Max+1), "", "too-long", "longer than"},
	} {
		out, _, status := call(t, tt.in+"\n{}\n", "triage")
		assert.Equal(t, someFailed, status, tt.in[:min(len(tt.in), 100)])
		lines := strings.SplitN(out, "\n", 2)
		answers := readAnswers(t, lines[0]+"\n")
		assert.Equal(t, 1, answers[0].Line)
		assert.Equal(t, tt.key, answers[0].Key, out[:min(len(out), 300)])
		assert.Equal(t, tt.code, answers[0].Code)
		assert.Contains(t, answers[0].Error, tt.err)
		assert.Contains(t, lines[1], `"disposition":"undetermined"`)
	}
}

func TestTriageWithALayer(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	write("pack.yaml", "over: red-flags\nname: ours\nversion: 1.0.0\n")
	write("ours.yaml", "rules: [{id: ours/limp, when: finding.gait_altered_limping, level: see_clinician_soon, condition: a limp, why: A limp is looked at., cite: NHS-HEEL, review_by: 2030-01-01}]\n")
	out, errs, status := call(t, "{}\n", "triage", "-layer", dir)
	assert.Equal(t, misused, status)
	assert.Empty(t, out)
	assert.Contains(t, errs, "ours/limp: no test shows")
	write("ours_test.yaml", `tests:
  - {name: limps, facts: {finding.gait_altered_limping: true}, fires: ours/limp}
  - {name: walks, facts: {finding.gait_altered_limping: false}, does_not_fire: ours/limp}
  - {name: cannot tell, unsure: finding.gait_altered_limping, is_open: ours/limp}
`)
	out, errs, status = call(t, `{"present": ["gait_altered_limping"]}`+"\n", "triage", "-layer", dir)
	assert.Equal(t, allAnswered, status, errs)
	assert.Contains(t, out, `"rule":"ours/limp"`)
	assert.Contains(t, out, `"layers":[{"name":"ours","version":"1.0.0"}]`)
}

// The example that the help ends with works when it is pasted.
func TestTriageHelpExample(t *testing.T) {
	m := regexp.MustCompile(`(?m)^  echo '(.*)' \| go run ./examples/heelwise (.*)$`).FindStringSubmatch(triageHelp)
	require.NotNil(t, m)
	out, errs, status := call(t, m[1]+"\n", strings.Fields(m[2])...)
	assert.Equal(t, allAnswered, status, errs)
	assert.Contains(t, out, `{"id":7,"disposition":"emergency_now"`)
}

// A plan goes by the report and by what the line says of wearer and shoe; where a clinician comes first there is none.
func TestTriagePlan(t *testing.T) {
	screen := make([]string, 0, 13)
	out, errs, status := call(t, `{"present": ["back_pain"]}`+"\n", "triage")
	require.Equal(t, allAnswered, status, errs)
	var first struct{ Questions []struct{ Finding string } }
	require.NoError(t, json.Unmarshal([]byte(out), &first))
	for _, q := range first.Questions {
		screen = append(screen, q.Finding)
	}
	denied, err := json.Marshal(screen)
	require.NoError(t, err)
	planned := func(rest string) (ids []string) {
		out, errs, status := call(t, `{"age": 40, "present": ["back_pain"], "absent": `+string(denied)+rest+"}\n", "triage")
		require.Equal(t, allAnswered, status, errs+out)
		var answer struct{ Plan []struct{ ID string } }
		require.NoError(t, json.Unmarshal([]byte(out), &answer))
		for _, item := range answer.Plan {
			ids = append(ids, item.ID)
		}
		return ids
	}
	assert.Contains(t, planned(`, "wearer": {"tight_calf": true}`), "stretch/calf")
	assert.NotContains(t, planned(`, "wearer": {"tight_calf": false}`), "stretch/calf")
	bare, shoe := planned(""), planned(`, "shoe": {"heel": "stiletto", "heel_height": "100mm"}, "use": {"hours": "8h"}`)
	assert.Greater(t, len(shoe), len(bare), "a shoe calls for more")
	out, _, status = call(t, `{"age": 40, "wearer": {"age": 41}}`+"\n", "triage")
	assert.Equal(t, someFailed, status)
	assert.Contains(t, out, `"code":"contradiction"`)
	out, _, _ = call(t, `{"present": ["saddle_numbness", "back_pain"], "shoe": {"heel": "stiletto"}}`+"\n", "triage")
	assert.Contains(t, out, `"plan":[]`)
}

// A slip about a shoe does not cost the answer to the symptoms; one about the wearer costs it only where nothing is urgent.
func TestTriageFaultsBeside(t *testing.T) {
	const numb, cleared = `"age": 40, "present": ["back_pain", "saddle_numbness"]`, `"age": 40, "present": ["heel_pain"], "absent": ["foot_injury", "cannot_bear_weight",
		"hot_red_swollen_foot", "foot_ulcer", "diabetes", "leg_cold_pale_sudden", "calf_swelling_one_side", "fever", "foot_numbness"]`
	for _, tt := range []struct{ name, beside, key, code string }{
		{"an impossible height", `"shoe": {"heel": "stiletto", "heel_height": "900mm"}`, "shoe.heel_height", "bad-value"},
		{"a word that is none", `"shoe": {"heel": "stileto"}`, "shoe.heel", "unknown-value"},
		{"a key that is none", `"shoe": {"hel": "stiletto"}`, "shoe.hel", "unknown-key"},
		{"heights that do not agree", `"shoe": {"heel_height": "90mm", "platform": "10mm", "rise": "20mm"}`, "shoe.heel_height", "contradiction"},
		{"no shoe at all", `"shoe": "pumps"`, "shoe", "bad-value"},
		{"hours of a day", `"shoe": {"heel": "stiletto"}, "use": {"hours": "30h"}`, "use.hours", "bad-value"},
		{"a wearer's age", `"wearer": {"age": "forty"}`, "wearer.age", "bad-value"},
		{"two ages", `"wearer": {"age": 41}`, "report.age", "contradiction"},
		{"a pregnant heel", `"wearer": {"pregnant": "heel"}`, "wearer.pregnant", "bad-value"},
	} {
		type answered struct {
			ID               json.RawMessage
			Disposition      string
			Status           string
			Plan             []struct{ ID string }
			Faults           []fault
			AllowsShoeAdvice *bool `json:"allows_shoe_advice"`
			Code, Key        string
		}
		say := func(rest string) (a answered) {
			out, _, status := call(t, strings.ReplaceAll(rest, "\n", " ")+"\n", "triage")
			require.Equal(t, someFailed, status, tt.name)
			require.NoError(t, json.Unmarshal([]byte(out), &a), out)
			return a
		}
		urgent := say(`{"id": 3, ` + numb + `, ` + tt.beside + `}`)
		assert.Equal(t, "3", string(urgent.ID), tt.name)
		assert.Equal(t, "emergency_now", urgent.Disposition, tt.name)
		assert.Equal(t, "final", urgent.Status, tt.name)
		assert.Empty(t, urgent.Plan, tt.name)
		require.NotEmpty(t, urgent.Faults, tt.name)
		assert.Equal(t, tt.key, urgent.Faults[0].Key, tt.name)
		assert.Equal(t, tt.code, urgent.Faults[0].Code, "%s: %s", tt.name, urgent.Faults[0].Error)
		assert.NotEmpty(t, urgent.Faults[0].Error, tt.name)
		require.NotNil(t, urgent.AllowsShoeAdvice, tt.name)
		assert.False(t, *urgent.AllowsShoeAdvice, tt.name)

		calm := say(`{` + cleared + `, ` + tt.beside + `}`)
		if strings.HasPrefix(tt.beside, `"wearer"`) {
			assert.Empty(t, calm.Disposition, "%s: what was meant of the wearer may matter", tt.name)
			assert.Equal(t, tt.code, calm.Code, tt.name)
			assert.Equal(t, tt.key, calm.Key, tt.name)
			continue
		}
		assert.Equal(t, "self_care", calm.Disposition, tt.name)
		assert.NotEmpty(t, calm.Plan, tt.name)
		for _, item := range calm.Plan {
			assert.Equal(t, strings.HasPrefix(item.ID, "shoe/"), strings.HasPrefix(item.ID, "shoe/") && strings.Contains(tt.beside, "use"), "%s: %s comes from a shoe that was not read", tt.name, item.ID)
		}
		assert.Equal(t, tt.key, calm.Faults[0].Key, tt.name)
	}
	// A slip in the report itself is another matter: nobody knows what was meant.
	out, _, status := call(t, `{"present": ["saddle_numbness", "fevr"]}`+"\n", "triage")
	assert.Equal(t, someFailed, status)
	assert.Contains(t, out, `"code":"unknown-key"`)
	// Nothing is said of faults where there is none.
	out, _, _ = call(t, `{`+numb+`, "shoe": {"heel": "stiletto"}}`+"\n", "triage")
	assert.NotContains(t, out, `"faults"`)
}
