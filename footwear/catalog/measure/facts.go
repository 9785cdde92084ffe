package measure

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/rules/fact"
)

// A word is what a text can answer: a measure or a choice of a shoe, or a field of a product.
type word uint8

// The words, measures first. A flag is a choice of no and yes.
const (
	noWord word = iota
	heelHeight
	platform
	rise
	baseWidth
	toeBoxWidth
	shaft
	weight
	months
	distance

	heel
	style
	base
	archSupport
	cushioning
	stability
	flexibility
	fit
	toe
	wear
	tread
	grip
	rocker
	removableInsole
	closedBack
	insole

	department
	ageGroup
	condition
	occasion
	materials // lists rather than choices: what is named stands in its order
	widths
	wordCount

	firstChoice = heel
)

func (w word) measure() bool { return noWord < w && w < firstChoice }
func (w word) choice() bool  { return firstChoice <= w && w < materials }

var wordNames = [wordCount]string{"", "shoe.heel_height", "shoe.platform", "shoe.rise", "shoe.base_width", "shoe.toe_box_width", "shoe.shaft",
	"shoe.weight", "shoe.months", "shoe.distance", "shoe.heel", "shoe.style", "shoe.base", "shoe.arch_support", "shoe.cushioning", "shoe.stability",
	"shoe.flexibility", "shoe.fit", "shoe.toe", "shoe.wear", "shoe.tread", "shoe.grip", "shoe.rocker", "shoe.removable_insole", "shoe.closed_back",
	"shoe.insole", "department", "age_group", "condition", "occasion", "materials", "widths"}

func (w word) String() string { return wordNames[w] }

// wordOf returns the word of a name, noWord where there is none.
func wordOf(name string) word {
	if name == "" {
		return noWord
	}
	return word(max(0, slices.Index(wordNames[:], name)))
}

// A set is some of the values of a choice, a bit each, in the order of [word.values].
type set = uint32

var flagValues = []string{"no", "yes"}

const (
	no  set = 1
	yes set = 2
)

// values returns the values that a choice has, in the order of their bits; none of another word.
func (w word) values() []string { return valuesOf[w] }

var valuesOf = func() (values [wordCount][]string) {
	for info := range footwear.Vocabulary().Words() {
		if w := wordOf(info.Name); w.choice() {
			if values[w] = info.Values; info.Kind == "flag" {
				values[w] = flagValues
			}
		}
		if info.Name == "use.context" {
			values[occasion] = info.Values
		}
	}
	values[department] = enumeration(catalog.Department.String, uint8(catalog.Unisex))
	values[ageGroup] = enumeration(catalog.AgeGroup.String, uint8(catalog.AllAges))
	values[condition] = enumeration(catalog.Condition.String, uint8(catalog.Used))
	return values
}()

func enumeration[E ~uint8](name func(E) string, last uint8) (names []string) {
	for i := uint8(1); i <= last; i++ {
		names = append(names, name(E(i)))
	}
	return names
}

// all returns the set of every value of w.
func (w word) all() set { return 1<<len(w.values()) - 1 }

// setOf returns the set of values in a text, as "mild or good"; not ok where one of them is none.
func (w word) setOf(text string) (s set, ok bool) {
	for name := range strings.SplitSeq(text, " or ") {
		i := slices.Index(w.values(), strings.TrimSpace(name))
		if i < 0 {
			return 0, false
		}
		s |= 1 << i
	}
	return s, true
}

// get returns what a product says of a choice; 0 is unknown.
func (w word) get(p *catalog.Product) set {
	s := &p.Shoe
	switch w {
	case heel:
		return set(s.Heel)
	case style:
		return set(s.Style)
	case base:
		return set(s.Base)
	case archSupport:
		return set(s.ArchSupport)
	case cushioning:
		return set(s.Cushioning)
	case stability:
		return flagged(s.Stability)
	case flexibility:
		return set(s.Flexibility)
	case fit:
		return set(s.Fit)
	case toe:
		return set(s.Toe)
	case wear:
		return set(s.Wear)
	case tread:
		return set(s.Tread)
	case grip:
		return set(s.Grip)
	case rocker:
		return flagged(s.Rocker)
	case removableInsole:
		return flagged(s.RemovableInsole)
	case closedBack:
		return flagged(s.ClosedBack)
	case insole:
		return set(s.Insole)
	case department:
		return numbered(uint8(p.Department))
	case ageGroup:
		return numbered(uint8(p.AgeGroup))
	case condition:
		return numbered(uint8(p.Condition))
	case occasion:
		return set(p.Occasion)
	}
	return 0
}

// put sets a choice of a product.
func (w word) put(p *catalog.Product, v set) {
	s := &p.Shoe
	switch w {
	case heel:
		s.Heel = footwear.Heel(v)
	case style:
		s.Style = footwear.Style(v)
	case base:
		s.Base = footwear.Base(v)
	case archSupport:
		s.ArchSupport = footwear.ArchSupport(v)
	case cushioning:
		s.Cushioning = footwear.Cushioning(v)
	case stability:
		s.Stability = truth(v)
	case flexibility:
		s.Flexibility = footwear.Flexibility(v)
	case fit:
		s.Fit = footwear.Fit(v)
	case toe:
		s.Toe = footwear.Toe(v)
	case wear:
		s.Wear = footwear.Wear(v)
	case tread:
		s.Tread = footwear.Tread(v)
	case grip:
		s.Grip = footwear.Grip(v)
	case rocker:
		s.Rocker = truth(v)
	case removableInsole:
		s.RemovableInsole = truth(v)
	case closedBack:
		s.ClosedBack = truth(v)
	case insole:
		s.Insole = footwear.Insole(v)
	case department:
		p.Department = catalog.Department(number(v))
	case ageGroup:
		p.AgeGroup = catalog.AgeGroup(number(v))
	case condition:
		p.Condition = catalog.Condition(number(v))
	case occasion:
		p.Occasion = footwear.Context(v)
	}
}

func flagged(t fact.Truth) set {
	switch t {
	case fact.Yes:
		return yes
	case fact.No:
		return no
	}
	return 0
}

func truth(v set) fact.Truth { return fact.Known(v == yes) }

func numbered(i uint8) set {
	if i == 0 {
		return 0
	}
	return 1 << (i - 1)
}

// number returns the place of a set's first value, from 1.
func number(v set) uint8 {
	for i := range uint8(32) {
		if v&(1<<i) != 0 {
			return i + 1
		}
	}
	return 0
}

// A span is a range of a measure in base units, both ends closed; an open end is that of [open].
type span struct{ lo, hi int64 }

// open is the span of what is not known.
var open = span{math.MinInt64, math.MaxInt64}

func (s span) and(t span) span    { return span{max(s.lo, t.lo), min(s.hi, t.hi)} }
func (s span) or(t span) span     { return span{min(s.lo, t.lo), max(s.hi, t.hi)} }
func (s span) empty() bool        { return s.lo > s.hi }
func (s span) within(t span) bool { return t.lo <= s.lo && s.hi <= t.hi }

// domains are the values that a measure can have at all.
var domains = func() (d [firstChoice]span) {
	for info := range footwear.Vocabulary().Words() {
		if w := wordOf(info.Name); w.measure() {
			var v fact.Value
			if err := v.UnmarshalJSON([]byte(strconv.Quote(info.Domain))); err != nil {
				panic(err) // the domain is part of the program
			}
			_, d[w].lo, d[w].hi, _ = v.Measure()
		}
	}
	return d
}()

// bounds returns what a product says of a measure; [open] where it says nothing.
func (w word) bounds(p *catalog.Product) span {
	s := &p.Shoe
	var b span
	switch w {
	case heelHeight:
		b.lo, b.hi = s.HeelHeight.Bounds()
	case platform:
		b.lo, b.hi = s.Platform.Bounds()
	case rise:
		b.lo, b.hi = s.Rise.Bounds()
	case baseWidth:
		b.lo, b.hi = s.BaseWidth.Bounds()
	case toeBoxWidth:
		b.lo, b.hi = s.ToeBoxWidth.Bounds()
	case shaft:
		b.lo, b.hi = s.Shaft.Bounds()
	case weight:
		b.lo, b.hi = s.Weight.Bounds()
	case months:
		b.lo, b.hi = s.Months.Bounds()
	case distance:
		b.lo, b.hi = s.Distance.Bounds()
	default:
		return open
	}
	return b
}

// limit sets a measure of a product.
func (w word) limit(p *catalog.Product, b span) {
	s := &p.Shoe
	switch w {
	case heelHeight:
		s.HeelHeight = s.HeelHeight.Between(b.lo, b.hi)
	case platform:
		s.Platform = s.Platform.Between(b.lo, b.hi)
	case rise:
		s.Rise = s.Rise.Between(b.lo, b.hi)
	case baseWidth:
		s.BaseWidth = s.BaseWidth.Between(b.lo, b.hi)
	case toeBoxWidth:
		s.ToeBoxWidth = s.ToeBoxWidth.Between(b.lo, b.hi)
	case shaft:
		s.Shaft = s.Shaft.Between(b.lo, b.hi)
	case weight:
		s.Weight = s.Weight.Between(b.lo, b.hi)
	case months:
		s.Months = s.Months.Between(b.lo, b.hi)
	case distance:
		s.Distance = s.Distance.Between(b.lo, b.hi)
	}
}
