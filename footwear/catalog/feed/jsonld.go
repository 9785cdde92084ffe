package feed

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/measure"
	"github.com/heelwise/heelwise/rules"
)

// readJSONLD reads nodes of schema.org that are products: alone, in a list, a graph or an ItemList, or in HTML pages. A node
// of another type is no product.
func (s *stream) readJSONLD(text *bufio.Reader) {
	head, _ := text.Peek(bufferSize)
	if !bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n"), []byte("<")) {
		s.readNodes(text, place{})
		return
	}
	s.readPage(text)
}

// maxScript is the length of the longest script in a page, in records: the parser holds one at a time, whatever is in it.
const maxScript = 16

// readPage reads the scripts of HTML pages that hold JSON-LD.
func (s *stream) readPage(text *bufio.Reader) {
	page := html.NewTokenizer(text)
	page.SetMaxBuf(maxScript * s.limit)
	at := place{line: 1}
	for scripts := 0; ; {
		kind := page.Next()
		raw := page.Raw()
		next := place{line: at.line + bytes.Count(raw, []byte("\n")), offset: at.offset + int64(len(raw))}
		switch {
		case kind == html.ErrorToken:
			s.endPage(at, page.Err(), scripts)
			return
		case kind == html.StartTagToken && isLD(page):
			at, scripts = next, scripts+1
			if page.Next() != html.TextToken {
				continue
			}
			raw = page.Raw()
			next = place{line: at.line + bytes.Count(raw, []byte("\n")), offset: at.offset + int64(len(raw))}
			at.record = fmt.Sprintf("script[%d]", scripts-1)
			text, hidden := script(raw)
			at.line += bytes.Count(raw[:hidden], []byte("\n"))
			at.offset += int64(hidden)
			if !s.readNodes(bufio.NewReader(bytes.NewReader(text)), at) {
				return
			}
		}
		at = next
	}
}

func (s *stream) endPage(at place, err error, scripts int) {
	switch {
	case errors.Is(err, html.ErrBufferExceeded):
		s.fail(unreadable(at, &rules.Error{Code: "too-long", Msg: fmt.Sprintf("a tag or a script is longer than %d bytes", maxScript*s.limit)}))
	case !errors.Is(err, io.EOF):
		s.fail(unreadable(at, err))
	case scripts == 0:
		s.fail(unreadable(place{line: 1}, &rules.Error{Code: "no-product", Msg: "the page has no JSON-LD", Hint: `products stand in <script type="application/ld+json">`}))
	}
}

func isLD(page *html.Tokenizer) bool {
	name, more := page.TagName()
	if string(name) != "script" {
		return false
	}
	for more {
		var key, value []byte
		key, value, more = page.TagAttr()
		if string(key) == "type" {
			kind, _, _ := strings.Cut(string(value), ";")
			return strings.EqualFold(strings.TrimSpace(kind), "application/ld+json")
		}
	}
	return false
}

// script returns a script without what hides it from old browsers, and how much of that stands before it.
func script(raw []byte) (text []byte, before int) {
	text = bytes.TrimSpace(raw)
	for _, hidden := range [][2]string{{"//<![CDATA[", "//]]>"}, {"<![CDATA[", "]]>"}, {"<!--", "-->"}} {
		if rest, ok := bytes.CutPrefix(text, []byte(hidden[0])); ok {
			text = bytes.TrimSuffix(rest, []byte(hidden[1]))
			break
		}
	}
	return text, bytes.Index(raw, text)
}

// readNodes reads the nodes of a text that begins at a place. It reports whether to go on behind it.
func (s *stream) readNodes(text *bufio.Reader, begin place) (more bool) {
	more = true
	within := func(at place) place {
		at.record = strings.TrimSuffix(begin.record+"."+at.record, ".")
		at.record = strings.TrimPrefix(at.record, ".")
		at.offset += begin.offset
		at.line += max(0, begin.line-1)
		return at
	}
	wraps := func(key string) bool {
		switch key {
		case "@graph", "itemListElement", "item", "mainEntity":
			return true
		}
		return false
	}
	readJSON(text, s.limit, wraps, func(at place, raw []byte) bool {
		more = s.readNode(within(at), raw)
		return more
	}, func(e *Error) bool {
		at := within(place{e.Record, e.Line, e.Offset})
		e.Record, e.Line, e.Offset = at.record, at.line, at.offset
		e.Ends = e.Ends && begin.record == "" // behind a script the page goes on
		more = s.yield(catalog.Product{}, e)
		return more && !e.Ends
	})
	return more
}

// readNode yields the products of a node.
func (s *stream) readNode(at place, raw []byte) bool {
	var n node
	if faults := decodeJSON(raw, &n); len(faults) > 0 {
		if syntax := faults[0].Code != "bad-value"; !syntax && !isProduct(typesOf(raw)) {
			return true
		}
		return s.refuse(at, raw, faults)
	}
	if !isProduct(n.Types) {
		return true
	}
	if len(n.Variants) == 0 {
		d := s.draft(at)
		d.node(&n, &n)
		return s.add(d)
	}
	for i := range n.Variants {
		v := &n.Variants[i]
		here := at
		here.record = strings.TrimPrefix(fmt.Sprintf("%s.hasVariant[%d]", at.record, i), ".")
		d := s.draft(here)
		d.node(v, &n)
		if !s.add(d) {
			return false
		}
	}
	return true
}

func typesOf(raw []byte) scalars {
	var n struct {
		Types scalars `json:"@type"`
	}
	_ = json.Unmarshal(raw, &n)
	return n.Types
}

func isProduct(types scalars) bool {
	return slices.ContainsFunc(types, func(t scalar) bool {
		switch fold(string(t)) {
		case "product", "productgroup", "productmodel", "individualproduct", "someproducts":
			return true
		}
		return false
	})
}

// A node is a product of schema.org.
type node struct {
	Types       scalars        `json:"@type"`
	AtID        scalar         `json:"@id"`
	SKU         scalar         `json:"sku"`
	ProductID   scalar         `json:"productID"`
	GTIN13      scalar         `json:"gtin13"`
	GTIN        scalar         `json:"gtin"`
	MPN         scalar         `json:"mpn"`
	GroupID     scalar         `json:"productGroupID"`
	ModelGroup  scalar         `json:"inProductGroupWithID"`
	Name        named          `json:"name"`
	Description named          `json:"description"`
	URL         scalars        `json:"url"`
	Brand       many[named]    `json:"brand"`
	Category    many[named]    `json:"category"`
	Colour      many[named]    `json:"color"`
	Material    many[named]    `json:"material"`
	Size        many[size]     `json:"size"`
	Image       many[named]    `json:"image"`
	Condition   scalar         `json:"itemCondition"`
	Offers      many[offer]    `json:"offers"`
	Audience    many[audience] `json:"audience"`
	Properties  many[property] `json:"additionalProperty"`
	Width       many[property] `json:"width"`
	Height      many[property] `json:"height"`
	Variants    many[node]     `json:"hasVariant"`
}

// A named is a text, or a thing by its name or address.
type named string

// UnmarshalJSON reads a text or a thing; of a list, as of one text in several languages, the first.
func (n *named) UnmarshalJSON(data []byte) error {
	if data[0] == '[' {
		var list many[named]
		err := json.Unmarshal(data, &list)
		*n = first(list)
		return err
	}
	if data[0] == '{' {
		var thing struct {
			Name  scalar  `json:"name"`
			Value scalar  `json:"@value"`
			URL   scalars `json:"url"`
			Link  scalar  `json:"contentUrl"`
		}
		err := json.Unmarshal(data, &thing)
		*n = named(cmp.Or(thing.Name, thing.Value, thing.Link))
		if *n == "" && len(thing.URL) > 0 {
			*n = named(thing.URL[0])
		}
		return err
	}
	return (*scalar)(n).UnmarshalJSON(data)
}

// A size is a text, or a SizeSpecification, whose name is the size.
type size struct {
	Name     named
	Gender   scalar
	Group    scalars
	Measures many[property]
}

// UnmarshalJSON reads a text or a SizeSpecification.
func (z *size) UnmarshalJSON(data []byte) error {
	if data[0] != '{' {
		return z.Name.UnmarshalJSON(data)
	}
	var s struct {
		Name     named          `json:"name"`
		Value    named          `json:"value"`
		Gender   scalar         `json:"suggestedGender"`
		Group    scalars        `json:"sizeGroup"`
		Measures many[property] `json:"hasMeasurement"`
	}
	err := json.Unmarshal(data, &s)
	*z = size{cmp.Or(s.Name, s.Value), s.Gender, s.Group, s.Measures}
	return err
}

type offer struct {
	Price        amount          `json:"price"`
	Low          amount          `json:"lowPrice"`
	Currency     scalar          `json:"priceCurrency"`
	Availability scalar          `json:"availability"`
	Condition    scalar          `json:"itemCondition"`
	URL          scalar          `json:"url"`
	SKU          scalar          `json:"sku"`
	Offers       many[offer]     `json:"offers"`
	Item         *offeredItem    `json:"itemOffered"`
	Prices       many[priceSpec] `json:"priceSpecification"`
}

type offeredItem struct {
	Size many[size] `json:"size"`
}

type priceSpec struct {
	Price    amount `json:"price"`
	Least    amount `json:"minPrice"`
	Currency scalar `json:"priceCurrency"`
}

type audience struct {
	Gender scalar  `json:"suggestedGender"`
	Type   scalar  `json:"audienceType"`
	MinAge *number `json:"suggestedMinAge"`
	MaxAge *number `json:"suggestedMaxAge"`
	Ages   *ages   `json:"suggestedAge"`
}

type ages struct {
	Min *number `json:"minValue"`
	Max *number `json:"maxValue"`
}

// A property is a PropertyValue or a QuantitativeValue.
type property struct {
	ID       scalar          `json:"propertyID"`
	Name     scalar          `json:"name"`
	Value    json.RawMessage `json:"value"`
	Min      scalar          `json:"minValue"`
	Max      scalar          `json:"maxValue"`
	Unit     scalar          `json:"unitCode"`
	UnitText scalar          `json:"unitText"`
}

// UnmarshalJSON reads an object; of a text it is the value.
func (p *property) UnmarshalJSON(data []byte) error {
	if data[0] != '{' {
		*p = property{Value: slices.Clone(data)}
		return nil
	}
	type plain property
	return json.Unmarshal(data, (*plain)(p))
}

// node reads a product, and what its group says of all its variants.
func (d *draft) node(n, group *node) {
	to := &d.product
	to.ID = string(cmp.Or(n.SKU, n.ProductID, n.GTIN13, n.GTIN, n.MPN, n.AtID, first(n.URL)))
	if to.ID == "" && n == group {
		to.ID = string(n.Name)
	}
	to.Group = string(cmp.Or(n.ModelGroup, group.GroupID))
	if to.Group == "" && n != group {
		to.Group = string(cmp.Or(group.SKU, group.ProductID, group.AtID, scalar(group.Name)))
	}
	or := func(a, b many[named]) many[named] {
		if len(a) > 0 {
			return a
		}
		return b
	}
	to.Title = string(cmp.Or(n.Name, group.Name))
	to.URL = string(cmp.Or(first(n.URL), first(group.URL)))
	to.Brand = string(first(or(n.Brand, group.Brand)))
	to.Category = string(first(or(n.Category, group.Category)))
	to.Colour = string(first(or(n.Colour, group.Colour)))
	to.Image = string(first(or(n.Image, group.Image)))
	for _, m := range or(n.Material, group.Material) {
		d.labelled("material", "Material", "materials", string(m))
	}
	for _, part := range slices.Compact([]*node{n, group}) {
		d.common(part)
	}
	d.offers(n)
	d.prose("title", to.Title)
	d.prose("category", to.Category)
	d.prose("description", string(n.Description))
	if group.Description != n.Description {
		d.prose("description", string(group.Description))
	}
}

// common reads what adds up between a variant and its group.
func (d *draft) common(n *node) {
	d.condition("itemCondition", string(n.Condition))
	for _, a := range n.Audience {
		d.audience(a)
	}
	for _, z := range n.Size {
		d.person("size.suggestedGender", string(z.Gender))
		d.properties("size.hasMeasurement", z.Measures)
	}
	d.properties("additionalProperty", n.Properties)
}

func (d *draft) audience(a audience) {
	d.person("audience.suggestedGender", string(a.Gender))
	d.person("audience.audienceType", string(a.Type))
	lowest, highest := a.MinAge, a.MaxAge
	if a.Ages != nil {
		lowest, highest = cmp.Or(lowest, a.Ages.Min), cmp.Or(highest, a.Ages.Max)
	}
	group := ""
	switch { // what is for teenagers and older is an adult's
	case highest != nil && *highest <= 2:
		group = "baby"
	case highest != nil && *highest <= 13:
		group = "child"
	case lowest != nil && *lowest >= 18:
		group = "adult"
	case lowest != nil && *lowest >= 13 && highest != nil && *highest < 20:
		group = "teen"
	case lowest != nil && *lowest >= 13:
		group = "adult"
	default:
		return
	}
	d.state("age_group", quoted(group), catalog.Source{How: catalog.Derived, From: "audience"})
}

// properties reads additional properties: measures of a known name are facts, all others are read as texts.
func (d *draft) properties(from string, list []property) {
	for _, p := range list {
		name := string(cmp.Or(p.Name, p.ID))
		if name == "" {
			continue
		}
		here := from + "." + name
		if word, ok := measureOf(string(p.Name), string(p.ID)); ok && d.quantity(here, word, p) {
			continue
		}
		for _, text := range p.texts() {
			d.text(measure.Text{From: here, Name: name, Unit: p.unit(), Text: text})
		}
	}
}

// unit returns the unit of a property, in our form if it is known.
func (p property) unit() string {
	unit := string(cmp.Or(p.Unit, p.UnitText))
	if symbol, ok := theWords().Units[fold(unit)]; ok {
		return symbol
	}
	return unit
}

// texts returns what is to be read of a property.
func (p property) texts() []string {
	if p.Min != "" || p.Max != "" {
		return []string{strings.Trim(fmt.Sprintf("%s - %s", p.Min, p.Max), " -") + " " + p.unit()}
	}
	texts := plainTexts(p.Value)
	for i, text := range texts {
		if strings.Trim(text, "0123456789.,") == "" {
			texts[i] = strings.TrimSpace(text + " " + p.unit())
		}
	}
	return texts
}

// quantity states a measure that a property gives as a number with its unit. It is not ok where it does not.
func (d *draft) quantity(from, word string, p property) (ok bool) {
	if len(p.Value) > 0 && p.Value[0] == '{' { // a QuantitativeValue within a PropertyValue
		inner := p
		if json.Unmarshal(p.Value, &inner) != nil {
			return false
		}
		return string(inner.Value) != string(p.Value) && d.quantity(from, word, inner)
	}
	source := catalog.Source{How: catalog.Stated, From: from, Text: shortened(strings.Join(p.texts(), ", "))}
	if kindOf(word) == "flag" {
		text := strings.ToLower(textOf(p.Value))
		if text == "true" || text == "false" {
			d.state(word, json.RawMessage(text), source)
		}
		return text == "true" || text == "false"
	}
	if p.Min != "" || p.Max != "" {
		lo, okLo := measured(string(p.Min), p.unit())
		hi, okHi := measured(string(p.Max), p.unit())
		if okLo || okHi {
			source.How = catalog.Range
			d.state(word, quoted(lo+".."+hi), source)
		}
		return okLo || okHi
	}
	text, ok := measured(textOf(p.Value), p.unit())
	if ok {
		d.state(word, quoted(text), source)
	}
	return ok
}

// offers reads price, stock and condition: of several offers the least price of what can be bought.
func (d *draft) offers(n *node) {
	var sizes []string
	for _, z := range n.Size {
		sizes = append(sizes, string(z.Name))
	}
	var list []offer
	for _, o := range n.Offers {
		if list = append(list, o); len(list) < maxOffers {
			list = append(list, o.Offers...)
		}
	}
	var least, leastOfAll catalog.Money
	known, can := false, false
	var inStock []string
	for i, o := range list {
		available, said := theWords().Stock[fold(string(o.Availability))]
		known, can = known || said, can || available
		if available && o.Item != nil {
			for _, z := range o.Item.Size {
				inStock = append(inStock, string(z.Name))
			}
		}
		d.condition("offers.itemCondition", string(o.Condition))
		key := fmt.Sprintf("offers[%d].price", i)
		price := d.offered(key, o)
		leastOfAll = lesser(leastOfAll, price)
		if available || !said {
			least = lesser(least, price)
		}
		d.product.URL = cmp.Or(d.product.URL, string(o.URL))
	}
	d.product.Price = cmp.Or(least, leastOfAll)
	switch {
	case len(inStock) > 0:
		d.sizes(inStock)
	case known && !can:
		d.sizes(nil)
	case known && len(sizes) > 0:
		d.sizes(sizes)
	}
}

// maxOffers is how many offers of a product are looked at.
const maxOffers = 1000

func (d *draft) offered(key string, o offer) catalog.Money {
	d.product.Price = catalog.Money{}
	for _, a := range []amount{o.Price, o.Low} {
		if !d.product.Price.Known() {
			d.price(key, a.text, cmp.Or(a.currency, string(o.Currency)))
		}
	}
	for _, p := range o.Prices {
		for _, a := range []amount{p.Price, p.Least} {
			if !d.product.Price.Known() {
				d.price(key, a.text, cmp.Or(a.currency, string(p.Currency), string(o.Currency)))
			}
		}
	}
	return d.product.Price
}

// first returns the first of a list, and nothing of an empty one.
func first[T any](list []T) (one T) {
	if len(list) > 0 {
		one = list[0]
	}
	return one
}
