package rules

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

// encoded returns what i says, the groups of which nothing is known left out.
func encoded(t *testing.T, i *item) string {
	t.Helper()
	data, err := items.AppendJSON([]byte("kept"), i)
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(data, []byte("kept{")) && json.Valid(data[4:]), "%s", data)
	var groups map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(data[4:], &groups))
	require.Len(t, groups, 3)
	for group, text := range groups {
		if string(text) == "{}" {
			delete(groups, group)
		}
	}
	data, err = json.Marshal(groups)
	require.NoError(t, err)
	return string(data)
}

func TestDecode(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{`{}`, `{}`},
		{`null`, `{}`},
		{` { "shoe" : null , "wearer" : { } } `, `{}`},
		{`{"shoe":{"heel_height":"85mm","width":null}}`, `{"shoe":{"heel_height":"85mm"}}`},
		{`{"shoe":{"heel_height":"3.5in"}}`, `{"shoe":{"heel_height":"88.9mm"}}`},
		{`{"shoe":{"heel_height":"3 1/2 in"}}`, `{"shoe":{"heel_height":"88.9mm"}}`},
		{`{"shoe":{"heel_height":"76mm..99mm"}}`, `{"shoe":{"heel_height":"76mm..99mm"}}`},
		{`{"shoe":{"heel_height":"80mm.."}}`, `{"shoe":{"heel_height":"80mm.."}}`},
		{`{"shoe":{"heel_height":"..3in"}}`, `{"shoe":{"heel_height":"..76.2mm"}}`},
		{`{"shoe":{"drop":"-5mm"}}`, `{"shoe":{"drop":"-5mm"}}`},
		{`{"shoe":{"weight":"9oz"},"use":{"hours":"1h30m"}}`, `{"shoe":{"weight":"255.145708125g"},"use":{"hours":"1h30m"}}`},
		{`{"wearer":{"age":35},"use":{"seated":0.5}}`, `{"use":{"seated":0.5},"wearer":{"age":35}}`},
		{`{"wearer":{"age":3.5e1}}`, `{"wearer":{"age":35}}`},
		{`{"wearer":{"age":-0.0}}`, `{"wearer":{"age":0}}`},
		{`{"wearer":{"age":"35"}}`, `{"wearer":{"age":35}}`},
		{`{"wearer":{"age":"30..40"}}`, `{"wearer":{"age":"30..40"}}`},
		{`{"shoe":{"heel":"block"}}`, `{"shoe":{"heel":"block"}}`},
		{`{"shoe":{"heel":["wedge","block","block"]}}`, `{"shoe":{"heel":["block","wedge"]}}`},
		{`{"shoe":{"heel":["block"]}}`, `{"shoe":{"heel":"block"}}`},
		{`{"wearer":{"arch":["flat","normal","high"]}}`, `{}`},
		{`{"shoe":{"heel":"bl\u006fck"}}`, `{"shoe":{"heel":"block"}}`},
		{`{"shoe":{"rocker":true,"closed":false}}`, `{"shoe":{"closed":false,"rocker":true}}`},
		{`{"shoe":{"r\u006fcker":true}}`, `{"shoe":{"rocker":true}}`},
	} {
		var i item
		require.NoError(t, items.DecodeJSON([]byte(tt.in), &i), tt.in)
		want, err := json.Marshal(json.RawMessage(tt.want))
		require.NoError(t, err)
		assert.JSONEq(t, string(want), encoded(t, &i), tt.in)
	}
}

// What is decoded adds to what was there: a null forgets, what is not named stays.
func TestDecodeInto(t *testing.T) {
	i := item{Height: fact.MM(85), Rocker: fact.Yes, Heel: 1 << 2}
	require.NoError(t, items.DecodeJSON([]byte(`{"shoe":{"rocker":null,"width":"20mm"}}`), &i))
	assert.Equal(t, item{Height: fact.MM(85), Width: fact.MM(20), Heel: 1 << 2}, i)
	require.NoError(t, items.DecodeGroup("shoe", []byte(`{"heel_height":"90mm","heel":null}`), &i))
	assert.Equal(t, item{Height: fact.MM(90), Width: fact.MM(20)}, i)
}

// A word whose value is at fault is unknown afterwards, whatever the fault, and whatever was known before.
func TestDecodeFaultForgets(t *testing.T) {
	before := item{Heel: 1 << 2, Rocker: fact.Yes}
	for _, value := range []string{`1e300`, `1e999`, `""`, `"` + strings.Repeat("x", 101) + `"`, `{}`, `{"a":[1]}`, `[]`, `[1]`,
		`["block",null]`, `"blok"`, `7`, `true`, `[`, `["block"`, `{`, `nul`, ``} {
		i := before
		require.Error(t, items.DecodeJSON([]byte(`{"shoe":{"heel":`+value+`}}`), &i), value)
		assert.Equal(t, item{Rocker: fact.Yes}, i, value)
	}
	for _, value := range []string{`1e300`, `""`, `["true"]`, `{}`, `"true"`} {
		i := before
		require.Error(t, items.DecodeGroup("shoe", []byte(`{"rocker":`+value+`}`), &i), value)
		assert.Equal(t, item{Heel: 1 << 2}, i, value)
	}
}

// Everything wrong is told at once, by key; what is right is taken.
func TestDecodeFaults(t *testing.T) {
	words := "flat, kitten, block, wedge, cone, spool"
	noFact := "an object is no fact (write a text, a number, true or false, or a list of words)"
	noWords := `a list holds words alone (as ["block", "wedge"])`
	noChoice := `a list is only for a choice of words (a range is a text like "76mm..99mm")`
	for _, tt := range []struct {
		in   string
		want []string
	}{
		// Unknown keys and words.
		{`{"shoe":{"heel_hieght":"85mm"}}`, []string{`unknown-key: shoe.heel_hieght: there is no key "heel_hieght" (did you mean "heel_height"?)`}},
		{`{"sheo":{"heel_height":"85mm"}}`, []string{`unknown-key: sheo: there is no key "sheo" (did you mean "shoe"?)`}},
		{`{"shoe":{"colour":{"a":[1,{"b":null}]},"rocker":true}}`, []string{`unknown-key: shoe.colour: there is no key "colour" (the keys are heel_height, width, drop, weight, heel, rocker, closed)`}},
		{`{"shoe":{"":1},"":{}}`, []string{
			`unknown-key: shoe.: there is no key "" (the keys are heel_height, width, drop, weight, heel, rocker, closed)`,
			`unknown-key: there is no key "" (the keys are shoe, use, wearer)`,
		}},
		{`{"shoe":{"heel":"blok"}}`, []string{`unknown-value: shoe.heel: "blok" is no word of shoe.heel (did you mean "block"?)`}},
		{`{"shoe":{"heel":"Block"}}`, []string{`unknown-value: shoe.heel: "Block" is no word of shoe.heel (did you mean "block"?)`}},
		{`{"shoe":{"heel":["block","pump"]}}`, []string{`unknown-value: shoe.heel: "pump" is no word of shoe.heel (write ` + words + " or stiletto)"}},
		{`{"shoe":{"heel":"bl\uD800ock"}}`, []string{"unknown-value: shoe.heel: \"bl\uFFFDock\" is no word of shoe.heel (did you mean \"block\"?)"}},

		// Keys given twice: the first counts.
		{`{"shoe":{"rocker":true,"rocker":false}}`, []string{`duplicate-key: shoe.rocker: the key is given twice (a set of words is a list, a range a text like "76mm..99mm")`}},
		{`{"shoe":{"rocker":true},"shoe":{"rocker":false}}`, []string{`duplicate-key: shoe: the key is given twice (a set of words is a list, a range a text like "76mm..99mm")`}},
		{`{"shoe":{"rocker":true,"r\u006fcker":null}}`, []string{`duplicate-key: shoe.rocker: the key is given twice (a set of words is a list, a range a text like "76mm..99mm")`}},

		// Values of the wrong kind.
		{`{"shoe":{"heel_height":85}}`, []string{`bad-value: shoe.heel_height: "85" has no unit: write a length like "85mm"`}},
		{`{"shoe":{"heel_height":"85"}}`, []string{`bad-value: shoe.heel_height: "85" has no unit: write a length like "85mm"`}},
		{`{"shoe":{"heel_height":true}}`, []string{"bad-value: shoe.heel_height: true is no length"}},
		{`{"shoe":{"heel_height":"block"}}`, []string{`bad-value: shoe.heel_height: "block" is no length: write a length like "85mm"`}},
		{`{"shoe":{"heel_height":"85kg"}}`, []string{`bad-value: shoe.heel_height: "85kg" has the unit "kg", which is none of a length: write a length like "85mm"`}},
		{`{"shoe":{"heel_height":{"mm":85}}}`, []string{"bad-value: shoe.heel_height: " + noFact}},
		{`{"shoe":{"heel_height":["85mm"]}}`, []string{"bad-value: shoe.heel_height: " + noChoice}},
		{`{"shoe":{"heel_height":["76mm","99mm"]}}`, []string{"bad-value: shoe.heel_height: " + noChoice}},
		{`{"wearer":{"age":[35]}}`, []string{"bad-value: wearer.age: " + noWords}},
		{`{"wearer":{"age":"old"}}`, []string{`bad-value: wearer.age: "old" is no number: write a number like "35"`}},
		{`{"wearer":{"age":false}}`, []string{"bad-value: wearer.age: false is no number"}},
		{`{"shoe":{"heel":3}}`, []string{"bad-value: shoe.heel: 3 is none of the words " + words + ", stiletto"}},
		{`{"shoe":{"heel":true}}`, []string{"bad-value: shoe.heel: true is none of the words " + words + ", stiletto"}},
		{`{"shoe":{"heel":{"kind":"block"}}}`, []string{"bad-value: shoe.heel: " + noFact}},
		{`{"shoe":{"heel":["block",null]}}`, []string{"bad-value: shoe.heel: " + noWords}},
		{`{"shoe":{"heel":["block",["wedge",{}]]}}`, []string{"bad-value: shoe.heel: " + noWords}},
		{`{"shoe":{"heel":[1,2,3]}}`, []string{"bad-value: shoe.heel: " + noWords}},
		{`{"shoe":{"heel":[]}}`, []string{"bad-value: shoe.heel: a list of 0 words is no choice (leave out what is not known, or write null)"}},
		{`{"shoe":{"heel":[` + strings.Repeat(`"block",`, 32) + `"block"]}}`, []string{"bad-value: shoe.heel: a list of 33 words is no choice (leave out what is not known, or write null)"}},
		{`{"shoe":{"rocker":"true"}}`, []string{`bad-value: shoe.rocker: "true" is neither true nor false: write either without quotes`}},
		{`{"shoe":{"rocker":"yes"}}`, []string{`bad-value: shoe.rocker: "yes" is neither true nor false: write either without quotes`}},
		{`{"shoe":{"rocker":1}}`, []string{"bad-value: shoe.rocker: 1 is neither true nor false"}},
		{`{"shoe":{"rocker":["true"]}}`, []string{"bad-value: shoe.rocker: " + noChoice}},
		{`{"shoe":{"rocker":[true]}}`, []string{"bad-value: shoe.rocker: " + noWords}},
		{`{"shoe":{"rocker":{}}}`, []string{"bad-value: shoe.rocker: " + noFact}},
		{`{"shoe":[{"rocker":true}]}`, []string{`bad-value: shoe: an object is needed, not a list (as {"heel_height": "85mm"})`}},
		{`{"shoe":"block","use":3,"wearer":true}`, []string{
			`bad-value: shoe: an object is needed, not block (as {"heel_height": "85mm"})`,
			`bad-value: use: an object is needed, not 3 (as {"heel_height": "85mm"})`,
			`bad-value: wearer: an object is needed, not true (as {"heel_height": "85mm"})`,
		}},
		{`[]`, []string{`bad-value: an object is needed, not a list (as {"heel_height": "85mm"})`}},
		{`"shoe"`, []string{`bad-value: an object is needed, not shoe (as {"heel_height": "85mm"})`}},

		// Numbers and texts that cannot be.
		{`{"shoe":{"heel_height":"","heel":"","rocker":""}}`, []string{
			"bad-value: shoe.heel_height: the text is empty (leave out what is not known, or write null)",
			"bad-value: shoe.heel: the text is empty (leave out what is not known, or write null)",
			"bad-value: shoe.rocker: the text is empty (leave out what is not known, or write null)",
		}},
		{`{"shoe":{"heel_height":"-5mm"}}`, []string{"bad-value: shoe.heel_height: -5mm is outside 0mm..250mm"}},
		{`{"shoe":{"heel_height":"250.001mm"}}`, []string{"bad-value: shoe.heel_height: 250.001mm is outside 0mm..250mm"}},
		{`{"shoe":{"heel_height":"240mm..260mm"}}`, []string{"bad-value: shoe.heel_height: 240mm..260mm is outside 0mm..250mm"}},
		{`{"shoe":{"heel_height":"300mm.."}}`, []string{"bad-value: shoe.heel_height: 300mm.. is outside 0mm..250mm"}},
		{`{"shoe":{"heel_height":"99mm..76mm"}}`, []string{`bad-value: shoe.heel_height: "99mm..76mm": the range ends below its start: write the lower end first`}},
		{`{"shoe":{"heel_height":".."}}`, []string{`bad-value: shoe.heel_height: ".." has neither end: leave out what is not known`}},
		{`{"shoe":{"heel_height":"999999999999999999999mm"}}`, []string{`bad-value: shoe.heel_height: "999999999999999999999mm" is too great to be true: write a length like "85mm"`}},
		{`{"shoe":{"heel_height":"NaNmm"}}`, []string{`bad-value: shoe.heel_height: "NaNmm" is no length: write a length like "85mm"`}},
		{`{"shoe":{"heel_height":"Infinity"}}`, []string{`bad-value: shoe.heel_height: "Infinity" is no length: write a length like "85mm"`}},
		{`{"wearer":{"age":"NaN"}}`, []string{`bad-value: wearer.age: "NaN" is no number: write a number like "35"`}},
		{`{"wearer":{"age":"-inf"}}`, []string{`bad-value: wearer.age: "-inf" is no number: write a number like "35"`}},
		{`{"wearer":{"age":-1}}`, []string{"bad-value: wearer.age: -1 is outside 0..120"}},
		{`{"wearer":{"age":1e400}}`, []string{"bad-value: wearer.age: 1e400 is too great to be true"}},
		{`{"wearer":{"age":1e15}}`, []string{"bad-value: wearer.age: 1e15 is too great to be true"}},
		{`{"wearer":{"age":1` + strings.Repeat("0", 200) + `}}`, []string{"bad-value: wearer.age: 1" + strings.Repeat("0", 39) + " is too great to be true"}},

		// JSON that breaks off or goes on.
		{``, []string{"bad-json: not valid JSON at byte 0: it ends too early"}},
		{`{"shoe":{"heel":"blo`, []string{"bad-json: not valid JSON at byte 16: it ends too early"}},
		{`{"shoe":{"heel":"block"}`, []string{"bad-json: not valid JSON at byte 24: it ends too early"}},
		{`{"shoe":{"heel":["block"`, []string{"bad-json: not valid JSON at byte 24: it ends too early"}},
		{`{"wearer":{"age":NaN}}`, []string{"bad-json: not valid JSON at byte 17: invalid character 'N' looking for beginning of value"}},
		{`{"shoe":{"heel":"block",}}`, []string{"bad-json: not valid JSON at byte 24: invalid character '}' looking for beginning of object key string"}},
		{`{"shoe":{"heel":"block"}}}`, []string{"bad-json: something follows the JSON at byte 25 (one case is one object)"}},
		{`{"shoe":{"heel":"block"}} {}`, []string{"bad-json: something follows the JSON at byte 27 (one case is one object)"}},
		{`{"shoe":{"heel":"block"}} x`, []string{"bad-json: something follows the JSON at byte 26 (one case is one object)"}},

		// Several faults, and what was right beside them.
		{`{"shoe":{"heel_height":"85mm","weight":"wrong","heel":"blok","rocker":true,"nothing":0},"wearer":{"age":200}}`, []string{
			`bad-value: shoe.weight: "wrong" is no mass: write a mass like "280g"`,
			`unknown-value: shoe.heel: "blok" is no word of shoe.heel (did you mean "block"?)`,
			`unknown-key: shoe.nothing: there is no key "nothing" (the keys are heel_height, width, drop, weight, heel, rocker, closed)`,
			"bad-value: wearer.age: 200 is outside 0..120",
		}},
	} {
		i := item{Age: fact.Num(7)}
		var got []string
		for _, e := range AsErrors(items.DecodeJSON([]byte(tt.in), &i)) {
			got = append(got, e.Code+": "+e.Error())
			assert.Empty(t, e.File, tt.in)
			assert.Empty(t, e.Snippet(), tt.in)
		}
		assert.Equal(t, tt.want, got, tt.in)
		assert.NoError(t, items.Check(&i), "%s: what is left is possible", tt.in)
		if strings.Contains(tt.in, `"rocker":true`) && !strings.HasPrefix(tt.in, `{"shoe":[`) {
			assert.Equal(t, fact.Yes, i.Rocker, "%s: what is right is taken", tt.in)
		}
		if strings.Contains(tt.in, `"age":2`) {
			assert.Equal(t, fact.Number{}, i.Age, "what is wrong is forgotten")
		}
	}
}

func TestDecodeGroupFaults(t *testing.T) {
	for in, want := range map[string]string{
		`{"heel_hieght":"85mm"}`:          `shoe.heel_hieght: there is no key "heel_hieght" (did you mean "heel_height"?)`,
		`{"heel_height":"251mm"}`:         "shoe.heel_height: 251mm is outside 0mm..250mm",
		`"block"`:                         `shoe: an object is needed, not block (as {"heel_height": "85mm"})`,
		`{"rocker":true} {"rocker":true}`: "something follows the JSON at byte 17 (one case is one object)",
	} {
		var i item
		assert.EqualError(t, items.DecodeGroup("shoe", []byte(in), &i), want, in)
	}
	var i item
	assert.ErrorContains(t, items.DecodeGroup("shop", []byte(`{"rocker":true}`), &i), `shop.rocker: there is no key "rocker"`)
}

// Texts that want to exhaust time, memory or the stack, and the size of what is said of them.
func TestHostileInput(t *testing.T) {
	long := strings.Repeat("é", 1<<18)
	for name, in := range map[string]string{
		"brackets":              strings.Repeat("[", 500_000),
		"braces":                strings.Repeat(`{"shoe":`, 100_000),
		"brackets in a word":    `{"shoe":{"heel":` + strings.Repeat("[", 500_000),
		"closed brackets":       `{"shoe":{"heel":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + "}}",
		"brackets in a key":     `{"shoe":{"x":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + "}}",
		"objects in a key":      `{"shoe":{"x":` + strings.Repeat(`{"x":`, 100_000) + "1" + strings.Repeat("}", 100_000) + "}}",
		"a long key":            `{"shoe":{"` + long + `":1}}`,
		"a long group":          `{"` + long + `":1}`,
		"a long key twice":      `{"shoe":{"` + long + `":1,"` + long + `":1}}`,
		"a long word":           `{"shoe":{"heel":"` + long + `"}}`,
		"a long word in a list": `{"shoe":{"heel":["` + long + `"]}}`,
		"a long length":         `{"shoe":{"heel_height":"` + long + `"}}`,
		"a long flag":           `{"shoe":{"rocker":"` + long + `"}}`,
		"a long text":           `{"shoe":"` + long + `"}`,
		"a long number":         `{"wearer":{"age":1` + strings.Repeat("0", 1<<18) + `}}`,
		"a long decimal":        `{"wearer":{"age":0.` + strings.Repeat("1", 1<<18) + `x}}`,
		"a long list":           `{"shoe":{"heel":[` + strings.Repeat(`"block",`, 1<<15) + `"block"]}}`,
		"many keys":             "{\"shoe\":{" + lines("", 20_000, `"k%d":1,`) + `"x":1}}`,
		"one key many times":    "{\"shoe\":{" + strings.Repeat(`"rocker":true,`, 20_000) + `"rocker":true}}`,
	} {
		frugally(t, name, func(t *testing.T) {
			var i item
			faults := AsErrors(items.DecodeJSON([]byte(in), &i))
			if assert.NotEmpty(t, faults) {
				assert.Less(t, len(faults[0].Error()), 1000)
				assert.NotEmpty(t, faults[0].Code)
			}
		})
	}
}

// What cannot be is not written.
func TestAppendFaults(t *testing.T) {
	for want, i := range map[string]item{
		"shoe.heel_height: -1mm is outside 0mm..250mm":                                               {Height: fact.MM(-1)},
		"shoe.heel: 0x80 is not among the 7 words flat, kitten, block, wedge, cone, spool, stiletto": {Heel: 1 << 7},
		"shoe.rocker: 7 is no truth: use Yes, No or Unknown":                                         {Rocker: 7},
		"shoe.width: the range ends below its start: write the lower end first":                      {Width: fact.MM(9).To(fact.MM(5))},
	} {
		_, err := items.AppendJSON(nil, &i)
		assert.EqualError(t, err, want)
		assert.EqualError(t, items.Check(&i), want)
	}
	all := item{Height: fact.MM(-1), Heel: 1 << 7, Rocker: 7, Age: fact.Num(121)}
	assert.Len(t, AsErrors(items.Check(&all)), 4, "all at once")
}

// FuzzDecode decodes anything. What decodes without an error is written, and read again as the same.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		"", "{}", "null", "[]", `{"shoe":{"heel_height":"76mm..99mm","heel":["block","wedge"],"rocker":true},"wearer":{"age":35},"use":{"hours":"1h30m"}}`,
		`{"shoe":{"drop":"-5mm","weight":"9oz","width":"3 1/2 in"},"use":{"seated":"0.1..0.9"}}`, `{"shoe":{"heel":`, `{"shoe":{"heel":null,"heel":1}}`,
		`{"wearer":{"age":1e-7}}`, `{"wearer":{"age":"..40"}}`, `{"shoe":{"heel_height":"0mm..250mm"}}`, `{"wearer":{"arch":["flat","normal","high"]}}`,
		`{"shoe":{"x":[[[{"a":[]}]]]}}`, "{\"shoe\":{\"\u2028\":1}}",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var i item
		err := items.DecodeJSON(data, &i)
		for _, e := range AsErrors(err) {
			require.NotEmpty(t, e.Code, "%q", data)
			require.NotEmpty(t, e.Msg, "%q", data)
			require.Less(t, len(e.Error()), 1500, "%q", data)
		}
		require.Equal(t, err != nil, len(AsErrors(err)) > 0, "%q", data)
		require.NoError(t, items.Check(&i), "%q", data) // also of what is right beside an error
		text, problem := items.AppendJSON(nil, &i)
		require.NoError(t, problem, "%q", data)
		require.True(t, json.Valid(text), "%s", text)
		if err == nil {
			require.True(t, json.Valid(data), "%q", data)
		}
		var again item
		require.NoError(t, items.DecodeJSON(text, &again), "%s", text)
		require.Equal(t, i, again, "%s", text)
	})
}

// A pair is an item whose words are tied to one another.
type pair struct {
	Height, Platform, Rise, Base fact.Length
	Width                        fact.Choice[archNames]
	Every                        fact.Duration
	Breaks                       fact.Truth
}

var pairs = NewVocabulary([]Word[pair]{
	Measure("shoe.heel_height", func(p *pair) *fact.Length { return &p.Height }, About{Domain: "0mm..250mm"}),
	Measure("shoe.platform", func(p *pair) *fact.Length { return &p.Platform }, About{Domain: "0mm..150mm"}),
	Measure("shoe.rise", func(p *pair) *fact.Length { return &p.Rise }, About{Domain: "-25mm..230mm"}),
	Measure("shoe.base_width", func(p *pair) *fact.Length { return &p.Base }, About{Domain: "3mm..150mm"}),
	Choice("shoe.base", func(p *pair) *fact.Choice[archNames] { return &p.Width }, About{}), // flat, normal, high stand for narrow, medium, broad
	Measure("use.break_every", func(p *pair) *fact.Duration { return &p.Every }, About{Domain: "0h..12h"}),
	Flag("use.breaks", func(p *pair) *fact.Truth { return &p.Breaks }, About{}),
},
	Sum{Whole: "shoe.heel_height", First: "shoe.platform", Part: "shoe.rise"},
	Bands{Choice: "shoe.base", Measure: "shoe.base_width", Ranges: []string{"..20mm", "20mm..40mm", "40mm.."}},
	Implies{Measure: "use.break_every", Flag: "use.breaks"},
)

// known returns what p says.
func known(p *pair) facts {
	f := facts{make([]span, len(pairs.infos)), make([]knowledge, len(pairs.infos))}
	pairs.fill(unsafe.Pointer(p), f)
	return f
}

// settled returns what follows from p: the spans of its words.
func settled(t *testing.T, p *pair) (map[string]string, bool) {
	t.Helper()
	f := known(p)
	_, ok := pairs.settle(f)
	told := map[string]string{}
	for i, w := range pairs.infos {
		s := f.spans[i]
		switch {
		case s == w.whole():
		case w.kind == measure && w.dim == fact.OfLength:
			told[w.name] = fmt.Sprintf("%g..%g", s.lo/1000, s.hi/1000)
		case w.kind == measure:
			told[w.name] = fmt.Sprintf("%g..%g", s.lo, s.hi)
		default:
			told[w.name] = fmt.Sprintf("%b", s.set)
		}
	}
	return told, ok
}

func TestRelations(t *testing.T) {
	const height, platform, rise, base, width, every, breaks = "shoe.heel_height", "shoe.platform", "shoe.rise", "shoe.base", "shoe.base_width", "use.break_every", "use.breaks"
	type said map[string]string
	for _, tt := range []struct {
		in   string
		want said
		err  string
	}{
		{in: `{}`, want: said{}},
		// Of a sum, two decide the third.
		{in: `{"shoe":{"heel_height":"85mm","platform":"10mm"}}`, want: said{height: "85..85", platform: "10..10", rise: "75..75"}},
		{in: `{"shoe":{"platform":"10mm","rise":"75mm"}}`, want: said{height: "85..85", platform: "10..10", rise: "75..75"}},
		{in: `{"shoe":{"heel_height":"85mm","rise":"75mm"}}`, want: said{height: "85..85", platform: "10..10", rise: "75..75"}},
		{in: `{"shoe":{"heel_height":"85mm","platform":"10mm","rise":"75mm"}}`, want: said{height: "85..85", platform: "10..10", rise: "75..75"}},
		// One of them, and ranges, narrow the others.
		{in: `{"shoe":{"heel_height":"85mm"}}`, want: said{height: "85..85", platform: "0..110", rise: "-25..85"}},
		{in: `{"shoe":{"rise":"200mm.."}}`, want: said{height: "200..250", platform: "0..50", rise: "200..230"}},
		{in: `{"shoe":{"platform":"150mm"}}`, want: said{height: "125..250", platform: "150..150", rise: "-25..100"}},
		{in: `{"shoe":{"heel_height":"80mm..90mm","platform":"10mm..20mm","rise":"65mm.."}}`, want: said{height: "80..90", platform: "10..20", rise: "65..80"}},
		{in: `{"shoe":{"heel_height":"0mm","rise":"-25mm"}}`, want: said{height: "0..0", platform: "25..25", rise: "-25..-25"}},
		{in: `{"shoe":{"heel_height":"80mm..90mm","platform":"40mm","rise":"..45mm"}}`, want: said{height: "80..85", platform: "40..40", rise: "40..45"}},
		// What leaves no sum is a contradiction, however narrowly.
		{in: `{"shoe":{"heel_height":"85mm","platform":"10mm","rise":"75.001mm"}}`, err: "shoe.heel_height: 85mm is never the sum of shoe.platform, 10mm, and shoe.rise, 75.001mm (correct one of the three, or leave it out)"},
		{in: `{"shoe":{"heel_height":"0mm","platform":"30mm"}}`, err: "shoe.heel_height: 0mm is never the sum of shoe.platform, 30mm, and shoe.rise, unknown (correct one of the three, or leave it out)"},
		{in: `{"shoe":{"heel_height":"..50mm","rise":"60mm.."}}`, err: "shoe.heel_height: ..50mm is never the sum of shoe.platform, unknown, and shoe.rise, 60mm.. (correct one of the three, or leave it out)"},
		// A word bounds a measure that is not stated, a measure tells a word that is not.
		{in: `{"shoe":{"base":"flat"}}`, want: said{base: "1", width: "3..20"}},
		{in: `{"shoe":{"base":"normal"}}`, want: said{base: "10", width: "20..40"}},
		{in: `{"shoe":{"base":["normal","high"]}}`, want: said{base: "110", width: "20..150"}},
		{in: `{"shoe":{"base":["flat","high"]}}`, want: said{base: "101"}},
		{in: `{"shoe":{"base_width":"30mm"}}`, want: said{base: "10", width: "30..30"}},
		{in: `{"shoe":{"base_width":"20mm"}}`, want: said{base: "11", width: "20..20"}}, // the edge is of both
		{in: `{"shoe":{"base_width":"30mm..90mm"}}`, want: said{base: "110", width: "30..90"}},
		{in: `{"shoe":{"base_width":"150mm","base":"high"}}`, want: said{base: "100", width: "150..150"}},
		// Where the two disagree, both stand.
		{in: `{"shoe":{"base":"flat","base_width":"30mm"}}`, want: said{base: "1", width: "30..30"}},
		{in: `{"shoe":{"base":["flat","normal"],"base_width":"50mm"}}`, want: said{base: "11", width: "50..50"}},
		// A stated measure answers a flag.
		{in: `{"use":{"break_every":"1h"}}`, want: said{every: "3600..3600", breaks: "10"}},
		{in: `{"use":{"break_every":"1h..2h","breaks":true}}`, want: said{every: "3600..7200", breaks: "10"}},
		{in: `{"use":{"break_every":"..2h"}}`, want: said{every: "0..7200", breaks: "10"}},
		{in: `{"use":{"break_every":"0h..12h"}}`, want: said{}}, // says nothing
		{in: `{"use":{"breaks":false}}`, want: said{breaks: "1"}},
		{in: `{"use":{"break_every":"0h..12h","breaks":false}}`, want: said{breaks: "1"}},
		{in: `{"use":{"break_every":"1h","breaks":false}}`, err: "use.break_every: it is 1h, while use.breaks is no (leave one of the two out)"},
		// Several at once.
		{in: `{"shoe":{"heel_height":"0mm","platform":"30mm"},"use":{"break_every":"1h","breaks":false}}`, err: "shoe.heel_height: 0mm is never the sum of shoe.platform, 30mm, and shoe.rise, unknown (correct one of the three, or leave it out)\n" +
			"use.break_every: it is 1h, while use.breaks is no (leave one of the two out)"},
		{in: `{"shoe":{"base":"high","rise":"-5mm","platform":"30mm"},"use":{"break_every":"1h"}}`, want: said{base: "100", width: "40..150", height: "25..25", platform: "30..30", rise: "-5..-5", every: "3600..3600", breaks: "10"}},
	} {
		var p pair
		require.NoError(t, pairs.DecodeJSON([]byte(tt.in), &p), tt.in)
		got, ok := settled(t, &p)
		if tt.err != "" {
			assert.False(t, ok, tt.in)
			err := pairs.Check(&p)
			assert.EqualError(t, err, tt.err, tt.in)
			for _, e := range AsErrors(err) {
				assert.Equal(t, "contradiction", e.Code, tt.in)
			}
			continue
		}
		assert.True(t, ok, tt.in)
		assert.NoError(t, pairs.Check(&p), tt.in)
		assert.Equal(t, map[string]string(tt.want), got, tt.in)
	}
}

// What a sum makes of three ranges is as narrow as can be, and never loses a sum that is possible.
func TestSumIsTight(t *testing.T) {
	t.Logf("seed %d", *caseSeed)
	random := rand.New(rand.NewPCG(*caseSeed, 3))
	between := func(lo, hi int) fact.Length {
		x, y := lo+random.IntN(hi-lo+1), lo+random.IntN(hi-lo+1)
		return fact.MM(float64(min(x, y))).To(fact.MM(float64(max(x, y))))
	}
	for range 2000 {
		p := pair{Height: between(0, 12), Platform: between(0, 8), Rise: between(-4, 8)}
		var want [3]span
		possible := false
		for x := range 9 {
			for y := -4; y <= 8; y++ {
				if z := x + y; has(p.Platform, x) && has(p.Rise, y) && has(p.Height, z) {
					for i, v := range []int{z, x, y} {
						v := float64(v) * 1000
						if !possible {
							want[i] = span{lo: v, hi: v}
						}
						want[i] = hull(want[i], span{lo: v, hi: v})
					}
					possible = true
				}
			}
		}
		f := known(&p)
		_, ok := pairs.settle(f)
		require.Equal(t, possible, ok, "%v = %v + %v", p.Height, p.Platform, p.Rise)
		require.Equal(t, possible, pairs.Check(&p) == nil)
		if possible {
			require.Equal(t, want[:], f.spans[:3], "%v = %v + %v", p.Height, p.Platform, p.Rise)
		}
	}
}

func has(q fact.Length, mm int) bool {
	lo, hi := q.Bounds()
	return lo <= int64(mm)*1000 && int64(mm)*1000 <= hi
}

// What a vocabulary tells of its words is a copy.
func TestWordsAreCopies(t *testing.T) {
	v := NewVocabulary([]Word[item]{
		Choice("shoe.arch", func(i *item) *fact.Choice[archNames] { return &i.Arch }, About{Order: []string{"normal", "flat|high"}}),
	})
	for w := range v.Words() {
		w.Values[0], w.Order[0] = "changed", "changed"
	}
	for w := range v.Words() {
		assert.Equal(t, []string{"flat", "normal", "high"}, w.Values)
		assert.Equal(t, []string{"normal", "flat|high"}, w.Order)
	}
}

type manyWords struct{}

func (manyWords) Words() []string { return strings.Fields(lines("", 33, "w%d ")) }

type sameWords struct{}

func (sameWords) Words() []string { return []string{"a", "b", "a"} }

// A vocabulary that makes no sense is a mistake in code, and says so.
func TestVocabularyPanics(t *testing.T) {
	words := itemWords()
	flagged := func(name string) Word[item] {
		return Flag(name, func(i *item) *fact.Truth { return &i.Rocker }, About{})
	}
	for want, make := range map[string]func(){
		`rules: the word "rocker" is not a group and a key, as in "shoe.heel_height"`: func() { NewVocabulary([]Word[item]{flagged("rocker")}) },
		"rules: the word shoe.rocker is declared twice":                               func() { NewVocabulary([]Word[item]{flagged("shoe.rocker"), flagged("shoe.rocker")}) },
		`rules: a relation names the word "shoe.rise", which is not declared`: func() {
			NewVocabulary(words, Sum{Whole: "shoe.heel_height", First: "shoe.drop", Part: "shoe.rise"})
		},
		"rules: shoe.heel_height, shoe.drop and shoe.weight do not measure the same": func() {
			NewVocabulary(words, Sum{Whole: "shoe.heel_height", First: "shoe.drop", Part: "shoe.weight"})
		},
		"rules: shoe.heel is no measure": func() { NewVocabulary(words, Implies{Measure: "shoe.heel", Flag: "shoe.rocker"}) },
		"rules: shoe.width is no flag":   func() { NewVocabulary(words, Implies{Measure: "shoe.width", Flag: "shoe.width"}) },
		"rules: wearer.arch has 3 words, not 1": func() {
			NewVocabulary(words, Bands{Choice: "wearer.arch", Measure: "shoe.width", Ranges: []string{"..9mm"}})
		},
		"rules: the domain of a.b has an open end": func() { Measure("a.b", func(i *item) *fact.Length { return &i.Width }, About{Domain: "3mm.."}) },
		`rules: the unit "in" of a.b is none of a length`: func() {
			Measure("a.b", func(i *item) *fact.Length { return &i.Width }, About{Domain: "3mm..9mm", Unit: "in"})
		},
		`rules: the unit "mm" of a.b is none of a mass`: func() {
			Measure("a.b", func(i *item) *fact.Mass { return &i.Weight }, About{Domain: "3g..9g", Unit: "mm"})
		},
		`rules: the unit "g" of a.b is none of a number`: func() {
			Measure("a.b", func(i *item) *fact.Number { return &i.Age }, About{Domain: "3..9", Unit: "g"})
		},
		"rules: a.b has 33 words, and a choice has at most 32": func() {
			Choice("a.b", func(c *fact.Choice[manyWords]) *fact.Choice[manyWords] { return c }, About{})
		},
		`rules: a.b has the word "a" twice`: func() {
			Choice("a.b", func(c *fact.Choice[sameWords]) *fact.Choice[sameWords] { return c }, About{})
		},
	} {
		assert.PanicsWithValue(t, want, make, want)
	}
}
