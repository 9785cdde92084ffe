package footwear

import (
	"slices"
	"sync"

	"github.com/heelwise/heelwise/rules"
)

// Vocabulary returns the words for a case, as "shoe.heel_height": those that JSON, rules and questions use. It is made
// once, immutable and safe for concurrent use.
func Vocabulary() *rules.Vocabulary[Case] { return vocabulary() }

var vocabulary = sync.OnceValue(func() *rules.Vocabulary[Case] {
	return rules.NewVocabulary(
		slices.Concat(shoeWords(), wearerWords(), useWords()),
		rules.Sum{Whole: "shoe.heel_height", First: "shoe.platform", Part: "shoe.rise"},
		rules.Bands{Choice: "shoe.base", Measure: "shoe.base_width",
			// Narrow, medium, broad. Lengths are whole micrometres, so that nothing lies between the bands.
			Ranges: []string{"3mm..19.999mm", "20mm..40mm", "40.001mm..150mm"}},
		rules.Implies{Measure: "use.break_every", Flag: "use.breaks"},
		rules.Extra(func(c *Case) *map[string]Value { return &c.Extra }),
	)
})

func shoeWords() []rules.Word[Case] {
	return []rules.Word[Case]{
		rules.Choice("shoe.style", func(c *Case) *Style { return &c.Shoe.Style }, rules.About{
			Doc: "What the shoe is sold as.",
			Ask: "What kind of shoe is it: a pump, a sneaker, a boot, a sandal or another?",
		}),
		rules.Choice("shoe.heel", func(c *Case) *Heel { return &c.Shoe.Heel }, rules.About{
			Doc: "The form of the heel, whatever its height; a chunky heel is a block, and a platform is shoe.platform.",
			Ask: "Which form has the heel: flat, kitten, block, wedge, cone, spool or stiletto?",
		}),
		rules.Measure("shoe.heel_height", func(c *Case) *Length { return &c.Shoe.HeelHeight }, rules.About{
			Doc:    "Height from the floor to the foot bed at the heel, with nobody in the shoe.",
			Ask:    "How many millimetres is it from the floor to the foot bed at the heel?",
			Domain: "0mm..250mm", Unit: "mm", Worse: rules.Higher,
		}),
		rules.Measure("shoe.platform", func(c *Case) *Length { return &c.Shoe.Platform }, rules.About{
			Doc:    "Height from the floor to the foot bed at the forefoot, with nobody in the shoe.",
			Ask:    "How many millimetres is it from the floor to the foot bed under the ball of the foot?",
			Domain: "0mm..150mm", Unit: "mm",
		}),
		rules.Measure("shoe.rise", func(c *Case) *Length { return &c.Shoe.Rise }, rules.About{
			Doc:    "Height by which the heel stands above the forefoot: heel_height less platform, or the stated drop.",
			Ask:    "How many millimetres higher is the heel than the ball of the foot (the drop)?",
			Domain: "-25mm..230mm", Unit: "mm", Worse: rules.Higher,
		}),
		rules.Measure("shoe.base_width", func(c *Case) *Length { return &c.Shoe.BaseWidth }, rules.About{
			Doc:    "Width of the heel's contact with the floor, from side to side, where it is narrowest.",
			Ask:    "How many millimetres wide is the heel where it meets the floor, at its narrowest?",
			Domain: "3mm..150mm", Unit: "mm", Worse: rules.Lower,
		}),
		rules.Choice("shoe.base", func(c *Case) *Base { return &c.Shoe.Base }, rules.About{
			Doc:   "The base width in a word: narrow is under 20 mm, medium up to 40 mm, broad above.",
			Ask:   "Is the heel narrow (under 20 mm), medium (20 to 40 mm) or broad where it meets the floor?",
			Order: []string{"broad", "medium", "narrow"},
		}),
		rules.Choice("shoe.arch_support", func(c *Case) *ArchSupport { return &c.Shoe.ArchSupport }, rules.About{
			Doc:   "How far the shoe itself, without an added insole, fills the arch of the foot.",
			Ask:   "Does the shoe itself support the arch of the foot: not at all, mildly or well?",
			Order: []string{"good", "mild", "none"},
		}),
		rules.Choice("shoe.cushioning", func(c *Case) *Cushioning { return &c.Shoe.Cushioning }, rules.About{
			Doc:   "How soft the shoe itself lands, without an added insole.",
			Ask:   "How is the shoe cushioned: not at all, firmly, softly, or as much as can be?",
			Order: []string{"cushioned|max", "firm", "none"},
		}),
		rules.Flag("shoe.heel_support", func(c *Case) *Truth { return &c.Shoe.HeelSupport }, rules.About{
			Doc: "A firm counter or cup holds the wearer's heel.", Worse: rules.Lower,
			Ask: "Does a firm back part hold the wearer's heel in place?",
		}),
		rules.Flag("shoe.sole_support", func(c *Case) *Truth { return &c.Shoe.SoleSupport }, rules.About{
			Doc: "The sole carries the middle of the foot: it neither folds nor twists there.", Worse: rules.Lower,
			Ask: "Does the sole hold its form in the middle when you bend and twist the shoe?",
		}),
		rules.Flag("shoe.stability", func(c *Case) *Truth { return &c.Shoe.Stability }, rules.About{
			Doc: "The shoe is built against rolling inward: a stability or motion-control shoe.", Worse: rules.Lower,
			Ask: "Is it sold as a stability or motion-control shoe?",
		}),
		rules.Choice("shoe.flexibility", func(c *Case) *Flexibility { return &c.Shoe.Flexibility }, rules.About{
			Doc:   "How the sole bends by hand at the ball of the foot.",
			Ask:   "How does the sole bend at the ball of the foot: not at all, with effort, moderately or easily?",
			Order: []string{"moderate|flexible", "stiff", "rigid"},
		}),
		rules.Choice("shoe.fit", func(c *Case) *Fit { return &c.Shoe.Fit }, rules.About{
			Doc:   "How the shoe sits on this wearer.",
			Ask:   "How does the shoe sit: properly, too tight or too loose?",
			Order: []string{"proper", "tight|loose"},
		}),
		rules.Choice("shoe.toe", func(c *Case) *Toe { return &c.Shoe.Toe }, rules.About{
			Doc: "The form of the shoe's toe, seen from above.",
			Ask: "Is the toe of the shoe pointed, almond, round, square or open?",
		}),
		rules.Measure("shoe.toe_box_width", func(c *Case) *Length { return &c.Shoe.ToeBoxWidth }, rules.About{
			Doc:    "Width inside the shoe, across the toes.",
			Ask:    "How many millimetres wide is the shoe inside, across the toes?",
			Domain: "40mm..150mm", Unit: "mm",
		}),
		rules.Measure("shoe.shaft", func(c *Case) *Length { return &c.Shoe.Shaft }, rules.About{
			Doc:    "Height of the shaft, from the sole at the arch up to its edge; 0 without a shaft.",
			Ask:    "How many millimetres high is the shaft, from the sole at the arch?",
			Domain: "0mm..900mm", Unit: "mm",
		}),
		rules.Measure("shoe.weight", func(c *Case) *Mass { return &c.Shoe.Weight }, rules.About{
			Doc:    "Mass of one shoe, without its box.",
			Ask:    "How many grams does one shoe weigh?",
			Domain: "20g..3000g", Unit: "g", Worse: rules.Higher,
		}),
		rules.Choice("shoe.wear", func(c *Case) *Wear { return &c.Shoe.Wear }, rules.About{
			Doc:   "How used the shoe looks: partial is creased but in form, worn out is flattened, leaning or broken down.",
			Ask:   "How used does the shoe look: new, partly worn or worn out?",
			Order: []string{"new", "partial", "worn_out"},
		}),
		rules.Measure("shoe.months", func(c *Case) *Number { return &c.Shoe.Months }, rules.About{
			Doc:    "Months since the shoe was first worn; 0 is new.",
			Ask:    "How many months ago was the shoe first worn?",
			Domain: "0..600", Worse: rules.Higher,
		}),
		rules.Measure("shoe.distance", func(c *Case) *Distance { return &c.Shoe.Distance }, rules.About{
			Doc:    "Distance walked or run in the shoe so far; 0 is new.",
			Ask:    "How many kilometres has the shoe been walked or run in?",
			Domain: "0km..20000km", Unit: "km", Worse: rules.Higher,
		}),
		rules.Choice("shoe.tread", func(c *Case) *Tread { return &c.Shoe.Tread }, rules.About{
			Doc:   "What is left of the outsole's profile.",
			Ask:   "How is the tread of the outsole: new, still good or worn?",
			Order: []string{"new", "ok", "worn"},
		}),
		rules.Choice("shoe.grip", func(c *Case) *Grip { return &c.Shoe.Grip }, rules.About{
			Doc:   "How the outsole holds on a smooth or wet floor; rated is sold as slip resistant.",
			Ask:   "Is the outsole rated as slip resistant, normal or smooth?",
			Order: []string{"rated", "normal", "smooth"},
		}),
		rules.Measure("shoe.lateral_wear", func(c *Case) *Length { return &c.Shoe.LateralWear }, rules.About{
			Doc:    "Depth of outsole lost on one side, inner or outer, where most is gone; 0 is even.",
			Ask:    "How many millimetres of the outsole are gone on its more worn side?",
			Domain: "0mm..20mm", Unit: "mm", Worse: rules.Higher,
		}),
		rules.Flag("shoe.rocker", func(c *Case) *Truth { return &c.Shoe.Rocker }, rules.About{
			Doc: "The sole is curved from heel to toe, so that the foot rolls over it.",
			Ask: "Is the sole curved from heel to toe, so that the shoe rocks?",
		}),
		rules.Flag("shoe.removable_insole", func(c *Case) *Truth { return &c.Shoe.RemovableInsole }, rules.About{
			Doc: "The insole that the shoe is sold with comes out.",
			Ask: "Can the insole be taken out of the shoe?",
		}),
		rules.Flag("shoe.closed_back", func(c *Case) *Truth { return &c.Shoe.ClosedBack }, rules.About{
			Doc: "The upper goes round the wearer's heel, unlike that of a mule.",
			Ask: "Is the shoe closed at the back?",
		}),
		rules.Choice("shoe.insole", func(c *Case) *Insole { return &c.Shoe.Insole }, rules.About{
			Doc: "The kind of insole put into the shoe; none is the shoe as sold.",
			Ask: "Which insole was put into the shoe: none, gel, foam or an orthotic?",
		}),
		rules.Choice("shoe.insole_fit", func(c *Case) *InsoleFit { return &c.Shoe.InsoleFit }, rules.About{
			Doc: "How much room the added insole takes: low_profile leaves the fit as it is, bulky makes it tighter.",
			Ask: "Is the added insole low in profile, or does it make the shoe tighter?",
		}),
		rules.Choice("shoe.insole_arch", func(c *Case) *ArchSupport { return &c.Shoe.InsoleArch }, rules.About{
			Doc: "How far the added insole itself fills the arch of the foot.",
			Ask: "Does the added insole support the arch of the foot: not at all, mildly or well?",
		}),
		rules.Flag("shoe.insole_cushioned", func(c *Case) *Truth { return &c.Shoe.InsoleCushioned }, rules.About{
			Doc: "The added insole cushions.",
			Ask: "Does the added insole cushion the foot?",
		}),
		rules.Flag("shoe.metatarsal_pad", func(c *Case) *Truth { return &c.Shoe.MetatarsalPad }, rules.About{
			Doc: "The insole has a pad just behind the ball of the foot.",
			Ask: "Does the insole have a metatarsal pad, just behind the ball of the foot?",
		}),
		rules.Flag("shoe.insole_custom", func(c *Case) *Truth { return &c.Shoe.InsoleCustom }, rules.About{
			Doc: "The added insole was made for this wearer.",
			Ask: "Was the added insole made to measure for the wearer?",
		}),
	}
}

func wearerWords() []rules.Word[Case] {
	return []rules.Word[Case]{
		rules.Measure("wearer.age", func(c *Case) *Number { return &c.Wearer.Age }, rules.About{
			Doc:    "Age in whole or part years.",
			Ask:    "How old are you, in years?",
			Domain: "0..120",
		}),
		rules.Choice("wearer.arch", func(c *Case) *Arch { return &c.Wearer.Arch }, rules.About{
			Doc: "The form of the foot's arch when standing.",
			Ask: "Are the arches of your feet flat, normal or high when you stand?",
		}),
		rules.Choice("wearer.pronation", func(c *Case) *Pronation { return &c.Wearer.Pronation }, rules.About{
			Doc: "How the ankle rolls in a step: over is too far inward, under is outward.",
			Ask: "Do your ankles roll inward in a step (over), stay straight (neutral) or roll outward (under)?",
		}),
		rules.Measure("wearer.leg_length_difference", func(c *Case) *Length { return &c.Wearer.LegLengthDifference }, rules.About{
			Doc:    "Difference in length between the legs that no lift or insole corrects; 0 without one.",
			Ask:    "By how many millimetres do your legs differ in length, beyond what a lift makes up for?",
			Domain: "0mm..80mm", Unit: "mm", Worse: rules.Higher,
		}),
		rules.Choice("wearer.core", func(c *Case) *Strength { return &c.Wearer.Core }, rules.About{
			Doc:   "Strength of the muscles of belly and back.",
			Ask:   "Are the muscles of your belly and back weak, fair or strong?",
			Order: []string{"strong", "fair", "weak"},
		}),
		rules.Choice("wearer.glutes", func(c *Case) *Strength { return &c.Wearer.Glutes }, rules.About{
			Doc:   "Strength of the muscles of the seat.",
			Ask:   "Are the muscles of your seat weak, fair or strong?",
			Order: []string{"strong", "fair", "weak"},
		}),
		rules.Choice("wearer.foot_strength", func(c *Case) *Strength { return &c.Wearer.FootStrength }, rules.About{
			Doc:   "Strength of the muscles of feet and lower legs.",
			Ask:   "Are the muscles of your feet and lower legs weak, fair or strong?",
			Order: []string{"strong", "fair", "weak"},
		}),
		rules.Flag("wearer.tight_calf", func(c *Case) *Truth { return &c.Wearer.TightCalf }, rules.About{
			Doc: "The calf muscles of either leg are tight.", Worse: rules.Higher,
			Ask: "Are your calves tight?",
		}),
		rules.Flag("wearer.tight_hamstring", func(c *Case) *Truth { return &c.Wearer.TightHamstring }, rules.About{
			Doc: "The muscles at the back of either thigh are tight.", Worse: rules.Higher,
			Ask: "Are the backs of your thighs tight?",
		}),
		rules.Flag("wearer.tight_hip_flexor", func(c *Case) *Truth { return &c.Wearer.TightHipFlexor }, rules.About{
			Doc: "The muscles at the front of either hip are tight.", Worse: rules.Higher,
			Ask: "Are the fronts of your hips tight?",
		}),
		rules.Choice("wearer.posture", func(c *Case) *Posture { return &c.Wearer.Posture }, rules.About{
			Doc: "How the wearer stands by habit.",
			Ask: "Is your posture good or poor when you stand?",
		}),
		rules.Choice("wearer.pelvic_tilt", func(c *Case) *Tilt { return &c.Wearer.PelvicTilt }, rules.About{
			Doc: "How the pelvis is tilted when standing: anterior is forward, with a hollow back.",
			Ask: "Does your pelvis stay neutral when you stand, or does it tip forward (anterior)?",
		}),
		rules.Choice("wearer.foot_direction", func(c *Case) *Direction { return &c.Wearer.FootDirection }, rules.About{
			Doc: "Where the feet point in a step.",
			Ask: "Do your feet point straight ahead, in or out when you walk?",
		}),
		rules.Choice("wearer.back_pain", func(c *Case) *BackPain { return &c.Wearer.BackPain }, rules.About{
			Doc:   "History of low back pain: past is over for more than a year, recent within it, recurrent comes back.",
			Ask:   "Have you had low back pain: never, over a year ago, within the last year, or again and again?",
			Order: []string{"none", "past", "recent", "recurrent"},
		}),
		rules.Flag("wearer.worse_standing", func(c *Case) *Truth { return &c.Wearer.WorseStanding }, rules.About{
			Doc: "Standing or walking makes the back pain worse.", Worse: rules.Higher,
			Ask: "Does standing or walking make your back pain worse?",
		}),
		rules.Flag("wearer.prior_injury", func(c *Case) *Truth { return &c.Wearer.PriorInjury }, rules.About{
			Doc: "The back was injured at some time, healed or not.", Worse: rules.Higher,
			Ask: "Have you ever injured your back?",
		}),
		rules.Flag("wearer.disc_issue", func(c *Case) *Truth { return &c.Wearer.DiscIssue }, rules.About{
			Doc: "A problem with a disc of the spine is known.", Worse: rules.Higher,
			Ask: "Have you been told of a problem with a disc of your spine?",
		}),
		rules.Flag("wearer.scoliosis", func(c *Case) *Truth { return &c.Wearer.Scoliosis }, rules.About{
			Doc: "A sideways curve of the spine is known.", Worse: rules.Higher,
			Ask: "Have you been told of scoliosis, a sideways curve of your spine?",
		}),
		rules.Flag("wearer.plantar_fasciitis", func(c *Case) *Truth { return &c.Wearer.PlantarFasciitis }, rules.About{
			Doc: "Plantar fasciitis, a sore band under heel and sole, is known.", Worse: rules.Higher,
			Ask: "Have you been told of plantar fasciitis, a sore band under heel and sole?",
		}),
		rules.Flag("wearer.bunion", func(c *Case) *Truth { return &c.Wearer.Bunion }, rules.About{
			Doc: "The great toe leans toward the others, with a bump at its base: a bunion.", Worse: rules.Higher,
			Ask: "Do you have a bunion, a bump at the base of the great toe?",
		}),
		rules.Flag("wearer.hammertoe", func(c *Case) *Truth { return &c.Wearer.Hammertoe }, rules.About{
			Doc: "A smaller toe stays bent: a hammertoe.", Worse: rules.Higher,
			Ask: "Do you have a hammertoe, a toe that stays bent?",
		}),
		rules.Flag("wearer.neuroma", func(c *Case) *Truth { return &c.Wearer.Neuroma }, rules.About{
			Doc: "Morton's neuroma, a thickened nerve between the toes, is known.", Worse: rules.Higher,
			Ask: "Have you been told of a neuroma, a thickened nerve between the toes?",
		}),
		rules.Flag("wearer.foot_pain", func(c *Case) *Truth { return &c.Wearer.FootPain }, rules.About{
			Doc: "There is pain anywhere in a foot.", Worse: rules.Higher,
			Ask: "Do your feet hurt?",
		}),
		rules.Flag("wearer.forefoot_pain", func(c *Case) *Truth { return &c.Wearer.ForefootPain }, rules.About{
			Doc: "There is pain under the ball of a foot.", Worse: rules.Higher,
			Ask: "Does it hurt under the ball of your foot?",
		}),
		rules.Measure("wearer.bmi", func(c *Case) *Number { return &c.Wearer.BMI }, rules.About{
			Doc:    "Body mass index in kg/m²: mass in kilograms over the square of height in metres.",
			Ask:    "What is your body mass index, in kg/m²?",
			Domain: "10..80", Worse: rules.Higher,
		}),
		rules.Flag("wearer.pregnant", func(c *Case) *Truth { return &c.Wearer.Pregnant }, rules.About{
			Doc: "The wearer is pregnant now.", Worse: rules.Higher,
			Ask: "Are you pregnant?",
		}),
	}
}

func useWords() []rules.Word[Case] {
	return []rules.Word[Case]{
		rules.Measure("use.hours", func(c *Case) *Duration { return &c.Use.Hours }, rules.About{
			Doc:    "Time for which the shoe is worn in a day, on a day that it is worn.",
			Ask:    "How many hours a day do you wear the shoe, when you wear it?",
			Domain: "0h..24h", Unit: "hour", Worse: rules.Higher,
		}),
		rules.Measure("use.stint", func(c *Case) *Duration { return &c.Use.Stint }, rules.About{
			Doc:    "Longest time without changing shoes; sitting does not end it, and beyond use.hours it counts as use.hours.",
			Ask:    "For how many hours at most do you wear the shoe without changing it for another?",
			Domain: "0h..24h", Unit: "hour", Worse: rules.Higher,
		}),
		rules.Flag("use.breaks", func(c *Case) *Truth { return &c.Use.Breaks }, rules.About{
			Doc: "The wearer sits down for breaks while wearing the shoe.", Worse: rules.Lower,
			Ask: "Do you sit down for breaks while you wear the shoe?",
		}),
		rules.Measure("use.break_every", func(c *Case) *Duration { return &c.Use.BreakEvery }, rules.About{
			Doc:    "Time from one seated break to the next; whoever states it takes breaks.",
			Ask:    "After how many minutes on your feet do you sit down for a break?",
			Domain: "0h..12h", Unit: "minute", Worse: rules.Higher,
		}),
		rules.Measure("use.days", func(c *Case) *Number { return &c.Use.Days }, rules.About{
			Doc:    "Days a week on which the shoe is worn.",
			Ask:    "On how many days a week do you wear the shoe?",
			Domain: "0..7", Worse: rules.Higher,
		}),
		rules.Measure("use.years", func(c *Case) *Number { return &c.Use.Years }, rules.About{
			Doc:    "Years for which shoes of this kind have been worn; 0 is a first pair.",
			Ask:    "For how many years have you worn shoes of this kind?",
			Domain: "0..80", Worse: rules.Higher,
		}),
		rules.Measure("use.seated", func(c *Case) *Number { return &c.Use.Seated }, rules.About{
			Doc:    "Share of the time in the shoe that is spent seated, from 0 (none) to 1 (all).",
			Ask:    "Which share of the time in the shoe do you sit, from 0 (none) to 1 (all)?",
			Domain: "0..1", Worse: rules.Lower,
		}),
		rules.Choice("use.activity", func(c *Case) *Activity { return &c.Use.Activity }, rules.About{
			Doc: "What is mostly done in the shoe.",
			Ask: "What do you mostly do in the shoe: sit, stand, walk, walk far or run?",
		}),
		rules.Choice("use.context", func(c *Case) *Context { return &c.Use.Context }, rules.About{
			Doc: "What the shoe is worn for.",
			Ask: "What do you wear the shoe for: office, social life, an event, the commute, home or sport?",
		}),
		rules.Flag("use.commute", func(c *Case) *Truth { return &c.Use.Commute }, rules.About{
			Doc: "The wearer walks the way to work in this shoe.",
			Ask: "Do you walk to work in this shoe?",
		}),
		rules.Flag("use.must_wear_heels", func(c *Case) *Truth { return &c.Use.MustWearHeels }, rules.About{
			Doc: "The wearer's job demands heels.",
			Ask: "Does your job demand that you wear heels?",
		}),
	}
}
