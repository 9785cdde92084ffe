package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// A progress tells somebody who waits at a terminal how far a run is, once it is longer than a second.
type progress struct {
	w    io.Writer // nil where nobody waits
	what string    // it counts, as "lines"
	now  func() time.Time
	next time.Time // when to tell again
	told bool
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
	fmt.Fprintf(p.w, "\r%d %s", n, p.what)
}

// end takes away what was told.
func (p *progress) end() {
	if p.told {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.told = false
	}
}
