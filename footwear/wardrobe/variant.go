package wardrobe

import (
	"cmp"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

// An Outcome is what a case becomes by one change or several.
type Outcome struct {
	Facts      []Fact // what changed
	Case       footwear.Case
	Assessment footwear.Assessment // of Case

	// Saves is by how much the score is lower than before, below zero where it is higher.
	Saves rules.Points

	// Sure is the least that is saved, over all that shoe, wearer and use likely are; above zero the change surely lowers
	// the index. What is not known for certain is then the same before and after.
	Sure rules.Points
}

// A Variant is the same shoe with one change.
type Variant struct {
	Step
	Outcome
}

// Variants returns the variants of c that have a lower score by a, those first that save most, equal ones by id. The error
// is that of [footwear.Assessor.Assess].
func (s *Changes) Variants(a *footwear.Assessor, c footwear.Case) ([]Variant, error) {
	list, err := s.All(a, c)
	return slices.DeleteFunc(list, func(v Variant) bool { return v.Saves <= 0 }), err
}

// All is like [Changes.Variants], with those that save nothing and those that have a higher score.
func (s *Changes) All(a *footwear.Assessor, c footwear.Case) ([]Variant, error) {
	of, err := a.Assess(c)
	if err != nil {
		return nil, err
	}
	changes, err := s.applicable(&c)
	if err != nil {
		return nil, err
	}
	var list []Variant
	for i := range changes {
		o, err := outcome(a, &of, &c, changes[i:i+1])
		if err != nil {
			return nil, err
		}
		list = append(list, Variant{changes[i].Step.clone(), o})
	}
	slices.SortFunc(list, func(x, y Variant) int {
		return cmp.Or(cmp.Compare(y.Saves, x.Saves), cmp.Compare(x.ID, y.ID))
	})
	return list, nil
}

// clone returns a step that shares nothing with the changes.
func (s Step) clone() Step {
	s.Source = slices.Clone(s.Source)
	return s
}

// outcome makes changes to c, which was assessed before.
func outcome(a *footwear.Assessor, of *footwear.Assessment, c *footwear.Case, changes []applied) (o Outcome, err error) {
	o.Case = *c
	for i := range changes {
		o.Case, _ = changes[i].to(&o.Case)
		o.Facts = append(o.Facts, changes[i].facts...)
	}
	if o.Assessment, err = a.Assess(o.Case); err != nil {
		return o, err
	}
	o.Saves = of.Score - o.Assessment.Score
	comparison, err := a.Pack().Compare(c, &o.Case, groups(a)...)
	o.Sure = -comparison.Likely.High
	if of.Likely.Width() > 0 && o.Sure > 0 {
		o.Sure = max(0, o.Sure-2) // scores are rounded at the ends and between them, and may differ by a hundredth less each time
	}
	if exposureAlone(a, c, &o) && o.Assessment.Exposure <= of.Exposure {
		// Every likely score becomes the same share of what it was, so least is saved of the least. Each is rounded.
		o.Sure = max(o.Sure, 0, of.Likely.Low-o.Assessment.Likely.Low-2)
	}
	return o, err
}

// exposureAlone reports whether a change is known to exchange one exposure for another and nothing else, and the score is
// in proportion to it.
func exposureAlone(a *footwear.Assessor, c *footwear.Case, o *Outcome) bool {
	const exposure = "exposure"
	if !a.Pack().Proportional(exposure) {
		return false
	}
	for rule := range a.Pack().Rules() {
		switch rule.Outcome {
		case "flag", "note", "caveat":
			continue
		case exposure:
			if slices.ContainsFunc(rule.Reads, func(word string) bool { return !settled(a, c, word) || !settled(a, &o.Case, word) }) {
				return false
			}
		default:
			if slices.ContainsFunc(o.Facts, func(f Fact) bool { return slices.Contains(rule.Reads, f.Word) }) {
				return false
			}
		}
	}
	return true
}

// settled reports whether c says no less of a word than can be said: the time between breaks that nobody takes is nothing.
func settled(a *footwear.Assessor, c *footwear.Case, word string) bool {
	if word == "use.break_every" && c.Use.Breaks == footwear.No {
		return true
	}
	v := a.Vocabulary().Value(c, word)
	if _, lo, hi, ok := v.Measure(); ok {
		return lo == hi
	}
	truth, ok := v.Truth()
	return ok && truth != footwear.Unknown || len(v.Words()) == 1
}

// groups returns the groups of words. Of a shoe that was changed, all that is known before and after is the same thing.
func groups(a *footwear.Assessor) (list []string) {
	for w := range a.Vocabulary().Words() {
		if group, _, _ := strings.Cut(w.Name, "."); !slices.Contains(list, group) {
			list = append(list, group)
		}
	}
	return list
}
