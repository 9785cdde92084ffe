package wardrobe

import (
	"cmp"
	"slices"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

// A Pair is one of the pairs that somebody owns.
type Pair struct {
	ID    string
	Shoe  footwear.Shoe
	Extra map[string]footwear.Value // about words that the assessor's pack adds
}

// A Place is where a pair stands among others.
type Place struct {
	Pair
	Assessment footwear.Assessment

	// Decided says that the pair stands before the next one whatever both likely are, and that the evidence behind the
	// rules carries the difference. Of the last pair it is false.
	Decided bool
}

// Rank assesses the pairs of one wearer for the same use and returns the worst first: by the upper end of the likely
// scores, so that a pair of which little is known never hides among the better ones, then by score, then by id. The error
// is that of [footwear.Assessor.Assess] for the first pair that cannot be assessed.
func Rank(a *footwear.Assessor, pairs []Pair, wearer footwear.Wearer, use footwear.Use) ([]Place, error) {
	worn := func(p Pair) footwear.Case {
		return footwear.Case{Shoe: p.Shoe, Wearer: wearer, Use: use, Extra: p.Extra}
	}
	var list []Place
	for _, p := range pairs {
		assessment, err := a.Assess(worn(p))
		if err != nil {
			return nil, err
		}
		assessment.ID = p.ID
		list = append(list, Place{Pair: p, Assessment: assessment})
	}
	slices.SortStableFunc(list, func(x, y Place) int {
		return cmp.Or(cmp.Compare(y.Assessment.Likely.High, x.Assessment.Likely.High),
			cmp.Compare(y.Assessment.Score, x.Assessment.Score), cmp.Compare(x.ID, y.ID))
	})
	for i := range len(list) - 1 {
		one, next := worn(list[i].Pair), worn(list[i+1].Pair)
		comparison, err := a.Pack().Compare(&one, &next, "wearer", "use")
		if err != nil {
			return nil, err
		}
		list[i].Decided = comparison.Outcome == rules.Better
	}
	return list, nil
}
