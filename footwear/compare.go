package footwear

import "github.com/heelwise/heelwise/rules"

// Compare says how the second case differs from the first: by how much its index is higher, which rules make the
// difference, and whether it can be told at all. Wearer and use have one value for both wherever the same is known of
// them, and so has what is unknown of both shoes in the same way; what is unknown of one shoe alone varies by itself. See
// [rules.Pack.Compare].
//
// The error lists impossible facts and contradictions of the first case, else of the second ([rules.Errors]).
func (a *Assessor) Compare(first, second Case) (rules.Comparison, error) {
	return a.pack.Compare(&first, &second, "wearer", "use")
}
