package triage

import (
	"encoding/json"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

func TestRequirement8Explain(t *testing.T) {
	rng := rand.New(rand.NewPCG(seed, 8))
	t.Logf("seed %d", seed)
	reports := []Report{}
	for range 150 / part {
		reports = append(reports, drawn(rng))
	}
	all, needed := 0, 0
	for _, r := range reports {
		d := decide(t, r)
		for _, f := range d.Fired {
			require.NotEmpty(t, f.Findings, f.Rule)
			// Without any of the named findings the rule does not fire at all, and with them and enough of the others alone it does.
			used := slices.Concat(f.Findings, f.EnoughOf)
			alone := r
			for _, id := range findings().ids {
				if !slices.Contains(used, id) {
					alone = alone.With(NotAsked, id)
				}
			}
			assert.True(t, fires(t, alone, f), "%s fires on %v", f.Rule, used)
			needed++
			for _, id := range f.Findings {
				d := decide(t, r.With(NotAsked, id))
				if slices.ContainsFunc(d.Fired, func(g Flag) bool { return g.Rule == f.Rule }) {
					needed-- // it has more than it needs of everything
					break
				}
			}
			for _, id := range f.EnoughOf {
				assert.True(t, r.Answer(id) == NotSure || fires(t, r.With(NotAsked, id), f) || f.Unsure || slices.ContainsFunc(used, func(id string) bool { return r.Answer(id) == NotSure }), "%s fires without %s", f.Rule, id)
			}
			assert.True(t, !f.Unsure || slices.ContainsFunc(used, func(id string) bool { return r.Answer(id) == NotSure }), f.Rule)
			all++
		}
	}
	t.Logf("%d flags, of which %d name findings that cannot be missing", all, needed)
	assert.Greater(t, needed, all/2)
	// One who has just what a rule needs is told just that.
	for info := range Default().pack.Rules() {
		for _, way := range info.Ways {
			r := Report{Age: fact.Num(38)}
			for _, word := range way {
				if id, ok := strings.CutPrefix(word, "finding."); ok {
					r = r.With(Present, id)
				}
			}
			d := decide(t, r)
			for _, f := range d.Fired {
				if f.Rule != info.ID || len(f.Words) > 0 {
					continue
				}
				assert.Empty(t, f.EnoughOf, f.Rule)
				for _, id := range f.Findings {
					assert.False(t, fires(t, r.With(NotAsked, id), f), "%s without %s", f.Rule, id)
				}
			}
		}
	}
	// The order of a report's lists does not count.
	text, err := json.Marshal(reports[0])
	require.NoError(t, err)
	var lists map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(text, &lists))
	for range 20 {
		for _, key := range []string{"present", "absent", "not_sure"} {
			var ids []string
			require.NoError(t, json.Unmarshal(lists[key], &ids))
			rng.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
			lists[key], err = json.Marshal(ids)
			require.NoError(t, err)
		}
		shuffled, err := json.Marshal(lists)
		require.NoError(t, err)
		var r Report
		require.NoError(t, json.Unmarshal(shuffled, &r))
		assert.Equal(t, reports[0], r)
	}
	// Nor does the order of rules.
	reversed := fstest.MapFS{}
	files, err := fsFiles(RedFlags())
	require.NoError(t, err)
	for name, text := range files {
		if head, list, ok := strings.Cut(text, "rules:\n"); ok && name == "ces.yaml" {
			parts := regexp.MustCompile(`(?m)^  - id:`).Split(list, -1)[1:]
			slices.Reverse(parts)
			text = head + "rules:\n  - id:" + strings.Join(parts, "  - id:")
		}
		reversed[name] = &fstest.MapFile{Data: []byte(text)}
	}
	other, err := Load(reversed)
	require.NoError(t, err)
	for _, r := range reports {
		a, err := json.Marshal(decide(t, r))
		require.NoError(t, err)
		d, err := other.Decide(r)
		require.NoError(t, err)
		b, err := json.Marshal(d)
		require.NoError(t, err)
		assert.Equal(t, string(a), string(b))
	}
}

func fires(t *testing.T, r Report, f Flag) bool {
	t.Helper()
	d := decide(t, r)
	return slices.ContainsFunc(d.Fired, func(g Flag) bool { return g.Rule == f.Rule && g.Level == f.Level && g.Unsure == f.Unsure })
}
