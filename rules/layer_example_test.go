package rules_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"testing/fstest"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// An outfitter's backpacks, of which a pack of rules may ask more than the program knows.
type stocked struct {
	backpack
	Extra map[string]fact.Value
}

var stock = rules.NewVocabulary([]rules.Word[stocked]{
	rules.Measure("bag.weight", func(s *stocked) *fact.Mass { return &s.Weight }, rules.About{Domain: "0kg..40kg", Unit: "kg"}),
	rules.Choice("bag.kind", func(s *stocked) *kind { return &s.Kind }, rules.About{}),
	rules.Flag("bag.belt", func(s *stocked) *fact.Truth { return &s.Belt }, rules.About{Worse: rules.Lower}),
	rules.Measure("walk.hours", func(s *stocked) *fact.Duration { return &s.Hours }, rules.About{Domain: "0h..24h"}),
}, rules.Extra(func(s *stocked) *map[string]fact.Value { return &s.Extra }))

// The outfitter's layer: it knows bags with wheels, and disagrees about belts.
var outfitter = fstest.MapFS{"pack.yaml": {Data: []byte(`
over: carry
name: outfitter
version: 1.0.0
disable: [bag/hours]
`)}, "wheels.yaml": {Data: []byte(`
extend:
  shop.wheels: {kind: flag, doc: The bag rolls., ask: "Does it have wheels?", worse: "false"}
replace:
  - {id: bag/no-belt, when: not bag.belt and not shop.wheels, load: 10, why: Without a belt the shoulders carry all of it.}
rules:
  - {id: wheels/rolls, when: shop.wheels, note: It can be pulled on smooth ground.}
assume:
  shop.wheels: {value: false}
`)}, "wheels_test.yaml": {Data: []byte(`
tests:
  - {name: a bag on wheels, facts: {shop.wheels: true, bag.belt: false}, fires: wheels/rolls, does_not_fire: bag/no-belt}
  - {name: a bag on the back, facts: {shop.wheels: false, bag.belt: false}, fires: bag/no-belt, does_not_fire: wheels/rolls}
`)}}

// outfitted loads the pack with its layer.
func outfitted() *rules.Pack[stocked] {
	pack, err := rules.Load(stock, carry, outfitter)
	if err != nil {
		log.Fatal(err)
	}
	return pack
}

// A layer changes a pack that somebody else looks after.
func ExampleLoad_layers() {
	pack := outfitted()
	v, err := pack.Judge(&stocked{backpack: backpack{Weight: fact.Grams(9000), Belt: fact.No}})
	if err != nil {
		log.Fatal(err)
	}
	for _, line := range v.Lines {
		fmt.Println(line.Points, line.Why)
	}
	fmt.Println(v.Pack.Name, v.Pack.Version, v.Pack.Layers)
	// Output:
	// 40.00 Every kilogram pulls at the shoulders.
	// 10.00 Without a belt the shoulders carry all of it.
	// carry 1.0.0 [{outfitter 1.0.0}]
}

// Words that a pack adds are read with its vocabulary, or handed over by their names.
func ExampleExtra() {
	pack := outfitted()
	var read stocked
	if err := pack.Vocabulary().DecodeJSON([]byte(`{"bag": {"belt": false}, "shop": {"wheels": true}}`), &read); err != nil {
		log.Fatal(err)
	}
	written := stocked{backpack: backpack{Belt: fact.No}, Extra: map[string]fact.Value{"shop.wheels": fact.Yes.Value()}}
	for _, s := range []stocked{read, written} {
		v, err := pack.Judge(&s)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(v.Score, v.Notes[0].Text)
	}
	_, err := pack.Judge(&stocked{Extra: map[string]fact.Value{"shop.weels": fact.Yes.Value()}})
	fmt.Println(err)
	// Output:
	// 26.67 It can be pulled on smooth ground.
	// 26.67 It can be pulled on smooth ground.
	// shop.weels: there is no word "shop.weels" (did you mean "shop.wheels"?)
}

func ExampleLoadWithin() {
	_, err := rules.LoadWithin(rules.Limits{Rules: 2}, backpacks, carry)
	fmt.Println(err)
	// Output:
	// bag.yaml:5:5: a pack has at most 2 rules
}

func ExampleLoadTested() {
	_, report, err := rules.LoadTested(stock, carry, outfitter)
	fmt.Println(len(report.Tests), "tests,", report.Failed(), "failed:", err)
	for _, e := range report.Untested {
		fmt.Println(e)
	}
	// Output:
	// 2 tests, 0 failed: <nil>
	// bag.yaml:3:5: warning: bag/weight: no test shows a case in which the rule fires or does not fire (name it under fires or does_not_fire in bag_test.yaml)
	// bag.yaml:4:5: warning: bag/no-belt: no test shows a case in which the rule fires or does not fire (name it under fires or does_not_fire in bag_test.yaml)
	// bag.yaml:5:5: warning: bag/hours: no test shows a case in which the rule fires or does not fire (name it under fires or does_not_fire in bag_test.yaml)
}

func ExampleLivePack() {
	live, err := rules.LivePack(stock, carry, outfitter) // os.DirFS, where people edit the files
	if err != nil {
		log.Fatal(err)
	}
	pack := live.Current() // once for each request
	fmt.Println(pack.Score(&stocked{}))
	fmt.Println(live.Reload()) // on a signal, or when a file has changed
	// Output:
	// 26.67
	// <nil>
}

func ExampleNewLive() {
	broken := false
	live, err := rules.NewLive(func() (*string, error) {
		if broken {
			return nil, errors.New("there is no rule")
		}
		text := "all the rules"
		return &text, nil
	})
	if err != nil {
		log.Fatal(err)
	}
	broken = true
	fmt.Println(live.Reload())
	fmt.Println(*live.Current())
	// Output:
	// there is no rule
	// all the rules
}

func ExamplePack_Rules() {
	for r := range outfitted().Rules() {
		fmt.Printf("%s %s, up to %g, of layer %d\n", r.ID, r.Outcome, r.Greatest, r.Layer)
	}
	// Output:
	// bag/no-belt load, up to 10, of layer 1
	// bag/weight load, up to 80, of layer 0
	// wheels/rolls note, up to 0, of layer 1
}

func ExamplePack_Rule() {
	r, ok := outfitted().Rule("bag/no-belt")
	fmt.Println(ok, r.When, "reads", r.Reads)
	// Output:
	// true not bag.belt and not shop.wheels reads [bag.belt shop.wheels]
}

func ExamplePack_Disabled() {
	for rule, place := range outfitted().Disabled() {
		fmt.Println(rule, "at", place)
	}
	// Output:
	// bag/hours at layer 1: pack.yaml:5:11
}

func ExamplePack_Advice() {
	pack, err := rules.Load(backpacks, fstest.MapFS{"pack.yaml": carry["pack.yaml"], "advice.yaml": {Data: []byte("advice: {less: Leave something at home.}")}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(pack.Advice("less"))
	// Output:
	// Leave something at home. true
}

func ExamplePack_Warnings() {
	pack, err := rules.Load(backpacks, fstest.MapFS{"pack.yaml": carry["pack.yaml"], "bag.yaml": {Data: []byte("define: {spare: bag.weight > 3*kg}")}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(pack.Warnings())
	// Output:
	// bag.yaml:1:10: warning: nothing uses the name spare (use it in a rule, or take it away)
}

func ExamplePack_Vocabulary() {
	for w := range outfitted().Vocabulary().Words() {
		fmt.Println(w.Name, w.Kind)
	}
	// Output:
	// bag.weight mass
	// bag.kind choice
	// bag.belt flag
	// walk.hours duration
	// shop.wheels flag
}

func ExamplePack_Schema() {
	var schema struct {
		Title      string
		Properties map[string]struct{ Description string }
	}
	if err := json.Unmarshal(outfitted().Schema(), &schema); err != nil { // to be saved, and named in an editor's settings
		log.Fatal(err)
	}
	fmt.Println(schema.Title)
	fmt.Println(schema.Properties["assume"].Description)
	// Output:
	// Files of a pack of rules, and of a layer over carry
	// What words are taken to be while nobody states them.
}

func ExamplePack_TestSchema() {
	var schema struct{ Properties map[string]any }
	if err := json.Unmarshal(outfitted().TestSchema(), &schema); err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(schema.Properties), "keys")
	// Output:
	// 3 keys
}

func ExampleErrors_Hard() {
	list := rules.Errors{{Code: "no-why", Soft: true}, {Code: "unknown-word"}}
	fmt.Println(len(list.Hard()), list.Hard()[0].Code)
	// Output:
	// 1 unknown-word
}

// In JSON a fault is an object, for programs that show it their own way.
func ExampleError_json() {
	_, err := rules.Load(backpacks, fstest.MapFS{"pack.yaml": carry["pack.yaml"], "bag.yaml": {Data: []byte("rules: [{id: bag/a, note: n, when: bag.belts}]")}})
	text, _ := json.MarshalIndent(rules.AsErrors(err), "", " ")
	fmt.Println(string(text))
	// Output:
	// [
	//  {
	//   "file": "bag.yaml",
	//   "line": 1,
	//   "col": 36,
	//   "rule": "bag/a",
	//   "code": "unknown-word",
	//   "error": "there is no word \"bag.belts\"",
	//   "hint": "did you mean \"bag.belt\"?",
	//   "source": "rules: [{id: bag/a, note: n, when: bag.belts}]"
	//  }
	// ]
}
