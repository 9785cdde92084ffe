package triage

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

func TestRequirement9Questions(t *testing.T) {
	for k, complaint := range []string{"back_pain", "heel_pain"} {
		// Answering the list in order ends in Final within the length of the screen.
		for _, a := range []Answer{Absent, NotSure, Present} {
			r := Report{}.With(Present, complaint)
			d := decide(t, r)
			n := 0
			for d.Status != Final {
				require.NotEmpty(t, d.Questions)
				q := d.Questions[0]
				r = r.With(a, q.Finding)
				before := d
				d = decide(t, r)
				assert.GreaterOrEqual(t, d.Floor, before.Floor, "the floor does not fall")
				assert.LessOrEqual(t, d.Ceiling, before.Ceiling, "the ceiling does not rise")
				for _, q := range d.Questions {
					assert.Contains(t, []Answer{NotAsked, NotSure}, r.Answer(q.Finding), q.Finding)
					assert.Equal(t, r.Answer(q.Finding) == NotSure, q.Again, q.Finding)
					assert.NotEmpty(t, q.Text)
					assert.NotEmpty(t, q.Why)
				}
				n++
			}
			assert.LessOrEqual(t, n, len(screenIDs(k)), "%s %v", complaint, a)
		}
	}
	// A yes to an emergency ends it at once.
	d := decide(t, Report{}.With(Present, "back_pain", "saddle_numbness").With(NotSure, "fever"))
	assert.Equal(t, Final, d.Status)
	assert.Equal(t, []string{"fever"}, asked(&d), "nothing but what the person was not sure about is asked again")
	assert.Empty(t, d.FollowUp)

	// The interval never widens, whatever is answered.
	rng := rand.New(rand.NewPCG(seed, 9))
	t.Logf("seed %d", seed)
	for range 40 {
		r := Report{Age: fact.Num(float64(rng.IntN(100)))}.With(Present, [...]string{"back_pain", "foot_pain"}[rng.IntN(2)])
		before := decide(t, r)
		for _, n := range rng.Perm(len(findings().ids)) {
			id := findings().ids[n]
			if slices.ContainsFunc(Default().screens, func(s screen) bool { return slices.Contains(s.For, n) }) {
				continue // a further complaint brings a further screen
			}
			r = r.With(Answer(1+rng.IntN(3)), id)
			after := decide(t, r)
			if after.Floor < before.Floor || after.Ceiling > before.Ceiling {
				require.Fail(t, "the interval widens", "%s: %v..%v after %v..%v", id, after.Floor, after.Ceiling, before.Floor, before.Ceiling)
			}
			before = after
		}
	}
}

func TestConversation(t *testing.T) {
	c, err := Default().Converse(Report{Age: fact.Num(38)}.With(Present, "back_pain"))
	require.NoError(t, err)
	again := 0
	var order []string
	for {
		q, ok := c.Next()
		if !ok {
			break
		}
		order = append(order, q.Finding)
		a := Absent
		if q.Finding == "fever" {
			a = NotSure
		}
		if q.Again {
			again++
			assert.Equal(t, "fever", q.Finding)
		}
		require.NoError(t, c.Answer(a))
		require.Less(t, len(order), 100)
	}
	assert.Equal(t, 1, again, "what was not sure is asked once more")
	assert.ElementsMatch(t, screenIDs(0), order[:13], "the screen comes first")
	d := c.Decision()
	assert.Equal(t, Final, d.Status)
	assert.Equal(t, SeeClinicianSoon, d.Disposition)
	assert.ErrorContains(t, c.Answer(Absent), "no question is left")
}

func TestConversationEndsAtOnceAtAnEmergency(t *testing.T) {
	c, err := Default().Converse(Report{}.With(Present, "back_pain"))
	require.NoError(t, err)
	_, ok := c.Next()
	require.True(t, ok)
	require.ErrorContains(t, c.Answer(NotAsked), "not_asked is no answer to a question")
	require.NoError(t, c.Answer(Present))
	_, ok = c.Next()
	assert.False(t, ok)
	d := c.Decision()
	assert.Equal(t, EmergencyNow, d.Disposition)
}

// A conversation that was broken off is taken up again from its report.
func TestConversationResumes(t *testing.T) {
	c, err := Default().Converse(Report{}.With(Present, "heel_pain"))
	require.NoError(t, err)
	for range 4 {
		require.NoError(t, c.Answer(Absent))
	}
	text, err := json.Marshal(c.Report())
	require.NoError(t, err)
	var r Report
	require.NoError(t, json.Unmarshal(text, &r))
	resumed, err := Default().Converse(r)
	require.NoError(t, err)
	q, _ := c.Next()
	p, _ := resumed.Next()
	assert.Equal(t, q, p)
	assert.Equal(t, c.Decision(), resumed.Decision())
}

// bannedPhrases promise what nobody can.
var bannedPhrases = []string{"you do not have", "safe", "normal", "no red flags found", "diagnos", "prevent", "cure", "stop wearing"}

// said returns all that a decision says to people.
func (d *Decision) said() (texts []string) {
	for _, f := range d.Fired {
		texts = append(texts, f.Why, f.Condition)
		texts = append(texts, f.Source...)
	}
	for _, o := range d.Open {
		texts = append(texts, o.Condition)
	}
	for _, list := range [][]Question{d.Questions, d.FollowUp} {
		for _, q := range list {
			texts = append(texts, q.Text, q.Why)
		}
	}
	for _, n := range d.Notes {
		texts = append(texts, n.Text)
	}
	for _, a := range d.SafetyNet {
		texts = append(texts, a.Text)
	}
	return texts
}

func TestRequirement10Gating(t *testing.T) {
	rng := rand.New(rand.NewPCG(seed, 10))
	t.Logf("seed %d", seed)
	n := 10_000 / part
	seen := map[string]bool{}
	check := func(r Report) {
		d := decide(t, r)
		if len(d.SafetyNet) == 0 || d.AllowsShoeAdvice() != (d.Disposition == SelfCare || d.Disposition == SeeClinicianSoon) ||
			!d.AllowsShoeAdvice() && (d.Footwear != NotAssessed || len(d.Supports) > 0) {
			require.Fail(t, "a decision says what it must not, or nothing", "%+v", d)
		}
		for _, text := range d.said() {
			if seen[text] || text == "" {
				continue
			}
			seen[text] = true
			for _, phrase := range bannedPhrases {
				require.NotContains(t, strings.ToLower(text), phrase)
			}
		}
	}
	for range n {
		check(drawn(rng))
	}
	for f := range Findings() {
		check(Report{}.With(NotSure, f.ID))
	}
	for _, list := range Default().texts {
		for _, a := range list {
			for _, phrase := range bannedPhrases {
				assert.NotContains(t, strings.ToLower(a.Text), phrase)
			}
		}
	}
	for _, v := range vignettes(t) {
		check(v.report())
	}
}

// What is worth asking after a screen is what a yes to would change, given what was said.
func TestFollowUps(t *testing.T) {
	followed := func(r Report) (ids []string) {
		d := decide(t, r)
		require.Equal(t, Final, d.Status)
		for _, q := range d.FollowUp {
			ids = append(ids, q.Finding)
		}
		return ids
	}
	shoes := len(Default().shoes.Supports) + len(Default().shoes.Contradictions)
	for _, tt := range []struct {
		name      string
		r         Report
		asks, not []string
	}{
		{"a back", denied(0, "back_pain"),
			[]string{"bladder_sensation_loss", "sudden_severe_pain", "unsteady_gait_new", "back_shape_changed", "recent_spinal_procedure", "urinary_pain", "progressive_pain"},
			[]string{"tearing_pain", "regular_tightenings", "severe_midline_pain", "smoker_ever", "foot_numbness", "thoracic_pain", "spreading_redness", "first_episode"}},
		{"a fever", denied(0, "back_pain").With(Present, "fever"),
			[]string{"recent_spinal_procedure", "recent_serious_infection", "iv_drug_use", "immunosuppressed", "unsteady_gait_new", "leg_numbness_one_side", "foot_numbness"},
			[]string{"back_shape_changed", "urinary_pain", "shoes_tight"}},
		{"cancer", denied(0, "back_pain").With(Present, "cancer_history"),
			[]string{"leg_pain_one_side", "unsteady_gait_new", "foot_numbness", "progressive_pain", "thoracic_pain", "pain_with_straining", "night_pain_constant"}, []string{"smoker_ever"}},
		{"perhaps cancer", denied(0, "back_pain").With(NotSure, "cancer_history"), []string{"foot_numbness", "leg_pain_one_side"}, []string{"thoracic_pain"}},
		{"sudden", denied(0, "back_pain").With(Present, "sudden_severe_pain"), []string{"tearing_pain", "pale_clammy", "pulsatile_abdomen", "aaa_known"}, []string{"smoker_ever", "pain_starts_with_shoe"}},
		{"sudden at 67", func() Report {
			r := denied(0, "back_pain").With(Present, "sudden_severe_pain")
			r.Age = fact.Num(67)
			return r
		}(), []string{"smoker_ever", "hypertension"}, nil},
		{"pregnant", denied(0, "back_pain").With(Present, "pregnant"),
			[]string{"regular_tightenings", "waters_leaking", "heavy_vaginal_bleeding", "vaginal_bleeding", "urinary_pain", "flank_pain", "sudden_severe_pain"}, []string{"progressive_pain"}},
		{"a fall at 66", func() Report {
			r := denied(0, "back_pain").With(Present, "minor_fall_or_strain")
			r.Age = fact.Num(66)
			return r
		}(), []string{"severe_midline_pain", "steroids_longterm", "osteoporosis_known"}, nil},
		{"weeks", func() Report {
			r := denied(0, "back_pain")
			r.Days = fact.Num(100)
			return r
		}(), []string{"not_improving", "morning_stiffness_over_30min"}, nil},
		{"a foot", denied(1, "heel_pain"), []string{"snap_heard", "breathless", "progressive_pain", "night_pain_constant"}, []string{"chest_pain", "systemically_unwell", "vte_risk_recent", "saddle_numbness"}},
		{"a calf", denied(1, "foot_pain").With(Present, "calf_swelling_one_side"), []string{"breathless", "chest_pain"}, []string{"one_foot_newly_flat"}},
		{"a sore in diabetes", denied(1, "foot_pain").With(Present, "diabetes", "foot_ulcer"), []string{"spreading_redness", "systemically_unwell"}, []string{"foot_deformed"}},
		{"no breath", denied(1, "foot_pain").With(Present, "breathless"), []string{"vte_risk_recent"}, nil},
	} {
		ids := followed(tt.r)
		for _, id := range tt.asks {
			assert.Contains(t, ids, id, tt.name)
		}
		for _, id := range tt.not {
			assert.NotContains(t, ids, id, tt.name)
		}
		assert.Less(t, len(ids), 28+shoes, "%s: nobody answers so many", tt.name)
	}
}

// A question of a screen follows exactly where a yes to it would make the case more urgent.
func TestFollowUpsAreExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(seed, 11))
	t.Logf("seed %d", seed)
	n := 0
	for range 150 {
		k := rng.IntN(2)
		r := denied(k, [...]string{"back_pain", "foot_pain"}[k])
		r.Age = fact.Num(float64(rng.IntN(100)))
		for range rng.IntN(5) {
			id := findings().ids[rng.IntN(len(findings().ids))]
			if f, _ := FindingOf(id); f.Part == Symptom || f.Part == History {
				r = r.With([...]Answer{Present, NotSure, Absent}[rng.IntN(3)], id)
			}
		}
		r = r.With(Present, [...]string{"back_pain", "foot_pain"}[k])
		d := decide(t, r)
		if d.Status != Final || d.Disposition == EmergencyNow {
			continue
		}
		var follows []string
		for _, q := range d.FollowUp {
			follows = append(follows, q.Finding)
		}
		for _, f := range Default().screens[k].Then {
			id := findings().ids[f.finding]
			if r.Answer(id) != NotAsked || f.of >= 0 || slices.Contains(Default().shoes.Contradictions, f.finding) {
				continue // what tells of shoes is asked for that
			}
			more := decide(t, r.With(Present, id))
			assert.Equal(t, more.Disposition > d.Disposition, slices.Contains(follows, id), "%s of %+v", id, d.Fired)
			n++
		}
	}
	assert.Greater(t, n, 1000)
}
