package fact_test

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

const limit = 1 << 53 // base units, either way

// bounded is any quantity.
type bounded interface {
	Bounds() (lo, hi int64)
	Known() bool
	Err() error
	String() string
	Dimension() fact.Dimension
	Value() fact.Value
}

// constructors are all of them, each with the size of its unit and the text that says the same.
var constructors = []struct {
	name string
	size int64
	unit string
	make func(float64) bounded
	read func(string) (bounded, error)
}{
	{"MM", 1_000, "mm", boxed(fact.MM), read(fact.ParseLength)},
	{"CM", 10_000, "cm", boxed(fact.CM), read(fact.ParseLength)},
	{"Inches", 25_400, "in", boxed(fact.Inches), read(fact.ParseLength)},
	{"Kilometres", 1_000_000_000, "km", boxed(fact.Kilometres), read(fact.ParseDistance)},
	{"Miles", 1_609_344_000, "mi", boxed(fact.Miles), read(fact.ParseDistance)},
	{"Grams", 1_000_000_000, "g", boxed(fact.Grams), read(fact.ParseMass)},
	{"Ounces", 28_349_523_125, "oz", boxed(fact.Ounces), read(fact.ParseMass)},
	{"Hours", 3_600, "h", boxed(fact.Hours), read(fact.ParseDuration)},
	{"Minutes", 60, "min", boxed(fact.Minutes), read(fact.ParseDuration)},
	{"Num", 1_000_000, "", boxed(fact.Num), read(fact.ParseNumber)},
}

func boxed[Q bounded](f func(float64) Q) func(float64) bounded {
	return func(x float64) bounded { return f(x) }
}

func read[Q bounded](f func(string) (Q, error)) func(string) (bounded, error) {
	return func(s string) (bounded, error) { return f(s) }
}

// nearest is the oracle: the whole number nearest to r, halves away from zero.
func nearest(r *big.Rat) *big.Int {
	up := new(big.Rat).Add(new(big.Rat).Abs(r), big.NewRat(1, 2))
	n := new(big.Int).Div(up.Num(), up.Denom()) // floors
	if r.Sign() < 0 {
		n.Neg(n)
	}
	return n
}

// decimal is x as it prints.
func decimal(x float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'f', -1, 64))
	return r
}

// checkConstructors holds every constructor against the oracle, and against the text of the same number.
func checkConstructors(t *testing.T, x float64) {
	t.Helper()
	for _, c := range constructors {
		q := c.make(x)
		want := nearest(new(big.Rat).Mul(decimal(x), new(big.Rat).SetInt64(c.size)))
		if want.CmpAbs(big.NewInt(limit)) > 0 {
			assert.EqualError(t, q.Err(), "too great to be true", "%s(%v)", c.name, x)
			continue
		}
		if !assert.NoError(t, q.Err(), "%s(%v)", c.name, x) {
			continue
		}
		lo, hi := q.Bounds()
		assert.Equal(t, want.Int64(), lo, "%s(%v)", c.name, x)
		assert.Equal(t, want.Int64(), hi, "%s(%v)", c.name, x)
		assert.True(t, q.Known(), "%s(%v)", c.name, x)
		if text := strconv.FormatFloat(x, 'f', -1, 64) + c.unit; len(text) <= 100 {
			same, err := c.read(text)
			require.NoError(t, err, text)
			assert.Equal(t, q, same, "%s(%v) and %q", c.name, x, text)
		}
	}
}

func TestConstructors(t *testing.T) {
	for _, x := range []float64{
		0, math.Copysign(0, -1), 5e-324, -5e-324, 1e-9, 1, -1, 0.1, 0.5, 76.2, 3.9, 1. / 3, -20,
		1.0005, 2.0005, 8.0005, -8.0005, 0.0005, 0.0004999999999999999, 16.4065, // halves of a µm, and what looks like one
		0.0000005, 1.0000015, 0.008333333333333333, 0.025, 1234567.8905,
		9007199254.740992, 9007199254.740993, 9007199254740.992, 9007199254740.993, -9007199254740.993, // the limits
		9007199.254740992, 9007199.254740993, -9007199.254740993,
		2501999792983.609, 317.7339, 1e9, 1e13, 1e15, 1e300, -1e300, math.MaxFloat64,
	} {
		checkConstructors(t, x)
	}
}

func TestConstructorsOfImpossibleNumbers(t *testing.T) {
	for _, tt := range []struct {
		x   float64
		err string
	}{
		{math.NaN(), "NaN is no number: leave out what is not known"},
		{math.Inf(1), "a measure cannot be infinite: leave the end of a range open instead"},
		{math.Inf(-1), "a measure cannot be infinite: leave the end of a range open instead"},
		{1e300, "too great to be true"},
		{-1e300, "too great to be true"},
	} {
		for _, c := range constructors {
			q := c.make(tt.x)
			assert.EqualError(t, q.Err(), tt.err, "%s(%v)", c.name, tt.x)
			assert.Equal(t, "invalid", q.String(), "%s(%v)", c.name, tt.x)
			assert.False(t, q.Known(), "%s(%v)", c.name, tt.x)
			assert.False(t, q.Value().Known(), "%s(%v)", c.name, tt.x)
			assert.Equal(t, q, c.make(tt.x), "%s(%v) equals itself", c.name, tt.x)
		}
		_, err := fact.MM(tt.x).MarshalText()
		assert.EqualError(t, err, tt.err, "%v", tt.x)
	}
}

func FuzzConstructors(f *testing.F) {
	for _, x := range []float64{0, 3.5, 1.0005, -1e-7, 9007199254740.993, 1e300} {
		f.Add(x)
	}
	f.Fuzz(func(t *testing.T, x float64) {
		if !math.IsNaN(x) && !math.IsInf(x, 0) {
			checkConstructors(t, x)
		}
	})
}

// Decimals of up to nine places, where rounding to a base unit is most often a close call.
func TestExactDecimals(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2_000 {
		digits, places := random.Int64N(1_000_000_000_000), random.IntN(10)
		if places > 3 && random.IntN(2) == 0 {
			digits -= digits%10 - 5 // end on a 5
		}
		text := new(big.Rat).SetFrac64(digits, int64(math.Pow10(places))).FloatString(places)
		x, err := strconv.ParseFloat(text, 64)
		require.NoError(t, err, text)
		checkConstructors(t, x)
		if t.Failed() {
			t.FailNow()
		}
	}
}

func TestExactInches(t *testing.T) {
	for n := range int64(161) {
		want := nearest(big.NewRat(n*25_400, 16)).Int64()
		texts := []string{fmt.Sprintf("%d/16in", n), fmt.Sprintf("%vin", float64(n)/16)}
		if n%16 != 0 {
			texts = append(texts, fmt.Sprintf("%d %d/16 in", n/16, n%16), fmt.Sprintf(`%d %02d/016"`, n/16, n%16))
		}
		for _, text := range texts {
			l, err := fact.ParseLength(text)
			require.NoError(t, err, text)
			assert.Equal(t, fact.Inches(float64(n)/16), l, text)
			lo, hi := l.Bounds()
			assert.Equal(t, want, lo, text)
			assert.Equal(t, want, hi, text)
			if n%2 == 0 { // an eighth is 3,175 µm, a sixteenth half a µm more than a whole number of them
				assert.Equal(t, n*25_400, lo*16, text)
			}
		}
	}
}

func TestSameMeasure(t *testing.T) {
	cm, err := fact.ParseLength("7.62cm")
	require.NoError(t, err)
	assert.True(t, fact.Inches(3) == fact.MM(76.2) && fact.MM(76.2) == cm && cm == fact.CM(7.62))
	assert.True(t, fact.Miles(1) == fact.Kilometres(1.609344))
	assert.True(t, fact.Ounces(16) == fact.Grams(453.59237))
	assert.True(t, fact.Hours(0.75) == fact.Minutes(45))
	assert.True(t, fact.Hours(1./3) == fact.Minutes(20))
	assert.True(t, fact.MM(0) == fact.MM(math.Copysign(0, -1)))
	assert.False(t, fact.MM(0) == fact.Length{}, "a length of nothing is not no length")
}

func TestZeroQuantity(t *testing.T) {
	for _, tt := range []struct {
		q    bounded
		want fact.Dimension
	}{
		{fact.Length{}, fact.OfLength},
		{fact.Distance{}, fact.OfLength},
		{fact.Mass{}, fact.OfMass},
		{fact.Duration{}, fact.OfDuration},
		{fact.Number{}, fact.OfNumber},
	} {
		name := fmt.Sprintf("%T", tt.q)
		lo, hi := tt.q.Bounds()
		assert.Equal(t, int64(math.MinInt64), lo, name)
		assert.Equal(t, int64(math.MaxInt64), hi, name)
		assert.False(t, tt.q.Known(), name)
		assert.NoError(t, tt.q.Err(), name)
		assert.Equal(t, "unknown", tt.q.String(), name)
		assert.Equal(t, tt.want, tt.q.Dimension(), name)
		assert.False(t, tt.q.Value().Known(), name)
	}
}

func TestRanges(t *testing.T) {
	var unknown fact.Length
	nan, huge := fact.MM(math.NaN()), fact.MM(1e300)
	for _, tt := range []struct {
		name  string
		in    fact.Length
		want  string
		known bool
	}{
		{"a point", fact.MM(85), "85mm", true},
		{"a range", fact.MM(76).To(fact.MM(99)), "76mm..99mm", false},
		{"a range of one", fact.MM(76).To(fact.MM(76)), "76mm", true},
		{"the hull of two ranges", fact.MM(1).To(fact.MM(3)).To(fact.MM(2).To(fact.MM(4))), "1mm..4mm", false},
		{"below nothing", fact.MM(-3).To(fact.MM(-1.5)), "-3mm..-1.5mm", false},
		{"or more", fact.MM(80).OrMore(), "80mm..", false},
		{"or less", fact.MM(80).OrLess(), "..80mm", false},
		{"a range or more", fact.MM(76).To(fact.MM(99)).OrMore(), "76mm..", false},
		{"a range or less", fact.MM(76).To(fact.MM(99)).OrLess(), "..99mm", false},
		{"or more or less", fact.MM(80).OrMore().OrLess(), "unknown", false},
		{"to the unknown", fact.MM(80).To(unknown), "80mm..", false},
		{"from the unknown", unknown.To(fact.MM(80)), "..80mm", false},
		{"both unknown", unknown.To(unknown), "unknown", false},
		{"the unknown or more", unknown.OrMore(), "unknown", false},
		{"the unknown or less", unknown.OrLess(), "unknown", false},
		{"reversed", fact.MM(99).To(fact.MM(76)), "invalid", false},
		{"by a µm", fact.MM(76.001).To(fact.MM(76)), "invalid", false},
		{"more, then less", fact.MM(99).OrMore().To(fact.MM(76).OrLess()), "invalid", false},
	} {
		assert.Equal(t, tt.want, tt.in.String(), tt.name)
		assert.Equal(t, tt.known, tt.in.Known(), tt.name)
	}
	assert.EqualError(t, fact.MM(99).To(fact.MM(76)).Err(), "the range ends below its start: write the lower end first")
	for _, q := range []fact.Length{nan.To(fact.MM(1)), fact.MM(1).To(nan), nan.To(unknown), unknown.To(nan), nan.To(huge),
		nan.OrMore(), nan.OrLess()} {
		assert.Equal(t, nan, q, "what is invalid stays so")
	}
}

func TestBetween(t *testing.T) {
	const least, most = math.MinInt64, math.MaxInt64
	between := fact.Number{}.Between
	for _, tt := range []struct {
		lo, hi int64
		want   string
	}{
		{0, 0, "0"},
		{1, 2, "0.000001..0.000002"},
		{-limit, limit, "-9007199254.740992..9007199254.740992"},
		{least, 5, "..0.000005"},
		{5, most, "0.000005.."},
		{least, most, "unknown"},
		{2, 1, "invalid"},
		{most, least, "invalid"},
		{least, least, "invalid"}, // an open end at the wrong side is no end
		{most, most, "invalid"},
		{limit, limit + 1, "invalid"},
		{-limit - 1, limit, "invalid"},
		{least + 1, 0, "invalid"},
		{0, most - 1, "invalid"},
		{least, limit + 1, "invalid"},
		{-limit - 1, most, "invalid"},
		{least, -limit - 1, "invalid"},
	} {
		q := between(tt.lo, tt.hi)
		assert.Equal(t, tt.want, q.String(), "%d to %d", tt.lo, tt.hi)
		if tt.want == "invalid" {
			assert.Error(t, q.Err(), "%d to %d", tt.lo, tt.hi)
			continue
		}
		lo, hi := q.Bounds()
		assert.Equal(t, [2]int64{tt.lo, tt.hi}, [2]int64{lo, hi})
	}
}

func TestUnits(t *testing.T) {
	units := fact.Units()
	assert.Len(t, units, 14)
	assert.True(t, slices.IsSortedFunc(units, func(a, b fact.Unit) int {
		return cmp.Or(cmp.Compare(a.Dimension, b.Dimension), cmp.Compare(a.Size, b.Size))
	}), "smallest first within each dimension: %v", units)
	names := map[string]bool{}
	for _, u := range units {
		assert.False(t, names[u.Name], "%s is one unit in rules, whatever is measured", u.Name)
		names[u.Name] = true
		for _, name := range []string{u.Symbol, u.Name} {
			size := map[fact.Dimension]func(string) (bounded, error){
				fact.OfLength: read(fact.ParseLength), fact.OfMass: read(fact.ParseMass), fact.OfDuration: read(fact.ParseDuration),
			}[u.Dimension]
			q, err := size("1" + name)
			require.NoError(t, err, name)
			lo, hi := q.Bounds()
			assert.Equal(t, [2]int64{u.Size, u.Size}, [2]int64{lo, hi}, name)
		}
	}
	units[0] = fact.Unit{}
	assert.NotEqual(t, units[0], fact.Units()[0], "a copy")
}

func TestDimension(t *testing.T) {
	for d, want := range []string{"number", "length", "mass", "duration", "Dimension(4)"} {
		assert.Equal(t, want, fact.Dimension(d).String())
	}
}

func TestAllocations(t *testing.T) {
	buffer := make([]byte, 0, 100)
	var sink int64
	for name, f := range map[string]func(){
		"MM, To, Bounds": func() { lo, hi := fact.MM(76).To(fact.Inches(3.9)).Bounds(); sink += hi - lo },
		"Known, Err":     func() { q := fact.Hours(8); _, _ = q.Known(), q.Err() },
		"And, Or, Not":   func() { sink += int64(fact.Yes.And(fact.Unknown).Or(fact.No).Not()) },
		"AppendText":     func() { buffer, _ = fact.MM(76.2).OrMore().AppendText(buffer[:0]) },
		"Value of a measure": func() {
			if fact.MM(76).Value().Known() {
				sink++
			}
		},
	} {
		assert.Zero(t, testing.AllocsPerRun(100, f), name)
	}
}

func BenchmarkMM(b *testing.B) {
	for b.Loop() {
		fact.MM(76.2)
	}
}

func BenchmarkParseLength(b *testing.B) {
	for b.Loop() {
		if _, err := fact.ParseLength("3 1/2 in"); err != nil {
			b.Fatal(err)
		}
	}
}
