package feed

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"

	"github.com/heelwise/heelwise/rules"
)

// maxScript is the length of the longest script in a page, in records: the parser holds one at a time, whatever is in it.
const maxScript = 16

// readPage reads the scripts of HTML pages that hold JSON-LD.
func (s *stream) readPage(text *bufio.Reader) {
	page := html.NewTokenizer(text)
	page.SetMaxBuf(maxScript * s.limit)
	at := place{line: 1}
	for scripts := 0; ; {
		kind := page.Next()
		raw := page.Raw()
		next := place{line: at.line + bytes.Count(raw, []byte("\n")), offset: at.offset + int64(len(raw))}
		switch {
		case kind == html.ErrorToken:
			s.endPage(at, page.Err(), scripts)
			return
		case kind == html.StartTagToken && isLD(page):
			at, scripts = next, scripts+1
			if page.Next() != html.TextToken {
				continue
			}
			raw = page.Raw()
			next = place{line: at.line + bytes.Count(raw, []byte("\n")), offset: at.offset + int64(len(raw))}
			at.record = fmt.Sprintf("script[%d]", scripts-1)
			text, hidden := script(raw)
			at.line += bytes.Count(raw[:hidden], []byte("\n"))
			at.offset += int64(hidden)
			text, breaks := mended(text)
			if !s.readNodes(bufio.NewReader(bytes.NewReader(text)), at, breaks) {
				return
			}
		}
		at = next
	}
}

func (s *stream) endPage(at place, err error, scripts int) {
	switch {
	case errors.Is(err, html.ErrBufferExceeded):
		s.fail(unreadable(at, &rules.Error{Code: "too-long", Msg: fmt.Sprintf("a tag or a script is longer than %d bytes", maxScript*s.limit)}))
	case !errors.Is(err, io.EOF):
		s.fail(unreadable(at, err))
	case scripts == 0:
		s.fail(unreadable(place{line: 1}, &rules.Error{Code: "no-product", Msg: "the page has no JSON-LD", Hint: `products stand in <script type="application/ld+json">`}))
	}
}

func isLD(page *html.Tokenizer) bool {
	name, more := page.TagName()
	if string(name) != "script" {
		return false
	}
	for more {
		var key, value []byte
		key, value, more = page.TagAttr()
		if string(key) == "type" {
			kind, _, _ := strings.Cut(string(value), ";")
			return strings.EqualFold(strings.TrimSpace(kind), "application/ld+json")
		}
	}
	return false
}

// script returns a script without what hides it from old browsers, and how much of that stands before it.
func script(raw []byte) (text []byte, before int) {
	text = bytes.TrimSpace(raw)
	for _, hidden := range [][2]string{{"//<![CDATA[", "//]]>"}, {"<![CDATA[", "]]>"}, {"<!--", "-->"}} {
		if rest, ok := bytes.CutPrefix(text, []byte(hidden[0])); ok {
			text = bytes.TrimSuffix(rest, []byte(hidden[1]))
			break
		}
	}
	return text, bytes.Index(raw, text)
}

// mended returns a script with the tabs and line breaks that stand in its strings, as those of many a shop's texts do, as
// JSON writes them, and where it put the longer sign of a line break. A script that is valid stays as it is.
func mended(script []byte) (text []byte, breaks []int) {
	if json.Valid(script) {
		return script, nil
	}
	inString, escaped := false, false
	for _, b := range script {
		switch {
		case inString && b == '\n':
			breaks = append(breaks, len(text))
			text = append(text, '\\', 'n')
			continue
		case inString && b < ' ':
			b = ' '
		case b == '"' && !escaped:
			inString = !inString
		}
		escaped = inString && b == '\\' && !escaped
		text = append(text, b)
	}
	if !json.Valid(text) { // something else is wrong, and is told better of what stands there
		return script, nil
	}
	return text, breaks
}
