package catalog

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"

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
			q.MaxPrice = Price(100, "EUR")
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
			if q.MaxPrice.Known() {
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

// A product of unknown height never stands above the same product with a height stated at or below its typical one, whatever
// else is known of it, whoever wears it, and by whichever rules.
func TestUnknownNeverStandsAboveStated(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	layered := heavier(t)
	compared := 0
	for range 500 / part {
		a := footwear.Default()
		if r.IntN(10) == 0 { // in which more is searched for, and slowly
			a = layered
		}
		p := Product{ID: "a", Shoe: someShoe(r), Condition: Condition(r.IntN(3))}
		p.Shoe.HeelHeight, p.Shoe.Platform = footwear.Length{}, footwear.Length{}
		switch r.IntN(3) {
		case 0:
			p.Shoe.Platform = footwear.MM(float64(r.IntN(40)))
		case 1:
			p.Shoe.Rise = footwear.MM(float64(r.IntN(100)))
		}
		var q Query
		switch r.IntN(3) {
		case 0:
			q.Wearer, q.Use = footwear.Reference()
		case 1:
			q.Wearer.Arch, q.Use.Hours = 1<<r.IntN(3), footwear.Hours(float64(r.IntN(12)))
		}
		c := p.Case(q.Wearer, q.Use)
		judged, err := a.Assess(c)
		require.NoError(t, err)
		typical, least := assumed(t, judged, "shoe.heel_height"), int64(0)
		if rise, _ := c.Shoe.Rise.Bounds(); rise >= 0 { // the height follows from the platform
			typical, least = rise+assumed(t, judged, "shoe.platform"), rise
		} else if platform, _ := c.Shoe.Platform.Bounds(); platform > 0 {
			least = platform
		}
		if typical < least {
			continue
		}
		stated := least + r.Int64N(typical-least+1)
		c.Shoe.HeelHeight = c.Shoe.HeelHeight.Between(stated, stated)
		score, upper := a.Upper(&c)
		require.True(t, score.Valid(), "%v", c.Shoe)
		require.False(t, ranked{judged.Likely.High, judged.Score, &p}.compare(ranked{upper, score, &p}) < 0,
			"%v: %v to %v unknown, %v to %v at %v", p.Shoe, judged.Score, judged.Likely.High, score, upper, c.Shoe.HeelHeight)
		compared++
	}
	require.Greater(t, compared, 350/part)
}

// assumed returns what an assessment assumed of a measure, in base units; 0 where it assumed nothing.
func assumed(t *testing.T, a footwear.Assessment, word string) int64 {
	t.Helper()
	value, ok := a.Assumed.Value(word)
	if !ok {
		return 0
	}
	_, low, high, isMeasure := value.Measure()
	require.True(t, isMeasure)
	require.Equal(t, low, high)
	return low
}

// heavier returns an assessor by a layer in which shoes also make a wearer react sooner, and are worn less.
func heavier(t *testing.T) *footwear.Assessor {
	t.Helper()
	a, err := footwear.Load(footwear.Strain(), fstest.MapFS{"pack.yaml": {Data: []byte(`over: strain
name: heavier
version: 1.0.0
disable: [body/pregnant]
rules:
  - {id: pack/sooner, sensitivity: "curve(shoe.heel_height, 30*mm,0, 100*mm,0.05)", why: A high heel., grade: expert}
  - {id: pack/less, exposure: "clamp(1 - shoe.weight/(6000*g), 0.5, 1)", why: A heavy shoe is worn less., grade: expert}
`)}})
	require.NoError(t, err)
	return a
}

// Where shoes also change how soon a wearer reacts, and how much they are worn, parts still sum to what is saved.
func TestDifferenceOfAllTotals(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 11))
	a := heavier(t)
	told := map[string]int{}
	for range 12 {
		products := make([]Product, 40)
		for i := range products {
			products[i] = someProduct(r, fmt.Sprint(i))
			products[i].Shoe.Weight = footwear.Grams(float64(150 + r.IntN(900)))
		}
		q := Query{Of: products[0], Most: len(products), Wearer: footwear.Wearer{BackPain: 1 << r.IntN(4)}}
		s, err := Alternatives(a, q, products)
		require.NoError(t, err)
		for _, one := range s.Alternatives {
			var sum rules.Points
			for _, part := range one.Difference {
				sum += part.Points
				told[part.Rule]++
			}
			require.Equal(t, one.Saves, sum)
			require.LessOrEqual(t, one.Sure, one.Saves)
		}
	}
	assert.Positive(t, told["sensitivity"])
	assert.Positive(t, told["exposure"])
}

// Who asks for more than there are gets all models, however alike they look.
func TestPickGivesWhatThereIs(t *testing.T) {
	var list []ranked
	for i := range 3_000 {
		p := Product{ID: fmt.Sprintf("%04d", i), Group: fmt.Sprint(i / 2)}
		list = append(list, ranked{rules.Points(i), 0, &p})
	}
	for _, most := range []int{1, 2, 1_200, math.MaxInt} {
		picked := (&Query{Most: most}).pick(slices.Values(list))
		require.Len(t, picked, min(most, 1_500))
		for i, p := range picked {
			require.Equal(t, list[2*i].Product, p)
		}
	}
}
