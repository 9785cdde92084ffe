package plan

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"sync"

	"github.com/heelwise/heelwise/internal/pages"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

//go:embed repertoire/*.yaml
var files embed.FS

// A Repertoire is everything that plans are made of. It is immutable and safe for concurrent use. Make one with [Default]
// or [Load]; the zero Repertoire makes empty plans.
type Repertoire struct {
	items    []item // in the order of the files
	cautions []caution
	notes    []rules.Text
	stages   map[Phase]Stage
	holds    *rules.Pack[subject]
	index    map[string]int        // by id of an entry: where it stands in truths
	reads    map[string][]openWord // by id of an entry: what its condition asks about
	identity rules.Identity
}

// Default returns the repertoire that comes with this module.
func Default() *Repertoire { return standard() }

var standard = sync.OnceValue(func() *Repertoire {
	r, err := Load(Files())
	if err != nil {
		panic(err) // a test loads it
	}
	return r
})

// Files returns the folder of the repertoire that comes with this module, with its tests: an example for a folder of your
// own. Nobody can change it.
func Files() fs.FS {
	folder, err := fs.Sub(files, "repertoire")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return folder
}

// Load returns the repertoire in the YAML files of the folder fsys; those whose names end in _test.yaml are for [LoadTested]. Its
// pack.yaml holds name and version, and sources.yaml the sources, as for a pack of rules. Any file may define names for
// conditions. The others are named for what they list:
//
//	items:                                          # stretch.yaml; likewise activity, mobility, strength, easing, insole, shoe, habit
//	  - id: stretch/hamstring                       # the file's name, slash, a name
//	    when: wearer.tight_hamstring or heels       # it is chosen where this surely holds
//	    name: Hamstring stretch
//	    text: Sit on the floor with one leg out, …  # how it is done
//	    why: The muscles at the back of the thigh tilt the pelvis.
//	    involves: flexion                           # what a caution may withhold
//	    facts: F-STR-04                             # what it rests on, beside cite, against and grade as of a rule
//	    doses:                                      # by phase; a list is a progression, which never falls
//	      after_heels: {order: 2, hold: 30s..60s, reps: 2..3, each_side: true}
//	      daily: [{hold: 30s, reps: 2, days: 7}, {week: 3, hold: 30s, reps: 3, days: 7}]
//
// An item may also have care, a text; optional, true; advice, ids of the advice of an assessment that choose it, too; and
// slot: of the items of one slot only the one that stands first in the files is in a plan. A dose has week, order, hold,
// reps, each_side, sets, for, days, and vague: the words of a source without a number, as {hold: a few seconds}.
//
//	cautions:                                       # caution.yaml
//	  - id: caution/disc
//	    when: wearer.disc_issue
//	    text: With a known disc issue …             # why something is withheld
//	    care: Leave it out with a disc issue.       # what an item carries while it is not known
//	    withholds: [flexion, heat]                  # what items involve, or kinds of items, or progression
//	phases:                                         # phase.yaml: each phase, as phase/after-heels, with its title as text; stretch is how long its stretches take in all
//	notes:                                          # note.yaml: texts about the plan
//
// Conditions are those of packs of rules, about the words of [triage.Vocabulary] and [footwear.Vocabulary], and about
// decision.disposition and decision.footwear. What [triage.Report.Join] takes from a case is best asked of the report:
// report.age, finding.pregnant, finding.foot_pain and finding.flat_feet.
//
// The error lists every fault of the files, by line and column ([rules.Errors]).
func Load(fsys fs.FS) (*Repertoire, error) {
	b := read(fsys)
	holds, err := rules.Load(words(), b.folder)
	return b.repertoire(holds, err)
}

// LoadTested is Load, and runs the tests that stand beside the entries, in the files whose names end in _test.yaml, as
// [rules.LoadTested] does: an entry fires where its condition surely holds. With a failing test there is no repertoire.
func LoadTested(fsys fs.FS) (*Repertoire, rules.Report, error) {
	b := read(fsys)
	holds, report, err := rules.LoadTested(words(), b.folder)
	r, err := b.repertoire(holds, err)
	return r, report, err
}

// repertoire completes what was read, if its conditions and all else are sound.
func (b *book) repertoire(holds *rules.Pack[subject], err error) (*Repertoire, error) {
	faults := b.faults
	faults = append(faults, rules.AsErrors(err)...)
	slices.SortStableFunc(faults, pages.ByPlace)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	r := &Repertoire{items: b.items, cautions: b.cautions, notes: b.notes, stages: b.stages, holds: holds, index: map[string]int{}, reads: map[string][]openWord{}}
	asked := map[string]openWord{}
	for w := range words().Words() {
		asked[w.Name] = newOpenWord(w)
	}
	for info := range holds.Rules() {
		r.index[info.ID] = len(r.index)
		for _, name := range info.Reads {
			r.reads[info.ID] = append(r.reads[info.ID], asked[name])
		}
	}
	for i := range r.items {
		one := &r.items[i]
		info, _ := holds.Rule(one.ID)
		one.Why, one.Cite, one.Against, one.Grade = info.Why, info.Cite, info.Against, info.Grade
	}
	r.identity, err = r.identify()
	return r, err
}

// Identity returns name and version of the repertoire, with a digest over all of it.
func (r *Repertoire) Identity() rules.Identity {
	id := r.identity
	id.Layers = slices.Clone(id.Layers)
	return id
}

// Rules yields every entry of the repertoire as the rule that its condition is, by id: phases, cautions, items and notes.
// The zero Repertoire has none.
func (r *Repertoire) Rules() iter.Seq[rules.RuleInfo] {
	if r.holds == nil {
		return func(func(rules.RuleInfo) bool) {}
	}
	return r.holds.Rules()
}

// Warnings returns what is odd about the conditions and no mistake, as [rules.Pack.Warnings] does. The zero Repertoire has
// none.
func (r *Repertoire) Warnings() rules.Errors {
	if r.holds == nil {
		return nil
	}
	return r.holds.Warnings()
}

// identify returns the identity of the conditions, with a digest over everything else, too.
func (r *Repertoire) identify() (rules.Identity, error) {
	type other struct {
		Order, Tags, Advised []string
		Slot                 string
	}
	id := r.holds.Identity()
	all := struct {
		Conditions string
		Items      []Item
		Others     []other
		Cautions   []caution
		Notes      []rules.Text
		Stages     []Stage
	}{Conditions: id.Digest, Cautions: r.cautions, Notes: r.notes}
	for i := range r.items {
		one := &r.items[i]
		o := other{Tags: one.Tags, Advised: one.Advised, Slot: one.Slot}
		for _, p := range slices.Sorted(maps.Keys(one.Doses)) {
			it := one.Item
			it.Phase, it.Doses = p, one.Doses[p]
			all.Items = append(all.Items, it)
			o.Order = append(o.Order, fmt.Sprint(p, one.Orders[p]))
		}
		all.Others = append(all.Others, o)
	}
	for _, p := range slices.Sorted(maps.Keys(r.stages)) {
		all.Stages = append(all.Stages, r.stages[p])
	}
	text, err := json.Marshal(all)
	sum := sha256.Sum256(text)
	id.Digest = hex.EncodeToString(sum[:])
	return id, err
}

// truths are which conditions hold, by the index of their entries.
type truths []fact.Truth

// judge returns what holds of s. The error lists what is impossible of it.
func (r *Repertoire) judge(s *subject) (truths, error) {
	return r.holds.NoteTruths(s, make(truths, 0, len(r.index)))
}
