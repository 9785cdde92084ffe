package plan

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
	"github.com/heelwise/heelwise/triage"
)

// Plan chooses what the person of a report can do at home: by the report, by what the case says of the wearer, the shoe and
// its use, and by the advice of the assessments, if any, of shoes that are worn. At an urgent or undetermined decision
// ([triage.Decision.AllowsShoeAdvice]) the plan is empty, and nothing else is looked at: no slip in the case stands in the way.
//
// What is chosen surely applies. What a caution surely withholds is left out and listed, and so is what it would withhold
// were something present that the person was not sure about. Where the caution was not asked about, the item stays, carries
// the caution, and the question is listed. A plan in which nothing is active is no plan: then everything is withheld.
//
// Plan is pure: the same arguments give the same plan, the order of the assessments does not matter, and none is kept. The
// error lists what is impossible or contradicts itself or the other, by key ([rules.Errors]).
func (r *Repertoire) Plan(d triage.Decision, report triage.Report, c footwear.Case, assessments ...footwear.Assessment) (Plan, error) {
	p := Plan{Disposition: d.Disposition, Pack: r.Identity(),
		Stages: []Stage{}, Items: []Item{}, Withheld: []Withheld{}, Questions: []Question{}, Notes: []rules.Text{}}
	if r.holds == nil || !d.AllowsShoeAdvice() {
		return p, nil
	}
	if err := report.Check(); err != nil {
		return Plan{}, err
	}
	report, err := report.Join(c)
	if err != nil {
		return Plan{}, err
	}
	s := newSubject(&d, report, c)
	holds, err := r.judge(s)
	if err != nil {
		return Plan{}, err
	}
	dread := holds
	if worst, unsure := s.dreading(); unsure {
		if dread, err = r.judge(worst); err != nil {
			return Plan{}, err
		}
	}
	ch := &choice{r, s, holds, dread, map[string]*Question{}, map[string][]truths{}}
	ch.choose(&p, advised(assessments))
	return p, nil
}

func advised(assessments []footwear.Assessment) map[string]bool {
	ids := map[string]bool{}
	for i := range assessments {
		for _, advice := range assessments[i].Advice {
			ids[advice.ID] = true
		}
	}
	return ids
}

// A choice is a plan in the making.
type choice struct {
	*Repertoire
	of        *subject
	holds     truths // of the facts as they are
	dread     truths // with what the person was not sure about
	questions map[string]*Question
	tried     map[string][]truths // what would hold for answers to a question, by its word
}

func (c *choice) choose(p *Plan, advised map[string]bool) {
	taken := map[string]string{} // the item of each slot
	active := false
	var chosen []item
	for i := range c.items {
		one := &c.items[i]
		applies := c.holds[c.index[one.ID]].Or(fact.Known(slices.ContainsFunc(one.Advised, func(id string) bool { return advised[id] })))
		phase := fact.No
		for ph := range one.Doses {
			phase = phase.Or(c.holds[c.index[ph.entry()]])
		}
		switch applies.And(phase) {
		case fact.No:
			continue
		case fact.Unknown:
			c.wonder(one, applies, phase)
			continue
		}
		if because, unsure, ok := c.withheld(one); ok {
			p.Withheld = append(p.Withheld, Withheld{one.ID, one.Name, because, unsure})
			continue
		}
		if first := taken[one.Slot]; one.Slot != "" && first != "" {
			p.Withheld = append(p.Withheld, Withheld{one.ID, one.Name, rules.Text{ID: "plan.slot", Text: english["plan.slot"]}, false})
			continue
		}
		taken[one.Slot] = one.ID
		active = active || slices.Contains(activeKinds, one.kind)
		chosen = append(chosen, *one)
	}
	if !active { // what is done to somebody never makes a plan alone
		for _, one := range chosen {
			p.Withheld = append(p.Withheld, Withheld{one.ID, one.Name, rules.Text{ID: "plan.passive", Text: english["plan.passive"]}, false})
		}
		chosen = nil
	}
	p.Items = append(p.Items, c.place(chosen)...)
	for ph := Now; ph <= Weekly; ph++ {
		if slices.ContainsFunc(p.Items, func(i Item) bool { return i.Phase == ph }) {
			p.Stages = append(p.Stages, c.stages[ph])
		}
	}
	for _, note := range c.notes {
		if c.holds[c.index[note.ID]] == fact.Yes && len(p.Items) > 0 {
			p.Notes = append(p.Notes, note)
		}
	}
	slices.SortFunc(p.Withheld, func(a, b Withheld) int { return strings.Compare(a.ID, b.ID) })
	for _, q := range c.questions {
		p.Questions = append(p.Questions, *q)
	}
	slices.SortFunc(p.Questions, func(a, b Question) int {
		return cmp.Or(cmp.Compare(len(b.Careful), len(a.Careful)), cmp.Compare(len(b.Adds), len(a.Adds)), strings.Compare(a.Word, b.Word))
	})
}

// withheld returns the first caution that withholds an item, and whether only for what the person was not sure about.
func (c *choice) withheld(one *item) (because rules.Text, unsure, ok bool) {
	for _, truth := range []truths{c.holds, c.dread} {
		for i := range c.cautions {
			if w := &c.cautions[i]; truth[c.index[w.ID]] == fact.Yes && (w.withholds(one) || one.late() && slices.Contains(w.Withholds, progression)) {
				return w.Text, unsure, true
			}
		}
		unsure = true
	}
	return rules.Text{}, false, false
}

func (w *caution) withholds(one *item) bool {
	return slices.ContainsFunc(w.Withholds, func(tag string) bool { return slices.Contains(one.Tags, tag) })
}

// late reports whether an item is itself a step up: it joins a plan that has begun.
func (i *item) late() bool {
	for _, doses := range i.Doses {
		if doses[0].Week == 1 {
			return false
		}
	}
	return true
}

// place returns the items with a dose for each of their phases that surely comes, in the order of a plan.
func (c *choice) place(chosen []item) (list []Item) {
	order := map[string]int{}
	for i := range chosen {
		one := &chosen[i]
		for ph, doses := range one.Doses {
			switch c.holds[c.index[ph.entry()]] {
			case fact.No:
				continue
			case fact.Unknown:
				c.ask(ph.entry(), one.ID, false)
				continue
			}
			it := one.Item
			it.Phase, it.Doses = ph, slices.Clone(doses)
			it.Facts, it.Cite, it.Against = slices.Clone(it.Facts), slices.Clone(it.Cite), slices.Clone(it.Against)
			c.care(one, &it)
			order[it.ID+ph.String()] = cmp.Or(one.Orders[ph], maxOrder+1)
			list = append(list, it)
		}
	}
	slices.SortFunc(list, func(a, b Item) int {
		return cmp.Or(cmp.Compare(a.Phase, b.Phase), cmp.Compare(order[a.ID+a.Phase.String()], order[b.ID+b.Phase.String()]), strings.Compare(a.ID, b.ID))
	})
	return list
}

// care gives an item the cautions of which nobody knows whether they hold, and takes away the progression where one does.
func (c *choice) care(one *item, it *Item) {
	for i := range c.cautions {
		w := &c.cautions[i]
		rises := (len(it.Doses) > 1 || one.late()) && slices.Contains(w.Withholds, progression)
		if !rises && !w.withholds(one) {
			continue
		}
		switch {
		case c.holds[c.index[w.ID]] == fact.Yes || c.dread[c.index[w.ID]] == fact.Yes: // what it withholds beside the progression is gone already
			it.Doses = it.Doses[:1]
			it.Cautions = append(it.Cautions, w.Text)
		case c.holds[c.index[w.ID]] == fact.Unknown || c.dread[c.index[w.ID]] == fact.Unknown:
			it.Cautions = append(it.Cautions, rules.Text{ID: w.ID + ".care", Text: w.Care})
			c.ask(w.ID, one.ID, true)
		}
	}
}

// wonder lists what would decide whether an item joins the plan.
func (c *choice) wonder(one *item, applies, phase fact.Truth) {
	if _, _, ok := c.withheld(one); ok {
		return // no answer would bring it in
	}
	if applies == fact.Unknown {
		c.ask(one.ID, one.ID, false)
	}
	if phase == fact.Unknown {
		for _, ph := range slices.Sorted(maps.Keys(one.Doses)) {
			if c.holds[c.index[ph.entry()]] == fact.Unknown {
				c.ask(ph.entry(), one.ID, false)
			}
		}
	}
}
