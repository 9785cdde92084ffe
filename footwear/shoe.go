package footwear

import "github.com/heelwise/heelwise/rules/fact"

// A Shoe is what is known about one shoe of a pair. The zero Shoe is in an unopened box: nothing is known of it.
// A Shoe is a plain value: compare it with ==, copy it freely.
//
// Each measure has a domain, which docs/vocabulary.md and [Vocabulary] list: a value outside it is an error of
// [Assessor.Assess].
type Shoe struct {
	// What it is.
	Style Style // what it is sold as
	Heel  Heel  // the form of the heel; a platform is Platform, a chunky one a block

	// Its build, measured on the unloaded shoe on a flat floor.
	HeelHeight Length // mm from the floor to the foot bed at the heel; 0 has no sole
	Platform   Length // mm from the floor to the foot bed at the forefoot
	Rise       Length // mm that the heel stands above the forefoot, as the stated drop; below 0 the heel is the lower
	BaseWidth  Length // mm of the heel's ground contact from side to side, where it is narrowest
	Base       Base   // BaseWidth in a word

	// What it does for the foot.
	ArchSupport ArchSupport // the shoe's own; that of an insole put in is InsoleArch
	Cushioning  Cushioning  // under heel and forefoot
	HeelSupport Truth       // a firm counter holds the heel
	SoleSupport Truth       // the sole carries the middle of the foot
	Stability   Truth       // built against rolling inward: a stability or motion-control shoe
	Flexibility Flexibility // how the sole bends at the ball of the foot

	// How it sits.
	Fit         Fit    // on this wearer
	Toe         Toe    // the form of the toe
	ToeBoxWidth Length // mm inside, across the toes
	Shaft       Length // mm from the sole at the arch up to the edge; 0 has no shaft
	Weight      Mass   // g of one shoe

	// How used it is. Each is seen by itself; none follows from another.
	Wear        Wear     // by the look of it
	Months      Number   // since first worn, 0 to 600; 0 is new
	Distance    Distance // km walked or run in it
	Tread       Tread    // the outsole's profile
	Grip        Grip     // on a smooth or wet floor
	LateralWear Length   // mm of outsole lost on one side, where most is gone; 0 is even

	// Further features.
	Rocker          Truth // a curved sole that rolls
	RemovableInsole Truth // the insole comes out
	ClosedBack      Truth // the upper goes round the heel

	// An insole put in.
	Insole          Insole      // InsoleNone is the shoe as sold
	InsoleFit       InsoleFit   // how much room it takes
	InsoleArch      ArchSupport // the insole's own
	InsoleCushioned Truth       // it cushions
	MetatarsalPad   Truth       // it has a pad behind the ball of the foot
	InsoleCustom    Truth       // it was made for this wearer
}

// Style is what a shoe is sold as.
type Style = fact.Choice[styleWords]

// The styles.
const (
	StylePump Style = 1 << iota
	StyleFlat
	StyleLoafer
	StyleOxford
	StyleSneaker
	StyleRunning
	StyleBoot
	StyleSandal
	StyleFlipFlop
	StyleSlipper
	StyleMule
	StyleClog
	StyleDress
	StyleWork
)

type styleWords struct{}

var styleNames = [...]string{"pump", "flat", "loafer", "oxford", "sneaker", "running", "boot", "sandal", "flip_flop",
	"slipper", "mule", "clog", "dress", "work"}

func (styleWords) Words() []string { return styleNames[:] }

// Heel is the form of a heel, whatever its height.
type Heel = fact.Choice[heelWords]

// The heels.
const (
	HeelFlat     Heel = 1 << iota // no heel to speak of
	HeelKitten                    // low and slim
	HeelBlock                     // thick all the way down
	HeelWedge                     // one piece with the sole
	HeelCone                      // wide at the top, narrow at the floor
	HeelSpool                     // narrow at the waist, wider at the floor
	HeelStiletto                  // thin all the way down
)

type heelWords struct{}

var heelNames = [...]string{"flat", "kitten", "block", "wedge", "cone", "spool", "stiletto"}

func (heelWords) Words() []string { return heelNames[:] }

// Base is the width of a heel on the floor, in a word.
type Base = fact.Choice[baseWords]

// The bases.
const (
	BaseNarrow Base = 1 << iota // under 20 mm
	BaseMedium                  // from 20 to 40 mm
	BaseBroad                   // over 40 mm
)

type baseWords struct{}

var baseNames = [...]string{"narrow", "medium", "broad"}

func (baseWords) Words() []string { return baseNames[:] }

// ArchSupport is how far a shoe or an insole fills the arch of the foot.
type ArchSupport = fact.Choice[archSupportWords]

// The arch supports.
const (
	ArchSupportNone ArchSupport = 1 << iota
	ArchSupportMild
	ArchSupportGood
)

type archSupportWords struct{}

var archSupportNames = [...]string{"none", "mild", "good"}

func (archSupportWords) Words() []string { return archSupportNames[:] }

// Cushioning is how soft a shoe lands.
type Cushioning = fact.Choice[cushioningWords]

// The cushionings.
const (
	CushioningNone Cushioning = 1 << iota
	CushioningFirm
	CushioningCushioned
	CushioningMax
)

type cushioningWords struct{}

var cushioningNames = [...]string{"none", "firm", "cushioned", "max"}

func (cushioningWords) Words() []string { return cushioningNames[:] }

// Flexibility is how a sole bends by hand at the ball of the foot.
type Flexibility = fact.Choice[flexibilityWords]

// The flexibilities.
const (
	FlexRigid    Flexibility = 1 << iota // not at all
	FlexStiff                            // with effort
	FlexModerate                         // with some resistance
	FlexFlexible                         // easily
)

type flexibilityWords struct{}

var flexibilityNames = [...]string{"rigid", "stiff", "moderate", "flexible"}

func (flexibilityWords) Words() []string { return flexibilityNames[:] }

// Fit is how a shoe sits on its wearer.
type Fit = fact.Choice[fitWords]

// The fits.
const (
	FitProper Fit = 1 << iota
	FitTight
	FitLoose
)

type fitWords struct{}

var fitNames = [...]string{"proper", "tight", "loose"}

func (fitWords) Words() []string { return fitNames[:] }

// Toe is the form of a shoe's toe.
type Toe = fact.Choice[toeWords]

// The toes.
const (
	ToePointed Toe = 1 << iota
	ToeAlmond
	ToeRound
	ToeSquare
	ToeOpen
)

type toeWords struct{}

var toeNames = [...]string{"pointed", "almond", "round", "square", "open"}

func (toeWords) Words() []string { return toeNames[:] }

// Wear is how used a shoe looks.
type Wear = fact.Choice[wearWords]

// The wears.
const (
	WearNew     Wear = 1 << iota
	WearPartial      // creased or compressed, still holding its form
	WearWornOut      // flattened, leaning or broken down
)

type wearWords struct{}

var wearNames = [...]string{"new", "partial", "worn_out"}

func (wearWords) Words() []string { return wearNames[:] }

// Tread is what is left of an outsole's profile.
type Tread = fact.Choice[treadWords]

// The treads.
const (
	TreadNew Tread = 1 << iota
	TreadOK
	TreadWorn
)

type treadWords struct{}

var treadNames = [...]string{"new", "ok", "worn"}

func (treadWords) Words() []string { return treadNames[:] }

// Grip is how an outsole holds on a smooth or wet floor.
type Grip = fact.Choice[gripWords]

// The grips.
const (
	GripRated Grip = 1 << iota // sold as slip resistant
	GripNormal
	GripSmooth // as a bare leather sole
)

type gripWords struct{}

var gripNames = [...]string{"rated", "normal", "smooth"}

func (gripWords) Words() []string { return gripNames[:] }

// Insole is the kind of an insole put into a shoe.
type Insole = fact.Choice[insoleWords]

// The insoles.
const (
	InsoleNone Insole = 1 << iota // the shoe as sold
	InsoleGel
	InsoleFoam
	InsoleOrthotic
)

type insoleWords struct{}

var insoleNames = [...]string{"none", "gel", "foam", "orthotic"}

func (insoleWords) Words() []string { return insoleNames[:] }

// InsoleFit is how much room an insole takes.
type InsoleFit = fact.Choice[insoleFitWords]

// The fits of an insole.
const (
	InsoleFitLowProfile InsoleFit = 1 << iota // thin enough for a shoe that fits
	InsoleFitBulky                            // takes room from the foot
)

type insoleFitWords struct{}

var insoleFitNames = [...]string{"low_profile", "bulky"}

func (insoleFitWords) Words() []string { return insoleFitNames[:] }
