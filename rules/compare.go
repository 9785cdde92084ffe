package rules

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unsafe"
)

// A Comparison says how a second thing differs from a first one: by how much its score is higher, which rules make the
// difference, and whether it can be told at all from what is known and from the evidence behind the rules. The zero
// Comparison is of nothing.
type Comparison struct {
	First      Points      `json:"first"`      // the score of the first
	Second     Points      `json:"second"`     // the score of the second
	Difference Points      `json:"difference"` // Second less First: above zero where the second is worse
	Outcome    Outcome     `json:"outcome"`
	Likely     Interval    `json:"likely"`   // the least and the greatest difference over what both usually are
	Evidence   Interval    `json:"evidence"` // the difference if the points of every rule are off by the margin of its grade
	Lines      []Change    `json:"lines"`    // the rules whose points differ, greatest change first, equal ones by id
	Totals     []TotalPart `json:"totals"`   // what further totals contribute, those that contribute nothing left out
	Pack       Identity    `json:"pack"`
}

// An Outcome is what a comparison comes to for the second of two things. The zero Outcome is none.
type Outcome string

// The outcomes. Two things cannot be distinguished where the one has the higher score in some likely completions and the
// other in others, where the evidence behind the rules does not carry the difference, and where there is none.
const (
	Better             Outcome = "better"
	Worse              Outcome = "worse"
	NotDistinguishable Outcome = "not_distinguishable"
)

// A Change is one rule's part in a difference.
type Change struct {
	Rule   string `json:"rule"`
	Points Points `json:"points"` // of the total, more where the second has more
	Share  Points `json:"share"`  // of the difference; shares and the parts of totals sum to it
	Why    string `json:"why"`
	Grade  Grade  `json:"grade,omitzero"`
	From   Facts  `json:"from"` // what the rule reads and differs, in the first typical case
	To     Facts  `json:"to"`   // and in the second
}

// A TotalPart is the part of a total in a difference.
type TotalPart struct {
	Total string `json:"total"`
	Share Points `json:"share"`
}

// Compare says how b differs from a. Of words in the given groups, as "wearer", of which both know the same, and of
// other words of which nothing is stated of either while the same is possible and assumed, every completion has one value
// for both: nothing is better merely because less is known of it. All other words vary on their own.
//
// The likely difference is never too narrow, and may be too wide by a hundredth; by more, where further totals depend on
// what is unknown. Compare
// neither changes nor keeps a and b. The error lists impossible facts and contradictions of a, else of b ([Errors]).
func (p *Pack[T]) Compare(a, b *T, groups ...string) (Comparison, error) {
	if !p.hasScore() {
		return Comparison{}, p.noScore()
	}
	var sides [2]side
	for i, t := range []*T{a, b} {
		m := p.remember()
		defer p.forget(m)
		if !p.fill(unsafe.Pointer(t), m.facts) {
			return Comparison{}, p.vocabulary.Check(t)
		}
		if _, ok := p.settle(m.facts); !ok {
			return Comparison{}, p.vocabulary.Check(t)
		}
		sides[i] = p.sideOf(m)
	}
	c := p.compare(&sides, groups)
	return c, nil
}

// A side is one of the two things that are compared: its typical case, and what it likely is.
type side struct {
	facts  facts
	r      []float64 // the typical case
	box    []span    // the likely completions
	values [maxTotals]int64
}

func (p *pack) sideOf(m *memory) (s side) {
	p.settleTypical(m.facts, m.r, nil)
	run(p.scoring, m.r)
	s.facts, s.r = m.facts, m.r
	p.likely(m.facts, m.r, m.box)
	s.box = m.box
	for i := range p.totals {
		s.values[i] = p.total(i, m.r)
	}
	return s
}

func (p *pack) compare(sides *[2]side, groups []string) Comparison {
	n := len(p.totals)
	a, b := &sides[0], &sides[1]
	c := Comparison{First: p.scoreOf(a.values[:n]), Second: p.scoreOf(b.values[:n]), Pack: p.identity.copy(), Lines: []Change{}, Totals: []TotalPart{}}
	c.Difference = c.Second - c.First
	off := p.explainChange(&c, a, b)
	d := &difference{pack: p, sides: sides, shared: p.sharedWords(a, b, groups)}
	c.Likely = d.likely()
	c.Likely = Interval{min(c.Likely.Low, c.Difference), max(c.Likely.High, c.Difference)}
	c.Evidence = p.evidenceOf(a, b, off)
	switch {
	case c.Likely.Low < 0 && c.Likely.High > 0, c.Evidence.Low <= 0 && c.Evidence.High >= 0, c.Difference == 0:
		c.Outcome = NotDistinguishable
	case c.Difference > 0:
		c.Outcome = Worse
	default:
		c.Outcome = Better
	}
	return c
}

// explainChange divides the difference of two typical cases among rules and totals: the first total's rules take what its
// change alone makes of the first score, then each further total what it makes of that. It returns by how many hundredths
// of units the rules' points may be off together.
func (p *pack) explainChange(c *Comparison, a, b *side) (off int64) {
	n := len(p.totals)
	at := a.values
	score := c.First
	step := func(i int) Points {
		at[i] = b.values[i]
		next := p.scoreOf(at[:n])
		part := next - score
		score = next
		return part
	}
	part := step(0)
	for _, rule := range p.scored[p.totals[0].from:p.totals[0].to] {
		t := &p.totals[0]
		if by := int64(t.whole(rule, b.r[rule.fast]) - t.whole(rule, a.r[rule.fast])); by != 0 {
			from, to := p.differing(rule, a, b)
			c.Lines = append(c.Lines, Change{Rule: rule.id, Points: Points(by), Why: rule.why, Grade: rule.grade, From: from, To: to})
			off += abs(by) * rule.grade.percent()
		}
	}
	p.shareChange(c.Lines, part, a.values[:n])
	slices.SortStableFunc(c.Lines, func(x, y Change) int {
		return cmp.Or(cmp.Compare(abs(int64(y.Points)), abs(int64(x.Points))), cmp.Compare(x.Rule, y.Rule))
	})
	for i := 1; i < n; i++ {
		if share := step(i); share != 0 {
			c.Totals = append(c.Totals, TotalPart{p.totals[i].name, share})
		}
	}
	return off
}

func abs(x int64) int64 { return max(x, -x) }

// differing returns the words that a rule reads and that differ between two typical cases: all of them where none does.
func (p *pack) differing(rule *rule, a, b *side) (from, to Facts) {
	var words []int
	for _, w := range rule.reads {
		if w < len(p.infos) && a.r[w] != b.r[w] {
			words = append(words, w)
		}
	}
	n := len(p.infos)
	return Facts{words: words, infos: p.infos, values: slices.Clone(a.r[:n])}, Facts{words: words, infos: p.infos, values: slices.Clone(b.r[:n])}
}

// shareChange divides a part of the difference among lines in proportion to their points, in whole hundredths: what
// rounding leaves goes to the greatest remainders, of equal ones to the first id. Changes that make up for each other are
// worth what a point more would be.
func (p *pack) shareChange(lines []Change, part Points, values []int64) {
	var sum int64
	for _, line := range lines {
		sum += int64(line.Points)
	}
	rate := float64(part) / float64(sum)
	if sum == 0 {
		more := slices.Clone(values)
		more[0] += 100
		rate = float64(p.scoreOf(more)-p.scoreOf(values)) / 100
	}
	left := part
	rest := make([]float64, len(lines))
	order := make([]int, len(lines))
	for i := range lines {
		exact := float64(lines[i].Points) * rate
		lines[i].Share = Points(math.Floor(exact))
		rest[i], order[i] = exact-math.Floor(exact), i
		left -= lines[i].Share
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(rest[j], rest[i]), cmp.Compare(lines[i].Rule, lines[j].Rule))
	})
	for _, i := range order[:min(max(int(left), 0), len(order))] {
		lines[i].Share++
	}
}

// evidenceOf returns the difference of the scores if the rules' points are off together by so many hundredths of units.
func (p *pack) evidenceOf(a, b *side, off int64) Interval {
	n := len(p.totals)
	first := p.scoreOf(a.values[:n])
	at := func(by int64) Points {
		values := b.values
		values[0] = min(max(values[0]+by, 0), p.totals[0].max)
		return p.scoreOf(values[:n]) - first
	}
	by := (off + 50) / 100
	return Interval{at(-by), at(by)}
}

// sharedWords finds the words that have one value in both cases of a completion.
func (p *pack) sharedWords(a, b *side, groups []string) wordSet {
	shared := make(wordSet, (len(p.infos)+63)/64)
	set := func(w int, to bool) {
		shared[w/64] &^= 1 << (w % 64)
		if to {
			shared[w/64] |= 1 << (w % 64)
		}
	}
	for w, info := range p.infos {
		group, _, _ := strings.Cut(info.name, ".")
		unstated := !a.facts.isStated(w) && !b.facts.isStated(w) && a.r[w] == b.r[w]
		set(w, a.box[w] == b.box[w] && (info.single(a.box[w]) || unstated || slices.Contains(groups, group)))
	}
	for _, s := range p.sums { // what follows from two others is shared where they are
		for _, w := range []int{s.part, s.whole, s.first} {
			if p.follows(a.facts, w) || p.follows(b.facts, w) {
				set(w, (w == s.whole || shared.has(s.whole)) && (w == s.first || shared.has(s.first)) && (w == s.part || shared.has(s.part)))
				break
			}
		}
	}
	return shared
}
