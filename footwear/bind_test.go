package footwear

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// crossed is a layer in which everything depends on everything: what a shoe is taken to be on who wears it, and who wears it
// on words of the layer's own.
const crossed = `over: strain
name: crossed
version: 1.0.0
disable: [sole/weight]
extend:
  shop.hidden: {kind: flag, doc: Something is in the sole., ask: "Is something in the sole?"}
  wearer.guild: {kind: choice, values: [cooks, clerks], doc: The guild., ask: "Which guild?"}
rules:
  - {id: pack/hidden, when: shop.hidden and wearer.guild == "cooks", load: 0.5, why: It weighs., grade: expert}
  - {id: pack/weight, when: wearer.age > 60, load: "curve(shoe.weight, 350*g,0, 1000*g,0.5)", why: It weighs., grade: expert}
  - {id: pack/shift, exposure: "shoe.closed_back and use.activity == \"walking\" ? 0.9 : 1", why: It slips., grade: expert}
assume:
  shop.hidden: {value: false}
  wearer.guild: [{when: use.activity == "standing", value: [cooks, clerks]}, {value: [clerks, cooks]}]
  shoe.weight: [{when: wearer.age > 40, value: 400*g, usual: [220*g, 500*g]}]
  wearer.bmi: [{when: shoe.style == "slipper", value: 25, usual: [18, 30]}]
`

func crossedAssessor(t testing.TB) *Assessor {
	a, err := Load(Strain(), fstest.MapFS{"pack.yaml": {Data: []byte(crossed)}})
	require.NoError(t, err)
	return a
}

// A pack that is bound to a wearer and a use, or to anything else, gives the scores that it gives unbound.
func TestBoundScores(t *testing.T) {
	for _, a := range []*Assessor{Default(), crossedAssessor(t)} {
		law(t, 50_000, 150, func(x *trial) {
			groups := [][]string{{"wearer", "use"}, {"use"}, {"shoe"}, {"shoe", "wearer", "use"}, {"shop", "wearer"}, nil}[x.IntN(6)]
			of := x.facts(x.truth()).tell()
			bound, err := a.Pack().Bind(of, groups...)
			if err != nil {
				x.Errorf("%v", err)
				return
			}
			score := bound.Scorer()
			for range 12 {
				c := x.facts(x.truth()).tell()
				for _, group := range groups {
					switch group {
					case "shoe":
						c.Shoe = of.Shoe
					case "wearer":
						c.Wearer = of.Wearer
					case "use":
						c.Use = of.Use
					}
				}
				if a != Default() && x.chance(2) {
					c.Extra = map[string]Value{"shop.hidden": Yes.Value(), "wearer.guild": fact.WordsValue([]string{"cooks", "clerks"}[x.IntN(2)])}
				}
				assert.Equal(x, a.Score(c), score(c), "%v: %s", groups, jsonOf(c))
			}
		})
	}
}

func TestBindRefuses(t *testing.T) {
	pack := Default().Pack()
	_, err := pack.Bind(&Case{Wearer: Wearer{Age: Num(-1)}}, "wearer")
	assert.ErrorContains(t, err, "wearer.age")
	_, err = pack.Bind(&Case{Use: Use{Breaks: No, BreakEvery: Hours(1)}}, "use")
	assert.ErrorContains(t, err, "use.break_every")
	_, err = pack.Bind(&Case{Wearer: Wearer{Age: Num(-1)}}, "use")
	assert.NoError(t, err, "it is not bound to the wearer")
	bound, err := pack.Bind(&Case{}, "wearer", "use")
	require.NoError(t, err)
	score := bound.Scorer()
	for _, c := range []Case{{Shoe: Shoe{HeelHeight: MM(-1)}}, {Shoe: Shoe{HeelHeight: MM(10), Platform: MM(40)}}, {Shoe: Shoe{Toe: 1 << 9}},
		{Extra: map[string]Value{"shop.vegan": Yes.Value()}}} {
		assert.Equal(t, rules.NoPoints, score(&c))
		assert.Equal(t, Default().Score(&Case{}), score(&Case{}), "what was before does not count")
	}
}

func TestBoundScoreDoesNotAllocate(t *testing.T) {
	wearer, use := Reference()
	c := Case{Wearer: wearer, Use: use, Shoe: Shoe{Style: StylePump, Heel: HeelBlock}}
	bound, err := Default().Pack().Bind(&c, "wearer", "use")
	require.NoError(t, err)
	score := bound.Scorer()
	assert.Zero(t, testing.AllocsPerRun(100, func() { score(&c) }))
}

func BenchmarkScoreBound(b *testing.B) {
	wearer, use := Reference()
	c := Case{Wearer: wearer, Use: use, Shoe: Shoe{Style: StylePump, Heel: HeelBlock, Wear: WearNew, Months: Num(0)}}
	bound, err := Default().Pack().Bind(&c, "wearer", "use")
	require.NoError(b, err)
	score := bound.Scorer()
	b.ReportAllocs()
	for b.Loop() {
		score(&c)
	}
}

func BenchmarkScoreUnbound(b *testing.B) {
	wearer, use := Reference()
	c := Case{Wearer: wearer, Use: use, Shoe: Shoe{Style: StylePump, Heel: HeelBlock, Wear: WearNew, Months: Num(0)}}
	b.ReportAllocs()
	for b.Loop() {
		Default().Score(&c)
	}
}

func BenchmarkBind(b *testing.B) {
	wearer, use := Reference()
	c := Case{Wearer: wearer, Use: use}
	b.ReportAllocs()
	for b.Loop() {
		_, _ = Default().Pack().Bind(&c, "wearer", "use")
	}
}
