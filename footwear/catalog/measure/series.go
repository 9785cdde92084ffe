package measure

import "slices"

// connect returns where a further number of the same quantity begins, -1 where there is none.
func (c *composer) connect(q *quantity, i int) int {
	last := q.values[q.count-1]
	number := func(j int) bool {
		_, _, ok := c.amount(j)
		return ok
	}
	if last.unit != 0 && c.sign(i, '.') && c.tokens[i].glued { // that of "3 in. to 4 in."
		if m, next, ok := c.role(i+1, aLimit); c.sign(i+1, '-', '~', '/') && number(i+2) || ok && m.set == until && number(next) {
			i++
		}
	}
	switch {
	case c.sign(i, '-', '~') && number(i+1):
		q.ranged = q.count == 1
		if q.ranged {
			return i + 1
		}
	case c.sign(i, '.') && c.sign(i+1, '.') && number(i+2) && q.count == 1:
		q.ranged = true
		return i + 2
	case c.sign(i, '/') && number(i+1):
		return i + 1
	case c.sign(i, ',') && c.tokens[i].glued && last.unit == 0 && number(i+1) && c.tokens[i+1].glued:
		return i + 1
	case c.sign(i, ',') && (last.unit != 0 || c.led):
		if n, end := c.listed(i, last.unit); q.count+n > 2 && !c.divided(end) {
			if next, ok := c.either(i + 1); ok {
				return next
			}
			return i + 1
		}
		return -1
	case last.unit != 0 && number(i) && !c.tokens[i].glued: // "9cm 7cm"
		if _, next, ok := c.amount(i); ok {
			if u, _, model := c.unit(next); !model && u == last.unit {
				return i
			}
		}
	}
	if _, next, ok := c.role(i, aLimit); ok && number(next) {
		for _, m := range c.limitsAt(i) {
			if m == until && q.count == 1 {
				q.ranged = true
				return next
			}
			if m == either {
				if n, after, ok := c.amount(next); ok {
					if u, end, model := c.unit(after); !model && u != 0 && (last.unit == 0 || units[u].kind == units[last.unit].kind) && last.number < n*20 && !c.divided(end) {
						return next
					}
				}
			}
		}
	}
	return -1
}

// listed returns how many further numbers of the unit a list has that goes on at i, as ", 7 cm or 9 cm", and where it ends.
// Numbers without a unit have that of the last.
func (c *composer) listed(i int, unit set) (n, end int) {
	given := unit != 0
	for end = i; n < len(quantity{}.values); n++ { // more are not read anyway
		j := end
		if c.sign(j, ',') {
			j++
		}
		j, _ = c.either(j)
		_, after, ok := c.amount(j)
		var u set
		model := false
		if ok && j > end {
			u, after, model = c.unit(after)
		}
		switch {
		case !ok, j == end, model, given && u != unit:
			if unit == 0 {
				n = 0
			}
			return n, end
		case u != 0 && !given: // with which the list ends
			return n + 1, after
		}
		end = after
	}
	return n, end
}

// either returns what stands behind the "or" or "and" at i, or i itself where there is none.
func (c *composer) either(i int) (next int, ok bool) {
	if _, next, ok := c.role(i, aLimit); ok && slices.Contains(c.limitsAt(i), either) {
		return next, true
	}
	return i, false
}

// divided reports whether numbers that end before the token at i are of two measures rather than several of one: the first
// has its subject before it and the last behind it, as in "heel 9 cm and 2 cm platform".
func (c *composer) divided(i int) bool {
	for c.led && i < len(c.tokens) && c.tokens[i].kind == aWord {
		n, length := c.lexicon.find(c.text, c.tokens, i)
		roles := c.lexicon.nodes[n].roles
		if roles&(1<<aSubject) != 0 {
			return true
		}
		if roles&(1<<aForm|1<<aFiller) == 0 {
			return false
		}
		i += length
	}
	return false
}

// limitsAt returns every limit that the spelling at i is.
func (c *composer) limitsAt(i int) (limits []set) {
	n, _ := c.lexicon.find(c.text, c.tokens, i)
	for _, m := range c.lexicon.of(n) {
		if m.role == aLimit {
			limits = append(limits, m.set)
		}
	}
	return limits
}
