package feed

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/footwear/catalog/measure"
	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// A Mapping says what the columns of a shop's table mean, or the keys of its JSON; docs/catalogue-mapping.md teaches to
// write one. It is immutable and safe for concurrent use. The zero Mapping reads nothing.
type Mapping struct {
	profile   *measure.Profile // nil where none is named
	currency  string
	separator byte   // 0 where it is to be found out
	records   string // the key of the list
	columns   []column
	constant  facts
}

// A column is what a column means, or a path of keys.
type column struct {
	path   string
	is     string // a product's field, a word, "description", "specification", "in_stock", or nothing
	unit   string // of bare numbers
	name   string // of a specification
	split  string // what divides several values
	within string // of a table: an empty cell says what the one above it says, as long as this column says the same
	values map[string]facts
}

// names reports whether a path is named as such.
func (m *Mapping) names(path string) bool {
	return slices.ContainsFunc(m.columns, func(c column) bool { return c.path == path })
}

// The limits of a mapping file.
const (
	maxMappingBytes = 256 << 10
	maxColumns      = 1000
)

var (
	mappingKeys = []string{"profile", "currency", "separator", "records", "columns", "constant"}
	columnKeys  = []string{"is", "unit", "name", "split", "within", "values"}
	productKeys = []string{"id", "group", "title", "brand", "category", "colour", "department", "age_group", "occasion", "condition", "price", "sizes", "widths", "materials", "url", "image"}
	otherKeys   = []string{"description", "specification", "in_stock"}
)

// ParseMapping reads a mapping from YAML. The error lists everything that is wrong ([rules.Errors]), each by line and column
// of the file, whose name it gives as it is told here.
func ParseMapping(name string, data []byte) (*Mapping, error) {
	p := &mappingPage{name: name, lines: bytes.Split(data, []byte("\n"))}
	m := p.read(bytes.TrimPrefix(data, []byte("\ufeff")))
	if len(p.faults) > 0 {
		return nil, p.faults
	}
	return m, nil
}

// A mappingPage is a mapping file while it is read.
type mappingPage struct {
	name   string
	lines  [][]byte
	faults rules.Errors
}

func (p *mappingPage) fault(n *yaml.Node, code, msg, hint string) {
	e := &rules.Error{File: p.name, Code: code, Msg: msg, Hint: hint}
	if n != nil {
		e.Line, e.Col = n.Line, n.Column
		if n.Line > 0 && n.Line <= len(p.lines) && utf8.Valid(p.lines[n.Line-1]) {
			e.Source = string(bytes.TrimRight(p.lines[n.Line-1], "\r"))
		}
	}
	p.faults = append(p.faults, e)
}

// near returns the name that may be meant, or else what to say.
func near(written string, names []string, otherwise string) string {
	if name, ok := rules.Nearest(written, names); ok {
		return fmt.Sprintf("did you mean %q?", name)
	}
	return otherwise
}

func (p *mappingPage) read(data []byte) *Mapping {
	m := &Mapping{}
	var document yaml.Node
	switch {
	case len(data) > maxMappingBytes:
		p.fault(nil, "too-long", fmt.Sprintf("a mapping has at most %d bytes", maxMappingBytes), "")
		return nil
	case !utf8.Valid(data):
		p.fault(nil, "bad-utf8", "the file is no UTF-8", "save it as UTF-8")
		return nil
	}
	if err := yaml.NewDecoder(bytes.NewReader(data)).Decode(&document); err != nil {
		p.syntax(err)
		return nil
	}
	if n := notPlain(&document); n != nil {
		p.fault(n, "not-plain", "anchors and aliases are not read in mappings", "write it out")
		return nil
	}
	for _, e := range p.entries(document.Content[0], "a mapping", mappingKeys) {
		p.entry(m, e)
	}
	if len(m.columns) == 0 && len(p.faults) == 0 {
		p.fault(document.Content[0], "missing-key", "the mapping names no columns", `write columns: and below it each column with what it is, as "sku: id"`)
	}
	if !slices.ContainsFunc(m.columns, func(c column) bool { return c.is == "id" }) && len(p.faults) == 0 {
		p.fault(document.Content[0], "missing-key", "no column is the id", `write "is: id" at the one that tells products apart`)
	}
	return m
}

// syntax reports what is wrong with the YAML itself. The parser tells the line, in words.
func (p *mappingPage) syntax(err error) {
	if errors.Is(err, io.EOF) {
		p.fault(nil, "bad-yaml", "the file is empty", "")
		return
	}
	msg, hint := strings.TrimPrefix(err.Error(), "yaml: "), ""
	var n *yaml.Node
	if at, rest, ok := strings.Cut(msg, ": "); ok && strings.HasPrefix(at, "line ") {
		if line, err := strconv.Atoi(strings.TrimPrefix(at, "line ")); err == nil && 0 < line && line <= len(p.lines) {
			n, msg = &yaml.Node{Line: line, Column: 1}, rest
			if bytes.HasPrefix(bytes.TrimLeft(p.lines[line-1], " "), []byte("\t")) {
				hint = "lines are indented by spaces, not by tabs"
			}
		}
	}
	p.fault(n, "bad-yaml", msg, hint)
}

func (p *mappingPage) entry(m *Mapping, e mappingEntry) {
	switch e.key.Value {
	case "columns":
		m.columns = p.columns(e.value)
		return
	case "constant":
		m.constant = p.facts(e.value)
		return
	}
	text, ok := p.text(e.value, e.key.Value)
	if !ok {
		return
	}
	switch e.key.Value {
	case "profile":
		profile, err := measure.Named(text)
		if err != nil {
			p.fault(e.value, "unknown-value", fmt.Sprintf("there is no profile %q", quote.Short(text)), near(text, measure.Names(), "the profiles are "+strings.Join(measure.Names(), ", ")))
		}
		m.profile = profile
	case "currency":
		if text == "" || !isCode(text) {
			p.fault(e.value, "bad-value", fmt.Sprintf("%q is no currency's code", quote.Short(text)), `write three letters, as "EUR"`)
		}
		m.currency = strings.ToUpper(text)
	case "separator":
		if text == "tab" {
			text = "\t"
		}
		if len(text) != 1 || strings.ContainsAny(text, "\"\r\n") || text[0] >= utf8.RuneSelf {
			p.fault(e.value, "bad-value", fmt.Sprintf("%q is no separator", quote.Short(text)), `write one sign, as ";", or tab`)
			return
		}
		m.separator = text[0]
	case "records":
		m.records = text
	}
}

type mappingEntry struct{ key, value *yaml.Node }

// entries returns the entries of a mapping whose keys are known, and reports the others. No known keys are all.
func (p *mappingPage) entries(n *yaml.Node, what string, known []string) (list []mappingEntry) {
	if n.Kind != yaml.MappingNode {
		p.fault(n, "wrong-shape", what+" is a block of keys", "")
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		e := mappingEntry{n.Content[i], n.Content[i+1]}
		name := e.key.Value
		switch {
		case e.key.Kind != yaml.ScalarNode:
			p.fault(e.key, "wrong-shape", "a key is a text", "")
		case known != nil && !slices.Contains(known, name):
			hint := near(name, known, "the keys are "+strings.Join(known, ", "))
			if what == "a mapping" && e.value.Kind == yaml.ScalarNode && isTarget(e.value.Value) {
				hint = "columns stand below \"columns:\", and are indented"
			}
			p.fault(e.key, "unknown-key", fmt.Sprintf("there is no key %q", quote.Short(name)), hint)
		case slices.ContainsFunc(list, func(other mappingEntry) bool { return other.key.Value == name }):
			p.fault(e.key, "duplicate-key", fmt.Sprintf("the key %q is given twice", quote.Short(name)), "")
		default:
			list = append(list, e)
		}
	}
	return list
}

func (p *mappingPage) text(n *yaml.Node, what string) (text string, ok bool) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		p.fault(n, "wrong-shape", what+" is a text", "")
		return "", false
	}
	return n.Value, true
}

func (p *mappingPage) columns(n *yaml.Node) (list []column) {
	entries := p.entries(n, "columns", nil)
	if len(entries) > maxColumns {
		p.fault(n, "too-many", fmt.Sprintf("there are %d columns; at most %d are read", len(entries), maxColumns), "")
		return nil
	}
	for _, e := range entries {
		c := column{path: e.key.Value}
		if e.value.Kind == yaml.ScalarNode {
			c.is = p.target(e.value)
		} else {
			p.column(&c, e.value)
		}
		list = append(list, c)
	}
	return list
}

func (p *mappingPage) column(c *column, n *yaml.Node) {
	if n.Kind == yaml.SequenceNode {
		p.fault(n, "wrong-shape", "a column is one thing", `write it without brackets, as "sizes: sizes"`)
		return
	}
	entries := p.entries(n, "what a column is", columnKeys)
	for _, e := range entries { // what it is comes first, wherever it stands
		if e.key.Value == "is" {
			c.is = p.target(e.value)
		}
	}
	for _, e := range entries {
		switch e.key.Value {
		case "unit":
			c.unit = p.unit(e.value, c.is)
		case "name":
			c.name, _ = p.text(e.value, "a name")
		case "split":
			c.split, _ = p.text(e.value, "what divides values")
		case "within":
			c.within, _ = p.text(e.value, "a column")
		case "values":
			c.values = p.values(e.value, c.is)
		}
	}
	if c.is == "" && c.values == nil && len(entries) > 0 && len(p.faults) == 0 {
		p.fault(n, "missing-key", "nothing says what the column is", `write is: with a field or word, as "is: shoe.heel_height", or values:`)
	}
}

// isTarget reports whether a column can be this.
func isTarget(name string) bool {
	return slices.Contains(productKeys, name) || slices.Contains(otherKeys, name) || kindOf(name) != ""
}

// target returns what a column is.
func (p *mappingPage) target(n *yaml.Node) string {
	name, ok := p.text(n, "what a column is")
	if !ok || isTarget(name) {
		return name
	}
	group, _, dotted := strings.Cut(name, ".")
	if dotted && !slices.Contains([]string{"shoe", "wearer", "use", ""}, group) {
		return name // a word that a pack adds
	}
	names := slices.Concat(productKeys, otherKeys)
	for word := range shoeWords() {
		names = append(names, word)
	}
	p.fault(n, "unknown-word", fmt.Sprintf("a column cannot be %q", quote.Short(name)),
		near(name, names, "it is "+strings.Join(slices.Concat(productKeys, otherKeys), ", ")+", or a word of a shoe, as shoe.heel_height"))
	return wrongTarget
}

// wrongTarget is what a column is whose target was a fault. No further fault follows from it.
const wrongTarget = "?"

func (p *mappingPage) unit(n *yaml.Node, is string) string {
	unit, ok := p.text(n, "a unit")
	if !ok || is == wrongTarget || is == "description" || is == "specification" {
		return unit
	}
	kind := kindOf(is)
	if dimensions := map[string][]string{"length": {"mm", "cm", "m", "in", "ft"}, "mass": {"g", "kg", "oz", "lb"}, "duration": {"h", "min"}, "distance": {"km", "mi"}}; !slices.Contains(dimensions[kind], unit) {
		if dimensions[kind] == nil {
			p.fault(n, "misplaced-key", fmt.Sprintf("%s has no unit", cmp.Or(is, "a column that only has values")), "")
		} else {
			p.fault(n, "bad-value", fmt.Sprintf("%q is no unit of %s, which is a %s", quote.Short(unit), is, kind), "write "+strings.Join(dimensions[kind], ", "))
		}
	}
	return unit
}

// values returns the facts that a shop's words stand for.
func (p *mappingPage) values(n *yaml.Node, is string) map[string]facts {
	table := map[string]facts{}
	for _, e := range p.entries(n, "values", nil) {
		key := strings.ToLower(strings.TrimSpace(e.key.Value))
		if _, ok := table[key]; ok {
			p.fault(e.key, "duplicate-key", fmt.Sprintf("the value %q is given twice", quote.Short(e.key.Value)), "")
		}
		switch {
		case e.value.Kind == yaml.MappingNode:
			table[key] = p.facts(e.value)
		case e.value.Tag == "!!null":
			table[key] = nil
		case is == wrongTarget:
		case is == "":
			p.fault(e.value, "missing-key", "nothing says what the column is", `write the fact with its word, as {shoe.toe: round}, or is: at the column`)
		case is == "in_stock":
			if _, ok := truths[strings.ToLower(e.value.Value)]; !ok {
				p.fault(e.value, "bad-value", fmt.Sprintf("%q is neither true nor false", quote.Short(e.value.Value)), "")
			}
			table[key] = facts{{"in_stock", quoted(e.value.Value)}}
		case slices.Contains(otherKeys, is):
			p.fault(e.value, "bad-value", fmt.Sprintf("a %s has no value of its own", is), "write the fact with its word, as {shoe.toe: round}")
		default:
			if f, ok := p.fact(e.value, is, e.value); ok {
				table[key] = facts{f}
			}
		}
	}
	return table
}

func (p *mappingPage) facts(n *yaml.Node) (list facts) {
	for _, e := range p.entries(n, "facts", nil) {
		if f, ok := p.fact(e.key, e.key.Value, e.value); ok {
			list = append(list, f)
		}
	}
	return list
}

// fact reads a value, and checks that a product can say so.
func (p *mappingPage) fact(at *yaml.Node, key string, n *yaml.Node) (f fact, ok bool) {
	if !slices.Contains(productKeys, key) && !strings.Contains(key, ".") {
		names := slices.Concat(productKeys, slices.Sorted(maps.Keys(shoeWords())))
		p.fault(at, "unknown-word", fmt.Sprintf("there is no word %q", quote.Short(key)), near(key, names, "write a product's field, as department, or a word, as shoe.toe"))
		return f, false
	}
	var value any
	err := n.Decode(&value)
	if err == nil {
		f.key = key
		f.value, err = json.Marshal(value)
	}
	if err == nil {
		err = f.check()
	}
	if err == nil {
		return f, true
	}
	faults := rules.AsErrors(err)
	if faults == nil {
		faults = rules.Errors{{Code: "bad-value", Msg: err.Error()}}
	}
	for _, e := range faults {
		p.fault(n, e.Code, e.Msg, e.Hint)
	}
	return f, false
}

// notPlain returns a node that stands for another, or for which another stands.
func notPlain(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return n
	}
	for _, kid := range n.Content {
		if found := notPlain(kid); found != nil {
			return found
		}
	}
	return nil
}
