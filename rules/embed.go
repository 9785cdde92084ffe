package rules

import "github.com/heelwise/heelwise/rules/fact"

// Embed returns the words of v for things of another kind that hold a U, under the same names: so what is judged by
// rules can be put together of things that have a vocabulary each. The field function is like that of [Measure]. What ties
// words to one another, and words that a pack added to v, are not among them: relations are declared anew.
func Embed[T, U any](v *Vocabulary[U], field func(*T) *U) []Word[T] {
	at := fieldOf("the embedded words", field)
	words := make([]Word[T], 0, len(v.words))
	for _, w := range v.words {
		if w.own != nil {
			continue
		}
		info := w.wordInfo
		info.field += at
		words = append(words, Word[T]{
			wordInfo: info,
			value:    func(t *T) fact.Value { return w.value(field(t)) },
			write:    func(t *T, x fact.Value) error { return w.write(field(t), x) },
			err:      func(t *T) error { return w.err(field(t)) },
			clear:    func(t *T) { w.clear(field(t)) },
		})
	}
	return words
}
