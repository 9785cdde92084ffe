package fact_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

func TestValueJSON(t *testing.T) {
	for _, tt := range []struct {
		in         fact.Value
		json, text string
	}{
		{fact.Value{}, `null`, "unknown"},
		{fact.Length{}.Value(), `null`, "unknown"},
		{fact.Unknown.Value(), `null`, "unknown"},
		{Heel(0).Value(), `null`, "unknown"},
		{heelEvery.Value(), `null`, "unknown"},
		{fact.MM(85).Value(), `"85mm"`, "85mm"},
		{fact.MM(0).Value(), `"0mm"`, "0mm"},
		{fact.MM(1e6).Value(), `"1000000mm"`, "1000000mm"},
		{fact.MM(80).OrMore().Value(), `"80mm.."`, "80mm.."},
		{fact.MM(80).OrLess().Value(), `"..80mm"`, "..80mm"},
		{fact.Kilometres(500).Value(), `"500km"`, "500km"},
		{fact.Kilometres(0).Value(), `"0km"`, "0km"},
		{fact.Kilometres(300).To(fact.Kilometres(800)).Value(), `"300km..800km"`, "300km..800km"},
		{fact.Ounces(9).Value(), `"255.145708125g"`, "255.145708125g"},
		{fact.Minutes(90).Value(), `"1h30m"`, "1h30m"},
		{fact.Minutes(45).Value(), `"45min"`, "45min"},
		{fact.Num(35).Value(), `35`, "35"},
		{fact.Num(-0.5).Value(), `-0.5`, "-0.5"},
		{fact.Num(40).To(fact.Num(50)).Value(), `"40..50"`, "40..50"},
		{fact.Num(40).OrMore().Value(), `"40.."`, "40.."},
		{HeelBlock.Value(), `"block"`, "block"},
		{(HeelBlock | HeelStiletto).Value(), `["block","stiletto"]`, "block or stiletto"},
		{fact.WordsValue("block"), `"block"`, "block"},
		{fact.WordsValue("b", "a"), `["b","a"]`, "b or a"},
		{fact.WordsValue("a", "b", "a"), `["a","b"]`, "a or b"},
		{fact.WordsValue("a", "a"), `"a"`, "a"},
		{fact.WordsValue("35"), `["35"]`, "35"}, // a size tag, not a number
		{fact.WordsValue("85mm"), `["85mm"]`, "85mm"},
		{fact.WordsValue("85mm", "wide"), `["85mm","wide"]`, "85mm or wide"},
		{fact.WordsValue("<3"), `"\u003c3"`, "<3"},
		{fact.WordsValue("a\xffb"), "\"a\uFFFDb\"", "a\uFFFDb"},
		{fact.WordsValue(""), `""`, ""},
		{fact.Yes.Value(), `true`, "yes"},
		{fact.No.Value(), `false`, "no"},
	} {
		data, err := json.Marshal(tt.in)
		require.NoError(t, err, tt.json)
		assert.Equal(t, tt.json, string(data))
		assert.Equal(t, tt.text, tt.in.String(), tt.json)
		assert.Equal(t, tt.json != "null", tt.in.Known(), tt.json)

		var out fact.Value
		require.NoError(t, json.Unmarshal(data, &out), tt.json)
		again, err := json.Marshal(out)
		require.NoError(t, err, tt.json)
		assert.Equal(t, tt.json, string(again))
		assert.Equal(t, tt.text, out.String(), tt.json)
		assert.Equal(t, tt.in.Words(), out.Words(), tt.json)
		wantTruth, wantOK := tt.in.Truth()
		truth, ok := out.Truth()
		assert.Equal(t, wantTruth, truth, tt.json)
		assert.Equal(t, wantOK, ok, tt.json)
	}
}

func TestValueFromJSON(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{` null `, `null`},
		{`[]`, `null`},
		{`"8.5cm"`, `"85mm"`},
		{`"3 1/2 in"`, `"88.9mm"`},
		{`"1m"`, `"1000mm"`}, // a metre; in a duration "1min" is sure
		{`"300mi"`, `"482803200mm"`},
		{`"1lb 2oz"`, `"510.29141625g"`},
		{`"30m..1h"`, `"30min..1h"`},
		{`"99mm..76mm"`, `"99mm..76mm"`}, // a word, for want of a better reading
		{`35.0`, `35`},
		{`-0`, `0`},
		{`1e2`, `100`},
		{`1.5E+1`, `15`},
		{`2.5e-1`, `0.25`},
		{`1e-400`, `0`},
		{`"35"`, `35`},
		{`"yes"`, `"yes"`}, // only true and false are truths
		{`["35"]`, `["35"]`},
		{`["a","a","b"]`, `["a","b"]`},
		{`"\ud800"`, "\"\uFFFD\""},
	} {
		var v fact.Value
		require.NoError(t, json.Unmarshal([]byte(tt.in), &v), tt.in)
		data, err := json.Marshal(v)
		require.NoError(t, err, tt.in)
		assert.Equal(t, tt.want, string(data), tt.in)
	}
	for _, tt := range []struct{ in, err string }{
		{`{"a":1}`, `{"a":1} is no fact: write a text, a number, true or false, or a list of words`},
		{`[1]`, `[1] is no list of words: write each word as a string`},
		{`["a",null]`, `["a",null] is no list of words: write each word as a string`},
		{`[["a"]]`, `[["a"]] is no list of words: write each word as a string`},
		{`9007199254.740993`, `"9007199254.740993" is too great to be true: write a number like "35"`},
		{`1e10`, `1e10 is too great to be true`},
		{`1e400`, `1e400 is too great to be true`},
	} {
		v := fact.MM(85).Value()
		assert.EqualError(t, json.Unmarshal([]byte(tt.in), &v), tt.err, tt.in)
		assert.False(t, v.Known(), tt.in)
	}
	for _, in := range []string{``, `x`, `"a`, `35mm`, `1 2`} {
		var v fact.Value
		assert.Error(t, v.UnmarshalJSON([]byte(in)), in)
	}
}

// Nothing that a stranger sends costs much, or comes back in full.
func TestValueOfHugeJSON(t *testing.T) {
	for name, in := range map[string]string{
		"object": `{"a":"` + strings.Repeat("é", 1<<20) + `"}`,
		"digits": strings.Repeat("9", 1<<20),
		"zeros":  "0." + strings.Repeat("0", 1<<20),
		"words":  `["a` + strings.Join(strings.Split(strings.Repeat("x", 1<<17), ""), `","`) + `"` + distinct(100_000) + `]`,
		"lists":  strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000),
	} {
		var v fact.Value
		err := json.Unmarshal([]byte(in), &v)
		require.Error(t, err, name)
		assert.Less(t, len(err.Error()), 300, name)
		assert.False(t, v.Known(), name)
	}
}

func distinct(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `,"w%d"`, i)
	}
	return b.String()
}

func TestWordsValue(t *testing.T) {
	words := []string{"block", "wedge"}
	v := fact.WordsValue(words...)
	words[0] = "changed"
	assert.Equal(t, []string{"block", "wedge"}, v.Words())
	v.Words()[0] = "changed"
	assert.Equal(t, []string{"block", "wedge"}, v.Words())

	many := thirtyTwoWords{}.Words()
	assert.Equal(t, many, fact.WordsValue(many...).Words())
	assert.Equal(t, many, fact.WordsValue(append(many, many...)...).Words())
	assert.False(t, fact.WordsValue(append(many, "one more")...).Known())
	assert.False(t, fact.WordsValue().Known())
}

func TestValueKinds(t *testing.T) {
	for _, v := range []fact.Value{{}, fact.MM(85).Value(), fact.Num(1).Value(), fact.WordsValue("yes")} {
		truth, ok := v.Truth()
		assert.False(t, ok, "%v", v)
		assert.Equal(t, fact.Unknown, truth, "%v", v)
	}
	for _, v := range []fact.Value{{}, fact.MM(85).Value(), fact.Num(1).Value(), fact.Yes.Value()} {
		assert.Empty(t, v.Words(), "%v", v)
	}
	for in, want := range map[fact.Truth]bool{fact.Yes: true, fact.No: true, fact.Unknown: false} {
		truth, ok := in.Value().Truth()
		assert.Equal(t, want, ok, "%v", in)
		assert.Equal(t, in, truth, "%v", in)
	}
}

func FuzzValue(f *testing.F) {
	for _, s := range []string{
		`null`, `true`, `false`, `35`, `-0.5`, `1e2`, `1e400`, `"40..50"`, `"85mm"`, `"8.5cm"`, `"0km"`, `"..0km"`, `"1m"`,
		`"500km..800km"`, `"9oz"`, `"1h30m"`, `"block"`, `""`, `"35"`, `["35"]`, `["a","b","a"]`, `[]`, `[""]`, `{}`,
		`"\ud800"`, `"<&>\u2028"`, `0e+0`, `"0/1A"`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var v fact.Value
		if err := v.UnmarshalJSON(data); err != nil {
			assert.False(t, v.Known(), "%q", data)
			assert.Less(t, len(err.Error()), 1200, "%q", data)
			return
		}
		checkRoundTrip(t, v)
	})
}

func FuzzWordsValue(f *testing.F) {
	f.Add("block", "wedge")
	f.Add("85mm", "85mm")
	f.Add("", "\xff\xfe")
	f.Add("a\xff", "a\uFFFD")
	f.Fuzz(func(t *testing.T, a, b string) {
		v := fact.WordsValue(a, b)
		assert.True(t, v.Known(), "%q %q", a, b)
		checkRoundTrip(t, v)
	})
}

// checkRoundTrip holds v to the law that its JSON reads back as the same fact and the same bytes.
func checkRoundTrip(t *testing.T, v fact.Value) {
	t.Helper()
	data, err := json.Marshal(v)
	require.NoError(t, err, "%v", v)
	var out fact.Value
	require.NoError(t, json.Unmarshal(data, &out), "%s", data)
	again, err := json.Marshal(out)
	require.NoError(t, err, "%s", data)
	assert.Equal(t, string(data), string(again))
	assert.Equal(t, v.String(), out.String(), "%s", data)
	assert.Equal(t, v.Words(), out.Words(), "%s", data)
	assert.Equal(t, v.Known(), out.Known(), "%s", data)
}
