package triage

import (
	"fmt"

	"github.com/heelwise/heelwise/rules"
)

// An Answer is what was said to the question about one finding. The zero Answer is NotAsked.
type Answer uint8

// The answers. The order of their numbers means nothing; [Answer.Rank] orders them.
const (
	NotAsked Answer = iota
	Absent
	NotSure // asked, and the person could not tell
	Present
)

var answerNames = [...]string{NotAsked: "not_asked", Absent: "absent", NotSure: "not_sure", Present: "present"}

// Rank orders answers by how much speaks for the finding: absent, not asked, not sure, present. What is joined by "and" is
// the least of its answers, what is joined by "or" the greatest.
func (a Answer) Rank() int {
	return [...]int{Absent: 0, NotAsked: 1, NotSure: 2, Present: 3}[a&3]
}

// String returns the answer's name, "Answer(n)" of what is none.
func (a Answer) String() string {
	if int(a) >= len(answerNames) {
		return fmt.Sprintf("Answer(%d)", uint8(a))
	}
	return answerNames[a]
}

// MarshalText writes the answer's name. It fails on what is no answer.
func (a Answer) MarshalText() ([]byte, error) {
	if int(a) >= len(answerNames) {
		return nil, fmt.Errorf("%v is no answer", a)
	}
	return []byte(answerNames[a]), nil
}

// UnmarshalText reads an answer's name. After an error a is what it was.
func (a *Answer) UnmarshalText(text []byte) error {
	i, err := named(string(text), answerNames[:], "answer")
	if err == nil {
		*a = Answer(i)
	}
	return err
}

// named returns which of the names was written.
func named(written string, names []string, what string) (int, error) {
	for i, name := range names {
		if name == written {
			return i, nil
		}
	}
	if name, ok := rules.Nearest(written, names); ok {
		return 0, fmt.Errorf("there is no %s %.100q (did you mean %q?)", what, written, name)
	}
	return 0, fmt.Errorf("there is no %s %.100q (the names are %q)", what, written, names)
}
