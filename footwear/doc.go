// Package footwear holds what there is to say about a shoe, who wears it and how, and judges the strain that it puts on
// the wearer's body.
//
// A [Case] is a [Shoe], a [Wearer] and a [Use]. Every field is a set of possibilities whose zero value means that
// nothing is known, so a literal names only what somebody measured or said:
//
//	c := footwear.Case{
//		Shoe: footwear.Shoe{
//			Heel:       footwear.HeelBlock.Or(footwear.HeelWedge), // one of the two
//			HeelHeight: footwear.Inches(3).To(footwear.Inches(3.9)), // a label's range
//			Rocker:     footwear.No,
//		},
//		Use: footwear.Use{Hours: footwear.Hours(8)},
//	}
//
// The same case as JSON, in the words that rules use too:
//
//	{
//		"shoe": {"heel": ["block", "wedge"], "heel_height": "3in..3.9in", "rocker": false},
//		"use": {"hours": "8h"}
//	}
//
// [Vocabulary] describes every word: what it means, which values it takes, which way is worse and what to ask to find
// it out. [Reference] is the wearer and the use to judge by where no one is named.
//
// A strain index compares mechanical loads. It is no probability of pain, and nothing here may be read as one.
package footwear
