package main

import (
	"errors"
	"flag"
	"os"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

const assessHelp = `usage: heelwise assess [-reference] [-layer folder] [-pack folder] [file]

assess judges shoes. It reads one JSON object a line, from the file or from standard input, and writes one answer a
line, in the same order. Blank lines are skipped.

  -reference   where a word of wearer or use is unknown, take that of the reference: a healthy adult of 35 who stands
               at work in an office, 8 hours a day on 5 days a week. Without it such a word makes the answer less certain.
  -layer       lay the pack in this folder over the strain pack; may be given several times, the lowest layer first
  -pack        judge by the pack in this folder in place of the strain pack

A line holds

  shoe     what is known of the shoe; {} for one in an unopened box
  wearer   what is known of the wearer; may be left out
  use      what is known of how the shoe is worn; may be left out
  id       a text or a number of your own; may be left out. The answer begins with it

The words are those of docs/vocabulary.md. Leave out what nobody measured: unknown is neither zero nor "no". A range is a
text ("76mm..99mm", "80mm.."), a word that may be one of several a list (["block", "wedge"]). A word that your pack or layer
adds, as shop.plate, is written in its group: {"shoe": {}, "shop": {"plate": true}}.

An answer holds the score (0 to 100) with its likely and its possible range and its band, the lines that add up to it,
what was assumed, advice, notes, caveats and the questions that would narrow it most; and, whatever the score, the audit of
the shoe in four checks and the shopping list of six, each of them pass, fail or unknown.

A line that cannot be read is answered by {"line", "id", "key", "code", "error"}, and the next ones are still read: line
counts from 1, key and code are those of the first fault, as "shoe.heel_height" and "bad-value", and error tells them all.
A line longer than 1 MB is answered by the code "too-long".

The exit status is 0 if every line was judged, 1 if one was answered by an error or if the input could not be read to its
end, and 2 if the command line is wrong or a pack has mistakes, which are then told as by heelwise packs check.

An example, to be pasted in a checkout of the module:

  echo '{"id": "A-7", "shoe": {"heel": "stiletto", "heel_height": "3in..3.9in"}}' | go run ./examples/heelwise assess -reference

The index compares mechanical strain, for general information. It is no probability of pain, and a low one is no all-clear.
`

// assess is the command of that name.
func assess(args []string, s streams) int {
	return s.judge("assess", args, newFlags("assess"), nil, func(a *footwear.Assessor, c footwear.Case) (any, error) { return a.Assess(c) })
}

// judge runs a command that answers a case a line by a pack; see prepare.
func (s streams) judge(command string, args []string, flags *flag.FlagSet, ready func(*footwear.Assessor) error, answer func(*footwear.Assessor, footwear.Case) (any, error)) int {
	j, status := s.prepare(command, args, flags, ready)
	if status != allAnswered {
		return status
	}
	defer j.close()
	return j.answer(command, withKeys(j.keys...), func(r record) (any, error) {
		c, err := j.readCase(r)
		if err != nil {
			return nil, err
		}
		return answer(j.Assessor, c)
	})
}

// A judging is what a command needs that judges what its lines hold.
type judging struct {
	streams
	*footwear.Assessor
	keys        []string // of a case
	atReference bool     // what is unknown of wearer and use is that of the reference
	close       func()
}

// prepare adds to the flags those that all commands have that judge, and reads the command line: the pack, and the file
// that is read in place of standard input. If ready is not nil, it is asked whether the rest of the flags goes with the
// pack. The status is allAnswered where there is something to judge.
func (s streams) prepare(command string, args []string, flags *flag.FlagSet, ready func(*footwear.Assessor) error) (j judging, status int) {
	flags.BoolVar(&j.atReference, "reference", false, "")
	pack := flags.String("pack", "", "")
	var layers texts
	flags.Var(&layers, "layer", "")
	refused := func(err error) (judging, int) { return j, s.misuse(command, err.Error()) }
	if err := parse(flags, args); err != nil {
		return refused(err)
	}
	name, err := oneFile(flags)
	if err != nil {
		return refused(err)
	}
	k, err := openNamed(*pack, layers)
	if err != nil {
		return refused(err)
	}
	assessor, faults := k.assessor()
	if assessor == nil {
		s.refuse(k, k.find(faults, false).Faults)
		return j, misused
	}
	if ready != nil {
		if err := ready(assessor); err != nil {
			return refused(err)
		}
	}
	j.streams, j.Assessor, j.keys, j.close = s, assessor, groupsOf(assessor.Vocabulary()), func() {}
	if slices.Contains(j.keys, "id") {
		return refused(errors.New("the pack has words of a group id, and the id of a record stands there: give the group another name"))
	}
	if name != "" {
		file, err := os.Open(name)
		if err != nil {
			return refused(err)
		}
		j.in, j.close = file, func() { file.Close() }
	}
	return j, allAnswered
}

// groupsOf returns the keys of a case: the groups of its words.
func groupsOf(words *rules.Vocabulary[footwear.Case]) (keys []string) {
	for w := range words.Words() {
		if group, _, _ := strings.Cut(w.Name, "."); !slices.Contains(keys, group) {
			keys = append(keys, group)
		}
	}
	return keys
}

// readCase reads what the record says about a shoe, its wearer and its use, and reports everything wrong at once.
func (j judging) readCase(r record) (footwear.Case, error) {
	if _, ok := r.parts["shoe"]; !ok {
		return footwear.Case{}, &rules.Error{Key: "shoe", Code: "missing-key", Msg: "it is missing", Hint: `write "shoe": {} for a shoe of which nothing is known`}
	}
	return j.readParts(r)
}

// readParts reads as much of a case as the record has.
func (j judging) readParts(r record) (c footwear.Case, err error) {
	var faults rules.Errors
	for _, key := range j.keys {
		if part, ok := r.parts[key]; ok {
			err := j.Vocabulary().DecodeGroup(key, part, &c)
			faults = append(faults, rules.AsErrors(err)...)
		}
	}
	if j.atReference {
		c = fillFromReference(c)
	}
	return c, faults.Err()
}

// fillFromReference takes from the reference what c leaves unknown about wearer and use.
func fillFromReference(c footwear.Case) footwear.Case {
	wearer, use := footwear.Reference()
	if c.Use.Breaks == footwear.No {
		use.BreakEvery = footwear.Duration{} // no time lies between breaks that nobody takes
	}
	filled := footwear.Case{Wearer: c.Wearer, Use: c.Use}
	footwear.Vocabulary().Fill(&filled, &footwear.Case{Wearer: wearer, Use: use})
	filled.Shoe, filled.Extra = c.Shoe, c.Extra
	return filled
}
