package footwear

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/heelwise/heelwise/rules"
)

// A term is a word of the vocabulary as the laws see it: something that can be told to be any set of values.
type term struct {
	rules.WordInfo
	group, field int // of Case
	whole        set // everything possible
	knots        []int64
}

// A set is what a word may be: of a measure the ends of a range in base units, of a choice or a flag a bit per value.
type set struct {
	lo, hi int64
	bits   uint32
}

func one(n int64) set { return set{lo: n, hi: n} }

func (s set) single() bool {
	if s.bits != 0 {
		return s.bits&(s.bits-1) == 0
	}
	return s.lo == s.hi
}

func (w *term) measure() bool { return w.whole.bits == 0 }

// terms are the words in their order.
var terms = sync.OnceValue(func() []*term {
	var list []*term
	knots := packKnots()
	places := map[string][2]int{}
	for i := range reflect.TypeFor[Case]().NumField() {
		group := reflect.TypeFor[Case]().Field(i)
		if group.Name == "Extra" {
			continue // no word of this package
		}
		for j := range group.Type.NumField() {
			places[strings.ToLower(group.Name+"."+group.Type.Field(j).Name)] = [2]int{i, j}
		}
	}
	for info := range Vocabulary().Words() {
		i := places[fieldName(info.Name)]
		w := &term{WordInfo: info, group: i[0], field: i[1]}
		switch info.Kind {
		case "flag":
			w.whole.bits = 0b11
		case "choice":
			w.whole.bits = 1<<len(info.Values) - 1
		default:
			w.whole = w.parse(info.Domain)
		}
		for _, text := range knots[info.Name] {
			w.knots = append(w.knots, w.parse(text).lo)
		}
		slices.Sort(w.knots)
		w.knots = slices.Compact(w.knots)
		list = append(list, w)
	}
	return list
})

// index returns where a word stands among the terms.
func index(name string) int {
	i := slices.IndexFunc(terms(), func(w *term) bool { return w.Name == name })
	if i < 0 {
		panic("no word " + name)
	}
	return i
}

// parse reads a measure of the kind of w.
func (w *term) parse(text string) set {
	var bounds interface{ Bounds() (lo, hi int64) }
	var err error
	switch w.in(&Case{}).(type) {
	case *Length:
		bounds, err = ParseLength(text)
	case *Distance:
		bounds, err = ParseDistance(text)
	case *Mass:
		bounds, err = ParseMass(text)
	case *Duration:
		bounds, err = ParseDuration(text)
	case *Number:
		bounds, err = ParseNumber(text)
	}
	if err != nil {
		panic(fmt.Sprintf("%s: %v", w.Name, err))
	}
	lo, hi := bounds.Bounds()
	return set{lo: lo, hi: hi}
}

// in returns the address of the fact in a case.
func (w *term) in(c *Case) any {
	return reflect.ValueOf(c).Elem().Field(w.group).Field(w.field).Addr().Interface()
}

// tell makes c say that w is one of s. Everything possible is told as unknown.
func (w *term) tell(c *Case, s set) {
	if s == w.whole {
		reflect.ValueOf(c).Elem().Field(w.group).Field(w.field).SetZero()
		return
	}
	switch f := w.in(c).(type) {
	case *Length:
		*f = f.Between(s.lo, s.hi)
	case *Distance:
		*f = f.Between(s.lo, s.hi)
	case *Mass:
		*f = f.Between(s.lo, s.hi)
	case *Duration:
		*f = f.Between(s.lo, s.hi)
	case *Number:
		*f = f.Between(s.lo, s.hi)
	case *Truth:
		*f = [...]Truth{1: No, 2: Yes}[s.bits]
	default:
		reflect.ValueOf(f).Elem().SetUint(uint64(s.bits))
	}
}

// A sheet is a set for every word: one value each is a fully known case.
type sheet []set

func (s sheet) tell() *Case {
	c := new(Case)
	for i, w := range terms() {
		w.tell(c, s[i])
	}
	return c
}

// jsonOf returns a case for a message.
func jsonOf(c *Case) string {
	data, err := json.Marshal(c)
	if err != nil {
		return err.Error()
	}
	return string(data)
}

// at says where the words stand that are tied to others.
var at = sync.OnceValue(func() (i struct{ height, platform, rise, width, base, breaks, every int }) {
	i.height, i.platform, i.rise = index("shoe.heel_height"), index("shoe.platform"), index("shoe.rise")
	i.width, i.base = index("shoe.base_width"), index("shoe.base")
	i.breaks, i.every = index("use.breaks"), index("use.break_every")
	return i
})

// read returns what c says of w, if it says anything.
func (w *term) read(c *Case) set {
	if b, ok := w.in(c).(interface{ Bounds() (lo, hi int64) }); ok {
		lo, hi := b.Bounds()
		return set{lo: lo, hi: hi}
	}
	if f, ok := w.in(c).(*Truth); ok {
		return set{bits: [...]uint32{1, 3, 2}[*f+1]}
	}
	return set{bits: uint32(reflect.ValueOf(w.in(c)).Elem().Uint())}
}

// setWord makes c say what a fact says.
func setWord(c *Case, word string, v interface{ MarshalJSON() ([]byte, error) }) error {
	data, err := v.MarshalJSON()
	if err != nil {
		return err
	}
	group, key, _ := strings.Cut(word, ".")
	return json.Unmarshal(fmt.Appendf(nil, `{%q: {%q: %s}}`, group, key, data), c)
}

var (
	curveText     = regexp.MustCompile(`curve\(\s*((?:min\([^()]*\))|[a-z._]+)\s*,([^()]*)\)`)
	thresholdText = regexp.MustCompile(`([a-z]+\.[a-z_]+) *[<>]=? *([0-9.]+(?:\*[a-z]+)?)`)
	wordText      = regexp.MustCompile(`[a-z]+\.[a-z_]+`)
)

// packKnots reads out of the texts of the rules where a measure's curves have corners and its conditions turn. It knows
// nothing of how rules are compiled.
func packKnots() map[string][]string {
	knots := map[string][]string{}
	units := strings.NewReplacer("*mm", "mm", "*inch", "in", "*km", "km", "*g", "g", "*hour", "h", "*minute", "min")
	for name, text := range packFiles() {
		if name == "assume.yaml" {
			continue
		}
		for _, m := range curveText.FindAllStringSubmatch(text, -1) {
			for i, x := range strings.Split(m[2], ",") {
				if i%2 == 1 {
					continue
				}
				for _, word := range wordText.FindAllString(m[1], -1) {
					knots[word] = append(knots[word], units.Replace(strings.TrimSpace(x)))
				}
			}
		}
		for _, m := range thresholdText.FindAllStringSubmatch(text, -1) {
			knots[m[1]] = append(knots[m[1]], units.Replace(m[2]))
		}
	}
	return knots
}

// packFiles returns the texts of the pack by file.
func packFiles() map[string]string {
	files := map[string]string{}
	entries, err := packs.ReadDir("packs")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		data, err := packs.ReadFile("packs/" + e.Name())
		if err != nil {
			panic(err)
		}
		files[e.Name()] = string(data)
	}
	return files
}
