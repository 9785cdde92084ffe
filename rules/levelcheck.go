package rules

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// checkNot refuses a not that could hide something: over a group, in a level that has none, and of a word that the rule asks
// for without not, too.
func (l *loader) checkNot(s *source, n *yaml.Node, r *rule) {
	at := n
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == "when" {
			at = n.Content[i+1]
		}
	}
	refuse := func(msg, hint string) { s.fault(at, r.id, "level-not", msg, hint) }
	var plain wordSet
	seen := map[*condition]bool{}
	var walk func(c *condition)
	walk = func(c *condition) {
		if seen[c] {
			return
		}
		seen[c] = true
		switch {
		case c.code == conditionNot:
			kid := c.kids[0]
			if kid.code != conditionAmong && kid.code != conditionWithin || int(kid.reg) >= len(l.infos) {
				refuse("not stands before more than one word", "with a level, let not stand before a single word, or write another rule")
				return
			}
			r.raise.negated = r.raise.negated.with(int(kid.reg))
		case len(c.kids) == 0:
			plain = plain.union(l.reads[c.reg])
		}
		if c.code != conditionNot {
			for _, kid := range c.kids {
				walk(kid)
			}
		}
	}
	walk(r.when)
	if len(r.raise.negated) > 0 && l.pack.levels.no[l.pack.levels.names[r.raise.level]] {
		refuse(fmt.Sprintf("a rule of the level %s does not say not", l.pack.levels.names[r.raise.level]), "ask for what is there; what is not there is not known for certain")
	}
	r.raise.negated.each(func(w int) bool {
		if plain.has(w) {
			refuse(fmt.Sprintf("%s stands both with and without not", l.infos[w].name), "make two rules")
		}
		return true
	})
}

// checkFalling refuses a rule with a level that could cease to hold as a word becomes worse: that more is wrong would then
// count for less. It is proven on the lowered conditions, for every word that has a worse side.
func (l *loader) checkFalling() {
	v := l.pack.levels
	if v == nil {
		return
	}
	var regs []int32
	for _, r := range v.raises {
		regs = append(regs, r.reg)
	}
	whole := l.spans()
	runSpans(l.slice(regs, nil), whole)
	m := newMover(whole)
	for w, info := range l.infos {
		steps := info.worsens()
		if len(steps) == 0 {
			continue
		}
		var reading []*rule
		regs = regs[:0]
		for _, r := range v.raises {
			if l.reads[r.reg].has(w) {
				reading, regs = append(reading, r), append(regs, r.reg)
			}
		}
		ops := l.slice(regs, wordSet(nil).with(w))
		for _, step := range steps {
			m.word(w, info.kind)
			m.start(ops, w, step.from)
			m.stop(ops, w, step.to)
			m.follow(ops)
			falling := reading[:0:0]
			for _, r := range reading {
				if by := m.by[r.reg]; step.falls && by.hi <= 0 || !step.falls && by.lo >= 0 {
					continue
				}
				falling = append(falling, r)
			}
			m.forget(ops, w, whole)
			for _, r := range falling {
				e := *r.at
				e.Rule, e.Code = r.id, "level-falls"
				e.Msg = fmt.Sprintf("the rule could cease to hold as %s becomes worse", info.name)
				e.Hint = "a rule with a level asks for what is wrong, and never for its absence"
				if !slices.ContainsFunc(*l.faults, func(f *Error) bool { return f.Code == e.Code && f.Rule == e.Rule && f.Msg == e.Msg }) {
					*l.faults = append(*l.faults, &e)
				}
			}
		}
	}
}

// A worsening is a step in which a word becomes worse, or with falls a measure that becomes better as it grows.
type worsening struct {
	from, to span
	falls    bool
}

// worsens returns steps of which every way to become worse is made.
func (w *wordInfo) worsens() (steps []worsening) {
	switch {
	case w.kind == choice && len(w.about.Order) > 0:
		for i := range w.about.Order[1:] {
			for better := range strings.SplitSeq(w.about.Order[i], "|") {
				for worse := range strings.SplitSeq(w.about.Order[i+1], "|") {
					steps = append(steps, worsening{from: span{set: 1 << index(w.values, better)}, to: span{set: 1 << index(w.values, worse)}})
				}
			}
		}
	case w.about.Worse == 0:
	case w.kind == flag && w.about.Worse == Higher:
		steps = append(steps, worsening{from: span{set: 0b01}, to: span{set: 0b10}})
	case w.kind == flag:
		steps = append(steps, worsening{from: span{set: 0b10}, to: span{set: 0b01}})
	case w.kind == measure:
		steps = append(steps, worsening{from: w.whole(), to: w.whole(), falls: w.about.Worse == Lower})
	}
	return steps
}

// checkDated refuses a source of a rule with a level that shows neither its year nor when it was read.
func (l *loader) checkDated() {
	if l.pack.levels == nil {
		return
	}
	told := map[string]bool{}
	for _, r := range l.pack.levels.raises {
		for _, id := range r.cite {
			src, ok := l.pack.sources[id]
			if !ok || src.Year > 0 || src.Read != "" || told[id] {
				continue
			}
			told[id] = true
			e := *l.stands["source "+id]
			e.Rule, e.Code, e.Msg, e.Hint = id, "undated-source", fmt.Sprintf("the rule %s rests on it, and it has no date", r.id), "add year: …, or read: 2026-01, the month in which somebody read it"
			*l.faults = append(*l.faults, &e)
		}
	}
}
