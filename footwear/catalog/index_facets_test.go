package catalog_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/catalogtest"
	"github.com/heelwise/heelwise/rules"
)

// Facets count what a loop counts, each as if its own field asked for nothing.
func TestFacetsCount(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 8))
	products := slices.Collect(catalogtest.Products(seed, often(600, 5_000)))
	products[5].Shoe.HeelHeight = footwear.MM(-1)
	a := footwear.Default()
	x, err := catalog.NewIndex(a, slices.Values(products))
	require.NoError(t, err)
	for range often(10, 100) {
		who := someone(r)
		f := catalog.Filter{}
		if r.IntN(2) == 0 {
			f.Department = catalog.Women
		}
		if r.IntN(2) == 0 {
			f.Categories = []string{"Pumps", "boots"}
		}
		if r.IntN(3) == 0 {
			f.Sizes = []string{"38", "41"}
		}
		if r.IntN(3) == 0 {
			f.MaxPrice = catalog.Price(100, "EUR")
		}
		if r.IntN(3) == 0 {
			f.KeepHeel = true
		}
		q := catalog.Ranking{Wearer: who.Wearer, Use: who.Use, Filter: f}
		have, err := x.View().Facets(context.Background(), q)
		require.NoError(t, err)

		count := func(f catalog.Filter, values func(*catalog.Product, rules.Points) []string) map[string]int {
			counted := map[string]int{}
			for p := range meant(f, products) {
				c := p.Case(who.Wearer, who.Use)
				if score := a.Score(&c); score.Valid() {
					for _, value := range values(p, score) {
						counted[value]++
					}
				}
			}
			return counted
		}
		same := func(want map[string]int, have []catalog.Count, what string) {
			t.Helper()
			counted := map[string]int{}
			for _, c := range have {
				if c.Products > 0 {
					counted[c.Value] = c.Products
				}
			}
			require.Equal(t, want, counted, what)
		}
		same(count(f, func(_ *catalog.Product, s rules.Points) []string { return []string{bandOf(a, s)} }), have.Bands, "bands")
		same(count(f, func(*catalog.Product, rules.Points) []string { return []string{""} }), []catalog.Count{{Products: have.Products}}, "products")
		other := f
		other.Department = 0
		same(count(other, func(p *catalog.Product, _ rules.Points) []string { return []string{p.Department.String()} }), have.Departments, "departments")
		other = f
		other.Categories = nil
		same(count(other, func(p *catalog.Product, _ rules.Points) []string { return []string{p.Category} }), have.Categories, "categories")
		other = f
		other.Sizes = nil
		same(count(other, func(p *catalog.Product, _ rules.Points) []string { return p.Sizes }), have.Sizes, "sizes")
		same(count(f, func(p *catalog.Product, _ rules.Points) []string { return []string{p.Brand} }), have.Brands, "brands")
		same(count(f, func(p *catalog.Product, _ rules.Points) []string { return []string{p.AgeGroup.String()} }), have.AgeGroups, "age groups")
	}
}

func bandOf(a *footwear.Assessor, score rules.Points) (name string) {
	for band, from := range a.Pack().Bands() {
		if score >= from {
			name = band
		}
	}
	return name
}

// meant yields the products that a ranking with the filter holds, those included that cannot be judged, in the way of a loop.
func meant(f catalog.Filter, products []catalog.Product) func(func(*catalog.Product) bool) {
	return func(yield func(*catalog.Product) bool) {
		for i := range products {
			p := &products[i]
			offered := f.Department == 0 || p.Department == f.Department || p.Department == catalog.Unisex
			in := len(f.Categories) == 0 || slices.ContainsFunc(f.Categories, func(c string) bool { return strings.EqualFold(c, p.Category) })
			cheap := !f.MaxPrice.Known() || p.Price.Known() && p.Price.Amount() <= f.MaxPrice.Amount()
			stocked := len(f.Sizes) == 0 || slices.ContainsFunc(f.Sizes, func(s string) bool { return slices.Contains(p.Sizes, s) })
			if offered && in && cheap && stocked && (!f.KeepHeel || catalog.HasHeel(p)) && !yield(p) {
				return
			}
		}
	}
}
