// Package lines reads lines in bounded memory.
package lines

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// Max is the length of the longest line that is read where nobody says another, in bytes, its line ending not counted.
const Max = 1 << 20

// A Line is a line that is not blank.
type Line struct {
	Number  int    // from 1; blank lines count
	Offset  int64  // bytes before it
	Text    []byte // without byte order mark and ending; valid until the next line is read
	TooLong bool   // its text was not kept
}

// A Reader reads lines.
type Reader struct {
	Max    int // bytes of the longest line; 0 is [Max]
	Number int // of the line read last

	r      *bufio.Reader
	text   []byte
	offset int64 // of the line to come
}

// NewReader returns a reader of the lines of r.
func NewReader(r *bufio.Reader) *Reader { return &Reader{Max: Max, r: r} }

// Next returns the next line that is not blank, and io.EOF behind the last one. The last needs no line break.
func (l *Reader) Next() (Line, error) {
	for {
		at := l.offset
		tooLong, err := l.read()
		if err != nil {
			return Line{}, err
		}
		if text := trim(l.text); tooLong || len(text) > l.max() {
			return Line{Number: l.Number, Offset: at, TooLong: true}, nil
		} else if len(bytes.Trim(text, " \t\r")) > 0 {
			return Line{Number: l.Number, Offset: at, Text: text}, nil
		}
	}
}

func (l *Reader) max() int {
	if l.Max > 0 {
		return l.Max
	}
	return Max
}

// read reads the next line into l.text, up to what no line may reach.
func (l *Reader) read() (tooLong bool, err error) {
	l.Number++
	l.text = l.text[:0]
	for {
		part, err := l.r.ReadSlice('\n')
		l.offset += int64(len(part))
		if room := l.max() + len("\ufeff\r\n") + 1 - len(l.text); len(part) > room {
			part, tooLong = part[:room], true
		}
		l.text = append(l.text, part...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(l.text) > 0:
			return tooLong, nil
		default:
			return tooLong, err
		}
	}
}

// trim takes the byte order mark and the line ending away. A mark may stand on any line: files are joined.
func trim(text []byte) []byte {
	text = bytes.TrimSuffix(text, []byte("\n"))
	text = bytes.TrimSuffix(text, []byte("\r"))
	return bytes.TrimPrefix(text, []byte("\ufeff"))
}
