package catalog_test

import (
	"cmp"
	"context"
	"flag"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/catalogtest"
	"github.com/heelwise/heelwise/rules"
)

var full = flag.Bool("full", false, "compare the index with the plain loop on 100,000 products for 50 wearers: minutes, not seconds")

// A figure is what the plain loop finds out about a product.
type figure struct {
	id           string
	score, upper rules.Points
}

// plain ranks products in the plain way, one after the other.
func plain(a *footwear.Assessor, who footwear.Case, products []catalog.Product, meant func(*catalog.Product) bool) (list []figure) {
	for i := range products {
		p := &products[i]
		if !meant(p) {
			continue
		}
		c := p.Case(who.Wearer, who.Use)
		if score, upper := a.Upper(&c); score.Valid() {
			list = append(list, figure{p.ID, score, upper})
		}
	}
	slices.SortFunc(list, func(x, y figure) int {
		return cmp.Or(cmp.Compare(x.upper, y.upper), cmp.Compare(x.score, y.score), strings.Compare(x.id, y.id))
	})
	return list
}

func any(*catalog.Product) bool { return true }

// indexed ranks products by the index.
func indexed(t *testing.T, v *catalog.View, q catalog.Ranking) (list []figure) {
	t.Helper()
	for r, err := range v.Rank(context.Background(), q) {
		require.NoError(t, err)
		list = append(list, figure{r.ID, r.Score, r.Upper})
	}
	return list
}

// someone draws a wearer and a use of whom some is known.
func someone(r *rand.Rand) (c footwear.Case) {
	if r.IntN(5) == 0 {
		c.Wearer, c.Use = footwear.Reference()
	}
	maybe := func() bool { return r.IntN(3) == 0 }
	if maybe() {
		c.Wearer.Arch = 1 << r.IntN(3)
	}
	if maybe() {
		c.Wearer.Age = footwear.Num(float64(16 + r.IntN(70)))
	}
	if maybe() {
		c.Wearer.BackPain = 1 << r.IntN(4)
	}
	if maybe() {
		c.Wearer.ForefootPain = []footwear.Truth{footwear.Yes, footwear.No}[r.IntN(2)]
	}
	if maybe() {
		c.Wearer.Pronation = 1 << r.IntN(3)
	}
	if maybe() {
		c.Wearer.BMI = footwear.Num(float64(18 + r.IntN(20)))
	}
	if maybe() {
		c.Use.Hours = footwear.Hours(float64(1 + r.IntN(12)))
		c.Use.Stint = footwear.Duration{}
	}
	if maybe() {
		c.Use.Days = footwear.Num(float64(1 + r.IntN(7)))
	}
	if maybe() {
		c.Use.Activity = 1 << r.IntN(5)
	}
	return c
}

func TestIndexIsThePlainLoop(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 2))
	n, wearers := 4_000, 12
	if *full {
		n, wearers = 100_000, 50
	}
	products := slices.Collect(catalogtest.Products(seed, n))
	a := footwear.Default()
	x, err := catalog.NewIndex(a, slices.Values(products))
	require.NoError(t, err)
	require.Equal(t, n, x.View().Len())
	for range wearers {
		who := someone(r)
		want := plain(a, who, products, any)
		have := indexed(t, x.View(), catalog.Ranking{Wearer: who.Wearer, Use: who.Use})
		require.Equal(t, len(want), len(have))
		for i := range want {
			require.Equal(t, want[i], have[i], "%d of %v", i, who)
		}
	}
}

func TestIndexKeepsProducts(t *testing.T) {
	products := slices.Collect(catalogtest.Products(3, 3_000))
	x, err := catalog.NewIndex(footwear.Default(), slices.Values(products))
	require.NoError(t, err)
	for _, p := range products {
		have, ok := x.View().Product(p.ID)
		require.True(t, ok, p.ID)
		assert.Equal(t, p, have)
	}
}
