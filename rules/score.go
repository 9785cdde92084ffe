package rules

import (
	"math/bits"
	"slices"
	"unsafe"

	"github.com/heelwise/heelwise/rules/fact"
)

// Score returns the score of t's typical case, [NoPoints] where a fact of t that the score depends on is impossible or
// facts contradict each other ([Vocabulary.Check] says which). It does not allocate.
func (p *Pack[T]) Score(t *T) Points { return p.brief.score(&p.pack, unsafe.Pointer(t)) }

// A brief is what a bare score needs, in the order in which it is needed.
type brief struct {
	tied    []int    // the words of relations, which are read before all others
	free    []int    // the words that conditions of assumptions read and of which nothing is assumed
	others  []int    // the words that must be possible and count for nothing else
	asked   []int    // the words of which assumptions ask whether anything is known
	entries []entry2 // every word that points depend on
	ops     []op     // what the rules need that no word alone decides
	rules   []*rule  // those rules
}

// An entry2 settles one word of the typical case, or ties three by a sum.
type entry2 struct {
	step
	*wordInfo
	w      int
	all    uint32    // of a choice: every value
	first  *operands // of a choice: the table of its value while nothing is known, if that is all it takes
	isTied bool
	adds   []gain // what its values alone add to totals
}

// A gain is what each value of a choice adds to a total, by all the rules that read nothing else.
type gain struct {
	total int
	units []float64
}

func (b *brief) score(p *pack, t unsafe.Pointer) Points {
	var m pointMemory
	f, r := m.of(p)
	n := len(p.infos)
	good := true
	for _, w := range b.tied {
		f.spans[w], f.know[w] = p.infos[w].read(t)
		good = good && f.know[w] != invalid
	}
	if _, ok := p.settle(f); !ok || !good {
		return NoPoints
	}
	for _, w := range b.tied {
		r[w], _ = p.infos[w].stated(f.spans[w], f.know[w])
	}
	for _, w := range b.others {
		if _, know := p.infos[w].read(t); know == invalid {
			return NoPoints
		}
	}
	for _, w := range b.asked {
		if _, know := p.infos[w].read(t); know != nothing {
			r[n+w] = 1
		}
	}
	for _, w := range b.free {
		s, know := p.infos[w].read(t)
		if know == invalid {
			return NoPoints
		}
		r[w], _ = p.infos[w].stated(s, know)
	}
	var sums [maxTotals]float64
	for i := range p.totals {
		sums[i] = p.totals[i].neutral()
	}
	for i := range b.entries {
		e := &b.entries[i]
		if e.sum >= 0 {
			p.close(p.sums[e.sum], f, r)
			continue
		}
		if e.kind == measure {
			if !e.measure(t, f, r) {
				return NoPoints
			}
			continue
		}
		v, ok := e.choice(t, f, r)
		if !ok {
			return NoPoints
		}
		r[e.w] = float64(v)
		for _, a := range e.adds {
			sums[a.total] += a.units[v]
		}
	}
	run(b.ops, r)
	var values [maxTotals]int64
	for _, rule := range b.rules {
		t := &p.totals[rule.total]
		sums[rule.total] = t.with(sums[rule.total], rule, r[rule.fast])
	}
	for i := range p.totals {
		values[i] = p.totals[i].value(sums[i])
	}
	return p.scoreOf(values[:len(p.totals)])
}

// measure settles a measure, and reports whether it is possible.
func (e *entry2) measure(t unsafe.Pointer, f facts, r []float64) bool {
	var s span
	var know knowledge
	if e.isTied {
		s, know = f.spans[e.w], f.know[e.w]
	} else if s, know = e.readMeasure(t); know == invalid {
		return false
	}
	x, ok := e.stated(s, know)
	if !ok {
		run(e.ops, r)
		x = min(max(e.snap(r[e.word.value]), s.lo), s.hi)
	}
	r[e.w] = x
	return true
}

// choice settles a choice or a flag, and reports whether it is possible.
func (e *entry2) choice(t unsafe.Pointer, f facts, r []float64) (v int, ok bool) {
	var set uint32
	switch {
	case e.isTied:
		set = f.spans[e.w].set
	case e.kind == flag:
		truth := e.field.truth(t)
		switch truth {
		case fact.Yes:
			return 1, true
		case fact.No:
			return 0, true
		}
		if truth != fact.Unknown {
			return 0, false
		}
	default:
		set = e.field.set(t)
		if set&^e.all != 0 {
			return 0, false
		}
	}
	if set != 0 && set&(set-1) == 0 {
		return bits.TrailingZeros32(set), true
	}
	if set == 0 || set == e.all {
		if e.first != nil {
			return int(e.first.look(r)), true
		}
		run(e.ops, r)
		return int(r[e.word.first]), true
	}
	run(e.ops, r)
	return e.word.prefers(int(r[e.word.value]), set), true
}

// makeBrief prepares the way to a bare score.
func (p *pack) makeBrief() brief {
	var b brief
	needed := wordSet(nil)
	for _, w := range p.plan.assumable {
		needed = needed.with(w)
	}
	var tied wordSet
	tie := func(words ...int) {
		for _, w := range words {
			if !tied.has(w) {
				b.tied = append(b.tied, w)
			}
			tied = tied.with(w)
		}
	}
	for _, s := range p.sums {
		tie(s.whole, s.first, s.part)
	}
	for _, x := range p.terms.bands {
		tie(x.choice, x.measure)
	}
	for _, x := range p.implied {
		tie(x.measure, x.flag)
	}
	single := map[int][]*rule{} // the rules that one choice alone decides
	for _, rule := range p.scored {
		if rule.whole && len(rule.reads) == 1 {
			single[rule.reads[0]] = append(single[rule.reads[0]], rule)
			continue
		}
		b.rules = append(b.rules, rule)
	}
	settled := map[int]bool{}
	for _, st := range p.typical {
		if st.word == nil {
			b.entries = append(b.entries, entry2{step: st})
			continue
		}
		w := st.word.word
		if !needed.has(w) && !tied.has(w) {
			continue
		}
		settled[w] = true
		e := entry2{step: st, wordInfo: p.infos[w], w: w, isTied: tied.has(w)}
		e.all = e.whole().set
		e.ops = p.fast.slice([]int32{st.word.value, st.word.first}, nil)
		if i := p.fast.opOf(st.word.first); i >= 0 && p.fast.ops[i].code == opTable && e.kind != measure {
			e.first = p.fast.ops[i].operands
		}
		for _, rule := range single[w] {
			g := gain{total: rule.total}
			o := p.fast.ops[p.fast.opOf(rule.fast)]
			g.units = o.y
			e.adds = append(e.adds, g)
		}
		b.entries = append(b.entries, e)
	}
	var regs []int32
	for _, rule := range b.rules {
		regs = append(regs, rule.fast)
	}
	b.ops = p.fast.slice(regs, nil)
	n := len(p.infos)
	var reads wordSet
	for _, e := range b.entries {
		for _, o := range e.ops {
			reads = reads.union(p.fast.reads[o.dst])
		}
	}
	reads.each(func(w int) bool {
		switch {
		case w >= n:
			b.asked = append(b.asked, w-n)
		case !settled[w] && !tied.has(w):
			b.free = append(b.free, w)
		}
		return true
	})
	for w := range n {
		if !settled[w] && !tied.has(w) && !slices.Contains(b.free, w) {
			b.others = append(b.others, w)
		}
	}
	return b
}
