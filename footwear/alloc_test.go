package footwear

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestScoreDoesNotAllocate(t *testing.T) {
	if racing() {
		t.Skip("the race detector allocates")
	}
	wearer, use := Reference()
	var known sheet
	law(t, 1, 1, func(x *trial) { known = x.truth(); known.untold(known) })
	a := Default()
	for name, c := range map[string]*Case{
		"known":         known.tell(),
		"partly known":  {Shoe: Shoe{Heel: HeelBlock.Or(HeelWedge), HeelHeight: Inches(3).To(Inches(3.9)), Base: BaseNarrow}, Wearer: wearer, Use: use},
		"unknown":       {},
		"impossible":    {Shoe: Shoe{HeelHeight: MM(-1)}},
		"contradictory": {Shoe: Shoe{HeelHeight: MM(10), Platform: MM(40)}},
	} {
		assert.Zero(t, testing.AllocsPerRun(200, func() { a.Score(c) }), name)
		assert.Zero(t, testing.AllocsPerRun(200, func() { a.Upper(c) }), name)
	}
}
