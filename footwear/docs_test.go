package footwear

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
)

var update = flag.Bool("update", false, "rewrite the golden files and the generated documents")

const vocabularyDoc = "../docs/vocabulary.md"

// TestVocabularyDoc holds docs/vocabulary.md to the code; go test ./footwear -run VocabularyDoc -update rewrites it.
func TestVocabularyDoc(t *testing.T) {
	var c Case
	require.NoError(t, json.Unmarshal([]byte(docExample), &c), "the example of the document must read")
	want := renderVocabulary()
	if *update {
		require.NoError(t, os.MkdirAll("../docs", 0o755))
		require.NoError(t, os.WriteFile(vocabularyDoc, []byte(want), 0o644))
	}
	have, err := os.ReadFile(vocabularyDoc)
	require.NoError(t, err, "run go test ./footwear -run VocabularyDoc -update")
	assert.Equal(t, want, string(have), "run go test ./footwear -run VocabularyDoc -update, then read the diff")
}

const docExample = `{
  "shoe": {"style": "pump", "heel": ["block", "cone"], "heel_height": "3in..3.9in", "rocker": false},
  "wearer": {"age": 35, "arch": "flat"},
  "use": {"hours": "8h", "days": 5}
}`

const docIntro = `# The words

<!-- Generated from footwear/words.go. Do not edit: run go test ./footwear -run VocabularyDoc -update -->

These are the words for a shoe, who wears it and how it is worn. They are the same wherever facts are written: in the
JSON that a shop sends, in rules, in the tests of rules, in answers and in error texts. In JSON each word stands in its
group:

` + "```json\n" + docExample + "\n```" + `

## Write what you know

- **Leave out what nobody measured.** A word that is absent, or null, is unknown. Unknown is not zero and not "no": it
  makes the answer less certain, and the answer then says which question would help most.
- **A label is a range.** "High (3 to 3.9 in)" is ` + "`\"3in..3.9in\"`" + `, "4 in and up" is ` + "`\"4in..\"`" + `. Never write the middle of a
  label as if somebody had measured it.
- **A category is a list.** If the page says no more than "block or cone heel", write both words in a list. A list of
  every word says as little as none.
- **A misspelt word or value is an error** that offers the nearest right one. Nothing is skipped in silence.

## How facts are written

| kind | as | such as |
|---|---|---|
| length | a text with its unit: mm, cm, m, km, in, ft, mi | ` + "`\"85mm\"` `\"8.5cm\"` `\"3.5in\"` `\"3 1/2 in\"` `\"500km\"`" + ` |
| mass | a text with its unit: g, kg, oz, lb | ` + "`\"280g\"` `\"0.6kg\"` `\"9oz\"`" + ` |
| duration | a text with its unit: h, min, s | ` + "`\"8h\"` `\"45min\"` `\"1h30m\"`" + ` |
| number | a number without unit | ` + "`35` `0.5`" + ` |
| range of any of these | a text with two dots; either end may be open | ` + "`\"76mm..99mm\"` `\"80mm..\"` `\"..4h\"` `\"40..50\"`" + ` |
| choice | one of its values, or a list of those that it may be | ` + "`\"block\"` `[\"block\", \"wedge\"]`" + ` |
| flag | true or false | ` + "`true` `false`" + ` |

Units are exact: an inch is 25.4 mm, so three inches and 76.2 mm are the same. Rules write the units in full where the
short form would read as another word: ` + "`3*inch`, `4*hour`, `30*minute`, `400*g`" + `.

## What goes together

- ` + "`shoe.heel_height` is `shoe.platform` plus `shoe.rise`" + `. Give two of them and the third follows; give all three and they
  must agree. A running shoe's "stack" is its heel height and its "drop" its rise: a stack of 36 mm is no high heel.
- ` + "`shoe.base` bounds `shoe.base_width`" + ` where nobody measured it; a measured width stands, whatever the word says.
- ` + "`use.break_every` says that there are breaks; `\"breaks\": false`" + ` beside it is an error.
- A stint counts at most ` + "`use.hours`" + `.
- Wear, months, distance, tread and lateral wear are each seen by themselves. None is guessed from another.

In the tables below, *unit* is the one that answers and hints are written in; every other unit of the kind reads too.
*Worse* is what never lowers the strain index while all else stays the same; of a choice the values stand from best to
worst, and those joined by "or" have no order among them. Where it is empty, the direction depends on the rest or there
is none.
`

// renderVocabulary writes the words as Markdown, a table for each group.
func renderVocabulary() string {
	titles := map[string]string{"shoe": "The shoe", "wearer": "The wearer", "use": "The use"}
	var b strings.Builder
	b.WriteString(docIntro)
	last := ""
	for w := range Vocabulary().Words() {
		if group, _, _ := strings.Cut(w.Name, "."); group != last {
			fmt.Fprintf(&b, "\n## %s\n\n| word | values | unit | worse | meaning | question |\n|---|---|---|---|---|---|\n", titles[group])
			last = group
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", w.Name, docValues(w), w.Unit, docWorse(w), w.Doc, w.Ask)
	}
	return b.String()
}

func docValues(w rules.WordInfo) string {
	switch w.Kind {
	case "choice":
		return "`" + strings.Join(w.Values, "` `") + "`"
	case "flag":
		return "true or false"
	}
	lo, hi, _ := strings.Cut(w.Domain, "..")
	return w.Kind + " from " + lo + " to " + hi
}

func docWorse(w rules.WordInfo) string {
	switch {
	case w.Kind == "choice":
		return strings.ReplaceAll(strings.Join(w.Order, ", "), "|", " or ")
	case w.Worse == 0:
		return ""
	case w.Kind == "flag":
		return map[rules.Direction]string{rules.Lower: "false", rules.Higher: "true"}[w.Worse]
	}
	return map[rules.Direction]string{rules.Lower: "lower", rules.Higher: "higher"}[w.Worse]
}
