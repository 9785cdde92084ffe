package catalogtest

import (
	"fmt"
	"iter"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

// Products yields the first n products of the catalogue that belongs to a seed: always the same ones, and a longer one begins
// with a shorter one. Each is the caller's own. The ids are P-0000000, P-0000001 and so on.
func Products(seed uint64, n int) iter.Seq[catalog.Product] {
	return func(yield func(catalog.Product) bool) {
		made := 0
		for model := 0; made < n; model++ {
			m := maker{assortment: shop(), Rand: rand.New(rand.NewPCG(seed, uint64(model)))}
			p := m.product(model)
			for _, c := range m.Perm(len(m.Colours))[:1+min(m.IntN(5), m.IntN(5))] {
				if made == n || !yield(m.in(m.Colours[c], p, made)) {
					return
				}
				made++
			}
		}
	}
}

// A maker makes up the products of one model.
type maker struct {
	*assortment
	*rand.Rand
	*kind
}

// knows draws whether the shop tells something.
func (m *maker) knows(what string) bool { return m.IntN(100) < m.Known[what] }

func one[E any](m *maker, list []E) (e E) {
	if len(list) > 0 {
		e = list[m.IntN(len(list))]
	}
	return e
}

// often draws one of a list, the first ones more often.
func often[E any](m *maker, list []E) E { return list[min(m.IntN(len(list)), m.IntN(len(list)))] }

// product draws a model, of which all is the same in every colour but what in adds.
func (m *maker) product(model int) catalog.Product {
	at := m.IntN(m.shares)
	for _, k := range m.Kinds {
		if at -= k.Share; at < 0 {
			m.kind = k
			break
		}
	}
	name := one(m, m.Names)
	p := catalog.Product{
		Group:      "M-" + strconv.Itoa(model),
		Title:      name + " " + strconv.Itoa(model%97),
		Brand:      often(m, m.Brands),
		Category:   m.Category,
		Department: one(m, m.Departments),
		AgeGroup:   one(m, m.Age),
		Occasion:   footwear.Context(one(m, m.Occasions)),
		Materials:  []string{often(m, m.Materials)},
		Sources:    map[string]catalog.Source{},
	}
	if p.AgeGroup == 0 && m.IntN(3) > 0 {
		p.AgeGroup = catalog.Adult
	}
	if m.IntN(50) == 0 {
		p.Condition, p.Shoe.Wear = catalog.Used, footwear.WearPartial
	}
	m.form(&p)
	m.heights(&p)
	m.features(&p.Shoe)
	return p
}

// form draws what kind of shoe it is.
func (m *maker) form(p *catalog.Product) {
	s := &p.Shoe
	if m.knows("style") {
		s.Style = footwear.Style(m.Style)
		p.Sources["shoe.style"] = catalog.Source{How: catalog.Derived, From: "category", Text: m.Category}
	}
	if m.knows("heel") {
		s.Heel = footwear.Heel(often(m, m.Heels))
		if m.IntN(12) == 0 { // one word of the shop's that means several
			s.Heel = s.Heel.Or(footwear.Heel(one(m, m.Heels)))
		}
		p.Sources["shoe.heel"] = catalog.Source{How: catalog.Stated, From: "title"}
	}
	if m.knows("toe") {
		s.Toe = footwear.Toe(one(m, m.Toes))
	}
	if m.knows("back") {
		s.ClosedBack = footwear.Yes
		if open := footwear.StyleSandal | footwear.StyleSlipper | footwear.StyleClog; s.Style&open != 0 && m.IntN(2) == 0 {
			s.ClosedBack = footwear.No
		}
	}
}

// heights draws what is told of heel and sole: a measure, a label or nothing.
func (m *maker) heights(p *catalog.Product) {
	s := &p.Shoe
	switch {
	case m.Stack[1] > 0 && m.knows("height"): // in a laboratory
		stack := m.between(m.Stack, 0.1)
		s.HeelHeight = footwear.MM(stack)
		s.Platform = footwear.MM(stack - m.between([2]float64{0, 12}, 0.1))
		p.Sources["shoe.heel_height"] = catalog.Source{How: catalog.Stated, From: "specifications.heel stack", Text: fmt.Sprintf("%g mm", stack)}
	case m.Stack[1] > 0:
	case m.knows("height"):
		mm := m.between(m.Height, 5)
		switch m.IntN(6) {
		case 0:
			mm = math.Round(mm/6.35) * 6.35 // quarters of an inch
		case 1:
			mm = m.between(m.Height, 1)
		}
		s.HeelHeight = footwear.MM(mm)
		p.Sources["shoe.heel_height"] = catalog.Source{How: catalog.Stated, From: "description", Text: fmt.Sprintf("heel %g cm", mm/10)}
		if m.knows("platform") && mm > 25 {
			s.Platform = footwear.MM(m.between([2]float64{5, mm / 2}, 5))
		}
	case m.knows("label"):
		l := one(m, m.Labels)
		if l.From > m.Height[1] {
			l = m.Labels[0]
		}
		s.HeelHeight = s.HeelHeight.Between(int64(l.From*1000), math.MaxInt64)
		if l.To > 0 {
			s.HeelHeight = s.HeelHeight.Between(int64(l.From*1000), int64(l.To*1000))
		}
		p.Sources["shoe.heel_height"] = catalog.Source{How: catalog.Label, From: "specifications.heel height", Text: l.Text}
	}
	if m.knows("base") {
		s.BaseWidth = footwear.MM(m.between([2]float64{70, 105}, 1))
	}
}

// between draws a number in steps.
func (m *maker) between(ends [2]float64, step float64) float64 {
	n := int((ends[1]-ends[0])/step) + 1
	return ends[0] + step*float64(min(m.IntN(n), n-1))
}

// features draws the rest of what is told.
func (m *maker) features(s *footwear.Shoe) {
	if m.knows("cushioning") {
		s.Cushioning = one(m, []footwear.Cushioning{footwear.CushioningCushioned | footwear.CushioningMax, footwear.CushioningCushioned, footwear.CushioningFirm, footwear.CushioningMax})
	}
	if m.knows("arch") {
		s.ArchSupport = one(m, []footwear.ArchSupport{footwear.ArchSupportMild | footwear.ArchSupportGood, footwear.ArchSupportGood, footwear.ArchSupportNone})
	}
	if m.knows("flexibility") {
		s.Flexibility = one(m, []footwear.Flexibility{footwear.FlexStiff, footwear.FlexModerate, footwear.FlexFlexible})
	}
	if m.knows("grip") {
		s.Grip = footwear.GripRated
	}
	if m.knows("stability") {
		s.Stability, s.HeelSupport = footwear.Yes, footwear.Yes
	}
	if m.knows("insole") {
		s.RemovableInsole = footwear.Yes
	}
	if m.knows("weight") {
		s.Weight = footwear.Grams(m.between([2]float64{180, 420}, 5))
	}
	if m.knows("shaft") {
		s.Shaft = footwear.MM(m.between([2]float64{80, 420}, 20))
	}
}

// in returns the model in a colour.
func (m *maker) in(colour string, p catalog.Product, number int) catalog.Product {
	id := []byte("P-0000000")
	digits := strconv.Itoa(number)
	if len(digits) > 7 {
		id = append(id[:2], digits...)
	} else {
		copy(id[len(id)-len(digits):], digits)
	}
	p.ID, p.Colour, p.Title = string(id), colour, p.Title+" "+colour
	p.URL = "https://shop.example/p/" + p.ID
	p.Image = "https://img.shop.example/" + p.ID + "/1.jpg"
	if m.IntN(40) > 0 {
		p.Price = catalog.Price(float64(m.Price[0]+m.IntN(m.Price[1]-m.Price[0]))-0.1, "EUR")
	}
	p.Sizes = m.sizes(p.Department, p.AgeGroup)
	p.Materials, p.Sources = slices.Clone(p.Materials), maps.Clone(p.Sources)
	return p
}

// sizes draws what is in stock: mostly a run with a few gaps.
func (m *maker) sizes(d catalog.Department, age catalog.AgeGroup) []string {
	first, last := 36, 41
	switch {
	case age != 0 && age != catalog.Adult:
		first, last = 20, 35
	case d == catalog.Men:
		first, last = 40, 46
	case d == catalog.Unisex:
		first, last = 36, 46
	}
	if m.IntN(20) == 0 {
		return nil // nobody said
	}
	list := []string{}
	for size := first; size <= last; size++ {
		if m.IntN(6) > 0 {
			list = append(list, strconv.Itoa(size))
		}
	}
	return list
}
