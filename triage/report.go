package triage

import (
	"fmt"
	"math/bits"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// A Report is what somebody told about a trouble. The zero Report has asked nothing. All of it is health data: keep it no
// longer than the decision needs. A Report is a plain value: compare it with ==, copy it freely.
//
// In JSON it is an object of the words below, each in small letters as "age" and "tried_shoes", and of the lists "present",
// "absent", "not_sure" and "not_asked" of the ids of findings.
type Report struct {
	Age      footwear.Number // years, 0 to 120
	Sex      Sex
	Severity footwear.Number // of the pain now, 0 (none) to 10 (the worst there is)
	Days     footwear.Number // for how many days it has gone on, 0 to 40,000; the findings about its duration follow
	Trend    Trend           // over the last days

	// How it feels, and when.
	Onset            Onset          // when it begins, told from wearing the shoes
	Quality          Quality        // how it feels
	Swelling         footwear.Truth // something is swollen where it hurts
	HipSpread        footwear.Truth // an ache of the back spreads into the hips
	MorningStiffness footwear.Truth // the back is stiff on waking, however long

	// What was tried, for some weeks, without an end of the trouble.
	TriedShoes         footwear.Truth // better shoes
	TriedInsoles       footwear.Truth
	TriedStretching    footwear.Truth
	TriedStrengthening footwear.Truth
	OnPlan             footwear.Truth // a plan of exercises is being followed now
	ExerciseHurts      footwear.Truth // exercises hurt more than a little

	// How the person lives.
	Smoker       footwear.Truth // now
	Cough        footwear.Truth // a lasting one
	HeavyBag     footwear.Truth // carried on most days
	OneShoulder  footwear.Truth // the bag hangs on one shoulder
	Sitting      footwear.Truth // for most of the day
	PoorMattress footwear.Truth // an old or sagging one
	LowImpact    footwear.Truth // exercises without jumps are preferred

	// What is known of the spine.
	KnownDisease    footwear.Truth // an inflammatory disease, an infection or a tumour of the spine, now or before
	SpinalArthritis footwear.Truth

	answers [maxFindings]fact.Truth  // Yes for present, No for absent, else Unknown
	unsure  [maxFindings / 64]uint64 // of those that are Unknown: asked, and not known
	unknown string                   // the first id given to With that no finding has
	broken  Answer                   // what was given to With and is no answer
}

// Sex is the sex that a body was born with, as far as an illness depends on it.
type Sex = fact.Choice[sexWords]

// The sexes.
const (
	Female Sex = 1 << iota // F
	Male                   // M
)

type sexWords struct{}

var sexNames = [...]string{"F", "M"}

func (sexWords) Words() []string { return sexNames[:] }

// Trend is how a trouble changes.
type Trend = fact.Choice[trendWords]

// The trends.
const (
	TrendBetter Trend = 1 << iota
	TrendSame
	TrendWorse
)

type trendWords struct{}

var trendNames = [...]string{"better", "same", "worse"}

func (trendWords) Words() []string { return trendNames[:] }

// Onset is when a trouble begins, told from wearing shoes.
type Onset = fact.Choice[onsetWords]

// The onsets.
const (
	OnsetDuring  Onset = 1 << iota // while the shoes are worn
	OnsetAfter                     // once they are off, at the end of the day
	OnsetNextDay                   // on the day after
	OnsetOther                     // not with shoes
)

type onsetWords struct{}

var onsetNames = [...]string{"during", "after", "next_day", "other"}

func (onsetWords) Words() []string { return onsetNames[:] }

// Quality is how a pain feels.
type Quality = fact.Choice[qualityWords]

// The qualities.
const (
	QualityAche Quality = 1 << iota // deep and lingering
	QualitySharp
	QualityBurning
	QualityShooting
)

type qualityWords struct{}

var qualityNames = [...]string{"ache", "sharp", "burning", "shooting"}

func (qualityWords) Words() []string { return qualityNames[:] }

// Answer returns what r says about a finding; NotAsked where there is no finding with this id.
func (r *Report) Answer(id string) Answer {
	i, ok := findings().index[id]
	if !ok {
		return NotAsked
	}
	return r.answer(i)
}

func (r *Report) answer(i int) Answer {
	switch {
	case r.answers[i] == fact.Yes:
		return Present
	case r.answers[i] == fact.No:
		return Absent
	case r.unsure[i/64]>>(i%64)&1 != 0:
		return NotSure
	}
	return NotAsked
}

// With returns r with the same answer to the given findings, in place of what it said about them. An id that no finding has
// is an error of whatever takes the report; see [Report.Check].
func (r Report) With(a Answer, ids ...string) Report {
	for _, id := range ids {
		i, ok := findings().index[id]
		switch {
		case !ok && r.unknown == "":
			r.unknown = id
		case ok:
			r.set(i, a)
		}
	}
	if a > Present && r.broken == NotAsked {
		r.broken = a
	}
	return r
}

func (r *Report) set(i int, a Answer) {
	r.answers[i] = [...]fact.Truth{Present: fact.Yes, Absent: fact.No, NotSure: fact.Unknown}[a&3]
	r.unsure[i/64] &^= 1 << (i % 64)
	if a == NotSure {
		r.unsure[i/64] |= 1 << (i % 64)
	}
}

// Check reports all that is impossible in r, and all that contradicts itself, by key ([rules.Errors]): an id that no finding
// has, an age of 130, a pregnant man, ten days of a trouble that has gone on for over two weeks.
func (r *Report) Check() error {
	faults := rules.AsErrors(Vocabulary().Check(r))
	if r.unknown != "" {
		faults = append(faults, unknownFinding(r.unknown))
	}
	if r.broken != NotAsked {
		faults = append(faults, &rules.Error{Key: "finding", Code: "bad-value", Msg: fmt.Sprintf("%v is no answer", r.broken)})
	}
	for i, f := range findings().list {
		switch {
		case !r.contradicts(i):
		case f.Only != "":
			faults = append(faults, &rules.Error{Key: "finding." + f.ID, Code: "contradiction",
				Msg: fmt.Sprintf("%s does not go with the sex %s", f.Name, r.Sex), Hint: "leave the sex out if it is not known"})
		default:
			faults = append(faults, &rules.Error{Key: "finding." + f.ID, Code: "contradiction",
				Msg: fmt.Sprintf("it is said to be %s, and report.days is %s", r.answer(i), r.Days), Hint: "leave one of the two out"})
		}
	}
	return faults.Err()
}

// contradicts reports whether the answer to the i-th finding cannot be, after what else r says.
func (r *Report) contradicts(i int) bool {
	follows := r.follows(i)
	return follows != NotAsked && r.answers[i] != fact.Unknown && r.answer(i) != follows
}

// follows returns what the answer to the i-th finding must be, after what else r says; NotAsked where that says nothing.
func (r *Report) follows(i int) Answer {
	f := &findings().list[i]
	lo, hi := r.Days.Bounds()
	over := int64(f.OverDays) * perDay
	switch {
	case f.Only == "F" && r.Sex == Male, f.Only == "M" && r.Sex == Female, f.OverDays > 0 && hi <= over:
		return Absent
	case f.OverDays > 0 && lo > over:
		return Present
	}
	return NotAsked
}

// perDay is a day in the base units of a plain number.
const perDay = 1_000_000

// settledBy returns r with what follows for the given findings: how long it has gone on, and what a sex rules out. What was
// said stands.
func (r Report) settledBy(list []int) Report {
	for _, i := range list {
		if a := r.follows(i); a != NotAsked && r.answers[i] == fact.Unknown {
			r.set(i, a)
		}
	}
	return r
}

// sets returns the findings that are present, and those that are absent.
func (r *Report) sets() (present, absent way) {
	for i, a := range r.answers {
		switch a {
		case fact.Yes:
			present.add(i)
		case fact.No:
			absent.add(i)
		}
	}
	return present, absent
}

// isUnsure reports whether there is anything that the person was asked for and is not sure about.
func (r *Report) isUnsure() bool { return r.unsure != [len(r.unsure)]uint64{} }

// favoured returns r as if all that the person is not sure about were present.
func (r Report) favoured() Report {
	for k, set := range r.unsure {
		for ; set != 0; set &= set - 1 {
			r.answers[64*k+bits.TrailingZeros64(set)] = fact.Yes
		}
	}
	return r
}
