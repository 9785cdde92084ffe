package rules

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// A source is one YAML file of a pack.
type source struct {
	layer  int    // 0 in the pack itself, 1 in the first layer above it
	name   string // as "heel.yaml"
	stem   string // as "heel"
	text   text
	root   *yaml.Node
	size   int // how many keys, values and lists it holds
	faults *Errors
}

// A budget is what is left of the limits that all files share.
type budget struct {
	Limits
	files, bytes, values, rules int
}

// isTest reports whether a file holds tests of a pack.
func isTest(name string) bool { return strings.HasSuffix(name, "_test.yaml") }

// readSources reads the YAML files at the top of fsys that are wanted.
func (b *budget) readSources(fsys fs.FS, layer int, wanted func(name string) bool, faults *Errors) []*source {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		*faults = append(*faults, &Error{Layer: layer, Code: "no-pack", Msg: err.Error()})
	}
	var sources []*source
	for _, name := range names {
		if !wanted(name) {
			continue
		}
		s := &source{layer: layer, name: name, stem: strings.TrimSuffix(path.Base(name), ".yaml"), faults: faults}
		if b.files++; b.files > b.Files {
			s.fail("too-many", fmt.Sprintf("a pack has at most %d files", b.Files))
			break
		}
		data, ok := s.load(fsys, b.FileBytes)
		if !ok {
			continue
		}
		if b.bytes += len(data); b.bytes > b.Bytes {
			s.fail("too-long", fmt.Sprintf("the files of a pack hold at most %d bytes", b.Bytes))
			break
		}
		good := s.parse(data)
		if b.values += s.size; b.values > b.Values {
			s.fail("too-long", fmt.Sprintf("the files of a pack hold at most %d keys and values", b.Values))
			break
		}
		if good {
			sources = append(sources, s)
		}
	}
	return sources
}

// fail reports what is wrong with the file as a whole.
func (s *source) fail(code, msg string) {
	*s.faults = append(*s.faults, &Error{Layer: s.layer, File: s.name, Code: code, Msg: msg})
}

// load reads the file, which holds at most so many bytes.
func (s *source) load(fsys fs.FS, most int) ([]byte, bool) {
	f, err := fsys.Open(s.name)
	if err != nil {
		s.fail("unreadable", err.Error())
		return nil, false
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, int64(most)+1))
	switch {
	case err != nil:
		s.fail("unreadable", err.Error())
	case len(data) > most:
		s.fail("too-long", fmt.Sprintf("a file holds at most %d bytes", most))
	case !utf8.Valid(data):
		*s.faults = append(*s.faults, s.notUTF8(data))
	default:
		return bytes.TrimPrefix(data, []byte("\ufeff")), true
	}
	return nil, false
}

// notUTF8 returns the fault of a file that was saved in another encoding, at the first sign that cannot be read.
func (s *source) notUTF8(data []byte) *Error {
	bad := 0
	for r, n := utf8.DecodeRune(data); r != utf8.RuneError || n > 1; r, n = utf8.DecodeRune(data[bad:]) {
		bad += n
	}
	s.text = newText(bytes.ToValidUTF8(data, []byte("\uFFFD")))
	e := s.at(s.text.place(utf8.RuneCount(bytes.TrimPrefix(data[:bad], []byte("\uFEFF")))))
	e.Code, e.Msg, e.Hint = "unreadable", "the file is not valid UTF-8", "save it as UTF-8, which editors offer as an encoding"
	return e
}

// parse reads the file's single document. It reports whether there is one that can be read on.
func (s *source) parse(data []byte) bool {
	s.text = newText(data)
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document yaml.Node
	if err := decoder.Decode(&document); err != nil {
		if errors.Is(err, io.EOF) {
			return true // an empty file, or comments alone
		}
		s.broken(data, err)
		return false
	}
	s.root = document.Content[0]
	var more yaml.Node
	switch err := decoder.Decode(&more); {
	case errors.Is(err, io.EOF):
	case err != nil:
		s.broken(data, err)
		return false
	default:
		s.fault(&more, "", "bad-yaml", "the file holds more than one document", "take away the lines of ---")
	}
	return s.plain(s.root, 0)
}

// commands reports whether a sign tells a terminal to do something, and is no part of a text.
func commands(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\u0085' // the last is another line break to YAML
}

// plain refuses what a pack has no use for and a stranger could abuse: anchors, aliases, merge keys, tags of one's own,
// deep nesting, and texts that would act on a terminal.
func (s *source) plain(n *yaml.Node, depth int) bool {
	good := true
	s.size++
	refuse := func(at *yaml.Node, what, hint string) {
		s.fault(at, "", "not-plain", what+" are not read in packs", hint)
		good = false
	}
	switch {
	case depth > 16:
		s.fault(n, "", "too-deep", "the file is nested more than 16 deep", "")
		return false
	case n.Kind == yaml.AliasNode:
		refuse(n, "aliases", "write it out; put a text that begins with * in quotes")
		return false
	case n.Anchor != "":
		refuse(n, "anchors", "write it out; put a text that begins with & in quotes")
	case n.Style&yaml.TaggedStyle != 0:
		refuse(n, "tags", "take it away; to negate a condition, write not")
	}
	if i := strings.IndexFunc(n.Value, commands); i >= 0 {
		r, _ := utf8.DecodeRuneInString(n.Value[i:])
		s.fault(n, "", "unreadable", fmt.Sprintf("the text holds an invisible sign, %U", r), "write it without")
		good = false
	}
	for i, kid := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && kid.Tag == "!!merge" {
			refuse(kid, "merge keys", "write it out")
		}
		good = s.plain(kid, depth+1) && good
	}
	return good
}

// fault reports what is wrong at a node.
func (s *source) fault(n *yaml.Node, rule, code, msg, hint string) {
	e := s.place(n)
	e.Rule, e.Code, e.Msg, e.Hint = rule, code, msg, hint
	*s.faults = append(*s.faults, e)
}

// place returns a fault without words at a node.
func (s *source) place(n *yaml.Node) *Error { return s.at(place{n.Line, n.Column}) }

// maxShown is the length of the longest line, in bytes, that a fault quotes.
const maxShown = 1000

// at returns a fault without words at a place.
func (s *source) at(p place) *Error {
	e := &Error{Layer: s.layer, File: s.name, Line: p.line, Col: p.col}
	if line := s.text.line(p.line); len(line) <= maxShown {
		e.Source = line
	}
	return e
}

// An entry is a key of a mapping and its value.
type entry struct {
	key   string
	at    *yaml.Node // the key
	value *yaml.Node
}

// entries returns the entries of a mapping; a repeated key is a fault, and the first counts.
func (s *source) entries(n *yaml.Node, rule, what string) []entry {
	if n == nil || n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		s.fault(n, rule, "wrong-shape", what+" is made of keys and values", mappingHint(n, rule, what))
		return nil
	}
	var list []entry
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if k.Kind != yaml.ScalarNode {
			s.fault(k, rule, "wrong-shape", "a key is a single word", "")
			continue
		}
		if seen[k.Value] && k.Value == "id" && what == "a rule" {
			s.fault(k, rule, "duplicate-key", `the key "id" is given twice`, "a new rule begins with a dash, as - id: …")
			return list // what stands below belongs to that
		}
		if seen[k.Value] {
			s.fault(k, rule, "duplicate-key", fmt.Sprintf("the key %q is given twice", k.Value), "join the two, or take one away")
			continue
		}
		seen[k.Value] = true
		list = append(list, entry{key: k.Value, at: k, value: n.Content[i+1]})
	}
	return list
}

// hasColon reports whether a colon stands right behind a key, which is taken for granted in a line too long to be looked at.
func (s *source) hasColon(key *yaml.Node) bool {
	line := []rune(s.shortLine(key.Line))
	end := key.Column - 1 + utf8.RuneCountInString(key.Value)
	return len(line) == 0 || end < len(line) && line[end] == ':'
}

// hasKey reports whether a mapping has a key.
func hasKey(n *yaml.Node, key string) bool {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return true
		}
	}
	return false
}

// isEmpty reports whether nothing is written where keys and values are expected.
func isEmpty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Tag == "!!null" || n.Kind == yaml.MappingNode && len(n.Content) == 0
}

// unknownKey reports a key that has no meaning here.
func (s *source) unknownKey(e entry, rule string, known []string) {
	hint := ""
	if len(*s.faults) < maxHinted {
		hint = s.keyHint(e, known)
	}
	s.fault(e.at, rule, "unknown-key", fmt.Sprintf("there is no key %q", e.key), hint)
}

// scalar returns the text of a single value.
func (s *source) scalar(n *yaml.Node, rule, what string) (string, bool) {
	isNull := n.Kind == yaml.ScalarNode && n.Tag == "!!null"
	switch {
	case isNull && n.Value == "", n.Kind == yaml.ScalarNode && what != "an expression" && strings.TrimSpace(n.Value) == "":
		s.nothingWritten(n, rule, what)
		return "", false
	case isNull, n.Kind != yaml.ScalarNode:
		s.fault(n, rule, "wrong-shape", what+" is a single text", textHint(n, what))
		return "", false
	}
	return n.Value, true
}

// strings returns the texts of a list; a single text is a list of one.
func (s *source) strings(n *yaml.Node, rule, what string) []*yaml.Node {
	if n.Kind == yaml.ScalarNode && n.Tag != "!!null" {
		return []*yaml.Node{n}
	}
	if n.Kind != yaml.SequenceNode {
		s.fault(n, rule, "wrong-shape", what+" is a list", "as [a, b]")
		return nil
	}
	var list []*yaml.Node
	for _, kid := range n.Content {
		if _, ok := s.scalar(kid, rule, "each of "+what); ok {
			list = append(list, kid)
		}
	}
	return list
}

// expression returns the expression that a node holds.
func (s *source) expression(n *yaml.Node, rule string) (expression, bool) {
	if _, ok := s.scalar(n, rule, "an expression"); !ok {
		return expression{}, false
	}
	places, ok := s.text.placesOf(n)
	if !ok {
		s.fault(n, rule, "folded-expression", "the expression is folded over several lines, where no column can be told", "use | and a new line, or keep it on one line")
		return expression{}, false
	}
	return expression{text: n.Value, where: func(offset int) *Error {
		e := s.at(places.at(offset))
		e.Rule = rule
		return e
	}}, true
}
