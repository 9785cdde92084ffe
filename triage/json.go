package triage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/heelwise/heelwise/rules"
)

// answerLists are the lists of a report in JSON, in the order of their writing.
var answerLists = []Answer{Present, Absent, NotSure, NotAsked}

// maxFaults is how many unknown findings of a report are told of.
const maxFaults = 20

// MarshalJSON writes what r says. It fails on an impossible fact, and on an id that no finding has.
func (r Report) MarshalJSON() ([]byte, error) {
	if r.unknown != "" {
		return nil, unknownFinding(r.unknown)
	}
	b, err := Vocabulary().AppendGroup(nil, "report", &r)
	if err != nil {
		return nil, err
	}
	b = bytes.TrimSuffix(b, []byte("}"))
	for _, a := range answerLists[:3] { // what was not asked need not be said
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(strconv.AppendQuote(b, a.String()), ":["...)
		n := len(b)
		for i, id := range findings().ids {
			if r.answer(i) != a {
				continue
			}
			if len(b) > n {
				b = append(b, ',')
			}
			b = strconv.AppendQuote(b, id)
		}
		b = append(b, ']')
	}
	return append(b, '}'), nil
}

// UnmarshalJSON sets the words that data names and the answers that its lists give, and leaves all others as they are. The
// error names every key and id at fault ([rules.Errors]), among them a finding with two answers, and leaves r as it was. What
// else contradicts itself is found by [Report.Check].
func (r *Report) UnmarshalJSON(data []byte) error {
	read := *r
	if err := read.decode(data); err != nil {
		return err
	}
	*r = read
	return nil
}

func (r *Report) decode(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return &rules.Error{Code: "bad-value", Msg: "a report is one object", Hint: `as {"age": 35, "present": ["back_pain"]}`}
	}
	var faults rules.Errors
	words := []byte{'{'} // all that is no list
	given := map[string]string{}
	seen := map[Answer]bool{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return badJSON(err)
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return badJSON(err)
		}
		key, _ := token.(string)
		i := slices.IndexFunc(answerLists, func(a Answer) bool { return a.String() == key })
		if i < 0 {
			if len(words) > 1 {
				words = append(words, ',')
			}
			name, _ := json.Marshal(key) // a text
			words = append(append(append(words, name...), ':'), value...)
			continue
		}
		if seen[answerLists[i]] {
			faults = append(faults, &rules.Error{Key: key, Code: "duplicate-key", Msg: "the key is given twice", Hint: "write one list"})
			continue
		}
		seen[answerLists[i]] = true
		faults = append(faults, r.decodeList(answerLists[i], value, given)...)
	}
	if _, err := d.Token(); err != nil {
		return badJSON(err)
	}
	if err := Vocabulary().DecodeGroup("report", append(words, '}'), r); err != nil {
		for _, e := range rules.AsErrors(err) {
			if e.Code == "unknown-key" {
				e.Hint = nearestKey(strings.TrimPrefix(e.Key, "report."))
			}
			faults = append(faults, e)
		}
	}
	return faults.Err()
}

func badJSON(err error) error {
	return &rules.Error{Code: "bad-json", Msg: "not valid JSON: " + strings.TrimPrefix(err.Error(), "json: ")}
}

// nearestKey says which key of a report may have been meant.
func nearestKey(written string) string {
	keys := reportKeys()
	if name, ok := rules.Nearest(written, keys); ok {
		return fmt.Sprintf("did you mean %q?", name)
	}
	if _, ok := FindingOf(written); ok {
		return fmt.Sprintf("write \"present\": [%q], or absent or not_sure", written)
	}
	return "the keys are " + strings.Join(keys, ", ")
}

// reportKeys returns the keys of a report in JSON.
func reportKeys() (keys []string) {
	for w := range Vocabulary().Words() {
		if key, ok := strings.CutPrefix(w.Name, "report."); ok {
			keys = append(keys, key)
		}
	}
	for _, a := range answerLists {
		keys = append(keys, a.String())
	}
	return keys
}

// decodeList gives an answer to each finding of a list. What has another answer already is in given.
func (r *Report) decodeList(a Answer, data []byte, given map[string]string) (faults rules.Errors) {
	var ids []string
	if err := json.Unmarshal(data, &ids); err != nil {
		return rules.Errors{{Key: a.String(), Code: "bad-value", Msg: "a list of ids of findings is needed", Hint: `as ["back_pain", "fever"]`}}
	}
	more := 0
	for _, id := range ids {
		i, ok := findings().index[id]
		var fault *rules.Error
		switch other := given[id]; {
		case !ok && len(faults) >= maxFaults:
			more++
			continue
		case !ok:
			fault = unknownFinding(id)
		case other != "" && other != a.String():
			fault = &rules.Error{Key: "finding." + id, Code: "contradiction", Msg: fmt.Sprintf("it is both %s and %s", other, a), Hint: "a finding has one answer"}
		default:
			given[id] = a.String()
			r.set(i, a)
			continue
		}
		faults = append(faults, fault)
	}
	if more > 0 {
		faults = append(faults, &rules.Error{Key: a.String(), Code: "unknown-key", Msg: fmt.Sprintf("there are %d more findings that do not exist", more)})
	}
	return faults
}
