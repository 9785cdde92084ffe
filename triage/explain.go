package triage

import (
	"slices"

	"github.com/heelwise/heelwise/rules/fact"
)

// describe describes a flag that fires, at the level that it contributes.
func (c *consideration) describe(i int, level Disposition, flag *Flag) {
	f := &c.flags[i]
	flag.Rule, flag.Level, flag.Unsure, flag.Condition, flag.Why, flag.Source = f.id, level, c.truths[i] != fact.Yes, f.condition, f.why, c.kept(f.source)
	if flag.Unsure {
		flag.NotAsked = c.settling(i)
	}
	needed, enough := c.used(i)
	flag.Findings, flag.EnoughOf = c.named(&needed, f.reads), c.named(&enough, f.reads)
	for _, word := range f.words {
		if c.words.Value(c.report, word).Known() {
			flag.Words = append(flag.Words, word)
		}
	}
}

// inFavour returns the report as if the person were sure of what speaks for the i-th flag.
func (c *consideration) inFavour(i int) Report {
	r := c.report.favoured()
	for _, n := range c.flags[i].negated {
		if c.report.answer(n) == NotSure {
			r.answers[n] = fact.No
		}
	}
	return r
}

// used returns the findings on which the i-th flag fires: those without any of which it would not, and the others, of which
// there are enough. Where it could do without each of them by itself, the first are those of a smallest way to hold.
func (c *consideration) used(i int) (needed, enough way) {
	f := &c.flags[i]
	var there way // what is present, or may be
	for _, n := range f.reads {
		if a := c.report.answer(n); a == Present || a == NotSure || a == Absent && slices.Contains(f.negated, n) {
			there.add(n)
		}
	}
	var shortest *way
	needed = there
	for k := range f.ways {
		w := &f.ways[k]
		if !w.within(&there) {
			continue
		}
		needed, enough = needed.common(w), enough.union(w)
		if shortest == nil {
			shortest = w
		}
	}
	if len(f.words) > 0 || len(f.negated) > 0 || shortest == nil { // not every way that is within holds
		needed = c.essential(i, &there)
		if shortest == nil {
			enough = there
		}
	}
	if needed == (way{}) && shortest != nil {
		needed = *shortest
	}
	return needed, enough.without(&needed)
}

// essential returns those findings without which the i-th flag would not fire, whatever the person is not sure about.
func (c *consideration) essential(i int, there *way) (needed way) {
	r := c.inFavour(i)
	for _, n := range c.flags[i].reads {
		if !there.has(n) {
			continue
		}
		was := r.answers[n]
		r.answers[n] = fact.Unknown
		if c.pack.Truth(&r, i) != fact.Yes {
			needed.add(n)
		}
		r.answers[n] = was
	}
	return needed
}

// named returns the ids of those of the given findings that are in a set.
func (c *consideration) named(set *way, of []int) []string {
	from := len(c.lists)
	for _, n := range of {
		if set.has(n) {
			c.lists = append(c.lists, c.ids[n])
		}
	}
	return c.since(from)
}

// kept returns a copy of texts.
func (c *consideration) kept(texts []string) []string {
	from := len(c.lists)
	c.lists = append(c.lists, texts...)
	return c.since(from)
}

// since returns the texts added to the lists of the decision from the given one on; nil where there is none.
func (c *consideration) since(from int) []string {
	if from == len(c.lists) {
		return nil
	}
	return c.lists[from:len(c.lists):len(c.lists)]
}

// textsOfFlag is how many texts the lists of a flag mostly hold.
const textsOfFlag = 5

// reserve makes room for that many texts. What stands in the lists already stays where it is.
func (c *consideration) reserve(texts int) {
	if cap(c.lists)-len(c.lists) < texts {
		c.lists = make([]string, 0, texts)
	}
}

// settling returns the findings nobody asked for each of which would make the i-th flag, which fires unsure, fire for certain.
func (c *consideration) settling(i int) (ids []string) {
	f := &c.flags[i]
	var alone way // what a way lacks beside what is present, and nothing else
	for k := range f.ways {
		lacks := f.ways[k].without(&c.present)
		if lacks.len() == 1 {
			alone = alone.union(&lacks)
		}
	}
	for _, n := range f.reads {
		if c.report.answer(n) != NotAsked || !alone.has(n) {
			continue
		}
		r := *c.report
		r.answers[n] = fact.Yes
		if len(f.words) == 0 && len(f.negated) == 0 || c.pack.Truth(&r, i) == fact.Yes {
			ids = append(ids, c.ids[n])
		}
	}
	return ids
}
