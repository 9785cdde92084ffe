package catalog

import (
	"encoding/json"
	"hash/maphash"
	"maps"
	"slices"

	"github.com/heelwise/heelwise/footwear"
)

// A group is all products with equal facts: they have one index, whoever wears them.
type group struct {
	shoe  footwear.Shoe // as it is sold
	extra map[string]footwear.Value
	said  string // the extra facts as a text, for comparison
}

// groups are a list that only grows: whoever holds an older, shorter one does not see what is added.
type groups struct {
	pages []*[groupPage]group
	count int
}

const groupPage = 256

func (g *groups) at(i uint32) *group { return &g.pages[i/groupPage][i%groupPage] }

// A grouping finds the group of a product. It belongs to who writes.
type grouping struct {
	groups
	seed    maphash.Seed
	numbers map[uint64]uint32 // by the hash of a group, or the first free number behind it
	members []uint32          // by group: how many products it has
	empty   int               // how many groups have none
}

func newGrouping() *grouping {
	return &grouping{seed: maphash.MakeSeed(), numbers: map[uint64]uint32{}}
}

// of returns the number of the group with the facts of p, a new one if there is none.
func (g *grouping) of(p *Product) uint32 {
	wanted := group{shoe: p.asSold(), said: extraText(p.Extra)}
	hash := g.hash(&wanted)
	for ; ; hash++ {
		i, ok := g.numbers[hash]
		if !ok {
			break
		}
		if old := g.at(i); old.shoe == wanted.shoe && old.said == wanted.said {
			return i
		}
	}
	wanted.extra = maps.Clone(p.Extra)
	return g.add(hash, wanted)
}

func (g *grouping) hash(of *group) uint64 {
	return maphash.Comparable(g.seed, of.shoe) + maphash.String(g.seed, of.said)
}

// add adds a group without members.
func (g *grouping) add(hash uint64, added group) uint32 {
	i := uint32(g.count)
	if g.count%groupPage == 0 {
		g.pages = append(g.pages, new([groupPage]group))
	}
	g.pages[i/groupPage][i%groupPage] = added
	g.count++
	g.members = append(g.members, 0)
	g.empty++
	g.numbers[hash] = i
	return i
}

// take adds a group of another grouping that is not in this one.
func (g *grouping) take(other *group, members uint32) uint32 {
	hash := g.hash(other)
	for {
		if _, ok := g.numbers[hash]; !ok {
			break
		}
		hash++
	}
	i := g.add(hash, *other)
	g.joined(i, int(members))
	return i
}

// joined counts products that join a group, or leave it.
func (g *grouping) joined(i uint32, n int) {
	if g.members[i] == 0 {
		g.empty--
	}
	if g.members[i] = uint32(int(g.members[i]) + n); g.members[i] == 0 {
		g.empty++
	}
}

// extraText returns extra facts as a text: equal ones for facts that say the same.
func extraText(extra map[string]footwear.Value) string {
	if len(extra) == 0 {
		return ""
	}
	var b []byte
	for _, word := range slices.Sorted(maps.Keys(extra)) {
		b = appendText(b, word)
		text, err := extra[word].MarshalJSON()
		if err != nil { // no fact is impossible to write; if one were, it would equal none
			text = json.RawMessage(word)
		}
		b = appendText(b, string(text))
	}
	return string(b)
}
