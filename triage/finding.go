package triage

import (
	_ "embed"
	"fmt"
	"iter"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// A Finding is one thing that a report can say is there or not.
type Finding struct {
	ID       string `yaml:"-"`         // as "fever"; in rules it is finding.fever
	Name     string `yaml:"name"`      // as it stands in a sentence: "a high temperature"
	Ask      string `yaml:"ask"`       // the question that finds it out
	Part     Part   `yaml:"part"`      // which part it plays
	OverDays int    `yaml:"over_days"` // above 0 where it follows from the days of a report: present above that many
	Only     string `yaml:"only"`      // "F" or "M" where one sex alone can have it
}

// A Part is the part that a finding plays in a decision.
type Part string

// The parts.
const (
	Symptom    Part = "symptom"    // felt or seen; a further one never makes a case less urgent
	History    Part = "history"    // makes something serious more likely; the same holds
	Reassuring Part = "reassuring" // a harmless explanation; it raises nothing and lowers nothing
	OfShoe     Part = "shoe"       // how the trouble goes with shoes; it speaks about the shoe alone
)

//go:embed findings.yaml
var findingsFile []byte

// maxFindings is the room that a report has.
const maxFindings = 128

// catalogue is all findings, by their order in the file and by id.
type catalogue struct {
	list  []Finding
	ids   []string
	index map[string]int
}

var findings = sync.OnceValue(func() catalogue {
	c := catalogue{index: map[string]int{}}
	var doc yaml.Node
	if err := yaml.Unmarshal(findingsFile, &doc); err != nil {
		panic(fmt.Sprintf("triage: findings.yaml: %v", err)) // the file is part of the program
	}
	pairs := doc.Content[0].Content
	for i := 0; i < len(pairs); i += 2 {
		f := Finding{ID: pairs[i].Value}
		if err := pairs[i+1].Decode(&f); err != nil {
			panic(fmt.Sprintf("triage: findings.yaml: %s: %v", f.ID, err))
		}
		c.index[f.ID] = len(c.list)
		c.list = append(c.list, f)
		c.ids = append(c.ids, f.ID)
	}
	if len(c.list) > maxFindings || len(c.list) != len(c.index) {
		panic("triage: findings.yaml holds too many findings, or one twice")
	}
	return c
})

// Findings yields every finding that a report can speak of, in the order of their file.
func Findings() iter.Seq[Finding] { return slices.Values(findings().list) }

// FindingOf returns the finding with an id; it is not ok where there is none.
func FindingOf(id string) (f Finding, ok bool) {
	i, ok := findings().index[id]
	if !ok {
		return f, false
	}
	return findings().list[i], true
}

// unknownFinding reports an id that no finding has.
func unknownFinding(id string) *rules.Error {
	id = quote.Short(id)
	e := &rules.Error{Key: "finding." + id, Code: "unknown-key", Msg: fmt.Sprintf("there is no finding %q", id), Hint: "docs/triage.md lists them"}
	if name, ok := rules.Nearest(id, findings().ids); ok {
		e.Hint = fmt.Sprintf("did you mean %q?", name)
	}
	return e
}
