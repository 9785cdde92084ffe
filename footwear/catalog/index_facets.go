package catalog

import (
	"cmp"
	"context"
	"math/bits"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

// A Count is how many products there are of one kind.
type Count struct {
	Value    string `json:"value"`
	Products int    `json:"products"`
}

// Facets count the products that a ranking holds. What is counted by one field of the filter is counted as if that field
// asked for nothing, so that a page can say how many products another choice would show. Values come with those of most
// products first, equal ones by name; bands from low to high, and departments, age groups and occasions in their own order.
// Names that are one to a [Filter] are counted together, in the spelling that most products have. Products of which the value
// is unknown are under "unknown" or, of names, not counted.
//
// Departments and age groups are counted as they are stated, though a filter lets pass more than these: who asks for women's
// shoes sees unisex ones too, and who asks for those of adults sees those of unknown age.
type Facets struct {
	Products    int            `json:"products"` // that pass the filter and can be judged
	Faulty      int            `json:"faulty"`   // that pass it and cannot, because their facts are impossible
	Bands       []Count        `json:"bands"`    // of the index; of all bands
	Departments []Count        `json:"departments"`
	AgeGroups   []Count        `json:"age_groups"`
	Occasions   []Count        `json:"occasions"`
	Categories  []Count        `json:"categories"`
	Brands      []Count        `json:"brands"`
	Sizes       []Count        `json:"sizes"` // in stock
	AtReference bool           `json:"at_reference"`
	Pack        rules.Identity `json:"pack"`
}

// tally counts rows by number.
type tally struct {
	products, faulty                 int
	bands, categories, brands, sizes []int
	departments, ages                [8]int
	occasions                        [33]int // by word; the last is unknown
}

// Facets counts the products that q asks for, by band and by what the filter can ask for. The cursor does not count. The
// error is as for [View.Rank].
func (v *View) Facets(ctx context.Context, q Ranking) (Facets, error) {
	known, err := v.judge.standing(v, visitor{q.Wearer, q.Use})
	if err != nil {
		return Facets{}, err
	}
	f, _, err := known.all(ctx, v)
	if err != nil {
		return Facets{}, err
	}
	var names []string
	var edges []rules.Points
	for name, from := range v.judge.assessor.Pack().Bands() {
		names, edges = append(names, name), append(edges, from)
	}
	const part = 64 // pages
	s := newSieve(v, &q.Filter)
	pages := v.rows.pages
	tallies := make([]*tally, runtime.GOMAXPROCS(0))
	var next atomic.Int64
	var all sync.WaitGroup
	for i := range tallies {
		t := &tally{bands: make([]int, len(names)), categories: make([]int, len(v.texts.categories)), brands: make([]int, len(v.texts.brands)), sizes: make([]int, len(v.texts.sizes))}
		tallies[i] = t
		all.Go(func() {
			for ctx.Err() == nil {
				from := int(next.Add(part)) - part
				if from >= len(pages) {
					return
				}
				t.count(s, f, edges, pages[from:min(from+part, len(pages))])
			}
		})
	}
	all.Wait()
	if err := ctx.Err(); err != nil {
		return Facets{}, err
	}
	sum := tallies[0]
	for _, t := range tallies[1:] {
		sum.add(t)
	}
	return sum.facets(v, &q, names), nil
}

// count counts the rows of pages.
func (t *tally) count(s *sieve, f *figures, edges []rules.Points, pages [][]row) {
	const none = ^uint32(0)
	at := none
	var failed test
	var score rules.Points
	band := 0
	for _, page := range pages {
		for i := range page {
			r := &page[i]
			if r.group != at {
				at = r.group
				failed = s.groupFails(s.View.groups.at(at))
				score, _ = load(f.scores, at)
				for band = len(edges) - 1; band > 0 && score < edges[band]; band-- {
				}
			}
			no := failed | s.fails(r)
			if bits.OnesCount16(uint16(no)) > 1 {
				continue
			}
			if !score.Valid() {
				if no == 0 {
					t.faulty++
				}
				continue
			}
			if no == 0 {
				t.products++
				t.bands[band]++
			}
			// What fails one test alone would pass if that field asked for nothing.
			if no&^byDepartment == 0 {
				t.departments[min(r.department, 7)]++
			}
			if no&^byAge == 0 {
				t.ages[min(r.age, 7)]++
			}
			if no&^byUse == 0 {
				for set := uint32(r.occasion); set != 0; set &= set - 1 {
					t.occasions[bits.TrailingZeros32(set)]++
				}
				if r.occasion == 0 {
					t.occasions[32]++
				}
			}
			if no&^byNames == 0 {
				t.categories[r.category]++
			}
			if no&^byMaker == 0 {
				t.brands[r.brand]++
			}
			if no&^bySizes == 0 {
				t.sizes[r.sizes]++
			}
		}
	}
}

// add adds what another goroutine counted.
func (t *tally) add(o *tally) {
	t.products, t.faulty = t.products+o.products, t.faulty+o.faulty
	for _, list := range [][2][]int{{t.bands, o.bands}, {t.categories, o.categories}, {t.brands, o.brands}, {t.sizes, o.sizes},
		{t.departments[:], o.departments[:]}, {t.ages[:], o.ages[:]}, {t.occasions[:], o.occasions[:]}} {
		for i, n := range list[1] {
			list[0][i] += n
		}
	}
}

func (t *tally) facets(v *View, q *Ranking, bands []string) Facets {
	wearer, use := footwear.Reference()
	f := Facets{Products: t.products, Faulty: t.faulty, AtReference: q.Wearer == wearer && q.Use == use, Pack: v.judge.assessor.Pack().Identity(),
		Bands: make([]Count, len(bands)), Departments: []Count{}, AgeGroups: []Count{}, Occasions: []Count{}}
	for i, name := range bands {
		f.Bands[i] = Count{name, t.bands[i]}
	}
	for d, n := range t.departments {
		if n > 0 {
			f.Departments = append(f.Departments, Count{Department(d).String(), n})
		}
	}
	for a, n := range t.ages {
		if n > 0 {
			f.AgeGroups = append(f.AgeGroups, Count{AgeGroup(a).String(), n})
		}
	}
	for o, n := range t.occasions {
		name := footwear.Context(0).String()
		if o < 32 {
			name = footwear.Context(1 << o).String()
		}
		if n > 0 {
			f.Occasions = append(f.Occasions, Count{name, n})
		}
	}
	categories, brands, sizes := spellings{}, spellings{}, spellings{}
	for i, n := range t.categories {
		categories.add(v.texts.categories[i], n)
	}
	for i, n := range t.brands {
		brands.add(v.texts.brands[i], n)
	}
	for i, n := range t.sizes {
		list := v.texts.sizesOf(uint32(i))
		for k, size := range list {
			if !named(list[:k], size) {
				sizes.add(size, n)
			}
		}
	}
	f.Categories, f.Brands, f.Sizes = categories.counts(), brands.counts(), sizes.counts()
	return f
}

// spellings are the names that products have, each with how many products have it, by what those have in common that are
// one to a filter.
type spellings map[string]map[string]int

func (s spellings) add(name string, products int) {
	key := nameKey(name)
	if products == 0 || key == "" {
		return
	}
	if s[key] == nil {
		s[key] = map[string]int{}
	}
	s[key][name] += products
}

// counts returns the names, those that are one in the spelling that most products have.
func (s spellings) counts() []Count {
	list := make([]Count, 0, len(s))
	for _, one := range s {
		var best Count
		sum := 0
		for name, n := range one {
			if c := (Count{name, n}); sum == 0 || c.compare(best) < 0 {
				best = c
			}
			sum += n
		}
		list = append(list, Count{best.Value, sum})
	}
	slices.SortFunc(list, Count.compare)
	return list
}

func (c Count) compare(o Count) int {
	return cmp.Or(cmp.Compare(o.Products, c.Products), strings.Compare(c.Value, o.Value))
}
