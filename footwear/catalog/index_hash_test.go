package catalog

import (
	"fmt"
	"hash/maphash"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
)

// collided returns pairs of ids that have one hash: with the seed of a process others than in the next one.
func collided(w *writer, pairs int) (list []string) {
	by := map[uint32]string{}
	r := row{}
	for i := 0; len(list) < 2*pairs; i++ {
		id := fmt.Sprint("id-", i)
		w.buffer = appendText(w.buffer[:0], id)
		r.record = record(w.buffer)
		hash := w.home(&r).hash
		if other, ok := by[hash]; ok {
			list = append(list, other, id)
		}
		by[hash] = id
	}
	return list
}

// Ids that have one hash by chance are told apart: when an index is made, looked into and changed.
func TestIDsOfOneHash(t *testing.T) {
	weighing := func(id string, grams float64) Product {
		return Product{ID: id, Price: Price(grams, "EUR"), Shoe: footwear.Shoe{Weight: footwear.Grams(grams)}}
	}
	w := newWriter(maphash.MakeSeed())
	ids := collided(w, 3)
	want := map[string]Product{}
	var rows []row
	add := func(p Product) {
		rows = append(rows, w.row(&p))
		want[p.ID] = p
	}
	for _, round := range []float64{200, 300} { // of each the second one counts
		for i, id := range ids {
			add(weighing(id, round+float64(i/4))) // in groups of four
		}
	}
	add(weighing(ids[0], 400))
	rows, homes := w.inOrder(rows)
	require.Len(t, rows, len(ids))
	v := &View{rows: newSorted(rows), homes: newSorted(homes), ids: w.ids, groups: w.groups, texts: w.texts(), judge: newJudge(footwear.Default())}
	x := &Index{writer: w}
	x.current.Store(v)
	check := func() {
		t.Helper()
		require.Equal(t, len(want), x.View().Len())
		for _, id := range ids {
			have, ok := x.View().Product(id)
			p, there := want[id]
			require.Equal(t, there, ok, id)
			require.Equal(t, p, have, id)
		}
	}
	check()
	for i, id := range ids {
		p := weighing(id, 500+float64(i%3))
		want[id] = p
		require.NoError(t, x.Apply(Batch{Put: []Product{p}}))
		check()
		p.Price = Price(7, "EUR")
		want[id] = p
		require.NoError(t, x.Apply(Batch{Prices: map[string]Money{id: p.Price}}))
		check()
	}
	for _, id := range ids {
		delete(want, id)
		require.NoError(t, x.Apply(Batch{Remove: []string{id}}))
		check()
	}
}

// Groups that have one hash by chance are told apart.
func TestGroupsOfOneHash(t *testing.T) {
	g := newGrouping()
	products := make([]Product, 50)
	for i := range products {
		products[i].Shoe.Weight = footwear.Grams(float64(200 + i))
	}
	first := g.of(&products[0])
	for i := range products {
		g.numbers[g.hash(&group{shoe: products[i].asSold()})] = first // as if it had the hash of the first one
	}
	seen := map[uint32]bool{}
	for i := range products {
		n := g.of(&products[i])
		assert.False(t, seen[n], "product %d is in the group of another", i)
		seen[n] = true
		assert.Equal(t, n, g.of(&products[i]))
		assert.Equal(t, products[i].asSold(), g.at(n).shoe)
	}
	fresh := newGrouping()
	fresh.seed = g.seed
	fresh.numbers[fresh.hash(g.at(1))] = fresh.take(g.at(0), 1)
	assert.Equal(t, uint32(1), fresh.take(g.at(1), 1))
	assert.Equal(t, uint32(1), fresh.of(&products[1]))
}
