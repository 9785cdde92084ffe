package footwear

import (
	"encoding/json"
	"flag"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
)

// handwritten returns what Default().Score(c) does, as it would be written without rules: the strain pack in Go. It is
// the yardstick for the engine's speed and, being written from the packs alone, a check of its answers. It does not
// allocate. A change to the packs changes it too.
func handwritten(c *Case) rules.Points {
	const (
		mm, km       = int64(1_000), int64(1_000_000_000)
		gram         = int64(1_000_000_000)
		minute, hour = int64(60), int64(3_600)
		one          = int64(1_000_000) // of a plain number
	)
	s, w, u := &c.Shoe, &c.Wearer, &c.Use
	var r handReader
	r.words(s, w, u)

	// What the shoe is sold as, and the form of its heel. An assumption about styles holds where every possible style is
	// among them, never where nothing is known of it: the guard known(shoe.style) of assume.yaml is then met.
	style := s.Style
	if style == 1<<len(styleNames)-1 {
		style = 0
	}
	heelKnown := s.Heel != 0 && s.Heel != 1<<len(heelNames)-1
	var heel Heel
	switch {
	case handAmong(style, StyleSneaker|StyleRunning|StyleFlat|StyleLoafer|StyleOxford|StyleFlipFlop|StyleSlipper|StyleWork),
		handAmong(style, StyleSandal|StyleClog):
		heel = handFirst(s.Heel, HeelFlat, HeelBlock, HeelWedge, HeelKitten, HeelCone, HeelSpool, HeelStiletto)
	case handAmong(style, StyleBoot|StyleMule):
		heel = handFirst(s.Heel, HeelBlock, HeelFlat, HeelWedge, HeelKitten, HeelCone, HeelSpool, HeelStiletto)
	case handAmong(style, StylePump|StyleDress):
		heel = handFirst(s.Heel, HeelBlock, HeelStiletto, HeelKitten, HeelCone, HeelWedge, HeelSpool, HeelFlat)
	default:
		heel = handFirst(s.Heel, HeelBlock, HeelWedge, HeelStiletto, HeelCone, HeelKitten, HeelSpool, HeelFlat)
	}
	running := handAmong(style, StyleRunning)
	sporty := handAmong(style, StyleSneaker|StyleRunning)
	soft := handAmong(style, StyleFlipFlop|StyleSlipper)
	flat := heel == HeelFlat
	styleCounts := !heelKnown || flat // for the build of the shoe, which a raised heel would tell more of

	// The heel stands as high as platform and rise together.
	lo, hi := s.HeelHeight.Bounds()
	height := r.read(lo, hi, s.HeelHeight.Err() == nil, 0, 250*mm)
	lo, hi = s.Platform.Bounds()
	platform := r.read(lo, hi, s.Platform.Err() == nil, 0, 150*mm)
	lo, hi = s.Rise.Bounds()
	rise := r.read(lo, hi, s.Rise.Err() == nil, -25*mm, 230*mm)
	h, p, q := height, platform, rise
	height.lo, height.hi = max(h.lo, p.lo+q.lo), min(h.hi, p.hi+q.hi)
	platform.lo, platform.hi = max(p.lo, h.lo-q.hi), min(p.hi, h.hi-q.lo)
	rise.lo, rise.hi = max(q.lo, h.lo-p.hi), min(q.hi, h.hi-p.lo)
	if r.impossible || height.lo > height.hi {
		return rules.NoPoints
	}

	var usual int64
	switch {
	case running && styleCounts:
		usual = 36 * mm
	case sporty && styleCounts:
		usual = 30 * mm
	case !heelKnown && handAmong(style, StyleSneaker|StyleRunning|StyleFlat|StyleLoafer|StyleOxford|StyleFlipFlop|StyleSlipper|StyleWork), flat:
		usual = 20 * mm
	case heel == HeelKitten:
		usual = 45 * mm
	case heel == HeelBlock:
		usual = 60 * mm
	case heel == HeelStiletto:
		usual = 95 * mm
	default: // wedge, cone, spool
		usual = 70 * mm
	}
	top := height.typical(usual)
	switch {
	case running && styleCounts:
		usual = min(max(top-9*mm, 20*mm), 40*mm)
	case sporty && styleCounts:
		usual = min(max(top-7*mm, 15*mm), 35*mm)
	case flat:
		usual = min(max(top-8*mm, 0), 7*mm)
	default:
		usual = 5 * mm
	}
	front := platform.typical(usual)
	if height.stated && rise.stated && !platform.stated {
		front = min(max(top-rise.typical(0), platform.lo), platform.hi)
	}
	if height.stated && !platform.stated { // what is assumed gives way to what is stated
		front = min(max(front, top-rise.hi, platform.lo), top-rise.lo, platform.hi)
	}
	lift := top - front
	if rise.stated {
		lift = rise.typical(0)
	}
	lift = min(max(lift, rise.lo, height.lo-front), rise.hi, height.hi-front)
	top = front + lift

	// The word for the base bounds its width, as far as both can be true.
	lo, hi = s.BaseWidth.Bounds()
	width := r.read(lo, hi, s.BaseWidth.Err() == nil, 3*mm, 150*mm)
	if s.Base != 0 {
		lo, hi = 3*mm, 150*mm
		switch {
		case s.Base&BaseNarrow != 0:
		case s.Base&BaseMedium != 0:
			lo = 20 * mm
		default:
			lo = 40*mm + 1
		}
		switch {
		case s.Base&BaseBroad != 0:
		case s.Base&BaseMedium != 0:
			hi = 40 * mm
		default:
			hi = 20*mm - 1
		}
		if lo, hi = max(lo, width.lo), min(hi, width.hi); lo <= hi {
			width.lo, width.hi = lo, hi
		}
	}
	switch heel {
	case HeelStiletto:
		usual = 9 * mm
	case HeelKitten:
		usual = 12 * mm
	case HeelCone:
		usual = 15 * mm
	case HeelSpool:
		usual = 22 * mm
	case HeelBlock:
		usual = 40 * mm
	case HeelWedge:
		usual = 60 * mm
	default:
		usual = 65 * mm
	}
	base := width.typical(usual)

	switch {
	case running:
		usual = 270 * gram
	case handAmong(style, StyleFlat|StyleFlipFlop|StyleSlipper|StyleSandal):
		usual = 230 * gram
	case handAmong(style, StyleBoot|StyleWork):
		usual = 550 * gram
	case heel == HeelWedge:
		usual = 420 * gram
	default:
		usual = 350 * gram
	}
	lo, hi = s.Weight.Bounds()
	weight := r.take(lo, hi, s.Weight.Err() == nil, 20*gram, 3_000*gram, usual)
	lo, hi = s.Months.Bounds()
	months := r.take(lo, hi, s.Months.Err() == nil, 0, 600*one, 3*one)
	lo, hi = s.Distance.Bounds()
	distance := r.take(lo, hi, s.Distance.Err() == nil, 0, 20_000*km, 50*km)
	lo, hi = s.LateralWear.Bounds()
	lateral := r.take(lo, hi, s.LateralWear.Err() == nil, 0, 20*mm, 0)
	lo, hi = w.Age.Bounds()
	age := r.take(lo, hi, w.Age.Err() == nil, 0, 120*one, 35*one)
	lo, hi = w.BMI.Bounds()
	bmi := r.take(lo, hi, w.BMI.Err() == nil, 10*one, 80*one, 22*one)
	lo, hi = w.LegLengthDifference.Bounds()
	leg := r.take(lo, hi, w.LegLengthDifference.Err() == nil, 0, 80*mm, 0)
	lo, hi = u.Hours.Bounds()
	hours := r.take(lo, hi, u.Hours.Err() == nil, 0, 24*hour, 8*hour)
	lo, hi = u.Stint.Bounds()
	stint := r.take(lo, hi, u.Stint.Err() == nil, 0, 24*hour, 4*hour)
	lo, hi = u.Days.Bounds()
	days := r.take(lo, hi, u.Days.Err() == nil, 0, 7*one, 5*one)
	lo, hi = u.Seated.Bounds()
	seated := r.take(lo, hi, u.Seated.Err() == nil, 0, one, 0)
	lo, hi = u.BreakEvery.Bounds()
	pause := r.read(lo, hi, u.BreakEvery.Err() == nil, 0, 12*hour)
	if u.Breaks == No && (pause.lo > 0 || pause.hi < 12*hour) {
		return rules.NoPoints // who sits down at times does sit down
	}
	// Nothing is judged by these, but they must be possible.
	lo, hi = s.ToeBoxWidth.Bounds()
	r.read(lo, hi, s.ToeBoxWidth.Err() == nil, 40*mm, 150*mm)
	lo, hi = s.Shaft.Bounds()
	r.read(lo, hi, s.Shaft.Err() == nil, 0, 900*mm)
	lo, hi = u.Years.Bounds()
	r.read(lo, hi, u.Years.Err() == nil, 0, 80*one)
	if r.impossible {
		return rules.NoPoints
	}

	// The insole. Whoever says that one supports or cushions has it in.
	var insole Insole
	switch {
	case s.InsoleCustom == Yes:
		insole = handFirst(s.Insole, InsoleOrthotic, InsoleFoam, InsoleGel, InsoleNone)
	case s.InsoleArch != 0 && s.InsoleArch&ArchSupportNone == 0, s.InsoleCushioned == Yes:
		insole = handFirst(s.Insole, InsoleFoam, InsoleGel, InsoleOrthotic, InsoleNone)
	default:
		insole = handFirst(s.Insole, InsoleNone, InsoleFoam, InsoleGel, InsoleOrthotic)
	}
	insoleIn := insole != InsoleNone
	insoleFit := handFirst(s.InsoleFit, InsoleFitLowProfile, InsoleFitBulky)
	insoleArch := handFirst(s.InsoleArch, ArchSupportNone, ArchSupportMild, ArchSupportGood)

	// Support and cushioning.
	var cushioning Cushioning
	switch {
	case sporty:
		cushioning = handFirst(s.Cushioning, CushioningCushioned, CushioningMax, CushioningFirm, CushioningNone)
	default:
		cushioning = handFirst(s.Cushioning, CushioningFirm, CushioningCushioned, CushioningNone, CushioningMax)
	}
	var support ArchSupport
	switch {
	case soft:
		support = handFirst(s.ArchSupport, ArchSupportNone, ArchSupportMild, ArchSupportGood)
	case sporty:
		support = handFirst(s.ArchSupport, ArchSupportMild, ArchSupportGood, ArchSupportNone)
	case flat:
		support = handFirst(s.ArchSupport, ArchSupportNone, ArchSupportMild, ArchSupportGood)
	default:
		support = handFirst(s.ArchSupport, ArchSupportMild, ArchSupportNone, ArchSupportGood)
	}
	wear := handFirst(s.Wear, WearNew, WearPartial, WearWornOut)
	arch := handFirst(w.Arch, ArchNormal, ArchFlat, ArchHigh)
	pronation := handFirst(w.Pronation, PronationNeutral, PronationOver, PronationUnder)
	activity := handFirst(u.Activity, ActivityStanding, ActivityWalking, ActivityLongWalk, ActivitySeated, ActivityRunning)
	noCushioning := !insoleIn && cushioning == CushioningNone
	atMostFirm := !insoleIn && (cushioning == CushioningNone || cushioning == CushioningFirm || wear == WearWornOut)
	goodArch := support == ArchSupportGood || insole == InsoleOrthotic ||
		insoleIn && (s.InsoleCustom == Yes || insoleArch == ArchSupportGood)
	mildArch := support == ArchSupportMild ||
		insoleIn && (insoleFit == InsoleFitLowProfile || insoleArch == ArchSupportMild)

	// The load, in hundredths of points.
	var load int64
	riseMM, topMM := float64(lift)/1e3, float64(top)/1e3
	load += handHundredths(handRise(riseMM))
	if gate := handGate(topMM); gate > 0 {
		load += handHundredths(gate * handBase(float64(base)/1e3))
	}
	load += handHundredths(handStack(float64(front) / 1e3))
	if w.ForefootPain == Yes && heel != HeelFlat && heel != HeelWedge {
		load += handHundredths(handRamp(riseMM, 30, 0, 76, 1))
	}
	share := float64(seated) / 1e6
	if leg > 3*mm {
		load += handHundredths(handLeg(float64(leg)/1e3) * (1 - share))
	}

	fit := handFirst(s.Fit, FitProper, FitLoose, FitTight)
	cramped := fit == FitTight || insoleIn && insoleFit == InsoleFitBulky
	forefootTrouble := w.Bunion == Yes || w.Hammertoe == Yes || w.Neuroma == Yes || w.ForefootPain == Yes || w.FootPain == Yes
	switch {
	case cramped:
		load += 350
		if forefootTrouble {
			load += 150
		}
	case fit == FitLoose:
		load += 250
	}
	if forefootTrouble {
		var toe Toe
		switch heel {
		case HeelStiletto, HeelKitten, HeelCone, HeelSpool:
			toe = handFirst(s.Toe, ToeAlmond, ToeRound, ToePointed, ToeOpen, ToeSquare)
		default:
			toe = handFirst(s.Toe, ToeRound, ToeAlmond, ToeSquare, ToeOpen, ToePointed)
		}
		if toe == ToePointed {
			load += 100
		}
	}
	if s.ClosedBack == No || s.ClosedBack == Unknown && handAmong(style, StyleFlipFlop|StyleMule|StyleSlipper|StyleClog) {
		load += 100
	}

	var flexibility Flexibility
	switch {
	case handAmong(style, StyleSneaker|StyleRunning|StyleFlat|StyleLoafer|StyleFlipFlop|StyleSlipper) && styleCounts:
		flexibility = handFirst(s.Flexibility, FlexFlexible, FlexModerate, FlexStiff, FlexRigid)
	case handAmong(style, StyleOxford|StyleBoot|StyleWork) && styleCounts:
		flexibility = handFirst(s.Flexibility, FlexModerate, FlexFlexible, FlexStiff, FlexRigid)
	case handAmong(style, StyleClog):
		flexibility = handFirst(s.Flexibility, FlexStiff, FlexRigid, FlexModerate, FlexFlexible)
	case flat:
		flexibility = handFirst(s.Flexibility, FlexFlexible, FlexModerate, FlexStiff, FlexRigid)
	case heel == HeelKitten, heel == HeelBlock:
		flexibility = handFirst(s.Flexibility, FlexModerate, FlexFlexible, FlexStiff, FlexRigid)
	default:
		flexibility = handFirst(s.Flexibility, FlexStiff, FlexModerate, FlexRigid, FlexFlexible)
	}
	switch flexibility {
	case FlexRigid:
		load += 600
	case FlexStiff:
		load += 400
	}
	if s.Rocker == Yes && w.WorseStanding == Yes {
		load += 200
	}
	load += handHundredths(handWeight(float64(weight) / 1e9))
	var grip Grip
	switch {
	case handAmong(style, StyleWork), handAmong(style, StyleSneaker|StyleRunning|StyleBoot):
		grip = handFirst(s.Grip, GripNormal, GripRated, GripSmooth)
	default:
		grip = handFirst(s.Grip, GripNormal, GripSmooth, GripRated)
	}
	switch grip {
	case GripSmooth:
		load += 200
	case GripNormal:
		load += 50
	}

	switch activity {
	case ActivitySeated:
		load += handPick(noCushioning, 375, atMostFirm, 100, 0)
	case ActivityStanding:
		load += handPick(noCushioning, 750, atMostFirm, 200, 0)
	default:
		load += handPick(noCushioning, 825, atMostFirm, 220, 0)
	}
	if arch == ArchHigh {
		load += handPick(noCushioning, 150, atMostFirm, 75, 0)
	}
	load += handPick(goodArch, 0, mildArch, 60, 200)
	switch {
	case pronation == PronationOver && s.Stability == Yes:
		load += handPick(goodArch, 0, mildArch, 50, 150)
	case pronation == PronationOver, arch == ArchFlat:
		load += handPick(goodArch, 0, mildArch, 100, 300)
	}
	if s.HeelSupport == No || s.HeelSupport == Unknown && soft {
		load += 200
	}
	if s.SoleSupport == No || s.SoleSupport == Unknown && soft {
		load += 350
	}

	var seen float64
	switch wear {
	case WearWornOut:
		seen = 3
	case WearPartial:
		seen = 1
	}
	load += handHundredths(max(seen, handDistance(float64(distance)/1e9), handRamp(float64(months)/1e6, 12, 0, 48, 1)))
	load += handHundredths(handRamp(float64(lateral)/1e3, 1, 0, 5, 1.5))
	if handFirst(s.Tread, TreadNew, TreadOK, TreadWorn) == TreadWorn {
		load += 75
	}

	// The sensitivity, in millionths.
	var sensitivity int64
	switch handFirst(w.BackPain, BackPainNone, BackPainPast, BackPainRecent, BackPainRecurrent) {
	case BackPainPast:
		sensitivity = 50_000
	case BackPainRecent:
		sensitivity = 140_000
	case BackPainRecurrent:
		sensitivity = 200_000
	}
	sensitivity += handMillionths(handRamp(float64(age)/1e6, 45, 0, 65, 0.04))
	sensitivity += handMillionths(handRamp(float64(bmi)/1e6, 25, 0, 30, 0.04))
	switch arch {
	case ArchFlat:
		sensitivity += 30_000
	case ArchHigh:
		sensitivity += 20_000
	}
	if pronation != PronationNeutral {
		sensitivity += 20_000
	}
	if handFirst(w.Core, StrengthFair, StrengthStrong, StrengthWeak) == StrengthWeak {
		sensitivity += 40_000
	}
	if handFirst(w.Glutes, StrengthFair, StrengthStrong, StrengthWeak) == StrengthWeak {
		sensitivity += 20_000
	}
	if w.WorseStanding == Yes {
		sensitivity += 20_000
	}
	if w.PriorInjury == Yes {
		sensitivity += 40_000
	}
	if w.DiscIssue == Yes {
		sensitivity += 40_000
	}
	if w.Scoliosis == Yes {
		sensitivity += 30_000
	}
	if w.Pregnant == Yes {
		sensitivity += 50_000
	}
	if w.TightCalf == Yes {
		sensitivity += 10_000
	}
	if w.TightHamstring == Yes {
		sensitivity += 10_000
	}
	if w.TightHipFlexor == Yes {
		sensitivity += 10_000
	}

	// The exposure, in millionths.
	factor := handHours(float64(hours)/3_600) * handDays(float64(days)/1e6) * (1 - 0.75*share) * handStint(float64(min(stint, hours))/3_600)
	if u.Breaks != No { // stated, implied or assumed
		factor *= handBreaks(float64(pause.typical(60*minute)) / 60)
	}
	exposure := handMillionths(factor)

	l := float64(load) / 100
	return rules.Points(handHundredths(float64(exposure) / 1e6 * l * (1 + float64(sensitivity)/1e6*(1-l/100))))
}

// handAmong reports whether something is known of a style and every possible one is among the given.
func handAmong(style, among Style) bool { return style != 0 && style&^among == 0 }

// handFirst returns the first word of an order of preference that is possible.
func handFirst[C ~uint32](possible C, order ...C) C {
	if possible == 0 {
		return order[0]
	}
	for _, word := range order {
		if possible&word != 0 {
			return word
		}
	}
	return 0
}

// handPick returns a if the first condition holds, else b if the second does, else c.
func handPick(first bool, a int64, second bool, b, c int64) int64 {
	switch {
	case first:
		return a
	case second:
		return b
	}
	return c
}

// A handReader reads facts, and remembers that one was impossible.
type handReader struct{ impossible bool }

// words checks the choices and flags.
func (r *handReader) words(s *Shoe, w *Wearer, u *Use) {
	beyond := uint32(s.Style)>>len(styleNames) | uint32(s.Heel)>>len(heelNames) | uint32(s.Base)>>len(baseNames) |
		uint32(s.ArchSupport|s.InsoleArch)>>len(archSupportNames) | uint32(s.Cushioning)>>len(cushioningNames) |
		uint32(s.Flexibility)>>len(flexibilityNames) | uint32(s.Fit)>>len(fitNames) | uint32(s.Toe)>>len(toeNames) |
		uint32(s.Wear)>>len(wearNames) | uint32(s.Tread)>>len(treadNames) | uint32(s.Grip)>>len(gripNames) |
		uint32(s.Insole)>>len(insoleNames) | uint32(s.InsoleFit)>>len(insoleFitNames) |
		uint32(w.Arch)>>len(archNames) | uint32(w.Pronation)>>len(pronationNames) |
		uint32(w.Core|w.Glutes|w.FootStrength)>>len(strengthNames) | uint32(w.Posture)>>len(postureNames) |
		uint32(w.PelvicTilt)>>len(tiltNames) | uint32(w.FootDirection)>>len(directionNames) |
		uint32(w.BackPain)>>len(backPainNames) | uint32(u.Activity)>>len(activityNames) | uint32(u.Context)>>len(contextNames)
	most := max(uint8(s.HeelSupport-No), uint8(s.SoleSupport-No), uint8(s.Stability-No), uint8(s.Rocker-No),
		uint8(s.RemovableInsole-No), uint8(s.ClosedBack-No), uint8(s.InsoleCushioned-No), uint8(s.MetatarsalPad-No),
		uint8(s.InsoleCustom-No), uint8(w.TightCalf-No), uint8(w.TightHamstring-No), uint8(w.TightHipFlexor-No),
		uint8(w.WorseStanding-No), uint8(w.PriorInjury-No), uint8(w.DiscIssue-No), uint8(w.Scoliosis-No),
		uint8(w.PlantarFasciitis-No), uint8(w.Bunion-No), uint8(w.Hammertoe-No), uint8(w.Neuroma-No),
		uint8(w.FootPain-No), uint8(w.ForefootPain-No), uint8(w.Pregnant-No), uint8(u.Breaks-No), uint8(u.Commute-No),
		uint8(u.MustWearHeels-No))
	r.impossible = beyond != 0 || most > uint8(Yes-No)
}

// A handRange is what a measure may be, in base units.
type handRange struct {
	lo, hi int64
	stated bool // both ends, and not just the domain's
}

// read returns a measure of the domain from least to most.
func (r *handReader) read(lo, hi int64, good bool, least, most int64) handRange {
	if lo == math.MinInt64 && hi == math.MaxInt64 {
		return handRange{lo: least, hi: most}
	}
	closed := lo != math.MinInt64 && hi != math.MaxInt64
	if lo == math.MinInt64 {
		lo = least
	}
	if hi == math.MaxInt64 {
		hi = most
	}
	if !good || lo < least || hi > most || lo > hi {
		r.impossible = true
	}
	return handRange{lo, hi, lo == hi || closed && (lo != least || hi != most)}
}

// take returns the typical value of a measure that is assumed by itself.
func (r *handReader) take(lo, hi int64, good bool, least, most, usual int64) int64 {
	switch {
	case lo == math.MinInt64 && hi == math.MaxInt64:
		return usual
	case lo == hi && good && lo >= least && hi <= most:
		return lo
	}
	return r.read(lo, hi, good, least, most).typical(usual)
}

// typical returns the middle of a stated range, else what is usual, moved to the nearest possible value.
func (m handRange) typical(usual int64) int64 {
	if !m.stated {
		return min(max(usual, m.lo), m.hi)
	}
	twice := m.lo + m.hi
	if twice < 0 {
		return (twice - 1) / 2 // halves away from zero
	}
	return (twice + 1) / 2
}

// handHundredths rounds to whole hundredths, halves up. A half that binary fractions missed by a hair is still a half.
func handHundredths(x float64) int64 { return int64(x*100 + (0.5 + 1e-9)) }

// handMillionths rounds like handHundredths.
func handMillionths(x float64) int64 { return int64(x*1e6 + (0.5 + 1e-9)) }

// handRamp goes straight from (x0, y0) to (x1, y1), and is flat outside.
func handRamp(x, x0, y0, x1, y1 float64) float64 {
	switch {
	case x <= x0:
		return y0
	case x >= x1:
		return y1
	}
	return y0 + (x-x0)*((y1-y0)/(x1-x0))
}

// The curves, over millimetres, grams, kilometres, hours, minutes and days.

func handRise(x float64) float64 {
	switch {
	case x <= 50:
		return handRamp(x, 16, 0, 50, 8.5)
	case x <= 70:
		return handRamp(x, 50, 8.5, 70, 19.5)
	case x <= 100:
		return handRamp(x, 70, 19.5, 100, 29.5)
	}
	return handRamp(x, 100, 29.5, 120, 36)
}

func handGate(x float64) float64 {
	if x <= 50 {
		return handRamp(x, 20, 0, 50, 0.15)
	}
	return handRamp(x, 50, 0.15, 75, 1)
}

func handBase(x float64) float64 {
	switch {
	case x <= 12:
		return handRamp(x, 8, 14, 12, 12)
	case x <= 20:
		return handRamp(x, 12, 12, 20, 8)
	case x <= 30:
		return handRamp(x, 20, 8, 30, 4)
	}
	return handRamp(x, 30, 4, 40, 0)
}

func handStack(x float64) float64 {
	if x <= 50 {
		return handRamp(x, 30, 0, 50, 1)
	}
	return handRamp(x, 50, 1, 80, 2)
}

func handLeg(x float64) float64 {
	if x <= 6 {
		return handRamp(x, 3, 0, 6, 2.5)
	}
	return handRamp(x, 6, 2.5, 11, 3.5)
}

func handWeight(x float64) float64 {
	if x <= 700 {
		return handRamp(x, 350, 0, 700, 0.5)
	}
	return handRamp(x, 700, 0.5, 1_000, 1)
}

func handDistance(x float64) float64 {
	if x <= 800 {
		return handRamp(x, 300, 0, 800, 1.75)
	}
	return handRamp(x, 800, 1.75, 1_600, 3)
}

func handHours(x float64) float64 {
	switch {
	case x <= 1:
		return handRamp(x, 0, 0, 1, 0.2)
	case x <= 4:
		return handRamp(x, 1, 0.2, 4, 0.65)
	}
	return handRamp(x, 4, 0.65, 8, 1)
}

func handDays(x float64) float64 {
	switch {
	case x <= 1:
		return handRamp(x, 0, 0, 1, 0.35)
	case x <= 3:
		return handRamp(x, 1, 0.35, 3, 0.65)
	case x <= 5:
		return handRamp(x, 3, 0.65, 5, 0.92)
	}
	return handRamp(x, 5, 0.92, 7, 1)
}

func handBreaks(x float64) float64 {
	if x <= 60 {
		return handRamp(x, 30, 0.93, 60, 0.95)
	}
	return handRamp(x, 60, 0.95, 180, 1)
}

func handStint(x float64) float64 {
	if x <= 4 {
		return handRamp(x, 1, 0.94, 4, 0.98)
	}
	return handRamp(x, 4, 0.98, 8, 1)
}

var (
	handCases = flag.Int("handwritten.cases", 200_000, "how many random cases TestHandwritten compares")
	handSeed  = flag.Uint64("handwritten.seed", 1, "what the random cases of TestHandwritten begin with")
)

func TestHandwritten(t *testing.T) {
	cases := some(*handCases)
	t.Logf("seed %d, %d cases", *handSeed, cases)
	g := handGenerator{Rand: rand.New(rand.NewPCG(*handSeed, 0))}
	scores, impossible := map[rules.Points]bool{}, 0
	for i := range cases {
		c := g.next()
		got := handwritten(&c)
		if want := Default().Score(&c); got != want {
			c = handShrunk(c)
			text, err := json.Marshal(c)
			require.Failf(t, "the engine and the hand-written function differ", "%v and %v on %s %v",
				Default().Score(&c), handwritten(&c), text, err)
		}
		if scores[got] = true; !got.Valid() {
			impossible++
		}
		if i%50 == 0 { // a whole assessment scores in another way
			a, err := Default().Assess(c)
			require.Equal(t, got.Valid(), err == nil, "%+v", c)
			require.True(t, err != nil || a.Score == got, "%v, not %v: %+v", a.Score, got, c)
		}
	}
	t.Logf("%d different scores, %d impossible cases", len(scores), impossible)
	assert.Positive(t, impossible)
	assert.Less(t, impossible, cases/4, "most cases should have a score")
	assert.Greater(t, len(scores), min(2_000, cases/100))
}

func TestHandwrittenKnownCases(t *testing.T) {
	w, u := Reference()
	for _, shoe := range []Shoe{
		{}, {Heel: HeelStiletto, HeelHeight: MM(85)}, {Style: StyleRunning}, {Rise: MM(40)}, {Base: BaseNarrow},
		{HeelHeight: MM(300)}, {HeelHeight: MM(math.NaN())}, {Heel: 1 << 20}, {Rocker: 2},
		{HeelHeight: MM(20), Platform: MM(30), Rise: MM(5)},
	} {
		for _, c := range []Case{{Shoe: shoe}, {Shoe: shoe, Wearer: w, Use: u}} {
			assert.Equal(t, Default().Score(&c), handwritten(&c), "%+v", shoe)
		}
	}
	c := Case{Use: Use{Breaks: No, BreakEvery: Hours(2)}}
	assert.False(t, handwritten(&c).Valid())
	c = Case{Shoe: Shoe{Heel: HeelStiletto, HeelHeight: MM(85).OrMore()}, Wearer: w, Use: u}
	assert.Zero(t, testing.AllocsPerRun(100, func() { handwritten(&c) }))
}

// handShrunk leaves out of c all that the difference does not need.
func handShrunk(c Case) Case {
	differs := func(c Case) bool { return handwritten(&c) != Default().Score(&c) }
	for i := range 3 {
		for j := range reflect.ValueOf(c).Field(i).NumField() {
			less := c
			reflect.ValueOf(&less).Elem().Field(i).Field(j).SetZero()
			if differs(less) {
				c = less
			}
		}
	}
	return c
}

// A handGenerator makes random cases.
type handGenerator struct {
	*rand.Rand
	unknown float64 // the share of words of which nothing is said
	point   float64 // of the others, the share of which one value is said
	wrong   float64 // the share of impossible facts
}

// next returns a case in which any mixture of words is known, partly known and unknown.
func (g *handGenerator) next() Case {
	g.unknown, g.point, g.wrong = g.Float64(), g.Float64(), 0
	switch g.IntN(20) {
	case 0, 1, 2:
		g.unknown = 0
	case 3, 4, 5:
		g.point = 1
	case 6:
		g.wrong = 0.02
	}
	c := Case{Shoe: g.shoe(), Wearer: g.wearer(), Use: g.use()}
	w, u := Reference()
	switch g.IntN(8) {
	case 0:
		c.Wearer, c.Use = w, u
	case 1:
		c.Wearer = Wearer{}
	}
	return c
}

const (
	handMM, handKM = 1_000, 1_000_000_000
	handGram       = 1_000_000_000
	handMinute     = 60
	handHour       = 3_600
	handOne        = 1_000_000
)

func (g *handGenerator) shoe() Shoe {
	s := Shoe{
		Style:           Style(g.set(len(styleNames))),
		Heel:            Heel(g.set(len(heelNames))),
		HeelHeight:      Length{}.Between(g.ends(0, 250*handMM, 20*handMM, 50*handMM, 75*handMM)),
		Platform:        Length{}.Between(g.ends(0, 150*handMM, 30*handMM, 50*handMM, 80*handMM)),
		Rise:            Length{}.Between(g.ends(-25*handMM, 230*handMM, 0, 16*handMM, 30*handMM, 50*handMM, 70*handMM, 76*handMM, 100*handMM, 120*handMM)),
		BaseWidth:       Length{}.Between(g.ends(3*handMM, 150*handMM, 8*handMM, 12*handMM, 20*handMM, 30*handMM, 40*handMM)),
		Base:            Base(g.set(len(baseNames))),
		ArchSupport:     ArchSupport(g.set(len(archSupportNames))),
		Cushioning:      Cushioning(g.set(len(cushioningNames))),
		HeelSupport:     g.truth(),
		SoleSupport:     g.truth(),
		Stability:       g.truth(),
		Flexibility:     Flexibility(g.set(len(flexibilityNames))),
		Fit:             Fit(g.set(len(fitNames))),
		Toe:             Toe(g.set(len(toeNames))),
		ToeBoxWidth:     Length{}.Between(g.ends(40*handMM, 150*handMM)),
		Shaft:           Length{}.Between(g.ends(0, 900*handMM)),
		Weight:          Mass{}.Between(g.ends(20*handGram, 3_000*handGram, 350*handGram, 700*handGram, 1_000*handGram)),
		Wear:            Wear(g.set(len(wearNames))),
		Months:          Number{}.Between(g.numbers(0, 600*handOne, 12*handOne, 48*handOne)),
		Distance:        Distance{}.Between(g.ends(0, 20_000*handKM, 300*handKM, 800*handKM, 1_600*handKM)),
		Tread:           Tread(g.set(len(treadNames))),
		Grip:            Grip(g.set(len(gripNames))),
		LateralWear:     Length{}.Between(g.ends(0, 20*handMM, 1*handMM, 5*handMM)),
		Rocker:          g.truth(),
		RemovableInsole: g.truth(),
		ClosedBack:      g.truth(),
		Insole:          Insole(g.set(len(insoleNames))),
		InsoleFit:       InsoleFit(g.set(len(insoleFitNames))),
		InsoleArch:      ArchSupport(g.set(len(archSupportNames))),
		InsoleCushioned: g.truth(),
		MetatarsalPad:   g.truth(),
		InsoleCustom:    g.truth(),
	}
	if s.HeelHeight != (Length{}) && s.Platform != (Length{}) && s.Rise != (Length{}) && g.IntN(10) > 0 {
		g.agree(&s)
	}
	return s
}

// agree makes heel, platform and rise possible together, if only just.
func (g *handGenerator) agree(s *Shoe) {
	around := func(x, least, most int64) Length {
		lo, hi := x, x
		switch g.IntN(4) {
		case 0:
			lo -= g.Int64N(30 * handMM)
		case 1:
			hi += g.Int64N(30 * handMM)
		case 2:
			lo, hi = lo-g.Int64N(30*handMM), hi+g.Int64N(30*handMM)
		}
		q := Length{}.Between(max(lo, least), min(hi, most))
		switch g.IntN(6) {
		case 0:
			return q.OrMore()
		case 1:
			return q.OrLess()
		}
		return q
	}
	height := g.Int64N(250 * handMM)
	front := g.Int64N(min(height+25*handMM, 60*handMM))
	lift := height - front
	if lift > 230*handMM {
		front += lift - 230*handMM
		lift = 230 * handMM
	}
	s.HeelHeight = around(height, 0, 250*handMM)
	s.Platform = around(front, 0, 150*handMM)
	s.Rise = around(lift, -25*handMM, 230*handMM)
}

func (g *handGenerator) wearer() Wearer {
	return Wearer{
		Age:                 Number{}.Between(g.numbers(0, 120*handOne, 18*handOne, 45*handOne, 65*handOne)),
		Arch:                Arch(g.set(len(archNames))),
		Pronation:           Pronation(g.set(len(pronationNames))),
		LegLengthDifference: Length{}.Between(g.ends(0, 80*handMM, 3*handMM, 6*handMM, 11*handMM)),
		Core:                Strength(g.set(len(strengthNames))),
		Glutes:              Strength(g.set(len(strengthNames))),
		FootStrength:        Strength(g.set(len(strengthNames))),
		TightCalf:           g.truth(),
		TightHamstring:      g.truth(),
		TightHipFlexor:      g.truth(),
		Posture:             Posture(g.set(len(postureNames))),
		PelvicTilt:          Tilt(g.set(len(tiltNames))),
		FootDirection:       Direction(g.set(len(directionNames))),
		BackPain:            BackPain(g.set(len(backPainNames))),
		WorseStanding:       g.truth(),
		PriorInjury:         g.truth(),
		DiscIssue:           g.truth(),
		Scoliosis:           g.truth(),
		PlantarFasciitis:    g.truth(),
		Bunion:              g.truth(),
		Hammertoe:           g.truth(),
		Neuroma:             g.truth(),
		FootPain:            g.truth(),
		ForefootPain:        g.truth(),
		BMI:                 Number{}.Between(g.numbers(10*handOne, 80*handOne, 25*handOne, 30*handOne)),
		Pregnant:            g.truth(),
	}
}

func (g *handGenerator) use() Use {
	u := Use{
		Hours:         Duration{}.Between(g.ends(0, 24*handHour, 1*handHour, 4*handHour, 8*handHour)),
		Stint:         Duration{}.Between(g.ends(0, 24*handHour, 1*handHour, 4*handHour, 8*handHour)),
		Breaks:        g.truth(),
		BreakEvery:    Duration{}.Between(g.ends(0, 12*handHour, 30*handMinute, 60*handMinute, 180*handMinute)),
		Days:          Number{}.Between(g.numbers(0, 7*handOne, 1*handOne, 3*handOne, 5*handOne)),
		Years:         Number{}.Between(g.numbers(0, 80*handOne)),
		Seated:        Number{}.Between(g.numbers(0, handOne)),
		Activity:      Activity(g.set(len(activityNames))),
		Context:       Context(g.set(len(contextNames))),
		Commute:       g.truth(),
		MustWearHeels: g.truth(),
	}
	if u.Breaks == No && g.IntN(10) > 0 {
		u.BreakEvery = Duration{}
	}
	return u
}

func (g *handGenerator) truth() Truth {
	switch {
	case g.Float64() < g.wrong:
		return Truth(g.IntN(256) - 128)
	case g.Float64() < g.unknown:
		return Unknown
	}
	return Truth(2*g.IntN(2) - 1)
}

// set returns a set of n words; 0 and all of them are unknown.
func (g *handGenerator) set(n int) uint32 {
	switch {
	case g.Float64() < g.wrong:
		return g.Uint32()
	case g.Float64() < g.unknown:
		return 0
	case g.Float64() < g.point:
		return 1 << g.IntN(n)
	}
	all := uint32(1)<<n - 1
	switch g.IntN(4) {
	case 0:
		one, other := g.IntN(n), g.IntN(n)
		return 1<<one | 1<<other
	case 1:
		return all &^ (1 << g.IntN(n))
	case 2:
		if g.IntN(3) == 0 {
			return all
		}
	}
	return g.Uint32() & all
}

// ends returns the ends of a measure of the domain from least to most, often at, beside or about the given corners.
func (g *handGenerator) ends(least, most int64, corners ...int64) (lo, hi int64) {
	value := func() int64 {
		if len(corners) > 0 {
			switch at := corners[g.IntN(len(corners))]; g.IntN(5) {
			case 0:
				return at
			case 1:
				return at + g.Int64N(3) - 1
			case 2, 3:
				return at + g.Int64N((most-least)/8) - (most-least)/16
			}
		}
		switch x := least + g.Int64N(most-least+1); g.IntN(8) {
		case 0:
			return least
		case 1:
			return most
		case 2, 3, 4:
			return x / 1_000 * 1_000
		default:
			return x
		}
	}
	inside := func() int64 { return min(max(value(), least), most) }
	switch {
	case g.Float64() < g.wrong:
		return value() - g.Int64N(most), value() + g.Int64N(most)
	case g.Float64() < g.unknown:
		return math.MinInt64, math.MaxInt64
	case g.Float64() < g.point:
		x := inside()
		return x, x
	}
	lo, hi = inside(), inside()
	if lo > hi {
		lo, hi = hi, lo
	}
	switch g.IntN(6) {
	case 0:
		lo = math.MinInt64
	case 1:
		hi = math.MaxInt64
	case 2:
		lo, hi = least, most
	}
	return lo, hi
}

// numbers is ends for plain numbers.
func (g *handGenerator) numbers(least, most int64, corners ...int64) (lo, hi int64) {
	lo, hi = g.ends(least, most, corners...)
	return lo, hi
}

// handBenchmarks runs a benchmark over fixed lists of ten thousand cases each.
func handBenchmarks(b *testing.B, score func(*Case)) {
	for _, list := range []struct {
		name  string
		cases []Case
	}{
		{"shop", handShopCases(false)},
		{"unknown-wearer", handShopCases(true)},
		{"known", handKnownCases()},
	} {
		b.Run(list.name, func(b *testing.B) {
			i := 0
			b.ReportAllocs()
			for b.Loop() {
				score(&list.cases[i])
				if i++; i == len(list.cases) {
					i = 0
				}
			}
		})
	}
}

func BenchmarkHandwritten(b *testing.B) {
	handBenchmarks(b, func(c *Case) { handSink = handwritten(c) })
}

func BenchmarkScore(b *testing.B) {
	a := Default()
	handBenchmarks(b, func(c *Case) { handSink = a.Score(c) })
}

func BenchmarkAssess(b *testing.B) {
	a := Default()
	handBenchmarks(b, func(c *Case) {
		assessment, err := a.Assess(*c)
		if err != nil {
			b.Fatal(err)
		}
		handSink = assessment.Score
	})
}

// handSink keeps what is computed from being left out.
var handSink rules.Points

// handListed is so long that no processor learns the list by heart: with 1,000 cases one does, and branches cost nothing.
const handListed = 10_000

// handShopCases returns shoes as shops describe them, for the reference wearer and use: kind and height stated of most,
// a third to two thirds of all else unknown, one in ten known in full. With anybody, the wearer is unknown.
func handShopCases(anybody bool) []Case {
	g := handGenerator{Rand: rand.New(rand.NewPCG(2, 0))}
	w, u := Reference()
	if anybody {
		w = Wearer{}
	}
	usual := map[Heel][2]float64{HeelFlat: {5, 40}, HeelKitten: {25, 50}, HeelBlock: {30, 100}, HeelWedge: {30, 110},
		HeelCone: {40, 100}, HeelSpool: {40, 90}, HeelStiletto: {60, 120}}
	cases := make([]Case, 0, handListed)
	for len(cases) < handListed {
		g.unknown, g.point = (1+g.Float64())/3, 0.95
		if len(cases)%10 == 0 {
			g.unknown, g.point = 0, 1
		}
		c := Case{Shoe: g.shoe(), Wearer: w, Use: u}
		s := &c.Shoe
		heel := Heel(1 << g.IntN(len(heelNames)))
		ends := usual[heel]
		height := math.Round(ends[0] + g.Float64()*(ends[1]-ends[0]))
		front := math.Round(g.Float64() * min(height, 15))
		known := g.unknown == 0
		s.Heel, s.HeelHeight = heel, MM(height)
		s.Platform, s.Rise = Length{}, Length{}
		if known || g.IntN(4) == 0 {
			s.Platform = MM(front)
		}
		if known || g.IntN(8) == 0 {
			s.Rise = MM(height - front)
		}
		switch chance := g.IntN(20); {
		case known:
		case chance < 3:
			s.HeelHeight = Length{}
		case chance < 6: // a label: "high, 76 to 99 mm"
			s.HeelHeight = MM(max(0, height-12)).To(MM(height + 12))
		case chance < 8:
			s.Heel = 0
		case chance < 9:
			s.Heel |= HeelBlock
		}
		if Vocabulary().Check(&c) == nil {
			cases = append(cases, c)
		}
	}
	return cases
}

// handKnownCases returns cases of which every word is known, the wearer's and the use's too.
func handKnownCases() []Case {
	g := handGenerator{Rand: rand.New(rand.NewPCG(3, 0)), point: 1}
	cases := make([]Case, 0, handListed)
	for len(cases) < handListed {
		c := Case{Shoe: g.shoe(), Wearer: g.wearer(), Use: g.use()}
		height, front := float64(10+g.IntN(100)), float64(g.IntN(10))
		c.Shoe.HeelHeight, c.Shoe.Platform, c.Shoe.Rise = MM(height), MM(front), MM(height-front)
		if c.Use.Breaks == No {
			c.Use.BreakEvery = Duration{}
		}
		if Vocabulary().Check(&c) == nil {
			cases = append(cases, c)
		}
	}
	return cases
}
