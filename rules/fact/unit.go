package fact

import "fmt"

// A Dimension is what a measure measures. Measures of one dimension compare and add; others do not. The zero Dimension
// is OfNumber.
type Dimension uint8

// The dimensions. A Distance has the dimension of a Length.
const (
	OfNumber   Dimension = iota // a plain number, in millionths
	OfLength                    // micrometres
	OfMass                      // nanograms
	OfDuration                  // seconds
)

var dimensionNames = [...]string{OfNumber: "number", OfLength: "length", OfMass: "mass", OfDuration: "duration"}

// String returns the dimension's name.
func (d Dimension) String() string {
	if int(d) < len(dimensionNames) {
		return dimensionNames[d]
	}
	return fmt.Sprintf("Dimension(%d)", uint8(d))
}

// A Unit is a name for a whole number of base units.
type Unit struct {
	Symbol    string    // as in texts: "in"
	Name      string    // as in rules: "inch"
	Dimension Dimension // what it measures
	Size      int64     // base units in one of it
}

// units lists what texts and rules may be written in. Every size is exact.
// Masses: the international avoirdupois pound is 0.45359237 kg, the ounce a sixteenth of it.
var units = [...]Unit{
	{"mm", "mm", OfLength, 1_000},
	{"cm", "cm", OfLength, 10_000},
	{"in", "inch", OfLength, 25_400},
	{"ft", "foot", OfLength, 304_800},
	{"m", "m", OfLength, 1_000_000},
	{"km", "km", OfLength, 1_000_000_000},
	{"mi", "mile", OfLength, 1_609_344_000},
	{"g", "g", OfMass, 1_000_000_000},
	{"oz", "oz", OfMass, 28_349_523_125},
	{"lb", "lb", OfMass, 453_592_370_000},
	{"kg", "kg", OfMass, 1_000_000_000_000},
	{"s", "second", OfDuration, 1},
	{"min", "minute", OfDuration, 60},
	{"h", "hour", OfDuration, 3_600},
}

// spellings are the further names that texts may use for a unit, by its symbol.
var spellings = map[string]string{
	"inch": "in", "inches": "in", `"`: "in", "″": "in", "foot": "ft", "feet": "ft", "mile": "mi", "miles": "mi",
	"sec": "s", "second": "s", "seconds": "s", "m": "min", "mins": "min", "minute": "min", "minutes": "min",
	"hr": "h", "hrs": "h", "hour": "h", "hours": "h",
}

// Units returns the units of every dimension but plain numbers, smallest first within each. The list is the caller's
// own.
func Units() []Unit { return append([]Unit(nil), units[:]...) }

// unitOf finds a unit of dimension d by symbol or spelling. "m" is a metre of length and a minute of time.
func unitOf(d Dimension, name string) (Unit, bool) {
	for _, u := range units {
		if u.Dimension == d && (u.Symbol == name || u.Symbol == spellings[name]) {
			return u, true
		}
	}
	return Unit{}, false
}
