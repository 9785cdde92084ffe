// Command quickstart judges the shoes of a small shop and finds alternatives to one of them. Copy it, and put your own
// catalogue in place of this one.
package main

import (
	_ "embed"
	"fmt"
	"log"
	"strings"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/feed"
)

// What the shop sells, in the form that heelwise catalogue writes. Package feed reads Shopify, Google Merchant and others.
//
//go:embed catalogue.jsonl
var catalogue string

// mistaken is a line as somebody could write it by hand.
const mistaken = `{"id": "IRI-1", "title": "Iris", "shoe": {"heel": "kiten", "heel_height": "45"}}` + "\n"

func main() {
	var products []catalog.Product
	for p, err := range feed.Lines.Read(strings.NewReader(mistaken+catalogue), feed.Options{}) {
		if err != nil {
			fmt.Printf("A product that cannot be read is named, and the others are read:\n%v\n\n", err)
			continue
		}
		products = append(products, p)
	}

	stella := products[0]
	wearer, use := footwear.Reference() // nobody in particular, on a working day
	a, err := footwear.Default().Assess(stella.Case(wearer, use))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s, of which most is unknown:\n%v\nWhat to ask next:\n", stella.Title, a)
	questions := a.Ask()
	for _, q := range questions[:min(3, len(questions))] {
		fmt.Printf("- %s (would narrow it by %v)\n", q.Text, q.Narrows)
	}

	q := catalog.Query{Of: stella, Wearer: wearer, Use: use}
	q.MaxPrice, q.Sizes = catalog.Price(120, "EUR"), []string{"38"}
	s, err := catalog.Alternatives(footwear.Default(), q, products)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("\nInstead of the %s, for 120 EUR at most and in size 38:\n", stella.Title)
	for _, one := range s.Alternatives {
		fmt.Printf("\n%s (%s), %v: %v in place of %v, likely at least %v lower\n", one.Product.Title, one.Product.Colour, one.Product.Price,
			one.Assessment.Score, s.Of.Score, max(one.Sure, 0))
		for _, part := range one.Difference {
			fmt.Printf("%7v  %s: %s\n", part.Points, part.Rule, change(part))
		}
	}
}

// change says what differs, as "heel_height 87.63mm → 50mm".
func change(part catalog.Part) string {
	var list []string
	for word, from := range part.From.All() {
		to, _ := part.To.Value(word)
		_, name, _ := strings.Cut(word, ".")
		list = append(list, fmt.Sprintf("%s %v → %v", name, from, to))
	}
	return strings.Join(list, ", ")
}
