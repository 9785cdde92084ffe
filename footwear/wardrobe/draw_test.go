package wardrobe

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
)

// usual are ranges in which most shoes lie; the others are drawn from their whole domain.
var usual = map[string][2]int64{
	"shoe.platform": {0, 25_000}, "shoe.rise": {0, 110_000}, "shoe.base_width": {5_000, 70_000},
	"use.hours": {0, 12 * 3600}, "shoe.distance": {0, 1_200_000_000_000}, "shoe.months": {0, 60_000_000},
	"shoe.lateral_wear": {0, 6_000},
}

// drawn returns a case of which every fact is known with the given chance in ten, and in ten of ten all.
func drawn(t testing.TB, x *rand.Rand, known int) footwear.Case {
	v := footwear.Vocabulary()
	told := map[string]json.RawMessage{}
	spans := map[string]span{}
	for w := range v.Words() {
		var text []byte
		switch w.Kind {
		case "flag":
			text = fmt.Appendf(nil, "%v", x.IntN(2) == 1)
		case "choice":
			text, _ = json.Marshal(w.Values[x.IntN(len(w.Values))])
		default:
			s := wholeOf(t, w.Name)
			if u, ok := usual[w.Name]; ok && x.IntN(4) > 0 {
				s = span{u[0], u[1]}
			}
			n := s.lo + x.Int64N(s.hi-s.lo+1)
			spans[w.Name] = span{n, n}
			continue
		}
		told[w.Name] = text
	}
	// Heel height is platform plus rise.
	spans["shoe.heel_height"] = span{spans["shoe.platform"].lo + spans["shoe.rise"].lo, spans["shoe.platform"].lo + spans["shoe.rise"].lo}
	if h := wholeOf(t, "shoe.heel_height"); spans["shoe.heel_height"].lo < h.lo || spans["shoe.heel_height"].lo > h.hi {
		return drawn(t, x, known)
	}
	told["shoe.base"], _ = json.Marshal(basesOf(spans["shoe.base_width"])[0])
	var c footwear.Case
	for w := range v.Words() {
		if x.IntN(10) >= known || w.Name == "use.break_every" && string(told["use.breaks"]) == "false" {
			continue
		}
		text := told[w.Name]
		if s, ok := spans[w.Name]; ok {
			if known < 10 && x.IntN(3) == 0 { // a range around it
				whole := wholeOf(t, w.Name)
				reach := (whole.hi - whole.lo) / 20
				s = span{s.lo - x.Int64N(reach+1), s.hi + x.Int64N(reach+1)}.meet(whole)
			}
			var err error
			text, err = measured(w.Name, s).MarshalJSON()
			require.NoError(t, err)
		}
		if known < 10 && w.Kind == "choice" && x.IntN(4) == 0 {
			text = fmt.Appendf(nil, "[%s,%q]", text, w.Values[x.IntN(len(w.Values))])
		}
		require.NoError(t, v.DecodeJSON(object(w.Name, text), &c), "%s %s", w.Name, text)
	}
	if v.Check(&c) != nil {
		return drawn(t, x, known)
	}
	return c
}

// wholeOf returns the domain of a measure in base units.
func wholeOf(t testing.TB, word string) span {
	var c footwear.Case
	text, err := json.Marshal(words()[word].Domain)
	require.NoError(t, err)
	require.NoError(t, footwear.Vocabulary().DecodeJSON(object(word, text), &c))
	return stated(&c, word)
}
