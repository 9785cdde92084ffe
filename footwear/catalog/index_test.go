package catalog_test

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

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
			q.Ceiling = catalog.Price(90, "EUR")
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
			f.Ceiling = catalog.Price(100, "EUR")
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
			cheap := !f.Ceiling.Known() || p.Price.Known() && p.Price.Amount() <= f.Ceiling.Amount()
			stocked := len(f.Sizes) == 0 || slices.ContainsFunc(f.Sizes, func(s string) bool { return slices.Contains(p.Sizes, s) })
			if offered && in && cheap && stocked && (!f.KeepHeel || catalog.HasHeel(p)) && !yield(p) {
				return
			}
		}
	}
}

// Pages by cursor are the ranking, and stay so while products change.
func TestCursor(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	ctx := context.Background()
	products := slices.Collect(catalogtest.Products(seed, 500))
	a := footwear.Default()
	x, err := catalog.NewIndex(a, slices.Values(products))
	require.NoError(t, err)
	wearer, use := footwear.Reference()
	q := catalog.Ranking{Wearer: wearer, Use: use}
	want := plain(a, footwear.Case{Wearer: wearer, Use: use}, products, everything)
	var have []figure
	for {
		page, err := x.View().Page(ctx, q, 37)
		require.NoError(t, err)
		assert.True(t, page.AtReference)
		for _, r := range page.Products {
			have = append(have, figure{r.ID, r.Score, r.Upper})
		}
		if page.Next == "" {
			break
		}
		q.After = page.Next
		// The product that the cursor names leaves, prices change, and something comes far before it.
		last := page.Products[len(page.Products)-1].ID
		require.NoError(t, x.Apply(catalog.Batch{Remove: []string{last}, Prices: map[string]catalog.Money{want[0].id: catalog.Price(1, "EUR")}}))
		x, err = catalog.NewIndex(a, x.View().Products()) // another process, after a restart
		require.NoError(t, err)
		if len(have) == 37 {
			require.Error(t, x.Apply(catalog.Batch{Prices: map[string]catalog.Money{last: catalog.Price(1, "EUR")}}))
			require.NoError(t, x.Apply(catalog.Batch{Prices: map[string]catalog.Money{want[1].id: catalog.Price(1, "EUR")}}))
		}
	}
	require.Equal(t, want, have)

	other := q
	other.Use.Days = footwear.Num(2)
	for _, tt := range []struct {
		q    catalog.Ranking
		v    *catalog.View
		code string
	}{
		{other, x.View(), "other-cursor"},
		{catalog.Ranking{After: "#"}, x.View(), "bad-cursor"},
		{catalog.Ranking{After: "abc"}, x.View(), "bad-cursor"},
		{catalog.Ranking{Wearer: wearer, Use: use, After: q.After[:11]}, x.View(), "bad-cursor"},
		{q, exchanged(t, x, layered(t, 3)), "stale-cursor"},
	} {
		_, err := tt.v.Page(ctx, tt.q, 5)
		require.Len(t, rules.AsErrors(err), 1, tt.code)
		assert.Equal(t, tt.code, rules.AsErrors(err)[0].Code)
	}
}

func exchanged(t *testing.T, x *catalog.Index, a *footwear.Assessor) *catalog.View {
	t.Helper()
	x.Exchange(a)
	require.Same(t, a, x.View().Assessor())
	return x.View()
}

// layered returns an assessor by a layer whose scores differ from those of the strain pack: a bare back counts n.
func layered(t testing.TB, n int) *footwear.Assessor {
	t.Helper()
	a, err := footwear.Load(footwear.Strain(), fstest.MapFS{"pack.yaml": {Data: fmt.Appendf(nil, `over: strain
name: house
version: 1.0.%d
disable: [fit/backless]
rules: [{id: pack/backless, when: not shoe.closed_back, load: 0.%d, why: A shoe without a back., grade: expert}]
`, n, n%10)}})
	require.NoError(t, err)
	return a
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

// A page is what a shop sends to a browser.
func TestPageJSON(t *testing.T) {
	x, err := catalog.NewIndex(footwear.Default(), slices.Values(window))
	require.NoError(t, err)
	wearer, use := footwear.Reference()
	page, err := x.View().Page(context.Background(), catalog.Ranking{Wearer: wearer, Use: use}, 1)
	require.NoError(t, err)
	text, err := json.Marshal(page)
	require.NoError(t, err)
	assert.JSONEq(t, fmt.Sprintf(`{"products": [{"id": "ruth", "title": "Loafer Ruth", "price": "99.00 EUR", "score": 2.14, "upper": 4.4, "band": "low", "upper_band": "low", "cursor": %q}],
		"next": %q, "at_reference": true, "pack": {"name": "strain", "version": %q, "digest": %q, "layers": []}}`,
		page.Next, page.Next, page.Pack.Version, page.Pack.Digest), string(text))
	page, err = x.View().Page(context.Background(), catalog.Ranking{After: page.Next}, 1)
	assert.Empty(t, page)
	assert.Error(t, err)
}

// Whatever stands in a URL, a cursor is refused or leads on.
func FuzzCursor(f *testing.F) {
	x, err := catalog.NewIndex(footwear.Default(), slices.Values(window))
	require.NoError(f, err)
	page, err := x.View().Page(context.Background(), catalog.Ranking{}, 2)
	require.NoError(f, err)
	for _, c := range []string{"", "abc", string(page.Next), string(page.Next[:13]), string(page.Next) + "AA"} {
		f.Add(c)
	}
	f.Fuzz(func(t *testing.T, c string) {
		page, err := x.View().Page(context.Background(), catalog.Ranking{After: catalog.Cursor(c)}, 5)
		if err != nil {
			faults := rules.AsErrors(err)
			require.Len(t, faults, 1)
			assert.Equal(t, "after", faults[0].Key)
			return
		}
		last := ""
		for _, r := range page.Products {
			after, err := x.View().Page(context.Background(), catalog.Ranking{After: r.Cursor()}, 1)
			require.NoError(t, err)
			if last = r.ID; len(after.Products) > 0 {
				assert.NotEqual(t, last, after.Products[0].ID)
			}
		}
	})
}
