package catalog

import (
	"fmt"
	"hash/maphash"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// An Index holds the products of a shop so that they can be ranked for any wearer in any use in the time of a page view,
// while they change and while rules are loaded anew. Questions are put to a [View] of it:
//
//	page, err := index.View().Page(ctx, catalog.Ranking{Wearer: wearer, Use: use}, 20)
//
// Products of equal facts are judged once, and only those that can stand at the top are judged in full. What was found out
// for a wearer in a use is kept for a while, in at most 64 bytes for each product and 4 MB: it is health data in memory.
//
// An Index is safe for concurrent use. Make one with [NewIndex]; the zero Index cannot be used.
type Index struct {
	current atomic.Pointer[View]

	changing sync.Mutex // is held by who makes the next view
	writer   *writer
	settled  int // how many texts and empty groups there were when they were last put in order
}

// A View is the catalogue of an [Index] as it was at one moment, with the assessor that judged then: it never changes, so
// all that one page shows should come from one View. Who keeps a View keeps the memory of what changed since.
//
// A View is safe for concurrent use. Take one with [Index.View]; the zero View cannot be used.
type View struct {
	rows   sorted[row]
	homes  sorted[home]
	ids    maphash.Seed // of the hashes of homes
	groups groups
	texts  texts
	judge  *judge
	faulty []uint32 // the groups that cannot be judged
}

// NewIndex returns an index of the products, which are judged by a. Of products with one id the last one counts. It keeps
// neither the products nor what they share.
//
// The error lists the products that have no id, by their place ([rules.Errors]); there is no index then. Records that could
// not be read are for the caller to collect while it yields the others.
func NewIndex(a *footwear.Assessor, products iter.Seq[Product]) (*Index, error) {
	x := &Index{writer: newWriter(maphash.MakeSeed())}
	var rows []row
	var faults rules.Errors
	n := 0
	for p := range products {
		if p.ID == "" {
			faults = append(faults, withoutID(fmt.Sprintf("products[%d]", n)))
		} else if len(faults) == 0 {
			rows = append(rows, x.writer.row(&p))
		}
		n++
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	rows, homes := x.writer.inOrder(rows)
	v := &View{rows: newSorted(rows), homes: newSorted(homes), ids: x.writer.ids, groups: x.writer.groups, texts: x.writer.texts()}
	v.judge = newJudge(a)
	v.faulty = v.judge.appendFaulty(nil, v, 0)
	x.settled = x.writer.superfluous()
	x.current.Store(v)
	return x, nil
}

func withoutID(place string) *rules.Error {
	return &rules.Error{Key: place + ".id", Code: "missing-key", Msg: "the product has no id", Hint: "the index names products by their ids"}
}

// inOrder puts rows in order, and finds their homes. Of rows with one id it keeps the last one.
func (w *writer) inOrder(rows []row) ([]row, []home) {
	type numbered struct {
		home
		at uint32
	}
	list := make([]numbered, len(rows))
	for i := range rows {
		list[i] = numbered{w.home(&rows[i]), uint32(i)}
	}
	slices.SortFunc(list, func(a, b numbered) int {
		if a.hash != b.hash {
			return compareHomes(home{hash: a.hash}, home{hash: b.hash})
		}
		return int(a.at) - int(b.at)
	})
	stale := make([]bool, len(rows))
	for i := range list {
		for k := i + 1; k < len(list) && list[k].hash == list[i].hash; k++ {
			if rows[list[i].at].record.id() == rows[list[k].at].record.id() {
				stale[list[i].at] = true
			}
		}
	}
	homes := make([]home, 0, len(rows))
	for _, n := range list {
		if !stale[n.at] {
			homes = append(homes, n.home)
			w.joined(n.group, 1)
		}
	}
	slices.SortFunc(homes, compareHomes)
	kept := rows[:0]
	for i, r := range rows {
		if !stale[i] {
			kept = append(kept, r)
		}
	}
	slices.SortFunc(kept, compareRows)
	return kept, homes
}

// View returns the catalogue as it is now. It never waits.
func (x *Index) View() *View { return x.current.Load() }

// Exchange judges by another assessor from now on, as after a reload of a [rules.Live]:
//
//	if err := live.Reload(); err == nil {
//		index.Exchange(live.Current())
//	}
//
// What is known of wearers is found out anew, by the new rules, before the two are exchanged: until then answers are given
// by the old ones, and nobody waits. It returns when the exchange is done.
func (x *Index) Exchange(a *footwear.Assessor) {
	old := x.View()
	if old.judge.assessor == a {
		return
	}
	judge := newJudge(a)
	judge.epoch = old.judge.epoch
	judge.prepare(old)
	faulty, judged := judge.appendFaulty(nil, old, 0), old.groups.count
	x.changing.Lock()
	defer x.changing.Unlock()
	v := *x.View()
	if v.judge.epoch != old.judge.epoch { // the groups were numbered anew meanwhile
		judge, faulty, judged = newJudge(a), nil, 0
		judge.epoch = v.judge.epoch
	}
	v.judge = judge
	v.faulty = judge.appendFaulty(faulty, &v, judged)
	x.current.Store(&v)
}

// Len returns how many products there are.
func (v *View) Len() int { return v.rows.count }

// Assessor returns the assessor that the view's products are judged by.
func (v *View) Assessor() *footwear.Assessor { return v.judge.assessor }

// Product returns the product with an id, the caller's own; it is not ok where there is none.
func (v *View) Product(id string) (p Product, ok bool) {
	r := v.row(id)
	if r == nil {
		return Product{}, false
	}
	return v.product(r), true
}

// Products yields all products, in no order that means anything. Each is the caller's own.
func (v *View) Products() iter.Seq[Product] {
	return func(yield func(Product) bool) {
		for r := range v.rows.from(spot{}) {
			if !yield(v.product(r)) {
				return
			}
		}
	}
}

// unknownID reports an id that no product has.
func unknownID(key, id string) *rules.Error {
	return &rules.Error{Key: key, Code: "unknown-id", Msg: fmt.Sprintf("there is no product with the id %q", quote.Short(strings.ToValidUTF8(id, "�")))}
}
