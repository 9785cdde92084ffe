package rules

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// readRules reads a list of rules, or of what stands in the place of rules below.
func (l *loader) readRules(y *bundle, s *source, n *yaml.Node, replaces bool) {
	if n.Kind != yaml.SequenceNode {
		what := map[bool]string{true: "replace", false: "rules"}[replaces]
		s.fault(n, "", "wrong-shape", what+" is a list", "begin each rule with - id: …")
		return
	}
	for _, kid := range n.Content {
		if l.rules++; l.rules > l.Rules {
			s.fault(kid, "", "too-many", fmt.Sprintf("a pack has at most %d rules", l.Rules), "")
			return
		}
		l.readRule(y, s, kid, replaces)
	}
}

// ruleKeys are the keys of every rule, those that say what it does among them; beside them stand the names of totals.
var ruleKeys = []string{"id", "when", "flag", "note", "caveat", "why", "advice", "cite", "against", "grade", "mechanism", "reviewed"}

// keysOfRules returns the keys that a rule of this pack may have.
func (l *loader) keysOfRules() []string {
	if l.pack.levels != nil {
		return slices.Concat(ruleKeys, l.totalNames(), levelKeys)
	}
	return slices.Concat(ruleKeys, l.totalNames())
}

// hasTotals reports whether the totals could be read. While they are not, any key of a rule may be one.
func (l *loader) hasTotals() bool { return len(l.pack.totals) > 0 || l.pack.levels != nil }

// totalNames returns the names of the totals.
func (l *loader) totalNames() []string {
	var names []string
	for _, t := range l.pack.totals {
		names = append(names, t.name)
	}
	if l.pack.levels != nil {
		names = append(names, l.pack.levels.total)
	}
	return names
}

func (l *loader) readRule(y *bundle, s *source, n *yaml.Node, replaces bool) {
	entries := s.entries(n, "", "a rule")
	if len(entries) == 0 {
		if isEmpty(n) {
			s.fault(n, "", "missing-key", "the rule says nothing", fmt.Sprintf("add id: %s/…", s.stem))
		}
		return
	}
	r := &rule{total: -1, at: s.place(n)}
	for _, e := range entries {
		if e.key == "id" {
			l.identifyRule(y, s, e, r, replaces)
		}
	}
	if r.id == "" {
		if !slices.ContainsFunc(entries, func(e entry) bool { return e.key == "id" }) {
			s.fault(n, "", "missing-key", "the rule has no id", fmt.Sprintf("add id: %s/…", s.stem))
		}
		r.id = s.stem + "/?"
	}
	r.at.Rule = r.id
	outcomes, amount := l.readParts(s, entries, r)
	switch {
	case len(outcomes) == 0 && !l.hasTotals(): // it may add to a total that nobody read
	case len(outcomes) == 0:
		s.fault(n, r.id, "missing-key", "the rule does nothing", "give it one of "+list(append([]string{"flag", "note", "caveat"}, l.totalNames()...)))
	case len(outcomes) > 1:
		s.fault(outcomes[1].at, r.id, "two-outcomes", fmt.Sprintf("the rule has both %s and %s", outcomes[0].key, outcomes[1].key), "make it two rules")
	case r.outcome != points && !slices.ContainsFunc(entries, func(e entry) bool { return e.key == "when" }):
		s.fault(n, r.id, "missing-key", fmt.Sprintf("a %s needs a when", outcomes[0].key), "say when it holds")
	}
	l.finishRaise(s, n, r)
	l.lowerRule(r, amount)
}

// readParts reads all that a rule says but its id. It returns what the rule does, and the register of its points, or -1.
func (l *loader) readParts(s *source, entries []entry, r *rule) (outcomes []entry, amount int32) {
	amount = -1
	line := []string{"rule"}
	for _, e := range entries {
		text := e.value.Value
		switch e.key {
		case "id":
		case "when":
			if expr, ok := s.expression(e.value, r.id); ok {
				r.when, _ = l.checker(expr).condition()
				r.whenText = strings.TrimSpace(text)
				text = layoutless(text)
			}
		case "why":
			r.why, _ = s.scalar(e.value, r.id, "why")
		case "mechanism":
			r.mechanism, _ = s.scalar(e.value, r.id, "mechanism")
		case "advice":
			r.advice = l.refer(&l.advised, s, e, r.id)
			text = strings.Join(r.advice, " ")
		case "cite":
			r.cite = l.refer(&l.cited, s, e, r.id)
			text = strings.Join(r.cite, " ")
		case "against":
			r.against = l.refer(&l.cited, s, e, r.id)
			text = strings.Join(r.against, " ")
		case "grade":
			r.grade = l.readGrade(s, e, r.id)
		case "reviewed":
			r.reviewed = l.readReview(s, e, r.id)
			text = r.reviewed.By + " " + r.reviewed.On
		case "flag", "note", "caveat":
			r.outcome = map[string]outcome{"flag": flagged, "note": note, "caveat": caveat}[e.key]
			r.text, _ = s.scalar(e.value, r.id, e.key)
			if r.text != "" && e.key == "flag" && !plainName.MatchString(r.text) {
				s.fault(e.value, r.id, "bad-name", fmt.Sprintf("%q is no name for programs", r.text), "write small letters, digits and _, as long_day; a text for people is a note")
			}
			outcomes = append(outcomes, e)
		default:
			if l.readRaise(s, e, r) {
				if e.key == l.pack.levels.total {
					outcomes = append(outcomes, e)
				}
				break
			}
			i := slices.IndexFunc(l.pack.totals, func(t total) bool { return t.name == e.key })
			if i < 0 {
				if l.hasTotals() {
					s.unknownKey(e, r.id, l.keysOfRules())
				}
				continue
			}
			r.total = i
			outcomes = append(outcomes, e)
			if expr, ok := s.expression(e.value, r.id); ok {
				r.amountText = strings.TrimSpace(text)
				text = layoutless(text)
				if reg, ok := l.checker(expr).quantity(plainNumbers); ok {
					amount = reg
					l.notNegative(expr, reg, e.key)
				}
			}
		}
		line = append(line, e.key, text)
	}
	r.canonical = sortPairs(line)
	return outcomes, amount
}

// sortPairs orders the pairs of key and text behind the first element.
func sortPairs(line []string) []string {
	var pairs [][2]string
	for i := 1; i+1 < len(line); i += 2 {
		pairs = append(pairs, [2]string{line[i], line[i+1]})
	}
	slices.SortFunc(pairs, func(a, b [2]string) int { return cmp.Compare(a[0], b[0]) })
	sorted := line[:1:1]
	for _, p := range pairs {
		sorted = append(sorted, p[0], p[1])
	}
	return sorted
}

// lowerRule gives a rule its register: what it adds, or whether it holds.
func (l *loader) lowerRule(r *rule, amount int32) {
	switch {
	case r.outcome != points && r.when != nil:
		r.reg = l.lower(r.when, false)
	case amount >= 0 && r.when == nil:
		r.reg = amount
	case amount >= 0:
		otherwise := 0.0
		if l.pack.totals[r.total].product {
			otherwise = 1
		}
		r.reg = l.emit(op{code: opSelect, a: l.lower(r.when, false), b: amount, c: l.constant(otherwise)})
	}
}

func (l *loader) notNegative(expr expression, reg int32, total string) {
	if lo := l.ranges[reg].lo; lo < 0 {
		e := expr.where(0)
		e.Code, e.Msg, e.Hint = "negative", fmt.Sprintf("the %s can be %.4g, below nothing", total, lo), "a protective feature is the absence of points: write max(0, …)"
		*l.faults = append(*l.faults, e)
	}
}

// identifyRule reads and checks the id of a rule, "heel/rise" in heel.yaml, and puts the rule in force.
func (l *loader) identifyRule(y *bundle, s *source, e entry, r *rule, replaces bool) {
	id, ok := s.scalar(e.value, "", "an id")
	if !ok {
		return
	}
	r.id, r.at.Rule = id, id
	stem, slug, _ := strings.Cut(id, "/")
	first := l.ids[id]
	switch {
	case replaces:
		if first != nil && first.at.Layer == y.index && first.replaced {
			s.fault(e.value, id, "duplicate-id", fmt.Sprintf("the rule is replaced at %s too", first.at.Place()), "replace it once")
			return
		}
		if _, ok := l.below(y, s, e.value, "replaced"); !ok {
			return
		}
		if at := y.disabled[id]; at != nil {
			s.fault(e.value, id, "conflict", fmt.Sprintf("the rule is replaced, and disabled at %s", at.Place()), "take one of the two away")
			return
		}
		r.replaced = true
	case stem != s.stem || !plainSlug.MatchString(slug):
		s.fault(e.value, id, "bad-id", fmt.Sprintf("the id of a rule in this file begins with %s/", s.stem), fmt.Sprintf("as %s/my-rule, in small letters, digits and -", s.stem))
		return
	case first != nil && first.at.Layer < y.index:
		s.fault(e.value, id, "conflict", fmt.Sprintf("the pack below has this rule, at %s", first.at.Place()), "give it another id, or move it under replace:")
		return
	case first != nil:
		s.fault(e.value, id, "duplicate-id", fmt.Sprintf("the rule at %s has this id, too", first.at.Place()), "give it another one")
		return
	case l.gone[id] != nil:
		s.fault(e.value, id, "conflict", fmt.Sprintf("%s disables a rule of this id", l.gone[id].Place()), "give it another id")
		return
	}
	l.ids[id] = r
}

var plainSlug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
