// Package measure reads measures and features of shoes out of the texts of a shop: titles, descriptions, specifications.
//
// A shop rarely has a field for the height of a heel. It has "Heel approx. 8 cm" at the end of a description, "2 3⁄4 in"
// in a table, "10/12/14cm" in a title, or a label "High" that means what that shop says it means. [Profile.Fill] reads
// all texts of a product together, sets the facts that they tell, and says of each where it was read:
//
//	p := catalog.Product{Title: "Pump Vera"}
//	measure.Plain().Fill(&p, measure.Text{From: "description", Text: "Covered block heel, 8 cm. Platform front 2 cm."})
//	// p.Shoe.Heel is a block, p.Shoe.HeelHeight 80mm, p.Shoe.Platform 20mm
//
// What a text does not mention stays unknown: no word about arch support is not "none". A number is read only where the
// text or the profile says what it measures and in which unit, a label only where the profile has its range. Texts that
// contradict each other give a range that holds all they say, and are flagged.
//
// The words are data: a file a language in the folder words, a file a source in the folder profiles. [Load] reads a
// profile of one's own, which may add words to those that are there.
package measure
