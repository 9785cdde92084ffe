// Package rules judges things by rules that people write in text files, and says how far the answer could be off.
//
// What is judged is a Go struct of facts (package [fact]), in which the zero value means that nothing is known. A
// [Vocabulary] names its fields for rules, JSON and questions:
//
//	type backpack struct {
//		Weight fact.Mass
//		Belt   fact.Truth
//	}
//
//	var backpacks = rules.NewVocabulary([]rules.Word[backpack]{
//		rules.Measure("bag.weight", func(b *backpack) *fact.Mass { return &b.Weight }, rules.About{Domain: "0kg..40kg"}),
//		rules.Flag("bag.belt", func(b *backpack) *fact.Truth { return &b.Belt }, rules.About{}),
//	})
//
// A pack is a folder of YAML files. Its pack.yaml says what the rules add up to; the rules may stand there or beside it:
//
//	name: carry
//	version: 1.0.0
//	totals: {load: {combine: sum, max: 100}}
//	score: load
//	bands: {light: 0, medium: 20, heavy: 50}
//	rules:
//	  - {id: pack/weight, load: "curve(bag.weight, 3*kg,0, 15*kg,80)"}
//	  - {id: pack/no-belt, when: not bag.belt and bag.weight > 5*kg, load: 20}
//	assume: {bag.weight: {value: 7*kg}, bag.belt: {value: true}}
//
// Once loaded it judges, or asks what would narrow the answer:
//
//	pack, err := rules.Load(backpacks, os.DirFS("carry"))
//	verdict, err := pack.Judge(&backpack{Weight: fact.Grams(9000)}) // 40.00, medium; 60.00 were it without a belt
//	questions, err := pack.Ask(&backpack{Weight: fact.Grams(9000)}) // bag.belt
//
// A condition is Yes where it holds of everything that the facts leave open, No where it holds of nothing, and else
// Unknown. Flags, notes and caveats need a Yes. Points are those of one typical case, for which what nobody stated is
// assumed as the pack says; [Verdict] tells what was assumed, and the likely and the possible scores around it. To know
// more never widens the possible ones. Where they take too long to find exactly they come out too wide, never too narrow.
//
// [Load] refuses a pack in which a word, value, unit or name is wrong, whose points could pass the max of their total, or
// whose points depend on a word of which nothing is assumed. Rules have no loops and no way to call out, and all that a
// pack may hold is bounded ([Limits]), so that of a stranger takes bounded time and memory.
// How much JSON [Vocabulary.DecodeJSON] is given is for its caller to limit.
//
// A pack may say how urgent something is instead: its one total is combined by max over named levels, and no rule may count
// for less as something gets worse ([Pack.Truths]).
//
// Who disagrees with a pack, or knows more than it, lays a layer over it ([Load]): it disables, replaces and adds rules,
// and adds words that a T keeps beside its fields ([Extra]). Tests stand beside a pack and its layers, in YAML too, and
// [LoadTested] runs them; package rulestest makes Go tests of them. A [Live] exchanges a pack while others use it.
//
// What comes from outside fails with all its faults at once ([Errors]): those of a pack in the order of its files, with
// line and column ([Error.Snippet] shows the place), those of a thing by the word. Each has a code for programs. A
// mistake in a vocabulary is one of the program, and panics.
//
// Vocabularies and packs are immutable and safe for concurrent use; what is judged must not change meanwhile. Judge and
// Ask allocate their answers. [Pack.Score] allocates nothing for a vocabulary of up to 96 words, and a pack whose points
// take up to 512 words, constants and steps in all (some forty rules take three hundred); beyond that, its room.
package rules
