package plan

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"

	"github.com/heelwise/heelwise/rules/fact"
)

// A Dose is how much of something is done, from a week on. What is zero is not prescribed; a Dose of nothing else is as
// much as feels comfortable. Doses are plain values: compare them with ==.
type Dose struct {
	Week     int           // from which week of the plan on, the first being 1
	Hold     fact.Duration // of every repetition
	Reps     fact.Number   // in a set
	EachSide bool          // the repetitions are those of one side
	Sets     fact.Number   // in a session
	For      fact.Duration // of a session in all
	Days     fact.Number   // a week
	Vague    Vague
}

// Vague holds the words of a source that gives no number, as "a few seconds". The number beside it in a [Dose] is then a
// convention of this library.
type Vague struct {
	Hold string `json:"hold,omitempty"`
	Reps string `json:"reps,omitempty"`
	For  string `json:"for,omitempty"`
}

// written is a dose in JSON, in which measures are written like facts.
type written struct {
	Week     int        `json:"week"`
	Hold     fact.Value `json:"hold"`
	Reps     fact.Value `json:"reps"`
	EachSide bool       `json:"each_side,omitempty"`
	Sets     fact.Value `json:"sets"`
	For      fact.Value `json:"for"`
	Days     fact.Value `json:"days"`
	Vague    Vague      `json:"vague,omitzero"`
	Text     string     `json:"text"`
}

// MarshalJSON writes {"week": 1, "hold": "30s", "reps": "2..3", …}, null for what is not prescribed, and the text of
// [Dose.String]. It fails on an impossible measure.
func (d Dose) MarshalJSON() ([]byte, error) {
	if err := cmp.Or(d.Hold.Err(), d.Reps.Err(), d.Sets.Err(), d.For.Err(), d.Days.Err()); err != nil {
		return nil, err
	}
	return json.Marshal(written{d.Week, d.Hold.Value(), d.Reps.Value(), d.EachSide, d.Sets.Value(), d.For.Value(), d.Days.Value(), d.Vague, d.String()})
}

// UnmarshalJSON reads what MarshalJSON writes, all but the text. After an error d is what it was.
func (d *Dose) UnmarshalJSON(data []byte) error {
	var w written
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	read := Dose{Week: w.Week, EachSide: w.EachSide, Vague: w.Vague}
	err := cmp.Or(
		into(w.Hold, &read.Hold, "hold"), into(w.Reps, &read.Reps, "reps"), into(w.Sets, &read.Sets, "sets"),
		into(w.For, &read.For, "for"), into(w.Days, &read.Days, "days"),
	)
	if err == nil {
		*d = read
	}
	return err
}

// measure is a fact.Duration or a fact.Number.
type measure[Q any] interface {
	Between(lo, hi int64) Q
	Dimension() fact.Dimension
}

// into sets a measure to what v says.
func into[Q measure[Q]](v fact.Value, q *Q, name string) error {
	if !v.Known() {
		return nil
	}
	of, lo, hi, ok := v.Measure()
	if !ok || of != (*q).Dimension() {
		return fmt.Errorf("%s: %s is no %s", name, v, (*q).Dimension())
	}
	*q = (*q).Between(lo, hi)
	return nil
}

// falls reports whether anything of d is less in the next step of a progression.
func (d *Dose) falls(next *Dose) bool {
	less := func(a, b interface{ Bounds() (int64, int64) }) bool {
		lo, hi := a.Bounds()
		to, most := b.Bounds()
		return lo != math.MinInt64 && to != math.MinInt64 && (to < lo || most < hi)
	}
	return less(d.Hold, next.Hold) || less(d.Reps, next.Reps) || less(d.Sets, next.Sets) || less(d.For, next.For) || less(d.Days, next.Days)
}
