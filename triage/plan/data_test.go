package plan

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules/fact"
	"github.com/heelwise/heelwise/rules/rulestest"
)

// Every entry is chosen for somebody and not for somebody else, as the tests beside the data say.
func TestData(t *testing.T) {
	b := read(Files())
	require.NoError(t, b.faults.Err())
	rulestest.Run(t, words(), b.folder)
}

// All that the data names elsewhere is there.
func TestDataNames(t *testing.T) {
	r := Default()
	pack := footwear.Default().Pack()
	sourced := map[string]bool{}
	for i := range r.items {
		one := &r.items[i]
		assert.NotEmpty(t, one.Facts, one.ID)
		assert.NotEmpty(t, one.Cite, one.ID)
		assert.NotEmpty(t, one.Why, one.ID)
		assert.NotZero(t, one.Grade, one.ID)
		for _, id := range one.Advised {
			_, ok := pack.Advice(id)
			assert.True(t, ok, "%s: there is no advice %s", one.ID, id)
		}
		for _, id := range slices.Concat(one.Cite, one.Against) {
			_, ok := r.holds.Source(id)
			assert.True(t, ok, "%s: there is no source %s", one.ID, id)
			sourced[id] = true
		}
	}
	for info := range r.holds.Rules() {
		for _, id := range info.Cite {
			sourced[id] = true
		}
	}
	for id := range sourced { // a source that both packs have is the same
		mine, _ := r.holds.Source(id)
		if theirs, ok := pack.Source(id); ok {
			assert.Equal(t, theirs, mine, id)
		}
	}
}

// What a dose may come to, and that it begins at the first step of its progression.
func TestDataDoses(t *testing.T) {
	for i := range Default().items {
		one := &Default().items[i]
		for p, doses := range one.Doses {
			for j := range doses {
				d := &doses[j]
				if j > 0 {
					assert.Greater(t, d.Week, doses[j-1].Week, one.ID)
					assert.False(t, doses[j-1].falls(d), one.ID)
				}
				if p == Weekly && one.kind == "strength" && len(doses) > 1 {
					last := doses[len(doses)-1]
					assert.Equal(t, fact.Num(1), doses[0].Sets, "%s begins with a single set", one.ID)
					assert.Equal(t, fact.Num(3), doses[0].Days, one.ID)
					assert.Equal(t, fact.Num(2).To(fact.Num(3)), last.Sets, one.ID)
					assert.Equal(t, fact.Num(3).To(fact.Num(4)), last.Days, one.ID)
				}
				if d.Hold != (fact.Duration{}) && one.kind == "stretch" {
					lo, hi := d.Hold.Bounds()
					assert.EqualValues(t, 30, lo, one.ID)
					assert.LessOrEqual(t, hi, int64(60), one.ID)
				}
			}
		}
	}
}

// No text names a number of per cent, or promises anything; the tone of all files is tested with the strain pack's.
func TestDataTone(t *testing.T) {
	for id, text := range Default().Texts() {
		if strings.HasSuffix(id, "?") { // a question of the vocabularies
			continue
		}
		for _, banned := range []string{"%", "per cent", "percent", "you do not have", "safe", "normal ", "no red flags", "diagnos", "cure", "prevent", "stop wearing", "Sophia"} {
			assert.NotContains(t, strings.ToLower(text), strings.ToLower(banned), id)
		}
		assert.NotEmpty(t, strings.TrimSpace(text), id)
	}
}

// The folder of the data and the repertoire are the same.
func TestDataFiles(t *testing.T) {
	on, err := Load(os.DirFS("repertoire"))
	require.NoError(t, err)
	assert.Equal(t, Default().identity, on.identity)
	names, err := filepath.Glob("repertoire/*.yaml")
	require.NoError(t, err)
	assert.Len(t, names, len(activeKinds)+len(passiveKinds)+len(lists)+3) // pack, sources, tests
	assert.Len(t, slices.Collect(maps.Keys(on.stages)), int(Weekly))
	assert.Empty(t, on.holds.Warnings())
}

// Every fact about stretches, strengthening, mobility, easing and daily life lives here, where footwear/facts.yaml says.
func TestDataFacts(t *testing.T) {
	data, err := os.ReadFile("../../footwear/facts.yaml")
	require.NoError(t, err)
	var homes map[string]struct{ Plan []string }
	require.NoError(t, yaml.Unmarshal(data, &homes))
	ours := regexp.MustCompile(`^F-(STR|STG|MOB|THER|LIFE)-`)
	n := 0
	for id, home := range homes {
		if ours.MatchString(id) {
			n++
			assert.NotEmpty(t, home.Plan, id)
		}
	}
	assert.Equal(t, 14+22+5+12+17, n)
	for i := range Default().items {
		one := &Default().items[i]
		for _, id := range one.Facts {
			_, there := homes[id]
			assert.True(t, there, "%s: there is no fact %s", one.ID, id)
			if ours.MatchString(id) {
				assert.Contains(t, homes[id].Plan, one.ID, id)
			}
		}
	}
}
