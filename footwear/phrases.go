package footwear

import (
	"maps"
	"math"
	"strconv"
	"strings"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// english are the texts of a ledger by id, see [Assessor.Texts]; of a choice or a flag also what the phrases of its values
// are made of, by its name alone.
var english = map[string]string{
	"ledger.head":      "Strain index {score} of 100: {standing}",
	"ledger.ranges":    "likely {likely_low} to {likely_high}, possible {low} to {high}",
	"ledger.reference": "{ranges}; for the reference wearer and use",
	"ledger.columns":   " share points",
	"ledger.smaller":   "{n} smaller ones",
	"ledger.total":     "in all; exposure {exposure}, sensitivity {sensitivity}",
	"ledger.note":      "note: {text}",
	"ledger.caveat":    "with care: {text}",
	"ledger.more":      "and {n} more",
	"ledger.assumed":   "* assumed, not stated; {n} in all",

	"ledger.evidence.expert":   "mostly expert judgement, which leaves {low} to {high} open",
	"ledger.evidence.very_low": "mostly very weak evidence, which leaves {low} to {high} open",
	"ledger.evidence.low":      "mostly weak evidence, which leaves {low} to {high} open",
	"ledger.evidence.moderate": "mostly moderate evidence, which leaves {low} to {high} open",
	"ledger.evidence.high":     "mostly strong evidence, which leaves {low} to {high} open",

	"ledger.probably": "probably {band}",
	"ledger.at_least": "at least {low}",
	"ledger.between":  "{low} to {high}",
	"ledger.unknown":  "not enough is known ({low} to {high})",

	"shoe.heel":                   "{} heel",
	"shoe.heel=flat":              "no heel",
	"shoe.heel_height":            "[heel ]{}",
	"shoe.platform":               "{} under the ball of the foot",
	"shoe.rise":                   "[heel ]{} above the forefoot",
	"shoe.base_width":             "[heel ]{} wide on the floor",
	"shoe.base":                   "{} base",
	"shoe.arch_support":           "{} arch support",
	"shoe.arch_support=none":      "no arch support",
	"shoe.cushioning":             "{} cushioning",
	"shoe.cushioning=none":        "no cushioning",
	"shoe.cushioning=cushioned":   "cushioned",
	"shoe.cushioning=max":         "as soft as can be",
	"shoe.heel_support=yes":       "holds the heel",
	"shoe.heel_support=no":        "does not hold the heel",
	"shoe.sole_support=yes":       "supportive sole",
	"shoe.sole_support=no":        "sole without support",
	"shoe.stability=yes":          "stability shoe",
	"shoe.stability=no":           "no stability shoe",
	"shoe.flexibility":            "{} sole",
	"shoe.flexibility=moderate":   "sole that bends",
	"shoe.fit":                    "{} fit",
	"shoe.toe":                    "{} toe",
	"shoe.toe_box_width":          "{} wide across the toes",
	"shoe.shaft":                  "shaft {}",
	"shoe.weight":                 "{} a shoe",
	"shoe.wear":                   "{}",
	"shoe.wear=partial":           "partly worn",
	"shoe.months":                 "{} months in use",
	"shoe.months=1":               "1 month in use",
	"shoe.distance":               "{} gone in it",
	"shoe.tread":                  "{} tread",
	"shoe.tread=ok":               "good tread",
	"shoe.grip":                   "{} grip",
	"shoe.grip=rated":             "slip-resistant",
	"shoe.grip=smooth":            "smooth sole",
	"shoe.lateral_wear":           "{} worn off one side",
	"shoe.rocker=yes":             "rocker sole",
	"shoe.rocker=no":              "no rocker sole",
	"shoe.removable_insole=yes":   "insole comes out",
	"shoe.removable_insole=no":    "insole is fixed",
	"shoe.closed_back=yes":        "closed back",
	"shoe.closed_back=no":         "open back",
	"shoe.insole":                 "{} insole",
	"shoe.insole=none":            "no insole",
	"shoe.insole_fit":             "{} insole",
	"shoe.insole_fit=low_profile": "thin insole",
	"shoe.insole_arch":            "insole with {} arch",
	"shoe.insole_arch=none":       "insole without arch",
	"shoe.insole_cushioned=yes":   "cushioned insole",
	"shoe.insole_cushioned=no":    "insole without cushioning",
	"shoe.metatarsal_pad=yes":     "metatarsal pad",
	"shoe.metatarsal_pad=no":      "no metatarsal pad",
	"shoe.insole_custom=yes":      "custom insole",
	"shoe.insole_custom=no":       "no custom insole",

	"wearer.arch":                  "{} arches",
	"wearer.pronation=over":        "feet that roll inward",
	"wearer.pronation=neutral":     "feet that do not roll",
	"wearer.pronation=under":       "feet that roll outward",
	"wearer.leg_length_difference": "legs that differ by {}",
	"wearer.worse_standing=yes":    "pain that standing makes worse",
	"wearer.worse_standing=no":     "no pain that standing makes worse",
	"wearer.foot_pain=yes":         "foot pain",
	"wearer.foot_pain=no":          "no foot pain",
	"wearer.forefoot_pain=yes":     "pain under the ball of the foot",
	"wearer.forefoot_pain=no":      "no pain under the ball of the foot",
	"use.seated":                   "a share of {} seated",
	"use.seated=0":                 "never seated",
	"use.seated=1":                 "always seated",
	"use.activity":                 "{}",
	"use.activity=long_walk":       "walking far",
}

// Texts returns every text that a [Ledger] may print of a's assessments and, for programs that show more than that, the
// others that come with an id, in English: what there is to translate. The ids are such as
//
//	ledger.head        what the ledger itself says, with {…} for what is filled in
//	band.low           a band
//	shoe.heel_height   a measure, with {} for it; what stands in brackets is left out where it was just said
//	shoe.insole=none   a value of a choice or a flag
//	shoe.insole?       the question for a word, as [rules.Question.Text]
//	heel/rise          a rule's reason, or the text of a note or caveat: [rules.Line.Why], [rules.Text]
//	lower-heel         an advice: [rules.Text]
//	audit/wear-fail    what a check says: [Check.Why]
//
// The map is the caller's own.
func (a *Assessor) Texts() map[string]string {
	texts := maps.Clone(english)
	for w := range a.Vocabulary().Words() {
		values := w.Values
		switch w.Kind {
		case "flag":
			values = []string{Yes.String(), No.String()}
		case "choice":
		default:
			texts[w.Name] = measurePhrase(w.Name)
		}
		if values != nil {
			delete(texts, w.Name) // what the phrases of its values are made of
		}
		for _, value := range values {
			texts[w.Name+"="+value] = wordPhrase(w.Name, value)
		}
		if w.Ask != "" {
			texts[w.Name+"?"] = w.Ask
		}
	}
	for band := range a.pack.Bands() {
		texts["band."+band] = spoken(band)
	}
	for _, pack := range []*rules.Pack[Case]{a.pack, a.criteria.pack} {
		for r := range pack.Rules() {
			text := r.Why
			if r.Outcome == "note" || r.Outcome == "caveat" {
				text = r.Text
			}
			if text != "" {
				texts[r.ID] = text
			}
			for _, id := range r.Advice {
				texts[id], _ = pack.Advice(id)
			}
		}
	}
	return texts
}

// measurePhrase returns what is said of a measure.
func measurePhrase(word string) string {
	if text, ok := english[word]; ok {
		return text
	}
	return wordName(word) + " {}"
}

// wordPhrase returns what is said of a value of a choice or a flag.
func wordPhrase(word, value string) string {
	if text, ok := english[word+"="+value]; ok {
		return text
	}
	if text, ok := english[word]; ok {
		return strings.ReplaceAll(text, "{}", strings.ReplaceAll(value, "_", " "))
	}
	switch value {
	case Yes.String():
		return wordName(word)
	case No.String():
		return "no " + wordName(word)
	}
	return wordName(word) + " " + strings.ReplaceAll(value, "_", " ")
}

// wordName returns the key of a word as it is said: "heel height" for "shoe.heel_height".
func wordName(word string) string {
	_, name, _ := strings.Cut(word, ".")
	return strings.ReplaceAll(name, "_", " ")
}

// spoken returns the name of a band as it is said.
func spoken(band string) string { return strings.ReplaceAll(band, "_", "-") }

// phrase says what a word is.
func (l Ledger) phrase(word string, v Value) string {
	if _, _, _, ok := v.Measure(); !ok {
		return l.text(word+"="+v.String(), wordPhrase(word, v.String()))
	}
	id, text := word, measurePhrase(word)
	if said, ok := english[word+"="+v.String()]; ok { // as one month
		id, text = word+"="+v.String(), said
	}
	return strings.ReplaceAll(l.text(id, text), "{}", l.measure(v))
}

// measure returns a measure as people read it: rounded to what a ruler or a scale shows.
func (l Ledger) measure(v Value) string {
	d, low, high, _ := v.Measure()
	distance := strings.HasSuffix(v.String(), "km")
	one := func(n int64) string {
		switch {
		case d == fact.OfLength && distance && l.Inches:
			return decimal(n, 1_609_344_000, 1) + " mi"
		case d == fact.OfLength && distance:
			return decimal(n, 1_000_000_000, 1) + " km"
		case d == fact.OfLength && l.Inches:
			return decimal(n, 25_400, 2) + " in"
		case d == fact.OfLength:
			return decimal(n, 1_000, 1) + " mm"
		case d == fact.OfMass && l.Inches:
			return decimal(n, 28_349_523_125, 1) + " oz"
		case d == fact.OfMass:
			return decimal(n, 1_000_000_000, 0) + " g"
		case d == fact.OfDuration && n%3600 == 0:
			return decimal(n, 3600, 0) + " h"
		case d == fact.OfDuration && n < 3600:
			return decimal(n, 60, 0) + " min"
		case d == fact.OfDuration:
			return decimal(n-n%3600, 3600, 0) + " h " + decimal(n%3600, 60, 0) + " min"
		}
		return decimal(n, 1_000_000, 2)
	}
	switch {
	case low == high:
		return one(low)
	case low == math.MinInt64:
		return ".." + one(high)
	case high == math.MaxInt64:
		return one(low) + ".."
	}
	return one(low) + ".." + one(high)
}

// decimal returns n/unit with as many decimals as it needs, and at most the given number of them.
func decimal(n, unit int64, decimals int) string {
	text := strconv.FormatFloat(float64(n)/float64(unit), 'f', decimals, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if text == "-0" {
		return "0"
	}
	return text
}
