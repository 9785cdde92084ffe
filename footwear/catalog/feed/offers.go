package feed

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/measure"
	"github.com/heelwise/heelwise/internal/quote"
)

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
	source := catalog.Source{How: catalog.Stated, From: from, Text: quote.Short(strings.Join(p.texts(), ", "))}
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
