package footwear

import "github.com/heelwise/heelwise/rules/fact"

// A Use is what is known about how a shoe is worn. The zero Use is any use. A Use is a plain value: compare it with ==,
// copy it freely.
//
// Each measure has a domain, which docs/vocabulary.md and [Vocabulary] list: a value outside it is an error of
// [Assessor.Assess].
type Use struct {
	Hours         Duration // worn a day, on a day that it is worn; 0 is never
	Stint         Duration // the longest time without changing shoes; sitting does not end it; at most Hours count
	Breaks        Truth    // sits down for breaks
	BreakEvery    Duration // the time between two seated breaks; says that there are Breaks
	Days          Number   // days a week, 0 to 7
	Years         Number   // 0 to 80, for how long shoes of this kind have been worn; 0 is a first pair
	Seated        Number   // the share of Hours that is spent seated, 0 to 1
	Activity      Activity // what is mostly done in it
	Context       Context  // what it is worn for
	Commute       Truth    // walks the way to work in this shoe
	MustWearHeels Truth    // the job demands heels
}

// Activity is what is mostly done in a shoe.
type Activity = fact.Choice[activityWords]

// The activities.
const (
	ActivitySeated Activity = 1 << iota
	ActivityStanding
	ActivityWalking
	ActivityLongWalk
	ActivityRunning
)

type activityWords struct{}

var activityNames = [...]string{"seated", "standing", "walking", "long_walk", "running"}

func (activityWords) Words() []string { return activityNames[:] }

// Context is what a shoe is worn for.
type Context = fact.Choice[contextWords]

// The contexts.
const (
	ContextOffice Context = 1 << iota
	ContextSocial
	ContextEvent // a short one, as a wedding
	ContextCommute
	ContextHome
	ContextSport
)

type contextWords struct{}

var contextNames = [...]string{"office", "social", "event", "commute", "home", "sport"}

func (contextWords) Words() []string { return contextNames[:] }
