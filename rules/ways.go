package rules

import "slices"

// maxWays is how many ways of holding are told of a rule, maxWaySteps how much is tried to find those of all rules.
const (
	maxWays     = 256
	maxWaySteps = 100_000
)

// ways returns the smallest sets of words by which the condition can hold, those with fewest words first, in each the words
// in the order of the vocabulary. A word that has to be no is met as its complement, ^w. There are none where there would be
// more than maxWays, or where something else than words and their joining decides.
func (b *builder) ways(c *condition, budget *int) [][]int {
	sets, ok := b.waysOf(c, false, budget)
	if !ok {
		return nil
	}
	slices.SortStableFunc(sets, func(a, b []int) int { return len(a) - len(b) })
	var least [][]int
	for _, s := range sets {
		if !slices.ContainsFunc(least, func(l []int) bool { return isSubset(l, s) }) {
			least = append(least, s)
		}
	}
	return least
}

func (b *builder) waysOf(c *condition, opposite bool, budget *int) (sets [][]int, ok bool) {
	switch {
	case c.code == conditionNot:
		return b.waysOf(c.kids[0], !opposite, budget)
	case len(c.kids) == 0:
		set := []int{}
		b.reads[c.reg].each(func(w int) bool { set = append(set, w); return true })
		if opposite && len(set) == 1 {
			set[0] = ^set[0]
		}
		return [][]int{set}, true
	}
	kids := make([][][]int, len(c.kids))
	for i, kid := range c.kids {
		if kids[i], ok = b.waysOf(kid, opposite, budget); !ok {
			return nil, false
		}
	}
	n := len(kids) // how many of them have to hold
	switch {
	case c.code == conditionAtLeast && opposite:
		n -= c.n - 1
	case c.code == conditionAtLeast:
		n = c.n
	case (c.code == conditionOr) != opposite:
		n = 1
	}
	var join func(i, n int, set []int) bool
	join = func(i, n int, set []int) bool {
		if *budget--; *budget < 0 {
			return false
		}
		if n == 0 {
			sets = append(sets, set)
			return len(sets) <= maxWays
		}
		for ; i+n <= len(kids); i++ {
			for _, way := range kids[i] {
				if !join(i+1, n-1, union(set, way)) {
					return false
				}
			}
		}
		return true
	}
	ok = join(0, n, nil)
	return sets, ok
}

// union returns the words of both sets, in order.
func union(a, b []int) []int {
	u := slices.Concat(a, b)
	slices.Sort(u)
	return slices.Compact(u)
}

// isSubset reports whether the ordered set b holds all of the ordered set a.
func isSubset(a, b []int) bool {
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); !ok {
			return false
		}
	}
	return true
}

// saidWay returns the names of the words of a way, a word that has to be no behind "not ".
func (t *terms) saidWay(way []int) (names []string) {
	at := func(w int) int { return max(w, ^w) }
	slices.SortFunc(way, func(a, b int) int { return at(a) - at(b) })
	for _, w := range way {
		name := t.infos[at(w)].name
		if w < 0 {
			name = "not " + name
		}
		names = append(names, name)
	}
	return names
}
