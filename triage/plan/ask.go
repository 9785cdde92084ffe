package plan

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// ask lists the words that an open condition waits for, of an item that carries a caution or may join.
func (c *choice) ask(condition, id string, careful bool) {
	var open []rules.WordInfo
	for _, w := range c.reads[condition] {
		if !exact(words().Value(c.of, w.Name)) && w.Ask != "" {
			open = append(open, w)
		}
	}
	decide := open
	if len(open) > 1 {
		decide = slices.DeleteFunc(slices.Clone(open), func(w rules.WordInfo) bool {
			return !slices.ContainsFunc(c.try(w), func(t truths) bool { return t[condition] != fact.Unknown })
		})
	}
	if len(decide) == 0 { // only several answers together decide it
		decide = open
	}
	for _, w := range decide {
		q := c.questions[w.Name]
		if q == nil {
			q = &Question{Word: w.Name, Text: w.Ask}
			c.questions[w.Name] = q
		}
		list := &q.Adds
		if careful {
			list = &q.Careful
		}
		if i, found := slices.BinarySearch(*list, id); !found {
			*list = slices.Insert(*list, i, id)
		}
	}
}

// try returns what would hold for each answer to a question, of a measure for the ends of its domain. An answer that what
// is known rules out is left out.
func (c *choice) try(w rules.WordInfo) []truths {
	if list, ok := c.tried[w.Name]; ok {
		return list
	}
	answers := []any{true, false}
	if w.Kind == "choice" {
		answers = nil
		for _, value := range w.Values {
			answers = append(answers, value)
		}
	} else if w.Kind != "flag" {
		lo, hi, _ := strings.Cut(w.Domain, "..")
		answers = []any{lo, hi}
	}
	group, key, _ := strings.Cut(w.Name, ".")
	list := []truths{}
	for _, answer := range answers {
		text, err := json.Marshal(map[string]map[string]any{group: {key: answer}})
		if err != nil {
			continue
		}
		told := *c.of
		if words().DecodeJSON(text, &told) != nil {
			continue
		}
		if holds, err := c.judge(&told); err == nil {
			list = append(list, holds)
		}
	}
	c.tried[w.Name] = list
	return list
}

// exact reports whether a fact leaves nothing open.
func exact(v fact.Value) bool {
	if t, ok := v.Truth(); ok {
		return t != fact.Unknown
	}
	if _, lo, hi, ok := v.Measure(); ok {
		return lo == hi
	}
	return len(v.Words()) == 1
}
