package measure

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/heelwise/heelwise/footwear/catalog"
)

// What is quoted of a bound holds the word that makes it one.
func TestBoundsQuoted(t *testing.T) {
	for _, tt := range []struct{ text, quoted string }{
		{"Pumps. Max. heel height 7 cm, red.", "Max. heel height 7 cm"},
		{"A heel of up to 7 cm", "heel of up to 7 cm"},
		{"Heel height (max.): 7 cm", "Heel height (max.): 7 cm"},
		{"Heel 7 cm (max.)", "Heel 7 cm (max.)"},
		{"Maximale Absatzhöhe: 7 cm", "Maximale Absatzhöhe: 7 cm"},
	} {
		var p catalog.Product
		Plain().Fill(&p, Text{From: "description", Text: tt.text})
		assert.Equal(t, catalog.Source{How: catalog.Range, From: "description", Text: tt.quoted}, p.Sources["shoe.heel_height"], tt.text)
	}
}
