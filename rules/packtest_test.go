package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

const parcelTests = `given:
  boxed: {parcel.box: true}
tests:
  - name: a heavy box
    given: boxed
    facts: {parcel.weight: 30kg}
    fires: [main/weight, main/box, main/heavy]
    score: 35
    band: medium
  - name: an empty bag
    facts: {parcel.weight: 0kg, parcel.box: false}
    does_not_fire: [main/weight, main/box, main/heavy]
    score: 0..0.5
    band: [light, medium]
  - name: who knows
    is_open: [main/weight, main/box, main/heavy]
  - name: not heavy
    given: [boxed]
    facts: {parcel.weight: 9kg..11kg, parcel.box: null}
    is_open: main/heavy
order:
  - an empty bag < not heavy <= a heavy box
`

// with returns the files of a folder and others.
func with(folder fstest.MapFS, pairs ...string) fstest.MapFS {
	more := folderOf(pairs...)
	for name, file := range folder {
		if more[name] == nil {
			more[name] = file
		}
	}
	return more
}

func TestPackTests(t *testing.T) {
	pack, report, err := LoadTested(parcels, with(parcelPack, "main_test.yaml", parcelTests))
	require.NoError(t, err)
	require.NotNil(t, pack)
	assert.Empty(t, report.Untested)
	assert.Zero(t, report.Failed())
	var names []string
	for _, r := range report.Tests {
		names = append(names, fmt.Sprintf("%s:%d %s", r.File, r.Line, r.Name))
	}
	assert.Equal(t, []string{
		"main_test.yaml:4 a heavy box", "main_test.yaml:10 an empty bag", "main_test.yaml:15 who knows",
		"main_test.yaml:17 not heavy", "main_test.yaml:22 an empty bag < not heavy <= a heavy box",
	}, names)

	assert.Equal(t, []string{"main/weight", "main/box", "main/heavy"}, report.Tests[0].Fires)
	assert.Equal(t, []string{"main/weight", "main/box", "main/heavy"}, report.Tests[1].Silent)

	_, report, err = LoadTested(parcels, parcelPack)
	require.NoError(t, err, "no tests are no fault")
	assert.Len(t, report.Untested, 3)
	assert.Equal(t, "main.yaml:3:5: warning: main/weight: no test shows a case in which the rule fires or does not fire (name it under fires or does_not_fire in main_test.yaml)",
		report.Untested[0].Error())
}

// What a test expects is looked through although its facts cannot be read.
func TestPackTestFaultsAtOnce(t *testing.T) {
	_, report, err := LoadTested(parcels, with(parcelPack, "main_test.yaml", `tests:
  - name: x
    facts: {parcel.wieght: 1kg, parcel.box: maybe}
    fires: [main/weight, main/bx]
    does_not_fire: main/hevy
    score: high
    band: [lihgt, light, havy]
    level: now
  - {name: x, band: light}
order: [x < y, y]
`))
	var got []string
	for _, e := range AsErrors(err) {
		got = append(got, fmt.Sprintf("%d:%d %s", e.Line, e.Col, e.Code))
	}
	assert.Equal(t, []string{
		"3:13 unknown-word", "3:45 bad-value", "4:26 unknown-rule", "5:20 unknown-rule", "6:12 bad-value", "7:12 unknown-band",
		"7:26 unknown-band", "8:5 misplaced-key", "9:12 duplicate-id", "10:9 unknown-test", "10:16 bad-value",
	}, got)
	assert.Len(t, report.Tests, 1, "the second x can be run")
}

func TestPackTestFaults(t *testing.T) {
	for _, tt := range []struct{ name, tests, want string }{
		{"fires", "{parcel.weight: 0kg}, fires: main/weight", "main/weight should fire, and it does not fire (parcel.weight is 0g)"},
		{"fires, open", "{}, fires: main/heavy", "main/heavy should fire, and it is open (parcel.weight is unknown)"},
		{"does not fire", "{parcel.box: true}, does_not_fire: [main/box]", "main/box should not fire, and it fires (parcel.box is yes)"},
		{"is open", "{parcel.weight: 5kg..6kg}, is_open: [main/heavy]", "main/heavy should be open, and it does not fire (parcel.weight is 5000g..6000g)"},
		{"score", "{}, score: 20..", "the score is 15.00, not 20.. (the most comes from main/weight 10.00, main/box 5.00)"},
		{"score of nothing", "{parcel.weight: 0kg, parcel.box: false}, score: 1", "the score is 0.00, not 1 (no rule adds to it)"},
		{"band", "{}, band: [medium, heavy]", "the score is 15.00, in the band light, not medium or heavy (the most"},
		{"a rule", "{}, fires: main/weigth", `there is no rule "main/weigth" (did you mean "main/weight"?)`},
		{"no rule", "{}, fires: quux", `there is no rule "quux" (heelwise packs explain lists the rules)`},
		{"a band", "{}, band: hevy", `there is no band "hevy" (did you mean "heavy"?)`},
		{"a range", "{}, score: high", `"high" is no range of scores (as 30..40, ..20 or 37.95)`},
		{"a word", "{parcel.wieght: 1kg}, band: light", `there is no word "parcel.wieght" (did you mean "parcel.weight"?)`},
		{"a value", "{parcel.weight: 1km}, band: light", `parcel.weight:`},
		{"outside", "{parcel.weight: 41kg}, band: light", `parcel.weight: 41000g is outside 0kg..40kg`},
		{"a list", "{parcel.weight: [1kg, 2kg]}, band: light", "a list is only for a choice of words (a range is a text like 76mm..99mm)"},
		{"a flag", "{parcel.box: yes}, band: light", `"yes" is neither true nor false`},
		{"given", "{}, given: boxed, band: light", `no facts are called "boxed" (facts that tests share stand under given:`},
		{"a key", "{}, fire: main/box", `there is no key "fire" (did you mean "fires"?)`},
		{"nothing", "{}", `the test "x" expects nothing`},
	} {
		pack, report, err := LoadTested(parcels, with(parcelPack, "main_test.yaml", "tests:\n  - {name: x, facts: "+tt.tests+"}\n"))
		assert.Nil(t, pack, tt.name)
		require.ErrorContains(t, err, tt.want, tt.name)
		require.Len(t, AsErrors(err), 1, tt.name)
		assert.Equal(t, 2, AsErrors(err)[0].Line, tt.name)
		if e := AsErrors(err)[0]; e.Code == "test-failed" {
			assert.Equal(t, 1, report.Failed(), tt.name)
			assert.Equal(t, Errors{e}, report.Tests[0].Faults, tt.name)
		}
	}
	for text, want := range map[string]string{
		"tests: {name: x}":       "main_test.yaml:1:8: tests is a list (begin each entry with a dash)",
		"test: []":               `main_test.yaml:1:1: there is no key "test" (did you mean "tests"?)`,
		"tests: [{band: light}]": "main_test.yaml:1:9: the test has no name (add name: …, what it shows)",
		"tests: [{name: a, band: light}, {name: a, band: light}]":                                 "main_test.yaml:1:40: the test at main_test.yaml:1:9 has this name, too",
		"{given: {a: {parcel.box: maybe}}}":                                                       "main_test.yaml:1:26: a: parcel.box:",
		"{tests: [{name: a, band: light}], order: [a]}":                                           `main_test.yaml:1:43: "a" orders nothing`,
		"{tests: [{name: a, band: light}], order: [a < b]}":                                       `main_test.yaml:1:43: there is no test "b"`,
		"{tests: [{name: a, facts: {}},{name: b, facts: {}}], order: [a < b]}":                    `main_test.yaml:1:62: a scores 15.00, and b scores 15.00: not <`,
		"{tests: [{name: a, facts: {}},{name: b, facts: {parcel.weight: 1kg}}], order: [a <= b]}": `a scores 15.00, and b scores 6.00: not <=`,
	} {
		_, _, err := LoadTested(parcels, with(parcelPack, "main_test.yaml", text))
		assert.ErrorContains(t, err, want, text)
	}
}

// What surely adds points fires, even where each of its branches may not hold.
func TestPackTestsAreExact(t *testing.T) {
	pack := folderOf("pack.yaml", packHead, "a.yaml", `rules:
  - {id: a/nested, load: 'shoe.heel == "stiletto" ? 4 : shoe.heel == "cone" ? 2 : 0', why: w}
  - {id: a/factor, exposure: 'shoe.heel == "stiletto" ? 0.5 : shoe.heel == "cone" ? 0.8 : 1', why: w}
  - {id: a/small, load: 'shoe.heel == "block" ? 0.004 : 0', why: w}
assume: {shoe.heel: {value: block}}
`, "a_test.yaml", `tests:
  - {name: either, facts: {shoe.heel: [stiletto, cone]}, fires: [a/nested, a/factor], does_not_fire: a/small}
  - {name: one of three, facts: {shoe.heel: [stiletto, cone, block]}, is_open: [a/nested, a/factor], does_not_fire: a/small}
  - {name: neither, facts: {shoe.heel: [block, wedge]}, does_not_fire: [a/nested, a/factor, a/small]}
`)
	_, _, err := LoadTested(items, pack)
	assert.NoError(t, err)
}

// The tests of a pack are run on the pack, those of a layer on what it makes of it.
func TestPackTestsOfLayers(t *testing.T) {
	below := with(parcelPack, "main_test.yaml", parcelTests)
	layer := with(layerOf("disable: [main/heavy]\nreplace: [{id: main/box, load: 7, why: w}]\nrules: [{id: ours/a, when: shop.a, load: 1, why: w}]\n"+
		"extend: {shop.a: {kind: flag, doc: d, ask: a}}\nassume: {shop.a: {value: false}}"),
		"ours_test.yaml", "tests:\n  - {name: it is there, facts: {shop.a: true}, fires: [ours/a, main/box], score: 18}\n  - {name: it is not, facts: {shop.a: false}, does_not_fire: ours/a}\n")
	_, report, err := LoadTested(parcels, below, layer)
	require.NoError(t, err)
	assert.Len(t, report.Tests, 7)
	require.Len(t, report.Untested, 1, "a rule that always adds something can never be silent")
	assert.Equal(t, "layer 1: ours.yaml:2:11: warning: main/box: no test shows a case in which the rule does not fire (name it under does_not_fire in main_test.yaml)", report.Untested[0].Error())

	layer["ours_test.yaml"] = &fstest.MapFile{Data: []byte("tests: [{name: a, fires: main/heavy}]")}
	_, _, err = LoadTested(parcels, below, layer)
	assert.ErrorContains(t, err, `layer 1: ours_test.yaml:1:26: a: there is no rule "main/heavy" (it is disabled at layer 1: ours.yaml:1:11)`)

	delete(layer, "ours_test.yaml")
	below["main_test.yaml"] = &fstest.MapFile{Data: []byte("tests: [{name: a, score: 1}]")}
	_, _, err = LoadTested(parcels, below, layer)
	assert.ErrorContains(t, err, "main_test.yaml:1:26: a: the score is 15.00, not 1")
}

func TestLive(t *testing.T) {
	folder := with(parcelPack, "main_test.yaml", parcelTests)
	live, err := LivePack(parcels, folder)
	require.NoError(t, err)
	first := live.Current()
	require.NoError(t, live.Reload())
	assert.NotSame(t, first, live.Current())
	assert.Equal(t, first.Identity(), live.Current().Identity())

	kept := live.Current()
	for name, text := range map[string]string{
		"main.yaml":      "rules: [{id: main/box, load: parcel.wieght}]",
		"main_test.yaml": "tests: [{name: a, score: 1}]",
	} {
		old := folder[name]
		folder[name] = &fstest.MapFile{Data: []byte(text)}
		require.Error(t, live.Reload(), name)
		assert.Same(t, kept, live.Current(), name)
		folder[name] = old
	}
	require.NoError(t, live.Reload())

	_, err = NewLive(func() (*int, error) { return nil, errors.New("no") })
	assert.EqualError(t, err, "no")
	_, err = LivePack(parcels, folderOf())
	assert.Error(t, err)
}

// While a pack is reloaded a thousand times, a thousand others judge by it: each answer is that of one pack.
func TestLiveUnderLoad(t *testing.T) {
	const judges, reloads = 1000, 1000
	var folders [3]fs.FS
	type answer struct {
		score, points Points
		likely, all   Interval
		share         Points
	}
	of := func(v Verdict) answer { return answer{v.Score, v.Lines[0].Points, v.Likely, v.Range, v.Lines[0].Share} }
	answers := map[string]answer{} // by digest
	thing := parcel{Weight: fact.Grams(12_000).To(fact.Grams(30_000))}
	for i := range folders {
		folders[i] = folderOf("pack.yaml", parcelHead, "main.yaml",
			fmt.Sprintf("rules: [{id: main/weight, load: 'curve(parcel.weight, 0*kg,0, 40*kg,%d)', why: w}]\nassume: {parcel.weight: {value: %d*kg}}", 10+i, 5+i))
		p, err := Load(parcels, folders[i])
		require.NoError(t, err)
		v, err := p.Judge(&thing)
		require.NoError(t, err)
		answers[v.Pack.Digest] = of(v)
	}
	require.Len(t, answers, len(folders))
	turn := 0
	live, err := NewLive(func() (*Pack[parcel], error) {
		turn++
		p, _, err := LoadTested(parcels, folders[turn%len(folders)])
		return p, err
	})
	require.NoError(t, err)

	var done atomic.Bool
	var judged, wrong atomic.Int64
	var wg sync.WaitGroup
	for range judges {
		wg.Go(func() {
			for once := true; once || !done.Load(); once = false {
				p := live.Current()
				v, err := p.Judge(&thing)
				if want := answers[p.Identity().Digest]; err != nil || v.Pack.Digest != p.Identity().Digest || of(v) != want || p.Score(&thing) != want.score {
					wrong.Add(1)
				}
				judged.Add(1)
				time.Sleep(20 * time.Millisecond) // so that the reloads get their turn
			}
		})
	}
	for range reloads {
		assert.NoError(t, live.Reload())
	}
	done.Store(true)
	wg.Wait()
	assert.Zero(t, wrong.Load())
	assert.GreaterOrEqual(t, judged.Load(), int64(judges))
	t.Logf("%d answers during %d reloads", judged.Load(), reloads)
}
