package catalog

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

//go:embed likeness.yaml
var likenessFile []byte

// A Likeness says how alike two products are to a shopper. It is data: which traits count, and how much. It is immutable
// and safe for concurrent use. Make one with [DefaultLikeness] or [ReadLikeness].
type Likeness struct {
	weights            []float64 // by trait
	height, shaft      float64   // in base units: what is unlike by so much has nothing in common
	sameLook, distinct float64
}

// The traits, in the order of their weights.
const (
	byCategory = iota
	byStyle
	byHeel
	byHeight
	byToe
	byBack
	byShaft
	byColour
	byBrand
	byMaterials
	byOccasion
	byPrice
)

var traits = []string{"category", "style", "heel", "heel_height", "toe", "closed_back", "shaft", "colour", "brand", "materials", "occasion", "price"}

// DefaultLikeness returns the likeness that comes with this module.
func DefaultLikeness() *Likeness { return defaultLikeness() }

var defaultLikeness = sync.OnceValue(func() *Likeness {
	l, err := ReadLikeness(bytes.NewReader(likenessFile))
	if err != nil {
		panic(err) // the file is part of the program
	}
	return l
})

// ReadLikeness reads a likeness from a YAML file like likeness.yaml of this package:
//
//	weights: {category: 4, style: 3, heel_height: 3}  # at least 0; a trait without one does not count
//	apart: {heel_height: 60mm, shaft: 200mm}          # by so much, two measures have nothing in common
//	same_look: 0.6                                    # from 0 to 1; see Query.KeepLook
//	distinct: 0.9                                     # suggestions are less alike than this, as long as there are others
//
// The error lists what is wrong by key ([rules.Errors]); that of broken YAML names the line.
func ReadLikeness(r io.Reader) (*Likeness, error) {
	var file struct {
		Weights  map[string]float64 `yaml:"weights"`
		Apart    map[string]string  `yaml:"apart"`
		SameLook float64            `yaml:"same_look"`
		Distinct float64            `yaml:"distinct"`
	}
	d := yaml.NewDecoder(io.LimitReader(r, 1<<16))
	d.KnownFields(true)
	if err := d.Decode(&file); err != nil && !errors.Is(err, io.EOF) {
		return nil, &rules.Error{Code: "bad-yaml", Msg: strings.TrimPrefix(err.Error(), "yaml: "), Hint: "the keys are weights, apart, same_look and distinct"}
	}
	l := &Likeness{weights: make([]float64, len(traits)), sameLook: file.SameLook, distinct: file.Distinct}
	var faults rules.Errors
	fault := func(key, msg, hint string) {
		faults = append(faults, &rules.Error{Key: key, Code: "bad-value", Msg: msg, Hint: hint})
	}
	known := func(key, name string, names []string) bool {
		if slices.Contains(names, name) {
			return true
		}
		hint := "they are " + strings.Join(names, ", ")
		if near, ok := rules.Nearest(name, names); ok {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		fault(key+"."+quote.Short(name), "there is no such trait", hint)
		return false
	}
	sum := 0.0
	for _, name := range slices.Sorted(maps.Keys(file.Weights)) {
		weight := file.Weights[name]
		if !known("weights", name, traits) {
			continue
		}
		if !(weight >= 0 && weight <= 1000) {
			fault("weights."+name, fmt.Sprintf("%v is no weight", weight), "write a number from 0 to 1000")
		}
		l.weights[slices.Index(traits, name)] = weight
		sum += weight
	}
	if len(faults) == 0 && sum == 0 {
		fault("weights", "nothing has a weight", "give at least one trait a weight above 0")
	}
	for _, name := range slices.Sorted(maps.Keys(file.Apart)) {
		if !known("apart", name, []string{"heel_height", "shaft"}) {
			continue
		}
		length, err := fact.ParseLength(file.Apart[name])
		lo, hi := length.Bounds()
		if err != nil || lo != hi || lo <= 0 {
			fault("apart."+name, fmt.Sprintf("%q is no length above 0", quote.Short(file.Apart[name])), "as 60mm")
			continue
		}
		if name == "shaft" {
			l.shaft = float64(lo)
		} else {
			l.height = float64(lo)
		}
	}
	for _, m := range []struct {
		trait int
		apart float64
	}{{byHeight, l.height}, {byShaft, l.shaft}} {
		if l.weights[m.trait] > 0 && m.apart == 0 && len(faults) == 0 {
			fault("apart", fmt.Sprintf("%s counts, and nothing says at which distance it is unlike", traits[m.trait]), fmt.Sprintf("as apart: {%s: 60mm}", traits[m.trait]))
		}
	}
	for _, share := range []struct {
		key string
		is  float64
	}{{"same_look", l.sameLook}, {"distinct", l.distinct}} {
		if !(share.is >= 0 && share.is <= 1) {
			fault(share.key, fmt.Sprintf("%v is no likeness", share.is), "write a number from 0 to 1")
		}
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return l, nil
}

// Between returns how much the other product is like this one, from 0 to 1 in hundredths. Traits count of which something is
// known of this one; where nothing is of the other, they are half alike. Of a product of which nothing is known, all is alike.
func (l *Likeness) Between(this, other *Product) rules.Factor {
	var alike, weights float64
	for trait, weight := range l.weights {
		if weight == 0 {
			continue
		}
		if x, ok := l.trait(trait, this, other); ok {
			alike += float64(weight * x)
			weights += weight
		}
	}
	if weights == 0 {
		return 1e6
	}
	return rules.Factor(math.Round(alike/weights*100) * 1e4)
}

// trait returns how alike two products are in one respect; it is not ok where nothing is known of this one.
func (l *Likeness) trait(trait int, this, other *Product) (alike float64, ok bool) {
	switch trait {
	case byCategory:
		return sameText(this.Category, other.Category)
	case byStyle:
		return sameWords(uint32(this.Shoe.Style), uint32(other.Shoe.Style))
	case byHeel:
		return sameWords(uint32(this.Shoe.Heel), uint32(other.Shoe.Heel))
	case byHeight:
		return near(this.Shoe.HeelHeight, other.Shoe.HeelHeight, l.height)
	case byToe:
		return sameWords(uint32(this.Shoe.Toe), uint32(other.Shoe.Toe))
	case byBack:
		a, b := this.Shoe.ClosedBack, other.Shoe.ClosedBack
		return truth(a == b, b != footwear.Unknown), a != footwear.Unknown
	case byShaft:
		return near(this.Shoe.Shaft, other.Shoe.Shaft, l.shaft)
	case byColour:
		return sameText(this.Colour, other.Colour)
	case byBrand:
		return sameText(this.Brand, other.Brand)
	case byMaterials:
		return sameText(first(this.Materials), first(other.Materials))
	case byOccasion:
		return sameWords(uint32(this.Occasion), uint32(other.Occasion))
	case byPrice:
		return samePrice(this.Price, other.Price)
	}
	panic("a trait without a likeness")
}

// truth returns 1 for what is alike and 0 for what is not, and half where nobody knows.
func truth(alike, known bool) float64 {
	switch {
	case !known:
		return 0.5
	case alike:
		return 1
	}
	return 0
}

func sameText(a, b string) (alike float64, ok bool) {
	return truth(sameName(a, b), b != ""), a != ""
}

// sameWords returns how many of the words that either may be both may be.
func sameWords(a, b uint32) (alike float64, ok bool) {
	if a == 0 || b == 0 {
		return 0.5, a != 0
	}
	return float64(bits.OnesCount32(a&b)) / float64(bits.OnesCount32(a|b)), true
}

// near returns how alike two lengths are in their middles.
func near(a, b footwear.Length, apart float64) (alike float64, ok bool) {
	x, known := middle(a)
	y, both := middle(b)
	if !known || !both {
		return 0.5, known
	}
	return max(0, 1-math.Abs(x-y)/apart), true
}

// middle returns the middle of a length in base units, or the end of an open range.
func middle(l footwear.Length) (x float64, ok bool) {
	lo, hi := l.Bounds()
	switch {
	case lo == math.MinInt64 && hi == math.MaxInt64:
		return 0, false
	case lo == math.MinInt64:
		return float64(hi), true
	case hi == math.MaxInt64:
		return float64(lo), true
	}
	return (float64(lo) + float64(hi)) / 2, true
}

// samePrice is 1 at the same price and 0 at half of it, at double and beyond.
func samePrice(a, b Money) (alike float64, ok bool) {
	if !a.Known() || a.Amount() <= 0 {
		return 0, false
	}
	if _, compared := b.Compare(a); !compared || b.Amount() <= 0 {
		return 0.5, true
	}
	return max(0, 1-math.Abs(math.Log2(b.Amount()/a.Amount()))), true
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
