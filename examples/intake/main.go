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
	if !resumed {
		var err error
		if report, err = t.begin(); err != nil {
			return report, err
		}
	}
	conversation, err := triage.Default().Converse(report)
	if err != nil {
		return report, err
	}
	before := conversation.Decision().Status
	for {
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
	if text == "q" {
		return "", errEnd
	}
	return text, nil
}

// begin asks what no rule asks: where it hurts, and how old the person is.
func (t terminal) begin() (report triage.Report, err error) {
	complaints := []string{"back_pain", "buttock_pain", "leg_pain_one_side", "heel_pain", "foot_pain"}
	for i, id := range complaints {
		f, _ := triage.FindingOf(id)
		fmt.Fprintf(t.out, "  %d  %s\n", i+1, f.Name)
	}
	text, err := t.line("Where does it hurt? Write the numbers of all that fit, or nothing.")
	if err != nil {
		return report, ended(err)
	}
	for _, field := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' }) {
		if n, err := strconv.Atoi(field); err == nil && n >= 1 && n <= len(complaints) {
			report = report.With(triage.Present, complaints[n-1])
		}
	}
	text, err = t.line("How old are you? (nothing if you would rather not say)")
	if err != nil {
		return report, ended(err)
	}
	if years, err := strconv.Atoi(text); err == nil {
		report.Age = footwear.Num(float64(years))
	}
	text, err = t.line("Which sex were you born with, F or M? (nothing if you would rather not say)")
	if err != nil {
		return report, ended(err)
	}
	report.Sex = map[string]triage.Sex{"F": triage.Female, "M": triage.Male}[strings.ToUpper(text)]
	return report, nil
}

// ended turns a wish to end into the end of the questions.
func ended(err error) error {
	if errors.Is(err, errEnd) {
		return nil
	}
	return err
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
