package rules

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// Points is a number of points in hundredths: 1234 is 12.34. In JSON it is a decimal number. Zero is a score like any
// other; what has no score is [NoPoints].
type Points int64

// NoPoints is the score of a case that holds an impossible fact, or facts that contradict each other.
const NoPoints Points = math.MinInt64

// Valid reports whether p is a score at all, and not [NoPoints].
func (p Points) Valid() bool { return p != NoPoints }

// Float returns p in points: 12.34 for 1234, NaN for [NoPoints].
func (p Points) Float() float64 {
	if !p.Valid() {
		return math.NaN()
	}
	return float64(p) / 100
}

// String returns the points with two decimals, "invalid" for [NoPoints].
func (p Points) String() string {
	if !p.Valid() {
		return "invalid"
	}
	return strconv.FormatFloat(p.Float(), 'f', 2, 64)
}

// MarshalJSON writes a decimal number, null for [NoPoints].
func (p Points) MarshalJSON() ([]byte, error) {
	if !p.Valid() {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, p.Float(), 'f', -1, 64), nil
}

// UnmarshalJSON reads what MarshalJSON writes. Further decimals are rounded, halves away from zero; null is [NoPoints];
// what lies beyond ±1e9 is an error.
func (p *Points) UnmarshalJSON(data []byte) error {
	n, ok, err := decimal(data, hundredth)
	if err == nil && !ok {
		n = int64(NoPoints)
	}
	*p = Points(n)
	return err
}

// A Factor is a number in millionths: 950000 is 0.95. In JSON it is a decimal number.
type Factor int64

// Float returns f as a number: 0.95 for 950000.
func (f Factor) Float() float64 { return float64(f) / 1e6 }

// String returns f with as many decimals as it needs.
func (f Factor) String() string { return strconv.FormatFloat(f.Float(), 'f', -1, 64) }

// MarshalJSON writes a decimal number.
func (f Factor) MarshalJSON() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalJSON reads what MarshalJSON writes. Further decimals are rounded, halves away from zero; null is 0; what
// lies beyond ±1e9 is an error.
func (f *Factor) UnmarshalJSON(data []byte) error {
	n, _, err := decimal(data, millionth)
	*f = Factor(n)
	return err
}

// decimal reads a JSON number into whole units; ok is false for null.
func decimal(data []byte, unit float64) (n int64, ok bool, err error) {
	var x *float64
	if err := json.Unmarshal(data, &x); err != nil {
		return 0, false, err
	}
	if x == nil {
		return 0, false, nil
	}
	if math.Abs(*x) > 1e9 {
		return 0, false, fmt.Errorf("%s is too great to be points", data)
	}
	return units(*x, unit), true, nil
}
