package feed

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/heelwise/heelwise/rules"
)

// bufferSize is how much is read at once, and by how much a format is told.
const bufferSize = 64 << 10

// open returns the text of a feed, what gzip packed unpacked. UTF-16 is refused.
func open(r io.Reader) (*bufio.Reader, error) {
	text := bufio.NewReaderSize(r, bufferSize)
	for range 2 { // a packed file may be sent in a packed answer
		if head, _ := text.Peek(2); !bytes.Equal(head, []byte{0x1f, 0x8b}) {
			break
		}
		unpacked, err := gzip.NewReader(text)
		if err != nil {
			return nil, err
		}
		text = bufio.NewReaderSize(unpacked, bufferSize)
	}
	head, err := text.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) || bytes.IndexByte(head, 0) >= 0 {
		return nil, &rules.Error{Code: "bad-utf8", Msg: "the feed looks like UTF-16", Hint: "save it as UTF-8"}
	}
	return text, nil
}

// unreadable says that a feed cannot be read on.
func unreadable(at place, err error) *Error {
	e := &Error{Record: at.record, Line: at.line, Offset: at.offset, Ends: true, cause: err}
	if faults := rules.AsErrors(err); faults != nil {
		e.Faults, e.cause = faults, nil
		return e
	}
	msg := err.Error()
	_, corrupt := errors.AsType[flate.CorruptInputError](err)
	if corrupt || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) {
		msg = fmt.Sprintf("the feed is broken or cut off: %v", err)
	}
	e.Faults = rules.Errors{{Code: "unreadable", Msg: msg}}
	return e
}

// A place is where a record begins.
type place struct {
	record string // its path, empty of lines
	line   int
	offset int64
}
