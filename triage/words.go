package triage

import (
	"sync"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// Vocabulary returns the words for a report: report.age and its like, and a flag for every finding, as "finding.fever", which
// is yes where it is present, no where it is absent and else unknown. It is made once, immutable and safe for concurrent use.
func Vocabulary() *rules.Vocabulary[Report] { return vocabulary() }

var vocabulary = sync.OnceValue(func() *rules.Vocabulary[Report] {
	words := reportWords()
	for i, f := range findings().list {
		worse := rules.Direction(0)
		if f.Part == Symptom || f.Part == History {
			worse = rules.Higher
		}
		words = append(words, rules.Flag("finding."+f.ID, func(r *Report) *fact.Truth { return &r.answers[i] },
			rules.About{Doc: "Said of the person: " + f.Name + ".", Ask: f.Ask, Worse: worse}))
	}
	return rules.NewVocabulary(words)
})

func reportWords() []rules.Word[Report] {
	return []rules.Word[Report]{
		rules.Measure("report.age", func(r *Report) *footwear.Number { return &r.Age }, rules.About{
			Doc: "Age in years.", Ask: "How old are you?", Domain: "0..120",
		}),
		rules.Choice("report.sex", func(r *Report) *Sex { return &r.Sex }, rules.About{
			Doc: "Sex at birth, as far as an illness depends on it.", Ask: "Which sex were you born with, F or M?",
		}),
		rules.Measure("report.severity", func(r *Report) *footwear.Number { return &r.Severity }, rules.About{
			Doc: "How bad the pain is now, from 0 (none) to 10 (the worst there is).", Worse: rules.Higher,
			Ask: "How bad is the pain now, from 0 (none) to 10 (the worst there is)?", Domain: "0..10",
		}),
		rules.Measure("report.days", func(r *Report) *footwear.Number { return &r.Days }, rules.About{
			Doc: "For how many days it has gone on.", Worse: rules.Higher,
			Ask: "For how many days has it gone on?", Domain: "0..40000",
		}),
		rules.Choice("report.trend", func(r *Report) *Trend { return &r.Trend }, rules.About{
			Doc: "How it changed over the last days.", Order: []string{"better", "same", "worse"},
			Ask: "Has it got better or worse lately, or stayed the same?",
		}),
		rules.Choice("report.onset", func(r *Report) *Onset { return &r.Onset }, rules.About{
			Doc: "When it begins, told from wearing the shoes.",
			Ask: "When does it begin: during wearing the shoes, after it, the next day, or at other times?",
		}),
		rules.Choice("report.quality", func(r *Report) *Quality { return &r.Quality }, rules.About{
			Doc: "How the pain feels; ache is deep and lingering.",
			Ask: "How does it feel: a deep ache, sharp, burning or shooting?",
		}),
		rules.Flag("report.swelling", func(r *Report) *fact.Truth { return &r.Swelling }, rules.About{
			Doc: "Something is swollen where it hurts.", Ask: "Is it swollen where it hurts?", Worse: rules.Higher,
		}),
		rules.Flag("report.hip_spread", func(r *Report) *fact.Truth { return &r.HipSpread }, rules.About{
			Doc: "An ache of the back spreads into the hips.", Ask: "Does an ache of your back spread into the hips?", Worse: rules.Higher,
		}),
		rules.Flag("report.morning_stiffness", func(r *Report) *fact.Truth { return &r.MorningStiffness }, rules.About{
			Doc: "The back is stiff on waking, however long.", Ask: "Is your back stiff when you wake up?", Worse: rules.Higher,
		}),
		rules.Flag("report.tried_shoes", func(r *Report) *fact.Truth { return &r.TriedShoes }, rules.About{
			Doc: "Better shoes were worn for some weeks.", Ask: "Have you worn better shoes for some weeks?",
		}),
		rules.Flag("report.tried_insoles", func(r *Report) *fact.Truth { return &r.TriedInsoles }, rules.About{
			Doc: "Insoles were worn for some weeks.", Ask: "Have you worn insoles for some weeks?",
		}),
		rules.Flag("report.tried_stretching", func(r *Report) *fact.Truth { return &r.TriedStretching }, rules.About{
			Doc: "Stretching was done for some weeks.", Ask: "Have you stretched regularly for some weeks?",
		}),
		rules.Flag("report.tried_strengthening", func(r *Report) *fact.Truth { return &r.TriedStrengthening }, rules.About{
			Doc: "Strengthening was done for some weeks.", Ask: "Have you done strengthening exercises for some weeks?",
		}),
		rules.Flag("report.on_plan", func(r *Report) *fact.Truth { return &r.OnPlan }, rules.About{
			Doc: "A plan of exercises is being followed now.", Ask: "Are you following a plan of exercises now?",
		}),
		rules.Flag("report.exercise_hurts", func(r *Report) *fact.Truth { return &r.ExerciseHurts }, rules.About{
			Doc: "Exercises hurt more than a little.", Ask: "Do exercises hurt you more than a little?", Worse: rules.Higher,
		}),
		rules.Flag("report.smoker", func(r *Report) *fact.Truth { return &r.Smoker }, rules.About{
			Doc: "The person smokes now.", Ask: "Do you smoke?", Worse: rules.Higher,
		}),
		rules.Flag("report.cough", func(r *Report) *fact.Truth { return &r.Cough }, rules.About{
			Doc: "The person has a lasting cough.", Ask: "Do you have a lasting cough?", Worse: rules.Higher,
		}),
		rules.Flag("report.heavy_bag", func(r *Report) *fact.Truth { return &r.HeavyBag }, rules.About{
			Doc: "A heavy bag is carried on most days.", Ask: "Do you carry a heavy bag on most days?", Worse: rules.Higher,
		}),
		rules.Flag("report.one_shoulder", func(r *Report) *fact.Truth { return &r.OneShoulder }, rules.About{
			Doc: "The bag hangs on one shoulder.", Ask: "Do you carry your bag on one shoulder?", Worse: rules.Higher,
		}),
		rules.Flag("report.sitting", func(r *Report) *fact.Truth { return &r.Sitting }, rules.About{
			Doc: "Most of the day is spent sitting.", Ask: "Do you sit for most of the day?", Worse: rules.Higher,
		}),
		rules.Flag("report.poor_mattress", func(r *Report) *fact.Truth { return &r.PoorMattress }, rules.About{
			Doc: "The mattress is old or sags.", Ask: "Is your mattress old, or does it sag?", Worse: rules.Higher,
		}),
		rules.Flag("report.low_impact", func(r *Report) *fact.Truth { return &r.LowImpact }, rules.About{
			Doc: "Exercises without jumps are preferred.", Ask: "Do you prefer exercises without jumps?",
		}),
		rules.Flag("report.known_disease", func(r *Report) *fact.Truth { return &r.KnownDisease }, rules.About{
			Doc: "An inflammatory disease, an infection or a tumour of the spine is known, now or before.", Worse: rules.Higher,
			Ask: "Have you ever been told of an inflammatory disease, an infection or a tumour of your spine?",
		}),
		rules.Flag("report.spinal_arthritis", func(r *Report) *fact.Truth { return &r.SpinalArthritis }, rules.About{
			Doc: "Arthritis of the spine is known.", Ask: "Have you been told of arthritis of your spine?", Worse: rules.Higher,
		}),
	}
}
