package triage

import (
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
	r = r.settledBy(d.settles)
	var room struct{ truths, favoured [maxFlags]fact.Truth }
	c := consideration{Decider: d, report: &r}
	c.present, c.absent = c.report.sets()
	if n := len(d.flags); n > maxFlags {
		c.further = make([]want, n-maxFlags)
	}
	var err error
	if c.truths, err = d.pack.Truths(c.report, room.truths[:0]); err != nil {
		return Decision{}, err
	}
	c.favoured = c.truths
	if c.report.isUnsure() {
		sure := c.report.favoured()
		c.favoured, _ = d.pack.Truths(&sure, room.favoured[:0]) // what the report is not sure about changes no other fact
	}
	c.screen()
	c.fire()
	c.conclude()
	c.open()
	c.ask()
	c.assessShoes()
	if c.Disposition < UrgentSameDay {
		if c.Notes, err = d.pack.Notes(c.report); err != nil {
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

// maxFlags is for how many rules a consideration has room; more take room elsewhere.
const maxFlags = 128

// A consideration is a decision while it is made.
type consideration struct {
	*Decider
	Decision
	report   *Report        // with what follows from it; on the heap, so that nothing else need be
	present  way            // the findings that are
	absent   way            // and those that are not
	truths   []fact.Truth   // of every flag
	favoured []fact.Truth   // were all that the person is not sure about present
	missing  []int          // the findings of the screens that nobody asked for, each once
	complete bool           // every screen that applies is answered
	surely   Disposition    // what fires for certain
	wants    [maxFlags]want // of every flag that is open or fires unsure: what would decide it
	further  []want         // those of the flags beyond
	lists    []string       // room for the lists of texts in the decision
	told     *[2]Report     // room for the report with one more answer
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
	var list []*screen
	for i := range c.screens {
		if s := &c.screens[i]; c.applies(s) {
			list = append(list, s)
		}
	}
	if len(list) > 0 {
		c.missing = c.unasked(list...)
		c.complete = len(c.missing) == 0
		return
	}
	// No complaint is stated. The first screen is for that; but a sign that is of another screen alone says where it
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

// applies reports whether something hurts that a screen is for.
func (c *consideration) applies(s *screen) bool {
	return slices.ContainsFunc(s.For, func(i int) bool { return c.report.answers[i] == fact.Yes })
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
	var fires [EmergencyNow + 1][]int // by what a flag contributes
	n := 0
	for i := range c.flags {
		worth := c.flags[i].level
		switch {
		case c.truths[i] == fact.Yes:
			c.surely = max(c.surely, worth)
		case c.firesUnsure(i):
			worth = c.flags[i].unsure
		default:
			continue
		}
		if worth > SelfCare {
			fires[worth] = append(fires[worth], i)
			n++
		}
	}
	c.Fired = make([]Flag, n)
	c.reserve(n * textsOfFlag)
	told := c.Fired
	for level := EmergencyNow; level > SelfCare; level-- {
		for _, i := range fires[level] {
			c.describe(i, level, &told[0])
			told = told[1:]
		}
	}
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
	var list [maxFlags]int
	open, findings := list[:0], 0
	for _, i := range c.urgentFirst {
		f := &c.flags[i]
		if c.truths[i] != fact.Unknown || f.level <= SelfCare {
			continue
		}
		lacks := c.want(i)
		*lacks = c.lacks(f)
		if !c.firesUnsure(i) {
			open = append(open, i)
			findings += lacks.findings.len()
		}
	}
	c.Open = make([]OpenRule, len(open))
	c.reserve(findings)
	for k, i := range open {
		f, o := &c.flags[i], &c.Open[k]
		o.Rule, o.Level, o.Condition, o.Findings = f.id, f.level, f.condition, c.named(&c.want(i).findings, f.reads)
	}
}

// A want is what a flag wants for it to hold.
type want struct {
	findings way
	fewest   int // of them that could be enough; 1 where each of them could by itself
}

// want returns what the i-th flag wants.
func (c *consideration) want(i int) *want {
	if i < maxFlags {
		return &c.wants[i]
	}
	return &c.further[i-maxFlags]
}

// lacks returns what a flag wants after what is known.
func (c *consideration) lacks(f *redFlag) want {
	if !f.all.meets(&c.present) && !f.all.meets(&c.absent) {
		return f.blank
	}
	return f.lacks(&c.present, &c.absent)
}

// lacks returns the findings whose answers are missing in the ways to hold that lack fewest.
func (f *redFlag) lacks(present, absent *way) (all want) {
	if len(f.ways) == 0 {
		left := f.all.without(present)
		left = left.without(absent)
		return want{left, left.len()}
	}
	fewest := maxFindings + 1
	for i := range f.ways {
		w := &f.ways[i]
		if w.meets(absent) {
			continue
		}
		left := w.without(present)
		lacks := left.len()
		if lacks == 0 || lacks > fewest {
			continue
		}
		if lacks < fewest {
			fewest, all = lacks, want{fewest: lacks}
		}
		all.findings = all.findings.union(&left)
	}
	return all
}
