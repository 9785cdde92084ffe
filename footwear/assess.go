package footwear

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"sync"

	"github.com/heelwise/heelwise/rules"
)

//go:embed packs/*.yaml
var packs embed.FS

// An Assessor judges cases by a pack of rules. It is immutable and safe for concurrent use. Make one with [Default] or
// [Load]; the zero Assessor cannot be used.
type Assessor struct {
	pack     *rules.Pack[Case]
	at       [3]int   // where the totals of an assessment stand in the pack
	bands    []string // of the pack, lowest first
	criteria *criteria
}

// Default returns the assessor with the strain pack that comes with this module. Its index is a measure of mechanical
// strain from 0 to 100, for general information; it is no probability of pain.
func Default() *Assessor { return standard() }

// Strain returns the folder of the strain pack that comes with this module, with its tests: what [Default] judges by, and
// what a layer of your own is laid over, as in Load(Strain(), os.DirFS("our-layer")). Nobody can change it.
func Strain() fs.FS {
	folder, err := fs.Sub(packs, "packs")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return folder
}

var standard = sync.OnceValue(func() *Assessor {
	a, err := Load(Strain())
	if err != nil {
		panic(err) // a test loads it
	}
	return a
})

// totals are the totals that a pack about footwear adds up, the first of them what the lines of an assessment sum to.
var totals = [...]string{"load", "sensitivity", "exposure"}

// Load returns an assessor with the pack in the folder fsys and the given layers over it, the lowest first, as
// [rules.Load] reads them. The pack's totals must be load, which comes first, sensitivity and exposure. The error lists
// every fault of the files ([rules.Errors]); that of a missing total is a single *[rules.Error].
func Load(fsys fs.FS, layers ...fs.FS) (*Assessor, error) {
	pack, err := rules.Load(Vocabulary(), fsys, layers...)
	if err != nil {
		return nil, err
	}
	return New(pack)
}

// Live holds an assessor that can be loaded anew while it is used. Every Reload reads the folders again, runs the tests
// that stand in them, and keeps the old assessor where anything is wrong; see [rules.LoadTested].
func Live(fsys fs.FS, layers ...fs.FS) (*rules.Live[Assessor], error) {
	return rules.NewLive(func() (*Assessor, error) {
		pack, _, err := rules.LoadTested(Vocabulary(), fsys, layers...)
		if err != nil {
			return nil, err
		}
		return New(pack)
	})
}

// New returns an assessor with the pack, which was loaded with [Vocabulary]. Its totals must be as for [Load]; the error
// is a *[rules.Error]. Shoes are audited by [Criteria], whatever the pack; see [Assessor.WithCriteria].
func New(pack *rules.Pack[Case]) (*Assessor, error) {
	a := &Assessor{pack: pack, criteria: standardCriteria()}
	for i, name := range totals {
		at, ok := pack.Total(name)
		if !ok || (i == 0) != (at == 0) {
			return nil, &rules.Error{File: "pack.yaml", Code: "missing-key", Msg: fmt.Sprintf("the total %s is missing, or is not in its place", name),
				Hint: "a pack about footwear adds up load first, and sensitivity and exposure"}
		}
		a.at[i] = at
	}
	for name := range pack.Bands() {
		a.bands = append(a.bands, name)
	}
	return a, nil
}

// Pack returns the pack that the assessor judges by.
func (a *Assessor) Pack() *rules.Pack[Case] { return a.pack }

// Vocabulary returns the words that the assessor's rules may ask about: those of the package's [Vocabulary], and those
// that the pack and its layers add.
func (a *Assessor) Vocabulary() *rules.Vocabulary[Case] { return a.pack.Vocabulary() }

// Score returns the score of c's typical case, in hundredths of points, and [rules.NoPoints] where any fact of c is
// impossible or facts contradict each other. It does not change or keep c. It is the fastest way to a number: with the
// default pack it does not allocate.
func (a *Assessor) Score(c *Case) rules.Points { return a.pack.Score(c) }

// Upper returns the score of c's typical case and the upper end of its likely scores, [rules.NoPoints] both where any fact
// of c is impossible or facts contradict each other. They are those of [Assessor.Assess], at a fraction of its time: lists
// of shoes are sorted by them, so that none stands high because little is known of it. It does not change or keep c.
func (a *Assessor) Upper(c *Case) (score, upper rules.Points) { return a.pack.Upper(c) }

// Assess judges a shoe for a wearer in a use. The case is copied and kept by the assessment, for [Assessment.Ask]. The
// error lists impossible facts and contradictions by key, as "shoe.heel_height" ([rules.Errors]).
func (a *Assessor) Assess(c Case) (Assessment, error) {
	verdict, err := a.pack.Judge(&c)
	if err != nil {
		return Assessment{}, err
	}
	c.Extra = maps.Clone(c.Extra)
	wearer, use := Reference()
	return Assessment{
		Verdict:     verdict,
		AtReference: c.Wearer == wearer && c.Use == use,
		Load:        verdict.Totals[a.at[0]].Points,
		Sensitivity: verdict.Totals[a.at[1]].Factor,
		Exposure:    verdict.Totals[a.at[2]].Factor,
		bands:       a.bands,
		ask: func() []rules.Question {
			questions, _ := a.pack.Ask(&c) // what could be judged can be asked about
			return questions
		},
		check: func() (audit, checklist Checks) { return a.criteria.check(&c) },
	}, nil
}

// An Assessment is the strain index of a shoe for a wearer in a use, and everything that it rests on: the lines that
// add up to it, what was assumed, and how far it could be off. It is a mechanical-strain index, never a probability of
// pain.
//
// It prints as a ledger for people, has a stable JSON that reads back, and logs nothing about the wearer. It holds the
// case, and its JSON holds facts about the wearer: treat both as health data.
//
// An Assessment is safe for concurrent use while nobody changes it. The zero Assessment is of nothing.
type Assessment struct {
	ID string // the caller's, for its records; Assess leaves it empty
	rules.Verdict
	AtReference bool         // assessed for the reference wearer and use, not for anyone in particular
	Load        rules.Points // how the shoe strains this body: the sum of the lines; with the default pack 0 to 100
	Sensitivity rules.Factor // what makes this wearer's back react sooner; with the default pack 0 to 0.6
	Exposure    rules.Factor // how much the shoe is worn; with the default pack 0 to 1

	bands []string // of the pack, lowest first; none if read from JSON
	ask   func() []rules.Question
	check func() (audit, checklist Checks)

	// As read from JSON.
	asked              []rules.Question
	audited, checklist Checks
}

// Ask returns what to find out next: the words that would narrow the likely scores most, with the question to put. It
// is computed anew by every call. An assessment that was read from JSON returns what was asked when it was written.
func (a *Assessment) Ask() []rules.Question {
	if a.ask == nil {
		return a.asked
	}
	return a.ask()
}

// Audit returns the four checks of the shoe, whatever its index: arch_support, heel_height, wear and sole. It is computed
// anew by every call, and read back as it was written to JSON. The zero Assessment has none.
func (a *Assessment) Audit() Checks {
	if a.check == nil {
		return a.audited
	}
	audit, _ := a.check()
	return audit
}

// Checklist returns the shopping list, six things to look for in a shoe: arch_support, cushioning, heel_height,
// no_bare_flat, fit and replacement. It is computed as [Assessment.Audit] is.
func (a *Assessment) Checklist() Checks {
	if a.check == nil {
		return a.checklist
	}
	_, checklist := a.check()
	return checklist
}

// wire is the JSON form of an Assessment.
type wire struct {
	ID string `json:"id,omitempty"`
	rules.Verdict
	AtReference bool             `json:"at_reference"`
	Load        rules.Points     `json:"load"`
	Sensitivity rules.Factor     `json:"sensitivity"`
	Exposure    rules.Factor     `json:"exposure"`
	Audit       Checks           `json:"audit"`
	Checklist   Checks           `json:"checklist"`
	Ask         []rules.Question `json:"ask"`
}

// MarshalJSON writes the assessment with the questions of [Assessment.Ask], which it computes anew.
func (a Assessment) MarshalJSON() ([]byte, error) {
	w := wire{a.ID, a.Verdict, a.AtReference, a.Load, a.Sensitivity, a.Exposure, nil, nil, a.Ask()}
	if w.Audit, w.Checklist = a.audited, a.checklist; a.check != nil {
		w.Audit, w.Checklist = a.check()
	}
	if w.Ask == nil {
		w.Ask = []rules.Question{}
	}
	return json.Marshal(w)
}

// UnmarshalJSON reads what MarshalJSON writes; Totals are not read back. After an error a is what it was.
func (a *Assessment) UnmarshalJSON(data []byte) error {
	var w wire
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	*a = Assessment{ID: w.ID, Verdict: w.Verdict, AtReference: w.AtReference, Load: w.Load, Sensitivity: w.Sensitivity, Exposure: w.Exposure,
		asked: w.Ask, audited: w.Audit, checklist: w.Checklist}
	return nil
}

// LogValue logs the score, its band, whether that is decided, and the pack: what is known of a wearer is health data.
func (a Assessment) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("score", a.Score.String()), slog.String("band", a.Band), slog.Bool("decided", a.Decided),
		slog.String("digest", a.Pack.Digest))
}
