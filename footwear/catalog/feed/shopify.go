package feed

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/footwear/catalog"
)

// readShopify reads {"products": […]} of the Admin API (REST) and of a shop's own pages, GraphQL's answers, bare lists and
// products one a line.
func (s *stream) readShopify(text *bufio.Reader) {
	wraps := func(key string) bool {
		switch key {
		case "data", "products", "product", "collection", "edges", "node", "nodes":
			return true
		}
		return false
	}
	b := bulk{stream: s}
	on := func(more bool) bool { b.done = b.done || !more; return more }
	readJSON(text, s.limit, wraps, func(at place, raw []byte) bool { return on(b.record(at, raw)) }, func(e *Error) bool { return on(b.flush() && s.fail(e)) })
	b.flush()
}

// A shopifyProduct is a product as the REST API, GraphQL and a shop's own pages name its parts.
type shopifyProduct struct {
	ID            scalar           `json:"id"`
	ParentID      scalar           `json:"__parentId"`
	Title         scalar           `json:"title"`
	BodyHTML      scalar           `json:"body_html"`
	Description   scalar           `json:"description"`
	DescriptionGQ scalar           `json:"descriptionHtml"`
	Vendor        scalar           `json:"vendor"`
	Type          scalar           `json:"product_type"`
	TypeGQ        scalar           `json:"productType"`
	Handle        scalar           `json:"handle"`
	URL           scalar           `json:"onlineStoreUrl"`
	Category      shopifyCategory  `json:"category"`
	Tags          scalars          `json:"tags"`
	Options       many[option]     `json:"options"`
	Variants      many[variant]    `json:"variants"`
	Metafields    many[*metafield] `json:"metafields"`
	Images        many[image]      `json:"images"`
	Errors        json.RawMessage  `json:"errors"` // what Shopify answers instead of products
	Image         image            `json:"image"`
	ImageGQ       image            `json:"featuredImage"`
	PriceRange    struct {
		Least amount `json:"minVariantPrice"`
	} `json:"priceRangeV2"`
}

type shopifyCategory struct {
	ID       scalar `json:"id"`
	Name     scalar `json:"name"`
	FullName scalar `json:"fullName"`
}

type option struct {
	Name   scalar `json:"name"`
	Values many[struct {
		Name scalar `json:"name"`
	}] `json:"optionValues"`
}

type variant struct {
	ID        scalar          `json:"id"`
	Price     amount          `json:"price"`
	Option1   scalar          `json:"option1"`
	Option2   scalar          `json:"option2"`
	Option3   scalar          `json:"option3"`
	Available *bool           `json:"available"`
	ForSale   *bool           `json:"availableForSale"`
	Quantity  *number         `json:"inventory_quantity"`
	QuantityG *number         `json:"inventoryQuantity"`
	Managed   json.RawMessage `json:"inventory_management"` // null where nobody counts
	Item      struct {
		Tracked *bool `json:"tracked"`
	} `json:"inventoryItem"`
	Policy   scalar `json:"inventory_policy"`
	PolicyGQ scalar `json:"inventoryPolicy"`
	Selected many[struct {
		Name  scalar `json:"name"`
		Value scalar `json:"value"`
	}] `json:"selectedOptions"`
	Image    image            `json:"image"`
	Featured image            `json:"featured_image"`
	ImageID  scalar           `json:"image_id"`
	Fields   many[*metafield] `json:"metafields"`
}

type image struct {
	ID  scalar `json:"id"`
	Src scalar `json:"src"`
	URL scalar `json:"url"`
}

// inStock reports whether a variant can be bought, and whether anybody said.
func (v *variant) inStock() (can, known bool) {
	for _, said := range []*bool{v.Available, v.ForSale} {
		if said != nil {
			return *said, true
		}
	}
	quantity := cmp.Or(v.Quantity, v.QuantityG)
	policy := cmp.Or(v.Policy, v.PolicyGQ)
	switch {
	case strings.EqualFold(string(policy), "continue"): // sold beyond the stock
		return true, true
	case v.Managed != nil && textOf(v.Managed) == "", v.Item.Tracked != nil && !*v.Item.Tracked:
		return true, true
	case quantity == nil:
		return false, false
	}
	return *quantity > 0, true
}

// value returns the variant's value of an option, by its name or its place.
func (v *variant) value(o option, i int) string {
	for _, s := range v.Selected {
		if s.Name == o.Name {
			return string(s.Value)
		}
	}
	return string([]scalar{v.Option1, v.Option2, v.Option3, ""}[min(i, 3)])
}

// addShopify yields a product for each colour, heel and material that there is a choice of.
func (s *stream) addShopify(at place, p *shopifyProduct) bool {
	options := p.options()
	groups := p.split(options)
	for _, g := range groups {
		d := s.draft(at)
		d.shopify(p, options, g, len(groups) > 1)
		if !s.add(d) {
			return false
		}
	}
	return true
}

// options returns the options of a product. Where they are not listed, its variants name them.
func (p *shopifyProduct) options() []option {
	if len(p.Options) > 0 || len(p.Variants) == 0 {
		return p.Options
	}
	var list []option
	for _, s := range p.Variants[0].Selected {
		list = append(list, option{Name: s.Name})
	}
	return list
}

// A choice is the variants that differ in size and width alone.
type choice struct {
	values   []string // of the options that make a product of its own, empty for others
	variants []int
}

// split divides the variants into products.
func (p *shopifyProduct) split(options []option) (groups []choice) {
	for i := range p.Variants {
		v := &p.Variants[i]
		values := make([]string, len(options))
		for k, o := range options {
			switch theWords().Options[fold(string(o.Name))] {
			case "colour", "heel", "material":
				values[k] = v.value(o, k)
			}
		}
		at := slices.IndexFunc(groups, func(c choice) bool { return slices.Equal(c.values, values) })
		if at < 0 {
			at = len(groups)
			groups = append(groups, choice{values: values})
		}
		groups[at].variants = append(groups[at].variants, i)
	}
	if len(groups) == 0 {
		groups = []choice{{values: make([]string, len(options))}}
	}
	return groups
}

// shopify reads one choice of a product.
func (d *draft) shopify(p *shopifyProduct, options []option, c choice, several bool) {
	to := &d.product
	id := string(p.ID[strings.LastIndexByte(string(p.ID), '/')+1:]) // of a global id its number
	to.ID, to.Group = id, id
	if several {
		for _, value := range c.values {
			if value != "" {
				to.ID += "/" + value
			}
		}
	}
	to.Title, to.Brand, to.URL = string(p.Title), string(p.Vendor), string(p.URL)
	if to.URL == "" && p.Handle != "" {
		to.URL = "/products/" + string(p.Handle)
	}
	to.Category = string(cmp.Or(p.Type, p.TypeGQ, p.Category.FullName, p.Category.Name))
	for i, o := range options {
		if c.values[i] == "" {
			continue
		}
		name := string(o.Name)
		switch kind := theWords().Options[fold(name)]; kind {
		case "colour":
			to.Colour = c.values[i]
		case "material":
			d.labelled("options."+name, name, "materials", c.values[i])
		default:
			d.named("options."+name, name, c.values[i])
		}
	}
	d.metafields(p.Metafields)
	for _, i := range c.variants {
		d.metafields(p.Variants[i].Fields)
	}
	d.shopifyStock(p, options, c)
	d.shopifyImage(p, c)

	d.prose("title", to.Title)
	d.prose("category", to.Category)
	d.prose("description", string(cmp.Or(p.BodyHTML, p.DescriptionGQ, p.Description)))
	for _, tag := range p.Tags.split() {
		if name, text, ok := strings.Cut(tag, ":"); ok {
			d.named("tags", strings.TrimSpace(name), text)
			continue
		}
		d.prose("tags", tag)
	}
	if k, ok := theTaxonomy().category(string(p.Category.ID)); ok {
		d.kinds("category", []kind{k})
	}
}

// shopifyStock reads sizes, widths and the price: the least of what can be bought, or else of all.
func (d *draft) shopifyStock(p *shopifyProduct, options []option, c choice) {
	var sizes []string
	var least, leastOfAll catalog.Money
	sized, anyCan, anyKnown, anyUnknown := false, false, false, false
	for _, n := range c.variants {
		v := &p.Variants[n]
		can, known := v.inStock()
		anyCan = anyCan || can
		anyKnown, anyUnknown = anyKnown || known, anyUnknown || !known
		for i, o := range options {
			switch theWords().Options[fold(string(o.Name))] {
			case "size":
				sized = true
				if can {
					sizes = append(sizes, v.value(o, i))
				}
			case "width":
				d.width("options."+string(o.Name), v.value(o, i))
			}
		}
		d.amount(fmt.Sprintf("variants[%d].price", n), v.Price)
		leastOfAll = lesser(leastOfAll, d.product.Price)
		if can || !known {
			least = lesser(least, d.product.Price)
		}
	}
	d.product.Price = cmp.Or(least, leastOfAll)
	if len(c.variants) == 0 {
		d.amount("priceRangeV2.minVariantPrice", p.PriceRange.Least)
	}
	switch {
	case sized && anyKnown && (len(sizes) > 0 || !anyUnknown):
		d.sizes(sizes)
	case !sized && anyKnown && !anyUnknown && !anyCan:
		d.sizes(nil) // of a shoe without sizes none is there
	}
}

func (d *draft) amount(key string, a amount) {
	d.product.Price = catalog.Money{}
	d.price(key, a.text, a.currency)
}

// lesser returns the lesser amount; a known one if but one is known.
func lesser(a, b catalog.Money) catalog.Money {
	if c, ok := b.Compare(a); ok && c < 0 || !a.Known() {
		return b
	}
	return a
}

func (d *draft) shopifyImage(p *shopifyProduct, c choice) {
	for _, n := range c.variants {
		v := p.Variants[n]
		if d.product.Image = string(cmp.Or(v.Image.URL, v.Image.Src, v.Featured.Src, v.Featured.URL)); d.product.Image != "" {
			return
		}
		for _, i := range p.Images {
			if v.ImageID != "" && i.ID == v.ImageID {
				d.product.Image = string(cmp.Or(i.Src, i.URL))
				return
			}
		}
	}
	first := image{}
	if len(p.Images) > 0 {
		first = p.Images[0]
	}
	d.product.Image = string(cmp.Or(p.Image.Src, p.ImageGQ.URL, first.Src, first.URL))
}

// A metafield is a field that a shop added: namespace and key, a type, and a value that is JSON, most often in a text.
type metafield struct {
	Namespace  scalar          `json:"namespace"`
	Key        scalar          `json:"key"`
	Name       scalar          `json:"name"`
	Type       scalar          `json:"type"`
	Value      json.RawMessage `json:"value"`
	References many[reference] `json:"references"`
	Reference  reference       `json:"reference"`
}

// A reference is an entry of Shopify's that a metafield names; those of the taxonomy are entries, too.
type reference struct {
	Handle scalar `json:"handle"`
	Name   scalar `json:"displayName"`
	Fields many[struct {
		Key   scalar `json:"key"`
		Value scalar `json:"value"`
	}] `json:"fields"`
}
