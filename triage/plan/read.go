package plan

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/internal/entries"
	"github.com/heelwise/heelwise/internal/pages"
	"github.com/heelwise/heelwise/rules"
)

// maxEntries is how many entries a folder holds.
const maxEntries = 300

// An item is an entry that plans choose from.
type item struct {
	Item                     // without phase, doses and cautions
	kind    string           // the first part of the id
	Doses   map[Phase][]Dose // what is done in each phase
	Orders  map[Phase]int    // where it stands in each phase
	Tags    []string         // what it involves, its kind among them
	Slot    string           // of which one item is chosen
	Advised []string         // advice of an assessment by which it is chosen, too
}

// A caution is an entry that withholds items.
type caution struct {
	rules.Text          // why something is withheld
	Care       string   // what an item carries while it is not known
	Withholds  []string // what items involve
}

// progression is what a caution withholds that leaves items at their first dose.
const progression = "progression"

// The keys of each list, and those of its entries that may be left out.
var (
	lists    = map[string]string{"phase": "phases", "caution": "cautions", "note": "notes"} // by file; else items
	listKeys = map[string][]string{
		"phases":   {"id", "when", "text", "stretch"},
		"cautions": {"id", "when", "text", "care", "withholds", "facts", "cite"},
		"notes":    {"id", "when", "text", "facts", "cite"},
		"items":    {"id", "when", "name", "text", "why", "facts", "doses", "involves", "slot", "care", "optional", "advice", "cite", "against", "grade"},
	}
	neededKeys = map[string]int{"phases": 3, "cautions": 5, "notes": 3, "items": 7} // how many of them must be there, the first ones
	headKeys   = []string{"name", "version", "define"}
	ruleKeys   = []string{"id", "when", "text", "why", "cite", "against", "grade"}
)

// totals complete the head of a pack, and need nothing of what a pack adds up.
const totals = "totals: {nothing: {combine: sum, max: 1}}\nscore: nothing\nbands: {all: 0}\n"

// A book is a folder as far as it was read.
type book struct {
	items    []item
	cautions []caution
	notes    []rules.Text
	stages   map[Phase]Stage
	tags     []string // that cautions withhold, with their places
	places   []*yaml.Node
	pages    []*entries.Page
	folder   entries.Folder
	faults   rules.Errors
}

// read reads a folder, and keeps the conditions of its entries as a folder of rules.
func read(fsys fs.FS) *book {
	b := &book{stages: map[Phase]Stage{}}
	b.folder = entries.Read(fsys, "a repertoire", &b.faults, func(p *entries.Page, keys *yaml.Node) {
		switch p.Name {
		case "sources.yaml":
		case "pack.yaml":
			p.Keys(keys, p.End(), "", "the head of a repertoire", headKeys)
			p.Append(totals)
		default:
			b.file(p, keys)
		}
	})
	if n := len(b.items) + len(b.cautions) + len(b.notes); n > maxEntries {
		b.faults = append(b.faults, &rules.Error{Code: "too-many", Msg: fmt.Sprintf("there are %d entries; at most %d are read", n, maxEntries)})
	}
	b.check()
	return b
}

// file reads a file of entries, and leaves their conditions in it.
func (b *book) file(p *entries.Page, keys *yaml.Node) {
	stem := strings.TrimSuffix(p.Name, ".yaml")
	name := lists[stem]
	if name == "" {
		name = "items"
		kinds := slices.Concat(activeKinds, passiveKinds, []string{"phase", "caution", "note"})
		if !slices.Contains(kinds, stem) {
			p.Fail("unknown-key", fmt.Sprintf("there is no kind %q of items", stem), pages.Hint(stem, kinds, "files are named "+strings.Join(kinds, ", ")))
		}
	}
	what := map[string]string{"phases": "a phase", "cautions": "a caution", "notes": "a note", "items": "an item"}[name]
	known := listKeys[name]
	for _, e := range p.Keys(keys, p.End(), "", "a file of "+name, []string{"define", name}) {
		if e.Key.Value != name {
			continue
		}
		for _, of := range p.List(e, name) {
			keys, id, ok := p.Item(of, what, known, known[:neededKeys[name]])
			if !ok {
				continue
			}
			b.entry(&entry{p, keys, id}, name)
		}
	}
}

// An entry is an entry of a list while it is read.
type entry struct {
	page *entries.Page
	keys []entries.Entry
	id   string
}

// entry keeps one entry, and blanks what rules do not know of it.
func (b *book) entry(e *entry, list string) {
	text := rules.Text{ID: e.id, Text: e.text("text")}
	switch list {
	case "phases":
		b.stage(e, text)
	case "cautions":
		withholds := e.value("withholds")
		one := caution{text, e.text("care"), e.texts("withholds")}
		e.facts()
		b.cautions = append(b.cautions, one)
		for _, tag := range one.Withholds {
			b.tags, b.places, b.pages = append(b.tags, tag), append(b.places, withholds), append(b.pages, e.page)
		}
	case "notes":
		e.facts()
		b.notes = append(b.notes, text)
	case "items":
		b.items = append(b.items, e.item(text))
	}
	for _, k := range e.keys[min(1, len(e.keys)):] { // behind the first one stands the dash
		if !slices.Contains(ruleKeys, k.Key.Value) {
			e.page.Blank(k)
		}
	}
}

func (b *book) stage(e *entry, text rules.Text) {
	for p := Now; p <= Weekly; p++ {
		if p.entry() != e.id {
			continue
		}
		s := Stage{Phase: p, ID: e.id, Title: text.Text}
		if n := e.value("stretch"); n != nil {
			e.duration(n, &s.Stretch)
		}
		b.stages[p] = s
		return
	}
	if n := e.value("id"); n != nil {
		e.fault(n, "bad-value", fmt.Sprintf("there is no phase %q", e.id), "the phases are phase/now, phase/heel-day-morning, phase/after-heels, phase/daily, phase/weekly")
	}
}

// item reads what is an item's own; what it shares with rules is read from them.
func (e *entry) item(text rules.Text) item {
	one := item{Item: Item{ID: e.id, Name: e.text("name"), Text: text.Text, Care: e.text("care"), Facts: e.facts()},
		kind: strings.TrimSuffix(e.page.Name, ".yaml"), Slot: e.text("slot"), Advised: e.texts("advice"),
		Doses: map[Phase][]Dose{}, Orders: map[Phase]int{}}
	one.Tags = append(e.texts("involves"), one.kind)
	if n := e.value("optional"); n != nil {
		if one.Optional = n.Value == "true"; !one.Optional {
			e.fault(n, "bad-value", fmt.Sprintf("optional is true or left out, not %q", n.Value), "")
		}
	}
	if n := e.value("doses"); n != nil {
		e.doses(n, &one)
	}
	return one
}

var factID = regexp.MustCompile(`^F-[A-Z]+-\d+$`)

// facts reads the facts that an entry rests on.
func (e *entry) facts() []string {
	list := e.texts("facts")
	for _, id := range list {
		if !factID.MatchString(id) {
			e.fault(e.value("facts"), "bad-value", fmt.Sprintf("%q is no id of a fact", id), "as F-STR-03")
		}
	}
	return list
}

func (e *entry) fault(n *yaml.Node, code, msg, hint string) { e.page.Fault(n, e.id, code, msg, hint) }

func (e *entry) value(key string) *yaml.Node {
	for _, k := range e.keys {
		if k.Key.Value == key {
			return k.Value
		}
	}
	return nil
}

// text reads a text, "" where there is no such key.
func (e *entry) text(key string) string {
	n := e.value(key)
	if n == nil {
		return ""
	}
	if n.Kind != yaml.ScalarNode || strings.TrimSpace(n.Value) == "" {
		e.fault(n, "bad-value", key+" is a text", "")
		return ""
	}
	return strings.TrimSpace(n.Value)
}

// texts reads a text or a list of them; none where there is no such key.
func (e *entry) texts(key string) (list []string) {
	n := e.value(key)
	if n == nil {
		return nil
	}
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	for _, one := range nodes {
		if one.Kind != yaml.ScalarNode || one.Value == "" {
			e.fault(one, "bad-value", key+" is a text, or a list of them", "")
			continue
		}
		list = append(list, one.Value)
	}
	return list
}

// check reports what only the whole folder can tell.
func (b *book) check() {
	tags := slices.Concat(activeKinds, passiveKinds, []string{progression})
	for i := range b.items {
		tags = append(tags, b.items[i].Tags...)
	}
	for i, tag := range b.tags {
		if !slices.Contains(tags, tag) {
			b.pages[i].Fault(b.places[i], "", "unknown-key", fmt.Sprintf("nothing involves %q", tag), pages.Hint(tag, tags, "name what items involve, or a kind of items"))
		}
	}
	if len(b.items) == 0 && len(b.faults) == 0 {
		b.faults = append(b.faults, &rules.Error{Code: "no-pack", Msg: "there are no items in the folder"})
	}
	for i := range b.items {
		for _, p := range slices.Sorted(maps.Keys(b.items[i].Doses)) {
			if _, ok := b.stages[p]; !ok {
				b.faults = append(b.faults, &rules.Error{File: "phase.yaml", Code: "missing-key",
					Msg: fmt.Sprintf("there is no %s, in which %s stands", p.entry(), b.items[i].ID)})
			}
		}
	}
}
