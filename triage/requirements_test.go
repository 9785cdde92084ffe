package triage

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// The tests below are named after the requirements that they show.

func screenIDs(k int) (ids []string) {
	for _, i := range Default().screens[k].Ask {
		ids = append(ids, findings().ids[i])
	}
	return ids
}

// denied is a report of a complaint in which every question of its screen is answered with no.
func denied(k int, complaint string) Report {
	return Report{Age: fact.Num(38)}.With(Absent, screenIDs(k)...).With(Present, complaint)
}

// drawn returns a report at random: some of everything.
func drawn(rng *rand.Rand) Report {
	var r Report
	if rng.IntN(3) > 0 {
		r.Age = fact.Num(float64(rng.IntN(100)))
	}
	r.Sex = [...]Sex{0, Female, Female}[rng.IntN(3)] // of whom anything may be found
	if rng.IntN(3) == 0 {
		r.Severity, r.Trend = fact.Num(float64(rng.IntN(11))), [...]Trend{TrendBetter, TrendSame, TrendWorse}[rng.IntN(3)]
	}
	for _, p := range []*fact.Truth{&r.Smoker, &r.TriedShoes, &r.TriedInsoles, &r.TriedStretching, &r.TriedStrengthening, &r.OnPlan, &r.HipSpread, &r.MorningStiffness, &r.KnownDisease, &r.Sitting} {
		*p = fact.Truth(rng.IntN(3) - 1)
	}
	few := rng.IntN(2) == 0
	for i := range findings().ids {
		dice := rng.Uint32()
		a := Answer(dice & 3)
		if few && dice>>2&7 > 0 {
			a = [...]Answer{NotAsked, Absent}[dice>>5&1]
		}
		r.set(i, a)
	}
	return r
}

const seed = 1

func TestRequirement1ZeroValue(t *testing.T) {
	assert.Equal(t, Undetermined, Disposition(0))
	assert.Equal(t, NeedsAnswers, Status(0))
	assert.Equal(t, NotAssessed, Footwear(0))
	assert.Equal(t, NotAsked, Answer(0))
	for name, r := range map[string]Report{"nothing": {}, "back pain": Report{}.With(Present, "back_pain")} {
		d := decide(t, r)
		assert.Equal(t, Undetermined, d.Disposition, name)
		assert.Equal(t, NeedsAnswers, d.Status, name)
		assert.ElementsMatch(t, screenIDs(0), asked(&d), name)
		assert.False(t, d.AllowsShoeAdvice(), name)
	}
	foot := decide(t, Report{}.With(Present, "heel_pain"))
	assert.ElementsMatch(t, screenIDs(1), asked(&foot))
	both := decide(t, Report{}.With(Present, "heel_pain", "back_pain"))
	assert.ElementsMatch(t, append(screenIDs(0), slices.DeleteFunc(screenIDs(1), func(id string) bool { return id == "fever" })...), asked(&both))

	// No zero value of any type says that somebody may look after themselves, or be shown shoes.
	for _, zero := range []any{Decision{}, Flag{}, OpenRule{}, Question{}, Advice{}, Report{}, Finding{}} {
		v := reflect.ValueOf(zero)
		for i := range v.NumField() {
			assert.True(t, v.Field(i).IsZero(), v.Type().Field(i).Name)
			if v.Type().Field(i).Type == reflect.TypeFor[Disposition]() {
				assert.Equal(t, "undetermined", Disposition(v.Field(i).Uint()).String())
			}
		}
	}
	assert.False(t, (&Decision{}).AllowsShoeAdvice())
}

func TestRequirement2FourStateLogic(t *testing.T) {
	// A pack in which one rule is "and" and one is "or" of two findings: all pairs of answers, against the order of answers.
	files := fstest.MapFS{"pack.yaml": {Data: []byte(`
name: logic
version: 1.0.0
totals: {level: {combine: max, levels: [self_care, see_clinician_soon, urgent_same_day, emergency_now]}}
sources: {S: {citation: s, year: 2026}}
rules:
  - {id: pack/and, when: finding.fever and finding.chest_pain, level: emergency_now, condition: c, why: w, cite: S, review_by: 2030-01-01}
  - {id: pack/or, when: finding.fever or finding.chest_pain, level: emergency_now, condition: c, why: w, cite: S, review_by: 2030-01-01}
  - {id: pack/not, when: not finding.shoes_tight, level: see_clinician_soon, on_unsure: see_clinician_soon, condition: c, why: w, cite: S, review_by: 2030-01-01}
`)}}
	pack, err := rules.Load(Vocabulary(), files)
	require.NoError(t, err)
	d, err := newDecider(pack)
	require.NoError(t, err)
	fired := func(r Report, rule string) Answer { // as an answer: present where it fires, not sure where it does unsure, absent where it cannot
		out, err := d.Decide(r)
		require.NoError(t, err)
		for _, f := range out.Fired {
			if f.Rule == rule {
				return map[bool]Answer{false: Present, true: NotSure}[f.Unsure]
			}
		}
		if slices.ContainsFunc(out.Open, func(o OpenRule) bool { return o.Rule == rule }) {
			return NotAsked
		}
		return Absent
	}
	all := []Answer{Absent, NotAsked, NotSure, Present}
	assert.True(t, slices.IsSortedFunc(all, func(a, b Answer) int { return a.Rank() - b.Rank() }))
	for _, a := range all {
		for _, b := range all {
			r := Report{}.With(a, "fever").With(b, "chest_pain")
			least, most := a, a
			if b.Rank() < a.Rank() {
				least = b
			} else {
				most = b
			}
			assert.Equal(t, least, fired(r, "pack/and"), "%v and %v", a, b)
			assert.Equal(t, most, fired(r, "pack/or"), "%v or %v", a, b)
		}
		swapped := map[Answer]Answer{Absent: Present, Present: Absent, NotSure: NotSure, NotAsked: NotAsked}[a]
		assert.Equal(t, swapped, fired(Report{}.With(a, "shoes_tight"), "pack/not"), "not %v", a)
	}

	// The truth tables of three values, with null as not sure and as not asked.
	three := []fact.Truth{fact.No, fact.Unknown, fact.Yes}
	for _, null := range []Answer{NotSure, NotAsked} {
		answer := map[fact.Truth]Answer{fact.No: Absent, fact.Unknown: null, fact.Yes: Present}
		for _, x := range three {
			for _, y := range three {
				r := Report{}.With(answer[x], "fever").With(answer[y], "chest_pain")
				assert.Equal(t, answer[x.And(y)], fired(r, "pack/and"), "%v and %v with %v", x, y, null)
				assert.Equal(t, answer[x.Or(y)], fired(r, "pack/or"), "%v or %v with %v", x, y, null)
			}
			assert.Equal(t, answer[x.Not()], fired(Report{}.With(answer[x], "shoes_tight"), "pack/not"), "not %v with %v", x, null)
		}
	}

	// The loader refuses what could hide a symptom.
	for _, tt := range []struct{ when, level, want string }{
		{"not (finding.shoes_tight and finding.shoes_worn_out)", "see_clinician_soon", "not stands before more than one word"},
		{"not (finding.shoes_tight or finding.shoes_worn_out)", "see_clinician_soon", "not stands before more than one word"},
		{"finding.fever and not finding.shoes_tight", "urgent_same_day", "a rule of the level urgent_same_day does not say not"},
		{"finding.fever and not finding.shoes_tight", "emergency_now", "a rule of the level emergency_now does not say not"},
		{"finding.fever and not finding.shoes_tight", "see_clinician_soon", ""},
		{"finding.fever and not finding.back_pain", "see_clinician_soon", "could cease to hold as finding.back_pain becomes worse"},
		{"finding.fever and not finding.cancer_history", "see_clinician_soon", "could cease to hold as finding.cancer_history becomes worse"},
		{"report.severity < 4 and finding.fever", "emergency_now", "could cease to hold as report.severity becomes worse"},
		{`report.trend != "worse" and finding.fever`, "emergency_now", "could cease to hold as report.trend becomes worse"},
	} {
		text := "over: red-flags\nname: test\nversion: 1.0.0\nsources: {S: {citation: s, year: 2026}}\nrules:\n  - {id: pack/a, when: '" + tt.when + "', level: " + tt.level + ", condition: c, why: w, cite: S, review_by: 2030-01-01}\n"
		_, err := rules.Load(Vocabulary(), RedFlags(), fstest.MapFS{"pack.yaml": {Data: []byte(text)}})
		if tt.want == "" {
			assert.NoError(t, err, tt.when)
		} else {
			assert.ErrorContains(t, err, tt.want, tt.when)
		}
	}
}

// neverLowers reports where a change of one answer, towards present, lowers what a decision says.
func neverLowers(t *testing.T, r Report, id, context string) {
	t.Helper()
	var before Decision
	for k, a := range []Answer{Absent, NotSure, Present} {
		d, err := Default().Decide(r.With(a, id))
		require.NoError(t, err, context)
		if k > 0 {
			if d.Disposition != Undetermined || before.Disposition >= UrgentSameDay {
				assert.GreaterOrEqual(t, d.Disposition, before.Disposition, "%s: %s %v", context, id, a)
			}
			assert.GreaterOrEqual(t, d.Ceiling, before.Ceiling, "%s: %s %v", context, id, a)
		}
		before = d
	}
}

func TestRequirement3Monotone(t *testing.T) {
	screened := append(screenIDs(0), screenIDs(1)...)
	rng := rand.New(rand.NewPCG(seed, 3))
	t.Logf("seed %d", seed)
	for k := range 40 {
		r := drawn(rng)
		for _, id := range screened {
			neverLowers(t, r, id, fmt.Sprint("random ", k))
		}
	}
	for _, v := range vignettes(t) {
		for _, id := range screened {
			neverLowers(t, v.report(), id, v.ID)
		}
	}
}

// withoutFootwear is a decision but for what it says of shoes.
func withoutFootwear(d Decision) Decision {
	d.Footwear, d.Supports, d.Contradictions, d.FollowUp, d.Open, d.Notes = NotAssessed, nil, nil, nil, nil, nil
	return d
}

func checkNoMasking(t *testing.T, r Report, id string) {
	t.Helper()
	d, err := Default().Decide(r)
	if err != nil || d.Disposition < UrgentSameDay {
		return
	}
	for _, a := range []Answer{Absent, Present} {
		masked, err := Default().Decide(r.With(a, id))
		require.NoError(t, err)
		assert.Equal(t, NotAssessed, masked.Footwear, id)
		assert.Equal(t, withoutQuestion(withoutFootwear(d), id), withoutQuestion(withoutFootwear(masked), id), "%s %v", id, a)
	}
}

// withoutQuestion leaves out the question about one finding, which is asked again only while somebody is not sure about it.
func withoutQuestion(d Decision, id string) Decision {
	d.Questions = slices.DeleteFunc(slices.Clone(d.Questions), func(q Question) bool { return q.Finding == id })
	return d
}

func harmless() (ids []string) {
	for f := range Findings() {
		if f.Part == Reassuring || f.Part == OfShoe {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

func TestRequirement4NoMasking(t *testing.T) {
	rng := rand.New(rand.NewPCG(seed, 4))
	t.Logf("seed %d", seed)
	ids := harmless()
	assert.Greater(t, len(ids), 10)
	for range 60 {
		r := drawn(rng)
		for _, id := range ids {
			checkNoMasking(t, r, id)
		}
	}
	// How somebody lives raises at most a case that it bears on, and lowers none.
	for range 300 {
		r := drawn(rng)
		before := decide(t, r)
		for _, p := range []*fact.Truth{&r.HeavyBag, &r.OneShoulder, &r.Sitting, &r.PoorMattress, &r.Smoker, &r.LowImpact} {
			*p = fact.Yes
		}
		after := decide(t, r)
		assert.GreaterOrEqual(t, after.Disposition, before.Disposition)
	}
}

func TestRequirement6ExternalSet(t *testing.T) {
	// Judged as stated: what was not said is asked, and nothing is cleared by silence.
	stated := Report{Age: fact.Num(44)}.With(Present, "back_pain").With(Absent, "fever", "major_trauma", "saddle_numbness")
	d := decide(t, stated)
	assert.Equal(t, NeedsAnswers, d.Status)
	assert.Len(t, d.Questions, len(screenIDs(0))-3)
	// And then with the rest of the screen denied.
	rest := stated
	for _, q := range d.Questions {
		rest = rest.With(Absent, q.Finding)
	}
	d = decide(t, rest)
	assert.Equal(t, Final, d.Status)
	assert.Equal(t, SelfCare, d.Disposition)
	for _, v := range vignettes(t) {
		d := decide(t, v.report())
		for _, q := range d.Questions {
			assert.False(t, slices.Contains(v.Findings.Present, q.Finding) || slices.Contains(v.Findings.Absent, q.Finding), "%s: %s", v.ID, q.Finding)
		}
	}
}

func TestRequirement7RuleFixtures(t *testing.T) {
	d, err := Load(RedFlags())
	require.NoError(t, err)
	assert.GreaterOrEqual(t, len(d.pack.Raises()), 51)
	for info := range d.pack.Rules() {
		if info.Level == "" {
			continue
		}
		assert.NotEmpty(t, info.Cite, info.ID)
		assert.NotEmpty(t, info.Condition, info.ID)
		assert.NotEmpty(t, info.Evidence, info.ID)
		assert.NotEmpty(t, info.Ways, info.ID)
	}
	assert.Empty(t, d.Overdue("2027-11-30"), "review_by is checked against a day that is handed in")
	assert.Len(t, d.Overdue("2030-01-01"), len(d.pack.Raises()))

	// Without source or tests a pack is refused.
	whole := map[string]string{}
	for _, name := range []string{"pack.yaml", "pack_test.yaml", "ces.yaml", "ces_test.yaml", "sources.yaml"} {
		text, err := os.ReadFile("packs/" + name)
		require.NoError(t, err)
		whole[name] = string(text)
	}
	refused := func(name, old, new string) error {
		files := fstest.MapFS{}
		for n, text := range whole {
			if n == "pack_test.yaml" {
				continue
			}
			if n == name {
				require.Contains(t, text, old)
				text = strings.Replace(text, old, new, 1)
			}
			files[n] = &fstest.MapFile{Data: []byte(text)}
		}
		_, err := Load(files)
		return err
	}
	require.NoError(t, refused("ces.yaml", "rules:", "rules:"))
	assert.ErrorContains(t, refused("ces.yaml", "    cite: [NHS-BACK, BMJ-CES, CES-CARD]\n", ""), "the rule has no cite")
	assert.ErrorContains(t, refused("sources.yaml", ", read: 2026-11, status: verified}\n  NHS-DVT", ", status: verified}\n  NHS-DVT"), "it has no date")
	for _, line := range regexp.MustCompile(`(?m)^  - \{name: "ces/saddle.*\n`).FindAllString(whole["ces_test.yaml"], -1) {
		assert.Error(t, refused("ces_test.yaml", line, ""), line)
	}
}
