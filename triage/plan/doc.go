// Package plan makes the self-care plan of somebody who may be given one: what to do now, on the morning of a day in heels,
// after heels, every day and every week, how much of it, and why.
//
//	decision, err := triage.Default().Decide(report)
//	p, err := plan.Default().Plan(decision, report, footwear.Case{Wearer: wearer})
//	fmt.Print(p)
//
// What a plan may hold is data (see [Load]): moves and habits with their doses, the conditions under which they are chosen,
// and cautions that withhold some of them. Where the articles that they come from are vague, their words stand beside the
// number that was chosen here.
//
// At urgent or above, and while a decision is undetermined, there is no plan. Nothing is left out in silence: what a
// caution withholds is listed with the reason. What was never asked neither withholds nor is forgotten: the item carries
// the caution, and the plan lists the question. Warmth and cold never meet, nothing passive makes a plan alone, doses begin
// low and never fall, and nobody is told to give up a shoe.
//
// A plan is general information and promises nothing. Nothing here was reviewed by a clinician.
package plan
