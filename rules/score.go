package rules

import (
	"math/bits"
	"unsafe"

	"github.com/heelwise/heelwise/rules/fact"
)

// Score returns the score of t's typical case, [NoPoints] where any fact of t is impossible or facts contradict each
// other ([Vocabulary.Check] says which), or where the pack has levels. It does not change or keep t. It allocates nothing for vocabularies of up to
// 96 words and packs of up to 512 words, constants and steps.
func (p *Pack[T]) Score(t *T) Points {
	if !p.hasScore() {
		return NoPoints
	}
	return p.brief.score(&p.pack, unsafe.Pointer(t))
}

// A brief is what a bare score needs, in the order in which it is needed. It is the same as [pack.settleTypical] and
// the totals of a judgement, but looks at nothing that a score does not depend on.
type brief struct {
	tied   []int    // the words of relations, which are read before all others
	others []int    // the words that must be possible and count for nothing
	asked  []int    // the words of which assumptions ask whether anything is known
	free   []int    // the words that assumptions read and of which nothing is assumed
	plain  []plain  // the choices that points depend on and that are always assumed to be the same
	values []plain  // the measures likewise
	steps  []settle // every other word that points depend on
	ops    []op     // what the rules need that no word alone decides
	rules  []*rule  // those rules
}

// A settle step settles one word of the typical case, or ties three by a sum.
type settle struct {
	step
	*wordInfo
	w    int
	tied bool      // it is read already
	all  uint32    // of a choice: every value
	look *operands // of a choice: the table of its value while nothing is known, if that is all it takes
	adds []gain    // of a choice: what it alone adds to totals
}

// A plain word is read by itself: no other says what it is assumed to be. It is kept small, because most words are
// plain.
type plain struct {
	field   field
	w       int32
	all     uint32 // of a choice: every value
	isFlag  bool
	total   int8      // of a choice: the total that units add to
	first   uint8     // of a choice: the value that is assumed
	usual   float64   // of a measure: the value that is assumed
	units   []float64 // of a choice: what its values alone add, if anything
	more    []gain    // and what they add to further totals
	prefers []uint8   // of a choice: the order of preference among several
	info    *wordInfo
}

// A gain is what each value of a choice adds to a total, by a rule that reads nothing else.
type gain struct {
	total int
	units []float64
}

func (b *brief) score(p *pack, t unsafe.Pointer) Points {
	var m pointMemory
	f, r := m.of(p)
	var room [maxOpen]open
	choices, ok := b.readFree(p, t, r, room[:0])
	if !ok || !b.readTied(&p.terms, t, f, r) {
		return NoPoints
	}
	var sums [maxTotals]float64
	for i := range p.totals {
		sums[i] = p.totals[i].neutral()
	}
	if !b.settle(p, t, f, r, choices, &sums) {
		return NoPoints
	}
	return b.total(p, r, &sums)
}

// settle settles the words of the typical case, and adds to the totals what each does by itself. It reports whether they
// are possible.
func (b *brief) settle(p *pack, t unsafe.Pointer, f facts, r []float64, choices []open, sums *[maxTotals]float64) bool {
	for i := range b.plain {
		e := &b.plain[i]
		v, ok := e.choice(t)
		if !ok {
			return false
		}
		r[e.w] = float64(v)
		if e.units != nil {
			sums[e.total] += e.units[v]
		}
		for _, a := range e.more {
			sums[a.total] += a.units[v]
		}
	}
	for i := range b.values {
		e := &b.values[i]
		s, know := e.info.readMeasure(t)
		if know == invalid {
			return false
		}
		x, ok := e.info.stated(s, know)
		if !ok {
			x = min(max(e.usual, s.lo), s.hi)
		}
		r[e.w] = x
	}
	for i := range b.steps {
		s := &b.steps[i]
		switch {
		case s.sum >= 0:
			p.close(p.sums[s.sum], f, r)
		case s.kind == measure:
			if !s.measure(t, f, r, choices) {
				return false
			}
		default:
			v, ok := s.choice(t, f, r, choices)
			if !ok {
				return false
			}
			r[s.w] = float64(v)
			for _, a := range s.adds {
				sums[a.total] += a.units[v]
			}
		}
	}
	return true
}

// total adds what the rules come to, and returns the score.
func (b *brief) total(p *pack, r []float64, sums *[maxTotals]float64) Points {
	run(b.ops, r)
	for _, rule := range b.rules {
		sums[rule.total] = p.totals[rule.total].with(sums[rule.total], rule, r[rule.fast])
	}
	var values [maxTotals]int64
	for i := range p.totals {
		values[i] = p.totals[i].value(sums[i])
	}
	return p.scoreOf(values[:len(p.totals)])
}

// choice reads a plain choice or flag, and reports whether it is possible.
func (e *plain) choice(t unsafe.Pointer) (v int, ok bool) {
	if e.isFlag {
		switch truth := e.field.truth(t); truth {
		case fact.Yes:
			return 1, true
		case fact.No:
			return 0, true
		default:
			return int(e.first), truth == fact.Unknown
		}
	}
	set := e.field.set(t)
	switch {
	case set == 0 || set == e.all:
		return int(e.first), true
	case set&^e.all != 0:
		return 0, false
	case set&(set-1) == 0:
		return bits.TrailingZeros32(set), true
	}
	for _, v := range e.prefers {
		if set>>v&1 != 0 {
			return int(v), true
		}
	}
	return bits.TrailingZeros32(set), true
}

// readTied reads the words that are tied by relations and settles them. It reports whether they are possible.
func (b *brief) readTied(by *terms, t unsafe.Pointer, f facts, r []float64) bool {
	for _, w := range b.tied {
		f.spans[w], f.know[w] = by.infos[w].read(t)
		if f.know[w] == invalid {
			return false
		}
	}
	if _, ok := by.settle(f); !ok {
		return false
	}
	for _, w := range b.tied {
		r[w], _ = by.infos[w].stated(f.spans[w], f.know[w])
	}
	return true
}

// readFree reads what assumptions ask beside what is assumed, and appends open choices to the given ones. It reports
// whether that, and what counts for nothing, is possible.
func (b *brief) readFree(p *pack, t unsafe.Pointer, r []float64, choices []open) ([]open, bool) {
	if !p.declared(t) {
		return choices, false
	}
	for _, w := range b.others {
		if _, know := p.infos[w].read(t); know == invalid {
			return choices, false
		}
	}
	for _, w := range b.asked {
		if _, know := p.infos[w].read(t); know != nothing {
			r[len(p.infos)+w] = 1
		}
	}
	for _, w := range b.free {
		s, know := p.infos[w].read(t)
		if know == invalid {
			return choices, false
		}
		r[w], _ = p.infos[w].stated(s, know)
		choices = p.infos[w].appendOpen(choices, w, s, know)
	}
	return choices, true
}

// measure settles a measure, and reports whether it is possible.
func (e *settle) measure(t unsafe.Pointer, f facts, r []float64, choices []open) bool {
	var s span
	var know knowledge
	if e.tied {
		s, know = f.spans[e.w], f.know[e.w]
	} else if s, know = e.read(t); know == invalid {
		return false
	}
	x, ok := e.stated(s, know)
	if !ok {
		x = e.take(e.wordInfo, s, r, choices)
	}
	r[e.w] = x
	return true
}

// choice settles a choice or a flag, and reports whether it is possible.
func (e *settle) choice(t unsafe.Pointer, f facts, r []float64, choices []open) (v int, ok bool) {
	var set uint32
	switch {
	case e.tied:
		set = f.spans[e.w].set
	case e.own != nil:
		s, know := e.readOwn(t)
		if know == invalid {
			return 0, false
		}
		set = s.set
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
	if set == 0 {
		set = e.all
	}
	if set == e.all && (len(choices) == 0 || !e.asksOpen) {
		if e.look != nil {
			return int(e.look.look(r)), true
		}
		run(e.ops, r)
		return int(r[e.word.first]), true
	}
	return int(e.take(e.wordInfo, span{set: set}, r, choices)), true
}

// newPlain returns the word of an assumption as a plain one, if it has a single entry with a constant value.
func newPlain(p *pack, a *assumption, adds []gain) (e plain, ok bool) {
	w := p.infos[a.word]
	if len(a.entries) > 1 || p.fast.opOf(a.value) >= 0 || w.own != nil {
		return e, false
	}
	e = plain{field: w.field, w: int32(a.word), all: w.whole().set, isFlag: w.kind == flag, info: w}
	if w.kind == measure {
		e.usual = w.snap(p.fast.initial[a.value])
		return e, true
	}
	e.prefers = a.entries[0].prefer
	e.first = e.prefers[0]
	if len(adds) > 0 {
		e.total, e.units, e.more = int8(adds[0].total), adds[0].units, adds[1:]
	}
	return e, true
}

// newBrief prepares the way to a bare score.
func newBrief(p *pack) (b brief) {
	n := len(p.infos)
	var needed, tied, settled, reads wordSet
	for _, w := range p.plan.assumable {
		needed = needed.with(w)
	}
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
	adds := map[int][]gain{} // by word: the rules that it alone decides
	var regs []int32
	for _, rule := range p.scored {
		if rule.whole && len(rule.reads) == 1 {
			table := p.fast.ops[p.fast.opOf(rule.fast)]
			adds[rule.reads[0]] = append(adds[rule.reads[0]], gain{rule.total, table.y})
			continue
		}
		b.rules = append(b.rules, rule)
		regs = append(regs, rule.fast)
	}
	b.ops = p.fast.slice(regs, nil)
	for _, st := range p.typical {
		if st.word == nil {
			b.steps = append(b.steps, settle{step: st})
			continue
		}
		w := st.word.word
		if !needed.has(w) && !tied.has(w) {
			continue
		}
		settled = settled.with(w)
		if e, ok := newPlain(p, st.word, adds[w]); ok && !tied.has(w) {
			if e.info.kind == measure {
				b.values = append(b.values, e)
			} else {
				b.plain = append(b.plain, e)
			}
			continue
		}
		s := settle{step: st, wordInfo: p.infos[w], w: w, tied: tied.has(w), all: p.infos[w].whole().set, adds: adds[w]}
		s.ops = p.fast.slice([]int32{st.word.value, st.word.first}, nil)
		if i := p.fast.opOf(st.word.first); i >= 0 && p.fast.ops[i].code == opTable && s.kind != measure {
			s.look = p.fast.ops[i].operands
		}
		for _, o := range s.ops {
			reads = reads.union(p.fast.reads[o.dst])
		}
		b.steps = append(b.steps, s)
	}
	for w := range 2 * n {
		switch {
		case w >= n && reads.has(w):
			b.asked = append(b.asked, w-n)
		case w >= n, settled.has(w), tied.has(w):
		case reads.has(w):
			b.free = append(b.free, w)
		default:
			b.others = append(b.others, w)
		}
	}
	return b
}
