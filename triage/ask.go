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
		lacks, alone := c.want(i), Undetermined
		if lacks.fewest == 1 {
			alone = f.level
		}
		for n := range lacks.findings.all() {
			b := &bearing[n]
			b.rules++
			if alone > b.alone || alone == b.alone && f.level > b.level {
				b.why = f.ask
			}
			b.alone, b.level = max(b.alone, alone), max(b.level, f.level)
			if len(f.words) == 0 {
				b.surely = max(b.surely, alone)
			}
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
	alone  Disposition // of the most urgent rule that lacks no other finding
	surely Disposition // of the most urgent one of these that asks for nothing but findings, as for no age
	level  Disposition // of the most urgent rule
	why    string      // what to say of the one or, without it, of the other
	rules  int
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
	var room [maxFindings]int
	list := room[:0]
	unsure := c.report.isUnsure() && c.Disposition < UrgentSameDay // nothing that fires unsure is worth more
	add := func(n int) {
		if c.report.answer(n) != NotAsked || slices.Contains(list, n) {
			return
		}
		b := &bearing[n]
		perhaps := b.alone
		if unsure {
			perhaps = b.level
		}
		if b.surely > c.Disposition || perhaps > c.Disposition && c.raises(n, unsure) {
			list = append(list, n)
		}
	}
	stated := false
	for i := range c.screens {
		s := &c.screens[i]
		if !c.applies(s) {
			continue
		}
		stated = true
		for _, f := range s.Then {
			if f.of < 0 || c.report.answer(f.of).Rank() >= NotSure.Rank() {
				add(f.finding)
			}
		}
	}
	if !stated { // what hurts may be all that a rule still lacks
		for i := range c.screens {
			for _, n := range c.screens[i].For {
				add(n)
			}
		}
	}
	slices.SortStableFunc(list, order)
	most := len(list)
	if c.AllowsShoeAdvice() {
		most += len(c.shoes.Supports) + len(c.shoes.Contradictions)
	}
	c.FollowUp = make([]Question, 0, most)
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

// raises reports whether a yes to a question could make the case more urgent, as the person is otherwise known. Where they are
// unsure of something, that counts for what a flag is worth then.
func (c *consideration) raises(n int, unsure bool) bool {
	if c.told == nil {
		c.told = new([2]Report)
	}
	sure, favoured := &c.told[0], &c.told[1]
	*sure = *c.report
	sure.answers[n] = fact.Yes
	if unsure {
		*favoured = sure.favoured()
	}
	for _, i := range c.readers[n] {
		f, w := &c.flags[i], c.want(i)
		switch {
		case c.truths[i] != fact.Unknown || !w.findings.has(n):
		case f.level > c.Disposition && w.fewest == 1 && c.pack.Truth(sure, i) == fact.Yes:
			return true
		case unsure && f.unsure > c.Disposition && c.pack.Truth(favoured, i) == fact.Yes:
			return true
		}
	}
	return false
}
