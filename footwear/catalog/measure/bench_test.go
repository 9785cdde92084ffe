package measure

import (
	"strings"
	"testing"

	"github.com/heelwise/heelwise/footwear/catalog"
)

// typical is a product as a shop describes it: a title and some six hundred bytes about it.
var typical = []Text{
	{From: "title", Text: "Vera slingback pumps in soft suede"},
	{From: "category", Text: "Women > Shoes > Pumps"},
	{From: "description", Text: `<p>Our Vera is back for the season, with a lower cut at the sides and a strap that adjusts by a small buckle. The upper is made
of soft suede and lined with goat leather, so that it moulds itself to the foot in the course of a day. A pointed toe and a covered block heel make it
as good for a meeting as for the evening after.</p><ul><li>Heel approx. 8.5 cm, platform front 1 cm</li><li>Cushioned insole in leather</li>
<li>Slip-resistant rubber sole</li><li>Adjustable slingback strap with a metal buckle</li><li>Fits true to size; take your normal size</li>
<li>Made in Portugal, style no. 4711-20</li></ul>`},
}

func BenchmarkFill(b *testing.B) {
	f := Plain()
	bytes := 0
	for _, t := range typical {
		bytes += len(t.Text)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		var p catalog.Product
		f.Fill(&p, typical...)
	}
}

// Of a long text every byte costs about as much as of a short one.
func BenchmarkLongText(b *testing.B) {
	f := Plain()
	texts := []Text{{From: "description", Text: strings.Repeat(typical[2].Text, 100)}}
	b.SetBytes(int64(len(texts[0].Text)))
	b.ReportAllocs()
	for b.Loop() {
		var p catalog.Product
		f.Fill(&p, texts...)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := load(profileFiles, "profiles/ebay.yaml"); err != nil {
			b.Fatal(err)
		}
	}
}

// A text that is made to be slow takes no longer than any other: what is looked at around a word is bounded.
func BenchmarkSpite(b *testing.B) {
	f := profile(b, "luxury")
	for name, piece := range map[string]string{"bare": "heel 1 ", "materials": "leather and ", "brackets": "heel ) 1 ", "tags": "<a", "fillers": "approx 8 ", "lists": "8,", "ands": "& ",
		"names": "heel type: block ", "fractions": "1/2/", "units": "8 cm ", "commas": "8 cm, ", "counts": "one, ", "sides": "8 x ", "compared": "unlike a ", "words": "high heel to toe ",
		"questions": "flats. heel? ", "backs": "sole 2 cm at the back ", "denied": "cushioned is : ", "nets": "heel 1 cm without platform ", "glitter": "x 1 cm "} {
		texts := []Text{{From: "title", Text: strings.Repeat(piece, 200_000/len(piece))}}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(texts[0].Text)))
			for b.Loop() {
				var p catalog.Product
				f.Fill(&p, texts...)
			}
		})
	}
}
