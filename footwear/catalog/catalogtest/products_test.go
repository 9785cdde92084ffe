package catalogtest

import (
	"testing"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

func TestLook(t *testing.T) {
	seen := map[footwear.Shoe]int{}
	heights, kids := 0, 0
	a := footwear.Default()
	bad := 0
	w, u := footwear.Reference()
	for p := range Products(1, 1_000_000) {
		c := p.Case(w, u)
		if seen[c.Shoe]++; seen[c.Shoe] == 1 && !a.Score(&c).Valid() {
			bad++
			_, err := a.Assess(c)
			t.Log(err)
		}
		if p.Shoe.HeelHeight != (footwear.Length{}) {
			heights++
		}
		if p.AgeGroup == catalog.Child {
			kids++
		}
	}
	most := 0
	for _, n := range seen {
		most = max(most, n)
	}
	t.Log(len(seen), heights, kids, bad, most)
}
