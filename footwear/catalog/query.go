package catalog

import (
	"math"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/footwear"
)

// A Query asks for alternatives to a product. The zero value of each field asks for nothing in particular.
type Query struct {
	Of     Product // what to find alternatives to; one that nobody sells is Used
	Wearer footwear.Wearer
	Use    footwear.Use

	Most int // how many, at most; 0 and below is three. Each is compared with all others, so ask for a few

	// Which products may be alternatives. They are for the department and the age group of the product, unless others are
	// asked for; one of unknown department is one for any. Where no categories are given it is that of the product or, if
	// nothing in it has a lower index, any: see Suggestions.Widened.
	Filter

	KeepLook bool      // only shoes that look like the product, by Likeness
	Likeness *Likeness // how alike products are; nil is DefaultLikeness
}

func (q *Query) most() int {
	if q.Most <= 0 {
		return 3
	}
	return q.Most
}

func (q *Query) likeness() *Likeness {
	if q.Likeness == nil {
		return DefaultLikeness()
	}
	return q.Likeness
}

// admits reports whether p may be an alternative at all, whatever its category.
func (q *Query) admits(p *Product) bool {
	switch {
	case p.ID == q.Of.ID && p.ID != "", p.sameModel(&q.Of):
		return false
	case q.AgeGroup == 0 && !q.Of.AgeGroup.or(Adult).suits(p.AgeGroup.or(Adult)):
		return false
	case q.Department == 0 && q.Of.Department != 0 && p.Department != 0 && !q.Of.Department.offered(p.Department):
		return false
	case !q.Filter.admits(p):
		return false
	case q.KeepLook && q.likeness().Between(&q.Of, p).Float() < q.likeness().sameLook:
		return false
	}
	return true
}

func (g AgeGroup) or(usual AgeGroup) AgeGroup {
	if g == 0 {
		return usual
	}
	return g
}

// suits reports whether a shoe for other suits g; nobody is sent from shoes for everybody to children's.
func (g AgeGroup) suits(other AgeGroup) bool {
	return g == other || other == AllAges || g == AllAges && other == Adult
}

// within reports whether m is surely not more than the ceiling.
func (m Money) within(ceiling Money) bool {
	c, ok := m.Compare(ceiling)
	return ok && c <= 0
}

// inCategory reports whether p is in one of the categories that are asked for, or else in that of the product.
func (q *Query) inCategory(p *Product) bool {
	switch {
	case len(q.Categories) > 0:
		return true // the filter saw to it
	case q.Of.Category != "":
		return sameName(q.Of.Category, p.Category)
	}
	a, b := q.Of.Shoe.Style, p.Shoe.Style
	return a == 0 || b == 0 || a&b != 0
}

// sameModel reports whether two products are one shoe in two colours: of one group or, where nobody said, of one brand and
// title but for the name of the colour.
func (p *Product) sameModel(o *Product) bool {
	if p.Group != "" || o.Group != "" {
		return p.Group == o.Group
	}
	return p.Title != "" && sameName(p.Brand, o.Brand) && sameName(p.colourless(), o.colourless())
}

// colourless returns the title without the name of the colour.
func (p *Product) colourless() string {
	if p.Colour == "" {
		return p.Title
	}
	words := strings.Fields(p.Title)
	colour := strings.Fields(p.Colour)
	for i := 0; i+len(colour) <= len(words); i++ {
		if slices.EqualFunc(words[i:i+len(colour)], colour, func(a, b string) bool { return strings.EqualFold(strings.Trim(a, ",.-()"), b) }) {
			words = slices.Delete(words, i, i+len(colour))
			break
		}
	}
	return strings.Trim(strings.Join(words, " "), " -,/|()")
}

// Where the articles of the trade draw the line: under an inch is flat, and from an inch and a half nothing is.
const (
	inch        = 25_400
	inchAndHalf = 38_100
)

// flatStyles are those that have no heel, however thick their soles.
const flatStyles = footwear.StyleSneaker | footwear.StyleRunning | footwear.StyleFlat | footwear.StyleSlipper | footwear.StyleFlipFlop | footwear.StyleWork

// hasHeel reports whether a shoe surely has a heel: of a kind that is one and not known to be under an inch, or so high
// above the forefoot that it must be.
func hasHeel(s *footwear.Shoe) bool {
	low, high := s.HeelHeight.Bounds()
	if s.Heel != 0 && s.Heel&footwear.HeelFlat == 0 {
		return high >= inch
	}
	if rise, _ := s.Rise.Bounds(); rise >= inch {
		return true
	}
	if _, platform := s.Platform.Bounds(); platform != math.MaxInt64 && low != math.MinInt64 && low-platform >= inch {
		return true
	}
	return s.Heel != footwear.HeelFlat && s.Style != 0 && s.Style&flatStyles == 0 && low >= inchAndHalf
}
