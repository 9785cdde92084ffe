package plan

import (
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
	"github.com/heelwise/heelwise/triage"
)

// A Plan is what somebody can do at home. It holds its own copy of everything. The zero Plan has nothing in it, and so has
// every plan at a disposition at which a clinician comes first.
//
// It prints itself by phase, and has a stable JSON that reads back. It tells what was said of the person: treat it as
// health data.
type Plan struct {
	Disposition triage.Disposition `json:"disposition"`
	Stages      []Stage            `json:"stages"`    // the phases that occur, in their order
	Items       []Item             `json:"items"`     // by phase, and in it in the order of doing
	Withheld    []Withheld         `json:"withheld"`  // what would be there but for a caution, by id
	Questions   []Question         `json:"questions"` // what would complete the plan: first what items wait for with care
	Notes       []rules.Text       `json:"notes"`     // what to know about it
	Pack        rules.Identity     `json:"pack"`      // of the repertoire
}

// A Stage is a phase of a plan.
type Stage struct {
	Phase   Phase         `json:"phase"`
	ID      string        `json:"id"`
	Title   string        `json:"title"`
	Stretch fact.Duration `json:"stretch,omitzero"` // how long all of its stretches take together, repeated as needed
}

// An Item is one thing to do in one phase. The same one may stand in several phases, with another dose.
type Item struct {
	ID       string       `json:"id"` // as "stretch/calf": its kind, and a name
	Phase    Phase        `json:"phase"`
	Name     string       `json:"name"`
	Text     string       `json:"text"`               // how it is done
	Optional bool         `json:"optional,omitempty"` // for who likes it
	Doses    []Dose       `json:"doses"`              // the first is where to begin, each further one begins later and is no less
	Why      string       `json:"why"`
	Care     string       `json:"care,omitempty"`     // to mind whoever does it
	Cautions []rules.Text `json:"cautions,omitempty"` // for whom to leave it out; whether that holds of the person was not asked
	Facts    []string     `json:"facts"`              // the facts of the articles that it rests on, as "F-STR-03"
	Cite     []string     `json:"cite,omitempty"`     // its sources
	Against  []string     `json:"against,omitempty"`  // sources that contradict it
	Grade    rules.Grade  `json:"grade,omitzero"`     // how much evidence lies behind it
}

// A Withheld is an item that was left out on purpose.
type Withheld struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Because rules.Text `json:"because"` // the caution
	Unsure  bool       `json:"unsure"`  // the person was not sure about what it asks
}

// A Question is one whose answer would complete a plan.
type Question struct {
	Word    string   `json:"word"` // as "wearer.disc_issue"
	Text    string   `json:"question"`
	Careful []string `json:"careful,omitempty"` // items of the plan that carry a caution until it is answered
	Adds    []string `json:"adds,omitempty"`    // items that may join
}
