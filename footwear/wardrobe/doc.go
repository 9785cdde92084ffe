// Package wardrobe says what the same shoe comes to when it is changed, and how the pairs that somebody owns compare.
//
// A [Variant] is a shoe with an insole, with a lower heel of the same kind, worn with breaks or for fewer hours: the same
// [footwear.Case] but for a few facts, assessed like any other, and what that saves of the strain index:
//
//	c := footwear.Case{Shoe: shoe, Wearer: wearer, Use: use}
//	variants, err := wardrobe.Default().Variants(footwear.Default(), c)
//	for _, v := range variants {
//		fmt.Println(v.Saves, v.Text) // 13.02 Wear the pair for four hours of the day at most, …
//	}
//
// [Changes.Reach] finds the smallest change that brings a shoe into a band, and [Rank] orders pairs, the worst first.
//
// What may be changed is data: a text file of [Load] says when a change applies, what it sets and how great an effort it
// is. A change applies only where its condition surely holds. It sets the facts that it names and leaves all others as they
// were, unknown ones too, so no variant looks better because less is known of it.
//
// Nobody is told to give up a shoe. A lower strain index is a lower mechanical load, and no promise of health.
package wardrobe
