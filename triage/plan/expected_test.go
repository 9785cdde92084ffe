package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
	"github.com/heelwise/heelwise/triage"
)

// A person is who a plan is for.
type person struct {
	report triage.Report
	of     footwear.Case
	d      triage.Decision
	shoes  []footwear.Assessment
}

// who has the given findings, may care for themselves, and denies what would withhold anything.
func who(present ...string) person {
	r := triage.Report{Swelling: fact.No, Quality: triage.QualityAche, ExerciseHurts: fact.No, OnPlan: fact.No, Severity: fact.Num(3),
		KnownDisease: fact.No, SpinalArthritis: fact.No}.
		With(triage.Absent, "leg_numbness_one_side", "foot_numbness", "leg_pain_one_side", "osteoporosis_known", "steroids_longterm", "pregnant",
			"diabetes", "hot_red_swollen_foot", "cancer_history", "recent_spinal_procedure", "severe_midline_pain", "minor_fall_or_strain",
			"foot_injury", "foot_ulcer", "foot_deformed", "one_foot_newly_flat").With(triage.Present, present...)
	return person{report: r, d: triage.Decision{Disposition: triage.SelfCare, Footwear: triage.Possible},
		of: footwear.Case{Wearer: footwear.Wearer{DiscIssue: fact.No, Scoliosis: fact.No, PriorInjury: fact.No}}}
}

func (p person) and(change func(*person)) person {
	change(&p)
	return p
}

func (p person) plan(t testing.TB) Plan {
	t.Helper()
	made, err := Default().Plan(p.d, p.report, p.of, p.shoes...)
	require.NoError(t, err)
	return made
}

// in returns the ids of the items of a phase, in their order.
func in(p Plan, phase Phase) (ids []string) {
	for _, it := range p.Items {
		if it.Phase == phase {
			ids = append(ids, it.ID)
		}
	}
	return ids
}

// the returns the item that must be there.
func the(t testing.TB, p Plan, id string, phase Phase) Item {
	t.Helper()
	i := slices.IndexFunc(p.Items, func(it Item) bool { return it.ID == id && it.Phase == phase })
	require.GreaterOrEqual(t, i, 0, "no %s in %s", id, phase)
	return p.Items[i]
}

func has(p Plan, id string) bool {
	return slices.ContainsFunc(p.Items, func(it Item) bool { return it.ID == id })
}

func out(p Plan, id string) bool {
	return slices.ContainsFunc(p.Withheld, func(w Withheld) bool { return w.ID == id })
}

func noted(p Plan, id string) string {
	for _, n := range p.Notes {
		if n.ID == id {
			return n.Text
		}
	}
	return ""
}

func secs(lo, hi float64) fact.Duration { return fact.Minutes(lo / 60).To(fact.Minutes(hi / 60)) }

func mins(lo, hi float64) fact.Duration { return fact.Minutes(lo).To(fact.Minutes(hi)) }

// What the facts of the articles are expected to do to plans.
func TestExpected(t *testing.T) {
	sore := who("back_pain")
	heels := who("back_pain", "high_heels_daily")
	for _, tt := range []struct {
		fact string
		of   person
		want func(t *testing.T, p Plan)
	}{
		{"F-STR-01", sore, func(t *testing.T, p Plan) {
			it := the(t, p, "stretch/forward-fold", Daily)
			last := it.Doses[len(it.Doses)-1]
			assert.Equal(t, secs(30, 60), last.Hold)
			assert.Equal(t, "a few times", last.Vague.Reps)
			assert.Equal(t, fact.Num(3), last.Reps, "A-07")
		}},
		{"F-STR-02", sore, func(t *testing.T, p Plan) {
			it := the(t, p, "stretch/childs-pose", Daily)
			assert.Equal(t, secs(30, 60), it.Doses[len(it.Doses)-1].Hold)
		}},
		{"F-STR-03 F-STR-04 F-STR-05 F-STR-06 F-STR-07", heels, func(t *testing.T, p Plan) {
			var stretches []string
			low, high := 0.0, 0.0
			for _, it := range p.Items {
				if it.Phase != AfterHeels || !strings.HasPrefix(it.ID, "stretch/") {
					continue
				}
				stretches = append(stretches, it.ID)
				d := it.Doses[0]
				assert.Equal(t, it.ID != "stretch/low-back-release", d.EachSide, it.ID)
				hold0, hold1 := d.Hold.Bounds()
				reps0, reps1 := d.Reps.Bounds()
				if d.EachSide {
					low, high = low+float64(hold0*reps0)*2/1e6/60, high+float64(hold1*reps1)*2/1e6/60
				}
			}
			assert.Equal(t, []string{"stretch/calf", "stretch/hamstring", "stretch/hip-flexor", "stretch/low-back-release"}, stretches)
			i := slices.IndexFunc(p.Stages, func(s Stage) bool { return s.Phase == AfterHeels })
			assert.Equal(t, mins(10, 15), p.Stages[i].Stretch)
			assert.LessOrEqual(t, low, 10.0, "the moves fill the routine")
			assert.GreaterOrEqual(t, high, 15.0)
		}},
		{"F-STR-08 F-MOB-02 F-MOB-03", heels, func(t *testing.T, p Plan) {
			assert.Equal(t, []string{"mobility/cat-cow", "mobility/side-bends", "mobility/leg-swings", "stretch/hip-flexor", "stretch/hamstring", "stretch/calf"}, in(p, HeelDayMorning))
			for _, id := range []string{"stretch/hip-flexor", "stretch/hamstring", "stretch/calf"} {
				assert.Equal(t, fact.Minutes(0.5), the(t, p, id, HeelDayMorning).Doses[0].Hold, id)
			}
		}},
		{"F-STR-09", heels, func(t *testing.T, p Plan) {
			for _, id := range []string{"stretch/calf", "stretch/hamstring", "stretch/hip-flexor"} {
				assert.Equal(t, fact.Num(7), the(t, p, id, Daily).Doses[0].Days, id)
				the(t, p, id, AfterHeels)
			}
		}},
		{"F-STR-10", heels, func(t *testing.T, p Plan) {
			ids := in(p, Daily)
			assert.Equal(t, slices.Index(ids, "stretch/calf")+1, slices.Index(ids, "stretch/foot"))
		}},
		{"F-STR-11", heels, func(t *testing.T, p Plan) {
			for _, id := range []string{"stretch/childs-pose", "stretch/hamstring", "stretch/foot"} {
				assert.True(t, has(p, id), "back, leg, foot: %s", id)
			}
		}},
		{"F-STR-12 F-STG-22", sore, func(t *testing.T, p Plan) {
			assert.True(t, has(p, "stretch/childs-pose") && has(p, "strength/plank") && has(p, "strength/dead-bug"))
		}},
		{"F-STR-13 F-STG-19", who("back_pain", "foot_pain"), func(t *testing.T, p Plan) {
			assert.True(t, has(p, "stretch/foot") && has(p, "stretch/calf"))
			assert.Equal(t, "as much as feels comfortable", the(t, p, "strength/feet-and-legs", Weekly).Doses[0].String())
		}},
		{"F-STR-14 F-THER-12", sore, func(t *testing.T, p Plan) {
			ids := in(p, Now)
			for _, id := range []string{"stretch/low-back-release", "easing/roll", "easing/warmth", "strength/pelvic-tilt"} {
				assert.Contains(t, ids, id)
			}
		}},
		{"F-STR-14 inflamed", sore.and(func(p *person) { p.report.Swelling = fact.Yes }), func(t *testing.T, p Plan) {
			assert.Equal(t, []string{"stretch/hip-flexor", "strength/pelvic-tilt", "easing/ice"}, in(p, Now), "still a stretch that does not bend the back")
		}},
		{"F-STG-01", sore, func(t *testing.T, p Plan) {
			it := the(t, p, "strength/plank", Weekly)
			assert.Greater(t, len(it.Doses), 1, "with a progression")
			assert.Equal(t, secs(30, 60), it.Doses[2].Hold)
			assert.Equal(t, fact.Num(2).To(fact.Num(3)), it.Doses[2].Sets, "K-14")
		}},
		{"F-STG-02 F-STG-04 F-STG-06", sore, func(t *testing.T, p Plan) {
			for _, id := range []string{"strength/side-plank", "strength/dead-bug", "strength/clamshell"} {
				assert.True(t, has(p, id), id)
			}
		}},
		{"F-STG-03", sore, func(t *testing.T, p Plan) {
			d := the(t, p, "strength/bird-dog", Weekly).Doses[0]
			assert.Equal(t, "hold for 3 to 5 seconds (the source says “a few seconds”; the number is a convention), 10 times on each side, in 1 set, on 3 days a week", d.String())
		}},
		{"F-STG-05", who().and(func(p *person) { p.of.Wearer.Glutes = footwear.StrengthWeak }), func(t *testing.T, p Plan) {
			it := the(t, p, "strength/glute-bridge", Weekly)
			assert.Equal(t, fact.Num(10).To(fact.Num(15)), it.Doses[1].Reps)
			assert.True(t, has(p, "strength/clamshell"))
			assert.False(t, has(p, "strength/plank"), "the core was not said to be weak")
		}},
		{"F-STG-07 F-STG-09 F-STG-10 F-STG-11 F-LIFE-16", sore, func(t *testing.T, p Plan) {
			assert.NotEmpty(t, noted(p, "note/start-low"))
			assert.NotEmpty(t, noted(p, "note/keep-it-up"))
			it := the(t, p, "strength/clamshell", Weekly)
			assert.Equal(t, fact.Num(10).To(fact.Num(15)), it.Doses[2].Reps)
		}},
		{"F-STG-08", sore, func(t *testing.T, p Plan) {
			for _, it := range p.Items {
				if it.Phase == Weekly && strings.HasPrefix(it.ID, "strength/") && len(it.Doses) > 1 {
					assert.Contains(t, it.Text, "Form comes before", it.ID)
				}
			}
		}},
		{"F-STG-12", sore, func(t *testing.T, p Plan) { assert.True(t, the(t, p, "strength/pilates", Weekly).Optional) }},
		{"F-STG-13", sore.and(func(p *person) { p.report.LowImpact = fact.Yes }), func(t *testing.T, p Plan) { assert.True(t, has(p, "strength/wall-pilates")) }},
		{"F-STG-13 not asked", sore, func(t *testing.T, p Plan) {
			assert.False(t, has(p, "strength/wall-pilates"))
			i := slices.IndexFunc(p.Questions, func(q Question) bool { return q.Word == "report.low_impact" })
			require.GreaterOrEqual(t, i, 0)
			assert.Equal(t, []string{"strength/wall-pilates"}, p.Questions[i].Adds)
		}},
		{"F-STG-14", sore, func(t *testing.T, p Plan) {
			assert.True(t, has(p, "strength/plank") && has(p, "strength/bird-dog") && has(p, "strength/glute-bridge"), "core, back, legs")
		}},
		{"F-STG-15 F-STG-16", who().and(func(p *person) { p.of.Wearer.PelvicTilt = footwear.TiltAnterior }), func(t *testing.T, p Plan) {
			d := the(t, p, "strength/pelvic-tilt", Daily).Doses[0]
			assert.Equal(t, fact.Minutes(5.0/60), d.Hold)
			assert.Equal(t, fact.Num(10), d.Reps)
			assert.Contains(t, the(t, p, "strength/pelvic-tilt", Daily).Why, "hollow")
		}},
		{"F-STG-17 F-STG-18", sore, func(t *testing.T, p Plan) { assert.Contains(t, noted(p, "note/corset"), "belly and the low back") }},
		{"F-STG-20", who().and(func(p *person) { p.of.Wearer.FootDirection = footwear.DirectionIn }), func(t *testing.T, p Plan) {
			assert.Zero(t, the(t, p, "strength/corrective", Weekly).Doses[0].Sets)
		}},
		{"F-STG-21", sore.and(func(p *person) { p.report.TriedShoes = fact.Yes }), func(t *testing.T, p Plan) { assert.NotEmpty(t, noted(p, "note/after-new-shoes")) }},
		{"F-MOB-01", sore, func(t *testing.T, p Plan) {
			d := the(t, p, "mobility/cat-cow", Daily).Doses[0]
			assert.Equal(t, mins(2, 3), d.For)
			assert.Equal(t, "a few minutes", d.Vague.For)
		}},
		{"F-MOB-04", heels, func(t *testing.T, p Plan) {
			assert.Contains(t, the(t, p, "mobility/cat-cow", HeelDayMorning).Why, "readies the spine")
		}},
		{"F-MOB-05", who("back_pain").and(func(p *person) {
			p.report = p.report.With(triage.Absent, "high_heels_daily")
			p.of.Use.MustWearHeels, p.of.Shoe = fact.No, footwear.Shoe{Heel: footwear.HeelFlat, Rise: footwear.MM(4)}
		}), func(t *testing.T, p Plan) {
			assert.Empty(t, in(p, HeelDayMorning))
			assert.Empty(t, in(p, AfterHeels))
		}},
		{"F-THER-01 F-THER-02 F-THER-03 F-THER-04", sore, func(t *testing.T, p Plan) {
			it := the(t, p, "easing/roll", Now)
			assert.Equal(t, secs(60, 120), it.Doses[0].For)
			assert.Contains(t, it.Text, "pause on places that are tender")
			assert.Contains(t, it.Care, "Never roll on the spine itself")
			assert.Contains(t, p.String(), it.Care)
			assert.Contains(t, it.Why, "beside the spine")
		}},
		{"F-THER-05", sore, func(t *testing.T, p Plan) {
			assert.Equal(t, mins(15, 20), the(t, p, "easing/warmth", Now).Doses[0].For)
			assert.False(t, has(p, "easing/ice"))
		}},
		{"F-THER-06 F-FLAG-13", sore.and(func(p *person) { p.report.Quality = triage.QualitySharp }), func(t *testing.T, p Plan) {
			it := the(t, p, "easing/ice", Now)
			assert.Equal(t, fact.Minutes(10), it.Doses[0].For)
			assert.Contains(t, it.Text, "in a cloth")
			assert.False(t, has(p, "easing/warmth"))
			assert.True(t, out(p, "easing/warmth"))
		}},
		{"F-THER-07", heels, func(t *testing.T, p Plan) {
			assert.Contains(t, the(t, p, "easing/warmth", AfterHeels).Text, "warm bath")
		}},
		{"F-THER-08 F-THER-09", sore, func(t *testing.T, p Plan) {
			it := the(t, p, "easing/massage", Weekly)
			assert.True(t, it.Optional)
			assert.Contains(t, it.Text, "deep-tissue")
			assert.Contains(t, it.Text, "Swedish")
		}},
		{"F-THER-10 F-LIFE-17", heels, func(t *testing.T, p Plan) {
			assert.NotEmpty(t, noted(p, "note/causes-first"))
			assert.True(t, has(p, "habit/stand-tall") && has(p, "shoe/hours") && has(p, "shoe/days") && has(p, "strength/plank"), "posture, breaks, other shoes, exercise")
		}},
		{"F-THER-11", sore, func(t *testing.T, p Plan) { assert.Contains(t, noted(p, "note/hands-on"), "bi-weekly") }},
		{"F-INS-04 F-INS-10", heels, func(t *testing.T, p Plan) {
			it := the(t, p, "insole/in-heels", Daily)
			assert.Contains(t, it.Text, "mild arch")
			assert.Contains(t, it.Text, "cushions")
			assert.NotEmpty(t, it.Against, "the trials speak against it")
		}},
		{"F-INS-08", sore.and(func(p *person) { p.of.Wearer.Pronation = footwear.PronationOver }), func(t *testing.T, p Plan) { assert.True(t, has(p, "insole/arch")) }},
		{"F-LIFE-01 F-LIFE-02 F-LIFE-04", heels, func(t *testing.T, p Plan) {
			text := the(t, p, "habit/stand-tall", Daily).Text
			for _, cue := range []string{"tall", "shoulders back", "belly", "hollow", "forward nor back"} {
				assert.Contains(t, text, cue)
			}
		}},
		{"F-LIFE-03", heels, func(t *testing.T, p Plan) {
			it := the(t, p, "habit/smaller-steps", Daily)
			assert.Equal(t, "expert", it.Grade.String())
			assert.NotContains(t, it.Text, "toe", "K: odd against an ordinary gait")
		}},
		{"F-LIFE-05 F-LIFE-06 F-LIFE-07 F-LIFE-15", sore.and(func(p *person) {
			p.report.Sitting, p.report.HeavyBag, p.report.OneShoulder, p.report.PoorMattress = fact.Yes, fact.Yes, fact.Yes, fact.Yes
		}), func(t *testing.T, p Plan) {
			for _, id := range []string{"habit/sit-less", "habit/lighter-bag", "habit/both-shoulders", "habit/mattress"} {
				assert.True(t, has(p, id), id)
			}
		}},
		{"F-LIFE-08", sore.and(func(p *person) { p.of.Wearer.BMI = fact.Num(28) }), func(t *testing.T, p Plan) { assert.True(t, has(p, "habit/weight")) }},
		{"F-LIFE-09", sore, func(t *testing.T, p Plan) {
			for _, nutrient := range []string{"calcium", "phosphorus", "vitamin D"} {
				assert.Contains(t, noted(p, "note/nutrition"), nutrient)
			}
		}},
		{"F-LIFE-10 F-LIFE-11 F-LIFE-12 F-LIFE-13", sore.and(func(p *person) { p.report.Smoker = fact.Yes }), func(t *testing.T, p Plan) {
			why := the(t, p, "habit/smoking", Daily).Why
			for _, reason := range []string{"blood", "bones", "mending", "cough"} {
				assert.Contains(t, why, reason)
			}
		}},
		{"F-LIFE-14", sore, func(t *testing.T, p Plan) { assert.True(t, has(p, "activity/keep-moving")) }},
		{"F-FLAG-09", sore.and(func(p *person) { p.report.ExerciseHurts = fact.Yes }), func(t *testing.T, p Plan) {
			for _, it := range p.Items {
				assert.NotContains(t, []string{"stretch", "strength", "mobility"}, strings.Split(it.ID, "/")[0])
			}
			assert.True(t, has(p, "activity/keep-moving"), "and never only what is passive")
			assert.True(t, out(p, "strength/plank"))
		}},
		{"F-FLAG-08", sore.and(func(p *person) { p.report.OnPlan, p.report.Trend = fact.Yes, triage.TrendWorse }), func(t *testing.T, p Plan) {
			for _, it := range p.Items {
				assert.Len(t, it.Doses, 1, it.ID)
				assert.Equal(t, 1, it.Doses[0].Week, it.ID)
			}
			assert.True(t, out(p, "strength/side-plank"), "it would join later")
		}},
		{"F-CASE-05 F-CASE-06", who("back_pain", "high_heels_daily").and(func(p *person) {
			p.of.Wearer.Glutes, p.of.Wearer.TightHipFlexor, p.of.Wearer.PelvicTilt = footwear.StrengthWeak, fact.Yes, footwear.TiltAnterior
			p.of.Use.Commute = fact.Yes
		}), func(t *testing.T, p Plan) {
			for _, id := range []string{"strength/glute-bridge", "strength/clamshell", "stretch/hip-flexor", "strength/pelvic-tilt", "shoe/commute"} {
				assert.True(t, has(p, id), id)
			}
			assert.NotContains(t, p.String(), "70")
		}},
	} {
		t.Run(tt.fact, func(t *testing.T) { tt.want(t, tt.of.plan(t)) })
	}
}

// What is withheld where a disc issue, numbness or an inflammation is told, or not told, or not sure.
func TestWithheld(t *testing.T) {
	bending := []string{"mobility/cat-cow", "mobility/leg-swings", "strength/pilates", "stretch/forward-fold", "stretch/childs-pose", "stretch/low-back-release", "stretch/hamstring", "easing/roll", "easing/warmth"}
	for name, p := range map[string]person{
		"disc":         who("back_pain", "high_heels_daily").and(func(p *person) { p.of.Wearer.DiscIssue = fact.Yes }),
		"numbness":     who("back_pain", "high_heels_daily", "leg_numbness_one_side"),
		"foot":         who("back_pain", "high_heels_daily", "foot_numbness"),
		"swelling":     who("back_pain", "high_heels_daily").and(func(p *person) { p.report.Swelling = fact.Yes }),
		"sharp":        who("back_pain", "high_heels_daily").and(func(p *person) { p.report.Quality = triage.QualitySharp }),
		"not sure":     who("back_pain", "high_heels_daily").and(func(p *person) { p.report = p.report.With(triage.NotSure, "leg_numbness_one_side") }),
		"hot red foot": who("back_pain", "high_heels_daily", "hot_red_swollen_foot"),
	} {
		made := p.plan(t)
		for _, id := range bending {
			assert.False(t, has(made, id), "%s: %s", name, id)
			assert.True(t, out(made, id), "%s: %s is told", name, id)
		}
		for _, w := range made.Withheld {
			assert.Equal(t, name == "not sure", w.Unsure, w.ID)
		}
	}

	// What may be broken, and what has to be seen before anybody bends or presses it.
	aged := func(years float64, present ...string) person {
		return who(append(present, "back_pain", "high_heels_daily")...).and(func(p *person) { p.report.Age = fact.Num(years) })
	}
	pressing := []string{"stretch/forward-fold", "stretch/childs-pose", "stretch/low-back-release", "mobility/cat-cow", "easing/roll", "easing/massage"}
	for name, p := range map[string]person{
		"cancer": aged(50, "cancer_history"), "procedure": aged(50, "recent_spinal_procedure"), "each bone": aged(40, "severe_midline_pain"),
		"a fall at 65": aged(65, "minor_fall_or_strain"), "thin bones": aged(50, "osteoporosis_known"), "steroids": aged(50, "steroids_longterm"),
		"perhaps cancer": aged(50).and(func(p *person) { p.report = p.report.With(triage.NotSure, "cancer_history") }),
	} {
		made := p.plan(t)
		for _, id := range pressing {
			assert.True(t, out(made, id) && !has(made, id), "%s: %s", name, id)
		}
		assert.True(t, has(made, "strength/bird-dog"), name)
		assert.True(t, has(made, "easing/warmth"), name)
	}
	strained := aged(64, "minor_fall_or_strain").plan(t)
	for _, id := range pressing {
		assert.True(t, has(strained, id), id)
	}

	// A foot that must not be loaded, and what is not done lying on the back.
	for _, id := range []string{"foot_injury", "foot_ulcer", "foot_deformed", "one_foot_newly_flat"} {
		made := who("foot_pain", id).and(func(p *person) { p.of.Wearer.FootStrength = footwear.StrengthWeak }).plan(t)
		for _, id := range []string{"stretch/calf", "stretch/foot", "strength/feet-and-legs"} {
			assert.True(t, out(made, id) && !has(made, id), id)
		}
		assert.True(t, has(made, "activity/keep-moving"))
	}
	pregnant := aged(31, "pregnant").plan(t)
	for _, id := range []string{"strength/pelvic-tilt", "strength/glute-bridge", "strength/dead-bug", "strength/plank", "stretch/low-back-release"} {
		assert.True(t, out(pregnant, id) && !has(pregnant, id), id)
	}
	for _, id := range []string{"mobility/cat-cow", "strength/bird-dog", "strength/clamshell"} {
		assert.True(t, has(pregnant, id), id)
	}

	// Never asked: it stays, with the caution and the question.
	made := who("back_pain").and(func(p *person) { p.of.Wearer.DiscIssue = fact.Unknown }).plan(t)
	for _, id := range []string{"stretch/forward-fold", "easing/roll", "easing/warmth"} {
		i := slices.IndexFunc(made.Items, func(it Item) bool { return it.ID == id })
		require.GreaterOrEqual(t, i, 0, id)
		require.Len(t, made.Items[i].Cautions, 1, id)
		assert.Equal(t, "caution/disc.care", made.Items[i].Cautions[0].ID)
		q := made.Questions[0]
		assert.Equal(t, "wearer.disc_issue", q.Word)
		assert.Contains(t, q.Careful, id)
	}
}

// No plan where a clinician comes first.
func TestGate(t *testing.T) {
	for d := triage.Undetermined; d <= triage.EmergencyNow+3; d++ {
		p := who("back_pain", "high_heels_daily").and(func(p *person) { p.d.Disposition = d })
		made := p.plan(t)
		if d == triage.SelfCare || d == triage.SeeClinicianSoon {
			assert.NotEmpty(t, made.Items, d)
			continue
		}
		assert.Empty(t, slices.Concat(made.Items), d)
		assert.Empty(t, made.Withheld, d)
		assert.Empty(t, made.Questions, d)
		assert.Empty(t, made.Notes, d)
		assert.Equal(t, "There is no plan for now: what was told comes first.\n", made.String(), d)
	}
	// A visit first: everything stays at its first dose.
	made := who("back_pain").and(func(p *person) { p.d.Disposition = triage.SeeClinicianSoon }).plan(t)
	for _, it := range made.Items {
		assert.Len(t, it.Doses, 1, it.ID)
	}
	assert.NotEmpty(t, noted(made, "note/visit-first"))
}

// Where a clinician comes first nothing that is said beside it counts, not even what is impossible: the decision stands.
func TestGateComesFirst(t *testing.T) {
	for d := triage.Undetermined; d <= triage.EmergencyNow; d++ {
		p := who("back_pain").and(func(p *person) { p.d.Disposition, p.of.Shoe.HeelHeight = d, footwear.MM(9000) })
		made, err := Default().Plan(p.d, p.report, p.of)
		if d == triage.SelfCare || d == triage.SeeClinicianSoon {
			assert.ErrorContains(t, err, "shoe.heel_height", d)
			continue
		}
		require.NoError(t, err, d)
		assert.Equal(t, Plan{Disposition: d, Stages: []Stage{}, Items: []Item{}, Withheld: []Withheld{}, Questions: []Question{}, Notes: []rules.Text{}, Pack: Default().identity}, made, d)
	}
}

// What an assessed shoe is advised joins the plan, whatever else is known of it; the order of the shoes is no matter.
func TestAssessment(t *testing.T) {
	p := who("back_pain")
	assess := func(s footwear.Shoe) footwear.Assessment {
		wearer, use := footwear.Reference()
		use.Stint, use.Breaks, use.BreakEvery = footwear.Hours(8), footwear.No, footwear.Duration{}
		a, err := footwear.Default().Assess(footwear.Case{Shoe: s, Wearer: wearer, Use: use})
		require.NoError(t, err)
		return a
	}
	stiletto := assess(footwear.Shoe{Heel: footwear.HeelStiletto, HeelHeight: footwear.MM(95), BaseWidth: footwear.MM(9), Insole: footwear.InsoleNone})
	worn := assess(footwear.Shoe{Style: footwear.StyleSneaker, Wear: footwear.WearWornOut, ArchSupport: footwear.ArchSupportNone, Insole: footwear.InsoleNone})
	before := p.plan(t)
	for _, id := range []string{"shoe/lower-heel", "shoe/broader-heel", "shoe/replace", "shoe/hours"} {
		assert.False(t, has(before, id), id)
	}
	p.shoes = []footwear.Assessment{stiletto, worn}
	after := p.plan(t)
	for _, id := range []string{"shoe/lower-heel", "shoe/broader-heel", "shoe/replace", "shoe/hours"} {
		assert.True(t, has(after, id), id)
	}
	p.shoes = []footwear.Assessment{worn, stiletto}
	assert.Equal(t, after, p.plan(t))
	p.shoes = []footwear.Assessment{{}}
	assert.Equal(t, before, p.plan(t), "the assessment of nothing")
}

// What is impossible is an error, by its key.
func TestImpossible(t *testing.T) {
	p := who("back_pain")
	_, err := Default().Plan(p.d, triage.Report{Age: fact.Num(130)}, p.of)
	assert.ErrorContains(t, err, "report.age")
	_, err = Default().Plan(p.d, triage.Report{}.With(triage.Present, "fevr"), p.of)
	assert.ErrorContains(t, err, `"fever"`)
	p.of.Shoe.HeelHeight = footwear.MM(-1)
	_, err = Default().Plan(p.d, p.report, p.of)
	assert.ErrorContains(t, err, "shoe.heel_height")
	p = who("back_pain").and(func(p *person) { p.of.Wearer.Pregnant = fact.Yes })
	_, err = Default().Plan(p.d, p.report, p.of)
	assert.ErrorContains(t, err, "finding.pregnant", "the two contradict each other")
	p = who("back_pain")
	p.d.Footwear = 9
	_, err = Default().Plan(p.d, p.report, p.of)
	assert.ErrorContains(t, err, "decision.footwear")

	var none Repertoire
	made, err := none.Plan(who().d, triage.Report{}, footwear.Case{})
	assert.NoError(t, err)
	assert.Empty(t, made.Items)
}

// What both a report and a case can say is asked once.
func TestJoined(t *testing.T) {
	p := who("back_pain")
	p.report = p.report.With(triage.NotAsked, "pregnant")
	asked := func() bool {
		return slices.ContainsFunc(p.plan(t).Questions, func(q Question) bool { return q.Word == "finding.pregnant" })
	}
	assert.True(t, asked())
	p.of.Wearer.Pregnant = fact.No
	assert.False(t, asked())
	p.of.Wearer.Pregnant = fact.Yes
	assert.True(t, out(p.plan(t), "strength/plank"))
	p.of.Wearer.Pregnant, p.report.Sex = fact.Unknown, triage.Male
	assert.False(t, asked())
	p.of.Wearer.Age = fact.Num(16)
	assert.NotEmpty(t, noted(p.plan(t), "note/under-18"))
}
