package rules_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// A hiker is judged by levels: whether to go on, to rest or to turn back.
type hiker struct {
	Dizzy, Thirsty, Blister, Guided fact.Truth
	Hours                           fact.Number
	Sky                             fact.Choice[skyWords]
}

type skyWords struct{}

func (skyWords) Words() []string { return []string{"clear", "cloudy", "storm"} }

var hikers = rules.NewVocabulary([]rules.Word[hiker]{
	rules.Flag("hiker.dizzy", func(h *hiker) *fact.Truth { return &h.Dizzy }, rules.About{Worse: rules.Higher}),
	rules.Flag("hiker.thirsty", func(h *hiker) *fact.Truth { return &h.Thirsty }, rules.About{Worse: rules.Higher}),
	rules.Flag("hiker.blister", func(h *hiker) *fact.Truth { return &h.Blister }, rules.About{Worse: rules.Higher}),
	rules.Flag("hiker.guided", func(h *hiker) *fact.Truth { return &h.Guided }, rules.About{}),
	rules.Measure("hiker.hours", func(h *hiker) *fact.Number { return &h.Hours }, rules.About{Domain: "0..24", Worse: rules.Higher}),
	rules.Choice("hiker.sky", func(h *hiker) *fact.Choice[skyWords] { return &h.Sky }, rules.About{Order: []string{"clear", "cloudy", "storm"}}),
})

const hikeHead = `name: hike
version: 1.0.0
totals: {level: {combine: max, levels: [go_on, rest, turn_back], without_not: [turn_back]}}
sources: {S: {citation: A guide, year: 2001}}
`

const hikeRules = `rules:
  - {id: pack/heat, when: hiker.dizzy and hiker.thirsty, level: turn_back, condition: heat, why: w, cite: S, review_by: 2030-01-01}
  - {id: pack/foot, when: hiker.blister and not hiker.guided, level: rest, on_unsure: rest, condition: sore, why: w, cite: S, review_by: 2030-01-01}
  - {id: pack/long, when: hiker.hours > 6, level: rest, condition: tired, why: w, cite: S, review_by: 2030-01-01}
`

func hike(t *testing.T, text string) *rules.Pack[hiker] {
	t.Helper()
	p, err := rules.Load(hikers, fstest.MapFS{"pack.yaml": {Data: []byte(hikeHead + text)}})
	require.NoError(t, err)
	return p
}

func TestLevels(t *testing.T) {
	p := hike(t, hikeRules)
	assert.Equal(t, []string{"go_on", "rest", "turn_back"}, p.Levels())
	assert.Equal(t, []string{"pack/foot", "pack/heat", "pack/long"}, p.Raises())
	for _, tt := range []struct {
		h    hiker
		want []fact.Truth
	}{
		{hiker{}, []fact.Truth{fact.Unknown, fact.Unknown, fact.Unknown}},
		{hiker{Dizzy: fact.Yes, Thirsty: fact.Yes, Blister: fact.No}, []fact.Truth{fact.No, fact.Yes, fact.Unknown}},
		{hiker{Blister: fact.Yes, Guided: fact.No, Hours: fact.Num(6)}, []fact.Truth{fact.Yes, fact.Unknown, fact.No}},
		{hiker{Hours: fact.Num(6.5)}, []fact.Truth{fact.Unknown, fact.Unknown, fact.Yes}},
	} {
		got, err := p.Truths(&tt.h, nil)
		require.NoError(t, err)
		assert.Equal(t, tt.want, got, "%+v", tt.h)
		for i := range got {
			assert.Equal(t, got[i], p.Truth(&tt.h, i), "%+v", tt.h)
		}
	}
	_, err := p.Truths(&hiker{Hours: fact.Num(25)}, nil)
	assert.EqualError(t, err, "hiker.hours: 25 is outside 0..24")

	foot, _ := p.Rule("pack/foot")
	assert.Equal(t, "rest", foot.Level)
	assert.Equal(t, "rest", foot.OnUnsure)
	assert.Equal(t, []string{"hiker.guided"}, foot.Not)
	heat, _ := p.Rule("pack/heat")
	assert.Equal(t, "rest", heat.OnUnsure, "one level lower, unless it says otherwise")
	long, _ := p.Rule("pack/long")
	assert.Empty(t, long.OnUnsure)
}

// A pack with levels has no score: whoever asks for one is told so.
func TestLevelsHaveNoScore(t *testing.T) {
	p := hike(t, hikeRules)
	h := hiker{Dizzy: fact.Yes}
	assert.Equal(t, rules.NoPoints, p.Score(&h))
	_, err := p.Judge(&h)
	assert.ErrorContains(t, err, "the pack has levels, and no score")
	_, err = p.Ask(&h)
	assert.ErrorContains(t, err, "the pack has levels, and no score")
	_, err = p.Compare(&h, &h)
	assert.ErrorContains(t, err, "the pack has levels, and no score")
	_, err = p.Bind(&h, "hiker")
	assert.ErrorContains(t, err, "the pack has levels, and no score")
	score, upper := p.Upper(&h)
	assert.Equal(t, []rules.Points{rules.NoPoints, rules.NoPoints}, []rules.Points{score, upper})
	assert.False(t, p.Proportional("level"))
}

func TestTruthsDoNotAllocate(t *testing.T) {
	if rules.RaceDetector {
		t.Skip("with the race detector a pool forgets what it holds")
	}
	p := hike(t, hikeRules)
	h := hiker{Dizzy: fact.Yes}
	room := make([]fact.Truth, 0, 8)
	assert.Zero(t, testing.AllocsPerRun(100, func() { _, _ = p.Truths(&h, room) }))
	assert.Zero(t, testing.AllocsPerRun(100, func() { _ = p.Truth(&h, 0) }))
}

// Whatever could let a further thing that is wrong count for less is refused.
func TestLevelsThatCouldFallAreRefused(t *testing.T) {
	const rest = ", level: rest, condition: c, why: w, cite: S, review_by: 2030-01-01}\n"
	for _, tt := range []struct{ when, want string }{
		{"not hiker.dizzy", "level-falls"},
		{"hiker.dizzy != hiker.thirsty", "flag-equality"},
		{"not (hiker.blister and hiker.guided)", "level-not"},
		{"not (not hiker.guided)", "level-not"},
		{"hiker.guided and not hiker.guided or hiker.dizzy", "level-not"},
		{"hiker.hours < 3", "level-falls"},
		{"hiker.hours > 3 and hiker.hours <= 5", "level-falls"},
		{"10 - hiker.hours > 3", "level-falls"},
		{`hiker.sky == "clear"`, "level-falls"},
		{`hiker.sky == "cloudy"`, "level-falls"},
		{`hiker.sky != "clear"`, ""},
		{`hiker.sky == "storm" and not hiker.guided`, ""},
		{`hiker.dizzy ? hiker.thirsty : hiker.blister`, "level-not"},
		{"at_least(2, hiker.dizzy, hiker.thirsty, hiker.blister)", ""},
		{"hiker.guided ? hiker.hours > 3 : hiker.hours > 5", "level-not"},
		{"2 * hiker.hours - 3 > hiker.hours / 2", ""},
	} {
		_, err := rules.Load(hikers, fstest.MapFS{"pack.yaml": {Data: []byte(hikeHead + "rules:\n  - {id: pack/a, when: '" + tt.when + "'" + rest)}})
		if tt.want == "" {
			assert.NoError(t, err, tt.when)
			continue
		}
		require.Error(t, err, tt.when)
		assert.Equal(t, tt.want, rules.AsErrors(err)[0].Code, "%s: %v", tt.when, err)
	}
	_, err := rules.Load(hikers, fstest.MapFS{"pack.yaml": {Data: []byte(hikeHead + "rules:\n  - {id: pack/a, when: 'hiker.dizzy and not hiker.guided'" + strings.Replace(rest, "rest", "turn_back", 1))}})
	assert.ErrorContains(t, err, "a rule of the level turn_back does not say not")
}

func TestTestsOfLevels(t *testing.T) {
	const tests = `tests:
  - {name: heat, facts: {hiker.dizzy: true, hiker.thirsty: true}, fires: pack/heat, level: turn_back}
  - {name: no heat, facts: {hiker.dizzy: true, hiker.thirsty: false}, does_not_fire: pack/heat, level: go_on}
  - {name: maybe heat, facts: {hiker.dizzy: true}, unsure: hiker.thirsty, fires_unsure: pack/heat, level: rest}
  - {name: sore, facts: {hiker.blister: true, hiker.guided: false}, fires: pack/foot, level: rest}
  - {name: sore and guided, facts: {hiker.blister: true, hiker.guided: true}, does_not_fire: pack/foot}
  - {name: sore, perhaps guided, facts: {hiker.blister: true}, unsure: hiker.guided, fires_unsure: pack/foot, level: rest}
`
	load := func(tests string) (rules.Report, error) {
		_, report, err := rules.LoadTested(hikers, fstest.MapFS{"pack.yaml": {Data: []byte(hikeHead + hikeRules)}, "pack_test.yaml": {Data: []byte(tests)}})
		return report, err
	}
	report, err := load(strings.Replace(tests, "sore, perhaps guided", "sore perhaps guided", 1))
	require.NoError(t, err)
	require.Len(t, report.Untested, 1)
	assert.Equal(t, "pack.yaml:8:5: warning: pack/long: no test shows a case in which the rule fires or does not fire (name it under fires or does_not_fire in pack_test.yaml)", report.Untested[0].Error())

	for _, tt := range []struct{ test, want string }{
		{"{name: a, facts: {hiker.dizzy: true}, unsure: hiker.blister, fires_unsure: pack/heat}", "pack/heat should fire unsure, and it is open"},
		{"{name: a, facts: {hiker.dizzy: true, hiker.thirsty: true}, fires_unsure: pack/heat}", "pack/heat should fire unsure, and it fires"},
		{"{name: a, facts: {hiker.dizzy: true, hiker.thirsty: true}, level: rest}", "the level is turn_back, not rest (by pack/heat)"},
		{"{name: a, unsure: hiker.sky, level: rest}", "hiker.sky is no flag"},
		{"{name: a, facts: {hiker.dizzy: true}, unsure: hiker.dizzy, level: rest}", "hiker.dizzy is stated under facts"},
		{"{name: a, facts: {hiker.dizzy: true}, level: rset}", `there is no level "rset" (did you mean "rest"?)`},
		{"{name: a, facts: {hiker.dizzy: true}, score: 3}", "a test of levels has no score"},
	} {
		_, err := load("tests:\n  - " + tt.test + "\n")
		assert.ErrorContains(t, err, tt.want, tt.test)
	}
	report, err = load(`tests:
  - {name: heat, facts: {hiker.dizzy: true, hiker.thirsty: true}, fires: pack/heat}
  - {name: no heat, facts: {hiker.dizzy: false, hiker.thirsty: false}, does_not_fire: pack/heat}
`)
	require.NoError(t, err)
	assert.Contains(t, report.Untested.Error(), "pack/heat: no test shows a case in which the rule nearly fires: like one in which it does, but for one word, nor one in which it is met by somebody who is not sure")
}

func TestWaysInWhichARuleHolds(t *testing.T) {
	for _, tt := range []struct {
		when string
		want [][]string
	}{
		{"hiker.dizzy and (hiker.thirsty or hiker.hours > 3)", [][]string{{"hiker.dizzy", "hiker.thirsty"}, {"hiker.dizzy", "hiker.hours"}}},
		{"hiker.dizzy or hiker.dizzy and hiker.thirsty", [][]string{{"hiker.dizzy"}}},
		{"at_least(2, hiker.dizzy, hiker.thirsty, hiker.blister)", [][]string{{"hiker.dizzy", "hiker.thirsty"}, {"hiker.dizzy", "hiker.blister"}, {"hiker.thirsty", "hiker.blister"}}},
		{"hiker.dizzy and not hiker.guided", [][]string{{"hiker.dizzy", "not hiker.guided"}}},
	} {
		p := hike(t, "rules:\n  - {id: pack/a, when: '"+tt.when+"', level: rest, condition: c, why: w, cite: S, review_by: 2030-01-01}\n")
		info, ok := p.Rule("pack/a")
		require.True(t, ok)
		assert.Equal(t, tt.want, info.Ways, tt.when)
	}
}

func TestNotesOfAPackWithLevels(t *testing.T) {
	p := hike(t, hikeRules+"  - {id: pack/storm, when: 'hiker.sky == \"storm\"', note: Look at the sky.}\n")
	notes, err := p.Notes(&hiker{Sky: 4})
	require.NoError(t, err)
	assert.Equal(t, []rules.Text{{ID: "pack/storm", Text: "Look at the sky."}}, notes)
	notes, err = p.Notes(&hiker{})
	require.NoError(t, err)
	assert.Empty(t, notes)
}
