package fact

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// longest is the longest text that is read as a measure, in bytes.
const longest = 100

// ParseLength reads a length: "85mm", "8.5cm", "3.5in", "3 1/2 in", "5ft 3in", "-6mm", "76mm..99mm", "80mm..". Every
// end carries its unit: mm, cm, m, km, in, ft, mi or a spelling of these as "inches". There are no exponents, and no
// signs but one minus before an end. The empty text is an error, and no text of more than 100 bytes is read. The error
// says what would be right; the length is then unknown.
func ParseLength(s string) (Length, error) { return parse[length](s) }

// ParseDistance reads a distance, in the units of a length: "500km", "300mi", "300km..800km". Errors are as for
// [ParseLength].
func ParseDistance(s string) (Distance, error) { return parse[distance](s) }

// ParseMass reads a mass in g, kg, oz or lb: "280g", "0.6kg", "9oz", "1lb 2oz". Errors are as for [ParseLength].
func ParseMass(s string) (Mass, error) { return parse[mass](s) }

// ParseDuration reads a duration in h, min (or m) and s: "8h", "45min", "1h30m", "..4h". Errors are as for
// [ParseLength].
func ParseDuration(s string) (Duration, error) { return parse[duration](s) }

// ParseNumber reads a plain number: "35", "0.5", "40..50". Errors are as for [ParseLength].
func ParseNumber(s string) (Number, error) { return parse[number](s) }

// UnmarshalText reads the text form; the empty text is unknown. After an error q is what it was.
func (q *Quantity[D]) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*q = Quantity[D]{}
		return nil
	}
	r, err := parse[D](string(text))
	if err != nil {
		return err
	}
	*q = r
	return nil
}

// MarshalText returns the text form, empty when q is unknown. It fails if q is invalid.
func (q Quantity[D]) MarshalText() ([]byte, error) { return q.AppendText(nil) }

// AppendText appends the text form to b; see [Quantity.MarshalText].
func (q Quantity[D]) AppendText(b []byte) ([]byte, error) {
	if err := q.Err(); err != nil {
		return b, err
	}
	var d D
	f := d.form()
	switch {
	case q.state == unknown:
		return b, nil
	case q.lo == q.hi:
		return f.append(b, q.lo), nil
	}
	if q.lo != math.MinInt64 {
		b = f.append(b, q.lo)
	}
	b = append(b, ".."...)
	if q.hi != math.MaxInt64 {
		b = f.append(b, q.hi)
	}
	return b, nil
}

// String returns the text form, "unknown" or "invalid".
func (q Quantity[D]) String() string {
	switch text, err := q.AppendText(nil); {
	case err != nil:
		return "invalid"
	case len(text) == 0:
		return "unknown"
	default:
		return string(text)
	}
}

// append prints n base units: exactly, and without trailing zeros.
func (f *form) append(b []byte, n int64) []byte {
	if f.Dimension == OfDuration {
		return appendDuration(b, n)
	}
	size := int64(1_000_000)
	if u, ok := unitOf(f.Dimension, f.unit); ok {
		size = u.Size
	}
	b = appendDecimal(b, n, size)
	return append(b, f.unit...)
}

// appendDecimal prints n/size, size a power of ten.
func appendDecimal(b []byte, n, size int64) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/size, 10)
	rest := n % size
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	for rest > 0 {
		rest *= 10
		b = append(b, byte('0'+rest/size))
		rest %= size
	}
	return b
}

// appendDuration prints seconds as hours, minutes and seconds: 8h, 45min, 1h30m, 90s as 1min30s.
func appendDuration(b []byte, n int64) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	h, m, s := n/3600, n/60%60, n%60
	if h > 0 {
		b = append(strconv.AppendInt(b, h, 10), 'h')
	}
	if m > 0 {
		b = strconv.AppendInt(b, m, 10)
		if h > 0 {
			b = append(b, 'm')
		} else {
			b = append(b, "min"...)
		}
	}
	if s > 0 || n == 0 {
		b = append(strconv.AppendInt(b, s, 10), 's')
	}
	return b
}

// parse reads a quantity of D, which may be a range.
func parse[D dimension](s string) (q Quantity[D], err error) {
	var d D
	f := d.form()
	if len(s) > longest {
		return q, fmt.Errorf("a text of %d bytes is no %s: write one like %q", len(s), f.name, f.like)
	}
	from, to, isRange := strings.Cut(s, "..")
	if !isRange {
		n, err := f.parse(s)
		if err != nil {
			return q, err
		}
		return point[D](n), nil
	}
	lo, hi := int64(math.MinInt64), int64(math.MaxInt64)
	if from = strings.TrimSpace(from); from != "" {
		if lo, err = f.parse(from); err != nil {
			return q, err
		}
	}
	if to = strings.TrimSpace(to); to != "" {
		if hi, err = f.parse(to); err != nil {
			return q, err
		}
	}
	if from == "" && to == "" {
		return q, fmt.Errorf("%q has neither end: leave out what is not known", s)
	}
	q = q.Between(lo, hi)
	if err := q.Err(); err != nil {
		return Quantity[D]{}, fmt.Errorf("%q: %w", s, err)
	}
	return q, nil
}

// parse reads one end: terms of a number and a unit, largest unit first ("1h30m", "5ft 3in").
func (f *form) parse(s string) (int64, error) {
	rest := strings.TrimSpace(s)
	negative := strings.HasPrefix(rest, "-")
	if negative {
		rest = strings.TrimSpace(rest[1:])
	}
	if rest == "" {
		return 0, f.refuse(s, "holds no number")
	}
	sum := new(big.Rat)
	last := int64(math.MaxInt64)
	for rest != "" {
		x, after, ok := cutNumber(rest)
		if !ok {
			return 0, f.refuse(s, "is no "+f.name)
		}
		name, after := cutUnit(after)
		size := int64(1_000_000)
		if f.Dimension != OfNumber {
			u, ok := unitOf(f.Dimension, name)
			switch {
			case name == "":
				return 0, f.refuse(s, "has no unit")
			case !ok:
				return 0, f.refuse(s, fmt.Sprintf("has the unit %q, which is none of a %s", name, f.name))
			}
			size = u.Size
		} else if name != "" {
			return 0, f.refuse(s, "is a plain number with the unit "+strconv.Quote(name))
		}
		switch {
		case f.Dimension == OfNumber && last != math.MaxInt64:
			return 0, f.refuse(s, "holds more than one number")
		case size >= last:
			return 0, f.refuse(s, "does not go from the larger unit to the smaller")
		}
		last = size
		sum.Add(sum, x.Mul(x, new(big.Rat).SetInt64(size)))
		rest = strings.TrimSpace(after)
	}
	if negative {
		sum.Neg(sum)
	}
	n, ok := rounded(sum)
	if !ok {
		return 0, f.refuse(s, "is too great to be true")
	}
	return n, nil
}

func (f *form) refuse(s, why string) error {
	return fmt.Errorf("%q %s: write a %s like %q", s, why, f.name, f.like)
}

// cutNumber reads "3", "3.5", "1/2" or "3 1/2" from the start of s.
func cutNumber(s string) (x *big.Rat, after string, ok bool) {
	digits := func(s string) int {
		i := 0
		for i < len(s) && '0' <= s[i] && s[i] <= '9' {
			i++
		}
		return i
	}
	i := digits(s)
	if i == 0 {
		return nil, s, false
	}
	if i+1 < len(s) && s[i] == '.' && digits(s[i+1:]) > 0 {
		i += 1 + digits(s[i+1:])
		x, ok = new(big.Rat).SetString(s[:i])
		return x, s[i:], ok
	}
	if i < len(s) && s[i] == '/' {
		j := i + 1 + digits(s[i+1:])
		x, _ = new(big.Rat).SetString(s[:i]) // each part alone: in a fraction, SetString takes "010" for octal
		if by, ok := new(big.Rat).SetString(s[i+1 : j]); ok && by.Sign() > 0 {
			return x.Quo(x, by), s[j:], true
		}
		return nil, s, false
	}
	x, _ = new(big.Rat).SetString(s[:i])
	if more := strings.TrimLeft(s[i:], " "); len(more) < len(s[i:]) && digits(more) > 0 {
		if j := digits(more); j < len(more) && more[j] == '/' {
			part, after, ok := cutNumber(more)
			if !ok || part.Cmp(big.NewRat(1, 1)) >= 0 {
				return nil, s, false
			}
			return x.Add(x, part), after, true
		}
	}
	return x, s[i:], true
}

// cutUnit reads what stands before the next digit, space or end.
func cutUnit(s string) (name, after string) {
	s = strings.TrimLeft(s, " ")
	i := strings.IndexFunc(s, func(r rune) bool { return '0' <= r && r <= '9' || r == ' ' || r == '-' || r == '.' })
	if i < 0 {
		i = len(s)
	}
	return s[:i], s[i:]
}

// rounded returns r rounded to a whole number, halves away from zero, and whether a quantity can hold it.
func rounded(r *big.Rat) (int64, bool) {
	num, den := new(big.Int).Abs(r.Num()), r.Denom()
	num.Lsh(num, 1).Add(num, den).Quo(num, new(big.Int).Lsh(den, 1))
	if !num.IsInt64() || num.Int64() > greatest {
		return 0, false
	}
	if r.Sign() < 0 {
		return -num.Int64(), true
	}
	return num.Int64(), true
}
