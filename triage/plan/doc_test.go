package plan

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const selfCareDoc = "../../docs/self-care.md"

// TestSelfCareDoc holds docs/self-care.md to the data; go test ./triage/plan -run SelfCareDoc -update rewrites it.
func TestSelfCareDoc(t *testing.T) {
	want := selfCare()
	if *update {
		require.NoError(t, os.WriteFile(selfCareDoc, []byte(want), 0o644))
	}
	have, err := os.ReadFile(selfCareDoc)
	require.NoError(t, err, "run go test ./triage/plan -run SelfCareDoc -update")
	assert.True(t, want == string(have), "docs/self-care.md is not what the data says: run go test ./triage/plan -run SelfCareDoc -update, then read the diff")
}

const selfCareIntro = `# The self-care plan

<!-- Generated from triage/plan/repertoire. Do not edit: run go test ./triage/plan -run SelfCareDoc -update -->

What plans are made of: every item with the condition under which it is chosen, its doses, and what rests behind it. A plan
is general information for somebody whose triage leaves room for one. It promises nothing, and no clinician has reviewed it.

- At urgent or above, and while questions are outstanding, there is no plan.
- An item is chosen where its condition surely holds. What is not known is listed as a question.
- A caution withholds what it names where it surely holds, or where the person was not sure. Where nobody asked, the item
  stays and carries the caution.
- Warmth and cold are never in one plan, and what eases makes no plan without something active.
- Doses begin low and never fall. "The source says" marks words of a source that gives no number; the number is a convention.
  Where there is no dose, no source gives one.

Conditions are written in the language of rules; their words are listed in [vocabulary.md](vocabulary.md), findings and the
words of reports in the triage. Names that several conditions share:
`

// selfCare returns docs/self-care.md.
func selfCare() string {
	r := Default()
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	when := func(id string) string {
		info, _ := r.holds.Rule(id)
		return "`" + strings.Join(strings.Fields(info.When), " ") + "`"
	}
	anchor := func(id string) string {
		return fmt.Sprintf("<a id=\"%s\"></a>", strings.ReplaceAll(id, "/", "-"))
	}
	say("%s", selfCareIntro)
	head, err := files.ReadFile("repertoire/pack.yaml")
	if err != nil {
		panic(err) // the file is part of the program
	}
	_, define, _ := strings.Cut(string(head), "define:\n")
	say("```yaml\n%s```\n\n## Phases\n\n| phase | title | when |\n|---|---|---|", define)
	for p := Now; p <= Weekly; p++ {
		s := r.stages[p]
		say("| %s%s | %s | %s |", anchor(s.ID), p, s.Title, when(s.ID))
	}
	say("\n## Cautions\n\n| caution | withholds | when | because |\n|---|---|---|---|")
	for i := range r.cautions {
		w := &r.cautions[i]
		say("| %s%s | %s | %s | %s |", anchor(w.ID), w.ID, strings.Join(w.Withholds, ", "), when(w.ID), w.Text.Text)
	}
	for _, kind := range slices.Concat(activeKinds, passiveKinds) {
		say("\n## %s%s", strings.ToUpper(kind[:1]), kind[1:])
		for i := range r.items {
			if r.items[i].kind == kind {
				sayItem(say, &r.items[i], anchor, when)
			}
		}
	}
	say("\n## Notes\n\n| note | when | text |\n|---|---|---|")
	for _, n := range r.notes {
		say("| %s%s | %s | %s |", anchor(n.ID), n.ID, when(n.ID), n.Text)
	}
	return b.String()
}

func sayItem(say func(string, ...any), one *item, anchor, when func(string) string) {
	name := one.Name
	if one.Optional {
		name += " (if one likes)"
	}
	say("\n%s\n### %s\n\n%s\n\n- **When:** %s", anchor(one.ID), name, strings.TrimSpace(one.Text+" "+one.Care), when(one.ID))
	if len(one.Advised) > 0 {
		say("- **Or by the advice of an assessed shoe:** %s", strings.Join(one.Advised, ", "))
	}
	for _, p := range slices.Sorted(maps.Keys(one.Doses)) {
		var steps []string
		for j, d := range one.Doses[p] {
			text := d.String()
			if j > 0 || d.Week > 1 {
				text = fmt.Sprintf("from week %d %s", d.Week, text)
			}
			steps = append(steps, text)
		}
		say("- **%s:** %s", p, strings.Join(steps, "; "))
	}
	say("- **Why:** %s", one.Why)
	if tags := one.Tags[:len(one.Tags)-1]; len(tags) > 0 {
		say("- **Involves:** %s", strings.Join(tags, ", "))
	}
	links := func(list []string, form string) string {
		var all []string
		for _, id := range list {
			all = append(all, fmt.Sprintf(form, id, id))
		}
		return strings.Join(all, ", ")
	}
	behind := "graded " + strings.ReplaceAll(one.Grade.String(), "_", " ") + "; " + strings.Join(one.Cite, ", ")
	if len(one.Against) > 0 {
		behind += "; against it " + strings.Join(one.Against, ", ")
	}
	say("- **Rests on:** %s; %s", behind, links(one.Facts, "[%s](evidence.md#%s)"))
}
