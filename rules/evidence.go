package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/internal/quote"
)

// A Source is what a rule rests on.
type Source struct {
	Citation string `json:"citation"`
	Year     int    `json:"year,omitempty"`    // 0 where the source shows none
	Link     string `json:"link,omitempty"`    // where it can be read
	Read     string `json:"read,omitempty"`    // the day or the month in which somebody read it, as 2026-01
	Design   string `json:"design"`            // as "meta-analysis"
	Outcome  string `json:"outcome,omitempty"` // what was looked at, as "balance"
	Stance   string `json:"stance,omitempty"`  // "supports", "mixed" or "contradicts": what it says of what it is cited for, taken as a whole
	Grade    Grade  `json:"grade,omitzero"`    // how well it supports its finding
	Status   string `json:"status,omitempty"`  // "verified" or "secondary": who read the finding where
}

var (
	stances    = []string{"supports", "mixed", "contradicts"}
	sourceKeys = []string{"citation", "year", "design", "outcome", "stance", "grade", "status", "link", "read"}
)

// A Grade says how much evidence lies behind the points of a rule. The zero Grade is of what nobody graded, and counts
// as [Expert].
type Grade uint8

// The grades, from the best supported to what experts judge without a study.
const (
	Ungraded Grade = iota
	High
	Moderate
	Low
	VeryLow
	Expert
)

var gradeNames = [...]string{High: "high", Moderate: "moderate", Low: "low", VeryLow: "very_low", Expert: "expert"}

// String returns the grade's name, "" of Ungraded.
func (g Grade) String() string {
	if int(g) < len(gradeNames) {
		return gradeNames[g]
	}
	return fmt.Sprintf("Grade(%d)", uint8(g))
}

// MarshalText writes the grade's name. It fails on what is no grade.
func (g Grade) MarshalText() ([]byte, error) {
	if int(g) >= len(gradeNames) {
		return nil, fmt.Errorf("%v is none of the grades", g)
	}
	return []byte(g.String()), nil
}

// UnmarshalText reads a grade's name; the empty text is Ungraded.
func (g *Grade) UnmarshalText(text []byte) error {
	i := slices.Index(gradeNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("%q is no grade: write %s", quote.Short(string(text)), list(gradeNames[1:]))
	}
	*g = Grade(i)
	return nil
}

// Margin returns by which share points of this grade may be off, either way: 0.1 for High to 1 for Expert and Ungraded.
// The numbers are conventions, made to be seen, and no statistics.
func (g Grade) Margin() float64 { return float64(g.percent()) / 100 }

func (g Grade) percent() int64 {
	switch g {
	case High:
		return 10
	case Moderate:
		return 25
	case Low:
		return 50
	case VeryLow:
		return 75
	}
	return 100
}

// A Review says which person looked a rule over, and when. The zero Review is none.
type Review struct {
	By string `json:"by"`
	On string `json:"on"` // a day, as 2026-01-31
}

func (l *loader) readGrade(s *source, e entry, rule string) (g Grade) {
	text, ok := s.scalar(e.value, rule, "grade")
	if !ok {
		return Ungraded
	}
	if err := g.UnmarshalText([]byte(text)); err != nil || g == Ungraded {
		hint := s.faults.didYouMean(text, gradeNames[1:])
		if hint == "" {
			hint = "write " + list(gradeNames[1:])
		}
		s.fault(e.value, rule, "bad-value", fmt.Sprintf("%q is no grade", text), hint)
	}
	return g
}

// plainMonth is a month, or a day in it.
var plainMonth = regexp.MustCompile(`^[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?$`)

var plainDay = regexp.MustCompile(`^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`)

func (l *loader) readReview(s *source, e entry, rule string) (r Review) {
	for _, f := range s.entries(e.value, rule, "reviewed") {
		text, ok := s.scalar(f.value, rule, f.key)
		switch {
		case !ok:
		case f.key == "by":
			r.By = text
		case f.key != "on":
			s.unknownKey(f, rule, []string{"by", "on"})
		case !plainDay.MatchString(text):
			s.fault(f.value, rule, "bad-value", fmt.Sprintf("%q is no day", text), "as 2026-01-31")
		default:
			r.On = text
		}
	}
	if (r.By == "") != (r.On == "") {
		s.fault(e.at, rule, "missing-key", "a review has a name and a day", "as {by: …, on: 2026-01-31}")
	}
	return r
}

// statuses tell how a source was read.
var statuses = []string{"verified", "secondary"}

func (l *loader) readSource(s *source, e entry) {
	if l.twice(s, e, "source", "") {
		return
	}
	var src Source
	for _, f := range s.entries(e.value, e.key, "a source") {
		if !slices.Contains(sourceKeys, f.key) {
			s.unknownKey(f, e.key, sourceKeys)
			continue
		}
		text, ok := s.scalar(f.value, e.key, f.key)
		if !ok {
			continue
		}
		switch f.key {
		case "citation":
			src.Citation = text
		case "design":
			src.Design = text
		case "outcome":
			src.Outcome = text
		case "link":
			src.Link = text
		case "read":
			if src.Read = text; !plainMonth.MatchString(text) {
				s.fault(f.value, e.key, "bad-value", fmt.Sprintf("%q is no day or month", text), "as 2026-01-31 or 2026-01")
			}
		case "stance":
			if src.Stance = text; !slices.Contains(stances, text) {
				s.fault(f.value, e.key, "bad-value", fmt.Sprintf("%q is no stance", text), "write "+list(stances))
			}
		case "grade":
			src.Grade = l.readGrade(s, f, e.key)
		case "status":
			if src.Status = text; !slices.Contains(statuses, text) {
				hint := s.faults.didYouMean(text, statuses)
				if hint == "" {
					hint = "write " + list(statuses)
				}
				s.fault(f.value, e.key, "bad-value", fmt.Sprintf("%q is no status", text), hint)
			}
		case "year":
			year, err := strconv.Atoi(text)
			if err != nil || year < 1800 || year > 2200 {
				s.fault(f.value, e.key, "bad-value", fmt.Sprintf("%q is no year", text), "as 2016")
			}
			src.Year = year
		}
	}
	if isMapping := e.value.Kind == yaml.MappingNode; isMapping && !hasKey(e.value, "citation") || isEmpty(e.value) {
		s.fault(e.at, e.key, "missing-key", "the source has no citation", "add citation: …")
	}
	l.pack.sources[e.key] = src
	line := []string{"source", e.key, src.Citation, strconv.Itoa(src.Year), src.Design, src.Status, src.Outcome, src.Stance, src.Grade.String()}
	if src.Link != "" || src.Read != "" {
		line = append(line, src.Link, src.Read)
	}
	l.note(line...)
}

// A reference is a mention of a source or an advice, to be found once all files are read.
type reference struct {
	*source
	node *yaml.Node
	rule string
}

// refer reads the ids of sources or advice that a rule names.
func (l *loader) refer(refs *[]reference, s *source, e entry, rule string) (ids []string) {
	for _, n := range s.strings(e.value, rule, e.key) {
		ids = append(ids, n.Value)
		*refs = append(*refs, reference{s, n, rule})
	}
	return ids
}

// checkReferences finds the sources and advice that rules name.
func (l *loader) checkReferences() {
	find := func(refs []reference, has func(string) bool, names []string, what string) {
		for _, r := range refs {
			if id := r.node.Value; !has(id) {
				hint := ""
				if len(*l.faults) < maxHinted {
					group := map[string]string{"source": "sources", "advice": "advice"}[what]
					hint = l.referenceHint(id, has, names, group)
					if len(id) <= 3 && strings.HasPrefix(hint, "did you mean") { // of so few signs every id is near
						hint += fmt.Sprintf(" If not, add %s under %s:", id, group)
					}
				}
				r.fault(r.node, r.rule, "unknown-"+what, fmt.Sprintf("there is no %s %q", what, id), hint)
			}
		}
	}
	find(l.cited, func(id string) bool { _, ok := l.pack.sources[id]; return ok }, keys(l.pack.sources), "source")
	find(l.advised, func(id string) bool { _, ok := l.pack.advice[id]; return ok }, keys(l.pack.advice), "advice")
}
