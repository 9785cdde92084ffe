package plan

import (
	"fmt"
	"strings"

	"github.com/heelwise/heelwise/internal/pages"
)

// A Phase is when something is done. The zero Phase is none.
type Phase uint8

// The phases, in the order in which a plan is printed.
const (
	Now            Phase = iota + 1 // while it is sore
	HeelDayMorning                  // on a morning before heels
	AfterHeels                      // when they are taken off
	Daily
	Weekly
)

var phaseNames = [...]string{"", Now: "now", HeelDayMorning: "heel_day_morning", AfterHeels: "after_heels", Daily: "daily", Weekly: "weekly"}

// String returns the phase's name, "Phase(n)" of what is none.
func (p Phase) String() string {
	if p == 0 || int(p) >= len(phaseNames) {
		return fmt.Sprintf("Phase(%d)", uint8(p))
	}
	return phaseNames[p]
}

// MarshalText writes the phase's name. It fails on what is no phase.
func (p Phase) MarshalText() ([]byte, error) {
	if p == 0 || int(p) >= len(phaseNames) {
		return nil, fmt.Errorf("%v is no phase", p)
	}
	return []byte(phaseNames[p]), nil
}

// UnmarshalText reads a phase's name. After an error p is what it was.
func (p *Phase) UnmarshalText(text []byte) error {
	for i, name := range phaseNames[1:] {
		if name == string(text) {
			*p = Phase(i + 1)
			return nil
		}
	}
	return fmt.Errorf("there is no phase %.100q (%s)", text, pages.Hint(string(text), phaseNames[1:], "the phases are "+strings.Join(phaseNames[1:], ", ")))
}

// entry returns the id of the entry that describes the phase.
func (p Phase) entry() string { return "phase/" + strings.ReplaceAll(p.String(), "_", "-") }

// The kinds of items, which are the names of their files. The first ones are active: the person moves. The others are
// done to the person or bought, and never make a plan alone.
var (
	activeKinds  = []string{"activity", "mobility", "stretch", "strength"}
	passiveKinds = []string{"easing", "insole", "shoe", "habit"}
)
