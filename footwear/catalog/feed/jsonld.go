package feed

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/footwear/catalog"
)

// readJSONLD reads nodes of schema.org that are products: alone, in a list, a graph or an ItemList, or in HTML pages. A node
// of another type is no product.
func (s *stream) readJSONLD(text *bufio.Reader) {
	head, _ := text.Peek(bufferSize)
	if !bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n"), []byte("<")) {
		s.readNodes(text, place{}, nil)
		return
	}
	s.readPage(text)
}

// readNodes reads the nodes of a text that begins at a place, and in which line breaks were written as two signs where
// breaks says so. It reports whether to go on behind it.
func (s *stream) readNodes(text *bufio.Reader, begin place, breaks []int) (more bool) {
	more = true
	within := func(at place) place {
		at.record = strings.TrimSuffix(begin.record+"."+at.record, ".")
		at.record = strings.TrimPrefix(at.record, ".")
		n, _ := slices.BinarySearch(breaks, int(at.offset))
		at.offset += begin.offset - int64(n)
		at.line += max(0, begin.line-1) + n
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
		return s.refuse(at, raw, faults, "sku", "productID")
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
