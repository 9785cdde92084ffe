package fact_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/heelwise/heelwise/rules/fact"
)

type heelWords struct{}

func (heelWords) Words() []string { return []string{"flat", "block", "wedge", "stiletto"} }

type Heel = fact.Choice[heelWords]

const (
	HeelFlat Heel = 1 << iota
	HeelBlock
	HeelWedge
	HeelStiletto
)

const (
	heelEvery = HeelFlat | HeelBlock | HeelWedge | HeelStiletto
	heelWrong = Heel(1 << 4)
)

func TestChoiceOr(t *testing.T) {
	for _, tt := range []struct{ a, b, want Heel }{
		{HeelBlock, HeelWedge, HeelBlock | HeelWedge},
		{HeelBlock, HeelBlock, HeelBlock},
		{HeelBlock | HeelWedge, HeelWedge | HeelFlat, HeelFlat | HeelBlock | HeelWedge},
		{0, HeelBlock, 0},
		{0, 0, 0},
		{HeelFlat | HeelBlock, HeelWedge | HeelStiletto, 0}, // every word is no news
		{heelEvery, HeelBlock, 0},
		{heelEvery, 0, 0},
		{heelEvery, heelEvery, 0},
		{heelWrong, HeelBlock, heelWrong | HeelBlock},
		{heelWrong, 0, heelWrong}, // a mistake does not hide behind an unknown
		{heelWrong, heelEvery, heelWrong | heelEvery},
	} {
		assert.Equal(t, tt.want, tt.a.Or(tt.b), "%#x or %#x", uint32(tt.a), uint32(tt.b))
		assert.Equal(t, tt.want, tt.b.Or(tt.a), "%#x or %#x", uint32(tt.b), uint32(tt.a))
	}
}

func TestChoiceForms(t *testing.T) {
	for _, tt := range []struct {
		in    Heel
		text  string
		words []string
		known bool
	}{
		{0, "unknown", nil, false},
		{heelEvery, "unknown", nil, false},
		{HeelFlat, "flat", []string{"flat"}, true},
		{HeelStiletto, "stiletto", []string{"stiletto"}, true},
		{HeelStiletto | HeelBlock, "block or stiletto", []string{"block", "stiletto"}, false},
	} {
		assert.Equal(t, tt.text, tt.in.String(), "%#x", uint32(tt.in))
		assert.Equal(t, tt.words, tt.in.Words(), "%#x", uint32(tt.in))
		assert.Equal(t, tt.known, tt.in.Known(), "%#x", uint32(tt.in))
		assert.NoError(t, tt.in.Err(), "%#x", uint32(tt.in))
		assert.Equal(t, tt.words, tt.in.Value().Words(), "%#x", uint32(tt.in))
		assert.Equal(t, tt.text, tt.in.Value().String(), "%#x", uint32(tt.in))
	}
	for _, wrong := range []Heel{heelWrong, heelWrong | HeelBlock, math.MaxUint32} {
		assert.EqualError(t, wrong.Err(),
			fmt.Sprintf("%#x is not among the 4 words flat, block, wedge, stiletto", uint32(wrong)))
		assert.Equal(t, "invalid", wrong.String(), "%#x", uint32(wrong))
		assert.False(t, wrong.Known(), "%#x", uint32(wrong))
		assert.False(t, wrong.Value().Known(), "%#x", uint32(wrong))
	}
}

type oneWord struct{}

func (oneWord) Words() []string { return []string{"only"} }

type thirtyTwoWords struct{}

func (thirtyTwoWords) Words() (words []string) {
	for i := range 32 {
		words = append(words, fmt.Sprintf("w%d", i))
	}
	return words
}

// The fewest and the most words that a choice may have.
func TestChoiceSizes(t *testing.T) {
	only := fact.Choice[oneWord](1)
	assert.False(t, only.Known(), "the only word there is")
	assert.Equal(t, "unknown", only.String())
	assert.Zero(t, only.Or(only))
	assert.Error(t, fact.Choice[oneWord](2).Err())

	type wide = fact.Choice[thirtyTwoWords]
	assert.Equal(t, "w31", wide(1<<31).String())
	assert.True(t, wide(1<<31).Known())
	assert.Equal(t, "w31", wide(1<<31).Value().String())
	assert.NoError(t, wide(math.MaxUint32).Err())
	assert.Equal(t, "unknown", wide(math.MaxUint32).String())
	assert.Zero(t, wide(math.MaxUint32-1).Or(1))
	assert.Len(t, wide(math.MaxUint32-1).Words(), 31)
	assert.Len(t, wide(math.MaxUint32-1).Value().Words(), 31)
}
