package feed

import (
	"bufio"
	"bytes"
	"cmp"
	"strings"

	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/internal/quote"
)

// An item is an item of Google Merchant Center: texts by the names of its attributes, as "item_group_id", and its details,
// each a name and a text.
type item struct {
	texts   map[string][]string
	details [][2]string
}

// readMerchant reads a feed as RSS, as Atom, or tab-separated. Each item is a product: a size of a colour.
func (s *stream) readMerchant(text *bufio.Reader) {
	head, _ := text.Peek(bufferSize)
	if bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n"), []byte("<")) {
		readItems(text, s.limit, func(at place, raw []byte) bool {
			e, fault := decodeItem(raw)
			if fault != nil {
				e := at.fault(fault)
				e.ID = itemID(raw)
				return s.fail(e)
			}
			return s.addItem(at, e.item())
		}, s.fail)
		return
	}
	t := newTable(text, s.limit, '\t')
	t.literal = true // many are not written by the rules
	if err := t.readHead(); err != nil {
		s.fail(err)
		return
	}
	names := make([]string, len(t.head))
	for i, name := range t.head {
		names[i] = attributeName(name)
	}
	t.rows(func(r row) bool {
		one := &item{texts: map[string][]string{}}
		for i, cell := range r.cells {
			one.add(names[i], cell)
		}
		return s.addItem(r.place, one)
	}, s.fail)
}

// isMerchantHead reports whether a table begins with the columns of Merchant Center.
func isMerchantHead(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	known := 0
	for name := range strings.SplitSeq(string(line), "\t") {
		switch attributeName(name) {
		case "id", "title", "link", "image_link", "availability", "price", "item_group_id", "google_product_category":
			known++
		}
	}
	return known >= 4
}

// attributeName returns the name of an attribute as an item has it: "g:item_group_id" and "item group id" are one.
func attributeName(name string) string {
	name = strings.Trim(strings.ToLower(strings.TrimSpace(name)), `"`)
	name, _, _ = strings.Cut(strings.TrimPrefix(name, "g:"), "(")
	return strings.ReplaceAll(strings.TrimSpace(name), " ", "_")
}

func (i *item) add(name, text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	if name != "product_detail" {
		i.texts[name] = append(i.texts[name], text)
		return
	}
	for one := range strings.SplitSeq(text, ",") { // section:attribute:value, several in one cell
		switch parts := strings.SplitN(one, ":", 3); len(parts) {
		case 3:
			i.details = append(i.details, [2]string{strings.TrimSpace(parts[1]), strings.TrimSpace(parts[2])})
		case 2:
			i.details = append(i.details, [2]string{strings.TrimSpace(parts[0]), strings.TrimSpace(parts[1])})
		default:
			if n := len(i.details); n > 0 && len(parts) == 1 {
				i.details[n-1][1] += ", " + strings.TrimSpace(one) // the value has a comma
				continue
			}
			i.details = append(i.details, [2]string{"", strings.TrimSpace(one)})
		}
	}
}

// first returns the first text of the first attribute that has one.
func (i *item) first(names ...string) string {
	for _, name := range names {
		if len(i.texts[name]) > 0 {
			return i.texts[name][0]
		}
	}
	return ""
}

// item returns an element as an item. Google's own attributes stand before those of RSS and Atom.
func (e element) item() *item {
	one := &item{texts: map[string][]string{}}
	for _, google := range []bool{true, false} {
		for _, c := range e.Children {
			if (c.XMLName.Space != "") != google {
				continue
			}
			switch name := strings.ToLower(c.XMLName.Local); name {
			case "product_detail":
				one.details = append(one.details, [2]string{c.child("attribute_name"), c.child("attribute_value")})
			case "link":
				one.add(name, cmp.Or(c.attribute("href"), c.text()))
			default:
				one.add(name, c.text())
			}
		}
	}
	return one
}

func (s *stream) addItem(at place, i *item) bool {
	d := s.draft(at)
	p := &d.product
	p.ID, p.Group = i.first("id"), i.first("item_group_id")
	p.Title, p.Brand, p.Colour = i.first("title"), i.first("brand"), i.first("color", "colour")
	p.Category = i.first("product_type", "google_product_category")
	p.URL, p.Image = i.first("link"), i.first("image_link")
	key := "price"
	if i.first("sale_price") != "" && i.first("sale_price_effective_date") == "" { // which else may be over, or to come
		key = "sale_price"
	}
	d.price(key, i.first(key), "")
	d.person("gender", i.first("gender"))
	d.person("age_group", i.first("age_group"))
	d.condition("condition", i.first("condition"))
	if available, said := theWords().Stock[fold(i.first("availability"))]; said {
		switch size := i.first("size"); {
		case !available:
			d.sizes(nil)
		case size != "":
			d.sizes(strings.FieldsFunc(size, func(r rune) bool { return r == ',' || r == '|' }))
		}
	}
	d.details(i)
	return s.add(d)
}

// details hands over what is to be read.
func (d *draft) details(i *item) {
	for _, text := range i.texts["material"] {
		d.labelled("material", "Material", "materials", strings.ReplaceAll(text, "/", ", "))
	}
	for _, detail := range i.details {
		if name, text := detail[0], detail[1]; name == "" {
			d.prose("product_detail", text)
		} else {
			d.detail("product_detail."+name, name, text)
		}
	}
	d.prose("title", d.product.Title)
	for _, from := range []string{"product_type", "google_product_category"} {
		for _, text := range i.texts[from] {
			if strings.Trim(text, "0123456789") != "" {
				d.prose("category", text)
			}
		}
	}
	for _, text := range i.texts["product_highlight"] {
		d.prose("product_highlight", text)
	}
	d.prose("description", i.first("description", "summary", "content"))
	for _, from := range []string{"size_type", "pattern"} {
		d.named(from, from, i.first(from))
	}
}

// detail states what a specification of a known name gives as a number with its unit or as a truth, and hands over others.
func (d *draft) detail(from, name, text string) {
	source := catalog.Source{How: catalog.Stated, From: from, Text: quote.Short(text)}
	word, known := measureOf(name)
	if known && kindOf(word) == "flag" && (text == "true" || text == "false") {
		d.state(word, []byte(text), source)
		return
	}
	if number, unit, ok := strings.Cut(text, " "); known && ok {
		if exact, ok := measured(number, unit); ok {
			d.state(word, quoted(exact), source)
			return
		}
	}
	d.named(from, name, text)
}
