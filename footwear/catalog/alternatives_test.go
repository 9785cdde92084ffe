package catalog

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

// someProduct draws a product of which some is known.
func someProduct(r *rand.Rand, id string) Product {
	p := Product{ID: id, Title: "Model " + id, Department: Department(r.IntN(4)), AgeGroup: AgeGroup(r.IntN(6)), Condition: Condition(r.IntN(3))}
	p.Category = []string{"", "Pumps", "Boots", "Flats"}[r.IntN(4)]
	p.Colour = []string{"", "black", "red"}[r.IntN(3)]
	if r.IntN(2) == 0 {
		p.Group = fmt.Sprint(r.IntN(20))
	}
	if r.IntN(3) > 0 {
		p.Price = Price(float64(20+r.IntN(200)), "EUR")
	}
	p.Sizes = []string{"38", "39", "40"}[r.IntN(3):]
	p.Shoe = someShoe(r)
	return p
}

func someShoe(r *rand.Rand) (s footwear.Shoe) {
	maybe := func() bool { return r.IntN(2) == 0 }
	if maybe() {
		s.Heel = 1 << r.IntN(7)
	}
	if maybe() {
		s.HeelHeight = footwear.MM(float64(r.IntN(121)))
	}
	if maybe() {
		s.Style = 1 << r.IntN(14)
	}
	if maybe() {
		s.Cushioning = 1 << r.IntN(4)
	}
	if maybe() {
		s.ArchSupport = 1 << r.IntN(3)
	}
	if maybe() {
		s.Platform = footwear.MM(float64(r.IntN(21)))
		if _, high := s.HeelHeight.Bounds(); high < 20_000 {
			s.Platform = footwear.Length{}
		}
	}
	return s
}

func TestAlternatives(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	a := footwear.Default()
	wearer, use := footwear.Reference()
	suggested := 0
	for range 60 {
		products := make([]Product, 80)
		for i := range products {
			products[i] = someProduct(r, fmt.Sprint(i))
		}
		q := Query{Of: products[r.IntN(len(products))], Wearer: wearer, Use: use, Most: 1 + r.IntN(5)}
		if r.IntN(3) == 0 {
			q.Wearer, q.Use = footwear.Wearer{}, footwear.Use{}
		}
		switch r.IntN(6) {
		case 0:
			q.Ceiling = Price(100, "EUR")
		case 1:
			q.KeepHeel = true
		case 2:
			q.Sizes = []string{" 38"}
		case 3:
			q.KeepLook = true
		}
		s, err := Alternatives(a, q, products)
		require.NoError(t, err)
		assert.LessOrEqual(t, len(s.Alternatives), q.Most)
		assert.Empty(t, s.Faulty)
		models := []*Product{&q.Of}
		for i, one := range s.Alternatives {
			p := &one.Product
			suggested++
			assert.Positive(t, one.Saves)
			assert.Equal(t, one.Saves, s.Of.Score-one.Assessment.Score)
			assert.LessOrEqual(t, one.Sure, one.Saves)
			var sum rules.Points
			for _, d := range one.Difference {
				sum += d.Points
			}
			assert.Equal(t, one.Saves, sum)
			assert.False(t, slices.ContainsFunc(models, p.sameModel), "ten colours of one shoe")
			models = append(models, p)
			if p.AgeGroup == Child || p.AgeGroup == Baby {
				assert.Equal(t, q.Of.AgeGroup, p.AgeGroup)
			}
			if q.Ceiling.Known() {
				assert.LessOrEqual(t, p.Price.Amount(), 100.0)
				assert.True(t, p.Price.Known())
			}
			if q.KeepHeel {
				assert.NotEqual(t, footwear.HeelFlat, p.Shoe.Heel)
			}
			if q.KeepLook {
				assert.GreaterOrEqual(t, one.Likeness.Float(), 0.6)
			}
			if len(q.Sizes) > 0 {
				assert.Contains(t, p.Sizes, "38")
			}
			if i > 0 {
				last := s.Alternatives[i-1]
				assert.Negative(t, ranked{last.Assessment.Likely.High, last.Assessment.Score, &last.Product}.compare(ranked{one.Assessment.Likely.High, one.Assessment.Score, p}))
			}
		}
		if len(s.Alternatives) == 0 {
			best := slices.ContainsFunc(products, func(p Product) bool { c := p.Case(q.Wearer, q.Use); return q.admits(&p) && a.Score(&c) < s.Of.Score })
			assert.False(t, best, "what there is is suggested")
		}
		_, err = json.Marshal(s)
		assert.NoError(t, err)
	}
	assert.Greater(t, suggested, 50)
}

// A product of unknown height never stands above the same product with a height stated at or below its typical one.
func TestUnknownNeverStandsAboveStated(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	a := footwear.Default()
	wearer, use := footwear.Reference()
	for range 5_000 {
		p := Product{ID: "a", Shoe: someShoe(r)}
		p.Shoe.HeelHeight, p.Shoe.Platform, p.Shoe.Rise = footwear.Length{}, footwear.Length{}, footwear.Length{}
		q := Query{Wearer: wearer, Use: use}
		if r.IntN(2) == 0 {
			q.Wearer, q.Use = footwear.Wearer{}, footwear.Use{}
		}
		c := p.Case(q.Wearer, q.Use)
		judged, err := a.Assess(c)
		require.NoError(t, err)
		height, ok := judged.Assumed.Value("shoe.heel_height")
		require.True(t, ok)
		_, typical, _, _ := height.Measure()
		stated := r.Int64N(typical + 1)
		c.Shoe.HeelHeight = c.Shoe.HeelHeight.Between(stated, stated)
		score, upper := a.Upper(&c)
		assert.False(t, ranked{judged.Likely.High, judged.Score, &p}.compare(ranked{upper, score, &p}) < 0,
			"%v: %v to %v unknown, %v to %v at %v", p.Shoe, judged.Score, judged.Likely.High, score, upper, c.Shoe.HeelHeight)
		if t.Failed() {
			break
		}
	}
}
