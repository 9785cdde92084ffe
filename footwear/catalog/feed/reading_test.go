package feed_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

// A name and a category measure nothing.
func TestShopsNamesOnly(t *testing.T) {
	products, _ := shop(t, "myntra-names.jsonl")
	for _, p := range products {
		s := p.Shoe
		for _, l := range []footwear.Length{s.HeelHeight, s.Platform, s.Rise, s.BaseWidth, s.ToeBoxWidth, s.Shaft} {
			assert.Zero(t, l, p.Title)
		}
		assert.Zero(t, s.Weight, p.Title)
		assert.NotEqual(t, catalog.Department(0), p.Department, p.Title)
	}
}
