// Package measure reads measures and features of shoes out of the texts of a shop: titles, descriptions, specifications.
package measure
