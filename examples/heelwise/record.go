package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/heelwise/heelwise/internal/lines"
	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// A record is what a line says: an object with an id of the caller's and parts that are yet to be read.
type record struct {
	id    json.RawMessage // a text or a number, as it was written; nil where there is none
	parts map[string]json.RawMessage
}

// withKeys returns what reads the object of a line whose keys are "id" and the given ones.
func withKeys(keys ...string) func(lines.Line) (record, error) {
	return func(l lines.Line) (record, error) { return readRecord(l, keys) }
}

// readRecord splits the object of a line, whose keys are "id" and the given ones. It reports everything wrong at once. The
// id is returned beside an error too, where it could be read.
func readRecord(l lines.Line, keys []string) (r record, err error) {
	if l.TooLong {
		return r, &rules.Error{Code: "too-long", Msg: fmt.Sprintf("the line is longer than %d bytes", lines.Max)}
	}
	r, faults := split(l.Text, keys)
	if i := invalidUTF8(l.Text); i >= 0 {
		if !utf8.Valid(r.id) {
			r.id = nil
		}
		return r, &rules.Error{Code: "bad-utf8", Msg: fmt.Sprintf("byte %d is no UTF-8", i+1), Hint: "save the file as UTF-8"}
	}
	if err := badJSON(l.Text); err != nil {
		return r, err
	}
	return r, faults.Err()
}

// split reads the object in text as far as its JSON can be read.
func split(text []byte, keys []string) (r record, faults rules.Errors) {
	fault := func(key, code, msg, hint string) {
		faults = append(faults, &rules.Error{Key: quote.Short(key), Code: code, Msg: msg, Hint: hint})
	}
	r.parts = map[string]json.RawMessage{}
	d := json.NewDecoder(bytes.NewReader(text))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		fault("", "bad-value", "a line is one object", `as {"shoe": {"heel_height": "85mm"}}`)
		return r, faults
	}
	known := append([]string{"id"}, keys...)
	seen := map[string]bool{}
	for d.More() {
		token, err := d.Token()
		key, isKey := token.(string)
		if err != nil || !isKey {
			break
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			break
		}
		switch {
		case seen[key]:
			fault(key, "duplicate-key", "the key is given twice", "")
		case !slices.Contains(known, key):
			hint := didYouMean(key, known)
			if hint == "" {
				hint = "; the keys are " + strings.Join(known, ", ")
			}
			fault(key, "unknown-key", fmt.Sprintf("there is no key %q", quote.Short(key)), strings.TrimPrefix(hint, "; "))
		case key != "id":
			r.parts[key] = value
		case value[0] == '"', value[0] == '-', '0' <= value[0] && value[0] <= '9':
			r.id = value
		case string(value) != "null":
			fault("id", "bad-value", "an id is a text or a number", "")
		}
		seen[key] = true
	}
	return r, faults
}

// invalidUTF8 returns where text stops being UTF-8, -1 if it nowhere does.
func invalidUTF8(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// badJSON says what is wrong with the JSON of a line, nil if it is right.
func badJSON(text []byte) error {
	err := json.Unmarshal(text, new(json.RawMessage))
	if err == nil {
		return nil
	}
	e := &rules.Error{Code: "bad-json", Msg: "not valid JSON: " + err.Error()}
	syntax, ok := errors.AsType[*json.SyntaxError](err)
	if !ok {
		return e
	}
	at := max(0, int(syntax.Offset)-1)
	if strings.HasSuffix(err.Error(), "exceeded max depth") {
		return &rules.Error{Code: "too-deep", Msg: fmt.Sprintf("brackets are nested too deep at byte %d", at+1)}
	}
	e.Msg = fmt.Sprintf("not valid JSON at byte %d: %v", at+1, err)
	rest := text[min(at, len(text)):]
	for _, slip := range slips {
		if bytes.HasPrefix(rest, []byte(slip.text)) {
			e.Hint = slip.hint
			return e
		}
	}
	if int(syntax.Offset) >= len(text) {
		e.Hint = "a line holds one whole object"
	}
	return e
}

// slips are what is often written in place of JSON.
var slips = []struct{ text, hint string }{
	{"'", "texts stand in double quotes"},
	{"NaN", "leave out what is not known, or write null"},
	{"None", "leave out what is not known, or write null"},
	{"undefined", "leave out what is not known, or write null"},
	{"True", "write true"},
	{"False", "write false"},
	{"\x00", "save the file as UTF-8"},
}

// mostFaults is how many faults of a line are told of, for one line may hold very many.
const mostFaults = 20

// tell joins faults.
func tell(faults rules.Errors) string {
	var texts []string
	for i, e := range faults {
		if i == mostFaults {
			texts = append(texts, fmt.Sprintf("and %d more", len(faults)-mostFaults))
			break
		}
		texts = append(texts, quote.UpTo(e.Error(), 1000))
	}
	return strings.Join(texts, "; ")
}
