package rules

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unsafe"

	"github.com/heelwise/heelwise/internal/quote"
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
		e := &Error{Key: name, Code: "unknown-word", Msg: fmt.Sprintf("there is no word %q", quote.Short(name)), Hint: faults.didYouMean(name, t.names())}
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
