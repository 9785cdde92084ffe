package footwear

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// A Result is what a check says of a shoe. The zero Result is ResultUnknown: the facts leave it open.
type Result uint8

// The results.
const (
	ResultUnknown Result = iota
	Pass
	Fail
)

var resultNames = [...]string{ResultUnknown: "unknown", Pass: "pass", Fail: "fail"}

// String returns "pass", "fail" or "unknown".
func (r Result) String() string {
	if int(r) < len(resultNames) {
		return resultNames[r]
	}
	return fmt.Sprintf("Result(%d)", uint8(r))
}

// MarshalText writes "pass", "fail" or "unknown". It fails on what is none of the results.
func (r Result) MarshalText() ([]byte, error) {
	if int(r) >= len(resultNames) {
		return nil, fmt.Errorf("%v is none of the results", r)
	}
	return []byte(r.String()), nil
}

// UnmarshalText reads what MarshalText writes. After an error r is what it was.
func (r *Result) UnmarshalText(text []byte) error {
	i := slices.Index(resultNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("%.100q is no result: write pass, fail or unknown", text)
	}
	*r = Result(i)
	return nil
}

// A Check is one question about a shoe, and what the facts answer. What is merely assumed answers nothing: where the
// facts leave both answers possible the result is unknown, and Missing names what to find out. To know more turns an
// unknown into a pass or a fail, and never one of these into anything else.
type Check struct {
	ID      string           `json:"-"` // as "heel_height"; in JSON the key
	Result  Result           `json:"result"`
	Rule    string           `json:"rule,omitempty"`    // the rule that Why is of, as "audit/heel-height-fail"; none if unknown
	Why     string           `json:"why"`               // in a sentence
	Cite    []string         `json:"cite,omitempty"`    // what the criterion rests on, as in Line.Cite
	Facts   map[string]Value `json:"facts"`             // what is stated of the words that the criterion reads
	Missing []string         `json:"missing,omitempty"` // of an unknown: the words of which not enough is stated
}

// Checks are the answers to a fixed list of questions, in its order. In JSON they are an object by id. The zero Checks
// are none, as of an Assessment of nothing.
//
// The audit of a shoe ([Assessment.Audit]) always has four: arch_support, heel_height, wear and sole. The shopping list
// ([Assessment.Checklist]) always has six: arch_support, cushioning, heel_height, no_bare_flat, fit and replacement.
type Checks []Check

var (
	auditIDs     = []string{"arch_support", "heel_height", "wear", "sole"}
	checklistIDs = []string{"arch_support", "cushioning", "heel_height", "no_bare_flat", "fit", "replacement"}
)

// Check returns the check with an id; it is not ok where there is none.
func (l Checks) Check(id string) (c Check, ok bool) {
	if i := slices.IndexFunc(l, func(c Check) bool { return c.ID == id }); i >= 0 {
		return l[i], true
	}
	return Check{}, false
}

// Result returns Fail where any check fails, Pass where all of them pass, and else ResultUnknown; so also of no checks.
func (l Checks) Result() Result {
	all := ResultUnknown
	for i, c := range l {
		switch {
		case c.Result == Fail:
			return Fail
		case i == 0:
			all = c.Result
		case c.Result != Pass:
			all = ResultUnknown
		}
	}
	return all
}

// MarshalJSON writes an object with the ids as keys, in the order of the list.
func (l Checks) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, c := range l {
		if i > 0 {
			b = append(b, ',')
		}
		key, err := json.Marshal(c.ID)
		if err != nil {
			return nil, err
		}
		if c.Facts == nil {
			c.Facts = map[string]Value{}
		}
		text, err := json.Marshal(c)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, key...), ':'), text...)
	}
	return append(b, '}'), nil
}

// UnmarshalJSON reads what MarshalJSON writes, and keeps the order; null and {} are no checks. After an error l is what
// it was.
func (l *Checks) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	start, err := d.Token()
	if err != nil {
		return err
	}
	if start == nil {
		*l = nil
		return nil
	}
	if start != json.Delim('{') {
		return fmt.Errorf("checks are an object by id, as {\"sole\": {\"result\": \"pass\"}}")
	}
	var read Checks
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		c := Check{ID: key.(string)} // an object has no other keys
		if _, twice := read.Check(c.ID); twice {
			return fmt.Errorf("the check %.100q stands there twice", c.ID)
		}
		if err := d.Decode(&c); err != nil {
			return err
		}
		read = append(read, c)
	}
	if _, err := d.Token(); err != nil {
		return err
	}
	*l = read
	return nil
}
