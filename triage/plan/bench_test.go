package plan

import "testing"

func BenchmarkPlan(b *testing.B) {
	p := who("back_pain", "high_heels_daily")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Default().Plan(p.d, p.report, p.of); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(Files()); err != nil {
			b.Fatal(err)
		}
	}
}
