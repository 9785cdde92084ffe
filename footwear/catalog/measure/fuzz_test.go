package measure

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

// lawful checks what holds of any texts: nothing panics, what is read can be assessed, every source is of a fact that is
// set and quotes a text, reading twice gives the same, the order of texts does not matter, and what a product says stays.
func lawful(t *testing.T, f *Profile, texts []Text) {
	var p, again, turned catalog.Product
	f.Fill(&p, texts...)
	f.Fill(&again, texts...)
	assert.Equal(t, p, again, "%q is read the same twice", texts)
	accepted(t, &p, "")
	for name, s := range p.Sources {
		assert.NotZero(t, s.How, "%s: %q", name, texts)
		assert.True(t, slices.ContainsFunc(texts, func(x Text) bool { return x.From == s.From && strings.Contains(x.Text, s.Text) }), "%s quotes %q of %q", name, s.Text, texts)
	}
	back := slices.Clone(texts)
	slices.Reverse(back)
	f.Fill(&turned, back...)
	assert.Equal(t, p.Shoe, turned.Shoe, "the order of %q", texts)
	assert.Equal(t, [...]any{p.Department, p.AgeGroup, p.Condition, p.Occasion, p.Widths}, [...]any{turned.Department, turned.AgeGroup, turned.Condition, turned.Occasion, turned.Widths},
		"the order of %q", texts)
	if slices.Sort(p.Materials); true {
		slices.Sort(turned.Materials)
		assert.Equal(t, p.Materials, turned.Materials, "the order of %q", texts)
	}
	said := catalog.Product{Shoe: footwear.Shoe{HeelHeight: footwear.MM(60), Heel: footwear.HeelBlock, ClosedBack: footwear.Yes}, Department: catalog.Men}
	with := said
	f.Fill(&with, texts...)
	accepted(t, &with, "")
	assert.Equal(t, said.Shoe.HeelHeight, with.Shoe.HeelHeight)
	assert.Equal(t, said.Shoe.Heel, with.Shoe.Heel)
	assert.Equal(t, said.Shoe.ClosedBack, with.Shoe.ClosedBack)
	assert.Equal(t, said.Department, with.Department)
}

func FuzzFill(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s, "Heel Height", s, uint8(len(s)))
	}
	f.Add("Vera 85 pumps", "Absatzhöhe", "8,5", uint8(3))
	f.Add("<p>Heel 3 1/2 in &frac12; <b>2</b>⁄3</p>", "", "10/12/14cm 9cm 7cm (2 inches", uint8(1))
	f.Add("platform 12 cm heel 2 cm drop 40 mm", "drop", "-0.8 mm", uint8(0))
	names := Names()
	f.Fuzz(func(t *testing.T, title, name, value string, pick uint8) {
		if len(title)+len(value)+len(name) > 4096 {
			t.Skip()
		}
		w := word(pick) % wordCount
		texts := []Text{{From: "title", Text: title}, {From: "specifications", Name: name, Text: value}, {From: "description", Text: value + ". " + title},
			{From: "metafields.custom", Word: w.String(), Unit: units[int(pick)%len(units)].name, Text: value}}
		lawful(t, profile(t, names[int(pick)%len(names)]), texts)
		lawful(t, Plain(), texts[:1+int(pick)%4])
	})
}

// seeds are the strings of the tables.
func seeds(t testing.TB) (list []string) {
	files, err := filepath.Glob("testdata/*.tsv")
	require.NoError(t, err)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		for line := range strings.Lines(string(data)) {
			if c := strings.Split(strings.TrimRight(line, "\n"), "\t"); len(c) > 1 && !strings.HasPrefix(line, "#") {
				list = append(list, c[0])
			}
		}
	}
	return list
}

// The laws hold of texts put together at random out of the words that are read, where the words of many languages, numbers and signs meet.
func TestLawsAtRandom(t *testing.T) {
	const seed = 1
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	spellings := standardWords().spellings
	signs := []string{",", ".", ":", "/", "-", " ", "(", ")", "\n", "<br>", "|", "cm", "mm", "in", `"`, "1/2", "½", "&amp;", "+", "~"}
	text := func() string {
		var b strings.Builder
		for range random.IntN(14) {
			switch random.IntN(4) {
			case 0:
				b.WriteString(signs[random.IntN(len(signs))])
			case 1:
				b.WriteString([]string{"3", "8,5", "10.5", "120", "2", "0", "45", "1.250"}[random.IntN(8)] + []string{"", "cm", " cm", " mm", "in", " g", " oz"}[random.IntN(7)])
			default:
				b.WriteString(strings.TrimPrefix(spellings[random.IntN(len(spellings))].text, "*"))
			}
			b.WriteString([]string{" ", " ", ""}[random.IntN(3)])
		}
		return b.String()
	}
	names := Names()
	for range 1500 {
		var texts []Text
		for range 1 + random.IntN(4) {
			x := Text{From: []string{"title", "category", "description", "specifications"}[random.IntN(4)], Text: text()}
			if random.IntN(3) == 0 {
				x.Word, x.Unit = word(random.IntN(int(wordCount))).String(), units[random.IntN(len(units))].name
			} else if random.IntN(3) == 0 {
				x.Name = text()
			}
			texts = append(texts, x)
		}
		lawful(t, profile(t, names[random.IntN(len(names))]), texts)
		if t.Failed() {
			return
		}
	}
}
