// Command intake asks about a sore back or foot in the terminal, and says where to turn first. It is how an app would ask: the
// questions that have to be asked, one at a time, in words that need no explaining, and no further one after an emergency. Where no
// clinician comes first, it ends with a plan.
//
//	go run ./examples/intake
//
// With -save the answers are kept in a file when it ends, and with -resume taken up again from there. They are health data.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/triage"
	"github.com/heelwise/heelwise/triage/plan"
)

func main() {
	save := flag.String("save", "", "keep the answers in this file")
	resume := flag.String("resume", "", "take up the answers of this file")
	flag.Parse()
	report, err := read(*resume)
	if err == nil {
		t := terminal{in: bufio.NewScanner(os.Stdin), out: os.Stdout}
		if report, err = t.intake(report, *resume != ""); err == nil {
			err = write(*save, report)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "intake:", err)
		os.Exit(1)
	}
}

func read(name string) (report triage.Report, err error) {
	if name == "" {
		return report, nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return report, err
	}
	return report, json.Unmarshal(text, &report)
}

func write(name string, report triage.Report) error {
	if name == "" {
		return nil
	}
	text, err := json.Marshal(report)
	if err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o600)
}

// A terminal puts questions to a person.
type terminal struct {
	in  *bufio.Scanner
	out io.Writer
}

// intake leads the conversation and prints what it comes to. It returns what was said, whole or not.
func (t terminal) intake(report triage.Report, resumed bool) (triage.Report, error) {
	t.say("This is general information. It examines nobody, and it can be wrong.")
	t.say("Answer with y (yes), n (no) or ? (not sure). End with q.\n")
	ended := false
	if !resumed {
		var err error
		report, err = t.begin()
		if ended = errors.Is(err, errEnd); err != nil && !ended {
			return report, err
		}
	}
	conversation, err := triage.Default().Converse(report)
	if err != nil {
		return report, err
	}
	before := conversation.Decision().Status
	for !ended {
		q, ok := conversation.Next()
		if !ok {
			break
		}
		if now := conversation.Decision().Status; now == triage.Final && before != triage.Final {
			t.say("\nThat is what has to be asked. A few more questions may tell more; q ends them.\n")
			before = now
		}
		answer, err := t.ask(q)
		if errors.Is(err, errEnd) {
			break
		}
		if err != nil {
			return conversation.Report(), err
		}
		if err := conversation.Answer(answer); err != nil {
			return conversation.Report(), err
		}
	}
	t.tell(conversation.Decision())
	p, err := plan.Default().Plan(conversation.Decision(), conversation.Report(), footwear.Case{})
	if err == nil && len(p.Items) > 0 {
		t.say("\nWHAT YOU CAN DO\n\n" + p.String())
	}
	return conversation.Report(), err
}

// errEnd is told by somebody who wants no further question.
var errEnd = errors.New("the person ended it")

// line asks for a line.
func (t terminal) line(question string) (string, error) {
	fmt.Fprintf(t.out, "%s ", question)
	if !t.in.Scan() {
		if err := t.in.Err(); err != nil {
			return "", err
		}
		return "", errEnd
	}
	text := strings.TrimSpace(t.in.Text())
	if strings.EqualFold(text, "q") {
		return "", errEnd
	}
	return text, nil
}

// until asks for a line until it is taken, and says in between what would be.
func (t terminal) until(question, hint string, take func(text string) bool) error {
	for {
		text, err := t.line(question)
		if err != nil || take(text) {
			return err
		}
		t.say(hint)
	}
}

// number asks for a whole number that a report holds, or for nothing.
func (t terminal) number(report *triage.Report, question, hint string, of func(*triage.Report) *footwear.Number) error {
	return t.until(question, hint, func(text string) bool {
		if text == "" {
			return true
		}
		n, err := strconv.Atoi(text)
		said := *report
		*of(&said) = footwear.Num(float64(n))
		if err != nil || said.Check() != nil {
			return false
		}
		*report = said
		return true
	})
}

// begin asks what no screen asks: where it hurts, since when, and how old the person is.
func (t terminal) begin() (report triage.Report, err error) {
	complaints := []string{"back_pain", "buttock_pain", "leg_pain_one_side", "heel_pain", "foot_pain"}
	for i, id := range complaints {
		f, _ := triage.FindingOf(id)
		fmt.Fprintf(t.out, "  %d  %s\n", i+1, f.Name)
	}
	err = t.until("Where does it hurt? Write the numbers of all that fit, or nothing.", "Please write numbers of the list, as 1 4.", func(text string) bool {
		said := report
		for _, field := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' }) {
			n, err := strconv.Atoi(field)
			if err != nil || n < 1 || n > len(complaints) {
				return false
			}
			said = said.With(triage.Present, complaints[n-1])
		}
		report = said
		return true
	})
	if err != nil {
		return report, err
	}
	err = t.number(&report, "For how many days has it gone on? (nothing if you cannot say)", "Please write the number of days, as 10.", func(r *triage.Report) *footwear.Number { return &r.Days })
	if err != nil {
		return report, err
	}
	err = t.number(&report, "How old are you? (nothing if you would rather not say)", "Please write your age in years, as 34.", func(r *triage.Report) *footwear.Number { return &r.Age })
	if err != nil {
		return report, err
	}
	err = t.until("Which sex were you born with, F or M? (nothing if you would rather not say)", "Please write F or M, or nothing.", func(text string) (ok bool) {
		report.Sex, ok = map[string]triage.Sex{"": 0, "F": triage.Female, "FEMALE": triage.Female, "M": triage.Male, "MALE": triage.Male}[strings.ToUpper(text)]
		return ok
	})
	return report, err
}

// ask puts a question until it is answered.
func (t terminal) ask(q triage.Question) (triage.Answer, error) {
	text := q.Text
	if q.Again {
		text = "Once more, as you were not sure: " + text
	}
	for {
		said, err := t.line(text)
		if err != nil {
			return triage.NotAsked, err
		}
		switch strings.ToLower(said) {
		case "y", "yes":
			return triage.Present, nil
		case "n", "no":
			return triage.Absent, nil
		case "?", "not sure":
			return triage.NotSure, nil
		}
		t.say("Please answer with y, n or ?. " + q.Why)
	}
}

// tell prints a decision.
func (t terminal) tell(d triage.Decision) {
	t.say("\n" + heading[d.Disposition] + "\n")
	for _, a := range d.SafetyNet {
		t.say("- " + a.Text)
	}
	for i, f := range d.Fired {
		if f.Level >= triage.UrgentSameDay { // what to do says why
			continue
		}
		if i == 0 || d.Fired[i-1].Level >= triage.UrgentSameDay {
			t.say("\nBecause of this:")
		}
		t.say(fmt.Sprintf("- %s: %s", f.Condition, f.Why))
	}
	for i, n := range d.Notes {
		if i == 0 {
			t.say("\nWorth knowing:")
		}
		t.say("- " + n.Text)
	}
	if !d.AllowsShoeAdvice() {
		return
	}
	switch d.Footwear {
	case triage.Likely:
		t.say("\nThe pattern fits your shoes.")
	case triage.Possible:
		t.say("\nThe pattern may fit your shoes, among other things.")
	case triage.Unlikely:
		t.say("\nThe pattern does not fit your shoes.")
	}
}

var heading = map[triage.Disposition]string{
	triage.Undetermined: "NO ADVICE YET", triage.SelfCare: "CARE AT HOME", triage.SeeClinicianSoon: "SEE A CLINICIAN SOON",
	triage.UrgentSameDay: "SPEAK TO A CLINICIAN TODAY", triage.EmergencyNow: "EMERGENCY",
}

func (t terminal) say(text string) { fmt.Fprintln(t.out, text) }
