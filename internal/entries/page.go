package entries

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/internal/pages"
)

// A Page is one file of entries.
type Page struct {
	*pages.Page
	lines []string // with their endings, as they are handed on
}

// An Entry is a key with its value, and the line behind it.
type Entry struct {
	Key   *yaml.Node
	Value *yaml.Node
	End   int
}

// Fault reports a fault at a node, in the entry with an id if that is known.
func (p *Page) Fault(n *yaml.Node, id, code, msg, hint string) {
	p.Page.Fault(n, code, msg, hint).Rule = id
}

// End returns the line behind the file.
func (p *Page) End() int { return len(p.lines) + 1 }

// Keys returns the entries of a block of keys that ends before the line end, those with other keys than the known ones and
// all but the first of a key reported and left out. It returns none where n, called what in the fault, is no such block.
func (p *Page) Keys(n *yaml.Node, end int, id, what string, known []string) (list []Entry) {
	if n.Kind != yaml.MappingNode || n.Style&yaml.FlowStyle != 0 {
		p.Fault(n, id, "wrong-shape", what+" is a block of keys", "write each key on a line of its own, as id: heel/lower")
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		e := Entry{n.Content[i], n.Content[i+1], end}
		if i+2 < len(n.Content) {
			e.End = n.Content[i+2].Line
		}
		name := e.Key.Value
		switch {
		case !slices.Contains(known, name):
			p.Fault(e.Key, id, "unknown-key", fmt.Sprintf("there is no key %q", name), pages.Hint(name, known, "the keys are "+strings.Join(known, ", ")))
		case slices.ContainsFunc(list, func(other Entry) bool { return other.Key.Value == name }):
			p.Fault(e.Key, id, "duplicate-key", fmt.Sprintf("the key %q is given twice", name), "")
		default:
			list = append(list, e)
			continue
		}
		p.Blank(e)
	}
	return list
}

// List returns the items of the list that stands behind a key, each with the line behind it, and makes the key that of a
// list of rules. What is no list is reported, called what, and taken out.
func (p *Page) List(e Entry, what string) (items []Entry) {
	p.rename(e.Key, "rules   ") // as long as "variants" was
	if e.Value.Kind != yaml.SequenceNode || e.Value.Style&yaml.FlowStyle != 0 {
		p.Fault(e.Value, "", "wrong-shape", what+" is a list", "begin each entry with a dash")
		p.Blank(e)
		return nil
	}
	for i, n := range e.Value.Content {
		end := e.End
		if i+1 < len(e.Value.Content) {
			end = e.Value.Content[i+1].Line
		}
		items = append(items, Entry{e.Key, n, end})
	}
	return items
}

// Item returns the keys of an item of a list, called what in faults, and its id. Each of the needed keys must be there, and
// the id come first. The text becomes a note of the rule; keys that are not kept are for the caller to blank. It is not ok
// where the item is no block of keys.
func (p *Page) Item(item Entry, what string, known, needed []string) (keys []Entry, id string, ok bool) {
	before := p.Faults()
	keys = p.Keys(item.Value, item.End, "", what, known)
	if p.Faults() > before && keys == nil {
		return nil, "", false
	}
	for _, e := range keys {
		switch e.Key.Value {
		case "id":
			id = e.Value.Value
		case "text":
			p.rename(e.Key, "note")
		}
	}
	if len(keys) > 0 && keys[0].Key.Value != "id" {
		p.Fault(item.Value, id, "missing-key", fmt.Sprintf("the %s does not begin with its id", bare(what)), "begin it with - id: as heel/lower")
	}
	for _, key := range needed {
		if !slices.ContainsFunc(keys, func(e Entry) bool { return e.Key.Value == key }) && keys != nil {
			p.Fault(item.Value, id, "missing-key", fmt.Sprintf("the %s has no %s", bare(what), key), "")
		}
	}
	return keys, id, true
}

// bare takes the article off a name, as of "a variant".
func bare(what string) string { return what[strings.Index(what, " ")+1:] }

// Blank takes an entry out of the page, and leaves its lines empty. An entry behind a dash leaves an empty one.
func (p *Page) Blank(e Entry) {
	for i := e.Key.Line - 1; i < min(e.End-1, len(p.lines)); i++ {
		kept := ""
		if i == e.Key.Line-1 {
			kept = strings.TrimRight(p.lines[i][:min(e.Key.Column-1, len(p.lines[i]))], " ")
		}
		if strings.HasSuffix(p.lines[i], "\n") {
			kept += "\n"
		}
		p.lines[i] = kept
	}
}

// Append adds lines behind the page.
func (p *Page) Append(text string) {
	if n := len(p.lines); n > 0 && !strings.HasSuffix(p.lines[n-1], "\n") && p.lines[n-1] != "" {
		text = "\n" + text
	}
	p.lines = append(p.lines, text)
}

// rename writes another key in the place of one.
func (p *Page) rename(key *yaml.Node, to string) {
	line := p.lines[key.Line-1]
	at := min(key.Column-1, len(line))
	p.lines[key.Line-1] = line[:at] + strings.Replace(line[at:], key.Value, to, 1)
}
