package rules

import (
	"crypto/sha256"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

var headKeys = []string{"name", "version", "totals", "score", "bands"}

// A bandEdge is a band and its lower edge.
type bandEdge struct {
	name string
	from Points
}

// scoring is how the totals become a score: an expression over them.
type scoring struct {
	*program
	reg int32
}

var plainVersion = regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+$`)

// missing says that a key of pack.yaml is.
func missing(key string) string {
	if strings.HasSuffix(key, "s") {
		return key + " are missing"
	}
	return key + " is missing"
}

// packHead reads pack.yaml of the pack itself: what the rules add up to.
func (l *loader) packHead(y *bundle) {
	s := y.sources[y.head]
	found := map[string]entry{}
	for _, e := range y.entries[y.head] {
		found[e.key] = e
	}
	_, isLayer := found["over"]
	leveled := false // by one total, and then there is no score
	if e, ok := found["totals"]; ok && e.value.Kind == yaml.MappingNode {
		leveled = slices.ContainsFunc(e.value.Content, isLevels)
	}
	for _, key := range headKeys {
		if _, ok := found[key]; !ok && !isLayer && !(leveled && key != "name" && key != "version") { // of a layer that stands alone one fault is enough
			e := s.at(place{})
			e.Code, e.Msg, e.Hint = "missing-key", missing(key), "pack.yaml holds name, version, totals, score and bands"
			*l.faults = append(*l.faults, e)
		}
	}
	l.identify(y)
	l.pack.identity = Identity{Name: y.Name, Version: y.Version, Layers: []Layer{}}
	if e, ok := found["totals"]; ok {
		list := s.entries(e.value, "", "totals")
		for _, t := range list {
			if isLevels(t.value) {
				l.readLevels(s, t, len(list)-1)
				continue
			}
			l.total(s, t)
		}
		if isEmpty(e.value) {
			s.fault(e.at, "", "missing-key", "nothing stands under totals:", "add one, as load: {combine: sum, max: 100}")
		}
	}
	for _, key := range []string{"score", "bands"} {
		if e, ok := found[key]; ok && leveled {
			s.fault(e.at, "", "misplaced-key", fmt.Sprintf("a pack of levels has no %s", key), "its levels are what it comes to")
			delete(found, key)
		}
	}
	if e, ok := found["score"]; ok {
		l.readScore(s, e)
	}
	if e, ok := found["bands"]; ok {
		l.readBands(s, e)
		if isEmpty(e.value) {
			s.fault(e.at, "", "missing-key", "nothing stands under bands:", "add one, as low: 0")
		}
	}
}

// The units of totals. The first total is what the lines of an answer add up to, in points of two decimals; the others
// are factors of six.
const (
	hundredth = 1e-2
	millionth = 1e-6
)

func (l *loader) total(s *source, e entry) {
	if len(l.pack.totals) == maxTotals {
		s.fault(e.at, "", "too-many", fmt.Sprintf("a pack has at most %d totals", maxTotals), "")
		return
	}
	t := total{name: e.key, unit: millionth, perUnit: 1e6, at: s.place(e.at)}
	if len(l.pack.totals) == 0 {
		t.unit, t.perUnit = hundredth, 100
	}
	if !plainName.MatchString(e.key) || slices.Contains(append([]string{"score"}, ruleKeys...), e.key) {
		s.fault(e.at, "", "bad-name", fmt.Sprintf("a total cannot be called %q", e.key), "write small letters, digits and _, as load")
	}
	for _, f := range s.entries(e.value, e.key, "a total") {
		text, ok := s.scalar(f.value, e.key, f.key)
		if !ok {
			continue
		}
		switch f.key {
		case "combine":
			t.product = text == "product"
			if text != "sum" && text != "product" {
				s.fault(f.value, e.key, "bad-value", fmt.Sprintf("totals are not combined by %q", text), "write sum or product")
			}
		case "max":
			x, err := strconv.ParseFloat(text, 64)
			if err != nil || !(x > 0 && x <= 1e6) || units(x, t.unit) == 0 {
				s.fault(f.value, e.key, "bad-value", fmt.Sprintf("%q is no greatest value", text), "write a number above 0, as 100")
			}
			t.max = units(x, t.unit)
		default:
			s.unknownKey(f, e.key, []string{"combine", "max"})
		}
	}
	if t.max == 0 && (isEmpty(e.value) || len(e.value.Content) > 0 && !hasKey(e.value, "max")) {
		s.fault(e.at, e.key, "missing-key", "the total has no max", "the greatest value that its rules may reach, as max: 100")
	}
	l.pack.totals = append(l.pack.totals, t)
	l.note("total", t.name, strconv.FormatBool(t.product), strconv.FormatInt(t.max, 10))
}

// units rounds x to whole units, halves away from zero.
func units(x, unit float64) int64 {
	if x < 0 {
		return -units(-x, unit)
	}
	return int64(min(rounded(x*math.Round(1/unit)), 1e15)) // far above any max, and so little that thousands can be summed
}

// rounded rounds what is not negative to a whole number. A half that binary fractions missed by a hair is still a half.
func rounded(x float64) float64 { return math.Floor(x + (0.5 + 1e-9)) }

// scoreAlone is what surrounds the score, which is made of totals.
type scoreAlone struct{ *loader }

func (s scoreAlone) elsewhere(name string) string {
	if _, ok := s.index[name]; !ok {
		return ""
	}
	return "score is made of the totals " + strings.Join(s.totalNames(), ", ")
}

func (scoreAlone) hasFile(string) bool { return false }

// readScore reads how totals become the score, which must rise with each of them.
func (l *loader) readScore(s *source, e entry) {
	expr, ok := s.expression(e.value, "score")
	if !ok {
		return
	}
	t := terms{index: map[string]int{}}
	for i, total := range l.pack.totals {
		t.index[total.name] = i
		t.infos = append(t.infos, &wordInfo{name: total.name, kind: measure, hi: float64(total.max) * total.unit})
	}
	b := newBuilder(t)
	c := &checker{expression: expr, builder: b, faults: l.faults, around: scoreAlone{l}, limited: l.Limits}
	reg, ok := c.quantity(plainNumbers)
	if !ok {
		return
	}
	for i, w := range t.infos {
		if !b.rises(reg, i) {
			c.fault(0, "not-rising", fmt.Sprintf("the score is not seen to rise with %s", w.name), "add and multiply what cannot be negative; divide by constants")
		}
	}
	if b.ranges[reg].lo < 0 || b.ranges[reg].hi > 1e6 {
		c.fault(0, "negative", fmt.Sprintf("the score can lie between %.4g and %.4g", b.ranges[reg].lo, b.ranges[reg].hi), "keep it between 0 and 1000000")
	}
	l.pack.score = scoring{program: &b.program, reg: reg}
	l.note("score", layoutless(expr.text))
}

// rises reports whether a register is seen never to fall as the word i grows. What is linear in another word has a
// rate of change that is linear in it too, so that word's two ends say all; of the rest every value is held possible.
func (b *builder) rises(reg int32, i int) bool {
	var linear []int
	for j := range b.infos {
		if j != i && b.degree(reg, j) <= 1 {
			linear = append(linear, j)
		}
	}
	for corner := range 1 << len(linear) {
		at := b.spans()
		for k, j := range linear {
			at[j] = b.infos[j].endOf(at[j], corner>>k&1 != 0)
		}
		w := b.infos[i].whole()
		if by := b.movesAmong(at, b.ops, i, w, w, []int32{reg})[0]; by.lo < 0 {
			return false
		}
	}
	return true
}

// degree returns the degree of a register as a polynomial in the word j, 2 where it is more or is none.
func (b *builder) degree(reg int32, j int) int {
	if !b.reads[reg].has(j) {
		return 0
	}
	if int(reg) == j {
		return 1
	}
	switch o := b.ops[b.opOf(reg)]; o.code {
	case opAdd, opSub:
		return max(b.degree(o.a, j), b.degree(o.b, j))
	case opMul:
		return min(2, b.degree(o.a, j)+b.degree(o.b, j))
	case opDiv:
		if b.degree(o.b, j) == 0 {
			return b.degree(o.a, j)
		}
	}
	return 2
}

func (l *loader) readBands(s *source, e entry) {
	for _, f := range s.entries(e.value, "", "bands") {
		from, ok := s.edge(f)
		if !ok {
			continue
		}
		switch n := len(l.pack.bands); {
		case n == 0 && from != 0:
			s.fault(f.value, f.key, "band-order", "the lowest band begins at 0", "")
		case n > 0 && from <= l.pack.bands[n-1].from:
			s.fault(f.value, f.key, "band-order", fmt.Sprintf("the band begins at or below %s", l.pack.bands[n-1].name), "write the bands from low to high")
		}
		l.pack.bands = append(l.pack.bands, bandEdge{f.key, from})
	}
}

// edge reads the lower edge of a band.
func (s *source) edge(f entry) (Points, bool) {
	text, ok := s.scalar(f.value, f.key, "the edge of a band")
	if !ok {
		return 0, false
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || !(x >= 0 && x <= 1e6) {
		s.fault(f.value, f.key, "bad-value", fmt.Sprintf("%q is no edge", text), "write the least score of the band, as 12.5")
		return 0, false
	}
	return Points(units(x, hundredth)), true
}

// seal gives the pack its digest: of its canonical form, in which neither order nor layout nor comments count, nor what
// a layer took out of force.
func (l *loader) seal() {
	id := &l.pack.identity
	l.note("pack", id.Name, id.Version)
	for _, y := range id.Layers {
		l.note("layer", y.Name, y.Version)
	}
	for _, b := range l.pack.bands {
		l.note("band", b.name, b.from.String())
	}
	for _, r := range l.pack.rules {
		l.note(r.canonical...)
		r.canonical = nil
	}
	for _, a := range l.assumed {
		for i, line := range a.canonical {
			l.note(slices.Concat([]string{"assume"}, line, []string{"word", fmt.Sprintf("%s %d", l.infos[a.word].name, i)})...)
		}
		a.canonical = nil
	}
	slices.Sort(l.canonical)
	digest := sha256.New()
	for i, line := range l.canonical {
		if i > 0 {
			io.WriteString(digest, "\n")
		}
		io.WriteString(digest, line)
	}
	id.Digest = fmt.Sprintf("%x", digest.Sum(nil))
}
