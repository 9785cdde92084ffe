package feed

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// A tape is a text that is read once, from its beginning to its end. It counts lines, and keeps the record that is being
// read up to a limit: what is longer is passed over and not kept.
type tape struct {
	r      *bufio.Reader
	window []byte // what is buffered and not yet read
	size   int    // of the window when it was filled
	err    error  // why there is no more; nil at a proper end
	ended  bool

	line   int
	offset int64

	limit   int
	keeping bool
	tooLong bool
	kept    []byte
}

func newTape(r *bufio.Reader, limit int) *tape {
	t := &tape{r: r, line: 1, limit: limit}
	if bytes.HasPrefix(t.span(), []byte("\ufeff")) {
		t.advance(len("\ufeff"))
	}
	return t
}

// at returns the place of what comes next.
func (t *tape) at(record string) place { return place{record, t.line, t.offset} }

// keep begins to keep what is read.
func (t *tape) keep() { t.keeping, t.tooLong, t.kept = true, false, t.kept[:0] }

// drop ends it.
func (t *tape) drop() { t.keeping = false }

// span returns some of the bytes that come next, none at the end.
func (t *tape) span() []byte {
	if len(t.window) > 0 || t.ended {
		return t.window
	}
	_, _ = t.r.Discard(t.size) // which is in the buffer
	_, err := t.r.Peek(1)
	t.size = t.r.Buffered()
	if t.size == 0 {
		t.ended = true
		if !errors.Is(err, io.EOF) {
			t.err = err
		}
		return nil
	}
	t.window, _ = t.r.Peek(t.size)
	return t.window
}

// advance reads n bytes of the span.
func (t *tape) advance(n int) {
	part := t.window[:n]
	t.window = t.window[n:]
	t.offset += int64(n)
	t.line += bytes.Count(part, []byte("\n"))
	switch {
	case !t.keeping || t.tooLong:
	case len(t.kept)+n > t.limit:
		t.tooLong, t.kept = true, t.kept[:0]
	default:
		t.kept = append(t.kept, part...)
	}
}

// peek returns the next byte. It is not ok at the end.
func (t *tape) peek() (b byte, ok bool) {
	if span := t.span(); len(span) > 0 {
		return span[0], true
	}
	return 0, false
}

// skipSpace reads white space, and returns the byte behind it.
func (t *tape) skipSpace() (b byte, ok bool) {
	for span := t.span(); len(span) > 0; span = t.span() {
		n := 0
		for n < len(span) && (span[n] == ' ' || span[n] == '\n' || span[n] == '\r' || span[n] == '\t') {
			n++
		}
		if n < len(span) {
			t.advance(n)
			return span[n], true
		}
		t.advance(n)
	}
	return 0, false
}

// skipTo reads up to and with a text, and reports whether it was there.
func (t *tape) skipTo(text string) bool {
	matched := 0
	for span := t.span(); len(span) > 0; span = t.span() {
		for i, b := range span {
			for matched > 0 && text[matched] != b { // all texts looked for begin anew at their second byte at most
				matched = overlap(text, matched)
			}
			if text[matched] == b {
				matched++
			}
			if matched == len(text) {
				t.advance(i + 1)
				return true
			}
		}
		t.advance(len(span))
	}
	return false
}

// overlap returns how much of the beginning of text its first n bytes end with, less than n.
func overlap(text string, n int) int {
	for k := n - 1; k > 0; k-- {
		if text[:k] == text[n-k:n] {
			return k
		}
	}
	return 0
}
