package rules

import (
	"maps"
	"slices"
	"sync"

	"github.com/heelwise/heelwise/rules/fact"
)

// finish makes the pack out of what was read without a fault.
func (l *loader) finish() *pack {
	l.seal()
	p := l.pack
	p.spare = &sync.Pool{}
	plain := l.builder.program // alone: what built it is not kept
	p.program = &plain
	fast := newCondenser(p.program, l.settles)
	var judged, scored []int32
	for _, r := range p.rules {
		p.reads[r.reg].each(func(w int) bool { r.reads = append(r.reads, w); return true })
		if r.outcome == points {
			r.ends = l.ranges[r.reg]
			r.fast, r.whole = fast.addRule(r.reg, &p.totals[r.total])
			scored = append(scored, r.fast)
		} else {
			judged = append(judged, r.reg)
		}
	}
	for _, st := range p.typical { // in their order, so that the fast form is the same whenever a pack is loaded
		a := st.word
		if a == nil {
			continue
		}
		a.value, a.first, a.which = fast.add(a.value), fast.add(a.first), fast.add(a.which)
		for i := range a.entries {
			one := &a.entries[i]
			if one.when >= 0 {
				one.when = fast.add(one.when)
			}
			if one.value >= 0 {
				one.value = fast.add(one.value)
			}
		}
	}
	quick := fast.builder.program
	p.fast = &quick
	for _, a := range l.assumed {
		if i := p.fast.opOf(a.which); i >= 0 && p.fast.ops[i].code == opTable {
			a.table = p.fast.ops[i].operands
		}
	}
	p.judging, p.scoring = p.slice(judged, nil), p.fast.slice(scored, nil)
	l.arrange(p)
	l.arrangeLevels(p)
	p.plan = l.prepare()
	p.needs(l.assumed)
	p.brief = newBrief(p)
	return p
}

// settles reports whether the word w has a value in every typical case.
func (l *loader) settles(w int) bool {
	return l.assumed[w] != nil || slices.ContainsFunc(l.sums, func(s sum) bool { return s.part == w })
}

// arrange gives every step what its typical value needs, and the operations on sets that no step before it has computed.
func (l *loader) arrange(p *pack) {
	sets := map[int32]bool{}
	for i := range p.typical {
		st := &p.typical[i]
		if st.word == nil { // what was computed from the words of the sum may change with them
			t := p.sums[st.sum]
			words := wordSet(nil).with(t.whole).with(t.first).with(t.part)
			maps.DeleteFunc(sets, func(r int32, _ bool) bool { return p.fast.reads[r].meets(words) })
			continue
		}
		var whens []int32
		for i := range st.word.entries {
			one := &st.word.entries[i]
			if one.when >= 0 {
				whens = append(whens, one.when)
			}
			if one.value >= 0 {
				one.ops = p.fast.slice([]int32{one.value}, nil)
			}
		}
		st.ops = p.fast.slice([]int32{st.word.value}, nil)
		st.whens = p.fast.slice(whens, nil)
		st.word.reads.each(func(w int) bool {
			st.asksOpen = st.asksOpen || !l.settles(w)
			return true
		})
		if st.word.table == nil {
			st.sets = anew(slices.Clone(st.whens), sets)
		}
	}
}

// anew returns the operations whose results are not computed yet, and marks them as computed.
func anew(ops []op, computed map[int32]bool) []op {
	ops = slices.DeleteFunc(ops, func(o op) bool { return computed[o.dst] })
	for _, o := range ops {
		computed[o.dst] = true
	}
	return ops
}

// needs finds the words that the answer can depend on: those that points read, what is assumed from, and what is tied
// to them.
func (p *pack) needs(assumed map[int]*assumption) {
	all := p.plan.read
	for range p.infos {
		for _, a := range assumed {
			if all.has(a.word) {
				all = all.union(a.reads)
			}
		}
	}
	all.each(func(w int) bool { p.plan.assumable = append(p.plan.assumable, w); return true })
}

// fact returns the value x of the word as a fact.
func (w *wordInfo) fact(x float64) fact.Value {
	switch {
	case x != x:
		return fact.Value{}
	case w.kind == measure:
		return w.of(x)
	case w.kind == flag:
		return fact.Known(x == 1).Value()
	}
	return fact.SetValue(w.values, 1<<uint(x))
}
