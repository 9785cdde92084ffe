package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// A progress tells somebody who waits at a terminal how far a run is, once it is longer than a second.
type progress struct {
	w    io.Writer // nil where nobody waits
	what string    // it counts, as "lines"
	now  func() time.Time
	next time.Time // when to tell again
	told bool

	read func() (n, of int64) // how many bytes are read, of how many; nil where nobody knows
}

// progress tells on standard error, if that is a terminal and the answers do not go to one: then they tell enough.
func (s streams) progress(what string) *progress {
	p := &progress{what: what, now: time.Now}
	if isTerminal(s.err) && !isTerminal(s.out) {
		p.w = s.err
	}
	p.next = p.now().Add(time.Second)
	return p
}

// reading tells how far a file is read, before there are any answers: on standard error, if that is a terminal.
func (s streams) reading(in *counted) *progress {
	p := &progress{what: "products", now: time.Now}
	if isTerminal(s.err) {
		p.w = s.err
	}
	p.next = p.now().Add(time.Second)
	if in.size > 0 {
		p.read = func() (n, of int64) { return in.n, in.size }
	}
	return p
}

// counted reads, and counts what it read.
type counted struct {
	io.Reader
	n, size int64 // size is 0 where it is not known
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// count says that n are read.
func (p *progress) count(n int) {
	if p.w == nil {
		return
	}
	now := p.now()
	if now.Before(p.next) {
		return
	}
	p.next, p.told = now.Add(time.Second/5), true
	fmt.Fprintf(p.w, "\r%s%d %s", p.bar(), n, p.what)
}

// bar draws how much is read, as far as that is known.
func (p *progress) bar() string {
	if p.read == nil {
		return ""
	}
	const width = 30
	n, of := p.read()
	done := int(width * min(n, of) / of)
	return fmt.Sprintf("[%s%s] %3d%% ", strings.Repeat("#", done), strings.Repeat(".", width-done), 100*min(n, of)/of)
}

// end takes away what was told.
func (p *progress) end() {
	if p.told {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.told = false
	}
}
