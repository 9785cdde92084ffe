// Package fact holds what is known about a thing as a set of possibilities.
//
// A measure is a closed range ([Length], [Distance], [Mass], [Duration], [Number]), a choice is a set of words
// ([Choice]), a yes-or-no is three-valued ([Truth]). The zero value of each means that nothing is known, so a
// struct literal names only what is known, and MM(0), a length of nothing, differs from Length{}, no length at all.
//
//	heel := fact.MM(85)                  // known: a point
//	label := fact.Inches(3).To(fact.Inches(3.9)) // "High (3–3.9 in)": a range
//	var base fact.Length                 // never measured
//
// Measures are held as whole numbers of a base unit in which every offered unit is exact: lengths and distances in
// micrometres (an inch is 25,400), masses in nanograms, durations in seconds, plain numbers in millionths. So three
// inches are exactly 76.2 mm, and no comparison needs a tolerance.
//
// A constructor that is given an impossible number (NaN, an infinity, a number too great to hold) returns a value
// whose Err says so; what reads the value refuses it by name. All types are plain values: copy them freely, share them
// between goroutines, and compare all but [Value] with ==.
package fact
