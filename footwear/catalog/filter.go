package catalog

import (
	"slices"
	"strings"
	"unicode"

	"github.com/heelwise/heelwise/footwear"
)

// A Filter says which products are meant. The zero value of each field asks for nothing in particular, and the zero Filter
// means all. What a field asks for must surely hold: a product of unknown price is under no ceiling, one of unknown size is
// not in stock.
type Filter struct {
	Department Department       // offered to these, or as unisex
	AgeGroup   AgeGroup         // made for these; a shoe of which nobody says for which age counts as one for adults
	Categories []string         // one of these, in any case of letters and with any white space
	Brands     []string         // likewise
	Occasion   footwear.Context // offered for one of these
	MaxPrice   Money            // at this price, or below
	Sizes      []string         // in stock in one of these, as the shop writes them, likewise
	KeepHeel   bool             // only shoes with a heel
	Exclude    []string         // the ids of products, or the groups, to leave out
}

// admits reports whether p is among what is meant.
func (f *Filter) admits(p *Product) bool {
	switch {
	case f.Department != 0 && !f.Department.offered(p.Department),
		f.AgeGroup != 0 && !f.AgeGroup.suits(p.AgeGroup.or(Adult)),
		len(f.Categories) > 0 && !named(f.Categories, p.Category),
		len(f.Brands) > 0 && !named(f.Brands, p.Brand),
		f.Occasion != 0 && p.Occasion&f.Occasion == 0,
		f.MaxPrice.Known() && !p.Price.within(f.MaxPrice),
		len(f.Sizes) > 0 && !f.wearsOneOf(p.Sizes),
		f.KeepHeel && !hasHeel(&p.Shoe),
		slices.Contains(f.Exclude, p.ID),
		p.Group != "" && slices.Contains(f.Exclude, p.Group):
		return false
	}
	return true
}

// wearsOneOf reports whether one of the sizes is asked for.
func (f *Filter) wearsOneOf(sizes []string) bool {
	return slices.ContainsFunc(sizes, func(size string) bool { return named(f.Sizes, size) })
}

// offered reports whether what is sold to other is surely offered to d.
func (d Department) offered(other Department) bool { return other == d || other == Unisex }

// named reports whether a name is among some.
func named(some []string, name string) bool {
	return slices.ContainsFunc(some, func(s string) bool { return sameName(s, name) })
}

// sameName reports whether two names in a shop's own words are one: what lies between is the case of letters and white space.
func sameName(a, b string) bool {
	return strings.EqualFold(a, b) || slices.EqualFunc(strings.Fields(a), strings.Fields(b), strings.EqualFold)
}

// nameKey returns a text that names have in common that are one.
func nameKey(name string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			least = min(least, other)
		}
		return least
	}, strings.Join(strings.Fields(name), " "))
}
