package catalog

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

func TestLikeness(t *testing.T) {
	pump := Product{Category: "Pumps", Brand: "Verano", Colour: "black", Price: Price(100, "EUR"), Materials: []string{"leather"},
		Occasion: footwear.ContextOffice, Shoe: footwear.Shoe{Style: footwear.StylePump, Heel: footwear.HeelStiletto,
			HeelHeight: footwear.MM(85), Toe: footwear.ToePointed, ClosedBack: footwear.Yes, Shaft: footwear.MM(0)}}
	l := DefaultLikeness()
	with := func(change func(*Product)) Product { p := pump; change(&p); return p }
	for _, tt := range []struct {
		name  string
		other Product
		want  string
	}{
		{"itself", pump, "1"},
		{"nothing known", Product{}, "0.5"},
		{"another category", with(func(p *Product) { p.Category = "Boots" }), "0.83"},
		{"the same in capitals", with(func(p *Product) { p.Category, p.Brand = "PUMPS", "VERANO" }), "1"},
		{"60 mm lower", with(func(p *Product) { p.Shoe.HeelHeight = footwear.MM(25) }), "0.87"},
		{"30 mm lower", with(func(p *Product) { p.Shoe.HeelHeight = footwear.MM(55) }), "0.93"},
		{"one of two heels", with(func(p *Product) { p.Shoe.Heel = footwear.HeelStiletto.Or(footwear.HeelBlock) }), "0.93"},
		{"double the price", with(func(p *Product) { p.Price = Price(200, "EUR") }), "0.91"},
		{"half the price and beyond", with(func(p *Product) { p.Price = Price(10, "EUR") }), "0.91"},
		{"another currency", with(func(p *Product) { p.Price = Price(100, "USD") }), "0.96"},
		{"an open back", with(func(p *Product) { p.Shoe.ClosedBack = footwear.No }), "0.96"},
	} {
		assert.Equal(t, tt.want, l.Between(&pump, &tt.other).String(), tt.name)
	}
	assert.Equal(t, "1", l.Between(&Product{}, &pump).String(), "nothing is known that could differ")
}

// A product is never less like itself than another, and all likenesses lie between 0 and 1.
func TestLikenessOfItselfIsGreatest(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 2))
	for range 3_000 {
		a, b := someProduct(r, "a"), someProduct(r, "b")
		itself, other := DefaultLikeness().Between(&a, &a), DefaultLikeness().Between(&a, &b)
		assert.EqualValues(t, 1e6, itself)
		assert.LessOrEqual(t, other, itself)
		assert.GreaterOrEqual(t, other.Float(), 0.0)
	}
}

func TestReadLikeness(t *testing.T) {
	l, err := ReadLikeness(strings.NewReader("weights: {colour: 1}"))
	require.NoError(t, err)
	assert.Equal(t, "0", l.Between(&Product{Colour: "red"}, &Product{Colour: "black"}).String())
	for _, tt := range []struct{ text, want string }{
		{"weights: {color: 1}", `weights.color: there is no such trait (did you mean "colour"?)`},
		{"weights: {colour: -1}", "weights.colour: -1 is no weight"},
		{"weights: {colour: .nan}", "weights.colour: NaN is no weight"},
		{"", "weights: nothing has a weight"},
		{"weights: {heel_height: 1}", "nothing says at which distance it is unlike"},
		{"weights: {colour: 1}\napart: {shaft: 60}", `apart.shaft: "60" is no length above 0`},
		{"weights: {colour: 1}\napart: {toe: 6mm}", "apart.toe: there is no such trait"},
		{"weights: {colour: 1}\ndistinct: 2", "distinct: 2 is no likeness"},
		{"weigts: {colour: 1}", "line 1: field weigts not found"},
		{"weights: [", "line 1"},
	} {
		_, err := ReadLikeness(strings.NewReader(tt.text))
		assert.ErrorContains(t, err, tt.want, tt.text)
	}
}

// The faults of a file stand in one order, however often it is read.
func TestReadLikenessOrder(t *testing.T) {
	const text = "weights: {color: 1, colour: -1}\nsame_look: 2\ndistinct: 3"
	for range 30 {
		_, err := ReadLikeness(strings.NewReader(text))
		var keys []string
		for _, e := range rules.AsErrors(err) {
			keys = append(keys, e.Key)
		}
		require.Equal(t, []string{"weights.color", "weights.colour", "same_look", "distinct"}, keys)
	}
}
