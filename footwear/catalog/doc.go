// Package catalog holds the products of a shop, and finds those among them that have a lower strain index than another.
//
// A [Product] is a shoe for sale: what the shop says of it, the facts that follow for the strain index, and where each of
// them was read. Package feed reads products from what shops already have, package measure reads facts out of texts.
//
// A [Query] names a product, the visitor, and what an alternative must have; [Alternatives] answers with a few that differ,
// what each saves, and which rules make the difference:
//
//	q := catalog.Query{Of: product, Wearer: wearer, Use: use}
//	q.MaxPrice, q.KeepHeel = catalog.Price(120, "EUR"), true
//	s, err := catalog.Alternatives(footwear.Default(), q, products)
//	for _, one := range s.Alternatives {
//		fmt.Println(one.Saves, one.Product.Title) // 29.09 Bea block heel
//	}
//
// Most of what a shop sells is known in part. Alternatives are sorted by the upper end of what their index likely is, so
// that none stands high because little is known of it, and each says what it surely saves. What a query asks for must
// surely hold: a product of unknown price is under no ceiling.
//
// [Alternatives] looks at products one by one. For a large catalogue and many visitors there is an [Index], which ranks a
// million products for a wearer in the time of a page view while prices, stock and rules change. docs/sizing.md says what it
// takes.
//
// A lower strain index is a lower mechanical load, and no promise of health.
package catalog
