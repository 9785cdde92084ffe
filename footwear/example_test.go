package footwear_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"log"
	"log/slog"
	"os"
	"slices"
	"testing/fstest"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

func Example() {
	shoe := footwear.Shoe{
		Heel:       footwear.HeelStiletto,
		HeelHeight: footwear.Inches(3).To(footwear.Inches(3.9)), // a label, "High (3-3.9 in)"
		Weight:     footwear.Grams(280),
	} // what nobody measured is left out
	wearer, use := footwear.Reference() // nobody in particular, on a working day
	a, err := footwear.Default().Assess(footwear.Case{Shoe: shoe, Wearer: wearer, Use: use})
	if err != nil {
		log.Fatal(err) // an impossible fact, by its key
	}
	fmt.Print(a)
	if questions := a.Ask(); len(questions) > 0 {
		fmt.Println("Ask next:", questions[0].Text)
	}
	// Output:
	// Strain index 37.95 of 100: probably high
	// likely 29.56 to 47.27, possible 1.15 to 65.04; for the reference wearer and use
	// mostly weak evidence, which leaves 17.88 to 58.02 open
	//  share points
	//  20.31  23.71  heel 87.6 mm, 82.6 mm above the forefoot (heel/rise)
	//  11.56  13.50  heel 87.6 mm, 9 mm wide on the floor* (heel/base)
	//   3.43   4.00  stiff sole* (sole/flexibility)
	//   1.71   2.00  firm cushioning*, new*, no insole*, standing (support/cushioning)
	//   0.51   0.60  mild arch support*, no insole* (support/arch)
	//   0.43   0.50  normal grip* (sole/grip)
	//  37.95  44.31  in all; exposure 0.85652, sensitivity 0
	// * assumed, not stated; 22 in all
	// Ask next: How many millimetres is it from the floor to the foot bed at the heel?
}

func ExampleDefault() {
	id := footwear.Default().Pack().Identity()
	fmt.Println(id.Name, id.Version)
	for band, from := range footwear.Default().Pack().Bands() {
		fmt.Println(from, band)
	}
	// Output:
	// strain 1.1.0
	// 0.00 low
	// 12.50 low_moderate
	// 21.30 moderate
	// 29.30 high
}

// A pack of one's own: what the rules add up to, a rule, and what an unknown height is taken to be. From a folder it is
// read with Load(os.DirFS("my-pack")).
func ExampleLoad() {
	pack := fstest.MapFS{
		"pack.yaml": {Data: []byte(`
name: heels
version: 1.0.0
totals:
  load: {combine: sum, max: 100}
  sensitivity: {combine: sum, max: 0.5}
  exposure: {combine: product, max: 1}
score: exposure * load * (1 + sensitivity * (1 - load/100))
bands: {low: 0, high: 50}
`)},
		"heel.yaml": {Data: []byte(`
rules:
  - id: heel/height
    load: curve(shoe.heel_height, 20*mm,0, 120*mm,100)
    why: The higher the heel, the further the body leans.
assume:
  shoe.heel_height: {value: 40*mm, usual: [10*mm, 90*mm]}
  shoe.platform: {value: 5*mm, usual: [0*mm, 20*mm]}
`)},
	}
	assessor, err := footwear.Load(pack)
	if err != nil {
		log.Fatal(err) // every fault, by file, line and column
	}
	a, err := assessor.Assess(footwear.Case{})
	fmt.Println(a.Score, a.Likely.Low, a.Likely.High, err)

	pack["heel.yaml"].Data = []byte("rules:\n  - id: heel/height\n    load: shoe.heel_hight * 2\n    wy: Typing is hard.\n")
	_, err = footwear.Load(pack)
	fmt.Println(err)
	// Output:
	// 20.00 0.00 70.00 <nil>
	// heel.yaml:3:11: heel/height: there is no word "shoe.heel_hight" (did you mean "shoe.heel_height"?)
	// heel.yaml:4:5: heel/height: there is no key "wy" (did you mean "why"?)
}

func ExampleAssessor_Assess() {
	c := footwear.Case{
		Shoe:   footwear.Shoe{Heel: footwear.HeelBlock.Or(footwear.HeelWedge), HeelHeight: footwear.MM(60)},
		Wearer: footwear.Wearer{BackPain: footwear.BackPainRecurrent},
		Use:    footwear.Use{Hours: footwear.Hours(6), Activity: footwear.ActivityStanding},
	}
	a, err := footwear.Default().Assess(c)
	fmt.Println(a.Score, a.Band, a.Decided, err)

	c.Shoe.HeelHeight = footwear.MM(600)
	c.Wearer.Age = footwear.Num(-1)
	_, err = footwear.Default().Assess(c)
	for _, fault := range rules.AsErrors(err) {
		fmt.Println(fault.Key, fault.Code, fault)
	}
	// Output:
	// 11.88 low false <nil>
	// shoe.heel_height bad-value shoe.heel_height: 600mm is outside 0mm..250mm
	// wearer.age bad-value wearer.age: -1 is outside 0..120
}

// Score is the fastest way to a number, for a catalogue of many shoes.
func ExampleAssessor_Score() {
	wearer, use := footwear.Reference()
	shoes := map[string]footwear.Shoe{
		"stiletto": {Heel: footwear.HeelStiletto, HeelHeight: footwear.MM(95)},
		"block":    {Heel: footwear.HeelBlock, HeelHeight: footwear.MM(60)},
		"trainer":  {Style: footwear.StyleRunning, HeelHeight: footwear.MM(36), Rise: footwear.MM(8)},
	}
	scores := map[string]rules.Points{}
	for name, shoe := range shoes {
		scores[name] = footwear.Default().Score(&footwear.Case{Shoe: shoe, Wearer: wearer, Use: use})
	}
	names := []string{"stiletto", "block", "trainer"}
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(scores[a], scores[b]) })
	for _, name := range names {
		fmt.Println(scores[name], name)
	}
	impossible := footwear.Case{Shoe: footwear.Shoe{HeelHeight: footwear.MM(-1)}}
	fmt.Println(footwear.Default().Score(&impossible).Valid())
	// Output:
	// 0.94 trainer
	// 12.29 block
	// 40.06 stiletto
	// false
}

// Ask says what to find out next. An answer narrows the likely scores, and is not asked for again.
func ExampleAssessment_Ask() {
	wearer, use := footwear.Reference()
	c := footwear.Case{Shoe: footwear.Shoe{Heel: footwear.HeelBlock, HeelHeight: footwear.MM(60)}, Wearer: wearer, Use: use}
	for range 2 {
		a, err := footwear.Default().Assess(c)
		if err != nil {
			log.Fatal(err)
		}
		q := a.Ask()[0]
		fmt.Printf("likely %v to %v; %s narrows that by %v: %s\n", a.Likely.Low, a.Likely.High, q.Word, q.Narrows, q.Text)
		c.Shoe.Flexibility = footwear.FlexModerate // the answer
	}
	// Output:
	// likely 8.22 to 21.46; shoe.flexibility narrows that by 3.42: How does the sole bend at the ball of the foot: not at all, with effort, moderately or easily?
	// likely 8.22 to 18.04; shoe.platform narrows that by 3.30: How many millimetres is it from the floor to the foot bed under the ball of the foot?
}

// Standing never says a band more surely than it is known.
func ExampleAssessment_Standing() {
	wearer, use := footwear.Reference()
	for _, shoe := range []footwear.Shoe{
		{},
		{Heel: footwear.HeelKitten},
		{Heel: footwear.HeelStiletto},
		{Heel: footwear.HeelStiletto, HeelHeight: footwear.MM(110)},
	} {
		a, err := footwear.Default().Assess(footwear.Case{Shoe: shoe, Wearer: wearer, Use: use})
		fmt.Println(a.Standing(), err)
	}
	// Output:
	// not enough is known (low to high) <nil>
	// low to low-moderate <nil>
	// probably high <nil>
	// probably high <nil>
}

// String is a ledger: shares add up to the index and points to the load. What is starred was assumed.
func ExampleAssessment_String() {
	wearer, use := footwear.Reference()
	wearer.BackPain, wearer.PriorInjury = footwear.BackPainRecurrent, footwear.Yes
	use.Stint = footwear.Hours(6)
	shoe := footwear.Shoe{Heel: footwear.HeelWedge, HeelHeight: footwear.MM(80), Platform: footwear.MM(10), Cushioning: footwear.CushioningFirm}
	a, err := footwear.Default().Assess(footwear.Case{Shoe: shoe, Wearer: wearer, Use: use})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(a.String())
	// Output:
	// Strain index 27.17 of 100: at least moderate
	// likely 27.07 to 32.95, possible 20.13 to 58.33
	// mostly weak evidence, which leaves 12.60 to 40.84 open
	//  share points
	//  19.84  19.50  heel 80 mm, 70 mm above the forefoot (heel/rise)
	//   4.07   4.00  stiff sole* (sole/flexibility)
	//   2.04   2.00  firm cushioning, new*, no insole*, standing (support/cushioning)
	//   0.61   0.60  mild arch support*, no insole* (support/arch)
	//   0.51   0.50  normal grip* (sole/grip)
	//   0.10   0.10  420 g a shoe* (sole/weight)
	//  27.17  26.70  in all; exposure 0.86526, sensitivity 0.24
	// note: Regular exercise has better evidence for the back than any shoe.
	// note: Above three inches (76.2 mm) a heel may tip the body noticeably forward, whatever its kind.
	// note: and 2 more
	// with care: After an injury your own clinician's advice comes before this index.
	// * assumed, not stated; 21 in all
}

// The JSON of an assessment reads back to the same assessment.
func ExampleAssessment_MarshalJSON() {
	a, err := footwear.Default().Assess(footwear.Case{Shoe: footwear.Shoe{Heel: footwear.HeelBlock}})
	if err != nil {
		log.Fatal(err)
	}
	data, err := json.Marshal(a)
	if err != nil {
		log.Fatal(err)
	}
	var back footwear.Assessment
	err = json.Unmarshal(data, &back)
	fmt.Println(back.Score == a.Score, back.Standing() == a.Standing(), len(back.Ask()) == len(a.Ask()), err)
	// Output:
	// true true true <nil>
}

// What is known of a wearer is health data, so none of it is logged.
func ExampleAssessment_LogValue() {
	logger := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == "digest" { // for a stable example
			return slog.Attr{}
		}
		return a
	}}))
	a, _ := footwear.Default().Assess(footwear.Case{Wearer: footwear.Wearer{Pregnant: footwear.Yes}})
	logger.Info("assessed", "shoe", a)
	// Output:
	// level=INFO msg=assessed shoe.score=12.82 shoe.band=low_moderate shoe.decided=false
}

// Reference is whom to judge for where nobody is named; change what you know.
func ExampleReference() {
	wearer, use := footwear.Reference()
	fmt.Println(wearer.Age, wearer.Arch, use.Hours, use.Days, use.Activity)
	use.Hours = footwear.Hours(4)
	data, err := json.Marshal(use)
	fmt.Println(string(data), err)
	// Output:
	// 35 normal 8h 5 standing
	// {"hours":"4h","stint":"4h","breaks":true,"break_every":"1h","days":5,"years":1,"seated":0,"activity":"standing","context":"office","commute":false,"must_wear_heels":false} <nil>
}

// Vocabulary describes every word: a form for a web page can be made of it.
func ExampleVocabulary() {
	for w := range footwear.Vocabulary().Words() {
		if w.Name == "shoe.heel_height" || w.Name == "shoe.base" || w.Name == "shoe.rocker" {
			fmt.Println(w.Name, w.Kind, w.Domain, w.Values)
			fmt.Println("  ", w.Ask)
		}
	}
	// Output:
	// shoe.heel_height length 0mm..250mm []
	//    How many millimetres is it from the floor to the foot bed at the heel?
	// shoe.base choice  [narrow medium broad]
	//    Is the heel narrow (under 20 mm), medium (20 to 40 mm) or broad where it meets the floor?
	// shoe.rocker flag  []
	//    Is the sole curved from heel to toe, so that the shoe rocks?
}

// A case reads as JSON with the words of the vocabulary. What is not named stays unknown.
func ExampleCase() {
	var c footwear.Case
	err := json.Unmarshal([]byte(`{
		"shoe": {"heel": ["block", "wedge"], "heel_height": "3in..3.9in", "rocker": false},
		"use": {"hours": "1h30m"}
	}`), &c)
	fmt.Println(c.Shoe.Heel, c.Shoe.HeelHeight, c.Shoe.Rocker, c.Shoe.Weight, c.Use.Hours, err)

	data, err := json.Marshal(c)
	fmt.Println(string(data), err)

	err = json.Unmarshal([]byte(`{"shoe": {"heel": "stileto", "heel_height": 85, "heel_hight": "85mm"}}`), &c)
	fmt.Println(err)
	fmt.Println(c.Shoe.Heel, "is as it was")
	// Output:
	// block or wedge 76.2mm..99.06mm no unknown 1h30m <nil>
	// {"shoe":{"heel":["block","wedge"],"heel_height":"76.2mm..99.06mm","rocker":false},"wearer":{},"use":{"hours":"1h30m"}} <nil>
	// shoe.heel: "stileto" is no word of shoe.heel (did you mean "stiletto"?)
	// shoe.heel_height: "85" has no unit: write a length like "85mm"
	// shoe.heel_hight: there is no key "heel_hight" (did you mean "heel_height"?)
	// block or wedge is as it was
}

// A literal names what is known; the zero value of every field is unknown.
func ExampleShoe() {
	shoe := footwear.Shoe{
		Style:      footwear.StyleBoot,
		Heel:       footwear.HeelBlock.Or(footwear.HeelCone), // one of the two
		HeelHeight: footwear.CM(6),
		Shaft:      footwear.MM(100).OrMore(),
		Rocker:     footwear.No,
	}
	data, err := json.Marshal(shoe)
	fmt.Println(string(data), err)
	fmt.Println(shoe.Weight, shoe.Weight == footwear.Mass{}, shoe.Weight == footwear.Grams(0))
	// Output:
	// {"style":"boot","heel":["block","cone"],"heel_height":"60mm","shaft":"100mm..","rocker":false} <nil>
	// unknown true false
}

func ExampleWearer() {
	var w footwear.Wearer
	err := json.Unmarshal([]byte(`{"age": "40..50", "arch": ["flat", "normal"], "tight_calf": true}`), &w)
	fmt.Println(w.Age, w.Arch, w.TightCalf, w.Pregnant, err)
	// Output:
	// 40..50 flat or normal yes unknown <nil>
}

func ExampleUse() {
	u := footwear.Use{Hours: footwear.Hours(6).OrLess(), BreakEvery: footwear.Minutes(90), Days: footwear.Num(2).To(footwear.Num(3))}
	data, err := json.Marshal(u)
	fmt.Println(string(data), err)
	// Output:
	// {"hours":"..6h","break_every":"1h30m","days":"2..3"} <nil>
}

// Texts carry their unit, and may be ranges.
func ExampleParseLength() {
	for _, text := range []string{"85mm", "8.5 cm", "3 1/2 in", "76mm..99mm", "80mm..", "85"} {
		l, err := footwear.ParseLength(text)
		fmt.Println(l, l.Known(), err)
	}
	// Output:
	// 85mm true <nil>
	// 85mm true <nil>
	// 88.9mm true <nil>
	// 76mm..99mm false <nil>
	// 80mm.. false <nil>
	// unknown false "85" has no unit: write a length like "85mm"
}

func ExampleParseDistance() {
	fmt.Println(footwear.ParseDistance("300mi..500mi"))
	// Output:
	// 482.8032km..804.672km <nil>
}

func ExampleParseMass() {
	fmt.Println(footwear.ParseMass("1 lb 2 oz"))
	// Output:
	// 510.29141625g <nil>
}

func ExampleParseDuration() {
	fmt.Println(footwear.ParseDuration("90 minutes"))
	// Output:
	// 1h30m <nil>
}

func ExampleParseNumber() {
	fmt.Println(footwear.ParseNumber("40..50"))
	fmt.Println(footwear.ParseNumber("40 years"))
	// Output:
	// 40..50 <nil>
	// unknown "40 years" is a plain number with the unit "years": write a number like "35"
}

// Three inches are exactly 76.2 millimetres, and zero is not unknown.
func ExampleMM() {
	fmt.Println(footwear.Inches(3) == footwear.MM(76.2), footwear.CM(7.62) == footwear.MM(76.2))
	fmt.Println(footwear.MM(0), footwear.Length{})
	// Output:
	// true true
	// 0mm unknown
}

func ExampleCM() {
	fmt.Println(footwear.CM(8.5), footwear.CM(6).To(footwear.CM(8)))
	// Output:
	// 85mm 60mm..80mm
}

func ExampleInches() {
	fmt.Println(footwear.Inches(3.5), footwear.Inches(4).OrMore())
	// Output:
	// 88.9mm 101.6mm..
}

func ExampleGrams() {
	fmt.Println(footwear.Grams(280))
	// Output:
	// 280g
}

func ExampleOunces() {
	fmt.Println(footwear.Ounces(9))
	// Output:
	// 255.145708125g
}

func ExampleKilometres() {
	fmt.Println(footwear.Kilometres(500))
	// Output:
	// 500km
}

func ExampleMiles() {
	fmt.Println(footwear.Miles(300))
	// Output:
	// 482.8032km
}

func ExampleHours() {
	fmt.Println(footwear.Hours(7.5))
	// Output:
	// 7h30m
}

func ExampleMinutes() {
	fmt.Println(footwear.Minutes(60))
	// Output:
	// 1h
}

func ExampleNum() {
	fmt.Println(footwear.Num(35), footwear.Num(40).To(footwear.Num(50)))
	// Output:
	// 35 40..50
}
