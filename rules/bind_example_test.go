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

// A list is sorted by the upper end of what scores likely are, so that a bag does not stand high because nobody weighed it.
func ExamplePack_Upper() {
	pack, err := rules.Load(backpacks, carry)
	if err != nil {
		log.Fatal(err)
	}
	for _, bag := range []backpack{{Weight: fact.Grams(8_000)}, {}} {
		fmt.Println(pack.Upper(&bag))
	}
	// Output:
	// 23.33 48.00
	// 18.67 72.00
}
