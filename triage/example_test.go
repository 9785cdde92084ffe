package triage_test

import (
	"encoding/json"
	"fmt"
	"testing/fstest"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/triage"
)

// A report decides who may be shown shoes. What was not asked is not absent.
func Example() {
	report := triage.Report{Age: footwear.Num(58)}.
		With(triage.Present, "back_pain", "minor_fall_or_strain", "steroids_longterm").
		With(triage.NotSure, "fever")
	d, err := triage.Default().Decide(report)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Disposition, d.Status, "shoes:", d.AllowsShoeAdvice())
	for _, f := range d.Fired {
		fmt.Println("-", f.Condition, f.Level, f.Findings)
	}
	fmt.Println("next:", d.Questions[0].Text)
	// Output:
	// urgent_same_day needs_answers shoes: false
	// - a fragility fracture urgent_same_day [back_pain minor_fall_or_strain steroids_longterm]
	// - an infection see_clinician_soon [fever]
	// next: Is there any new numbness, tingling or odd feeling between your legs, around your genitals or back passage, or when you wipe?
}

func ExampleDecider_Converse() {
	c, err := triage.Default().Converse(triage.Report{}.With(triage.Present, "heel_pain"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, answer := range []triage.Answer{triage.Absent, triage.Absent, triage.NotSure} {
		q, _ := c.Next()
		fmt.Println(q.Text, answer)
		if err := c.Answer(answer); err != nil {
			fmt.Println(err)
		}
	}
	saved, _ := json.Marshal(c.Report()) // to go on another day
	fmt.Println(string(saved))
	// Output:
	// Did the leg or foot suddenly go cold, pale or blue? absent
	// Do you have a high temperature (38 °C or 100.4 °F, or more), or shivering? absent
	// Is the foot or a joint hot, red or swollen? not_sure
	// {"present":["heel_pain"],"absent":["fever","leg_cold_pale_sudden"],"not_sure":["hot_red_swollen_foot"]}
}

// What a case says about the same person is taken from it, and a contradiction is an error.
func ExampleReport_Join() {
	c := footwear.Case{Wearer: footwear.Wearer{Age: footwear.Num(31), Pregnant: footwear.Yes}}
	report, err := triage.Report{}.With(triage.Present, "back_pain").Join(c)
	fmt.Println(report.Age, report.Answer("pregnant"), err)
	_, err = triage.Report{Age: footwear.Num(40)}.Join(c)
	fmt.Println(err)
	// Output:
	// 31 present <nil>
	// report.age: it is 40, and wearer.age is 31 (leave one of the two out)
}

// A clinic lays a rule of its own over the red flags, with the tests that every rule needs.
func ExampleLoad() {
	layer := fstest.MapFS{
		"pack.yaml": {Data: []byte("{over: red-flags, name: our-clinic, version: 1.0.0}")},
		"ours.yaml": {Data: []byte(`
rules:
  - {id: ours/limp, when: finding.gait_altered_limping, level: see_clinician_soon, condition: a limp, why: We look at every limp., cite: OURS, review_by: 2030-01-01}
sources: {OURS: {citation: Our own rule, year: 2026}}
`)},
		"ours_test.yaml": {Data: []byte(`
tests:
  - {name: limps, facts: {finding.gait_altered_limping: true}, fires: ours/limp}
  - {name: walks, facts: {finding.gait_altered_limping: false}, does_not_fire: ours/limp}
  - {name: cannot tell, unsure: finding.gait_altered_limping, is_open: ours/limp}
`)},
	}
	decider, err := triage.Load(triage.RedFlags(), layer)
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := decider.Decide(triage.Report{}.With(triage.Present, "foot_pain", "gait_altered_limping"))
	fmt.Println(d.Fired[0].Rule, d.Fired[0].Source, err)
	// Output: ours/limp [Our own rule (2026)] <nil>
}

func ExampleFindingOf() {
	f, ok := triage.FindingOf("aaa_known")
	fmt.Println(f.Ask, f.Part, ok)
	// Output: Have you been told of an aneurysm, a widening of the main artery in your belly? history true
}
