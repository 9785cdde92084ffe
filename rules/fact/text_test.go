package fact_test

import (
	"encoding"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

// An empty want stands for an error.
type textTest struct{ in, want, err string }

func testTexts[Q interface {
	comparable
	fmt.Stringer
}](t *testing.T, parse func(string) (Q, error), tests []textTest) {
	t.Helper()
	for _, tt := range tests {
		var zero Q
		q, err := parse(tt.in)
		if tt.err != "" {
			assert.EqualError(t, err, tt.err, "%.50q", tt.in)
			assert.Equal(t, zero, q, "%.50q", tt.in)
			continue
		}
		require.NoError(t, err, tt.in)
		assert.Equal(t, tt.want, q.String(), tt.in)
		again, err := parse(q.String())
		require.NoError(t, err, tt.in)
		assert.Equal(t, q, again, tt.in)
	}
}

func wrongLength(in, why string) textTest {
	return textTest{in: in, err: fmt.Sprintf("%q %s: write a length like \"85mm\"", in, why)}
}

func unitOfNoLength(in, unit string) textTest {
	return wrongLength(in, fmt.Sprintf("has the unit %q, which is none of a length", unit))
}

func TestParseLength(t *testing.T) {
	testTexts(t, fact.ParseLength, []textTest{
		{in: "85mm", want: "85mm"},
		{in: "8.5cm", want: "85mm"},
		{in: "0.085m", want: "85mm"},
		{in: "0.000085km", want: "85mm"},
		{in: "3.5in", want: "88.9mm"},
		{in: "3.5 inch", want: "88.9mm"},
		{in: "3.5 inches", want: "88.9mm"},
		{in: `3.5"`, want: "88.9mm"},
		{in: "3.5″", want: "88.9mm"},
		{in: "3 1/2 in", want: "88.9mm"},
		{in: "3 1/2in", want: "88.9mm"},
		{in: "3  1/2  in", want: "88.9mm"},
		{in: "7/2in", want: "88.9mm"},
		{in: "07/02in", want: "88.9mm"},
		{in: "1/08in", want: "3.175mm"},
		{in: "010/016in", want: "15.875mm"},
		{in: "3 0/5in", want: "76.2mm"},
		{in: "5ft 3in", want: "1600.2mm"},
		{in: "5ft3 1/2in", want: "1612.9mm"},
		{in: "5 feet 3 inches", want: "1600.2mm"},
		{in: "1 foot", want: "304.8mm"},
		{in: "1m 5cm 2mm", want: "1052mm"},
		{in: "1mi", want: "1609344mm"},
		{in: "2 miles", want: "3218688mm"},
		{in: " 85 mm ", want: "85mm"},
		{in: "\t85mm\n", want: "85mm"},
		{in: "085mm", want: "85mm"},
		{in: "0mm", want: "0mm"},
		{in: "-0mm", want: "0mm"},
		{in: "-3mm", want: "-3mm"},
		{in: "- 3mm", want: "-3mm"},
		{in: "-1ft 6in", want: "-457.2mm"},
		{in: "0.0004mm", want: "0mm"},
		{in: "0.0005mm", want: "0.001mm"},
		{in: "-0.0005mm", want: "-0.001mm"},
		{in: "76.2000mm", want: "76.2mm"},
		{in: "9007199254740.992mm", want: "9007199254740.992mm"},
		{in: "9007199254740.9924mm", want: "9007199254740.992mm"},

		{in: "76mm..99mm", want: "76mm..99mm"},
		{in: "76mm .. 99mm", want: "76mm..99mm"},
		{in: "3in..3.9in", want: "76.2mm..99.06mm"},
		{in: "3in..10cm", want: "76.2mm..100mm"},
		{in: "80mm..", want: "80mm.."},
		{in: "..80mm", want: "..80mm"},
		{in: "-25mm..-1mm", want: "-25mm..-1mm"},
		{in: "-25mm..230mm", want: "-25mm..230mm"},
		{in: "85mm..85mm", want: "85mm"},

		wrongLength("", "holds no number"),
		wrongLength("   ", "holds no number"),
		wrongLength("-", "holds no number"),
		wrongLength("85", "has no unit"),
		wrongLength("5ft 3", "has no unit"),
		wrongLength("3.5.5mm", "has no unit"),
		wrongLength("3.mm", "has no unit"),
		wrongLength("3-1/2in", "has no unit"),
		wrongLength("3.5 1/2in", "has no unit"),
		wrongLength("1/2.5in", "has no unit"),
		wrongLength("mm", "is no length"),
		wrongLength("NaN", "is no length"),
		wrongLength("Inf", "is no length"),
		wrongLength("unknown", "is no length"),
		wrongLength("invalid", "is no length"),
		wrongLength("--3mm", "is no length"),
		wrongLength("+3mm", "is no length"),
		wrongLength("−3mm", "is no length"), // a typographic minus
		wrongLength(".5mm", "is no length"),
		wrongLength("3 1/0 in", "is no length"),
		wrongLength("3/0in", "is no length"),
		wrongLength("3/in", "is no length"),
		wrongLength("3/-2in", "is no length"),
		wrongLength("3 4/3 in", "is no length"),
		wrongLength("3 2/2 in", "is no length"),
		wrongLength("5ft-3in", "is no length"),
		wrongLength("76mm-99mm", "is no length"),
		wrongLength("85mm wide", "is no length"),
		wrongLength("85 mm, wide", "has the unit \"mm,\", which is none of a length"),
		wrongLength("٣mm", "is no length"),
		wrongLength("３mm", "is no length"),
		wrongLength("½in", "is no length"),
		unitOfNoLength("8.5 cmm", "cmm"),
		unitOfNoLength("8٣mm", "٣mm"),
		unitOfNoLength("1e5mm", "e"),
		unitOfNoLength("0x10mm", "x"),
		unitOfNoLength("1_000mm", "_"),
		unitOfNoLength("1,000mm", ","),
		unitOfNoLength("3,5cm", ","),
		unitOfNoLength("3½in", "½in"),
		unitOfNoLength("85\tmm", "\tmm"),
		unitOfNoLength("85\u00a0mm", "\u00a0mm"),
		unitOfNoLength("85\x00mm", "\x00mm"),
		unitOfNoLength("85\xff", "\xff"),
		unitOfNoLength("85MM", "MM"),
		unitOfNoLength("85kg", "kg"),
		unitOfNoLength("85min", "min"),
		unitOfNoLength("5'3\"", "'"),
		unitOfNoLength("3 /2 in", "/"),
		unitOfNoLength("1.5/2in", "/"),
		unitOfNoLength("76mm–99mm", "mm–"),
		unitOfNoLength("30m1h", "h"),
		wrongLength("3in 5ft", "does not go from the larger unit to the smaller"),
		wrongLength("3in 5in", "does not go from the larger unit to the smaller"),
		wrongLength("9007199254740.993mm", "is too great to be true"),
		wrongLength("-9007199254740.993mm", "is too great to be true"),
		wrongLength(strings.Repeat("9", 98)+"mm", "is too great to be true"),

		{in: "..", err: `".." has neither end: leave out what is not known`},
		{in: " .. ", err: `" .. " has neither end: leave out what is not known`},
		{in: "99mm..76mm", err: `"99mm..76mm": the range ends below its start: write the lower end first`},
		{in: "3.5in..85mm", err: `"3.5in..85mm": the range ends below its start: write the lower end first`},
		{in: "76..99mm", err: `"76" has no unit: write a length like "85mm"`},
		{in: "76mm..99", err: `"99" has no unit: write a length like "85mm"`},
		{in: "76mm...99mm", err: `".99mm" is no length: write a length like "85mm"`},
		{in: "1mm..2mm..3mm", err: `"2mm..3mm" is no length: write a length like "85mm"`},
		{in: "-..3mm", err: `"-" holds no number: write a length like "85mm"`},

		{in: strings.Repeat("9", 99) + "mm", err: `a text of 101 bytes is no length: write one like "85mm"`},
		{in: strings.Repeat("9", 10<<20), err: `a text of 10485760 bytes is no length: write one like "85mm"`},
		{in: strings.Repeat(" ", 10<<20) + "85mm", err: `a text of 10485764 bytes is no length: write one like "85mm"`},
	})
}

func TestParseDistance(t *testing.T) {
	testTexts(t, fact.ParseDistance, []textTest{
		{in: "500km", want: "500km"},
		{in: "300mi", want: "482.8032km"},
		{in: "26.2 miles", want: "42.1648128km"},
		{in: "42km 195m", want: "42.195km"},
		{in: "1m", want: "0.001km"},
		{in: "0.001mm", want: "0.000000001km"},
		{in: "300km..800km", want: "300km..800km"},
		{in: "..300mi", want: "..482.8032km"},
		{in: "20000km", want: "20000km"},
		{in: "500", err: `"500" has no unit: write a distance like "500km"`},
		{in: "1nmi", err: `"1nmi" has the unit "nmi", which is none of a distance: write a distance like "500km"`},
		{in: "9007200km", err: `"9007200km" is too great to be true: write a distance like "500km"`},
	})
}

func TestParseMass(t *testing.T) {
	testTexts(t, fact.ParseMass, []textTest{
		{in: "280g", want: "280g"},
		{in: "0.6kg", want: "600g"},
		{in: "9oz", want: "255.145708125g"},
		{in: "9 1/2 oz", want: "269.320469688g"}, // to the nanogram
		{in: "1lb", want: "453.59237g"},
		{in: "1lb 2oz", want: "510.29141625g"},
		{in: "1kg 5g", want: "1005g"},
		{in: "250g..300g", want: "250g..300g"},
		{in: "280", err: `"280" has no unit: write a mass like "280g"`},
		{in: "280mg", err: `"280mg" has the unit "mg", which is none of a mass: write a mass like "280g"`},
		{in: "9fl oz", err: `"9fl oz" has the unit "fl", which is none of a mass: write a mass like "280g"`},
		{in: "2oz 1lb", err: `"2oz 1lb" does not go from the larger unit to the smaller: write a mass like "280g"`},
		{in: "10t", err: `"10t" has the unit "t", which is none of a mass: write a mass like "280g"`},
	})
}

func TestParseDuration(t *testing.T) {
	testTexts(t, fact.ParseDuration, []textTest{
		{in: "8h", want: "8h"},
		{in: "45min", want: "45min"},
		{in: "45m", want: "45min"},
		{in: "45 minutes", want: "45min"},
		{in: "1h30m", want: "1h30m"},
		{in: "1h 30 min", want: "1h30m"},
		{in: "1.5h", want: "1h30m"},
		{in: "1 1/2 h", want: "1h30m"},
		{in: "8 hours", want: "8h"},
		{in: "90min", want: "1h30m"},
		{in: "90s", want: "1min30s"},
		{in: "1h30m15s", want: "1h30m15s"},
		{in: "2h30s", want: "2h30s"},
		{in: "1h60m", want: "2h"},
		{in: "0h", want: "0s"},
		{in: "0.5s", want: "1s"},
		{in: "-1h30m", want: "-1h30m"},
		{in: "30m..1h", want: "30min..1h"},
		{in: "..4h", want: "..4h"},
		{in: "4h..", want: "4h.."},
		{in: "-1h..-30min", want: "-1h..-30min"},
		{in: "8", err: `"8" has no unit: write a duration like "1h30m"`},
		{in: "1h30", err: `"1h30" has no unit: write a duration like "1h30m"`},
		{in: "1:30", err: `"1:30" has the unit ":", which is none of a duration: write a duration like "1h30m"`},
		{in: "1d", err: `"1d" has the unit "d", which is none of a duration: write a duration like "1h30m"`},
		{in: "30m1h", err: `"30m1h" does not go from the larger unit to the smaller: write a duration like "1h30m"`},
		{in: "1h1h", err: `"1h1h" does not go from the larger unit to the smaller: write a duration like "1h30m"`},
		{in: "1h-30m", err: `"1h-30m" is no duration: write a duration like "1h30m"`},
		{in: "2h..1h", err: `"2h..1h": the range ends below its start: write the lower end first`},
	})
}

func TestParseNumber(t *testing.T) {
	testTexts(t, fact.ParseNumber, []textTest{
		{in: "35", want: "35"},
		{in: "0.5", want: "0.5"},
		{in: "1/2", want: "0.5"},
		{in: "3 1/2", want: "3.5"},
		{in: "010/2", want: "5"}, // not octal
		{in: "10/010", want: "1"},
		{in: "-3", want: "-3"},
		{in: "-0.0000001", want: "0"},
		{in: "40..50", want: "40..50"},
		{in: "40 .. 50", want: "40..50"},
		{in: "-1..-0.5", want: "-1..-0.5"},
		{in: "5..", want: "5.."},
		{in: "..5", want: "..5"},
		{in: "9007199254.740992", want: "9007199254.740992"},
		{in: "", err: `"" holds no number: write a number like "35"`},
		{in: "thirty", err: `"thirty" is no number: write a number like "35"`},
		{in: "1 2", err: `"1 2" holds more than one number: write a number like "35"`},
		{in: "1.", err: `"1." is no number: write a number like "35"`},
		{in: "1...2", err: `".2" is no number: write a number like "35"`},
		{in: "1e3", err: `"1e3" is a plain number with the unit "e": write a number like "35"`},
		{in: "1,000", err: `"1,000" is a plain number with the unit ",": write a number like "35"`},
		{in: "35mm", err: `"35mm" is a plain number with the unit "mm": write a number like "35"`},
		{in: "0x10", err: `"0x10" is a plain number with the unit "x": write a number like "35"`},
		{in: "9007199254.740993", err: `"9007199254.740993" is too great to be true: write a number like "35"`},
	})
}

func TestQuantityMarshal(t *testing.T) {
	type shoe struct {
		Heel   fact.Length   `json:"heel,omitzero"`
		Weight fact.Mass     `json:"weight,omitzero"`
		Months fact.Number   `json:"months,omitzero"`
		Worn   fact.Distance `json:"worn"`
	}
	in := shoe{Heel: fact.Inches(3), Months: fact.Num(6).OrMore()}
	data, err := json.Marshal(in)
	require.NoError(t, err)
	assert.Equal(t, `{"heel":"76.2mm","months":"6..","worn":""}`, string(data))
	var out shoe
	require.NoError(t, json.Unmarshal(data, &out))
	assert.Equal(t, in, out)

	_, err = json.Marshal(shoe{Heel: fact.MM(2).To(fact.MM(1))})
	assert.ErrorContains(t, err, "the range ends below its start")

	q := fact.MM(85)
	assert.Error(t, q.UnmarshalText([]byte("85")))
	assert.Equal(t, fact.MM(85), q, "an error leaves it alone")
	require.NoError(t, q.UnmarshalText(nil))
	assert.Equal(t, fact.Length{}, q)

	for _, a := range []encoding.TextAppender{fact.MM(2).To(fact.MM(1)), fact.Length{}} {
		b, _ := a.AppendText([]byte("kept"))
		assert.Equal(t, "kept", string(b), "%v", a)
	}
}

// fuzzParse holds a text form to its law: what reads, prints, and what prints reads as the same.
func fuzzParse[Q interface {
	comparable
	bounded
	encoding.TextMarshaler
}](f *testing.F, parse func(string) (Q, error), seeds ...string) {
	for _, s := range append(seeds, "", "..", "-", "1..2", "3 1/2", "010/08", "0.0000005", "9007199254740993", "１", "0/0000", "0 0/\"") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var zero Q
		q, err := parse(s)
		if err != nil {
			assert.Equal(t, zero, q, "%q", s)
			assert.Less(t, len(err.Error()), 1200, "%q", s) // 100 bytes, each quoted as \x.., twice
			return
		}
		require.NoError(t, q.Err(), "%q", s)
		lo, hi := q.Bounds()
		assert.LessOrEqual(t, lo, hi, "%q", s)
		assert.NotEqual(t, zero, q, "%q", s)
		again, err := parse(q.String())
		require.NoError(t, err, "%q", s)
		assert.Equal(t, q, again, "%q", s)
		text, err := q.MarshalText()
		require.NoError(t, err, "%q", s)
		assert.Equal(t, q.String(), string(text), "%q", s)
		assert.Equal(t, q.String(), q.Value().String(), "%q", s)
	})
}

func FuzzParseLength(f *testing.F) {
	fuzzParse(f, fact.ParseLength, "85mm", "8.5cm", `3 1/2"`, "76mm..99mm", "80mm..", "..3.5″", "-5ft 3 1/8in", "1/08in",
		"9007199254740.992mm", "1km..1000mm")
}

func FuzzParseDistance(f *testing.F) {
	fuzzParse(f, fact.ParseDistance, "500km", "300mi", "42km 195m", "300km..800km", "0.001mm..")
}

func FuzzParseMass(f *testing.F) {
	fuzzParse(f, fact.ParseMass, "280g", "0.6kg", "9oz", "1lb 2 1/2oz", "250g..300g", "0.0000000005g", "0kg0kg")
}

func FuzzParseDuration(f *testing.F) {
	fuzzParse(f, fact.ParseDuration, "8h", "45min", "1h30m", "..4h", "-1h..-30s", "1h60m60s", "0.5s")
}

func FuzzParseNumber(f *testing.F) {
	fuzzParse(f, fact.ParseNumber, "35", "0.5", "40..50", "-1..-0.5", "1 2", "1e3")
}
