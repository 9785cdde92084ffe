package rules

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"
	"unsafe"

	"github.com/heelwise/heelwise/rules/fact"
)

// A Word is one thing that rules may ask about a T, as "shoe.heel_height": a group and a key, both in small letters.
// Make one with [Measure], [Choice] or [Flag].
type Word[T any] struct {
	wordInfo
	value func(*T) fact.Value
	write func(*T, fact.Value) error
	err   func(*T) error // why the fact itself is impossible
	clear func(*T)
}

// wordInfo is what the language needs to know of a word, whatever it is asked about.
type wordInfo struct {
	name        string
	about       About
	kind        kind
	dim         fact.Dimension                        // of a measure
	unit        string                                // the unit that hints are written in, by its name in rules
	of          func(x float64) fact.Value            // a measure's value as a fact
	parseFact   func(text string) (fact.Value, error) // a measure's range, read from a text
	lo, hi      float64                               // a measure's domain, in base units (plain numbers as they are)
	least, most int64                                 // the same, in whole base units
	field       field
	values      []string // of a choice or a flag
	own         *extra   // of a word that a pack declared: where its facts are
}

// About describes a word to people and to the checks.
type About struct {
	Doc    string    // what is meant, in a sentence
	Ask    string    // the question that finds it out
	Domain string    // of a measure: every possible value, both ends closed, as "0mm..250mm"
	Unit   string    // of a measure: the unit of hints, by its name in rules, as "inch"; by default its dimension's own
	Worse  Direction // of a measure or a flag: which way is worse, if either is
	Order  []string  // of a choice: its words from best to worst, equals joined by "|"; empty if none is worse
}

// A Direction is the way in which more of something counts. The zero Direction is neither.
type Direction int8

// The directions. Of a flag, Higher means that yes is worse.
const (
	Lower  Direction = -1
	Higher Direction = 1
)

type kind uint8

const (
	measure kind = iota
	choice
	flag
)

// flagValues are the values of a flag, in the order of their bits.
var flagValues = []string{"false", "true"}

// A span is the set of what a word may be: of a measure the ends of a range, of a choice or flag a bit per value.
type span struct {
	lo, hi float64
	set    uint32
}

// knowledge is how much of a word was stated.
type knowledge uint8

const (
	nothing knowledge = iota // the whole domain
	bounded                  // one end of a measure is open
	stated                   // a range, or a set of words
	exact                    // a single value
	invalid
)

// step is the distance between neighbouring values of a measure.
func (w *wordInfo) step() float64 {
	if w.dim == fact.OfNumber {
		return 1e-6
	}
	return 1
}

// snap returns the value of a measure that is nearest to x.
func (w *wordInfo) snap(x float64) float64 {
	if w.dim == fact.OfNumber {
		return math.Round(x*1e6) / 1e6
	}
	return math.Round(x)
}

// middle returns the value of a measure halfway between the ends of s, of two that are the one further from nothing.
func (w *wordInfo) middle(s span) float64 {
	if w.dim == fact.OfNumber {
		return math.Round((math.Round(s.lo*1e6)+math.Round(s.hi*1e6))/2) / 1e6
	}
	return math.Round((s.lo + s.hi) / 2)
}

// whole returns everything that w may be.
func (w *wordInfo) whole() span {
	if w.kind == measure {
		return span{lo: w.lo, hi: w.hi}
	}
	return span{set: 1<<len(w.values) - 1}
}

// single reports whether s is one value of w.
func (w *wordInfo) single(s span) bool {
	if w.kind == measure {
		return s.lo == s.hi
	}
	return bits.OnesCount32(s.set) == 1
}

// base returns n base units as the evaluators count: plain numbers as they are, all else in base units.
func base(d fact.Dimension, n int64) float64 {
	if d == fact.OfNumber {
		return float64(n) / 1e6
	}
	return float64(n)
}

// Measure declares a word for a measured thing: a [fact.Length], a [fact.Number] and so on. The field function returns
// the address of a field of T itself, always the same one, and not what a pointer in T points to. It is called at
// declaration, which panics otherwise.
//
// Measure also panics where About.Domain cannot be read or has an open end, and where About.Unit names no unit of the
// word's dimension; a plain number has none.
func Measure[T any, Q quantity[Q]](name string, field func(*T) *Q, about About) Word[T] {
	info, err := newMeasure[Q](name, about)
	if err != nil {
		panic("rules: " + err.Error())
	}
	w := Word[T]{wordInfo: info}
	w.field = fieldOf(name, field)
	w.value = func(t *T) fact.Value { return (*field(t)).Value() }
	w.err = func(t *T) error {
		if err := (*field(t)).Err(); err != nil {
			return err
		}
		if _, know := w.read(unsafe.Pointer(t)); know == invalid {
			return fmt.Errorf("%v is outside %s", *field(t), about.Domain)
		}
		return nil
	}
	w.write = func(t *T, v fact.Value) error {
		var q Q
		if v.Known() {
			if _, ok := v.Truth(); ok || len(v.Words()) > 1 {
				return fmt.Errorf("%s is no %s", written(v), q.Dimension())
			}
			if err := parse(&q, v.String()); err != nil {
				return err
			}
		}
		*field(t) = q
		return w.err(t)
	}
	w.clear = func(t *T) { var q Q; *field(t) = q }
	return w
}

// newMeasure describes a measured thing. The error says what is wrong with its domain or unit; its dimension is known
// even then.
func newMeasure[Q quantity[Q]](name string, about About) (wordInfo, error) {
	var q, domain Q
	w := wordInfo{name: name, about: about, kind: measure, dim: q.Dimension(), unit: about.Unit}
	if !hasUnit(w.dim, about.Unit) {
		return w, fmt.Errorf("the unit %q of %s is none of a %s", about.Unit, name, w.dim)
	}
	if err := parse(&domain, about.Domain); err != nil {
		return w, fmt.Errorf("the domain of %s: %w", name, err)
	}
	w.least, w.most = domain.Bounds()
	if w.least == math.MinInt64 || w.most == math.MaxInt64 {
		return w, fmt.Errorf("the domain of %s has an open end", name)
	}
	w.lo, w.hi = base(w.dim, w.least), base(w.dim, w.most)
	w.of = func(x float64) fact.Value {
		n := int64(x)
		if w.dim == fact.OfNumber {
			n = int64(math.Round(x * 1e6))
		}
		return q.Between(n, n).Value()
	}
	w.parseFact = func(text string) (fact.Value, error) {
		var q Q
		err := parse(&q, text)
		return q.Value(), err
	}
	return w, nil
}

// ends returns a measure's range as a text says it, in whole base units.
func (w *wordInfo) ends(text string) (lo, hi int64, err error) {
	v, err := w.parseFact(text)
	if _, lo, hi, ok := v.Measure(); ok {
		return lo, hi, err
	}
	return math.MinInt64, math.MaxInt64, err
}

// hasUnit reports whether measures of d can be written in the named unit; the empty name is the dimension's own.
func hasUnit(d fact.Dimension, name string) bool {
	return name == "" || slices.ContainsFunc(fact.Units(), func(u fact.Unit) bool { return u.Name == name && u.Dimension == d })
}

// quantity is what Measure needs of a fact.Quantity.
type quantity[Q any] interface {
	comparable
	Bounds() (lo, hi int64)
	Dimension() fact.Dimension
	Err() error
	Between(lo, hi int64) Q
	Value() fact.Value
}

// parse reads a quantity's text form.
func parse[Q any](q *Q, text string) error {
	return any(q).(interface{ UnmarshalText([]byte) error }).UnmarshalText([]byte(text))
}

// Choice declares a word for a choice among words. The field function is like that of [Measure]. Choice also panics
// where the choice has more than 32 words, or a word twice.
func Choice[T any, W fact.Words](name string, field func(*T) *fact.Choice[W], about About) Word[T] {
	var names W
	w := Word[T]{wordInfo: wordInfo{name: name, about: about, kind: choice, values: names.Words()}}
	if n := len(w.values); n > 32 {
		panic(fmt.Sprintf("rules: %s has %d words, and a choice has at most 32", name, n))
	}
	for i, word := range w.values {
		if index(w.values, word) < i {
			panic(fmt.Sprintf("rules: %s has the word %q twice", name, word))
		}
	}
	w.field = fieldOf(name, field)
	w.value = func(t *T) fact.Value { return field(t).Value() }
	w.err = func(t *T) error { return field(t).Err() }
	w.write = func(t *T, v fact.Value) error {
		words := v.Words()
		if v.Known() && len(words) == 0 {
			return fmt.Errorf("%s is none of the words %s", written(v), strings.Join(w.values, ", "))
		}
		c, err := w.bits(words)
		if err != nil {
			return err
		}
		*field(t) = fact.Choice[W](c).Or(fact.Choice[W](c))
		return nil
	}
	w.clear = func(t *T) { *field(t) = 0 }
	return w
}

// written returns a fact as it is written in JSON.
func written(v fact.Value) string {
	text, err := v.MarshalJSON()
	if err != nil {
		return v.String()
	}
	return string(text)
}

// bits returns the set of the given words.
func (w *wordInfo) bits(words []string) (set uint32, err error) {
	for _, word := range words {
		i := index(w.values, word)
		if i < 0 {
			hint := Errors{}.didYouMean(word, w.values)
			if hint == "" {
				hint = "write " + list(w.values)
			}
			return 0, &Error{Code: "unknown-value", Msg: fmt.Sprintf("%q is no word of %s", word, w.name), Hint: hint}
		}
		set |= 1 << i
	}
	return set, nil
}

// Flag declares a word for a yes-or-no. The field function is like that of [Measure].
func Flag[T any](name string, field func(*T) *fact.Truth, about About) Word[T] {
	w := Word[T]{wordInfo: wordInfo{name: name, about: about, kind: flag, values: flagValues}}
	w.field = fieldOf(name, field)
	w.value = func(t *T) fact.Value { return field(t).Value() }
	w.err = func(t *T) error { return field(t).Err() }
	w.write = func(t *T, v fact.Value) error {
		truth, ok := v.Truth()
		switch {
		case v.Known() && !ok && len(v.Words()) > 0:
			return fmt.Errorf("%s is neither true nor false: write either without quotes", written(v))
		case v.Known() && !ok:
			return fmt.Errorf("%s is neither true nor false", written(v))
		}
		if !v.Known() {
			truth = fact.Unknown
		}
		*field(t) = truth
		return nil
	}
	w.clear = func(t *T) { *field(t) = fact.Unknown }
	return w
}

func index(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return -1
}
