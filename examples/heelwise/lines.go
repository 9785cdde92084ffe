package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"syscall"

	"github.com/heelwise/heelwise/internal/lines"
	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// answer reads a record from every line of the input and writes what reply says to it, one line each. What cannot be read,
// or that reply refuses, is answered by an error, and the next line is read.
func (s streams) answer(command string, read func(lines.Line) (record, error), reply func(record) (any, error)) (status int) {
	out := bufio.NewWriterSize(s.out, 64<<10)
	in := lines.NewReader(bufio.NewReaderSize(flushFirst{s.in, out}, 64<<10))
	progress := s.progress("lines")
	defer progress.end()
	for {
		l, err := in.Next()
		if err != nil {
			if err := out.Flush(); err != nil {
				return s.stopped(command, status, err)
			}
			if !errors.Is(err, io.EOF) {
				progress.end()
				return s.complain(command, err)
			}
			return status
		}
		text, ok := answerLine(l, read, reply)
		if !ok {
			status = someFailed
		}
		if _, err := out.Write(append(text, '\n')); err != nil {
			return s.stopped(command, status, err)
		}
		progress.count(in.Number)
	}
}

// stopped ends a run whose answers cannot be written: in silence if nobody reads on.
func (s streams) stopped(command string, status int, err error) int {
	if errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
		return status
	}
	return s.complain(command, err)
}

// answerLine returns the answer to a line, and whether it is one.
func answerLine(l lines.Line, read func(lines.Line) (record, error), reply func(record) (any, error)) (text []byte, ok bool) {
	r, err := read(l)
	if err == nil {
		var said any
		if said, err = reply(r); err == nil {
			text, err = json.Marshal(said)
		}
	}
	if err != nil {
		return failure(l.Number, r.id, err), false
	}
	if r.id != nil {
		text = slices.Concat([]byte(`{"id":`), r.id, []byte(","), text[1:])
	}
	return text, true
}

// flushFirst reads, and before every read that may wait it writes what was answered so far: who sends a line and waits
// for its answer gets it.
type flushFirst struct {
	io.Reader
	out *bufio.Writer
}

func (f flushFirst) Read(p []byte) (int, error) {
	if err := f.out.Flush(); err != nil {
		return 0, err
	}
	return f.Reader.Read(p)
}

// failure returns the answer to a line that cannot be answered.
func failure(number int, id json.RawMessage, err error) []byte {
	said := struct {
		Line  int             `json:"line"`
		ID    json.RawMessage `json:"id,omitempty"`
		Key   string          `json:"key,omitempty"`
		Code  string          `json:"code"`
		Error string          `json:"error"`
	}{Line: number, ID: id, Code: "failed", Error: err.Error()}
	if faults := rules.AsErrors(err); len(faults) > 0 {
		said.Key, said.Code, said.Error = quote.Short(faults[0].Key), faults[0].Code, tell(faults)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // the id stays as it was written
	_ = e.Encode(said)     // texts and an id that was read as JSON
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
