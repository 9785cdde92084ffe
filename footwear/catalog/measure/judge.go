package measure

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

// A finding is what the texts together say of a word.
type finding struct {
	evidence      // the one that it rests on
	found    bool // anything at all
	clash    bool // the texts contradict each other
}

// measured judges what is said of a measure: all of it together if it can hold at once, else everything between.
func (r *reader) measured(w word) (f finding) {
	all, hull := open, span{math.MaxInt64, math.MinInt64}
	metric := span{math.MaxInt64, math.MinInt64}
	for k := range r.evidence {
		if e := &r.evidence[k]; e.word == w && !e.older && e.how == catalog.Stated {
			metric = metric.or(e.span)
		}
	}
	for k := range r.evidence {
		e := &r.evidence[k]
		if e.word != w {
			continue
		}
		s := e.span
		if e.older && !metric.empty() && kinds[w] == ofLength && apart(s.lo, metric.lo) <= agree && apart(s.hi, metric.hi) <= agree {
			s = metric // the same in other units
		}
		all, hull = all.and(s), hull.or(s)
		f.clash = f.clash || e.conflict
		if !f.found || better(e, &f.evidence) {
			f.evidence, f.found = *e, true
		}
	}
	if !f.found {
		return f
	}
	if all.empty() {
		f.span, f.clash, f.how = hull, true, catalog.Range
		return f
	}
	if f.span = all; f.how == catalog.Stated && all.lo != all.hi {
		f.how = catalog.Range
	}
	return f
}

// better reports whether a says more than b: the more definite, then the closer to the matter, then the narrower, then
// the earlier. Nothing depends on the order of texts but of equals.
func better(a, b *evidence) bool {
	return cmp.Or(cmp.Compare(a.how, b.how), -cmp.Compare(a.rank, b.rank), cmp.Compare(width(a.span), width(b.span)), compareBool(a.older, b.older)) < 0
}

func width(s span) int64 {
	if s.lo == math.MinInt64 || s.hi == math.MaxInt64 {
		return math.MaxInt64
	}
	return s.hi - s.lo
}

func compareBool(a, b bool) int { return boolean(a) - boolean(b) }

// ranked are the words of which the closest text alone counts: what a title says of whom a shoe is for holds rather than
// what a description mentions.
var ranked = [wordCount]bool{style: true, department: true, ageGroup: true, condition: true, materials: true, widths: true, occasion: true}

// chosen judges what is said of a choice.
func (r *reader) chosen(w word) (f finding) {
	top := rank(0)
	for k := range r.evidence {
		if e := &r.evidence[k]; e.word == w && ranked[w] {
			top = max(top, e.rank)
		}
	}
	for _, derived := range [...]bool{false, true} {
		g := r.gathered(w, top, derived)
		switch {
		case !g.found:
		case !f.found:
			f = g
		case f.said&g.said != 0:
			f.said &= g.said // what follows narrows what is stated
		}
	}
	if f.found && f.said&w.all() == w.all() {
		return finding{}
	}
	return f
}

// gathered brings together what is stated of a choice, or what follows for it: what all of it allows, else all that it says.
func (r *reader) gathered(w word, top rank, derived bool) (f finding) {
	all, any := w.all(), set(0)
	answers := map[int]set(nil)
	for k := range r.evidence {
		e := &r.evidence[k]
		if e.word != w || (e.how == catalog.Derived) != derived || e.rank < top {
			continue
		}
		if !f.found || better(e, &f.evidence) {
			f.evidence, f.found = *e, true
		}
		any |= e.said
		if e.group != 0 && e.rank == inAnswer { // several answers to one question are a list
			if answers == nil {
				answers = map[int]set{}
			}
			answers[e.text] |= e.said
			continue
		}
		all &= e.said
	}
	for _, s := range answers {
		all &= s
	}
	f.said = all
	if all == 0 || w == occasion {
		f.clash = all == 0 && w != occasion && w != style && w < department
		f.said = any
	}
	return f
}

// flatAndHigh settles a heel that is called flat and something else: a number or a further word decides.
func (r *reader) flatAndHigh(height finding) {
	const flat, tall, high = set(footwear.HeelFlat), 30_000, 50_000 // µm
	other, isFlat := false, false
	for k := range r.evidence {
		if e := &r.evidence[k]; e.word == heel {
			isFlat = isFlat || e.said == flat
			other = other || e.said&flat == 0
		}
	}
	if !isFlat || !height.found || height.span.lo < tall {
		return
	}
	if other || height.span.lo >= high && !r.soled {
		for k := range r.evidence {
			if e := &r.evidence[k]; e.word == heel && e.said == flat {
				e.word = noWord
			} else if e.word == heel {
				e.conflict = true
			}
		}
	}
}

// list returns the names that are said of materials or widths, in the order in which they are said.
func (r *reader) list(w word, names []string) (list []string, f finding) {
	top, whole := rank(0), false
	for k := range r.evidence {
		if e := &r.evidence[k]; e.word == w {
			top, whole = max(top, e.rank), whole || e.whole
		}
	}
	var seen uint64
	for k := range r.evidence {
		e := &r.evidence[k]
		if e.word != w || e.rank < top && !e.whole || whole && !e.whole || seen&(1<<e.said) != 0 {
			continue
		}
		if !f.found {
			f.evidence, f.found = *e, true
		}
		seen |= 1 << e.said
		if w == materials {
			list = append(list, names[e.said])
		}
	}
	if w == widths {
		for s := seen; s != 0; s &= s - 1 {
			list = append(list, names[bits.TrailingZeros64(s)])
		}
	}
	return list, f
}

// follow adds what follows from the style.
func (r *reader) follow(f finding) {
	v := r.profile.words
	for _, s := range v.follow {
		if f.found && f.said == s {
			for _, m := range v.follows[s] {
				r.evidence = append(r.evidence, evidence{word: m.word, how: catalog.Derived, rank: f.rank, text: f.text, from: f.from, to: f.to, said: m.set})
			}
		}
	}
}

// level bounds the platform of a shoe with a thin heel, or of a shoe for dress with none, where no text speaks of one: a
// shop would say so.
func (r *reader) level(kind, shape, height finding) (f finding) {
	const flat, kitten, stiletto = set(footwear.HeelFlat), set(footwear.HeelKitten), set(footwear.HeelStiletto)
	const thin = set(footwear.StylePump | footwear.StyleFlat | footwear.StyleLoafer | footwear.StyleOxford | footwear.StyleDress) // with thin soles
	switch {
	case !kind.found || kind.clash || r.soled:
		return f
	case kind.said == kitten || kind.said == stiletto:
	case kind.said != flat || !shape.found || shape.said&^thin != 0:
		return f
	}
	f = kind
	f.word, f.how, f.span = platform, catalog.Derived, span{0, 10_000}
	if height.found && height.span.hi < f.span.hi {
		f.span.hi = max(height.span.hi, 0)
	}
	return f
}

// byWeakness orders findings, the weakest first: what is derived, then labels, ranges and what is stated; of equals the rise,
// then the platform.
func byWeakness(a, b *finding) int {
	return cmp.Or(-cmp.Compare(a.how, b.how), -cmp.Compare(a.word, b.word))
}

// hold takes out of heel height, platform and rise what cannot hold with the others, the weakest first, and reports whether
// it had to take out what a text says.
func hold(findings []*finding, given [rise + 1]span) (clash bool) {
	for {
		s := given
		for _, f := range findings {
			if f.found && given[f.word] == open {
				s[f.word] = f.span
			}
		}
		for w := heelHeight; w <= rise; w++ {
			s[w] = s[w].and(domains[w])
		}
		whole, first, part := s[heelHeight], s[platform], s[rise]
		sum := span{first.lo + part.lo, first.hi + part.hi}
		if !whole.and(sum).empty() {
			return clash
		}
		var weak []*finding
		for _, f := range findings {
			if f.found && given[f.word] == open {
				weak = append(weak, f)
			}
		}
		if len(weak) == 0 {
			return clash
		}
		slices.SortFunc(weak, byWeakness)
		weak[0].found = false
		clash = clash || weak[0].how != catalog.Derived
		for _, f := range findings {
			f.clash = f.clash || f.how != catalog.Derived && weak[0].how != catalog.Derived
		}
	}
}
