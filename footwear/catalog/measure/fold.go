package measure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// silent is what a sign folds to that is not read: a soft hyphen, an accent by itself, a mark of width.
const silent = rune(-1)

// dots are the two dots of an umlaut by themselves, as what stands behind the letter in some texts; dotted are the umlauts.
const dots = '\u0308'

var dotted = map[byte]rune{'a': 'ä', 'o': 'ö', 'u': 'ü'}

// umlauts are how those write who have none.
var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")

// accents are letters with their accents, and what they count as. Umlauts are letters of their own: "für" is no fur.
const (
	accents  = "àáâãåāăąçćčďđèéêëēėęěğìíîïīįıłľĺñńňòóôõøōőŕřśšşșťţțùúûūůűųýÿžźż"
	unmarked = "aaaaaaaacccddeeeeeeeegiiiiiiilllnnnooooooorrssssttt" + "uuuuuuuyyzzz"
)

var folded = func() map[rune]rune {
	table := map[rune]rune{'‘': '\'', '’': '\'', 'ʼ': '\'', '´': '\'', '`': '\'', '′': '\'', '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '−': '-',
		'“': '"', '”': '"', '„': '"', '″': '"', '＂': '"', '〃': '"', '。': '.', '、': ',', '【': '(', '】': ')', '「': '(', '」': ')', '∼': '~', '～': '~', '〜': '~',
		'º': '°', '⁄': '/', '∕': '/', 'ё': 'е', 'ẞ': 'ß', '\u00ad': silent, '\u200b': silent, '\u200c': silent, '\u200d': silent, '\ufeff': silent, '\u2060': silent, 'İ': 'i'}
	plain := []rune(unmarked)
	for i, r := range []rune(accents) {
		table[r] = plain[i]
	}
	return table
}()

// fold returns what a sign counts as: letters small and without accents, wide forms narrow.
func fold(r rune) rune {
	if r < utf8.RuneSelf {
		return r
	}
	if 0xff01 <= r && r <= 0xff5e { // wide forms of ASCII
		r -= 0xfee0
		if 'A' <= r && r <= 'Z' {
			r |= 0x20
		}
		return r
	}
	if 0x300 <= r && r <= 0x36f && r != dots {
		return silent
	}
	r = unicode.ToLower(r)
	if to, ok := folded[r]; ok {
		return to
	}
	return r
}

// plain returns a text as labels are compared: folded, without spaces, tags and the hyphens of words.
func plain(text string, b []byte) []byte {
	s := scanner{text: text}
	for s.at < len(text) {
		if text[s.at] == '<' {
			if end := strings.IndexByte(text[s.at:], '>'); end > 0 {
				s.at += end + 1
				continue
			}
		}
		r, size := s.next(s.at)
		s.at += size
		switch {
		case r == silent || r == dots || unicode.IsSpace(r) || r == '\\':
		case r == '-' && len(b) > 0 && classes[b[len(b)-1]] == letter && s.at < len(text) && classes[text[s.at]] == letter: // "mid-heel"
		case r < utf8.RuneSelf && classes[r] == letter:
			b = append(b, byte(r)|0x20)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}
