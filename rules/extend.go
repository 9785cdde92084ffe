package rules

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules/fact"
)

var (
	plainWord = regexp.MustCompile(`^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$`)
	wordKinds = []string{"length", "mass", "duration", "number", "choice", "flag"}
	wordKeys  = []string{"kind", "doc", "ask", "domain", "unit", "values", "worse", "order"}
)

// extend returns t with the words that the pack and its layers declare.
func (l *loader) extend(t terms) terms {
	t.infos = slices.Clip(slices.Clone(t.infos))
	t.index = maps.Clone(t.index)
	for _, y := range l.layers {
		for i, s := range y.sources {
			for _, e := range y.entries[i] {
				if e.key != "extend" {
					continue
				}
				if t.extra == nil {
					s.fault(e.at, "", "misplaced-key", "this program has no room for further words", "a developer makes it, with rules.Extra")
					continue
				}
				for _, w := range s.entries(e.value, "", "extend") {
					l.readWord(&t, s, w)
				}
			}
		}
	}
	return t
}

// readWord reads a word that the pack declares.
func (l *loader) readWord(t *terms, s *source, e entry) {
	group, key, _ := strings.Cut(e.key, ".")
	i, twice := t.index[e.key]
	switch {
	case !plainWord.MatchString(e.key) || operators[group] || operators[key]:
		s.fault(e.at, "", "bad-name", fmt.Sprintf("%q is no name of a word", e.key), "write a group and a key, as shop.carbon_plate, in small letters, digits and _")
		return
	case len(l.own) == maxWords:
		s.fault(e.at, "", "too-many", fmt.Sprintf("a pack adds at most %d words", maxWords), "")
		return
	case twice && t.infos[i].own == nil:
		s.fault(e.at, "", "duplicate-id", fmt.Sprintf("there is a word %s already", e.key), "use that, or choose another name")
		return
	case l.twice(s, e, "word", ""):
		return
	}
	w, line, ok := s.wordOf(e)
	if !ok {
		w = &wordInfo{name: e.key, kind: flag, values: flagValues} // so that rules about it can be read on
	}
	w.own = t.extra
	t.index[e.key] = len(t.infos)
	t.infos = append(t.infos, w)
	at := s.place(e.at)
	at.Rule = e.key
	l.own = append(l.own, at)
	l.note(append([]string{"word", e.key}, line...)...)
}

// wordOf reads what is said about a word: of which kind it is, and what goes with that.
func (s *source) wordOf(e entry) (w *wordInfo, line []string, ok bool) {
	before := len(*s.faults)
	at := map[string]entry{}
	text := map[string]string{}
	var values, order []*yaml.Node
	entries := s.entries(e.value, e.key, "a word")
	for _, f := range entries {
		at[f.key] = f
		switch f.key {
		case "values":
			values = s.strings(f.value, e.key, f.key)
			text[f.key] = text1(f.value)
		case "order":
			order = s.strings(f.value, e.key, f.key)
			text[f.key] = text1(f.value)
		default:
			if !slices.Contains(wordKeys, f.key) {
				s.unknownKey(f, e.key, wordKeys)
				continue
			}
			text[f.key], _ = s.scalar(f.value, e.key, f.key)
		}
		line = append(line, f.key, text[f.key])
	}
	if len(*s.faults) > before {
		return nil, nil, false
	}
	missing := func(key, hint string) {
		if _, ok := at[key]; !ok {
			s.fault(e.at, e.key, "missing-key", "the word has no "+key, "add "+hint)
		}
	}
	missing("kind", "kind: "+list(wordKinds))
	missing("doc", "doc: …, what is meant, in a sentence")
	missing("ask", "ask: …, the question that finds it out")
	about := About{Doc: text["doc"], Ask: text["ask"], Domain: text["domain"], Unit: text["unit"]}
	kind := text["kind"]
	wants := []string{"domain", "unit", "worse"}
	switch kind {
	case "choice":
		wants = []string{"values", "order"}
	case "flag":
		wants = []string{"worse"}
	}
	for _, key := range []string{"domain", "unit", "values", "worse", "order"} {
		if f, ok := at[key]; ok && kind != "" && slices.Contains(wordKinds, kind) && !slices.Contains(wants, key) {
			s.fault(f.at, e.key, "misplaced-key", fmt.Sprintf("a %s has no %s", kind, key), "beside kind, doc and ask it has "+list(wants))
		}
	}
	bad := func(key string, err error, hint string) {
		s.fault(at[key].value, e.key, "bad-value", err.Error(), hint)
	}
	switch kind {
	case "":
	case "flag":
		w = &wordInfo{kind: flag, values: flagValues}
		about.Worse = s.worse(at, e.key, text["worse"], "true", "false")
	case "choice":
		missing("values", "values: [first, second]")
		names := s.choiceValues(values, e.key)
		w = &wordInfo{kind: choice, values: names}
		for _, n := range order {
			for one := range strings.SplitSeq(n.Value, "|") {
				if index(names, one) < 0 {
					s.fault(n, e.key, "unknown-value", fmt.Sprintf("%q is no value of %s", one, e.key), "its values are "+strings.Join(names, ", "))
				}
			}
			about.Order = append(about.Order, n.Value)
		}
	default:
		describe, known := measures[kind]
		if !known {
			hint := s.faults.didYouMean(kind, wordKinds)
			if hint == "" {
				hint = "write " + list(wordKinds)
			}
			bad("kind", fmt.Errorf("there is no kind %q", kind), hint)
			break
		}
		if _, ok := at["domain"]; !ok {
			missing("domain", "domain: the least and the greatest possible value, as 0mm..40mm")
			break
		}
		info, err := describe(e.key, about)
		if err != nil {
			key := "domain"
			if !hasUnit(info.dim, about.Unit) {
				key = "unit"
			}
			bad(key, err, map[string]string{"domain": "as 0mm..40mm for a length, 0..5 for a number", "unit": "as mm, g or hour"}[key])
		}
		w = &info
		about.Worse = s.worse(at, e.key, text["worse"], "higher", "lower")
	}
	if len(*s.faults) > before {
		return nil, nil, false
	}
	w.name, w.about = e.key, about
	return w, sortPairs(append([]string{""}, line...))[1:], true
}

// worse reads which way is worse.
func (s *source) worse(at map[string]entry, rule, text, higher, lower string) Direction {
	switch f, ok := at["worse"]; {
	case !ok:
	case text == higher:
		return Higher
	case text == lower:
		return Lower
	default:
		s.fault(f.value, rule, "bad-value", fmt.Sprintf("%q is no way to be worse", text), fmt.Sprintf("write %s or %s, or leave it out where neither is", higher, lower))
	}
	return 0
}

// choiceValues reads the values of a choice.
func (s *source) choiceValues(nodes []*yaml.Node, rule string) (names []string) {
	for i, n := range nodes {
		switch {
		case i == 32:
			s.fault(n, rule, "too-many", "a choice has at most 32 values", "")
			return names
		case !plainName.MatchString(n.Value):
			s.fault(n, rule, "bad-name", fmt.Sprintf("%q is no value", n.Value), "write small letters, digits and _")
		case slices.Contains(names, n.Value):
			s.fault(n, rule, "duplicate-id", fmt.Sprintf("the value %q is given twice", n.Value), "take one away")
		default:
			names = append(names, n.Value)
		}
	}
	if len(names) == 1 {
		s.fault(nodes[0], rule, "bad-value", "a choice of one value is none", "add another, or make it a flag")
	}
	return names
}

// measures makes the words of measured things, by kind.
var measures = map[string]func(name string, about About) (wordInfo, error){
	"length":   newMeasure[fact.Length],
	"mass":     newMeasure[fact.Mass],
	"duration": newMeasure[fact.Duration],
	"number":   newMeasure[fact.Number],
}
