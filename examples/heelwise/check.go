package main

import (
	"fmt"
	"slices"
	"strings"
)

const checkHelp = `usage: heelwise packs check [-strict] [-json | -github] [folder] [layer ...]

check finds every mistake of a pack of rules, and says of each where it is, what is wrong and what would be right. A layer
is checked over the strain pack, over the red flags where it says over: red-flags, or over the pack that is named before it.
A folder of red flags, or of what self-care plans are made of, is known by what it holds.

  -strict   a warning counts as a mistake
  -json     print one JSON object, for programs: {"faults", "warnings", "pack"}. A fault has path, line, col, rule, code,
            error, hint and source, as far as they are known; docs/language.md lists the codes. pack says which pack it
            is, and is null where it cannot be used
  -github   print annotations for a workflow of GitHub, which shows them beside the lines that they are about

A place like our-layer/heel.yaml:4:11 is a file, its line and its column. Those of the strain pack are written
strain:heel.yaml:4:11, and those of the red flags red-flags:ces.yaml:4:11.

The exit status is 0 if there are no mistakes (there may be warnings), 1 if there are, and 2 if the command line is wrong,
as where a folder does not exist.

An example, to be pasted in a checkout of the module: it makes a folder with a layer of one rule, and checks it.

  mkdir our-layer
  printf 'over: strain\nname: ours\nversion: 1.0.0\n' > our-layer/pack.yaml
  printf 'rules:\n  - id: steps/boot\n    when: shoe.shaft > 15*cm\n    note: This is a boot.\n' > our-layer/steps.yaml
  go run ./examples/heelwise packs check our-layer
`

// check is the command of that name.
func check(args []string, s streams) int {
	var f form
	flags := newFlags("packs check")
	f.flags(flags)
	k, ok := s.openPack("packs check", flags, args)
	if !ok {
		return misused
	}
	if f.json && f.github {
		return s.misuse("packs check", "choose one of -json and -github")
	}
	found, loaded := k.check(f.strict)
	if f.json {
		if err := writeJSON(s.out, found); err != nil {
			return s.complain("packs check", err)
		}
		return found.status()
	}
	found.print(s, f)
	fmt.Fprintln(s.out, k.summary(found, loaded))
	return found.status()
}

// check loads the pack and finds what is wrong with it. The pack is nil if it cannot be used.
func (k stack) check(strict bool) (findings, pack) {
	loaded, list := k.load()
	if loaded != nil {
		for _, e := range loaded.Warnings() {
			if e.Layer >= k.counted() {
				list = append(list, e)
			}
		}
	}
	found := k.find(list, strict)
	if loaded != nil {
		id := loaded.Identity()
		found.Pack = &id
	}
	return found, loaded
}

// print tells people or GitHub.
func (found findings) print(s streams, f form) {
	if f.github {
		found.annotate(s.out)
		return
	}
	found.write(s.out, s.painter(s.out))
}

// summary says in words what was found.
func (k stack) summary(found findings, loaded pack) string {
	mistakes, warnings := len(found.Faults), len(found.Warnings)
	switch {
	case mistakes > 0 && warnings > 0:
		return fmt.Sprintf("%s and %s in %s", count(mistakes, "mistake"), count(warnings, "warning"), k.name())
	case mistakes > 0 || loaded == nil:
		return fmt.Sprintf("%s in %s", count(mistakes, "mistake"), k.name())
	case warnings > 0:
		return fmt.Sprintf("%s: no mistakes, %s; %s", k.name(), count(warnings, "warning"), k.contents(loaded))
	}
	return fmt.Sprintf("%s: no mistakes; %s", k.name(), k.contents(loaded))
}

// contents says in words what the folders hold that were given.
func (k stack) contents(loaded pack) string {
	added, replaced, disabled, words := 0, 0, 0, 0
	for r := range loaded.Rules() {
		switch {
		case r.Layer < k.counted():
		case r.Replaces:
			replaced++
		default:
			added++
		}
	}
	about, ok := loaded.(rulePack)
	if !ok {
		return fmt.Sprintf("%d entries of plans", added)
	}
	for range about.Disabled() {
		disabled++
	}
	words = len(slices.Collect(about.words())) - len(slices.Collect(k.about().words()))

	var parts []string
	if added > 0 || replaced+disabled == 0 {
		parts = append(parts, count(added, "rule"))
	}
	if replaced > 0 {
		parts = append(parts, fmt.Sprintf("%d replaced", replaced))
	}
	if disabled > 0 {
		parts = append(parts, fmt.Sprintf("%d disabled", disabled))
	}
	if words > 0 {
		parts = append(parts, count(words, "new word"))
	}
	if k.counted() > 0 {
		id := loaded.Identity()
		parts = append(parts, "over "+id.Name+" "+id.Version)
	}
	return strings.Join(parts, ", ")
}
