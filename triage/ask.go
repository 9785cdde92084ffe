package triage

import (
	"cmp"
	"slices"

	"github.com/heelwise/heelwise/rules/fact"
)

// ask lists what has to be asked, what to ask again, and what is worth asking after that. The most urgent comes first: by the
// most urgent rule that a yes alone would make fire, then by the most urgent that an answer bears on, and then by how many.
func (c *consideration) ask() {
	var bearing [maxFindings]bearing
	for i := range c.flags {
		f := &c.flags[i]
		if c.truths[i] != fact.Unknown {
			continue
		}
		for _, n := range f.reads {
			if !c.lacking[i].has(n) {
				continue
			}
			b := &bearing[n]
			b.rules++
			alone := Undetermined
			if c.lacking[i].len() == 1 {
				alone = f.level
			}
			if alone > b.alone || alone == b.alone && f.level > b.level {
				b.why = f.ask
			}
			b.alone, b.level = max(b.alone, alone), max(b.level, f.level)
		}
	}
	order := func(a, b int) int {
		x, y := &bearing[a], &bearing[b]
		return cmp.Or(cmp.Compare(y.alone, x.alone), cmp.Compare(y.level, x.level), cmp.Compare(y.rules, x.rules))
	}
	var list []int
	if c.Disposition != EmergencyNow {
		list = append(list, c.missing...)
		slices.SortStableFunc(list, order)
	}
	var again []int
	for n := range c.list {
		if c.report.answer(n) == NotSure {
			again = append(again, n)
		}
	}
	slices.SortStableFunc(again, order)
	c.Questions = make([]Question, 0, len(list)+len(again))
	for _, n := range append(list, again...) {
		c.Questions = append(c.Questions, c.question(n, &bearing[n]))
	}
	c.FollowUp = []Question{}
	if c.Status == Final && c.Disposition != EmergencyNow {
		c.follow(&bearing, order)
	}
}

// A bearing is what an answer would help to decide.
type bearing struct {
	alone Disposition // of the most urgent rule that lacks nothing else
	level Disposition // of the most urgent rule
	why   string      // what to say of the one or, without it, of the other
	rules int
}

func (c *consideration) question(n int, b *bearing) Question {
	f := &c.list[n]
	why := b.why
	if why == "" {
		why = "Everybody is asked this."
	}
	return Question{Finding: f.ID, Text: f.Ask, Why: why, Again: c.report.answer(n) == NotSure}
}

// follow lists what is worth asking after the screens: findings that a yes to would make the case more urgent, and, while
// shoes may be spoken of, how it goes with them.
func (c *consideration) follow(bearing *[maxFindings]bearing, order func(a, b int) int) {
	var list []int
	add := func(findings findingList) {
		for _, n := range findings {
			if c.report.answer(n) == NotAsked && bearing[n].alone > c.Disposition && !slices.Contains(list, n) {
				list = append(list, n)
			}
		}
	}
	stated := false
	for i := range c.screens {
		if s := &c.screens[i]; c.applies(s) {
			add(s.Then)
			stated = true
		}
	}
	if !stated { // what hurts may be all that a rule still lacks
		for i := range c.screens {
			add(c.screens[i].For)
		}
	}
	slices.SortStableFunc(list, order)
	for _, n := range list {
		c.FollowUp = append(c.FollowUp, c.question(n, &bearing[n]))
	}
	if !c.AllowsShoeAdvice() {
		return
	}
	for _, lists := range [...]findingList{c.shoes.Supports, c.shoes.Contradictions} {
		for _, n := range lists {
			if c.report.answer(n) != NotAsked || slices.Contains(list, n) {
				continue
			}
			q := c.question(n, &bearing[n])
			q.Why = c.shoes.Why
			c.FollowUp = append(c.FollowUp, q)
		}
	}
}
