package catalog

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/heelwise/heelwise/footwear"
)

// A sieve is a filter as rows are asked: what it says about names and sizes is answered once for each that there is.
type sieve struct {
	*View
	tests  test // that say no to anything at all
	filter *Filter

	departments [8]bool // by department
	ages        [8]bool
	categories  []bool // by number, as are the next three
	brands      []bool
	sizes       []bool
	currencies  []bool // that compare with the ceiling
	style       footwear.Style
}

// A test is something that a sieve asks, a bit each.
type test uint16

const (
	byDepartment test = 1 << iota
	byAge
	byNames // categories
	byMaker // brands
	byUse
	byMaxPrice
	bySizes
	byHeelKept
	byExcluded
	byStyles
)

func newSieve(v *View, f *Filter) *sieve {
	s := &sieve{View: v, filter: f}
	if f.Department != 0 {
		s.offer(func(d Department) bool { return f.Department.offered(d) })
	}
	if f.AgeGroup != 0 {
		s.suit(f.AgeGroup)
	}
	if len(f.Categories) > 0 {
		s.in(f.Categories)
	}
	if len(f.Brands) > 0 {
		s.tests |= byMaker
		s.brands = answers(v.texts.brands, func(b string) bool { return named(f.Brands, b) })
	}
	if f.Occasion != 0 {
		s.tests |= byUse
	}
	if f.MaxPrice.Known() {
		s.tests |= byMaxPrice
		s.currencies = answers(v.texts.currencies, func(c string) bool { return Money{0, c, true}.comparable(f.MaxPrice) })
	}
	if len(f.Sizes) > 0 {
		s.tests |= bySizes
		s.sizes = make([]bool, len(v.texts.sizes))
		for i := range s.sizes {
			s.sizes[i] = f.wearsOneOf(v.texts.sizesOf(uint32(i)))
		}
	}
	if f.KeepHeel {
		s.tests |= byHeelKept
	}
	if len(f.Exclude) > 0 {
		s.tests |= byExcluded
	}
	return s
}

// answers asks something of every text.
func answers(texts []string, ask func(string) bool) []bool {
	list := make([]bool, len(texts))
	for i, text := range texts {
		list[i] = ask(text)
	}
	return list
}

// offer asks for departments.
func (s *sieve) offer(ask func(Department) bool) {
	s.tests |= byDepartment
	for d := range s.departments {
		s.departments[d] = ask(Department(d))
	}
}

// suit asks for an age group.
func (s *sieve) suit(g AgeGroup) {
	s.tests |= byAge
	for a := range s.ages {
		s.ages[a] = g.suits(AgeGroup(a).or(Adult))
	}
}

// in asks for categories.
func (s *sieve) in(categories []string) {
	s.tests |= byNames
	s.categories = answers(s.texts.categories, func(c string) bool { return named(categories, c) })
}

// ofStyle asks for shoes that may be of one of the styles.
func (s *sieve) ofStyle(style footwear.Style) {
	if s.style = style; style != 0 {
		s.tests |= byStyles
	}
}

// groupFails returns the tests about facts that a group fails.
func (s *sieve) groupFails(g *group) (failed test) {
	if s.tests&byHeelKept != 0 && !hasHeel(&g.shoe) {
		failed |= byHeelKept
	}
	if s.tests&byStyles != 0 && g.shoe.Style != 0 && g.shoe.Style&s.style == 0 {
		failed |= byStyles
	}
	return failed
}

// fails returns the other tests that a row fails.
func (s *sieve) fails(r *row) (failed test) {
	if s.tests&byDepartment != 0 && !s.departments[min(r.department, 7)] {
		failed |= byDepartment
	}
	if s.tests&byAge != 0 && !s.ages[min(r.age, 7)] {
		failed |= byAge
	}
	if s.tests&byNames != 0 && !s.categories[r.category] {
		failed |= byNames
	}
	if s.tests&byMaker != 0 && !s.brands[r.brand] {
		failed |= byMaker
	}
	if s.tests&byUse != 0 && r.occasion&s.filter.Occasion == 0 {
		failed |= byUse
	}
	if s.tests&byMaxPrice != 0 && (r.currency == 0 || !s.currencies[r.currency-1] || r.price > s.filter.MaxPrice.micros) {
		failed |= byMaxPrice
	}
	if s.tests&bySizes != 0 && !s.sizes[r.sizes] {
		failed |= bySizes
	}
	if s.tests&byExcluded != 0 && s.excludes(r) {
		failed |= byExcluded
	}
	return failed
}

func (s *sieve) excludes(r *row) bool {
	id, model := r.record.names()
	return slices.Contains(s.filter.Exclude, id) || model != "" && slices.Contains(s.filter.Exclude, model)
}

// admits reports whether a row passes.
func (s *sieve) admits(r *row) bool { return s.fails(r) == 0 }

// passing returns the groups in which something passes, in their order. It looks at every row, on all processors.
func (s *sieve) passing(ctx context.Context) ([]uint32, error) {
	const part = 64 // pages
	pages := s.rows.pages
	found := make([][]uint32, (len(pages)+part-1)/part)
	var next atomic.Int64
	work := func() {
		for ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			if i >= len(found) {
				return
			}
			found[i] = s.passingOn(pages[i*part : min((i+1)*part, len(pages))])
		}
	}
	var others sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(found)) - 1 {
		others.Go(work)
	}
	work()
	others.Wait()
	return slices.Compact(slices.Concat(found...)), ctx.Err()
}

func (s *sieve) passingOn(pages [][]row) (list []uint32) {
	const none = ^uint32(0)
	at, done := none, false // the group at hand, and whether nothing more is to be found out about it
	for _, page := range pages {
		for i := range page {
			r := &page[i]
			if r.group != at {
				at, done = r.group, s.groupFails(s.groups.at(r.group)) != 0
			}
			if !done && s.admits(r) {
				list, done = append(list, at), true
			}
		}
	}
	return list
}
