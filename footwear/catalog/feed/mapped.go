package feed

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/measure"
	"github.com/heelwise/heelwise/internal/pages"
	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// readMapped reads tables and JSON by a mapping.
func (s *stream) readMapped(text *bufio.Reader, f Format) {
	m := s.mapping
	switch {
	case m == nil:
		s.fail(unreadable(place{}, &rules.Error{Code: "no-mapping", Msg: "nothing says what the columns mean", Hint: "write a mapping; docs/catalogue-mapping.md shows how"}))
	case f == CSV:
		s.readTable(text, m)
	default:
		s.readObjects(text, m)
	}
}

func (s *stream) readTable(text *bufio.Reader, m *Mapping) {
	separator := m.separator
	if separator == 0 {
		separator = separatorOf(text)
	}
	t := newTable(text, s.limit, separator)
	if err := t.readHead(); err != nil {
		s.fail(err)
		return
	}
	columns, places, ok := s.tableColumns(m, t.head)
	if !ok {
		return
	}
	above := make([]cell, len(columns))
	t.rows(func(r row) bool {
		d := s.draft(r.place)
		for i, c := range columns {
			text := r.cells[places[i]]
			if c.within != "" {
				text = above[i].carry(text, r.cells[slices.Index(t.head, c.within)])
			}
			d.column(c, c.path, text, false)
		}
		return s.addMapped(d, m)
	}, s.fail)
}

// A cell is what the last cell of a column said that was not empty, and what tells how far it holds.
type cell struct{ text, within string }

// carry returns what a cell says: that of the one above it where it is empty and nothing else began between them.
func (c *cell) carry(text, within string) string {
	if strings.TrimSpace(text) == "" && within == c.within {
		return c.text
	}
	*c = cell{strings.Clone(text), strings.Clone(within)}
	return text
}

// tableColumns returns the columns that a mapping names, in its order, and their places in a row. What the table does not
// have, or has twice, is reported; it is not ok where nobody reads on, and where the table has no id.
func (s *stream) tableColumns(m *Mapping, head []string) (columns []column, places []int, ok bool) {
	hasID := slices.ContainsFunc(m.columns, func(c column) bool { return c.is == "id" && slices.Contains(head, c.path) })
	for _, c := range m.columns {
		if c.within != "" && !slices.Contains(head, c.within) {
			e := &rules.Error{Key: c.path, Code: "unknown-column", Msg: fmt.Sprintf("the table has no column %q, within which %q is carried on", quote.Short(c.within), quote.Short(c.path)),
				Hint: pages.Hint(c.within, head, "the columns are "+quote.Short(strings.Join(head, ", ")))}
			if c.within = ""; !s.fail(place{line: 1}.fault(e)) {
				return nil, nil, false
			}
		}
		if c.path == "*" {
			for i, name := range head {
				if !m.names(name) {
					one := c
					one.path = name
					columns, places = append(columns, one), append(places, i)
				}
			}
			continue
		}
		i := slices.Index(head, c.path)
		e := &rules.Error{Key: c.path, Code: "unknown-column", Msg: fmt.Sprintf("the table has no column %q", quote.Short(c.path))}
		switch {
		case i >= 0 && !slices.Contains(head[i+1:], c.path):
			columns, places = append(columns, c), append(places, i)
			continue
		case i >= 0:
			columns, places = append(columns, c), append(places, i)
			e.Code, e.Msg, e.Hint = "duplicate-column", fmt.Sprintf("the table has several columns %q", quote.Short(c.path)), "the first is read; rename the others"
		case c.is == "id" && !hasID:
			e.Msg += ", which is the id"
			fallthrough
		default:
			e.Hint = pages.Hint(c.path, head, "the columns are "+quote.Short(strings.Join(head, ", ")))
		}
		err := place{line: 1}.fault(e)
		err.Ends = c.is == "id" && i < 0 && !hasID
		if !s.fail(err) {
			return nil, nil, false
		}
	}
	return columns, places, true
}

// separatorOf returns the separator that the head of a table has most of.
func separatorOf(text *bufio.Reader) byte {
	head, _ := text.Peek(bufferSize)
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best := byte(',')
	for _, b := range []byte(";\t|") {
		if bytes.Count(line, []byte{b}) > bytes.Count(line, []byte{best}) {
			best = b
		}
	}
	return best
}

func (s *stream) readObjects(text *bufio.Reader, m *Mapping) {
	wrappers := strings.Split(m.records, ".")
	wraps := func(key string) bool { return m.records != "" && slices.Contains(wrappers, key) }
	var ids []string
	for _, c := range m.columns {
		if c.is == "id" {
			ids = append(ids, c.path)
		}
	}
	readJSON(text, s.limit, wraps, func(at place, raw []byte) bool {
		var parts map[string]json.RawMessage
		if faults := decodeJSON(raw, &parts); len(faults) > 0 {
			return s.refuse(at, raw, faults, ids...)
		}
		if parts == nil {
			return s.fail(at.fault(&rules.Error{Code: "bad-value", Msg: "a record is an object"}))
		}
		d := s.draft(at)
		for _, c := range m.columns {
			if c.path == "*" {
				d.rest(m, c, parts)
				continue
			}
			d.follow(m, c, "", c.path, parts)
		}
		return s.addMapped(d, m)
	}, s.fail)
}

// rest reads the keys of a record that the mapping does not name, in the order of the alphabet.
func (d *draft) rest(m *Mapping, c column, parts map[string]json.RawMessage) {
	for _, key := range slices.Sorted(maps.Keys(parts)) {
		if !m.names(key) && !slices.ContainsFunc(m.columns, func(c column) bool { return strings.HasPrefix(c.path, key+".") }) {
			d.leaf(c, key, parts[key])
		}
	}
}

// follow reads what a path leads to: a key, or one that a dot divides, and for a star every key that the mapping does not name.
func (d *draft) follow(m *Mapping, c column, from, path string, parts map[string]json.RawMessage) {
	if value, ok := parts[path]; ok {
		d.leaf(c, from+path, value)
		return
	}
	key, rest, more := strings.Cut(path, ".")
	if path == "*" {
		for _, key := range slices.Sorted(maps.Keys(parts)) {
			if !m.names(from + key) {
				d.leaf(c, from+key, parts[key])
			}
		}
		return
	}
	for more {
		if value, ok := parts[key]; ok {
			d.inside(m, c, from+key+".", rest, value)
			return
		}
		var next string
		if next, rest, more = strings.Cut(rest, "."); more {
			key += "." + next // the key itself has a dot
		}
	}
}

// inside follows a path into an object, or into each object of a list.
func (d *draft) inside(m *Mapping, c column, from, path string, value json.RawMessage) {
	switch value[0] {
	case '{':
		var parts map[string]json.RawMessage
		if json.Unmarshal(value, &parts) == nil {
			d.follow(m, c, from, path, parts)
		}
	case '[':
		var list []json.RawMessage
		if json.Unmarshal(value, &list) == nil {
			for _, one := range list {
				d.inside(m, c, from, path, one)
			}
		}
	}
}

// leaf reads a value: each of a list, and of an object what it says as texts.
func (d *draft) leaf(c column, from string, value json.RawMessage) {
	switch value[0] {
	case '[', '{':
	case '"':
		d.column(c, from, textOf(value), false)
		return
	default:
		text := string(value)
		if x, err := strconv.ParseFloat(text, 64); err == nil && strings.ContainsAny(text, "eE") {
			text = strconv.FormatFloat(x, 'f', -1, 64)
		}
		d.column(c, from, text, true)
		return
	}
	for _, text := range plainTexts(value) {
		d.column(c, from, text, false)
	}
}

func (s *stream) addMapped(d *draft, m *Mapping) bool {
	d.say(m.constant, catalog.Source{})
	d.prose("title", d.product.Title)
	d.prose("category", d.product.Category)
	return s.add(d)
}

// blanks are how shops write that they say nothing.
var blanks = []string{"", "-", "–", "n/a", "na", "nan", "null"}

// truths are how shops write yes and no.
var truths = map[string]bool{"true": true, "yes": true, "1": true, "y": true, "ja": true, "wahr": true, "oui": true, "false": false, "no": false, "0": false, "n": false, "nein": false, "falsch": false, "non": false}

// column reads a cell. A number of JSON is written for programs, a text for people.
func (d *draft) column(c column, from, text string, isNumber bool) {
	if c.split != "" {
		whole := c
		whole.split = ""
		for part := range strings.SplitSeq(text, c.split) {
			d.column(whole, from, part, false)
		}
		return
	}
	text = strings.TrimSpace(text)
	if slices.Contains(blanks, strings.ToLower(text)) {
		return
	}
	source := catalog.Source{How: catalog.Stated, From: from, Text: quote.Short(text)}
	if list, ok := c.values[strings.ToLower(text)]; ok {
		d.looked(c, list, source)
		if !isTextField(c.is) || slices.ContainsFunc(list, func(f fact) bool { return f.key == c.is }) {
			return
		}
	}
	p := &d.product
	switch c.is {
	case "":
	case "description":
		d.prose(from, text)
	case "specification":
		name := c.name
		if name == "" {
			name = from[strings.LastIndexByte(from, '.')+1:]
		}
		d.text(measure.Text{From: from, Name: name, Unit: c.unit, Text: text})
	case "in_stock":
		d.stock(from, text)
	case "price":
		d.mappedPrice(from, text, isNumber)
	case "sizes":
		p.Sizes = addOnce(p.Sizes, text)
	case "widths":
		d.width(from, text)
	case "materials":
		d.labelled(from, c.path, "materials", text)
	case "department", "age_group":
		if !d.person(from, text) {
			d.labelled(from, c.path, c.is, text)
		}
	case "condition":
		if !d.condition(from, text) {
			d.labelled(from, c.path, c.is, text)
		}
	case "occasion":
		d.labelled(from, c.path, c.is, text)
	default:
		if to := d.textField(c.is); to == nil {
			d.word(c, from, text, source)
		} else if *to == "" {
			*to = text
		}
	}
}

// textField returns a field of the product that is a text.
func (d *draft) textField(key string) *string {
	p := &d.product
	switch key {
	case "id":
		return &p.ID
	case "group":
		return &p.Group
	case "title":
		return &p.Title
	case "brand":
		return &p.Brand
	case "category":
		return &p.Category
	case "colour":
		return &p.Colour
	case "url":
		return &p.URL
	case "image":
		return &p.Image
	}
	return nil
}

func isTextField(key string) bool { return new(draft).textField(key) != nil }

// looked says what a shop's word stands for.
func (d *draft) looked(c column, list facts, source catalog.Source) {
	for _, f := range list {
		to := d.textField(f.key)
		switch {
		case f.key == "in_stock":
			d.stock(source.From, textOf(f.value))
		case to != nil && *to == "":
			*to = textOf(f.value)
		case to == nil:
			d.sayOne(f, source)
		}
	}
}

// stock says whether a product can be bought.
func (d *draft) stock(from, text string) {
	can, ok := truths[strings.ToLower(text)]
	if !ok {
		can, ok = theWords().Stock[fold(text)]
	}
	if ok && !can {
		d.soldOut = true
	}
}

func (d *draft) mappedPrice(from, text string, isNumber bool) {
	if isNumber || d.product.Price.Known() {
		if !d.product.Price.Known() {
			d.price(from, text, "")
		}
		return
	}
	m, err := catalog.ParseMoney(text)
	if err != nil {
		d.price(from, text, "") // which says so
		return
	}
	d.price(from, m.String(), "")
}

// word states what a column says of a word, where it says so in our form; else it is read as a text.
func (d *draft) word(c column, from, text string, source catalog.Source) {
	kind := kindOf(c.is)
	value := text
	switch kind {
	case "flag":
		if truth, ok := truths[strings.ToLower(text)]; ok {
			d.state(c.is, json.RawMessage(fmt.Sprint(truth)), source)
			return
		}
	case "length", "mass", "duration", "distance":
		if c.unit != "" && isDecimal(strings.Replace(strings.TrimPrefix(text, "-"), ",", ".", 1)) {
			value = strings.Replace(text, ",", ".", 1) + c.unit
		}
	case "": // a word that a pack adds
		var v footwear.Value
		if raw := json.RawMessage(text); json.Unmarshal(raw, &v) == nil && v.Known() {
			d.state(c.is, raw, source)
			return
		}
		d.state(c.is, quoted(text), source)
		return
	}
	raw := quoted(value)
	if kind == "number" && isDecimal(value) {
		raw = json.RawMessage(value)
	}
	err := (fact{c.is, raw}).check()
	if err == nil {
		d.state(c.is, raw, source)
		return
	}
	if value != text || isDecimal(text) && kind == "number" { // a number of the right unit is what was meant, and cannot be
		d.state(c.is, raw, source)
		return
	}
	d.text(measure.Text{From: from, Name: c.path, Word: c.is, Unit: c.unit, Text: text})
}
