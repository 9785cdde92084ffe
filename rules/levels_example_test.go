package rules_test

import (
	"fmt"
	"log"
	"testing/fstest"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// A cabin is looked over before a flight of one's own.
type cabin struct{ Smoke, Door fact.Truth }

var cabins = rules.NewVocabulary([]rules.Word[cabin]{
	rules.Flag("cabin.smoke", func(c *cabin) *fact.Truth { return &c.Smoke }, rules.About{Worse: rules.Higher}),
	rules.Flag("cabin.door_open", func(c *cabin) *fact.Truth { return &c.Door }, rules.About{Worse: rules.Higher}),
})

// A pack with levels says how urgent something is. What is not known leaves a rule open.
func ExamplePack_Truths() {
	pack := cabinPack()
	truths, err := pack.Truths(&cabin{Door: fact.Yes}, nil)
	for i, id := range pack.Raises() {
		fmt.Println(id, truths[i])
	}
	fmt.Println(err)
	// Output:
	// pack/door yes
	// pack/smoke unknown
	// <nil>
}

// The lowest level holds while no rule does.
func ExamplePack_Levels() {
	fmt.Println(cabinPack().Levels())
	// Output: [go wait leave]
}

// Notes come from packs with levels, too. They say what surely holds.
func ExamplePack_Notes() {
	for _, c := range []cabin{{Door: fact.Yes}, {}} {
		fmt.Println(cabinPack().Notes(&c))
	}
	// Output:
	// [{pack/handle The handle is stiff.}] <nil>
	// [] <nil>
}

// Whether a note holds may be open, too.
func ExamplePack_NoteTruths() {
	for _, c := range []cabin{{Door: fact.Yes}, {}, {Door: fact.No}} {
		fmt.Println(cabinPack().NoteTruths(&c, nil))
	}
	// Output:
	// [yes] <nil>
	// [unknown] <nil>
	// [no] <nil>
}

func cabinPack() *rules.Pack[cabin] {
	pack, err := rules.Load(cabins, fstest.MapFS{"pack.yaml": {Data: []byte(`
name: before-flight
version: 1.0.0
totals: {level: {combine: max, levels: [go, wait, leave]}}
sources: {BOOK: {citation: The book of the plane, year: 2020}}
rules:
  - {id: pack/smoke, when: cabin.smoke, level: leave, condition: fire, why: Smoke first., cite: BOOK, review_by: 2030-01-01}
  - {id: pack/door, when: cabin.door_open, level: wait, condition: a draught, why: Close it., cite: BOOK, review_by: 2030-01-01}
  - {id: pack/handle, when: cabin.door_open, note: The handle is stiff.}
`)}})
	if err != nil {
		log.Fatal(err)
	}
	return pack
}

// What has two vocabularies is judged by the words of both.
func ExampleEmbed() {
	type flight struct {
		Cabin cabin
		Night fact.Truth
	}
	flights := rules.NewVocabulary(append(
		rules.Embed(cabins, func(f *flight) *cabin { return &f.Cabin }),
		rules.Flag("flight.night", func(f *flight) *fact.Truth { return &f.Night }, rules.About{}),
	))
	f := flight{Cabin: cabin{Smoke: fact.No}, Night: fact.Yes}
	for w := range flights.Words() {
		fmt.Println(w.Name, flights.Value(&f, w.Name))
	}
	// Output:
	// cabin.smoke no
	// cabin.door_open unknown
	// flight.night yes
}
