package wardrobe_test

import (
	"fmt"
	"log"
	"testing/fstest"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/wardrobe"
)

// pump is a thin heel of 85 mm, worn all day.
func pump() footwear.Case {
	wearer, use := footwear.Reference()
	return footwear.Case{Shoe: footwear.Shoe{
		Style: footwear.StylePump, Heel: footwear.HeelStiletto, HeelHeight: footwear.MM(85),
		BaseWidth: footwear.MM(9), Insole: footwear.InsoleNone,
	}, Wearer: wearer, Use: use}
}

func ExampleChanges_Variants() {
	variants, err := wardrobe.Default().Variants(footwear.Default(), pump())
	if err != nil {
		log.Fatal(err) // an impossible fact, by its key
	}
	for _, v := range variants[:4] {
		fmt.Println(v.Saves, v.Text)
		for _, f := range v.Facts {
			fmt.Println("     ", f.Word, "from", f.From, "to", f.To)
		}
	}
	// Output:
	// 22.69 Choose the same kind of shoe with a heel of two inches (50.8 mm).
	//       shoe.heel_height from 85mm to 50.8mm
	// 13.02 Wear the pair for four hours of the day at most, and change into another for the rest.
	//       use.hours from 8h to 4h
	// 10.92 Wear the pair on fewer days of the week, and another one on the days between.
	//       use.days from 5 to 3
	// 2.51 Choose the same kind of shoe with a heel that is one step lower.
	//       shoe.heel_height from 85mm to 76.2mm
}

// All tells of changes that do not lower the score, too: a thick insole makes a shoe tight.
func ExampleChanges_All() {
	c := pump()
	c.Shoe.Fit, c.Shoe.RemovableInsole, c.Shoe.MetatarsalPad = footwear.FitProper, footwear.No, footwear.No
	all, err := wardrobe.Default().All(footwear.Default(), c)
	if err != nil {
		log.Fatal(err)
	}
	for _, v := range all {
		if v.Saves <= 0 {
			fmt.Println(v.Saves, v.Text)
		}
	}
	// Output:
	// 0.00 Stick a metatarsal pad into the shoe, just behind the ball of the foot.
	// -0.77 Put a thick orthotic insole on top of the insole that stays in the shoe. It takes room, and the shoe will sit tighter.
}

func ExampleChanges_Reach() {
	for _, band := range []string{"moderate", "low"} {
		way, err := wardrobe.Default().Reach(footwear.Default(), pump(), band)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(band, way.Found, way.Assessment.Score, way.Assessment.Standing())
		for _, step := range way.Steps {
			fmt.Println("-", step.Text)
		}
	}
	// Output:
	// moderate true 26.28 at least moderate
	// - Wear the pair on fewer days of the week, and another one on the days between.
	// low true 10.25 low to low-moderate
	// - Choose the same kind of shoe with a heel of two inches (50.8 mm).
	// - Wear the pair on fewer days of the week, and another one on the days between.
}

func ExampleDefault() {
	variants, err := wardrobe.Default().Variants(footwear.Default(), footwear.Case{})
	fmt.Println(len(variants), err) // nothing surely applies to a shoe in an unopened box
	// Output: 0 <nil>
}

func ExampleFiles() {
	changes, err := wardrobe.Load(wardrobe.Files())
	if err != nil {
		log.Fatal(err)
	}
	variants, err := changes.Variants(footwear.Default(), pump())
	fmt.Println(variants[0].ID, err)
	// Output:
	// heel/two-inches <nil>
}

// Changes of one's own. From a folder they are read with Load(os.DirFS("my-changes")).
func ExampleLoad() {
	folder := fstest.MapFS{"use.yaml": {Data: []byte(`
variants:
  - id: use/stand-less
    when: use.seated < 0.3
    set: {use.seated: 0.5}
    text: Sit for half of the time.
    source: our physiotherapist
    effort: 2
`)}}
	changes, err := wardrobe.Load(folder)
	if err != nil {
		log.Fatal(err) // every fault, by file, line and column
	}
	variants, err := changes.Variants(footwear.Default(), pump())
	fmt.Println(variants[0].Saves, variants[0].Text, err)

	folder["use.yaml"].Data = []byte("variants:\n  - id: use/x\n    when: use.seatd < 0.3\n    set: {use.hours: 4}\n    text: x\n    source: x\n    effort: 1\n")
	_, err = wardrobe.Load(folder)
	fmt.Println(err)
	// Output:
	// 13.95 Sit for half of the time. <nil>
	// use.yaml:3:11: use/x: there is no word "use.seatd" (did you mean "use.seated"?)
	// use.yaml:4:22: use/x: use.hours: "4" has no unit: write a duration like "1h30m"
}

// Which of my pairs is the worst?
func ExampleRank() {
	wearer, use := footwear.Reference()
	places, err := wardrobe.Rank(footwear.Default(), []wardrobe.Pair{
		{ID: "trainers", Shoe: footwear.Shoe{Style: footwear.StyleRunning, HeelHeight: footwear.MM(36), Rise: footwear.MM(8)}},
		{ID: "red stilettos", Shoe: footwear.Shoe{Heel: footwear.HeelStiletto, HeelHeight: footwear.MM(95)}},
		{ID: "office pumps", Shoe: footwear.Shoe{Style: footwear.StylePump, Heel: footwear.HeelBlock}},
		{ID: "old wedges", Shoe: footwear.Shoe{Heel: footwear.HeelWedge, HeelHeight: footwear.MM(60), Wear: footwear.WearWornOut}},
	}, wearer, use)
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range places {
		fmt.Println(p.Assessment.Score, p.Assessment.Likely, p.ID, p.Decided)
	}
	// Output:
	// 40.06 {35.63 46.23} red stilettos true
	// 12.29 {5.01 30.98} office pumps false
	// 18.37 {14.86 23.67} old wedges true
	// 0.94 {0.43 4.71} trainers false
}
