package footwear

// Reference returns the wearer and the use to judge a shoe by where nobody is named: a healthy adult who
// stands at work in an office, five full days a week. Every word of both is set. A judgement that uses it says so.
func Reference() (Wearer, Use) {
	return Wearer{
			Age:                 Num(35),
			Arch:                ArchNormal,
			Pronation:           PronationNeutral,
			LegLengthDifference: MM(0),
			Core:                StrengthFair,
			Glutes:              StrengthFair,
			FootStrength:        StrengthFair,
			TightCalf:           No,
			TightHamstring:      No,
			TightHipFlexor:      No,
			Posture:             PostureGood,
			PelvicTilt:          TiltNeutral,
			FootDirection:       DirectionStraight,
			BackPain:            BackPainNone,
			WorseStanding:       No,
			PriorInjury:         No,
			DiscIssue:           No,
			Scoliosis:           No,
			PlantarFasciitis:    No,
			Bunion:              No,
			Hammertoe:           No,
			Neuroma:             No,
			FootPain:            No,
			ForefootPain:        No,
			BMI:                 Num(22),
			Pregnant:            No,
		}, Use{
			Hours:      Hours(8),
			Stint:      Hours(4),
			Breaks:     Yes,
			BreakEvery: Minutes(60),
			Days:       Num(5),
			// A settled habit rather than a first pair, but well short of the years after which articles and studies
			// speak of lasting change: nobody may be told of long-term harm for a history that nobody stated.
			Years:         Num(1),
			Seated:        Num(0),
			Activity:      ActivityStanding,
			Context:       ContextOffice,
			Commute:       No,
			MustWearHeels: No,
		}
}
