// Package pages reads files of YAML that people write who are no programmers: everything that is wrong with one is told at
// once, each fault at its place.
package pages

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// maxBytes is how long a file may be.
const maxBytes = 256 << 10

// A Page is a file that is read.
type Page struct {
	Name   string
	lines  []string
	faults *rules.Errors
}

// An Entry is a key with its value.
type Entry struct{ Key, Value *yaml.Node }

// New returns the page of a file of the given name, whose faults are added to a list.
func New(name string, faults *rules.Errors) *Page { return &Page{Name: name, faults: faults} }

// Fail reports a fault of the whole file.
func (p *Page) Fail(code, msg, hint string) {
	*p.faults = append(*p.faults, &rules.Error{File: p.Name, Code: code, Msg: msg, Hint: hint})
}

// Fault reports a fault at a node, and returns it.
func (p *Page) Fault(n *yaml.Node, code, msg, hint string) *rules.Error {
	e := &rules.Error{File: p.Name, Line: n.Line, Col: n.Column, Code: code, Msg: msg, Hint: hint}
	if n.Line > 0 && n.Line <= len(p.lines) {
		e.Source = strings.TrimRight(p.lines[n.Line-1], "\r\n")
	}
	*p.faults = append(*p.faults, e)
	return e
}

// Faults returns how many faults there are by now, in this file and before it.
func (p *Page) Faults() int { return len(*p.faults) }

// ByPlace orders faults as they are read.
func ByPlace(a, b *rules.Error) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
}

// Hint returns a question for the name that may be meant, or else what to say.
func Hint(written string, names []string, otherwise string) string {
	if near, ok := rules.Nearest(written, names); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return otherwise
}

// Load reads the bytes of the file, without byte order mark.
func (p *Page) Load(fsys fs.FS) (data []byte, ok bool) {
	f, err := fsys.Open(p.Name)
	if err != nil {
		p.Fail("unreadable", err.Error(), "")
		return nil, false
	}
	defer f.Close()
	data, err = io.ReadAll(io.LimitReader(f, maxBytes+1))
	switch {
	case err != nil:
		p.Fail("unreadable", err.Error(), "")
	case len(data) > maxBytes:
		p.Fail("too-long", tooLong, "")
	default:
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
		p.lines = strings.SplitAfter(string(data), "\n")
		return data, true
	}
	return nil, false
}

var tooLong = fmt.Sprintf("a file holds at most %d bytes", maxBytes)

// Parse returns what the file says; nil where that cannot be read, which is reported.
func (p *Page) Parse(data []byte) *yaml.Node {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(data) > maxBytes:
		p.Fail("too-long", tooLong, "")
		return nil
	case !utf8.Valid(data):
		p.Fail("bad-utf8", "the file is no UTF-8", "save it as UTF-8")
		return nil
	}
	p.lines = strings.SplitAfter(string(data), "\n")
	var document yaml.Node
	if err := yaml.NewDecoder(bytes.NewReader(data)).Decode(&document); err != nil {
		p.syntax(err)
		return nil
	}
	if n := standsIn(&document); n != nil {
		p.Fault(n, "not-plain", "anchors and aliases are not read", "write it out")
		return nil
	}
	return document.Content[0]
}

// syntax reports what is wrong with the YAML itself. The parser tells the line, in words.
func (p *Page) syntax(err error) {
	if errors.Is(err, io.EOF) {
		p.Fail("bad-yaml", "the file is empty", "")
		return
	}
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	at, rest, _ := strings.Cut(msg, ": ")
	number, isLine := strings.CutPrefix(at, "line ")
	line, err := strconv.Atoi(number)
	if !isLine || err != nil || line < 1 || line > len(p.lines) {
		p.Fail("bad-yaml", msg, "")
		return
	}
	hint := ""
	if strings.HasPrefix(strings.TrimLeft(p.lines[line-1], " "), "\t") {
		hint = "lines are indented by spaces, not by tabs"
	}
	p.Fault(&yaml.Node{Line: line, Column: 1}, "bad-yaml", rest, hint)
}

// standsIn returns a part of a document that stands for another, or for which another stands; nil where there is none.
func standsIn(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return n
	}
	for _, part := range n.Content {
		if found := standsIn(part); found != nil {
			return found
		}
	}
	return nil
}

// Plain reports whether no part of a document stands for another.
func Plain(n *yaml.Node) bool { return standsIn(n) == nil }

// Entries returns the entries of a block of keys, called what in faults. Those with other keys than the known ones, and all
// but the first of a key, are reported and left out; where none are known, every key is.
func (p *Page) Entries(n *yaml.Node, what string, known []string) (list []Entry) {
	if n.Kind != yaml.MappingNode {
		p.Fault(n, "wrong-shape", what+" is a block of keys", "write each key with a colon behind it")
		return nil
	}
	seen := make(map[string]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		e := Entry{n.Content[i], n.Content[i+1]}
		name := e.Key.Value
		switch {
		case e.Key.Kind != yaml.ScalarNode:
			p.Fault(e.Key, "wrong-shape", "a key is a text", "")
		case known != nil && !slices.Contains(known, name):
			p.Fault(e.Key, "unknown-key", fmt.Sprintf("there is no key %q in %s", quote.Short(name), what), Hint(name, known, "the keys are "+strings.Join(known, ", ")))
		case seen[name]:
			p.Fault(e.Key, "duplicate-key", fmt.Sprintf("the key %q is given twice", quote.Short(name)), "")
		default:
			list = append(list, e)
		}
		seen[name] = true
	}
	return list
}

// Text returns the text of a single value; not ok where it is none.
func (p *Page) Text(n *yaml.Node, what string) (text string, ok bool) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		p.Fault(n, "wrong-shape", what+" is a text", "")
		return "", false
	}
	return n.Value, true
}

// Texts returns the texts of a list, or of a single text.
func (p *Page) Texts(n *yaml.Node, what string) (list []*yaml.Node) {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	for _, one := range nodes {
		if one.Kind != yaml.ScalarNode || strings.TrimSpace(one.Value) == "" {
			p.Fault(one, "bad-value", what+" is a text", "write words in quotation marks if YAML reads them as something else")
			continue
		}
		list = append(list, one)
	}
	return list
}
