package fact_test

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/heelwise/heelwise/rules/fact"
)

// What a shop knows of a shoe: some of it exactly, some of it roughly, most of it not at all.
func Example() {
	type Shoe struct {
		Height fact.Length
		Base   fact.Length
		Kind   Heel
		Closed fact.Truth
	}
	shoe := Shoe{
		Height: fact.Inches(3).To(fact.Inches(3.9)), // "High (3–3.9 in)"
		Kind:   HeelBlock.Or(HeelStiletto),
	}
	fmt.Println(shoe.Height, "|", shoe.Base, "|", shoe.Kind, "|", shoe.Closed)
	// Output: 76.2mm..99.06mm | unknown | block or stiletto | unknown
}

func ExampleMM() {
	fmt.Println(fact.MM(85))
	fmt.Println(fact.MM(76.2) == fact.Inches(3))
	fmt.Println(fact.MM(0) == fact.Length{}) // no height is not an unknown height
	// Output:
	// 85mm
	// true
	// false
}

func ExampleCM() {
	fmt.Println(fact.CM(8.5))
	// Output: 85mm
}

func ExampleInches() {
	fmt.Println(fact.Inches(3.5))
	// Output: 88.9mm
}

func ExampleKilometres() {
	fmt.Println(fact.Kilometres(500))
	// Output: 500km
}

func ExampleMiles() {
	fmt.Println(fact.Miles(300))
	// Output: 482.8032km
}

func ExampleGrams() {
	fmt.Println(fact.Grams(280))
	// Output: 280g
}

func ExampleOunces() {
	fmt.Println(fact.Ounces(9.5))
	// Output: 269.320469688g
}

func ExampleHours() {
	fmt.Println(fact.Hours(1.5))
	// Output: 1h30m
}

func ExampleMinutes() {
	fmt.Println(fact.Minutes(45))
	// Output: 45min
}

func ExampleNum() {
	fmt.Println(fact.Num(35), fact.Num(40).To(fact.Num(50)))
	// Output: 35 40..50
}

func ExampleQuantity_Between() {
	var length fact.Length
	fmt.Println(length.Between(76_200, 99_060)) // micrometres
	fmt.Println(length.Between(76_200, math.MaxInt64))
	// Output:
	// 76.2mm..99.06mm
	// 76.2mm..
}

func ExampleParseLength() {
	for _, s := range []string{"8.5cm", "3 1/2 in", "76mm..99mm", "80mm..", "85", "8.5 cmm"} {
		l, err := fact.ParseLength(s)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(l)
	}
	// Output:
	// 85mm
	// 88.9mm
	// 76mm..99mm
	// 80mm..
	// "85" has no unit: write a length like "85mm"
	// "8.5 cmm" has the unit "cmm", which is none of a length: write a length like "85mm"
}

func ExampleParseDistance() {
	d, err := fact.ParseDistance("300mi")
	fmt.Println(d, err)
	// Output: 482.8032km <nil>
}

func ExampleParseMass() {
	m, err := fact.ParseMass("1lb 2oz")
	fmt.Println(m, err)
	// Output: 510.29141625g <nil>
}

func ExampleParseDuration() {
	fmt.Println(fact.ParseDuration("90min"))
	fmt.Println(fact.ParseDuration("30m1h"))
	// Output:
	// 1h30m <nil>
	// unknown "30m1h" does not go from the larger unit to the smaller: write a duration like "1h30m"
}

func ExampleParseNumber() {
	n, err := fact.ParseNumber("40..50")
	fmt.Println(n, err)
	// Output: 40..50 <nil>
}

func ExampleQuantity_To() {
	fmt.Println(fact.MM(76).To(fact.MM(99)))
	fmt.Println(fact.MM(76).To(fact.Length{}))
	fmt.Println(fact.MM(99).To(fact.MM(76)).Err())
	// Output:
	// 76mm..99mm
	// 76mm..
	// the range ends below its start: write the lower end first
}

func ExampleQuantity_OrMore() {
	fmt.Println(fact.MM(80).OrMore())
	// Output: 80mm..
}

func ExampleQuantity_OrLess() {
	fmt.Println(fact.Hours(4).OrLess())
	// Output: ..4h
}

func ExampleQuantity_Bounds() {
	lo, hi := fact.Inches(3).To(fact.MM(99)).Bounds()
	fmt.Println(lo, hi, "µm")
	_, hi = fact.Inches(3).OrMore().Bounds()
	fmt.Println(hi == math.MaxInt64)
	// Output:
	// 76200 99000 µm
	// true
}

func ExampleQuantity_Known() {
	fmt.Println(fact.MM(85).Known(), fact.MM(76).To(fact.MM(99)).Known(), fact.Length{}.Known())
	// Output: true false false
}

func ExampleQuantity_Dimension() {
	fmt.Println(fact.MM(85).Dimension(), fact.Kilometres(500).Dimension(), fact.Hours(8).Dimension())
	// Output: length length duration
}

func ExampleQuantity_Err() {
	heel := fact.MM(math.NaN())
	fmt.Println(heel, heel.Err())
	// Output: invalid NaN is no number: leave out what is not known
}

func ExampleQuantity_String() {
	fmt.Println(fact.MM(76.2), fact.Length{}, fact.MM(math.Inf(1)))
	// Output: 76.2mm unknown invalid
}

func ExampleQuantity_MarshalText() {
	data, err := json.Marshal(map[string]fact.Length{"heel": fact.CM(8.5), "platform": {}})
	fmt.Println(string(data), err)
	// Output: {"heel":"85mm","platform":""} <nil>
}

func ExampleQuantity_AppendText() {
	line := []byte("heel: ")
	line, err := fact.MM(85).AppendText(line)
	fmt.Println(string(line), err)
	// Output: heel: 85mm <nil>
}

func ExampleQuantity_UnmarshalText() {
	var shoe struct{ Heel, Platform fact.Length }
	err := json.Unmarshal([]byte(`{"heel": "3 1/2 in"}`), &shoe)
	fmt.Println(shoe.Heel, shoe.Platform, err)
	// Output: 88.9mm unknown <nil>
}

func ExampleQuantity_Value() {
	extra := map[string]fact.Value{"shaft": fact.MM(400).Value(), "laces": fact.Yes.Value()}
	fmt.Println(extra)
	// Output: map[laces:yes shaft:400mm]
}

func ExampleChoice() {
	var kind Heel // const ( HeelFlat Heel = 1 << iota; HeelBlock; … )
	fmt.Println(kind)
	kind = HeelBlock
	fmt.Println(kind)
	kind = HeelBlock.Or(HeelStiletto)
	fmt.Println(kind, kind&HeelWedge != 0)
	// Output:
	// unknown
	// block
	// block or stiletto false
}

func ExampleChoice_Or() {
	var unknown Heel
	fmt.Println(HeelBlock.Or(HeelWedge))
	fmt.Println(HeelBlock.Or(unknown))
	// Output:
	// block or wedge
	// unknown
}

func ExampleChoice_Known() {
	fmt.Println(HeelBlock.Known(), HeelBlock.Or(HeelWedge).Known(), Heel(0).Known())
	// Output: true false false
}

func ExampleChoice_Words() {
	for _, word := range HeelWedge.Or(HeelFlat).Words() {
		fmt.Println(word)
	}
	// Output:
	// flat
	// wedge
}

func ExampleChoice_Err() {
	fmt.Println(Heel(1 << 7).Err())
	// Output: 0x80 is not among the 4 words flat, block, wedge, stiletto
}

func ExampleChoice_Value() {
	data, err := json.Marshal(HeelBlock.Or(HeelWedge).Value())
	fmt.Println(string(data), err)
	// Output: ["block","wedge"] <nil>
}

func ExampleTruth() {
	var answer fact.Truth
	fmt.Println(answer, fact.Yes, fact.No)
	// Output: unknown yes no
}

func ExampleKnown() {
	heelHeight := 85
	fmt.Println(fact.Known(heelHeight > 50))
	// Output: yes
}

func ExampleTruth_And() {
	fmt.Println(fact.Yes.And(fact.Unknown))
	fmt.Println(fact.No.And(fact.Unknown)) // whatever the answer would be
	// Output:
	// unknown
	// no
}

func ExampleTruth_Or() {
	fmt.Println(fact.Yes.Or(fact.Unknown)) // whatever the answer would be
	fmt.Println(fact.No.Or(fact.Unknown))
	// Output:
	// yes
	// unknown
}

func ExampleTruth_Not() {
	fmt.Println(fact.Yes.Not(), fact.Unknown.Not())
	// Output: no unknown
}

func ExampleTruth_Err() {
	fmt.Println(fact.Truth(2).Err())
	// Output: 2 is no truth: use Yes, No or Unknown
}

func ExampleTruth_Value() {
	data, err := json.Marshal([]fact.Value{fact.Yes.Value(), fact.No.Value(), fact.Unknown.Value()})
	fmt.Println(string(data), err)
	// Output: [true,false,null] <nil>
}

func ExampleValue() {
	var facts map[string]fact.Value
	err := json.Unmarshal([]byte(`{
		"height": "3.5in", "months": 6, "kind": ["block", "wedge"], "closed_back": true, "weight": null
	}`), &facts)
	fmt.Println(err)
	fmt.Println(facts["height"], "|", facts["months"], "|", facts["kind"], "|", facts["closed_back"], "|", facts["weight"])
	// Output:
	// <nil>
	// 88.9mm | 6 | block or wedge | yes | unknown
}

func ExampleValue_Known() {
	fmt.Println(fact.MM(80).OrMore().Value().Known(), fact.Value{}.Known())
	// Output: true false
}

func ExampleValue_Truth() {
	fmt.Println(fact.Yes.Value().Truth())
	fmt.Println(fact.MM(85).Value().Truth())
	// Output:
	// yes true
	// unknown false
}

func ExampleValue_Measure() {
	d, lo, hi, ok := fact.MM(76).To(fact.MM(99)).Value().Measure()
	fmt.Println(d, lo, hi, ok)
	_, _, _, ok = fact.Yes.Value().Measure()
	fmt.Println(ok)
	// Output:
	// length 76000 99000 true
	// false
}

func ExampleValue_Words() {
	fmt.Println(HeelBlock.Or(HeelWedge).Value().Words())
	// Output: [block wedge]
}

func ExampleValue_String() {
	fmt.Println(fact.CM(8.5).Value(), "|", HeelBlock.Or(HeelWedge).Value(), "|", fact.No.Value())
	// Output: 85mm | block or wedge | no
}

func ExampleValue_MarshalJSON() {
	data, err := json.Marshal([]fact.Value{fact.MM(85).Value(), fact.Num(35).Value(), fact.WordsValue("block")})
	fmt.Println(string(data), err)
	// Output: ["85mm",35,"block"] <nil>
}

func ExampleValue_UnmarshalJSON() {
	var v fact.Value
	fmt.Println(json.Unmarshal([]byte(`{"mm": 85}`), &v))
	// Output: {"mm": 85} is no fact: write a text, a number, true or false, or a list of words
}

func ExampleWordsValue() {
	fmt.Println(fact.WordsValue("vegan"), "|", fact.WordsValue("red", "blue"))
	// Output: vegan | red or blue
}

func ExampleUnits() {
	for _, u := range fact.Units() {
		if u.Dimension == fact.OfDuration {
			fmt.Println(u.Symbol, u.Name, u.Size)
		}
	}
	// Output:
	// s second 1
	// min minute 60
	// h hour 3600
}

func ExampleSetValue() {
	kinds := []string{"block", "wedge", "stiletto"}
	fmt.Println(fact.SetValue(kinds, 0b101))
	fmt.Println(fact.SetValue(kinds, 0))
	// Output:
	// block or stiletto
	// unknown
}
