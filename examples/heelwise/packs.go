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
laid over the strain pack, or over the red flags, by itself; several are laid over each other in the order in which they are
named. Any other folder is a pack of its own, and those behind it are its layers.

A folder says by itself what it is about. Totals with levels, or over: red-flags, are about symptoms, as heelwise triage
reads them. A folder with items, cautions or phases holds what self-care plans are made of: it is checked and tested.
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

// openRules reads the command line of a command that tells about rules, and loads them. Where that cannot be, the status says
// how it ends, and what is wrong was said.
func (s streams) openRules(command string, names []string) (k stack, loaded rulePack, status int) {
	k, err := openStack(names)
	if err != nil {
		return k, nil, s.misuse(command, err.Error())
	}
	found, p := k.check(false)
	if p == nil {
		s.refuse(k, found.Faults)
		return k, nil, someFailed
	}
	loaded, ok := p.(rulePack)
	if !ok {
		return k, nil, s.misuse(command, fmt.Sprintf("%q holds what plans are made of, for packs check and packs test", names[0]))
	}
	return k, loaded, allAnswered
}

// refuse tells what is wrong with a pack that cannot be used, where something else was asked.
func (s streams) refuse(k stack, faults []finding) {
	found := findings{Faults: faults}
	found.write(s.err, s.painter(s.err))
	fmt.Fprintln(s.err, k.summary(found, nil))
}
