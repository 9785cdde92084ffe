package catalog_test

import (
	"cmp"
	"context"
	"flag"
	"math"
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

var full = flag.Bool("full", false, "compare the index with the plain loop on 100,000 products for 50 wearers, and try all else more often: minutes, not seconds")

// often returns how often something is tried: as it is claimed with -full, else as usual.
func often(usual, claimed int) int {
	if *full {
		return claimed
	}
	return usual
}

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

func everything(*catalog.Product) bool { return true }

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
	n, wearers := often(1_000, 100_000), often(4, 50)
	products := slices.Collect(catalogtest.Products(seed, n))
	a := footwear.Default()
	x, err := catalog.NewIndex(a, slices.Values(products))
	require.NoError(t, err)
	require.Equal(t, n, x.View().Len())
	for range wearers {
		who := someone(r)
		want := plain(a, who, products, everything)
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

// The index suggests what the function suggests that looks at everything.
func TestIndexSuggestsTheSame(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 7))
	products := slices.Collect(catalogtest.Products(seed, often(1_000, 5_000)))
	for i := range products {
		if r.IntN(40) == 0 {
			products[i].Shoe.Rise = footwear.MM(200) // contradicts what else is said, or not
		}
		if r.IntN(6) == 0 {
			products[i].Category = ""
		}
	}
	a := footwear.Default()
	x, err := catalog.NewIndex(a, slices.Values(products))
	require.NoError(t, err)
	suggested, widened, faulty := 0, 0, 0
	for range often(16, 500) {
		who := someone(r)
		q := catalog.Query{Of: products[r.IntN(len(products))], Wearer: who.Wearer, Use: who.Use, Most: r.IntN(6)}
		switch r.IntN(8) {
		case 0:
			q.MaxPrice = catalog.Price(90, "EUR")
		case 1:
			q.KeepHeel = true
		case 2:
			q.Sizes = []string{"38"}
		case 3:
			q.KeepLook = true
		case 4:
			q.Categories = []string{"boots", "Loafers"}
		case 5:
			q.Department, q.AgeGroup = catalog.Men, catalog.AllAges
		case 6:
			q.Of = catalog.Product{Shoe: q.Of.Shoe, Category: "Stilts"}
		}
		want, wantErr := catalog.Alternatives(a, q, products)
		have, err := x.View().Alternatives(context.Background(), q)
		require.Equal(t, wantErr, err)
		byID := func(x, y catalog.Faulty) int { return strings.Compare(x.ID, y.ID) }
		slices.SortFunc(want.Faulty, byID)
		slices.SortFunc(have.Faulty, byID)
		require.Equal(t, textOf(t, want), textOf(t, have))
		suggested += len(have.Alternatives)
		faulty += len(have.Faulty)
		if have.Widened {
			widened++
		}
	}
	assert.Greater(t, suggested, 15)
	assert.Positive(t, widened)
	assert.Positive(t, faulty)
}

func textOf(t *testing.T, answer interface{ MarshalJSON() ([]byte, error) }) string {
	t.Helper()
	text, err := answer.MarshalJSON()
	require.NoError(t, err)
	return string(text)
}

// The index is what its batches make of it.
func TestApply(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 9))
	pool := slices.Collect(catalogtest.Products(seed, 800))
	a := footwear.Default()
	want := map[string]catalog.Product{}
	for _, p := range pool[:300] {
		want[p.ID] = p
	}
	x, err := catalog.NewIndex(a, slices.Values(append(slices.Clone(pool[200:300]), pool[:300]...))) // some of them twice
	require.NoError(t, err)
	who := someone(r)
	q := catalog.Ranking{Wearer: who.Wearer, Use: who.Use}
	for range often(12, 200) {
		before, seen := x.View(), len(want)
		b := catalog.Batch{Prices: map[string]catalog.Money{}, Sizes: map[string][]string{}}
		for range r.IntN(60) {
			p := pool[r.IntN(len(pool))]
			p.Shoe = pool[r.IntN(len(pool))].Shoe
			b.Put = append(b.Put, p)
			want[p.ID] = p
		}
		missing := 0
		for range r.IntN(40) {
			id := pool[r.IntN(len(pool))].ID
			if _, twice := b.Prices[id]; twice {
				continue
			}
			b.Prices[id], b.Sizes[id] = catalog.Price(float64(r.IntN(100)), "EUR"), []string{"38", "40"}[r.IntN(3):]
			if p, ok := want[id]; ok {
				p.Price, p.Sizes = b.Prices[id], b.Sizes[id]
				want[id] = p
			} else {
				missing += 2
			}
		}
		for range r.IntN(60) {
			id := pool[r.IntN(len(pool))].ID
			b.Remove = append(b.Remove, id)
			delete(want, id)
		}
		err := x.Apply(b)
		require.Len(t, rules.AsErrors(err), missing)
		require.Equal(t, seen, before.Len(), "a view that changes")
		v := x.View()
		require.Equal(t, len(want), v.Len())
		var list []catalog.Product
		for _, p := range want {
			list = append(list, p)
			have, ok := v.Product(p.ID)
			require.True(t, ok)
			require.Equal(t, p, have)
		}
		require.Equal(t, plain(a, who, list, everything), indexed(t, v, q))
	}
}

func TestApplyFaults(t *testing.T) {
	x, err := catalog.NewIndex(footwear.Default(), slices.Values([]catalog.Product{{ID: "a"}, {ID: "b"}}))
	require.NoError(t, err)
	err = x.Apply(catalog.Batch{Put: []catalog.Product{{}, {ID: "c"}}, Prices: map[string]catalog.Money{"a": catalog.Price(5, ""), "x": catalog.Price(5, "")}, Sizes: map[string][]string{"y": nil}})
	assert.EqualError(t, err, `put[0].id: the product has no id (the index names products by their ids)
prices.x: there is no product with the id "x"
sizes.y: there is no product with the id "y"`)
	assert.Equal(t, 3, x.View().Len())
	p, _ := x.View().Product("a")
	assert.Equal(t, catalog.Price(5, ""), p.Price)
	_, err = catalog.NewIndex(footwear.Default(), slices.Values([]catalog.Product{{ID: "a"}, {Title: "b"}}))
	assert.ErrorContains(t, err, "products[1].id: the product has no id")
}

func TestIndexRefuses(t *testing.T) {
	ctx := context.Background()
	x, err := catalog.NewIndex(footwear.Default(), catalogtest.Products(1, 300))
	require.NoError(t, err)
	v := x.View()
	q := catalog.Ranking{Wearer: footwear.Wearer{Age: footwear.Num(-3)}, Use: footwear.Use{Breaks: footwear.No, BreakEvery: footwear.Hours(1)}}
	_, err = v.Page(ctx, q, 3)
	assert.ErrorContains(t, err, "wearer.age")
	_, err = v.Facets(ctx, q)
	assert.ErrorContains(t, err, "wearer.age")
	q.Wearer = footwear.Wearer{}
	_, err = v.Page(ctx, q, 3)
	assert.ErrorContains(t, err, "use.break_every")
	_, err = v.Score(footwear.Wearer{Age: footwear.Num(math.NaN())}, footwear.Use{}, "P-0000001")
	assert.ErrorContains(t, err, "wearer.age")
	_, err = v.Score(footwear.Wearer{}, footwear.Use{}, "P-7")
	assert.ErrorContains(t, err, `there is no product with the id "P-7"`)

	done, cancel := context.WithCancel(ctx)
	cancel()
	_, err = v.Page(done, catalog.Ranking{}, 3)
	assert.ErrorIs(t, err, context.Canceled)
	_, err = v.Facets(done, catalog.Ranking{})
	assert.ErrorIs(t, err, context.Canceled)
	_, err = v.Alternatives(done, catalog.Query{Filter: catalog.Filter{Department: catalog.Men}})
	assert.ErrorIs(t, err, context.Canceled)
	running, stop := context.WithCancel(ctx)
	defer stop()
	n := 0
	for _, err := range v.Rank(running, catalog.Ranking{}) {
		if n++; err != nil {
			require.ErrorIs(t, err, context.Canceled)
			break
		}
		stop()
	}
	assert.Less(t, n, 300)
	page, err := v.Page(ctx, catalog.Ranking{}, 0)
	require.NoError(t, err)
	assert.Empty(t, page.Products)
}

// Score tells of one product what a ranking tells.
func TestScoreOfOne(t *testing.T) {
	x, err := catalog.NewIndex(footwear.Default(), catalogtest.Products(2, 400))
	require.NoError(t, err)
	require.NoError(t, x.Apply(catalog.Batch{Put: []catalog.Product{{ID: "bad", Shoe: footwear.Shoe{HeelHeight: footwear.MM(10), Platform: footwear.MM(40)}}}}))
	for r, err := range x.View().Rank(context.Background(), catalog.Ranking{}) {
		require.NoError(t, err)
		one, err := x.View().Score(footwear.Wearer{}, footwear.Use{}, r.ID)
		require.NoError(t, err)
		require.Equal(t, r, one)
	}
	_, err = x.View().Score(footwear.Wearer{}, footwear.Use{}, "bad")
	assert.ErrorContains(t, err, "shoe.heel_height")
	f, err := x.View().Facets(context.Background(), catalog.Ranking{})
	require.NoError(t, err)
	assert.Equal(t, [2]int{400, 1}, [2]int{f.Products, f.Faulty})
}
