package catalog

import (
	"cmp"
	"hash/maphash"
	"maps"
	"strings"

	"github.com/heelwise/heelwise/footwear"
)

// A row is a product as the index holds it. Texts that many products share are numbers of a lexicon.
type row struct {
	record   record
	price    int64 // in millionths
	group    uint32
	category uint32
	brand    uint32
	sizes    uint32
	occasion footwear.Context
	currency uint32 // 0 where the price is unknown, else the number of the currency and one

	department Department
	age        AgeGroup
}

// Rows are in the order of their groups, and within one in that of their ids.
func compareRows(a, b row) int { return a.compare(b.group, b.record.id()) }

func (r *row) compare(group uint32, id string) int {
	if r.group != group {
		return cmp.Compare(r.group, group)
	}
	return strings.Compare(r.record.id(), id)
}

// A home says in which group the products are whose ids have a hash.
type home struct{ hash, group uint32 }

func compareHomes(a, b home) int {
	return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.group, b.group))
}

// A lexicon numbers texts, and lists of them. It belongs to who writes; its texts may be read by whoever holds a copy of
// the list.
type lexicon struct {
	numbers map[string]uint32
	texts   []string
}

func newLexicon() *lexicon { return &lexicon{numbers: map[string]uint32{"": 0}, texts: []string{""}} }

func (l *lexicon) of(text string) uint32 {
	n, ok := l.numbers[text]
	if !ok {
		n = uint32(len(l.texts))
		text = strings.Clone(text) // it may be a part of a whole file
		l.numbers[text] = n
		l.texts = append(l.texts, text)
	}
	return n
}

// texts are what numbers mean.
type texts struct{ categories, brands, sizes, currencies []string }

// A writer makes rows. It belongs to who changes the index.
type writer struct {
	*grouping
	categories, brands, sizes, currencies *lexicon

	ids    maphash.Seed
	buffer []byte
}

func newWriter(ids maphash.Seed) *writer {
	return &writer{newGrouping(), newLexicon(), newLexicon(), newLexicon(), newLexicon(), ids, nil}
}

func (w *writer) texts() texts {
	return texts{w.categories.texts, w.brands.texts, w.sizes.texts, w.currencies.texts}
}

// row returns the row of a product.
func (w *writer) row(p *Product) row {
	r := row{group: w.of(p), category: w.categories.of(p.Category), brand: w.brands.of(p.Brand), occasion: p.Occasion, department: p.Department, age: p.AgeGroup}
	w.buffer = appendRecord(w.buffer[:0], p)
	r.record = record(w.buffer)
	w.price(&r, p.Price)
	w.stock(&r, p.Sizes)
	return r
}

func (w *writer) price(r *row, m Money) {
	r.price, r.currency = m.micros, 0
	if m.known {
		r.currency = w.currencies.of(m.currency) + 1
	}
}

func (w *writer) stock(r *row, sizes []string) {
	w.buffer = appendList(w.buffer[:0], sizes)
	if sizes == nil {
		w.buffer = w.buffer[:0]
	}
	r.sizes = w.sizes.of(string(w.buffer))
}

func (w *writer) home(r *row) home {
	return home{uint32(maphash.String(w.ids, r.record.id())), r.group}
}

// money returns the price of a row.
func (t *texts) money(r *row) Money {
	if r.currency == 0 {
		return Money{}
	}
	return Money{r.price, t.currencies[r.currency-1], true}
}

// sizesOf returns the sizes that a number means.
func (t *texts) sizesOf(number uint32) []string {
	if number == 0 {
		return nil
	}
	list := record(t.sizes[number])
	return list.list()
}

// product returns the product of a row, the caller's own.
func (v *View) product(r *row) Product {
	g := v.groups.at(r.group)
	p := Product{Category: v.texts.categories[r.category], Brand: v.texts.brands[r.brand], Department: r.department, AgeGroup: r.age,
		Occasion: r.occasion, Price: v.texts.money(r), Sizes: v.texts.sizesOf(r.sizes), Shoe: g.shoe}
	p.Extra = maps.Clone(g.extra)
	r.record.fill(&p)
	return p
}

// row returns the row of the product with an id, nil if there is none.
func (v *View) row(id string) *row {
	hash := uint32(maphash.String(v.ids, id))
	for h := range v.homes.from(v.homes.find(func(h *home) bool { return h.hash < hash })) {
		if h.hash != hash {
			return nil
		}
		for r := range v.rows.from(v.rows.find(func(r *row) bool { return r.compare(h.group, id) < 0 })) {
			if r.group == h.group && r.record.id() == id {
				return r
			}
			break
		}
	}
	return nil
}

// of yields the rows of a group, in the order of their ids.
func (v *View) of(group uint32) func(func(*row) bool) {
	return func(yield func(*row) bool) {
		for r := range v.rows.from(v.rows.find(func(r *row) bool { return r.group < group })) {
			if r.group != group || !yield(r) {
				return
			}
		}
	}
}
