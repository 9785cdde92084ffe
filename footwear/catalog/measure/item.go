package measure

import (
	"unicode"
	"unicode/utf8"
)

// An item is a token or several that belong together: a spelling, a quantity.
type item struct {
	kind       itemKind
	glued      bool
	taken      bool  // of a subject: a quantity before it was read as its own
	start, end int32 // in the text, in bytes
	sign       rune
	node       int32 // of a spelling
	first      int32 // the node of its first word
	at         int32 // of a quantity: its place in the list of them
	roles      uint32
}

type itemKind uint8

const (
	unknownWord itemKind = iota
	spelled
	quantified
	modelled // a number that is a model's
	signed
	lineEnd
	cellEnd
	sentenceEnd
)

func (i *item) is(r role) bool { return i.roles&(1<<r) != 0 }

// ends reports whether the item is a border that nothing crosses.
func (i *item) ends() bool {
	return i.kind == sentenceEnd || i.kind == lineEnd || i.kind == signed && (i.sign == ';' || i.sign == '|')
}

// gather puts the tokens of a text together.
func (r *reader) gather(text string) {
	r.tokens = scan(text, r.tokens[:0])
	r.items, r.quantities = r.items[:0], r.quantities[:0]
	l := r.profile.lexicon
	c := composer{lexicon: l, text: text, tokens: r.tokens}
	for i := 0; i < len(r.tokens); {
		t := &r.tokens[i]
		it := item{glued: t.glued, start: t.start, end: t.end, sign: t.sign}
		next := i + 1
		switch t.kind {
		case aWord:
			n, length := l.find(text, r.tokens, i)
			if n == 0 {
				break
			}
			it.kind, it.node, it.first, next = spelled, n, l.id(text, t), i+length
			if it.roles = l.nodes[n].roles; it.is(aCount) {
				r.spelt(&c, &it, i, &next)
			}
			it.end = r.tokens[next-1].end
		case aNumber, aPart:
			it.kind = modelled
			if r.belongsToModel(text, i) {
				break
			}
			c.led = r.led()
			q, after, model := c.quantity(i)
			if next = max(after, next); model || q.count == 0 {
				it.end = r.tokens[next-1].end
				break
			}
			next = r.limits(&c, &q, &it, next)
			it.kind, it.at = quantified, int32(len(r.quantities))
			it.end = r.tokens[next-1].end
			q.negative = r.minus(i)
			q.lone = q.lone && (!t.glued || c.sign(i-1, '(', '[')) && (next >= len(r.tokens) || !r.tokens[next].glued || c.sign(next, ',', '.', ')', ']'))
			r.quantities = append(r.quantities, q)
		case aModel:
			it.kind = modelled
		case aLine:
			it.kind = lineEnd
		case aSilence:
			it.kind = cellEnd
		case aSign:
			it.kind = signed
			switch t.sign {
			case '.':
				if r.endsSentence(text, i) {
					it.kind = sentenceEnd
				}
			case '!', '?', '•', '·', '●', '▪', '★', '✔', '✓', '►', '◆', '■', '※':
				it.kind = sentenceEnd
			}
		}
		r.items = append(r.items, it)
		i = next
	}
}

// spelt reads the number in words at i as a quantity if a unit follows: "three-inch".
func (r *reader) spelt(c *composer, it *item, i int, next *int) {
	c.led = r.led()
	q, after, model := c.quantity(i)
	if model || q.unitOf() == 0 || c.preposition(after-1) {
		return
	}
	*next = r.limits(c, &q, it, after)
	it.kind, it.at, it.roles, it.node = quantified, int32(len(r.quantities)), 0, 0
	r.quantities = append(r.quantities, q)
}

// led reports whether what a quantity measures stands right before the next item.
func (r *reader) led() bool {
	for j := len(r.items) - 1; j >= 0; j-- {
		switch it := &r.items[j]; {
		case it.is(aSubject):
			return true
		case it.kind == signed && it.sign != ',' && !it.ends(), it.is(aFiller), it.is(aLimit):
		default:
			return false
		}
	}
	return false
}

// belongsToModel reports whether the number at i is part of a model's name, as in "XY/61", "K-10" or "Vera.3", or of a
// price.
func (r *reader) belongsToModel(text string, i int) bool {
	if i == 0 || !r.tokens[i].glued {
		return false
	}
	switch before := &r.tokens[i-1]; {
	case before.kind == aModel:
		return true
	case before.kind != aSign:
		return false
	default:
		switch before.sign {
		case '$', '€', '£', '#', '₹', '¥', '@', '°', '№':
			return true
		case '/', '-', '.', '_', '+':
		default:
			return false
		}
	}
	if i < 2 || !r.tokens[i-1].glued {
		return false
	}
	switch word := &r.tokens[i-2]; word.kind {
	case aModel, aNumber:
		return true
	case aWord:
		return r.profile.lexicon.id(text, word) == 0 || word.end-word.start == 1 // a letter is a size of widths at most
	}
	return false
}

// minus reports whether a minus stands before the number at i.
func (r *reader) minus(i int) bool {
	if i == 0 || !r.tokens[i].glued || r.tokens[i-1].kind != aSign || r.tokens[i-1].sign != '-' {
		return false
	}
	return i == 1 || !r.tokens[i-1].glued || r.tokens[i-2].kind == aSign
}

// endsSentence reports whether the point at i ends a sentence rather than an abbreviation.
func (r *reader) endsSentence(text string, i int) bool {
	if i == 0 || i+1 >= len(r.tokens) {
		return true
	}
	l, before, after := r.profile.lexicon, &r.tokens[i-1], &r.tokens[i+1]
	if !r.tokens[i].glued {
		return true
	}
	if before.kind == aWord {
		if n, length := l.find(text, r.tokens, i-1); n != 0 && length == 1 {
			for _, m := range l.of(n) {
				if m.role == anEnding && (l.abbreviates(n) || after.kind != aWord) || m.role == aUnit && after.kind == aWord && small(text[after.start:]) {
					return false
				}
			}
		}
	}
	return !after.glued || after.kind != aWord && after.kind != aNumber || before.kind == aWord
}

func small(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(r)
}
