package rules

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"unsafe"
)

// A Verdict is what a pack says of one thing: the score of its typical case, the reasons that add up to it, and how far
// it could be off. It holds its own copy of everything. Its JSON leaves out Totals.
type Verdict struct {
	Score         Points       `json:"score"`
	Likely        Interval     `json:"likely"` // over what such things usually are, where nothing is stated
	Range         Interval     `json:"range"`  // over everything possible
	Band          string       `json:"band"`
	LikelyBands   [2]string    `json:"likely_bands"`
	Bands         [2]string    `json:"bands"` // over everything possible
	Decided       bool         `json:"decided"`
	LikelyDecided bool         `json:"likely_decided"`
	Totals        []Total      `json:"-"`
	Lines         []Line       `json:"lines"`   // the rules with points, most points first, equal ones by id
	Factors       []Adjustment `json:"factors"` // the rules of the other totals that change something
	Assumed       Facts        `json:"assumed"` // what the typical case takes unstated words to be
	Advice        []Text       `json:"advice"`
	Flags         []string     `json:"flags"`
	Notes         []Text       `json:"notes"`
	Caveats       []Text       `json:"caveats"`
	Evidence      Interval     `json:"evidence"`                // the score if all points are off by the margins of their grades
	Grade         Grade        `json:"evidence_grade,omitzero"` // what at least half of the points are no better supported than
	Pack          Identity     `json:"pack"`
}

// An Interval is a least and a greatest score, in points. It means nothing where an end is [NoPoints]. In JSON it is a
// list of two.
type Interval struct{ Low, High Points }

// Width returns how far apart the ends are.
func (i Interval) Width() Points { return i.High - i.Low }

// MarshalJSON writes a list of two.
func (i Interval) MarshalJSON() ([]byte, error) { return json.Marshal([2]Points{i.Low, i.High}) }

// UnmarshalJSON reads a list of two. After an error, and of null, i is what it was.
func (i *Interval) UnmarshalJSON(data []byte) error {
	var ends []Points
	if err := json.Unmarshal(data, &ends); err != nil || ends == nil {
		return err
	}
	if len(ends) != 2 {
		return fmt.Errorf("a list of %d is no interval: write its least and its greatest points", len(ends))
	}
	*i = Interval{ends[0], ends[1]}
	return nil
}

// A Total is what the rules of one kind add up to.
type Total struct {
	Name   string
	Points Points // of the first total of a pack
	Factor Factor // of the others
}

// A Line is one rule's part in the score.
type Line struct {
	Rule    string   `json:"rule"`
	Points  Points   `json:"points"` // of the total; lines sum to it
	Share   Points   `json:"share"`  // of the score; shares sum to it
	Why     string   `json:"why"`
	Cite    []string `json:"cite,omitempty"`
	Against []string `json:"against,omitempty"` // sources that contradict the rule
	Grade   Grade    `json:"grade,omitzero"`    // how much evidence lies behind the points
	Facts   Facts    `json:"facts"`             // what the rule reads, in the typical case
}

// An Adjustment is a rule that makes the whole score greater or smaller: its Value is added to a total that is a sum,
// and multiplies one that is a product.
type Adjustment struct {
	Rule  string `json:"rule"`
	Total string `json:"total"`
	Value Factor `json:"value"`
	Why   string `json:"why"`
	Facts Facts  `json:"facts"`
}

// A Text is a text of the pack and the id by which a program knows it: a rule's, or an advice's.
type Text struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// total returns the i-th total of the typical case r, in its units.
func (p *pack) total(i int, r []float64) int64 {
	t := &p.totals[i]
	x := t.neutral()
	for _, rule := range p.scored[t.from:t.to] {
		x = t.with(x, rule, r[rule.fast])
	}
	return t.value(x)
}

// Judge returns the verdict on t. It neither changes nor keeps t, which must not change meanwhile. The error lists
// impossible facts and contradictions by key ([Errors]), or says that the pack has levels and no score; with it the Verdict
// is zero.
func (p *Pack[T]) Judge(t *T) (Verdict, error) {
	if !p.hasScore() {
		return Verdict{}, p.noScore()
	}
	m := p.remember()
	defer p.forget(m)
	if !p.fill(unsafe.Pointer(t), m.facts) {
		return Verdict{}, p.vocabulary.Check(t)
	}
	if _, ok := p.settle(m.facts); !ok {
		return Verdict{}, p.vocabulary.Check(t)
	}
	return p.judge(m.facts, m), nil
}

func (p *pack) judge(f facts, m *memory) Verdict {
	assumed := make(wordSet, (len(p.infos)+63)/64)
	p.settleTypical(f, m.r, assumed)
	run(p.scoring, m.r)
	v := Verdict{Flags: []string{}, Notes: []Text{}, Caveats: []Text{}, Pack: p.identity.copy()}
	var values [maxTotals]int64
	for i := range p.totals {
		values[i] = p.total(i, m.r)
	}
	v.Score = p.scoreOf(values[:len(p.totals)])
	for i, t := range p.totals {
		one := Total{Name: t.name, Factor: Factor(values[i])}
		if i == 0 {
			one = Total{Name: t.name, Points: Points(values[i])}
		}
		v.Totals = append(v.Totals, one)
	}
	v.Likely, v.Range = p.intervals(f, m, v.Score)
	v.Band, v.Bands, v.LikelyBands = p.band(v.Score), p.bandsOf(v.Range), p.bandsOf(v.Likely)
	v.Decided, v.LikelyDecided = v.Bands[0] == v.Bands[1], v.LikelyBands[0] == v.LikelyBands[1]
	p.explainScore(&v, m.r, assumed)
	p.weigh(&v, values[:len(p.totals)])
	p.explainSets(&v, f, m)
	return v
}

// intervals returns the likely and the possible scores of f, whose typical case is in m.
func (p *pack) intervals(f facts, m *memory, score Points) (likely, possible Interval) {
	if p.unsettle(f, m); len(m.open) == 0 {
		one := Interval{score, score}
		return one, one
	}
	possible = Interval{p.extreme(f.spans, false, m), p.extreme(f.spans, true, m)}
	p.likely(f, m.r, m.box)
	likely = Interval{p.extreme(m.box, false, m), p.extreme(m.box, true, m)}
	return likely, possible
}

// band returns the band of a score.
func (p *pack) band(score Points) string {
	name := ""
	for _, b := range p.bands {
		if score >= b.from {
			name = b.name
		}
	}
	return name
}

func (p *pack) bandsOf(i Interval) [2]string { return [2]string{p.band(i.Low), p.band(i.High)} }

// explainScore lists the rules that make up the score, those with most points first, and their advice in that order.
func (p *pack) explainScore(v *Verdict, r []float64, assumed wordSet) {
	var buffer [64]*rule
	telling := buffer[:0] // the rules that change something
	for _, rule := range p.scored {
		t := &p.totals[rule.total]
		if t.whole(rule, r[rule.fast]) != t.neutral()*t.perUnit {
			telling = append(telling, rule)
		}
	}
	lines := 0
	for lines < len(telling) && telling[lines].total == 0 {
		lines++
	}
	slices.SortStableFunc(telling[:lines], func(a, b *rule) int {
		return cmp.Compare(p.totals[0].whole(b, r[b.fast]), p.totals[0].whole(a, r[a.fast]))
	})
	values := slices.Clone(r[:len(p.infos)])
	tell := func(words []int) Facts { return Facts{words: words, infos: p.infos, values: values} }
	v.Lines, v.Factors = make([]Line, 0, lines), make([]Adjustment, 0, len(telling)-lines)
	v.Advice = make([]Text, 0, 2*lines)
	cited := 0
	for _, rule := range telling[:lines] {
		cited += len(rule.cite) + len(rule.against)
	}
	cites := make([]string, 0, cited) // of all lines: a verdict shares no slice with its pack
	for i, rule := range telling {
		t := &p.totals[rule.total]
		x := int64(t.whole(rule, r[rule.fast]))
		if i < lines {
			line := Line{Rule: rule.id, Points: Points(x), Why: rule.why, Grade: rule.grade, Facts: tell(rule.reads)}
			copied := func(ids []string) []string {
				n := len(cites)
				if len(ids) == 0 {
					return nil
				}
				cites = append(cites, ids...)
				return slices.Clip(cites[n:])
			}
			line.Cite, line.Against = copied(rule.cite), copied(rule.against)
			v.Lines = append(v.Lines, line)
		} else {
			v.Factors = append(v.Factors, Adjustment{Rule: rule.id, Total: t.name, Value: Factor(x), Why: rule.why, Facts: tell(rule.reads)})
		}
		p.advise(v, rule)
	}
	v.share()
	list := make([]int, 0, len(p.plan.assumable))
	for _, w := range p.plan.assumable {
		if assumed.has(w) {
			list = append(list, w)
		}
	}
	v.Assumed = tell(list)
}

// weigh says how far the evidence behind the lines carries: the score were all their points off by their margins, and
// the grade that at least half of the points do not surpass.
func (p *pack) weigh(v *Verdict, values []int64) {
	var of [Expert + 1]int64 // points by grade
	var off int64            // hundredths of units
	for _, line := range v.Lines {
		g := line.Grade
		if g == Ungraded || g > Expert {
			g = Expert
		}
		of[g] += int64(line.Points)
		off += int64(line.Points) * g.percent()
	}
	load := values[0]
	at := func(load int64) Points {
		values[0] = min(max(load, 0), p.totals[0].max)
		return p.scoreOf(values)
	}
	v.Evidence = Interval{at(load - (off+50)/100), at(load + (off+50)/100)}
	values[0] = load
	var covered int64
	for g := Expert; g > Ungraded && load > 0; g-- {
		if covered += of[g]; 2*covered >= load {
			v.Grade = g
			return
		}
	}
}

// advise adds the advice of a rule that is not there yet.
func (p *pack) advise(v *Verdict, r *rule) {
	for _, id := range r.advice {
		if !slices.ContainsFunc(v.Advice, func(t Text) bool { return t.ID == id }) {
			v.Advice = append(v.Advice, Text{id, p.advice[id]})
		}
	}
}

// share divides the score among the lines in proportion to their points, in whole hundredths: what rounding leaves goes
// to the greatest remainders, of equal ones to the first id.
func (v *Verdict) share() {
	var load Points
	for _, line := range v.Lines {
		load += line.Points
	}
	if load == 0 {
		return
	}
	left := v.Score
	var buffer [64]int
	order := buffer[:0]
	for i := range v.Lines {
		line := &v.Lines[i]
		order = append(order, i)
		line.Share = v.Score * line.Points / load
		left -= line.Share
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := &v.Lines[a], &v.Lines[b]
		return cmp.Or(cmp.Compare(v.Score*y.Points%load, v.Score*x.Points%load), cmp.Compare(x.Rule, y.Rule))
	})
	for _, i := range order[:left] {
		v.Lines[i].Share++
	}
}

// explainSets lists the flags, notes and caveats that hold for certain: what holds by assumption alone is not stated.
func (p *pack) explainSets(v *Verdict, f facts, m *memory) {
	copy(m.sets, f.spans)
	runSpans(p.judging, m.sets)
	for _, rule := range p.rules {
		if rule.outcome == points || rule.outcome == raised || m.sets[rule.reg].lo != 1 {
			continue
		}
		switch rule.outcome {
		case flagged:
			v.Flags = append(v.Flags, rule.text)
		case note:
			v.Notes = append(v.Notes, Text{rule.id, rule.text})
		case caveat:
			v.Caveats = append(v.Caveats, Text{rule.id, rule.text})
		}
		p.advise(v, rule)
	}
}
