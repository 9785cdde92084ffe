package rules_test

import (
	"fmt"
	"log"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// One walk is planned, and many bags are compared for it.
func ExamplePack_Bind() {
	pack, err := rules.Load(backpacks, carry)
	if err != nil {
		log.Fatal(err)
	}
	walk := backpack{Hours: fact.Hours(6)}
	bound, err := pack.Bind(&walk, "walk")
	if err != nil {
		log.Fatal(err)
	}
	score := bound.Scorer() // one for each goroutine
	for _, kilos := range []float64{5, 9, 13} {
		bag := walk
		bag.Weight = fact.Grams(1000 * kilos)
		fmt.Println(kilos, score(&bag), pack.Score(&bag))
	}
	// Output:
	// 5 13.33 13.33
	// 9 40.00 40.00
	// 13 66.67 66.67
}
