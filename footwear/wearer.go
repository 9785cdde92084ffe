package footwear

import "github.com/heelwise/heelwise/rules/fact"

// A Wearer is what is known about who wears a shoe. The zero Wearer is anybody. Much of it is health data: keep it no
// longer than the judgement needs. A Wearer is a plain value: compare it with ==, copy it freely.
//
// Each measure has a domain, which docs/vocabulary.md and [Vocabulary] list: a value outside it is an error of
// [Assessor.Assess].
type Wearer struct {
	Age Number // years, 0 to 120

	// The build of feet and legs.
	Arch                Arch      // of the foot, standing
	Pronation           Pronation // how the ankle rolls in a step
	LegLengthDifference Length    // mm that no lift corrects; 0 is none

	// Strength and tightness.
	Core           Strength // the muscles of belly and back
	Glutes         Strength // the muscles of the seat
	FootStrength   Strength // the muscles of feet and lower legs
	TightCalf      Truth    // on either side, as are the next two
	TightHamstring Truth    // at the back of the thigh
	TightHipFlexor Truth    // at the front of the hip

	// Bearing.
	Posture       Posture   // standing, by habit
	PelvicTilt    Tilt      // standing, by habit
	FootDirection Direction // where the feet point in a step

	// The back.
	BackPain      BackPain // in the low back
	WorseStanding Truth    // standing or walking makes the back pain worse
	PriorInjury   Truth    // of the back, healed or not
	DiscIssue     Truth    // a known one, as a prolapse
	Scoliosis     Truth    // a known one

	// The feet.
	PlantarFasciitis Truth // a known one, on either side, as are the next three
	Bunion           Truth // a bump where the great toe leans toward the others
	Hammertoe        Truth // a smaller toe stays bent
	Neuroma          Truth // Morton's, between the toes
	FootPain         Truth // anywhere in the foot
	ForefootPain     Truth // under the ball of the foot

	BMI      Number // kg/m², 10 to 80: the mass over the square of the height
	Pregnant Truth  // now
}

// Arch is the form of a foot's arch under load.
type Arch = fact.Choice[archWords]

// The arches.
const (
	ArchFlat Arch = 1 << iota // low or fallen
	ArchNormal
	ArchHigh
)

type archWords struct{}

var archNames = [...]string{"flat", "normal", "high"}

func (archWords) Words() []string { return archNames[:] }

// Pronation is how an ankle rolls in a step.
type Pronation = fact.Choice[pronationWords]

// The pronations.
const (
	PronationOver Pronation = 1 << iota // too far inward
	PronationNeutral
	PronationUnder // outward, also called supination
)

type pronationWords struct{}

var pronationNames = [...]string{"over", "neutral", "under"}

func (pronationWords) Words() []string { return pronationNames[:] }

// Strength is how strong a group of muscles is for its wearer's age.
type Strength = fact.Choice[strengthWords]

// The strengths.
const (
	StrengthWeak Strength = 1 << iota
	StrengthFair
	StrengthStrong
)

type strengthWords struct{}

var strengthNames = [...]string{"weak", "fair", "strong"}

func (strengthWords) Words() []string { return strengthNames[:] }

// Posture is how someone stands by habit.
type Posture = fact.Choice[postureWords]

// The postures.
const (
	PostureGood Posture = 1 << iota
	PosturePoor         // slumped or leaning
)

type postureWords struct{}

var postureNames = [...]string{"good", "poor"}

func (postureWords) Words() []string { return postureNames[:] }

// Tilt is how someone's pelvis is tilted when standing.
type Tilt = fact.Choice[tiltWords]

// The tilts.
const (
	TiltNeutral  Tilt = 1 << iota
	TiltAnterior      // forward, with a hollow back
)

type tiltWords struct{}

var tiltNames = [...]string{"neutral", "anterior"}

func (tiltWords) Words() []string { return tiltNames[:] }

// Direction is where someone's feet point in a step.
type Direction = fact.Choice[directionWords]

// The directions.
const (
	DirectionStraight Direction = 1 << iota
	DirectionIn
	DirectionOut
)

type directionWords struct{}

var directionNames = [...]string{"straight", "in", "out"}

func (directionWords) Words() []string { return directionNames[:] }

// BackPain is someone's history of low back pain.
type BackPain = fact.Choice[backPainWords]

// The histories.
const (
	BackPainNone      BackPain = 1 << iota // never worth a mention
	BackPainPast                           // over for more than a year
	BackPainRecent                         // now or within the last year
	BackPainRecurrent                      // comes back again and again
)

type backPainWords struct{}

var backPainNames = [...]string{"none", "past", "recent", "recurrent"}

func (backPainWords) Words() []string { return backPainNames[:] }
