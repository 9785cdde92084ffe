package feed

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/internal/quote"
)

// metafields reads the fields that a shop added, and the taxonomy's attributes, which stand in the namespace shopify.
func (d *draft) metafields(list []*metafield) {
	for _, m := range list {
		if m == nil {
			continue // GraphQL says so of one that the product does not have
		}
		from := "metafields." + strings.TrimPrefix(string(m.Namespace)+"."+string(m.Key), ".")
		name := strings.NewReplacer("_", " ", "-", " ").Replace(string(m.Key))
		if m.Name != "" {
			name = string(m.Name)
		}
		value := inner(m.Value)
		if a, ok := theTaxonomy().attribute(string(m.Key)); ok && (m.Namespace == "shopify" || strings.Contains(string(m.Type), "reference")) {
			d.attribute(from, a, m.values(value))
			continue
		}
		if word, ok := measureOf(string(m.Key), string(m.Name)); ok && d.measure(from, word, value) {
			continue
		}
		for _, text := range plainTexts(value) {
			d.named(from, name, text)
		}
	}
}

// values returns what a metafield of the taxonomy names: what it refers to, if that was asked for, or else its own value.
func (m *metafield) values(value json.RawMessage) (list []string) {
	for _, r := range append(m.References, m.Reference) {
		named := string(r.Handle)
		for _, f := range r.Fields {
			if strings.Contains(string(f.Value), "gid://shopify/TaxonomyValue/") {
				named = strings.Trim(string(f.Value), `[]"`)
			}
		}
		if named == "" {
			named = string(r.Name)
		}
		if named != "" {
			list = append(list, named)
		}
	}
	if len(list) > 0 {
		return list
	}
	return plainTexts(value)
}

// measureOf returns the word that a field answers by its key or its name.
func measureOf(names ...string) (word string, ok bool) {
	for _, name := range names {
		if word, ok = theWords().Measures[fold(name)]; ok {
			return word, true
		}
	}
	return "", false
}

// measure states a measure with a unit, several of them as a range, or a truth. It is not ok where the value is none.
func (d *draft) measure(from, word string, value json.RawMessage) (ok bool) {
	source := catalog.Source{How: catalog.Stated, From: from, Text: quote.Short(string(value))}
	if text := string(value); (text == "true" || text == "false") && kindOf(word) == "flag" {
		d.state(word, value, source)
		return true
	}
	var list []dimension
	if json.Unmarshal(value, &list) != nil {
		var one dimension
		if json.Unmarshal(value, &one) != nil {
			return false
		}
		list = []dimension{one}
	}
	if len(list) == 0 {
		return false
	}
	slices.SortFunc(list, func(a, b dimension) int { return cmp.Compare(a.Value, b.Value) })
	first, last := list[0], list[len(list)-1]
	lo, ok := first.text()
	hi, ok2 := last.text()
	if !ok || !ok2 || slices.ContainsFunc(list, func(one dimension) bool { return one.Unit != first.Unit }) {
		return false
	}
	if lo != hi {
		source.How, lo = catalog.Range, lo+".."+hi
	}
	d.state(word, quoted(lo), source)
	return true
}

// A dimension is a number with its unit.
type dimension struct {
	Value number `json:"value"`
	Unit  scalar `json:"unit"`
}

// text returns a dimension in our form. It is not ok where the unit is none.
func (m dimension) text() (text string, ok bool) {
	return measured(strconv.FormatFloat(float64(m.Value), 'f', -1, 64), string(m.Unit))
}

// inner returns the JSON that a text holds, or else the value itself.
func inner(value json.RawMessage) json.RawMessage {
	if text := textOf(value); len(value) > 0 && value[0] == '"' {
		if trimmed := strings.TrimSpace(text); json.Valid([]byte(trimmed)) {
			return json.RawMessage(trimmed)
		}
	}
	return value
}

// plainTexts returns the texts of a value: of a list each, of a measure its number with its unit, of rich text all that is
// to be read.
func plainTexts(value json.RawMessage) (list []string) {
	if len(value) == 0 {
		return nil
	}
	switch value[0] {
	case '[':
		var items []json.RawMessage
		if json.Unmarshal(value, &items) == nil {
			for _, item := range items {
				list = append(list, plainTexts(item)...)
			}
		}
	case '{':
		var rich struct {
			Value    scalar            `json:"value"`
			Unit     scalar            `json:"unit"`
			Children []json.RawMessage `json:"children"`
		}
		if json.Unmarshal(value, &rich) != nil {
			return nil
		}
		if rich.Value != "" {
			unit := string(rich.Unit)
			if symbol, ok := theWords().Units[fold(unit)]; ok {
				unit = symbol
			}
			list = append(list, strings.TrimSpace(string(rich.Value)+" "+unit))
		}
		for _, child := range rich.Children {
			list = append(list, plainTexts(child)...)
		}
	default:
		if text := textOf(value); text != "" {
			list = append(list, text)
		}
	}
	return list
}
