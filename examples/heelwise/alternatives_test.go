package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const exampleShop = "../quickstart/catalogue.jsonl"

func TestAlternativesGolden(t *testing.T) {
	for name, args := range map[string][]string{
		"alternatives.golden":      {},
		"alternatives-heel.golden": {"-keep-heel", "-max-price", "100 EUR", "-n", "1", "-category", "Pumps", "-category", "Heeled sandals", "-size", "38"},
	} {
		args = append(append([]string{"alternatives", "-catalogue", exampleShop}, args...), "testdata/alternatives.jsonl")
		out, errs, status := call(t, "", args...)
		assert.Equal(t, someFailed, status, name)
		assert.Empty(t, errs, name)
		golden(t, name, constant(out))
		for line := range strings.Lines(out) {
			var answer struct {
				Alternatives []struct {
					Saves      float64
					Difference []struct{ Points float64 }
				}
			}
			require.NoError(t, json.Unmarshal([]byte(line), &answer), line)
			for _, one := range answer.Alternatives {
				sum := 0.0
				for _, part := range one.Difference {
					sum += part.Points
				}
				assert.InDelta(t, one.Saves, sum, 1e-9, line)
			}
		}
	}
}

// A catalogue may have any format, and mistakes in it are told and do no harm.
func TestAlternativesOfAFeed(t *testing.T) {
	out, errs, status := call(t, "S-100-1\n", "alternatives", "-catalogue", "../mappings/schuhe.csv", "-mapping", "../mappings/schuhe.yaml")
	assert.Equal(t, someFailed, status)
	assert.Contains(t, errs, "../mappings/schuhe.csv: line ")
	assert.NotEmpty(t, out)

	empty := filepath.Join(t.TempDir(), "empty.jsonl")
	require.NoError(t, os.WriteFile(empty, []byte("{\"id\":\"a\",\"shoe\":{\"heel\":5}}\n"), 0o600))
	_, errs, status = call(t, "a\n", "alternatives", "-catalogue", empty)
	assert.Equal(t, misused, status)
	assert.Contains(t, errs, "there is no product in it")
}

func TestAlternativesUsage(t *testing.T) {
	for _, tt := range []struct {
		args []string
		err  string
	}{
		{nil, "name the products: -catalogue FILE"},
		{[]string{"-catalogue", "absent.jsonl"}, "absent.jsonl"},
		{[]string{"-catalogue", exampleShop, "-max-price", "cheap"}, `-max-price: "cheap" is no price`},
		{[]string{"-catalogue", exampleShop, "-department", "woman"}, `did you mean "women"?`},
		{[]string{"-catalogue", exampleShop, "-age-group", "adlt"}, `did you mean "adult"?`},
		{[]string{"-catalogue", exampleShop, "-occasion", "offce"}, `did you mean "office"?`},
		{[]string{"-catalogue", exampleShop, "-n", "0"}, "-n 0 is no number of alternatives"},
		{[]string{"-catalogue", exampleShop, "-formt", "csv"}, `did you mean "-format"?`},
		{[]string{"-catalogue", "../mappings/schuhe.csv"}, "needs -mapping"},
	} {
		out, errs, status := call(t, "", append([]string{"alternatives"}, tt.args...)...)
		assert.Equal(t, misused, status, tt.args)
		assert.Empty(t, out, tt.args)
		assert.Contains(t, errs, tt.err, tt.args)
	}
}

// The example that the help ends with works when it is pasted.
func TestAlternativesHelpExample(t *testing.T) {
	m := regexp.MustCompile(`(?m)^  echo (\S+) \| go run ./examples/heelwise (.*)$`).FindStringSubmatch(alternativesHelp)
	require.NotNil(t, m)
	in(t, "../..", func() {
		out, errs, status := call(t, m[1]+"\n", strings.Fields(m[2])...)
		assert.Equal(t, allAnswered, status, errs)
		assert.Contains(t, out, `{"id":"VER-1-BLK","of":{"score":`)
		assert.Contains(t, out, `"alternatives":[{"id":"`)
	})
}
