package rules

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// bound refuses a pack that could pass a total's max. Of a sum, the bound is that of its rules, except that rules whose
// when demands values of one word that exclude each other are counted by the greatest that can hold together; of a
// product, it is the product of the factors' greatest values. What is proven is a bound, not what can be reached.
func (l *loader) bound() {
	for i := range l.pack.totals {
		t := &l.pack.totals[i]
		rules := l.pack.scored[t.from:t.to]
		var most int64
		if t.product {
			p := 1.0
			for _, r := range rules {
				if p *= l.ranges[r.reg].hi; p > maxNumber {
					break
				}
			}
			most = units(p, t.unit)
		} else {
			most = l.greatestSum(t, rules)
		}
		if most <= t.max {
			continue
		}
		l.passes(t, rules, most)
	}
}

// passes reports that the rules of a total can reach more than its max: at the total or, where a layer brings too much,
// at the greatest rule of the highest layer, which is where it can be mended.
func (l *loader) passes(t *total, rules []*rule, most int64) {
	rules = slices.SortedStableFunc(slices.Values(rules), func(a, b *rule) int { return -cmp.Compare(l.ranges[a.reg].hi, l.ranges[b.reg].hi) })
	greatest := func(rules []*rule) string {
		var list []string
		for _, r := range rules[:min(3, len(rules))] {
			list = append(list, fmt.Sprintf("%s %.4g", r.id, l.ranges[r.reg].hi))
		}
		return strings.Join(list, ", ")
	}
	e := *t.at
	e.Rule, e.Code = t.name, "above-max"
	e.Msg = fmt.Sprintf("the rules of %s can reach %g, above its max of %g", t.name, float64(most)*t.unit, float64(t.max)*t.unit)
	e.Hint = "the greatest are " + greatest(rules)
	var last *rule
	for _, r := range rules {
		if r.at.Layer > 0 && (last == nil || r.at.Layer > last.at.Layer) {
			last = r
		}
	}
	if last != nil {
		e = *last.at
		e.Rule, e.Code = last.id, "above-max"
		e.Msg = fmt.Sprintf("with this rule, which can reach %.4g, the rules of %s can reach %g, above the max of %g", l.ranges[last.reg].hi, t.name, float64(most)*t.unit, float64(t.max)*t.unit)
		below := slices.DeleteFunc(slices.Clone(rules), func(r *rule) bool { return r.at.Layer == last.at.Layer })
		switch {
		case t.product:
			e.Hint = fmt.Sprintf("multiplied the factors may come to %g: the greatest are %s", float64(t.max)*t.unit, greatest(rules))
		case len(below) == 0:
			e.Hint = "the greatest are " + greatest(rules)
		default:
			e.Hint = fmt.Sprintf("make room for %g: disable or replace rules below, of which the greatest are %s, or let it be a note", float64(most-t.max)*t.unit, greatest(below))
		}
	}
	*l.faults = append(*l.faults, &e)
}

// greatestSum returns the sum of the greatest values of rules, in units of t.
func (l *loader) greatestSum(t *total, rules []*rule) int64 {
	most := func(r *rule) int64 { return units(l.ranges[r.reg].hi, t.unit) }
	var sum int64
	groups := map[int32][]claim{} // by the word that their when demands first
	for _, r := range rules {
		demand := l.demand(r.when)
		if demand == nil {
			sum += most(r)
			continue
		}
		groups[demand.reg] = append(groups[demand.reg], claim{demand, most(r)})
	}
	for word, group := range groups {
		var greatest int64
		for _, x := range probes(l.infos[word], group) {
			var together int64
			for _, c := range group {
				if c.demand.allows(x) {
					together += c.most
				}
			}
			greatest = max(greatest, together)
		}
		sum += greatest
	}
	return sum
}

// A claim is what a rule demands of a word, and what it adds at most.
type claim struct {
	demand *condition
	most   int64
}

// demand returns what a condition demands of the first word that it asks about, if it cannot hold otherwise.
func (l *loader) demand(c *condition) *condition {
	var first *condition
	var walk func(c *condition)
	seen := map[*condition]bool{}
	walk = func(c *condition) {
		if c == nil || seen[c] {
			return
		}
		seen[c] = true
		switch {
		case c.code == conditionAnd:
			for _, kid := range c.kids {
				walk(kid)
			}
		case c.code != conditionWithin && c.code != conditionAmong, int(c.reg) >= len(l.infos):
		case first == nil:
			first = c
		case first.reg == c.reg:
			first = first.and(c)
		}
	}
	walk(c)
	return first
}

// probes returns values of w among which is one for every set of demands that can hold together.
func probes(w *wordInfo, group []claim) []float64 {
	var at []float64
	if w.kind != measure {
		for i := range w.values {
			at = append(at, float64(i))
		}
		return at
	}
	ends := []float64{w.lo, w.hi}
	for _, c := range group {
		for _, x := range []float64{c.demand.lo, c.demand.hi} {
			if !math.IsInf(x, 0) {
				ends = append(ends, x)
			}
		}
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	for i, x := range ends {
		at = append(at, x)
		if i > 0 {
			at = append(at, ends[i-1]+(x-ends[i-1])/2)
		}
	}
	return at
}

// allows reports whether the atom c holds of the value x.
func (c *condition) allows(x float64) bool {
	if c.code == conditionAmong {
		return c.set>>uint(x)&1 != 0
	}
	o := op{lo: c.lo, hi: c.hi, strict: c.strict}
	return o.within(x) == 1
}
