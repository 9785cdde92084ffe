package feed_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/heelwise/heelwise/footwear/catalog/feed"
	"github.com/heelwise/heelwise/footwear/catalog/measure"
)

func ExampleFormat_Read() {
	products := strings.NewReader(`{"products": [
	  {"id": 7001, "title": "Pump Vera", "body_html": "<p>Block heel, 6 cm</p>", "variants": [{"price": "79.90", "available": true}]},
	  {"id": 7002, "title": "Pump Ula", "variants": [{"price": "on request"}]},
	  {"id": 7003, "title": "Sandal Io", "tags": ["wedge heel"]}
	]}`)
	for p, err := range feed.Shopify.Read(products, feed.Options{Currency: "EUR"}) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%s, %s: %s, %s, %s\n", p.ID, p.Title, p.Price, p.Shoe.Heel, p.Shoe.HeelHeight)
	}
	// Output:
	// 7001, Pump Vera: 79.90 EUR, block, 60mm
	// products[1] (line 3): "7002": variants[0].price: "on request" is no price (write one amount and its currency, as "49.90 EUR")
	// 7003, Sandal Io: unknown, wedge, unknown
}

// What was read is written a product a line, and read again as it was.
func ExampleFormat_Read_lines() {
	page := strings.NewReader(`{"@type": "Product", "sku": "K-1", "name": "Ankle boot", "offers": {"price": 119, "priceCurrency": "EUR"}}`)
	var written bytes.Buffer
	for p, err := range feed.JSONLD.Read(page, feed.Options{}) {
		if err == nil {
			err = json.NewEncoder(&written).Encode(p)
		}
		if err != nil {
			fmt.Println(err)
		}
	}
	for p := range feed.Lines.Read(&written, feed.Options{}) {
		fmt.Println(p.ID, p.Title, p.Price, p.Sources["shoe.style"].Text)
	}
	// Output: K-1 Ankle boot 119.00 EUR boot
}

func ExampleError() {
	lines := strings.NewReader("{\"id\": \"A-7\"}\n{\"id\": \"A-8\", \"shoe\": {\"heel\": \"blok\"}}\n")
	for _, err := range feed.Lines.Read(lines, feed.Options{}) {
		if e, ok := errors.AsType[*feed.Error](err); ok {
			fmt.Println(e.Line, e.ID, e.Faults[0].Key, e.Faults[0].Code, e.Ends)
		}
	}
	// Output: 2 A-8 shoe.heel unknown-value false
}

func ExampleParseMapping() {
	m, err := feed.ParseMapping("shop.yaml", []byte(`
currency: EUR
columns:
  sku: id
  name: title
  heel: {is: shoe.heel_height, unit: cm}
  form: {is: shoe.heel, values: {Keil: wedge, Pfennig: stiletto}}
  text: description
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	table := strings.NewReader("sku;name;heel;form;text\nA-7;Pump Vera;8,5;Pfennig;\nA-8;Pump Ula;;;Blockabsatz, Absatzhöhe 4 cm\n")
	for p := range feed.CSV.Read(table, feed.Options{Mapping: m}) {
		fmt.Printf("%s: %s, %s, %s\n", p.ID, p.Shoe.Heel, p.Shoe.HeelHeight, p.Sources["shoe.heel_height"].From)
	}
	// Output:
	// A-7: stiletto, 85mm, heel
	// A-8: block, 40mm, text
}

func ExampleParseMapping_faults() {
	_, err := feed.ParseMapping("shop.yaml", []byte("columns:\n  sku: id\n  heel: {is: shoe.heel_heigth, unit: cm}\n"))
	fmt.Println(err)
	// Output:
	// shop.yaml:3:14: a column cannot be "shoe.heel_heigth" (did you mean "shoe.heel_height"?)
}

func ExampleGuess() {
	format, products, err := feed.Guess(strings.NewReader(`<html><script type="application/ld+json">{"@type": "Product", "sku": "K-1", "name": "Boot, heel height: 7cm"}</script></html>`), "")
	if err != nil {
		fmt.Println(err)
		return
	}
	for p := range format.Read(products, feed.Options{Profile: measure.Plain()}) {
		fmt.Println(format, p.ID, p.Shoe.Style, p.Shoe.HeelHeight)
	}
	// Output: jsonld K-1 boot 70mm
}

func ExampleFormats() {
	fmt.Println(feed.Formats())
	// Output: [shopify jsonld merchant csv jsonl lines]
}
