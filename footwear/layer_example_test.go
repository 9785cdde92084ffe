package footwear_test

import (
	"fmt"
	"log"
	"maps"
	"testing/fstest"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

// A shop's layer over the strain pack: os.DirFS("our-layer") of a folder that people edit.
var ourLayer = fstest.MapFS{"pack.yaml": {Data: []byte(`
over: strain
name: our-shop
version: 1.0.0
disable: [heel/lordosis]
`)}, "plate.yaml": {Data: []byte(`
extend:
  shop.carbon_plate: {kind: flag, doc: A carbon plate stiffens the sole., ask: "Does the sole hold a carbon plate?"}
rules:
  - {id: plate/there, when: shop.carbon_plate and not shoe.rocker, note: A carbon plate without a rocker bends little under the toes.}
`)}, "plate_test.yaml": {Data: []byte(`
tests:
  - {name: a plate, facts: {shop.carbon_plate: true, shoe.rocker: false}, fires: plate/there}
  - {name: a plate in a rocker, facts: {shop.carbon_plate: true, shoe.rocker: true}, does_not_fire: plate/there}
`)}}

// A layer changes rules of the strain pack, or adds to them, without a copy of it.
func ExampleLoad_layer() {
	assessor, err := footwear.Load(footwear.Strain(), ourLayer)
	if err != nil {
		log.Fatal(err) // every fault, by layer, file, line and column
	}
	shoe := footwear.Shoe{Style: footwear.StyleRunning, Rocker: footwear.No}
	a, err := assessor.Assess(footwear.Case{Shoe: shoe, Extra: map[string]footwear.Value{"shop.carbon_plate": footwear.Yes.Value()}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(a.Notes[0].Text)
	fmt.Println(a.Pack.Name, a.Pack.Layers)
	// Output:
	// A carbon plate without a rocker bends little under the toes.
	// strain [{our-shop 1.0.0}]
}

// Words that a layer adds are read with the assessor's vocabulary, as the others.
func ExampleAssessor_Vocabulary() {
	assessor, err := footwear.Load(footwear.Strain(), ourLayer)
	if err != nil {
		log.Fatal(err)
	}
	var c footwear.Case
	data := []byte(`{"shoe": {"rocker": false}, "shop": {"carbon_plate": true}}`)
	if err := assessor.Vocabulary().DecodeJSON(data, &c); err != nil {
		log.Fatal(err)
	}
	fmt.Println(c.Extra["shop.carbon_plate"])
	fmt.Println(footwear.Vocabulary().DecodeJSON(data, &c)) // which knows no layer
	// Output:
	// yes
	// shop: there is no key "shop" (did you mean "shoe"?)
}

// The rules can change while a shop goes on.
func ExampleLive() {
	layer := maps.Clone(ourLayer)
	live, err := footwear.Live(footwear.Strain(), layer)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(live.Current().Score(&footwear.Case{})) // the same assessor for all of a request
	layer["plate.yaml"] = &fstest.MapFile{Data: []byte("rules: oh dear")}
	fmt.Println(live.Reload() != nil)
	fmt.Println(live.Current().Pack().Identity().Layers) // the old one goes on
	// Output:
	// 12.29
	// true
	// [{our-shop 1.0.0}]
}

func ExampleStrain() {
	_, report, err := rules.LoadTested(footwear.Vocabulary(), footwear.Strain())
	fmt.Println(report.Failed(), "failed,", len(report.Untested), "untested:", err)
	// Output:
	// 0 failed, 0 untested: <nil>
}

func ExampleNew() {
	pack, err := rules.LoadWithin(rules.Limits{Rules: 100}, footwear.Vocabulary(), footwear.Strain()) // a stranger's, say
	if err != nil {
		log.Fatal(err)
	}
	assessor, err := footwear.New(pack)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(assessor.Score(&footwear.Case{}))
	// Output:
	// 12.29
}
