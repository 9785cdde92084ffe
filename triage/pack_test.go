package triage

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
)

func TestPackFixtures(t *testing.T) {
	_, report, err := rules.LoadTested(Vocabulary(), os.DirFS("packs"))
	require.NoError(t, err)
	assert.Empty(t, report.Untested.Error())
}

// fsFiles returns the texts of the files of a folder.
func fsFiles(folder fs.FS) (map[string]string, error) {
	files := map[string]string{}
	names, err := fs.Glob(folder, "*.yaml")
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		files[name] = string(text)
	}
	return files, err
}

// A pack may have more flags than a consideration has room for by itself.
func TestManyFlags(t *testing.T) {
	var layer strings.Builder
	for i := range maxFlags {
		fmt.Fprintf(&layer, "  - {id: many/%03d, when: finding.fever and finding.diabetes, level: see_clinician_soon, condition: a trial, why: A trial., cite: [UNREAD], review_by: 2027-11-30}\n", i)
	}
	pack, err := rules.Load(Vocabulary(), RedFlags(), fstest.MapFS{"pack.yaml": {Data: []byte("over: red-flags\nname: many\nversion: 1.0.0\n")}, "many.yaml": {Data: []byte("rules:\n" + layer.String())}})
	require.NoError(t, err)
	d, err := newDecider(pack)
	require.NoError(t, err)
	require.Greater(t, len(d.flags), maxFlags+10)
	own := func(rule string) bool { return strings.HasPrefix(rule, "many/") }

	for _, r := range []Report{{}, Report{}.With(Present, "back_pain"), Report{}.With(NotSure, "back_pain", "diabetes"), Report{}.With(Present, "fever").With(NotSure, "back_pain")} {
		want := decide(t, r)
		have, err := d.Decide(r)
		require.NoError(t, err)
		many := 0
		have.Open = slices.DeleteFunc(have.Open, func(o OpenRule) bool {
			if !own(o.Rule) {
				return false
			}
			many++
			lacks := slices.DeleteFunc([]string{"fever", "diabetes"}, func(id string) bool { return r.Answer(id) == Present })
			assert.Equal(t, lacks, o.Findings)
			return true
		})
		assert.Equal(t, maxFlags, many)
		assert.Equal(t, want.Open, have.Open)
		assert.Equal(t, want.Fired, have.Fired)
	}
	have, err := d.Decide(Report{}.With(Present, "fever", "diabetes"))
	require.NoError(t, err)
	assert.Len(t, slices.DeleteFunc(have.Fired, func(f Flag) bool { return !own(f.Rule) }), maxFlags)
}
