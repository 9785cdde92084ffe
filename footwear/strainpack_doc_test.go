package footwear

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules"
)

const (
	strainDoc    = "../docs/strain-pack.md"
	curvesFolder = "../docs/curves"
	updateDocs   = "go test ./footwear -run Doc -update"
)

// strainPages are docs/strain-pack.md and its curves by their path from docs.
var strainPages = sync.OnceValue(func() map[string]string {
	s := &strainWriter{pack: Default().Pack(), text: readPackText(Strain()), pages: map[string]string{}}
	s.write()
	s.pages["strain-pack.md"] = s.String()
	return s.pages
})

// TestStrainPackDoc holds docs/strain-pack.md and docs/curves to the pack; go test ./footwear -run Doc -update rewrites them.
func TestStrainPackDoc(t *testing.T) {
	want := strainPages()
	if *update {
		require.NoError(t, os.RemoveAll(curvesFolder))
		require.NoError(t, os.MkdirAll(curvesFolder, 0o755))
		for path, text := range want {
			require.NoError(t, os.WriteFile("../docs/"+path, []byte(text), 0o644))
		}
	}
	have, err := filepath.Glob(curvesFolder + "/*")
	require.NoError(t, err)
	var drawn []string
	for path, text := range want {
		old, err := os.ReadFile("../docs/" + path)
		require.NoError(t, err, "run %s", updateDocs)
		if text != string(old) {
			assert.Fail(t, "docs/"+path+" is not what the pack says", "run %s, then read the diff: %s", updateDocs, firstDifference(text, string(old)))
		}
		if strings.HasSuffix(path, ".svg") {
			drawn = append(drawn, "../docs/"+path)
			assert.LessOrEqual(t, len(text), 2<<10, path)
			assert.Contains(t, want["strain-pack.md"], "("+path+")", "nothing shows it")
		}
	}
	assert.ElementsMatch(t, drawn, have, "run %s", updateDocs)
	checkLinks(t, "strain-pack.md", want["strain-pack.md"])
}

// firstDifference returns the first line in which two texts differ.
func firstDifference(want, have string) string {
	old := strings.Split(have, "\n")
	for i, line := range strings.Split(want, "\n") {
		if i >= len(old) || line != old[i] {
			return fmt.Sprintf("line %d would be %.300q", i+1, line)
		}
	}
	return "lines at the end would go"
}

// checkLinks finds links that lead nowhere.
func checkLinks(t *testing.T, name, text string) {
	t.Helper()
	anchors := map[string]map[string]bool{}
	for page, text := range map[string]string{"strain-pack.md": strainPages()["strain-pack.md"], "evidence.md": evidencePage(), "vocabulary.md": renderVocabulary()} {
		anchors[page] = map[string]bool{"": true}
		for _, m := range anchorText.FindAllStringSubmatch(text, -1) {
			anchors[page][m[1]+strings.ReplaceAll(strings.ToLower(m[2]), " ", "-")] = true
		}
	}
	for _, m := range linkText.FindAllStringSubmatch(text, -1) {
		page, anchor := m[1], strings.TrimPrefix(m[2], "#")
		if page == "" {
			page = name
		}
		if there, generated := anchors[page]; generated {
			assert.True(t, there[anchor], "%s links to %s", name, m[0])
		} else if _, drawn := strainPages()[page]; !drawn {
			_, err := os.Stat(filepath.Join("../docs", page))
			assert.NoError(t, err, "%s links to %s", name, m[0])
		}
	}
}

var (
	anchorText = regexp.MustCompile(`(?m)<a id="([^"]*)">|^##+ (.*)$`)
	linkText   = regexp.MustCompile(`\]\(([^)#]*)(#[^)]*)?\)`)
)

// packText is a pack as its files say it, read without the loader: what the loader does not hand out.
type packText struct {
	names       []string // of the files with rules, without .yaml: heel and the like first, others by name
	head        map[string]*yaml.Node
	define      map[string]string
	ids         map[string][]string // of the rules of a file, in its order
	remarks     map[string]string   // what is noted beside a rule
	assume      []assumption
	sources     []string // in the order of sources.yaml
	adviceIDs   []string
	adviceTexts map[string]string
}

// An assumption is what is assumed of a word.
type assumption struct {
	word    string
	entries []struct{ when, value, usual string }
}

var fileTitles = []struct{ name, title string }{
	{"heel", "The heel"}, {"support", "Cushioning and support"}, {"sole", "The sole"}, {"fit", "The fit"}, {"wear", "Wear"},
	{"body", "The wearer"}, {"use", "The use"}, {"kind", "Names and measures"}, {"caveat", "For whom the index was not made"},
}

func readPackText(folder fs.FS) *packText {
	p := &packText{head: map[string]*yaml.Node{}, define: map[string]string{}, ids: map[string][]string{}, remarks: map[string]string{}, adviceTexts: map[string]string{}}
	files, err := fs.Glob(folder, "*.yaml")
	must(err)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.yaml") {
			continue
		}
		data, err := fs.ReadFile(folder, file)
		must(err)
		var doc yaml.Node
		must(yaml.Unmarshal(data, &doc))
		if len(doc.Content) == 0 {
			continue
		}
		stem := strings.TrimSuffix(file, ".yaml")
		eachKey(doc.Content[0], func(key string, value *yaml.Node) {
			switch key {
			case "define":
				eachKey(value, func(name string, n *yaml.Node) { p.define[name] = oneLine(n.Value) })
			case "rules":
				p.names = append(p.names, stem)
				for _, n := range value.Content {
					id := ""
					eachKey(n, func(key string, v *yaml.Node) {
						if key == "id" {
							id = v.Value
						}
					})
					p.ids[stem] = append(p.ids[stem], id)
					p.remarks[id] = remark(n)
				}
			case "assume":
				eachKey(value, func(word string, n *yaml.Node) { p.assume = append(p.assume, readAssumption(word, n)) })
			case "sources":
				eachKey(value, func(id string, _ *yaml.Node) { p.sources = append(p.sources, id) })
			case "advice":
				eachKey(value, func(id string, n *yaml.Node) { p.adviceIDs, p.adviceTexts[id] = append(p.adviceIDs, id), n.Value })
			default:
				if file == "pack.yaml" {
					p.head[key] = value
				}
			}
		})
	}
	place := func(name string) int {
		i := slices.IndexFunc(fileTitles, func(f struct{ name, title string }) bool { return f.name == name })
		if i < 0 {
			return len(fileTitles)
		}
		return i
	}
	slices.SortStableFunc(p.names, func(a, b string) int { return place(a) - place(b) })
	return p
}

func readAssumption(word string, n *yaml.Node) assumption {
	a := assumption{word: word}
	list := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		list = n.Content
	}
	for _, n := range list {
		var e struct{ when, value, usual string }
		eachKey(n, func(key string, v *yaml.Node) {
			switch key {
			case "when":
				e.when = oneLine(v.Value)
			case "value":
				e.value = flat(v, ", ")
			case "usual":
				e.usual = flat(v, ", ")
				if v.Kind == yaml.SequenceNode && len(v.Content) == 2 && strings.ContainsAny(e.usual, "0123456789") {
					e.usual = flat(v, " to ")
				}
			}
		})
		a.entries = append(a.entries, e)
	}
	return a
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func eachKey(n *yaml.Node, do func(key string, value *yaml.Node)) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		do(n.Content[i].Value, n.Content[i+1])
	}
}

// flat returns a scalar or a list as a text.
func flat(n *yaml.Node, between string) string {
	if n.Kind != yaml.SequenceNode {
		return oneLine(n.Value)
	}
	var parts []string
	for _, v := range n.Content {
		parts = append(parts, oneLine(v.Value))
	}
	return strings.Join(parts, between)
}

// remark returns the comment that stands above a rule.
func remark(n *yaml.Node) string {
	text := n.HeadComment
	if text == "" && len(n.Content) > 0 {
		text = n.Content[0].HeadComment
	}
	if i := strings.LastIndex(text, "\n\n"); i >= 0 {
		text = text[i:]
	}
	return oneLine(strings.NewReplacer("\n#", "\n").Replace(strings.TrimPrefix(strings.TrimSpace(text), "#")))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// strainWriter writes docs/strain-pack.md.
type strainWriter struct {
	strings.Builder
	pack  *rules.Pack[Case]
	text  *packText
	pages map[string]string // the curves
}

func (s *strainWriter) say(format string, args ...any) { fmt.Fprintf(s, format+"\n", args...) }

const strainIntro = `# The strain pack

<!-- Generated from footwear/packs. Do not edit: run go test ./footwear -run Doc -update -->

This page shows every rule behind the strain index, with what it rests on and what speaks against it. It is written for
people who know backs and feet, and for people who doubt such an index. The files themselves are in
[footwear/packs](../footwear/packs), their language is in [language.md](language.md), the words are in
[vocabulary.md](vocabulary.md), and [evidence.md](evidence.md) lists the sources and the facts of the articles.

The index ranks mechanical strain, for general information. It is no probability of pain. A low one is no all-clear.
The sizes of the points are judgement: studies give an order and a rough proportion, hardly ever a number.
`

func (s *strainWriter) write() {
	s.say("%s", strainIntro)
	s.say("- [How the score is made](#how-the-score-is-made)\n- [How to read a rule](#how-to-read-a-rule)")
	for _, name := range s.text.names {
		s.say("- [%s](#file-%s): %s", titleOf(name), name, s.links(s.text.ids[name]))
	}
	s.say("- [Advice](#advice)\n- [What is assumed](#what-is-assumed)\n- [Worked shoes](#worked-shoes)\n")
	s.head()
	s.say(`## How to read a rule

*Adds* is from the least to the greatest that the rule can come to. *When* and *Amount* are as they stand in the file. The
grade says how well the points are supported as strain, which is muscle work and balance, and not as pain. A source's own
stance and grade follow its citation; *verified* means that the finding was read in the source or its abstract, *secondary*
that it was read elsewhere. *Reviewed by* names who looked the rule over.

The curves and tables are computed by the library itself. Each shows the points over one word, with all other words at
values at which this word counts most. Words that are not named beside it stand as for an unopened box at the reference.
`)
	for _, name := range s.text.names {
		s.say("<a id=\"file-%s\"></a>\n## %s\n", name, titleOf(name))
		for _, id := range s.text.ids[name] {
			r, ok := s.pack.Rule(id)
			if !ok {
				panic("no rule " + id)
			}
			s.rule(r)
		}
	}
	s.advice()
	s.assumptions()
	s.worked()
}

func titleOf(name string) string {
	for _, f := range fileTitles {
		if f.name == name {
			return f.title
		}
	}
	return strings.ToUpper(name[:1]) + strings.ReplaceAll(name[1:], "-", " ")
}

func anchorOf(id string) string {
	return strings.ReplaceAll(strings.ReplaceAll(id, "/", "-"), "_", "-")
}

func (s *strainWriter) links(ids []string) string {
	var list []string
	for _, id := range ids {
		_, short, _ := strings.Cut(id, "/")
		list = append(list, fmt.Sprintf("[%s](#%s)", short, anchorOf(id)))
	}
	return strings.Join(list, ", ")
}

// head says what the rules add up to.
func (s *strainWriter) head() {
	s.say("## How the score is made\n\nThis is version %s of the pack \"%s\".\n", s.pack.Identity().Version, s.pack.Identity().Name)
	s.say("Every rule adds to one total, or multiplies it:\n\n| total | what it says | its rules are | at most | rules |\n|---|---|---|---|---|")
	eachKey(s.text.head["totals"], func(name string, n *yaml.Node) {
		combine, most := "sum", ""
		eachKey(n, func(key string, v *yaml.Node) {
			switch key {
			case "combine":
				combine = v.Value
			case "max":
				most = v.Value
			}
		})
		count := 0
		for r := range s.pack.Rules() {
			if r.Outcome == name {
				count++
			}
		}
		said := map[string]string{"sum": "added up", "product": "multiplied", "max": "the greatest counts"}[combine]
		s.say("| `%s` | %s | %s | %s | %d |", name, strings.TrimSpace(strings.TrimPrefix(n.LineComment, "#")), said, most, count)
	})
	wearer, use := Reference()
	a, err := Default().Assess(Case{Wearer: wearer, Use: use})
	must(err)
	s.say("\nThe score is\n\n```text\n%s\n```\n", oneLine(s.text.head["score"].Value))
	s.say(`It rises with each total and never passes 100. No rule is cut off: the greatest values of the rules of a total sum to at most
its limit. Points are hundredths, each rule is rounded once, and the score is rounded once.

Where nobody is named, a shoe is judged at the *reference*: a healthy adult of 35 who stands at work in an office, 8 hours a
day on 5 days a week. There the exposure is %s and the sensitivity %s, so the score is %s of the load.

The score falls into one of these bands:

| band | from | to |
|---|---|---|`, a.Exposure, a.Sensitivity, a.Exposure)
	type edge struct {
		name string
		from rules.Points
	}
	var edges []edge
	for name, from := range s.pack.Bands() {
		edges = append(edges, edge{name, from})
	}
	for i, e := range edges {
		to := "100.00"
		if i+1 < len(edges) {
			to = "below " + edges[i+1].from.String()
		}
		s.say("| %s | %s | %s |", spoken(e.name), e.from, to)
	}
	s.say(`
The edges are conventions. They were set so that the kinds of heel come in the order that the articles give them.

Each rule has a grade, and each grade a margin by which its points may be off. The margins are conventions, too:

| grade | margin | rules with points |
|---|---|---|`)
	for g := rules.High; g <= rules.Expert; g++ {
		n := 0
		for r := range s.pack.Rules() {
			if r.Grade == g && s.hasPoints(r) {
				n++
			}
		}
		s.say("| %s | %.0f %% | %d |", spaced(g.String()), 100*g.Margin(), n)
	}
	s.say("")
}

func (s *strainWriter) hasPoints(r rules.RuleInfo) bool {
	_, ok := s.pack.Total(r.Outcome)
	return ok
}

// isProduct reports whether the rules of a total are multiplied.
func (s *strainWriter) isProduct(total string) (product bool) {
	eachKey(s.text.head["totals"], func(name string, n *yaml.Node) {
		eachKey(n, func(key string, v *yaml.Node) {
			product = product || name == total && key == "combine" && v.Value == "product"
		})
	})
	return product
}

// rule writes all that is known of a rule.
func (s *strainWriter) rule(r rules.RuleInfo) {
	s.say("<a id=\"%s\"></a>\n### %s\n\n%s\n", anchorOf(r.ID), r.ID, r.Why+map[bool]string{true: r.Text}[r.Outcome == "note" || r.Outcome == "caveat"])
	switch {
	case r.Outcome == "flag":
		s.say("- **Raises the flag** `%s`. It has no points.", r.Text)
	case r.Outcome == "note":
		s.say("- **Shows this note.** It has no points.")
	case r.Outcome == "caveat":
		s.say("- **Shows this caveat.** It has no points.")
	case s.isProduct(r.Outcome):
		s.say("- **Multiplies** the %s by %s to %s.", r.Outcome, number(r.Least), number(r.Greatest))
	case r.Least == r.Greatest:
		s.say("- **Adds** %s to the %s.", number(r.Greatest), r.Outcome)
	default:
		s.say("- **Adds** %s to %s to the %s.", number(r.Least), number(r.Greatest), r.Outcome)
	}
	if r.When == "" {
		s.say("- **When:** always.")
	} else {
		s.say("- **When:** `%s`", oneLine(r.When))
	}
	if r.Amount != "" && r.Least != r.Greatest {
		s.say("- **Amount:** `%s`", oneLine(r.Amount))
	}
	if names := s.names(r.When + " " + r.Amount); len(names) > 0 {
		s.say("- **Here:** %s", strings.Join(names, "; "))
	}
	if r.Mechanism != "" {
		s.say("- **Mechanism:** %s", spaced(r.Mechanism))
	}
	grade := r.Grade.String()
	if grade == "" {
		grade = "not graded, which counts as expert"
	}
	s.say("- **Grade:** %s", spaced(grade))
	if r.Reviewed == (rules.Review{}) {
		s.say("- **Reviewed by:** nobody yet, so it is not reviewed")
	} else {
		s.say("- **Reviewed by:** %s, %s", r.Reviewed.By, r.Reviewed.On)
	}
	if len(r.Cite) == 0 {
		s.say("- **Rests on:** no source")
	} else {
		s.say("- **Rests on:**")
		s.cite(r.Cite)
	}
	if len(r.Against) > 0 {
		s.say("- **Against it:**")
		s.cite(r.Against)
	}
	if len(r.Advice) > 0 {
		s.say("- **Advice:**")
		for _, id := range r.Advice {
			s.say("  - [%s](#advice-%s): %s", id, id, s.text.adviceTexts[id])
		}
	}
	if text := s.text.remarks[r.ID]; text != "" {
		s.say("- **Noted in the file:** %s", text)
	}
	s.say("")
	if s.hasPoints(r) {
		s.plots(r)
	}
}

// spaced returns a name without underscores.
func spaced(name string) string { return strings.ReplaceAll(name, "_", " ") }

func number(x float64) string { return strconv.FormatFloat(math.Round(x*1e6)/1e6, 'f', -1, 64) }

func (s *strainWriter) cite(ids []string) {
	for _, id := range ids {
		src, _ := s.pack.Source(id)
		s.say("  - [%s](evidence.md#source-%s) %s: %s", id, id, src.Citation, aboutSource(src))
	}
}

// aboutSource says what kind of source it is.
func aboutSource(src rules.Source) string {
	text := src.Design
	if src.Outcome != "" {
		text += ", on " + src.Outcome
	}
	if src.Stance != "" {
		text += ", " + src.Stance
	}
	if src.Grade != rules.Ungraded {
		text += ", graded " + spaced(src.Grade.String())
	}
	if src.Status != "" {
		text += ", " + src.Status
	}
	return text
}

var plainNames = regexp.MustCompile(`"[^"]*"|[a-z_][a-z0-9_.]*`)

// names explains the names of the pack in an expression, and those in what they stand for.
func (s *strainWriter) names(text string) (list []string) {
	seen := map[string]bool{}
	for queue := []string{text}; len(queue) > 0; queue = queue[1:] {
		for _, name := range plainNames.FindAllString(queue[0], -1) {
			if meaning, ok := s.text.define[name]; ok && !seen[name] {
				seen[name] = true
				list, queue = append(list, fmt.Sprintf("`%s` is `%s`", name, meaning)), append(queue, meaning)
			}
		}
	}
	return list
}

// advice lists the texts, and which rules give them.
func (s *strainWriter) advice() {
	s.say("## Advice\n\nAn advice follows a rule that came to points, or a flag.\n\n| advice | text | given by |\n|---|---|---|")
	for _, id := range s.text.adviceIDs {
		var by []string
		for r := range s.pack.Rules() {
			if slices.Contains(r.Advice, id) {
				by = append(by, fmt.Sprintf("[%s](#%s)", r.ID, anchorOf(r.ID)))
			}
		}
		s.say("| <a id=\"advice-%s\"></a>%s | %s | %s |", id, id, cell(s.text.adviceTexts[id]), strings.Join(by, ", "))
	}
	s.say("")
}

func cell(text string) string { return strings.ReplaceAll(oneLine(text), "|", `\|`) }

// assumptions writes what is taken for granted of each word.
func (s *strainWriter) assumptions() {
	s.say(`## What is assumed

Where nothing is stated of a word, the first line whose condition holds says what it is taken for; the last always holds.
*Usually* is what such shoes and people normally are: it makes the likely range, and where it is empty everything stays
possible. Of several values the first that is still possible holds. All of them are judgement.
`)
	for _, a := range s.text.assume {
		s.say("<a id=\"assume-%s\"></a>\n### %s\n\n| when | taken for | usually |\n|---|---|---|", assumeAnchor(a.word), wordLink(a.word))
		for _, e := range a.entries {
			when := "otherwise"
			if len(a.entries) == 1 {
				when = "always"
			}
			if e.when != "" {
				when = "`" + cell(e.when) + "`"
			}
			s.say("| %s | %s | %s |", when, valueText(e.value), valueText(e.usual))
		}
		s.say("")
	}
}

var unitsInText = strings.NewReplacer("*mm", " mm", "*km", " km", "*g", " g", "*hour", " h", "*minute", " min", "*inch", " in", "true", "yes", "false", "no")

// valueText returns what is assumed for people, an expression as it stands.
func valueText(text string) string {
	if strings.Contains(text, "(") {
		return "`" + cell(text) + "`"
	}
	return spaced(unitsInText.Replace(cell(text)))
}

func assumeAnchor(word string) string { return anchorOf(strings.ReplaceAll(word, ".", "-")) }

// worked shows what the pack makes of some shoes.
func (s *strainWriter) worked() {
	s.say(`## Worked shoes

These shoes are judged at the reference. What is not stated is assumed. The three greatest lines are named with their shares
of the score. The same list is in
[footwear/testdata/worked-shoes.json](../footwear/testdata/worked-shoes.json).

| shoe | stated | score | band | likely | greatest lines |
|---|---|---|---|---|---|`)
	for _, w := range workShoes() {
		var lines []string
		for _, l := range w.Lines {
			lines = append(lines, fmt.Sprintf("[%s](#%s) %v", l.Rule, anchorOf(l.Rule), l.Share))
		}
		s.say("| %s | %s | %v | %s | %v to %v | %s |", w.Name, statedIn(w.Shoe), w.Score, w.Standing, w.Likely.Low, w.Likely.High, strings.Join(lines, ", "))
	}
}

// statedIn returns the facts of a shoe's JSON for people.
func statedIn(shoe json.RawMessage) string {
	var doc yaml.Node
	must(yaml.Unmarshal(shoe, &doc))
	var list []string
	eachKey(doc.Content[0], func(key string, v *yaml.Node) {
		list = append(list, strings.ReplaceAll(key, "_", " ")+" "+strings.ReplaceAll(flat(v, " or "), "..", " to "))
	})
	if len(list) == 0 {
		return "nothing"
	}
	return strings.Join(list, ", ")
}

// workedFacts are the worked shoes: a name, and the shoe as JSON. No name is part of another.
var workedFacts = [][2]string{
	{"Running shoe", `{"style": "running", "heel_height": "36mm", "platform": "28mm", "cushioning": "max", "weight": "270g", "wear": "new"}`},
	{"Worn trainer", `{"style": "sneaker", "wear": "worn_out", "distance": "900km", "tread": "worn", "lateral_wear": "3mm"}`},
	{"Ballet flat", `{"style": "flat", "heel": "flat", "heel_height": "10mm", "arch_support": "none", "cushioning": "none", "flexibility": "flexible"}`},
	{"Flip-flop", `{"style": "flip_flop"}`},
	{"Kitten heel, 45 mm", `{"style": "pump", "heel": "kitten", "heel_height": "45mm"}`},
	{"Block heel, 50.8 mm", `{"style": "pump", "heel": "block", "heel_height": "50.8mm"}`},
	{"Block heel, 76.2 mm", `{"style": "pump", "heel": "block", "heel_height": "76.2mm"}`},
	{"Wedge, 76.2 mm", `{"style": "sandal", "heel": "wedge", "heel_height": "76.2mm"}`},
	{"Wedge, 95 mm", `{"style": "sandal", "heel": "wedge", "heel_height": "95mm"}`},
	{"Stiletto, 76.2 mm", `{"style": "pump", "heel": "stiletto", "heel_height": "76.2mm"}`},
	{"Stiletto, 100 mm", `{"style": "pump", "heel": "stiletto", "heel_height": "100mm"}`},
	{"Stiletto, 120 mm", `{"style": "pump", "heel": "stiletto", "heel_height": "120mm"}`},
	{"Platform, 120 mm on 40 mm", `{"style": "sandal", "heel": "block", "heel_height": "120mm", "platform": "40mm"}`},
	{"Loafer", `{"style": "loafer", "heel_height": "20mm", "cushioning": "cushioned", "arch_support": "good"}`},
	{"Oxford", `{"style": "oxford", "heel_height": "25mm", "flexibility": "stiff", "grip": "smooth"}`},
	{"Flat sandal", `{"style": "sandal", "heel": "flat", "heel_height": "15mm", "closed_back": false}`},
	{"Ankle boot", `{"style": "boot", "heel": "block", "heel_height": "60mm", "weight": "600g"}`},
	{"Slipper", `{"style": "slipper"}`},
	{"Unopened box", `{}`},
	{"Label \"High (3-3.9 in)\"", `{"heel_height": "3in..3.9in"}`},
}

const workedGolden = "testdata/worked-shoes.json"

// workedShoes are what a version of the pack makes of the worked shoes, and what the version before it made of them.
type workedShoes struct {
	Pack    string       `json:"pack"`
	Version string       `json:"version"`
	Shoes   []workedShoe `json:"shoes"`
	Before  *workedShoes `json:"before,omitempty"`
}

// text returns the JSON with a line for every shoe, so that a diff can be read.
func (w *workedShoes) text(indent string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "{\n%s  \"pack\": %q,\n%s  \"version\": %q,\n%s  \"shoes\": [", indent, w.Pack, indent, w.Version, indent)
	for i, shoe := range w.Shoes {
		data, err := json.Marshal(shoe)
		must(err)
		fmt.Fprintf(&b, "%s\n%s    %s", map[bool]string{true: ","}[i > 0], indent, data)
	}
	fmt.Fprintf(&b, "\n%s  ]", indent)
	if w.Before != nil {
		fmt.Fprintf(&b, ",\n%s  \"before\": %s", indent, w.Before.text(indent+"  "))
	}
	return b.String() + "\n" + indent + "}"
}

type workedShoe struct {
	Name     string          `json:"name"`
	Shoe     json.RawMessage `json:"shoe"`
	Score    rules.Points    `json:"score"`
	Band     string          `json:"band"`
	Standing string          `json:"standing,omitempty"`
	Likely   rules.Interval  `json:"likely"`
	Lines    []workedLine    `json:"lines,omitempty"` // the three greatest
}

type workedLine struct {
	Rule   string       `json:"rule"`
	Points rules.Points `json:"points"`
	Share  rules.Points `json:"share"`
}

var workShoes = sync.OnceValue(func() (list []workedShoe) {
	wearer, use := Reference()
	for _, f := range workedFacts {
		c := Case{Wearer: wearer, Use: use}
		must(json.Unmarshal([]byte(f[1]), &c.Shoe))
		a, err := Default().Assess(c)
		must(err)
		w := workedShoe{Name: f[0], Shoe: json.RawMessage(f[1]), Score: a.Score, Band: a.Band, Standing: a.Standing(), Likely: a.Likely}
		for _, l := range a.Lines[:min(3, len(a.Lines))] {
			w.Lines = append(w.Lines, workedLine{l.Rule, l.Points, l.Share})
		}
		list = append(list, w)
	}
	return list
})

// changed returns the names of the shoes whose score, band or likely range is not what it was.
func changed(now, before []workedShoe) (names []string) {
	compact := func(m json.RawMessage) string {
		var b bytes.Buffer
		must(json.Compact(&b, m))
		return b.String()
	}
	for _, w := range now {
		i := slices.IndexFunc(before, func(o workedShoe) bool { return o.Name == w.Name && compact(o.Shoe) == compact(w.Shoe) })
		if i >= 0 && (w.Score != before[i].Score || w.Band != before[i].Band || w.Likely != before[i].Likely) {
			names = append(names, w.Name)
		}
	}
	return names
}

// TestWorkedShoesDoc holds testdata/worked-shoes.json to the pack. Where a new version of the pack changes a shoe, the
// changelog must say which.
func TestWorkedShoesDoc(t *testing.T) {
	for i, f := range workedFacts {
		for j, g := range workedFacts {
			assert.False(t, i != j && strings.Contains(g[0], f[0]), "%q is part of %q", f[0], g[0])
		}
	}
	id := Default().Pack().Identity()
	now := workedShoes{Pack: id.Name, Version: id.Version, Shoes: workShoes()}
	var have workedShoes
	data, err := os.ReadFile(workedGolden)
	if err == nil {
		require.NoError(t, json.Unmarshal(data, &have))
		if now.Before = have.Before; have.Version != now.Version {
			have.Before = nil
			for i := range have.Shoes {
				have.Shoes[i].Standing, have.Shoes[i].Lines = "", nil
			}
			before := have
			now.Before = &before
		}
	}
	want := now.text("")
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(workedGolden), 0o755))
		require.NoError(t, os.WriteFile(workedGolden, []byte(want+"\n"), 0o644))
	} else if want+"\n" != string(data) {
		why := "run " + updateDocs
		switch names := changed(now.Shoes, have.Shoes); {
		case have.Version == now.Version && len(names) > 0:
			why = fmt.Sprintf("these shoes changed, and a changed score is a new version of the pack: %s. Raise the version in pack.yaml, say so in CHANGELOG.md, and run %s", strings.Join(names, "; "), updateDocs)
		case have.Version != now.Version:
			why = fmt.Sprintf("version %s changes %d shoes of %s: %s. Name them in CHANGELOG.md, and run %s", now.Version, len(names), have.Version, strings.Join(names, "; "), updateDocs)
		}
		assert.Fail(t, "footwear/"+workedGolden+" is not what the pack makes of the shoes", "%s", why)
	}
	if now.Before == nil {
		return
	}
	changelog, err := os.ReadFile("../CHANGELOG.md")
	require.NoError(t, err)
	names := changed(now.Shoes, now.Before.Shoes)
	section, ok := changelogOf(string(changelog), now.Version)
	assert.True(t, ok || len(names) == 0, "CHANGELOG.md has no section \"### Strain pack %s\"", now.Version)
	names = slices.DeleteFunc(names, func(name string) bool { return strings.Contains(section, name) })
	assert.Empty(t, names, "what CHANGELOG.md says of strain pack %s names every worked shoe that changed since %s", now.Version, now.Before.Version)
}

// changelogOf returns what a changelog says of a version of the pack: the section whose heading names "strain pack 1.1.0",
// or the point of a list that does so in its first line.
func changelogOf(text, version string) (said string, ok bool) {
	named := `.*\bstrain pack ` + regexp.QuoteMeta(version) + `(?:[^.0-9\n].*|\.)?\n`
	if m := regexp.MustCompile(`(?im)^(#+) ` + named).FindStringSubmatchIndex(text); m != nil {
		said = text[m[1]:]
		if next := regexp.MustCompile(fmt.Sprintf(`(?m)^#{1,%d} `, m[3]-m[2])).FindStringIndex(said); next != nil {
			said = said[:next[0]]
		}
		return oneLine(said), true
	}
	said = regexp.MustCompile(`(?im)^- ` + named + `(?:  .*\n)*`).FindString(text)
	return oneLine(said), said != ""
}

func TestChangelogOf(t *testing.T) {
	const text = "# Changelog\n\n## [Unreleased]\n\n- Another thing.\n- The strain pack 1.1.0: grades. Changed:\n  Loafer, Wedge,\n  76.2 mm.\n- A point after it.\n\n" +
		"### Strain pack 1.2.0\n\nChanged: Slipper.\n\n- Oxford\n\n#### More\n\nFlip-flop\n\n### Another\n\nBoot\n"
	for version, want := range map[string]string{
		"1.1.0": "- The strain pack 1.1.0: grades. Changed: Loafer, Wedge, 76.2 mm.",
		"1.2.0": "Changed: Slipper. - Oxford #### More Flip-flop",
		"1.1":   "", "1.2.0.1": "", "2.0.0": "",
	} {
		said, ok := changelogOf(text, version)
		assert.Equal(t, want, said, version)
		assert.Equal(t, want != "", ok, version)
	}
}

// What counts as a change: the score, the band or the likely range of a shoe with the same name and the same facts.
func TestChangedShoes(t *testing.T) {
	shoe := func(name, facts string, score rules.Points) workedShoe {
		return workedShoe{Name: name, Shoe: json.RawMessage(facts), Score: score, Band: "low"}
	}
	before := []workedShoe{shoe("a", `{"heel": "flat"}`, 1), shoe("b", `{}`, 1), shoe("c", `{}`, 1)}
	now := []workedShoe{shoe("a", `{"heel":"flat"}`, 1), shoe("b", `{}`, 2), shoe("c", `{"heel":"flat"}`, 2), shoe("d", `{}`, 2)}
	assert.Equal(t, []string{"b"}, changed(now, before))
	now[0].Band, now[1].Score, now[1].Likely = "high", 1, rules.Interval{Low: 0, High: 1}
	assert.Equal(t, []string{"a", "b"}, changed(now, before))
}
