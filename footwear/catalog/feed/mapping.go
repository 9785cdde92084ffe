package feed

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/footwear/catalog/measure"
	"github.com/heelwise/heelwise/internal/pages"
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

// maxColumns is how many columns a mapping may name.
const maxColumns = 1000

var (
	mappingKeys = []string{"profile", "currency", "separator", "records", "columns", "constant"}
	columnKeys  = []string{"is", "unit", "name", "split", "within", "values"}
	productKeys = []string{"id", "group", "title", "brand", "category", "colour", "department", "age_group", "occasion", "condition", "price", "sizes", "widths", "materials", "url", "image"}
	otherKeys   = []string{"description", "specification", "in_stock"}
)

// ParseMapping reads a mapping from YAML. The error lists everything that is wrong ([rules.Errors]), each by line and column
// of the file, whose name it gives as it is told here.
func ParseMapping(name string, data []byte) (*Mapping, error) {
	var faults rules.Errors
	m := mappingPage{pages.New(name, &faults)}.read(data)
	if len(faults) > 0 {
		return nil, faults
	}
	return m, nil
}

// A mappingPage is a mapping file while it is read.
type mappingPage struct{ *pages.Page }

func (p mappingPage) read(data []byte) *Mapping {
	m := &Mapping{}
	root := p.Parse(data)
	if root == nil {
		return nil
	}
	for _, e := range p.Entries(root, "a mapping", nil) {
		p.entry(m, e)
	}
	if len(m.columns) == 0 && p.Faults() == 0 {
		p.Fault(root, "missing-key", "the mapping names no columns", `write columns: and below it each column with what it is, as "sku: id"`)
	}
	if !slices.ContainsFunc(m.columns, func(c column) bool { return c.is == "id" }) && p.Faults() == 0 {
		p.Fault(root, "missing-key", "no column is the id", `write "is: id" at the one that tells products apart`)
	}
	return m
}

func (p mappingPage) entry(m *Mapping, e pages.Entry) {
	name := e.Key.Value
	switch name {
	case "columns":
		m.columns = p.columns(e.Value)
		return
	case "constant":
		m.constant = p.facts(e.Value)
		return
	case "profile", "currency", "separator", "records":
	default:
		hint := pages.Hint(name, mappingKeys, "the keys are "+strings.Join(mappingKeys, ", "))
		if e.Value.Kind == yaml.ScalarNode && isTarget(e.Value.Value) {
			hint = "columns stand below \"columns:\", and are indented"
		}
		p.Fault(e.Key, "unknown-key", fmt.Sprintf("there is no key %q in a mapping", quote.Short(name)), hint)
		return
	}
	text, ok := p.Text(e.Value, name)
	if !ok {
		return
	}
	switch name {
	case "profile":
		profile, err := measure.Named(text)
		if err != nil {
			p.Fault(e.Value, "unknown-value", fmt.Sprintf("there is no profile %q", quote.Short(text)), pages.Hint(text, measure.Names(), "the profiles are "+strings.Join(measure.Names(), ", ")))
		}
		m.profile = profile
	case "currency":
		if text == "" || !isCode(text) {
			p.Fault(e.Value, "bad-value", fmt.Sprintf("%q is no currency's code", quote.Short(text)), `write three letters, as "EUR"`)
		}
		m.currency = strings.ToUpper(text)
	case "separator":
		if text == "tab" {
			text = "\t"
		}
		if len(text) != 1 || strings.ContainsAny(text, "\"\r\n") || text[0] >= utf8.RuneSelf {
			p.Fault(e.Value, "bad-value", fmt.Sprintf("%q is no separator", quote.Short(text)), `write one sign, as ";", or tab`)
			return
		}
		m.separator = text[0]
	case "records":
		m.records = text
	}
}

func (p mappingPage) columns(n *yaml.Node) (list []column) {
	entries := p.Entries(n, "columns", nil)
	if len(entries) > maxColumns {
		p.Fault(n, "too-many", fmt.Sprintf("there are %d columns; at most %d are read", len(entries), maxColumns), "")
		return nil
	}
	for _, e := range entries {
		c := column{path: e.Key.Value}
		if e.Value.Kind == yaml.ScalarNode {
			c.is = p.target(e.Value)
		} else {
			p.column(&c, e.Value)
		}
		list = append(list, c)
	}
	return list
}

func (p mappingPage) column(c *column, n *yaml.Node) {
	if n.Kind == yaml.SequenceNode {
		p.Fault(n, "wrong-shape", "a column is one thing", `write it without brackets, as "sizes: sizes"`)
		return
	}
	entries := p.Entries(n, "a column", columnKeys)
	for _, e := range entries { // what it is comes first, wherever it stands
		if e.Key.Value == "is" {
			c.is = p.target(e.Value)
		}
	}
	for _, e := range entries {
		switch e.Key.Value {
		case "unit":
			c.unit = p.unit(e.Value, c.is)
		case "name":
			c.name, _ = p.Text(e.Value, "a name")
		case "split":
			c.split, _ = p.Text(e.Value, "what divides values")
		case "within":
			c.within, _ = p.Text(e.Value, "a column")
		case "values":
			c.values = p.values(e.Value, c.is)
		}
	}
	if c.is == "" && c.values == nil && len(entries) > 0 && p.Faults() == 0 {
		p.Fault(n, "missing-key", "nothing says what the column is", `write is: with a field or word, as "is: shoe.heel_height", or values:`)
	}
}

// isTarget reports whether a column can be this.
func isTarget(name string) bool {
	return slices.Contains(productKeys, name) || slices.Contains(otherKeys, name) || kindOf(name) != ""
}

// target returns what a column is.
func (p mappingPage) target(n *yaml.Node) string {
	name, ok := p.Text(n, "what a column is")
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
	p.Fault(n, "unknown-word", fmt.Sprintf("a column cannot be %q", quote.Short(name)),
		pages.Hint(name, names, "it is "+strings.Join(slices.Concat(productKeys, otherKeys), ", ")+", or a word of a shoe, as shoe.heel_height"))
	return wrongTarget
}

// wrongTarget is what a column is whose target was a fault. No further fault follows from it.
const wrongTarget = "?"

func (p mappingPage) unit(n *yaml.Node, is string) string {
	unit, ok := p.Text(n, "a unit")
	if !ok || is == wrongTarget || is == "description" || is == "specification" {
		return unit
	}
	kind := kindOf(is)
	if dimensions := map[string][]string{"length": {"mm", "cm", "m", "in", "ft"}, "mass": {"g", "kg", "oz", "lb"}, "duration": {"h", "min"}, "distance": {"km", "mi"}}; !slices.Contains(dimensions[kind], unit) {
		if dimensions[kind] == nil {
			p.Fault(n, "misplaced-key", fmt.Sprintf("%s has no unit", cmp.Or(is, "a column that only has values")), "")
		} else {
			p.Fault(n, "bad-value", fmt.Sprintf("%q is no unit of %s, which is a %s", quote.Short(unit), is, kind), "write "+strings.Join(dimensions[kind], ", "))
		}
	}
	return unit
}

// values returns the facts that a shop's words stand for.
func (p mappingPage) values(n *yaml.Node, is string) map[string]facts {
	table := map[string]facts{}
	for _, e := range p.Entries(n, "values", nil) {
		key := strings.ToLower(strings.TrimSpace(e.Key.Value))
		if _, ok := table[key]; ok {
			p.Fault(e.Key, "duplicate-key", fmt.Sprintf("the value %q is given twice", quote.Short(e.Key.Value)), "")
		}
		switch {
		case e.Value.Kind == yaml.MappingNode:
			table[key] = p.facts(e.Value)
		case e.Value.Tag == "!!null":
			table[key] = nil
		case is == wrongTarget:
		case is == "":
			p.Fault(e.Value, "missing-key", "nothing says what the column is", `write the fact with its word, as {shoe.toe: round}, or is: at the column`)
		case is == "in_stock":
			if _, ok := truths[strings.ToLower(e.Value.Value)]; !ok {
				p.Fault(e.Value, "bad-value", fmt.Sprintf("%q is neither true nor false", quote.Short(e.Value.Value)), "")
			}
			table[key] = facts{{"in_stock", quoted(e.Value.Value)}}
		case slices.Contains(otherKeys, is):
			p.Fault(e.Value, "bad-value", fmt.Sprintf("a %s has no value of its own", is), "write the fact with its word, as {shoe.toe: round}")
		default:
			if f, ok := p.fact(e.Value, is, e.Value); ok {
				table[key] = facts{f}
			}
		}
	}
	return table
}

func (p mappingPage) facts(n *yaml.Node) (list facts) {
	for _, e := range p.Entries(n, "facts", nil) {
		if f, ok := p.fact(e.Key, e.Key.Value, e.Value); ok {
			list = append(list, f)
		}
	}
	return list
}

// fact reads a value, and checks that a product can say so.
func (p mappingPage) fact(at *yaml.Node, key string, n *yaml.Node) (f fact, ok bool) {
	if !slices.Contains(productKeys, key) && !strings.Contains(key, ".") {
		names := slices.Concat(productKeys, slices.Sorted(maps.Keys(shoeWords())))
		p.Fault(at, "unknown-word", fmt.Sprintf("there is no word %q", quote.Short(key)), pages.Hint(key, names, "write a product's field, as department, or a word, as shoe.toe"))
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
		p.Fault(n, e.Code, e.Msg, e.Hint)
	}
	return f, false
}
