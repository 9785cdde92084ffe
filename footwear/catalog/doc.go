// Package catalog holds the products of a shop, and finds those among them that have a lower strain index than another.
//
// A [Product] is a shoe for sale: what the shop says of it, the facts that follow for the strain index, and where each of
// them was read. Package feed reads products from what shops already have, package measure reads facts out of texts.
package catalog
