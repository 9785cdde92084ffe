package catalog

import (
	"context"
	"iter"

	"github.com/heelwise/heelwise/rules"
)

// Alternatives answers q as the function of that name does over all products of the view, by judging a few of them.
// Products that cannot be judged are listed in no order that means anything.
//
// The error is that of [footwear.Assessor.Assess] for the product, wearer and use that q names, or that of the context.
func (v *View) Alternatives(ctx context.Context, q Query) (Suggestions, error) {
	s, err := q.begin(v.judge.assessor)
	if err != nil {
		return Suggestions{}, err
	}
	s.Faulty = v.unjudged(&q)
	sieve := q.sieve(v)
	wide := *sieve
	if len(q.Categories) == 0 {
		if q.Of.Category != "" {
			sieve.in([]string{q.Of.Category})
		} else {
			sieve.ofStyle(q.Of.Shoe.Style)
		}
	}
	picked := q.pick(v.lower(ctx, &q, sieve, s.Of.Score, &err))
	if len(picked) == 0 && len(q.Categories) == 0 && err == nil {
		picked = q.pick(v.lower(ctx, &q, &wide, s.Of.Score, &err))
		s.Widened = len(picked) > 0
	}
	if err != nil {
		return Suggestions{}, err
	}
	return s, q.finish(v.judge.assessor, &s, picked)
}

// sieve returns a sieve that lets pass all that q admits, whatever its category.
func (q *Query) sieve(v *View) *sieve {
	s := newSieve(v, &q.Filter)
	if q.AgeGroup == 0 {
		s.suit(q.Of.AgeGroup.or(Adult))
	}
	if of := q.Of.Department; q.Department == 0 && of != 0 {
		s.offer(func(d Department) bool { return d == 0 || of.offered(d) })
	}
	return s
}

// lower yields the products that pass a sieve, that q admits and whose index is below a score, in the order of alternatives.
func (v *View) lower(ctx context.Context, q *Query, sieve *sieve, below rules.Points, failed *error) iter.Seq[ranked] {
	return func(yield func(ranked) bool) {
		s, err := v.search(ctx, visitor{q.Wearer, q.Use}, sieve)
		if err != nil {
			*failed = err
			return
		}
		s.below = below
		for {
			if *failed = ctx.Err(); *failed != nil {
				return
			}
			tied, at := s.next()
			if len(tied) == 0 {
				return
			}
			for row := range v.merged(tied) {
				if !sieve.admits(row) {
					continue
				}
				p := v.product(row)
				if q.admits(&p) && !yield(ranked{at.upper, at.score, &p}) {
					return
				}
			}
		}
	}
}

// unjudged returns the products that q admits and whose facts are impossible.
func (v *View) unjudged(q *Query) (list []Faulty) {
	for _, group := range v.faulty {
		for row := range v.of(group) {
			p := v.product(row)
			if !q.admits(&p) {
				continue
			}
			_, err := v.judge.assessor.Assess(p.Case(q.Wearer, q.Use))
			list = append(list, Faulty{p.ID, err})
		}
	}
	return list
}
