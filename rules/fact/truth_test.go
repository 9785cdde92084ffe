package fact_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/heelwise/heelwise/rules/fact"
)

const (
	no  = fact.No
	unk = fact.Unknown
	yes = fact.Yes
)

var truths = []fact.Truth{no, unk, yes}

func TestTruthTables(t *testing.T) {
	for _, tt := range []struct{ a, b, and, or fact.Truth }{
		{no, no, no, no}, {no, unk, no, unk}, {no, yes, no, yes},
		{unk, no, no, unk}, {unk, unk, unk, unk}, {unk, yes, unk, yes},
		{yes, no, no, yes}, {yes, unk, unk, yes}, {yes, yes, yes, yes},
	} {
		assert.Equal(t, tt.and, tt.a.And(tt.b), "%v and %v", tt.a, tt.b)
		assert.Equal(t, tt.or, tt.a.Or(tt.b), "%v or %v", tt.a, tt.b)
	}
	for _, tt := range []struct{ in, not fact.Truth }{{no, yes}, {unk, unk}, {yes, no}} {
		assert.Equal(t, tt.not, tt.in.Not(), "not %v", tt.in)
	}
}

// An answer that knows more never contradicts one that knew less: replacing Unknown by No or Yes leaves what was decided.
func TestTruthLaws(t *testing.T) {
	for _, a := range truths {
		assert.Equal(t, a, a.Not().Not(), "not not %v", a)
		for _, b := range truths {
			assert.Equal(t, a.Not().Or(b.Not()), a.And(b).Not(), "de Morgan, %v and %v", a, b)
			assert.Equal(t, a.Not().And(b.Not()), a.Or(b).Not(), "de Morgan, %v or %v", a, b)
			if a != unk {
				assert.Contains(t, []fact.Truth{unk, a.And(b)}, unk.And(b), "? and %v, then %v", b, a)
				assert.Contains(t, []fact.Truth{unk, a.Or(b)}, unk.Or(b), "? or %v, then %v", b, a)
			}
			for _, c := range truths {
				assert.Equal(t, a.And(b).And(c), a.And(b.And(c)), "%v and %v and %v", a, b, c)
				assert.Equal(t, a.And(b.Or(c)), a.And(b).Or(a.And(c)), "%v and (%v or %v)", a, b, c)
			}
		}
	}
}

func TestTruthForms(t *testing.T) {
	var zero fact.Truth
	assert.Equal(t, unk, zero)
	assert.Equal(t, yes, fact.Known(true))
	assert.Equal(t, no, fact.Known(false))
	for _, tt := range []struct {
		in   fact.Truth
		text string
		err  string
	}{
		{no, "no", ""},
		{unk, "unknown", ""},
		{yes, "yes", ""},
		{2, "Truth(2)", "2 is no truth: use Yes, No or Unknown"},
		{math.MinInt8, "Truth(-128)", "-128 is no truth: use Yes, No or Unknown"},
	} {
		assert.Equal(t, tt.text, tt.in.String(), tt.text)
		if tt.err == "" {
			assert.NoError(t, tt.in.Err(), tt.text)
		} else {
			assert.EqualError(t, tt.in.Err(), tt.err, tt.text)
			assert.Error(t, tt.in.Not().Err(), "not %s", tt.text)
			assert.False(t, tt.in.Value().Known(), "the value of %s", tt.text)
		}
	}
}
