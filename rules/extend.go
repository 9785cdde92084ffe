package rules

import (
	"fmt"
	"maps"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unsafe"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules/fact"
)

// Extra says in which field a T keeps facts about words that it has no field for. A pack declares such words under
// extend:, and may then ask about them as about any other. The map's keys are the words' full names, as
// "shop.carbon_plate"; a nil map says nothing. What no pack declared is an error to [Vocabulary.Check] and to judging.
//
// The facts function returns the address of a field of T itself, always the same one. A vocabulary without Extra cannot
// be extended. A map that is handed in is read and never changed: what is decoded or filled into a T goes to a copy.
func Extra[T any](facts func(*T) *map[string]fact.Value) Relation {
	return extra{field: fieldOf("the extra facts", facts), of: reflect.TypeFor[T]()}
}

type extra struct {
	field
	of reflect.Type
}

func (e extra) tie(t *terms) {
	if t.extra != nil {
		panic("rules: a vocabulary has one field of extra facts")
	}
	t.extra = &e
}

// facts returns the extra facts of the thing at t.
func (e *extra) facts(t unsafe.Pointer) *map[string]fact.Value {
	return (*map[string]fact.Value)(unsafe.Add(t, uintptr(e.field)))
}

// declared reports whether every extra fact of the thing at t is about a word that a pack declared.
func (t *terms) declared(at unsafe.Pointer) bool {
	if t.extra == nil {
		return true
	}
	for name := range *t.extra.facts(at) {
		if !t.isOwn(name) {
			return false
		}
	}
	return true
}

// isOwn reports whether a pack declared the word.
func (t *terms) isOwn(name string) bool {
	i, ok := t.index[name]
	return ok && t.infos[i].own != nil
}

// undeclaredNames returns the words of extra facts that no pack declared, in the order of the alphabet.
func (t *terms) undeclaredNames(at unsafe.Pointer) (names []string) {
	if t.declared(at) {
		return nil
	}
	for name := range *t.extra.facts(at) {
		if !t.isOwn(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// undeclared reports the extra facts that are about no declared word.
func (t *terms) undeclared(at unsafe.Pointer) (faults Errors) {
	for _, name := range t.undeclaredNames(at) {
		e := &Error{Key: name, Code: "unknown-word", Msg: fmt.Sprintf("there is no word %q", shortened(name)), Hint: didYouMean(name, t.names())}
		switch _, ok := t.index[name]; {
		case ok:
			e.Msg, e.Hint = "the word has a field of its own", "state it there, and not among the extra facts"
		case e.Hint == "":
			e.Hint = "a pack declares such words under extend:"
		}
		faults = append(faults, e)
	}
	return faults
}

// readOwn returns what the thing at t says about a word that a pack declared.
func (w *wordInfo) readOwn(t unsafe.Pointer) (span, knowledge) {
	s, know, err := w.grasp((*w.own.facts(t))[w.name])
	if err != nil {
		return w.whole(), invalid
	}
	return s, know
}

// grasp returns what a fact of any kind says about w.
func (w *wordInfo) grasp(v fact.Value) (s span, know knowledge, err error) {
	if !v.Known() {
		return w.whole(), nothing, nil
	}
	switch w.kind {
	case measure:
		d, lo, hi, ok := v.Measure()
		if words := v.Words(); !ok && len(words) == 1 {
			lo, hi, err = w.ends(words[0])
			d, ok = w.dim, err == nil
		}
		if err != nil {
			return w.whole(), invalid, err
		}
		if !ok || d != w.dim {
			return w.whole(), invalid, fmt.Errorf("%s is no %s", written(v), w.dim)
		}
		if s, know = w.between(lo, hi); know == invalid {
			return s, know, fmt.Errorf("%v is outside %s", v, w.about.Domain)
		}
		return s, know, nil
	case flag:
		truth, ok := v.Truth()
		if !ok {
			return w.whole(), invalid, fmt.Errorf("%s is neither true nor false", written(v))
		}
		return span{set: map[fact.Truth]uint32{fact.No: 0b01, fact.Yes: 0b10}[truth]}, exact, nil
	}
	words := v.Words()
	if len(words) == 0 {
		return w.whole(), invalid, fmt.Errorf("%s is none of the words %s", written(v), strings.Join(w.values, ", "))
	}
	if s.set, err = w.bits(words); err != nil {
		return w.whole(), invalid, err
	}
	switch s {
	case w.whole():
		return s, nothing, nil
	case span{set: s.set & -s.set}:
		return s, exact, nil
	}
	return s, stated, nil
}

// ownWord returns the word that w describes, kept among the extra facts of a T.
func ownWord[T any](w *wordInfo) Word[T] {
	facts := func(t *T) *map[string]fact.Value { return w.own.facts(unsafe.Pointer(t)) }
	set := func(t *T, v fact.Value) { // never in the map itself: a copy of the T may share it
		m := maps.Clone(*facts(t))
		if delete(m, w.name); v.Known() {
			if m == nil {
				m = map[string]fact.Value{}
			}
			m[w.name] = v
		}
		*facts(t) = m
	}
	return Word[T]{
		wordInfo: *w,
		value:    func(t *T) fact.Value { return (*facts(t))[w.name] },
		err: func(t *T) error {
			_, _, err := w.grasp((*facts(t))[w.name])
			return err
		},
		write: func(t *T, v fact.Value) error {
			if w.kind == measure && len(v.Words()) == 1 { // as JSON hands it over
				read, err := w.parseFact(v.Words()[0])
				if err != nil {
					return err
				}
				v = read
			}
			_, know, err := w.grasp(v)
			if know == nothing {
				v = fact.Value{}
			}
			set(t, v)
			return err
		},
		clear: func(t *T) { set(t, fact.Value{}) },
	}
}

// extended returns v with the words that a pack added.
func (v *Vocabulary[T]) extended(infos []*wordInfo) *Vocabulary[T] {
	if len(infos) == len(v.infos) {
		return v
	}
	e := &Vocabulary[T]{words: slices.Clip(slices.Clone(v.words)), terms: v.terms}
	e.index = maps.Clone(v.index)
	e.infos = infos
	for i, w := range infos[len(v.infos):] {
		e.words = append(e.words, ownWord[T](w))
		e.index[w.name] = len(v.infos) + i
	}
	return e
}

var (
	plainWord = regexp.MustCompile(`^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$`)
	wordKinds = []string{"length", "mass", "duration", "number", "choice", "flag"}
	wordKeys  = []string{"kind", "doc", "ask", "domain", "unit", "values", "worse", "order"}
)

// extend returns t with the words that the pack and its layers declare.
func (l *loader) extend(t terms) terms {
	t.infos = slices.Clip(slices.Clone(t.infos))
	t.index = maps.Clone(t.index)
	for _, y := range l.layers {
		for i, s := range y.sources {
			for _, e := range y.entries[i] {
				if e.key != "extend" {
					continue
				}
				if t.extra == nil {
					s.fault(e.at, "", "misplaced-key", "this program has no room for further words", "a developer makes it, with rules.Extra")
					continue
				}
				for _, w := range s.entries(e.value, "", "extend") {
					l.readWord(&t, s, w)
				}
			}
		}
	}
	return t
}

// readWord reads a word that the pack declares.
func (l *loader) readWord(t *terms, s *source, e entry) {
	group, key, _ := strings.Cut(e.key, ".")
	i, twice := t.index[e.key]
	switch {
	case !plainWord.MatchString(e.key) || operators[group] || operators[key]:
		s.fault(e.at, "", "bad-name", fmt.Sprintf("%q is no name of a word", e.key), "write a group and a key, as shop.carbon_plate, in small letters, digits and _")
		return
	case len(l.own) == maxWords:
		s.fault(e.at, "", "too-many", fmt.Sprintf("a pack adds at most %d words", maxWords), "")
		return
	case twice && t.infos[i].own == nil:
		s.fault(e.at, "", "duplicate-id", fmt.Sprintf("there is a word %s already", e.key), "use that, or choose another name")
		return
	case l.twice(s, e, "word", ""):
		return
	}
	w, line, ok := s.wordOf(e)
	if !ok {
		w = &wordInfo{name: e.key, kind: flag, values: flagValues} // so that rules about it can be read on
	}
	w.own = t.extra
	t.index[e.key] = len(t.infos)
	t.infos = append(t.infos, w)
	at := s.place(e.at)
	at.Rule = e.key
	l.own = append(l.own, at)
	l.note(append([]string{"word", e.key}, line...)...)
}

// wordOf reads what is said about a word: of which kind it is, and what goes with that.
func (s *source) wordOf(e entry) (w *wordInfo, line []string, ok bool) {
	before := len(*s.faults)
	at := map[string]entry{}
	text := map[string]string{}
	var values, order []*yaml.Node
	entries := s.entries(e.value, e.key, "a word")
	for _, f := range entries {
		at[f.key] = f
		switch f.key {
		case "values":
			values = s.strings(f.value, e.key, f.key)
			text[f.key] = text1(f.value)
		case "order":
			order = s.strings(f.value, e.key, f.key)
			text[f.key] = text1(f.value)
		default:
			if !slices.Contains(wordKeys, f.key) {
				s.unknownKey(f, e.key, wordKeys)
				continue
			}
			text[f.key], _ = s.scalar(f.value, e.key, f.key)
		}
		line = append(line, f.key, text[f.key])
	}
	if len(*s.faults) > before {
		return nil, nil, false
	}
	missing := func(key, hint string) {
		if _, ok := at[key]; !ok {
			s.fault(e.at, e.key, "missing-key", "the word has no "+key, "add "+hint)
		}
	}
	missing("kind", "kind: "+list(wordKinds))
	missing("doc", "doc: …, what is meant, in a sentence")
	missing("ask", "ask: …, the question that finds it out")
	about := About{Doc: text["doc"], Ask: text["ask"], Domain: text["domain"], Unit: text["unit"]}
	kind := text["kind"]
	wants := []string{"domain", "unit", "worse"}
	switch kind {
	case "choice":
		wants = []string{"values", "order"}
	case "flag":
		wants = []string{"worse"}
	}
	for _, key := range []string{"domain", "unit", "values", "worse", "order"} {
		if f, ok := at[key]; ok && kind != "" && slices.Contains(wordKinds, kind) && !slices.Contains(wants, key) {
			s.fault(f.at, e.key, "misplaced-key", fmt.Sprintf("a %s has no %s", kind, key), "beside kind, doc and ask it has "+list(wants))
		}
	}
	bad := func(key string, err error, hint string) {
		s.fault(at[key].value, e.key, "bad-value", err.Error(), hint)
	}
	switch kind {
	case "":
	case "flag":
		w = &wordInfo{kind: flag, values: flagValues}
		about.Worse = s.worse(at, e.key, text["worse"], "true", "false")
	case "choice":
		missing("values", "values: [first, second]")
		names := s.choiceValues(values, e.key)
		w = &wordInfo{kind: choice, values: names}
		for _, n := range order {
			for one := range strings.SplitSeq(n.Value, "|") {
				if index(names, one) < 0 {
					s.fault(n, e.key, "unknown-value", fmt.Sprintf("%q is no value of %s", one, e.key), "its values are "+strings.Join(names, ", "))
				}
			}
			about.Order = append(about.Order, n.Value)
		}
	default:
		describe, known := measures[kind]
		if !known {
			hint := didYouMean(kind, wordKinds)
			if hint == "" {
				hint = "write " + list(wordKinds)
			}
			bad("kind", fmt.Errorf("there is no kind %q", kind), hint)
			break
		}
		if _, ok := at["domain"]; !ok {
			missing("domain", "domain: the least and the greatest possible value, as 0mm..40mm")
			break
		}
		info, err := describe(e.key, about)
		if err != nil {
			key := "domain"
			if !hasUnit(info.dim, about.Unit) {
				key = "unit"
			}
			bad(key, err, map[string]string{"domain": "as 0mm..40mm for a length, 0..5 for a number", "unit": "as mm, g or hour"}[key])
		}
		w = &info
		about.Worse = s.worse(at, e.key, text["worse"], "higher", "lower")
	}
	if len(*s.faults) > before {
		return nil, nil, false
	}
	w.name, w.about = e.key, about
	return w, sortPairs(append([]string{""}, line...))[1:], true
}

// worse reads which way is worse.
func (s *source) worse(at map[string]entry, rule, text, higher, lower string) Direction {
	switch f, ok := at["worse"]; {
	case !ok:
	case text == higher:
		return Higher
	case text == lower:
		return Lower
	default:
		s.fault(f.value, rule, "bad-value", fmt.Sprintf("%q is no way to be worse", text), fmt.Sprintf("write %s or %s, or leave it out where neither is", higher, lower))
	}
	return 0
}

// choiceValues reads the values of a choice.
func (s *source) choiceValues(nodes []*yaml.Node, rule string) (names []string) {
	for i, n := range nodes {
		switch {
		case i == 32:
			s.fault(n, rule, "too-many", "a choice has at most 32 values", "")
			return names
		case !plainName.MatchString(n.Value):
			s.fault(n, rule, "bad-name", fmt.Sprintf("%q is no value", n.Value), "write small letters, digits and _")
		case slices.Contains(names, n.Value):
			s.fault(n, rule, "duplicate-id", fmt.Sprintf("the value %q is given twice", n.Value), "take one away")
		default:
			names = append(names, n.Value)
		}
	}
	if len(names) == 1 {
		s.fault(nodes[0], rule, "bad-value", "a choice of one value is none", "add another, or make it a flag")
	}
	return names
}

// measures makes the words of measured things, by kind.
var measures = map[string]func(name string, about About) (wordInfo, error){
	"length":   newMeasure[fact.Length],
	"mass":     newMeasure[fact.Mass],
	"duration": newMeasure[fact.Duration],
	"number":   newMeasure[fact.Number],
}

// between returns what a measure from lo to hi says about w, in whole base units, an end that is open at the greatest
// or least of all.
func (w *wordInfo) between(from, to int64) (span, knowledge) {
	whole := span{lo: w.lo, hi: w.hi}
	switch {
	case from == to && from >= w.least && to <= w.most:
		x := base(w.dim, from)
		return span{lo: x, hi: x}, exact
	case from == math.MinInt64 && to == math.MaxInt64:
		return whole, nothing
	}
	s, know := whole, stated
	if from == math.MinInt64 || to == math.MaxInt64 {
		know = bounded
	}
	if from != math.MinInt64 {
		s.lo = base(w.dim, from)
	}
	if to != math.MaxInt64 {
		s.hi = base(w.dim, to)
	}
	switch {
	case s.lo < w.lo || s.hi > w.hi || s.lo > s.hi:
		return whole, invalid
	case s == whole:
		return whole, nothing
	case s.lo == s.hi:
		return s, exact
	}
	return s, know
}
