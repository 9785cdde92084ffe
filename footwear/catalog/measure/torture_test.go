package measure

import (
	"bufio"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

// tortureProfiles are the profiles of what the rows of torture.tsv were taken from, by how their source begins. A file
// that quotes a shop is no shop: what it quotes is read plainly, unless it quotes labels.
var tortureProfiles = []struct{ source, profile string }{{"aliexpress", "aliexpress"}, {"AliExpress", "aliexpress"}, {"matchesfashion", "matchesfashion"},
	{"netaporter", "netaporter"}, {"hm", "hm"}, {"flipkart", "flipkart"}, {"myntra", "myntra"}, {"runrepeat", "runrepeat"}, {"(AliExpress", "aliexpress"}, {"(Taobao", "taobao"},
	{"(eBay", "ebay"}, {"(Zappos", "zappos"}, {"", "plain"}}

// The nastiest strings: nothing is read wrongly, and at least nine of ten as they are meant.
func TestTorture(t *testing.T) {
	lines := bufio.NewScanner(shopFile(t, "torture.tsv"))
	right, wrong, all := 0, 0, 0
	for lines.Scan() {
		c := strings.Split(lines.Text(), "\t")
		if len(c) < 8 || c[0] == "number" {
			continue
		}
		field, text, source := c[1], c[2], c[7]
		name := ""
		for _, by := range tortureProfiles {
			if name == "" && strings.Contains(source, by.source) {
				name = by.profile
			}
		}
		from := Text{From: field, Text: text}
		switch {
		case field == "spec" && !strings.Contains(text, ":") && len(text) < 60:
			from.Word = "shoe.heel_height"
		case field == "weight" || field == "width" || field == "material":
			from.Name = field
		}
		var p catalog.Product
		profile(t, name).Fill(&p, from)
		accepted(t, &p, text)
		all++
		missed, bad := false, false
		for word, want := range map[string]string{"shoe.heel_height": c[3], "shoe.platform": c[4], "shoe.heel": c[5]} {
			if want == "" {
				continue
			}
			have := footwear.Vocabulary().Value(&footwear.Case{Shoe: p.Shoe}, word)
			switch {
			case acceptable(have, want):
			case !have.Known():
				missed = true
			default:
				bad = true
				t.Logf("row %s: %s is %v, not %s: %s", c[0], word, have, want, text)
			}
		}
		switch {
		case bad:
			wrong++
		case missed:
			t.Logf("row %s is missed: %s", c[0], text)
		default:
			right++
		}
	}
	require.NoError(t, lines.Err())
	t.Logf("torture: %d of %d as stated, %d wrong", right, all, wrong)
	assert.Zero(t, wrong)
	assert.GreaterOrEqual(t, right*10, all*9)
}

// acceptable reports whether a value is one of those wanted: "50|unknown", "100..140", "80..", "kitten".
func acceptable(have footwear.Value, want string) bool {
	for one := range strings.SplitSeq(want, "|") {
		if one == "unknown" {
			if !have.Known() {
				return true
			}
			continue
		}
		lo, hi, ranged := strings.Cut(one, "..")
		if !ranged {
			hi = lo
		}
		x, err := strconv.ParseFloat(lo, 64)
		if err != nil {
			if have.String() == one {
				return true
			}
			continue
		}
		_, a, b, ok := have.Measure()
		near := func(a int64, b string) bool {
			y, err := strconv.ParseFloat(b, 64)
			return err == nil && apart(a, int64(y*1000)) <= 100
		}
		if ok && apart(a, int64(x*1000)) <= 100 && (near(b, hi) || hi == "" && b == open.hi) {
			return true
		}
	}
	return false
}
