package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const variantCases = "testdata/variants.jsonl"

func TestVariantsGolden(t *testing.T) {
	for name, args := range map[string][]string{
		"variants.golden":           {"variants", variantCases},
		"variants-reference.golden": {"variants", "-reference", "-band", "low", "-all", variantCases},
	} {
		out, errs, status := call(t, "", args...)
		assert.Equal(t, someFailed, status, name)
		assert.Empty(t, errs, name)
		golden(t, name, out)
		for line := range strings.Lines(out) {
			assert.True(t, json.Valid([]byte(line)), line)
		}
	}
}

func TestVariantsUsage(t *testing.T) {
	for _, tt := range []struct {
		args []string
		err  string
	}{
		{[]string{"-bnad", "low"}, `there is no flag -bnad; did you mean "-band"?`},
		{[]string{"-band", "lo"}, `there is no band "lo"; did you mean "low"?`},
		{[]string{"-band", "excellent"}, `there is no band "excellent"; the bands are low, low_moderate, moderate, high`},
		{[]string{"a", "b"}, "one file at most"},
		{[]string{"a", "-all"}, "flags stand before the file"},
		{[]string{"-pack", "testdata/absent"}, "there is no folder"},
		{[]string{"testdata/absent.jsonl"}, "testdata/absent.jsonl"},
	} {
		out, errs, status := call(t, "", append([]string{"variants"}, tt.args...)...)
		assert.Equal(t, misused, status, tt.args)
		assert.Empty(t, out, tt.args)
		assert.Contains(t, errs, tt.err, tt.args)
	}
}

// The example that the help ends with works when it is pasted.
func TestVariantsHelpExample(t *testing.T) {
	m := regexp.MustCompile(`(?m)^  echo '(.*)' \| go run ./examples/heelwise (.*)$`).FindStringSubmatch(variantsHelp)
	require.NotNil(t, m)
	out, errs, status := call(t, m[1]+"\n", strings.Fields(m[2])...)
	assert.Equal(t, allAnswered, status, errs)
	assert.Contains(t, out, `{"id":"A-7","of":{"score":`)
	assert.Contains(t, out, `"reach":{"target":"moderate","reached":true,"by":["`)
}

// Of the shoe as it is, the answer says what assess says.
func TestVariantsOf(t *testing.T) {
	const shoe = `{"shoe": {"style": "pump", "heel": "block", "heel_height": "3in"}}`
	judged, _, _ := call(t, shoe, "assess", "-reference")
	varied, _, _ := call(t, shoe, "variants", "-reference")
	var a struct {
		Score  float64
		Likely [2]float64
		Band   string
	}
	require.NoError(t, json.Unmarshal([]byte(judged), &a))
	b := struct{ Of any }{&a}
	before := a
	require.NoError(t, json.Unmarshal([]byte(varied), &b))
	assert.Equal(t, before, a)
}
