package catalog

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
)

// rankedPlainly ranks all products that can be judged in the plain way.
func rankedPlainly(q *Ranking, products []Product) (list []ranked) {
	for i := range products {
		p := &products[i]
		c := p.Case(q.Wearer, q.Use)
		if score, upper := footwear.Default().Upper(&c); score.Valid() {
			list = append(list, ranked{upper, score, p})
		}
	}
	slices.SortFunc(list, ranked.compare)
	return list
}

// admitted returns those that a filter admits.
func admitted(f *Filter, all []ranked) (list []ranked) {
	for _, r := range all {
		if f.admits(r.Product) {
			list = append(list, r)
		}
	}
	return list
}

// Whatever batches make of an index, and however products are named, it answers what a plain loop over them answers.
func TestIndexIsThePlainLoopAfterBatches(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 10))
	a := footwear.Default()
	ids := 400
	id := func() string { return fmt.Sprint(r.IntN(ids)) }
	var first []Product
	for range ids / 2 {
		first = append(first, spelled(r, anyProduct(r, id()))) // some of them twice
	}
	x := testIndex(t, first)
	want := map[string]Product{}
	for _, p := range first {
		want[p.ID] = p
	}
	told, suggested := 0, 0
	for range 25 {
		b := Batch{Prices: map[string]Money{}, Sizes: map[string][]string{}}
		for range r.IntN(40) {
			p := spelled(r, anyProduct(r, id()))
			b.Put, want[p.ID] = append(b.Put, p), p
		}
		for range r.IntN(20) {
			if p, ok := want[id()]; ok {
				p.Price, p.Sizes = Price(float64(r.IntN(100)), "EUR"), []string{" 39", "xl"}[r.IntN(2):]
				b.Prices[p.ID], b.Sizes[p.ID], want[p.ID] = p.Price, p.Sizes, p
			}
		}
		for range r.IntN(40) {
			gone := id()
			b.Remove = append(b.Remove, gone)
			delete(want, gone)
		}
		require.NoError(t, x.Apply(b))
		if r.IntN(4) == 0 {
			x.Settle()
		}
		products := slices.SortedFunc(maps.Values(want), func(x, y Product) int { return cmp.Compare(x.ID, y.ID) })
		v := x.View()
		q := Ranking{Wearer: footwear.Wearer{Arch: footwear.Arch(r.IntN(8))}, Filter: anyFilter(r, products)}
		if r.IntN(2) == 0 {
			q.Wearer, q.Use = footwear.Reference()
		}

		all := rankedPlainly(&q, products)
		list := admitted(&q.Filter, all)
		told += len(list)
		require.Equal(t, list, collected(t, v, q))
		for range min(3, len(list)) {
			i := r.IntN(len(list))
			q := q
			one, err := v.Score(q.Wearer, q.Use, list[i].ID)
			require.NoError(t, err)
			q.After = one.Cursor()
			require.Equal(t, append([]ranked(nil), list[i+1:]...), collected(t, v, q))
		}
		requireFacets(t, v, q, products, all)

		ask := Query{Of: products[r.IntN(len(products))], Wearer: q.Wearer, Use: q.Use, Filter: q.Filter}
		ask.Most, ask.KeepLook = r.IntN(9)-1, r.IntN(4) == 0
		switch r.IntN(4) {
		case 0:
			ask.Most = len(products) * 2
		case 1:
			ask.Of.ID, ask.Of.Group = "not in the catalogue", ""
		}
		plain, wantErr := Alternatives(a, ask, products)
		have, err := v.Alternatives(t.Context(), ask)
		require.Equal(t, wantErr, err)
		for _, s := range []*Suggestions{&plain, &have} {
			slices.SortFunc(s.Faulty, func(x, y Faulty) int { return cmp.Compare(x.ID, y.ID) })
		}
		require.Equal(t, len(plain.Faulty), len(have.Faulty))
		plainText, err := plain.MarshalJSON()
		require.NoError(t, err)
		haveText, err := have.MarshalJSON()
		require.NoError(t, err)
		require.Equal(t, string(plainText), string(haveText))
		suggested += len(have.Alternatives)
	}
	require.Greater(t, told, 200)
	require.Greater(t, suggested, 20)
}

// spelled spells the names of a product in one of several ways.
func spelled(r *rand.Rand, p Product) Product {
	p.Category = []string{p.Category, " " + p.Category, p.Category + "\t", "PUMPS", "Ankle boots", "ankle  Boots"}[r.IntN(6)]
	return p
}

func collected(t *testing.T, v *View, q Ranking) (list []ranked) {
	t.Helper()
	for one, err := range v.Rank(t.Context(), q) {
		require.NoError(t, err)
		p := one.Product()
		list = append(list, ranked{one.Upper, one.Score, &p})
	}
	return list
}

// requireFacets requires that another choice in a field would show as many products as the facets of a ranking say.
func requireFacets(t *testing.T, v *View, q Ranking, products []Product, all []ranked) {
	t.Helper()
	f, err := v.Facets(t.Context(), q)
	require.NoError(t, err)
	list := admitted(&q.Filter, all)
	require.Equal(t, len(list), f.Products)
	faulty := 0
	for i := range products {
		c := products[i].Case(q.Wearer, q.Use)
		if !footwear.Default().Score(&c).Valid() && q.admits(&products[i]) {
			faulty++
		}
	}
	require.Equal(t, faulty, f.Faulty)
	bands := map[string]int{}
	for _, one := range list {
		bands[v.band(one.score)]++
	}
	for _, c := range f.Bands {
		require.Equal(t, bands[c.Value], c.Products, c.Value)
	}
	for name, field := range map[string]struct {
		counts []Count
		choose func(f *Filter, value string)
	}{
		"categories": {f.Categories, func(f *Filter, value string) { f.Categories = []string{value} }},
		"brands":     {f.Brands, func(f *Filter, value string) { f.Brands = []string{value} }},
		"sizes":      {f.Sizes, func(f *Filter, value string) { f.Sizes = []string{value} }},
	} {
		for i, c := range field.counts {
			other := q.Filter
			field.choose(&other, c.Value)
			require.Equal(t, len(admitted(&other, all)), c.Products, "%s: %q", name, c.Value)
			for _, d := range field.counts[:i] {
				require.False(t, sameName(c.Value, d.Value), "%s: %q and %q", name, c.Value, d.Value)
			}
		}
	}
	for _, c := range f.Occasions {
		var p Product
		if c.Value != "unknown" {
			require.NoError(t, p.UnmarshalJSON(fmt.Appendf(nil, `{"occasion": %q}`, c.Value)))
			other := q.Filter
			other.Occasion = p.Occasion
			require.Equal(t, len(admitted(&other, all)), c.Products, c.Value)
		}
	}
}
