package catalog

import (
	"github.com/heelwise/heelwise/footwear"
)

// A Product is one thing for sale, in one colour. The zero Product is one of which nobody said anything. A Product is a
// plain value whose slices and maps are shared by its copies: nothing in this module changes them.
//
// In JSON it is an object of its fields, those left out of which nothing is known:
//
//	{"id": "A-7", "title": "Pump Vera", "department": "women", "price": "79.90 EUR", "shoe": {"heel": "block", "heel_height": "60mm"}}
type Product struct {
	ID       string // the shop's own, by which answers name the product
	Group    string // the same for all colours of a model; empty where each stands by itself
	Title    string
	Brand    string
	Category string // in the shop's own words, as "Pumps" or "Women > Shoes > Pumps"
	Colour   string

	Department Department
	AgeGroup   AgeGroup
	Occasion   footwear.Context // what it is sold for: any of several
	Condition  Condition

	Price     Money
	Sizes     []string // in stock, in the shop's own words; nil where nobody said, empty where none is
	Widths    []string // that it is offered in, as "narrow" and "wide"; no word about how it fits
	Materials []string // of the upper, the main one first, as "leather" or "imitation leather"

	URL, Image string

	Shoe  footwear.Shoe
	Extra map[string]footwear.Value // facts about words that a pack adds; see footwear.Case

	// Sources says for each fact where it was read, by the word, as "shoe.heel_height", or by the key of another field,
	// as "age_group". Facts that were handed in as such have none.
	Sources map[string]Source
}

// A Department is whom a shop offers a shoe to. The zero Department is unknown.
type Department uint8

// The departments. Girls' shoes are women's of another [AgeGroup].
const (
	Women Department = 1 + iota
	Men
	Unisex
)

var departments = names{"", "women", "men", "unisex"}

// String returns the department's name, "unknown" of the zero Department.
func (d Department) String() string { return departments.text(uint8(d)) }

// MarshalText writes the department's name, empty if it is unknown. It fails on what is none.
func (d Department) MarshalText() ([]byte, error) { return departments.marshal("department", uint8(d)) }

// UnmarshalText reads a department's name; the empty text is unknown. After an error d is what it was.
func (d *Department) UnmarshalText(text []byte) error {
	return unmarshal(departments, "department", text, d)
}

// An AgeGroup is whose feet a shoe is made for. The zero AgeGroup is unknown.
type AgeGroup uint8

// The age groups.
const (
	Baby    AgeGroup = 1 + iota // up to about two years
	Child                       // from about two to twelve
	Teen                        // from about thirteen
	Adult                       //
	AllAges                     // one shoe for everybody
)

var ageGroups = names{"", "baby", "child", "teen", "adult", "all"}

// String returns the age group's name, "unknown" of the zero AgeGroup.
func (g AgeGroup) String() string { return ageGroups.text(uint8(g)) }

// MarshalText writes the age group's name, empty if it is unknown. It fails on what is none.
func (g AgeGroup) MarshalText() ([]byte, error) { return ageGroups.marshal("age group", uint8(g)) }

// UnmarshalText reads an age group's name; the empty text is unknown. After an error g is what it was.
func (g *AgeGroup) UnmarshalText(text []byte) error {
	return unmarshal(ageGroups, "age group", text, g)
}

// A Condition is whether a shoe is sold as new. The zero Condition is that of a shoe of which nothing else is said, and
// counts as New.
type Condition uint8

// The conditions.
const (
	New  Condition = 1 + iota // nobody wore it
	Used                      // or may be, as what was repaired or sent back
)

var conditions = names{"", "new", "used"}

// String returns the condition's name, "unknown" of the zero Condition.
func (c Condition) String() string { return conditions.text(uint8(c)) }

// MarshalText writes the condition's name, empty if it is unknown. It fails on what is none.
func (c Condition) MarshalText() ([]byte, error) { return conditions.marshal("condition", uint8(c)) }

// UnmarshalText reads a condition's name; the empty text is unknown. After an error c is what it was.
func (c *Condition) UnmarshalText(text []byte) error {
	return unmarshal(conditions, "condition", text, c)
}

// Case returns the product as a case for a wearer and a use. What is sold as new is new: where nothing is said about
// wear, months, distance, tread or lateral wear, and the product is not [Used], they are those of a shoe that nobody wore.
func (p *Product) Case(wearer footwear.Wearer, use footwear.Use) footwear.Case {
	return footwear.Case{Shoe: p.asSold(), Wearer: wearer, Use: use, Extra: p.Extra}
}

func (p *Product) asSold() footwear.Shoe {
	shoe := p.Shoe
	if p.Condition == Used {
		return shoe
	}
	if shoe.Wear == 0 {
		shoe.Wear = footwear.WearNew
	}
	if shoe.Tread == 0 {
		shoe.Tread = footwear.TreadNew
	}
	if shoe.Months == (footwear.Number{}) {
		shoe.Months = footwear.Num(0)
	}
	if shoe.Distance == (footwear.Distance{}) {
		shoe.Distance = footwear.Kilometres(0)
	}
	if shoe.LateralWear == (footwear.Length{}) {
		shoe.LateralWear = footwear.MM(0)
	}
	return shoe
}
