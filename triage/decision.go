package triage

import "github.com/heelwise/heelwise/rules"

// A Decision is what a report comes to. Its zero value is undetermined, and allows no advice about shoes. It holds its own
// copy of everything. The same report and pack give the same decision to the byte.
type Decision struct {
	Disposition    Disposition    `json:"disposition"`
	Status         Status         `json:"status"`
	Floor          Disposition    `json:"floor"`     // what surely fires; self-care where nothing does and every question of a screen is answered
	Ceiling        Disposition    `json:"ceiling"`   // were every open answer a yes
	Fired          []Flag         `json:"fired"`     // most urgent first, equal ones by rule
	Open           []OpenRule     `json:"open"`      // most urgent first, equal ones by rule
	Questions      []Question     `json:"questions"` // what has to be asked next, and what to ask again, in this order
	FollowUp       []Question     `json:"follow_up"` // what is worth asking once Questions are answered: a yes would make it more urgent, or tell of the shoes
	Footwear       Footwear       `json:"footwear"`
	Supports       []string       `json:"supports"`       // the findings that speak for the shoes; none where footwear is not assessed
	Contradictions []string       `json:"contradictions"` // and those that speak against them
	Notes          []rules.Text   `json:"notes"`          // what is worth saying beside it; none at urgent or above
	SafetyNet      []Advice       `json:"safety_net"`     // what to tell the person; never empty
	Pack           rules.Identity `json:"pack"`
}

// A Flag is a rule that fired.
type Flag struct {
	Rule      string      `json:"rule"`
	Level     Disposition `json:"level"`               // what it contributes
	Unsure    bool        `json:"unsure"`              // it fires for some answer to what the person was not sure about, and is worth less
	Condition string      `json:"condition"`           // what it makes one think of
	Findings  []string    `json:"findings"`            // the findings on which it fired: without any of them it would not
	EnoughOf  []string    `json:"enough_of,omitempty"` // and those of which there are enough: a single one of them could be missing
	Words     []string    `json:"words,omitempty"`     // what else of the report it looked at, as "report.age"
	NotAsked  []string    `json:"not_asked,omitempty"` // of one that is unsure: the findings nobody asked for that would settle it
	Why       string      `json:"why"`
	Source    []string    `json:"source"`
}

// An OpenRule is a rule of which it is not known whether it holds.
type OpenRule struct {
	Rule      string      `json:"rule"`
	Level     Disposition `json:"level"` // what it would contribute
	Condition string      `json:"condition"`
	Findings  []string    `json:"findings"` // those whose answers would decide it soonest
}

// A Question is one to put to the person.
type Question struct {
	Finding string `json:"finding"`
	Text    string `json:"text"`
	Why     string `json:"why"`   // why it is asked
	Again   bool   `json:"again"` // it was asked before, and the person was not sure
}

// An Advice is a text for the person, and the id by which a program knows it.
type Advice struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// AllowsShoeAdvice reports whether the person may be shown shoes: not at urgent or above, and not while it is undetermined.
// Every program that takes a report asks it first.
func (d *Decision) AllowsShoeAdvice() bool {
	return d.Disposition == SelfCare || d.Disposition == SeeClinicianSoon
}
