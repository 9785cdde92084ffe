package footwear_test

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules/rulestest"
)

// Every rule of the strain pack has a test in packs/*_test.yaml in which it fires, and one in which it does not.
func TestStrainPack(t *testing.T) { rulestest.Run(t, footwear.Vocabulary(), footwear.Strain()) }

// What the tests call the reference is the reference.
func TestReferenceOfStrainPack(t *testing.T) {
	text, err := fs.ReadFile(footwear.Strain(), "reference_test.yaml")
	require.NoError(t, err)
	var file struct{ Given map[string]map[string]any }
	require.NoError(t, yaml.Unmarshal(text, &file))
	groups := map[string]map[string]any{}
	for word, value := range file.Given["reference"] {
		group, key, _ := strings.Cut(word, ".")
		if groups[group] == nil {
			groups[group] = map[string]any{}
		}
		groups[group][key] = value
	}
	data, err := json.Marshal(groups)
	require.NoError(t, err)
	var c footwear.Case
	require.NoError(t, json.Unmarshal(data, &c))
	wearer, use := footwear.Reference()
	assert.Equal(t, footwear.Case{Wearer: wearer, Use: use}, c)
}

// The strain pack can be held live: it loads with all its tests, again and again, and is the pack of Default.
func TestStrainPackIsLive(t *testing.T) {
	live, err := footwear.Live(footwear.Strain())
	require.NoError(t, err)
	first := live.Current()
	require.NoError(t, live.Reload())
	again := live.Current()
	assert.NotSame(t, first, again)

	wearer, use := footwear.Reference()
	c := footwear.Case{Shoe: footwear.Shoe{Heel: footwear.HeelStiletto, HeelHeight: footwear.Inches(3)}, Wearer: wearer, Use: use}
	want, err := footwear.Default().Assess(c)
	require.NoError(t, err)
	for _, assessor := range []*footwear.Assessor{first, again} {
		assert.Equal(t, footwear.Default().Pack().Identity(), assessor.Pack().Identity())
		got, err := assessor.Assess(c)
		require.NoError(t, err)
		assert.Equal(t, want.String(), got.String())
	}
}
