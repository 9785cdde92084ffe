package measure

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/internal/pages"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// A page is a file of words or a profile, and what is wrong with it.
type page struct {
	*pages.Page
	faults rules.Errors
}

// openPage reads the file of a name; the root is nil where it cannot be read.
func openPage(fsys fs.FS, name string) (p *page, root *yaml.Node) {
	p = &page{}
	p.Page = pages.New(name, &p.faults)
	if data, ok := p.Load(fsys); ok {
		root = p.Parse(data)
	}
	return p, root
}

// err returns the faults in the order of the page.
func (p *page) err() error {
	slices.SortStableFunc(p.faults, pages.ByPlace)
	return p.faults.Err()
}

// hint returns the name that may be meant, or else which there are.
func hint(written string, names []string) string {
	return pages.Hint(written, names, "there are "+strings.Join(names, ", "))
}

// dimensions are those of the kinds of units.
var dimensions = [...]fact.Dimension{ofLength: fact.OfLength, ofDistance: fact.OfLength, ofMass: fact.OfMass, ofTime: fact.OfNumber, ofForce: fact.OfNumber}

// span reads a range of a measure, as "76.2mm..101.6mm" or "80mm..".
func (p *page) span(n *yaml.Node, what string, d fact.Dimension) (s span, ok bool) {
	var v fact.Value
	if n.Kind == yaml.ScalarNode && n.Value != "" && v.UnmarshalJSON([]byte(strconv.Quote(n.Value))) == nil {
		if got, lo, hi, ok := v.Measure(); ok && got == d {
			s = span{lo, hi}
			return s, true
		}
	}
	p.Fault(n, "bad-value", fmt.Sprintf("%q is no range of %s", n.Value, what), "write it as 40mm..60mm, or with an open end as 120mm..")
	return s, false
}

// set reads values of a word, as "mild or good".
func (p *page) set(w word, n *yaml.Node) (s set, ok bool) {
	if n.Kind == yaml.ScalarNode {
		if s, ok = w.setOf(n.Value); ok {
			return s, true
		}
	}
	p.Fault(n, "unknown-value", fmt.Sprintf("%q is no value of %s", n.Value, w), hint(n.Value, w.values()))
	return 0, false
}

// values returns the texts of nodes.
func values(nodes []*yaml.Node) (list []string) {
	for _, n := range nodes {
		list = append(list, n.Value)
	}
	return list
}
