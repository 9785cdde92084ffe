package rules

import (
	"fmt"
	"slices"
	"unsafe"
)

// facts are what is known of every word, and how: a T as the evaluators see it.
type facts struct {
	spans []span
	know  []knowledge
}

// fill fills f from the T at t. It reports whether every fact is possible by itself.
func (t *terms) fill(at unsafe.Pointer, f facts) bool {
	good := t.declared(at)
	for i, w := range t.infos {
		f.spans[i], f.know[i] = w.read(at)
		good = good && f.know[i] != invalid
	}
	return good
}

// conflict says which relation the facts contradict.
type conflict struct {
	sum         *sum
	implication *implication
}

// settle draws the conclusions of the vocabulary's relations: what a word's own facts leave open is narrowed by those
// of the words it is tied to.
func (t *terms) settle(f facts) (c conflict, ok bool) {
	for i := range t.sums {
		s := &t.sums[i]
		w, p, q := f.spans[s.whole], f.spans[s.first], f.spans[s.part]
		f.spans[s.whole] = meet(w, plus(p, q))
		f.spans[s.first] = meet(p, minus(w, q))
		f.spans[s.part] = meet(q, minus(w, p))
		if f.spans[s.whole].lo > f.spans[s.whole].hi {
			return conflict{sum: s}, false
		}
	}
	for i := range t.bands {
		b := &t.bands[i]
		measure, set := &f.spans[b.measure], &f.spans[b.choice].set
		if s := meet(*measure, b.measureSpan(*set)); s.lo <= s.hi { // else the two disagree, and both stand
			*measure = s
		}
		if both := *set & b.choiceSet(*measure); both != 0 {
			*set = both
		}
	}
	for i := range t.implied {
		m := &t.implied[i]
		if f.know[m.measure] == nothing {
			continue
		}
		if f.spans[m.flag].set == 0b01 {
			return conflict{implication: m}, false
		}
		f.spans[m.flag].set = 0b10
	}
	return conflict{}, true
}

func meet(a, b span) span { return span{lo: max(a.lo, b.lo), hi: min(a.hi, b.hi)} }

// measureSpan returns the measures that the words of a set allow.
func (b *band) measureSpan(set uint32) span {
	var s span
	first := true
	for i, r := range b.ranges {
		switch {
		case set>>i&1 == 0:
		case first:
			s, first = r, false
		default:
			s = hull(s, r)
		}
	}
	return s
}

// choiceSet returns the words whose ranges a measure may lie in; all of them if it lies in none.
func (b *band) choiceSet(s span) (set uint32) {
	for i, r := range b.ranges {
		if r.lo <= s.hi && s.lo <= r.hi {
			set |= 1 << i
		}
	}
	if set == 0 {
		return 1<<len(b.ranges) - 1
	}
	return set
}

// Check reports every impossible fact of t, each by its key, and all facts that contradict each other ([Errors]).
func (v *Vocabulary[T]) Check(t *T) error {
	faults := v.undeclared(unsafe.Pointer(t))
	f := facts{make([]span, len(v.words)), make([]knowledge, len(v.words))}
	v.fill(unsafe.Pointer(t), f)
	forget := func(w int) { f.spans[w], f.know[w] = v.words[w].whole(), nothing }
	for i := range v.words {
		if err := v.words[i].err(t); err != nil {
			faults = append(faults, v.words[i].badValue(err))
			forget(i)
		}
	}
	for {
		c, ok := v.settle(facts{slices.Clone(f.spans), f.know})
		if ok {
			return faults.Err()
		}
		faults = append(faults, v.explain(t, c))
		if s := c.sum; s != nil { // what contradicts is left out, so that the next contradiction shows
			forget(s.whole)
			forget(s.first)
			forget(s.part)
		} else {
			forget(c.implication.measure)
		}
	}
}

// explain puts a conflict into words.
func (v *Vocabulary[T]) explain(t *T, c conflict) *Error {
	if s := c.sum; s != nil {
		w, p, q := &v.words[s.whole], &v.words[s.first], &v.words[s.part]
		return &Error{Key: w.name, Code: "contradiction",
			Msg:  fmt.Sprintf("%v is never the sum of %s, %v, and %s, %v", w.value(t), p.name, p.value(t), q.name, q.value(t)),
			Hint: "correct one of the three, or leave it out"}
	}
	m, f := &v.words[c.implication.measure], &v.words[c.implication.flag]
	return &Error{Key: m.name, Code: "contradiction",
		Msg:  fmt.Sprintf("it is %v, while %s is no", m.value(t), f.name),
		Hint: "leave one of the two out"}
}
