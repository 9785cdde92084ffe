package catalog_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

// window is a small shop.
var window = []catalog.Product{
	{ID: "vera", Title: "Pump Vera", Category: "Pumps", Department: catalog.Women, Price: catalog.Price(89, "EUR"), Sizes: []string{"37", "38"},
		Shoe: footwear.Shoe{Style: footwear.StylePump, Heel: footwear.HeelStiletto, HeelHeight: footwear.MM(95)}},
	{ID: "alma", Title: "Pump Alma", Category: "Pumps", Department: catalog.Women, Price: catalog.Price(79, "EUR"), Sizes: []string{"38"},
		Shoe: footwear.Shoe{Style: footwear.StylePump, Heel: footwear.HeelBlock, HeelHeight: footwear.MM(45), BaseWidth: footwear.MM(45)}},
	{ID: "ruth", Title: "Loafer Ruth", Category: "Loafers", Department: catalog.Women, Price: catalog.Price(99, "EUR"), Sizes: []string{"39"},
		Shoe: footwear.Shoe{Style: footwear.StyleLoafer, HeelHeight: footwear.MM(20), Cushioning: footwear.CushioningCushioned}},
}

func ExampleNewIndex() {
	index, err := catalog.NewIndex(footwear.Default(), slices.Values(window))
	if err != nil {
		fmt.Println(err)
		return
	}
	wearer, use := footwear.Reference()
	page, err := index.View().Page(context.Background(), catalog.Ranking{Wearer: wearer, Use: use}, 2)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range page.Products {
		fmt.Println(r.Product().Title, r.Score, "and hardly above", r.Upper)
	}
	// Output:
	// Loafer Ruth 2.14 and hardly above 4.40
	// Pump Alma 7.79 and hardly above 14.25
}

// Records that cannot be read are collected on the way, and the others ranked.
func ExampleNewIndex_faults() {
	lines := []string{`{"id": "a", "shoe": {"heel": "block"}}`, `{"id": "b", "shoe": {"heel": "blok"}}`}
	var faults []error
	products := func(yield func(catalog.Product) bool) {
		for _, line := range lines {
			var p catalog.Product
			if err := json.Unmarshal([]byte(line), &p); err != nil {
				faults = append(faults, err)
			} else if !yield(p) {
				return
			}
		}
	}
	index, err := catalog.NewIndex(footwear.Default(), products)
	fmt.Println(index.View().Len(), err, faults)
	// Output:
	// 1 <nil> [shoe.heel: "blok" is no word of shoe.heel (did you mean "block"?)]
}

// Prices and stock change all the time. A page that is being made does not see it.
func ExampleIndex_Apply() {
	index, _ := catalog.NewIndex(footwear.Default(), slices.Values(window))
	before := index.View()
	err := index.Apply(catalog.Batch{
		Put:    []catalog.Product{{ID: "edda", Title: "Sneaker Edda"}},
		Prices: map[string]catalog.Money{"vera": catalog.Price(59, "EUR"), "gone": catalog.Price(1, "EUR")},
		Sizes:  map[string][]string{"alma": {}}, // sold out
		Remove: []string{"ruth"},
	})
	fmt.Println(err)
	vera, _ := index.View().Product("vera")
	fmt.Println(vera.Price, before.Len(), index.View().Len())
	// Output:
	// prices.gone: there is no product with the id "gone"
	// 59.00 EUR 3 3
}

// After a reload the index is given the new assessor.
func ExampleIndex_Exchange() {
	live, err := footwear.Live(footwear.Strain())
	if err != nil {
		fmt.Println(err)
		return
	}
	index, _ := catalog.NewIndex(live.Current(), slices.Values(window))
	if err := live.Reload(); err != nil { // the old rules stay
		fmt.Println(err)
		return
	}
	index.Exchange(live.Current())
	fmt.Println(index.View().Assessor() == live.Current())
	// Output:
	// true
}

// Ranking is a stream: whoever needs a few products stops.
func ExampleView_Rank() {
	index, _ := catalog.NewIndex(footwear.Default(), slices.Values(window))
	q := catalog.Ranking{Filter: catalog.Filter{Categories: []string{"pumps"}, Sizes: []string{"38"}}}
	q.Use.Hours = footwear.Hours(3)
	for r, err := range index.View().Rank(context.Background(), q) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(r.ID, r.Score, r.Upper)
	}
	// Output:
	// alma 3.84 14.58
	// vera 19.76 33.76
}

// A page is asked for with the cursor that the one before it ended with.
func ExampleView_Page() {
	index, _ := catalog.NewIndex(footwear.Default(), slices.Values(window))
	wearer, use := footwear.Reference()
	q := catalog.Ranking{Wearer: wearer, Use: use}
	for {
		page, err := index.View().Page(context.Background(), q, 2)
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, r := range page.Products {
			fmt.Println(r.ID)
		}
		fmt.Println("–")
		if q.After = page.Next; q.After == "" {
			return
		}
	}
	// Output:
	// ruth
	// alma
	// –
	// vera
	// –
}

func ExampleView_Facets() {
	index, _ := catalog.NewIndex(footwear.Default(), slices.Values(window))
	wearer, use := footwear.Reference()
	f, err := index.View().Facets(context.Background(), catalog.Ranking{Wearer: wearer, Use: use, Filter: catalog.Filter{Categories: []string{"Pumps"}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Products, f.Bands)
	fmt.Println(f.Categories, f.Sizes)
	// Output:
	// 2 [{low 1} {low_moderate 0} {moderate 0} {high 1}]
	// [{Pumps 2} {Loafers 1}] [{38 2} {37 1}]
}

func ExampleView_Alternatives() {
	index, _ := catalog.NewIndex(footwear.Default(), slices.Values(window))
	wearer, use := footwear.Reference()
	s, err := index.View().Alternatives(context.Background(), catalog.Query{Of: window[0], Wearer: wearer, Use: use})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, one := range s.Alternatives {
		fmt.Println(one.Product.Title, "saves", one.Saves)
	}
	// Output:
	// Pump Alma saves 32.27
}

func ExampleView_Score() {
	index, _ := catalog.NewIndex(footwear.Default(), slices.Values(window))
	wearer, use := footwear.Reference()
	r, err := index.View().Score(wearer, use, "vera")
	fmt.Println(r.Score, r.Upper, err)
	_, err = index.View().Score(wearer, use, "vere")
	fmt.Println(err)
	// Output:
	// 40.06 45.37 <nil>
	// id: there is no product with the id "vere"
}
