package rules

import (
	"slices"
	"unsafe"

	"github.com/heelwise/heelwise/rules/fact"
)

// hasScore reports whether the pack adds up to a score.
func (p *pack) hasScore() bool { return p.levels == nil }

// noScore is why a pack with levels cannot be asked for points.
func (p *pack) noScore() error {
	return &Error{File: "pack.yaml", Code: "no-score", Msg: "the pack has levels, and no score", Hint: "ask it for the truths of its rules"}
}

// Levels returns the names of the levels of a pack whose one total is combined by max, the lowest first, which holds while
// no rule does; none of any other pack.
func (p *Pack[T]) Levels() []string {
	if p.levels == nil {
		return nil
	}
	return slices.Clone(p.levels.names)
}

// Raises returns the ids of the rules that have a level, in their order: that of [Pack.Truths].
func (p *Pack[T]) Raises() []string {
	if p.levels == nil {
		return nil
	}
	ids := make([]string, len(p.levels.raises))
	for i, r := range p.levels.raises {
		ids[i] = r.id
	}
	return ids
}

// Truths appends to b whether each rule with a level holds of t: Yes where it holds of everything that t leaves open, No
// where of nothing, else Unknown. It neither changes nor keeps t. The error lists impossible facts and contradictions by key
// ([Errors]); b is then returned as it was. Where b has room it allocates nothing, but when many ask at once.
func (p *Pack[T]) Truths(t *T, b []fact.Truth) ([]fact.Truth, error) {
	if p.levels == nil {
		return b, nil
	}
	m := p.remember()
	defer p.forget(m)
	if !p.fill(unsafe.Pointer(t), m.facts) {
		return b, p.vocabulary.Check(t)
	}
	if _, ok := p.settle(m.facts); !ok {
		return b, p.vocabulary.Check(t)
	}
	copy(m.sets, m.facts.spans)
	runSpans(p.levels.ops, m.sets)
	for _, r := range p.levels.raises {
		b = append(b, spanTruth(m.sets[r.reg]))
	}
	return b, nil
}

// Truth returns whether the i-th of [Pack.Raises] holds of t, which must be possible: what [Pack.Truths] does not refuse. It
// looks at what this rule reads alone.
func (p *Pack[T]) Truth(t *T, i int) fact.Truth {
	r := p.levels.raises[i]
	m := p.remember()
	defer p.forget(m)
	for _, w := range r.reads {
		m.sets[w], _ = p.infos[w].read(unsafe.Pointer(t))
	}
	runSpans(r.raise.ops, m.sets)
	return spanTruth(m.sets[r.reg])
}

// Notes returns the notes that surely hold of t, by id of their rules. The error is that of [Pack.Truths].
func (p *Pack[T]) Notes(t *T) (notes []Text, err error) {
	err = p.eachNote(t, func(r *rule, truth fact.Truth) {
		if truth == fact.Yes {
			notes = append(notes, Text{r.id, r.text})
		}
	})
	return notes, err
}

// NoteTruths appends to b whether each rule that is a note holds of t, in the order of [Pack.Rules], as [Pack.Truths] does
// for rules with a level. It neither changes nor keeps t. The error is that of [Pack.Truths]; b is then returned as it was.
func (p *Pack[T]) NoteTruths(t *T, b []fact.Truth) ([]fact.Truth, error) {
	err := p.eachNote(t, func(_ *rule, truth fact.Truth) { b = append(b, truth) })
	return b, err
}

// eachNote tells of every note whether it holds of t; of none where t is impossible.
func (p *Pack[T]) eachNote(t *T, tell func(*rule, fact.Truth)) error {
	m := p.remember()
	defer p.forget(m)
	if !p.fill(unsafe.Pointer(t), m.facts) {
		return p.vocabulary.Check(t)
	}
	if _, ok := p.settle(m.facts); !ok {
		return p.vocabulary.Check(t)
	}
	copy(m.sets, m.facts.spans)
	runSpans(p.judging, m.sets)
	for _, r := range p.rules {
		if r.outcome == note {
			tell(r, spanTruth(m.sets[r.reg]))
		}
	}
	return nil
}

func spanTruth(s span) fact.Truth {
	switch {
	case s.lo == 1:
		return fact.Yes
	case s.hi == 0:
		return fact.No
	}
	return fact.Unknown
}
