package rules_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"maps"
	"slices"
	"testing/fstest"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

type backpack struct { // what is known of a packed bag and of the walk that it is carried on
	Weight fact.Mass
	Kind   kind
	Belt   fact.Truth
	Hours  fact.Duration
}

type kind = fact.Choice[kinds]
type kinds struct{}

const daypack, trekking kind = 1, 2

func (kinds) Words() []string { return []string{"daypack", "trekking"} }

var backpacks = rules.NewVocabulary([]rules.Word[backpack]{
	rules.Measure("bag.weight", func(b *backpack) *fact.Mass { return &b.Weight }, rules.About{Ask: "How heavy is the packed bag?", Domain: "0kg..40kg", Unit: "kg"}),
	rules.Choice("bag.kind", func(b *backpack) *kind { return &b.Kind }, rules.About{Ask: "What is the bag made for?"}),
	rules.Flag("bag.belt", func(b *backpack) *fact.Truth { return &b.Belt }, rules.About{Ask: "Does it have a hip belt?", Worse: rules.Lower}),
	rules.Measure("walk.hours", func(b *backpack) *fact.Duration { return &b.Hours }, rules.About{Ask: "For how many hours is it carried?", Domain: "0h..24h"}),
})

var carry = fstest.MapFS{"pack.yaml": {Data: []byte(`
name: carry
version: 1.0.0
totals: {load: {combine: sum, max: 100}, time: {combine: product, max: 1}}
score: load * time
bands: {light: 0, medium: 20, heavy: 50}
`)}, "bag.yaml": {Data: []byte(`
rules:
  - {id: bag/weight, load: "curve(bag.weight, 3*kg,0, 15*kg,80)", why: Every kilogram pulls at the shoulders.}
  - {id: bag/no-belt, when: not bag.belt and bag.weight > 5*kg, load: 20, why: Without a belt the hips carry nothing.}
  - {id: bag/hours, time: "curve(walk.hours, 1*hour,0.5, 6*hour,1)", why: A long walk counts more.}
assume:
  bag.weight: {value: 7*kg, usual: [3*kg, 12*kg]}
  bag.belt: [{when: bag.kind == "daypack", value: false}, {value: true}]
  walk.hours: {value: 3*hour, usual: [2*hour, 5*hour]}
`)}}

func Example() {
	pack, err := rules.Load(backpacks, carry)
	if err != nil {
		log.Fatal(err) // every fault of the pack, by file, line and column
	}
	bag := backpack{Kind: daypack, Weight: fact.Grams(6000).To(fact.Grams(9000))} // what nobody knows is left out
	v, err := pack.Judge(&bag)
	if err != nil {
		log.Fatal(err) // every impossible fact, by its word
	}
	fmt.Printf("%v, %s; likely %v to %v\n", v.Score, v.Band, v.Likely.Low, v.Likely.High)
	for _, line := range v.Lines {
		fmt.Printf("%v %s: %s\n", line.Share, line.Rule, line.Why)
	}
	questions, err := pack.Ask(&bag)
	fmt.Println("Ask next:", questions[0].Text, err)
	// Output:
	// 35.00, medium; likely 12.00 to 54.00
	// 21.00 bag/weight: Every kilogram pulls at the shoulders.
	// 14.00 bag/no-belt: Without a belt the hips carry nothing.
	// Ask next: How heavy is the packed bag? <nil>
}

// carryPack is the pack of the examples, loaded.
func carryPack() *rules.Pack[backpack] {
	pack, err := rules.Load(backpacks, carry)
	if err != nil {
		log.Fatal(err)
	}
	return pack
}

// A vocabulary is made once. A mistake in it is one of the program, and panics.
func ExampleNewVocabulary() {
	length := func(name string) rules.Word[fact.Length] {
		return rules.Measure(name, func(l *fact.Length) *fact.Length { return l }, rules.About{Domain: "0m..100m"})
	}
	v := rules.NewVocabulary([]rules.Word[fact.Length]{length("rope.length")})
	rope := fact.MM(9500)
	fmt.Println(v.Value(&rope, "rope.length"))

	defer func() { fmt.Println(recover()) }()
	rules.NewVocabulary([]rules.Word[fact.Length]{length("rope.length"), length("rope.length")})
	// Output:
	// 9500mm
	// rules: the word rope.length is declared twice
}

// The type of the field says what is measured, and the domain what is possible.
func ExampleMeasure() {
	type chair struct{ Seat fact.Length }
	seat := rules.Measure("chair.seat", func(c *chair) *fact.Length { return &c.Seat }, rules.About{
		Doc: "from the floor to the top of the seat, unloaded", Ask: "How high is the seat?", Domain: "200mm..900mm",
	})
	v := rules.NewVocabulary([]rules.Word[chair]{seat})
	fmt.Println(v.Check(&chair{}), v.Check(&chair{Seat: fact.CM(45)}))
	fmt.Println(v.Check(&chair{Seat: fact.CM(4500)}))
	// Output:
	// <nil> <nil>
	// chair.seat: 45000mm is outside 200mm..900mm
}

// A choice takes its words from the type of the field.
func ExampleChoice() {
	word := rules.Choice("bag.kind", func(b *backpack) *kind { return &b.Kind }, rules.About{Order: []string{"trekking", "daypack"}})
	v := rules.NewVocabulary([]rules.Word[backpack]{word})
	bag := backpack{Kind: trekking}
	fmt.Println(v.Value(&bag, "bag.kind"))
	fmt.Println(v.DecodeJSON([]byte(`{"bag": {"kind": "treking"}}`), &bag))
	// Output:
	// trekking
	// bag.kind: "treking" is no word of bag.kind (did you mean "trekking"?)
}

// A flag is yes, no or unknown. Worse: Lower says that no is the worse of the two.
func ExampleFlag() {
	word := rules.Flag("bag.belt", func(b *backpack) *fact.Truth { return &b.Belt }, rules.About{Worse: rules.Lower})
	v := rules.NewVocabulary([]rules.Word[backpack]{word})
	fmt.Println(v.Value(&backpack{}, "bag.belt"), v.Value(&backpack{Belt: fact.No}, "bag.belt"))
	// Output:
	// unknown no
}

// What the empty bag and its content weigh says what the packed bag weighs, and all three must agree.
func ExampleSum() {
	type bag struct{ Weight, Empty, Content fact.Mass }
	kilograms := rules.About{Domain: "0kg..40kg"}
	v := rules.NewVocabulary([]rules.Word[bag]{
		rules.Measure("bag.weight", func(b *bag) *fact.Mass { return &b.Weight }, kilograms),
		rules.Measure("bag.empty", func(b *bag) *fact.Mass { return &b.Empty }, kilograms),
		rules.Measure("bag.content", func(b *bag) *fact.Mass { return &b.Content }, kilograms),
	}, rules.Sum{Whole: "bag.weight", First: "bag.empty", Part: "bag.content"})
	pack, err := rules.Load(v, fstest.MapFS{"pack.yaml": carry["pack.yaml"], "bag.yaml": {Data: []byte(`
rules: [{id: bag/weight, load: "curve(bag.weight, 3*kg,0, 15*kg,80)"}]
assume: {bag.weight: {value: 7*kg}, bag.empty: {value: 1*kg}}
`)}})
	if err != nil {
		log.Fatal(err)
	}
	verdict, err := pack.Judge(&bag{Empty: fact.Grams(1000), Content: fact.Grams(5000)})
	fmt.Println(verdict.Score, verdict.Range.Low, verdict.Range.High, err)
	_, err = pack.Judge(&bag{Empty: fact.Grams(1000), Weight: fact.Grams(900)})
	fmt.Println(err)
	// Output:
	// 20.00 20.00 20.00 <nil>
	// bag.weight: 900g is never the sum of bag.empty, 1000g, and bag.content, unknown (correct one of the three, or leave it out)
}

// A word for how heavy a bag is bounds its weight.
func ExampleBands() {
	type bag struct {
		Weight fact.Mass
		Feels  fact.Choice[feels]
	}
	v := rules.NewVocabulary([]rules.Word[bag]{
		rules.Measure("bag.weight", func(b *bag) *fact.Mass { return &b.Weight }, rules.About{Domain: "0kg..40kg"}),
		rules.Choice("bag.feels", func(b *bag) *fact.Choice[feels] { return &b.Feels }, rules.About{}),
	}, rules.Bands{Choice: "bag.feels", Measure: "bag.weight", Ranges: []string{"..6kg", "6kg.."}})
	pack, err := rules.Load(v, fstest.MapFS{"pack.yaml": carry["pack.yaml"], "bag.yaml": {Data: []byte(`
rules: [{id: bag/weight, load: "curve(bag.weight, 3*kg,0, 15*kg,80)"}]
assume: {bag.weight: {value: 7*kg}}
`)}})
	if err != nil {
		log.Fatal(err)
	}
	for _, b := range []bag{{}, {Feels: 1}, {Feels: 2}} {
		verdict, err := pack.Judge(&b)
		fmt.Println(b.Feels, verdict.Score, verdict.Range.Low, verdict.Range.High, err)
	}
	// Output:
	// unknown 26.67 0.00 80.00 <nil>
	// light 20.00 0.00 20.00 <nil>
	// heavy 26.67 20.00 80.00 <nil>
}

type feels struct{}

func (feels) Words() []string { return []string{"light", "heavy"} }

// Whoever measured a belt has seen one.
func ExampleImplies() {
	type bag struct {
		Belt  fact.Truth
		Width fact.Length
	}
	v := rules.NewVocabulary([]rules.Word[bag]{
		rules.Flag("bag.belt", func(b *bag) *fact.Truth { return &b.Belt }, rules.About{}),
		rules.Measure("bag.belt_width", func(b *bag) *fact.Length { return &b.Width }, rules.About{Domain: "10mm..200mm"}),
	}, rules.Implies{Measure: "bag.belt_width", Flag: "bag.belt"})
	fmt.Println(v.Check(&bag{Width: fact.MM(50)}))
	fmt.Println(v.Check(&bag{Width: fact.MM(50), Belt: fact.No}))
	// Output:
	// <nil>
	// bag.belt_width: it is 50mm, while bag.belt is no (leave one of the two out)
}

// A pack loads whole or not at all. From a folder it is read with Load(backpacks, os.DirFS("carry")).
func ExampleLoad() {
	files := maps.Clone(carry)
	files["bag.yaml"] = &fstest.MapFile{Data: []byte(`
rules:
  - id: bag/weight
    load: curve(bag.wieght, 3*kg,0, 15*kg,80)
  - id: bag/long-walk
    when: walk.hours > 4
    note: Four hours are a long walk.
`)}
	pack, err := rules.Load(backpacks, files)
	fmt.Println(pack == nil)
	fmt.Println(err)
	// Output:
	// true
	// bag.yaml:4:17: bag/weight: there is no word "bag.wieght" (did you mean "bag.weight"?)
	// bag.yaml:6:22: bag/long-walk: walk.hours, a duration, is compared with a number that has no unit (write 4*hour or 4*minute)
}

// Errors is an error with a list in it; without any fault it is none.
func ExampleErrors() {
	var faults rules.Errors
	fmt.Println(faults.Err() == nil)
	faults = append(faults, &rules.Error{Key: "bag.kind", Code: "bad-value", Msg: "a trekking bag is not sold here"})
	faults = append(faults, &rules.Error{Key: "bag.belt", Code: "bad-value", Msg: "a belt is not sold here"})
	err := fmt.Errorf("order 7: %w", faults.Err())
	fmt.Println(err)
	first, ok := errors.AsType[*rules.Error](err)
	fmt.Println(first.Key, ok)
	// Output:
	// true
	// order 7: bag.kind: a trekking bag is not sold here
	// bag.belt: a belt is not sold here
	// bag.kind true
}

// Codes are for programs: they never change, while texts may.
func ExampleAsErrors() {
	var bag backpack
	err := backpacks.DecodeJSON([]byte(`{"bag": {"weight": "6", "belt": "yes"}, "walk": {"ours": "3h"}}`), &bag)
	for _, fault := range rules.AsErrors(err) {
		fmt.Println(fault.Code, fault.Key)
	}
	fmt.Println(rules.AsErrors(errors.New("of another kind")) == nil)
	// Output:
	// bad-value bag.weight
	// bad-value bag.belt
	// unknown-key walk.ours
	// true
}

// A snippet shows an author where to look.
func ExampleError_Snippet() {
	files := maps.Clone(carry)
	files["note.yaml"] = &fstest.MapFile{Data: []byte("rules: [{id: note/kind, when: bag.kind == 'trek', note: Long.}]\n")}
	_, err := rules.Load(backpacks, files)
	if e, ok := errors.AsType[*rules.Error](err); ok {
		fmt.Println(e.Msg)
		fmt.Print(e.Snippet())
	}
	// Output:
	// "trek" is no value of bag.kind
	//   rules: [{id: note/kind, when: bag.kind == 'trek', note: Long.}]
	//                                             ^
}

// A verdict says what the score is made of, what was assumed, and how far it could be off.
func ExamplePack_Judge() {
	pack := carryPack()
	v, err := pack.Judge(&backpack{Weight: fact.Grams(9000), Belt: fact.No})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(v.Score, v.Band, v.Decided)
	fmt.Println("likely", v.Likely.Low, v.Likely.High, v.LikelyBands)
	fmt.Println("possible", v.Range.Low, v.Range.High, v.Bands)
	for _, line := range v.Lines {
		fmt.Println(line.Rule, line.Points, "points, share", line.Share)
	}
	for _, f := range v.Factors {
		fmt.Println(f.Rule, f.Total, f.Value)
	}
	for word, value := range v.Assumed.All() {
		fmt.Println("assumed", word, value)
	}
	_, err = pack.Judge(&backpack{Weight: fact.Grams(-1), Hours: fact.Hours(25)})
	fmt.Println(err)
	// Output:
	// 42.00 medium false
	// likely 36.00 54.00 [medium heavy]
	// possible 30.00 60.00 [medium heavy]
	// bag/weight 40.00 points, share 28.00
	// bag/no-belt 20.00 points, share 14.00
	// bag/hours time 0.7
	// assumed walk.hours 3h
	// bag.weight: -1g is outside 0kg..40kg
	// walk.hours: 25h is outside 0h..24h
}

// Score is Judge without the reasons, for many things at once.
func ExamplePack_Compare() {
	c, err := carryPack().Compare(&backpack{Weight: fact.Grams(6000)}, &backpack{Weight: fact.Grams(9000)}, "walk")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(c.First, c.Second, c.Outcome, c.Likely, c.Evidence)
	for _, line := range c.Lines {
		fmt.Println(line.Share, line.Why)
	}
	// Output:
	// 14.00 28.00 not_distinguishable {11.99 18.01} {0.00 28.00}
	// 14.00 Every kilogram pulls at the shoulders.
}

func ExamplePack_Score() {
	pack := carryPack()
	for _, kg := range []float64{4, 8, 12, 1200} {
		score := pack.Score(&backpack{Weight: fact.Grams(1000 * kg), Kind: trekking, Hours: fact.Hours(6)})
		fmt.Println(kg, score, score.Valid())
	}
	// Output:
	// 4 6.67 true
	// 8 33.33 true
	// 12 60.00 true
	// 1200 invalid false
}

// An answer is not asked for again.
func ExamplePack_Ask() {
	pack := carryPack()
	var bag backpack
	for range 2 {
		questions, err := pack.Ask(&bag)
		for _, q := range questions {
			fmt.Println(q.Narrows, q.Word, q.Text)
		}
		fmt.Println(len(questions), err)
		bag.Weight = fact.Grams(8000) // the answer
	}
	// Output:
	// 46.00 bag.weight How heavy is the packed bag?
	// 18.00 bag.belt Does it have a hip belt?
	// 16.00 walk.hours For how many hours is it carried?
	// 3 <nil>
	// 18.00 bag.belt Does it have a hip belt?
	// 14.00 walk.hours For how many hours is it carried?
	// 2 <nil>
}

// A digest tells whether two packs say the same, however they are laid out.
func ExamplePack_Identity() {
	id := carryPack().Identity()
	fmt.Println(id.Name, id.Version, len(id.Digest))

	files := maps.Clone(carry)
	files["remark.yaml"] = &fstest.MapFile{Data: []byte("# A comment changes nothing.\n")}
	same, err := rules.Load(backpacks, files)
	fmt.Println(same.Identity().Digest == id.Digest, err)
	// Output:
	// carry 1.0.0 64
	// true <nil>
}

// Rules cite sources by their ids, and so do the lines of a verdict.
func ExamplePack_Source() {
	files := maps.Clone(carry)
	files["bag.yaml"] = &fstest.MapFile{Data: []byte(`
rules: [{id: bag/weight, load: "curve(bag.weight, 3*kg,0, 15*kg,80)", cite: hikers}]
assume: {bag.weight: {value: 7*kg}}
sources: {hikers: {citation: A rule of thumb among hikers, design: expert opinion}}
`)}
	pack, err := rules.Load(backpacks, files)
	if err != nil {
		log.Fatal(err)
	}
	v, err := pack.Judge(&backpack{Weight: fact.Grams(9000)})
	for _, id := range v.Lines[0].Cite {
		source, ok := pack.Source(id)
		fmt.Println(source.Citation, "-", source.Design, ok, err)
	}
	// Output:
	// A rule of thumb among hikers - expert opinion true <nil>
}

// A score on an edge belongs to the band above it.
func ExamplePack_Bands() {
	for name, from := range carryPack().Bands() {
		fmt.Println(from, name)
	}
	// Output:
	// 0.00 light
	// 20.00 medium
	// 50.00 heavy
}

// Points depend on these words. The kind of the bag only says what is assumed of its belt.
func ExamplePack_Reads() {
	fmt.Println(slices.Collect(carryPack().Reads()))
	// Output:
	// [bag.weight bag.belt walk.hours]
}

// A program finds the totals that it knows once, and then takes them from every verdict.
func ExamplePack_Total() {
	pack := carryPack()
	load, _ := pack.Total("load")
	time, ok := pack.Total("time")
	_, known := pack.Total("height")
	fmt.Println(ok, known)
	v, err := pack.Judge(&backpack{Weight: fact.Grams(9000), Belt: fact.Yes})
	fmt.Println(v.Totals[load].Points, v.Totals[time].Factor, err)
	// Output:
	// true false
	// 40.00 0.7 <nil>
}

// Words that the JSON does not name stay as they are, and null makes one unknown.
func ExampleVocabulary_DecodeJSON() {
	bag := backpack{Belt: fact.Yes, Hours: fact.Hours(2)}
	err := backpacks.DecodeJSON([]byte(`{
		"bag": {"weight": "6kg..9kg", "kind": "daypack"},
		"walk": {"hours": null}
	}`), &bag)
	fmt.Println(bag.Weight, bag.Kind, bag.Belt, bag.Hours, err)
	err = backpacks.DecodeJSON([]byte(`{"bag": {"wait": "6kg", "kind": "daypck"}, "walk": {"hours": "25h"}}`), &bag)
	fmt.Println(err)
	// Output:
	// 6000g..9000g daypack yes unknown <nil>
	// bag.wait: there is no key "wait" (the keys are weight, kind, belt)
	// bag.kind: "daypck" is no word of bag.kind (did you mean "daypack"?)
	// walk.hours: 25h is outside 0h..24h
}

// A group is one object of the JSON, for types that hold one group alone.
func ExampleVocabulary_DecodeGroup() {
	var bag backpack
	err := backpacks.DecodeGroup("walk", []byte(`{"hours": "1h30m"}`), &bag)
	fmt.Println(bag.Hours, err)
	// Output:
	// 1h30m <nil>
}

// What is unknown is left out.
func ExampleVocabulary_AppendJSON() {
	data, err := backpacks.AppendJSON(nil, &backpack{Weight: fact.Grams(6000).OrMore(), Belt: fact.No})
	fmt.Println(string(data), err)
	_, err = backpacks.AppendJSON(nil, &backpack{Weight: fact.Grams(-1)})
	fmt.Println(err)
	// Output:
	// {"bag":{"weight":"6000g..","belt":false},"walk":{}} <nil>
	// bag.weight: -1g is outside 0kg..40kg
}

func ExampleVocabulary_AppendGroup() {
	data, err := backpacks.AppendGroup(nil, "bag", &backpack{Kind: daypack, Hours: fact.Hours(2)})
	fmt.Println(string(data), err)
	// Output:
	// {"kind":"daypack"} <nil>
}

// Check finds what Judge would refuse, without a pack.
func ExampleVocabulary_Check() {
	fmt.Println(backpacks.Check(&backpack{}))
	fmt.Println(backpacks.Check(&backpack{Weight: fact.Grams(50_000), Belt: 7}))
	// Output:
	// <nil>
	// bag.weight: 50000g is outside 0kg..40kg
	// bag.belt: 7 is no truth: use Yes, No or Unknown
}

// Fill completes what somebody said with what holds for everybody else.
func ExampleVocabulary_Fill() {
	usual := backpack{Weight: fact.Grams(7000), Belt: fact.Yes, Hours: fact.Hours(3)}
	bag := backpack{Belt: fact.No}
	backpacks.Fill(&bag, &usual)
	fmt.Println(bag.Weight, bag.Kind, bag.Belt, bag.Hours)
	// Output:
	// 7000g unknown no 3h
}

func ExampleVocabulary_Value() {
	bag := backpack{Kind: daypack}
	fmt.Println(backpacks.Value(&bag, "bag.kind"), backpacks.Value(&bag, "bag.belt"), backpacks.Value(&bag, "bag.colour"))
	// Output:
	// daypack unknown unknown
}

// Words hold all that a form for people needs.
func ExampleVocabulary_Words() {
	for w := range backpacks.Words() {
		fmt.Println(w.Name, w.Kind, w.Domain, w.Values, w.Ask)
	}
	// Output:
	// bag.weight mass 0kg..40kg [] How heavy is the packed bag?
	// bag.kind choice  [daypack trekking] What is the bag made for?
	// bag.belt flag  [] Does it have a hip belt?
	// walk.hours duration 0h..24h [] For how many hours is it carried?
}

// Nearest finds what somebody may have meant.
func ExampleNearest() {
	fmt.Println(rules.Nearest("treking", kinds{}.Words()))
	_, found := rules.Nearest("suitcase", kinds{}.Words())
	fmt.Println(found)
	// Output:
	// trekking true
	// false
}

// Points are hundredths, so that they add up to the last digit.
func ExamplePoints() {
	p := rules.Points(1234)
	data, err := json.Marshal([]rules.Points{p, rules.NoPoints})
	fmt.Println(p, p.Float(), string(data), err)
	fmt.Println(rules.NoPoints, rules.NoPoints.Valid())
	// Output:
	// 12.34 12.34 [12.34,null] <nil>
	// invalid false
}

func ExampleInterval() {
	i := rules.Interval{Low: 1200, High: 5450}
	data, err := json.Marshal(i)
	fmt.Println(i.Width(), string(data), err)
	// Output:
	// 42.50 [12,54.5] <nil>
}

// A factor is millionths.
func ExampleFactor() {
	f := rules.Factor(950_000)
	data, err := json.Marshal(f)
	fmt.Println(f, f.Float(), string(data), err)
	// Output:
	// 0.95 0.95 0.95 <nil>
}

// Every line carries the facts that its rule read, of the typical case.
func ExampleFacts() {
	v, err := carryPack().Judge(&backpack{Kind: daypack})
	if err != nil {
		log.Fatal(err)
	}
	facts := v.Lines[1].Facts
	for word, value := range facts.All() {
		_, assumed := v.Assumed.Value(word)
		fmt.Println(word, value, "assumed:", assumed)
	}
	data, err := json.Marshal(facts)
	fmt.Println(facts.Len(), string(data), err)
	// Output:
	// bag.weight 7000g assumed: true
	// bag.belt no assumed: true
	// 2 {"bag.weight":"7000g","bag.belt":false} <nil>
}
