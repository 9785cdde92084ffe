package footwear_test

import (
	"fmt"
	"log"
	"maps"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/footwear"
)

// A ledger in inches.
func ExampleLedger() {
	shoe := footwear.Shoe{Heel: footwear.HeelBlock, HeelHeight: footwear.Inches(3), Platform: footwear.Inches(0.25)}
	wearer, use := footwear.Reference()
	a, err := footwear.Default().Assess(footwear.Case{Shoe: shoe, Wearer: wearer, Use: use})
	if err != nil {
		log.Fatal(err)
	}
	text := footwear.Ledger{Inches: true}.Text(a)
	fmt.Println(strings.Split(text, "\n")[4])
	// Output:
	// 16.64  19.42  heel 3 in, 2.75 in above the forefoot (heel/rise)
}

// A shop translates texts by their ids, and leaves in English what it has no words for yet.
func ExampleLedger_Text() {
	german := map[string]string{
		"ledger.head":      "Belastungsindex {score} von 100: {standing}",
		"ledger.probably":  "wahrscheinlich {band}",
		"band.high":        "hoch",
		"ledger.ranges":    "wohl {likely_low} bis {likely_high}, möglich {low} bis {high}",
		"ledger.columns":   "Anteil Punkte",
		"shoe.heel_height": "[Absatz ]{}",
		"shoe.rise":        "[Absatz ]{} über dem Vorfuß",
	}
	ledger := footwear.Ledger{Translate: func(id, english string) string {
		if text, ok := german[id]; ok {
			return text
		}
		return english
	}}
	wearer, use := footwear.Reference()
	shoe := footwear.Shoe{Heel: footwear.HeelStiletto, HeelHeight: footwear.MM(90)}
	a, err := footwear.Default().Assess(footwear.Case{Shoe: shoe, Wearer: wearer, Use: use})
	if err != nil {
		log.Fatal(err)
	}
	for _, line := range strings.Split(ledger.Text(a), "\n")[:5] {
		fmt.Println(line)
	}
	// Output:
	// Belastungsindex 38.63 von 100: wahrscheinlich hoch
	// wohl 34.20 bis 44.80, möglich 1.54 bis 63.31; for the reference wearer and use
	// mostly weak evidence, which leaves 18.22 to 59.04 open
	// Anteil Punkte
	//  20.99  24.50  Absatz 90 mm, 85 mm über dem Vorfuß (heel/rise)
}

// What there is to translate.
func ExampleAssessor_Texts() {
	texts := footwear.Default().Texts()
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		if strings.HasPrefix(id, "shoe.flex") || strings.HasPrefix(id, "sole/flex") || strings.HasPrefix(id, "flexible") {
			fmt.Printf("%s: %s\n", id, texts[id])
		}
	}
	// Output:
	// flexible-sole: Choose a sole that bends with the foot and still supports it.
	// shoe.flexibility=flexible: flexible sole
	// shoe.flexibility=moderate: sole that bends
	// shoe.flexibility=rigid: rigid sole
	// shoe.flexibility=stiff: stiff sole
	// shoe.flexibility?: How does the sole bend at the ball of the foot: not at all, with effort, moderately or easily?
	// sole/flexibility: A sole that does not bend blocks the natural roll of the foot, which may leave legs and back tense.
}
