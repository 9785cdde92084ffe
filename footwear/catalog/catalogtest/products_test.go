package catalogtest_test

import (
	"flag"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/catalogtest"
)

var full = flag.Bool("full", false, "look at a million products")

func ExampleProducts() {
	for p := range catalogtest.Products(1, 3) {
		fmt.Println(p.ID, p.Title, p.Category, p.Price)
	}
	// Output:
	// P-0000000 Ruth 0 silver Sneakers 60.90 EUR
	// P-0000001 Ruth 0 olive Sneakers 105.90 EUR
	// P-0000002 Nora 1 red Children's shoes 51.90 EUR
}

// The same seed makes the same catalogue, and a longer one begins with it.
func TestProductsAreTheSame(t *testing.T) {
	few := slices.Collect(catalogtest.Products(7, 500))
	more := slices.Collect(catalogtest.Products(7, 800))
	require.Len(t, more, 800)
	assert.Equal(t, few, more[:500])
	assert.NotEqual(t, few, slices.Collect(catalogtest.Products(8, 500)))
	few[0].Sources["shoe.heel"] = catalog.Source{}
	assert.NotEqual(t, few[0], more[0], "products share what can be changed")
	assert.Equal(t, few[1:], more[1:500])
}

// A catalogue looks like that of a shop, and every product can be judged.
func TestProductsLookReal(t *testing.T) {
	const seed = 1
	n := 50_000
	if *full {
		n = 1_000_000
	}
	t.Logf("seed %d, %d products", seed, n)
	a := footwear.Default()
	wearer, use := footwear.Reference()
	shoes := map[footwear.Shoe]int{}
	ids := map[string]bool{}
	models := map[string]int{}
	var heights, ranges, kids, stacks int
	for p := range catalogtest.Products(seed, n) {
		require.False(t, ids[p.ID], p.ID)
		ids[p.ID] = true
		models[p.Group]++
		c := p.Case(wearer, use)
		if shoes[c.Shoe]++; shoes[c.Shoe] == 1 && !a.Score(&c).Valid() {
			_, err := a.Assess(c)
			require.NoError(t, err, p.ID)
		}
		switch lo, hi := p.Shoe.HeelHeight.Bounds(); {
		case p.Shoe.HeelHeight == (footwear.Length{}):
		case lo == hi:
			heights++
		default:
			ranges++
		}
		if p.AgeGroup == catalog.Child || p.AgeGroup == catalog.Baby {
			kids++
		}
		if p.Shoe.Style == footwear.StyleRunning && p.Shoe.Platform != (footwear.Length{}) {
			stacks++
		}
	}
	share := func(k int) float64 { return float64(k) / float64(n) }
	t.Logf("%d different shoes, %d models; of the products %.2f state a height, %.2f a range, %.2f are for children, %.2f are measured running shoes",
		len(shoes), len(models), share(heights), share(ranges), share(kids), share(stacks))
	assert.InDelta(t, 0.16, share(heights), 0.05)
	assert.InDelta(t, 0.05, share(ranges), 0.03)
	assert.InDelta(t, 0.1, share(kids), 0.05)
	assert.InDelta(t, 0.06, share(stacks), 0.02)
	assert.InDelta(t, 2.2, float64(n)/float64(len(models)), 0.3, "colours of a model")
	if *full {
		assert.Greater(t, len(shoes), 60_000)
	}
	// The most common facts are those of many products.
	most := 0
	for _, k := range shoes {
		most = max(most, k)
	}
	assert.Greater(t, share(most), 0.02)
}
