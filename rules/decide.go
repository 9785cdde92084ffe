package rules

import (
	"slices"
	"unsafe"
)

// A decider finds out what a few words decide: which others, which results, and what is left.
type decider struct {
	*pack
	words   wordSet // that are given
	inner   terms   // with the relations among them
	outer   terms   // with the others
	f       facts   // as the given words say
	r       []float64
	decided wordSet // the words whose value in the typical case is settled and, beyond them, what is known of which
}

// newDecider returns a decider for the given words. What is tied to other words is left out of them: it is looked at
// together with those.
func newDecider(p *pack, words wordSet) *decider {
	for {
		torn := wordSet(nil)
		p.relations(func(related wordSet) {
			if !words.holds(related) && words.meets(related) {
				torn = torn.union(related)
			}
		})
		if !words.meets(torn) {
			break
		}
		words = words.less(torn)
	}
	n := len(p.infos)
	d := &decider{pack: p, words: words, inner: p.terms, outer: p.terms, f: facts{make([]span, n), make([]knowledge, n)}, r: slices.Clone(p.fast.initial)}
	d.inner.sums, d.outer.sums = divide(p.sums, func(s sum) bool { return words.has(s.whole) })
	d.inner.bands, d.outer.bands = divide(p.terms.bands, func(b band) bool { return words.has(b.choice) })
	d.inner.implied, d.outer.implied = divide(p.implied, func(i implication) bool { return words.has(i.flag) })
	return d
}

// divide returns what is meant and what is not.
func divide[E any](list []E, meant func(E) bool) (these, others []E) {
	for _, e := range list {
		if meant(e) {
			these = append(these, e)
		} else {
			others = append(others, e)
		}
	}
	return these, others
}

// relations calls do with the words of every relation.
func (t *terms) relations(do func(related wordSet)) {
	for _, s := range t.sums {
		do(wordSet(nil).with(s.whole).with(s.first).with(s.part))
	}
	for _, b := range t.bands {
		do(wordSet(nil).with(b.choice).with(b.measure))
	}
	for _, i := range t.implied {
		do(wordSet(nil).with(i.measure).with(i.flag))
	}
}

// read reads the given words. It reports whether they are possible.
func (d *decider) read(t unsafe.Pointer) bool {
	for i, w := range d.infos {
		d.f.spans[i] = w.whole()
		if d.words.has(i) {
			d.f.spans[i], d.f.know[i] = w.read(t)
		}
		if d.f.know[i] == invalid {
			return false
		}
	}
	_, ok := d.inner.settle(d.f)
	return ok
}

// decide settles the typical values that depend on nothing but the given words.
func (d *decider) decide() {
	n := len(d.infos)
	settle := func(w int, x float64) {
		d.r[w], d.decided = x, d.decided.with(w)
	}
	for w, info := range d.infos {
		if !d.words.has(w) {
			continue
		}
		settle(n+w, d.f.knows(w))
		if x, ok := info.stated(d.f.spans[w], d.f.know[w]); ok {
			settle(w, x)
		} else if slices.Contains(d.brief.free, w) && d.f.know[w] == nothing { // one of several stated values is looked at with the rest
			settle(w, unknownWord)
		}
	}
	for i := range d.typical {
		st := &d.typical[i]
		if st.word == nil {
			if s := d.sums[st.sum]; d.decided.has(s.whole) && d.decided.has(s.first) && d.words.has(s.part) {
				d.close(s, d.f, d.r)
				d.decided = d.decided.with(s.part)
			}
			continue
		}
		w := st.word.word
		if d.words.has(w) && !d.decided.has(w) && d.decided.holds(d.asks(st)) {
			settle(w, st.take(d.infos[w], d.f.spans[w], d.r, nil))
		}
	}
}

// asks returns what a step's word is assumed from.
func (d *decider) asks(st *step) wordSet {
	reads := d.fast.reads
	return reads[st.word.value].union(reads[st.word.first]).union(reads[st.word.which])
}

// torn returns the given words that are tied to each other while some of them are not decided; nil where there are none.
func (d *decider) torn() (torn wordSet) {
	d.inner.relations(func(related wordSet) {
		if !d.decided.holds(related) {
			torn = torn.union(related)
		}
	})
	return torn
}

// rest returns what is left to do for a score.
func (d *decider) rest() bound {
	b := bound{pack: d.pack, terms: d.outer}
	for i := range d.totals {
		b.sums[i] = d.totals[i].neutral()
	}
	var inner wordSet
	d.inner.relations(func(related wordSet) { inner = inner.union(related) })
	b.left.tied = without(d.brief.tied, inner)
	b.left.others = without(d.brief.others, d.words)
	b.left.asked = without(d.brief.asked, d.words)
	b.left.free = without(d.brief.free, d.decided)
	for _, e := range d.brief.plain {
		w := int(e.w)
		switch {
		case !d.decided.has(w):
			b.left.plain = append(b.left.plain, e)
		case e.units != nil:
			b.gain(gain{int(e.total), e.units}, d.r[w])
			for _, a := range e.more {
				b.gain(a, d.r[w])
			}
		}
	}
	for _, e := range d.brief.values {
		if !d.decided.has(int(e.w)) {
			b.left.values = append(b.left.values, e)
		}
	}
	for _, s := range d.brief.steps {
		switch {
		case s.sum >= 0:
			if !d.decided.has(d.sums[s.sum].part) || !d.words.has(d.sums[s.sum].part) {
				b.left.steps = append(b.left.steps, s)
			}
		case !d.decided.has(s.w):
			b.left.steps = append(b.left.steps, s)
		default:
			for _, a := range s.adds {
				b.gain(a, d.r[s.w])
			}
		}
	}
	d.fold(&b)
	b.r = d.r
	return b
}

// gain adds what a decided choice adds by itself.
func (b *bound) gain(a gain, value float64) { b.sums[a.total] += a.units[int(value)] }

// without returns the words of a list that are not in a set.
func without(list []int, set wordSet) []int {
	return slices.DeleteFunc(slices.Clone(list), set.has)
}
