package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A slip is a mistake that who writes rules for the first time makes, in a layer of its own over the strain pack.
type slip struct {
	name  string
	files map[string]string // beside a pack.yaml, which all have; an empty text is no file
	cure  []string          // what the answer must say, beside the guilty line
	lacks string            // what it had better say and does not
	test  bool              // it is found by packs test, else by packs check
	warns bool              // it is a warning
}

// highHeel is a layer of one rule, which holds the given lines.
func highHeel(when string, lines ...string) map[string]string {
	if len(lines) == 0 {
		lines = []string{"flag: high_heel", "why: High heels tip the body forward."}
	}
	lines = append([]string{"when: " + when}, lines...)
	return map[string]string{"heel.yaml": "rules:\n  - id: heel/our-rule\n    " + strings.Join(lines, "\n    ") + "\n"}
}

// with adds a file to others.
func with(files map[string]string, name, text string) map[string]string {
	files[name] = text
	return files
}

var slipsOfAuthors = []slip{
	{name: "a word is misspelt", files: highHeel(`shoe.heel_hieght > 3*inch`), cure: []string{`did you mean "shoe.heel_height"?`}},
	{name: "the group of a word is left out", files: highHeel(`heel_height > 3*inch`), cure: []string{`shoe.heel_height`}},
	{name: "a unit is missing", files: highHeel(`shoe.heel_height > 3`), cure: []string{`3*inch`}},
	{name: "a unit is written as on a label", files: highHeel(`shoe.heel_height > 80mm`), cure: []string{`put a * between number and unit`}},
	{name: "a unit stands behind a blank", files: highHeel(`shoe.heel_height > 3 inch`), cure: []string{`put a * between number and unit`}},
	{name: "one equals sign", files: highHeel(`shoe.heel = "stiletto"`), cure: []string{`==`}},
	{name: "a value is misspelt", files: highHeel(`shoe.heel == "stileto"`), cure: []string{`did you mean "stiletto"?`}},
	{name: "a value has no quotes", files: highHeel(`shoe.heel == stiletto`), cure: []string{`"stiletto"`}},
	{name: "a value has the quotes of a word processor", files: highHeel(`shoe.heel == “stiletto”`), cure: []string{`write straight quotes`}},
	{name: "not before a comparison", files: highHeel(`not shoe.heel == "flat"`), cure: []string{`not (`}},
	{name: "a decimal comma", files: highHeel(`shoe.heel_height > 2,5*inch`), cure: []string{`write a point, as 3.5`}},
	{name: "two values, one comparison", files: highHeel(`shoe.heel == "stiletto" or "kitten"`), cure: []string{`in ["stiletto", "kitten"]`}},
	{name: "operators in capitals", files: highHeel(`shoe.heel_height > 3*inch AND wearer.bunion`), cure: []string{`and`}},
	{name: "a sign from a word processor", files: highHeel(`shoe.heel_height ≥ 3*inch`), cure: []string{`>=`}},
	{name: "an arrow for at least", files: highHeel(`shoe.heel_height => 3*inch`), cure: []string{`>=`}},
	{name: "a measure is asked for equality", files: highHeel(`shoe.heel_height == 3*inch`), cure: []string{`<`}},
	{name: "a flag is asked for yes", files: highHeel(`wearer.bunion == yes`), cure: []string{`write wearer.bunion`}},
	{name: "a choice stands alone", files: highHeel(`shoe.heel and wearer.bunion`), cure: []string{`shoe.heel == "flat"`}},
	{name: "an id that does not begin with the name of its file", files: map[string]string{"heel.yaml": "rules:\n  - id: boots/high\n    when: shoe.shaft > 15*cm\n    note: This is a boot.\n"}, cure: []string{`begins with heel/`}},
	{name: "an id with blanks and capitals", files: map[string]string{"heel.yaml": "rules:\n  - id: heel/High Boots\n    when: shoe.shaft > 15*cm\n    note: This is a boot.\n"}, cure: []string{`small letters`}},
	{name: "no reason is given", files: highHeel(`shoe.heel_height > 3*inch`, `flag: high_heel`), cure: []string{`why: …`}, warns: true},
	{name: "indented by a tab", files: map[string]string{"heel.yaml": "rules:\n\t- id: heel/our-rule\n\t  when: shoe.heel_height > 3*inch\n\t  flag: high_heel\n"}, cure: []string{`tab`}},
	{name: "no dash before a rule", files: map[string]string{"heel.yaml": "rules:\n  id: heel/our-rule\n  when: shoe.heel_height > 3*inch\n  flag: high_heel\n"}, cure: []string{`- id:`}},
	{name: "no dash before the second rule", files: map[string]string{"heel.yaml": "rules:\n  - id: heel/one\n    when: shoe.heel_height > 3*inch\n    flag: high\n    id: heel/two\n    when: shoe.shaft > 15*cm\n    flag: boot\n"}, cure: []string{`- id:`}},
	{name: "no blank behind the dash", files: map[string]string{"heel.yaml": "rules:\n  -id: heel/our-rule\n    when: shoe.heel_height > 3*inch\n    flag: high_heel\n"}, cure: []string{`dash`}},
	{name: "no blank behind a colon", files: map[string]string{"heel.yaml": "rules:\n  - id: heel/our-rule\n    when:shoe.heel_height > 3*inch\n    flag: high_heel\n"}, cure: []string{`behind the colon`}},
	{name: "lines that do not begin in one column", files: map[string]string{"heel.yaml": "rules:\n  - id: heel/our-rule\n     when: shoe.heel_height > 3*inch\n    flag: high_heel\n"}, cure: []string{`column`}},
	{name: "a colon in a text without quotes", files: highHeel(`shoe.heel_height > 3*inch`, `flag: high_heel`, `why: Remember: high heels tip the body forward.`), cure: []string{`in quotes`}},
	{name: "a question mark between braces", files: map[string]string{"plate.yaml": "extend:\n  shop.plate: {kind: flag, doc: A carbon plate., ask: Is there a plate?}\nrules:\n  - id: plate/there\n    when: shop.plate\n    note: It has a plate.\n"}, cure: []string{`in quotes`}},
	{name: "a comma in a text between braces", files: map[string]string{"advice.yaml": "sources:\n  Z1: {citation: Meyer, Gait and heels, year: 2020}\n"}, cure: []string{`quotes`}},
	{name: "a choice between numbers without quotes", files: highHeel(`shoe.heel_height > 3*inch`, `load: wearer.bunion ? 2 : 1`), cure: []string{`in single quotes`}},
	{name: "a percent sign", files: highHeel(`shoe.heel_height > 3*inch`, `load: 20%`, `why: High heels tip the body forward.`), cure: []string{`0.2`}},
	{name: "points for what is good", files: highHeel(`shoe.cushioning == "max"`, `load: -5`, `why: Soft soles spare the back.`), cure: []string{`absence`}},
	{name: "a rule that could pass the greatest load", files: highHeel(`shoe.heel_height > 3*inch`, `load: 30`, `why: High heels tip the body forward.`), cure: []string{`max`, `make room for 30`, `replace`}},
	{name: "two things in one rule", files: highHeel(`shoe.heel_height > 3*inch`, `load: 1`, `note: High heels tip the body forward.`, `why: It is known.`), cure: []string{`two rules`}},
	{name: "nothing in a rule", files: highHeel(`shoe.heel_height > 3*inch`, `why: High heels tip the body forward.`), cure: []string{`load`, `note`}},
	{name: "a rule of the pack is written anew", files: map[string]string{"heel.yaml": "rules:\n  - id: heel/rise\n    load: curve(shoe.rise, 16*mm,0, 100*mm,20)\n    why: Our view of it.\n"}, cure: []string{`replace:`}},
	{name: "a rule that is to be replaced is misspelt", files: map[string]string{"heel.yaml": "replace:\n  - id: heel/rize\n    load: curve(shoe.rise, 16*mm,0, 100*mm,20)\n    why: Our view of it.\n"}, cure: []string{`did you mean "heel/rise"?`}},
	{name: "a rule that is to be disabled is misspelt", files: map[string]string{"pack.yaml": "over: strain\nname: ours\nversion: 1.0.0\ndisable: [heel/rize]\n"}, cure: []string{`did you mean "heel/rise"?`}},
	{name: "a key is misspelt", files: map[string]string{"heel.yaml": "rules:\n  - id: heel/our-rule\n    wen: shoe.heel_height > 3*inch\n    flag: high_heel\n    why: High heels tip the body forward.\n"}, cure: []string{`did you mean "when"?`}},
	{name: "a total that is not there", files: highHeel(`shoe.heel_height > 3*inch`, `points: 3`, `why: High heels tip the body forward.`), cure: []string{`load`}},
	{name: "an unknown source", files: highHeel(`shoe.heel_height > 3*inch`, `flag: high_heel`, `why: High heels tip the body forward.`, `cite: Z7`), cure: []string{`no source`, `under sources:`}},
	{name: "advice in place of its id", files: highHeel(`shoe.heel_height > 3*inch`, `flag: high_heel`, `why: High heels tip the body forward.`, `advice: Take a lower heel.`), cure: []string{`id`}},
	{name: "a new word without a question", files: map[string]string{"plate.yaml": "extend:\n  shop.plate: {kind: flag, doc: A carbon plate stiffens the sole.}\nrules:\n  - id: plate/there\n    when: shop.plate\n    note: It has a plate.\n"}, cure: []string{`ask: …`}},
	{name: "a new word with points, and nothing assumed", files: map[string]string{"plate.yaml": "extend:\n  shop.plate: {kind: flag, doc: A carbon plate stiffens the sole., ask: \"Is there a plate?\"}\ndisable: [heel/rise]\nrules:\n  - id: plate/there\n    when: shop.plate\n    load: 2\n    why: A plate is stiff.\n"}, cure: []string{`assume`}},
	{name: "a number of a new word has no limits", files: map[string]string{"plate.yaml": "extend:\n  shop.plate: {kind: length, doc: How thick the plate is., ask: \"How thick is the plate?\"}\nrules:\n  - id: plate/there\n    when: shop.plate > 1*mm\n    note: It has a plate.\n"}, cure: []string{`domain:`}},
	{name: "over is missing", files: with(highHeel(`shoe.heel_height > 3*inch`), "pack.yaml", "name: ours\nversion: 1.0.0\n"), cure: []string{`over: strain`}},
	{name: "over is misspelt", files: with(highHeel(`shoe.heel_height > 3*inch`), "pack.yaml", "ovr: strain\nname: ours\nversion: 1.0.0\n"), cure: []string{`did you mean "over"?`}},
	{name: "a version of two numbers", files: with(highHeel(`shoe.heel_height > 3*inch`), "pack.yaml", "over: strain\nname: ours\nversion: 1.0\n"), cure: []string{`1.0.0`}},
	{name: "no pack.yaml", files: with(highHeel(`shoe.heel_height > 3*inch`), "pack.yaml", ``), cure: []string{`over, name and version`}},
	{name: "a file whose name ends in .txt", files: map[string]string{"heel.yaml.txt": "rules:\n  - id: heel/our-rule\n    when: shoe.heel_height > 3*inch\n    flag: high_heel\n    why: High heels tip the body forward.\n"}, cure: []string{`rename it heel.yaml`}, warns: true},
	{name: "tests among the rules", files: map[string]string{"heel.yaml": "rules:\n  - id: heel/our-rule\n    when: shoe.heel_height > 3*inch\n    flag: high_heel\n    why: High heels tip the body forward.\ntests:\n  - name: a pump\n    facts: {shoe.heel_height: 90mm}\n    fires: heel/our-rule\n"}, cure: []string{`_test.yaml`}},
	{name: "a test names a rule that is misspelt", files: with(highHeel(`shoe.heel_height > 3*inch`), "heel_test.yaml", "tests:\n  - name: a pump is high\n    facts: {shoe.heel_height: 90mm}\n    fires: heel/our-rul\n"), cure: []string{`did you mean "heel/our-rule"?`}, test: true},
	{name: "a test states a length without a unit", files: with(highHeel(`shoe.heel_height > 3*inch`), "heel_test.yaml", "tests:\n  - name: a pump is high\n    facts: {shoe.heel_height: 90}\n    fires: heel/our-rule\n"), cure: []string{`a length like "85mm"`}, test: true},
	{name: "a test states facts in groups", files: with(highHeel(`shoe.heel_height > 3*inch`), "heel_test.yaml", "tests:\n  - name: a pump is high\n    facts:\n      shoe:\n        heel_height: 90mm\n    fires: heel/our-rule\n"), cure: []string{`no word`, `write each word in full, as shoe.`}, test: true},
	{name: "a test expects what is not", files: with(highHeel(`shoe.heel_height > 3*inch`), "heel_test.yaml", "tests:\n  - name: a low heel is high\n    facts: {shoe.heel_height: 20mm}\n    fires: heel/our-rule\n"), cure: []string{`shoe.heel_height is 20mm`}, test: true},
	{name: "a test leaves out what it is about", files: with(highHeel(`shoe.heel_height > 3*inch`), "heel_test.yaml", "tests:\n  - name: a pump is high\n    facts: {shoe.style: pump}\n    fires: heel/our-rule\n"), cure: []string{`shoe.heel_height is unknown`}, test: true},
	{name: "a test has a key that is misspelt", files: with(highHeel(`shoe.heel_height > 3*inch`), "heel_test.yaml", "tests:\n  - name: a low heel is low\n    facts: {shoe.heel_height: 20mm}\n    doesnt_fire: heel/our-rule\n"), cure: []string{`does_not_fire`}, test: true},
	{name: "a test expects nothing", files: with(highHeel(`shoe.heel_height > 3*inch`), "heel_test.yaml", "tests:\n  - name: a pump\n    facts: {shoe.heel_height: 90mm}\n"), cure: []string{`fires`}, test: true},
}

// Every slip is answered with its cure. What is said is on record, to be read as who made the slip would read it.
func TestSlips(t *testing.T) {
	var b strings.Builder
	for i, slip := range slipsOfAuthors {
		folder := t.TempDir()
		files := map[string]string{"pack.yaml": "over: strain\nname: ours\nversion: 1.0.0\n"}
		for name, text := range slip.files {
			files[name] = text
		}
		for name, text := range files {
			if text != "" {
				write(t, folder+"/our-layer", name, text)
			}
		}
		command, want := "check", someFailed
		if slip.test {
			command = "test"
		}
		if slip.warns {
			want = allAnswered
		}
		in(t, folder, func() {
			fmt.Fprintf(&b, "# %s\n\n%s", slip.name, transcript(t, "packs "+command+" our-layer"))
			if i%part > 0 {
				return
			}
			out, errs, status := call(t, "", "packs", command, "our-layer", "-json")
			assert.Equal(t, want, status, slip.name)
			assert.Empty(t, errs, slip.name)
			var found findings
			require.NoError(t, json.Unmarshal([]byte(out), &found), slip.name)
			said := ""
			for _, f := range found.all() {
				said += f.Msg + " " + f.Hint + "\n"
			}
			for _, cure := range slip.cure {
				assert.Contains(t, said, cure, slip.name)
			}
			if slip.lacks != "" {
				assert.NotContains(t, said, slip.lacks, "%s: it is said now, and is a cure", slip.name)
			}
		})
	}
	golden(t, "slips.golden", b.String())
}
