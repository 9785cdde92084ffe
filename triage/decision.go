package triage

import "github.com/heelwise/heelwise/rules"

// A Decision is what a report comes to. Its zero value is undetermined, and allows no advice about shoes. It holds its own
// copy of everything.
type Decision struct {
	Disposition Disposition    `json:"disposition"`
	Status      Status         `json:"status"`
	Floor       Disposition    `json:"floor"`     // what surely fires; self-care where nothing does and the screens are answered
	Ceiling     Disposition    `json:"ceiling"`   // were every open answer a yes
	Fired       []Flag         `json:"fired"`     // most urgent first, equal ones by rule
	Open        []OpenRule     `json:"open"`      // most urgent first, equal ones by rule
	Questions   []Question     `json:"questions"` // what to ask next, in this order
	Footwear    Footwear       `json:"footwear"`
	Supports    []string       `json:"supports"`    // the findings that speak for the shoes
	Contradicts []string       `json:"contradicts"` // and those that speak against them
	SafetyNet   []Advice       `json:"safety_net"`  // what to tell the person; never empty
	Pack        rules.Identity `json:"pack"`
}

// A Flag is a rule that fired.
type Flag struct {
	Rule      string      `json:"rule"`
	Level     Disposition `json:"level"`  // what it contributes
	Unsure    bool        `json:"unsure"` // it would fire for some answer to what the person was not sure about
	Condition string      `json:"condition"`
	Findings  []string    `json:"findings"` // those on which it fired; without any of them it would not
	Why       string      `json:"why"`
	Source    []string    `json:"source"`
}

// An OpenRule is a rule of which it is not known whether it holds.
type OpenRule struct {
	Rule      string      `json:"rule"`
	Level     Disposition `json:"level"` // what it would contribute
	Condition string      `json:"condition"`
	Findings  []string    `json:"findings"` // what was not asked, or not known, and would decide it
}

// A Question is one to put to the person.
type Question struct {
	Finding string `json:"finding"`
	Text    string `json:"text"`
	Why     string `json:"why"`
	Again   bool   `json:"again"` // it was asked before, and the person was not sure
}

// An Advice is a text for the person.
type Advice struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// AllowsShoeAdvice reports whether the person may be shown shoes: not at urgent or above, and not while it is undetermined.
// Every program that takes a report asks it first.
func (d *Decision) AllowsShoeAdvice() bool {
	return d.Disposition == SelfCare || d.Disposition == SeeClinicianSoon
}
