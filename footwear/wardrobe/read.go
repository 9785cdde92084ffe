package wardrobe

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules"
)

// The limits of a folder.
const (
	maxFiles     = 50
	maxFileBytes = 256 << 10
	maxChanges   = 64 // so that every choice of three can be tried
)

var (
	fileKeys    = []string{"define", "variants"}
	changeKeys  = []string{"id", "when", "set", "text", "source", "effort"}
	countedKeys = []string{"next", "most", "less", "times"}
)

// head makes a pack of the conditions, which need nothing of what a pack adds up.
const head = "name: variants\nversion: 1.0.0\ntotals: {nothing: {combine: sum, max: 1}}\nscore: nothing\nbands: {all: 0}\n"

// read reads the changes of a folder, and returns their conditions as a folder of rules. In it every text stands where it
// stood, so that faults have their places: what rules do not know is blanked, and two keys are renamed.
func read(fsys fs.FS) (list []change, conditions fs.FS, faults rules.Errors) {
	folder := pages{"pack.yaml": head}
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		faults = append(faults, &rules.Error{Code: "no-pack", Msg: err.Error()})
	}
	found := 0
	for _, name := range names {
		p := &page{name: name, faults: &faults}
		data, ok := p.load(fsys)
		switch {
		case !ok:
			continue
		case strings.HasSuffix(name, "_test.yaml"):
			folder[name] = string(data)
			continue
		case name == "pack.yaml":
			p.fail("misplaced-key", "variants add nothing up, and have no pack.yaml")
			continue
		}
		if found++; found > maxFiles {
			p.fail("too-many", fmt.Sprintf("a folder has at most %d files of variants", maxFiles))
			break
		}
		p.lines = strings.SplitAfter(string(data), "\n")
		list = append(list, p.read(data)...)
		folder[name] = strings.Join(p.lines, "")
	}
	if found == 0 && len(faults) == 0 {
		faults = append(faults, &rules.Error{Code: "no-pack", Msg: "there is no .yaml file of variants in the folder"})
	}
	if len(list) > maxChanges {
		faults = append(faults, &rules.Error{Code: "too-many", Msg: fmt.Sprintf("there are %d variants; at most %d are read", len(list), maxChanges)})
	}
	return list, folder, faults
}

// pages is a folder of texts by name, as far as the loader of rules needs one.
type pages map[string]string

func (f pages) Glob(pattern string) (names []string, err error) {
	for name := range f {
		if ok, err := path.Match(pattern, name); err != nil {
			return nil, err
		} else if ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

func (f pages) Open(name string) (fs.File, error) {
	text, ok := f[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &openPage{*strings.NewReader(text)}, nil
}

type openPage struct{ strings.Reader }

func (*openPage) Stat() (fs.FileInfo, error) { return nil, fs.ErrInvalid }
func (*openPage) Close() error               { return nil }

// A page is a file of variants.
type page struct {
	name   string
	lines  []string // with their endings
	faults *rules.Errors
}

func (p *page) fail(code, msg string) {
	*p.faults = append(*p.faults, &rules.Error{File: p.name, Code: code, Msg: msg})
}

func (p *page) fault(n *yaml.Node, id, code, msg, hint string) {
	e := &rules.Error{File: p.name, Line: n.Line, Col: n.Column, Rule: id, Code: code, Msg: msg, Hint: hint}
	if n.Line > 0 && n.Line <= len(p.lines) {
		e.Source = strings.TrimRight(p.lines[n.Line-1], "\r\n")
	}
	*p.faults = append(*p.faults, e)
}

// byPlace orders faults as they are read.
func byPlace(a, b *rules.Error) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
}

func (p *page) load(fsys fs.FS) ([]byte, bool) {
	f, err := fsys.Open(p.name)
	if err != nil {
		p.fail("unreadable", err.Error())
		return nil, false
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	switch {
	case err != nil:
		p.fail("unreadable", err.Error())
	case len(data) > maxFileBytes:
		p.fail("too-long", fmt.Sprintf("a file holds at most %d bytes", maxFileBytes))
	default:
		return bytes.TrimPrefix(data, []byte("\ufeff")), true
	}
	return nil, false
}

// An entry is a key with its value, and the line behind it.
type entry struct {
	key   *yaml.Node
	value *yaml.Node
	end   int
}

// entries returns the entries of a block of keys that ends before the line end, those with other keys than the known
// ones and all but the first of a key reported and left out.
func (p *page) entries(n *yaml.Node, end int, id, what string, known []string) (list []entry) {
	if n.Kind != yaml.MappingNode || n.Style&yaml.FlowStyle != 0 {
		p.fault(n, id, "wrong-shape", what+" is a block of keys", "write each key on a line of its own, as id: heel/lower")
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		e := entry{n.Content[i], n.Content[i+1], end}
		if i+2 < len(n.Content) {
			e.end = n.Content[i+2].Line
		}
		name := e.key.Value
		switch {
		case !slices.Contains(known, name):
			p.fault(e.key, id, "unknown-key", fmt.Sprintf("there is no key %q", name), hint(name, known, "the keys are "+strings.Join(known, ", ")))
		case slices.ContainsFunc(list, func(other entry) bool { return other.key.Value == name }):
			p.fault(e.key, id, "duplicate-key", fmt.Sprintf("the key %q is given twice", name), "")
		default:
			list = append(list, e)
			continue
		}
		p.blank(e)
	}
	return list
}

// hint returns the name that may be meant, or else what to say.
func hint(written string, names []string, otherwise string) string {
	if near, ok := rules.Nearest(written, names); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return otherwise
}

// blank takes an entry out of the page, and leaves its lines empty. An entry behind a dash leaves an empty one.
func (p *page) blank(e entry) {
	for i := e.key.Line - 1; i < min(e.end-1, len(p.lines)); i++ {
		kept := ""
		if i == e.key.Line-1 {
			kept = strings.TrimRight(p.lines[i][:min(e.key.Column-1, len(p.lines[i]))], " ")
		}
		if strings.HasSuffix(p.lines[i], "\n") {
			kept += "\n"
		}
		p.lines[i] = kept
	}
}

// rename writes another key in the place of one.
func (p *page) rename(key *yaml.Node, to string) {
	line := p.lines[key.Line-1]
	at := min(key.Column-1, len(line))
	p.lines[key.Line-1] = line[:at] + strings.Replace(line[at:], key.Value, to, 1)
}

// read reads the variants of a page and leaves their conditions in it. What is no YAML, or holds anchors, is left as it
// is for the rules to refuse.
func (p *page) read(data []byte) (list []change) {
	var document yaml.Node
	if err := yaml.Unmarshal(data, &document); err != nil || len(document.Content) == 0 || !plain(&document) {
		return nil
	}
	end := len(p.lines) + 1
	for _, e := range p.entries(document.Content[0], end, "", "a file of variants", fileKeys) {
		if e.key.Value != "variants" {
			continue
		}
		p.rename(e.key, "rules   ") // as long as it was
		if e.value.Kind != yaml.SequenceNode || e.value.Style&yaml.FlowStyle != 0 {
			p.fault(e.value, "", "wrong-shape", "variants is a list", "begin each entry with a dash")
			p.blank(e)
			continue
		}
		for i, n := range e.value.Content {
			last := e.end
			if i+1 < len(e.value.Content) {
				last = e.value.Content[i+1].Line
			}
			if one, ok := p.change(n, last); ok {
				list = append(list, one)
			}
		}
	}
	return list
}

// plain reports whether no part of a document stands for another.
func plain(n *yaml.Node) bool {
	return n.Kind != yaml.AliasNode && n.Anchor == "" && !slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return !plain(c) })
}

// change reads one variant.
func (p *page) change(n *yaml.Node, end int) (one change, ok bool) {
	before := len(*p.faults)
	entries := p.entries(n, end, "", "a variant", changeKeys)
	if len(*p.faults) > before && entries == nil {
		return one, false
	}
	for _, e := range entries {
		if e.key.Value == "id" {
			one.ID = e.value.Value
		}
	}
	if len(entries) > 0 && entries[0].key.Value != "id" {
		p.fault(n, one.ID, "missing-key", "the variant does not begin with its id", "begin it with - id: as heel/lower")
	}
	for _, e := range entries {
		switch e.key.Value {
		case "text":
			one.Text = strings.TrimSpace(e.value.Value)
			p.rename(e.key, "note")
			continue
		case "id", "when":
			continue
		case "set":
			one.settings = p.settings(e, one.ID)
		case "source":
			one.Source = p.texts(e.value, one.ID)
		case "effort":
			effort, err := strconv.Atoi(e.value.Value)
			if err != nil || effort < 1 || effort > 99 {
				p.fault(e.value, one.ID, "bad-value", fmt.Sprintf("an effort is a whole number from 1 to 99, not %q", e.value.Value), "")
			}
			one.effort = effort
		}
		if e.key != entries[0].key { // the rules would not find the list's entry
			p.blank(e)
		}
	}
	for _, key := range changeKeys {
		if !slices.ContainsFunc(entries, func(e entry) bool { return e.key.Value == key }) && entries != nil {
			p.fault(n, one.ID, "missing-key", fmt.Sprintf("the variant has no %s", key), "")
		}
	}
	return one, len(*p.faults) == before
}
