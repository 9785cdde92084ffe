package catalog_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/catalogtest"
	"github.com/heelwise/heelwise/rules"
)

// A hundred readers ask while products change thousands of times and rules are reloaded: every answer is of one catalogue and
// one pack, and no change is lost. Everybody has a number of turns, and no time.
func TestIndexWhileAllChanges(t *testing.T) {
	const readers, asks = 100, 3
	const writers, batches, most, stay = 2, 150, 20, 100 // most is of updates in a batch; after so many more a new product leaves
	reloads := 0
	live, err := rules.NewLive(func() (*footwear.Assessor, error) {
		reloads++
		return layered(t, reloads%5), nil
	})
	require.NoError(t, err)
	products := slices.Collect(catalogtest.Products(1, 400))
	x, err := catalog.NewIndex(live.Current(), slices.Values(append(products, catalog.Product{ID: "a"}, catalog.Product{ID: "b"})))
	require.NoError(t, err)

	var all sync.WaitGroup
	var updates [writers]int
	var writing atomic.Int64
	writing.Store(writers)
	for w := range writers {
		all.Go(func() {
			defer writing.Add(-1)
			r := rand.New(rand.NewPCG(1, uint64(w)))
			for range batches {
				time.Sleep(time.Millisecond) // so that the others get their turn
				b := catalog.Batch{Prices: map[string]catalog.Money{}}
				for range 1 + r.IntN(most) {
					updates[w]++
					n := updates[w]
					price := catalog.Price(float64(n), "EUR")
					b.Prices[fmt.Sprint("P-000000", w)] = price
					if w == 0 { // both or none
						b.Prices["a"], b.Prices["b"] = price, price
					}
					// What is new has facts, a brand and sizes that nothing else has.
					p := products[r.IntN(len(products))]
					p.ID, p.Brand, p.Sizes = fmt.Sprintf("new-%d-%d", w, n), fmt.Sprint("brand ", w, n), []string{fmt.Sprint(w, n)}
					p.Shoe.Weight = footwear.Grams(200 + float64(n)/100)
					b.Put = append(b.Put, p)
					b.Remove = append(b.Remove, fmt.Sprintf("new-%d-%d", w, n-stay))
				}
				if err := x.Apply(b); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Go(func() {
		for once := true; once || writing.Load() > 0; once = false {
			if err := live.Reload(); err != nil {
				t.Error(err)
			}
			x.Exchange(live.Current())
		}
	})
	var during atomic.Int64 // answers
	for reader := range readers {
		all.Go(func() {
			r := rand.New(rand.NewPCG(2, uint64(reader)))
			for range asks {
				who := someone(rand.New(rand.NewPCG(3, r.Uint64N(40))))
				if problem := ask(t.Context(), x.View(), who, r); problem != "" {
					t.Error(problem)
				}
				if writing.Load() > 0 {
					during.Add(1)
				}
				time.Sleep(time.Duration(r.IntN(400)) * time.Millisecond) // a visitor looks at what there is to see
			}
		})
	}
	all.Wait()
	t.Logf("%d answers during %d updates and %d reloads", during.Load(), updates[0]+updates[1], reloads)

	v := x.View()
	for w, last := range updates {
		p, ok := v.Product(fmt.Sprint("P-000000", w))
		require.True(t, ok)
		assert.Equal(t, float64(last), p.Price.Amount(), "the last price of writer %d", w)
		for n := last; n > max(0, last-stay); n-- {
			_, ok := v.Product(fmt.Sprintf("new-%d-%d", w, n))
			assert.True(t, ok, "product %d of writer %d", n, w)
		}
	}
	assert.Same(t, live.Current(), v.Assessor())
	assert.Equal(t, len(products)+2+writers*stay, v.Len())
	count, bound := x.Numbered()
	assert.LessOrEqual(t, count, bound)
	assert.Less(t, count, 3*(updates[0]+updates[1]), "facts, brands and sizes were numbered anew meanwhile")
}

// ask asks one question, and says what is wrong about the answer.
func ask(ctx context.Context, v *catalog.View, who footwear.Case, r *rand.Rand) (problem string) {
	a, _ := v.Product("a")
	b, _ := v.Product("b")
	if a.Price != b.Price {
		return fmt.Sprintf("half a batch: %v and %v", a.Price, b.Price)
	}
	q := catalog.Ranking{Wearer: who.Wearer, Use: who.Use}
	if r.IntN(3) == 0 {
		q.Categories = []string{"Pumps", "Boots"}
	}
	switch r.IntN(4) {
	case 0:
		f, err := v.Facets(ctx, q)
		banded := 0
		for _, c := range f.Bands {
			banded += c.Products
		}
		if err == nil && (banded != f.Products || f.Pack.Digest != digestOf(v)) {
			return fmt.Sprintf("%d of %d products are in bands, by pack %s", banded, f.Products, f.Pack.Digest)
		}
	case 1:
		s, err := v.Alternatives(ctx, catalog.Query{Of: catalog.Product{Shoe: footwear.Shoe{Heel: footwear.HeelStiletto}}, Wearer: who.Wearer, Use: who.Use})
		if err != nil {
			return err.Error()
		}
		for _, one := range s.Alternatives {
			if one.Assessment.Pack.Digest != s.Of.Pack.Digest || one.Saves != s.Of.Score-one.Assessment.Score {
				return "a mixed answer about " + one.Product.ID
			}
		}
	default:
		page, err := v.Page(ctx, q, 10)
		if err != nil {
			return err.Error()
		}
		if page.Pack.Digest != digestOf(v) {
			return "a page by another pack"
		}
		for i, one := range page.Products {
			p := one.Product()
			c := p.Case(who.Wearer, who.Use)
			if score, upper := v.Assessor().Upper(&c); score != one.Score || upper != one.Upper {
				return fmt.Sprintf("%s: %v to %v in a ranking, %v to %v by its pack", p.ID, one.Score, one.Upper, score, upper)
			}
			if i > 0 {
				if last := page.Products[i-1]; last.Upper > one.Upper || last.Upper == one.Upper && (last.Score > one.Score || last.Score == one.Score && strings.Compare(last.ID, one.ID) >= 0) {
					return fmt.Sprintf("%s stands behind %s", one.ID, last.ID)
				}
			}
		}
	}
	return ""
}

func digestOf(v *catalog.View) string { return v.Assessor().Pack().Identity().Digest }

// What is known of visitors is found out anew by other rules while these very visitors ask.
func TestExchangeWhileTheKnownAsk(t *testing.T) {
	assessors := []*footwear.Assessor{layered(t, 1), layered(t, 2)}
	x, err := catalog.NewIndex(assessors[0], catalogtest.Products(1, 60))
	require.NoError(t, err)
	const readers, asks, visitors = 4, 150, 12
	visitor := func(n uint64) footwear.Case { return someone(rand.New(rand.NewPCG(3, n))) }
	for n := range uint64(visitors) {
		who := visitor(n)
		_, err := x.View().Page(t.Context(), catalog.Ranking{Wearer: who.Wearer, Use: who.Use}, 1)
		require.NoError(t, err)
	}
	var asking atomic.Int64
	asking.Store(readers)
	var all sync.WaitGroup
	for reader := range readers {
		all.Go(func() {
			defer asking.Add(-1)
			r := rand.New(rand.NewPCG(4, uint64(reader)))
			for range asks {
				if problem := ask(t.Context(), x.View(), visitor(r.Uint64N(visitors)), r); problem != "" {
					t.Error(problem)
				}
			}
		})
	}
	exchanges := 0
	for ; asking.Load() > 0; exchanges++ {
		x.Exchange(assessors[(exchanges+1)%len(assessors)])
	}
	all.Wait()
	t.Logf("%d exchanges", exchanges)
}

// However long products come and go, visitors ask and rules are exchanged, what is kept alive does not grow.
func TestIndexStaysAsLarge(t *testing.T) {
	const spans, batches, stay = 4, 30, 100
	assessors := []*footwear.Assessor{layered(t, 1), layered(t, 2)}
	products := slices.Collect(catalogtest.Products(1, 200))
	x, err := catalog.NewIndex(assessors[0], slices.Values(products))
	require.NoError(t, err)
	r := rand.New(rand.NewPCG(6, 0))
	n := 0
	var live [spans]uint64 // bytes, at the end of each span
	for span := range spans {
		for batch := range batches {
			var b catalog.Batch
			for range 50 { // what is new has facts, a brand and sizes that nothing else has
				n++
				p := products[r.IntN(len(products))]
				p.ID, p.Brand, p.Sizes = fmt.Sprint("new-", n), fmt.Sprint("brand ", n), []string{fmt.Sprint(n)}
				p.Shoe.Weight = footwear.Grams(200 + float64(n)/100)
				b.Put = append(b.Put, p)
				b.Remove = append(b.Remove, fmt.Sprint("new-", n-stay))
			}
			require.NoError(t, x.Apply(b))
			if batch%5 == 0 {
				_, err := x.View().Page(t.Context(), catalog.Ranking{Wearer: footwear.Wearer{Age: footwear.Num(float64(18 + batch))}}, 5)
				require.NoError(t, err)
			}
		}
		x.Exchange(assessors[(span+1)%2])
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		live[span] = m.HeapAlloc
	}
	runtime.KeepAlive(x)
	t.Logf("%v bytes live; %d products came and %d left", live, n, n-stay)
	early, late := slices.Max(live[:spans/2]), slices.Max(live[spans/2:])
	assert.LessOrEqual(t, late, early+early/5)
}

// An ending context ends when it was asked so often.
type ending struct {
	context.Context
	left atomic.Int64
}

func (e *ending) Err() error {
	if e.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// Wherever a question is broken off, nothing that is half known is kept as if it were whole: who asks the same again is
// told what an index tells that nobody asked before.
func TestBrokenOff(t *testing.T) {
	products := slices.Collect(catalogtest.Products(1, 1_500))
	index := func() *catalog.Index {
		x, err := catalog.NewIndex(footwear.Default(), slices.Values(products))
		require.NoError(t, err)
		return x
	}
	asked, fresh := index().View(), index().View()
	const seed = 1
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 11))
	broken := [4]int{}
	for kind, ask := range [len(broken)]func(ctx context.Context, v *catalog.View, q catalog.Ranking) (any, error){
		func(ctx context.Context, v *catalog.View, q catalog.Ranking) (any, error) { return v.Page(ctx, q, 5) },
		func(ctx context.Context, v *catalog.View, q catalog.Ranking) (any, error) {
			q.Categories = []string{"Pumps", "Boots"}
			return v.Page(ctx, q, 5)
		},
		func(ctx context.Context, v *catalog.View, q catalog.Ranking) (any, error) { return v.Facets(ctx, q) },
		func(ctx context.Context, v *catalog.View, q catalog.Ranking) (any, error) {
			of := catalog.Product{Shoe: footwear.Shoe{Heel: footwear.HeelStiletto}}
			return v.Alternatives(ctx, catalog.Query{Of: of, Wearer: q.Wearer, Use: q.Use})
		},
	} {
		answer := func(v *catalog.View, q catalog.Ranking) string {
			a, err := ask(t.Context(), v, q)
			require.NoError(t, err)
			text, err := json.Marshal(a)
			require.NoError(t, err)
			return string(text)
		}
		for _, ends := range []int64{0, 1, 3, 5, 8} {
			who := someone(r)
			q := catalog.Ranking{Wearer: who.Wearer, Use: who.Use}
			ctx := &ending{Context: t.Context()}
			ctx.left.Store(ends)
			if _, err := ask(ctx, asked, q); err != nil {
				require.ErrorIs(t, err, context.Canceled)
				broken[kind]++
			}
			require.Equal(t, answer(fresh, q), answer(asked, q), "kind %d, broken off at %d", kind, ends)
		}
		assert.Positive(t, broken[kind], "kind %d", kind)
	}
	t.Logf("broken off: %v", broken)
}
