package measure

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

// shops is a folder of rows of real shops beside the repository. They are not part of it.
const shops = "../../../../shared/data/shops"

func shopFile(t *testing.T, name string) *os.File {
	f, err := os.Open(filepath.Join(shops, name))
	if os.IsNotExist(err) {
		t.Skipf("%s is not here: rows of real shops are no part of this repository", name)
	}
	require.NoError(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

// rows reads a file of JSON lines.
func rows[T any](t *testing.T, name string) (list []T) {
	lines := bufio.NewScanner(shopFile(t, name))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var row T
		require.NoError(t, json.Unmarshal(lines.Bytes(), &row))
		list = append(list, row)
	}
	require.NoError(t, lines.Err())
	require.NotEmpty(t, list)
	return list
}

func profile(t testing.TB, name string) *Profile {
	f, err := Named(name)
	require.NoError(t, err)
	return f
}

// accepted fails where a product cannot be assessed or its sources name what is not set.
func accepted(t testing.TB, p *catalog.Product, of string) {
	wearer, use := footwear.Reference()
	_, err := footwear.Default().Assess(p.Case(wearer, use))
	assert.NoError(t, err, of)
	for name := range p.Sources {
		w := wordOf(name)
		known := w.measure() && w.bounds(p) != open || w.choice() && w.get(p) != 0 || w == materials && p.Materials != nil || w == widths && p.Widths != nil
		assert.True(t, known, "%s has a source and is not set: %s", name, of)
	}
}

type hmRow struct{ id, name, kind, group, text string }

func hm(t *testing.T) (list []hmRow) {
	records, err := csv.NewReader(shopFile(t, "hm.csv")).ReadAll()
	require.NoError(t, err)
	at := map[string]int{}
	for i, name := range records[0] {
		at[name] = i
	}
	for _, r := range records[1:] {
		list = append(list, hmRow{r[at["article_id"]], r[at["prod_name"]], r[at["product_type_name"]], r[at["index_group_name"]] + " " + r[at["section_name"]], r[at["detail_desc"]]})
	}
	return list
}

func (r hmRow) read(f *Profile) (p catalog.Product) {
	f.Fill(&p, Text{From: "title", Text: r.name}, Text{From: "category", Text: r.kind}, Text{From: "description", Text: r.text})
	return p
}

// A number in centimetres soon behind heel, platform, sole or back is read, in 99 of 100 descriptions. Sizes are not.
func TestHM(t *testing.T) {
	states := regexp.MustCompile(`(?i)\b(?:heels?|platform|soles?|back)\b[^0-9]{0,25}?\d+(?:[.,]\d+)?\.? ?cm\b`)
	number := regexp.MustCompile(`(\d+(?:[.,]\d+)?)\.? ?cm\b`)
	f := profile(t, "hm")
	stating, read, two := 0, 0, 0
	for _, row := range hm(t) {
		p := row.read(f)
		accepted(t, &p, row.id)
		high, low := heelHeight.bounds(&p), platform.bounds(&p)
		if high != open && low != open && p.Sources["shoe.platform"].How != catalog.Derived {
			two++
			assert.GreaterOrEqual(t, high.lo, low.hi, row.id)
		}
		for _, s := range []span{high, low} { // what is read stands in the text, in centimetres
			if s == open || s == low && p.Sources["shoe.platform"].How == catalog.Derived {
				continue
			}
			found := false
			for _, m := range number.FindAllStringSubmatch(row.text, -1) {
				x, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", "."), 64)
				require.NoError(t, err)
				lo, _ := footwear.CM(x).Bounds()
				found = found || lo == s.lo
			}
			assert.True(t, found, "%s: %v", row.id, s)
		}
		if !states.MatchString(row.text) {
			continue
		}
		stating++
		if high != open || low != open && p.Sources["shoe.platform"].How != catalog.Derived {
			read++
		} else {
			t.Logf("%s is not read", row.id)
		}
	}
	t.Logf("H&M: %d of %d read, %d with heel and platform", read, stating, two)
	assert.GreaterOrEqual(t, read*100, stating*99)
}

// What is imitated is not named as if it were not.
func TestHMImitations(t *testing.T) {
	f := profile(t, "hm")
	bare := regexp.MustCompile(`(?i)(imitation|faux|fake|artificial|synthetic) (patent |nappa )?(leather|suede)`)
	leather, suede := regexp.MustCompile(`(?i)\bleather\b`), regexp.MustCompile(`(?i)\bsuede\b`)
	imitations := 0
	for _, row := range hm(t) {
		p := row.read(f)
		rest := bare.ReplaceAllString(row.text+" "+row.name, "")
		for _, m := range p.Materials {
			imitations += strings.Count(m, "imitation")
			assert.False(t, m == "leather" && !leather.MatchString(rest), row.id)
			assert.False(t, m == "suede" && !suede.MatchString(rest), row.id)
		}
	}
	t.Logf("H&M: %d uppers of an imitation", imitations)
	assert.NotZero(t, imitations)
}

// The labels were written by hand: the id of an article, and what its text says of heel and platform in millimetres.
func TestHMByHand(t *testing.T) {
	byID := map[string]hmRow{}
	for _, row := range hm(t) {
		byID[row.id] = row
	}
	f := profile(t, "hm")
	data, err := os.ReadFile("testdata/hm-heights.tsv")
	require.NoError(t, err)
	for line := range strings.Lines(string(data)) {
		c := strings.Split(strings.TrimRight(line, "\n"), "\t")
		require.Len(t, c, 3)
		row, ok := byID[c[0]]
		if !ok || c[0] == "article" {
			continue
		}
		p := row.read(f)
		assert.Equal(t, c[1], stated(p.Shoe.HeelHeight, p.Sources["shoe.heel_height"]), "heel of %s", c[0])
		assert.Equal(t, c[2], stated(p.Shoe.Platform, p.Sources["shoe.platform"]), "platform of %s", c[0])
	}
}

func stated(l footwear.Length, s catalog.Source) string {
	if lo, hi := l.Bounds(); l.Known() && s.How == catalog.Stated && lo == hi {
		return strconv.FormatFloat(float64(lo)/1000, 'f', -1, 64)
	}
	return ""
}

type namedRow struct {
	ID, Name, Category, Gender string
}

// The numbers in the names of luxury shoes are heights, but those of trainers and models.
func TestLuxuryNames(t *testing.T) {
	number := regexp.MustCompile(`(?:^|\s)([1-9][0-9]{1,2})(?:mm)?(?:\s|$)`)
	any := regexp.MustCompile(`[0-9]`)
	trainers := regexp.MustCompile(`(?i)trainer|sneaker|running|low-top|high-top|performance|slip-on`)
	for _, shop := range []string{"matchesfashion", "netaporter"} {
		f, plain := profile(t, shop), Plain()
		heights, read, refused := 0, 0, 0
		for _, row := range rows[namedRow](t, shop+".jsonl") {
			want := 0
			for _, m := range number.FindAllStringSubmatch(strings.Join(strings.Fields(row.Name), "  "), -1) {
				if n, _ := strconv.Atoi(m[1]); 20 <= n && n <= 160 && n%5 == 0 {
					want = n
				}
			}
			var p, q catalog.Product
			texts := []Text{{From: "title", Text: row.Name}, {From: "category", Text: row.Category}}
			f.Fill(&p, texts...)
			plain.Fill(&q, texts...)
			accepted(t, &p, row.ID)
			assert.Equal(t, open, heelHeight.bounds(&q), "without the profile a number says nothing: %s", row.ID)
			have := stated(p.Shoe.HeelHeight, p.Sources["shoe.heel_height"])
			switch {
			case trainers.MatchString(row.Name + " " + row.Category):
				assert.Empty(t, have, row.ID)
				refused++
			case want == 0:
				assert.Empty(t, have, row.ID)
				if any.MatchString(row.Name) {
					refused++
				}
			default:
				heights++
				if have == strconv.Itoa(want) {
					read++
				} else {
					t.Logf("%s: %q is not %d", row.ID, have, want)
				}
			}
		}
		t.Logf("%s: %d of %d heights read, %d rows with trainers or models refused", shop, read, heights, refused)
		assert.GreaterOrEqual(t, read*100, heights*99)
	}
}

type flipkartRow struct {
	ID, Name, Category string
	Specifications     map[string][]string
}

func (r flipkartRow) texts() (texts []Text) {
	texts = append(texts, Text{From: "title", Text: r.Name}, Text{From: "category", Text: r.Category})
	for name, values := range r.Specifications {
		for _, v := range values {
			texts = append(texts, Text{From: "specifications." + name, Name: name, Text: v})
		}
	}
	return texts
}

// Every height of Flipkart is read; nothing is a stated flat.
func TestFlipkart(t *testing.T) {
	f := profile(t, "flipkart")
	heights, weights := 0, 0
	for _, row := range rows[flipkartRow](t, "flipkart.jsonl") {
		var p catalog.Product
		f.Fill(&p, row.texts()...)
		accepted(t, &p, row.ID)
		for _, v := range row.Specifications["Heel Height"] {
			number, ok := strings.CutSuffix(v, " inch")
			if !ok {
				continue
			}
			heights++
			x, err := strconv.ParseFloat(number, 64)
			require.NoError(t, err)
			lo, hi := p.Shoe.HeelHeight.Bounds()
			assert.InDelta(t, x*25400, lo, 1, row.ID)
			assert.Equal(t, lo, hi, row.ID)
			if x == 0 {
				assert.Equal(t, catalog.Stated, p.Sources["shoe.heel_height"].How, row.ID)
				assert.NotZero(t, p.Shoe.Heel&footwear.HeelFlat, row.ID)
			}
		}
		for _, v := range row.Specifications["Weight"] {
			weights++
			assert.True(t, p.Shoe.Weight.Known() && strings.HasPrefix(p.Sources["shoe.weight"].Text, strings.Fields(v)[0]), row.ID)
		}
	}
	t.Logf("Flipkart: %d heights, %d weights", heights, weights)
	assert.NotZero(t, heights)
}

type labRow struct {
	ID, Name            string
	Heel                *float64 `json:"heel_stack_mm"`
	Forefoot            *float64 `json:"forefoot_stack_mm"`
	Drop                *float64 `json:"drop_mm"`
	Weight              *float64 `json:"weight_g"`
	Width               *float64 `json:"heel_width_mm"`
	ToeBox              *float64 `json:"toebox_mm"`
	Removable           *bool    `json:"removable_insole"`
	ArchSupport, Widths string
	Arch                string `json:"arch_support"`
	Features            []string
}

// Columns of a laboratory are read by the words that they answer.
func TestRunningLab(t *testing.T) {
	f := profile(t, "runrepeat")
	all, rises := 0, 0
	for _, row := range rows[labRow](t, "running-lab.jsonl") {
		texts := []Text{{From: "name", Text: row.Name}, {From: "arch_support", Word: "shoe.arch_support", Text: row.Arch}, {From: "widths", Word: "widths", Text: row.Widths},
			{From: "features", Name: "Features", Text: strings.Join(row.Features, ", ")}}
		for w, x := range map[word]*float64{heelHeight: row.Heel, platform: row.Forefoot, rise: row.Drop, weight: row.Weight, baseWidth: row.Width, toeBoxWidth: row.ToeBox} {
			if x != nil {
				texts = append(texts, Text{From: w.String(), Word: w.String(), Text: strconv.FormatFloat(*x, 'f', -1, 64)})
			}
		}
		if row.Removable != nil {
			texts = append(texts, Text{From: "removable_insole", Word: "shoe.removable_insole", Text: strconv.FormatBool(*row.Removable)})
		}
		var p catalog.Product
		f.Fill(&p, texts...)
		accepted(t, &p, row.ID)
		all++
		if row.Heel != nil {
			lo, _ := footwear.MM(*row.Heel).Bounds()
			assert.Equal(t, span{lo, lo}, heelHeight.bounds(&p), row.ID)
		}
		if row.Drop != nil && rise.bounds(&p) != open {
			rises++
		}
		if row.Removable != nil {
			assert.Equal(t, *row.Removable, p.Shoe.RemovableInsole == footwear.Yes, row.ID)
		}
		if row.Arch == "Neutral" {
			assert.Zero(t, p.Shoe.ArchSupport, row.ID)
		}
	}
	t.Logf("running lab: %d rows, %d with a drop that holds with the stacks", all, rises)
	assert.Greater(t, rises*100, all*90)
}

type titleRow struct {
	ID, Title, Name, Category, Gender, Usage string
}

// A heap of words is read without harm: nothing of it is refused, and a height stands in the title with its unit.
func TestAliExpress(t *testing.T) {
	f := profile(t, "aliexpress")
	unit := regexp.MustCompile(`(?i)\d ?(cm|mm|inch|")`)
	heights := 0
	for _, row := range rows[titleRow](t, "aliexpress.jsonl") {
		var p catalog.Product
		f.Fill(&p, Text{From: "title", Text: row.Title}, Text{From: "category", Text: row.Category})
		accepted(t, &p, row.ID)
		if heelHeight.bounds(&p) != open {
			heights++
			assert.True(t, unit.MatchString(row.Title), row.ID)
		}
	}
	t.Logf("AliExpress: %d heights", heights)
}

// A name alone tells a style or a kind, and never a measure or a feature of the sole.
func TestNamesAlone(t *testing.T) {
	f := profile(t, "myntra")
	for _, row := range rows[titleRow](t, "myntra-names.jsonl") {
		var p catalog.Product
		f.Fill(&p, Text{From: "title", Text: row.Name}, Text{From: "category", Text: row.Category}, Text{From: "gender", Word: "department", Text: row.Gender})
		accepted(t, &p, row.ID)
		for w := heelHeight; w < firstChoice; w++ {
			assert.True(t, w.bounds(&p) == open || p.Sources[w.String()].How == catalog.Derived, "%s of %s", w, row.ID)
		}
		for _, w := range []word{archSupport, flexibility, stability, fit, base} {
			assert.Zero(t, w.get(&p), "%s of %s", w, row.ID)
		}
	}
}
