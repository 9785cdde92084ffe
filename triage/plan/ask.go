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
	var open []openWord
	for _, w := range c.reads[condition] {
		if !exact(words().Value(c.of, w.Name)) && w.Ask != "" {
			open = append(open, w)
		}
	}
	decide := open
	if len(open) > 1 {
		decide = slices.DeleteFunc(slices.Clone(open), func(w openWord) bool {
			return !slices.ContainsFunc(c.try(w), func(t truths) bool { return t[c.index[condition]] != fact.Unknown })
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

// An openWord is a word that conditions ask about, with the answers to try for it, as JSON: of a measure the ends of its
// domain.
type openWord struct {
	rules.WordInfo
	group   string
	answers [][]byte // each an object of the group
}

func newOpenWord(w rules.WordInfo) openWord {
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
	open := openWord{WordInfo: w, group: group}
	for _, answer := range answers {
		if text, err := json.Marshal(map[string]any{key: answer}); err == nil {
			open.answers = append(open.answers, text)
		}
	}
	return open
}

// try returns what would hold for each answer to a question. An answer that what is known rules out is left out.
func (c *choice) try(w openWord) []truths {
	if list, ok := c.tried[w.Name]; ok {
		return list
	}
	list := make([]truths, 0, len(w.answers))
	for _, answer := range w.answers {
		told := *c.of
		if words().DecodeGroup(w.group, answer, &told) != nil {
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
