package plan

import (
	"sync"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
	"github.com/heelwise/heelwise/triage"
)

// A subject is all that a condition may ask about: what was decided, what was told, and who wears which shoe.
type subject struct {
	disposition disposition
	verdict     verdict
	report      triage.Report
	of          footwear.Case
}

type disposition = fact.Choice[dispositionWords]

type dispositionWords struct{}

var dispositionNames = names(triage.Undetermined, triage.SelfCare, triage.SeeClinicianSoon, triage.UrgentSameDay, triage.EmergencyNow)

func (dispositionWords) Words() []string { return dispositionNames }

type verdict = fact.Choice[verdictWords]

type verdictWords struct{}

var verdictNames = names(triage.NotAssessed, triage.Unlikely, triage.Possible, triage.Likely)

func (verdictWords) Words() []string { return verdictNames }

func names[T interface{ String() string }](list ...T) (all []string) {
	for _, one := range list {
		all = append(all, one.String())
	}
	return all
}

// words are those of [triage.Vocabulary] and of [footwear.Vocabulary], and what a decision says.
var words = sync.OnceValue(func() *rules.Vocabulary[subject] {
	list := []rules.Word[subject]{
		rules.Choice("decision.disposition", func(s *subject) *disposition { return &s.disposition }, rules.About{
			Doc: "Where the person should turn first.",
		}),
		rules.Choice("decision.footwear", func(s *subject) *verdict { return &s.verdict }, rules.About{
			Doc: "Whether the pattern fits a trouble that comes from shoes.",
		}),
	}
	list = append(list, rules.Embed(triage.Vocabulary(), func(s *subject) *triage.Report { return &s.report })...)
	list = append(list, rules.Embed(footwear.Vocabulary(), func(s *subject) *footwear.Case { return &s.of })...)
	return rules.NewVocabulary(list,
		rules.Sum{Whole: "shoe.heel_height", First: "shoe.platform", Part: "shoe.rise"},
		rules.Bands{Choice: "shoe.base", Measure: "shoe.base_width", Ranges: []string{"3mm..19.999mm", "20mm..40mm", "40.001mm..150mm"}},
		rules.Implies{Measure: "use.break_every", Flag: "use.breaks"},
	)
})

// newSubject puts together what is known. The report says what the case says of the same person, see [triage.Report.Join].
func newSubject(d *triage.Decision, r triage.Report, c footwear.Case) *subject {
	for f := range triage.Findings() { // nobody is asked what their sex rules out
		if f.Only != "" && r.Sex.Known() && r.Sex.String() != f.Only && r.Answer(f.ID) == triage.NotAsked {
			r = r.With(triage.Absent, f.ID)
		}
	}
	return &subject{disposition: 1 << d.Disposition, verdict: 1 << d.Footwear, report: r, of: c}
}

// dreading returns the subject with all present that the person was not sure about, and whether there is anything.
func (s *subject) dreading() (*subject, bool) {
	dread, any := *s, false
	for f := range triage.Findings() {
		if s.report.Answer(f.ID) == triage.NotSure {
			dread.report, any = dread.report.With(triage.Present, f.ID), true
		}
	}
	return &dread, any
}
