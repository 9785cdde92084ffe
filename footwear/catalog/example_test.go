package catalog_test

import (
	"encoding/json"
	"fmt"
	"log"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

var shelf = []catalog.Product{
	{ID: "V-1", Title: "Stella stiletto", Category: "Pumps", Price: catalog.Price(129, "EUR"), Shoe: footwear.Shoe{
		Heel: footwear.HeelStiletto, HeelHeight: footwear.Inches(3).To(footwear.Inches(3.9))}},
	{ID: "N-1", Title: "Bea block heel", Category: "Pumps", Price: catalog.Price(89.9, "EUR"), Shoe: footwear.Shoe{
		Heel: footwear.HeelBlock, HeelHeight: footwear.MM(50)}},
	{ID: "N-2", Title: "Kit kitten heel", Category: "Pumps", Price: catalog.Price(79.9, "EUR"), Shoe: footwear.Shoe{
		Heel: footwear.HeelKitten, HeelHeight: footwear.MM(45)}},
	{ID: "N-3", Title: "Nelly flat", Category: "Flats", Price: catalog.Price(75, "EUR"), Shoe: footwear.Shoe{Heel: footwear.HeelFlat}},
}

func ExampleAlternatives() {
	wearer, use := footwear.Reference() // nobody in particular, on a working day
	s, err := catalog.Alternatives(footwear.Default(), catalog.Query{Of: shelf[0], Wearer: wearer, Use: use}, shelf)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(s.Of.Score, shelf[0].Title)
	for _, one := range s.Alternatives {
		fmt.Printf("%v %s: saves %v, surely %v; %v\n", one.Assessment.Score, one.Product.Title, one.Saves, one.Sure, one.PriceMore)
		for _, part := range one.Difference {
			fmt.Println("  ", part.Points, part.Rule)
		}
	}
	// Output:
	// 37.95 Stella stiletto
	// 8.86 Bea block heel: saves 29.09, surely 19.63; -39.10 EUR
	//    14.10 heel/rise
	//    11.56 heel/base
	//    3.43 sole/flexibility
	// 9.08 Kit kitten heel: saves 28.87, surely 19.61; -49.10 EUR
	//    15.17 heel/rise
	//    10.28 heel/base
	//    3.42 sole/flexibility
}

// Where a shop has nothing that is meant, it can still say what to look for.
func ExampleStylesFor() {
	wearer, use := footwear.Reference()
	styles, err := catalog.StylesFor(footwear.Default(), shelf[2].Case(wearer, use))
	if err != nil {
		log.Fatal(err)
	}
	for _, style := range styles {
		fmt.Println(style.Saves, style.ID)
	}
	// Output:
	// 8.65 sneaker
	// 8.65 flat
	// 8.65 loafer
	// 1.76 block
	// 1.33 kitten
}

func ExampleProduct_UnmarshalJSON() {
	var p catalog.Product
	err := json.Unmarshal([]byte(`{"id": "A-7", "departmnt": "women", "price": "1,400", "shoe": {"heel": "blok"}}`), &p)
	fmt.Println(err)
	err = json.Unmarshal([]byte(`{"id": "A-7", "department": "women", "price": "1,400", "shoe": {"heel": "block"}}`), &p)
	fmt.Println(p.ID, p.Department, p.Price, p.Shoe.Heel, err)
	// Output:
	// departmnt: there is no key "departmnt" (did you mean "department"?)
	// shoe.heel: "blok" is no word of shoe.heel (did you mean "block"?)
	// A-7 women 1400.00 block <nil>
}

func ExampleParseMoney() {
	for _, text := range []string{"1.299,00 €", "USD 49.9", "$12", "20-30 EUR"} {
		fmt.Println(catalog.ParseMoney(text))
	}
	// Output:
	// 1299.00 EUR <nil>
	// 49.90 USD <nil>
	// 12.00 <nil>
	// unknown "20-30 EUR" is no price (an amount is a decimal, as "1299.90")
}

func ExampleReadLikeness() {
	looks, err := catalog.ReadLikeness(strings.NewReader("weights: {heel: 2, colour: 1}"))
	if err != nil {
		log.Fatal(err)
	}
	black, red := shelf[1], shelf[1]
	black.Colour, red.Colour = "black", "red"
	fmt.Println(looks.Between(&black, &red))
	// Output: 0.67
}

// Money is exact, and compares only with its like.
func ExampleMoney_Compare() {
	price := catalog.Price(49.9, "EUR")
	fmt.Println(price.Compare(catalog.Price(50, "EUR")))
	fmt.Println(price.Compare(catalog.Price(50, "USD")))
	fmt.Println(price.Less(catalog.Price(60, "EUR")), price.Less(catalog.Money{}))
	// Output:
	// -1 true
	// 0 false
	// -10.10 EUR unknown
}

// What is sold as new is new; of what may have been worn nothing is taken for granted.
func ExampleProduct_Case() {
	wearer, use := footwear.Reference()
	for _, condition := range []catalog.Condition{catalog.New, catalog.Used} {
		p := catalog.Product{Shoe: footwear.Shoe{Heel: footwear.HeelBlock}, Condition: condition}
		shoe := p.Case(wearer, use).Shoe
		fmt.Println(condition, shoe.Wear, shoe.Months)
	}
	// Output:
	// new new 0
	// used unknown unknown
}

// A view does not change: what a page shows should come from one.
func ExampleIndex_View() {
	index, err := catalog.NewIndex(footwear.Default(), slices.Values(shelf))
	if err != nil {
		log.Fatal(err)
	}
	view := index.View()
	if err := index.Apply(catalog.Batch{Remove: []string{"N-3"}}); err != nil {
		log.Fatal(err)
	}
	p, ok := view.Product("N-3")
	fmt.Println(view.Len(), p.Title, ok)
	_, ok = index.View().Product("N-3")
	fmt.Println(index.View().Len(), ok)
	// Output:
	// 4 Nelly flat true
	// 3 false
}
