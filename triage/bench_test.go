package triage

import (
	"testing"

	"github.com/heelwise/heelwise/rules/fact"
)

// benchmarkReports are a case of each kind.
func benchmarkReports() map[string]Report {
	screen := []string{}
	for _, i := range Default().screens[0].Ask {
		screen = append(screen, findings().ids[i])
	}
	denied := Report{Age: fact.Num(38), Sex: Female}.With(Absent, screen...).With(Present, "back_pain", "pain_starts_with_shoe", "pain_eases_shoe_off", "high_heels_daily")
	return map[string]Report{
		"empty":     {},
		"self-care": denied,
		"emergency": denied.With(Present, "saddle_numbness", "fever", "immunosuppressed"),
		"unsure":    Report{Age: fact.Num(60)}.With(Present, "back_pain").With(NotSure, screen...),
	}
}

// BenchmarkDecide decides with the whole pack: the target is 20 µs.
func BenchmarkDecide(b *testing.B) {
	d := Default()
	for name, r := range benchmarkReports() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := d.Decide(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
