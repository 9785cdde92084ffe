package rules

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

// A pack of which all that is likely can be tried out: nothing but choices and flags, and a measure with a direction.
const comparedRules = `
rules:
  - {id: a/heel, load: 'shoe.heel == "stiletto" ? 20 : shoe.heel == "cone" ? 12 : shoe.heel == "block" ? 5 : 0', why: w, grade: low}
  - {id: a/arch, load: 'wearer.arch == "flat" and shoe.heel in ["flat", "block"] ? 9 : wearer.arch == "high" ? 3 : 0', why: w, grade: moderate}
  - {id: a/rocker, when: shoe.rocker and wearer.recurrent, load: 4, why: w, grade: high}
  - {id: a/closed, when: not shoe.closed, load: 'shoe.rocker ? 2 : 6', why: w, grade: high}
  - {id: a/height, load: 'curve(shoe.heel_height, 20*mm,0, 100*mm,30) * (shoe.closed ? 0.5 : 1)', why: w, grade: low}
  - {id: a/often, exposure: 'wearer.recurrent ? 1 : 0.8', why: w}
assume:
  shoe.heel: {value: [block, flat, wedge, kitten, cone, spool, stiletto], usual: [block, flat, cone]}
  shoe.heel_height: {value: 40*mm, usual: [20*mm, 60*mm]}
  shoe.rocker: {value: false}
  shoe.closed: {value: true}
  wearer.arch: {value: normal, usual: [normal, flat, high]}
  wearer.recurrent: {value: false}
`

// A value of each word of the pack, as indexes into what a random case says: shoe, shoe, ... and of both.
func randomItem(random *rand.Rand, wearer item) item {
	i := wearer
	pick := func(n int) bool { return random.IntN(n) == 0 }
	if pick(2) {
		i.Heel = fact.Choice[heelNames](1 + random.IntN(1<<7-1))
	}
	if pick(2) {
		i.Height = fact.MM(float64(random.IntN(13) * 10))
		if pick(3) {
			i.Height = fact.MM(float64(20 + random.IntN(4)*10)).To(fact.MM(float64(60 + random.IntN(4)*10)))
		}
	}
	for _, f := range []*fact.Truth{&i.Rocker, &i.Closed} {
		if pick(2) {
			*f = fact.Known(pick(2))
		}
	}
	return i
}

// The likely difference holds what every completion of both gives, in which shared words have one value, and its ends are
// those of some completions while the wearer is known.
func TestCompareBrute(t *testing.T) {
	pack, err := Load(items, folderOf("pack.yaml", packHead, "a.yaml", comparedRules))
	require.NoError(t, err)
	seed := uint64(5)
	random := rand.New(rand.NewPCG(seed, 0))
	outcomes := map[Outcome]int{}
	for range 2000 / part {
		var wearer item
		known := random.IntN(3) > 0
		if known {
			wearer.Arch, wearer.Recurrent = fact.Choice[archNames](1<<random.IntN(3)), fact.Known(random.IntN(2) == 0)
		}
		a, b := randomItem(random, wearer), randomItem(random, wearer)
		c, err := pack.Compare(&a, &b, "wearer")
		require.NoError(t, err)
		story := fmt.Sprintf("seed %d: %+v and %+v: %+v", seed, a, b, c)
		outcomes[c.Outcome]++

		require.Equal(t, pack.Score(&a), c.First)
		require.Equal(t, pack.Score(&b), c.Second)
		sum := Points(0)
		for _, line := range c.Lines {
			require.NotZero(t, line.Points)
			sum += line.Share
		}
		for _, total := range c.Totals {
			sum += total.Share
		}
		require.Equal(t, c.Difference, sum, story)

		least, greatest := brute(t, pack, a, b)
		require.True(t, c.Likely.Low <= least && greatest <= c.Likely.High, "%s\n%v to %v", story, least, greatest)
		if known {
			require.InDelta(t, int64(least), int64(c.Likely.Low), 1, story) // which is rounded outwards
			require.InDelta(t, int64(greatest), int64(c.Likely.High), 1, story)
		}
		swapped, err := pack.Compare(&b, &a, "wearer")
		require.NoError(t, err)
		require.Equal(t, Interval{-c.Likely.High, -c.Likely.Low}, swapped.Likely, story)
		require.Equal(t, -c.Difference, swapped.Difference, story)
		same, err := pack.Compare(&a, &a, "wearer")
		require.NoError(t, err)
		require.Equal(t, NotDistinguishable, same.Outcome)
		require.Empty(t, same.Lines)
	}
	for _, o := range []Outcome{Better, Worse, NotDistinguishable} {
		assert.Greater(t, outcomes[o], 100/part, "%v", outcomes)
	}
}

// brute tries all completions of two items out: the ends of heights say all, since no rule falls as they rise.
func brute(t *testing.T, pack *Pack[item], a, b item) (least, greatest Points) {
	t.Helper()
	var sides [2]side
	for i, it := range []*item{&a, &b} {
		one := *it
		m := pack.remember()
		defer pack.forget(m)
		require.True(t, pack.fill(unsafe.Pointer(&one), m.facts))
		_, ok := pack.settle(m.facts)
		require.True(t, ok)
		sides[i] = pack.sideOf(m)
	}
	shared := pack.sharedWords(&sides[0], &sides[1], []string{"wearer"})
	least, greatest = 1<<62, -1<<62
	at := [2][]float64{make([]float64, len(pack.fast.initial)), make([]float64, len(pack.fast.initial))}
	for k := range at {
		copy(at[k], pack.fast.initial)
		copy(at[k], sides[k].r)
	}
	values := func(w int, s span) (xs []float64) {
		if pack.infos[w].kind == measure {
			xs = []float64{s.lo, s.hi}
			return xs
		}
		for i := range 32 {
			if s.set>>i&1 != 0 {
				xs = append(xs, float64(i))
			}
		}
		return xs
	}
	words := pack.plan.words
	var try func(i int)
	try = func(i int) {
		if i == len(words) {
			var score [2]Points
			for k := range at {
				run(pack.scoring, at[k])
				var totals [maxTotals]int64
				for n := range pack.totals {
					totals[n] = pack.total(n, at[k])
				}
				score[k] = pack.scoreOf(totals[:len(pack.totals)])
			}
			least, greatest = min(least, score[1]-score[0]), max(greatest, score[1]-score[0])
			return
		}
		w := words[i]
		for _, x := range values(w, sides[0].box[w]) {
			at[0][w] = x
			if shared.has(w) {
				at[1][w] = x
				try(i + 1)
				continue
			}
			for _, y := range values(w, sides[1].box[w]) {
				at[1][w] = y
				try(i + 1)
			}
		}
	}
	try(0)
	return least, greatest
}

func TestCompare(t *testing.T) {
	pack, err := Load(items, folderOf("pack.yaml", packHead, "a.yaml", comparedRules))
	require.NoError(t, err)
	c, err := pack.Compare(&item{Height: fact.MM(40)}, &item{Height: fact.MM(60)}, "wearer")
	require.NoError(t, err)
	text, err := json.Marshal(c)
	require.NoError(t, err)
	assert.JSONEq(t, `{"first": 7, "second": 10, "difference": 3, "outcome": "worse", "likely": [2.99, 7.51], "evidence": [1.5, 4.5],
		"lines": [{"rule": "a/height", "points": 3.75, "share": 3, "why": "w", "grade": "low", "from": {"shoe.heel_height": "40mm"}, "to": {"shoe.heel_height": "60mm"}}],
		"totals": [], "pack": `+marshalled(t, pack.Identity())+`}`, string(text))
	_, err = pack.Compare(&item{}, &item{Age: fact.Num(200)})
	assert.ErrorContains(t, err, "wearer.age: 200 is outside 0..120")
	_, err = pack.Compare(&item{Age: fact.Num(300)}, &item{Age: fact.Num(200)})
	assert.ErrorContains(t, err, "wearer.age: 300 is outside 0..120")

	// Changes that make up for each other have shares that do, too.
	c, err = pack.Compare(&item{Heel: 1 << 4, Closed: fact.Yes, Rocker: fact.No}, &item{Heel: 1 << 0, Closed: fact.No, Rocker: fact.No, Height: fact.MM(44)})
	require.NoError(t, err)
	assert.Len(t, c.Lines, 3)
}

func marshalled(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}
