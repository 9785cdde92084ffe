package catalog

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// A Money is an amount of money in a currency. The zero Money is unknown, which is no price of nothing. It is held in
// whole millionths, so that sums and differences are exact. A Money is a plain value: compare it with ==.
//
// Its text form is an amount and the currency's code, as "1299.90 EUR"; where nobody said which currency, the amount alone.
type Money struct {
	micros   int64
	currency string // the code; empty where nobody said
	known    bool
}

// most is the greatest amount that is read: it leaves room for differences.
const most = 1e12

const digits = "0123456789"

// Price returns an amount in a currency, given by its code of three letters, or empty where it is not known. The amount is
// read as the decimal that it prints as, and rounded to millionths. NaN, an infinity and what is beyond ±1e12 are unknown.
func Price(amount float64, currency string) Money {
	if !(math.Abs(amount) <= most) {
		return Money{}
	}
	micros, ok := decimal(strconv.FormatFloat(amount, 'f', -1, 64), ".")
	return Money{micros, strings.ToUpper(currency), ok}
}

// Known reports whether m is known at all.
func (m Money) Known() bool { return m.known }

// Amount returns the amount, 0 if it is unknown.
func (m Money) Amount() float64 { return float64(m.micros) / 1e6 }

// Currency returns the currency's code, empty where it is unknown.
func (m Money) Currency() string { return m.currency }

// Compare returns -1, 0 or 1 as m is less than, equal to or more than n. It is not ok where either is unknown, or both are
// of different currencies. Where one names no currency, it is taken for that of the other.
func (m Money) Compare(n Money) (c int, ok bool) {
	if !m.comparable(n) {
		return 0, false
	}
	return cmp.Compare(m.micros, n.micros), true
}

// Less returns m less n, below zero where n is more. It is unknown where they do not compare.
func (m Money) Less(n Money) Money {
	if !m.comparable(n) {
		return Money{}
	}
	return Money{m.micros - n.micros, cmp.Or(m.currency, n.currency), true}
}

func (m Money) comparable(n Money) bool {
	return m.known && n.known && (m.currency == n.currency || m.currency == "" || n.currency == "")
}

// String returns the text form, "unknown" if m is. An amount has two decimals, more where they are needed.
func (m Money) String() string {
	if !m.known {
		return "unknown"
	}
	text := strconv.FormatFloat(math.Abs(m.Amount()), 'f', 6, 64)
	if magnitude := m.micros; magnitude < 0 || magnitude > 1<<53 { // beyond what a float64 holds exactly
		u := uint64(max(magnitude, -magnitude))
		text = fmt.Sprintf("%d.%06d", u/1e6, u%1e6)
	}
	for i := 0; i < 4 && strings.HasSuffix(text, "0"); i++ {
		text = text[:len(text)-1]
	}
	if m.micros < 0 {
		text = "-" + text
	}
	return strings.TrimSpace(text + " " + m.currency)
}

// MarshalText writes the text form, empty if m is unknown.
func (m Money) MarshalText() ([]byte, error) {
	if !m.known {
		return nil, nil
	}
	return []byte(m.String()), nil
}

// UnmarshalText reads what [ParseMoney] reads; the empty text is unknown. After an error m is what it was.
func (m *Money) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*m = Money{}
		return nil
	}
	read, err := ParseMoney(string(text))
	if err != nil {
		return err
	}
	*m = read
	return nil
}

var grouped = regexp.MustCompile(`^\d{1,3}(?:[.,]\d{3})+$`)

// signs are the signs of currencies that mean one currency alone. A bare $ is a dollar of any country, and kr any crown.
var signs = map[string]string{
	"€": "EUR", "£": "GBP", "₹": "INR", "RS": "INR", "RS.": "INR", "US$": "USD", "CA$": "CAD", "C$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD",
	"HK$": "HKD", "R$": "BRL", "ZŁ": "PLN", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₫": "VND", "₱": "PHP", "CHF": "CHF", "FR.": "CHF",
	"$": "", "¥": "", "KR": "", "KR.": "", "": "",
}

// ParseMoney reads an amount with or without its currency: "49.90 EUR", "EUR 49.90", "€49,90", "1,400", "1.299,00 €",
// "1 299,00 zł". A comma or a point with exactly three digits behind it and one to three before it divides thousands, and
// else decimals. A bare $ names no country, and so no currency. The error says what would be right; the money is then
// unknown.
func ParseMoney(s string) (Money, error) {
	wrong := func(hint string) (Money, error) {
		return Money{}, &rules.Error{Code: "bad-value", Msg: fmt.Sprintf("%q is no price", quote.Short(s)), Hint: hint}
	}
	first, last := strings.IndexAny(s, digits), strings.LastIndexAny(s, digits)
	if len(s) > 100 || first < 0 {
		return wrong(`write one amount and its currency, as "49.90 EUR"`)
	}
	before, minus := strings.CutSuffix(strings.TrimSpace(s[:first]), "-")
	if !minus {
		before, minus = strings.CutPrefix(before, "-")
	}
	before, after := strings.TrimSpace(before), strings.Trim(s[last+1:], " \t\r\n.,-–\u00a0\u202f") // as of "5,-"
	if before != "" && after != "" {
		return wrong(`name the currency once, as "49.90 EUR"`)
	}
	currency, ok := currencyOf(strings.ToUpper(before + after))
	if !ok {
		return wrong(fmt.Sprintf("%q is no currency's code; write three letters, as \"49.90 EUR\"", quote.Short(before+after)))
	}
	amount := strings.Map(func(r rune) rune {
		if strings.ContainsRune("'’ \t\u00a0\u202f", r) {
			return -1 // they divide thousands
		}
		return r
	}, s[first:last+1])
	micros, ok := amountOf(amount)
	if !ok {
		return wrong(`an amount is a decimal, as "1299.90"`)
	}
	if minus {
		micros = -micros
	}
	return Money{micros, currency, true}, nil
}

func currencyOf(sign string) (code string, ok bool) {
	if code, ok := signs[sign]; ok {
		return code, true
	}
	if len(sign) != 3 {
		return "", false
	}
	for _, r := range sign {
		if r < 'A' || r > 'Z' {
			return "", false
		}
	}
	return sign, true
}

// amountOf reads digits with commas and points, in the manner of any country.
func amountOf(s string) (micros int64, ok bool) {
	comma, point := strings.LastIndexByte(s, ','), strings.LastIndexByte(s, '.')
	switch {
	case comma >= 0 && point >= 0: // the later one divides decimals
		whole, sign := strings.ReplaceAll(s, ",", ""), "."
		if comma > point {
			whole, sign = strings.ReplaceAll(s, ".", ""), ","
		}
		return decimal(whole, sign)
	case grouped.MatchString(s) && s[0] != '0':
		return decimal(strings.NewReplacer(",", "", ".", "").Replace(s), ".")
	case comma >= 0:
		return decimal(s, ",")
	}
	return decimal(s, ".")
}

// decimal reads a decimal number in millionths, further decimals rounded half away from zero.
func decimal(s, sign string) (micros int64, ok bool) {
	negative := strings.HasPrefix(s, "-")
	whole, part, _ := strings.Cut(strings.TrimPrefix(s, "-"), sign)
	n, err := strconv.ParseUint(whole, 10, 63)
	if err != nil || n > most {
		return 0, false
	}
	up := len(part) > 6 && part[6] >= '5'
	for i := range len(part) {
		if part[i] < '0' || part[i] > '9' {
			return 0, false
		}
	}
	m, err := strconv.ParseUint((part + "000000")[:6], 10, 63)
	if err != nil {
		return 0, false
	}
	micros = int64(n)*1e6 + int64(m)
	if up {
		micros++
	}
	if negative {
		micros = -micros
	}
	return micros, true
}
