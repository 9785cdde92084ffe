package measure_test

import (
	"fmt"
	"testing/fstest"

	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/measure"
)

// All texts of a product are read together, and each fact says where it was read.
func ExampleProfile_Fill() {
	p := catalog.Product{Title: "Vera slingback pump"}
	measure.Plain().Fill(&p,
		measure.Text{From: "title", Text: p.Title},
		measure.Text{From: "description", Text: "Imitation leather pumps with a covered block heel. Leather insoles. Platform front 1 cm, heel approx. 8.5 cm."},
		measure.Text{From: "specifications.Toe Shape", Name: "Toe Shape", Text: "Pointed"},
	)
	fmt.Println(p.Shoe.Style, "with a", p.Shoe.Heel, "heel of", p.Shoe.HeelHeight, "on", p.Shoe.Platform)
	fmt.Println("the back is closed:", p.Shoe.ClosedBack)
	fmt.Println("made of", p.Materials)
	for _, word := range []string{"shoe.heel_height", "shoe.closed_back", "shoe.toe"} {
		s := p.Sources[word]
		fmt.Printf("%s: %s in %s, %q\n", word, s.How, s.From, s.Text)
	}
	// Output:
	// pump with a block heel of 85mm on 10mm
	// the back is closed: no
	// made of [imitation leather]
	// shoe.heel_height: stated in description, "heel approx. 8.5 cm"
	// shoe.closed_back: stated in title, "slingback"
	// shoe.toe: stated in specifications.Toe Shape, "Pointed"
}

// Without a profile a label says nothing, and a bare number neither.
func ExamplePlain() {
	text := measure.Text{From: "aspects.Heel Height", Name: "Heel Height", Text: "High"}
	var plain, ebay catalog.Product
	measure.Plain().Fill(&plain, text)
	f, err := measure.Named("ebay")
	if err != nil {
		fmt.Println(err)
		return
	}
	f.Fill(&ebay, text)
	fmt.Println(plain.Shoe.HeelHeight, ebay.Shoe.HeelHeight, ebay.Sources["shoe.heel_height"].How)
	// Output: unknown 76.2mm..101.6mm label
}

func ExampleNamed() {
	f, err := measure.Named("luxury")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"Vera 85 suede pumps", "Vera 71 knee boots", "Vera 70 canvas trainers"} {
		var p catalog.Product
		f.Fill(&p, measure.Text{From: "title", Text: name})
		fmt.Println(name+":", p.Shoe.HeelHeight)
	}
	_, err = measure.Named("luxry")
	fmt.Println(err)
	// Output:
	// Vera 85 suede pumps: 85mm
	// Vera 71 knee boots: unknown
	// Vera 70 canvas trainers: unknown
	// there is no profile "luxry" (did you mean "luxury"? the profiles are 1688, aliexpress, amazon, ebay, flipkart, h&m, hm, luxury, matchesfashion, myntra, net-a-porter, netaporter, plain, running-lab, runrepeat, schuhe, schuhe.de, shopify, taobao, tmall, zappos)
}

func ExampleNames() {
	fmt.Println(len(measure.Names()) > 10)
	// Output: true
}

// A shop's own table of its labels is a profile.
func ExampleLoad() {
	files := fstest.MapFS{"our-shop.yaml": {Data: []byte(`
about: What our suppliers write.
labels:
  shoe.heel_height: {moderate: 40mm..60mm, sky high: 120mm..}
words:
  says:
    shoe.heel: {block: [brick heel]}
`)}}
	f, err := measure.Load(files, "our-shop.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	var p catalog.Product
	f.Fill(&p, measure.Text{From: "attributes.heel", Word: "shoe.heel_height", Text: "Sky High"}, measure.Text{From: "title", Text: "Vera with a brick heel"})
	fmt.Println(p.Shoe.Heel, p.Shoe.HeelHeight)
	// Output: block 120mm..
}
