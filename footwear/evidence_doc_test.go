package footwear

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules"
)

const (
	evidenceDoc    = "../docs/evidence.md"
	factsFile      = "facts.yaml"
	factsOfShared  = "../../shared/facts/articles.md"
	variantsFolder = "wardrobe/variants"
)

// TestEvidenceDoc holds docs/evidence.md to the pack and to facts.yaml; go test ./footwear -run Doc -update rewrites it.
func TestEvidenceDoc(t *testing.T) {
	want := evidencePage()
	if *update {
		require.NoError(t, os.WriteFile(evidenceDoc, []byte(want), 0o644))
	}
	have, err := os.ReadFile(evidenceDoc)
	require.NoError(t, err, "run %s", updateDocs)
	if want != string(have) {
		assert.Fail(t, "docs/evidence.md is not what the pack and the list of facts say", "run %s, then read the diff: %s", updateDocs, firstDifference(want, string(have)))
	}
	checkLinks(t, "evidence.md", want)
}

// Every fact of the articles stands in docs/evidence.md, and every place that is named for it exists.
func TestEvidenceDocIsWhole(t *testing.T) {
	list, err := readPlaces()
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("there is no footwear/facts.yaml yet")
	}
	require.NoError(t, err)
	places := newPlaces()
	for _, f := range list {
		assert.NotEmpty(t, f.places, f.id)
		for _, p := range f.places {
			for _, name := range p.names {
				_, _, ok := places.find(p.kind, name)
				assert.True(t, ok, "%s lives in the %s %q, which does not exist", f.id, p.kind, name)
			}
		}
		assert.Equal(t, 1, strings.Count(evidencePage(), "<a id=\""+f.id+"\"></a>"), f.id)
	}
	data, err := os.ReadFile(factsOfShared)
	if err != nil {
		t.Skipf("the articles' facts are not beside the repository: %v", err)
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\| (F-[A-Z]+-\d+) \|`).FindAllStringSubmatch(string(data), -1) {
		ids[m[1]] = true
	}
	var have []string
	for _, f := range list {
		have = append(have, f.id)
	}
	assert.Len(t, ids, 277)
	assert.ElementsMatch(t, slices.Collect(maps.Keys(ids)), have)
}

// A placed fact is a fact of the articles and where it lives.
type placedFact struct {
	id     string
	places []place
}

// A place is where a fact lives: a kind as "rule", and names. Of a decision the name is a text.
type place struct {
	kind  string
	names []string
}

var placeKinds = []struct{ kind, said string }{
	{"flag", "a red flag, or a note beside them"}, {"asked", "a question about symptoms"}, {"told", "what somebody with symptoms is told"},
	{"rule", "a rule of the strain pack"}, {"advice", "an advice of the strain pack"}, {"word", "a word of the vocabulary"},
	{"assume", "an assumption"}, {"audit", "the audit of a shoe"}, {"checklist", "the shopping list"}, {"variant", "a change to a shoe or its use"},
	{"plan", "the self-care plan"},
	{"decision", "a decision, with its reason"},
}

// readPlaces reads facts.yaml, in its order.
func readPlaces() (list []placedFact, err error) {
	data, err := os.ReadFile(factsFile)
	if err != nil {
		return nil, err
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	eachKey(doc.Content[0], func(id string, n *yaml.Node) {
		f := placedFact{id: id}
		if seen[id] {
			err = fmt.Errorf("%s:%d: %s stands there twice", factsFile, n.Line, id)
		}
		seen[id] = true
		eachKey(n, func(kind string, v *yaml.Node) {
			p := place{kind: kind, names: []string{v.Value}}
			if v.Kind == yaml.SequenceNode {
				p.names = nil
				for _, one := range v.Content {
					p.names = append(p.names, one.Value)
				}
			}
			f.places = append(f.places, p)
		})
		list = append(list, f)
	})
	return list, err
}

// places knows everything in which a fact can live.
type places struct {
	pack     *rules.Pack[Case]
	criteria *rules.Pack[Case]
	assumed  []string
	words    map[string]string // and what they mean
	variants []variantText
}

// A variantText is an entry of wardrobe/variants, read without that package, which builds on this one.
type variantText struct {
	ID     string
	Text   string
	Source []string
	file   string
}

var newPlaces = sync.OnceValue(func() *places {
	p := &places{pack: Default().Pack(), words: map[string]string{}}
	var err error
	p.criteria, err = rules.Load(Vocabulary(), Criteria())
	must(err)
	for _, a := range readPackText(Strain()).assume {
		p.assumed = append(p.assumed, a.word)
	}
	for w := range Vocabulary().Words() {
		p.words[w.Name] = w.Doc
	}
	files, err := filepath.Glob(variantsFolder + "/*.yaml")
	must(err)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.yaml") {
			continue
		}
		data, err := os.ReadFile(file)
		must(err)
		var list struct{ Variants []variantText }
		must(yaml.Unmarshal(data, &list))
		for _, v := range list.Variants {
			v.file = filepath.ToSlash(file)
			p.variants = append(p.variants, v)
		}
	}
	return p
})

// variantNames are the names that facts.yaml gives to changes, and the change that is linked: the first of several.
var variantNames = map[string]string{
	"insole": "insole/gel", "forefoot-pad": "heel/forefoot-insert", "breaks": "use/seated-breaks", "fewer-hours": "use/four-hours",
	"fewer-days": "use/fewer-days", "commute-flats": "use/flats-for-the-commute", "new-pair": "pair/new", "lower-heel": "heel/lower",
	"broader-heel": "heel/broader",
}

// find returns a link to a place and what it says, in its own words.
func (p *places) find(kind, name string) (link, said string, ok bool) {
	switch kind {
	case "plan":
		return planned(name)
	case "flag", "asked", "told":
		return triageNames().find(kind, name)
	case "rule":
		r, ok := p.pack.Rule(name)
		if r.Outcome == "note" || r.Outcome == "caveat" {
			r.Why = r.Text
		}
		return fmt.Sprintf("[%s](strain-pack.md#%s)", name, anchorOf(name)), r.Why, ok
	case "advice":
		text, ok := p.pack.Advice(name)
		return fmt.Sprintf("[advice: %s](strain-pack.md#advice-%s)", name, name), text, ok
	case "word":
		doc, ok := p.words[name]
		return wordLink(name), doc, ok
	case "assume":
		return fmt.Sprintf("[what is assumed of %s](strain-pack.md#assume-%s)", wordName(name), assumeAnchor(name)), "", slices.Contains(p.assumed, name)
	case "audit", "checklist":
		r, ok := p.criteria.Rule(kind + "/" + strings.ReplaceAll(name, "_", "-") + "-fail")
		return fmt.Sprintf("[%s: %s](../footwear/checks/%s.yaml)", kind, spaced(name), kind), "When it fails: " + r.Text, ok
	case "variant":
		if name == "worst-first" {
			return "[one's own pairs, worst first](../footwear/wardrobe/rank.go)", "", true
		}
		for _, v := range p.variants {
			if v.ID == name || v.ID == variantNames[name] {
				return fmt.Sprintf("[change: %s](../footwear/%s)", name, v.file), v.Text, true
			}
		}
		return "", "", false
	case "decision":
		return "", name, name != ""
	}
	return "", "", false
}

var factGroups = []struct{ prefix, title string }{
	{"RISK", "What adds strain"}, {"PROT", "What takes strain away"}, {"HEEL", "Heels and heights"}, {"ALT", "Other shoes"}, {"FOOT", "Feet and wearers"},
	{"USE", "Hours and habits"}, {"FLAG", "Symptoms"}, {"NOT", "When it is not the shoe"}, {"STR", "Stretches"}, {"STG", "Strengthening"},
	{"MOB", "Mobility"}, {"THER", "Rolling, heat, ice and massage"}, {"INS", "Insoles"}, {"LIFE", "Daily life"}, {"CASE", "One wearer's story"},
	{"MECH", "How strain travels"}, {"OTH", "Background"},
}

const evidenceIntro = `# The evidence

<!-- Generated from footwear/packs and footwear/facts.yaml. Do not edit: run go test ./footwear -run Doc -update -->

The strain pack rests on five popular articles and on studies. This page says where each fact of the articles went, and what
is known of each source. [strain-pack.md](strain-pack.md) shows the rules themselves.

No study was found that tests any shoe score against later back pain. Most studies are short ones in a laboratory, and most
were read as abstracts only. What a source was cited for is its *outcome*: hardly ever is that pain.
`

// evidencePage returns docs/evidence.md.
var evidencePage = sync.OnceValue(func() string {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	say("%s", evidenceIntro)
	list, err := readPlaces()
	if !errors.Is(err, fs.ErrNotExist) {
		must(err)
		sayFacts(say, list)
	}
	saySources(say)
	return strings.TrimRight(b.String(), "\n") + "\n"
})

// sayFacts writes where the facts live.
func sayFacts(say func(string, ...any), list []placedFact) {
	say(`## The facts of the articles

The articles were taken apart into %d facts. A fact may live in several places; none was left out without a reason.

| where | facts |
|---|---|`, len(list))
	for _, k := range placeKinds {
		n := 0
		for _, f := range list {
			if slices.ContainsFunc(f.places, func(p place) bool { return p.kind == k.kind }) {
				n++
			}
		}
		say("| %s | %d |", k.said, n)
	}
	places, seen := newPlaces(), 0
	for _, g := range factGroups {
		begun := false
		for _, f := range list {
			if !strings.HasPrefix(f.id, "F-"+g.prefix+"-") {
				continue
			}
			if !begun {
				say("\n### %s\n\n| fact | lives in | in short |\n|---|---|---|", g.title)
				begun = true
			}
			seen++
			var links []string
			short, decision := "", ""
			for _, k := range placeKinds {
				for _, p := range f.places {
					for _, name := range p.names {
						if p.kind != k.kind {
							continue
						}
						link, said, _ := places.find(p.kind, name)
						switch p.kind {
						case "decision":
							links, decision = append(links, "a decision"), said
						default:
							links = append(links, link)
							if short == "" {
								short = said
							}
						}
					}
				}
			}
			if decision != "" {
				short = strings.TrimSpace(short + " *Decided:* " + decision)
			}
			say("| <a id=\"%s\"></a>%s | %s | %s |", f.id, f.id, strings.Join(links, ", "), cell(short))
		}
	}
	if seen != len(list) {
		panic("facts.yaml has a group of facts without a title")
	}
	say("")
}

// saySources writes the table of sources.
func saySources(say func(string, ...any)) {
	places := newPlaces()
	say(`## The sources

*Stance* is what a source says of what it is cited for, taken as a whole. *Grade* is how well it supports its own finding.
*Verified* means that the finding was read in the source or its abstract, *secondary* that it was read elsewhere.

| id | citation | year | design | outcome | stance | grade | status | cited by | against |
|---|---|---|---|---|---|---|---|---|---|`)
	idle := 0
	for _, id := range readPackText(Strain()).sources {
		src, _ := places.pack.Source(id)
		var by, against []string
		for r := range places.pack.Rules() {
			link, _, _ := places.find("rule", r.ID)
			if slices.Contains(r.Cite, id) {
				by = append(by, link)
			}
			if slices.Contains(r.Against, id) {
				against = append(against, link)
			}
		}
		if len(by)+len(against) == 0 {
			idle++
			by = []string{"**nothing**"}
		}
		year := "not shown"
		if src.Year > 0 {
			year = fmt.Sprint(src.Year)
		}
		say("| <a id=\"source-%s\"></a>%s | %s | %s | %s | %s | %s | %s | %s | %s | %s |", id, id, cell(src.Citation), year, src.Design, src.Outcome, src.Stance,
			spaced(src.Grade.String()), src.Status, strings.Join(by, ", "), strings.Join(against, ", "))
	}
	if idle > 0 {
		say("\nNo rule cites the %d sources that are marked with **nothing**.", idle)
	}
}
