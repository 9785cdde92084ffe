package catalog

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/heelwise/heelwise/footwear"
)

func TestAdmits(t *testing.T) {
	of := Product{ID: "of", Group: "g", Title: "Vera", Department: Women, AgeGroup: Adult, Category: "Pumps"}
	for _, tt := range []struct {
		name string
		q    Query
		p    Product
		want bool
	}{
		{"another", Query{Of: of}, Product{ID: "x"}, true},
		{"itself", Query{Of: of}, Product{ID: "of"}, false},
		{"in another colour", Query{Of: of}, Product{ID: "x", Group: "g"}, false},
		{"left out by id", Query{Of: of, Filter: Filter{Exclude: []string{"x"}}}, Product{ID: "x"}, false},
		{"left out by group", Query{Of: of, Filter: Filter{Exclude: []string{"h"}}}, Product{ID: "x", Group: "h"}, false},
		{"a child's", Query{Of: of}, Product{ID: "x", AgeGroup: Child}, false},
		{"a teenager's", Query{Of: of}, Product{ID: "x", AgeGroup: Teen}, false},
		{"for all ages", Query{Of: of}, Product{ID: "x", AgeGroup: AllAges}, true},
		{"a child's for one of unknown age", Query{}, Product{ID: "x", AgeGroup: Child}, false},
		{"an adult's for a child's", Query{Of: Product{AgeGroup: Child}}, Product{ID: "x"}, false},
		{"a child's for a child's", Query{Of: Product{AgeGroup: Child}}, Product{ID: "x", AgeGroup: Child}, true},
		{"a child's where children's are asked for", Query{Of: of, Filter: Filter{AgeGroup: Child}}, Product{ID: "x", AgeGroup: Child}, true},
		{"a man's", Query{Of: of}, Product{ID: "x", Department: Men}, false},
		{"a man's where men's are asked for", Query{Of: of, Filter: Filter{Department: Men}}, Product{ID: "x", Department: Men}, true},
		{"unisex", Query{Of: of}, Product{ID: "x", Department: Unisex}, true},
		{"of unknown department where men's are asked for", Query{Of: of, Filter: Filter{Department: Men}}, Product{ID: "x"}, false},
		{"at the ceiling", Query{Filter: Filter{MaxPrice: Price(50, "EUR")}}, Product{ID: "x", Price: Price(50, "EUR")}, true},
		{"above the ceiling", Query{Filter: Filter{MaxPrice: Price(50, "EUR")}}, Product{ID: "x", Price: Price(50.01, "EUR")}, false},
		{"of unknown price", Query{Filter: Filter{MaxPrice: Price(50, "EUR")}}, Product{ID: "x"}, false},
		{"of another currency", Query{Filter: Filter{MaxPrice: Price(50, "EUR")}}, Product{ID: "x", Price: Price(5, "USD")}, false},
		{"of no currency", Query{Filter: Filter{MaxPrice: Price(50, "EUR")}}, Product{ID: "x", Price: Price(5, "")}, true},
		{"in size", Query{Filter: Filter{Sizes: []string{"38", "39"}}}, Product{ID: "x", Sizes: []string{"36", " 39"}}, true},
		{"out of size", Query{Filter: Filter{Sizes: []string{"38"}}}, Product{ID: "x", Sizes: []string{"38.5"}}, false},
		{"of unknown sizes", Query{Filter: Filter{Sizes: []string{"38"}}}, Product{ID: "x"}, false},
		{"in size, spelled otherwise", Query{Filter: Filter{Sizes: []string{"xl wide "}}}, Product{ID: "x", Sizes: []string{"XL  Wide"}}, true},
		{"in a category, spelled otherwise", Query{Filter: Filter{Categories: []string{"ankle boots"}}}, Product{ID: "x", Category: " Ankle  Boots"}, true},
		{"of a brand, spelled otherwise", Query{Filter: Filter{Brands: []string{"Merlonne "}}}, Product{ID: "x", Brand: "MERLONNE"}, true},
		{"of another brand", Query{Filter: Filter{Brands: []string{"Merlonne"}}}, Product{ID: "x", Brand: "Mer lonne"}, false},
		{"for the office", Query{Filter: Filter{Occasion: footwear.ContextOffice}}, Product{ID: "x", Occasion: footwear.ContextOffice.Or(footwear.ContextEvent)}, true},
		{"for anything else", Query{Filter: Filter{Occasion: footwear.ContextOffice}}, Product{ID: "x", Occasion: footwear.ContextEvent}, false},
		{"for nobody knows what", Query{Filter: Filter{Occasion: footwear.ContextOffice}}, Product{ID: "x"}, false},
	} {
		assert.Equal(t, tt.want, tt.q.admits(&tt.p), tt.name)
	}
}

func TestSameModel(t *testing.T) {
	for _, tt := range []struct {
		a, b Product
		want bool
	}{
		{Product{Group: "g", Title: "a"}, Product{Group: "g", Title: "b"}, true},
		{Product{Group: "g", Title: "a"}, Product{Group: "h", Title: "a"}, false},
		{Product{Group: "g", Title: "a"}, Product{Title: "a"}, false},
		{Product{Title: "Vera black", Colour: "Black"}, Product{Title: "Vera - dark red", Colour: "dark red"}, true},
		{Product{Title: "Black Vera", Colour: "black"}, Product{Title: "Vera"}, true},
		{Product{Title: "Vera", Brand: "x"}, Product{Title: "Vera", Brand: "y"}, false},
		{Product{Title: "Vera  black", Colour: "black"}, Product{Title: "VERA (red)", Colour: "red"}, true},
		{Product{}, Product{}, false},
	} {
		assert.Equal(t, tt.want, tt.a.sameModel(&tt.b), "%v and %v", tt.a, tt.b)
		assert.Equal(t, tt.want, tt.b.sameModel(&tt.a), "%v and %v", tt.b, tt.a)
	}
}

func TestHasHeel(t *testing.T) {
	mm := footwear.MM
	for _, tt := range []struct {
		name string
		shoe footwear.Shoe
		want bool
	}{
		{"nothing known", footwear.Shoe{}, false},
		{"a stiletto", footwear.Shoe{Heel: footwear.HeelStiletto}, true},
		{"a flat stiletto", footwear.Shoe{Heel: footwear.HeelStiletto, HeelHeight: mm(20)}, false},
		{"a block or flat", footwear.Shoe{Heel: footwear.HeelBlock.Or(footwear.HeelFlat)}, false},
		{"a pump of 60 mm", footwear.Shoe{Style: footwear.StylePump, HeelHeight: mm(60)}, true},
		{"60 mm of who knows what", footwear.Shoe{HeelHeight: mm(60)}, false},
		{"a running shoe of 40 mm", footwear.Shoe{Style: footwear.StyleRunning, HeelHeight: mm(40)}, false},
		{"one of 60 mm upon 10", footwear.Shoe{HeelHeight: mm(60), Platform: mm(10)}, true},
		{"one of 60 mm upon 50", footwear.Shoe{HeelHeight: mm(60), Platform: mm(50)}, false},
		{"a rise of 40 mm", footwear.Shoe{Rise: mm(40)}, true},
		{"a flat of 60 mm", footwear.Shoe{Heel: footwear.HeelFlat, HeelHeight: mm(60)}, false},
	} {
		assert.Equal(t, tt.want, hasHeel(&tt.shoe), tt.name)
	}
}
