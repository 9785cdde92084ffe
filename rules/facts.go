package rules

import (
	"bytes"
	"encoding/json"
	"iter"
	"slices"

	"github.com/heelwise/heelwise/rules/fact"
)

// Facts are words and what each of them is. In JSON they are an object. The zero Facts are none. They do not change,
// and are safe for concurrent use.
type Facts struct {
	words  []int // by their place in the vocabulary
	infos  []*wordInfo
	values []float64    // of every word
	read   []namedValue // instead, those that were read from JSON
}

type namedValue struct {
	word  string
	value fact.Value
}

// Len returns how many facts there are.
func (f Facts) Len() int { return len(f.words) + len(f.read) }

// All yields each word and what it is, in the order of the vocabulary.
func (f Facts) All() iter.Seq2[string, fact.Value] {
	return func(yield func(string, fact.Value) bool) {
		for _, w := range f.words {
			if !yield(f.infos[w].name, f.infos[w].fact(f.values[w])) {
				return
			}
		}
		for _, n := range f.read {
			if !yield(n.word, n.value) {
				return
			}
		}
	}
}

// Value returns what the named word is; it is not ok where the word is not among f.
func (f Facts) Value(word string) (v fact.Value, ok bool) {
	for name, v := range f.All() {
		if name == word {
			return v, true
		}
	}
	return v, false
}

// MarshalJSON writes an object.
func (f Facts) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for word, v := range f.All() {
		if len(b) > 1 {
			b = append(b, ',')
		}
		name, err := json.Marshal(word)
		if err != nil {
			return nil, err
		}
		text, err := v.MarshalJSON()
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, name...), ':'), text...)
	}
	return append(b, '}'), nil
}

// UnmarshalJSON reads an object, and keeps its order.
func (f *Facts) UnmarshalJSON(data []byte) error {
	var m map[string]fact.Value
	if err := json.Unmarshal(data, &m); err != nil {
		return err
	}
	*f = Facts{}
	for _, word := range keysInOrder(data) {
		if v, ok := m[word]; ok && !slices.ContainsFunc(f.read, func(n namedValue) bool { return n.word == word }) {
			f.read = append(f.read, namedValue{word, v})
		}
	}
	return nil
}

// keysInOrder returns the keys of a JSON object as they stand.
func keysInOrder(data []byte) (keys []string) {
	d := json.NewDecoder(bytes.NewReader(data))
	depth := 0
	isKey := false
	for {
		token, err := d.Token()
		if err != nil {
			return keys
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
			isKey = depth == 1
			continue
		case json.Delim('}'), json.Delim(']'):
			depth--
			isKey = depth == 1
			continue
		}
		if depth != 1 {
			continue
		}
		if key, ok := token.(string); ok && isKey {
			keys = append(keys, key)
			isKey = false
			continue
		}
		isKey = true
	}
}
