package catalog

import (
	"cmp"
	"encoding/json"
	"iter"
	"slices"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

// Suggestions answer a [Query]. The zero Suggestions are of nothing.
type Suggestions struct {
	Of           footwear.Assessment // of the product that alternatives were asked for
	Alternatives []Alternative       // by the upper end of what their index likely is, then by index, then by id
	Widened      bool                // nothing in the product's own category has a lower index, so they are of any
	Styles       []Style             // where there are no alternatives: which shoes to look for
	Faulty       []Faulty            // the products that could not be judged
}

// An Alternative is a product with a lower strain index than another, for the same wearer in the same use.
type Alternative struct {
	Product    Product
	Assessment footwear.Assessment

	Saves      rules.Points  // how much lower its index is, above zero
	Sure       rules.Points  // the least that is saved over all that both shoes, the wearer and the use likely are; may be below zero
	Outcome    rules.Outcome // Better, or NotDistinguishable where what is known or the evidence behind it does not carry the difference
	Likeness   rules.Factor  // how much it is like the other product, from 0 to 1
	PriceMore  Money         // how much more it costs, below zero where it costs less; unknown where prices do not compare
	Difference []Part        // why, greatest part first: the parts sum to Saves
}

// A Part is what one rule contributes to a saving.
type Part struct {
	Rule   string       `json:"rule"`   // or the total, as "exposure", where that differs
	Points rules.Points `json:"points"` // of the saving; below zero where the alternative does worse
	Why    string       `json:"why,omitempty"`
	From   rules.Facts  `json:"from"` // what the rule reads and differs, of the product that alternatives were asked for
	To     rules.Facts  `json:"to"`   // and of the alternative
}

// A Faulty is a product whose facts are impossible or contradict each other.
type Faulty struct {
	ID  string
	Err error // rules.Errors
}

// Alternatives returns products with a lower strain index than that of q.Of, for the same wearer in the same use: a few of
// them that differ, and none that is the same shoe in another colour. It judges every product that q admits; for a large
// catalogue and many visitors there is [Index]. It keeps neither products nor what they share.
//
// The error is that of [footwear.Assessor.Assess] for the product, wearer and use that q names.
func Alternatives(a *footwear.Assessor, q Query, products []Product) (Suggestions, error) {
	s, err := q.begin(a)
	if err != nil {
		return Suggestions{}, err
	}
	var near, far []ranked
	for i := range products {
		p := &products[i]
		if !q.admits(p) {
			continue
		}
		c := p.Case(q.Wearer, q.Use)
		score, upper := a.Upper(&c)
		switch {
		case !score.Valid():
			_, err := a.Assess(c)
			s.Faulty = append(s.Faulty, Faulty{p.ID, err})
		case score >= s.Of.Score:
		case q.inCategory(p):
			near = append(near, ranked{upper, score, p})
		case len(q.Categories) == 0:
			far = append(far, ranked{upper, score, p})
		}
	}
	if s.Widened = len(near) == 0 && len(far) > 0; s.Widened {
		near = far
	}
	slices.SortFunc(near, ranked.compare)
	return s, q.finish(a, &s, q.pick(slices.Values(near)))
}

// begin assesses the product that alternatives are asked for.
func (q *Query) begin(a *footwear.Assessor) (s Suggestions, err error) {
	s.Of, err = a.Assess(q.Of.Case(q.Wearer, q.Use))
	s.Of.ID = q.Of.ID
	return s, err
}

// finish explains the products that were picked or, if none was, says which shoes to look for.
func (q *Query) finish(a *footwear.Assessor, s *Suggestions, picked []*Product) error {
	s.Alternatives = make([]Alternative, 0, len(picked))
	for _, p := range picked {
		one, err := q.explain(a, p)
		if err != nil {
			return err
		}
		s.Alternatives = append(s.Alternatives, one)
	}
	if len(picked) > 0 {
		return nil
	}
	var err error
	s.Styles, err = StylesFor(a, q.Of.Case(q.Wearer, q.Use))
	if q.KeepHeel {
		s.Styles = slices.DeleteFunc(s.Styles, func(s Style) bool { return !s.Heel })
	}
	return err
}

// ranked is a product in the order of alternatives.
type ranked struct {
	upper, score rules.Points
	*Product
}

func (r ranked) compare(o ranked) int {
	return cmp.Or(cmp.Compare(r.upper, o.upper), cmp.Compare(r.score, o.score), cmp.Compare(r.ID, o.ID))
}

// pick takes a few products that differ out of a list in order: of every model the first, and none that is almost like one
// that was taken, unless too few are left.
func (q *Query) pick(list iter.Seq[ranked]) []*Product {
	var taken, passed []ranked
	like := q.likeness()
	isModel := func(list []ranked, p *Product) bool {
		return slices.ContainsFunc(list, func(r ranked) bool { return r.sameModel(p) })
	}
	isLike := func(list []ranked, p *Product) bool {
		return slices.ContainsFunc(list, func(r ranked) bool { return like.Between(r.Product, p).Float() >= like.distinct })
	}
	for r := range list {
		if len(taken) == q.most() {
			break
		}
		switch {
		case isModel(taken, r.Product):
		case !isLike(taken, r.Product):
			taken = append(taken, r)
		case len(passed) < q.most() && !isModel(passed, r.Product): // more will not be wanted, even if all are
			passed = append(passed, r)
		}
	}
	for _, r := range passed {
		if len(taken) < q.most() && !isModel(taken, r.Product) {
			taken = append(taken, r)
		}
	}
	slices.SortFunc(taken, ranked.compare)
	picked := make([]*Product, len(taken))
	for i, r := range taken {
		picked[i] = r.Product
	}
	return picked
}

// explain says what an alternative saves, and why.
func (q *Query) explain(a *footwear.Assessor, p *Product) (Alternative, error) {
	c := p.Case(q.Wearer, q.Use)
	one := Alternative{Product: *p, Likeness: q.likeness().Between(&q.Of, p), PriceMore: p.Price.Less(q.Of.Price)}
	var err error
	if one.Assessment, err = a.Assess(c); err != nil {
		return one, err
	}
	one.Assessment.ID = p.ID
	to, err := a.Compare(c, q.Of.Case(q.Wearer, q.Use)) // in this order, so that what is saved is above zero
	if err != nil {
		return one, err
	}
	one.Saves, one.Sure, one.Outcome = to.Difference, to.Likely.Low, rules.Better
	if to.Outcome == rules.NotDistinguishable {
		one.Outcome = to.Outcome
	}
	one.Difference = make([]Part, 0, len(to.Lines)+len(to.Totals))
	for _, l := range to.Lines {
		one.Difference = append(one.Difference, Part{l.Rule, l.Share, l.Why, l.To, l.From})
	}
	for _, t := range to.Totals {
		one.Difference = append(one.Difference, Part{Rule: t.Total, Points: t.Share})
	}
	slices.SortStableFunc(one.Difference, func(a, b Part) int { return cmp.Compare(max(b.Points, -b.Points), max(a.Points, -a.Points)) })
	return one, nil
}

// brief is what suggestions tell of an assessment.
type brief struct {
	Score       rules.Points   `json:"score"`
	Likely      rules.Interval `json:"likely"`
	Range       rules.Interval `json:"range"`
	Band        string         `json:"band"`
	Standing    string         `json:"standing"`
	AtReference bool           `json:"at_reference"`
}

// MarshalJSON writes what a page shows: of assessments the index, how sure it is and where it stands. It is not read back.
func (s Suggestions) MarshalJSON() ([]byte, error) {
	type faulty struct {
		ID    string `json:"id"`
		Error string `json:"error"`
	}
	w := struct {
		Of           brief          `json:"of"`
		Alternatives []Alternative  `json:"alternatives"`
		Widened      bool           `json:"widened,omitempty"`
		Styles       []Style        `json:"styles,omitempty"`
		Faulty       []faulty       `json:"faulty,omitempty"`
		Pack         rules.Identity `json:"pack"`
	}{Alternatives: s.Alternatives, Widened: s.Widened, Styles: s.Styles, Pack: s.Of.Pack}
	w.Of = brief{s.Of.Score, s.Of.Likely, s.Of.Range, s.Of.Band, s.Of.Standing(), s.Of.AtReference}
	if w.Alternatives == nil {
		w.Alternatives = []Alternative{}
	}
	for _, f := range s.Faulty {
		w.Faulty = append(w.Faulty, faulty{f.ID, f.Err.Error()})
	}
	return json.Marshal(w)
}

// MarshalJSON writes what a page shows of an alternative. It is not read back.
func (a Alternative) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		ID         string         `json:"id"`
		Title      string         `json:"title"`
		Price      Money          `json:"price,omitzero"`
		PriceMore  Money          `json:"price_more,omitzero"`
		URL        string         `json:"url,omitempty"`
		Image      string         `json:"image,omitempty"`
		Score      rules.Points   `json:"score"`
		Likely     rules.Interval `json:"likely"`
		Standing   string         `json:"standing"`
		Saves      rules.Points   `json:"saves"`
		Sure       rules.Points   `json:"sure_saves"`
		Outcome    rules.Outcome  `json:"outcome"`
		Likeness   rules.Factor   `json:"likeness"`
		Difference []Part         `json:"difference"`
	}{a.Product.ID, a.Product.Title, a.Product.Price, a.PriceMore, a.Product.URL, a.Product.Image, a.Assessment.Score, a.Assessment.Likely,
		a.Assessment.Standing(), a.Saves, a.Sure, a.Outcome, a.Likeness, a.Difference})
}
