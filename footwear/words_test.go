package footwear

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
)

// contract is the table of names that all else relies on: the word, what it may be, and which way is worse. Packs,
// shops and stored cases spell these, so a change here breaks them.
var contract = []struct{ word, form, worse string }{
	{"shoe.style", "pump flat loafer oxford sneaker running boot sandal flip_flop slipper mule clog dress work", ""},
	{"shoe.heel", "flat kitten block wedge cone spool stiletto", ""},
	{"shoe.heel_height", "0mm..250mm", "higher"},
	{"shoe.platform", "0mm..150mm", ""},
	{"shoe.rise", "-25mm..230mm", "higher"},
	{"shoe.base_width", "3mm..150mm", "lower"},
	{"shoe.base", "narrow medium broad", "broad < medium < narrow"},
	{"shoe.arch_support", "none mild good", "good < mild < none"},
	{"shoe.cushioning", "none firm cushioned max", "cushioned|max < firm < none"},
	{"shoe.heel_support", "flag", "lower"},
	{"shoe.sole_support", "flag", "lower"},
	{"shoe.stability", "flag", "lower"},
	{"shoe.flexibility", "rigid stiff moderate flexible", "moderate|flexible < stiff < rigid"},
	{"shoe.fit", "proper tight loose", "proper < tight|loose"},
	{"shoe.toe", "pointed almond round square open", ""},
	{"shoe.toe_box_width", "40mm..150mm", ""},
	{"shoe.shaft", "0mm..900mm", ""},
	{"shoe.weight", "20g..3000g", "higher"},
	{"shoe.wear", "new partial worn_out", "new < partial < worn_out"},
	{"shoe.months", "0..600", "higher"},
	{"shoe.distance", "0km..20000km", "higher"},
	{"shoe.tread", "new ok worn", "new < ok < worn"},
	{"shoe.grip", "rated normal smooth", "rated < normal < smooth"},
	{"shoe.lateral_wear", "0mm..20mm", "higher"},
	{"shoe.rocker", "flag", ""},
	{"shoe.removable_insole", "flag", ""},
	{"shoe.closed_back", "flag", ""},
	{"shoe.insole", "none gel foam orthotic", ""},
	{"shoe.insole_fit", "low_profile bulky", ""},
	{"shoe.insole_arch", "none mild good", ""},
	{"shoe.insole_cushioned", "flag", ""},
	{"shoe.metatarsal_pad", "flag", ""},
	{"shoe.insole_custom", "flag", ""},
	{"wearer.age", "0..120", ""},
	{"wearer.arch", "flat normal high", ""},
	{"wearer.pronation", "over neutral under", ""},
	{"wearer.leg_length_difference", "0mm..80mm", "higher"},
	{"wearer.core", "weak fair strong", "strong < fair < weak"},
	{"wearer.glutes", "weak fair strong", "strong < fair < weak"},
	{"wearer.foot_strength", "weak fair strong", "strong < fair < weak"},
	{"wearer.tight_calf", "flag", "higher"},
	{"wearer.tight_hamstring", "flag", "higher"},
	{"wearer.tight_hip_flexor", "flag", "higher"},
	{"wearer.posture", "good poor", ""},
	{"wearer.pelvic_tilt", "neutral anterior", ""},
	{"wearer.foot_direction", "straight in out", ""},
	{"wearer.back_pain", "none past recent recurrent", "none < past < recent < recurrent"},
	{"wearer.worse_standing", "flag", "higher"},
	{"wearer.prior_injury", "flag", "higher"},
	{"wearer.disc_issue", "flag", "higher"},
	{"wearer.scoliosis", "flag", "higher"},
	{"wearer.plantar_fasciitis", "flag", "higher"},
	{"wearer.bunion", "flag", "higher"},
	{"wearer.hammertoe", "flag", "higher"},
	{"wearer.neuroma", "flag", "higher"},
	{"wearer.foot_pain", "flag", "higher"},
	{"wearer.forefoot_pain", "flag", "higher"},
	{"wearer.bmi", "10..80", "higher"},
	{"wearer.pregnant", "flag", "higher"},
	{"use.hours", "0h..24h", "higher"},
	{"use.stint", "0h..24h", "higher"},
	{"use.breaks", "flag", "lower"},
	{"use.break_every", "0h..12h", "higher"},
	{"use.days", "0..7", "higher"},
	{"use.years", "0..80", "higher"},
	{"use.seated", "0..1", "lower"},
	{"use.activity", "seated standing walking long_walk running", ""},
	{"use.context", "office social event commute home sport", ""},
	{"use.commute", "flag", ""},
	{"use.must_wear_heels", "flag", ""},
}

func TestContractOfNames(t *testing.T) {
	words := slices.Collect(Vocabulary().Words())
	require.Len(t, words, len(contract))
	for i, want := range contract {
		w := words[i]
		assert.Equal(t, want.word, w.Name)
		form := w.Domain
		switch w.Kind {
		case "flag":
			form = "flag"
		case "choice":
			form = strings.Join(w.Values, " ")
		}
		assert.Equal(t, want.form, form, w.Name)
		worse := map[rules.Direction]string{rules.Higher: "higher", rules.Lower: "lower"}[w.Worse]
		if len(w.Order) > 0 {
			worse = strings.Join(w.Order, " < ")
		}
		assert.Equal(t, want.worse, worse, w.Name)
	}
}

func TestEveryWordIsDescribed(t *testing.T) {
	asked := map[string]string{}
	for w := range Vocabulary().Words() {
		assert.True(t, strings.HasSuffix(w.Doc, "."), "%s: the meaning %q is no sentence", w.Name, w.Doc)
		assert.True(t, strings.HasSuffix(w.Ask, "?"), "%s: the question %q is none", w.Name, w.Ask)
		assert.Empty(t, asked[w.Ask], "%s asks the same", w.Name)
		asked[w.Ask] = w.Name
		if len(w.Order) > 0 {
			ordered := strings.Split(strings.Join(w.Order, "|"), "|")
			assert.ElementsMatch(t, w.Values, ordered, "%s: the order must hold every value once", w.Name)
		}
	}
}

// Every field is reached by exactly one word, and every word reaches exactly one field.
func TestEveryFieldHasItsWord(t *testing.T) {
	reachedBy := map[string]string{}
	for w := range Vocabulary().Words() {
		group, key, _ := strings.Cut(w.Name, ".")
		var value any
		switch w.Kind {
		case "flag":
			value = true
		case "choice":
			value = w.Values[0]
		case "number":
			value = json.Number(lowest(w.Domain))
		default:
			value = lowest(w.Domain)
		}
		data, err := json.Marshal(map[string]any{group: map[string]any{key: value}})
		require.NoError(t, err, w.Name)
		var c Case
		require.NoError(t, json.Unmarshal(data, &c), "%s", data)
		changed := fieldsThatDiffer(Case{}, c)
		require.Len(t, changed, 1, "%s", data)
		assert.Empty(t, reachedBy[changed[0]], "%s and another word reach %s", w.Name, changed[0])
		reachedBy[changed[0]] = w.Name
		assert.Equal(t, fieldName(w.Name), changed[0], "the field is named otherwise than the word")
	}
	assert.Len(t, reachedBy, len(fields(&Case{})), "a field has no word: %v", reachedBy)
}

func lowest(domain string) string {
	lo, _, _ := strings.Cut(domain, "..")
	return lo
}

// fields returns the fields of c's parts by name, as "shoe.heelheight".
func fields(c *Case) map[string]reflect.Value {
	all := map[string]reflect.Value{}
	for group, part := range reflect.ValueOf(c).Elem().Fields() {
		if group.Name == "Extra" {
			continue // no word of this package
		}
		for f, v := range part.Fields() {
			all[strings.ToLower(group.Name+"."+f.Name)] = v
		}
	}
	return all
}

func fieldName(word string) string { return strings.ReplaceAll(word, "_", "") }

func fieldsThatDiffer(a, b Case) (names []string) {
	other := fields(&b)
	for name, v := range fields(&a) {
		if !v.Equal(other[name]) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func TestReferenceSetsEveryWord(t *testing.T) {
	var c Case
	c.Wearer, c.Use = Reference()
	for w := range Vocabulary().Words() {
		v := Vocabulary().Value(&c, w.Name)
		if strings.HasPrefix(w.Name, "shoe.") {
			assert.False(t, v.Known(), "%s: the reference knows no shoe", w.Name)
			continue
		}
		assert.True(t, v.Known(), w.Name)
		assert.NotContains(t, v.String(), "..", w.Name)
		assert.NotContains(t, v.String(), " or ", w.Name)
	}
	data, err := json.Marshal(c)
	require.NoError(t, err)
	var back Case
	require.NoError(t, json.Unmarshal(data, &back), "%s", data)
	assert.Equal(t, c, back, "%s", data)
}

func TestJSON(t *testing.T) {
	var c Case
	require.NoError(t, json.Unmarshal([]byte(`{
		"shoe": {"heel": ["block", "wedge"], "heel_height": "3in..3.9in", "weight": "9oz", "distance": "500km", "rocker": false},
		"wearer": {"age": 35, "bmi": "22..24", "arch": null},
		"use": {"hours": "8h", "break_every": "90min"}
	}`), &c))
	assert.Equal(t, Case{
		Shoe: Shoe{
			Heel:       HeelBlock.Or(HeelWedge),
			HeelHeight: Inches(3).To(Inches(3.9)),
			Weight:     Ounces(9),
			Distance:   Kilometres(500),
			Rocker:     No,
		},
		Wearer: Wearer{Age: Num(35), BMI: Num(22).To(Num(24))},
		Use:    Use{Hours: Hours(8), BreakEvery: Hours(1.5)},
	}, c)

	// What the JSON does not name stays; null forgets.
	require.NoError(t, json.Unmarshal([]byte(`{"shoe": {"heel": null, "rocker": true}}`), &c))
	assert.Equal(t, Heel(0), c.Shoe.Heel)
	assert.Equal(t, Yes, c.Shoe.Rocker)
	assert.Equal(t, Ounces(9), c.Shoe.Weight)
	assert.Equal(t, Num(35), c.Wearer.Age)
}

func TestJSONRefuses(t *testing.T) {
	for _, tt := range []struct{ in, says string }{
		{`{"shoe": {"heel_hieght": "85mm"}}`, "heel_height"},
		{`{"shoe": {"heel": "stileto"}}`, `"stiletto"`},
		{`{"shoe": {"heel_height": "85"}}`, "unit"},
		{`{"shoe": {"heel_height": "30cm"}}`, "0mm..250mm"},
		{`{"shoe": {"rocker": "block"}}`, "true"},
		{`{"shoes": {"rocker": true}}`, "shoe"},
	} {
		c := Case{Shoe: Shoe{Style: StylePump}}
		err := json.Unmarshal([]byte(tt.in), &c)
		if assert.Error(t, err, tt.in) {
			assert.Contains(t, err.Error(), tt.says, tt.in)
		}
		assert.Equal(t, Case{Shoe: Shoe{Style: StylePump}}, c, "%s left its traces", tt.in)
	}

	_, err := json.Marshal(Case{Shoe: Shoe{HeelHeight: MM(math.NaN())}})
	assert.ErrorContains(t, err, "shoe.heel_height")
	_, err = json.Marshal(Shoe{Heel: 1 << 20})
	assert.ErrorContains(t, err, "shoe.heel")
}

// What is written reads back as it was: the whole, and each part by itself.
func TestJSONReadsBack(t *testing.T) {
	t.Logf("seed %d", *seed)
	r := rand.New(rand.NewPCG(*seed, 0))
	for range 200 {
		c := randomCase(r)
		assertReadsBack(t, c)
		assertReadsBack(t, c.Shoe)
		assertReadsBack(t, c.Wearer)
		assertReadsBack(t, c.Use)
		if t.Failed() {
			t.FailNow()
		}
	}
	assertReadsBack(t, Case{})
}

func assertReadsBack[T any](t *testing.T, want T) {
	t.Helper()
	data, err := json.Marshal(want)
	require.NoError(t, err, "%+v", want)
	var have T
	require.NoError(t, json.Unmarshal(data, &have), "%s", data)
	assert.Equal(t, want, have, "%s", data)
}

// randomCase draws a case whose facts do not contradict one another.
func randomCase(r *rand.Rand) Case {
	var c Case
	all := fields(&c)
	for w := range Vocabulary().Words() {
		if r.IntN(3) == 0 {
			continue
		}
		field := all[fieldName(w.Name)]
		if w.Kind == "choice" {
			field.SetUint(1 + r.Uint64N(1<<len(w.Values)-2)) // neither no word nor all of them: both are unknown
			continue
		}
		switch f := field.Addr().Interface().(type) {
		case *Truth:
			*f = []Truth{No, Unknown, Yes}[r.IntN(3)]
		case *Length:
			*f = draw(r, w.Domain, ParseLength, f.Between)
		case *Distance:
			*f = draw(r, w.Domain, ParseDistance, f.Between)
		case *Mass:
			*f = draw(r, w.Domain, ParseMass, f.Between)
		case *Duration:
			*f = draw(r, w.Domain, ParseDuration, f.Between)
		case *Number:
			*f = draw(r, w.Domain, ParseNumber, f.Between)
		default:
			panic(fmt.Sprintf("%s has the type %T", w.Name, f))
		}
	}
	// Of heel height, platform and rise any one goes with a domain; two of them may leave no third.
	one := r.IntN(3)
	for i, f := range []*Length{&c.Shoe.HeelHeight, &c.Shoe.Platform, &c.Shoe.Rise} {
		if i != one {
			*f = Length{}
		}
	}
	if c.Use.BreakEvery != (Duration{}) && c.Use.Breaks == No {
		c.Use.Breaks = Unknown
	}
	return c
}

// draw returns a point, a range or a range with an open end, out of a domain.
func draw[Q interface{ Bounds() (lo, hi int64) }](r *rand.Rand, domain string, parse func(string) (Q, error),
	between func(lo, hi int64) Q) Q {
	q, err := parse(domain)
	if err != nil {
		panic(err)
	}
	lo, hi := q.Bounds()
	x, y := lo+r.Int64N(hi-lo), lo+r.Int64N(hi-lo)
	switch r.IntN(4) {
	case 0:
		return between(x, math.MaxInt64)
	case 1:
		return between(math.MinInt64, x)
	case 2:
		return between(min(x, y), max(x, y))
	}
	return between(x, x)
}

// The words of a choice stand in the order of its constants.
func TestConstants(t *testing.T) {
	for _, tt := range []struct {
		words string
		each  []fmt.Stringer
	}{
		{"pump flat loafer oxford sneaker running boot sandal flip_flop slipper mule clog dress work",
			[]fmt.Stringer{StylePump, StyleFlat, StyleLoafer, StyleOxford, StyleSneaker, StyleRunning, StyleBoot, StyleSandal,
				StyleFlipFlop, StyleSlipper, StyleMule, StyleClog, StyleDress, StyleWork}},
		{"flat kitten block wedge cone spool stiletto",
			[]fmt.Stringer{HeelFlat, HeelKitten, HeelBlock, HeelWedge, HeelCone, HeelSpool, HeelStiletto}},
		{"narrow medium broad", []fmt.Stringer{BaseNarrow, BaseMedium, BaseBroad}},
		{"none mild good", []fmt.Stringer{ArchSupportNone, ArchSupportMild, ArchSupportGood}},
		{"none firm cushioned max", []fmt.Stringer{CushioningNone, CushioningFirm, CushioningCushioned, CushioningMax}},
		{"rigid stiff moderate flexible", []fmt.Stringer{FlexRigid, FlexStiff, FlexModerate, FlexFlexible}},
		{"proper tight loose", []fmt.Stringer{FitProper, FitTight, FitLoose}},
		{"pointed almond round square open", []fmt.Stringer{ToePointed, ToeAlmond, ToeRound, ToeSquare, ToeOpen}},
		{"new partial worn_out", []fmt.Stringer{WearNew, WearPartial, WearWornOut}},
		{"new ok worn", []fmt.Stringer{TreadNew, TreadOK, TreadWorn}},
		{"rated normal smooth", []fmt.Stringer{GripRated, GripNormal, GripSmooth}},
		{"none gel foam orthotic", []fmt.Stringer{InsoleNone, InsoleGel, InsoleFoam, InsoleOrthotic}},
		{"low_profile bulky", []fmt.Stringer{InsoleFitLowProfile, InsoleFitBulky}},
		{"flat normal high", []fmt.Stringer{ArchFlat, ArchNormal, ArchHigh}},
		{"over neutral under", []fmt.Stringer{PronationOver, PronationNeutral, PronationUnder}},
		{"weak fair strong", []fmt.Stringer{StrengthWeak, StrengthFair, StrengthStrong}},
		{"good poor", []fmt.Stringer{PostureGood, PosturePoor}},
		{"neutral anterior", []fmt.Stringer{TiltNeutral, TiltAnterior}},
		{"straight in out", []fmt.Stringer{DirectionStraight, DirectionIn, DirectionOut}},
		{"none past recent recurrent", []fmt.Stringer{BackPainNone, BackPainPast, BackPainRecent, BackPainRecurrent}},
		{"seated standing walking long_walk running",
			[]fmt.Stringer{ActivitySeated, ActivityStanding, ActivityWalking, ActivityLongWalk, ActivityRunning}},
		{"office social event commute home sport",
			[]fmt.Stringer{ContextOffice, ContextSocial, ContextEvent, ContextCommute, ContextHome, ContextSport}},
	} {
		var words []string
		for _, c := range tt.each {
			words = append(words, c.String())
		}
		assert.Equal(t, strings.Fields(tt.words), words)
	}
}

func TestNoAllocations(t *testing.T) {
	s := Shoe{Heel: HeelBlock.Or(HeelWedge)}
	assert.Zero(t, testing.AllocsPerRun(100, func() { s.Heel = s.Heel.Or(HeelWedge) }))
	assert.Zero(t, testing.AllocsPerRun(100, func() { Vocabulary() }))
}
