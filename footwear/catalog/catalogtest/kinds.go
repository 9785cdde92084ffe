package catalogtest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

//go:embed kinds.yaml
var kindsFile []byte

// An assortment is what the made-up shop sells: kinds.yaml says what its keys mean.
type assortment struct {
	Kinds                             []*kind
	Labels                            []label
	Brands, Names, Colours, Materials []string

	shares int // of all kinds
}

type kind struct {
	Category    string
	Share       int
	Departments []catalog.Department
	Age         []catalog.AgeGroup
	Style       style
	Heels       []heel
	Toes        []toe
	Occasions   []occasion
	Height      [2]float64
	Stack       [2]float64
	Price       [2]int
	Known       map[string]int
}

type label struct {
	Text     string
	From, To float64 // mm; To is 0 where the end is open
}

var shop = sync.OnceValue(func() *assortment {
	var a assortment
	if err := yaml.Unmarshal(kindsFile, &a); err != nil {
		panic(err) // the file is part of the program
	}
	for _, k := range a.Kinds {
		a.shares += k.Share
	}
	return &a
})

// The choices of a shoe and its use, as they are written in YAML.
type (
	style    footwear.Style
	heel     footwear.Heel
	toe      footwear.Toe
	occasion footwear.Context
)

func (s *style) UnmarshalText(text []byte) error {
	c, err := read("shoe", "style", text)
	*s = style(c.Shoe.Style)
	return err
}

func (h *heel) UnmarshalText(text []byte) error {
	c, err := read("shoe", "heel", text)
	*h = heel(c.Shoe.Heel)
	return err
}

func (t *toe) UnmarshalText(text []byte) error {
	c, err := read("shoe", "toe", text)
	*t = toe(c.Shoe.Toe)
	return err
}

func (o *occasion) UnmarshalText(text []byte) error {
	c, err := read("use", "context", text)
	*o = occasion(c.Use.Context)
	return err
}

// read reads one word of a case.
func read(group, key string, word []byte) (c footwear.Case, err error) {
	err = json.Unmarshal(fmt.Appendf(nil, "{%q: {%q: %q}}", group, key, word), &c)
	return c, err
}
