package rules

import (
	"cmp"
	"slices"
	"unsafe"
)

// A Question is what to ask next, and how much an answer would narrow.
type Question struct {
	Word    string `json:"word"`
	Text    string `json:"question"`
	Narrows Points `json:"narrows"` // by how much the likely scores would lie closer together
}

// Ask returns the unknown or partly known words of t that points depend on directly, those first whose answer would
// narrow the likely scores most, equal ones in the order of their names. A word whose answer would not narrow them is
// left out, and so are words that only assumptions ask about. What an answer narrows is reckoned with the word at its
// typical value, and all that is assumed from it assumed anew. The error is that of [Pack.Judge].
func (p *Pack[T]) Ask(t *T) ([]Question, error) {
	if !p.hasScore() {
		return nil, p.noScore()
	}
	m := p.remember()
	defer p.forget(m)
	f := m.facts
	if !p.fill(unsafe.Pointer(t), f) {
		return nil, p.vocabulary.Check(t)
	}
	stated := facts{slices.Clone(f.spans), slices.Clone(f.know)}
	if _, ok := p.settle(f); !ok {
		return nil, p.vocabulary.Check(t)
	}
	return p.ask(stated, f, m), nil
}

// ask is Ask for facts before and after they are settled.
func (p *pack) ask(stated, f facts, m *memory) []Question {
	p.settleTypical(f, m.r, nil)
	typical := slices.Clone(m.r[:len(p.infos)])
	width := p.likelyWidth(f, m)
	var list []Question
	answered := facts{make([]span, len(f.spans)), make([]knowledge, len(f.know))}
	for _, w := range p.plan.words {
		info := p.infos[w]
		if info.single(f.spans[w]) || p.follows(f, w) {
			continue
		}
		copy(answered.spans, stated.spans)
		copy(answered.know, stated.know)
		answered.spans[w], answered.know[w] = info.point(typical[w]), exact
		if _, ok := p.settle(answered); !ok {
			continue
		}
		p.settleTypical(answered, m.r, nil)
		if narrows := width - p.likelyWidth(answered, m); narrows > 0 {
			list = append(list, Question{info.name, info.about.Ask, narrows})
		}
	}
	slices.SortStableFunc(list, func(a, b Question) int {
		return cmp.Or(cmp.Compare(b.Narrows, a.Narrows), cmp.Compare(a.Word, b.Word))
	})
	return list
}

// likelyWidth returns how far apart the likely scores of f lie, whose typical case is in m.
func (p *pack) likelyWidth(f facts, m *memory) Points {
	p.likely(f, m.r, m.box)
	p.unsettle(f, m)
	return p.extreme(m.box, true, m) - p.extreme(m.box, false, m)
}
