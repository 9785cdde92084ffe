package feed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// A bulk is a product of a bulk operation, whose parts follow it on lines of their own.
type bulk struct {
	*stream
	parent *shopifyProduct
	at     place
	size   int
	done   bool // nobody reads on
}

// record reads a product, or a part of the one before it. It reports whether to go on.
func (b *bulk) record(at place, raw []byte) bool {
	p := &shopifyProduct{}
	if faults := decodeJSON(raw, p); len(faults) > 0 {
		return b.flush() && b.refuse(at, raw, faults, "id")
	}
	if p.ParentID != "" {
		return b.child(at, p, raw)
	}
	if said := textsWithin(p.Errors); p.ID == "" && len(said) > 0 {
		return b.flush() && b.fail(at.fault(&rules.Error{Key: "errors", Code: "no-product", Msg: "Shopify answered with errors: " + quote.Short(strings.Join(said, "; "))}))
	}
	if bytes.Count(raw, []byte(`"namespace"`)) > len(p.Metafields) {
		p.Metafields = append(p.Metafields, aliased(raw)...)
	}
	if !b.flush() {
		return false
	}
	if p.Variants == nil && strings.HasPrefix(string(p.ID), "gid:") {
		b.parent, b.at, b.size = p, at, len(raw) // its variants may follow
		return true
	}
	return b.addShopify(at, p)
}

// flush yields the product whose parts are read, if there is one. It reports whether to go on.
func (b *bulk) flush() bool {
	if p := b.parent; p != nil && !b.done {
		b.parent = nil
		b.done = !b.addShopify(b.at, p)
	}
	return !b.done
}

// child adds a variant or a metafield to the product before it.
func (b *bulk) child(at place, p *shopifyProduct, raw []byte) bool {
	if b.size += len(raw); b.parent != nil && b.size > b.limit {
		return b.fail(tooLong(at, b.limit))
	}
	wrong := func(hint string) bool {
		return b.fail(at.fault(&rules.Error{Key: "__parentId", Code: "unknown-value", Msg: fmt.Sprintf("no product or variant %q stands before it", quote.Short(string(p.ParentID))), Hint: hint}))
	}
	if b.parent == nil {
		return wrong("parts follow their product")
	}
	fields := &b.parent.Metafields
	if p.ParentID != b.parent.ID {
		i := slices.IndexFunc(b.parent.Variants, func(v variant) bool { return v.ID == p.ParentID })
		if i < 0 {
			return wrong("parts follow their product")
		}
		fields = &b.parent.Variants[i].Fields
	}
	var v variant
	var m metafield
	if strings.Contains(string(p.ID), "/ProductVariant/") {
		if faults := decodeJSON(raw, &v); len(faults) > 0 {
			return b.refuse(at, raw, faults, "id")
		}
		b.parent.Variants = append(b.parent.Variants, v)
		return true
	}
	if faults := decodeJSON(raw, &m); len(faults) > 0 {
		return b.refuse(at, raw, faults, "id")
	}
	if m.Key != "" {
		*fields = append(*fields, &m)
	}
	return true
}

// textsWithin returns the texts of an answer's errors: a text, a list of objects with messages, or texts by key.
func textsWithin(raw json.RawMessage) (list []string) {
	var objects many[struct {
		Message scalar `json:"message"`
	}]
	if len(raw) > 0 && raw[0] != '"' && json.Unmarshal(raw, &objects) == nil {
		for _, o := range objects {
			list = append(list, string(o.Message))
		}
		return list
	}
	return plainTexts(raw)
}

// aliased returns the metafields that a query of GraphQL gave names of its own.
func aliased(raw []byte) (list []*metafield) {
	var parts map[string]json.RawMessage
	_ = json.Unmarshal(raw, &parts) // which was read before
	for _, key := range slices.Sorted(maps.Keys(parts)) {
		var m metafield
		if part := parts[key]; part[0] == '{' && json.Unmarshal(part, &m) == nil && m.Key != "" && m.Value != nil {
			list = append(list, &m)
		}
	}
	return list
}
