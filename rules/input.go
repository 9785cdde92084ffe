package rules

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unsafe"

	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules/fact"
)

// DecodeJSON reads an object of groups, {"shoe": {"heel_height": "85mm"}}, into t: it sets the words that data names
// and leaves the others alone; null makes a word unknown. What is wrong is reported by key, all of it at once
// ([Errors]): unknown and repeated keys, unknown words, units, impossible numbers. After an error t holds what was
// right; a word whose value was at fault is unknown, and of a key given twice the first value counts.
//
// Facts that contradict each other are not looked for: that is [Vocabulary.Check]. Time and memory grow with data,
// which the caller limits.
func (v *Vocabulary[T]) DecodeJSON(data []byte, t *T) error {
	d := v.decoder(data, t)
	d.object("", func(group string) {
		if !v.hasGroup(group) {
			d.unknownKey(group, group, v.groups())
			d.skip()
			return
		}
		d.group(group)
	})
	return d.finish()
}

// DecodeGroup reads the object of one group, {"heel_height": "85mm"} of the group "shoe", like [Vocabulary.DecodeJSON].
// Of a group without words every key is unknown.
func (v *Vocabulary[T]) DecodeGroup(group string, data []byte, t *T) error {
	d := v.decoder(data, t)
	d.group(group)
	return d.finish()
}

// AppendJSON appends what t says as an object of groups, extra facts among them that no pack declared. It fails where a
// fact is impossible; after an error what was appended is no JSON.
func (v *Vocabulary[T]) AppendJSON(b []byte, t *T) ([]byte, error) {
	groups := v.groups()
	for _, name := range v.undeclaredNames(unsafe.Pointer(t)) {
		if group, _, _ := strings.Cut(name, "."); index(groups, group) < 0 {
			groups = append(groups, group)
		}
	}
	b = append(b, '{')
	for i, group := range groups {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(strconv.AppendQuote(b, group), ':')
		var err error
		if b, err = v.AppendGroup(b, group, t); err != nil {
			return b, err
		}
	}
	return append(b, '}'), nil
}

// AppendGroup appends what t says in one group as an object, unknown words left out. It fails where a fact of the group
// is impossible; after an error what was appended is no JSON.
func (v *Vocabulary[T]) AppendGroup(b []byte, group string, t *T) ([]byte, error) {
	b = append(b, '{')
	empty := true
	add := func(key string, value fact.Value) error {
		if !value.Known() {
			return nil
		}
		text, err := value.MarshalJSON()
		if err != nil {
			return err
		}
		if !empty {
			b = append(b, ',')
		}
		empty = false
		b = append(append(strconv.AppendQuote(b, key), ':'), text...)
		return nil
	}
	for i := range v.words {
		w := &v.words[i]
		key, ok := strings.CutPrefix(w.name, group+".")
		if !ok {
			continue
		}
		if err := w.err(t); err != nil {
			return b, w.badValue(err)
		}
		if err := add(key, w.value(t)); err != nil {
			return b, err
		}
	}
	for _, name := range v.undeclaredNames(unsafe.Pointer(t)) {
		own, key, ok := strings.Cut(name, ".")
		if _, declared := v.index[name]; !ok || declared {
			return b, v.undeclared(unsafe.Pointer(t)).Err()
		}
		if own == group {
			if err := add(key, (*v.extra.facts(unsafe.Pointer(t)))[name]); err != nil {
				return b, err
			}
		}
	}
	return append(b, '}'), nil
}

// badValue reports a fact that the word cannot have.
func (w *wordInfo) badValue(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		e.Key = w.name
		return e
	}
	return &Error{Key: w.name, Code: "bad-value", Msg: err.Error()}
}

// groups returns the names of the groups, in the order of their first words.
func (t *terms) groups() []string {
	var groups []string
	for _, w := range t.infos {
		if group, _, _ := strings.Cut(w.name, "."); index(groups, group) < 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

func (t *terms) hasGroup(group string) bool { return index(t.groups(), group) >= 0 }

// keys returns the keys of a group.
func (t *terms) keys(group string) []string {
	var keys []string
	for _, w := range t.infos {
		if key, ok := strings.CutPrefix(w.name, group+"."); ok {
			keys = append(keys, key)
		}
	}
	return keys
}

// A decoder reads JSON into a T, by token, so that no depth of nesting can exhaust a stack and no key is lost.
type decoder[T any] struct {
	*Vocabulary[T]
	t      *T
	tokens *json.Decoder
	faults Errors
	broken bool // the JSON itself is at fault: nothing after it can be read
}

func (v *Vocabulary[T]) decoder(data []byte, t *T) *decoder[T] {
	d := &decoder[T]{Vocabulary: v, t: t, tokens: json.NewDecoder(bytes.NewReader(data))}
	d.tokens.UseNumber()
	return d
}

func (d *decoder[T]) fault(key, code, msg, hint string) {
	d.faults = append(d.faults, &Error{Key: key, Code: code, Msg: msg, Hint: hint})
}

// next returns the next token, nil after the JSON broke.
func (d *decoder[T]) next() json.Token {
	if d.broken {
		return nil
	}
	token, err := d.tokens.Token()
	if err != nil {
		d.broken = true
		msg := strings.TrimPrefix(err.Error(), "json: ")
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			msg = "it ends too early"
		}
		d.fault("", "bad-json", fmt.Sprintf("not valid JSON at byte %d: %s", d.tokens.InputOffset(), msg), "")
	}
	return token
}

// object reads an object, and each value by read; null is an empty object.
func (d *decoder[T]) object(key string, read func(key string)) {
	switch token := d.next(); token {
	case json.Delim('{'):
	case nil:
		return
	case json.Delim('['):
		d.fault(key, "bad-value", "an object is needed, not a list", `as {"heel_height": "85mm"}`)
		d.skipFrom(token)
		return
	default:
		d.fault(key, "bad-value", fmt.Sprintf("an object is needed, not %s", quote.Short(fmt.Sprint(token))), `as {"heel_height": "85mm"}`)
		return
	}
	seen := map[string]bool{}
	for !d.broken && d.tokens.More() {
		name, _ := d.next().(string)
		if d.broken {
			return
		}
		if seen[name] {
			path := strings.TrimPrefix(key+"."+quote.Short(name), ".")
			d.fault(path, "duplicate-key", "the key is given twice", "a set of words is a list, a range a text like \"76mm..99mm\"")
			d.skip()
			continue
		}
		seen[name] = true
		read(name)
	}
	d.next() // }
}

func (d *decoder[T]) group(group string) {
	d.object(group, func(key string) {
		name := group + "." + key
		i, ok := d.index[name]
		if !ok {
			d.unknownKey(name, key, d.keys(group))
			d.skip()
			return
		}
		d.word(&d.words[i])
	})
}

func (d *decoder[T]) unknownKey(path, key string, known []string) {
	hint := ""
	if len(d.faults) < maxHinted {
		if hint = d.faults.didYouMean(key, known); hint == "" {
			hint = "the keys are " + strings.Join(known, ", ")
		}
	}
	d.fault(quote.Short(path), "unknown-key", fmt.Sprintf("there is no key %q", quote.Short(key)), hint)
}

// word reads the value of one word, which is unknown after a fault.
func (d *decoder[T]) word(w *Word[T]) {
	v, ok := d.value(w)
	if !ok {
		w.clear(d.t)
		return
	}
	if err := w.write(d.t, v); err != nil {
		w.clear(d.t)
		d.faults = append(d.faults, w.badValue(err))
	}
}

// value reads what w is said to be, and reports whether it can be a fact at all.
func (d *decoder[T]) value(w *Word[T]) (v fact.Value, ok bool) {
	switch token := d.next().(type) {
	case nil:
		return v, !d.broken
	case bool:
		v = fact.Known(token).Value()
	case json.Number:
		x, err := token.Float64()
		if q := fact.Num(x); err == nil && q.Err() == nil {
			v = q.Value()
		} else {
			d.fault(w.name, "bad-value", fmt.Sprintf("%.40s is too great to be true", token), "")
			return v, false
		}
	case string:
		switch {
		case token == "":
			d.fault(w.name, "bad-value", "the text is empty", "leave out what is not known, or write null")
			return v, false
		case len(token) > 100:
			d.fault(w.name, "bad-value", fmt.Sprintf("a text of %d bytes is no fact", len(token)), "")
			return v, false
		}
		v = fact.WordsValue(token)
	case json.Delim:
		words, ok := d.list(w, token)
		if !ok {
			return v, false
		}
		v = fact.WordsValue(words...)
	}
	return v, true
}

// list reads a list of words.
func (d *decoder[T]) list(w *Word[T], open json.Delim) (words []string, ok bool) {
	if open != '[' {
		d.fault(w.name, "bad-value", "an object is no fact", "write a text, a number, true or false, or a list of words")
		d.skipFrom(open)
		return nil, false
	}
	ok = true
	for !d.broken && d.tokens.More() {
		token := d.next()
		word, isText := token.(string)
		if !isText && ok {
			ok = false
			d.fault(w.name, "bad-value", "a list holds words alone", "as [\"block\", \"wedge\"]")
		}
		d.skipFrom(token)
		words = append(words, quote.Short(word))
	}
	d.next() // ]
	switch {
	case d.broken || !ok:
		return nil, false
	case w.kind != choice:
		d.fault(w.name, "bad-value", "a list is only for a choice of words", "a range is a text like \"76mm..99mm\"")
		return nil, false
	case len(words) == 0 || len(words) > 32:
		d.fault(w.name, "bad-value", fmt.Sprintf("a list of %d words is no choice", len(words)), "leave out what is not known, or write null")
		return nil, false
	}
	return words, true
}

// skip passes over the next value.
func (d *decoder[T]) skip() { d.skipFrom(d.next()) }

// skipFrom passes over the rest of the value that began with the token.
func (d *decoder[T]) skipFrom(token json.Token) {
	depth := 0
	for {
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth <= 0 || d.broken {
			return
		}
		token = d.next()
	}
}

// finish checks that nothing follows, and returns the faults.
func (d *decoder[T]) finish() error {
	if !d.broken {
		if _, err := d.tokens.Token(); !errors.Is(err, io.EOF) {
			d.fault("", "bad-json", fmt.Sprintf("something follows the JSON at byte %d", d.tokens.InputOffset()), "one case is one object")
		}
	}
	return d.faults.Err()
}
