package rules

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

// A parcel is something that a program knows little of, and packs more.
type parcel struct {
	Weight fact.Mass
	Box    fact.Truth
	Extra  map[string]fact.Value
}

var parcels = NewVocabulary([]Word[parcel]{
	Measure("parcel.weight", func(p *parcel) *fact.Mass { return &p.Weight }, About{Domain: "0kg..40kg", Unit: "kg", Ask: "How heavy?"}),
	Flag("parcel.box", func(p *parcel) *fact.Truth { return &p.Box }, About{Ask: "Is it a box?"}),
}, Extra(func(p *parcel) *map[string]fact.Value { return &p.Extra }))

const parcelHead = `name: carry
version: 1.0.0
totals: {load: {combine: sum, max: 100}}
score: load
bands: {light: 0, medium: 20, heavy: 50}
`

const parcelRules = `define: {weighty: parcel.weight > 10*kg}
rules:
  - {id: main/weight, load: "curve(parcel.weight, 0*kg,0, 40*kg,40)", why: It weighs.}
  - {id: main/box, when: parcel.box, load: 5, why: Boxes have edges.}
  - {id: main/heavy, when: weighty, note: Two carry it., cite: [S1]}
assume:
  parcel.weight: {value: 10*kg, usual: [1*kg, 20*kg]}
  parcel.box: {value: true}
sources: {S1: {citation: C.}}
advice: {two: Take two.}
`

// folderOf returns a folder of files, each a name and a text.
func folderOf(pairs ...string) fstest.MapFS {
	folder := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		folder[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return folder
}

var parcelPack = folderOf("pack.yaml", parcelHead, "main.yaml", parcelRules)

// layerOf returns a layer over carry of one file of changes, ours.yaml.
func layerOf(text string) fstest.MapFS {
	return folderOf("pack.yaml", "{over: carry, name: ours, version: 2.0.0}", "ours.yaml", text)
}

func TestLayer(t *testing.T) {
	layer := folderOf("pack.yaml", "over: carry\nname: ours\nversion: 2.0.0\nbands: {heavy: 45}\ndisable: [main/heavy]\n", "ours.yaml", `
extend:
  shop.wheels: {kind: flag, doc: It rolls., ask: "Does it roll?", worse: "false"}
  shop.handles: {kind: choice, values: [none, one, two], order: [two, one, none], doc: Its handles., ask: "How many handles?"}
  shop.depth: {kind: length, domain: 0mm..2m, unit: cm, worse: higher, doc: Its depth., ask: "How deep?"}
replace:
  - {id: main/box, when: parcel.box and not shop.wheels, load: 7, why: Boxes are awkward.}
rules:
  - {id: ours/handles, when: shop.handles == "none" and weighty, load: 3, why: Nothing to hold.}
  - {id: ours/deep, load: "curve(shop.depth, 50*cm,0, 2*m,10)", why: It cannot be held close.}
  - {id: ours/rolls, when: shop.wheels, note: Roll it., cite: [S1], advice: [two]}
assume:
  shop.wheels: {value: false}
  shop.handles: {value: [one, none, two]}
  shop.depth: {value: 80*cm, usual: [20*cm, 1*m]}
  parcel.weight:
    - {when: parcel.box, value: 20*kg, usual: [10*kg, 30*kg]}
`)
	below, err := Load(parcels, parcelPack)
	require.NoError(t, err)
	assert.Empty(t, below.Identity().Layers)
	pack, err := Load(parcels, parcelPack, layer)
	require.NoError(t, err)
	assert.Empty(t, pack.Warnings())

	id := pack.Identity()
	assert.Equal(t, []Layer{{"ours", "2.0.0"}}, id.Layers)
	assert.Equal(t, "carry", id.Name)
	assert.NotEqual(t, below.Identity().Digest, id.Digest)

	v, err := pack.Judge(&parcel{})
	require.NoError(t, err)
	var lines []string
	for _, line := range v.Lines {
		lines = append(lines, fmt.Sprint(line.Rule, " ", line.Points))
	}
	assert.Equal(t, []string{"main/weight 20.00", "main/box 7.00", "ours/deep 2.00"}, lines)
	assert.Equal(t, id.Layers, v.Pack.Layers)
	text, err := json.Marshal(v.Pack)
	require.NoError(t, err)
	assert.Contains(t, string(text), `"layers":[{"name":"ours","version":"2.0.0"}]`)

	v, err = pack.Judge(&parcel{Weight: fact.Grams(39_000), Box: fact.Yes, Extra: map[string]fact.Value{
		"shop.wheels": fact.Yes.Value(), "shop.handles": fact.WordsValue("none"), "shop.depth": fact.CM(100).To(fact.CM(150)).Value(),
	}})
	require.NoError(t, err)
	assert.Equal(t, Points(4700), v.Score, "39 + 3 + 5 at the middle of the depth")
	assert.Equal(t, Interval{4533, 4867}, v.Range)
	assert.Equal(t, "heavy", v.Band, "45 is heavy here")
	assert.Equal(t, []Text{{"ours/rolls", "Roll it."}}, v.Notes, "the note of the pack is disabled")
	assert.Equal(t, []Text{{"two", "Take two."}}, v.Advice)

	// Without a box the pack below says what it weighs.
	v, err = pack.Judge(&parcel{Box: fact.No})
	require.NoError(t, err)
	assert.Equal(t, Points(1200), v.Score)

	questions, err := pack.Ask(&parcel{Weight: fact.Grams(5000), Box: fact.No})
	require.NoError(t, err)
	require.NotEmpty(t, questions)
	assert.Equal(t, "How deep?", questions[0].Text)

	info, ok := pack.Rule("main/box")
	require.True(t, ok)
	assert.Equal(t, RuleInfo{ID: "main/box", Outcome: "load", When: "parcel.box and not shop.wheels", Amount: "7", Greatest: 7, Why: "Boxes are awkward.",
		Reads: []string{"parcel.box", "shop.wheels"}, Layer: 1, Replaces: true, File: "ours.yaml", Line: 7}, info)
	_, ok = pack.Rule("main/heavy")
	assert.False(t, ok)
	for rule, place := range pack.Disabled() {
		assert.Equal(t, "main/heavy at layer 1: pack.yaml:5:11", rule+" at "+place)
	}

	// A second layer changes what the first one brought.
	second := folderOf("pack.yaml", "{over: ours, name: theirs, version: 1.0.0, disable: [ours/rolls]}",
		"theirs.yaml", "replace: [{id: ours/handles, load: 1, why: w}]\nassume: {shop.depth: {value: 50*cm}}")
	pack, err = Load(parcels, parcelPack, layer, second)
	require.NoError(t, err)
	assert.Equal(t, []Layer{{"ours", "2.0.0"}, {"theirs", "1.0.0"}}, pack.Identity().Layers)
	assert.Equal(t, Points(2800), pack.Score(&parcel{}), "20 + 7 + 1")
	assert.Equal(t, []string{"main/box", "main/weight", "ours/deep", "ours/handles"}, pack.ruleIDs())
}

// What a layer takes away does not count, and neither does who reads the files.
func TestLayerDigest(t *testing.T) {
	digest := func(layers ...fs.FS) string {
		t.Helper()
		p, err := Load(parcels, parcelPack, layers...)
		require.NoError(t, err)
		return p.Identity().Digest
	}
	seen := map[string]string{}
	for _, text := range []string{
		"disable: [main/box]", "disable: [main/heavy]", "replace: [{id: main/box, load: 1, why: w}]", "replace: [{id: main/box, load: 2, why: w}]",
		"rules: [{id: ours/a, load: 1, why: w}]", "assume: {parcel.weight: {value: 12*kg}}", "assume: {parcel.weight: {value: 12*kg, when: parcel.box}}",
		"rules: [{id: ours/a, load: 1, why: w, when: shop.a}]\nextend: {shop.a: {kind: flag, doc: d, ask: a}}\nassume: {shop.a: {value: true}}",
		"rules: [{id: ours/a, load: 1, why: w, when: shop.a}]\nextend: {shop.a: {kind: flag, doc: d, ask: b}}\nassume: {shop.a: {value: true}}",
	} {
		d := digest(layerOf(text))
		assert.Empty(t, seen[d], "%s and %s", text, seen[d])
		seen[d] = text
		assert.Equal(t, d, digest(layerOf("# a comment\n"+text)), text)
	}
	assert.NotEqual(t, digest(), digest(layerOf("")), "an empty layer is one, too")
}

func TestLayerFaults(t *testing.T) {
	for _, tt := range []struct {
		name   string
		layers []fstest.MapFS
		want   []string
	}{
		{"rules that are not there", []fstest.MapFS{layerOf("disable: [main/bax, nowhere]\nreplace: [{id: main/weigth, load: 1}]")}, []string{
			`layer 1: ours.yaml:1:11: there is no rule "main/bax" below (did you mean "main/box"?)`,
			`layer 1: ours.yaml:1:21: there is no rule "nowhere" below (a layer disables and replaces rules of the pack below)`,
			`layer 1: ours.yaml:2:16: there is no rule "main/weigth" below (did you mean "main/weight"?)`,
		}},
		{"wishes that exclude each other", []fstest.MapFS{layerOf("disable: [main/box, main/box]\nreplace:\n  - {id: main/box, load: 1}\n  - {id: main/weight, load: 1}\n  - {id: main/weight, load: 2}\n")}, []string{
			`layer 1: ours.yaml:1:21: main/box: the rule is disabled twice (take one of the two away)`,
			`layer 1: ours.yaml:3:10: main/box: the rule is replaced, and disabled at layer 1: ours.yaml:1:11 (take one of the two away)`,
			`layer 1: ours.yaml:5:10: main/weight: the rule is replaced at layer 1: ours.yaml:4:5 too (replace it once)`,
		}},
		{"a rule that the pack has", []fstest.MapFS{folderOf("pack.yaml", "{over: carry, name: ours, version: 1.0.0}", "main.yaml", "rules: [{id: main/box, load: 1}]")}, []string{
			`layer 1: main.yaml:1:14: main/box: the pack below has this rule, at main.yaml:4:5 (give it another id, or move it under replace:)`,
		}},
		{"what a layer below took away", []fstest.MapFS{layerOf("disable: [main/box]"),
			folderOf("pack.yaml", "{over: carry, name: more, version: 1.0.0, disable: [main/box], replace: [{id: main/box, load: 1}]}", "main.yaml", "rules: [{id: main/box, load: 1}]")}, []string{
			`layer 2: main.yaml:1:14: main/box: layer 1: ours.yaml:1:11 disables a rule of this id (give it another id)`,
			`layer 2: pack.yaml:1:53: main/box: the rule cannot be disabled: layer 1: ours.yaml:1:11 disables it (take it away here, or there)`,
			`layer 2: pack.yaml:1:79: main/box: the rule cannot be replaced: layer 1: ours.yaml:1:11 disables it (take it away here, or there)`,
		}},
		{"names that the pack has", []fstest.MapFS{layerOf("define: {weighty: 1}\nsources: {S1: {citation: D.}}\nadvice: {two: Three.}\nextend: {parcel.box: {kind: flag, doc: d, ask: a}}")}, []string{
			`layer 1: ours.yaml:1:10: the name "weighty" stands at main.yaml:1:10 too (give it another name)`,
			`layer 1: ours.yaml:2:11: the source "S1" stands at main.yaml:9:11 too (give it another id)`,
			`layer 1: ours.yaml:3:10: the advice "two" stands at main.yaml:10:10 too (give it another id)`,
			`layer 1: ours.yaml:4:10: there is a word parcel.box already (use that, or choose another name)`,
		}},
		{"what only a pack has", []fstest.MapFS{folderOf("pack.yaml", "over: carry\nname: ours\nversion: 1.0.0\nscore: load\ntotals: {load: {max: 1}}\nbands: {lite: 1, heavy: 10}\n", "a.yaml", "bands: {light: 0}\nover: carry")}, []string{
			`layer 1: a.yaml:1:1: bands stands in pack.yaml alone (move it there)`,
			`layer 1: a.yaml:2:1: over stands in pack.yaml alone (move it there)`,
			`layer 1: pack.yaml:4:1: a layer has no score of its own (it keeps what the pack below adds up to)`,
			`layer 1: pack.yaml:5:1: a layer has no totals of its own (it keeps what the pack below adds up to)`,
			`layer 1: pack.yaml:6:1: heavy: the band then begins at 10.00, at or below medium (move that, too)`,
			`layer 1: pack.yaml:6:9: bands: there is no key "lite" (the keys are light, medium, heavy)`,
		}},
		{"what it lies over", []fstest.MapFS{folderOf("pack.yaml", "{over: cary, name: ours, version: one}"), folderOf("pack.yaml", "{name: ours, version: 1.0.0}"), folderOf("a.yaml", ""), folderOf()}, []string{
			`layer 1: pack.yaml:1:8: no pack "cary" lies below (below lies carry)`,
			`layer 1: pack.yaml:1:35: "one" is no version (as 1.0.0)`,
			`layer 2: pack.yaml: there is no over (a layer names the pack that it lies over, as over: carry)`,
			`layer 2: pack.yaml: "ours" lies below already (give every layer a name of its own, and lay each once)`,
			`layer 3: pack.yaml: the file is missing (pack.yaml of a layer says what it is: over, name and version)`,
			`there is no .yaml file in the folder (pack.yaml of a layer says what it is: over, name and version)`,
		}},
		{"assumptions that lead back through a layer", []fstest.MapFS{layerOf("assume: {parcel.box: {value: true}, parcel.weight: [{when: parcel.box, value: 1*kg}]}"),
			folderOf("pack.yaml", "{over: carry, name: more, version: 1.0.0, assume: {parcel.box: [{when: parcel.weight > 1*kg, value: true}]}}")}, []string{
			`layer 1: ours.yaml:1:37: parcel.weight: the assumption leads back to itself: parcel.weight → parcel.box → parcel.weight (let one of them stand by itself)`,
		}},
		{"names that lead back", []fstest.MapFS{layerOf("define: {a: b + 1, b: c * 2, c: a}")}, []string{
			`layer 1: ours.yaml:1:33: c: the name leads back to itself: a → b → c → a (let one of them stand by itself)`,
		}},
		{"too much", []fstest.MapFS{layerOf("rules: [{id: ours/a, load: 60, why: w}]")}, []string{
			`layer 1: ours.yaml:1:9: ours/a: with this rule, which can reach 60, the rules of load can reach 105, above the max of 100 (make room for 5: disable or replace rules below, of which the greatest are main/weight 40, main/box 5, or let it be a note)`,
		}},
	} {
		var layers []fs.FS
		for _, l := range tt.layers {
			layers = append(layers, l)
		}
		_, err := Load(parcels, parcelPack, layers...)
		var got []string
		for _, e := range AsErrors(err) {
			got = append(got, e.Error())
		}
		slices.Sort(got)
		slices.Sort(tt.want)
		assert.Equal(t, tt.want, got, tt.name)
	}
	_, err := Load(parcels, layerOf("disable: [a/b]"))
	assert.ErrorContains(t, err, "pack.yaml:1:2: this is a layer, and nothing lies below it (load it on top of the pack that over: names)")
	_, err = Load(items, parcelPack, layerOf("extend: {shop.a: {kind: flag}}"))
	assert.ErrorContains(t, err, "this program has no room for further words")
}

func TestExtendFaults(t *testing.T) {
	for text, want := range map[string]string{
		"{Shop.a: {kind: flag}}":                                               `"Shop.a" is no name of a word (write a group and a key, as shop.carbon_plate`,
		"{shop: {kind: flag}}":                                                 `"shop" is no name of a word`,
		"{shop.in: {kind: flag}}":                                              `"shop.in" is no name of a word`,
		"{s.a: {doc: d, ask: a}}":                                              "the word has no kind (add kind: length, mass, duration, number, choice or flag)",
		"{s.a: {kind: flagg, doc: d, ask: a}}":                                 `there is no kind "flagg" (did you mean "flag"?)`,
		"{s.a: {kind: length, doc: d, ask: a}}":                                "the word has no domain (add domain: the least and the greatest possible value, as 0mm..40mm)",
		"{s.a: {kind: length, domain: 0..4, doc: d, ask: a}}":                  "the domain of s.a",
		"{s.a: {kind: length, domain: 4mm.., doc: d, ask: a}}":                 "the domain of s.a has an open end",
		"{s.a: {kind: mass, domain: 0g..4g, unit: mm, doc: d, ask: a}}":        `the unit "mm" of s.a is none of a mass (as mm, g or hour)`,
		"{s.a: {kind: flag, domain: 0..4, doc: d, ask: a}}":                    "a flag has no domain (beside kind, doc and ask it has worse)",
		"{s.a: {kind: flag, worse: yes, doc: d, ask: a}}":                      `"yes" is no way to be worse (write true or false, or leave it out where neither is)`,
		"{s.a: {kind: number, domain: 0..1, worse: up, doc: d, ask: a}}":       `"up" is no way to be worse (write higher or lower`,
		"{s.a: {kind: choice, doc: d, ask: a}}":                                "the word has no values (add values: [first, second])",
		"{s.a: {kind: choice, values: [b], doc: d, ask: a}}":                   "a choice of one value is none",
		"{s.a: {kind: choice, values: [b, b], doc: d, ask: a}}":                `the value "b" is given twice`,
		"{s.a: {kind: choice, values: [b, C c], doc: d, ask: a}}":              `"C c" is no value`,
		"{s.a: {kind: choice, values: [b, c], order: [b, d], doc: d, ask: a}}": `"d" is no value of s.a (its values are b, c)`,
		"{s.a: {kind: flag, doc: d}}":                                          "the word has no ask (add ask: …, the question that finds it out)",
		"{s.a: {kind: flag, dok: d}}":                                          `there is no key "dok" (did you mean "doc"?)`,
	} {
		_, err := Load(parcels, parcelPack, layerOf("extend: "+text))
		require.Error(t, err, text)
		assert.ErrorContains(t, err, want, text)
		assert.Len(t, AsErrors(err).Hard(), len(AsErrors(err)), text)
	}
}

// A pack's own words are as good as those of the program: the same rules about the same facts give the same verdicts.
func TestOwnWordsAreWords(t *testing.T) {
	own := strings.TrimSpace(`
extend:
  shoe.heel_height: {kind: length, domain: 0mm..250mm, unit: mm, doc: d, ask: a}
  use.hours: {kind: duration, domain: 0h..24h, unit: hour, doc: d, ask: a}
  shoe.weight: {kind: mass, domain: 20g..3000g, unit: g, doc: d, ask: a}
  wearer.age: {kind: number, domain: 0..120, doc: d, ask: a}
  shoe.heel: {kind: choice, values: [flat, kitten, block, wedge, cone, spool, stiletto], doc: d, ask: a}
  shoe.rocker: {kind: flag, doc: d, ask: a}`)
	const shared = `
rules:
  - {id: a/height, load: "curve(shoe.heel_height, 20*mm,0, 100*mm,30)"}
  - {id: a/heel, when: 'shoe.heel in ["stiletto", "cone"] and not shoe.rocker', load: 9}
  - {id: a/weight, when: shoe.weight > 400*g or shoe.rocker, load: 5}
  - {id: a/age, exposure: "curve(wearer.age, 20,0.5, 60,1)"}
  - {id: a/hours, load: "use.hours / (8*hour)"}
  - {id: a/note, when: 'shoe.heel == "block" and shoe.heel_height > 2*inch', note: n}
assume:
  shoe.heel_height: [{when: shoe.heel == "stiletto", value: 90*mm, usual: [70*mm, 110*mm]}, {value: 40*mm, usual: [10*mm, 80*mm]}]
  shoe.heel: {value: [block, flat, wedge, kitten, cone, spool, stiletto], usual: [block, flat]}
  shoe.rocker: {value: false, usual: [false]}
  shoe.weight: {value: 300*g, usual: [200*g, 500*g]}
  wearer.age: [{when: known(shoe.weight), value: 50}, {value: 35, usual: [20, 60]}]
  use.hours: {value: 8*hour}
`
	type bare struct{ Extra map[string]fact.Value }
	bares := NewVocabulary([]Word[bare]{}, Extra(func(b *bare) *map[string]fact.Value { return &b.Extra }))
	theirs, err := Load(items, folderOf("pack.yaml", packHead, "a.yaml", shared))
	require.NoError(t, err)
	ours, err := Load(bares, folderOf("pack.yaml", packHead, "a.yaml", shared, "words.yaml", own))
	require.NoError(t, err)

	seed := uint64(11)
	random := rand.New(rand.NewPCG(seed, 0))
	pick := func(texts ...string) string { return texts[random.IntN(len(texts))] }
	for range 3000 / part {
		text := fmt.Sprintf(`{"shoe": {"heel_height": %s, "weight": %s, "heel": %s, "rocker": %s}, "wearer": {"age": %s}, "use": {"hours": %s}}`,
			pick("null", `"85mm"`, `"2in..3in"`, `"60mm.."`, `"0mm"`, `"..30mm"`), pick("null", `"450g"`, `"300g..500g"`), pick("null", `"block"`, `["cone", "stiletto"]`, `"stiletto"`, `["flat","block","cone"]`),
			pick("null", "true", "false"), pick("null", "30", `"20..40"`, "119.5"), pick("null", `"3h"`, `"1h..9h"`, `"24h"`))
		var i item
		var b bare
		require.NoError(t, items.DecodeJSON([]byte(text), &i), text)
		require.NoError(t, ours.Vocabulary().DecodeJSON([]byte(text), &b), text)
		v, err := theirs.Judge(&i)
		require.NoError(t, err)
		w, err := ours.Judge(&b)
		require.NoError(t, err)
		v.Pack, w.Pack = Identity{}, Identity{}
		v.Assumed, w.Assumed = inOrder(t, v.Assumed), inOrder(t, w.Assumed) // the vocabularies differ in their order
		for k := range v.Lines {
			v.Lines[k].Facts, w.Lines[k].Facts = inOrder(t, v.Lines[k].Facts), inOrder(t, w.Lines[k].Facts)
		}
		for k := range v.Factors {
			v.Factors[k].Facts, w.Factors[k].Facts = inOrder(t, v.Factors[k].Facts), inOrder(t, w.Factors[k].Facts)
		}
		require.Equal(t, v, w, "seed %d: %s", seed, text)
		require.Equal(t, theirs.Score(&i), ours.Score(&b), text)
		require.Equal(t, v.Score, ours.Score(&b), text)
		q, err := theirs.Ask(&i)
		require.NoError(t, err)
		r, err := ours.Ask(&b)
		require.NoError(t, err)
		require.Len(t, r, len(q), text)

		out, err := ours.Vocabulary().AppendJSON(nil, &b)
		require.NoError(t, err)
		undeclared, err := bares.AppendJSON(nil, &b)
		require.NoError(t, err)
		require.JSONEq(t, strings.NewReplacer(`"shoe":{},`, "", `,"wearer":{}`, "", `,"use":{}`, "", `"use":{},`, "", `"wearer":{}`, "").Replace(string(out)), string(undeclared), "what no vocabulary knows is written all the same")
		var again bare
		require.NoError(t, ours.Vocabulary().DecodeJSON(out, &again), "%s", out)
		require.Equal(t, b.Extra, again.Extra, "%s", out)
	}
}

// inOrder returns facts in the order of the alphabet, as they would be read.
func inOrder(t *testing.T, f Facts) Facts {
	t.Helper()
	m := map[string]fact.Value{}
	for name, v := range f.All() {
		m[name] = v
	}
	text, err := json.Marshal(m)
	require.NoError(t, err)
	var g Facts
	require.NoError(t, json.Unmarshal(text, &g))
	return g
}

func TestExtraFacts(t *testing.T) {
	pack, err := Load(parcels, parcelPack, layerOf(`
extend:
  shop.wheels: {kind: flag, doc: d, ask: a}
  shop.depth: {kind: length, domain: 0mm..2m, doc: d, ask: a}
  shop.size: {kind: choice, values: [s, m, l], doc: d, ask: a}
rules: [{id: ours/a, when: 'shop.wheels and shop.size == "s"', load: "shop.depth / (1*m)", why: w}]
assume: {shop.wheels: {value: true}, shop.depth: {value: 1*m}, shop.size: {value: s}}
`))
	require.NoError(t, err)
	with := func(name string, v fact.Value) parcel { return parcel{Extra: map[string]fact.Value{name: v}} }
	for _, tt := range []struct {
		name string
		in   parcel
		want string // of the error; empty if there is none
	}{
		{"nothing", parcel{}, ""},
		{"a flag", with("shop.wheels", fact.No.Value()), ""},
		{"unknown", with("shop.wheels", fact.Value{}), ""},
		{"a text that is a length", with("shop.depth", fact.WordsValue("30cm")), ""},
		{"a word that is no truth", with("shop.wheels", fact.WordsValue("true")), `shop.wheels: "true" is neither true nor false`},
		{"a length that is a mass", with("shop.depth", fact.Grams(3).Value()), `shop.depth: "3g" is no length`},
		{"too deep", with("shop.depth", fact.MM(2001).Value()), "shop.depth: 2001mm is outside 0mm..2m"},
		{"no measure", with("shop.depth", fact.WordsValue("deep")), `shop.depth:`},
		{"two words for a measure", with("shop.depth", fact.WordsValue("1cm", "2cm")), "shop.depth:"},
		{"no value", with("shop.size", fact.WordsValue("s", "xl")), `shop.size: "xl" is no word of shop.size`},
		{"a number for a choice", with("shop.size", fact.Num(3).Value()), "shop.size: 3 is none of the words s, m, l"},
		{"undeclared", with("shop.weels", fact.Yes.Value()), `shop.weels: there is no word "shop.weels" (did you mean "shop.wheels"?)`},
		{"with a field of its own", with("parcel.box", fact.Yes.Value()), "parcel.box: the word has a field of its own (state it there, and not among the extra facts)"},
	} {
		v, err := pack.Judge(&tt.in)
		score := pack.Score(&tt.in)
		if tt.want == "" {
			require.NoError(t, err, tt.name)
			assert.Equal(t, v.Score, score, tt.name)
			continue
		}
		require.ErrorContains(t, err, tt.want, tt.name)
		assert.Equal(t, NoPoints, score, tt.name)
	}
	_, err = pack.Judge(&parcel{Weight: fact.Grams(-1), Extra: map[string]fact.Value{"a.b": fact.Yes.Value(), "a.a": fact.Yes.Value()}})
	assert.Len(t, AsErrors(err), 3)
	_, err = parcels.AppendJSON(nil, &parcel{Extra: map[string]fact.Value{"parcel.box": fact.Yes.Value()}})
	assert.ErrorContains(t, err, "has a field of its own")

	// What is read goes to a copy: others may share the map.
	shared := map[string]fact.Value{"shop.wheels": fact.Yes.Value()}
	p := parcel{Extra: shared}
	require.NoError(t, pack.Vocabulary().DecodeJSON([]byte(`{"shop": {"wheels": null, "depth": "30cm"}}`), &p))
	assert.Equal(t, map[string]fact.Value{"shop.wheels": fact.Yes.Value()}, shared)
	assert.Equal(t, map[string]fact.Value{"shop.depth": fact.CM(30).Value()}, p.Extra)
	pack.Vocabulary().Fill(&p, &parcel{Extra: shared, Box: fact.Yes})
	assert.Len(t, p.Extra, 2)
	assert.Equal(t, fact.Yes, p.Box)

	assert.Panics(t, func() {
		NewVocabulary([]Word[item]{}, Extra(func(p *parcel) *map[string]fact.Value { return &p.Extra }))
	})
}

func TestLimits(t *testing.T) {
	for _, tt := range []struct {
		limits Limits
		want   string
	}{
		{Limits{Files: 1}, "pack.yaml: a pack has at most 1 files"},
		{Limits{FileBytes: 200}, "main.yaml: a file holds at most 200 bytes"},
		{Limits{Bytes: 500}, "pack.yaml: the files of a pack hold at most 500 bytes"},
		{Limits{Values: 60}, "at most 60 keys and values"},
		{Limits{Rules: 2}, "main.yaml:5:5: a pack has at most 2 rules"},
		{Limits{Text: 30}, "main.yaml:3:30: main/weight: the expression is 38 bytes long; at most 30 are read"},
		{Limits{Nodes: 4}, "has more than 4 words and signs"},
		{Limits{Corners: 1}, "main.yaml:3:30: main/weight: the curve has more than 1 corners"},
	} {
		_, err := LoadWithin(tt.limits, parcels, parcelPack)
		assert.ErrorContains(t, err, tt.want, "%+v", tt.limits)
	}
	_, err := LoadWithin(Limits{Depth: 1}, parcels, parcelPack, layerOf("define: {a: ((parcel.box))}\nrules: [{id: ours/a, when: a, note: n}]"))
	assert.ErrorContains(t, err, "brackets are nested more than 1 deep")
	_, err = LoadWithin(Limits{Files: 3}, parcels, parcelPack, layerOf(""))
	assert.ErrorContains(t, err, "a pack has at most 3 files", "layers count, too")
	_, err = LoadWithin(Limits{Files: 2, Rules: 3, Corners: 2}, parcels, parcelPack)
	assert.NoError(t, err)
	_, err = Load(parcels, parcelPack, slices.Repeat([]fs.FS{layerOf("")}, 17)...)
	assert.ErrorContains(t, err, "a pack has at most 16 layers")
}

func TestWarnings(t *testing.T) {
	pack, err := Load(parcels, parcelPack, layerOf(`
define: {spare: 2, inner: 3*kg, outer: parcel.weight > inner}
extend: {shop.unused: {kind: flag, doc: d, ask: a}}
rules:
  - {id: ours/a, when: outer, load: 1}
  - {id: ours/b, when: outer, flag: f}
  - {id: ours/c, when: outer, note: n}
`))
	require.NoError(t, err)
	var got []string
	for _, e := range pack.Warnings() {
		assert.True(t, e.Soft)
		got = append(got, e.Error())
	}
	assert.Equal(t, []string{
		"layer 1: ours.yaml:2:10: warning: nothing uses the name spare (use it in a rule, or take it away)",
		"layer 1: ours.yaml:3:10: warning: nothing asks about the word shop.unused (ask about it in a rule, or take it away)",
		"layer 1: ours.yaml:5:5: warning: ours/a: the rule gives no reason (add why: …, for the people who read about it)",
		"layer 1: ours.yaml:6:5: warning: ours/b: the rule gives no reason (add why: …, for the people who read about it)",
	}, got)
}
