package footwear_test

import (
	"encoding/json"
	"fmt"
	"log"
	"testing/fstest"

	"github.com/heelwise/heelwise/footwear"
)

// A pair of shoes that one has is audited in four points.
func ExampleChecks() {
	shoe := footwear.Shoe{ArchSupport: footwear.ArchSupportNone, Insole: footwear.InsoleNone, HeelHeight: footwear.MM(85), Wear: footwear.WearNew}
	a, err := footwear.Default().Assess(footwear.Case{Shoe: shoe})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range a.Audit() {
		fmt.Printf("%s: %v. %s\n", c.ID, c.Result, c.Why)
	}
	fmt.Println("in all:", a.Audit().Result())
	// Output:
	// arch_support: fail. Neither the shoe nor an insole in it supports the arch of the foot.
	// heel_height: fail. The heel is higher than two inches (50.8 mm) without a broad base, or higher than three (76.2 mm) on any.
	// wear: pass. Neither the shoe nor the tread of its sole is worn out.
	// sole: unknown. Not enough is known of: sole support, flexibility.
	// in all: fail
}

func ExampleChecks_Check() {
	a, err := footwear.Default().Assess(footwear.Case{Shoe: footwear.Shoe{HeelHeight: footwear.Inches(2).To(footwear.Inches(3))}})
	if err != nil {
		log.Fatal(err)
	}
	heel, _ := a.Checklist().Check("heel_height")
	fmt.Println(heel.Result, heel.Missing, heel.Why)
	// Output:
	// unknown [shoe.heel_height shoe.base_width] Not enough is known of: heel height, base width.
}

func ExampleResult() {
	data, err := json.Marshal([]footwear.Result{footwear.Pass, footwear.Fail, footwear.ResultUnknown})
	fmt.Println(string(data), err)
	// Output:
	// ["pass","fail","unknown"] <nil>
}

// What to look for in a shop: the list tells what is not known yet.
func ExampleAssessment_checklist() {
	shoe := footwear.Shoe{HeelHeight: footwear.MM(60), Platform: footwear.MM(5), BaseWidth: footwear.MM(50), Wear: footwear.WearNew,
		ArchSupport: footwear.ArchSupportMild, Cushioning: footwear.CushioningFirm, Insole: footwear.InsoleNone}
	a, err := footwear.Default().Assess(footwear.Case{Shoe: shoe})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range a.Checklist() {
		fmt.Println(c.Result, c.ID, c.Missing)
	}
	// Output:
	// pass arch_support []
	// fail cushioning []
	// pass heel_height []
	// pass no_bare_flat []
	// unknown fit [shoe.fit]
	// pass replacement []
}

// A clinic that wants lower heels says so in a layer: os.DirFS("our-criteria") of a folder that people edit.
func ExampleAssessor_WithCriteria() {
	layer := fstest.MapFS{"pack.yaml": {Data: []byte(`
over: checks
name: clinic
version: 1.0.0
replace:
  - {id: audit/heel-height-fail, when: shoe.heel_height > 40*mm, note: The heel is higher than 40 mm.}
  - {id: audit/heel-height-pass, when: not (shoe.heel_height > 40*mm), note: The heel is at most 40 mm high.}
`)}}
	clinic, err := footwear.Default().WithCriteria(footwear.Criteria(), layer)
	if err != nil {
		log.Fatal(err) // every fault, by file, line and column
	}
	a, err := clinic.Assess(footwear.Case{Shoe: footwear.Shoe{HeelHeight: footwear.MM(45)}})
	heel, _ := a.Audit().Check("heel_height")
	fmt.Println(heel.Result, heel.Why, err)
	// Output:
	// fail The heel is higher than 40 mm. <nil>
}
