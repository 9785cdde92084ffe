package fact

import (
	"errors"
	"math"
	"math/big"
)

// A Quantity is a measure: a closed range of whole base units of the dimension D, either end of which may be open.
// A point is a range of one. The zero Quantity is unknown.
//
// A quantity holds up to 2⁵³ base units either way. What falls between two of them is rounded to the nearest, halves
// away from zero; the constructors read their float64 as the decimal that it prints as.
//
// The constructors take any number, also one below 0, and round it to whole base units. NaN, an infinity and more than
// 2⁵³ base units give an invalid quantity, of which Err says why.
//
// Its text form is a number with its unit ("85mm", "3.5in", "3 1/2 in", "1h30m"), or a range of two ("76mm..99mm",
// "80mm..", "..4h"); plain numbers have no unit ("35", "40..50"). See [ParseLength] and its sisters.
type Quantity[D dimension] struct {
	lo, hi int64 // base units; math.MinInt64 and math.MaxInt64 are open ends
	state  state
}

// The measures.
type (
	Length   = Quantity[length]   // micrometres; text in mm
	Distance = Quantity[distance] // micrometres; text in km
	Mass     = Quantity[mass]     // nanograms; text in g
	Duration = Quantity[duration] // seconds; text in h, min and s
	Number   = Quantity[number]   // millionths; text without unit
)

type (
	length   struct{}
	distance struct{}
	mass     struct{}
	duration struct{}
	number   struct{}
)

// dimension is the closed set of what a Quantity measures.
type dimension interface {
	// form returns how quantities of it are read and printed.
	form() *form
}

// form says how a quantity is read and printed.
type form struct {
	Dimension
	name string // for errors
	unit string // the symbol it is printed in; durations use three
	like string // a text that would be right
}

var forms = [...]form{
	{OfLength, "length", "mm", "85mm"},
	{OfLength, "distance", "km", "500km"},
	{OfMass, "mass", "g", "280g"},
	{OfDuration, "duration", "h", "1h30m"},
	{OfNumber, "number", "", "35"},
}

func (length) form() *form   { return &forms[0] }
func (distance) form() *form { return &forms[1] }
func (mass) form() *form     { return &forms[2] }
func (duration) form() *form { return &forms[3] }
func (number) form() *form   { return &forms[4] }

// state tells the unknown from the known, and why a quantity is neither.
type state uint8

const (
	unknown state = iota
	known
	notANumber
	infinite
	tooGreat
	reversed
)

// greatest is the largest magnitude of an end, in base units: what a float64 still holds as a whole number.
// It is 9 million km, 9,000 kg or 285 million years.
const greatest = 1 << 53

// MM returns a length of x millimetres, rounded to whole base units; see [Quantity].
func MM(x float64) Length { return of[length](x, 1_000) }

// CM returns a length of x centimetres, rounded to whole base units; see [Quantity].
func CM(x float64) Length { return of[length](x, 10_000) }

// Inches returns a length of x inches of 25.4 mm, rounded to whole base units; see [Quantity].
func Inches(x float64) Length { return of[length](x, 25_400) }

// Kilometres returns a distance of x kilometres, rounded to whole base units; see [Quantity].
func Kilometres(x float64) Distance { return of[distance](x, 1_000_000_000) }

// Miles returns a distance of x miles of 1.609344 km, rounded to whole base units; see [Quantity].
func Miles(x float64) Distance { return of[distance](x, 1_609_344_000) }

// Grams returns a mass of x grams, rounded to whole base units; see [Quantity].
func Grams(x float64) Mass { return of[mass](x, 1_000_000_000) }

// Ounces returns a mass of x avoirdupois ounces of 28.349523125 g, rounded to whole base units; see [Quantity].
func Ounces(x float64) Mass { return of[mass](x, 28_349_523_125) }

// Hours returns a duration of x hours, rounded to whole base units; see [Quantity].
func Hours(x float64) Duration { return of[duration](x, 3_600) }

// Minutes returns a duration of x minutes, rounded to whole base units; see [Quantity].
func Minutes(x float64) Duration { return of[duration](x, 60) }

// Num returns the plain number x, rounded to whole base units; see [Quantity].
func Num(x float64) Number { return of[number](x, 1_000_000) }

// of returns x units of the given size, rounded to the nearest base unit, halves away from zero. It takes x for the
// shortest decimal that denotes it, so that 1.0005 mm is the same as a constant and as a text.
func of[D dimension](x float64, size int64) Quantity[D] {
	switch y := x * float64(size); {
	case math.IsNaN(x):
		return Quantity[D]{state: notANumber}
	case math.IsInf(x, 0):
		return Quantity[D]{state: infinite}
	case math.Abs(y) > greatest:
		return Quantity[D]{state: tooGreat}
	case math.Abs(y) < 1<<40 && math.Abs(y-math.Round(y)) < 0.4: // y errs by less than 2⁻¹², so only halves need care
		return point[D](int64(math.Round(y)))
	}
	r, _ := new(big.Rat).SetString(big.NewFloat(x).Text('g', -1))
	n, ok := rounded(r.Mul(r, new(big.Rat).SetInt64(size)))
	if !ok {
		return Quantity[D]{state: tooGreat}
	}
	return point[D](n)
}

func point[D dimension](n int64) Quantity[D] { return Quantity[D]{n, n, known} }

// Between returns the range from lo to hi base units; what q says does not matter, only what it measures. A lo of
// math.MinInt64 or a hi of math.MaxInt64 is an open end; with both the range is unknown. A range that ends below its
// start or beyond ±2⁵³ is invalid; see Err.
func (q Quantity[D]) Between(lo, hi int64) Quantity[D] {
	switch {
	case lo > hi:
		return Quantity[D]{state: reversed}
	case lo == math.MinInt64 && hi == math.MaxInt64:
		return Quantity[D]{}
	case lo != math.MinInt64 && tooFar(lo), hi != math.MaxInt64 && tooFar(hi):
		return Quantity[D]{state: tooGreat}
	}
	return Quantity[D]{lo, hi, known}
}

func tooFar(n int64) bool { return n < -greatest || n > greatest }

// To returns the range from the lower end of q to the upper end of r. An unknown q or r leaves that end open. What is
// invalid stays so, and a range that ends below its start is.
func (q Quantity[D]) To(r Quantity[D]) Quantity[D] {
	if q.state > known {
		return q
	}
	if r.state > known {
		return r
	}
	lo, _ := q.Bounds()
	_, hi := r.Bounds()
	return q.Between(lo, hi)
}

// OrMore returns q with its upper end open: "80mm..". What is unknown stays so, and what is invalid too.
func (q Quantity[D]) OrMore() Quantity[D] { return q.To(Quantity[D]{}) }

// OrLess returns q with its lower end open: "..80mm". What is unknown stays so, and what is invalid too.
func (q Quantity[D]) OrLess() Quantity[D] { return Quantity[D]{}.To(q) }

// Bounds returns the ends of q in base units; an open end is math.MinInt64 or math.MaxInt64, and both are for an
// unknown q. The bounds of an invalid q mean nothing; see Err.
func (q Quantity[D]) Bounds() (lo, hi int64) {
	if q.state == unknown {
		return math.MinInt64, math.MaxInt64
	}
	return q.lo, q.hi
}

// Known reports whether q is a point.
func (q Quantity[D]) Known() bool { return q.state == known && q.lo == q.hi }

// Dimension returns what q measures.
func (q Quantity[D]) Dimension() Dimension {
	var d D
	return d.form().Dimension
}

// Invalid reports whether q is impossible; Err says why.
func (q Quantity[D]) Invalid() bool { return q.state > known }

// Err says why q is impossible, or is nil.
func (q Quantity[D]) Err() error {
	switch q.state {
	case notANumber:
		return errors.New("NaN is no number: leave out what is not known")
	case infinite:
		return errors.New("a measure cannot be infinite: leave the end of a range open instead")
	case tooGreat:
		return errors.New("too great to be true")
	case reversed:
		return errors.New("the range ends below its start: write the lower end first")
	}
	return nil
}
