package rules

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
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
	hint := s.faults.didYouMean(n.Value, v.names)
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
