package footwear

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/heelwise/heelwise/rules"
)

// near is how close brute force must come to the ends of a range, which are claimed to be attained.
const near rules.Points = 5

// Both ends of the range are scores that the case can have: of up to eight unknown words, trying every value of a choice
// and every end and corner of a measure comes to them, and never goes beyond.
func TestEndsAreAttained(t *testing.T) {
	law(t, 1_000, 150, func(x *trial) {
		truth := x.truth()
		facts, combinations := x.someUnknown(truth)
		c := facts.tell()
		a := x.assess(c)
		least, most := rules.Points(math.MaxInt64), rules.Points(math.MinInt64)
		var lowest, highest Case
		every(facts.tell(), combinations, func(d *Case) {
			score := Default().Score(d)
			if score < least {
				least, lowest = score, *d
			}
			if score > most {
				most, highest = score, *d
			}
		})
		switch {
		case least < a.Range.Low:
			x.Errorf("%v is below %v:\n%s\n%s", least, a.Range, jsonOf(c), jsonOf(&lowest))
		case most > a.Range.High:
			x.Errorf("%v is above %v:\n%s\n%s", most, a.Range, jsonOf(c), jsonOf(&highest))
		case least > a.Range.Low+near:
			x.Errorf("%v is as near as it comes to the low end of %v:\n%s\n%s", least, a.Range, jsonOf(c), jsonOf(&lowest))
		case most < a.Range.High-near:
			x.Errorf("%v is as near as it comes to the high end of %v:\n%s\n%s", most, a.Range, jsonOf(c), jsonOf(&highest))
		}
	})
}

// To the very hundredth: of a heel whose height or rise is known, and whose platform is known to a few millimetres, every
// micrometre is tried.
func TestEndsAreExact(t *testing.T) {
	law(t, 2_000, 100, func(x *trial) {
		facts := x.truth()
		facts.untold(facts)
		height, platform, rise := facts[at().height].lo, facts[at().platform].lo, facts[at().rise].lo
		follows := at().rise
		if x.chance(2) {
			follows = at().height
		}
		p := set{lo: max(0, platform-x.Int64N(1_500)), hi: min(150_000, platform+x.Int64N(1_500))}
		facts[at().platform], facts[follows] = p, terms()[follows].whole
		c := facts.tell()
		a := x.assess(c)
		least, most := rules.Points(math.MaxInt64), rules.Points(math.MinInt64)
		for n := p.lo; n <= p.hi; n++ {
			d := *c
			terms()[at().platform].tell(&d, one(n))
			h, r := height, height-n
			if follows == at().height {
				h, r = n+rise, rise
			}
			if !terms()[at().height].whole.has(h) || !terms()[at().rise].whole.has(r) {
				continue
			}
			terms()[at().height].tell(&d, one(h))
			terms()[at().rise].tell(&d, one(r))
			score := Default().Score(&d)
			least, most = min(least, score), max(most, score)
		}
		if want := (rules.Interval{Low: least, High: most}); a.Range != want {
			x.Errorf("range %v, in truth %v of %s", a.Range, want, jsonOf(c))
		}
	})
}

// A choosing sets some words of a case in one of several ways.
type choosing []func(*Case)

// every calls try with every combination of what is chosen.
func every(c *Case, list []choosing, try func(*Case)) {
	if len(list) == 0 {
		try(c)
		return
	}
	for _, set := range list[0] {
		set(c)
		every(c, list[1:], try)
	}
}

// mostCombinations bounds what brute force has to try for one case.
const mostCombinations = 20_000

// someUnknown draws a case of which up to eight words are unknown, or partly known, and the values that each of them has
// to be tried with.
func (x *trial) someUnknown(truth sheet) (facts sheet, list []choosing) {
	facts = append(sheet(nil), truth...)
	facts.untold(truth)
	told := facts[at().every]
	room, unknown := mostCombinations, 0
	add := func(n int, c choosing, changed map[int]set) {
		if len(c) > room || unknown+n > 8 {
			return
		}
		room /= len(c)
		unknown += n
		list = append(list, c)
		for i, s := range changed {
			facts[i] = s
		}
	}
	if x.chance(2) {
		n, c, changed := x.heights(truth)
		add(n, c, changed)
	}
	reads := slices.Collect(Default().Pack().Reads())
	x.Shuffle(len(reads), func(i, j int) { reads[i], reads[j] = reads[j], reads[i] })
	for _, name := range reads {
		i := index(name)
		w := terms()[i]
		s := x.around(w, truth[i])
		if x.chance(2) {
			s = w.whole
		}
		switch i {
		case at().height, at().platform, at().rise:
		case at().every: // with the breaks
			if facts[at().breaks].bits == 0b10 {
				add(1, each(w, w.closed(s), x.Int64N(2)), map[int]set{i: s})
			}
		case at().breaks:
			c := each(terms()[at().every], terms()[at().every].whole, x.Int64N(2))
			for k, set := range c {
				c[k] = func(c *Case) { c.Use.Breaks = Yes; set(c) }
			}
			c = append(c, func(c *Case) { c.Use.Breaks, c.Use.BreakEvery = No, Duration{} })
			if facts[at().every] == told {
				add(2, c, map[int]set{i: w.whole, at().every: terms()[at().every].whole})
			}
		case at().width: // with the word for it
			b := x.around(terms()[at().base], truth[at().base])
			changed := map[int]set{i: s, at().base: b}
			all := append(sheet(nil), facts...)
			all[i], all[at().base] = s, b
			add(2, each(w, all.possible()[i], x.Int64N(2)), changed)
		default:
			add(1, each(w, w.closed(s), x.Int64N(2)), map[int]set{i: s})
		}
	}
	return facts, list
}

// each returns the values of s that an extreme can lie at: all of a choice; of a measure the ends, the corners and their
// neighbours up to so many base units away.
func each(w *term, s set, reach int64) (c choosing) {
	if !w.measure() {
		for v := range len(w.Values) + 2 { // a flag has no values by name
			if one := (set{bits: 1 << v & s.bits}); one.bits != 0 {
				c = append(c, func(c *Case) { w.tell(c, one) })
			}
		}
		return c
	}
	for _, n := range corners(w.knots, s, reach) {
		c = append(c, func(c *Case) { w.tell(c, one(n)) })
	}
	return c
}

func corners(knots []int64, s set, reach int64) []int64 {
	var list []int64
	for _, k := range append([]int64{s.lo, s.hi}, knots...) {
		for n := k - reach; n <= k+reach; n++ {
			if s.has(n) {
				list = append(list, n)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// heights draws what is told of heel height, platform and rise, and the triples to try.
func (x *trial) heights(truth sheet) (unknown int, c choosing, changed map[int]set) {
	changed = map[int]set{}
	all := append(sheet(nil), truth...)
	for _, i := range []int{at().height, at().platform, at().rise} {
		s := truth[i]
		switch x.IntN(4) {
		case 0:
		case 1:
			s = terms()[i].whole
		default:
			s = x.around(terms()[i], truth[i])
		}
		if !s.single() {
			unknown++
		}
		changed[i], all[i] = s, s
	}
	return unknown, triples(all.possible(), x.Int64N(2)), changed
}

// triples returns heights, platforms and rises that add up: two of the three at an end or a corner each, the third what
// then follows.
func triples(p sheet, reach int64) (c choosing) {
	h, f, r := p[at().height], p[at().platform], p[at().rise]
	hs := corners(terms()[at().height].knots, h, reach)
	fs := corners(terms()[at().platform].knots, f, reach)
	rs := corners(terms()[at().rise].knots, r, reach)
	seen := map[[2]int64]bool{}
	add := func(platform, rise int64) {
		if !f.has(platform) || !r.has(rise) || !h.has(platform+rise) || seen[[2]int64{platform, rise}] {
			return
		}
		seen[[2]int64{platform, rise}] = true
		c = append(c, func(c *Case) {
			terms()[at().height].tell(c, one(platform+rise))
			terms()[at().platform].tell(c, one(platform))
			terms()[at().rise].tell(c, one(rise))
		})
	}
	for _, platform := range fs {
		for _, rise := range rs {
			add(platform, rise)
		}
		for _, height := range hs {
			add(platform, height-platform)
		}
	}
	for _, height := range hs {
		for _, rise := range rs {
			add(height-rise, rise)
		}
	}
	return c
}

// usual is what a shoe is usually taken to be where nothing is stated of it, whatever its kind: the words that make a
// difference to the reference wearer.
var usual = map[string]string{
	"shoe.heel_support": "true", "shoe.sole_support": "true", "shoe.fit": "proper", "shoe.closed_back": "true",
	"shoe.insole": "none",
	"shoe.wear":   "new partial", "shoe.months": "0..12", "shoe.distance": "0km..300km", "shoe.tread": "new ok",
	"shoe.lateral_wear": "0mm..1mm",
}

// The likely scores are those of the completions within what is usual, and come to both of their ends.
func TestLikely(t *testing.T) {
	wearer, use := Reference()
	raised := map[string]string{
		"shoe.cushioning": "firm cushioned", "shoe.arch_support": "none mild", "shoe.platform": "3mm..10mm",
		"shoe.weight": "220g..450g", "shoe.grip": "normal smooth",
	}
	for _, tt := range []struct {
		name  string
		shoe  Shoe
		usual []map[string]string
	}{
		{"a stiletto of 85 mm", Shoe{Heel: HeelStiletto, HeelHeight: MM(85)}, []map[string]string{usual, raised, {
			"shoe.heel_height": "85mm", "shoe.base_width": "7mm..12mm", "shoe.flexibility": "stiff rigid"}}},
		{"a block with a label", Shoe{Heel: HeelBlock, HeelHeight: Inches(3).To(Inches(3.9))}, []map[string]string{usual, raised, {
			"shoe.heel_height": "3in..3.9in", "shoe.base_width": "32mm..60mm", "shoe.flexibility": "moderate stiff"}}},
		{"a block or a stiletto", Shoe{Heel: HeelBlock.Or(HeelStiletto), HeelHeight: MM(85)}, []map[string]string{usual, raised, {
			"shoe.heel_height": "85mm", "shoe.base_width": "7mm..60mm", "shoe.flexibility": "moderate stiff rigid"}}},
		{"a flat that is called a flat or a pump", Shoe{Style: StyleFlat.Or(StylePump), Heel: HeelFlat, HeelHeight: MM(20)}, []map[string]string{usual, {
			"shoe.heel_height": "20mm", "shoe.platform": "0mm..12mm", "shoe.base_width": "45mm..100mm",
			"shoe.cushioning": "none firm cushioned", "shoe.arch_support": "none mild", "shoe.flexibility": "flexible moderate",
			"shoe.weight": "120g..450g", "shoe.grip": "normal smooth"}}},
		{"a sneaker", Shoe{Style: StyleSneaker}, []map[string]string{usual, {
			"shoe.heel": "flat", "shoe.heel_height": "22mm..38mm", "shoe.platform": "15mm..35mm", "shoe.base_width": "45mm..100mm",
			"shoe.cushioning": "firm cushioned max", "shoe.arch_support": "none mild good",
			"shoe.flexibility": "flexible moderate", "shoe.weight": "220g..450g",
			"shoe.grip": "normal"}}},
		{"a new pair of running shoes of a known stack", Shoe{Style: StyleRunning, HeelHeight: MM(36), Wear: WearNew, Months: Num(0),
			Distance: Kilometres(0), Tread: TreadNew, LateralWear: MM(0)}, []map[string]string{usual, {
			"shoe.heel": "flat", "shoe.heel_height": "36mm", "shoe.platform": "20mm..40mm", "shoe.base_width": "45mm..100mm",
			"shoe.cushioning": "firm cushioned max", "shoe.arch_support": "none mild good",
			"shoe.flexibility": "flexible moderate", "shoe.weight": "190g..320g", "shoe.grip": "normal",
			"shoe.wear": "new", "shoe.months": "0", "shoe.distance": "0km", "shoe.tread": "new", "shoe.lateral_wear": "0mm"}}},
		{"a ballet flat of nothing but its kind", Shoe{Heel: HeelFlat, Style: StyleFlat}, []map[string]string{usual, {
			"shoe.heel_height": "5mm..30mm", "shoe.platform": "0mm..12mm", "shoe.base_width": "45mm..100mm",
			"shoe.cushioning": "none firm cushioned", "shoe.arch_support": "none mild", "shoe.flexibility": "flexible moderate",
			"shoe.weight": "120g..350g", "shoe.grip": "normal smooth"}}},
	} {
		c := Case{Shoe: tt.shoe, Wearer: wearer, Use: use}
		a, err := Default().Assess(c)
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		for _, more := range tt.usual {
			for word, s := range more {
				words[word] = s
			}
		}
		least, most := rules.Points(math.MaxInt64), rules.Points(math.MinInt64)
		every(&c, usualChoices(words), func(d *Case) {
			score := Default().Score(d)
			least, most = min(least, score), max(most, score)
		})
		t.Logf("%s: score %v, likely %v, range %v: %s", tt.name, a.Score, a.Likely, a.Range, a.Standing())
		assert.InDelta(t, a.Likely.Low.Float(), least.Float(), near.Float(), tt.name)
		assert.InDelta(t, a.Likely.High.Float(), most.Float(), near.Float(), tt.name)
		assert.LessOrEqual(t, a.Likely.Low, least, tt.name)
		assert.GreaterOrEqual(t, a.Likely.High, most, tt.name)
	}
}

// usualChoices turns what words usually are into the values to try.
func usualChoices(words map[string]string) (list []choosing) {
	sets := map[string]set{}
	for _, word := range slices.Sorted(maps.Keys(words)) {
		w := terms()[index(word)]
		if w.measure() {
			sets[word] = w.parse(words[word])
			continue
		}
		var s set
		for _, value := range strings.Fields(words[word]) {
			s.bits |= 1 << slices.Index(append([]string{"false", "true"}, w.Values...), value)
		}
		if w.Kind == "choice" {
			s.bits >>= 2
		}
		sets[word] = s
	}
	h, f := sets["shoe.heel_height"], sets["shoe.platform"]
	all := make(sheet, len(terms()))
	for i, w := range terms() {
		all[i] = w.whole
	}
	all[at().height], all[at().platform] = h, f
	list = append(list, triples(all.possible(), 0))
	for _, word := range slices.Sorted(maps.Keys(sets)) {
		if word != "shoe.heel_height" && word != "shoe.platform" {
			list = append(list, each(terms()[index(word)], sets[word], 0))
		}
	}
	return list
}
