package triage

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// Decide decides about a report. It is pure: nothing but the report and the pack counts. The error lists what is impossible in
// the report and what contradicts itself, as [Report.Check] does; with it the Decision is zero.
func (d *Decider) Decide(r Report) (Decision, error) {
	if err := d.check(&r); err != nil {
		return Decision{}, err
	}
	c := consideration{Decider: d, report: r.settledBy(d.settles)}
	var truths, favoured [maxFlags]fact.Truth
	var err error
	if c.truths, err = d.pack.Truths(&c.report, truths[:0]); err != nil {
		return Decision{}, err
	}
	c.favoured = c.truths
	if c.report.isUnsure() {
		sure := c.report.favoured()
		c.favoured, _ = d.pack.Truths(&sure, favoured[:0]) // what the report is not sure about changes no other fact
	}
	c.screen()
	c.fire()
	c.conclude()
	c.open()
	c.ask()
	c.assessShoes()
	if c.Disposition < UrgentSameDay {
		if c.Notes, err = d.pack.Notes(&c.report); err != nil {
			return Decision{}, err
		}
	}
	if c.Notes == nil {
		c.Notes = []rules.Text{}
	}
	c.tell()
	c.Decision.Pack = d.pack.Identity()
	return c.Decision, nil
}

// maxFlags is for how many rules there is room on the stack.
const maxFlags = 128

// A consideration is a decision while it is made.
type consideration struct {
	*Decider
	Decision
	report   Report        // with what follows from it
	truths   []fact.Truth  // of every flag
	favoured []fact.Truth  // were all that the person is not sure about present
	missing  []int         // the findings of the screens that nobody asked for, each once
	complete bool          // every screen that applies is answered
	surely   Disposition   // what fires for certain
	lacking  [maxFlags]way // of every flag that is open or fires unsure: what would decide it
}

// check returns why a report cannot be decided about. Facts that are impossible by themselves are found by the pack.
func (d *Decider) check(r *Report) error {
	if r.unknown != "" || r.broken != NotAsked {
		return r.Check()
	}
	for _, i := range d.settles {
		if r.contradicts(i) {
			return r.Check()
		}
	}
	return nil
}

// screen finds which screens apply, and what of them was not asked.
func (c *consideration) screen() {
	applies := func(s *screen) bool {
		return slices.ContainsFunc(s.For, func(i int) bool { return c.report.answers[i] == fact.Yes })
	}
	var list []*screen
	for i := range c.screens {
		if s := &c.screens[i]; applies(s) {
			list = append(list, s)
		}
	}
	if len(list) > 0 {
		c.missing = c.unasked(list...)
		c.complete = len(c.missing) == 0
		return
	}
	// No complaint is stated. The first screen is for that; but a sign that another screen alone asks about says where it
	// hurts, and then that screen does as well as the first.
	list = append(list, &c.screens[0])
	c.complete = len(c.unasked(&c.screens[0])) == 0
	for i := range c.screens[1:] {
		s := &c.screens[1+i]
		if slices.ContainsFunc(s.own, func(i int) bool { return c.report.answers[i] == fact.Yes }) {
			list = slices.Insert(list, 0, s)
			c.complete = c.complete || len(c.unasked(s)) == 0
		}
	}
	if !c.complete {
		c.missing = c.unasked(list...)
	}
}

// unasked returns the findings of screens that nobody asked for, each once, in their order.
func (c *consideration) unasked(screens ...*screen) (missing []int) {
	for _, s := range screens {
		for _, i := range s.Ask {
			if c.report.answer(i) == NotAsked && !slices.Contains(missing, i) {
				missing = append(missing, i)
			}
		}
	}
	return missing
}

// fire lists the flags that fire, and those that do for some answer of somebody who is not sure.
func (c *consideration) fire() {
	c.Fired = []Flag{}
	for i := range c.flags {
		f := &c.flags[i]
		switch {
		case c.truths[i] == fact.Yes:
			c.surely = max(c.surely, f.level)
			c.Fired = append(c.Fired, c.flag(i, f.level))
		case c.firesUnsure(i):
			c.Fired = append(c.Fired, c.flag(i, f.unsure))
		}
	}
	slices.SortStableFunc(c.Fired, func(a, b Flag) int { return cmp.Compare(b.Level, a.Level) })
}

// firesUnsure reports whether a flag that does not fire would for some answer to what the person is not sure about alone.
func (c *consideration) firesUnsure(i int) bool {
	f := &c.flags[i]
	if c.truths[i] != fact.Unknown || f.unsure <= SelfCare {
		return false
	}
	if len(f.negated) == 0 {
		return c.favoured[i] == fact.Yes
	}
	sure := c.inFavour(i)
	return c.pack.Truth(&sure, i) == fact.Yes
}

// flag describes a flag that fires, at the level that it contributes.
func (c *consideration) flag(i int, level Disposition) Flag {
	f := &c.flags[i]
	flag := Flag{Rule: f.id, Level: level, Unsure: c.truths[i] != fact.Yes, Condition: f.condition, Why: f.why, Source: slices.Clone(f.source)}
	if flag.Unsure {
		flag.NotAsked = c.settling(i)
	}
	needed, enough := c.used(i)
	flag.Findings, flag.EnoughOf = c.named(&needed, f.reads), c.named(&enough, f.reads)
	for _, word := range f.words {
		if c.words.Value(&c.report, word).Known() {
			flag.Words = append(flag.Words, word)
		}
	}
	return flag
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
		for b := range w {
			needed[b] &= w[b]
			enough[b] |= w[b]
		}
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
	for b := range enough {
		enough[b] &^= needed[b]
	}
	return needed, enough
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
func (c *consideration) named(set *way, of []int) (ids []string) {
	for _, n := range of {
		if set.has(n) {
			ids = append(ids, c.ids[n])
		}
	}
	return ids
}

// settling returns the findings nobody asked for each of which would make the i-th flag, which fires unsure, fire for certain.
func (c *consideration) settling(i int) (ids []string) {
	for _, n := range c.flags[i].reads {
		if c.report.answer(n) != NotAsked {
			continue
		}
		r := c.report
		r.answers[n] = fact.Yes
		if c.pack.Truth(&r, i) == fact.Yes {
			ids = append(ids, c.ids[n])
		}
	}
	return ids
}

// conclude decides where the person should turn, between what is sure and what is possible.
func (c *consideration) conclude() {
	level := Undetermined
	if len(c.Fired) > 0 {
		level = c.Fired[0].Level
	}
	c.Floor, c.Ceiling = c.surely, c.surely
	for i := range c.flags {
		if c.truths[i] != fact.No {
			c.Ceiling = max(c.Ceiling, c.flags[i].level)
		}
	}
	switch {
	case level == EmergencyNow:
		c.Status, c.Disposition = Final, level
	case c.complete:
		c.Status, c.Disposition = Final, max(level, SelfCare)
	case level == UrgentSameDay:
		c.Disposition = level
	}
	if c.complete {
		c.Floor, c.Ceiling = max(c.Floor, SelfCare), max(c.Ceiling, SelfCare)
	}
}

// open lists the flags of which nothing is decided, with the answers that would.
func (c *consideration) open() {
	c.Open = make([]OpenRule, 0, len(c.flags))
	room := make([]string, 0, 2*len(c.flags)) // for the findings of all of them
	for level := EmergencyNow; level > SelfCare; level-- {
		for i := range c.flags {
			f := &c.flags[i]
			if f.level != level || c.truths[i] != fact.Unknown {
				continue
			}
			c.lacking[i] = c.lacks(f)
			if c.firesUnsure(i) {
				continue
			}
			from := len(room)
			for _, n := range f.reads {
				if c.lacking[i].has(n) {
					room = append(room, c.ids[n])
				}
			}
			c.Open = append(c.Open, OpenRule{Rule: f.id, Level: f.level, Condition: f.condition, Findings: room[from:len(room):len(room)]})
		}
	}
}

// lacks returns the findings whose answers are missing in the ways of a flag to hold that lack fewest.
func (c *consideration) lacks(f *redFlag) (all way) {
	var present, absent, open way
	for _, n := range f.reads {
		switch c.report.answers[n] {
		case fact.Yes:
			present.add(n)
		case fact.No:
			absent.add(n)
		default:
			open.add(n)
		}
	}
	if len(f.ways) == 0 {
		return open
	}
	fewest := maxFindings + 1
	for i := range f.ways {
		w := &f.ways[i]
		lacks, gone := 0, false
		for k := range w {
			gone = gone || w[k]&absent[k] != 0
			lacks += bits.OnesCount64(w[k] &^ present[k])
		}
		if gone || lacks == 0 || lacks > fewest {
			continue
		}
		if lacks < fewest {
			fewest, all = lacks, way{}
		}
		for k := range w {
			all[k] |= w[k] &^ present[k]
		}
	}
	return all
}
