package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules/fact"
)

// wishes are the keys of a test that expect something of rules.
var wishes = map[string]struct {
	truth  fact.Truth
	should string
}{
	"fires":         {fact.Yes, "fire"},
	"does_not_fire": {fact.No, "not fire"},
	"is_open":       {fact.Unknown, "be open"},
}

// does says what a rule does.
var does = map[fact.Truth]string{fact.Yes: "fires", fact.No: "does not fire", fact.Unknown: "is open"}

// failed reports that an expectation does not hold.
func (t *trial[T]) failed(c *testCase[T], n *yaml.Node, name, msg, hint string) {
	e := c.place(n)
	e.Rule, e.Code, e.Msg, e.Hint = name, "test-failed", msg, hint
	result := &t.report.Tests[c.result]
	result.Faults = append(result.Faults, e)
}

func (t *trial[T]) expectRule(c *testCase[T], n *yaml.Node, name, key string) {
	r := t.rule(n.Value)
	if r == nil {
		hint := ""
		if at := t.gone[n.Value]; at != nil {
			hint = "it is disabled at " + at.Place()
		} else if hint = t.faults.didYouMean(n.Value, t.ruleIDs()); hint == "" {
			hint = "heelwise packs explain lists the rules"
		}
		c.fault(n, name, "unknown-rule", fmt.Sprintf("there is no rule %q", n.Value), hint)
		return
	}
	if c.result < 0 {
		return
	}
	wish, got := wishes[key], t.fires(c, r)
	if got != wish.truth {
		t.failed(c, n, name, fmt.Sprintf("%s should %s, and it %s", r.id, wish.should, does[got]), t.because(c, r))
		return
	}
	t.note(c, r, got)
	result := &t.report.Tests[c.result]
	switch got {
	case fact.Yes:
		t.fired[r.id] = true
		result.Fires = append(result.Fires, r.id)
	case fact.No:
		t.silent[r.id] = true
		result.Silent = append(result.Silent, r.id)
	}
}

// fires reports whether a rule appears in every answer that a case allows, in none, or in some.
func (t *trial[T]) fires(c *testCase[T], r *rule) fact.Truth {
	lo, hi, never := c.sets[r.reg].lo, c.sets[r.reg].hi, 0.0
	if r.outcome == points {
		total, s := &t.totals[r.total], c.points[r.fast]
		lo, hi, never = total.whole(r, s.lo), total.whole(r, s.hi), total.neutral()*total.perUnit
	}
	switch {
	case lo == never && hi == never:
		return fact.No
	case lo > never, hi < never:
		return fact.Yes
	}
	return fact.Unknown
}

// because says what the words that a rule reads are in a case.
func (t *trial[T]) because(c *testCase[T], r *rule) string {
	var parts []string
	for _, w := range r.reads {
		if w < len(t.infos) {
			parts = append(parts, t.infos[w].name+" is "+t.infos[w].said(c.spans[w]))
		}
	}
	return strings.Join(parts, ", ")
}

// said returns in words what is known of w.
func (w *wordInfo) said(s span) string {
	switch {
	case s == w.whole():
		return "unknown"
	case w.single(s):
		return w.fact(w.first(s)).String()
	case w.kind == measure:
		return w.of(s.lo).String() + ".." + w.of(s.hi).String()
	}
	return fact.SetValue(w.values, s.set).String()
}

// expectScore expects a score of a range, as 30..40 or 37.95.
func (t *trial[T]) expectScore(c *testCase[T], n *yaml.Node, name string) {
	text, ok := c.scalar(n, name, "score")
	if !ok {
		return
	}
	want, err := fact.ParseNumber(text)
	if err != nil || text == "" {
		c.fault(n, name, "bad-value", fmt.Sprintf("%q is no range of scores", text), "as 30..40, ..20 or 37.95")
		return
	}
	if c.result < 0 {
		return
	}
	lo, hi := want.Bounds()
	got := t.Score(&c.it)
	if x := int64(got) * 10_000; x < lo || x > hi { // hundredths in millionths
		t.failed(c, n, name, fmt.Sprintf("the score is %s, not %s", got, want), t.made(c))
	}
}

func (t *trial[T]) expectBand(c *testCase[T], n *yaml.Node, name string) {
	names := t.bandNames()
	var wanted []string
	good := true
	for _, node := range c.strings(n, name, "band") {
		if !slices.Contains(names, node.Value) {
			hint := t.faults.didYouMean(node.Value, names)
			if hint == "" {
				hint = "the bands are " + strings.Join(names, ", ")
			}
			c.fault(node, name, "unknown-band", fmt.Sprintf("there is no band %q", node.Value), hint)
			good = false
		}
		wanted = append(wanted, node.Value)
	}
	if !good || c.result < 0 {
		return
	}
	if got := t.Score(&c.it); !slices.Contains(wanted, t.band(got)) {
		t.failed(c, n, name, fmt.Sprintf("the score is %s, in the band %s, not %s", got, t.band(got), list(wanted)), t.made(c))
	}
}

// made says what makes up the score of a case.
func (t *trial[T]) made(c *testCase[T]) string {
	v, err := t.Judge(&c.it)
	if err != nil || len(v.Lines) == 0 {
		return "no rule adds to it"
	}
	var parts []string
	for _, line := range v.Lines[:min(3, len(v.Lines))] {
		parts = append(parts, fmt.Sprintf("%s %s", line.Rule, line.Points))
	}
	return "the most comes from " + strings.Join(parts, ", ")
}

var ordered = regexp.MustCompile(`\s*(<=?)\s*`)

// order runs one line of an order: "kitten 50 <= block 50 < stiletto 50", of the names of tests.
func (t *trial[T]) order(s *source, n *yaml.Node) {
	text, ok := s.scalar(n, "", "an order")
	if !ok {
		return
	}
	names, signs := ordered.Split(strings.TrimSpace(text), -1), ordered.FindAllStringSubmatch(text, -1)
	if len(names) < 2 {
		s.fault(n, "", "bad-value", fmt.Sprintf("%q orders nothing", text), `write names of tests with < or <= between them, as "kitten <= block < stiletto"`)
		return
	}
	var cases []*testCase[T]
	for _, name := range names {
		c := t.cases[name]
		if c == nil {
			hint := t.faults.didYouMean(name, keys(t.cases))
			if hint == "" {
				hint = "an order names tests that stand beside it"
			}
			s.fault(n, "", "unknown-test", fmt.Sprintf("there is no test %q", name), hint)
			return
		}
		c.used = true
		cases = append(cases, c)
	}
	result := TestResult{Name: text, Layer: t.layer, File: s.name, Line: n.Line}
	for i := range cases[1:] {
		a, b := cases[i], cases[i+1]
		if a.result < 0 || b.result < 0 { // what is wrong with it is reported already
			return
		}
		x, y := t.Score(&a.it), t.Score(&b.it)
		if x > y || x == y && signs[i][1] == "<" {
			e := s.place(n)
			e.Code, e.Msg = "test-failed", fmt.Sprintf("%s scores %s, and %s scores %s: not %s", names[i], x, names[i+1], y, signs[i][1])
			result.Faults = append(result.Faults, e)
		}
	}
	t.report.Tests = append(t.report.Tests, result)
}

// untested reports the rules of this folder that no test shows to fire, or not to fire.
func (t *trial[T]) untested() {
	for _, r := range t.pack.rules {
		if r.at.Layer != t.layer {
			continue
		}
		missing := []string{}
		if !t.fired[r.id] {
			missing = append(missing, "fires")
		}
		if !t.silent[r.id] {
			missing = append(missing, "does not fire")
		}
		if len(missing) == 0 && r.outcome == raised {
			t.unshown(r)
			continue
		}
		if len(missing) > 0 {
			stem, _, _ := strings.Cut(r.id, "/")
			e := *r.at
			e.Code, e.Soft = "untested", true
			e.Msg = "no test shows a case in which the rule " + list(missing)
			e.Hint = fmt.Sprintf("name it under %s in %s_test.yaml", strings.ReplaceAll(list(missing), "does not fire", "does_not_fire"), stem)
			t.report.Untested = append(t.report.Untested, &e)
		}
	}
}
