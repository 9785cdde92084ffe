package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"strings"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/triage"
	"github.com/heelwise/heelwise/triage/plan"
)

const triageHelp = `usage: heelwise triage [-layer folder] [-pack folder] [file]

triage says where a person with a sore back or foot should turn first, and whether shoes may be spoken of at all. It reads
one report of symptoms a line, from the file or from standard input, and writes one answer a line, in the same order.

  -layer   lay the pack in this folder over the red flags; may be given several times, the lowest layer first
  -pack    decide by the pack in this folder in place of the red flags

A line holds

  id         a text or a number of your own; may be left out. The answer begins with it
  age, sex   years, and F or M; null or left out where it is not known
  present    ids of findings that are there, as ["back_pain", "fever"]
  absent     those that the person was asked for and that are not there
  not_sure   those that the person was asked for and could not tell
  and what else a report says, as severity (0 to 10), days, trend, smoker or tried_shoes

docs/triage.md lists the findings. What stands in no list was not asked. That is not the same as absent: while a question
that has to be asked is not answered, there is no advice. A finding in two lists is an error, and so are an id that does not
exist, a pregnant man, and days that do not agree with a finding about them. A line may also hold a shoe that is worn, its
wearer and its use, as for heelwise assess: the plan then goes by them, and they must not contradict the report.

A slip in them does not cost the answer. Where shoe or use cannot be read, the answer goes without it and tells of it under
faults. Where the wearer cannot, or contradicts the report, the report alone is decided about: what is urgent is said, with
the faults beside it, and otherwise the line is answered by an error, because what is known of the wearer may matter.

An answer holds the disposition (undetermined, self_care, see_clinician_soon, urgent_same_day, emergency_now) and its status
(final, needs_answers); the floor that is sure and the ceiling that is possible; the rules that fired with their findings,
reasons and sources, and those that are open; the questions to ask next, those among them that are asked again, and what is
worth asking after them; how far it fits the shoes; what to tell the person; whether shoes may be spoken of; and the plan,
which is empty where a clinician comes first, with what a caution withheld from it; and under faults, as the case may be,
what was wrong with shoe, wearer or use.

Lines that cannot be read are answered, and the exit status is, as by heelwise assess. Faults beside an answer make it 1,
too.

An example, to be pasted in a checkout of the module:

  echo '{"id": 7, "age": 38, "sex": "F", "present": ["back_pain", "saddle_numbness"]}' | go run ./examples/heelwise triage

This is general information and no medical device. No clinician has reviewed the rules.
`

// triaged is the answer to one report.
type triaged struct {
	triage.Decision
	Plan             []plan.Item     `json:"plan"` // none where a clinician comes first
	Withheld         []plan.Withheld `json:"withheld,omitempty"`
	AllowsShoeAdvice bool            `json:"allows_shoe_advice"`
	Faults           []fault         `json:"faults,omitempty"` // of the shoe, the wearer and the use beside the report
}

// A fault is what is wrong with something beside a report.
type fault struct {
	Key   string `json:"key,omitempty"`
	Code  string `json:"code"`
	Error string `json:"error"`
}

// triageReports is the command triage.
func triageReports(args []string, s streams) int {
	const command = "triage"
	flags := newFlags(command)
	pack := flags.String("pack", "", "")
	var names texts
	flags.Var(&names, "layer", "")
	if err := parse(flags, args); err != nil {
		return s.misuse(command, err.Error())
	}
	if flags.NArg() > 1 {
		return s.misuse(command, fmt.Sprintf("one file at most, not %q", flags.Args()))
	}
	decider := triage.Default()
	if *pack != "" || len(names) > 0 {
		folder := triage.RedFlags()
		if *pack != "" {
			folder = os.DirFS(*pack)
		}
		var layers []fs.FS
		for _, name := range names {
			layers = append(layers, os.DirFS(name))
		}
		var err error
		if decider, err = triage.Load(folder, layers...); err != nil {
			return s.misuse(command, err.Error())
		}
	}
	if name := flags.Arg(0); name != "" && name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return s.misuse(command, err.Error())
		}
		defer file.Close()
		s.in = file
	}
	faulty := false
	status := s.answer(command, withKeys(append(reportKeys(), caseKeys...)...), func(r record) (any, error) {
		said, err := r.triage(decider)
		faulty = faulty || len(said.Faults) > 0
		return said, err
	})
	if faulty {
		status = max(status, someFailed)
	}
	return status
}

// triage answers the report that the record is.
func (r record) triage(decider *triage.Decider) (said triaged, err error) {
	report, err := r.report()
	if err != nil {
		return said, err
	}
	b := r.beside()
	joined, err := report.Join(b.of)
	b.wearer = append(b.wearer, asFaults(err)...)
	if said.Decision, err = decider.Decide(joined); err != nil {
		return said, err
	}
	faults := append(b.wearer, b.others...)
	if len(b.wearer) > 0 && said.Disposition < triage.UrgentSameDay {
		return said, faults // the wearer might have made it urgent, or a move unfit
	}
	p, err := planFor(said.Decision, joined, b.of, b.shoe)
	if err != nil {
		return said, err
	}
	said.Plan, said.Withheld, said.AllowsShoeAdvice = p.Items, p.Withheld, said.Decision.AllowsShoeAdvice()
	for _, e := range faults[:min(len(faults), mostFaults)] {
		said.Faults = append(said.Faults, fault{quote.Short(e.Key), e.Code, quote.UpTo(e.Error(), 1000)})
	}
	return said, nil
}

// planFor makes the plan of a decision, with what a shoe calls for, if one is known and may be spoken of.
func planFor(d triage.Decision, report triage.Report, c footwear.Case, shoe bool) (plan.Plan, error) {
	var assessed []footwear.Assessment
	if shoe && d.AllowsShoeAdvice() {
		a, err := footwear.Default().Assess(c)
		if err != nil {
			return plan.Plan{}, err
		}
		assessed = append(assessed, a)
	}
	return plan.Default().Plan(d, report, c, assessed...)
}

// caseKeys are the keys of what a line may say of the person's shoe beside the report.
var caseKeys = []string{"shoe", "wearer", "use"}

// reportKeys returns the keys of a report.
func reportKeys() (keys []string) {
	for w := range triage.Vocabulary().Words() {
		if key, ok := strings.CutPrefix(w.Name, "report."); ok {
			keys = append(keys, key)
		}
	}
	for _, a := range []triage.Answer{triage.Present, triage.Absent, triage.NotSure, triage.NotAsked} {
		keys = append(keys, a.String())
	}
	return keys
}

// report reads the report that the record is.
func (r record) report() (report triage.Report, err error) {
	told := maps.Clone(r.parts)
	for _, key := range caseKeys {
		delete(told, key)
	}
	text, err := json.Marshal(told)
	if err == nil {
		err = report.UnmarshalJSON(text)
	}
	return report, err
}

// besides is what a record says beside its report, and what is wrong with that.
type besides struct {
	of             footwear.Case
	shoe           bool // a shoe is named, and nothing of it at fault
	wearer, others rules.Errors
}

// beside reads what the record says beside its report. What is at fault is left out whole.
func (r record) beside() (b besides) {
	for _, key := range caseKeys {
		part, ok := r.parts[key]
		if !ok {
			continue
		}
		text, err := json.Marshal(map[string]json.RawMessage{key: part})
		var one footwear.Case
		if err == nil {
			err = one.UnmarshalJSON(text)
		}
		if err == nil {
			err = footwear.Vocabulary().Check(&one)
		}
		switch {
		case err != nil && key == "wearer":
			b.wearer = asFaults(err)
		case err != nil:
			b.others = append(b.others, asFaults(err)...)
		case key == "shoe":
			b.of.Shoe, b.shoe = one.Shoe, true
		case key == "wearer":
			b.of.Wearer = one.Wearer
		default:
			b.of.Use = one.Use
		}
	}
	return b
}
