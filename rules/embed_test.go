package rules_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

type embeddedLoad struct {
	Weight fact.Mass
	Belt   fact.Truth
}

type embeddingTour struct {
	Days fact.Number
	Load embeddedLoad
}

func TestEmbeddedWordsReadTheInnerThing(t *testing.T) {
	inner := rules.NewVocabulary([]rules.Word[embeddedLoad]{
		rules.Measure("load.weight", func(l *embeddedLoad) *fact.Mass { return &l.Weight }, rules.About{Domain: "0kg..40kg"}),
		rules.Flag("load.belt", func(l *embeddedLoad) *fact.Truth { return &l.Belt }, rules.About{}),
	})
	outer := rules.NewVocabulary(append(rules.Embed(inner, func(t *embeddingTour) *embeddedLoad { return &t.Load }),
		rules.Measure("tour.days", func(t *embeddingTour) *fact.Number { return &t.Days }, rules.About{Domain: "0..30"})))
	pack, err := rules.Load(outer, fstest.MapFS{"pack.yaml": {Data: []byte(`
name: tour
version: 1.0.0
totals: {load: {combine: sum, max: 10}}
score: load
bands: {low: 0}
rules: [{id: pack/heavy, when: load.weight > 9*kg and not load.belt and tour.days > 2, load: 3, why: It weighs.}]
assume: {load.weight: {value: 1*kg}, load.belt: {value: true}, tour.days: {value: 1}}
`)}})
	require.NoError(t, err)
	heavy := embeddingTour{Days: fact.Num(3), Load: embeddedLoad{Weight: fact.Grams(9500), Belt: fact.No}}
	assert.Equal(t, rules.Points(300), pack.Score(&heavy))
	heavy.Load.Belt = fact.Yes
	assert.Equal(t, rules.Points(0), pack.Score(&heavy))

	var read embeddingTour
	require.NoError(t, outer.DecodeJSON([]byte(`{"load": {"weight": "9kg", "belt": true}}`), &read))
	assert.Equal(t, embeddedLoad{fact.Grams(9000), fact.Yes}, read.Load)
	read.Load.Weight = fact.Grams(50_000)
	assert.ErrorContains(t, outer.Check(&read), "load.weight: 50000g is outside 0kg..40kg")
}
