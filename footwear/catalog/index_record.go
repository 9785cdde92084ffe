package catalog

import (
	"encoding/binary"
	"maps"
	"slices"
	"sync"

	"github.com/heelwise/heelwise/footwear"
)

// A record holds what is a product's alone in one text, so that a million of them are no burden: its id and its group come
// first, then what nobody filters by. The rest of a product stands in its row, and its facts in its group of equals.
//
// Texts are written behind their lengths. A list is written behind its length and one, so that 0 tells the one of which
// nobody said anything from the one that is empty.
type record string

// news are the facts that [Product.Case] takes for granted of what is sold as new, a bit each: the record says of which of
// them the product itself says nothing.
var news = []struct {
	is    func(s *footwear.Shoe) bool // whether something is said
	unsay func(s *footwear.Shoe)
}{
	{func(s *footwear.Shoe) bool { return s.Wear != 0 }, func(s *footwear.Shoe) { s.Wear = 0 }},
	{func(s *footwear.Shoe) bool { return s.Tread != 0 }, func(s *footwear.Shoe) { s.Tread = 0 }},
	{func(s *footwear.Shoe) bool { return s.Months != footwear.Number{} }, func(s *footwear.Shoe) { s.Months = footwear.Number{} }},
	{func(s *footwear.Shoe) bool { return s.Distance != footwear.Distance{} }, func(s *footwear.Shoe) { s.Distance = footwear.Distance{} }},
	{func(s *footwear.Shoe) bool { return s.LateralWear != footwear.Length{} }, func(s *footwear.Shoe) { s.LateralWear = footwear.Length{} }},
}

// appendRecord appends the record of p.
func appendRecord(b []byte, p *Product) []byte {
	b = appendText(appendText(b, p.ID), p.Group)
	unsaid := byte(0)
	for i, n := range news {
		if !n.is(&p.Shoe) {
			unsaid |= 1 << i
		}
	}
	b = append(b, unsaid, byte(p.Condition))
	for _, text := range []string{p.Title, p.Colour, p.URL, p.Image} {
		b = appendText(b, text)
	}
	b = appendList(appendList(b, p.Widths), p.Materials)
	if p.Sources == nil {
		return append(b, 0)
	}
	b = binary.AppendUvarint(b, uint64(len(p.Sources))+1)
	for _, key := range slices.Sorted(maps.Keys(p.Sources)) {
		s := p.Sources[key]
		how := byte(s.How) << 1
		if s.Conflict {
			how |= 1
		}
		if i, ok := wordNumbers()[key]; ok {
			b = binary.AppendUvarint(b, uint64(i)+1)
		} else {
			b = appendText(append(b, 0), key)
		}
		b = appendText(appendText(append(b, how), s.From), s.Text)
	}
	return b
}

// wordNames are the keys that most sources have; wordNumbers says where each stands.
var (
	wordNames = sync.OnceValue(func() (list []string) {
		for w := range footwear.Vocabulary().Words() {
			list = append(list, w.Name)
		}
		return list
	})
	wordNumbers = sync.OnceValue(func() map[string]int {
		numbers := map[string]int{}
		for i, name := range wordNames() {
			numbers[name] = i
		}
		return numbers
	})
)

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

func appendList(b []byte, list []string) []byte {
	if list == nil {
		return append(b, 0)
	}
	b = binary.AppendUvarint(b, uint64(len(list))+1)
	for _, text := range list {
		b = appendText(b, text)
	}
	return b
}

// id returns the product's id.
func (r record) id() string { return r.text() }

// names returns the product's id and its group.
func (r record) names() (id, group string) { return r.text(), r.text() }

// fill fills in what the record says, and takes out of the shoe as it is sold what the product itself does not say.
func (r record) fill(p *Product) {
	p.ID, p.Group = r.text(), r.text()
	unsaid := r.byte()
	for i, n := range news {
		if unsaid>>i&1 != 0 {
			n.unsay(&p.Shoe)
		}
	}
	p.Condition = Condition(r.byte())
	for _, text := range []*string{&p.Title, &p.Colour, &p.URL, &p.Image} {
		*text = r.text()
	}
	p.Widths, p.Materials = r.list(), r.list()
	n := r.number()
	if n == 0 {
		return
	}
	p.Sources = make(map[string]Source, n-1)
	for range n - 1 {
		key := ""
		if i := r.number(); i > 0 {
			key = wordNames()[i-1]
		} else {
			key = r.text()
		}
		how := r.byte()
		p.Sources[key] = Source{How: How(how >> 1), Conflict: how&1 != 0, From: r.text(), Text: r.text()}
	}
}

// The following read a record from its beginning, and leave the rest of it.

func (r *record) byte() byte {
	b := (*r)[0]
	*r = (*r)[1:]
	return b
}

func (r *record) number() (n uint64) {
	for shift := 0; ; shift += 7 {
		b := r.byte()
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
}

func (r *record) text() string {
	n := r.number()
	text := string((*r)[:n])
	*r = (*r)[n:]
	return text
}

func (r *record) list() []string {
	n := r.number()
	if n == 0 {
		return nil
	}
	list := make([]string, n-1)
	for i := range list {
		list[i] = r.text()
	}
	return list
}
