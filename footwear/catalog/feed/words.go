package feed

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/internal/quote"
)

//go:embed words.yaml
var wordsFile []byte

// Words are what shops call things, by their folded names; see words.yaml.
type words struct {
	People     map[string]facts  `yaml:"people"`
	Conditions map[string]string `yaml:"conditions"`
	Stock      map[string]bool   `yaml:"stock"`
	Options    map[string]string `yaml:"options"`
	Measures   map[string]string `yaml:"measures"`
	Units      map[string]string `yaml:"units"`
}

// theWords are those that are embedded. A mistake in them is one of this package.
var theWords = sync.OnceValue(func() words {
	var w words
	if err := yaml.Unmarshal(wordsFile, &w); err != nil {
		panic(fmt.Errorf("words.yaml: %w", err))
	}
	return words{folded(w.People), folded(w.Conditions), folded(w.Stock), folded(w.Options), folded(w.Measures), folded(w.Units)}
})

func folded[V any](m map[string]V) map[string]V {
	to := make(map[string]V, len(m))
	for key, value := range m {
		to[fold(key)] = value
	}
	return to
}

// fold returns what a name has in common with its other spellings: its letters and digits.
func fold(name string) string {
	if at := strings.LastIndex(name, "schema.org/"); at >= 0 {
		name = name[at+len("schema.org/"):]
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// Facts are what something says: values by the key of a product's field or by a word.
type facts []fact

type fact struct {
	key   string
	value json.RawMessage
}

// UnmarshalYAML reads a mapping, and checks that a product can say so.
func (f *facts) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return fmt.Errorf("line %d: facts are a mapping", n.Line)
	}
	for i := 0; i < len(n.Content); i += 2 {
		var value any
		if err := n.Content[i+1].Decode(&value); err != nil {
			return err
		}
		raw, err := json.Marshal(value)
		if err != nil {
			return fmt.Errorf("line %d: %w", n.Content[i+1].Line, err)
		}
		one := fact{n.Content[i].Value, raw}
		if err := one.check(); err != nil {
			return fmt.Errorf("line %d: %w", n.Content[i].Line, err)
		}
		*f = append(*f, one)
	}
	return nil
}

// check reports what is wrong with a fact.
func (f fact) check() error {
	value := f.value
	if isList(f.key) && len(value) > 0 && value[0] == '"' {
		value = slices.Concat([]byte("["), value, []byte("]"))
	}
	return new(catalog.Product).UnmarshalJSON(object([]given{{key: f.key, value: value}}))
}

// isList reports whether a product's field is a list of texts.
func isList(key string) bool { return key == "sizes" || key == "widths" || key == "materials" }

// say states facts that the record's own words stand for.
func (d *draft) say(list facts, source catalog.Source) {
	for _, f := range list {
		d.sayOne(f, source)
	}
}

func (d *draft) sayOne(f fact, source catalog.Source) {
	if isList(f.key) {
		var several []string
		if json.Unmarshal(f.value, &several) != nil {
			several = []string{textOf(f.value)}
		}
		switch f.key {
		case "sizes":
			d.product.Sizes = addOnce(d.product.Sizes, several...)
		case "widths":
			d.product.Widths = addOnce(d.product.Widths, several...)
		case "materials":
			d.product.Materials = addOnce(d.product.Materials, several...)
		}
		if _, ok := d.product.Sources[f.key]; !ok && source != (catalog.Source{}) {
			d.source(f.key, source)
		}
		return
	}
	if source.How == catalog.Stated && len(f.value) > 0 && f.value[0] == '[' {
		source.How = catalog.Label
	}
	d.state(f.key, f.value, source)
}

// person says what a text tells about whom the shoe is for. It reports whether it tells anything.
func (d *draft) person(from, text string) bool {
	list, ok := theWords().People[fold(text)]
	d.say(list, catalog.Source{How: catalog.Stated, From: from, Text: quote.Short(text)})
	return ok
}

// width says which width the shoe is offered in: in our word where there is one, or else in the shop's.
func (d *draft) width(from, text string) {
	fit, _ := theTaxonomy().attribute("shoe-fit")
	list := facts{{"widths", quoted(strings.TrimSpace(text))}}
	if v, ok := theTaxonomy().value(fit, text); ok && v.Facts != nil {
		list = v.Facts
	}
	if strings.TrimSpace(text) != "" {
		d.say(list, catalog.Source{How: catalog.Stated, From: from, Text: quote.Short(text)})
	}
}

// condition says whether the shoe is sold as new.
func (d *draft) condition(from, text string) bool {
	word, ok := theWords().Conditions[fold(text)]
	if ok {
		d.state("condition", quoted(word), catalog.Source{How: catalog.Stated, From: from, Text: quote.Short(text)})
	}
	return ok
}

// quoted returns a text as JSON.
func quoted(text string) json.RawMessage {
	raw, _ := json.Marshal(text) // which no text refuses
	return raw
}

// textOf returns a JSON text, number or truth as a text; nothing of what is neither.
func textOf(raw json.RawMessage) string {
	if len(raw) == 0 {
		return ""
	}
	switch raw[0] {
	case '"':
		if bytes.IndexByte(raw, '\\') < 0 {
			return string(raw[1 : len(raw)-1])
		}
		var text string
		_ = json.Unmarshal(raw, &text)
		return text
	case '{', '[', 'n':
		return ""
	}
	return string(raw)
}

// measured returns a number with a unit, as a platform writes it, in our form: "85mm". It is not ok where there is no such
// unit, or no number.
func measured(number, unit string) (text string, ok bool) {
	symbol, known := theWords().Units[fold(unit)]
	number = strings.TrimSpace(number)
	if !known || number == "" || strings.Trim(number, "-0123456789.") != "" {
		return "", false
	}
	return number + symbol, true
}
