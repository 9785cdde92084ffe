package feed_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

// A name and a category measure nothing: what is known of a measure follows from what the shoe is.
func TestShopsNamesOnly(t *testing.T) {
	products, _ := shop(t, "myntra-names.jsonl")
	known := 0
	for _, p := range products {
		s := p.Shoe
		for word, zero := range map[string]bool{
			"shoe.heel_height": s.HeelHeight == footwear.Length{}, "shoe.platform": s.Platform == footwear.Length{}, "shoe.rise": s.Rise == footwear.Length{},
			"shoe.base_width": s.BaseWidth == footwear.Length{}, "shoe.toe_box_width": s.ToeBoxWidth == footwear.Length{}, "shoe.shaft": s.Shaft == footwear.Length{}, "shoe.weight": s.Weight == footwear.Mass{},
		} {
			assert.True(t, zero || p.Sources[word].How == catalog.Derived, "%s: %s", p.Title, word)
		}
		if p.Department != 0 {
			known++
		}
	}
	assert.Equal(t, len(products), known, "each row names whom it is for")
}

// Heights in specifications are read, and none of zero is lost.
func TestShopsFlipkart(t *testing.T) {
	products, _ := shop(t, "flipkart.jsonl")
	for i, row := range rows(t, "flipkart.jsonl") {
		list, _ := row["specifications"].(map[string]any)["Heel Height"].([]any)
		if len(list) != 1 {
			continue
		}
		want, err := footwear.ParseLength(list[0].(string))
		if err != nil {
			continue
		}
		have, _ := products[i].Shoe.HeelHeight.Bounds()
		exact, _ := want.Bounds()
		assert.InDelta(t, exact, have, 1, row)
		assert.NotZero(t, products[i].Department, row)
		assert.NotEmpty(t, products[i].Materials, row)
	}
}

// Names of luxury shoes are heights by their profile, and nothing without it.
func TestShopsLuxury(t *testing.T) {
	products, _ := shop(t, "matchesfashion.jsonl")
	read := 0
	for _, p := range products {
		if p.Shoe.HeelHeight.Known() {
			read++
			assert.NotEqual(t, "Trainers", p.Category, p.Title)
		}
	}
	assert.Greater(t, read, 400)
	t.Logf("%d of %d heights", read, len(products))
}

// Products of real shops can be assessed, and are written and read back the same: every third one, for time.
func TestShopsAssess(t *testing.T) {
	wearer, use := footwear.Reference()
	for _, name := range []string{"hm.csv", "matchesfashion.jsonl", "netaporter.jsonl", "flipkart.jsonl", "aliexpress.jsonl", "running-lab.jsonl", "myntra-names.jsonl"} {
		products, _ := shop(t, name)
		for i := 0; i < len(products); i += 3 {
			p := products[i]
			_, err := footwear.Default().Assess(p.Case(wearer, use))
			assert.NoError(t, err, "%s: %s", name, p.Title)
			data, err := p.MarshalJSON()
			assert.NoError(t, err)
			var back catalog.Product
			assert.NoError(t, back.UnmarshalJSON(data))
			assert.Equal(t, p, back, name)
		}
	}
}
