package plan

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/triage"
)

const good = `items:
  - id: stretch/calf
    when: finding.back_pain
    name: Calf stretch
    text: Lean in.
    why: It pulls.
    involves: flexion
    facts: F-STR-03
    doses:
      daily:
        - {hold: 30s, reps: 2, each_side: true, days: 7}
        - {week: 3, hold: 30s..60s, reps: 2..3, days: 7, vague: {reps: a few}}
`

// small is a repertoire of one item.
var small = map[string]string{
	"pack.yaml": "name: small\nversion: 1.0.0\n",
	"phase.yaml": "phases:\n  - id: phase/daily\n    when: not finding.fever\n    text: Every day\n" +
		"  - id: phase/weekly\n    when: not finding.fever\n    text: Every week\n",
	"caution.yaml": "cautions:\n  - id: caution/disc\n    when: wearer.disc_issue\n    text: Left out.\n    care: Leave it out.\n    withholds: flexion\n",
	"stretch.yaml": good,
}

// with returns the small repertoire with another text in a file.
func with(name, text string) fstest.MapFS {
	all := maps.Clone(small)
	all[name] = text
	folder := fstest.MapFS{}
	for name, text := range all {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return folder
}

// All that is wrong is told at once, where it stands.
func TestFaults(t *testing.T) {
	_, err := Load(with("stretch.yaml", good))
	require.NoError(t, err)
	for _, tt := range []struct{ from, to, want string }{
		{"back_pain", "back_pein", `stretch.yaml:3:11: stretch/calf: there is no word "finding.back_pein" (did you mean "finding.back_pain"?)`},
		{"finding.back_pain", "report.age", "stretch.yaml:3:11: stretch/calf: a condition is needed"},
		{"finding.back_pain", "report.severity > 7*mm", "stretch.yaml:3:"},
		{"stretch/calf", "calf/stretch", "stretch.yaml:2:"},
		{"items:", "item:", `stretch.yaml:1:1: there is no key "item" (did you mean "items"?)`},
		{"    name: Calf stretch\n", "", "stretch.yaml:2:5: stretch/calf: the item has no name"},
		{"    doses:", "    dozes:", `stretch.yaml:9:5: there is no key "dozes" (did you mean "doses"?)`},
		{"    facts: F-STR-03\n", "    facts: STR-03\n", `stretch.yaml:8:12: stretch/calf: "STR-03" is no id of a fact (as F-STR-03)`},
		{"daily:", "dayly:", `stretch.yaml:10:7: stretch/calf: there is no phase "dayly" (did you mean "daily"?)`},
		{"daily:", "now:", "phase.yaml: there is no phase/now, in which stretch/calf stands"},
		{"hold: 30s,", "hold: 30,", "stretch.yaml:11:18: stretch/calf: "},
		{"hold: 30s,", "hold: 9h,", "stretch.yaml:11:18: stretch/calf: 9h does not lie between 1s and 8h"},
		{"hold: 30s,", "hold: 30s..,", "write both ends, as 30s..60s"},
		{"hold: 30s,", "holt: 30s,", `stretch.yaml:11:12: stretch/calf: there is no key "holt" (did you mean "hold"?)`},
		{"days: 7}", "days: 8}", "stretch/calf: 8 is no whole number from 1 to 7"},
		{"reps: 2,", "reps: 2.5,", "stretch/calf: 2.5 is no whole number from 1 to 100"},
		{"reps: 2..3", "reps: 1..3", "stretch.yaml:12:11: stretch/calf: the progression falls"},
		{"week: 3", "week: 1", "stretch.yaml:12:11: stretch/calf: week 1 does not come after week 1"},
		{"week: 3", "week: soon", `stretch.yaml:12:18: stretch/calf: a whole number from 1 to 52 is needed, not "soon"`},
		{"each_side: true", "each_side: both", `each_side is true or left out, not "both"`},
		{"vague: {reps: a few}", "vague: {sets: a few}", `there is no key "sets"`},
		{"vague: {reps: a few}", "vague: a few", "vague holds the words of a source"},
		{"    why: It pulls.\n", "    why: It pulls.\n    optional: maybe\n", `stretch/calf: optional is true or left out, not "maybe"`},
		{"    why: It pulls.\n", "    why: It pulls.\n    cite: A99\n", "A99"},
		{"involves: flexion", "involves: extension", `caution.yaml:6:16: nothing involves "flexion"`},
		{good, "items: []", "stretch.yaml:1:8: items is a list"},
		{good, "items:\n  - {id: stretch/x}", "stretch.yaml:2:5: an item is a block of keys"},
		{good, "x: &a 1\ny: *a\n", "stretch.yaml:1:"},
		{good, good + strings.TrimPrefix(good, "items:\n"), "stretch.yaml:13:"},
	} {
		_, err := Load(with("stretch.yaml", strings.Replace(good, tt.from, tt.to, 1)))
		if assert.Error(t, err, tt.to) {
			assert.Contains(t, err.Error(), tt.want, tt.to)
			assert.NotContains(t, err.Error(), "rules   ", tt.to)
		}
	}
	for _, tt := range []struct{ name, text, want string }{
		{"strech.yaml", good, `strech.yaml: there is no kind "strech" of items (did you mean "stretch"?)`},
		{"pack.yaml", "name: small\nversion: 1.0.0\ntotals: {}\n", `pack.yaml:3:1: there is no key "totals"`},
		{"phase.yaml", "phases:\n  - id: phase/dayly\n    when: not finding.fever\n    text: x\n", `phase.yaml:2:9: phase/dayly: there is no phase "phase/dayly"`},
		{"caution.yaml", "cautions:\n  - id: caution/x\n    when: finding.fever\n    text: x\n    care: x\n    withholds: flexon\n", `caution.yaml:6:16: nothing involves "flexon" (did you mean "flexion"?)`},
		{"note.yaml", "notes:\n  - id: note/x\n    when: finding.fever\n", "note.yaml:2:5: note/x: the note has no text"},
	} {
		_, err := Load(with(tt.name, tt.text))
		assert.ErrorContains(t, err, tt.want)
	}
	_, err = Load(fstest.MapFS{})
	assert.ErrorContains(t, err, "there is no .yaml file of a repertoire")
	_, err = Load(with("stretch.yaml", strings.NewReplacer("back_pain", "back_pein", "30s,", "30,").Replace(good)))
	assert.Len(t, rules.AsErrors(err), 2)
}

// Faults that stand at no line are in one order, too, however often a folder is read.
func TestFaultsOrder(t *testing.T) {
	folder := with("stretch.yaml", strings.Replace(good, "    doses:\n", "    doses:\n      after_heels: {reps: 2}\n      heel_day_morning: {reps: 2}\n      now: {reps: 2}\n", 1))
	for range 30 {
		_, err := Load(folder)
		require.EqualError(t, err, "phase.yaml: there is no phase/now, in which stretch/calf stands\n"+
			"phase.yaml: there is no phase/heel-day-morning, in which stretch/calf stands\n"+
			"phase.yaml: there is no phase/after-heels, in which stretch/calf stands")
	}
}

// Whatever a folder says, warmth and cold share no plan where they share a slot, and what is passive makes none.
func TestForeign(t *testing.T) {
	folder := with("stretch.yaml", good)
	easing := "items:\n"
	for _, name := range []string{"cold", "heat"} {
		easing += "  - id: easing/" + name + "\n    when: finding.foot_pain\n    name: " + name + "\n    text: Do it.\n    why: It eases.\n    slot: pad\n    facts: F-THER-05\n    doses: {weekly: {for: 10min}}\n"
	}
	folder["easing.yaml"] = &fstest.MapFile{Data: []byte(easing)}
	r, err := Load(folder)
	require.NoError(t, err)
	d := triage.Decision{Disposition: triage.SelfCare}
	no := triage.Report{}.With(triage.Absent, "fever")

	made, err := r.Plan(d, no.With(triage.Present, "foot_pain"), footwear.Case{})
	require.NoError(t, err)
	assert.Empty(t, made.Items, "nothing active is left")
	assert.Equal(t, "plan.passive", made.Withheld[0].Because.ID)
	assert.Len(t, made.Withheld, 2)

	made, err = r.Plan(d, no.With(triage.Present, "foot_pain", "back_pain"), footwear.Case{})
	require.NoError(t, err)
	assert.Equal(t, []string{"easing/cold"}, in(made, Weekly))
	assert.Equal(t, "easing/heat", made.Withheld[0].ID)
	assert.Equal(t, "small", made.Pack.Name)
	assert.NotEqual(t, Default().identity.Digest, made.Pack.Digest)
}

// What a dose is belongs to the digest, and a comment does not.
func TestDigest(t *testing.T) {
	digest := func(text string) string {
		r, err := Load(with("stretch.yaml", text))
		require.NoError(t, err)
		return r.identity.Digest
	}
	assert.Equal(t, digest(good), digest("# A comment.\n"+good))
	for _, change := range [][2]string{{"hold: 30s,", "hold: 20s,"}, {"flexion", "flexion\n    slot: x"}, {"week: 3", "week: 4"}, {"Lean in", "Lean"}, {"a few", "some"}} {
		assert.NotEqual(t, digest(good), digest(strings.Replace(good, change[0], change[1], 1)), change[1])
	}
}

// Run it with -fuzzminimizetime 10x: what a mutation reaches differs from run to run, and to make it smaller takes all the time.
//
// What a file of items is made of never makes the reader fail in any other way.
func FuzzLoad(f *testing.F) {
	f.Add(good)
	f.Add("define: {a: 1}\n" + good)
	f.Add("items:\n  - id: stretch/y\n    when: |\n      not shoe.rocker\n    doses: {daily: {}}\n")
	f.Add("? items\n: - id: a\n")
	f.Add("\"items\":\n- \"text\": x\n  id: stretch/x\n")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Load(with("stretch.yaml", text))
		if err != nil {
			for _, e := range rules.AsErrors(err) {
				_ = e.Error()
			}
			return
		}
		made, err := r.Plan(triage.Decision{Disposition: triage.SelfCare}, triage.Report{}.With(triage.Present, "back_pain").With(triage.Absent, "fever"), footwear.Case{})
		require.NoError(t, err)
		_ = made.String()
	})
}
