// Package feed reads the products of a shop from what shops already have: Shopify's JSON, schema.org in pages, Google
// Merchant feeds, tables and JSON of any kind, and the form that this module writes.
//
//	for p, err := range feed.Shopify.Read(file, feed.Options{}) {
//		if err != nil {
//			log.Print(err) // products[3] (line 7): "A-7": variants[0].price: "gratis" is no price (…)
//			continue
//		}
//		fmt.Println(p.ID, p.Shoe.HeelHeight)
//	}
//
// A reader holds one record at a time, in memory that does not grow with the feed, and never guesses: what nobody says stays
// unknown. Titles, descriptions and specifications are read by package measure, in the way that a profile describes.
package feed
