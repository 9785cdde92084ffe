package wardrobe

import (
	"testing"

	"github.com/heelwise/heelwise/footwear"
)

func pump() footwear.Case {
	wearer, use := footwear.Reference()
	return footwear.Case{Shoe: footwear.Shoe{Style: footwear.StylePump, Heel: footwear.HeelStiletto, HeelHeight: footwear.MM(85), Insole: footwear.InsoleNone},
		Wearer: wearer, Use: use}
}

func BenchmarkVariants(b *testing.B) {
	c := pump()
	for b.Loop() {
		if _, err := Default().Variants(footwear.Default(), c); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReach(b *testing.B) {
	c := pump()
	for b.Loop() {
		if _, err := Default().Reach(footwear.Default(), c, "low"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAssess(b *testing.B) {
	c := pump()
	for b.Loop() {
		if _, err := footwear.Default().Assess(c); err != nil {
			b.Fatal(err)
		}
	}
}
