package rules

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A place is a line and a column in a file, both counted from 1, the column in runes.
type place struct{ line, col int }

// text is the lines of one pack file (without BOM), for finding places and printing snippets.
type text struct {
	src   []rune
	lines []int          // the offset in src at which each line starts
	marks []int          // the same as the YAML reader counts lines: it ends them at NEL, LS and PS too, as no editor does
	read  map[int]string // the lines that were asked for: many faults may stand on one long line
}

// newText splits src, which is valid UTF-8, into lines. Like the YAML reader it ignores a BOM at the start.
func newText(src []byte) text {
	t := text{src: bytes.Runes(bytes.TrimPrefix(src, []byte("\uFEFF"))), lines: []int{0}, marks: []int{0}, read: map[int]string{}}
	for i, r := range t.src {
		if !yamlBreak(r) || r == '\r' && t.peek(i+1) == '\n' {
			continue
		}
		t.marks = append(t.marks, i+1)
		if r == '\n' || r == '\r' {
			t.lines = append(t.lines, i+1)
		}
	}
	return t
}

// line returns the n-th line without its ending, "" beyond the end.
func (t text) line(n int) string {
	if n < 1 || n > len(t.lines) {
		return ""
	}
	if line, ok := t.read[n]; ok {
		return line
	}
	end := len(t.src)
	if n < len(t.lines) {
		end = t.lines[n]
	}
	t.read[n] = strings.TrimRight(string(t.src[t.lines[n-1]:end]), "\r\n")
	return t.read[n]
}

// place returns the place of the rune at offset i of src.
func (t text) place(i int) place {
	n, _ := slices.BinarySearch(t.lines, i+1)
	return place{n, i - t.lines[n-1] + 1}
}

// places maps the runes of a decoded scalar to the file.
type places struct {
	text  text
	start place  // of the node: of its tag or anchor, if it has one
	offs  []int  // the offset in src of every rune and of the end; none when the columns are lost
	why   string // the columns are lost, in words for the author of the file; else ""
}

// Why the columns of a scalar are lost.
const (
	whyFolded = "a folded block (>) loses its columns; write a literal block (|)"
	whySpread = "a plain or quoted text over several lines loses its columns; write one line or a literal block (|)"
	whyUnread = "the text in the file does not read as its value"
)

// at returns the place of the rune at offset k of the decoded value; len(value in runes) is one past its end;
// out-of-range values are clamped. A block that ends in a line break ends at that break: the line below is of something
// else. When the columns are lost, every rune is at the start of the scalar.
func (p places) at(k int) place {
	if len(p.offs) == 0 {
		return p.start
	}
	return p.text.place(p.offs[max(0, min(k, len(p.offs)-1))])
}

// placesOf maps the rune offsets of the decoded scalar n to places in the file.
// It fails (false) for scalars whose columns are lost: folded `>` blocks and plain or quoted scalars over several lines.
func (t text) placesOf(n *yaml.Node) (places, bool) {
	p := places{text: t, start: place{n.Line, n.Column}, why: whyUnread}
	if n.Line < 1 || n.Line > len(t.marks) || n.Column < 1 {
		return p, false
	}
	i := t.marks[n.Line-1] + n.Column - 1
	if i > len(t.src) {
		return p, false
	}
	p.start = t.place(i)
	switch v := []rune(n.Value); {
	case n.Kind != yaml.ScalarNode:
	case n.Style&yaml.FoldedStyle != 0:
		p.why = whyFolded
	case n.Style&yaml.LiteralStyle != 0:
		p.offs, p.why = t.block(t.skip(i, n), v)
	case n.Style&yaml.SingleQuotedStyle != 0:
		p.offs, p.why = t.quoted(t.skip(i, n), '\'', v)
	case n.Style&yaml.DoubleQuotedStyle != 0:
		p.offs, p.why = t.quoted(t.skip(i, n), '"', v)
	case len(v) > 0:
		p.offs, p.why = t.plain(t.skip(i, n), v)
	default:
		p.offs, p.why = []int{i}, "" // Nothing is written, so there is no text to skip to.
	}
	return p, p.why == ""
}

// skip returns where the text of n starts, given where n does: behind its tag and anchor and, when these stand on lines
// of their own, behind comments. No text starts with the sign of any of the three.
func (t text) skip(i int, n *yaml.Node) int {
	for {
		switch r := t.peek(i); {
		case r == '&':
			i += 1 + len(n.Anchor) // The text may follow at once: in &a:b it is ":b".
		case r == '!':
			i = t.find(i, yamlSpace)
		case r == '#':
			i = t.find(i, yamlBreak)
		case yamlSpace(r):
			i++
		default:
			return min(i, len(t.src))
		}
	}
}

// plain maps the plain scalar at i, which reads as it is written unless its lines were folded.
func (t text) plain(i int, v []rune) ([]int, string) {
	end := i + len(v)
	if end > len(t.src) || !slices.Equal(t.src[i:end], v) || slices.ContainsFunc(v, yamlBreak) {
		return nil, whySpread
	}
	offs := make([]int, len(v)+1)
	for k := range offs {
		offs[k] = i + k
	}
	return offs, ""
}

// quoted maps the scalar whose opening quote q is at i.
func (t text) quoted(i int, q rune, v []rune) ([]int, string) {
	offs := make([]int, 0, len(v)+1)
	same := true // what was read so far is how v begins
	for i++; i < len(t.src); {
		r, width := t.src[i], 1
		switch {
		case yamlBreak(r):
			return nil, whySpread
		case r == '\\' && q == '"':
			r, width = t.escape(i)
		case r == q && q == '\'' && t.peek(i+1) == q:
			width = 2
		case r == q && same && len(offs) == len(v):
			return append(offs, i), ""
		case r == q:
			return nil, whyUnread
		}
		same = same && len(offs) < len(v) && v[len(offs)] == r
		if same {
			offs = append(offs, i)
		}
		i += width
	}
	return nil, whyUnread
}

// yamlEscapes are the escapes that Go lacks or reads otherwise.
var yamlEscapes = map[rune]rune{
	'0': 0, 'e': 0x1B, 'N': 0x85, '_': 0xA0, 'L': 0x2028, 'P': 0x2029,
	'\t': '\t', ' ': ' ', '"': '"', '\'': '\'', '/': '/',
}

// escape returns the rune that the escape at i stands for and how many runes the escape takes. Where there is none, as
// before a line break, the backslash stands for itself.
func (t text) escape(i int) (rune, int) {
	if r, ok := yamlEscapes[t.peek(i+1)]; ok {
		return r, 2
	}
	s := string(t.src[i:min(i+len(`\U0001F600`), len(t.src))])
	r, _, rest, err := strconv.UnquoteChar(s, 0)
	if err != nil {
		return '\\', 1
	}
	return r, len(s) - len(rest)
}

// block maps the literal block whose indicator is at i: each line of the value is a line below less its indentation.
func (t text) block(i int, v []rune) ([]int, string) {
	offs := make([]int, 0, len(v)+1)
	end := i
	for k, _ := slices.BinarySearch(t.marks, i+1); len(v) > 0; k++ {
		if k == len(t.marks) {
			return nil, whyUnread
		}
		n := len(v)
		if b := slices.IndexFunc(v, yamlBreak); b >= 0 {
			n = b
		}
		end = t.find(t.marks[k], yamlBreak)
		indent := strings.Repeat(" ", max(0, end-n-t.marks[k]))
		if string(t.src[t.marks[k]:end]) != indent+string(v[:n]) {
			return nil, whyUnread
		}
		m := min(n+1, len(v)) // The line break is a rune of the value too, unless it was chomped.
		for j := range m {
			offs = append(offs, end-n+j)
		}
		v = v[m:]
	}
	return append(offs, end), ""
}

// peek returns the rune at i, 0 beyond the end: no YAML file holds that rune.
func (t text) peek(i int) rune {
	if i < len(t.src) {
		return t.src[i]
	}
	return 0
}

// find returns the offset of the first rune from i on of which f is true, or else the end of the file.
func (t text) find(i int, f func(rune) bool) int {
	for i < len(t.src) && !f(t.src[i]) {
		i++
	}
	return i
}

// yamlBreak reports whether the YAML reader ends a line at r.
func yamlBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// yamlSpace reports whether r can stand between the tag, the anchor and the text of a scalar.
func yamlSpace(r rune) bool { return r == ' ' || r == '\t' || yamlBreak(r) }
