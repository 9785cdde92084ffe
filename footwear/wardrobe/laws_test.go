package wardrobe

import (
	"cmp"
	"encoding/json"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

func written(t testing.TB, c footwear.Case) string {
	text, err := json.Marshal(c)
	require.NoError(t, err)
	return string(text)
}

// follows are the words that relations take along.
var follows = map[string][]string{
	"shoe.heel_height": {"shoe.rise"}, "shoe.rise": {"shoe.platform"}, "shoe.base_width": {"shoe.base"},
}

// What a variant changes is what its data names, and what follows from that; everything else stays as it is, unknown or
// not. What it saves is the difference of the scores.
func TestVariantsChangeWhatTheyName(t *testing.T) {
	x := rand.New(rand.NewPCG(1, 1))
	a, v := footwear.Default(), footwear.Vocabulary()
	met := map[string]int{}
	for range 120 {
		c := drawn(t, x, 2+x.IntN(9))
		before := written(t, c)
		list, err := Default().All(a, c)
		require.NoError(t, err, before)
		require.Equal(t, before, written(t, c), "the case stays as it is")
		of, err := a.Assess(c)
		require.NoError(t, err)
		for _, one := range list {
			met[one.ID]++
			i := slices.IndexFunc(Default().list, func(ch change) bool { return ch.ID == one.ID })
			var named []string
			for _, s := range Default().list[i].settings {
				named = append(append(named, s.word), follows[s.word]...)
			}
			for w := range v.Words() {
				from, to := v.Value(&c, w.Name), v.Value(&one.Case, w.Name)
				at := slices.IndexFunc(one.Facts, func(f Fact) bool { return f.Word == w.Name })
				if at < 0 {
					require.Equal(t, from.String(), to.String(), "%s of %s changes %s in silence", one.ID, before, w.Name)
					continue
				}
				require.Contains(t, named, w.Name, "%s of %s", one.ID, before)
				require.Equal(t, one.Facts[at].To.String(), to.String(), "%s of %s", one.ID, before)
			}
			require.Equal(t, of.Score-one.Assessment.Score, one.Saves)
			require.Equal(t, a.Score(&one.Case), one.Assessment.Score)
			require.LessOrEqual(t, one.Sure, one.Saves, "%s of %s", one.ID, before)
		}
		require.True(t, slices.IsSortedFunc(list, func(x, y Variant) int {
			return cmp.Or(cmp.Compare(y.Saves, x.Saves), cmp.Compare(x.ID, y.ID))
		}))
		saving, err := Default().Variants(a, c)
		require.NoError(t, err)
		n := 0
		for _, one := range list {
			if one.Saves > 0 {
				n++
			}
		}
		require.Len(t, saving, n)
	}
	for _, one := range Default().list {
		assert.Positive(t, met[one.ID], "no case drawn shows %s", one.ID)
	}
}

// Made twice, a change changes nothing more. One that is reckoned from what is there goes a step further, in the same
// direction, and comes to an end.
func TestTwice(t *testing.T) {
	x := rand.New(rand.NewPCG(2, 2))
	for range 200 / part {
		c := drawn(t, x, 10)
		for i := range Default().list {
			one := &Default().list[i]
			first, ok := one.apply(&c)
			if !ok {
				continue
			}
			changed, ok := first.to(&c)
			require.True(t, ok)
			again, ok := first.to(&changed)
			require.True(t, ok)
			require.Equal(t, written(t, changed), written(t, again), one.ID)
			steps := 0
			for {
				further, ok := one.apply(&changed)
				if !ok {
					break
				}
				require.True(t, slices.ContainsFunc(one.settings, func(s setting) bool { return s.how != becomes && s.how != most }), one.ID)
				changed, ok = further.to(&changed)
				require.True(t, ok)
				if steps++; steps > 60 {
					break
				}
			}
		}
	}
}

// raising are the variants that may raise the score: a thick insole makes a shoe tight.
var raising = []string{"insole/orthotic-bulky"}

// Of a shoe of which all is known no variant is worse, but for those whose fit is.
func TestNoneRaises(t *testing.T) {
	x := rand.New(rand.NewPCG(3, 3))
	raised := false
	for range 400 / part {
		c := drawn(t, x, 10)
		list, err := Default().All(footwear.Default(), c)
		require.NoError(t, err)
		for _, one := range list {
			if slices.Contains(raising, one.ID) {
				raised = raised || one.Saves < 0
				continue
			}
			require.GreaterOrEqual(t, one.Saves, rules.Points(0), "%s of %s", one.ID, written(t, c))
			require.Equal(t, one.Saves, one.Sure, "%s of %s", one.ID, written(t, c))
		}
	}
	assert.True(t, raised, "a thick insole is shown to raise the score")
}

// To say less of a shoe never makes more of its variants fit.
func TestUnknownFitsNothing(t *testing.T) {
	x := rand.New(rand.NewPCG(4, 4))
	v := footwear.Vocabulary()
	for range 500 / part {
		c := drawn(t, x, 10)
		less := c
		for w := range v.Words() {
			if x.IntN(3) == 0 {
				require.NoError(t, v.DecodeJSON(object(w.Name, []byte("null")), &less))
			}
		}
		all, err := Default().hold(&c)
		require.NoError(t, err)
		some, err := Default().hold(&less)
		require.NoError(t, err)
		for _, id := range some {
			require.Contains(t, all, id, written(t, less))
		}
	}
}

// Reach is the least of all choices, found by trying every one.
func TestReachIsLeast(t *testing.T) {
	x := rand.New(rand.NewPCG(5, 5))
	a := footwear.Default()
	counts := map[int]int{}
	for range 300 / part {
		c := drawn(t, x, 7+x.IntN(4))
		if x.IntN(2) == 0 { // worn much
			c.Use.Hours, c.Use.Days, c.Use.Seated = footwear.Hours(8), footwear.Num(6), footwear.Num(0)
		}
		for i, band := range []string{"low", "low_moderate", "moderate"} {
			way, err := Default().Reach(a, c, band)
			require.NoError(t, err)
			want, found := bruteForce(t, a, c, []rules.Points{1250, 2130, 2930}[i])
			require.Equal(t, found, way.Found, "%s of %s", band, written(t, c))
			var ids []string
			for _, s := range way.Steps {
				ids = append(ids, s.ID)
			}
			require.Equal(t, want, ids, "%s of %s", band, written(t, c))
			if found {
				require.Less(t, way.Assessment.Score, []rules.Points{1250, 2130, 2930}[i])
				counts[len(ids)]++
			} else {
				counts[-1]++
			}
		}
	}
	for _, n := range []int{-1, 0, 1, 2, 3} {
		assert.Positive(t, counts[n], "%d changes", n)
	}
}

// bruteForce tries all sets of up to three changes, one after the other by bits.
func bruteForce(t *testing.T, a *footwear.Assessor, c footwear.Case, limit rules.Points) (ids []string, found bool) {
	if a.Score(&c) < limit {
		return nil, true
	}
	list, err := Default().applicable(&c)
	require.NoError(t, err)
	type way struct {
		ids    []string
		effort int
		score  rules.Points
	}
	var ways []way
	for chosen := uint(1); chosen < 1<<len(list); chosen++ {
		if bits.OnesCount(chosen) > 3 {
			continue
		}
		var w way
		changed, touched, fits := c, map[string]bool{}, true
		for i := range list {
			if chosen>>i&1 == 0 {
				continue
			}
			for _, f := range list[i].facts {
				if touched[tie(f.Word)] && !slices.ContainsFunc(list[i].facts, func(g Fact) bool { return g.Word != f.Word && tie(g.Word) == tie(f.Word) }) {
					fits = false
				}
			}
			for _, f := range list[i].facts {
				touched[tie(f.Word)] = true
			}
			w.ids, w.effort = append(w.ids, list[i].ID), w.effort+list[i].effort
			for _, f := range list[i].facts {
				text, err := f.To.MarshalJSON()
				require.NoError(t, err)
				require.NoError(t, footwear.Vocabulary().DecodeJSON(object(f.Word, text), &changed))
			}
		}
		if w.score = a.Score(&changed); fits && len(w.ids) <= 3 && w.score.Valid() && w.score < limit {
			ways = append(ways, w)
		}
	}
	if len(ways) == 0 {
		return nil, false
	}
	best := slices.MinFunc(ways, func(x, y way) int {
		return cmp.Or(cmp.Compare(len(x.ids), len(y.ids)), cmp.Compare(x.effort, y.effort), cmp.Compare(x.score, y.score), slices.Compare(x.ids, y.ids))
	})
	return best.ids, true
}

// Texts say what to do. None tells anyone to give up a shoe, and none promises anything.
func TestTexts(t *testing.T) {
	for _, one := range Default().list {
		for _, word := range []string{"prevent", "predict", "diagnos", "treat", "cure", "safe", "pain", "health", "stop ", "never", "avoid", "kind to", "kinder", "better for", "risk", "relie"} {
			assert.NotContains(t, strings.ToLower(one.Text), word, one.ID)
		}
		assert.True(t, strings.HasSuffix(one.Text, "."), one.ID)
		for _, id := range one.Source {
			_, ok := footwear.Default().Pack().Source(id)
			assert.True(t, ok, "%s: no source is called %s", one.ID, id)
		}
	}
}

// No shoe that the facts leave open saves less than what is surely saved.
func TestSure(t *testing.T) {
	x := rand.New(rand.NewPCG(6, 6))
	a, v := footwear.Default(), footwear.Vocabulary()
	open := []string{"shoe.heel_height", "shoe.base_width", "shoe.weight", "shoe.lateral_wear", "wearer.age", "wearer.bmi"}
	met := 0
	for range 30 / part {
		c := drawn(t, x, 10)
		c.Shoe.Rise, c.Shoe.Base = footwear.Length{}, footwear.Base(0)
		c.Use.Days, c.Use.Seated = footwear.Num(6), footwear.Num(0.1)
		var wide []span
		for _, word := range open {
			is := stated(&c, word)
			reach := (wholeOf(t, word).hi - wholeOf(t, word).lo) / 15
			is = span{is.lo - x.Int64N(reach), is.hi + x.Int64N(reach)}.meet(wholeOf(t, word))
			wide = append(wide, is)
			require.NoError(t, v.DecodeJSON(patchOf([]Fact{{Word: word, To: measured(word, is)}}), &c))
		}
		list, err := Default().All(a, c)
		require.NoError(t, err, written(t, c))
		for _, one := range list {
			if one.Sure > 0 {
				met++
			}
			patch := patchOf(one.Facts)
			for range 30 {
				known := c
				for i, word := range open {
					n := wide[i].lo + x.Int64N(wide[i].hi-wide[i].lo+1)
					require.NoError(t, v.DecodeJSON(patchOf([]Fact{{Word: word, To: measured(word, span{n, n})}}), &known))
				}
				before := a.Score(&known)
				require.NoError(t, v.DecodeJSON(patch, &known))
				after := a.Score(&known)
				if one.Sure >= 0 && before.Valid() && after.Valid() { // below zero nothing is promised
					require.GreaterOrEqual(t, before-after, one.Sure, "%s of %s", one.ID, written(t, c))
				}
			}
		}
	}
	assert.Greater(t, met, 50/part)
}
