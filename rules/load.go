package rules

import (
	"cmp"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
)

// A loader makes a pack out of its files and those of its layers. It goes on after a fault wherever what follows can
// still be read.
type loader struct {
	*builder
	budget
	pack      *pack
	layers    []*bundle // the pack itself first
	faults    *Errors
	canonical []string // of the digest
	defines   map[string]*define
	assumed   map[int]*assumption
	asked     map[int]bool // the words that any expression asks about
	cited     []reference
	advised   []reference
	ids       map[string]*rule  // the rules in force
	gone      map[string]*Error // by rule: where a layer disables it
	stands    map[string]*Error // by id of a source or an advice
	spent     spent             // by expressions
	own       []*Error          // of the words that the pack adds: where they stand
}

// load reads the pack in the first bundle with the layers in the others.
func load(t terms, limits Limits, folders []fs.FS) (*pack, Errors) {
	var faults Errors
	l := &loader{
		budget: budget{Limits: limits.or(defaultLimits)}, faults: &faults,
		defines: map[string]*define{}, assumed: map[int]*assumption{}, asked: map[int]bool{},
		ids: map[string]*rule{}, gone: map[string]*Error{}, stands: map[string]*Error{},
		pack: &pack{advice: map[string]string{}, sources: map[string]Source{}},
	}
	if len(folders) > 1+maxLayers {
		faults = append(faults, &Error{Layer: 1 + maxLayers, Code: "too-many", Msg: fmt.Sprintf("a pack has at most %d layers", maxLayers)})
		folders = folders[:1+maxLayers]
	}
	for i, fsys := range folders {
		l.layers = append(l.layers, l.readFolder(fsys, i))
	}
	l.builder = newBuilder(l.extend(t))
	for _, y := range l.layers {
		switch {
		case y.head < 0:
		case y.index == 0:
			l.packHead(y)
		default:
			l.layerHead(y)
		}
	}
	for _, y := range l.layers { // names first: every file may use them
		for i, s := range y.sources {
			for _, e := range y.entries[i] {
				l.names(y, s, e)
			}
		}
	}
	for _, y := range l.layers {
		l.readRulesOf(y)
	}
	l.checkDefines()
	l.checkReferences()
	l.order()
	if len(l.ops) > maxOps {
		faults = append(faults, &Error{Code: "too-long", Msg: fmt.Sprintf("the expressions of the pack come to more than %d operations", maxOps), Hint: "make two packs"})
	}
	if len(faults) == 0 {
		l.bound()
		l.checkAssumed()
		l.checkFalling()
		l.checkDated()
	}
	if len(faults) > 0 {
		return nil, append(faults, l.pack.warnings...) // a file that is not read may be why
	}
	l.warn()
	return l.finish(), nil
}

var fileKeys = []string{"advice", "assume", "define", "extend", "rules", "sources"}

// names reads what other files refer to: defines, sources and advice.
func (l *loader) names(y *bundle, s *source, e entry) {
	switch e.key {
	case "define":
		for _, d := range s.entries(e.value, "", "define") {
			if len(l.defines) == maxDefines {
				s.fault(d.at, "", "too-many", fmt.Sprintf("a pack defines at most %d names", maxDefines), "")
				return
			}
			l.readDefine(s, d)
		}
	case "sources":
		for _, e := range s.entries(e.value, "", "sources") {
			l.readSource(s, e)
		}
	case "advice":
		for _, e := range s.entries(e.value, "", "advice") {
			if l.twice(s, e, "advice", "") {
				continue
			}
			if text, ok := s.scalar(e.value, "", "an advice"); ok {
				l.pack.advice[e.key] = text
				l.note("advice", e.key, text)
			}
		}
	default:
		if known := y.keys(s); !slices.Contains(known, e.key) && !y.misplaced(s, e) && !l.belongsToRule(s, e) {
			s.unknownKey(e, "", known)
		}
	}
}

// twice reports an id that something of its kind has already.
func (l *loader) twice(s *source, e entry, kind, rule string) bool {
	key := kind + " " + e.key
	first := l.stands[key]
	if first == nil {
		l.stands[key] = s.place(e.at)
		return false
	}
	s.fault(e.at, rule, "duplicate-id", fmt.Sprintf("the %s %q stands at %s too", kind, e.key, first.Place()), "give it another "+map[bool]string{true: "name", false: "id"}[kind == "name"])
	return true
}

// note adds a line to what the digest is made of.
func (l *loader) note(parts ...string) {
	var line []byte
	for i, part := range parts {
		if i > 0 {
			line = append(line, ' ')
		}
		line = strconv.AppendQuote(line, part)
	}
	l.canonical = append(l.canonical, string(line))
}

var plainName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func (l *loader) readDefine(s *source, e entry) {
	_, isUnit := unitNamed[e.key]
	switch {
	case !plainName.MatchString(e.key):
		s.fault(e.at, "", "bad-name", fmt.Sprintf("%q is no name", e.key), "write small letters, digits and _, as slope or worn_arch")
		return
	case isUnit, slices.Contains(functions, e.key), l.hasGroup(e.key), operators[e.key]:
		s.fault(e.at, "", "bad-name", fmt.Sprintf("%q already means something in expressions", e.key), "choose another name")
		return
	case l.twice(s, e, "name", ""):
		return
	}
	if expr, ok := s.expression(e.value, e.key); ok {
		l.defines[e.key] = &define{name: e.key, at: s.place(e.at), expression: expr}
		l.note("define", e.key, layoutless(expr.text))
	}
}

func (l *loader) checker(expr expression) *checker {
	return &checker{expression: expr, builder: l.builder, defines: l.defines, faults: l.faults, asked: l.asked, limited: l.Limits, spent: &l.spent, around: l}
}

// elsewhere tells of a name that the score alone may read.
func (l *loader) elsewhere(name string) string {
	if name != "score" && !slices.ContainsFunc(l.pack.totals, func(t total) bool { return t.name == name }) {
		return ""
	}
	return "a rule adds to a total, and score: in pack.yaml alone reads them"
}

// hasFile reports whether rules stand in a file of this name, as their ids tell.
func (l *loader) hasFile(stem string) bool {
	for _, y := range l.layers {
		if slices.ContainsFunc(y.sources, func(s *source) bool { return s.stem == stem }) {
			return true
		}
	}
	return false
}

// checkDefines reads the defines that nothing used, so that their faults are found too.
func (l *loader) checkDefines() {
	for _, name := range keys(l.defines) {
		d := l.defines[name]
		used := d.used
		l.checker(d.expression).define(0, d)
		d.used = used
	}
}

func keys[V any](m map[string]V) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// order puts the rules in force by id, and those with points by total and id.
func (l *loader) order() {
	for _, r := range l.ids {
		l.pack.rules = append(l.pack.rules, r)
	}
	slices.SortFunc(l.pack.rules, func(a, b *rule) int { return cmp.Compare(a.id, b.id) })
	for i := range l.pack.totals {
		l.pack.totals[i].from = len(l.pack.scored)
		for _, r := range l.pack.rules {
			if r.outcome == points && r.total == i {
				l.pack.scored = append(l.pack.scored, r)
			}
		}
		l.pack.totals[i].to = len(l.pack.scored)
	}
	if l.pack.levels != nil {
		for _, r := range l.pack.rules {
			if r.outcome == raised {
				l.pack.levels.raises = append(l.pack.levels.raises, r)
			}
		}
	}
}
