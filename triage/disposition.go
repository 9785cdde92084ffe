package triage

import "fmt"

// A Disposition says where the person should turn first. A greater one is more urgent. The zero Disposition is
// Undetermined: questions are outstanding, and there is no advice yet.
type Disposition uint8

// The dispositions. They combine by the greatest, and nothing lowers one.
const (
	Undetermined     Disposition = iota
	SelfCare                     // a plan for home, a safety net and a day to look again
	SeeClinicianSoon             // a booked visit, within days to two weeks
	UrgentSameDay                // a clinician today
	EmergencyNow                 // an ambulance or an emergency department, now
)

var dispositionNames = [...]string{
	Undetermined: "undetermined", SelfCare: "self_care", SeeClinicianSoon: "see_clinician_soon",
	UrgentSameDay: "urgent_same_day", EmergencyNow: "emergency_now",
}

// String returns the disposition's name, "Disposition(n)" of what is none.
func (d Disposition) String() string {
	if int(d) >= len(dispositionNames) {
		return fmt.Sprintf("Disposition(%d)", uint8(d))
	}
	return dispositionNames[d]
}

// MarshalText writes the disposition's name. It fails on what is no disposition.
func (d Disposition) MarshalText() ([]byte, error) {
	if int(d) >= len(dispositionNames) {
		return nil, fmt.Errorf("%v is no disposition", d)
	}
	return []byte(dispositionNames[d]), nil
}

// UnmarshalText reads a disposition's name. After an error d is what it was.
func (d *Disposition) UnmarshalText(text []byte) error {
	i, err := named(string(text), dispositionNames[:], "disposition")
	if err == nil {
		*d = Disposition(i)
	}
	return err
}

// A Status says whether a decision stands. The zero Status is NeedsAnswers.
type Status uint8

// The statuses.
const (
	NeedsAnswers Status = iota // questions that must be asked are not answered yet
	Final
)

var statusNames = [...]string{NeedsAnswers: "needs_answers", Final: "final"}

// String returns the status's name, "Status(n)" of what is none.
func (s Status) String() string {
	if int(s) >= len(statusNames) {
		return fmt.Sprintf("Status(%d)", uint8(s))
	}
	return statusNames[s]
}

// MarshalText writes the status's name. It fails on what is no status.
func (s Status) MarshalText() ([]byte, error) {
	if int(s) >= len(statusNames) {
		return nil, fmt.Errorf("%v is no status", s)
	}
	return []byte(statusNames[s]), nil
}

// UnmarshalText reads a status's name. After an error s is what it was.
func (s *Status) UnmarshalText(text []byte) error {
	i, err := named(string(text), statusNames[:], "status")
	if err == nil {
		*s = Status(i)
	}
	return err
}

// A Footwear says whether what was told fits a trouble that comes from shoes. It is no urgency, and never changes one. The
// zero Footwear is NotAssessed.
type Footwear uint8

// The verdicts about footwear.
const (
	NotAssessed Footwear = iota // something else comes first, or nothing was said about shoes
	Unlikely
	Possible
	Likely
)

var footwearNames = [...]string{NotAssessed: "not_assessed", Unlikely: "unlikely", Possible: "possible", Likely: "likely"}

// String returns the verdict's name, "Footwear(n)" of what is none.
func (f Footwear) String() string {
	if int(f) >= len(footwearNames) {
		return fmt.Sprintf("Footwear(%d)", uint8(f))
	}
	return footwearNames[f]
}

// MarshalText writes the verdict's name. It fails on what is no verdict.
func (f Footwear) MarshalText() ([]byte, error) {
	if int(f) >= len(footwearNames) {
		return nil, fmt.Errorf("%v is no verdict about footwear", f)
	}
	return []byte(footwearNames[f]), nil
}

// UnmarshalText reads a verdict's name. After an error f is what it was.
func (f *Footwear) UnmarshalText(text []byte) error {
	i, err := named(string(text), footwearNames[:], "verdict about footwear")
	if err == nil {
		*f = Footwear(i)
	}
	return err
}
