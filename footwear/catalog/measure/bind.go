package measure

import (
	"slices"

	"github.com/heelwise/heelwise/footwear/catalog"
)

// A subject is what a number may measure: a word, where it stands, and how far from the number.
type subject struct {
	word  word
	at    int
	cost  int
	found bool
	firm  bool // a colon or an equals sign stands between
	net   bool // a height of a heel is meant without the platform
}

// measure finds out what the quantity at i measures, and adds it.
func (r *reader) measure(i int) {
	if r.target == otherName || r.target == materials {
		return
	}
	q := &r.quantities[r.items[i].at]
	if (r.target.choice() || r.target == widths) && q.unitOf() == 0 {
		r.banded(i, q)
		return
	}
	if r.broken(i, q) {
		return
	}
	s := r.before(i, q)
	if s.word == stack && q.count == 1 { // "stack height: 32 mm heel"
		s = subject{}
	}
	switch after := r.after(i, q); {
	case after.found && after.word == net:
		if r.hasOwn(after.at, i) { // "heel 12 cm without platform 9 cm": who knows
			return
		}
		s.net = true
	case after.found && (!s.found || r.prefers(after, s, i)):
		s = after
		r.items[s.at].taken = true
	}
	if !s.found && r.target.measure() && !(kinds[r.target] == ofLength && r.strays(i)) {
		s.word, s.at, s.found = r.target, -1, true
	}
	if !s.found && s.net {
		s.word, s.at, s.found = heelHeight, -1, true
	}
	if !s.found || s.word == otherPart || s.word == across || r.dismissed(i, s) || (s.word == back || s.word == front) && !r.ofSole(i, s) {
		return
	}
	from := r.items[i].start // of what is quoted
	if q.limit == 0 && !q.ranged && q.count == 1 {
		q.limit, from = r.opened(i, s)
	}
	switch s.word {
	case heelHeight:
		if s.net {
			s.word = rise
		}
	case back, soleBack:
		s.word = heelHeight
	case front:
		s.word = platform
	case stack:
		r.each(i, q, s, heelHeight, platform)
		return
	}
	if first, ok := r.joint(i, q, s); ok {
		r.each(i, q, s, first, s.word)
		return
	}
	if e, ok := r.weigh(i, q, s); ok {
		e.from = min(e.from, from)
		r.add(e)
	}
}

// broken reports whether the quantity at i is a piece of a number with a gap in it, as "2. 1 cm" or "6 8 cm".
func (r *reader) broken(i int, q *quantity) bool {
	bare := func(j int) bool {
		if j < 0 || j >= len(r.items) || r.items[j].kind != quantified {
			return false
		}
		q := &r.quantities[r.items[j].at]
		return q.unitOf() == 0 && q.count == 1 && q.values[0].number < 20e6
	}
	if q.unitOf() != 0 {
		return bare(i-1) && !(i > 1 && r.items[i-2].is(aSubject)) // "size 8 3 inch heels"
	}
	next := i + 1
	if next < len(r.items) && (r.items[next].kind == sentenceEnd || r.items[next].kind == signed && r.items[next].sign == '.') {
		next++
	}
	return bare(i) && next < len(r.items) && r.items[next].kind == quantified && r.quantities[r.items[next].at].unitOf() != 0
}

// prefers reports whether what stands behind the quantity at i is what it measures, rather than what stands before it:
// the nearer one, and of two equally near ones the heel; but not what has a number of its own behind it.
func (r *reader) prefers(after, before subject, i int) bool {
	if before.firm || after.cost > before.cost {
		return false
	}
	if r.hasOwn(after.at, i) {
		return false
	}
	return after.cost < before.cost || after.word == heelHeight && before.word != heelHeight
}

// hasOwn reports whether a further number stands behind the subject, for it to have.
func (r *reader) hasOwn(at, i int) bool {
	for j := at + 1; j < len(r.items); j++ {
		switch it := &r.items[j]; {
		case it.kind == quantified:
			return true
		case it.kind == signed && (it.sign == ':' || it.sign == '(' || it.sign == '-' || it.sign == '='), it.kind == cellEnd:
		case it.kind == spelled && !it.is(aStop) && (it.is(aFiller) || it.is(aLimit)) && !it.is(aSubject):
		default:
			return false
		}
	}
	return false
}

// subjectOf returns what the spelling at j lets a quantity measure.
func (r *reader) subjectOf(j int, q *quantity) (w word, ok bool) {
	for _, m := range r.profile.lexicon.of(r.items[j].node) {
		if m.role == aSubject {
			return m.word, q.fits(m.word)
		}
	}
	return noWord, false
}

// measures reports whether the item is what a number of w measures.
func (r *reader) measures(it *item, w word) bool {
	return it.is(aSubject) && slices.Contains(r.profile.lexicon.of(it.node), meaning{role: aSubject, word: w})
}

// fits reports whether the unit of the quantity is one of w.
func (q *quantity) fits(w word) bool {
	u := q.unitOf()
	switch {
	case w == otherPart || w == across || u == 0:
		return true
	case w.measure():
		return units[u].kind == kinds[w]
	}
	return units[u].kind == ofLength
}

// unitOf returns the unit of the quantity, 0 where it has none.
func (q *quantity) unitOf() (u set) {
	for _, v := range q.values[:q.count] {
		if v.unit != 0 {
			u = v.unit
		}
	}
	return u
}

// before finds the subject before the quantity at i, across what changes nothing.
func (r *reader) before(i int, q *quantity) (s subject) {
	for j := i - 1; j >= 0; j-- {
		it := &r.items[j]
		switch it.kind {
		case spelled:
			if it.is(aSubject) && !it.taken {
				if s.word, s.found = r.subjectOf(j, q); s.found {
					s.at = j
				}
				if s.word == net {
					return r.netBefore(j, s)
				}
				return s
			}
			if k := r.instead(j); k >= 0 {
				j = k
				continue
			}
			if it.taken || it.is(anAnd) || !it.is(aFiller) && !it.is(aLimit) && !(it.is(aUnit) && q.unitOf() == 0) {
				return s
			}
		case signed:
			switch it.sign {
			case ':', '=':
				s.firm = true
			case ',':
				s.cost += 2
			case '-', '.', '(', '*', '"', '~', '≈', '[', '\'', '→', '±':
			case ')', ']':
				open := r.opening(j)
				if open < 0 {
					return s
				}
				for s.cost++; j > open; j-- {
					if s.net = s.net || r.measures(&r.items[j], net); r.measures(&r.items[j], across) { // "heel (H x W): 8 cm/2 cm"
						return s
					}
				}
			default:
				return s
			}
		case cellEnd:
			s.firm = true
		case lineEnd:
			if j == 0 || j != i-1 || !r.items[j-1].is(aSubject) && r.items[j-1].sign != ':' {
				return s
			}
			s.cost++
		case quantified:
			if !s.firm || !r.ofSize(j) {
				return s
			}
			for j--; j > 0 && r.items[j-1].is(aStop); j-- {
			}
		default:
			return s
		}
	}
	return s
}

// netBefore returns the subject of a number behind "without platform" at j; it has none where a number stands before that
// as well, as in "heel 12 cm without platform 9 cm".
func (r *reader) netBefore(j int, s subject) subject {
	if j > 0 && r.items[j-1].kind == quantified {
		return subject{word: otherPart, at: j, found: true}
	}
	return subject{net: s.cost < 2, firm: s.firm, cost: s.cost}
}

// instead returns where the negation before "but" at j begins, as in "not 9 cm but 5 cm"; -1 where there is none.
func (r *reader) instead(j int) int {
	if !r.items[j].is(aRather) {
		return -1
	}
	for j--; j >= 0 && r.items[j].kind == signed && r.items[j].sign == ','; j-- {
	}
	if j > 0 && r.items[j].kind == quantified && r.differs(j-1) {
		return j - 1
	}
	return -1
}

// ofSize reports whether the number at j is a size, as in "heel height in size 37: 8 cm".
func (r *reader) ofSize(j int) bool {
	return j > 0 && r.quantities[r.items[j].at].unitOf() == 0 && r.measures(&r.items[j-1], otherPart)
}

// opening returns where the bracket that closes at j opens, -1 where it does not or has a number in it.
func (r *reader) opening(j int) int {
	for n := 0; n < near && j > 0; n++ {
		j--
		it := &r.items[j]
		if it.kind == signed && (it.sign == '(' || it.sign == '[') {
			return j
		}
		if it.kind == quantified && !r.ofSize(j) || it.ends() {
			return -1
		}
	}
	return -1
}

// after finds the subject behind the quantity at i, across a few words that describe it. A number without a unit has none
// there: "2 straps" is no measure.
func (r *reader) after(i int, q *quantity) (s subject) {
	if q.unitOf() == 0 {
		return s
	}
	far := 3
	if r.rank == inTitle { // a title is a heap of words
		far = 1
	}
	for j := i + 1; j < len(r.items) && s.cost <= far; j++ {
		it := &r.items[j]
		switch it.kind {
		case spelled:
			if it.is(aSubject) {
				if s.word, s.found = r.subjectOf(j, q); s.found {
					s.at = j
				}
				if s.word == platform && r.describes(j, i) {
					s.found = false
				}
				return s
			}
			if it.is(aStop) || it.is(aLimit) && !it.is(aFiller) || it.is(aName) && !it.is(aForm) {
				return s
			}
			if !it.is(aLink) && !it.is(aForm) && !it.is(aFiller) {
				s.cost++
			}
		case unknownWord:
			s.cost++
		case signed:
			switch it.sign {
			case ')', ']':
				s.cost++
			case '-', '.':
			case '(', '[':
				if j+1 == len(r.items) || !r.measures(&r.items[j+1], net) {
					return s
				}
			default:
				return s
			}
		default:
			return s
		}
	}
	return s
}

// describes reports whether the platform at j says of which kind a heel is rather than what the quantity at i measures, as
// in "15 cm platform heels".
func (r *reader) describes(j, i int) bool {
	if j+1 >= len(r.items) || r.hasOwn(j+1, i) {
		return false
	}
	w, ok := r.subjectOf(j+1, &r.quantities[r.items[i].at])
	return ok && w == heelHeight
}

// joint returns what the first of two values measures whose subjects stand together before them: "heel/platform: 8 cm/2 cm".
func (r *reader) joint(i int, q *quantity, s subject) (first word, ok bool) {
	if q.count != 2 || q.ranged || s.at < 2 || s.at > i {
		return noWord, false
	}
	if between := &r.items[s.at-1]; !between.is(anAnd) && !(between.kind == signed && between.sign == '/') {
		return noWord, false
	}
	first, ok = r.subjectOf(s.at-2, q)
	return first, ok && first.measure() && first != s.word
}

// each reads two values that measure a word each, as "36/28 mm": what stands under heel and forefoot.
func (r *reader) each(i int, q *quantity, s subject, first, second word) {
	if q.count != 2 || q.ranged {
		return
	}
	for k, w := range [...]word{first, second} {
		one := *q
		one.count, one.second.known = 1, false
		one.values[0] = q.values[k]
		if one.values[0].unit == 0 {
			one.values[0].unit = q.unitOf()
		}
		if e, ok := r.weigh(i, &one, subject{word: w, at: s.at, found: true}); ok {
			r.add(e)
		}
	}
}

// banded reads a number that answers a choice, where the source says what it means.
func (r *reader) banded(i int, q *quantity) {
	if n := q.values[0].number; q.lone && (n == 0 || n == 1e6) && len(r.items) == 1 { // a flag
		if said := r.profile.words.answered[r.target][n/1e6]; said != 0 && r.target != heel {
			r.add(evidence{word: r.target, how: catalog.Stated, from: r.items[i].start, to: r.items[i].end, said: said})
		}
		return
	}
	bands := r.profile.bands[r.target]
	if len(bands) == 0 || q.count != 1 || q.limit != 0 || q.negative {
		return
	}
	said := set(0)
	for _, b := range bands {
		if n := q.values[0].number; b.span.lo <= n && n <= b.span.hi {
			said |= b.said
		}
	}
	if said != 0 {
		r.add(evidence{word: r.target, how: catalog.Label, from: r.items[i].start, to: r.items[i].end, said: said, rank: inAnswer})
	}
}
