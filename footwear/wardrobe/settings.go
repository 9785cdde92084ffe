package wardrobe

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/internal/entries"
	"github.com/heelwise/heelwise/internal/pages"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// texts reads a text or a list of them.
func (p page) texts(n *yaml.Node, id string) (list []string) {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	for _, one := range nodes {
		if one.Kind != yaml.ScalarNode || one.Value == "" {
			p.Fault(one, id, "bad-value", "a source is a text", "")
			continue
		}
		list = append(list, one.Value)
	}
	if len(list) == 0 {
		p.Fault(n, id, "bad-value", "the variant says nobody who says so", "name a source")
	}
	return list
}

// settings reads what a variant sets.
func (p page) settings(set entries.Entry, id string) (list []setting) {
	if set.Value.Kind != yaml.MappingNode || len(set.Value.Content) == 0 {
		p.Fault(set.Value, id, "wrong-shape", "set holds words and what they become", "as set: {use.hours: 4h}")
		return nil
	}
	var names []string
	for w := range footwear.Vocabulary().Words() {
		names = append(names, w.Name)
	}
	for i := 0; i+1 < len(set.Value.Content); i += 2 {
		key, value := set.Value.Content[i], set.Value.Content[i+1]
		word := key.Value
		tied := func(other setting) bool { return place(other.word) == place(word) }
		switch {
		case !slices.Contains(names, word):
			p.Fault(key, id, "unknown-word", fmt.Sprintf("there is no word %q", word), pages.Hint(word, names, "docs/vocabulary.md lists the words"))
		case strings.HasPrefix(word, "wearer."):
			p.Fault(key, id, "bad-value", "a variant changes a shoe or its use, and nobody who wears it", "")
		case word == "shoe.platform":
			p.Fault(key, id, "bad-value", "shoe.platform follows from what a variant does to the heel", "set shoe.heel_height or shoe.rise")
		case word == "shoe.base":
			p.Fault(key, id, "bad-value", "shoe.base follows from what a variant does to the base", "set shoe.base_width")
		case slices.ContainsFunc(list, tied):
			p.Fault(key, id, "duplicate-key", fmt.Sprintf("%s is set twice, or follows from what is set", word), "")
		default:
			s, ok := p.setting(word, value, id)
			if ok && !s.lowers() {
				p.Fault(key, id, "bad-value", fmt.Sprintf("%s cannot change so", word), "a heel height becomes a lower one by next or most, a rise by less")
			} else if ok {
				list = append(list, s)
			}
		}
	}
	return list
}

// lowers reports whether a setting about the height of a heel can only lower it.
func (s *setting) lowers() bool {
	switch s.word {
	case "shoe.heel_height":
		return s.how == most || s.how == next && !s.rising
	case "shoe.rise":
		return s.how == less
	}
	return true
}

// setting reads what becomes of a word.
func (p page) setting(word string, n *yaml.Node, id string) (s setting, ok bool) {
	s.word = word
	if n.Kind != yaml.MappingNode {
		s.how = becomes
		s.value, ok = p.fact(word, n, id)
		return s, ok
	}
	if len(n.Content) != 2 || !slices.Contains(countedKeys, n.Content[0].Value) {
		p.Fault(n, id, "wrong-shape", "what becomes of a word has one key: "+strings.Join(countedKeys, ", "), "as {less: 1h}")
		return s, false
	}
	key, value := n.Content[0], n.Content[1]
	if kindOf(word) == "choice" || kindOf(word) == "flag" {
		p.Fault(key, id, "bad-value", fmt.Sprintf("%s is no measure", word), "write what it becomes")
		return s, false
	}
	nodes := []*yaml.Node{value}
	switch key.Value {
	case "times":
		x, err := strconv.ParseFloat(value.Value, 64)
		if err != nil || !(x > 0 && x < 1) {
			p.Fault(value, id, "bad-value", fmt.Sprintf("a share lies between 0 and 1, not at %q", value.Value), "")
			return s, false
		}
		s.how, s.share = times, x
		return s, true
	case "next":
		s.how = next
		if nodes = value.Content; value.Kind != yaml.SequenceNode || len(nodes) == 0 {
			p.Fault(value, id, "wrong-shape", "next is a list", "as {next: [76.2mm, 50.8mm]}")
			return s, false
		}
	case "most":
		s.how = most
	case "less":
		s.how = less
	}
	for _, node := range nodes {
		v, ok := p.fact(word, node, id)
		if !ok {
			return s, false
		}
		_, lo, hi, _ := v.Measure()
		if lo != hi {
			p.Fault(node, id, "bad-value", fmt.Sprintf("%s is no single value", node.Value), "")
			return s, false
		}
		s.steps = append(s.steps, lo)
	}
	down := slices.IsSortedFunc(s.steps, func(a, b int64) int { return cmp.Compare(b, a) })
	if s.how == next && !down && !slices.IsSorted(s.steps) {
		p.Fault(value, id, "bad-value", "the steps neither fall nor rise", "")
		return s, false
	}
	s.rising = s.how == next && !down
	return s, true
}

// fact reads a fact of a word.
func (p page) fact(word string, n *yaml.Node, id string) (v fact.Value, ok bool) {
	var data any
	switch {
	case n.Kind == yaml.SequenceNode:
		list := []string{}
		for _, one := range n.Content {
			list = append(list, one.Value)
		}
		data = list
	case n.Kind != yaml.ScalarNode || n.Value == "" || n.Tag == "!!null":
		p.Fault(n, id, "bad-value", word+" becomes nothing", "write what it becomes; what is unknown cannot be set")
		return v, false
	case n.Value == "true" || n.Value == "false":
		data = n.Value == "true"
	default:
		data = n.Value
		if _, err := strconv.ParseFloat(n.Value, 64); err == nil && kindOf(word) == "number" {
			data = json.Number(n.Value)
		}
	}
	text, err := json.Marshal(data)
	var c footwear.Case
	if err == nil {
		err = footwear.Vocabulary().DecodeJSON(object(word, text), &c)
	}
	if err == nil {
		err = footwear.Vocabulary().Check(&c)
	}
	for _, e := range rules.AsErrors(err) {
		p.Fault(n, id, e.Code, e.Key+": "+e.Msg, e.Hint)
	}
	v = footwear.Vocabulary().Value(&c, word)
	return v, err == nil && v.Known()
}
