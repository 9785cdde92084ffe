package catalog

import "slices"

// A sorted is a list in order that is never changed: what is changed about it goes to a new one, which shares with the old
// one all pages that nothing changed on.
type sorted[E any] struct {
	pages [][]E // none of them empty
	count int
}

// fullPage is how many elements a page holds at most.
const fullPage = 512

// newSorted returns a list of elements that are in order.
func newSorted[E any](list []E) sorted[E] {
	s := sorted[E]{count: len(list)}
	for page := range slices.Chunk(list, fullPage) {
		s.pages = append(s.pages, slices.Clone(page))
	}
	return s
}

// A spot is a place in a sorted list.
type spot struct{ page, at int }

// find returns where the first element stands that does not come before what is looked for.
func (s *sorted[E]) find(before func(*E) bool) spot {
	page := pageOf(s.pages, before)
	if page == len(s.pages) {
		return spot{page, 0}
	}
	lo, hi := 0, len(s.pages[page])
	for lo < hi {
		if middle := (lo + hi) / 2; before(&s.pages[page][middle]) {
			lo = middle + 1
		} else {
			hi = middle
		}
	}
	return spot{page, lo}
}

// from yields the elements from a place on. They must not be changed.
func (s *sorted[E]) from(at spot) func(func(*E) bool) {
	return func(yield func(*E) bool) {
		for ; at.page < len(s.pages); at = (spot{at.page + 1, 0}) {
			page := s.pages[at.page]
			for i := at.at; i < len(page); i++ {
				if !yield(&page[i]) {
					return
				}
			}
		}
	}
}

// edited returns the list without the elements that are gone, each of which was in it, and with those that are added. Both
// are in order.
func (s *sorted[E]) edited(gone, added []E, compare func(a, b E) int) sorted[E] {
	t := sorted[E]{count: s.count - len(gone) + len(added)}
	if len(s.pages) == 0 {
		t.add(added)
		return t
	}
	t.pages = make([][]E, 0, len(s.pages)+len(added)/fullPage+1)
	rest := s.pages
	for len(gone) > 0 || len(added) > 0 {
		first := slices.Concat(gone[:min(1, len(gone))], added[:min(1, len(added))])
		key := slices.MinFunc(first, compare)
		n := min(pageOf(rest, func(e *E) bool { return compare(*e, key) < 0 }), len(rest)-1)
		t.pages = append(t.pages, rest[:n]...)
		page, last := rest[n], n == len(rest)-1
		rest = rest[n+1:]
		mine := len(added)
		if !last {
			end := page[len(page)-1]
			mine = 0
			for mine < len(added) && compare(added[mine], end) <= 0 {
				mine++
			}
		}
		kept, done := merged(page, gone, added[:mine], compare)
		gone, added = gone[done:], added[mine:]
		t.add(kept)
		if last {
			break
		}
	}
	t.pages = append(t.pages, rest...)
	return t
}

// pageOf returns the first page that does not end before what is looked for.
func pageOf[E any](pages [][]E, before func(*E) bool) int {
	lo, hi := 0, len(pages)
	for lo < hi {
		if middle := (lo + hi) / 2; before(&pages[middle][len(pages[middle])-1]) {
			lo = middle + 1
		} else {
			hi = middle
		}
	}
	return lo
}

// add adds a page behind the others: divided where it is too full, and joined to the last one where both are nearly empty.
func (s *sorted[E]) add(page []E) {
	if last := len(s.pages) - 1; last >= 0 && len(page) > 0 && len(s.pages[last])+len(page) <= fullPage/2 {
		s.pages[last] = slices.Concat(s.pages[last], page)
		return
	}
	if len(page) > fullPage {
		parts := (len(page) + fullPage - 1) / fullPage
		for part := range slices.Chunk(page, (len(page)+parts-1)/parts) {
			s.pages = append(s.pages, slices.Clone(part))
		}
		return
	}
	if len(page) > 0 {
		s.pages = append(s.pages, page)
	}
}

// merged returns a page with what is added and without what is gone, and how much of that was on it.
func merged[E any](page, gone, added []E, compare func(a, b E) int) (list []E, done int) {
	list = make([]E, 0, len(page)+len(added))
	for i := range page {
		if done < len(gone) && compare(page[i], gone[done]) == 0 {
			done++
			continue
		}
		for len(added) > 0 && compare(added[0], page[i]) < 0 {
			list, added = append(list, added[0]), added[1:]
		}
		list = append(list, page[i])
	}
	return append(list, added...), done
}
