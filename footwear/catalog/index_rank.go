package catalog

import (
	"context"
	"encoding/json"
	"iter"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

// A Ranking asks for products in the order of their strain for a wearer in a use. The zero Ranking is of all products, for
// anybody in any use; a shop without a visitor asks for [footwear.Reference].
type Ranking struct {
	Wearer footwear.Wearer
	Use    footwear.Use

	Filter
	After Cursor // begin behind this product; the zero Cursor begins at the front
}

// A Ranked is a product in a ranking. It holds on to the View that it came from.
type Ranked struct {
	ID    string
	Score rules.Points // the strain index
	Upper rules.Points // the upper end of what it likely is

	view *View
	row  *row
	seal seal
}

// Product returns the product, the caller's own.
func (r Ranked) Product() Product {
	if r.view == nil {
		return Product{ID: r.ID}
	}
	return r.view.product(r.row)
}

// Cursor returns where the ranking goes on behind this product.
func (r Ranked) Cursor() Cursor { return r.seal.cursor(r.Upper, r.Score, r.ID) }

// MarshalJSON writes what a list shows of a product. It is not read back.
func (r Ranked) MarshalJSON() ([]byte, error) {
	p := r.Product()
	w := struct {
		ID        string       `json:"id"`
		Title     string       `json:"title,omitempty"`
		Brand     string       `json:"brand,omitempty"`
		Price     Money        `json:"price,omitzero"`
		URL       string       `json:"url,omitempty"`
		Image     string       `json:"image,omitempty"`
		Score     rules.Points `json:"score"`
		Upper     rules.Points `json:"upper"`
		Band      string       `json:"band,omitempty"`
		UpperBand string       `json:"upper_band,omitempty"` // so that no band stands alone that is not decided
		Cursor    Cursor       `json:"cursor,omitempty"`
	}{ID: r.ID, Title: p.Title, Brand: p.Brand, Price: p.Price, URL: p.URL, Image: p.Image, Score: r.Score, Upper: r.Upper}
	if r.view != nil {
		w.Band, w.UpperBand, w.Cursor = r.view.band(r.Score), r.view.band(r.Upper), r.Cursor()
	}
	return json.Marshal(w)
}

// band returns the band of a score.
func (v *View) band(score rules.Points) (name string) {
	for band, from := range v.judge.assessor.Pack().Bands() {
		if score >= from {
			name = band
		}
	}
	return name
}

// Rank yields the products that q asks for in order: by the upper end of what their index likely is, then by index, then by
// id. So nothing stands high because little is known of it. The figures are those of [footwear.Assessor.Assess]. What is not
// asked for is not reckoned, so that a loop over the first few ends early. Products whose facts are impossible are left out:
// [View.Facets] counts them.
//
// An error is yielded once, and ends the ranking: one about the facts of wearer and use ([rules.Errors]), one about the
// cursor (see [Cursor]), or that of the context.
func (v *View) Rank(ctx context.Context, q Ranking) iter.Seq2[Ranked, error] {
	return func(yield func(Ranked, error) bool) {
		seal, start, err := v.seal(&q)
		if err != nil {
			yield(Ranked{}, err)
			return
		}
		sieve := newSieve(v, &q.Filter)
		s, err := v.search(ctx, visitor{q.Wearer, q.Use}, sieve)
		if err != nil {
			yield(Ranked{}, err)
			return
		}
		for {
			if err := ctx.Err(); err != nil {
				yield(Ranked{}, err)
				return
			}
			tied, at := s.next()
			if len(tied) == 0 {
				return
			}
			order := at.compare(start.end)
			if q.After != "" && order < 0 {
				continue
			}
			for row := range v.merged(tied) {
				id := row.record.id()
				if q.After != "" && order == 0 && id <= start.id || !sieve.admits(row) {
					continue
				}
				if !yield(Ranked{id, at.score, at.upper, v, row, seal}, nil) {
					return
				}
			}
		}
	}
}

// A Page is a part of a ranking.
type Page struct {
	Products    []Ranked       `json:"products"`
	Next        Cursor         `json:"next,omitempty"` // where the next page begins; zero behind the last product
	AtReference bool           `json:"at_reference"`   // ranked for the reference wearer and use, not for anyone in particular
	Pack        rules.Identity `json:"pack"`
}

// Page returns the first n products that [View.Rank] yields. Its JSON is what a shop sends to a browser.
func (v *View) Page(ctx context.Context, q Ranking, n int) (Page, error) {
	wearer, use := footwear.Reference()
	page := Page{Products: []Ranked{}, AtReference: q.Wearer == wearer && q.Use == use, Pack: v.judge.assessor.Pack().Identity()}
	for r, err := range v.Rank(ctx, q) {
		if err != nil {
			return Page{}, err
		}
		if len(page.Products) >= n {
			if n > 0 {
				page.Next = page.Products[n-1].Cursor()
			}
			break
		}
		page.Products = append(page.Products, r)
	}
	return page, nil
}

// Score returns the figures of one product, as they stand in a ranking. The error lists impossible facts and contradictions
// by key ([rules.Errors]); its code is unknown-id where there is no such product.
func (v *View) Score(wearer footwear.Wearer, use footwear.Use, id string) (Ranked, error) {
	row := v.row(id)
	if row == nil {
		return Ranked{}, rules.Errors{unknownID("id", id)}
	}
	seal, _, err := v.seal(&Ranking{Wearer: wearer, Use: use})
	if err != nil {
		return Ranked{}, err
	}
	g := v.groups.at(row.group)
	c := footwear.Case{Shoe: g.shoe, Wearer: wearer, Use: use, Extra: g.extra}
	score, upper := v.judge.assessor.Upper(&c)
	if !score.Valid() {
		_, err := v.judge.assessor.Assess(c)
		return Ranked{}, err
	}
	return Ranked{row.record.id(), score, upper, v, row, seal}, nil
}
