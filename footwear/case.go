package footwear

import (
	"github.com/heelwise/heelwise/rules/fact"
)

// A Case is what is judged: a shoe, who wears it and how. The zero Case is a shoe in an unopened box, for anybody, for
// any use. A Case is a plain value: copy it freely, and share it between goroutines while nobody changes its Extra.
//
// In JSON it is {"shoe": {…}, "wearer": {…}, "use": {…}} with the words of [Vocabulary] as keys, and the extra facts in
// groups like them. Reading sets the words that the JSON names and leaves the others; null makes a word unknown. A key or
// a value that no word knows is an error that names the nearest right one, and leaves the case as it was; so words that a
// pack adds are read with the vocabulary of that pack ([Assessor.Vocabulary]). Facts that contradict each other are found
// by [Assessor.Assess].
type Case struct {
	Shoe   Shoe
	Wearer Wearer
	Use    Use

	// Extra holds facts about words that a pack or a layer adds, by their full names, as "shop.carbon_plate". Nil says
	// nothing. An assessor refuses words that its pack does not declare. Nothing in this module changes the map.
	Extra map[string]Value
}

// MarshalJSON writes the words that c says anything about. It fails on an impossible fact.
func (c Case) MarshalJSON() ([]byte, error) { return Vocabulary().AppendJSON(nil, &c) }

// UnmarshalJSON sets the words that data names; null makes a word unknown. The error names keys and words, and leaves c
// as it was. Contradictions are found by [Assessor.Assess].
func (c *Case) UnmarshalJSON(data []byte) error {
	read := *c
	if err := Vocabulary().DecodeJSON(data, &read); err != nil {
		return err
	}
	*c = read
	return nil
}

// MarshalJSON writes the words that s says anything about, without their group: {"heel_height": "85mm"}. It fails on an
// impossible fact.
func (s Shoe) MarshalJSON() ([]byte, error) {
	return Vocabulary().AppendGroup(nil, "shoe", &Case{Shoe: s})
}

// UnmarshalJSON sets the words that data names; null makes a word unknown. The error names keys and words, and leaves s
// as it was. Contradictions are found by [Assessor.Assess].
func (s *Shoe) UnmarshalJSON(data []byte) error {
	c := Case{Shoe: *s}
	if err := Vocabulary().DecodeGroup("shoe", data, &c); err != nil {
		return err
	}
	*s = c.Shoe
	return nil
}

// MarshalJSON writes the words that w says anything about, without their group: {"age": 35}. It fails on an impossible
// fact.
func (w Wearer) MarshalJSON() ([]byte, error) {
	return Vocabulary().AppendGroup(nil, "wearer", &Case{Wearer: w})
}

// UnmarshalJSON sets the words that data names; null makes a word unknown. The error names keys and words, and leaves w
// as it was. Contradictions are found by [Assessor.Assess].
func (w *Wearer) UnmarshalJSON(data []byte) error {
	c := Case{Wearer: *w}
	if err := Vocabulary().DecodeGroup("wearer", data, &c); err != nil {
		return err
	}
	*w = c.Wearer
	return nil
}

// MarshalJSON writes the words that u says anything about, without their group: {"hours": "8h"}. It fails on an
// impossible fact.
func (u Use) MarshalJSON() ([]byte, error) {
	return Vocabulary().AppendGroup(nil, "use", &Case{Use: u})
}

// UnmarshalJSON sets the words that data names; null makes a word unknown. The error names keys and words, and leaves u
// as it was. Contradictions are found by [Assessor.Assess].
func (u *Use) UnmarshalJSON(data []byte) error {
	c := Case{Use: *u}
	if err := Vocabulary().DecodeGroup("use", data, &c); err != nil {
		return err
	}
	*u = c.Use
	return nil
}

// The facts that a Case is made of, so that a caller needs one import. See package fact.
type (
	Length   = fact.Length   // a measure of a shoe or a body, in mm
	Distance = fact.Distance // a way gone, in km
	Mass     = fact.Mass     // in g
	Duration = fact.Duration // in hours, minutes and seconds
	Number   = fact.Number   // a plain number: years, days a week, a share
	Truth    = fact.Truth    // an answer to a yes-or-no question
	Value    = fact.Value    // a fact of any kind, about a word that a pack adds
)

// The truths.
const (
	No      = fact.No
	Unknown = fact.Unknown
	Yes     = fact.Yes
)

// MM returns a length of x millimetres; see [fact.MM].
func MM(x float64) Length { return fact.MM(x) }

// CM returns a length of x centimetres; see [fact.CM].
func CM(x float64) Length { return fact.CM(x) }

// Inches returns a length of x inches of 25.4 mm; see [fact.Inches].
func Inches(x float64) Length { return fact.Inches(x) }

// Grams returns a mass of x grams; see [fact.Grams].
func Grams(x float64) Mass { return fact.Grams(x) }

// Ounces returns a mass of x avoirdupois ounces; see [fact.Ounces].
func Ounces(x float64) Mass { return fact.Ounces(x) }

// Kilometres returns a distance of x kilometres; see [fact.Kilometres].
func Kilometres(x float64) Distance { return fact.Kilometres(x) }

// Miles returns a distance of x miles of 1.609344 km; see [fact.Miles].
func Miles(x float64) Distance { return fact.Miles(x) }

// Hours returns a duration of x hours; see [fact.Hours].
func Hours(x float64) Duration { return fact.Hours(x) }

// Minutes returns a duration of x minutes; see [fact.Minutes].
func Minutes(x float64) Duration { return fact.Minutes(x) }

// Num returns the plain number x; see [fact.Num].
func Num(x float64) Number { return fact.Num(x) }

// ParseLength reads a length: "85mm", "8.5cm", "3 1/2 in", "76mm..99mm", "80mm..". See [fact.ParseLength].
func ParseLength(s string) (Length, error) { return fact.ParseLength(s) }

// ParseDistance reads a distance: "500km", "300mi". See [fact.ParseDistance].
func ParseDistance(s string) (Distance, error) { return fact.ParseDistance(s) }

// ParseMass reads a mass: "280g", "0.6kg", "9oz". See [fact.ParseMass].
func ParseMass(s string) (Mass, error) { return fact.ParseMass(s) }

// ParseDuration reads a duration: "8h", "45min", "1h30m", "..4h". See [fact.ParseDuration].
func ParseDuration(s string) (Duration, error) { return fact.ParseDuration(s) }

// ParseNumber reads a plain number: "35", "40..50". See [fact.ParseNumber].
func ParseNumber(s string) (Number, error) { return fact.ParseNumber(s) }
