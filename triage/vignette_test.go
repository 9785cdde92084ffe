package triage

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

const vignetteFile = "../../shared/data/triage-vignettes.jsonl"

// A vignette is a made-up case with what may be answered to it.
type vignette struct {
	ID       string   `json:"id"`
	Age      *float64 `json:"age"`
	Sex      string   `json:"sex"`
	Findings struct {
		Present, Absent []string
		NotSure         []string `json:"not_sure"`
	} `json:"findings"`
	Expected   Disposition   `json:"expected_disposition"`
	Acceptable []Disposition `json:"acceptable"`
	Status     Status        `json:"expected_status"`
	Footwear   Footwear      `json:"expected_footwear"`
	MustAsk    []string      `json:"must_ask"`
	Ceiling    Disposition   `json:"ceiling_if_all_unanswered_were_present"`
}

func (v vignette) report() Report {
	r := Report{}.With(Present, v.Findings.Present...).With(Absent, v.Findings.Absent...).With(NotSure, v.Findings.NotSure...)
	if v.Age != nil {
		r.Age = fact.Num(*v.Age)
	}
	switch v.Sex {
	case "F":
		r.Sex = Female
	case "M":
		r.Sex = Male
	}
	return r
}

// vignettes returns the cases beside the repository; the test is skipped where they are absent.
func vignettes(t testing.TB) (list []vignette) {
	t.Helper()
	f, err := os.Open(vignetteFile)
	if err != nil {
		t.Skipf("the cases are not beside the repository: %v", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var v vignette
		require.NoError(t, json.Unmarshal(lines.Bytes(), &v), lines.Text())
		list = append(list, v)
	}
	require.NoError(t, lines.Err())
	require.NotEmpty(t, list)
	return list
}

func asked(d *Decision) (ids []string) {
	for _, q := range d.Questions {
		ids = append(ids, q.Finding)
	}
	return ids
}

func decide(t testing.TB, r Report) Decision {
	t.Helper()
	d, err := Default().Decide(r)
	require.NoError(t, err)
	return d
}

func TestRequirement5Vignettes(t *testing.T) {
	type count struct{ right, under, over int }
	var all count
	per := map[Disposition]*count{}
	for _, v := range vignettes(t) {
		d := decide(t, v.report())
		if per[v.Expected] == nil {
			per[v.Expected] = &count{}
		}
		for _, c := range []*count{&all, per[v.Expected]} {
			switch {
			case slices.Contains(v.Acceptable, d.Disposition):
				c.right++
			case d.Disposition < slices.Min(v.Acceptable):
				c.under++
			default:
				c.over++
			}
		}
		assert.Contains(t, v.Acceptable, d.Disposition, "%s: %+v", v.ID, d.Fired)
		assert.Equal(t, v.Status, d.Status, v.ID)
		assert.Equal(t, v.Footwear, d.Footwear, v.ID)
		assert.Equal(t, v.Ceiling, d.Ceiling, v.ID)
		for _, id := range v.MustAsk {
			assert.Contains(t, asked(&d), id, v.ID)
		}
	}
	t.Logf("%d right, %d under, %d over (the same author wrote rules and cases: this is consistency, and no clinical validity)", all.right, all.under, all.over)
	for level := Undetermined; level <= EmergencyNow; level++ {
		if c := per[level]; c != nil {
			t.Logf("%-20s %d right, %d under, %d over", level, c.right, c.under, c.over)
		}
	}
}
