package feed

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/heelwise/heelwise/internal/lines"
	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// maxWraps is how deep lists of records may be wrapped.
const maxWraps = 16

// A jsonFeed finds the records of JSON: objects that stand in lists, in objects that wrap such lists, on lines, or one
// behind the other. It holds one record at a time.
type jsonFeed struct {
	*tape
	wraps  func(key string) bool // whether the value of this key holds records
	record func(at place, raw []byte) bool
	fail   func(e *Error) bool

	stopped       bool
	brokenStrings int  // so many were not closed
	resumed       bool // what comes next begins where the one before it should have ended
}

// readJSON calls record for each record; raw may be kept until it returns. What is no record is reported to fail. Both say
// whether to go on.
func readJSON(r *bufio.Reader, limit int, wraps func(key string) bool, record func(at place, raw []byte) bool, fail func(e *Error) bool) {
	if isLines(r, wraps) {
		readJSONLines(r, limit, record, fail)
		return
	}
	f := &jsonFeed{tape: newTape(r, limit), wraps: wraps, record: record, fail: fail}
	for !f.stopped {
		b, ok := f.skipSpace()
		switch {
		case !ok:
			if f.err != nil {
				f.fail(unreadable(f.at(""), f.err))
			}
			return
		case b == ',', b == ']', b == '}': // of records that follow each other
			f.bad(f.at(""), fmt.Sprintf("%q has nothing before it", b))
			f.advance(1)
		case b != '{' && b != '[':
			f.between()
		default:
			f.value("", 0)
		}
	}
}

// between reads what stands between records and is none, up to the next one, and says so once.
func (f *jsonFeed) between() {
	at := f.at("")
	for b, ok := f.peek(); ok && b != '{' && b != '['; b, ok = f.skipSpace() {
		f.skip()
	}
	f.noRecord(at)
}

func (f *jsonFeed) noRecord(at place) {
	f.say(at.fault(&rules.Error{Code: "bad-value", Msg: "a record is an object", Hint: `as {"id": "A-7", "title": "Pump Vera"}`}))
}

// isLines reports whether a feed holds an object a line, as far as its first line tells. A mistake then stays in its line.
func isLines(r *bufio.Reader, wraps func(key string) bool) bool {
	head, _ := r.Peek(bufferSize)
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	first, _, found := bytes.Cut(head, []byte("\n"))
	var keys map[string]json.RawMessage
	if !found || json.Unmarshal(first, &keys) != nil || keys == nil {
		return false
	}
	for key, value := range keys {
		if wraps(key) && len(value) > 0 && (value[0] == '{' || value[0] == '[') {
			return false
		}
	}
	return true
}

func readJSONLines(r *bufio.Reader, limit int, record func(at place, raw []byte) bool, fail func(e *Error) bool) {
	in := lines.NewReader(r)
	in.Max = limit
	for {
		l, err := in.Next()
		at := place{line: l.Number, offset: l.Offset}
		switch {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			fail(unreadable(place{line: in.Number}, err))
			return
		case l.TooLong:
			if !fail(tooLong(at, limit)) {
				return
			}
		case !record(at, l.Text):
			return
		}
	}
}

func tooLong(at place, limit int) *Error {
	return at.fault(&rules.Error{Code: "too-long", Msg: fmt.Sprintf("the record is longer than %d bytes", limit)})
}

// fault returns the error of a record with one thing wrong.
func (at place) fault(e *rules.Error) *Error {
	return &Error{Record: at.record, Line: at.line, Offset: at.offset, Faults: rules.Errors{e}}
}

func (f *jsonFeed) say(e *Error) {
	if !f.stopped && !f.fail(e) {
		f.stopped = true
	}
}

func (f *jsonFeed) bad(at place, msg string) {
	f.say(at.fault(&rules.Error{Code: "bad-json", Msg: "not valid JSON: " + msg}))
}

// cut says that the feed ends within something.
func (f *jsonFeed) cut(at place) {
	err := f.err
	if err == nil {
		e := &rules.Error{Code: "bad-json", Msg: "not valid JSON: the feed ends before this does"}
		if f.brokenStrings > 0 {
			e.Hint = "a text lacks its closing quote, or has a line break in it"
		}
		err = e
	}
	f.say(unreadable(at, err))
	f.stopped = true
}

// value reads what may hold records.
func (f *jsonFeed) value(path string, wrapped int) {
	switch b, _ := f.peek(); {
	case b == '[' && wrapped < maxWraps:
		f.list(path, wrapped+1)
	case b == '{' && wrapped < maxWraps:
		f.object(path, wrapped+1)
	default:
		at := f.at(path)
		f.skip()
		f.noRecord(at)
	}
}

func (f *jsonFeed) list(path string, wrapped int) {
	begin := f.at(path)
	f.advance(1)
	wanted := true // a record, and no comma
	for i := 0; !f.stopped; {
		b, ok := f.skipSpace()
		at := f.at(path + "[" + strconv.Itoa(i) + "]")
		switch {
		case !ok:
			f.cut(begin)
		case b == ']':
			if wanted && i > 0 {
				f.bad(at, "nothing stands behind the last comma")
			}
			f.advance(1)
			return
		case b == ',':
			if wanted {
				f.bad(at, "nothing stands before the comma")
			}
			f.advance(1)
			wanted = true
		case b == '}', b == ':':
			f.bad(at, fmt.Sprintf("%q stands in a list", b))
			f.advance(1)
		default:
			if !wanted && !f.resumed {
				f.bad(at, "no comma stands before it")
			}
			f.resumed = false
			f.value(at.record, wrapped)
			wanted = false
			i++
		}
	}
}

// object reads a record, or what wraps a list of them.
func (f *jsonFeed) object(path string, wrapped int) {
	begin := f.at(path)
	f.keep()
	isRecord, before := true, f.brokenStrings
	f.advance(1)
	for !f.stopped {
		b, ok := f.skipSpace()
		switch {
		case !ok:
			f.drop()
			f.cut(begin)
			return
		case b == ',':
			f.advance(1)
		case b == '}':
			f.advance(1)
			f.drop()
			switch {
			case !isRecord:
			case f.tooLong:
				f.say(tooLong(begin, f.limit))
			case !f.record(begin, f.kept):
				f.stopped = true
			}
			return
		case b == '{' && f.brokenStrings > before: // the end of this one was taken for a part of the string
			f.drop()
			f.bad(begin, "a string is not closed, and another object begins")
			f.resumed = true
			return
		case b != '"':
			f.skip() // what is wrong is found once the record is whole
			if next, ok := f.peek(); ok && (next == ']' || next == ':') {
				f.advance(1)
			}
		default:
			key := f.string(64)
			if b, ok := f.skipSpace(); !ok || b != ':' {
				continue
			}
			f.advance(1)
			b, ok := f.skipSpace()
			if ok && (b == '{' || b == '[') && f.wraps(key) {
				isRecord = false
				f.drop()
				f.value(strings.TrimPrefix(path+"."+key, "."), wrapped)
				continue
			}
			if ok && b != '}' && b != ',' {
				f.skip()
			}
		}
	}
}

// string reads a string and returns at most the given number of its bytes, as they stand between the quotes. A line break
// ends it, too: JSON has none in strings, and what is broken ends soon.
func (f *jsonFeed) string(most int) string {
	var text []byte
	f.advance(1)
	escaped := false
	for span := f.span(); len(span) > 0; span = f.span() {
		n := 0
		for n < len(span) && (escaped || span[n] != '"') && span[n] != '\n' {
			escaped = !escaped && span[n] == '\\'
			n++
		}
		if room := most - len(text); room > 0 {
			text = append(text, span[:min(n, room)]...)
		}
		if n < len(span) {
			if span[n] == '\n' {
				f.brokenStrings++
			}
			f.advance(n + 1)
			break
		}
		f.advance(n)
	}
	return string(text)
}

// skip reads a value of any kind.
func (f *jsonFeed) skip() {
	b, _ := f.peek()
	switch b {
	case '"':
		f.string(0)
		return
	case '{', '[':
	default:
		f.skipWord()
		return
	}
	depth, inString, escaped := 0, false, false
	for span := f.span(); len(span) > 0; span = f.span() {
		for i, b := range span {
			switch {
			case inString:
				inString = escaped || b != '"' && b != '\n'
				escaped = !escaped && b == '\\'
			case b == '"':
				inString, escaped = true, false
			case b == '{', b == '[':
				depth++
			case b == '}', b == ']':
				if depth--; depth == 0 {
					f.advance(i + 1)
					return
				}
			}
		}
		f.advance(len(span))
	}
}

// skipWord reads a number, true, false or null, or what is none: one byte at least.
func (f *jsonFeed) skipWord() {
	first := true
	for span := f.span(); len(span) > 0; span = f.span() {
		for i, b := range span {
			if !first && strings.IndexByte(" \t\r\n,:{}[]\"", b) >= 0 {
				f.advance(i)
				return
			}
			first = false
		}
		f.advance(len(span))
	}
}

// decodeJSON reads a record into v, as far as it can be read, and returns what is wrong.
func decodeJSON(raw []byte, v any) (faults rules.Errors) {
	if !utf8.Valid(raw) {
		return rules.Errors{notUTF8(raw)}
	}
	err := json.Unmarshal(raw, v)
	if err == nil {
		return nil
	}
	if faults := rules.AsErrors(err); faults != nil {
		return faults
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return rules.Errors{{Key: quote.Short(wrong.Field), Code: "bad-value", Msg: fmt.Sprintf("this cannot be %s", article(wrong.Value))}}
	}
	e := &rules.Error{Code: "bad-json", Msg: "not valid JSON: " + strings.TrimPrefix(err.Error(), "json: ")}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		e.Msg = fmt.Sprintf("not valid JSON at byte %d of the record: %v", syntax.Offset, err)
	}
	return rules.Errors{e}
}

// article puts one before what stands in JSON.
func article(what string) string {
	if strings.IndexByte("aeio", what[0]) >= 0 {
		return "an " + what
	}
	return "a " + what
}

// idOf returns the id of a record that cannot be read to its end, as far as it can be: the value of one of the keys.
func idOf(raw []byte, keys []string) string {
	d := json.NewDecoder(bytes.NewReader(raw))
	if _, err := d.Token(); err != nil {
		return ""
	}
	for d.More() {
		key, err := d.Token()
		var value json.RawMessage
		if err != nil || d.Decode(&value) != nil {
			return ""
		}
		if name, ok := key.(string); ok && slices.Contains(keys, name) {
			return strings.ToValidUTF8(textOf(value), "\ufffd")
		}
	}
	return ""
}

func notUTF8(raw []byte) *rules.Error {
	at := 0
	for at < len(raw) {
		r, size := utf8.DecodeRune(raw[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return &rules.Error{Code: "bad-utf8", Msg: fmt.Sprintf("byte %d of the record is no UTF-8", at+1), Hint: "save the feed as UTF-8"}
}
