package main

import (
	"fmt"
	"io"
)

// A painter sets texts off from others, where whoever reads can see that. The zero painter leaves them as they are.
type painter struct{ colored bool }

// painter returns what paints texts that are written to w.
func (s streams) painter(w io.Writer) painter { return painter{s.colored != nil && s.colored(w)} }

// wantsColor decides about colours: a terminal has them, unless whoever sits there wants none (https://no-color.org).
func wantsColor(env func(string) string) func(io.Writer) bool {
	return func(w io.Writer) bool { return isTerminal(w) && env("NO_COLOR") == "" && env("TERM") != "dumb" }
}

func (p painter) bold(text string) string   { return p.paint("1", text) }
func (p painter) dim(text string) string    { return p.paint("2", text) }
func (p painter) red(text string) string    { return p.paint("1;31", text) }
func (p painter) green(text string) string  { return p.paint("1;32", text) }
func (p painter) yellow(text string) string { return p.paint("1;33", text) }

func (p painter) paint(how, text string) string {
	if !p.colored || text == "" {
		return text
	}
	return fmt.Sprintf("\x1b[%sm%s\x1b[0m", how, text)
}
