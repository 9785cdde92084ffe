package measure

// limits reads what opens a quantity to one side: "over 10 cm", "≤1cm", "8cm-up", "5in & over".
func (r *reader) limits(c *composer, q *quantity, it *item, next int) int {
	if q.ranged || q.count > 1 {
		return next
	}
	n := len(r.items)
	if n > 1 && r.items[n-1].kind == signed {
		switch sign, before := r.items[n-1].sign, &r.items[n-2]; {
		case (sign == '.' || sign == '-') && before.is(aLimit): // "max. 5 cm", "under-3-inch"
			n--
		case sign == '=' && before.kind == signed && (before.sign == '<' || before.sign == '>'):
			n--
		}
	}
	if n > 0 {
		last := &r.items[n-1]
		switch {
		case last.kind == signed && (last.sign == '<' || last.sign == '≤' || last.sign == '≦'):
			q.limit = orLess
		case last.kind == signed && (last.sign == '>' || last.sign == '≥' || last.sign == '≧'):
			q.limit = orMore
		default:
			q.limit = r.profile.lexicon.opens(last.node)
		}
		if q.limit != 0 {
			it.start = last.start
			r.items = r.items[:n-1]
			return next
		}
	}
	if c.sign(next, '+') && c.tokens[next].glued {
		if _, _, more := c.amount(next + 1); more { // "9cm+2cm"
			return next
		}
		q.limit = orMore
		return next + 1
	}
	j := next
	if c.sign(j, '-') {
		j++
	}
	if c.sign(j, '(') { // "5 cm (max.)"
		if n, length := c.lexicon.find(c.text, c.tokens, min(j+1, len(c.tokens)-1)); c.lexicon.bounds(n) != 0 {
			end := j + 1 + length
			if c.sign(end, '.') {
				end++
			}
			if c.sign(end, ')') {
				q.limit = c.lexicon.bounds(n)
				return end + 1
			}
		}
	}
	if _, after, ok := c.role(j, aLimit); ok && !c.place(j, after) {
		for _, s := range c.limitsAt(j) {
			if _, _, more := c.amount(after); more { // "9 cm plus 2 cm"
				break
			}
			if s == orLess || s == orMore {
				q.limit = s
				return after
			}
		}
	}
	return next
}

// place reports whether the limit at i, behind which the token next stands, says where something is rather than how much, as
// in "5 cm above the ankle".
func (c *composer) place(i, next int) bool {
	at, _ := c.lexicon.find(c.text, c.tokens, i)
	return c.lexicon.nodes[at].roles&(1<<aStop) != 0 && next < len(c.tokens) && c.tokens[next].kind == aWord
}

// opened returns to which side the number at i is opened from farther away, and where the word stands that does it: in its
// subject's name, behind the subject, or before it where it may stand on either side of a number, as in "max. heel height 5 cm".
func (r *reader) opened(i int, s subject) (limit set, from int32) {
	l, from := r.profile.lexicon, r.items[i].start
	switch {
	case s.at < 0 && r.target == r.answers:
		return r.limit, from
	case s.at < 0, s.at > i:
		return 0, from
	}
	for j := s.at + 1; j < i; j++ {
		if limit = l.opens(r.items[j].node); limit != 0 {
			return limit, from
		}
	}
	for j := s.at - 1; j >= 0; j-- {
		it := &r.items[j]
		switch {
		case it.is(aLimit):
			if limit = l.bounds(it.node); limit != 0 {
				from = it.start
			}
			return limit, from
		case it.kind == signed && (it.sign == '.' || it.sign == '-'), it.is(aFiller), it.is(aForm), it.is(aLink):
		default:
			return 0, from
		}
	}
	return 0, from
}
