// Package triage says what must not be answered with a shoe. It takes a report of symptoms and decides where the person
// should turn first, what is still to be asked, and whether the pattern fits the shoes at all.
//
// A [Report] is what somebody said. Every finding has four answers, and not asked is not the same as absent:
//
//	r := triage.Report{Age: footwear.Num(58)}.
//		With(triage.Present, "back_pain", "minor_fall_or_strain", "steroids_longterm").
//		With(triage.NotSure, "fever")
//
// The same report as JSON:
//
//	{"age": 58, "present": ["back_pain", "minor_fall_or_strain", "steroids_longterm"], "not_sure": ["fever"]}
//
// This is general information and no medical device as it is shipped: docs/triage.md says what it is meant for. Nothing
// here was reviewed by a clinician.
package triage
