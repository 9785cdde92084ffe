package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"slices"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/internal/lines"
	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

const alternativesHelp = `usage: heelwise alternatives -catalogue file [flags] [file]

alternatives finds shoes with a lower strain index in a shop's own catalogue. It reads one line each, from the file or from
standard input, and writes one answer a line, in the same order. A line is the id of a product of the catalogue, or a JSON
object:

  product  the id of a product; the record's own id will do, where no shoe is named
  shoe     or what is known of a shoe that the shop need not have; {} for one in an unopened box
  wearer   what is known of the wearer; may be left out
  use      what is known of how the shoe is worn; may be left out
  id       a text or a number of your own; may be left out. The answer begins with it

A line that tells of no wearer and no use is answered for the reference; see heelwise assess -h, also for the words.

  -catalogue     the products: a file in any format that heelwise catalogue reads, or what it wrote
  -format, -mapping, -profile, -currency
                 how to read the catalogue, as for heelwise catalogue
  -n             how many alternatives, at most; 3 if not given
  -max-price     none costs more than this amount, as 120 or "120 EUR"; what has no price is left out
  -department    women, men or unisex; if not given, that of the product
  -age-group     baby, child, teen, adult or all; if not given, that of the product, or adult
  -category      one of these, in the shop's words; may be given several times. If not given, that of the product or, where
                 nothing in it has a lower index, any
  -brand         of this brand; may be given several times
  -occasion      offered for office, social, event, commute, home or sport; may be given several times
  -size          in stock in this size, as the shop writes it; may be given several times
  -exclude       not this product or group; may be given several times
  -keep-heel     only shoes with a heel
  -keep-look     only shoes that look much like the product
  -reference, -layer, -pack
                 as for heelwise assess

An answer holds "of", the index of the product or shoe, and "alternatives", by the upper end of what their index likely is:
each with its score, what it saves, what it surely saves ("sure_saves", the least over everything that is likely of both),
how much it is alike, and the difference rule by rule, which sums to what is saved. One of which too little is known, or
whose rules have too little evidence, to tell it from the other has the outcome "not_distinguishable". Where there is none,
"styles" says which shoes to look for. Nothing is suggested in another colour of itself, nor a child's shoe for an adult.

Records of the catalogue that cannot be read, and products that cannot be judged, are told on standard error. The exit
status is that of heelwise assess; it is 1 also where a record could not be read.

An example, to be pasted in a checkout of the module:

  echo VER-1-BLK | go run ./examples/heelwise alternatives -catalogue examples/quickstart/catalogue.jsonl -max-price 100

The index compares mechanical strain, for general information. It is no probability of pain, and a low one is no all-clear.
`

// alternatives is the command of that name.
func alternatives(args []string, s streams) int {
	flags := newFlags("alternatives")
	var from shop
	from.flags(flags)
	var wish wishFlags
	wish.add(flags)
	j, status := s.prepare("alternatives", args, flags, func(*footwear.Assessor) error { return wish.read(from.name) })
	if status != allAnswered {
		return status
	}
	defer j.close()
	if status := from.open("alternatives", s); status != allAnswered {
		return status
	}
	finder := newFinder(j, from.products, wish.query)
	if status = j.answer("alternatives", finder.read, finder.reply); from.faulty {
		status = max(status, someFailed)
	}
	return status
}

// wishFlags are what an alternative must have.
type wishFlags struct {
	filterFlags
	query catalog.Query
}

func (w *wishFlags) add(flags *flag.FlagSet) {
	w.filterFlags.add(flags)
	flags.IntVar(&w.query.Most, "n", 3, "")
	flags.BoolVar(&w.query.KeepLook, "keep-look", false, "")
}

// read turns the texts of the flags into a query.
func (w *wishFlags) read(catalogue string) (err error) {
	if catalogue == "" {
		return fmt.Errorf("name the products: -catalogue FILE")
	}
	if w.query.Most < 1 {
		return fmt.Errorf("-n %d is no number of alternatives: write 1 or more", w.query.Most)
	}
	w.query.Filter, err = w.filterFlags.read()
	return err
}

// A finder finds alternatives to what the lines name.
type finder struct {
	judging
	products []catalog.Product
	byID     map[string]int
	query    catalog.Query
}

func newFinder(j judging, products []catalog.Product, q catalog.Query) *finder {
	f := &finder{j, products, make(map[string]int, len(products)), q}
	for i := range slices.Backward(products) { // of equal ids the first counts
		f.byID[products[i].ID] = i
	}
	return f
}

// read reads a line: a record, or a bare id.
func (f *finder) read(l lines.Line) (record, error) {
	text := bytes.TrimSpace(l.Text)
	if l.TooLong || text[0] == '{' || invalidUTF8(text) >= 0 {
		return readRecord(l, append([]string{"product"}, f.keys...))
	}
	if text[0] != '"' || badJSON(text) != nil {
		var err error
		if text, err = json.Marshal(string(text)); err != nil {
			return record{}, err
		}
	}
	id := bytes.Clone(text)
	return record{id, map[string]json.RawMessage{"product": id}}, nil
}

// reply answers a record.
func (f *finder) reply(r record) (any, error) {
	q := f.query
	c, err := f.readParts(r)
	if err != nil {
		return nil, err
	}
	if q.Wearer, q.Use = c.Wearer, c.Use; r.parts["wearer"] == nil && r.parts["use"] == nil {
		q.Wearer, q.Use = footwear.Reference()
	}
	name := r.parts["product"]
	switch {
	case r.parts["shoe"] != nil && name != nil:
		return nil, &rules.Error{Key: "product", Code: "contradiction", Msg: "a product and a shoe are named", Hint: "leave one of the two out"}
	case r.parts["shoe"] != nil:
		q.Of = catalog.Product{Shoe: c.Shoe, Extra: c.Extra, Condition: catalog.Used, AgeGroup: q.AgeGroup}
	default:
		if name == nil {
			name = r.id
		}
		i, err := f.find(name)
		if err != nil {
			return nil, err
		}
		q.Of = f.products[i]
	}
	return catalog.Alternatives(f.Assessor, q, f.products)
}

// find returns where the product with an id stands, which is a text or a number.
func (f *finder) find(id json.RawMessage) (int, error) {
	if id == nil {
		return 0, &rules.Error{Key: "product", Code: "missing-key", Msg: "it is missing", Hint: `write "product": "A-7" with the id of a product, or "shoe": {} for a shoe of which nothing is known`}
	}
	var name string
	if json.Unmarshal(id, &name) != nil {
		name = string(id)
	}
	if i, ok := f.byID[name]; ok {
		return i, nil
	}
	e := &rules.Error{Key: "product", Code: "unknown-product", Msg: fmt.Sprintf("the catalogue has no product %q", quote.Short(name))}
	if len(f.products) <= mostNamed {
		names := make([]string, len(f.products))
		for i := range f.products {
			names[i] = f.products[i].ID
		}
		if near, ok := rules.Nearest(name, names); ok {
			e.Hint = fmt.Sprintf("did you mean %q?", near)
		}
	}
	return 0, e
}

// mostNamed is how many ids are looked through for one that was meant.
const mostNamed = 10_000
