package rules

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

var layouts = []struct {
	name  string
	src   string
	value string // of the scalar in question, the first that has it
	first place  // of its first rune, or of the node when why is set
	end   place  // one past its last rune
	why   string
}{
	// Plain.
	{"plain", "when: x > 3\n", "x > 3", place{1, 7}, place{1, 12}, ""},
	{"plain at the end of the file", "when: x > 3", "x > 3", place{1, 7}, place{1, 12}, ""},
	{"plain on a later line", "a: 1\n\nwhen: x > 3\n", "x > 3", place{3, 7}, place{3, 12}, ""},
	{"plain below its key", "when:\n    x > 3\n", "x > 3", place{2, 5}, place{2, 10}, ""},
	{"plain below its key and a comment", "when: # so\n  # and so\n\n  x > 3\n", "x > 3", place{4, 3}, place{4, 8}, ""},
	{"plain with a comment behind", "when: x > 3 # x > 3\n", "x > 3", place{1, 7}, place{1, 12}, ""},
	{"plain with blanks before and behind", "when: \t  x > 3 \t\n", "x > 3", place{1, 10}, place{1, 15}, ""},
	{"plain with a tab inside", "when: x\t>  3\n", "x\t>  3", place{1, 7}, place{1, 13}, ""},
	{"plain with quotes, colon and hash inside", "when: a#b 'c' \"d\" e:f\n", `a#b 'c' "d" e:f`, place{1, 7}, place{1, 22}, ""},
	{"plain that starts with a minus", "when: -x > 3\n", "-x > 3", place{1, 7}, place{1, 13}, ""},
	{"plain document", "x > 3\n", "x > 3", place{1, 1}, place{1, 6}, ""},
	{"plain behind a document mark", "--- x > 3\n", "x > 3", place{1, 5}, place{1, 10}, ""},
	{"plain in the second document", "a: b\n---\nwhen: x > 3\n...\n", "x > 3", place{3, 7}, place{3, 12}, ""},
	{"plain in a list", "- a\n- x > 3\n", "x > 3", place{2, 3}, place{2, 8}, ""},
	{"plain in a list of lists", "- - a\n  - x > 3\n", "x > 3", place{2, 5}, place{2, 10}, ""},
	{"plain in a map in a list", "- when: x > 3\n  value: 2\n", "x > 3", place{1, 9}, place{1, 14}, ""},
	{"plain in a flow list", "when: [a, x > 3, b]\n", "x > 3", place{1, 11}, place{1, 16}, ""},
	{"plain in a flow map", "{when: x > 3, value: 2}\n", "x > 3", place{1, 8}, place{1, 13}, ""},
	{"plain in a flow map over lines", "- {\n  when: x > 3, # so\n  value: 2}\n", "x > 3", place{2, 9}, place{2, 14}, ""},
	{"plain as a key", "a: 1\nx > 3: b\n", "x > 3", place{2, 1}, place{2, 6}, ""},
	{"plain as an explicit key", "? x > 3\n: b\n", "x > 3", place{1, 3}, place{1, 8}, ""},
	{"plain behind wide runes", "{größe 😀 Ж: x > 3}\n", "x > 3", place{1, 13}, place{1, 18}, ""},
	{"plain with wide runes inside", "when: größe 😀 > é\n", "größe 😀 > é", place{1, 7}, place{1, 18}, ""},
	{"plain with CRLF", "a: 1\r\nwhen: x > 3\r\nb: 2\r\n", "x > 3", place{2, 7}, place{2, 12}, ""},
	{"plain with lone CR", "a: 1\rwhen: x > 3\rb: 2\r", "x > 3", place{2, 7}, place{2, 12}, ""},
	{"plain below NEL, LS and PS", "# a\u0085# b\u2028# c\u2029\nwhen: x > 3\n", "x > 3", place{2, 7}, place{2, 12}, ""},
	{"plain behind LS", "# a\u2028when: x > 3\n", "x > 3", place{1, 11}, place{1, 16}, ""},
	{"plain empty", "when:\n", "", place{1, 6}, place{1, 6}, ""},
	{"plain number", "when: 0x1F\n", "0x1F", place{1, 7}, place{1, 11}, ""},
	{"plain over lines", "when: x >\n  3\n", "x > 3", place{1, 7}, place{1, 7}, whySpread},
	{"plain over lines with blanks", "when: x >   \n  3\n", "x > 3", place{1, 7}, place{1, 7}, whySpread},
	{"plain over lines with a paragraph", "when: x >\n\n  3\n", "x >\n3", place{1, 7}, place{1, 7}, whySpread},
	{"plain over LS", "[x >\u20283]\n", "x >\u20283", place{1, 2}, place{1, 2}, whySpread},

	// Behind a tag and an anchor.
	{"tag", "when: !!str x > 3\n", "x > 3", place{1, 13}, place{1, 18}, ""},
	{"local tag", "when: !rule/x  x > 3\n", "x > 3", place{1, 16}, place{1, 21}, ""},
	{"lone tag sign", "when: ! x > 3\n", "x > 3", place{1, 9}, place{1, 14}, ""},
	{"verbatim tag", "when: !<tag:yaml.org,2002:str> x > 3\n", "x > 3", place{1, 32}, place{1, 37}, ""},
	{"anchor", "when: &a x > 3\n", "x > 3", place{1, 10}, place{1, 15}, ""},
	{"anchor named like the text", "when: &x x > 3\n", "x > 3", place{1, 10}, place{1, 15}, ""},
	{"anchor with the text at once", "- &a:b\n- :b\n", ":b", place{1, 5}, place{1, 7}, ""},
	{"anchor and tag", "when: &a !!str x > 3\n", "x > 3", place{1, 16}, place{1, 21}, ""},
	{"tag and anchor", "when: !!str &a x > 3\n", "x > 3", place{1, 16}, place{1, 21}, ""},
	{"anchor on a key", "&a x > 3: b\n", "x > 3", place{1, 4}, place{1, 9}, ""},
	{"anchor in a flow list", "[&a x > 3, &b y]\n", "x > 3", place{1, 5}, place{1, 10}, ""},
	{"tag, a comment and the text below", "when: !!str # x > 3\n  # so\n\n  x > 3\n", "x > 3", place{4, 3}, place{4, 8}, ""},
	{"tag and nothing", "when: !!str\nb: c\n", "", place{1, 7}, place{1, 7}, ""},
	{"anchor and single quotes", "when: &a 'x > 3'\n", "x > 3", place{1, 11}, place{1, 16}, ""},
	{"tag and double quotes", "when: !!str \"x > 3\"\n", "x > 3", place{1, 14}, place{1, 19}, ""},
	{"tag and a block", "when: !!str |\n  x > 3\n", "x > 3\n", place{2, 3}, place{2, 8}, ""},
	{"anchor, a line, tag, a line and a block", "when: &a\n !!str\n |\n  x > 3\n", "x > 3\n", place{4, 3}, place{4, 8}, ""},

	// Quoted.
	{"single", "when: 'x > 3'\n", "x > 3", place{1, 8}, place{1, 13}, ""},
	{"single with quotes", "when: 'a == ''b'' c'\n", "a == 'b' c", place{1, 8}, place{1, 20}, ""},
	{"single of quotes", "when: ''''''\n", "''", place{1, 8}, place{1, 12}, ""},
	{"single with other signs", `when: 'a \n "b" # c: d'`, `a \n "b" # c: d`, place{1, 8}, place{1, 23}, ""},
	{"single with blanks", "when: ' x\t '\n", " x\t ", place{1, 8}, place{1, 12}, ""},
	{"single with wide runes", "é: [😀, 'é''😀 x']\n", "é'😀 x", place{1, 9}, place{1, 15}, ""},
	{"single empty", "when: ''\n", "", place{1, 8}, place{1, 8}, ""},
	{"single over lines", "when: 'x >\n  3'\n", "x > 3", place{1, 7}, place{1, 7}, whySpread},
	{"single over lines with blanks", "when: 'x >  \n  3'\n", "x > 3", place{1, 7}, place{1, 7}, whySpread},
	{"double", "when: \"x > 3\"\n", "x > 3", place{1, 8}, place{1, 13}, ""},
	{"double with short escapes", `when: "a\n\t\"\\\_\N\L\P\e\0\a\b\v\f\r\ z"`,
		"a\n\t\"\\\u00a0\u0085\u2028\u2029\x1b\x00\a\b\v\f\r z", place{1, 8}, place{1, 42}, ""},
	{"double with coded escapes", `when: "\x41\xe9\u00e9\U0001F600b\u2028"`, "Aéé😀b\u2028", place{1, 8}, place{1, 39}, ""},
	{"double with a digit behind NUL", `when: "\012"`, "\x0012", place{1, 8}, place{1, 12}, ""},
	{"double with an escaped tab", "when: \"a\\\tb\"\n", "a\tb", place{1, 8}, place{1, 12}, ""},
	{"double with single quotes", `when: "a == 'b' \'' c"`, `a == 'b' '' c`, place{1, 8}, place{1, 22}, ""},
	{"double with wide runes", "é: [😀, \"é\\t😀 x\"]\n", "é\t😀 x", place{1, 9}, place{1, 15}, ""},
	{"double that ends in a backslash", `when: ["a\\", "b"]`, `a\`, place{1, 9}, place{1, 12}, ""},
	{"double in a flow map", `{when: "x > 3", value: 2}`, "x > 3", place{1, 9}, place{1, 14}, ""},
	{"double beside its key", `{"when":"x > 3"}`, "x > 3", place{1, 10}, place{1, 15}, ""},
	{"double empty", `when: ""`, "", place{1, 8}, place{1, 8}, ""},
	{"double over lines", "when: \"x >\n  3\"\n", "x > 3", place{1, 7}, place{1, 7}, whySpread},
	{"double with an escaped line break", "when: \"x > \\\n  3\"\n", "x > 3", place{1, 7}, place{1, 7}, whySpread},
	{"double with an escaped CRLF", "when: \"x > \\\r\n  3\"\r\n", "x > 3", place{1, 7}, place{1, 7}, whySpread},

	// Blocks.
	{"block", "when: |\n  x > 3\n", "x > 3\n", place{2, 3}, place{2, 8}, ""},
	{"block at the end of the file", "when: |\n  x > 3", "x > 3", place{2, 3}, place{2, 8}, ""},
	{"block before a key", "when: |\n  x > 3\nvalue: 2\n", "x > 3\n", place{2, 3}, place{2, 8}, ""},
	{"block stripped", "when: |-\n  x >\n  3\n\nb: 1\n", "x >\n3", place{2, 3}, place{3, 4}, ""},
	{"block kept", "when: |+\n  x > 3\n \n\nb: 1\n", "x > 3\n\n\n", place{2, 3}, place{4, 1}, ""},
	{"block with an indentation", "when: |2\n    x > 3\n", "  x > 3\n", place{2, 3}, place{2, 10}, ""},
	{"block with an indentation, stripped", "when: |2-\n    x\n  y\n", "  x\ny", place{2, 3}, place{3, 4}, ""},
	{"block with an indentation, stripped first", "when: |-1\n  x\n y\n", " x\ny", place{2, 2}, place{3, 3}, ""},
	{"block with a comment", "when: |- # x > 3\n  x > 3\n", "x > 3", place{2, 3}, place{2, 8}, ""},
	{"block with more indentation inside", "when: |\n  x &&\n    y ||\n   z\n", "x &&\n  y ||\n z\n", place{2, 3}, place{4, 5}, ""},
	{"block with empty lines inside", "when: |\n  x\n\n \n  y\n", "x\n\n\ny\n", place{2, 3}, place{5, 4}, ""},
	{"block with blanks at the ends of lines", "when: |\n  x \t\n    \n  y\n", "x \t\n  \ny\n", place{2, 3}, place{4, 4}, ""},
	{"block with empty lines first", "when: |\n\n \n  x\n", "\n\nx\n", place{2, 1}, place{4, 4}, ""},
	{"block of empty lines", "when: |+\n\n  \n", "\n\n", place{2, 1}, place{3, 3}, ""},
	{"block with a tab first", "when: |2\n  \tx\n", "\tx\n", place{2, 3}, place{2, 5}, ""},
	{"block with a comment sign", "when: |\n  # x\n  y # z\n", "# x\ny # z\n", place{2, 3}, place{3, 8}, ""},
	{"block with quotes and escapes", "when: |\n  'a' \"b\" \\n\n", "'a' \"b\" \\n\n", place{2, 3}, place{2, 13}, ""},
	{"block with wide runes", "é😀: |\n  é > '😀' x\n", "é > '😀' x\n", place{2, 3}, place{2, 12}, ""},
	{"block with CRLF", "when: |\r\n  x\r\n\r\n    y\r\n", "x\n\n  y\n", place{2, 3}, place{4, 6}, ""},
	{"block with lone CR", "when: |\r  x\r  y\r", "x\ny\n", place{2, 3}, place{3, 4}, ""},
	{"block with NEL and LS", "when: |\n  x\u0085  y\u2028  z\n", "x\ny\u2028z\n", place{2, 3}, place{2, 12}, ""},
	{"block in a list", "- |\n x > 3\n- a\n", "x > 3\n", place{2, 2}, place{2, 7}, ""},
	{"block deep down", "a:\n  - b:\n    - when: |\n        x > 3\n      c: d\n", "x > 3\n", place{4, 9}, place{4, 14}, ""},
	{"block document", "--- |\n x > 3\n", "x > 3\n", place{2, 2}, place{2, 7}, ""},
	{"block empty", "when: |\nb: c\n", "", place{1, 7}, place{1, 7}, ""},
	{"folded", "when: >\n  x >\n  3\n", "x > 3\n", place{1, 7}, place{1, 7}, whyFolded},
	{"folded on one line", "when: >-\n  x > 3\n", "x > 3", place{1, 7}, place{1, 7}, whyFolded},
	{"folded behind a tag", "when: !!str >-\n  x > 3\n", "x > 3", place{1, 7}, place{1, 7}, whyFolded},
}

func TestPlaces(t *testing.T) {
	for _, tt := range layouts {
		t.Run(tt.name, func(t *testing.T) {
			list, err := scalars([]byte(tt.src))
			require.NoError(t, err)
			i := slices.IndexFunc(list, func(n *yaml.Node) bool { return n.Value == tt.value })
			require.GreaterOrEqual(t, i, 0, "no scalar reads %q", tt.value)

			p, ok := newText([]byte(tt.src)).placesOf(list[i])
			assert.Equal(t, tt.why, p.why)
			assert.Equal(t, tt.why == "", ok)
			assert.Equal(t, tt.first, p.at(0))
			assert.Equal(t, tt.first, p.at(-1))
			assert.Equal(t, tt.end, p.at(utf8.RuneCountInString(tt.value)))
			assert.Equal(t, tt.end, p.at(1000))
			checkPlaces(t, []byte(tt.src))
		})
	}
}

// Every rule of a long file is the same but for its number, so that no place can be right by chance.
func TestPlacesFarDown(t *testing.T) {
	for _, br := range []string{"\n", "\r\n", "\r", "\u0085", "\u2028\n"} {
		var b strings.Builder
		for i := range 300 {
			fmt.Fprintf(&b, "- when: größe > n%d # as in 😀%s\n\n# rule\n  also: &a !!str |-\n    x\n\n      n%[1]d\n", i, strings.Repeat("-", i%7))
		}
		src := strings.ReplaceAll(b.String(), "\n", br)
		list, err := scalars([]byte(src))
		require.NoError(t, err)
		require.Len(t, list, 1200)
		file := newText([]byte(src))
		for i, n := range list {
			p, ok := file.placesOf(n)
			require.True(t, ok, n.Value)
			if name := n.Value[max(0, strings.Index(n.Value, "n")):]; i%2 == 1 {
				at := p.at(utf8.RuneCountInString(n.Value) - len(name))
				require.Equal(t, name, string([]rune(file.line(at.line))[at.col-1:][:len(name)]))
			}
		}
	}
}

func TestPlacesOfNoScalar(t *testing.T) {
	src := []byte("#\u2028a: &x [b]\nc: *x\nd: x > 3\n")
	var doc yaml.Node
	require.NoError(t, yaml.Unmarshal(src, &doc))
	m, other := doc.Content[0].Content, *doc.Content[0].Content[5]
	other.Value = "y > 3"
	for n, want := range map[*yaml.Node]place{
		&doc:                  {1, 3},
		m[1]:                  {1, 6},
		m[3]:                  {2, 4},
		&other:                {3, 4},
		{}:                    {0, 0},
		{Line: 9, Column: 9}:  {9, 9},
		{Line: 3, Column: 99}: {3, 99},
		{Line: 3, Column: -9}: {3, -9},
	} {
		p, ok := newText(src).placesOf(n)
		assert.False(t, ok)
		assert.NotEmpty(t, p.why)
		assert.Equal(t, want, p.at(0))
		assert.Equal(t, want, p.at(7))
	}
	assert.Equal(t, place{}, places{}.at(3))
}

// YAML has the escape \/ from JSON, but this reader refuses it.
func TestPlacesOfEscapedSlash(t *testing.T) {
	file := newText([]byte(`when: "a\/b"`))
	p, ok := file.placesOf(&yaml.Node{Kind: yaml.ScalarNode, Style: yaml.DoubleQuotedStyle, Value: "a/b", Line: 1, Column: 7})
	assert.True(t, ok)
	assert.Equal(t, place{1, 9}, p.at(1))
	assert.Equal(t, place{1, 11}, p.at(2))
	_, err := scalars([]byte(`when: "a\/b"`))
	assert.ErrorContains(t, err, "unknown escape character")
}

// A value that is not the one in the file has no places there.
func TestPlacesOfAnotherValue(t *testing.T) {
	for _, tt := range layouts {
		list, err := scalars([]byte(tt.src))
		require.NoError(t, err)
		for _, n := range list {
			for _, value := range []string{n.Value + "!", "!" + n.Value} {
				other := *n
				other.Value = value
				_, ok := newText([]byte(tt.src)).placesOf(&other)
				assert.False(t, ok, "%s: %q", tt.name, value)
			}
		}
	}
}

// A text that is not the one the node was read from is no cause for panic.
func TestPlacesOfAnotherText(t *testing.T) {
	for _, tt := range layouts {
		list, err := scalars([]byte(tt.src))
		require.NoError(t, err)
		for cut := range tt.src {
			for _, src := range []string{tt.src[:cut], tt.src[cut:], strings.Repeat("&", cut), strings.Repeat("\\", cut)} {
				for _, n := range list {
					p, _ := newText([]byte(src)).placesOf(n)
					p.at(0)
				}
			}
		}
	}
}

func TestLine(t *testing.T) {
	file := newText([]byte("\uFEFFa\n\r\nb\u2028é\rc\r\r\n d "))
	var got []string
	for n := range 9 {
		got = append(got, file.line(n))
	}
	assert.Equal(t, []string{"", "a", "", "b\u2028é", "c", "", " d ", "", ""}, got)
	assert.Empty(t, newText(nil).line(1))
}

func FuzzPlaces(f *testing.F) {
	for _, tt := range layouts {
		f.Add([]byte(tt.src))
	}
	f.Fuzz(func(t *testing.T, src []byte) { checkPlaces(t, src) })
}

// checkPlaces checks the places of all scalars in src: at each is the rune of the value or the start of its escape, they
// only go forward, and to change a letter there is to change that letter of the value.
func checkPlaces(t *testing.T, src []byte) {
	if src = bytes.TrimPrefix(src, []byte("\uFEFF")); !utf8.Valid(src) {
		return // The YAML reader would take UTF-16.
	}
	list, err := scalars(src)
	file, inside := newText(src), offsets(src)
	for i, n := range list {
		p, ok := file.placesOf(n)
		require.Equal(t, ok, p.why == "")
		if !ok {
			// The YAML reader sees an empty scalar at the end of the file on a line of its own.
			require.True(t, p.why != whyUnread || n.Value == "")
			continue
		}
		v, last := []rune(n.Value), -1
		for k, r := range v {
			at, in := inside[p.at(k)]
			require.True(t, in && at > last, "%v", p.at(k))
			last = at
			switch rest := string(src[at:]); {
			case strings.HasPrefix(rest, "'") && n.Style&yaml.SingleQuotedStyle != 0:
				require.True(t, strings.HasPrefix(rest, "''") && r == '\'')
			case strings.HasPrefix(rest, `\`) && n.Style&yaml.DoubleQuotedStyle != 0:
			case r == '\n' && n.Style&yaml.LiteralStyle != 0:
				require.Regexp(t, "^[\n\r\u0085]", rest)
			default:
				require.True(t, strings.HasPrefix(rest, string(r)), "%q should start with %q", rest, r)
				if r >= 'a' && r <= 'z' && k < 32 && err == nil {
					checkLetter(t, src, at, i, v, k)
				}
			}
		}
		end, in := inside[p.at(len(v))]
		require.True(t, in && end >= last, "%v", p.at(len(v)))
	}
}

// checkLetter checks that the letter at byte offset at of src is rune k of v, which the i-th scalar reads.
func checkLetter(t *testing.T, src []byte, at, i int, v []rune, k int) {
	other := byte('q')
	if src[at] == other {
		other = 'z'
	}
	changed := slices.Clone(src)
	changed[at] = other
	list, err := scalars(changed)
	require.NoError(t, err)
	want := slices.Clone(v)
	want[k] = rune(other)
	require.Equal(t, string(want), list[i].Value)
}

// offsets returns the byte offset of every place in src, which it finds without the code under test.
func offsets(src []byte) map[place]int {
	at, all := place{1, 1}, map[place]int{}
	for i, r := range string(src) {
		all[at] = i
		at.col++
		if r == '\n' || r == '\r' && !bytes.HasPrefix(src[i+1:], []byte("\n")) {
			at = place{at.line + 1, 1}
		}
	}
	all[at] = len(src)
	return all
}

// scalars returns the scalars of all documents in src, in their order.
func scalars(src []byte) ([]*yaml.Node, error) {
	var list []*yaml.Node
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode {
			list = append(list, n)
		}
		for _, c := range n.Content {
			walk(c)
		}
	}
	for d := yaml.NewDecoder(bytes.NewReader(src)); ; {
		var doc yaml.Node
		err := d.Decode(&doc)
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return list, err
		}
		walk(&doc)
	}
}
