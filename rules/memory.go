package rules

import "slices"

// memory is the room that a judgement needs: facts, and the registers of every evaluator. A pack lends it out again
// and again; none of it is ever part of an answer.
type memory struct {
	facts  facts
	r      []float64 // of the fast form, as all but sets
	box    []span
	x      []float64
	search []span
	open   []int  // the words that points depend on and that have several values
	sets   []span // of the plain form
}

// remember returns memory whose constants are set.
func (p *pack) remember() *memory {
	if m, ok := p.spare.Get().(*memory); ok {
		return m
	}
	words := len(p.infos)
	return &memory{
		facts:  facts{make([]span, words), make([]knowledge, words)},
		r:      slices.Clone(p.fast.initial),
		box:    p.fast.spans(),
		x:      slices.Clone(p.fast.initial),
		search: p.fast.spans(),
		sets:   p.program.spans(),
	}
}

// unsettle notes which words have several values, and sets those that have one.
func (p *pack) unsettle(f facts, m *memory) {
	m.open = m.open[:0]
	for _, w := range p.plan.words {
		if s := f.spans[w]; p.infos[w].single(s) {
			m.search[w], m.x[w] = s, p.infos[w].first(s)
		} else {
			m.open = append(m.open, w)
		}
	}
}

func (p *pack) forget(m *memory) { p.spare.Put(m) }

// pointMemory is room for the score of a pack of ordinary size on the stack.
type pointMemory struct {
	spans [96]span
	know  [96]knowledge
	r     [512]float64
}

// of returns facts and registers for p; a greater pack than most has them allocated.
func (m *pointMemory) of(p *pack) (facts, []float64) {
	n := len(p.infos)
	if n > len(m.spans) {
		return facts{make([]span, n), make([]knowledge, n)}, slices.Clone(p.fast.initial)
	}
	return facts{m.spans[:n], m.know[:n]}, append(m.r[:0], p.fast.initial...)
}
