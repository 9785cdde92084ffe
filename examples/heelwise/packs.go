package main

import (
	"flag"
	"fmt"
)

var packs = command{
	name: "packs", does: "for who writes rules: find mistakes, run tests, explain rules and words",
	help: `heelwise packs reads packs of rules: folders of text files, which docs/language.md teaches.

usage: heelwise packs <command> [flags] [folder] [layer ...]

Without a folder it is the strain pack that comes with the program. A folder whose pack.yaml says over: is a layer, and is
laid over the strain pack by itself; several are laid over each other in the order in which they are named. Any other
folder is a pack of its own, and those behind it are its layers.
`,
	parts: []command{
		{name: "check", does: "find the mistakes of a pack or a layer", help: checkHelp, run: check},
		{name: "test", does: "run the tests that stand beside its rules", help: testHelp, run: test},
		{name: "explain", does: "tell all about a rule, or list the rules", help: explainHelp, run: explain},
		{name: "vocabulary", does: "list the words that rules may ask about", help: vocabularyHelp, run: vocabulary},
		{name: "schema", does: "print a JSON Schema, by which an editor completes and checks the files", help: schemaHelp, run: schema},
	},
}

// openPack reads the command line of a command about a pack, behind whose flags stand folders. It is not ok where the
// command line is wrong, which was said.
func (s streams) openPack(command string, flags *flag.FlagSet, args []string) (k stack, ok bool) {
	names, err := parseAnywhere(flags, args)
	if err == nil {
		k, err = openStack(names)
	}
	if err != nil {
		s.misuse(command, err.Error())
	}
	return k, err == nil
}

// refuse tells what is wrong with a pack that cannot be used, where something else was asked.
func (s streams) refuse(k stack, faults []finding) {
	found := findings{Faults: faults}
	found.write(s.err, s.painter(s.err))
	fmt.Fprintln(s.err, k.summary(found, nil))
}
