package plan_test

import (
	"fmt"
	"log"
	"testing/fstest"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/triage"
	"github.com/heelwise/heelwise/triage/plan"
)

// A sore foot and a tight calf, at a decision that leaves room for a plan.
func ExampleRepertoire_Plan() {
	report := triage.Report{Swelling: footwear.Yes}.
		With(triage.Present, "back_pain").
		With(triage.Absent, "high_heels_daily")
	wearer := footwear.Wearer{TightCalf: footwear.Yes}
	decision := triage.Decision{Disposition: triage.SelfCare} // as triage decides it

	p, err := plan.Default().Plan(decision, report, footwear.Case{Wearer: wearer})
	if err != nil {
		log.Fatal(err) // an impossible fact, by its key
	}
	for _, it := range p.Items {
		if it.Phase == plan.Now || it.ID == "stretch/calf" {
			fmt.Printf("%s, %s: %s\n", it.Phase, it.Name, it.Doses[0])
		}
	}
	fmt.Println("left out:")
	for _, w := range p.Withheld[:2] {
		fmt.Println("-", w.Name+":", w.Because.Text)
	}
	fmt.Println("ask:", p.Questions[0].Text)
	// Output:
	// now, Hip-flexor stretch: hold for 30 seconds, once on each side
	// now, Pelvic tilt: hold for 5 seconds, 10 times, in 1 set
	// now, Something cold: 10 minutes
	// daily, Calf stretch: hold for 30 seconds, once on each side, every day
	// left out:
	// - Massage: Sharp pain or swelling may be an inflammation, so bending, pressing and warmth are left out.
	// - Foam roll: Sharp pain or swelling may be an inflammation, so bending, pressing and warmth are left out.
	// ask: Do exercises hurt you more than a little?
}

// What is decided at urgent or above has no plan.
func ExamplePlan_String() {
	p, err := plan.Default().Plan(triage.Decision{Disposition: triage.EmergencyNow}, triage.Report{}, footwear.Case{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(p)
	// Output:
	// There is no plan for now: what was told comes first.
}

// A repertoire of one's own is a folder.
func ExampleLoad() {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	_, err := plan.Load(fstest.MapFS{
		"pack.yaml":  file("name: ours\nversion: 1.0.0\n"),
		"phase.yaml": file("phases:\n  - id: phase/daily\n    when: not finding.fever\n    text: Every day\n"),
		"stretch.yaml": file(`items:
  - id: stretch/calf
    when: wearer.tight_calve
    name: Calf stretch
    text: Stand at a wall and lean in.
    why: It lets the calf go.
    facts: F-STR-03
    doses: {daily: {hold: 30s, reps: 2, days: 9}}
`),
	})
	fmt.Println(err)
	// Output:
	// stretch.yaml:3:11: stretch/calf: there is no word "wearer.tight_calve" (did you mean "wearer.tight_calf"?)
	// stretch.yaml:8:47: stretch/calf: 9 is no whole number from 1 to 7, and no range of them (write both ends, as 2..3)
}

// Texts are what there is to translate.
func ExampleRepertoire_Texts() {
	texts := plan.Default().Texts()
	fmt.Println(texts["stretch/calf.name"])
	fmt.Println(texts["dose.hold"])
	// Output:
	// Calf stretch
	// hold for {time}
}

// Tests stand beside the entries, in words that who wrote them can read.
func ExampleLoadTested() {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	r, report, err := plan.LoadTested(fstest.MapFS{
		"pack.yaml":  file("name: ours\nversion: 1.0.0\n"),
		"phase.yaml": file("phases:\n  - id: phase/daily\n    when: not finding.fever\n    text: Every day\n"),
		"stretch.yaml": file(`items:
  - id: stretch/calf
    when: wearer.tight_calf
    name: Calf stretch
    text: Stand at a wall and lean in.
    why: It lets the calf go.
    facts: F-STR-03
    doses: {daily: {hold: 30s, reps: 2, days: 7}}
`),
		"stretch_test.yaml": file(`tests:
  - {name: a tight calf, facts: {wearer.tight_calf: true}, fires: stretch/calf}
  - {name: a loose one, facts: {wearer.tight_calf: false}, does_not_fire: stretch/calf}
`),
	})
	fmt.Println(r.Identity().Name, len(report.Tests), report.Failed(), err)
	for entry := range r.Rules() {
		fmt.Println(entry.ID, entry.When)
	}
	fmt.Println(report.Untested)
	// Output:
	// ours 2 0 <nil>
	// phase/daily not finding.fever
	// stretch/calf wearer.tight_calf
	// phase.yaml:2:5: warning: phase/daily: no test shows a case in which the rule fires or does not fire (name it under fires or does_not_fire in phase_test.yaml)
}
