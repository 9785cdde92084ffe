package feed

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/heelwise/heelwise/rules"
)

// A table is text with a row a record, whose cells a separator divides. A cell in quotes may hold separators, line breaks
// and doubled quotes; quotes within other cells stand for themselves, as those of inches do.
//
// encoding/csv reads on from a quote that is not closed to the end of the feed, and into memory. Here that costs one line:
// the next one is read anew.
type table struct {
	*tape
	separator byte
	literal   bool // quotes that make no sense stand for themselves; else they are a fault

	held  []byte // lines that are yet to be read
	begin place  // of what is held
	long  *place // of a line behind what is held that was not kept
	head  []string
}

// A row is a record of a table: cells that are valid until the next row is read, or what is wrong with it.
type row struct {
	place
	cells []string
	fault *rules.Error
}

func newTable(r *bufio.Reader, limit int, separator byte) *table {
	return &table{tape: newTape(r, limit), separator: separator}
}

// readHead reads the row of the names of columns.
func (t *table) readHead() *Error {
	r, ok := t.next()
	switch {
	case !ok && t.err != nil:
		return unreadable(r.place, t.err)
	case !ok:
		return unreadable(place{line: 1}, &rules.Error{Code: "no-head", Msg: "the table is empty", Hint: "its first line names the columns"})
	case r.fault != nil:
		return unreadable(r.place, r.fault)
	}
	for _, name := range r.cells {
		t.head = append(t.head, strings.TrimSpace(name))
	}
	return nil
}

// rows calls read for each row that has a cell for each column, and fail for all others, until either says to stop.
func (t *table) rows(read func(row) bool, fail func(*Error) bool) {
	for {
		r, ok := t.next()
		if !ok {
			if t.err != nil {
				fail(unreadable(place{line: t.line, offset: t.offset}, t.err))
			}
			return
		}
		if r.fault == nil && len(r.cells) != len(t.head) {
			r.fault = &rules.Error{Code: "wrong-cells", Msg: fmt.Sprintf("there are %d cells in the row, and %d columns", len(r.cells), len(t.head)), Hint: "a cell that holds the separator stands in double quotes"}
		}
		if r.fault != nil && !fail(r.place.fault(r.fault)) || r.fault == nil && !read(r) {
			return
		}
	}
}

// next returns the next row that is not blank. It is not ok behind the last.
func (t *table) next() (r row, ok bool) {
	for {
		if len(t.held) == 0 && !t.more() {
			return t.tooLong()
		}
		r.place = t.begin
		length, quoteless := t.scan()
		switch {
		case length < 0:
			r.fault = &rules.Error{Code: "bad-quote", Msg: "a double quote is not closed, or closed within a cell", Hint: `a quote within quotes is doubled, as "3"" heel"`}
			r.cells = nil
			t.consume(lineLength(t.held))
			return r, true
		case len(bytes.TrimSpace(t.held[:length])) == 0:
			t.consume(length)
			continue
		}
		text := t.held[:length]
		if utf8.Valid(text) {
			r.cells = t.cells(strings.TrimSuffix(strings.TrimSuffix(string(text), "\n"), "\r"), quoteless)
		} else {
			r.fault = notUTF8(text)
		}
		t.consume(length)
		return r, true
	}
}

// tooLong returns the line that was not kept, if there is one.
func (t *table) tooLong() (r row, ok bool) {
	if t.long == nil {
		return row{}, false
	}
	r.place, t.long = *t.long, nil
	r.fault = tooLong(r.place, t.limit).Faults[0]
	return r, true
}

// more holds a further line. It is not ok at the end, and where the line is too long to be kept.
func (t *table) more() bool {
	if _, ok := t.peek(); !ok || t.long != nil {
		return false
	}
	at := t.at("")
	t.keep()
	t.skipTo("\n")
	t.drop()
	if t.tape.tooLong {
		t.long = &at
		return false
	}
	if len(t.held) == 0 {
		t.begin, t.held = at, t.held[:0]
	}
	t.held = append(t.held, t.kept...)
	return true
}

// consume takes the first n bytes away from what is held.
func (t *table) consume(n int) {
	t.begin.line += bytes.Count(t.held[:n], []byte("\n"))
	t.begin.offset += int64(n)
	if t.held = t.held[n:]; len(t.held) == 0 {
		t.held = nil
	}
}

func lineLength(text []byte) int {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return i + 1
	}
	return len(text)
}

// scan returns the length of the first row that is held, with its line break, and whether no cell of it is in quotes. It
// holds further lines while a quote is open. The length is below 0 where quotes make no sense.
func (t *table) scan() (length int, quoteless bool) {
	quoteless = true
	start := true // of a cell
	for i := 0; i < len(t.held); i++ {
		switch b := t.held[i]; {
		case b == '"' && start:
			end, ok := t.closing(i + 1)
			if !ok {
				if t.literal {
					return lineLength(t.held), true
				}
				return -1, false
			}
			i, start, quoteless = end, false, false
		case b == t.separator:
			start = true
		case b == '\n':
			return i + 1, quoteless
		default:
			start = false
		}
	}
	return len(t.held), quoteless
}

// closing returns where the quote is that closes a cell which begins at i.
func (t *table) closing(i int) (end int, ok bool) {
	for ; ; i++ {
		if i >= len(t.held) && (len(t.held) > t.limit || !t.more()) {
			return 0, false
		}
		if t.held[i] != '"' {
			continue
		}
		rest := t.held[i+1:]
		switch {
		case len(rest) == 0, rest[0] == t.separator, rest[0] == '\n', string(rest) == "\r", bytes.HasPrefix(rest, []byte("\r\n")):
			return i, true
		case rest[0] != '"':
			return 0, false
		}
		i++
	}
}

// cells divides a row.
func (t *table) cells(text string, quoteless bool) (list []string) {
	separator := string(t.separator)
	if quoteless {
		return strings.Split(text, separator)
	}
	for {
		if inner, ok := strings.CutPrefix(text, `"`); ok {
			end := 0
			for inner[end] != '"' || strings.HasPrefix(inner[end+1:], `"`) { // it is closed, as scan saw
				if inner[end] == '"' {
					end++
				}
				end++
			}
			list = append(list, strings.ReplaceAll(inner[:end], `""`, `"`))
			text = inner[end+1:]
		} else {
			cell, _, _ := strings.Cut(text, separator)
			list = append(list, cell)
			text = text[len(cell):]
		}
		if text == "" {
			return list
		}
		text = text[1:]
	}
}
