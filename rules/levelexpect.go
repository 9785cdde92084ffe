package rules

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules/fact"
)

// shown is what tests have shown of a rule with a level, each as what the case says of the words that it reads.
type shown struct {
	fires  [][]span
	silent [][]span
	unsure bool // what happens where somebody is not sure about one of its words
}

// readUnsure reads the words of which somebody was asked, and was not sure: flags that nothing is stated of.
func (t *trial[T]) readUnsure(c *testCase[T], e entry, name string, f facts) {
	for _, n := range c.strings(e.value, name, e.key) {
		i, ok := t.vocabulary.index[n.Value]
		switch {
		case !ok:
			hint := t.faults.didYouMean(n.Value, t.vocabulary.names())
			if hint == "" {
				hint = "write a word in full, as it stands in the rule"
			}
			c.fault(n, name, "unknown-word", fmt.Sprintf("there is no word %q", n.Value), hint)
		case t.infos[i].kind != flag:
			c.fault(n, name, "bad-value", fmt.Sprintf("%s is no flag", n.Value), "leave out what is not known of it")
		case f.know[i] != nothing:
			c.fault(n, name, "bad-value", fmt.Sprintf("%s is stated under facts", n.Value), "take one of the two away")
		default:
			c.unsure = append(c.unsure, i)
		}
	}
}

// favoured reports whether a rule holds for some answer to what the case is not sure about, and to that alone.
func (t *trial[T]) favoured(c *testCase[T], r *rule) bool {
	sets := slices.Clone(c.sets)
	for _, w := range c.unsure {
		sets[w] = span{set: 0b10}
		if r.negated.has(w) {
			sets[w] = span{set: 0b01}
		}
	}
	runSpans(r.raise.ops, sets)
	return sets[r.reg].lo == 1
}

// worth returns the level that a rule is worth in a case, and whether that is because somebody was not sure.
func (t *trial[T]) worth(c *testCase[T], r *rule) (level int, unsure bool) {
	switch {
	case c.sets[r.reg].lo == 1:
		return r.raise.level, false
	case r.raise.unsure > 0 && t.favoured(c, r):
		return r.raise.unsure, true
	}
	return 0, false
}

func (t *trial[T]) expectUnsure(c *testCase[T], n *yaml.Node, name string) {
	r := t.rule(n.Value)
	if r == nil || r.outcome != raised {
		c.fault(n, name, "unknown-rule", fmt.Sprintf("there is no rule with a level %q", n.Value), t.faults.didYouMean(n.Value, t.ruleIDs()))
		return
	}
	if c.result < 0 {
		return
	}
	if _, unsure := t.worth(c, r); !unsure {
		got := does[t.fires(c, r)]
		if r.raise.unsure == 0 {
			got = "is worth nothing where somebody is not sure"
		}
		t.failed(c, n, name, fmt.Sprintf("%s should fire unsure, and it %s", r.id, got), t.because(c, r))
		return
	}
	t.showing(r).unsure = true
	result := &t.report.Tests[c.result]
	result.Unsure = append(result.Unsure, r.id)
}

// expectLevel expects what the rules that fire are worth at most.
func (t *trial[T]) expectLevel(c *testCase[T], n *yaml.Node, name string) {
	text, ok := c.scalar(n, name, "level")
	if !ok {
		return
	}
	if index(t.levels.names, text) < 0 {
		hint := t.faults.didYouMean(text, t.levels.names)
		if hint == "" {
			hint = "the levels are " + list(t.levels.names)
		}
		c.fault(n, name, "unknown-level", fmt.Sprintf("there is no level %q", text), hint)
		return
	}
	if c.result < 0 {
		return
	}
	most, by := 0, "no rule fires"
	for _, r := range t.levels.raises {
		if level, _ := t.worth(c, r); level > most {
			most, by = level, "by "+r.id
		}
	}
	if got := t.levels.names[most]; got != text {
		t.failed(c, n, name, fmt.Sprintf("the level is %s, not %s", got, text), by)
	}
}

// note keeps what a case shows of a rule with a level.
func (t *trial[T]) note(c *testCase[T], r *rule, got fact.Truth) {
	if r.outcome != raised {
		return
	}
	at := make([]span, len(r.reads))
	for i, w := range r.reads {
		at[i] = c.spans[w]
	}
	s := t.showing(r)
	switch got {
	case fact.Yes:
		s.fires = append(s.fires, at)
	case fact.No:
		s.silent = append(s.silent, at)
	case fact.Unknown: // where it is worth nothing to be unsure, that it stays open is what there is to show
		s.unsure = s.unsure || r.raise.unsure == 0 && slices.ContainsFunc(c.unsure, func(w int) bool { return slices.Contains(r.reads, w) })
	}
}

func (t *trial[T]) showing(r *rule) *shown {
	if t.shown[r.id] == nil {
		t.shown[r.id] = &shown{}
	}
	return t.shown[r.id]
}

// isNear reports whether some case in which the rule does not fire differs by a single word from one in which it does.
func (s *shown) isNear() bool {
	for _, a := range s.fires {
		for _, b := range s.silent {
			differ := 0
			for i := range a {
				if a[i] != b[i] {
					differ++
				}
			}
			if differ == 1 {
				return true
			}
		}
	}
	return false
}

// unshown reports what no test shows of a rule with a level that fires in one test and does not in another.
func (t *trial[T]) unshown(r *rule) {
	s := t.showing(r)
	var missing []string
	if !s.isNear() {
		missing = append(missing, "nearly fires: like one in which it does, but for one word")
	}
	if !s.unsure {
		missing = append(missing, "is met by somebody who is not sure")
	}
	if len(missing) == 0 {
		return
	}
	e := *r.at
	e.Code, e.Soft = "untested", true
	e.Msg = "no test shows a case in which the rule " + strings.Join(missing, ", nor one in which it ")
	e.Hint = "name it under does_not_fire, and under fires_unsure with unsure: […]"
	if r.raise.unsure == 0 {
		e.Hint = "name it under does_not_fire, and under is_open with unsure: […]"
	}
	t.report.Untested = append(t.report.Untested, &e)
}
