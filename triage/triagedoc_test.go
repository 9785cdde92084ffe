package triage

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the tables of docs/triage.md")

const (
	triageDoc    = "../docs/triage.md"
	rulesFrom    = "<!-- rules: generated from triage/packs; go test ./triage -run Doc -update rewrites it -->\n"
	rulesTo      = "<!-- end of rules -->\n"
	findingsFrom = "<!-- findings: generated from triage/findings.yaml and triage/screens.yaml; go test ./triage -run Doc -update rewrites it -->\n"
	findingsTo   = "<!-- end of findings -->\n"
)

// rulesTable lists every rule with a level, the most urgent first.
func rulesTable() string {
	var b strings.Builder
	b.WriteString("\n| rule | makes one think of | known | rests on |\n|---|---|---|---|\n")
	d := Default()
	for level := EmergencyNow; level > SelfCare; level-- {
		fmt.Fprintf(&b, "| **%s** | | | |\n", level)
		for i := range d.flags {
			f := &d.flags[i]
			if f.level != level {
				continue
			}
			info, _ := d.pack.Rule(f.id)
			file, _, _ := strings.Cut(f.id, "/")
			fmt.Fprintf(&b, "| [%s](../triage/packs/%s.yaml) | %s | %s | %s |\n", f.id, file, f.condition, info.Evidence, strings.Join(f.source, "; "))
		}
	}
	return b.String() + "\n"
}

// findingsTable lists every finding, and every other word of a report.
func findingsTable() string {
	var b strings.Builder
	b.WriteString("\nA finding that a screen asks for has its name behind it.\n\n| finding | part | question | screen |\n|---|---|---|---|\n")
	for i, f := range findings().list {
		var in []string
		for _, s := range Default().screens {
			if slices.Contains(s.Ask, i) {
				in = append(in, s.name)
			}
		}
		part := string(f.Part)
		if f.OverDays > 0 {
			part += fmt.Sprintf("; follows from more than %d `days`", f.OverDays)
		}
		if f.Only != "" {
			part += "; of " + f.Only + " alone"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.ID, part, f.Ask, strings.Join(in, ", "))
	}
	b.WriteString("\nWhat else a report says:\n\n| key | values | meaning |\n|---|---|---|\n")
	for w := range Vocabulary().Words() {
		key, ok := strings.CutPrefix(w.Name, "report.")
		if !ok {
			continue
		}
		values := map[string]string{"flag": "`true`, `false`", "number": strings.Replace(w.Domain, "..", " to ", 1)}[w.Kind]
		if w.Kind == "choice" {
			values = "`" + strings.Join(w.Values, "`, `") + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", key, values, w.Doc)
	}
	return b.String() + "\n"
}

// TestTriageDoc holds the tables of docs/triage.md to the pack and the findings.
func TestTriageDoc(t *testing.T) {
	data, err := os.ReadFile(triageDoc)
	require.NoError(t, err)
	text := string(data)
	for _, part := range []struct{ from, to, want string }{{rulesFrom, rulesTo, rulesTable()}, {findingsFrom, findingsTo, findingsTable()}} {
		before, rest, ok := strings.Cut(text, part.from)
		require.True(t, ok, part.from)
		have, after, ok := strings.Cut(rest, part.to)
		require.True(t, ok, part.to)
		if *update {
			text, have = before+part.from+part.want+part.to+after, part.want
		}
		assert.Equal(t, part.want, have, "run go test ./triage -run Doc -update")
	}
	if *update {
		require.NoError(t, os.WriteFile(triageDoc, []byte(text), 0o644))
	}
}

// Every finding is one that something reads, and has a question that ends as one does.
func TestFindings(t *testing.T) {
	read := map[string]bool{}
	for info := range Default().pack.Rules() {
		for _, word := range info.Reads {
			read[strings.TrimPrefix(word, "finding.")] = true
		}
	}
	for _, list := range []findingList{Default().shoes.Supports, Default().shoes.Contradictions} {
		for _, i := range list {
			read[findings().ids[i]] = true
		}
	}
	spare := []string{ // what a plan or a reader wants to know, and no rule
		"bladder_symptoms_longstanding_unchanged", "constipation_only", "night_pain_on_movement_only", "flat_feet",
		"standing_job_hard_floor",
	}
	for f := range Findings() {
		assert.Equal(t, !slices.Contains(spare, f.ID), read[f.ID], f.ID)
		assert.True(t, strings.HasSuffix(f.Ask, "?") || strings.HasSuffix(f.Ask, "?)"), f.Ask)
		assert.Contains(t, []Part{Symptom, History, Reassuring, OfShoe}, f.Part, f.ID)
		assert.NotContains(t, f.Name, "?", f.ID)
	}
	for _, s := range Default().screens {
		for _, i := range s.Ask {
			assert.True(t, read[findings().ids[i]], "a screen asks for what no rule reads: %s", findings().ids[i])
		}
	}
}
