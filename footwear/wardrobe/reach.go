package wardrobe

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/internal/pages"
	"github.com/heelwise/heelwise/rules"
)

// maxSteps is how many changes are made at once.
const maxSteps = 3

// A Way is the smallest change by which a shoe comes into a band.
type Way struct {
	Band  string // that was asked for
	Found bool   // whether there is one: up to three changes that do not touch the same
	Steps []Step // by id; none where none is found, and where none is needed
	Outcome
}

// Reach returns the smallest change by which the score of c comes into the band, or below it: the fewest changes, of
// equally many those of the least effort together, then those with the lowest score, then the first by id. Where nothing
// is needed, and where nothing reaches the band, the outcome is that of c itself.
//
// The score is that of the typical case: whether the band is sure, the outcome's assessment says. The error is that of
// [footwear.Assessor.Assess], or that the assessor's pack has no such band.
func (s *Changes) Reach(a *footwear.Assessor, c footwear.Case, band string) (Way, error) {
	way := Way{Band: band}
	limit, err := limitOf(a, band)
	if err != nil {
		return way, err
	}
	of, err := a.Assess(c)
	if err != nil {
		return way, err
	}
	way.Outcome = Outcome{Case: c, Assessment: of}
	if way.Found = of.Score < limit; way.Found {
		return way, nil
	}
	list, err := s.applicable(&c)
	if err != nil {
		return way, err
	}
	best := choice{}
	for n := 1; n <= maxSteps && best.of == nil; n++ {
		try(a, list, choice{changed: c}, n, func(one choice) {
			if one.score < limit && (best.of == nil || one.before(best)) {
				best = one
			}
		})
	}
	if best.of == nil {
		return way, nil
	}
	way.Found = true
	for _, one := range best.of {
		way.Steps = append(way.Steps, one.Step.clone())
	}
	way.Outcome, err = outcome(a, &of, &c, best.of)
	return way, err
}

// limitOf returns the score that no score of the band, or below it, reaches.
func limitOf(a *footwear.Assessor, band string) (rules.Points, error) {
	var names []string
	limit, found := rules.Points(0), false
	for name, from := range a.Pack().Bands() {
		if found {
			return from, nil
		}
		limit, found = from, name == band
		names = append(names, name)
	}
	if found {
		return max(limit, 100_00) + 1, nil // no score is above 100
	}
	return 0, &rules.Error{Key: "band", Code: "unknown-band", Msg: fmt.Sprintf("there is no band %q", band),
		Hint: pages.Hint(band, names, "the bands are "+strings.Join(names, ", "))}
}

// A choice is changes that are made at once.
type choice struct {
	of      []applied // by id
	changed footwear.Case
	effort  int
	score   rules.Points
}

// before reports whether x is taken, and not y with as many changes.
func (x *choice) before(y choice) bool {
	by := cmp.Or(cmp.Compare(x.effort, y.effort), cmp.Compare(x.score, y.score))
	for i := range x.of {
		by = cmp.Or(by, cmp.Compare(x.of[i].ID, y.of[i].ID))
	}
	return by < 0
}

// try yields every choice of n more changes of the list, which is sorted by id.
func try(a *footwear.Assessor, list []applied, begun choice, n int, yield func(choice)) {
	if n == 0 {
		if begun.score = a.Score(&begun.changed); begun.score.Valid() {
			yield(begun)
		}
		return
	}
	for i := range list {
		one := &list[i]
		if slices.ContainsFunc(begun.of, func(other applied) bool { return !one.apart(&other) }) {
			continue
		}
		changed, ok := one.to(&begun.changed)
		if !ok {
			continue
		}
		further := choice{append(slices.Clip(begun.of), *one), changed, begun.effort + one.effort, 0}
		try(a, list[i+1:], further, n-1, yield)
	}
}
