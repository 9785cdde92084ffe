package catalog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// wire is the JSON form of a Product.
type wire struct {
	ID         string                    `json:"id"`
	Group      string                    `json:"group,omitempty"`
	Title      string                    `json:"title,omitempty"`
	Brand      string                    `json:"brand,omitempty"`
	Category   string                    `json:"category,omitempty"`
	Colour     string                    `json:"colour,omitempty"`
	Department Department                `json:"department,omitzero"`
	AgeGroup   AgeGroup                  `json:"age_group,omitzero"`
	Occasion   occasion                  `json:"occasion,omitzero"`
	Condition  Condition                 `json:"condition,omitzero"`
	Price      Money                     `json:"price,omitzero"`
	Sizes      []string                  `json:"sizes,omitzero"`
	Widths     []string                  `json:"widths,omitzero"`
	Materials  []string                  `json:"materials,omitzero"`
	URL        string                    `json:"url,omitempty"`
	Image      string                    `json:"image,omitempty"`
	Shoe       footwear.Shoe             `json:"shoe,omitzero"`
	Extra      map[string]footwear.Value `json:"extra,omitempty"`
	Sources    map[string]Source         `json:"sources,omitempty"`
}

// fields returns where each key of a product is held, in the order of the keys.
func (w *wire) fields() []field {
	return []field{
		{"id", &w.ID}, {"group", &w.Group}, {"title", &w.Title}, {"brand", &w.Brand}, {"category", &w.Category}, {"colour", &w.Colour},
		{"department", &w.Department}, {"age_group", &w.AgeGroup}, {"occasion", &w.Occasion}, {"condition", &w.Condition},
		{"price", &w.Price}, {"sizes", &w.Sizes}, {"widths", &w.Widths}, {"materials", &w.Materials}, {"url", &w.URL}, {"image", &w.Image},
		{"shoe", &w.Shoe}, {"extra", &w.Extra}, {"sources", &w.Sources},
	}
}

type field struct {
	key string
	to  any
}

// MarshalJSON writes the product as the type's comment describes. It fails on an impossible fact.
func (p Product) MarshalJSON() ([]byte, error) {
	return json.Marshal(wire{p.ID, p.Group, p.Title, p.Brand, p.Category, p.Colour, p.Department, p.AgeGroup, occasion(p.Occasion), p.Condition,
		p.Price, p.Sizes, p.Widths, p.Materials, p.URL, p.Image, p.Shoe, p.Extra, p.Sources})
}

// UnmarshalJSON sets the fields that data names; null makes one unknown. A price is a text, as "1,400 EUR", or a number
// without a currency. The error lists everything wrong by key ([rules.Errors]), unknown and repeated keys included; p is
// then what it was.
func (p *Product) UnmarshalJSON(data []byte) error {
	w := wire{p.ID, p.Group, p.Title, p.Brand, p.Category, p.Colour, p.Department, p.AgeGroup, occasion(p.Occasion), p.Condition,
		p.Price, p.Sizes, p.Widths, p.Materials, p.URL, p.Image, p.Shoe, p.Extra, p.Sources}
	w.Extra, w.Sources = nil, nil // decoding into a map would change that of a copy
	fields := w.fields()
	var faults rules.Errors
	seen := make([]bool, len(fields))
	err := eachKey(data, func(key string, value json.RawMessage) {
		i := indexField(fields, key)
		switch {
		case i < 0:
			faults = append(faults, unknownKey(key, fields))
		case seen[i]:
			faults = append(faults, &rules.Error{Key: key, Code: "duplicate-key", Msg: "the key is given twice"})
		default:
			seen[i] = true
			faults = append(faults, decodeField(fields[i], value)...)
		}
	})
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return faults
	}
	if !seen[indexField(fields, "extra")] {
		w.Extra = p.Extra
	}
	if !seen[indexField(fields, "sources")] {
		w.Sources = p.Sources
	}
	*p = Product{w.ID, w.Group, w.Title, w.Brand, w.Category, w.Colour, w.Department, w.AgeGroup, footwear.Context(w.Occasion), w.Condition,
		w.Price, w.Sizes, w.Widths, w.Materials, w.URL, w.Image, w.Shoe, w.Extra, w.Sources}
	return nil
}

// eachKey reads an object key by key.
func eachKey(data []byte, read func(key string, value json.RawMessage)) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return &rules.Error{Code: "bad-value", Msg: "a product is an object", Hint: `as {"id": "A-7", "shoe": {"heel_height": "85mm"}}`}
	}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return badJSON(err)
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return badJSON(err)
		}
		read(token.(string), value)
	}
	if _, err := d.Token(); err != nil {
		return badJSON(err)
	}
	return nil
}

func badJSON(err error) error {
	msg := strings.TrimPrefix(err.Error(), "json: ")
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		msg = "it ends too early"
	}
	return &rules.Error{Code: "bad-json", Msg: "not valid JSON: " + msg}
}

func indexField(fields []field, key string) int {
	for i := range fields {
		if fields[i].key == key {
			return i
		}
	}
	return -1
}

func unknownKey(key string, fields []field) *rules.Error {
	keys := make([]string, len(fields))
	for i := range fields {
		keys[i] = fields[i].key
	}
	e := &rules.Error{Key: quote.Short(key), Code: "unknown-key", Msg: fmt.Sprintf("there is no key %q", quote.Short(key)), Hint: "the keys are " + strings.Join(keys, ", ")}
	if near, ok := rules.Nearest(key, keys); ok {
		e.Hint = fmt.Sprintf("did you mean %q?", near)
	}
	return e
}

// decodeField reads a value, and says by key what is wrong with it.
func decodeField(f field, value json.RawMessage) rules.Errors {
	if m, isMoney := f.to.(*Money); isMoney && len(value) > 0 && (value[0] == '-' || '0' <= value[0] && value[0] <= '9') {
		var number float64
		if err := json.Unmarshal(value, &number); err != nil || !Price(number, "").Known() {
			return rules.Errors{{Key: f.key, Code: "bad-value", Msg: fmt.Sprintf("%s is too great to be a price", quote.Short(string(value)))}}
		}
		*m = Price(number, "")
		return nil
	}
	err := json.Unmarshal(value, f.to)
	if err == nil {
		return nil
	}
	faults := rules.AsErrors(err)
	if faults == nil {
		e := &rules.Error{Key: f.key, Code: "bad-value", Msg: strings.TrimPrefix(err.Error(), "json: ")}
		if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			e.Msg, e.Hint = fmt.Sprintf("a %s is not what stands here", wrong.Value), "see catalog.Product for the form of each key"
		}
		return rules.Errors{e}
	}
	for _, e := range faults {
		if e.Key == "" {
			e.Key = f.key
		}
	}
	return faults
}

// occasion reads and writes a context as JSON, as it stands among the words of a use.
type occasion footwear.Context

// MarshalJSON writes a word or a list of words.
func (o occasion) MarshalJSON() ([]byte, error) { return footwear.Context(o).Value().MarshalJSON() }

// UnmarshalJSON reads a word or a list of words.
func (o *occasion) UnmarshalJSON(data []byte) error {
	if err := knownOccasions(data); err != nil {
		return err
	}
	var use footwear.Use
	err := use.UnmarshalJSON(append(append([]byte(`{"context":`), data...), '}'))
	for _, e := range rules.AsErrors(err) {
		e.Key = "occasion"
	}
	if err != nil {
		return err
	}
	*o = occasion(use.Context)
	return nil
}

// occasions are the words of an occasion, in their order.
var occasions = func() (list []string) {
	for o := footwear.ContextOffice; o <= footwear.ContextSport; o <<= 1 {
		list = append(list, o.String())
	}
	return list
}()

// knownOccasions reports the words that are none of an occasion, by the name that a product gives it.
func knownOccasions(data []byte) error {
	var words []string
	var word string
	switch {
	case json.Unmarshal(data, &word) == nil:
		words = []string{word}
	case json.Unmarshal(data, &words) != nil:
		return nil // what else it is, the vocabulary says
	}
	var faults rules.Errors
	for _, w := range words {
		if w != "" && !slices.Contains(occasions, w) {
			e := unknownName("occasion", w, occasions)
			e.Key = "occasion"
			faults = append(faults, e)
		}
	}
	return faults.Err()
}
