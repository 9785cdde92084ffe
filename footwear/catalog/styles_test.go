package catalog

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
)

// What to look for fits the situation: a stiletto calls for a block before a wedge, a long walk for sneakers first.
func TestStylesFitTheSituation(t *testing.T) {
	wearer, use := footwear.Reference()
	of := func(activity footwear.Activity) (ids []string) {
		use.Activity = activity
		c := footwear.Case{Shoe: footwear.Shoe{Heel: footwear.HeelStiletto, HeelHeight: footwear.MM(100)}, Wearer: wearer, Use: use}
		list, err := StylesFor(footwear.Default(), c)
		require.NoError(t, err)
		for i, s := range list {
			assert.Positive(t, s.Saves, s.ID)
			assert.NotEmpty(t, s.Features, s.ID)
			assert.Regexp(t, `^F-ALT-\d\d$`, s.Source[0])
			assert.True(t, i == 0 || list[i-1].Score <= s.Score)
			ids = append(ids, s.ID)
		}
		return ids
	}
	assert.Equal(t, []string{"sneaker", "flat", "loafer", "block", "kitten", "wedge"}, of(footwear.ActivityStanding))
	assert.Equal(t, "sneaker", of(footwear.ActivityLongWalk)[0])

	flat := footwear.Case{Shoe: styles()[0].shoe, Wearer: wearer, Use: use}
	list, err := StylesFor(footwear.Default(), flat)
	require.NoError(t, err)
	assert.Empty(t, list, "nothing has a lower index than what is suggested first")
	_, err = StylesFor(footwear.Default(), footwear.Case{Shoe: footwear.Shoe{HeelHeight: footwear.MM(-1)}})
	assert.ErrorContains(t, err, "shoe.heel_height")
}

// Where nothing is to be had, suggestions say what to look for, and keep a heel where one is asked for.
func TestStylesWhereThereIsNothing(t *testing.T) {
	of := Product{ID: "of", Shoe: footwear.Shoe{Heel: footwear.HeelStiletto, HeelHeight: footwear.MM(100)}}
	wearer, use := footwear.Reference()
	for _, keep := range []bool{false, true} {
		s, err := Alternatives(footwear.Default(), Query{Of: of, Wearer: wearer, Use: use, Filter: Filter{KeepHeel: keep}}, []Product{of, {ID: "broken", Shoe: footwear.Shoe{HeelHeight: footwear.MM(-1)}}})
		require.NoError(t, err)
		assert.Empty(t, s.Alternatives)
		assert.NotEmpty(t, s.Styles)
		for _, style := range s.Styles {
			assert.True(t, style.Heel || !keep, style.ID)
		}
		if !keep {
			require.Len(t, s.Faulty, 1)
			assert.ErrorContains(t, s.Faulty[0].Err, "shoe.heel_height")
		}
	}
}

func TestReadStyles(t *testing.T) {
	_, err := readStyles([]byte("styles: [{id: x, shoe: {heel: blok}}]"))
	assert.ErrorContains(t, err, "x: shoe.heel: ")
	_, err = readStyles([]byte("styles: 5"))
	assert.Error(t, err)
}
