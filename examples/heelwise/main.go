// Command heelwise judges shoes from the command line: one JSON object a line in, one answer a line out. It is for
// other languages, for batches and for tests. For who writes rules it reads packs: it finds their mistakes, runs their
// tests and tells about their rules and words.
//
//	echo '{"id": 1, "shoe": {"heel": "stiletto", "heel_height": "85mm"}}' | go run ./examples/heelwise assess -reference
//	go run ./examples/heelwise packs check our-layer
//
// Run it with -h to read more.
package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	allAnswered = 0
	someFailed  = 1 // a line was answered by an error, a pack has faults, or the rest of the input or the output could not be used
	misused     = 2
)

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
	colored  func(io.Writer) bool // whether texts written there are coloured; nil where none are
}

// A command is one thing that the program does, or several that are called by a further word.
type command struct {
	name  string
	does  string // in a few words
	help  string // of a command with parts: what stands above their list
	run   func(args []string, s streams) (status int)
	parts []command
	more  string // of a command with parts: what help says below their list
}

var heelwise = command{
	name: "heelwise",
	help: `heelwise compares shoes by the mechanical strain that they put on the back. The index is for general information:
it is no probability of pain, and a low one is no all-clear.

usage: heelwise <command> [flags] [file]
`,
	more: "\n" + assessHelp,
	parts: []command{
		{name: "assess", does: "judge shoes: the strain index, its reasons, what to ask next", help: assessHelp, run: assess},
		{name: "variants", does: "what changing the same shoe, or how it is worn, would save", help: variantsHelp, run: variants},
		{name: "alternatives", does: "find shoes with a lower index in a shop's own catalogue", help: alternativesHelp, run: alternatives},
		{name: "catalogue", does: "read the products of a shop from what it has, and say what is known of them", help: catalogueHelp, run: catalogue},
		{name: "triage", does: "where a person with a sore back or foot should turn first", help: triageHelp, run: triageReports},
		{name: "rank", does: "rank a shop's products for a wearer and a use", help: rankHelp, run: rank},
		packs,
	},
}

// run is the program. It returns its exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return heelwise.call("", args, streams{stdin, stdout, stderr, wantsColor(os.Getenv)})
}

// call runs a command whose parents are the given words.
func (c command) call(parents string, args []string, s streams) int {
	if len(c.parts) == 0 {
		if slices.ContainsFunc(args, isHelp) {
			fmt.Fprint(s.out, c.help)
			return allAnswered
		}
		return c.run(args, s)
	}
	if len(args) == 0 {
		fmt.Fprint(s.err, c.overview())
		return misused
	}
	name, rest := args[0], args[1:]
	if name == "help" || isHelp(name) {
		if len(rest) == 0 {
			fmt.Fprint(s.out, c.overview()+c.more)
			return allAnswered
		}
		name, rest = rest[0], append(slices.Clone(rest[1:]), "-h")
	}
	i := slices.IndexFunc(c.parts, func(part command) bool { return part.name == name })
	if i < 0 {
		return s.misuse(parents, fmt.Sprintf("there is no command %q%s", name, didYouMean(name, c.names())))
	}
	return c.parts[i].call(strings.TrimSpace(parents+" "+name), rest, s)
}

func isHelp(arg string) bool { return arg == "-h" || arg == "-help" || arg == "--help" }

func (c command) names() []string {
	var list []string
	for _, part := range c.parts {
		list = append(list, part.name)
	}
	return append(list, "help")
}

// overview is what a command with parts says of them.
func (c command) overview() string {
	width := len("help")
	for _, part := range c.parts {
		width = max(width, len(part.name))
	}
	var b strings.Builder
	b.WriteString(c.help + "\n")
	for _, part := range c.parts {
		fmt.Fprintf(&b, "  %-*s  %s\n", width, part.name, part.does)
	}
	words := "heelwise help"
	if c.name != "heelwise" {
		words = "heelwise help " + c.name
	}
	fmt.Fprintf(&b, "  %-*s  explain a command: %s %s\n", width, "help", words, c.parts[0].name)
	return b.String()
}

// misuse reports a command line that cannot be understood.
func (s streams) misuse(command, what string) int {
	name := strings.TrimSpace("heelwise " + command)
	fmt.Fprintf(s.err, "%s: %s\n%s -h explains it\n", name, what, name)
	return misused
}

// complain reports what went wrong beside the answers.
func (s streams) complain(command string, err error) int {
	fmt.Fprintf(s.err, "heelwise %s: %v\n", command, err)
	return someFailed
}
