package catalog_test

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/catalogtest"
)

// size is the size of the catalogue that is measured.
var size = flag.Int("products", 1_000_000, "how many products the benchmarks of the index are about")

var measured = sync.OnceValue(func() *catalog.Index {
	x, err := catalog.NewIndex(footwear.Default(), catalogtest.Products(1, *size))
	if err != nil {
		panic(err)
	}
	return x
})

// stored are the same products, as the plain loop takes them.
var stored = sync.OnceValue(func() []catalog.Product { return slices.Collect(catalogtest.Products(1, *size)) })

// newcomer returns a wearer and a use that nobody asked for before.
func newcomer(n int) (footwear.Wearer, footwear.Use) {
	wearer, use := footwear.Reference()
	wearer.BMI = footwear.Num(18 + float64(n%100_000)/10_000)
	return wearer, use
}

// newcomers counts those who were.
var newcomers int

func newVisitor() (footwear.Wearer, footwear.Use) {
	newcomers++
	return newcomer(newcomers)
}

// BenchmarkPlain is what the others are measured against: score and upper end of every product, on one processor.
func BenchmarkPlain(b *testing.B) {
	products := stored()
	a := footwear.Default()
	b.ReportAllocs()
	for b.Loop() {
		wearer, use := newVisitor()
		for i := range products {
			c := products[i].Case(wearer, use)
			a.Upper(&c)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(products)), "ns/product")
}

func BenchmarkBuild(b *testing.B) {
	products := stored()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := catalog.NewIndex(footwear.Default(), slices.Values(products)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(products))*float64(b.N)/b.Elapsed().Seconds(), "products/s")
}

func page(b *testing.B, v *catalog.View, q catalog.Ranking, n int) catalog.Page {
	page, err := v.Page(context.Background(), q, n)
	if err != nil {
		b.Fatal(err)
	}
	return page
}

func BenchmarkTop20New(b *testing.B) {
	v := measured().View()
	b.ReportAllocs()
	for b.Loop() {
		wearer, use := newVisitor()
		page(b, v, catalog.Ranking{Wearer: wearer, Use: use}, 20)
	}
}

func BenchmarkTop20NewFiltered(b *testing.B) {
	v := measured().View()
	b.ReportAllocs()
	for b.Loop() {
		wearer, use := newVisitor()
		page(b, v, catalog.Ranking{Wearer: wearer, Use: use, Filter: catalog.Filter{Categories: []string{"Pumps"}, MaxPrice: catalog.Price(120, "EUR"), Sizes: []string{"38"}, KeepHeel: true}}, 20)
	}
}

func BenchmarkTop20Known(b *testing.B) {
	v := measured().View()
	wearer, use := newVisitor()
	page(b, v, catalog.Ranking{Wearer: wearer, Use: use}, 20)
	b.ReportAllocs()
	for b.Loop() {
		page(b, v, catalog.Ranking{Wearer: wearer, Use: use}, 20)
	}
}

// Ten pages on, by the cursor.
func BenchmarkPageTenKnown(b *testing.B) {
	v := measured().View()
	wearer, use := newVisitor()
	q := catalog.Ranking{Wearer: wearer, Use: use}
	q.After = page(b, v, q, 180).Next
	page(b, v, q, 20)
	b.ReportAllocs()
	for b.Loop() {
		page(b, v, q, 20)
	}
}

func BenchmarkAlternativesNew(b *testing.B) {
	v := measured().View()
	r := sample(v)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		wearer, use := newVisitor()
		if _, err := v.Alternatives(context.Background(), catalog.Query{Of: r[i%len(r)], Wearer: wearer, Use: use}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAlternativesKnown(b *testing.B) {
	v := measured().View()
	r := sample(v)
	wearer, use := newVisitor()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := v.Alternatives(context.Background(), catalog.Query{Of: r[i%len(r)], Wearer: wearer, Use: use}); err != nil {
			b.Fatal(err)
		}
	}
}

// sample returns some products of all kinds.
func sample(v *catalog.View) (list []catalog.Product) {
	for i := range 97 {
		p, ok := v.Product(fmt.Sprintf("P-%07d", i*(*size/97)))
		if ok {
			list = append(list, p)
		}
	}
	return list
}

func BenchmarkFacetsKnown(b *testing.B) {
	v := measured().View()
	wearer, use := newVisitor()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := v.Facets(context.Background(), catalog.Ranking{Wearer: wearer, Use: use, Filter: catalog.Filter{Department: catalog.Women}}); err != nil {
			b.Fatal(err)
		}
	}
}

// One price a batch, as it comes from a till.
func BenchmarkApplyOnePrice(b *testing.B) {
	x := measured()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		id := fmt.Sprintf("P-%07d", i*7919%*size)
		if err := x.Apply(catalog.Batch{Prices: map[string]catalog.Money{id: catalog.Price(float64(20+i%100), "EUR")}}); err != nil {
			b.Fatal(err)
		}
	}
}

// A thousand new facts a batch.
func BenchmarkApplyThousandProducts(b *testing.B) {
	x := measured()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		batch := catalog.Batch{Put: slices.Collect(catalogtest.Products(uint64(100+i), 1000))}
		if err := x.Apply(batch); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMemory reports what the index takes for a product, its own strings left out.
func BenchmarkMemory(b *testing.B) {
	own := 0
	for p := range catalogtest.Products(1, *size) {
		own += ownStrings(&p)
	}
	heap := func() float64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc)
	}
	for b.Loop() {
		before := heap()
		x, err := catalog.NewIndex(footwear.Default(), catalogtest.Products(1, *size))
		if err != nil {
			b.Fatal(err)
		}
		built := heap() - before
		b.ReportMetric((built-float64(own))/float64(*size), "B/product")
		b.ReportMetric(float64(own)/float64(*size), "B-of-strings/product")
		for range 200 { // more than are kept
			wearer, use := newVisitor()
			page(b, x.View(), catalog.Ranking{Wearer: wearer, Use: use}, 20)
		}
		b.ReportMetric((heap()-before-float64(own))/float64(*size), "B/product-with-visitors")
		runtime.KeepAlive(x)
	}
}

// ownStrings returns the length of all texts that p holds.
func ownStrings(p *catalog.Product) (n int) {
	for _, text := range []string{p.ID, p.Group, p.Title, p.Brand, p.Category, p.Colour, p.URL, p.Image} {
		n += len(text)
	}
	for _, list := range [][]string{p.Sizes, p.Widths, p.Materials} {
		for _, text := range list {
			n += len(text)
		}
	}
	for _, s := range p.Sources { // the words they are about are those of the vocabulary
		n += len(s.From) + len(s.Text)
	}
	return n
}

// What an Apply does besides, now and then.
func BenchmarkSettle(b *testing.B) {
	x := measured()
	b.ReportAllocs()
	for b.Loop() {
		x.Settle()
	}
}

// A reload, while as many visitors are known as are kept.
func BenchmarkExchange(b *testing.B) {
	x := measured()
	for range 60 {
		wearer, use := newVisitor()
		page(b, x.View(), catalog.Ranking{Wearer: wearer, Use: use}, 20)
	}
	assessors := []*footwear.Assessor{layered(b, 1), layered(b, 2)}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		x.Exchange(assessors[i%2])
	}
}
