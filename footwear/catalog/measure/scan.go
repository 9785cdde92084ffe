package measure

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a piece of a text.
type token struct {
	kind       tokenKind
	glued      bool   // nothing stands between it and the token before
	fine       uint8  // of a number: how many decimals it has
	start, end int32  // where it stands in the text, in bytes
	sign       rune   // of a sign
	hash       uint64 // of a word
	number     int64  // of a number, in millionths
}

type tokenKind uint8

const (
	aWord    tokenKind = iota
	aNumber            // digits, with or without decimals
	aPart              // a fraction sign, as ½
	aModel             // letters with digits in them, as "880v4": what no word and no number is
	aSign              // anything else that is printed
	aLine              // the end of a line, a list's entry or a block of HTML
	aSilence           // the end of a cell or a title in HTML: what follows belongs to what was said
)

// most is the greatest number that is read, in millionths.
const most = 1e12

// A scanner cuts a text into tokens. HTML tags are borders or nothing, entities what they stand for.
type scanner struct {
	text   string
	at     int
	tokens []token
}

// scan appends the tokens of a text.
func scan(text string, tokens []token) []token {
	s := scanner{text: text, tokens: tokens}
	glued := false
	for s.at < len(s.text) {
		start := s.at
		c := s.text[start]
		before := len(s.tokens)
		switch class := classes[c]; {
		case class == letter:
			s.word()
		case class == digit:
			s.number()
		case c == ' ' || c == '\t' || c == '\r':
			s.at++
		case c == '\\': // what escaped a quotation mark
			s.at++
			continue
		case c == '\n':
			s.at++
			s.add(aLine, start)
		case c == '<':
			s.tag()
		case c == '&' || c >= utf8.RuneSelf:
			s.rune()
		case c == '.' && !glued && start+1 < len(s.text) && classes[s.text[start+1]] == digit: // ".75"
			s.at++
			part, fine := s.decimals()
			t := s.add(aNumber, start)
			t.number, t.fine = part, fine
		default:
			s.at++
			s.sign(start, rune(c))
		}
		if len(s.tokens) > before {
			s.tokens[before].glued = glued
			glued = true
		} else {
			glued = false
		}
	}
	return s.tokens
}

func (s *scanner) add(kind tokenKind, start int) *token {
	s.tokens = append(s.tokens, token{kind: kind, start: int32(start), end: int32(s.at)})
	return &s.tokens[len(s.tokens)-1]
}

func (s *scanner) sign(start int, r rune) { s.add(aSign, start).sign = r }

const (
	other uint8 = iota
	letter
	digit
)

// classes are those of ASCII.
var classes = func() (c [256]uint8) {
	for b := range c {
		switch {
		case 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z':
			c[b] = letter
		case '0' <= b && b <= '9':
			c[b] = digit
		}
	}
	return c
}()

// next returns the sign at i, as which a letter counts without its accents, and its length. Entities are resolved.
func (s *scanner) next(i int) (r rune, size int) {
	c := s.text[i]
	if c == '&' {
		end := strings.IndexByte(s.text[i:min(len(s.text), i+12)], ';')
		if end < 2 {
			return '&', 1
		}
		plain := html.UnescapeString(s.text[i : i+end+1])
		r, n := utf8.DecodeRuneInString(plain)
		if n != len(plain) {
			return '&', 1
		}
		return fold(r), end + 1
	}
	if c < utf8.RuneSelf {
		return rune(c), 1
	}
	r, size = utf8.DecodeRuneInString(s.text[i:])
	return fold(r), size
}

// hashing of words is FNV-1a over what they fold to.
const (
	seed  uint64 = 14695981039346656037
	prime uint64 = 1099511628211
)

// word reads letters. An apostrophe between letters is left out, so that "women's" is "womens".
func (s *scanner) word() {
	start, h := s.at, seed
	before := h // the hash without the last letter
	kind := aWord
	for s.at < len(s.text) {
		c := s.text[s.at]
		if classes[c] == letter {
			before = h
			h = (h ^ uint64(c|0x20)) * prime
			s.at++
			continue
		}
		if classes[c] == digit {
			kind = aModel
			s.at++
			continue
		}
		if c < utf8.RuneSelf && c != '&' && c != '\'' {
			break
		}
		r, size := s.next(s.at)
		switch {
		case r == '\'':
			if s.at+size >= len(s.text) {
				break
			}
			after, _ := s.next(s.at + size)
			if !joins(after) {
				s.end(kind, start, h)
				return
			}
		case r == 'ß':
			h = ((h^'s')*prime ^ 's') * prime
		case joins(r):
			h = hashRune(h, r)
		case r == dots:
			if to, ok := dotted[s.text[s.at-1]|0x20]; ok {
				h = hashRune(before, to)
			}
		case r == silent:
		default:
			s.end(kind, start, h)
			return
		}
		s.at += size
	}
	s.end(kind, start, h)
}

func (s *scanner) end(kind tokenKind, start int, h uint64) { s.add(kind, start).hash = h }

// joins reports whether a folded sign is a letter of a script that writes words.
func joins(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) && !ideograph(r)
}

// ideograph reports whether a sign is a word by itself.
func ideograph(r rune) bool {
	return r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

func hashRune(h uint64, r rune) uint64 {
	if r < utf8.RuneSelf {
		return (h ^ uint64(r|0x20)) * prime
	}
	return (h ^ uint64(r)) * prime
}

// rune reads what begins with a sign beyond ASCII, or with an entity.
func (s *scanner) rune() {
	start := s.at
	r, size := s.next(start)
	switch {
	case ideograph(r):
		s.at += size
		s.end(aWord, start, hashRune(seed, r))
	case joins(r):
		s.word()
	case '0' <= r && r <= '9': // a wide digit
		s.number()
	case r == silent || r == dots:
		s.at += size
	case unicode.IsSpace(r):
		s.at += size
	case r == '&':
		s.at += size
		s.end(aWord, start, ampersand)
	case r == utf8.RuneError:
		s.at += size
	default:
		s.at += size
		if n, ok := parts[r]; ok {
			s.add(aPart, start).number = n
			return
		}
		s.sign(start, r)
	}
}

// ampersand is the word that & stands for.
var ampersand = func() uint64 {
	h := seed
	for _, r := range "and" {
		h = hashRune(h, r)
	}
	return h
}()

// parts are the fraction signs, in millionths.
var parts = map[rune]int64{'½': 500000, '¼': 250000, '¾': 750000, '⅓': 333333, '⅔': 666667, '⅛': 125000, '⅜': 375000, '⅝': 625000, '⅞': 875000,
	'⅕': 200000, '⅖': 400000, '⅗': 600000, '⅘': 800000, '⅙': 166667, '⅚': 833333}

// number reads digits with decimals. Several groups of digits behind them are thousands where they have three digits
// each, and else further numbers, as "10,12,14".
func (s *scanner) number() {
	start := s.at
	whole, ok := s.digits()
	groups, how := s.groups()
	if how == thousands || how == thousandsAndDecimals {
		if how == thousandsAndDecimals {
			groups--
		}
		for range groups {
			s.at++
			group, _ := s.digits()
			whole = min(whole*1000+group, most)
		}
	}
	part, fine := int64(0), uint8(0)
	if how == decimals || how == thousandsAndDecimals {
		s.at++
		part, fine = s.decimals()
	}
	if !ok || whole > most/1e6 {
		s.add(aModel, start)
		return
	}
	t := s.add(aNumber, start)
	t.number, t.fine = whole*1e6+part, fine
	if how == several {
		s.list()
	}
}

// list reads further whole numbers of a list, as ",12,14".
func (s *scanner) list() {
	for s.at+1 < len(s.text) && (s.text[s.at] == ',' || s.text[s.at] == '.') && classes[s.text[s.at+1]] == digit {
		start := s.at
		s.at++
		s.sign(start, rune(s.text[start]))
		s.tokens[len(s.tokens)-1].glued = true
		start = s.at
		n, ok := s.digits()
		t := s.add(aNumber, start)
		if t.glued, t.number = true, n*1e6; !ok {
			t.kind = aModel
		}
	}
}

// decimals reads the digits behind a decimal sign, in millionths, and says how many there are.
func (s *scanner) decimals() (part int64, fine uint8) {
	from, scale := s.at, int64(1e6)
	for s.at < len(s.text) && classes[s.text[s.at]] == digit {
		scale /= 10
		part += int64(s.text[s.at]-'0') * scale
		s.at++
	}
	return part, uint8(min(s.at-from, 255))
}

// digits reads digits, wide ones too; it is not ok where they are too many.
func (s *scanner) digits() (n int64, ok bool) {
	for s.at < len(s.text) {
		c := s.text[s.at]
		if classes[c] == digit {
			n = min(n*10+int64(c-'0'), most)
			s.at++
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		r, size := s.next(s.at)
		if r < '0' || r > '9' {
			break
		}
		n = min(n*10+int64(r-'0'), most)
		s.at += size
	}
	return n, n <= most/1e6
}

type grouping uint8

const (
	ungrouped grouping = iota
	several
	decimals
	thousands
	thousandsAndDecimals
)

// groups says how many groups of digits follow behind commas or points, and what they are to what stands before.
func (s *scanner) groups() (n int, how grouping) {
	var signs [2]byte
	threes, three := true, true // all of them, and all but the last
	for at := s.at; at+1 < len(s.text) && (s.text[at] == ',' || s.text[at] == '.') && classes[s.text[at+1]] == digit; n++ {
		if n < len(signs) {
			signs[n] = s.text[at]
		}
		from := at + 1
		for at++; at < len(s.text) && classes[s.text[at]] == digit; at++ {
		}
		threes, three = threes && at-from == 3, threes
	}
	switch {
	case n == 0:
		return 0, ungrouped
	case n == 1:
		return 1, decimals
	case signs[0] == signs[1] && threes:
		return n, thousands
	case n == 2 && signs[0] != signs[1] && three:
		return n, thousandsAndDecimals
	case signs[0] != signs[1]:
		return 1, decimals
	}
	return 0, several
}
