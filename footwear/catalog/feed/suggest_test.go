package feed_test

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/feed"
	"github.com/heelwise/heelwise/rules"
)

// atReference assesses a product as a shop without a visitor does.
func atReference(t *testing.T, p catalog.Product) footwear.Assessment {
	t.Helper()
	a, err := footwear.Default().Assess(p.Case(footwear.Reference()))
	require.NoError(t, err, p.ID)
	return a
}

// What a shop calls pumps and heels scores above what it calls ballerinas and flat shoes: so often, out of all pairs of the
// two (the area under the curve), as is claimed.
func TestShopsHighAgainstFlat(t *testing.T) {
	products, _ := shop(t, "hm.csv")
	var high, flat []rules.Points
	for _, p := range products {
		switch p.Category {
		case "Pumps", "Heels", "Heeled sandals":
			high = append(high, atReference(t, p).Score)
		case "Ballerinas", "Flat shoe", "Flat shoes":
			flat = append(flat, atReference(t, p).Score)
		}
	}
	require.NotEmpty(t, high)
	require.NotEmpty(t, flat)
	won := 0.0
	for _, h := range high {
		for _, f := range flat {
			switch cmp.Compare(h, f) {
			case 1:
				won++
			case 0:
				won += 0.5
			}
		}
	}
	auc := won / float64(len(high)*len(flat))
	t.Logf("%d pumps, heels and heeled sandals against %d ballerinas and flat shoes: %.4f", len(high), len(flat), auc)
	assert.GreaterOrEqual(t, auc, 0.97)
}

// A name alone decides nothing, and makes likely only what the category itself says of the shoe.
func TestShopsNamesDecideNothing(t *testing.T) {
	products, _ := shop(t, "myntra-names.jsonl")
	decided := map[string]int{}
	for _, p := range products {
		a := atReference(t, p)
		assert.False(t, a.Decided, p.Title)
		if a.LikelyDecided {
			decided[p.Category]++
		}
	}
	t.Logf("likely decided: %v", decided)
	for category := range decided {
		assert.Contains(t, []string{"Flip Flops", "Sports Shoes"}, category)
	}
}

// Of every high shoe that has a lower sibling one is suggested, and never a child's shoe, nor the same in another colour.
func TestShopsSuggestions(t *testing.T) {
	products, _ := shop(t, "hm.csv")
	wearer, use := footwear.Reference()
	above := footwear.MM(76.2)
	limit, _ := above.Bounds()
	scores := map[string]rules.Points{}
	for _, p := range products {
		scores[p.ID] = atReference(t, p).Score
	}
	index, err := catalog.NewIndex(footwear.Default(), slices.Values(products))
	require.NoError(t, err)
	view := index.View()
	asked, suggested := 0, 0
	for _, p := range products {
		if low, _ := p.Shoe.HeelHeight.Bounds(); low <= limit {
			continue
		}
		asked++
		s, err := view.Alternatives(t.Context(), catalog.Query{Of: p, Wearer: wearer, Use: use})
		require.NoError(t, err)
		assert.Empty(t, s.Faulty)
		sibling := slices.ContainsFunc(products, func(o catalog.Product) bool {
			return o.Department == p.Department && o.AgeGroup == p.AgeGroup && o.Category == p.Category && o.Group != p.Group && scores[o.ID] < scores[p.ID]
		})
		if sibling {
			suggested++
			assert.NotEmpty(t, s.Alternatives, p.ID)
		}
		for _, one := range s.Alternatives {
			assert.NotEqual(t, p.Group, one.Product.Group, p.ID)
			assert.Equal(t, p.AgeGroup, one.Product.AgeGroup, p.ID)
			assert.True(t, s.Widened || p.Category == one.Product.Category, p.ID)
			var sum rules.Points
			for _, part := range one.Difference {
				sum += part.Points
			}
			assert.Equal(t, one.Saves, sum, p.ID)
			assert.Equal(t, scores[p.ID]-scores[one.Product.ID], one.Saves, p.ID)
		}
	}
	t.Logf("%d shoes above 76.2 mm, %d of them with a lower sibling", asked, suggested)
	assert.NotZero(t, suggested)
}

// A ceiling holds whatever the prices look like.
func TestShopsCeiling(t *testing.T) {
	file, err := os.Open(shared(t, "matchesfashion.jsonl"))
	require.NoError(t, err)
	defer file.Close()
	products, _ := all(t, feed.JSON, file, feed.Options{Mapping: mapping(t, filepath.Join("testdata", "shops", "matchesfashion.yaml"))})
	wearer, use := footwear.Reference()
	ceiling, err := catalog.ParseMoney("1,000 GBP")
	require.NoError(t, err)
	index, err := catalog.NewIndex(footwear.Default(), slices.Values(products))
	require.NoError(t, err)
	found := 0
	for i := 0; i < len(products); i += 25 {
		q := catalog.Query{Of: products[i], Wearer: wearer, Use: use, Filter: catalog.Filter{MaxPrice: ceiling}}
		s, err := index.View().Alternatives(t.Context(), q)
		require.NoError(t, err)
		for _, one := range s.Alternatives {
			found++
			assert.LessOrEqual(t, one.Product.Price.Amount(), 1000.0, one.Product.ID)
		}
	}
	assert.NotZero(t, found)
	assert.True(t, slices.ContainsFunc(rows(t, "matchesfashion.jsonl"), func(row map[string]any) bool {
		price, isText := row["price"].(string)
		return isText && strings.Contains(price, ",")
	}), "some prices have a comma")
}
