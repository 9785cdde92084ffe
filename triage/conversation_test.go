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
	n := 10_000 / everyNth
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
