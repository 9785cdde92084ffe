package rules

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

// A verdict is the caller's own: what is done to it shows in no other, nor one line's in the next.
func TestVerdictIsACopy(t *testing.T) {
	pack, err := files{"a.yaml": `
rules:
  - {id: a/one, load: "shoe.rocker ? 5 : 0", cite: [A1, A2]}
  - {id: a/three, load: "shoe.rocker ? 2 : 0"}
  - {id: a/two, load: "shoe.rocker ? 3 : 0", cite: [A2]}
sources:
  A1: {citation: c, design: d}
  A2: {citation: c, design: d}
assume:
  shoe.rocker: {value: false}
`}.load()
	require.NoError(t, err)
	i := item{Rocker: fact.Yes}
	first, err := pack.Judge(&i)
	require.NoError(t, err)
	require.Len(t, first.Lines, 3)
	first.Lines[0].Cite[0] = "changed"
	_ = append(first.Lines[0].Cite, "appended")
	assert.Equal(t, []string{"A2"}, first.Lines[1].Cite)
	assert.Nil(t, first.Lines[2].Cite)
	second, err := pack.Judge(&i)
	require.NoError(t, err)
	assert.Equal(t, []string{"A1", "A2"}, second.Lines[0].Cite)
}

func TestIntervalFromJSON(t *testing.T) {
	for in, want := range map[string]Interval{
		"[1,2.5]":  {100, 250},
		"[null,0]": {NoPoints, 0},
		"null":     {7, 8},
	} {
		i := Interval{7, 8}
		assert.NoError(t, json.Unmarshal([]byte(in), &i), in)
		assert.Equal(t, want, i, in)
	}
	for in, want := range map[string]string{
		"[]":         "a list of 0 is no interval: write its least and its greatest points",
		"[1]":        "a list of 1 is no interval: write its least and its greatest points",
		"[1,2,3]":    "a list of 3 is no interval: write its least and its greatest points",
		"[1,2e9]":    "2e9 is too great to be points",
		`{"low": 1}`: "json: cannot unmarshal object into Go value of type []rules.Points",
	} {
		i := Interval{7, 8}
		assert.EqualError(t, json.Unmarshal([]byte(in), &i), want, in)
		assert.Equal(t, Interval{7, 8}, i, "%s: an error leaves it alone", in)
	}
}
