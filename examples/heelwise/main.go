// Command heelwise judges shoes from the command line: one JSON object a line in, one answer a line out. It is for
// other languages, for batches and for tests.
//
//	echo '{"id": 1, "shoe": {"heel": "stiletto", "heel_height": "85mm"}}' | go run ./examples/heelwise assess -reference
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
	someFailed  = 1 // a line was answered by an error, or the rest of the input or the output could not be used
	misused     = 2
)

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// A command is one thing that the program does.
type command struct {
	name string
	does string // in a few words
	help string
	run  func(args []string, s streams) (status int)
}

var commands = []command{
	{"assess", "judge shoes: the strain index, its reasons, what to ask next", assessHelp, assess},
}

// run is the program. It returns its exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s := streams{stdin, stdout, stderr}
	if len(args) == 0 {
		fmt.Fprint(stderr, overview())
		return misused
	}
	name, rest := args[0], args[1:]
	switch name {
	case "help", "-h", "-help", "--help":
		if len(rest) == 0 {
			fmt.Fprint(stdout, overview()+"\n"+assessHelp)
			return allAnswered
		}
		name, rest = rest[0], []string{"-h"}
	}
	i := slices.IndexFunc(commands, func(c command) bool { return c.name == name })
	if i < 0 {
		return s.misuse("", fmt.Sprintf("there is no command %q%s", name, didYouMean(name, names())))
	}
	if slices.ContainsFunc(rest, isHelp) {
		fmt.Fprint(stdout, commands[i].help)
		return allAnswered
	}
	return commands[i].run(rest, s)
}

func isHelp(arg string) bool { return arg == "-h" || arg == "-help" || arg == "--help" }

func names() []string {
	var list []string
	for _, c := range commands {
		list = append(list, c.name)
	}
	return append(list, "help")
}

func overview() string {
	var b strings.Builder
	b.WriteString("heelwise compares shoes by the mechanical strain that they put on the back. The index is for general information:\nit is no probability of pain, and a low one is no all-clear.\n\n")
	b.WriteString("usage: heelwise <command> [flags] [file]\n\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "  %-8s %s\n", c.name, c.does)
	}
	b.WriteString("  help     explain a command: heelwise help assess\n")
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
