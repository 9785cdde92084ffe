package rules

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// The guilty line of a file that is no YAML is looked for in files up to maxSought bytes, as long as few are broken, by
// reading maxReread bytes again at most: some fifty times the work of reading a good file.
const (
	maxSought  = 64 << 10
	maxReread  = 2 << 20
	fewFaults  = 8
	nearbyOnes = 8  // lines above what the parser saw
	spreadOver = 50 // lines over which a good text may spread
)

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

// broken reports that the file is no YAML: in which line, and in our own words what is wrong there.
func (s *source) broken(data []byte, err error) {
	line, msg := 1, err.Error()
	if m := yamlLine.FindStringSubmatch(strings.Split(msg, "\n")[0]); m != nil {
		msg = m[2]
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = n
		}
	}
	if len(data) <= maxSought && len(*s.faults) < fewFaults {
		if n, ok := s.guiltyLine(data); ok {
			line = n
		}
	}
	line = max(1, min(line, len(s.text.lines)))
	col, what, hint := yamlCure(msg, s.lineAbove(line), s.shortLine(line))
	e := s.at(place{line, col})
	e.Code, e.Msg, e.Hint = "bad-yaml", "this is no YAML: "+what, hint
	*s.faults = append(*s.faults, e)
}

// shortLine returns a line that is short enough to be looked at.
func (s *source) shortLine(n int) string {
	if line := s.text.line(n); len(line) <= maxShown {
		return line
	}
	return ""
}

// lineAbove returns the last line before the n-th that says anything.
func (s *source) lineAbove(n int) string {
	for n--; n > 0; n-- {
		if line := strings.TrimSpace(s.shortLine(n)); line != "" && line[0] != '#' {
			return s.shortLine(n)
		}
	}
	return ""
}

// guiltyLine finds the line with which the file ceases to be YAML: of the lines from the first on, the most that can be
// read end right above it. The parser itself tells where what it was reading began, which may be the top of the file.
func (s *source) guiltyLine(data []byte) (int, bool) {
	left := maxReread
	ends := lineEnds(data)
	good := func(n int) bool { // the first n lines can be read
		if n == 0 {
			return true
		}
		left -= ends[n-1]
		return left >= 0 && documents(bytes.NewReader(data[:ends[n-1]])) == nil
	}
	lines := &lineReader{data: data, ends: ends}
	if documents(lines) == nil {
		return 0, false
	}
	bad := max(1, min(lines.n, len(ends))) // the parser saw no more than these, so with them the file is broken for good
	for n := bad - 1; n >= max(0, bad-nearbyOnes); n-- {
		if good(n) {
			return n + 1, true
		}
	}
	// What was left open further up ends nowhere, as a bracket: no line behind it can be an end. Where halving meets what
	// merely spreads over some lines, it goes on below.
	from := 0
	for bad -= nearbyOnes; left > 0; {
		lo, hi := from, bad
		for lo+1 < hi {
			if mid := (lo + hi) / 2; good(mid) {
				lo = mid
			} else {
				hi = mid
			}
		}
		further := 0
		for n := hi + 1; n < bad && n <= hi+spreadOver && further == 0; n++ {
			if good(n) {
				further = n
			}
		}
		if further == 0 {
			return hi, left > 0
		}
		from = further
	}
	return 0, false
}

// documents reads all that there is, and returns why it cannot.
func documents(r io.Reader) error {
	decoder := yaml.NewDecoder(r)
	for {
		var document yaml.Node
		if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// A lineReader hands out one line at a time and counts them.
type lineReader struct {
	data []byte
	ends []int // of the lines
	at   int
	n    int // how many lines were begun
}

func (r *lineReader) Read(p []byte) (int, error) {
	if r.at == len(r.data) {
		return 0, io.EOF
	}
	if r.n == 0 || r.at == r.ends[r.n-1] {
		r.n++
	}
	n := copy(p, r.data[r.at:r.ends[r.n-1]])
	r.at += n
	return n, nil
}

// lineEnds returns where each line of data ends.
func lineEnds(data []byte) (ends []int) {
	for i, b := range data {
		if b == '\n' || b == '\r' && (i+1 == len(data) || data[i+1] != '\n') {
			ends = append(ends, i+1)
		}
	}
	if len(ends) == 0 || ends[len(ends)-1] < len(data) {
		ends = append(ends, len(data))
	}
	return ends
}

// A yamlSlip is one way to write what is no YAML. It is known by what the parser says, and by the guilty line and the
// last one above it; the first group in the pattern of the line is where the fault is.
type yamlSlip struct {
	says        string
	above, line string
	what, hint  string
}

const (
	tabHint   = "indent with blanks and not with tabs"
	quoteHint = "put the whole text in single quotes, and write '' for a single quote inside"
	yamlKey   = `^\s*(?:- +)?[\w."'/-]+:`
)

// yamlSlips are looked through in their order.
var yamlSlips = []yamlSlip{
	{"", ``, `^\s*(?:-\s+)?\w[\w.]*\x{A0}*:?(\x{A0})`, "a copied blank stands where a plain one belongs", "type the blanks of the line again"},
	{"", ``, `^[ ]*(\x{A0})`, "the line begins with copied blanks", "type them again"},
	{"cannot start any token", ``, `^\s*(\t)`, "a tab stands where blanks belong", tabHint},
	{"cannot start any token", ``, ":\\s+([%@`])", "a text begins with a sign that YAML keeps for itself", "put a text that begins with %, @ or ` in quotes"},
	{"cannot start any token", ``, ``, "a sign stands where none can", tabHint + "; put a text that begins with %, @ or ` in quotes"},
	{"tab character", ``, ``, "a tab stands where blanks belong", tabHint},

	{"mapping values", `^\s*-[^\s-]`, ``, "a blank is missing behind the dash above", "write - id: … with a blank between"},
	{"mapping values", yamlKey + `[^\s"'\[{|>]`, `^\s+[\w.]+:\s`, "a blank is missing behind the colon above", "write a key, a colon and a blank"},
	{"mapping values", ``, yamlKey + `.*\s\?.*[^:](:)\s`, "a colon stands inside a text without quotes", "put the whole expression in single quotes"},
	{"mapping values", ``, yamlKey + `\s.*?\S(:)(?:\s|$)`, "a colon stands inside a text without quotes", "put the whole text in quotes"},
	{"mapping values", ``, `^\s+[\w.]+:`, "the line stands too far in, or what is above it ends in no colon", "let the lines of a rule begin in one column"},
	{"mapping values", ``, ``, "a colon stands where none can", "put a text or an expression that holds a colon in quotes"},
	{"expected ':'", ``, `^\s*(?:- +)?[a-z_]+(:)\S`, "a blank is missing behind the colon", "write a key, a colon, a blank and a value"},
	{"expected ':'", ``, `^\s*(?:- +)?\w+ *(=)`, "an equals sign stands in place of the colon", "write a key, a colon, a blank and a value"},
	{"expected ':'", ``, ``, "the colon is missing behind a key, or the blank behind the colon", "write a key, a colon, a blank and a value"},
	{"document start", ``, ``, "what stands above it has ended", "write a colon behind the key above, and indent what belongs to it"},

	{"end of stream", ``, `(?:^|[\s\[{,])(["'])[^"']*$`, "the quote is never closed", "add the missing quote at the end of the text"},
	{"end of stream", ``, ``, "a quote is never closed", "add the missing quote at the end of the text"},
	{"expected", ``, yamlKey + `\s+'[^']*\w(')\w`, "a single quote inside single quotes ends the text", "write it twice, as 'it''s'"},
	{"expected", ``, yamlKey + `\s+(")[^"]*"\s*[^\s,}\]#]`, "the text ends at its second quote, and more follows", "put the whole expression in single quotes"},
	{"expected", ``, yamlKey + `\s+(')[^']*'\s*[^\s,}\]#]`, "the text ends at its second quote, and more follows", "put the whole expression in double quotes"},
	{"comment or line break", ``, yamlKey + `\s+(>)`, "to YAML > begins a text", "write the word before it; put a text that begins with > in quotes"},
	{"comment or line break", ``, yamlKey + `\s+(\|)`, "to YAML | begins a text of several lines", "begin it in the line below; put a text that begins with | in quotes"},
	{"expected ','", ``, `[^\s"'?](\?)\s*[,}\]]`, "a question mark ends a text between { }", "put the text in quotes"},
	{"expected ','", ``, `([\[{])[^\]}]*$`, "the bracket is never closed", "add the missing } or ]"},
	{"expected ','", ``, `[{,]\s*[\w."'/]+:\s+[^"'\[{,}]*[^\s"'\[{,}]\s*(["'\[{])`, "a text between { } holds a quote or a bracket", "put the whole text in single quotes"},
	{"expected ','", ``, ``, "something between brackets cannot be read", "a text with a quote, a bracket, a comma, : or ? needs quotes within { } and [ ]"},
	{"expected '-'", ``, ``, "the line belongs to no rule", "let it begin in the column of the lines above"},
	{"expected key", ``, `^\s*(-)\s`, "the dash stands outside of the list", "let it stand in the column of the dashes above"},
	{"expected key", ``, ``, "the line begins in no column of the lines above", "let lines that belong together begin in one column"},
	{"block sequence", ``, yamlKey + `\s+(-)\s`, "a text begins with a dash", "take the dash away, or put the text in quotes"},
	{"block sequence", ``, ``, "a dash stands where no list can begin", "take the dash away"},

	{"unknown anchor", ``, `[\s\[{,](\*)\w`, "what begins with * is an alias to YAML", "write 1*inch; put a text that begins with * in quotes"},
	{"alphabetic or numeric", ``, `[\s\[{,]([*&])`, "a text begins with * or &", "put it in quotes"},
	{"node content", ``, `[\[{,]\s*(#)`, "what stands behind # is a comment", "put a text that begins with # in quotes"},
	{"node content", ``, `([\[{])[^\]}]*$`, "the bracket is never closed", "add the missing } or ]"},
	{"node content", ``, ``, "a value is missing here, or begins with a sign that YAML keeps for itself", "put a text that begins with a sign in quotes"},
	{"escape", ``, `(\\)[^\\"/0abtnvfre N_LPxuU]`, "a backslash stands within double quotes", "use single quotes"},
	{"hexdecimal", ``, `(\\[xuU])`, "a backslash stands within double quotes", "use single quotes"},
	{"escape", ``, `(\\)`, "a backslash stands within double quotes", "use single quotes"},
	{"control characters", ``, `([\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x{84}\x{86}-\x{9F}\x{FFFE}\x{FFFF}])`, "an invisible sign stands here", "type the word again"},
	{"max depth", ``, ``, "it is nested too deep", "divide it"},
	{"", ``, ``, "the line cannot be read", "look at quotes, colons and indentation here and in the line above"},
}

// A linePattern is the patterns of a yamlSlip, made when the first file is broken.
type linePattern struct{ above, line *regexp.Regexp }

var yamlPatterns = sync.OnceValue(func() []linePattern {
	var list []linePattern
	for _, slip := range yamlSlips {
		list = append(list, linePattern{regexp.MustCompile(slip.above), regexp.MustCompile(slip.line)})
	}
	return list
})

// yamlCure returns what is wrong in a line that the parser cannot read, in which column, and what to write.
func yamlCure(says, above, line string) (col int, what, hint string) {
	for i, p := range yamlPatterns() {
		slip := yamlSlips[i]
		at := p.line.FindStringSubmatchIndex(line)
		if !strings.Contains(says, slip.says) || at == nil || !p.above.MatchString(above) {
			continue
		}
		col = 1
		if len(at) > 2 && at[2] >= 0 {
			col = utf8.RuneCountInString(line[:at[2]]) + 1
		}
		return col, slip.what, slip.hint
	}
	return 1, says, ""
}

// isInvisible reports whether nobody sees a sign that is no blank.
func isInvisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Cc, unicode.Co, unicode.Zl, unicode.Zp) || r == '\u115F' || r == '\u3164'
}
