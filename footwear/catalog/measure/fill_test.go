package measure

import (
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/rules"
)

func filled(t *testing.T, f *Profile, texts ...Text) catalog.Product {
	var p catalog.Product
	f.Fill(&p, texts...)
	accepted(t, &p, "")
	return p
}

func prose(text string) Text { return Text{From: "description", Text: text} }
func title(text string) Text { return Text{From: "title", Text: text} }
func spec(name, text string) Text {
	return Text{From: "specifications." + name, Name: name, Text: text}
}

// Texts that say the same are one fact; those that contradict each other are a range and flagged.
func TestTextsTogether(t *testing.T) {
	for _, tt := range []struct {
		texts    []Text
		want     string // of the heel's height
		how      catalog.How
		conflict bool
	}{
		{[]Text{prose("Heel 8 cm."), spec("Heel Height", "8 cm")}, "80mm", catalog.Stated, false},
		{[]Text{prose("Heel 8 cm."), spec("Heel Height", "3.15 inches")}, "80mm", catalog.Stated, false},
		{[]Text{spec("Heel Height", "3 inches"), prose("Heel 7.5 cm.")}, "75mm", catalog.Stated, false},
		{[]Text{prose("Heel 8 cm."), spec("Heel Height", "10 cm")}, "80mm..100mm", catalog.Range, true},
		{[]Text{prose("Heel 8 cm."), spec("Heel Height", "3 inches")}, "76.2mm..80mm", catalog.Range, true},
		{[]Text{prose("Heel 8 cm."), spec("Heel Height", "5-9 cm")}, "80mm", catalog.Stated, false},
		{[]Text{prose("Heel 5-8 cm."), spec("Heel Height", "7-9 cm")}, "70mm..80mm", catalog.Range, false},
		{[]Text{prose("Heel 5 cm."), spec("Heel Height", "over 8 cm")}, "50mm..", catalog.Range, true},
	} {
		p := filled(t, Plain(), tt.texts...)
		assert.Equal(t, tt.want, p.Shoe.HeelHeight.String(), "%v", tt.texts)
		s := p.Sources["shoe.heel_height"]
		assert.Equal(t, tt.how, s.How, "%v", tt.texts)
		assert.Equal(t, tt.conflict, s.Conflict, "%v", tt.texts)
	}
}

// A label gives way to a number within it, and contradicts one beyond it.
func TestLabelsAndNumbers(t *testing.T) {
	ebay := profile(t, "ebay")
	p := filled(t, ebay, spec("Heel Height", "High (3-3.9 in)"), prose("Heel 8 cm."))
	assert.Equal(t, "80mm", p.Shoe.HeelHeight.String())
	assert.Equal(t, catalog.Stated, p.Sources["shoe.heel_height"].How)
	p = filled(t, ebay, spec("Heel Height", "High (3-3.9 in)"), prose("Heel 5 cm."))
	assert.Equal(t, "50mm..101.6mm", p.Shoe.HeelHeight.String())
	assert.True(t, p.Sources["shoe.heel_height"].Conflict)
	p = filled(t, ebay, spec("Heel Height", "High (3-3.9 in)"))
	assert.Equal(t, catalog.Source{How: catalog.Label, From: "specifications.Heel Height", Text: "High (3-3.9 in)"}, p.Sources["shoe.heel_height"])
	p = filled(t, profile(t, "netaporter"), title("Vera 85 suede pumps"), Text{From: "category", Text: "mid-heel"})
	assert.Equal(t, "85mm", p.Shoe.HeelHeight.String())
}

// What a product already says stays, and its source says where a text contradicts it.
func TestWhatIsSaidStays(t *testing.T) {
	said := catalog.Product{
		Shoe: footwear.Shoe{HeelHeight: footwear.MM(60), Heel: footwear.HeelBlock}, Department: catalog.Men, Materials: []string{"suede"},
		Sources: map[string]catalog.Source{"shoe.heel_height": {How: catalog.Stated, From: "metafields.heel", Text: "60"}},
	}
	p := said
	Plain().Fill(&p, prose("Women's leather pumps with a stiletto heel. Heel 10 cm, platform 1 cm."))
	assert.Equal(t, said.Shoe.HeelHeight, p.Shoe.HeelHeight)
	assert.Equal(t, said.Shoe.Heel, p.Shoe.Heel)
	assert.Equal(t, catalog.Men, p.Department)
	assert.Equal(t, []string{"suede"}, p.Materials)
	assert.Equal(t, footwear.MM(10), p.Shoe.Platform)
	assert.Equal(t, catalog.Source{How: catalog.Stated, From: "metafields.heel", Text: "60", Conflict: true}, p.Sources["shoe.heel_height"])
	assert.Equal(t, catalog.Source{Conflict: true}, p.Sources["shoe.heel"])
	assert.Len(t, said.Sources, 1, "the map that was handed in is not changed")
	assert.False(t, said.Sources["shoe.heel_height"].Conflict)

	p = said
	Plain().Fill(&p, prose("Block heel 6.2 cm."))
	assert.False(t, p.Sources["shoe.heel_height"].Conflict, "two millimetres are no contradiction")
	assert.NotContains(t, p.Sources, "shoe.heel")
}

// What cannot hold together is not made a fact.
func TestWhatCannotHold(t *testing.T) {
	p := filled(t, Plain(), prose("Platform 8 cm, heel 2 cm."))
	assert.Equal(t, "20mm", p.Shoe.HeelHeight.String())
	assert.Zero(t, p.Shoe.Platform)
	assert.True(t, p.Sources["shoe.heel_height"].Conflict)

	p = filled(t, Plain(), prose("Heel 36 mm, forefoot 28 mm."), spec("Drop", "20 mm"))
	assert.Zero(t, p.Shoe.Rise)
	assert.Equal(t, []string{"36mm", "28mm"}, []string{p.Shoe.HeelHeight.String(), p.Shoe.Platform.String()})

	p = filled(t, Plain(), spec("Drop", "8 mm"), spec("Heel Height", "36 mm"))
	assert.Equal(t, []string{"36mm", "8mm"}, []string{p.Shoe.HeelHeight.String(), p.Shoe.Rise.String()})

	p = catalog.Product{Shoe: footwear.Shoe{HeelHeight: footwear.MM(20)}}
	Plain().Fill(&p, prose("Platform 10 cm."))
	accepted(t, &p, "")
	assert.Zero(t, p.Shoe.Platform)
	assert.True(t, p.Sources["shoe.heel_height"].Conflict)
}

// A thin heel without a word about a platform has at most a centimetre of one; where a platform is spoken of it is unknown.
func TestPlatformThatFollows(t *testing.T) {
	for text, want := range map[string]string{
		"Stiletto heel.":                   "0mm..10mm",
		"Kitten heel, 4 cm.":               "0mm..10mm",
		"Stiletto heel and a platform.":    "unknown",
		"Platform sandals with a stiletto": "unknown",
		"Block heel, 8 cm.":                "unknown",
		"Flat sandals":                     "unknown",
		"Ballerinas. Heel 0.5 cm.":         "0mm..5mm",
	} {
		p := filled(t, Plain(), title(text))
		assert.Equal(t, want, p.Shoe.Platform.String(), text)
	}
}

// Facts about wear are those of used goods.
func TestWear(t *testing.T) {
	text := prose("Light signs of wear. Good tread.")
	p := filled(t, Plain(), text)
	assert.Zero(t, p.Shoe.Wear)
	assert.Zero(t, p.Shoe.Tread)
	p = filled(t, Plain(), text, spec("Condition", "Pre-owned"))
	assert.Equal(t, footwear.WearPartial, p.Shoe.Wear)
	assert.Equal(t, footwear.TreadOK, p.Shoe.Tread)
	assert.Equal(t, catalog.Used, p.Condition)
	p = catalog.Product{Condition: catalog.Used}
	Plain().Fill(&p, text)
	assert.Equal(t, footwear.WearPartial, p.Shoe.Wear)
	p = catalog.Product{Condition: catalog.New}
	Plain().Fill(&p, text, prose("Pre-owned"))
	assert.Zero(t, p.Shoe.Wear)
	assert.True(t, p.Sources["condition"].Conflict)
}

// The closest text says whom a shoe is for.
func TestRanks(t *testing.T) {
	p := filled(t, Plain(), title("Women's loafers"), prose("Made after a pair for men."))
	assert.Equal(t, catalog.Women, p.Department)
	p = filled(t, Plain(), spec("Gender", "Men"), title("Women's loafers"))
	assert.Equal(t, catalog.Men, p.Department)
	p = filled(t, Plain(), title("Women's loafers"), Text{From: "category", Text: "Men's shoes"})
	assert.Zero(t, p.Department)
	p = filled(t, Plain(), title("Vera boots"), prose("Goes with sneakers as well."))
	assert.Equal(t, footwear.StyleBoot, p.Shoe.Style)
	p = filled(t, Plain(), title("Vera"), Text{From: "category", Text: "Shoes > Heels"})
	assert.Equal(t, "kitten or block or wedge or cone or spool or stiletto", p.Shoe.Heel.String())
	p = filled(t, Plain(), title("Vera flats"), Text{From: "category", Text: "Heels"})
	assert.Zero(t, p.Shoe.Heel, "flats among heels may be anything")
	p = filled(t, Plain(), title("Vera mules"), prose("With a closed back."))
	assert.Equal(t, footwear.Yes, p.Shoe.ClosedBack, "what is stated holds rather than what follows")
}

// The category of a product keeps the numbers of trainers out, though no text is one of it.
func TestTrainersByCategory(t *testing.T) {
	luxury := profile(t, "luxury")
	p := catalog.Product{Category: "Trainers"}
	luxury.Fill(&p, title("Vera 70 leather low"))
	assert.Zero(t, p.Shoe.HeelHeight)
	p = catalog.Product{Category: "Pumps"}
	luxury.Fill(&p, title("Vera 70 leather"))
	assert.Equal(t, footwear.MM(70), p.Shoe.HeelHeight)
	p = filled(t, luxury, title("Vera 70 leather low"), Text{From: "category", Text: "Low-top sneakers"})
	assert.Zero(t, p.Shoe.HeelHeight)
}

// A profile is shared by many at once, and one of nothing reads nothing.
func TestSharing(t *testing.T) {
	want := filled(t, Plain(), typical...)
	assert.Equal(t, "85mm", want.Shoe.HeelHeight.String())
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				var p catalog.Product
				Plain().Fill(&p, typical...)
				assert.Equal(t, want, p)
			}
		})
	}
	group.Wait()
	var p catalog.Product
	new(Profile).Fill(&p, typical...)
	assert.Zero(t, p)
	Plain().Fill(&p)
	assert.Zero(t, p)
}

// Every profile and every file of words is read, and each name of a profile is one.
func TestProfiles(t *testing.T) {
	for _, name := range Names() {
		f, err := Named(name)
		require.NoError(t, err, name)
		assert.NotNil(t, f.lexicon, name)
	}
	for _, name := range []string{"plain", "ebay", "zappos", "amazon", "taobao", "aliexpress", "schuhe.de", "luxury", "hm", "myntra", "shopify", "runrepeat"} {
		assert.Contains(t, Names(), name)
	}
	_, err := Named("ebai")
	assert.ErrorContains(t, err, `did you mean "ebay"?`)
}

// What is wrong with a profile is said all at once, with its places.
func TestLoadFaults(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"abuot: x\n", `p.yaml:1:1: there is no key "abuot" in a profile (did you mean "about"?)`},
		{"like: ebai\n", `p.yaml:1:7: there is no profile "ebai" (did you mean "ebay"?)`},
		{"labels:\n  shoe.heel_hight: {high: 8cm..}\n", `p.yaml:2:3: there is no key "shoe.heel_hight" in labels (did you mean "shoe.heel_height"?)`},
		{"labels:\n  shoe.heel_height: {high: tall}\n", `p.yaml:2:28: "tall" is no range of shoe.heel_height (write it as 40mm..60mm, or with an open end as 120mm..)`},
		{"labels:\n  shoe.heel_height: {high: 300mm..400mm}\n", `p.yaml:2:28: 300mm..400mm is beyond what shoe.heel_height can be`},
		{"labels:\n  shoe.heel_height: {high: 300g}\n", `p.yaml:2:28: "300g" is no range of shoe.heel_height`},
		{"bare: {shoe.heel_height: kg}\n", `p.yaml:1:26: "kg" is no unit of shoe.heel_height`},
		{"bands:\n  shoe.flexibility: {soft: 1..2}\n", `p.yaml:2:22: "soft" is no value of shoe.flexibility`},
		{"names: {unit: mm, least: 20}\n", `p.yaml:1:8: names need a unit, least, most and step`},
		{"names: {unit: mm, least: many, most: 160, step: 5}\n", `"many" is no whole number of units`},
		{"loose: [shoe.styl]\n", `p.yaml:1:9: there is no choice "shoe.styl" (did you mean "shoe.style"?)`},
		{"silent: ['8 cm']\n", `p.yaml:1:10: "8 cm" is no spelling`},
		{"words:\n  says:\n    shoe.heel: {blok: [brick]}\n", `p.yaml:3:17: "blok" is no value of shoe.heel (did you mean "block"?)`},
		{"words:\n  says:\n    materials: {lether: [x]}\n", `p.yaml:3:17: there is no key "lether" in materials (did you mean "leather"?)`},
		{"words: {says: [x]}\n", `p.yaml:1:15: says is a block of keys`},
		{"about: x\nabout: y\n", `p.yaml:2:1: the key "about" is given twice`},
		{"about: &a x\nsilent: [*a]\n", `p.yaml:1:8: anchors and aliases are not read`},
		{"about: [\n", `p.yaml: not`},
		{"", `p.yaml: the file is empty`},
		{"- x\n", `p.yaml:1:1: a profile is a block of keys`},
	} {
		_, err := Load(fstest.MapFS{"p.yaml": {Data: []byte(tt.text)}}, "p.yaml")
		if tt.want == "p.yaml: not" {
			assert.NotEmpty(t, rules.AsErrors(err), tt.text)
			continue
		}
		assert.ErrorContains(t, err, tt.want, tt.text)
	}
	_, err := Load(fstest.MapFS{}, "p.yaml")
	assert.ErrorContains(t, err, "p.yaml")
	_, err = Load(fstest.MapFS{"p.yaml": {Data: []byte("like: ebai\nbare: {shoe.heel_height: kg}\n")}}, "p.yaml")
	assert.Len(t, rules.AsErrors(err), 2)
}

// A profile that is like another has its labels, and its own beside them.
func TestLike(t *testing.T) {
	f, err := Load(fstest.MapFS{"p.yaml": {Data: []byte("labels:\n  shoe.heel_height: {high: 90mm..}\nlike: ebay\n")}}, "p.yaml")
	require.NoError(t, err)
	assert.Equal(t, "90mm..", labelOf(t, f, "High"))
	assert.Equal(t, "25.4mm..50.8mm", labelOf(t, f, "Low"))
	assert.Equal(t, "76.2mm..101.6mm", labelOf(t, profile(t, "ebay"), "High"), "the other one is as it was")
}

func labelOf(t *testing.T, f *Profile, label string) string {
	p := filled(t, f, spec("Heel Height", label))
	return p.Shoe.HeelHeight.String()
}
