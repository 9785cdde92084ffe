package footwear

import (
	"fmt"
	"strings"

	"github.com/heelwise/heelwise/rules"
)

// A Ledger says how an assessment is printed for people. The zero Ledger prints it in English, in millimetres, as
// [Assessment.String] does. It is a plain value, and safe for concurrent use where Translate is.
type Ledger struct {
	// Inches prints lengths in inches, ways in miles and masses in ounces, in place of mm, km and g.
	Inches bool

	// Translate returns a text in another language: the one with an id, as "heel/above-2in" or "shoe.insole=none". The
	// text in English is handed to it, and what it returns may hold the same {…} and […]. [Assessor.Texts] lists all of
	// them. Nil leaves everything in English.
	Translate func(id, english string) string
}

// The ledger is never longer than 25 lines: what does not fit is counted, not dropped in silence.
const (
	maxLedgerLines = 12
	maxLedgerNotes = 3
	maxTold        = 4 // facts of a line
)

// String returns the assessment as a ledger for people: the index and how sure it is, how far the evidence behind it
// carries, the lines that add up to it, and what was assumed. A band that is not decided never stands alone: see
// [Assessment.Standing]. It has at most 25 lines. For other units or languages see [Ledger].
func (a Assessment) String() string { return Ledger{}.Text(a) }

// Text returns the assessment as a ledger, as [Assessment.String] does, in the units and the language of l.
func (l Ledger) Text(a Assessment) string {
	var b strings.Builder
	say := func(id string, pairs ...any) { b.WriteString(l.say(id, pairs...) + "\n") }
	say("ledger.head", "score", a.Score, "standing", l.standing(a))
	ranges := l.say("ledger.ranges", "likely_low", a.Likely.Low, "likely_high", a.Likely.High, "low", a.Range.Low, "high", a.Range.High)
	if a.AtReference {
		ranges = l.say("ledger.reference", "ranges", ranges)
	}
	b.WriteString(ranges + "\n")
	if id := "ledger.evidence." + a.Grade.String(); english[id] != "" {
		say(id, "low", a.Evidence.Low, "high", a.Evidence.High)
	}
	say("ledger.columns")
	for i, line := range a.Lines {
		if i == maxLedgerLines && len(a.Lines) > maxLedgerLines+1 {
			share, points := rules.Points(0), rules.Points(0)
			for _, rest := range a.Lines[i:] {
				share, points = share+rest.Share, points+rest.Points
			}
			fmt.Fprintf(&b, "%6v %6v  %s\n", share, points, l.say("ledger.smaller", "n", len(a.Lines)-i))
			break
		}
		fmt.Fprintf(&b, "%6v %6v  %s\n", line.Share, line.Points, l.line(a, line))
	}
	fmt.Fprintf(&b, "%6v %6v  %s\n", a.Score, a.Load, l.say("ledger.total", "exposure", a.Exposure, "sensitivity", a.Sensitivity))
	l.remark(&b, "ledger.note", a.Notes)
	l.remark(&b, "ledger.caveat", a.Caveats)
	if n := a.Assumed.Len(); n > 0 {
		say("ledger.assumed", "n", n)
	}
	return b.String()
}

// text returns a text in the language of l, on one line.
func (l Ledger) text(id, english string) string {
	if l.Translate != nil {
		english = l.Translate(id, english)
	}
	return strings.NewReplacer("\r", "", "\n", " ").Replace(english)
}

// say returns one of the ledger's own texts, filled in with pairs of a name and a value.
func (l Ledger) say(id string, pairs ...any) string {
	filled := make([]string, len(pairs))
	for i := range pairs {
		if filled[i] = fmt.Sprint(pairs[i]); i%2 == 0 {
			filled[i] = "{" + filled[i] + "}"
		}
	}
	return strings.NewReplacer(filled...).Replace(l.text(id, english[id]))
}

// remark prints the first few texts, each on a line.
func (l Ledger) remark(b *strings.Builder, id string, texts []rules.Text) {
	for i, t := range texts {
		if i == maxLedgerNotes-1 && len(texts) > maxLedgerNotes {
			b.WriteString(l.say(id, "text", l.say("ledger.more", "n", len(texts)-i)) + "\n")
			return
		}
		b.WriteString(l.say(id, "text", l.text(t.ID, t.Text)) + "\n")
	}
}

// line says what a line rests on, as "heel 85 mm, 45 mm above the forefoot (heel/rise)", what was assumed with a star. Of
// many facts only the first are told.
func (l Ledger) line(a Assessment, line rules.Line) string {
	var parts []string
	said := "" // the bracket of the last phrase
	tell := func(word string, v Value) {
		text := l.phrase(word, v)
		if before, rest, ok := strings.Cut(text, "["); ok {
			bracket, after, _ := strings.Cut(rest, "]")
			if bracket == said {
				text = before + after
			} else {
				text, said = before+bracket+after, bracket
			}
		}
		if _, assumed := a.Assumed.Value(word); assumed {
			text += "*"
		}
		parts = append(parts, text)
	}
	_, height := line.Facts.Value("shoe.heel_height")
	insole, _ := line.Facts.Value("shoe.insole")
	for word, v := range line.Facts.All() {
		if word == "shoe.rise" && !height {
			if v, ok := a.typical("shoe.heel_height"); ok {
				tell("shoe.heel_height", v)
			}
		}
		if insole.String() == "none" && strings.HasPrefix(word, "shoe.insole_") {
			continue // it means nothing where there is no insole
		}
		tell(word, v)
	}
	if more := len(parts) - maxTold; more > 0 {
		parts = append(parts[:maxTold], l.say("ledger.more", "n", more))
	}
	if len(parts) == 0 {
		return line.Rule
	}
	return strings.Join(parts, ", ") + " (" + line.Rule + ")"
}

// typical returns what the typical case takes a word to be, as far as anything in a tells.
func (a Assessment) typical(word string) (Value, bool) {
	for _, line := range a.Lines {
		if v, ok := line.Facts.Value(word); ok {
			return v, true
		}
	}
	if v, ok := a.Assumed.Value(word); ok {
		return v, true
	}
	for _, c := range a.Audit() {
		v, stated := c.Facts[word]
		if _, low, high, _ := v.Measure(); stated && low == high {
			return v, true
		}
	}
	return Value{}, false
}

// Standing says in words where the index stands among the bands, never more surely than is known: "high" only where
// every possibility is, "probably high" where everything likely is, "at least moderate" or "low to moderate" where two
// bands are likely, "not enough is known" where more are.
func (a Assessment) Standing() string { return Ledger{}.standing(a) }

func (l Ledger) standing(a Assessment) string {
	band := func(name string) string { return l.text("band."+name, spoken(name)) }
	low, high := band(a.LikelyBands[0]), band(a.LikelyBands[1])
	switch {
	case a.Decided:
		return band(a.Band)
	case a.LikelyDecided:
		return l.say("ledger.probably", "band", band(a.Band))
	case a.likelySpan() > 2:
		return l.say("ledger.unknown", "low", low, "high", high)
	case a.LikelyBands[1] == a.top():
		return l.say("ledger.at_least", "low", low)
	}
	return l.say("ledger.between", "low", low, "high", high)
}

// strainBands are the bands of the strain pack, lowest first.
var strainBands = []string{"low", "low_moderate", "moderate", "high"}

// bandNames returns the bands of the index, lowest first. An assessment that was read from JSON does not know those of
// its pack; it is taken for one by the strain pack.
func (a Assessment) bandNames() []string {
	if len(a.bands) == 0 {
		return strainBands
	}
	return a.bands
}

// top returns the highest band.
func (a Assessment) top() string {
	names := a.bandNames()
	return names[len(names)-1]
}

// likelySpan counts the bands that are likely, an unknown one as if it were the furthest.
func (a Assessment) likelySpan() int {
	names := a.bandNames()
	from, to := 0, len(names)
	for i, name := range names {
		if name == a.LikelyBands[0] {
			from = i
		}
		if name == a.LikelyBands[1] {
			to = i
		}
	}
	return to - from + 1
}
