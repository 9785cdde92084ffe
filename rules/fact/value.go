package fact

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"
)

// A Value is a fact of any kind: a measure, a plain number, a set of words, a yes or no. It is how facts are read from
// and printed to texts where their kind is known only later: JSON, YAML, ledgers. The zero Value is unknown. A Value is
// safe to copy and to share between goroutines; it cannot be compared with ==.
//
// In JSON a measure and a word are strings, a plain number is a number (a range of them a string), several words are a
// list, a yes-or-no is a boolean and the unknown is null. A lone word that reads as a measure is a list of one.
type Value struct {
	kind   valueKind
	form   *form    // of a measure
	lo, hi int64    // a measure's ends; in lo a set's bits or a Truth
	words  []string // what the bits of a set name
}

type valueKind uint8

const (
	ofNothing valueKind = iota
	ofMeasure
	ofWords
	ofTruth
)

// Value returns q as a fact of any kind. The value of an invalid quantity is unknown; see Err.
func (q Quantity[D]) Value() Value {
	if q.state != known {
		return Value{}
	}
	var d D
	return Value{kind: ofMeasure, form: d.form(), lo: q.lo, hi: q.hi}
}

// Value returns c as a fact of any kind. The value of an impossible choice is unknown; see Err.
func (c Choice[W]) Value() Value {
	var w W
	if c = c.normal(); c == 0 || c.Err() != nil {
		return Value{}
	}
	return Value{kind: ofWords, lo: int64(c), words: w.Words()}
}

// Value returns t as a fact of any kind. The value of what is no truth is unknown; see Err.
func (t Truth) Value() Value {
	if t == Unknown || t.Err() != nil {
		return Value{}
	}
	return Value{kind: ofTruth, lo: int64(t)}
}

// WordsValue returns the set of the given words, in their order, each once. It is unknown when there are none and when
// there are more than 32. What is not UTF-8 in a word becomes U+FFFD.
func WordsValue(words ...string) Value {
	var set []string
	for _, w := range words {
		if w = strings.ToValidUTF8(w, "\uFFFD"); !slices.Contains(set, w) {
			set = append(set, w)
		}
		if len(set) > 32 {
			return Value{}
		}
	}
	if len(set) == 0 {
		return Value{}
	}
	return Value{kind: ofWords, lo: 1<<len(set) - 1, words: set}
}

// SetValue returns the set of those of the given words whose bits are set, the first word's being 1. It keeps words,
// which must not change any more, and is unknown when no word is in the set.
func SetValue(words []string, set uint32) Value {
	set &= 1<<len(words) - 1
	if set == 0 {
		return Value{}
	}
	return Value{kind: ofWords, lo: int64(set), words: words}
}

// Known reports whether anything is known: a range or several words suffice.
func (v Value) Known() bool { return v.kind != ofNothing }

// Truth returns the yes or no that v is; for any other kind it is Unknown and not ok.
func (v Value) Truth() (t Truth, ok bool) {
	if v.kind != ofTruth {
		return Unknown, false
	}
	return Truth(v.lo), true
}

// Measure returns what a measure measures and its ends in base units, an open end being [math.MinInt64] or
// [math.MaxInt64]; it is not ok for any other kind. A plain number is a measure, in millionths.
func (v Value) Measure() (d Dimension, lo, hi int64, ok bool) {
	if v.kind != ofMeasure {
		return OfNumber, 0, 0, false
	}
	return v.form.Dimension, v.lo, v.hi, true
}

// Words returns the words that v may be; none for any other kind.
func (v Value) Words() []string {
	if v.kind != ofWords {
		return nil
	}
	list := make([]string, 0, bits.OnesCount64(uint64(v.lo)))
	for i, w := range v.words {
		if v.lo>>i&1 != 0 {
			list = append(list, w)
		}
	}
	return list
}

// String returns the fact as a person would write it: "85mm", "block or wedge", "yes", "unknown".
func (v Value) String() string {
	switch v.kind {
	case ofMeasure:
		return string(v.appendMeasure(nil))
	case ofWords:
		return strings.Join(v.Words(), " or ")
	case ofTruth:
		return Truth(v.lo).String()
	}
	return Unknown.String()
}

func (v Value) appendMeasure(b []byte) []byte {
	if v.lo != math.MinInt64 {
		b = v.form.append(b, v.lo)
	}
	if v.lo == v.hi {
		return b
	}
	b = append(b, ".."...)
	if v.hi != math.MaxInt64 {
		b = v.form.append(b, v.hi)
	}
	return b
}

// MarshalJSON writes the form that the type's comment describes.
func (v Value) MarshalJSON() ([]byte, error) {
	switch v.kind {
	case ofMeasure:
		text := v.appendMeasure(nil)
		if v.form.Dimension == OfNumber && v.lo == v.hi {
			return text, nil
		}
		return json.Marshal(string(text))
	case ofWords:
		words := v.Words()
		if len(words) == 1 && textValue(words[0]).kind == ofWords {
			return json.Marshal(words[0])
		}
		return json.Marshal(words)
	case ofTruth:
		return json.Marshal(Truth(v.lo) == Yes)
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads what MarshalJSON writes. A string is a measure if it reads as one of any dimension, else a word;
// in a list it is a word. An empty list is unknown, one of more than 32 words an error. After an error v is unknown.
func (v *Value) UnmarshalJSON(data []byte) error {
	*v = Value{}
	var x any
	switch err := json.Unmarshal(data, &x); err.(type) {
	case nil:
	case *json.UnmarshalTypeError: // a number beyond float64 is the only one that any refuses
		return fmt.Errorf("%s is too great to be true", brief(data))
	default:
		return err
	}
	switch x := x.(type) {
	case nil:
	case bool:
		*v = Known(x).Value()
	case string:
		*v = textValue(x)
	case float64:
		n, err := ParseNumber(string(data))
		if bytes.ContainsAny(data, "eE") { // which JSON allows and texts do not
			n, err = Num(x), nil
		}
		if err == nil && n.Err() != nil {
			err = fmt.Errorf("%s is too great to be true", brief(data))
		}
		if err != nil {
			return err
		}
		*v = n.Value()
	case []any:
		words := make([]string, len(x))
		for i, e := range x {
			s, ok := e.(string)
			if !ok {
				return fmt.Errorf("%s is no list of words: write each word as a string", brief(data))
			}
			words[i] = s
		}
		*v = WordsValue(words...)
		if len(words) > 0 && !v.Known() {
			return fmt.Errorf("%s has more than 32 words: leave out what is not known", brief(data))
		}
	default:
		return fmt.Errorf("%s is no fact: write a text, a number, true or false, or a list of words", brief(data))
	}
	return nil
}

// brief returns what an error quotes of data.
func brief(data []byte) string {
	if len(data) > longest {
		return strings.ToValidUTF8(string(data[:longest]), "") + "…"
	}
	return string(data)
}

// textValue reads a string: a measure where it is one, else a word. Of length and distance it is the one that prints
// as it was written.
func textValue(s string) Value {
	if !strings.ContainsAny(s, "0123456789") {
		return WordsValue(s) // as most words are, and at once
	}
	if q, err := ParseDistance(s); err == nil && q.String() == s {
		return q.Value()
	}
	if q, err := ParseLength(s); err == nil {
		return q.Value()
	}
	if q, err := ParseMass(s); err == nil {
		return q.Value()
	}
	if q, err := ParseDuration(s); err == nil {
		return q.Value()
	}
	if q, err := ParseNumber(s); err == nil {
		return q.Value()
	}
	return WordsValue(s)
}
