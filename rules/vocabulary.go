package rules

import (
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"unsafe"

	"github.com/heelwise/heelwise/rules/fact"
)

// A Vocabulary is the words that rules may ask about a T, and what holds between them. It is immutable and safe for
// concurrent use. The zero Vocabulary has no words.
type Vocabulary[T any] struct {
	words []Word[T]
	terms // the same words, without T
}

// terms is what checking and evaluating need of a vocabulary.
type terms struct {
	infos   []*wordInfo
	index   map[string]int
	sums    []sum
	bands   []band
	implied []implication
	extra   *extra // nil where a pack cannot add words
}

// NewVocabulary returns the vocabulary of the given words and relations. A vocabulary is code, and a mistake in it
// panics: a word whose name is not a group and a key, a word declared twice, a relation that names a word which is
// missing or of the wrong kind, a [Sum] of measures that differ in dimension, [Bands] without one readable range for
// each word.
func NewVocabulary[T any](words []Word[T], relations ...Relation) *Vocabulary[T] {
	v := &Vocabulary[T]{words: slices.Clone(words), terms: terms{index: map[string]int{}}}
	for i := range v.words {
		w := &v.words[i].wordInfo
		if group, key, ok := strings.Cut(w.name, "."); !ok || group == "" || key == "" {
			panic(fmt.Sprintf("rules: the word %q is not a group and a key, as in \"shoe.heel_height\"", w.name))
		}
		if _, twice := v.index[w.name]; twice {
			panic(fmt.Sprintf("rules: the word %s is declared twice", w.name))
		}
		v.index[w.name] = i
		v.infos = append(v.infos, w)
	}
	for _, r := range relations {
		if e, ok := r.(extra); ok && e.of != reflect.TypeFor[T]() {
			panic(fmt.Sprintf("rules: the extra facts are those of a %s", e.of))
		}
		r.tie(&v.terms)
	}
	return v
}

// WordInfo is what can be said about a word.
type WordInfo struct {
	About
	Name   string   // as "shoe.heel_height"
	Kind   string   // "length", "mass", "duration", "number", "choice" or "flag"
	Values []string // of a choice
}

// Words yields the words in the order of their declaration. What it yields is the caller's own.
func (v *Vocabulary[T]) Words() iter.Seq[WordInfo] {
	return func(yield func(WordInfo) bool) {
		for _, w := range v.infos {
			if !yield(w.info()) {
				return
			}
		}
	}
}

func (w *wordInfo) info() WordInfo {
	info := WordInfo{About: w.about, Name: w.name}
	info.Order = slices.Clone(info.Order)
	switch w.kind {
	case measure:
		info.Kind = w.dim.String()
	case choice:
		info.Kind, info.Values = "choice", slices.Clone(w.values)
	case flag:
		info.Kind = "flag"
	}
	return info
}

// Value returns what t says about the named word; unknown where it says nothing, where there is no such word, and where
// the fact is impossible. A measure outside the word's domain is returned as it is; [Vocabulary.Check] reports it.
func (v *Vocabulary[T]) Value(t *T, word string) fact.Value {
	i, ok := v.index[word]
	if !ok {
		return fact.Value{}
	}
	return v.words[i].value(t)
}

// Fill sets every word of t that says nothing to what from says about it, but for a measure that a flag of t rules out.
func (v *Vocabulary[T]) Fill(t, from *T) {
	for i := range v.words {
		w := &v.words[i]
		if _, know := w.read(unsafe.Pointer(t)); know == nothing && !v.ruledOut(i, t) {
			_ = w.write(t, w.value(from)) // a value that a T holds can be written to a T
		}
	}
}

// ruledOut reports whether t says no to the flag that the measure w would imply.
func (v *Vocabulary[T]) ruledOut(w int, t *T) bool {
	return slices.ContainsFunc(v.implied, func(i implication) bool {
		s, _ := v.infos[i.flag].read(unsafe.Pointer(t))
		return i.measure == w && s.set == 0b01
	})
}

// names returns the names of all words.
func (t *terms) names() []string {
	names := make([]string, len(t.infos))
	for i, w := range t.infos {
		names[i] = w.name
	}
	return names
}

// A Relation ties words to one another, [Sum], [Bands] or [Implies], or to words that a pack may add, [Extra].
type Relation interface {
	tie(*terms)
}

// Sum says that one measure is always the sum of two others, as a heel's height is that of platform and rise. What two
// of them say narrows the third; facts that leave no sum are an input error. Part is never assumed: it follows from the
// whole and the first part, or the whole follows from both.
type Sum struct{ Whole, First, Part string }

type sum struct{ whole, first, part int }

func (s Sum) tie(t *terms) {
	r := sum{t.mustMeasure(s.Whole), t.mustMeasure(s.First), t.mustMeasure(s.Part)}
	if t.infos[r.whole].dim != t.infos[r.first].dim || t.infos[r.whole].dim != t.infos[r.part].dim {
		panic(fmt.Sprintf("rules: %s, %s and %s do not measure the same", s.Whole, s.First, s.Part))
	}
	t.sums = append(t.sums, r)
}

// Bands says what the words of a choice mean as ranges of a measure, as a "narrow" base is one under 20 mm wide. A word
// bounds a measure that is not stated or known as a range, and the measure tells the word; where the two disagree, both
// stand. Ranges holds a text range for each word of the choice, in its order; an open end is that of the measure's
// domain.
type Bands struct {
	Choice, Measure string
	Ranges          []string
}

type band struct {
	choice, measure int
	ranges          []span
}

func (b Bands) tie(t *terms) {
	r := band{choice: t.must(b.Choice), measure: t.mustMeasure(b.Measure)}
	w := t.infos[r.measure]
	if values := t.infos[r.choice].values; len(values) != len(b.Ranges) {
		panic(fmt.Sprintf("rules: %s has %d words, not %d", b.Choice, len(values), len(b.Ranges)))
	}
	for _, text := range b.Ranges {
		s, err := w.parse(text)
		if err != nil {
			panic(fmt.Sprintf("rules: a range of %s: %v", b.Choice, err))
		}
		r.ranges = append(r.ranges, s)
	}
	t.bands = append(t.bands, r)
}

// Implies says that a stated measure answers a flag with yes, as a time between breaks says that there are breaks.
// A flag that says no beside a stated measure is an input error.
type Implies struct{ Measure, Flag string }

type implication struct{ measure, flag int }

func (i Implies) tie(t *terms) {
	r := implication{t.mustMeasure(i.Measure), t.must(i.Flag)}
	if t.infos[r.flag].kind != flag {
		panic(fmt.Sprintf("rules: %s is no flag", i.Flag))
	}
	t.implied = append(t.implied, r)
}

func (t *terms) must(name string) int {
	i, ok := t.index[name]
	if !ok {
		panic(fmt.Sprintf("rules: a relation names the word %q, which is not declared", name))
	}
	return i
}

func (t *terms) mustMeasure(name string) int {
	i := t.must(name)
	if t.infos[i].kind != measure {
		panic(fmt.Sprintf("rules: %s is no measure", name))
	}
	return i
}

// parse reads a range of the measure w, its open ends at the ends of the domain.
func (w *wordInfo) parse(text string) (span, error) {
	lo, hi, err := w.ends(text)
	return span{lo: max(w.lo, base(w.dim, lo)), hi: min(w.hi, base(w.dim, hi))}, err
}
