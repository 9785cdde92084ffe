package triage

import (
	"fmt"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// Join returns r with what a case says about the same person: age, pregnancy, flat feet and foot pain. What both say has to
// agree; the error names every word in which they do not, or what is impossible in the wearer ([rules.Errors]). Shoe and use
// are not looked at.
//
// After an error the report is r. Decide about it all the same: what is urgent by r alone is so whatever is wrong with the
// case. Where nothing is, the case comes first, for what was meant by it may matter.
func (r Report) Join(c footwear.Case) (Report, error) {
	joined := r
	faults := rules.AsErrors(footwear.Vocabulary().Check(&footwear.Case{Wearer: c.Wearer}))
	if len(faults) > 0 {
		return r, faults
	}
	lo, hi := c.Wearer.Age.Bounds()
	from, to := r.Age.Bounds()
	if lo, hi = max(lo, from), min(hi, to); lo > hi {
		faults = append(faults, &rules.Error{Key: "report.age", Code: "contradiction",
			Msg: fmt.Sprintf("it is %s, and wearer.age is %s", r.Age, c.Wearer.Age), Hint: "leave one of the two out"})
	} else {
		joined.Age = r.Age.Between(lo, hi)
	}
	flat := fact.Unknown
	switch {
	case c.Wearer.Arch == footwear.ArchFlat:
		flat = fact.Yes
	case c.Wearer.Arch.Known():
		flat = fact.No
	}
	pain := c.Wearer.FootPain
	if c.Wearer.ForefootPain == fact.Yes { // the ball is part of the foot
		pain = fact.Yes
	}
	for _, same := range []struct {
		finding, word string
		truth         fact.Truth
	}{
		{"pregnant", "wearer.pregnant", c.Wearer.Pregnant}, {"flat_feet", "wearer.arch", flat}, {"foot_pain", "wearer.foot_pain", pain},
	} {
		said := map[fact.Truth]Answer{fact.Yes: Present, fact.No: Absent}[same.truth]
		switch has := r.Answer(same.finding); {
		case said == NotAsked, said == has:
		case has == NotAsked || has == NotSure:
			joined = joined.With(said, same.finding)
		default:
			faults = append(faults, &rules.Error{Key: "finding." + same.finding, Code: "contradiction",
				Msg: fmt.Sprintf("it is %s, and %s says %s", has, same.word, said), Hint: "leave one of the two out"})
		}
	}
	if err := faults.Err(); err != nil {
		return r, err
	}
	return joined, nil
}
