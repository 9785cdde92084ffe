package feed

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/internal/quote"
)

//go:embed taxonomy.yaml
var taxonomyFile []byte

// A taxonomy is the part of Shopify's Standard Product Taxonomy that is about shoes; see taxonomy.yaml.
type taxonomy struct {
	Attributes map[string]*attribute `yaml:"attributes"`
	Categories map[string]kind       `yaml:"categories"`

	ids   map[string]*value // by the number of the TaxonomyValue
	named map[string]string // handles by folded names of attributes
}

type attribute struct {
	ID     int               `yaml:"id"`
	Name   string            `yaml:"name"`
	Values map[string]*value `yaml:"values"`

	named map[string]*value // by folded names and handles
}

type value struct {
	ID   int `yaml:"id"`
	kind `yaml:",inline"`
}

type kind struct {
	Name    string `yaml:"name"`
	Facts   facts  `yaml:"facts"`
	Implies facts  `yaml:"implies"`
}

// theTaxonomy is the one that is embedded. A mistake in it is one of this package.
var theTaxonomy = sync.OnceValue(func() *taxonomy {
	t := &taxonomy{ids: map[string]*value{}, named: map[string]string{}}
	if err := yaml.Unmarshal(taxonomyFile, t); err != nil {
		panic(fmt.Errorf("taxonomy.yaml: %w", err))
	}
	for handle, a := range t.Attributes {
		t.named[fold(handle)], t.named[fold(a.Name)] = handle, handle
		a.named = map[string]*value{}
		for name, v := range a.Values {
			t.ids[strconv.Itoa(v.ID)] = v
			for _, key := range []string{name, v.Name, handle + name} {
				a.named[fold(key)] = v
			}
		}
	}
	return t
})

// attribute returns an attribute by its handle or its name.
func (t *taxonomy) attribute(name string) (a *attribute, ok bool) {
	handle, ok := t.named[fold(name)]
	return t.Attributes[handle], ok
}

// value returns a value by its global id, its handle or its name.
func (t *taxonomy) value(a *attribute, text string) (v *value, ok bool) {
	if id, isID := strings.CutPrefix(text, "gid://shopify/TaxonomyValue/"); isID {
		v, ok = t.ids[id]
		return v, ok
	}
	v, ok = a.named[fold(text)]
	return v, ok
}

// category returns a category by its id, with or without what a global id begins with; the nearest above it that is known.
func (t *taxonomy) category(id string) (k kind, ok bool) {
	id = strings.TrimPrefix(id, "gid://shopify/TaxonomyCategory/")
	for id != "" && !ok {
		if k, ok = t.Categories[id]; !ok {
			id = id[:max(0, strings.LastIndexByte(id, '-'))]
		}
	}
	return k, ok
}

// says states what the values of an attribute say. Those that are not known there are read like other texts.
func (d *draft) attribute(from string, a *attribute, texts []string) {
	var kinds []kind
	for _, text := range texts {
		v, ok := theTaxonomy().value(a, text)
		switch {
		case ok:
			kinds = append(kinds, v.kind)
			if a.ID == heelHeightType {
				d.labelled(from, a.Name, "shoe.heel_height", v.Name)
			} else {
				d.named(from, a.Name, v.Name)
			}
		case !strings.HasPrefix(text, "gid://"): // which names what stands elsewhere
			d.named(from, a.Name, text)
		}
	}
	d.kinds(from, kinds)
}

// heelHeightType is the number of the attribute whose values are labels.
const heelHeightType = 128

// kinds states what something says that is of several kinds at once: of each word, whatever any of them allows.
func (d *draft) kinds(from string, kinds []kind) {
	var texts []string
	for _, k := range kinds {
		texts = append(texts, k.Name)
	}
	source := catalog.Source{How: catalog.Stated, From: from, Text: quote.Short(strings.Join(texts, ", "))}
	for _, f := range united(kinds, func(k kind) facts { return k.Facts }) {
		d.sayOne(f, source)
	}
	source.How = catalog.Derived
	for _, f := range united(kinds, func(k kind) facts { return k.Implies }) {
		d.sayOne(f, source)
	}
}

// united returns the facts of all kinds. Where kinds differ about a word it is any of theirs; about whom a shoe is for, all.
func united(kinds []kind, of func(kind) facts) (list facts) {
	for _, k := range kinds {
	next:
		for _, f := range of(k) {
			for i := range list {
				if list[i].key == f.key && !isList(f.key) {
					list[i].value = either(f.key, list[i].value, f.value)
					continue next
				}
			}
			list = append(list, f)
		}
	}
	return list
}

func either(key string, a, b []byte) []byte {
	if string(a) == string(b) {
		return a
	}
	switch {
	case key == "department":
		return quoted("unisex")
	case key == "age_group" && strings.Contains(`"teen" "adult" "teen"`, string(a)+" "+string(b)):
		return quoted("adult") // whose sizes they are
	case key == "age_group":
		return quoted("all")
	case a[0] == '"' || a[0] == '[':
		inner := func(raw []byte) string { return strings.TrimSuffix(strings.TrimPrefix(string(raw), "["), "]") }
		return []byte("[" + inner(a) + "," + inner(b) + "]")
	}
	return []byte("null") // yes and no
}
