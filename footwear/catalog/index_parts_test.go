package catalog

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
)

// A sorted list is what a plain one would be, and one that was edited stays as it was.
func TestSorted(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 3))
	for range 60 {
		var want []int
		for range r.IntN(4 * fullPage) {
			want = append(want, r.IntN(3*fullPage)) // some of them twice
		}
		slices.Sort(want)
		s := newSorted(want)
		for range 12 {
			before, as := s, slices.Clone(want)
			var gone, added []int
			for range r.IntN([]int{3, 3 * fullPage}[r.IntN(2)]) {
				if len(want) > 0 && r.IntN(2) == 0 {
					i := r.IntN(len(want))
					gone = append(gone, want[i])
					want = slices.Delete(want, i, i+1)
				} else {
					added = append(added, r.IntN(3*fullPage))
				}
			}
			if r.IntN(8) == 0 {
				gone, want = append(gone, want...), nil
			}
			want = append(want, added...)
			slices.Sort(want)
			slices.Sort(gone)
			slices.Sort(added)
			s = s.edited(gone, added, cmp.Compare)
			require.Equal(t, as, listed(before))
			require.Equal(t, slices.Clip(want), slices.Clip(listed(s)))
			require.Equal(t, len(want), s.count)
			for i, page := range s.pages {
				require.NotEmpty(t, page)
				require.LessOrEqual(t, len(page), fullPage)
				if i > 0 {
					require.False(t, len(page)+len(s.pages[i-1]) <= fullPage/8, "pages that could be one")
				}
			}
			x := r.IntN(3 * fullPage)
			at := s.find(func(e *int) bool { return *e < x })
			k, _ := slices.BinarySearch(want, x)
			for e := range s.from(at) {
				require.Equal(t, want[k], *e)
				k++
			}
			require.Equal(t, len(want), k)
		}
	}
}

func listed(s sorted[int]) (list []int) {
	for e := range s.from(spot{}) {
		list = append(list, *e)
	}
	return list
}

// anyProduct draws a product of which anything may be said.
func anyProduct(r *rand.Rand, id string) Product {
	p := someProduct(r, id)
	p.Brand = []string{"", "Merlonne", "merlonne", "Pelorin"}[r.IntN(4)]
	p.Occasion = footwear.Context(r.IntN(1 << 6))
	p.Price = []Money{{}, Price(float64(r.IntN(100)), ""), Price(float64(r.IntN(100)), "EUR"), Price(49.9, "SEK"), Price(0, "EUR")}[r.IntN(5)]
	p.Sizes = [][]string{nil, {}, {"38"}, {"38", "39"}, {" 39 ", "40"}, {"XL", "xl"}}[r.IntN(6)]
	p.Widths = [][]string{nil, {}, {"wide"}}[r.IntN(3)]
	p.Materials = [][]string{nil, {"leather", "mesh"}}[r.IntN(2)]
	p.URL, p.Image = []string{"", "https://shop.example/ü"}[r.IntN(2)], []string{"", "x"}[r.IntN(2)]
	p.Sources = []map[string]Source{nil, {}, {"shoe.heel": {How: Label, From: "title", Text: "Block"}, "age_group": {How: Derived, Conflict: true}, "": {}}}[r.IntN(3)]
	if r.IntN(4) == 0 {
		p.Extra = map[string]footwear.Value{"shop.vegan": footwear.Yes.Value()}
	}
	switch r.IntN(8) {
	case 0:
		p.Shoe.Months = footwear.Num(0) // which a new shoe has anyhow
	case 1:
		p.Shoe.Wear, p.Shoe.Tread = footwear.WearWornOut, footwear.TreadNew
	case 2:
		p.Shoe.HeelHeight = footwear.MM(-5) // impossible
	}
	return p
}

func testIndex(t *testing.T, products []Product) *Index {
	x, err := NewIndex(footwear.Default(), slices.Values(products))
	require.NoError(t, err)
	return x
}

// What is put into an index comes out of it, and shares nothing with it.
func TestProductsComeBack(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 4))
	products := make([]Product, 3_000)
	for i := range products {
		products[i] = anyProduct(r, fmt.Sprint("é", i))
	}
	v := testIndex(t, products).View()
	assert.Less(t, v.groups.count, 3_000)
	for _, p := range products {
		have, ok := v.Product(p.ID)
		require.True(t, ok)
		require.Equal(t, p, have)
		if len(have.Sizes) > 0 {
			have.Sizes[0] = "changed"
		}
		if have.Extra != nil {
			have.Extra["shop.vegan"] = footwear.No.Value()
		}
		again, _ := v.Product(p.ID)
		require.Equal(t, p, again)
	}
	_, ok := v.Product("é")
	assert.False(t, ok)
	count := 0
	for range v.Products() {
		count++
	}
	assert.Equal(t, 3_000, count)
}

// anyFilter draws a filter.
func anyFilter(r *rand.Rand, products []Product) (f Filter) {
	maybe := func() bool { return r.IntN(4) == 0 }
	if maybe() {
		f.Department = Department(1 + r.IntN(3))
	}
	if maybe() {
		f.AgeGroup = AgeGroup(1 + r.IntN(5))
	}
	if maybe() {
		f.Categories = []string{"pumps", "Boots", "Hats"}[r.IntN(3):]
	}
	if maybe() {
		f.Brands = []string{"MERLONNE", "Pelorin"}[r.IntN(2):]
	}
	if maybe() {
		f.Occasion = footwear.Context(1 + r.IntN(63))
	}
	if maybe() {
		f.MaxPrice = []Money{Price(60, "EUR"), Price(60, ""), Price(60, "SEK"), Price(60, "CHF")}[r.IntN(4)]
	}
	if maybe() {
		f.Sizes = []string{"40", "39", "xl "}[r.IntN(3):]
	}
	if maybe() {
		f.KeepHeel = true
	}
	if maybe() {
		for range 20 {
			p := products[r.IntN(len(products))]
			f.Exclude = append(f.Exclude, []string{p.ID, p.Group}[r.IntN(2)])
		}
	}
	return f
}

// A sieve lets pass what its filter admits.
func TestSieveIsTheFilter(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 5))
	products := make([]Product, 1_500)
	for i := range products {
		products[i] = anyProduct(r, fmt.Sprint(i))
	}
	products[7].Department, products[8].AgeGroup = 9, 77 // there are none such
	v := testIndex(t, products).View()
	passed, held := 0, 0
	for range 60 {
		f := anyFilter(r, products)
		s := newSieve(v, &f)
		var groups []uint32
		for row := range v.rows.from(spot{}) {
			p := v.product(row)
			passes := s.admits(row) && s.groupFails(v.groups.at(row.group)) == 0
			require.Equal(t, f.admits(&p), passes, "%+v %+v", f, p)
			if passes {
				passed++
				groups = append(groups, row.group)
			} else {
				held++
			}
		}
		found, err := s.passing(t.Context())
		require.NoError(t, err)
		require.Equal(t, slices.Compact(groups), slices.Clip(found), "%+v", f)
	}
	assert.Greater(t, passed, 1_000)
	assert.Greater(t, held, 1_000)
}

// Numbering anew changes nothing that is to be seen, and takes away what is not needed.
func TestSettle(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 6))
	products := make([]Product, 2_000)
	for i := range products {
		products[i] = anyProduct(r, fmt.Sprint(i))
		products[i].Category, products[i].Brand = fmt.Sprint("category ", i), fmt.Sprint("brand ", i)
		products[i].Shoe.Weight = footwear.Grams(200 + float64(i)/10)
	}
	x := testIndex(t, products)
	require.NoError(t, x.Apply(Batch{Remove: []string{"3", "no such product"}, Put: []Product{{ID: "new"}}}))
	gone := []string{"new"}
	for i := range 1_900 {
		gone = append(gone, fmt.Sprint(i))
	}
	require.NoError(t, x.Apply(Batch{Remove: gone}))
	before := *x.View()
	assert.Greater(t, x.writer.superfluous(), 4_000)
	after := before
	x.writer.settle(&after)
	assert.Less(t, x.writer.superfluous(), 300)
	assert.Less(t, after.groups.count, 101)
	assert.Equal(t, len(before.faulty) > 0, len(after.faulty) > 0)
	assert.Equal(t, 100, after.Len())
	for _, p := range products[1_900:] {
		have, ok := after.Product(p.ID)
		require.True(t, ok)
		require.Equal(t, p, have)
	}
	x.current.Store(&after)
	require.NoError(t, x.Apply(Batch{Put: products[:10]}))
	assert.Equal(t, 110, x.View().Len())
	have, _ := x.View().Product("5")
	assert.Equal(t, products[5], have)
}

// What is known of visitors is bounded.
func TestKeptIsBounded(t *testing.T) {
	products := make([]Product, 3_000)
	for i := range products {
		products[i] = Product{ID: fmt.Sprint(i), Shoe: footwear.Shoe{Weight: footwear.Grams(200 + float64(i)/10)}}
	}
	x := testIndex(t, products)
	v := x.View()
	most := v.keeps()
	assert.LessOrEqual(t, most*(20*3_000+16<<10), 64*3_000+4<<20)
	assert.Greater(t, most, 40)
	for i := range 3 * most {
		_, err := v.judge.standing(v, visitor{Wearer: footwear.Wearer{Age: footwear.Num(20 + float64(i)/10)}})
		require.NoError(t, err)
		assert.LessOrEqual(t, len(v.judge.kept), most)
	}
	assert.Len(t, v.judge.kept, most)
}

// Views of which each has a group more than the last are asked for one visitor at the same time: each is given all groups that
// it has, and what is found out for the last one is not lost to an older one.
func TestViewsShareAnOrder(t *testing.T) {
	for round := range 100 {
		x, err := NewIndex(footwear.Default(), slices.Values([]Product{{ID: "first"}}))
		require.NoError(t, err)
		var views []*View
		for n := range 30 {
			p := Product{ID: fmt.Sprint(n)}
			p.Shoe.Weight = footwear.Grams(float64(100 + n))
			require.NoError(t, x.Apply(Batch{Put: []Product{p}}))
			views = append(views, x.View())
		}
		last := views[len(views)-1]
		wearer, use := footwear.Reference()
		s, err := last.judge.standing(last, visitor{wearer, use})
		require.NoError(t, err)
		s.room(last.groups.count)
		var all sync.WaitGroup
		for _, v := range views {
			all.Go(func() {
				_, order, err := s.all(t.Context(), v)
				assert.NoError(t, err)
				assert.GreaterOrEqual(t, len(order), v.groups.count)
			})
		}
		all.Wait()
		require.Len(t, *s.figures.Load().order.Load(), last.groups.count, "round %d", round)
	}
}
