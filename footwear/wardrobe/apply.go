package wardrobe

import (
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// A setting is what becomes of a word.
type setting struct {
	word   string
	how    how
	value  fact.Value // of becomes
	steps  []int64    // of next in their order, of most and less the one; in base units
	rising bool       // of next
	share  float64    // of times
}

type how uint8

const (
	becomes how = iota
	next
	most
	less
	times
)

// A Fact is a word and what a change makes of it.
type Fact struct {
	Word string
	From fact.Value // as stated, or as it follows from what is stated; unknown where nothing is
	To   fact.Value
}

// An applied change is what a change makes of one case.
type applied struct {
	*change
	facts []Fact
	patch []byte // the facts as JSON
}

// apply returns what the change makes of c, and whether that is possible and differs from c.
func (a *change) apply(c *footwear.Case) (applied, bool) {
	var edits []Fact
	for i := range a.settings {
		facts, ok := a.settings[i].apply(c)
		if !ok {
			return applied{}, false
		}
		edits = append(edits, facts...)
	}
	same := func(f Fact) bool { return f.From.Known() == f.To.Known() && f.From.String() == f.To.String() }
	if edits = slices.DeleteFunc(edits, same); len(edits) == 0 {
		return applied{}, false
	}
	one := applied{change: a, facts: edits, patch: patchOf(edits)}
	changed, ok := one.to(c)
	return one, ok && footwear.Vocabulary().Check(&changed) == nil
}

// to returns c with the change made.
func (a *applied) to(c *footwear.Case) (changed footwear.Case, ok bool) {
	changed = *c
	return changed, footwear.Vocabulary().DecodeJSON(a.patch, &changed) == nil
}

// apart reports whether two changes are about different things.
func (a *applied) apart(b *applied) bool {
	return !slices.ContainsFunc(a.facts, func(f Fact) bool {
		return slices.ContainsFunc(b.facts, func(g Fact) bool { return tie(f.Word) == tie(g.Word) })
	})
}

// place returns one word for those of which a change of one changes others.
func place(word string) string {
	switch word {
	case "shoe.heel_height", "shoe.platform", "shoe.rise":
		return "shoe.heel_height"
	case "shoe.base", "shoe.base_width":
		return "shoe.base_width"
	}
	return word
}

// tie returns one word for those that two changes had better not set apart from each other.
func tie(word string) string {
	if word == "use.break_every" {
		return "use.breaks"
	}
	return place(word)
}

// patchOf returns facts as JSON.
func patchOf(facts []Fact) []byte {
	groups := map[string][]byte{}
	var names []string
	for _, f := range facts {
		text, err := f.To.MarshalJSON()
		if err != nil {
			continue // no value of a vocabulary fails
		}
		group, key, _ := strings.Cut(f.Word, ".")
		if groups[group] == nil {
			names = append(names, group)
		}
		groups[group] = append(append(groups[group], `,"`+key+`":`...), text...)
	}
	b := []byte{'{'}
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, `"`+name+`":{`...), groups[name][1:]...), '}')
	}
	return append(b, '}')
}

// object returns the JSON of a case that says one thing.
func object(word string, value []byte) []byte {
	group, key, _ := strings.Cut(word, ".")
	return slices.Concat([]byte(`{"`+group+`":{"`+key+`":`), value, []byte("}}"))
}

// words are the words of the vocabulary, by name.
var words = sync.OnceValue(func() map[string]rules.WordInfo {
	m := map[string]rules.WordInfo{}
	for w := range footwear.Vocabulary().Words() {
		m[w.Name] = w
	}
	return m
})

// kindOf returns the kind of a word.
func kindOf(word string) string { return words()[word].Kind }

// domain returns all that a length can be.
func domain(word string) span {
	l, _ := footwear.ParseLength(words()[word].Domain) // which the vocabulary read itself
	lo, hi := l.Bounds()
	return span{lo, hi}
}

// A span is a range in base units.
type span struct{ lo, hi int64 }

// open is a range of which nothing is known.
var open = span{math.MinInt64, math.MaxInt64}

// closed reports whether both ends are known.
func (s span) closed() bool { return s.lo != math.MinInt64 && s.hi != math.MaxInt64 }

// known reports whether either end is.
func (s span) known() bool { return s != open }

func (s span) meet(t span) span { return span{max(s.lo, t.lo), min(s.hi, t.hi)} }

// stated returns what c says of a measure.
func stated(c *footwear.Case, word string) span {
	_, lo, hi, ok := footwear.Vocabulary().Value(c, word).Measure()
	if !ok {
		return open
	}
	return span{lo, hi}
}

// measured returns a range as a fact of a word.
func measured(word string, s span) fact.Value {
	switch kindOf(word) {
	case "mass":
		return fact.Mass{}.Between(s.lo, s.hi).Value()
	case "duration":
		return fact.Duration{}.Between(s.lo, s.hi).Value()
	case "number":
		return fact.Number{}.Between(s.lo, s.hi).Value()
	}
	if word == "shoe.distance" {
		return fact.Distance{}.Between(s.lo, s.hi).Value()
	}
	return fact.Length{}.Between(s.lo, s.hi).Value()
}

// apply returns what becomes of the word and of what follows from it, and whether that can be told.
func (s *setting) apply(c *footwear.Case) ([]Fact, bool) {
	switch s.word {
	case "shoe.heel_height":
		return s.lowerHeel(c)
	case "shoe.rise":
		return s.raiseForefoot(c)
	case "shoe.base_width":
		return s.broaden(c)
	}
	from := footwear.Vocabulary().Value(c, s.word)
	if s.how == becomes {
		return []Fact{{s.word, from, s.value}}, true
	}
	is := stated(c, s.word)
	if s.how == most && !is.known() {
		return nil, true // it stays unknown
	}
	to, ok := s.counted(is)
	return []Fact{{s.word, from, measured(s.word, to)}}, ok
}

// counted returns what becomes of a measure.
func (s *setting) counted(is span) (to span, ok bool) {
	switch s.how {
	case becomes:
		_, lo, hi, ok := s.value.Measure()
		return span{lo, hi}, ok
	case next:
		for _, x := range s.steps {
			if s.rising && is.hi < x || !s.rising && is.lo > x {
				return span{x, x}, is.known()
			}
		}
		return is, false
	case most:
		x := s.steps[0]
		return span{min(is.lo, x), min(is.hi, x)}, is.known()
	case less:
		return span{is.lo - s.steps[0], is.hi - s.steps[0]}, is.closed()
	}
	share := func(n int64) int64 { return int64(math.Round(float64(n) * s.share)) }
	return span{share(is.lo), share(is.hi)}, is.closed()
}

// A frame is the height of heel and forefoot and the rise between them, as they follow from what is stated.
type frame struct{ height, platform, rise, isHeight, isPlatform, isRise span }

func frameOf(c *footwear.Case) (f frame) {
	f.isHeight, f.isPlatform, f.isRise = stated(c, "shoe.heel_height"), stated(c, "shoe.platform"), stated(c, "shoe.rise")
	h, p, r := f.isHeight.meet(domain("shoe.heel_height")), f.isPlatform.meet(domain("shoe.platform")), f.isRise.meet(domain("shoe.rise"))
	f.height = h.meet(span{p.lo + r.lo, p.hi + r.hi})
	f.platform = p.meet(span{h.lo - r.hi, h.hi - r.lo})
	f.rise = r.meet(span{h.lo - p.hi, h.hi - p.lo})
	return f
}

// lowerHeel lowers the heel at the same platform. It cannot be told where it would come below the forefoot.
func (s *setting) lowerHeel(c *footwear.Case) ([]Fact, bool) {
	f := frameOf(c)
	if !f.isHeight.known() && !(f.isPlatform.known() && f.isRise.known()) {
		return nil, false
	}
	to, ok := s.counted(f.height)
	if !ok || (f.isPlatform.known() || f.isRise.known()) && to.lo < f.platform.hi {
		return nil, false
	}
	facts := []Fact{{"shoe.heel_height", measured("shoe.heel_height", f.height), measured("shoe.heel_height", to)}}
	if f.isHeight.known() {
		facts[0].From = footwear.Vocabulary().Value(c, "shoe.heel_height")
	}
	if f.isRise.known() {
		rise := span{to.lo - f.platform.hi, to.hi - f.platform.lo}
		facts = append(facts, Fact{"shoe.rise", footwear.Vocabulary().Value(c, "shoe.rise"), measured("shoe.rise", rise)})
	}
	return facts, true
}

// raiseForefoot makes the rise less at the same height of the heel. It cannot be told unless two of the three measures
// are stated.
func (s *setting) raiseForefoot(c *footwear.Case) (facts []Fact, ok bool) {
	f := frameOf(c)
	told := 0
	for _, is := range []span{f.isHeight, f.isPlatform, f.isRise} {
		if is.known() {
			told++
		}
	}
	if told < 2 {
		return nil, false
	}
	by := s.steps[0]
	for _, one := range []struct {
		word string
		is   span
		by   int64
	}{{"shoe.rise", f.isRise, -by}, {"shoe.platform", f.isPlatform, by}} {
		if !one.is.known() {
			continue
		}
		if !one.is.closed() {
			return nil, false
		}
		to := span{one.is.lo + one.by, one.is.hi + one.by}
		facts = append(facts, Fact{one.word, footwear.Vocabulary().Value(c, one.word), measured(one.word, to)})
	}
	return facts, true
}

// broaden makes the base broader, and takes its word along.
func (s *setting) broaden(c *footwear.Case) ([]Fact, bool) {
	v := footwear.Vocabulary()
	is, from := stated(c, "shoe.base_width"), v.Value(c, "shoe.base_width")
	word := v.Value(c, "shoe.base")
	if word.Known() {
		if met := is.meet(widthOf(word.Words())); met.lo <= met.hi {
			is = met
		}
		if !from.Known() {
			from = measured("shoe.base_width", is)
		}
	}
	to, ok := s.counted(is)
	if !ok {
		return nil, false
	}
	facts := []Fact{{"shoe.base_width", from, measured("shoe.base_width", to)}}
	if word.Known() {
		facts = append(facts, Fact{"shoe.base", word, fact.WordsValue(basesOf(to)...)})
	}
	return facts, true
}

// bases are the words for a base and the widths that they mean, as package footwear has them.
var bases = []struct {
	word  string
	width span
}{{"narrow", span{3_000, 19_999}}, {"medium", span{20_000, 40_000}}, {"broad", span{40_001, 150_000}}}

// widthOf returns the widths that words for a base leave possible.
func widthOf(words []string) span {
	s := span{math.MaxInt64, math.MinInt64}
	for _, b := range bases {
		if slices.Contains(words, b.word) {
			s = span{min(s.lo, b.width.lo), max(s.hi, b.width.hi)}
		}
	}
	return s
}

// basesOf returns the words for widths.
func basesOf(width span) (words []string) {
	for _, b := range bases {
		if met := b.width.meet(width); met.lo <= met.hi {
			words = append(words, b.word)
		}
	}
	return words
}
