package footwear

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"math/rand/v2"
	"reflect"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/heelwise/heelwise/rules"
)

var (
	full = flag.Bool("full", false, "try every law on as many random cases as it is claimed for: minutes, not seconds")
	seed = flag.Uint64("seed", 0, "the seed of the random cases; 0 draws one")
)

// law tries a law on random cases: on the number that it is claimed for with -full, else on the usual number. Every case
// has a source of its own, and a failure names the seed and the case.
func law(t *testing.T, claimed, usual int, try func(*trial)) {
	t.Helper()
	n, first := usual, *seed
	if *full {
		n = claimed
	}
	if first == 0 {
		first = rand.Uint64()
	}
	t.Logf("seed %d, %d cases", first, n)
	var next, failed atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for failed.Load() < 3 {
				i := next.Add(1) - 1
				if i >= int64(n) {
					return
				}
				x := &trial{Rand: rand.New(rand.NewPCG(first, uint64(i))), t: t, name: fmt.Sprintf("-seed %d, case %d", first, i)}
				try(x)
				if x.failed {
					failed.Add(1)
				}
			}
		})
	}
	wg.Wait()
}

// A trial is one random case of a law. It is what assertions report to.
type trial struct {
	*rand.Rand
	t      *testing.T
	name   string
	failed bool
}

func (x *trial) Errorf(format string, args ...any) {
	x.t.Helper()
	x.failed = true
	x.t.Errorf("%s: %s", x.name, fmt.Sprintf(format, args...))
}

// chance is true once in n times.
func (x *trial) chance(n int) bool { return x.IntN(n) == 0 }

// racing reports whether the race detector is on.
func racing() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// A term is a word of the vocabulary as the laws see it: something that can be told to be any set of values.
type term struct {
	rules.WordInfo
	group, field int // of Case
	whole        set // everything possible
	knots        []int64
}

// A set is what a word may be: of a measure the ends of a range in base units, of a choice or a flag a bit per value.
type set struct {
	lo, hi int64
	bits   uint32
}

func one(n int64) set { return set{lo: n, hi: n} }

func (s set) single() bool {
	if s.bits != 0 {
		return s.bits&(s.bits-1) == 0
	}
	return s.lo == s.hi
}

func (w *term) measure() bool { return w.whole.bits == 0 }

// terms are the words in their order.
var terms = sync.OnceValue(func() []*term {
	var list []*term
	knots := packKnots()
	places := map[string][2]int{}
	for i := range reflect.TypeFor[Case]().NumField() {
		group := reflect.TypeFor[Case]().Field(i)
		for j := range group.Type.NumField() {
			places[strings.ToLower(group.Name+"."+group.Type.Field(j).Name)] = [2]int{i, j}
		}
	}
	for info := range Vocabulary().Words() {
		i := places[fieldName(info.Name)]
		w := &term{WordInfo: info, group: i[0], field: i[1]}
		switch info.Kind {
		case "flag":
			w.whole.bits = 0b11
		case "choice":
			w.whole.bits = 1<<len(info.Values) - 1
		default:
			w.whole = w.parse(info.Domain)
		}
		for _, text := range knots[info.Name] {
			w.knots = append(w.knots, w.parse(text).lo)
		}
		slices.Sort(w.knots)
		w.knots = slices.Compact(w.knots)
		list = append(list, w)
	}
	return list
})

// index returns where a word stands among the terms.
func index(name string) int {
	i := slices.IndexFunc(terms(), func(w *term) bool { return w.Name == name })
	if i < 0 {
		panic("no word " + name)
	}
	return i
}

// parse reads a measure of the kind of w.
func (w *term) parse(text string) set {
	var bounds interface{ Bounds() (lo, hi int64) }
	var err error
	switch w.in(&Case{}).(type) {
	case *Length:
		bounds, err = ParseLength(text)
	case *Distance:
		bounds, err = ParseDistance(text)
	case *Mass:
		bounds, err = ParseMass(text)
	case *Duration:
		bounds, err = ParseDuration(text)
	case *Number:
		bounds, err = ParseNumber(text)
	}
	if err != nil {
		panic(fmt.Sprintf("%s: %v", w.Name, err))
	}
	lo, hi := bounds.Bounds()
	return set{lo: lo, hi: hi}
}

// in returns the address of the fact in a case.
func (w *term) in(c *Case) any {
	return reflect.ValueOf(c).Elem().Field(w.group).Field(w.field).Addr().Interface()
}

// tell makes c say that w is one of s. Everything possible is told as unknown.
func (w *term) tell(c *Case, s set) {
	if s == w.whole {
		reflect.ValueOf(c).Elem().Field(w.group).Field(w.field).SetZero()
		return
	}
	switch f := w.in(c).(type) {
	case *Length:
		*f = f.Between(s.lo, s.hi)
	case *Distance:
		*f = f.Between(s.lo, s.hi)
	case *Mass:
		*f = f.Between(s.lo, s.hi)
	case *Duration:
		*f = f.Between(s.lo, s.hi)
	case *Number:
		*f = f.Between(s.lo, s.hi)
	case *Truth:
		*f = [...]Truth{1: No, 2: Yes}[s.bits]
	default:
		reflect.ValueOf(f).Elem().SetUint(uint64(s.bits))
	}
}

// text returns a single value as it is written.
func (w *term) text(s set) string {
	var c Case
	w.tell(&c, s)
	return Vocabulary().Value(&c, w.Name).String()
}

// A sheet is a set for every word: one value each is a fully known case.
type sheet []set

func (s sheet) tell() *Case {
	c := new(Case)
	for i, w := range terms() {
		w.tell(c, s[i])
	}
	return c
}

// jsonOf returns a case for a message.
func jsonOf(c *Case) string {
	data, err := json.Marshal(c)
	if err != nil {
		return err.Error()
	}
	return string(data)
}

// at says where the words stand that are tied to others.
var at = sync.OnceValue(func() (i struct{ height, platform, rise, width, base, breaks, every int }) {
	i.height, i.platform, i.rise = index("shoe.heel_height"), index("shoe.platform"), index("shoe.rise")
	i.width, i.base = index("shoe.base_width"), index("shoe.base")
	i.breaks, i.every = index("use.breaks"), index("use.break_every")
	return i
})

// truth draws one value for every word, so that what the words have to do with each other holds. Where there are no
// breaks nothing can be said of the time between them: see untold.
func (x *trial) truth() sheet {
	s := make(sheet, len(terms()))
	for i, w := range terms() {
		if w.measure() {
			s[i] = one(x.value(w, w.whole))
		} else {
			s[i].bits = 1 << x.IntN(bits.OnesCount32(w.whole.bits))
		}
	}
	if x.chance(2) { // all day, every day: what is hardly worn hardly scores, and differences vanish
		for word, much := range map[string]string{"use.hours": "8h", "use.days": "7", "use.seated": "0"} {
			s[index(word)] = terms()[index(word)].parse(much)
		}
	}
	s.addUp(x)
	s[at().base].bits = 1 << baseOf(s[at().width].lo)
	return s
}

// addUp makes heel height the sum of platform and rise, by changing any one of them where that is possible.
func (s sheet) addUp(x *trial) {
	h, p, r := terms()[at().height], terms()[at().platform], terms()[at().rise]
	for {
		switch x.IntN(3) {
		case 0:
			s[at().height] = one(s[at().platform].lo + s[at().rise].lo)
		case 1:
			s[at().platform] = one(s[at().height].lo - s[at().rise].lo)
		default:
			s[at().rise] = one(s[at().height].lo - s[at().platform].lo)
		}
		if h.whole.has(s[at().height].lo) && p.whole.has(s[at().platform].lo) && r.whole.has(s[at().rise].lo) {
			return
		}
		s[at().height], s[at().platform], s[at().rise] = one(x.value(h, h.whole)), one(x.value(p, p.whole)), one(x.value(r, r.whole))
	}
}

func (s set) has(n int64) bool { return s.lo <= n && n <= s.hi }

// baseOf returns the index of the word for a base of n µm.
func baseOf(n int64) int {
	switch {
	case n < 20_000:
		return 0
	case n <= 40_000:
		return 1
	}
	return 2
}

// value draws a value of a measure out of s: anything, an end, or a corner of a rule and its neighbours.
func (x *trial) value(w *term, s set) int64 {
	var n int64
	switch k := x.IntN(8); {
	case k == 0:
		n = s.lo
	case k == 1:
		n = s.hi
	case k < 5 && len(w.knots) > 0:
		n = w.knots[x.IntN(len(w.knots))] + []int64{0, 0, 1, -1}[x.IntN(4)]
	default:
		n = s.lo + x.Int64N(s.hi-s.lo+1)
	}
	return min(max(n, s.lo), s.hi)
}

// facts draws what is told of the truth: all, nothing, a range or set that holds it, a range with an open end. How much
// is told differs from case to case.
func (x *trial) facts(truth sheet) sheet {
	s := make(sheet, len(truth))
	known, partly := x.IntN(11), x.IntN(11)
	for i, w := range terms() {
		switch {
		case x.IntN(10) < known:
			s[i] = truth[i]
		case x.IntN(10) < partly:
			s[i] = x.around(w, truth[i])
		default:
			s[i] = w.whole
		}
	}
	s.untold(truth)
	return s
}

// untold forgets the time between breaks where there are none.
func (s sheet) untold(truth sheet) {
	if truth[at().breaks].bits == 0b01 {
		s[at().every] = terms()[at().every].whole
	}
}

// around draws a set that holds the value v of w.
func (x *trial) around(w *term, v set) set {
	if !w.measure() {
		return set{bits: v.bits | x.Uint32()&w.whole.bits}
	}
	s := set{lo: max(w.whole.lo, v.lo-x.reach(w)), hi: min(w.whole.hi, v.lo+x.reach(w))}
	switch x.IntN(6) {
	case 0:
		s.lo = math.MinInt64
	case 1:
		s.hi = math.MaxInt64
	}
	return s
}

// reach draws a distance: none, a few base units, or any part of the domain.
func (x *trial) reach(w *term) int64 {
	size := w.whole.hi - w.whole.lo
	switch x.IntN(5) {
	case 0:
		return 0
	case 1:
		return x.Int64N(4)
	case 2, 3:
		return x.Int64N(size/10 + 1)
	}
	return x.Int64N(size + 1)
}

// closed returns s without open ends.
func (w *term) closed(s set) set {
	if w.measure() {
		s.lo, s.hi = max(s.lo, w.whole.lo), min(s.hi, w.whole.hi)
	}
	return s
}

// possible returns what each word may be once what ties them is heeded.
func (s sheet) possible() sheet {
	p := make(sheet, len(s))
	for i, w := range terms() {
		p[i] = w.closed(s[i])
	}
	h, f, r := p[at().height], p[at().platform], p[at().rise]
	p[at().height] = set{lo: max(h.lo, f.lo+r.lo), hi: min(h.hi, f.hi+r.hi)}
	p[at().platform] = set{lo: max(f.lo, h.lo-r.hi), hi: min(f.hi, h.hi-r.lo)}
	p[at().rise] = set{lo: max(r.lo, h.lo-f.hi), hi: min(r.hi, h.hi-f.lo)}
	if s[at().base] != terms()[at().base].whole {
		limits := []set{{lo: 3_000, hi: 19_999}, {lo: 20_000, hi: 40_000}, {lo: 40_001, hi: 150_000}}
		span := set{lo: math.MaxInt64, hi: math.MinInt64}
		for i, l := range limits {
			if s[at().base].bits>>i&1 != 0 {
				span = set{lo: min(span.lo, l.lo), hi: max(span.hi, l.hi)}
			}
		}
		w := &p[at().width]
		w.lo, w.hi = max(w.lo, span.lo), min(w.hi, span.hi)
	}
	if p[at().every] != terms()[at().every].whole {
		p[at().breaks].bits = 0b10
	}
	return p
}

// completion draws a fully known case out of what is possible.
func (x *trial) completion(possible sheet) sheet {
	s := make(sheet, len(possible))
	for i, w := range terms() {
		p := possible[i]
		if w.measure() {
			s[i] = one(x.value(w, p))
			continue
		}
		for s[i].bits == 0 {
			s[i].bits = p.bits & (1 << x.IntN(bits.OnesCount32(w.whole.bits)))
		}
	}
	// The height is drawn; of what platforms it leaves one is.
	h, r := s[at().height].lo, possible[at().rise]
	f := set{lo: max(possible[at().platform].lo, h-r.hi), hi: min(possible[at().platform].hi, h-r.lo)}
	s[at().platform] = one(x.value(terms()[at().platform], f))
	s[at().rise] = one(h - s[at().platform].lo)
	s.untold(s)
	return s
}

var (
	curveText     = regexp.MustCompile(`curve\(\s*((?:min\([^()]*\))|[a-z._]+)\s*,([^()]*)\)`)
	thresholdText = regexp.MustCompile(`([a-z]+\.[a-z_]+) *[<>]=? *([0-9.]+(?:\*[a-z]+)?)`)
	wordText      = regexp.MustCompile(`[a-z]+\.[a-z_]+`)
)

// packKnots reads out of the texts of the rules where a measure's curves have corners and its conditions turn. It knows
// nothing of how rules are compiled.
func packKnots() map[string][]string {
	knots := map[string][]string{}
	units := strings.NewReplacer("*mm", "mm", "*inch", "in", "*km", "km", "*g", "g", "*hour", "h", "*minute", "min")
	for name, text := range packFiles() {
		if name == "assume.yaml" {
			continue
		}
		for _, m := range curveText.FindAllStringSubmatch(text, -1) {
			for i, x := range strings.Split(m[2], ",") {
				if i%2 == 1 {
					continue
				}
				for _, word := range wordText.FindAllString(m[1], -1) {
					knots[word] = append(knots[word], units.Replace(strings.TrimSpace(x)))
				}
			}
		}
		for _, m := range thresholdText.FindAllStringSubmatch(text, -1) {
			knots[m[1]] = append(knots[m[1]], units.Replace(m[2]))
		}
	}
	return knots
}

// packFiles returns the texts of the pack by file.
func packFiles() map[string]string {
	files := map[string]string{}
	entries, err := packs.ReadDir("packs")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		data, err := packs.ReadFile("packs/" + e.Name())
		if err != nil {
			panic(err)
		}
		files[e.Name()] = string(data)
	}
	return files
}

// hundredths reads a printed decimal without rounding; ok is false where it has more than two decimals.
func hundredths(text string) (n rules.Points, ok bool) {
	x, ok := new(big.Rat).SetString(text)
	if !ok {
		return 0, false
	}
	x.Mul(x, big.NewRat(100, 1))
	return rules.Points(x.Num().Int64()), x.IsInt()
}

// read returns what c says of w, if it says anything.
func (w *term) read(c *Case) set {
	if b, ok := w.in(c).(interface{ Bounds() (lo, hi int64) }); ok {
		lo, hi := b.Bounds()
		return set{lo: lo, hi: hi}
	}
	if f, ok := w.in(c).(*Truth); ok {
		return set{bits: [...]uint32{1, 3, 2}[*f+1]}
	}
	return set{bits: uint32(reflect.ValueOf(w.in(c)).Elem().Uint())}
}

// setWord makes c say what a fact says.
func setWord(c *Case, word string, v interface{ MarshalJSON() ([]byte, error) }) error {
	data, err := v.MarshalJSON()
	if err != nil {
		return err
	}
	group, key, _ := strings.Cut(word, ".")
	return json.Unmarshal(fmt.Appendf(nil, `{%q: {%q: %s}}`, group, key, data), c)
}
