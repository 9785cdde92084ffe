package footwear

import (
	"fmt"
	"strings"

	"github.com/heelwise/heelwise/rules"
)

// The ledger is never longer than 25 lines: what does not fit is counted, not dropped in silence.
const (
	maxLedgerLines = 12
	maxLedgerNotes = 3
)

// String returns the assessment as a ledger for people: the index and how sure it is, the lines that add up to it, and
// what was assumed. A band that is not decided never stands alone: see [Assessment.Standing].
func (a Assessment) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Strain index %v of 100: %s\n", a.Score, a.Standing())
	fmt.Fprintf(&b, "likely %v to %v, possible %v to %v", a.Likely.Low, a.Likely.High, a.Range.Low, a.Range.High)
	if a.AtReference {
		b.WriteString("; for the reference wearer and use")
	}
	b.WriteString("\n share points\n")
	for i, line := range a.Lines {
		if i == maxLedgerLines && len(a.Lines) > maxLedgerLines+1 {
			share, points := rules.Points(0), rules.Points(0)
			for _, rest := range a.Lines[i:] {
				share, points = share+rest.Share, points+rest.Points
			}
			fmt.Fprintf(&b, "%6v %6v  %d smaller ones\n", share, points, len(a.Lines)-i)
			break
		}
		fmt.Fprintf(&b, "%6v %6v  %s: %s\n", line.Share, line.Points, line.Rule, tell(line.Facts, a.Assumed))
	}
	fmt.Fprintf(&b, "%6v %6v  in all; exposure %v, sensitivity %v\n", a.Score, a.Load, a.Exposure, a.Sensitivity)
	a.remark(&b, "note", a.Notes)
	a.remark(&b, "with care", a.Caveats)
	if n := a.Assumed.Len(); n > 0 {
		fmt.Fprintf(&b, "* assumed, not stated; %d in all\n", n)
	}
	return b.String()
}

// remark prints the first few texts.
func (a Assessment) remark(b *strings.Builder, kind string, texts []rules.Text) {
	for i, t := range texts {
		if i == maxLedgerNotes {
			fmt.Fprintf(b, "%s: and %d more\n", kind, len(texts)-i)
			return
		}
		fmt.Fprintf(b, "%s: %s\n", kind, t.Text)
	}
}

// tell prints facts as "rise 80mm, base width 9mm*", the assumed ones with a star. Of many only the first are told.
func tell(facts, assumed rules.Facts) string {
	const most = 3
	var parts []string
	for word, v := range facts.All() {
		if len(parts) == most {
			parts = append(parts, fmt.Sprintf("and %d more", facts.Len()-most))
			break
		}
		_, name, _ := strings.Cut(word, ".")
		star := ""
		if _, ok := assumed.Value(word); ok {
			star = "*"
		}
		parts = append(parts, fmt.Sprintf("%s %v%s", strings.ReplaceAll(name, "_", " "), v, star))
	}
	return strings.Join(parts, ", ")
}

// Standing says in words where the index stands among the bands, never more surely than is known: "high" only where
// every possibility is, "probably high" where everything likely is, "at least moderate" or "low to moderate" where two
// bands are likely, "not enough is known" where more are.
func (a Assessment) Standing() string {
	low, high := spoken(a.LikelyBands[0]), spoken(a.LikelyBands[1])
	switch {
	case a.Decided:
		return spoken(a.Band)
	case a.LikelyDecided:
		return "probably " + spoken(a.Band)
	case a.likelySpan() > 2:
		return fmt.Sprintf("not enough is known (%s to %s)", low, high)
	case a.LikelyBands[1] == a.top():
		return "at least " + low
	}
	return low + " to " + high
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

// spoken returns the name of a band as it is said.
func spoken(band string) string { return strings.ReplaceAll(band, "_", "-") }

// wordName returns the key of a word as it is said: "heel height" for "shoe.heel_height".
func wordName(word string) string {
	_, name, _ := strings.Cut(word, ".")
	return strings.ReplaceAll(name, "_", " ")
}
