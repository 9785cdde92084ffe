package footwear

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
)

// Whatever a pack has in store, the ledger is no longer than 25 lines, and counts what it leaves out.
func TestLedgerIsShort(t *testing.T) {
	var a Assessment
	a.Grade, a.AtReference = rules.Expert, true
	require.NoError(t, json.Unmarshal([]byte(`{"shoe.rise": "30mm"}`), &a.Assumed))
	for i := range 40 {
		a.Lines = append(a.Lines, rules.Line{Rule: fmt.Sprintf("heel/n%d", i), Points: 100, Share: 50})
		a.Notes = append(a.Notes, rules.Text{ID: "n", Text: "Two\nlines."})
		a.Caveats = append(a.Caveats, rules.Text{ID: "c", Text: "Two\r\nlines."})
		text := a.String()
		if n := strings.Count(text, "\n"); n > 25 {
			t.Fatalf("%d lines:\n%s", n, text)
		}
		if i+1 > maxLedgerLines+1 {
			n := i + 1 - maxLedgerLines
			assert.Contains(t, text, fmt.Sprintf("%6v %6v  %d smaller ones\n", rules.Points(n*50), rules.Points(n*100), n))
		} else {
			assert.Equal(t, i+1, strings.Count(text, "  heel/n"))
		}
		if i+1 > maxLedgerNotes {
			assert.Contains(t, text, fmt.Sprintf("note: and %d more\n", i+1-2))
			assert.Contains(t, text, fmt.Sprintf("with care: and %d more\n", i+1-2))
		} else {
			assert.Equal(t, i+1, strings.Count(text, "note: Two lines.\n"))
		}
	}
}

// The line of the evidence says of which kind most of it is, and names both ends; without points there is none.
func TestLedgerOfEvidence(t *testing.T) {
	for grade, want := range map[rules.Grade]string{
		rules.High:     "mostly strong evidence, which leaves 10.00 to 30.00 open",
		rules.Moderate: "mostly moderate evidence, which leaves 10.00 to 30.00 open",
		rules.Low:      "mostly weak evidence, which leaves 10.00 to 30.00 open",
		rules.VeryLow:  "mostly very weak evidence, which leaves 10.00 to 30.00 open",
		rules.Expert:   "mostly expert judgement, which leaves 10.00 to 30.00 open",
		rules.Ungraded: " share points",
		99:             " share points",
	} {
		a := Assessment{Verdict: rules.Verdict{Grade: grade, Evidence: rules.Interval{Low: 1000, High: 3000}}}
		assert.Equal(t, want, strings.Split(a.String(), "\n")[2])
	}
}

// Every text has its id, and Texts has them all: who translates these has translated every ledger.
func TestEveryTextHasItsID(t *testing.T) {
	texts := Default().Texts()
	var mu sync.Mutex
	asked := map[string]bool{}
	numbers := regexp.MustCompile(`\b[a-z]+/[a-z0-9-]+\b|mm\b|\bin\b|\bkm\b|\bmi\b|\bg\b|\boz\b|\bmin\b|\bh\b|{[a-z_]*}`)
	law(t, 20_000, 1_000, func(x *trial) {
		a := x.assess(x.facts(x.truth()).tell())
		l := Ledger{Inches: x.chance(2), Translate: func(id, english string) string {
			if texts[id] != english {
				x.Errorf("%s is %q, not %q", id, english, texts[id])
			}
			mu.Lock()
			asked[id] = true
			mu.Unlock()
			holes := strings.Join(regexp.MustCompile(`{[a-z_]*}`).FindAllString(english, -1), " ")
			return "§" + holes
		}}
		text := l.Text(a)
		if words := regexp.MustCompile(`[A-Za-z]+`).FindAllString(numbers.ReplaceAllString(text, ""), -1); len(words) > 0 {
			x.Errorf("it says %q in English:\n%s", words, text)
		}
		if strings.ContainsAny(text, "{}[]") {
			x.Errorf("something is not filled in:\n%s", text)
		}
		if plain := a.String(); strings.ContainsAny(plain, "{}[]_") || strings.Contains(plain, "  (") {
			x.Errorf("something is not filled in:\n%s", plain)
		}
	})
	assert.NotEmpty(t, asked)
	for id, text := range texts {
		assert.NotEmpty(t, text, id)
		assert.NotContains(t, id, "_test")
	}
	for _, id := range []string{"ledger.head", "band.low_moderate", "shoe.heel_height", "shoe.insole=none", "shoe.rocker=yes", "shoe.insole?",
		"heel/rise", "heel/above-2in", "use/over-limit", "caveat/under-18", "lower-heel", "audit/wear-fail", "use.context=office"} {
		assert.Contains(t, texts, id)
	}
	assert.NotContains(t, texts, "shoe.heel", "what phrases are made of is none")

	// The map is the caller's own.
	clear(texts)
	assert.NotEmpty(t, Default().Texts())
}

// What a line can tell is told in plain words: nothing is left to the name of a word.
func TestEveryWordOfALineHasAPhrase(t *testing.T) {
	kinds := map[string]rules.WordInfo{}
	for w := range Vocabulary().Words() {
		kinds[w.Name] = w
	}
	for r := range Default().Pack().Rules() {
		if r.Outcome != "load" {
			continue
		}
		for _, word := range r.Reads {
			values := kinds[word].Values
			if kinds[word].Kind == "flag" {
				values = []string{"yes", "no"}
			}
			_, whole := english[word]
			for _, v := range values {
				_, said := english[word+"="+v]
				assert.True(t, whole || said || slices.Contains(plainly, word), "%s=%s of %s", word, v, r.ID)
			}
			assert.True(t, whole || values != nil, "%s of %s", word, r.ID)
		}
	}
	// And what there is a phrase for is a word.
	for id := range english {
		word, value, _ := strings.Cut(id, "=")
		if strings.HasPrefix(id, "ledger.") {
			continue
		}
		w, ok := kinds[word]
		assert.True(t, ok, id)
		if w.Kind == "choice" && value != "" {
			assert.Contains(t, w.Values, value, id)
		}
	}
}

// plainly are the words whose names are what one says: "bunion", "no bunion".
var plainly = []string{"wearer.bunion", "wearer.hammertoe", "wearer.neuroma"}

func TestMeasuresForPeople(t *testing.T) {
	for _, tt := range []struct {
		v        Value
		mm, inch string
	}{
		{MM(82.63).Value(), "82.6 mm", "3.25 in"},
		{MM(50).Value(), "50 mm", "1.97 in"},
		{Inches(3).Value(), "76.2 mm", "3 in"},
		{MM(0).Value(), "0 mm", "0 in"},
		{MM(-0.01).Value(), "0 mm", "0 in"},
		{MM(-6).Value(), "-6 mm", "-0.24 in"},
		{Inches(3).To(Inches(3.9)).Value(), "76.2 mm..99.1 mm", "3 in..3.9 in"},
		{MM(80).OrMore().Value(), "80 mm..", "3.15 in.."},
		{MM(80).OrLess().Value(), "..80 mm", "..3.15 in"},
		{Kilometres(500).Value(), "500 km", "310.7 mi"},
		{Kilometres(0).Value(), "0 km", "0 mi"},
		{Grams(279.6).Value(), "280 g", "9.9 oz"},
		{Minutes(90).Value(), "1 h 30 min", "1 h 30 min"},
		{Minutes(45).Value(), "45 min", "45 min"},
		{Hours(8).Value(), "8 h", "8 h"},
		{Hours(0).Value(), "0 h", "0 h"},
		{Num(0.333333).Value(), "0.33", "0.33"},
		{Num(40).Value(), "40", "40"},
	} {
		assert.Equal(t, tt.mm, Ledger{}.measure(tt.v))
		assert.Equal(t, tt.inch, Ledger{Inches: true}.measure(tt.v))
	}
}

// The ledger of an assessment that was read from JSON is the one that was written.
func TestLedgerReadsBack(t *testing.T) {
	law(t, 5_000, 200, func(x *trial) {
		a := x.assess(x.facts(x.truth()).tell())
		data, err := json.Marshal(a)
		assert.NoError(x, err)
		var back Assessment
		assert.NoError(x, json.Unmarshal(data, &back))
		assert.Equal(x, a.String(), back.String())
		assert.Equal(x, Ledger{Inches: true}.Text(a), Ledger{Inches: true}.Text(back))
	})
}

// Where nothing is said about a heel's height, it is not made up; where nothing is read, the rule stands alone.
func TestLineWithoutHeight(t *testing.T) {
	line := func(rule, facts string) rules.Line {
		l := rules.Line{Rule: rule}
		require.NoError(t, json.Unmarshal([]byte(facts), &l.Facts))
		return l
	}
	rise := line("heel/rise", `{"shoe.rise": "45mm"}`)
	assert.Equal(t, "heel 45 mm above the forefoot (heel/rise)", Ledger{}.line(Assessment{}, rise))
	stated := Assessment{audited: Checks{{ID: "heel_height", Facts: map[string]Value{"shoe.heel_height": MM(85).Value()}}}}
	assert.Equal(t, "heel 85 mm, 45 mm above the forefoot (heel/rise)", Ledger{}.line(stated, rise))
	stated.audited[0].Facts["shoe.heel_height"] = MM(80).To(MM(90)).Value()
	assert.Equal(t, "heel 45 mm above the forefoot (heel/rise)", Ledger{}.line(stated, rise))
	assert.Equal(t, "pack/plate", Ledger{}.line(Assessment{}, line("pack/plate", `{}`)))
	assert.Equal(t, "plate, no sole insert, look very red (pack/plate)",
		Ledger{}.line(Assessment{}, line("pack/plate", `{"shop.plate": true, "shop.sole_insert": false, "shop.look": "very_red"}`)))
}
