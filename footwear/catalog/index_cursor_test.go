package catalog_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/catalogtest"
	"github.com/heelwise/heelwise/rules"
)

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
