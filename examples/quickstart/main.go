// Command quickstart judges the shoes of a small shop. Copy it, and put your own product in place of this one.
package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/footwear"
)

// A product is what this shop stores: texts, many of them empty.
type product struct{ name, kind, heel, base, weight string }

// shoe says what the shop knows in the words of docs/vocabulary.md, and leaves out the rest.
func (p product) shoe() (footwear.Shoe, error) {
	words := map[string]string{"heel": p.kind, "heel_height": measure(p.heel), "base_width": p.base, "weight": p.weight}
	maps.DeleteFunc(words, func(_, text string) bool { return text == "" })
	data, err := json.Marshal(words)
	if err != nil {
		return footwear.Shoe{}, err
	}
	var shoe footwear.Shoe
	err = json.Unmarshal(data, &shoe)
	return shoe, err
}

// measure turns a label, "High (3-3.9 in)", into the range that it stands for, "3in..3.9in".
func measure(text string) string {
	_, label, _ := strings.Cut(text, "(")
	from, to, isRange := strings.Cut(strings.TrimSuffix(label, " in)"), "-")
	if !isRange {
		return text
	}
	return from + "in.." + to + "in"
}

// assess judges a product for nobody in particular on a working day: the reference.
func assess(p product) (footwear.Assessment, error) {
	shoe, err := p.shoe()
	if err != nil {
		return footwear.Assessment{}, err
	}
	wearer, use := footwear.Reference()
	return footwear.Default().Assess(footwear.Case{Shoe: shoe, Wearer: wearer, Use: use})
}

func main() {
	_, err := assess(product{name: "Iris", kind: "kitten", heel: "45"})
	fmt.Printf("A field that cannot be read is named:\n%v\n\n", err)

	products := []product{{"Stella", "stiletto", "High (3-3.9 in)", "", "280 g"}, {"Wanda", "wedge", "80mm", "65mm", ""},
		{"Kit", "kitten", "45mm", "", "9oz"}, {"Bea", "block", "Mid (2-2.9 in)", "", "1 lb"}, {"Flo", "flat", "15mm", "", ""}}
	judged := make(map[string]footwear.Assessment)
	for _, p := range products {
		if judged[p.name], err = assess(p); err != nil {
			log.Fatalf("%s: %v", p.name, err)
		}
	}
	stella := judged["Stella"]
	fmt.Printf("Stella, of which most is unknown:\n%v\nWhat to ask next:\n", stella)
	questions := stella.Ask()
	for _, q := range questions[:min(3, len(questions))] {
		fmt.Printf("- %s (would narrow it by %v)\n", q.Text, q.Narrows)
	}
	slices.SortFunc(products, func(p, q product) int {
		a, b := judged[p.name], judged[q.name]
		return cmp.Or(cmp.Compare(a.Score, b.Score), cmp.Compare(a.Likely.High, b.Likely.High))
	})
	fmt.Println("\n index  likely        possible")
	for _, p := range products {
		a := judged[p.name]
		fmt.Printf("%6v  %5v..%5v  %5v..%5v  %s: %s\n", a.Score, a.Likely.Low, a.Likely.High, a.Range.Low, a.Range.High, p.name, a.Standing())
	}
}
