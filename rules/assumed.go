package rules

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"
)

// A step settles one word of the typical case, or ties three by a sum.
type step struct {
	word     *assumption
	sum      int  // the index of the sum; -1 for a word
	ops      []op // what the word's typical value needs
	whens    []op // what the conditions of its entries need
	asksOpen bool // its conditions read a choice of which nothing is assumed
	sets     []op // what its usual values need and no step before has computed
}

// orderAssumptions puts the words in the order in which they can be assumed: after all that their own assumptions read.
// The words of a sum are tied as soon as the whole and the first part are there, and read by others only then.
func (l *loader) orderAssumptions() []step {
	var steps []step
	state := map[int]int{} // by word, and by -1-sum: 1 being placed, 2 placed
	var path []string
	var askers []*assumption
	var place func(key int)
	var placeWord func(w, asker int)
	sumOf := func(w int) int {
		return slices.IndexFunc(l.sums, func(s sum) bool { return s.whole == w || s.first == w || s.part == w })
	}
	place = func(key int) {
		name := ""
		if key >= 0 {
			name = l.infos[key].name
		} else {
			name = l.infos[l.sums[-1-key].part].name
		}
		switch state[key] {
		case 2:
			return
		case 1:
			if len(askers) > 0 {
				e := *askers[len(askers)-1].at
				if a := l.assumed[max(key, 0)]; a != nil && key >= 0 {
					e = *a.at
				}
				e.Code, e.Msg, e.Hint = "circle", "the assumption leads back to itself: "+strings.Join(append(path, name), " → "), "let one of them stand by itself"
				*l.faults = append(*l.faults, &e)
			}
			return
		}
		state[key] = 1
		path = append(path, name)
		if key >= 0 {
			if a := l.assumed[key]; a != nil {
				askers = append(askers, a)
				a.reads.each(func(w int) bool { placeWord(w, key); return true })
				askers = askers[:len(askers)-1]
				steps = append(steps, step{word: a, sum: -1})
			}
		} else {
			s := l.sums[-1-key]
			place(s.whole)
			place(s.first)
			steps = append(steps, step{sum: -1 - key})
		}
		path = path[:len(path)-1]
		state[key] = 2
	}
	placeWord = func(w, asker int) {
		if s := sumOf(w); s >= 0 && (asker < 0 || sumOf(asker) != s) {
			place(-1 - s)
			return
		}
		place(w)
	}
	for i := range l.infos {
		placeWord(i, -1)
	}
	return steps
}

// checkAssumed demands an assumption for every word that points depend on.
func (l *loader) checkAssumed() {
	l.pack.typical = l.orderAssumptions()
	for _, st := range l.pack.typical { // in their order, so that a pack is lowered the same whenever it is loaded
		a := st.word
		if a == nil {
			continue
		}
		a.which = l.choose(a, func(i int) int32 { return l.constant(float64(i)) })
		if l.infos[a.word].kind == measure {
			a.value = l.choose(a, func(i int) int32 { return a.entries[i].value })
			a.first = a.value
		} else {
			a.value = a.which
			a.first = l.choose(a, func(i int) int32 { return l.constant(float64(a.entries[i].prefer[0])) })
		}
	}
	missing := func(reads wordSet, at *Error) {
		for _, s := range l.sums { // one word of a sum is settled by the other two
			if reads.has(s.whole) || reads.has(s.first) || reads.has(s.part) {
				reads = reads.with(s.whole).with(s.first)
			}
		}
		reads.each(func(w int) bool {
			name := l.infos[w].name
			if l.assumed[w] == nil && !slices.ContainsFunc(l.sums, func(s sum) bool { return s.part == w }) {
				e := *at
				e.Code, e.Msg = "no-assumption", fmt.Sprintf("it depends on %s, and nothing says what that is taken to be while it is unknown", name)
				e.Hint = fmt.Sprintf("add %s under assume:", name)
				*l.faults = append(*l.faults, &e)
			}
			return true
		})
	}
	for _, r := range l.pack.scored {
		missing(l.reads[r.reg], r.at)
	}
	for _, a := range l.assumed {
		for _, one := range a.entries {
			if one.value < 0 {
				continue
			}
			missing(l.reads[one.value], a.at)
			for _, s := range l.sums {
				if (a.word == s.whole || a.word == s.first) && l.reads[one.value].has(s.part) {
					e := *a.at
					e.Code, e.Msg, e.Hint = "circle", fmt.Sprintf("its value depends on %s, which follows from it", l.infos[s.part].name), "let it stand by itself"
					*l.faults = append(*l.faults, &e)
				}
			}
		}
	}
}

// words leaves out of a set what is no word, but whether one is known.
func (l *loader) words(s wordSet) wordSet {
	var words wordSet
	s.each(func(w int) bool {
		if w < len(l.infos) {
			words = words.with(w)
		}
		return true
	})
	return words
}

// choose returns the register of what the entries of an assumption come to in the typical case: of the first that surely
// holds; the last one always does.
func (l *loader) choose(a *assumption, entry func(i int) int32) int32 {
	last := len(a.entries) - 1
	r := entry(last)
	for i := last - 1; i >= 0; i-- {
		surely := l.emit(op{code: opWithin, a: a.entries[i].when, lo: 1, hi: 1}) // what is unknown does not hold
		r = l.emit(op{code: opSelect, a: surely, b: entry(i), c: r})
	}
	return r
}

// stated returns the value of a word that needs no assumption: a single value, or the middle of a stated range.
func (w *wordInfo) stated(s span, know knowledge) (x float64, ok bool) {
	switch {
	case w.kind != measure:
		if s.set&(s.set-1) == 0 {
			return float64(bits.TrailingZeros32(s.set)), true
		}
		return unknownWord, false
	case s.lo == s.hi:
		return s.lo, true
	case know == stated:
		return w.middle(s), true
	}
	return unknownWord, false
}

// take returns what a word is assumed to be, moved to the nearest possible value. The registers hold what the
// assumption comes to.
func (a *assumption) take(w *wordInfo, s span, r []float64) float64 {
	if w.kind == measure {
		return min(max(w.snap(r[a.value]), s.lo), s.hi)
	}
	return float64(a.prefers(int(r[a.value]), s.set))
}

// An open choice is one of which several values are stated and nothing is assumed: a shoe that may be a loafer or a
// sneaker. Of such a choice a condition holds in the typical case if it holds of every value.
type open struct {
	w   int
	set uint32
}

// maxOpen is how many open choices are looked at together; further ones count as unknown.
const maxOpen = 2

// takeOpen is take where conditions of the assumption read open choices.
func (st *step) takeOpen(w *wordInfo, s span, r []float64, choices []open) float64 {
	surely := ^uint64(0)
	st.word.entriesFor(st.whens, r, choices, &surely)
	for _, o := range choices {
		r[o.w] = unknownWord
	}
	entry := bits.TrailingZeros64(surely)
	if w.kind != measure {
		return float64(st.word.prefers(entry, s.set))
	}
	one := &st.word.entries[entry]
	run(one.ops, r)
	return min(max(w.snap(r[one.value]), s.lo), s.hi)
}

// entriesFor leaves in surely the entries that hold whatever the open choices are.
func (a *assumption) entriesFor(whens []op, r []float64, choices []open, surely *uint64) {
	if len(choices) > 0 {
		for set := choices[0].set; set != 0; set &= set - 1 {
			r[choices[0].w] = float64(bits.TrailingZeros32(set))
			a.entriesFor(whens, r, choices[1:], surely)
		}
		return
	}
	run(whens, r)
	for i := range a.entries {
		if when := a.entries[i].when; when >= 0 && r[when] != 1 {
			*surely &^= 1 << i
		}
	}
}

// prefers returns the value of the set that an entry prefers.
func (a *assumption) prefers(entry int, set uint32) int {
	for _, i := range a.entries[entry].prefer {
		if set>>i&1 != 0 {
			return int(i)
		}
	}
	return bits.TrailingZeros32(set)
}

// usually returns what a word of which nothing is stated usually is: the union of what every entry that may hold says,
// as far as that is possible; everything possible if nothing of it is. The typical value x is always in it.
func (w *wordInfo) usually(s span, a *assumption, r []span, x float64) span {
	u := span{lo: math.Inf(1), hi: math.Inf(-1)}
	for which := a.possible(r); which != 0; which &= which - 1 {
		one := &a.entries[bits.TrailingZeros64(which)]
		u.set |= one.usual.set
		u.lo, u.hi = min(u.lo, one.usual.lo), max(u.hi, one.usual.hi)
	}
	if w.kind != measure {
		if u.set &= s.set; u.set == 0 {
			return s
		}
		return span{set: u.set | 1<<uint(x)}
	}
	u.lo, u.hi = max(u.lo, s.lo), min(u.hi, s.hi)
	if u.lo > u.hi {
		return s
	}
	return span{lo: min(u.lo, x), hi: max(u.hi, x)}
}

// possible returns which entries may be the one that holds, a bit each.
func (a *assumption) possible(r []span) (which uint64) {
	if len(a.entries) == 1 {
		return 1
	}
	if a.table != nil {
		at := a.table.settled(r)
		a.table.each(r, len(a.table.axes)-1, at, func(entry float64) { which |= 1 << uint(entry) })
		return which
	}
	for i := range a.entries {
		one := &a.entries[i]
		if one.when < 0 {
			return which | 1<<i
		}
		switch when := r[one.when]; {
		case when.lo == 1:
			return which | 1<<i
		case when.hi > 0:
			which |= 1 << i
		}
	}
	return which
}
