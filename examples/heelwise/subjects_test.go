package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/triage"
	"github.com/heelwise/heelwise/triage/plan"
)

// A folder says by itself what it is about.
func TestSubjectOf(t *testing.T) {
	for _, tt := range []struct {
		files map[string]string
		want  *subject
	}{
		{map[string]string{"pack.yaml": "over: strain\nname: x\n"}, aboutShoes},
		{map[string]string{"pack.yaml": "over: red-flags\nname: x\n"}, aboutSymptoms},
		{map[string]string{"pack.yaml": "over: red-flags\nname: [\n"}, aboutSymptoms},
		{map[string]string{"pack.yaml": "name: x\ntotals: {level: {combine: max, levels: [a, b]}}\n"}, aboutSymptoms},
		{map[string]string{"pack.yaml": "name: x\ntotals:\n  level:\n    levels: [\n"}, aboutSymptoms},
		{map[string]string{"pack.yaml": "name: x\ntotals: {load: {max: 1}}\nscore: load\n"}, aboutShoes},
		{map[string]string{"pack.yaml": "name: x\n", "stretch.yaml": "items: []\n"}, aboutPlans},
		{map[string]string{"caution.yaml": "cautions: []\n"}, aboutPlans},
		{map[string]string{"pack.yaml": "name: x\n", "heel.yaml": "rules: []\n"}, aboutShoes},
		{map[string]string{"pack.yaml": "over: strain\nname: x\n", "stretch.yaml": "items: []\n"}, aboutShoes},
		{map[string]string{"pack.yaml": "name: [\n"}, aboutShoes},
		{nil, aboutShoes},
	} {
		folder := t.TempDir()
		for name, text := range tt.files {
			write(t, folder, name, text)
		}
		assert.Equal(t, tt.want.name, subjectOf(os.DirFS(folder)).name, tt.files)
	}
	for _, of := range []*subject{aboutShoes, aboutSymptoms, aboutPlans} {
		assert.Equal(t, of.name, subjectOf(of.folder()).name)
		assert.True(t, ownPath.MatchString(comesWith(of).path("x.yaml")), of.name)
		loaded, faults := of.load(of.folder())
		require.Empty(t, faults)
		assert.Equal(t, of.name, loaded.Identity().Name)
	}
}

// The red flags and what plans are made of are sound, and their tests pass.
func TestPacksOfTriage(t *testing.T) {
	for _, tt := range []struct{ folder, name, digest string }{
		{"../../triage/packs", "red-flags", triage.Default().Pack().Identity().Digest},
		{"../../triage/plan/repertoire", "self-care", plan.Default().Identity().Digest},
	} {
		out, errs, status := call(t, "", "packs", "check", "-json", "-strict", tt.folder)
		require.Equal(t, allAnswered, status, out+errs)
		var said struct {
			Faults, Warnings []any
			Pack             struct{ Name, Digest string }
		}
		require.NoError(t, json.Unmarshal([]byte(out), &said))
		assert.Equal(t, []any{}, said.Faults)
		assert.Equal(t, tt.name, said.Pack.Name)
		assert.Equal(t, tt.digest, said.Pack.Digest)
		out, _, status = call(t, "", "packs", "test", tt.folder)
		assert.Equal(t, allAnswered, status, out)
		assert.Regexp(t, `^\d+ tests passed\n$`, out)
	}
	out, _, _ := call(t, "", "packs", "check", "../../triage/packs")
	assert.Regexp(t, `^../../triage/packs: no mistakes; \d+ rules\n$`, out)
	out, _, _ = call(t, "", "packs", "check", "../../triage/plan/repertoire")
	assert.Regexp(t, `: no mistakes; \d+ entries of plans\n$`, out)
	out, errs, status := call(t, "", "packs", "explain", "ces/saddle", "../../triage/packs")
	assert.Equal(t, allAnswered, status, errs)
	assert.Contains(t, out, "ces/saddle raises the level to emergency_now")
	assert.Contains(t, out, "finding.saddle_numbness: true or false")
	out, _, _ = call(t, "", "packs", "explain", "../../triage/packs")
	assert.Contains(t, out, "ces/saddle ")
	assert.Regexp(t, `(?m)^foot/hot +urgent_same_day$`, out)
	out, _, status = call(t, "", "packs", "vocabulary", "../../triage/packs")
	assert.Equal(t, allAnswered, status)
	assert.Contains(t, out, "What was found")
	assert.Contains(t, out, "finding.fever")
	assert.NotContains(t, out, "shoe.heel")
	out, _, status = call(t, "", "packs", "schema", "../../triage/packs")
	assert.Equal(t, allAnswered, status)
	assert.Contains(t, out, "finding.fever")
}

// A mistake in a layer over the red flags has its place, and the nearest right word.
func TestPacksOverRedFlags(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "pack.yaml", "over: red-flags\nname: ours\nversion: 1.0.0\n")
	rule := func(when, level string) string {
		return "rules:\n  - id: ours/limp\n    when: " + when + "\n    level: " + level + "\n    condition: a limp\n    why: We look at every limp.\n    cite: NHS-HEEL\n    review_by: 2030-01-01\n"
	}
	for _, tt := range []struct{ when, level, at, says string }{
		{"finding.feverr", "see_clinician_soon", "ours.yaml:3:11", `did you mean "finding.fever"?`},
		{"shoe.heel_height > 3*inch", "see_clinician_soon", "ours.yaml:3:11", `there is no word "shoe.heel_height"`},
		{"finding.fever", "urgent", "ours.yaml:4:12", "urgent_same_day"},
		{"finding.fever and not finding.shoes_tight", "urgent_same_day", "ours.yaml:3:", "does not say not"},
		{"not finding.back_pain", "see_clinician_soon", "ours.yaml:2:5", "finding.back_pain becomes worse"},
	} {
		write(t, folder, "ours.yaml", rule(tt.when, tt.level))
		out, _, status := call(t, "", "packs", "check", folder)
		assert.Equal(t, someFailed, status, tt.when)
		assert.Contains(t, out, folder+"/"+tt.at, tt.when)
		assert.Contains(t, out, tt.says, tt.when)
	}
	write(t, folder, "ours.yaml", rule("finding.gait_altered_limping", "see_clinician_soon"))
	out, errs, status := call(t, "", "packs", "check", folder)
	assert.Equal(t, allAnswered, status, errs)
	assert.Equal(t, folder+": no mistakes; 1 rule, over red-flags "+triage.Default().Pack().Identity().Version+"\n", out)

	// A red flag that no test shows cannot be used, so it does not pass.
	out, _, status = call(t, "", "packs", "test", folder)
	assert.Equal(t, someFailed, status)
	assert.Contains(t, out, "ours/limp: no test shows")
	write(t, folder, "ours_test.yaml", `tests:
  - {name: limps, facts: {finding.gait_altered_limping: true}, fires: ours/limp, level: see_clinician_soon}
  - {name: walks, facts: {finding.gait_altered_limping: false}, does_not_fire: ours/limp}
  - {name: cannot tell, unsure: finding.gait_altered_limping, is_open: ours/limp}
`)
	out, _, status = call(t, "", "packs", "test", folder)
	assert.Equal(t, allAnswered, status)
	assert.Equal(t, "3 tests passed\n", out)

	write(t, folder, "pack.yaml", "name: ours\nversion: 1.0.0\ntotals: {level: {combine: max, levels: [calm, see_clinician_soon]}}\nsources: {NHS-HEEL: {citation: c, year: 2026}}\n")
	out, _, status = call(t, "", "packs", "check", folder)
	assert.Equal(t, someFailed, status)
	assert.Contains(t, out, `the levels are ["calm" "see_clinician_soon"]`)
}

// What plans are made of is checked and tested like rules, and by itself.
func TestPacksOfPlans(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.CopyFS(folder, plan.Files()))
	change := func(name, old, new string) {
		text, err := os.ReadFile(folder + "/" + name)
		require.NoError(t, err)
		require.Contains(t, string(text), old)
		write(t, folder, name, strings.Replace(string(text), old, new, 1))
	}
	change("stretch.yaml", "when: heels or sore_foot", "when: heels or soar_foot")
	change("caution.yaml", "withholds: foot", "withholds: foott")
	out, _, status := call(t, "", "packs", "check", folder)
	assert.Equal(t, someFailed, status)
	assert.Contains(t, out, `did you mean "sore_foot"?`)
	assert.Contains(t, out, `did you mean "foot"?`)
	assert.Regexp(t, `/stretch.yaml:\d+:\d+: error: stretch/calf: `, out)
	change("stretch.yaml", "soar_foot", "sore_foot")
	change("caution.yaml", "foott", "foot")
	change("stretch.yaml", "when: heels or sore_foot or wearer.tight_calf", "when: wearer.tight_calf")
	out, _, status = call(t, "", "packs", "test", folder)
	assert.Equal(t, someFailed, status)
	assert.Contains(t, out, "every_test.yaml")
	assert.Contains(t, out, "stretch/calf")

	for _, args := range [][]string{{"explain"}, {"vocabulary"}, {"schema"}} {
		_, errs, status := call(t, "", append([]string{"packs"}, append(args, folder)...)...)
		assert.Equal(t, misused, status, args)
		assert.Contains(t, errs, "for packs check and packs test", args)
	}
	_, errs, status := call(t, "", "packs", "check", folder, folder)
	assert.Equal(t, misused, status)
	assert.Contains(t, errs, "name it alone")
}
