package measure

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules"
)

// maxFileBytes is how long a file of words or a profile may be.
const maxFileBytes = 256 << 10

// A page is a YAML file that is read, and what is wrong with it.
type page struct {
	name   string
	lines  []string
	faults rules.Errors
}

func (p *page) fail(code, msg string) {
	p.faults = append(p.faults, &rules.Error{File: p.name, Code: code, Msg: msg})
}

func (p *page) fault(n *yaml.Node, code, msg, hint string) {
	e := &rules.Error{File: p.name, Line: n.Line, Col: n.Column, Code: code, Msg: msg, Hint: hint}
	if n.Line > 0 && n.Line <= len(p.lines) {
		e.Source = strings.TrimRight(p.lines[n.Line-1], "\r\n")
	}
	p.faults = append(p.faults, e)
}

// err returns the faults in the order of the page.
func (p *page) err() error {
	slices.SortStableFunc(p.faults, func(a, b *rules.Error) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col)) })
	return p.faults.Err()
}

// open reads the file, and returns what it holds; nil where that is not a block of keys.
func (p *page) open(fsys fs.FS) *yaml.Node {
	f, err := fsys.Open(p.name)
	if err != nil {
		p.fail("unreadable", err.Error())
		return nil
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	switch {
	case err != nil:
		p.fail("unreadable", err.Error())
		return nil
	case len(data) > maxFileBytes:
		p.fail("too-long", fmt.Sprintf("a file holds at most %d bytes", maxFileBytes))
		return nil
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	p.lines = strings.SplitAfter(string(data), "\n")
	var document yaml.Node
	if err := yaml.Unmarshal(data, &document); err != nil {
		p.fail("bad-yaml", strings.TrimPrefix(err.Error(), "yaml: "))
		return nil
	}
	if len(document.Content) == 0 {
		p.fail("missing-key", "the file is empty")
		return nil
	}
	if n := stands(&document); n != nil {
		p.fault(n, "bad-yaml", "anchors and aliases are not read", "write it out in full")
		return nil
	}
	return document.Content[0]
}

// stands returns a part of a document that stands for another.
func stands(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return n
	}
	for _, c := range n.Content {
		if found := stands(c); found != nil {
			return found
		}
	}
	return nil
}

type entry struct{ key, value *yaml.Node }

// entries returns the entries of a block of keys, those with other keys than the known ones and all but the first of a
// key reported and left out.
func (p *page) entries(n *yaml.Node, what string, known []string) (list []entry) {
	if n.Kind != yaml.MappingNode {
		p.fault(n, "wrong-shape", what+" is a block of keys", "write each key with a colon, as block: [chunky]")
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		e := entry{n.Content[i], n.Content[i+1]}
		name := e.key.Value
		switch {
		case known != nil && !slices.Contains(known, name):
			p.fault(e.key, "unknown-key", fmt.Sprintf("there is no key %q in %s", name, what), hint(name, known))
		case slices.ContainsFunc(list, func(other entry) bool { return other.key.Value == name }):
			p.fault(e.key, "duplicate-key", fmt.Sprintf("the key %q is given twice", name), "")
		default:
			list = append(list, e)
		}
	}
	return list
}

// hint returns the name that may be meant, or else which there are.
func hint(written string, names []string) string {
	if near, ok := rules.Nearest(written, names); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "there are " + strings.Join(names, ", ")
}

// texts returns the texts of a list, or of one text.
func (p *page) texts(n *yaml.Node, what string) (list []*yaml.Node) {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	for _, one := range nodes {
		if one.Kind != yaml.ScalarNode || strings.TrimSpace(one.Value) == "" {
			p.fault(one, "bad-value", what+" is a text", "write words in quotation marks if YAML reads them as something else")
			continue
		}
		list = append(list, one)
	}
	return list
}

// text returns the text of a single value, empty where it is none.
func (p *page) text(n *yaml.Node, what string) string {
	if n.Kind != yaml.ScalarNode || strings.TrimSpace(n.Value) == "" {
		p.fault(n, "bad-value", what+" is a text", "")
		return ""
	}
	return strings.TrimSpace(n.Value)
}
