package rules

import (
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

// soiled leaves nonsense in memory that a pack lends out: everywhere but in its constants.
func (p *pack) soiled(m *memory) *memory {
	nonsense := span{lo: math.NaN(), hi: math.NaN(), set: 0xdead}
	soil := func(x []float64, s []span, ops []op) {
		set := func(i int) {
			if x != nil {
				x[i] = math.NaN()
			}
			s[i] = nonsense
		}
		for i := range 2 * len(p.infos) {
			set(i)
		}
		for _, o := range ops {
			set(int(o.dst))
		}
	}
	soil(m.r, m.box, p.fast.ops)
	soil(m.x, m.search, p.fast.ops)
	soil(nil, m.sets, p.program.ops)
	for i := range m.facts.spans {
		m.facts.spans[i], m.facts.know[i] = nonsense, 77
	}
	for i := range m.open[:cap(m.open)] {
		m.open[:cap(m.open)][i] = 1 << 20
	}
	return m
}

// One judgement after the other is lent the same memory: what the last one left in it tells the next one nothing.
func TestMemoryTellsNothing(t *testing.T) {
	known := strings.Replace(comparedRules, "shoe.rocker: {value: false}", "shoe.rocker: [{when: known(shoe.heel), value: true}, {value: false}]", 1)
	require.NotEqual(t, comparedRules, known)
	scored, err := Load(items, folderOf("pack.yaml", packHead, "a.yaml", known, "b.yaml", `rules: [{id: b/note, when: 'shoe.heel in ["flat", "block"] or shoe.heel_height < 50*mm', note: n}]`))
	require.NoError(t, err)
	levels, err := Load(items, folderOf("pack.yaml", "name: a\nversion: 1.0.0\ntotals: {level: {combine: max, levels: [none, soon, now], without_not: now}}\n"+
		"sources: {S: {citation: s, year: 2020, read: 2026-01}}\nrules:\n"+
		"  - {id: pack/a, when: 'at_least(2, shoe.rocker, wearer.age > 3, wearer.recurrent)', level: soon, on_unsure: none, condition: c, why: w, cite: S, review_by: 2030-01-01}\n"+
		"  - {id: pack/b, when: 'shoe.rocker and (wearer.age > 9 or shoe.heel == \"block\")', level: now, condition: c, evidence: e, why: w, cite: S, review_by: 2030-01-01}\n"+
		"  - {id: pack/c, when: 'shoe.closed or shoe.heel_height > 4*mm', note: n}\n"))
	require.NoError(t, err)
	answers := func(a, b item) (all []any) {
		add := func(answer any, err error) { require.NoError(t, err); all = append(all, answer) }
		v, err := scored.Judge(&a)
		add(marshalled(t, v), err)
		q, err := scored.Ask(&a)
		add(q, err)
		c, err := scored.Compare(&a, &b, "wearer")
		add(marshalled(t, c), err)
		score, upper := scored.Upper(&a)
		truths, err := levels.Truths(&a, nil)
		add([]Points{score, upper}, err)
		notes, err := levels.NoteTruths(&a, truths)
		add(notes, err)
		return append(all, levels.Truth(&a, 0), levels.Truth(&a, 1))
	}
	const seed = 1
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 6))
	for range 300 {
		var wearer item
		if random.IntN(2) == 0 {
			wearer = item{Arch: fact.Choice[archNames](1 << random.IntN(3)), Age: fact.Num(float64(random.IntN(12)))}
		}
		a, b := randomItem(random, wearer), randomItem(random, wearer)
		scored.spare, levels.spare = &sync.Pool{}, &sync.Pool{}
		want := answers(a, b)
		for _, p := range []*pack{&scored.pack, &levels.pack} {
			one, two := p.soiled(p.remember()), p.soiled(p.remember())
			p.forget(one)
			p.forget(two)
		}
		require.Equal(t, want, answers(a, b), "%+v and %+v", a, b)
	}
}
