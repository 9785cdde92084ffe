package rules

import (
	"fmt"
	"io/fs"
	"iter"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A Layer is a pack that was laid over another one to change it.
type Layer struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// A bundle is the files of a pack or of a layer.
type bundle struct {
	Layer
	index    int // 0 the pack itself, 1 the first layer above it
	sources  []*source
	entries  [][]entry // of each source
	head     int       // which source is pack.yaml; -1 where it is missing or cannot be read
	disabled map[string]*Error
}

// layerKeys are the keys that pack.yaml of a layer has for itself, and changeKeys those by which any file of a layer
// changes the pack below.
var (
	layerKeys  = []string{"over", "name", "version", "bands"}
	changeKeys = []string{"disable", "replace"}
)

func (l *loader) readFolder(fsys fs.FS, index int) *bundle {
	before := len(*l.faults)
	y := &bundle{index: index, disabled: map[string]*Error{}}
	y.sources = l.readSources(fsys, index, func(name string) bool { return !isTest(name) }, l.faults)
	y.head = slices.IndexFunc(y.sources, func(s *source) bool { return s.name == "pack.yaml" })
	if y.head < 0 && len(*l.faults) == before {
		e := &Error{Layer: index, File: "pack.yaml", Code: "no-pack", Msg: "the file is missing", Hint: "pack.yaml says what the rules add up to: name, version, totals, score and bands"}
		if len(y.sources) == 0 {
			e.File, e.Msg = "", "there is no .yaml file in the folder"
		}
		if index > 0 {
			e.Hint = "pack.yaml of a layer says what it is: over, name and version"
		}
		for name, meant := range misnamed(fsys) {
			if meant == "pack.yaml" {
				e.File, e.Msg, e.Hint = "pack.yaml", "the file is missing", name+" is there: rename it to pack.yaml"
			}
		}
		*l.faults = append(*l.faults, e)
	}
	for name, meant := range misnamed(fsys) {
		l.pack.warnings = append(l.pack.warnings, &Error{Layer: index, File: name, Code: "unread-file", Soft: true,
			Msg: "the file is not read: its name does not end in .yaml", Hint: "rename it " + meant})
	}
	for _, s := range y.sources {
		y.entries = append(y.entries, s.entries(s.root, "", "a pack file"))
	}
	return y
}

var likeYAML = regexp.MustCompile(`(?i)\.ya?ml(\.txt)?$`)

// misnamed yields the files at the top of fsys whose names say that they should be read and whose endings that they are
// not, each with the name that is meant.
func misnamed(fsys fs.FS) iter.Seq2[string, string] {
	return func(yield func(name, meant string) bool) {
		entries, err := fs.ReadDir(fsys, ".")
		if err != nil {
			return // a file system that does not list its files
		}
		for _, e := range entries {
			name := e.Name()
			meant := likeYAML.ReplaceAllString(name, ".yaml")
			if strings.EqualFold(meant, "pack.yaml") {
				meant = "pack.yaml"
			}
			if !e.IsDir() && meant != name && !yield(name, meant) {
				return
			}
		}
	}
}

// keys returns the keys that a file of the bundle may hold.
func (y *bundle) keys(s *source) []string {
	isHead := s.name == "pack.yaml"
	switch {
	case y.index == 0 && isHead:
		return slices.Concat(headKeys, fileKeys)
	case y.index == 0:
		return fileKeys
	case isHead:
		return slices.Concat(layerKeys, changeKeys, fileKeys)
	}
	return slices.Concat(changeKeys, fileKeys)
}

// misplaced reports a key that means something elsewhere alone.
func (y *bundle) misplaced(s *source, e entry) bool {
	msg, hint := "", ""
	switch {
	case s.name != "pack.yaml" && strings.EqualFold(s.name, "pack.yaml") && slices.Contains(slices.Concat(headKeys, layerKeys), e.key):
		return true // the file's name is wrong, and reported
	case y.index == 0 && e.key == "over":
		msg, hint = "this is a layer, and nothing lies below it", "load it on top of the pack that over: names"
	case y.index == 0 && slices.Contains(changeKeys, e.key):
		msg, hint = fmt.Sprintf("only a layer has %s", e.key), "a pack says what it wants at once"
	case y.index > 0 && s.name == "pack.yaml" && slices.Contains(headKeys, e.key):
		msg, hint = fmt.Sprintf("a layer has no %s of its own", e.key), "it keeps what the pack below adds up to"
	case slices.Contains(headKeys, e.key), slices.Contains(layerKeys, e.key):
		msg, hint = fmt.Sprintf("%s stands in pack.yaml alone", e.key), "move it there"
	default:
		return false
	}
	s.fault(e.at, "", "misplaced-key", msg, hint)
	return true
}

// layerHead reads pack.yaml of a layer: what it is, what it lies over and which edges of bands it moves.
func (l *loader) layerHead(y *bundle) {
	s := y.sources[y.head]
	over := false
	for _, e := range y.entries[y.head] {
		switch e.key {
		case "over":
			over = true
			l.over(s, e, y.index)
		case "bands":
			l.moveBands(s, e)
		}
	}
	l.identify(y)
	if !over {
		e := s.at(place{})
		e.Code, e.Msg, e.Hint = "missing-key", "there is no over", "a layer names the pack that it lies over, as over: "+l.layers[0].Name
		*l.faults = append(*l.faults, e)
	}
	for _, below := range l.layers[:y.index] {
		if below.Name == y.Name && y.Name != "" {
			e := s.at(place{})
			e.Code, e.Msg, e.Hint = "duplicate-id", fmt.Sprintf("%q lies below already", y.Name), "give every layer a name of its own, and lay each once"
			*l.faults = append(*l.faults, e)
		}
	}
	l.pack.identity.Layers = append(l.pack.identity.Layers, y.Layer)
}

// over checks that what a layer is made for lies below it.
func (l *loader) over(s *source, e entry, index int) {
	name, ok := s.scalar(e.value, "", "over")
	if !ok {
		return
	}
	var names []string
	for _, below := range l.layers[:index] {
		if below.Name == name {
			return
		}
		names = append(names, below.Name)
	}
	s.fault(e.value, "", "unknown-pack", fmt.Sprintf("no pack %q lies below", name), "below lies "+list(names))
}

// identify reads the name and the version of a pack or layer.
func (l *loader) identify(y *bundle) {
	s := y.sources[y.head]
	for _, key := range []string{"name", "version"} {
		i := slices.IndexFunc(y.entries[y.head], func(e entry) bool { return e.key == key })
		if i < 0 {
			if y.index > 0 {
				e := s.at(place{})
				e.Code, e.Msg, e.Hint = "missing-key", "there is no "+key, "a layer says what it is: over, name and version"
				*l.faults = append(*l.faults, e)
			}
			continue
		}
		value := y.entries[y.head][i].value
		text, ok := s.scalar(value, "", key)
		switch {
		case !ok:
		case key == "name":
			y.Name = text
		default:
			if y.Version = text; !plainVersion.MatchString(text) {
				s.fault(value, "", "bad-value", fmt.Sprintf("%q is no version", text), "as 1.0.0")
			}
		}
	}
}

// moveBands reads the edges that a layer moves.
func (l *loader) moveBands(s *source, e entry) {
	for _, f := range s.entries(e.value, "", "bands") {
		i := slices.IndexFunc(l.pack.bands, func(b bandEdge) bool { return b.name == f.key })
		if i < 0 {
			var names []string
			for _, b := range l.pack.bands {
				names = append(names, b.name)
			}
			s.unknownKey(f, "bands", names)
			continue
		}
		if from, ok := s.edge(f); ok {
			l.pack.bands[i].from = from
		}
	}
	for i, b := range l.pack.bands {
		switch {
		case i == 0 && b.from != 0:
			s.fault(e.at, b.name, "band-order", "the lowest band begins at 0", "")
		case i > 0 && b.from <= l.pack.bands[i-1].from:
			s.fault(e.at, b.name, "band-order", fmt.Sprintf("the band then begins at %s, at or below %s", b.from, l.pack.bands[i-1].name), "move that, too")
		}
	}
}

// disable takes rules of the pack below out of force.
func (l *loader) disable(y *bundle, s *source, n *yaml.Node) {
	for _, node := range s.strings(n, "", "disable") {
		id, at := node.Value, s.place(node)
		at.Rule = id
		switch _, ok := l.below(y, s, node, "disabled"); {
		case !ok:
		case y.disabled[id] != nil:
			s.fault(node, id, "duplicate-id", "the rule is disabled twice", "take one of the two away")
		default:
			y.disabled[id] = at
		}
	}
}

// below finds the rule of the pack or a layer below that a node names, to be disabled or replaced.
func (l *loader) below(y *bundle, s *source, node *yaml.Node, verb string) (*rule, bool) {
	id := node.Value
	r, ok := l.ids[id]
	switch gone := l.gone[id]; {
	case ok && r.at.Layer < y.index:
		return r, true
	case gone != nil && gone.Layer < y.index:
		s.fault(node, id, "conflict", fmt.Sprintf("the rule cannot be %s: %s disables it", verb, gone.Place()), "take it away here, or there")
	case ok:
		s.fault(node, id, "conflict", fmt.Sprintf("the rule cannot be %s: it is this layer's own", verb), "change it where it stands, at "+r.at.Place())
	default:
		hint := ""
		if len(*l.faults) < maxHinted {
			hint = l.faults.didYouMean(id, keys(l.ids))
		}
		if hint == "" {
			hint = "a layer disables and replaces rules of the pack below"
		}
		s.fault(node, "", "unknown-rule", fmt.Sprintf("there is no rule %q below", id), hint)
	}
	return nil, false
}

// readRulesOf reads the rules of a pack or layer, and puts them in force.
func (l *loader) readRulesOf(y *bundle) {
	each := func(key string, do func(s *source, n *yaml.Node)) {
		for i, s := range y.sources {
			for _, e := range y.entries[i] {
				if e.key == key && (y.index > 0 || !slices.Contains(changeKeys, key)) {
					do(s, e.value)
				}
			}
		}
	}
	each("disable", func(s *source, n *yaml.Node) { l.disable(y, s, n) })
	each("replace", func(s *source, n *yaml.Node) { l.readRules(y, s, n, true) })
	each("rules", func(s *source, n *yaml.Node) { l.readRules(y, s, n, false) })
	for id, at := range y.disabled {
		l.gone[id] = at
		delete(l.ids, id)
	}
	each("assume", func(s *source, n *yaml.Node) { l.readAssumptions(s, n) })
}
