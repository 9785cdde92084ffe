package rules

import (
	"fmt"
	"slices"
	"strings"
	"unsafe"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules/fact"
)

// levels are the named levels of a pack whose one total is combined by max, lowest first. The first is what holds while no
// rule does.
type levels struct {
	total  string
	names  []string
	no     map[string]bool // the levels whose rules may not say not
	ops    []op            // what the conditions of all rules need
	raises []*rule         // the rules with a level, by id
}

// A raise is what a rule with a level has beside other rules.
type raise struct {
	level     int
	unsure    int // the level that it is worth where it would hold for some answer of someone who is not sure; 0 is none
	given     bool
	condition string // what it makes one think of
	evidence  string // how much is known of how well it tells that
	reviewBy  string // a day
	negated   wordSet
	ways      [][]string
	ops       []op
}

var (
	levelKeys      = []string{"condition", "evidence", "on_unsure", "review_by"}
	levelTotalKeys = []string{"combine", "levels", "without_not"}
)

const maxLevels = 16

// isLevels reports whether a total is combined by max over named levels.
func isLevels(n *yaml.Node) bool {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == "combine" && n.Content[i+1].Value == "max" {
			return true
		}
	}
	return false
}

// readLevels reads a total that is combined by max.
func (l *loader) readLevels(s *source, e entry, others int) {
	v := &levels{total: e.key, no: map[string]bool{}}
	if !plainName.MatchString(e.key) || slices.Contains(slices.Concat([]string{"score"}, ruleKeys, levelKeys), e.key) {
		s.fault(e.at, "", "bad-name", fmt.Sprintf("a total cannot be called %q", e.key), "write small letters, digits and _, as level")
	}
	if others > 0 {
		s.fault(e.at, e.key, "conflict", "a total of levels stands alone", "take the other totals away, or make two packs")
	}
	line := []string{"levels", e.key}
	for _, f := range s.entries(e.value, e.key, "a total") {
		switch f.key {
		case "combine":
		case "levels":
			for _, n := range s.strings(f.value, e.key, f.key) {
				if !plainName.MatchString(n.Value) || slices.Contains(v.names, n.Value) {
					s.fault(n, e.key, "bad-name", fmt.Sprintf("a level cannot be called %q", n.Value), "write each level once, in small letters, digits and _")
				}
				v.names = append(v.names, n.Value)
				line = append(line, n.Value)
			}
		case "without_not":
			for _, n := range s.strings(f.value, e.key, f.key) {
				v.no[n.Value] = true
				line = append(line, "not "+n.Value)
				defer func() { v.at(s, n, e.key) }() // once all levels are read
			}
		default:
			s.unknownKey(f, e.key, levelTotalKeys)
		}
	}
	if n := len(v.names); n < 2 || n > maxLevels {
		s.fault(e.at, e.key, "missing-key", fmt.Sprintf("there are %d levels", n), fmt.Sprintf("write 2 to %d of them, the lowest first, as levels: [none, soon, now]", maxLevels))
	}
	for len(v.names) < 2 { // so that rules can be read on
		v.names = append(v.names, "?")
	}
	l.pack.levels = v
	l.note(line...)
}

// at returns which level a node names; not ok where it names none, or the lowest, which no rule has.
func (v *levels) at(s *source, n *yaml.Node, rule string) (level int, ok bool) {
	level = index(v.names, n.Value)
	if level > 0 {
		return level, true
	}
	hint := didYouMean(n.Value, v.names)
	switch {
	case level == 0:
		hint = fmt.Sprintf("%s is what holds while no rule does", n.Value)
	case hint == "" && len(v.names) > 0:
		hint = "the levels of rules are " + list(v.names[1:])
	}
	s.fault(n, rule, "unknown-level", fmt.Sprintf("%q is no level of a rule", n.Value), hint)
	return 0, false
}

// readRaise reads a key that a rule with a level has. It reports whether it is one.
func (l *loader) readRaise(s *source, e entry, r *rule) bool {
	v := l.pack.levels
	if v == nil || e.key != v.total && !slices.Contains(levelKeys, e.key) {
		return false
	}
	if r.raise == nil {
		r.raise = &raise{}
	}
	text, ok := s.scalar(e.value, r.id, e.key)
	if !ok {
		return true
	}
	switch e.key {
	case v.total:
		r.outcome = raised
		r.raise.level, _ = v.at(s, e.value, r.id)
	case "condition":
		r.raise.condition = text
	case "evidence":
		r.raise.evidence = text
	case "review_by":
		if r.raise.reviewBy = text; !plainDay.MatchString(text) {
			s.fault(e.value, r.id, "bad-value", fmt.Sprintf("%q is no day", text), "as 2026-01-31")
		}
	case "on_unsure":
		r.raise.given = true
		if text != v.names[0] {
			r.raise.unsure, _ = v.at(s, e.value, r.id)
		}
	}
	return true
}

// finishRaise checks what a rule with a level needs.
func (l *loader) finishRaise(s *source, n *yaml.Node, r *rule) {
	if r.raise == nil {
		return
	}
	if r.outcome != raised {
		s.fault(n, r.id, "misplaced-key", fmt.Sprintf("only a rule with a %s has %s", l.pack.levels.total, list(levelKeys)), "give it a level, or take them away")
		return
	}
	x := r.raise
	for _, need := range []struct{ key, has, hint string }{
		{"why", r.why, "the reason, for people"}, {"condition", x.condition, "what it makes one think of"},
		{"cite", strings.Join(r.cite, " "), "what it rests on"}, {"review_by", x.reviewBy, "the day by which somebody looks it over, as 2026-01-31"},
	} {
		if need.has == "" && !hasKey(n, need.key) {
			s.fault(n, r.id, "missing-key", "the rule has no "+need.key, fmt.Sprintf("add %s: …, %s", need.key, need.hint))
		}
	}
	if x.unsure > x.level {
		s.fault(n, r.id, "bad-value", "not to be sure cannot count for more than to be", fmt.Sprintf("let on_unsure be %s at most", l.pack.levels.names[x.level]))
	}
	if !x.given {
		x.unsure = max(0, x.level-1)
	}
	if r.when != nil {
		l.checkNot(s, n, r)
	}
}

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

// arrangeLevels gives the rules with a level what their conditions need.
func (l *loader) arrangeLevels(p *pack) {
	if p.levels == nil {
		return
	}
	var regs []int32
	budget := maxWaySteps
	for _, r := range p.levels.raises {
		regs = append(regs, r.reg)
		r.raise.ops = p.slice([]int32{r.reg}, nil)
		for _, way := range l.ways(r.when, &budget) {
			r.raise.ways = append(r.raise.ways, l.saidWay(way))
		}
	}
	p.levels.ops = p.slice(regs, nil)
}

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
	m := p.remember()
	defer p.forget(m)
	if !p.fill(unsafe.Pointer(t), m.facts) {
		return nil, p.vocabulary.Check(t)
	}
	if _, ok := p.settle(m.facts); !ok {
		return nil, p.vocabulary.Check(t)
	}
	copy(m.sets, m.facts.spans)
	runSpans(p.judging, m.sets)
	for _, r := range p.rules {
		if r.outcome == note && m.sets[r.reg].lo == 1 {
			notes = append(notes, Text{r.id, r.text})
		}
	}
	return notes, nil
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
