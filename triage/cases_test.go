package triage

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules/fact"
)

// TestCases holds the module's own cases: the test prints how many are right, and how many under or over.
func TestCases(t *testing.T) {
	text, err := os.ReadFile("testdata/cases.yaml")
	require.NoError(t, err)
	var file struct {
		Cases []struct {
			Name, Sex, Want, Status, Footwear string
			Age                               *float64 // none where it is not known
			Present, Absent, Denied, Again    []string
			NotSure                           []string `yaml:"not_sure"`
		}
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	require.NoError(t, decoder.Decode(&file))
	right, under, over := 0, 0, 0
	for _, c := range file.Cases {
		r := Report{Sex: map[string]Sex{"F": Female, "M": Male}[c.Sex]}
		if c.Age != nil {
			r.Age = fact.Num(*c.Age)
		}
		for k, s := range Default().screens {
			if slices.Contains(c.Denied, s.name) {
				r = r.With(Absent, screenIDs(k)...)
			}
		}
		r = r.With(Absent, c.Absent...).With(NotSure, c.NotSure...).With(Present, c.Present...)
		d := decide(t, r)
		var want Disposition
		require.NoError(t, want.UnmarshalText([]byte(c.Want)), c.Name)
		switch {
		case d.Disposition == want:
			right++
		case d.Disposition < want:
			under++
		default:
			over++
		}
		assert.Equal(t, want, d.Disposition, c.Name)
		status := c.Status
		if status == "" {
			status = "final"
		}
		assert.Equal(t, status, d.Status.String(), c.Name)
		if c.Footwear != "" {
			assert.Equal(t, c.Footwear, d.Footwear.String(), c.Name)
		}
		var again []string
		for _, q := range d.Questions {
			if q.Again {
				again = append(again, q.Finding)
			}
		}
		assert.Equal(t, c.Again, again, c.Name)
	}
	t.Logf("%d right, %d under, %d over (the same author wrote rules and cases: this is consistency, and no clinical validity)", right, under, over)
}

// A pack may have more rules than any that comes with this module.
func TestManyRules(t *testing.T) {
	var rules, tests strings.Builder
	rules.WriteString("rules:\n")
	tests.WriteString("tests:\n")
	for i := range 200 {
		fmt.Fprintf(&rules, "  - {id: many/r%d, when: finding.gait_altered_limping, level: see_clinician_soon, condition: c, why: w, cite: NHS-HEEL, review_by: 2030-01-01}\n", i)
		fmt.Fprintf(&tests, "  - {name: a%d, facts: {finding.gait_altered_limping: true}, fires: many/r%d}\n", i, i)
		fmt.Fprintf(&tests, "  - {name: b%d, facts: {finding.gait_altered_limping: false}, does_not_fire: many/r%d}\n", i, i)
		fmt.Fprintf(&tests, "  - {name: c%d, unsure: finding.gait_altered_limping, is_open: many/r%d}\n", i, i)
	}
	d, err := Load(RedFlags(), fstest.MapFS{"pack.yaml": {Data: []byte("{over: red-flags, name: many, version: 1.0.0}")},
		"many.yaml": {Data: []byte(rules.String())}, "many_test.yaml": {Data: []byte(tests.String())}})
	require.NoError(t, err)
	out, err := d.Decide(Report{}.With(Present, "gait_altered_limping"))
	require.NoError(t, err)
	assert.Len(t, out.Fired, 200)
	out, err = d.Decide(Report{})
	require.NoError(t, err)
	assert.Len(t, out.Open, len(d.flags))
}
