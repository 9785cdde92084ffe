package catalog

import (
	"cmp"
	"container/heap"
	"context"

	"github.com/heelwise/heelwise/rules"
)

// A search finds groups in the order of the upper ends of their likely scores without finding out all of them. A score is
// never above that end, so a group need not be looked at before the groups that have been are worse than its score.
type search struct {
	view  *View
	who   *standing
	known *figures
	list  []uint32     // the groups to look at, by score
	below rules.Points // only groups with a lower score are meant
	found ends         // looked at, and not told yet
}

// end is a group whose upper end is known.
type end struct {
	upper, score rules.Points
	group        uint32
}

func (e end) compare(o end) int {
	return cmp.Or(cmp.Compare(e.upper, o.upper), cmp.Compare(e.score, o.score))
}

// ends are a heap, the lowest at the front.
type ends []end

func (e ends) Len() int           { return len(e) }
func (e ends) Less(i, k int) bool { return e[i].compare(e[k]) < 0 }
func (e ends) Swap(i, k int)      { e[i], e[k] = e[k], e[i] }
func (e *ends) Push(x any)        { *e = append(*e, x.(end)) }
func (e *ends) Pop() any {
	last := (*e)[len(*e)-1]
	*e = (*e)[:len(*e)-1]
	return last
}

// search begins a search for a visitor, among the groups in which something passes the sieve.
func (v *View) search(ctx context.Context, who visitor, s *sieve) (*search, error) {
	known, err := v.judge.standing(v, who)
	if err != nil {
		return nil, err
	}
	f := &search{view: v, who: known, below: unknownPoints}
	if s.tests == 0 {
		f.known, f.list, err = known.all(ctx, v)
		return f, err
	}
	if f.list, err = s.passing(ctx); err != nil {
		return nil, err
	}
	f.known = known.room(v.groups.count)
	if err := known.score(ctx, v, f.known, f.list); err != nil {
		return nil, err
	}
	f.known.byScore(f.list)
	return f, nil
}

// next returns the groups that come next, all those of one upper end and one score; none behind the last.
func (s *search) next() (tied []uint32, at end) {
	for len(s.list) > 0 {
		group := s.list[0]
		score := rules.NoPoints
		if int(group) < s.view.groups.count { // a later view may have brought more
			score, _ = load(s.known.scores, group)
		}
		if len(s.found) > 0 && s.found[0].upper < score || score >= s.below {
			break
		}
		s.list = s.list[1:]
		if score.Valid() {
			heap.Push(&s.found, end{s.who.upper(s.view, s.known, group), score, group})
		}
	}
	for len(s.found) > 0 && (len(tied) == 0 || s.found[0].compare(at) == 0) {
		at = heap.Pop(&s.found).(end)
		tied = append(tied, at.group)
	}
	return tied, at
}

// merged yields the rows of groups in the order of their ids.
func (v *View) merged(groups []uint32) func(func(*row) bool) {
	if len(groups) == 1 {
		return v.of(groups[0])
	}
	return func(yield func(*row) bool) {
		var heads rowHeap
		for _, g := range groups {
			if h := headOf(v, g); h.row != nil {
				heads = append(heads, h)
			}
		}
		heap.Init(&heads)
		for len(heads) > 0 {
			if !yield(heads[0].row) {
				return
			}
			if heads[0].step(v); heads[0].row == nil {
				heap.Pop(&heads)
			} else {
				heap.Fix(&heads, 0)
			}
		}
	}
}

// A head is where the rows of one group are read.
type head struct {
	spot
	group uint32
	row   *row // nil behind the last
}

func headOf(v *View, group uint32) head {
	h := head{spot: v.rows.find(func(r *row) bool { return r.group < group }), group: group}
	h.look(v)
	return h
}

func (h *head) look(v *View) {
	h.row = nil
	if h.page < len(v.rows.pages) && h.at == len(v.rows.pages[h.page]) {
		h.spot = spot{h.page + 1, 0}
	}
	if h.page < len(v.rows.pages) && v.rows.pages[h.page][h.at].group == h.group {
		h.row = &v.rows.pages[h.page][h.at]
	}
}

func (h *head) step(v *View) {
	h.at++
	h.look(v)
}

type rowHeap []head

func (h rowHeap) Len() int           { return len(h) }
func (h rowHeap) Less(i, k int) bool { return h[i].row.record.id() < h[k].row.record.id() }
func (h rowHeap) Swap(i, k int)      { h[i], h[k] = h[k], h[i] }
func (h *rowHeap) Push(x any)        { *h = append(*h, x.(head)) }
func (h *rowHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
