package rules

import (
	"iter"
	"slices"
)

// A RuleInfo is what can be said about a rule. It shares nothing with its pack.
type RuleInfo struct {
	ID        string     `json:"id"`
	Outcome   string     `json:"outcome"`          // the name of the total that it adds to, or "flag", "note" or "caveat"
	When      string     `json:"when,omitempty"`   // as it is written; empty where the rule always holds
	Amount    string     `json:"amount,omitempty"` // what it adds, as it is written
	Least     float64    `json:"least"`            // of what it adds: nothing it can come to is less
	Greatest  float64    `json:"greatest"`         // and nothing is greater
	Text      string     `json:"text,omitempty"`   // of a note or caveat; of a flag its name
	Why       string     `json:"why,omitempty"`
	Mechanism string     `json:"mechanism,omitempty"`
	Cite      []string   `json:"cite,omitempty"`
	Against   []string   `json:"against,omitempty"` // sources that contradict it
	Grade     Grade      `json:"grade,omitzero"`
	Reviewed  Review     `json:"reviewed,omitzero"` // zero where nobody did
	Advice    []string   `json:"advice,omitempty"`
	Level     string     `json:"level,omitempty"`     // of a rule that has one, as the next five
	OnUnsure  string     `json:"on_unsure,omitempty"` // the level that it is worth where it holds for some answer of someone who is not sure; empty where none
	Condition string     `json:"condition,omitempty"` // what it makes one think of
	Evidence  string     `json:"evidence,omitempty"`  // how much is known of how well it tells that
	ReviewBy  string     `json:"review_by,omitempty"` // the day by which somebody looks it over
	Not       []string   `json:"not,omitempty"`       // the words before which it says not
	Ways      [][]string `json:"ways,omitempty"`      // the smallest sets of words by which it can hold, one that has to be no as "not shoe.rocker"; none where there are more than 256
	Reads     []string   `json:"reads"`               // the words that it depends on
	Layer     int        `json:"layer"`               // 0 for the pack itself, 1 for the first layer above it
	Replaces  bool       `json:"replaces,omitempty"`  // it stands in the place of a rule below its layer
	File      string     `json:"file"`
	Line      int        `json:"line"`
}

// Rules yields the rules in force, by id.
func (p *Pack[T]) Rules() iter.Seq[RuleInfo] {
	return func(yield func(RuleInfo) bool) {
		for _, r := range p.rules {
			if !yield(p.describe(r)) {
				return
			}
		}
	}
}

// Rule returns the rule with an id; it is not ok where none is in force.
func (p *Pack[T]) Rule(id string) (info RuleInfo, ok bool) {
	r := p.rule(id)
	if r == nil {
		return RuleInfo{}, false
	}
	return p.describe(r), true
}

// Disabled yields the ids of the rules that layers disable, and where they do.
func (p *Pack[T]) Disabled() iter.Seq2[string, string] {
	return func(yield func(id, place string) bool) {
		for _, id := range keys(p.gone) {
			if !yield(id, p.gone[id].Place()) {
				return
			}
		}
	}
}

// Advice returns the text of an advice of the pack.
func (p *Pack[T]) Advice(id string) (text string, ok bool) {
	text, ok = p.advice[id]
	return text, ok
}

func (p *pack) describe(r *rule) RuleInfo {
	info := RuleInfo{
		ID: r.id, When: r.whenText, Amount: r.amountText, Text: r.text, Why: r.why, Mechanism: r.mechanism,
		Cite: slices.Clone(r.cite), Against: slices.Clone(r.against), Grade: r.grade, Reviewed: r.reviewed, Advice: slices.Clone(r.advice), Reads: []string{},
		Layer: r.at.Layer, Replaces: r.replaced, File: r.at.File, Line: r.at.Line,
		Outcome: map[outcome]string{flagged: "flag", note: "note", caveat: "caveat"}[r.outcome],
	}
	if r.outcome == points {
		info.Outcome = p.totals[r.total].name
		info.Least, info.Greatest = r.ends.lo, r.ends.hi
	}
	if r.outcome == raised {
		info.Outcome, info.Level = p.levels.total, p.levels.names[r.raise.level]
		info.Condition, info.Evidence, info.ReviewBy = r.raise.condition, r.evidence, r.reviewBy
		if r.raise.unsure > 0 {
			info.OnUnsure = p.levels.names[r.raise.unsure]
		}
		for _, way := range r.raise.ways {
			info.Ways = append(info.Ways, slices.Clone(way))
		}
		r.raise.negated.each(func(w int) bool { info.Not = append(info.Not, p.infos[w].name); return true })
	}
	for _, w := range r.reads {
		if w < len(p.infos) {
			info.Reads = append(info.Reads, p.infos[w].name)
		}
	}
	return info
}
