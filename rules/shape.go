package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// What stands in the wrong form, or under a key that means nothing, though it is seen what was meant.

// foreignKeys are the keys of other languages and of other programs, and those that are meant.
var foreignKeys = map[string]string{
	"wenn": "when", "falls": "when", "if": "when", "condition": "when", "bedingung": "when", "quand": "when", "si": "when",
	"warum": "why", "weil": "why", "reason": "why", "because": "why", "grund": "why", "pourquoi": "why",
	"hinweis": "note", "message": "note", "text": "note", "notiz": "note", "warning": "caveat", "warnung": "caveat",
	"source": "cite", "sources": "cite", "quelle": "cite", "quellen": "cite", "references": "cite", "rat": "advice", "tip": "advice", "tipp": "advice",
	"assumptions": "assume", "assumption": "assume", "annahmen": "assume", "defaults": "assume", "default": "value", "wert": "value",
	"definitions": "define", "definitionen": "define", "names": "define", "variables": "define", "regeln": "rules", "règles": "rules",
	"range": "usual", "üblich": "usual", "words": "extend", "vocabulary": "extend", "minimum": "bands", "maximum": "max",
	"title": "citation", "titel": "citation", "jahr": "year", "type": "kind", "question": "ask", "options": "values",
}

// atMargin are those of foreignKeys that mean something else at the margin.
var atMargin = map[string]string{"references": "sources", "quellen": "sources", "source": "sources", "quelle": "sources", "rat": "advice"}

// keyHint says what a key may be meant for, of those that are known.
func (s *source) keyHint(e entry, known []string) string {
	lower := strings.ToLower(strings.TrimRight(e.key, ": "))
	first, _ := utf8.DecodeRuneInString(e.key)
	switch {
	case unicode.IsSpace(first) || isInvisible(first):
		return "the line begins with copied blanks: type them again"
	case lower == "tests":
		return "tests stand in a file whose name ends in _test.yaml"
	}
	for _, meant := range []string{foreignKeys[lower], atMargin[lower]} {
		if slices.Contains(known, meant) {
			return fmt.Sprintf("did you mean %q?", meant)
		}
	}
	if hint := s.faults.didYouMean(e.key, known); hint != "" {
		return hint
	}
	if isEmpty(e.value) && !s.hasColon(e.at) { // {why: First, second}
		return "put a text that holds a comma in quotes"
	}
	return "the keys are " + strings.Join(known, ", ")
}

var (
	withEquals  = regexp.MustCompile(`^([\pL_][\pL\d_.-]*)\s*=[^=]`)
	withNoBlank = regexp.MustCompile(`^([\pL_]+):\S`)
)

// mappingHint says how to write what is made of keys and values, and is not.
func mappingHint(n *yaml.Node, rule, what string) string {
	hint := "as key: value"
	switch {
	case n.Kind == yaml.SequenceNode:
		if slices.ContainsFunc(n.Content, func(kid *yaml.Node) bool { return kid.Kind == yaml.MappingNode }) {
			hint = "take the dashes away, and write key: value"
		}
	case what == "a source":
		hint = fmt.Sprintf("write %s: {citation: …}", rule)
	case what == "a total" && len(n.Value) < 64:
		hint = fmt.Sprintf("write %s: {max: %s}", rule, n.Value)
	case what == "an assumption" && len(n.Value) < 64:
		hint = fmt.Sprintf("write %s: {value: %s}", rule, n.Value)
	default:
		for _, form := range []*regexp.Regexp{withEquals, withNoBlank} {
			if m := form.FindStringSubmatch(n.Value); m != nil {
				hint = fmt.Sprintf("write %s: …, with a colon and a blank", m[1])
			}
		}
	}
	return hint
}

// textHint says how to write a single text, or an expression.
func textHint(n *yaml.Node, what string) string {
	isExpression := what == "an expression"
	switch {
	case n.Kind == yaml.SequenceNode && isExpression:
		return "write one line; conditions are joined with and / or"
	case n.Kind == yaml.SequenceNode:
		return "write one text, without [ ] and dashes"
	case n.Kind == yaml.MappingNode && isExpression && n.Style&yaml.FlowStyle != 0:
		return "write it without { }, or in quotes"
	case n.Kind == yaml.MappingNode && isExpression:
		return `write one line, as shoe.rocker and shoe.heel == "flat"`
	case n.Kind == yaml.MappingNode:
		return "put a text that holds a colon in quotes"
	}
	return fmt.Sprintf("to YAML %s is nothing: put a text in quotes", n.Value)
}

// nothingWritten reports a text that is missing or empty.
func (s *source) nothingWritten(n *yaml.Node, rule, what string) {
	msg := "nothing is written"
	if plainName.MatchString(what) {
		msg += fmt.Sprintf(" behind %s:", what)
	}
	s.fault(n, rule, "empty", msg, "write it, or take the key away")
}

// belongsToRule tells of a key of rules that stands at the margin.
func (l *loader) belongsToRule(s *source, e entry) bool {
	if !slices.Contains(ruleKeys, e.key) && !slices.Contains(l.totalNames(), e.key) {
		return false
	}
	s.fault(e.at, "", "unknown-key", fmt.Sprintf("there is no key %q at the margin", e.key), "it belongs to a rule: indent it like the other lines of that")
	return true
}

// noSuchWord reports an assumption about what is no word.
func (l *loader) noSuchWord(s *source, e entry) {
	hint := l.faults.didYouMean(e.key, l.terms.names())
	switch _, isDefined := l.defines[e.key]; {
	case isDefined:
		hint = "a name is not assumed: assume the words that it stands for"
	case l.hasGroup(e.key):
		hint = fmt.Sprintf("write the word as one key, as %s.%s", e.key, l.firstKey(e))
	case hint == "":
		hint = "docs/vocabulary.md lists the words"
	}
	s.fault(e.at, "", "unknown-word", fmt.Sprintf("there is no word %q", e.key), hint)
}

// firstKey returns a key of a group: the first that is written below it, if there is such a word.
func (l *loader) firstKey(e entry) string {
	keys := l.terms.keys(e.key)
	if e.value.Kind == yaml.MappingNode && len(e.value.Content) > 0 && slices.Contains(keys, e.value.Content[0].Value) {
		return e.value.Content[0].Value
	}
	return keys[0]
}

// referenceHint says how to name what a rule refers to.
func (l *loader) referenceHint(id string, has func(string) bool, names []string, what string) string {
	var parts []string
	for part := range strings.SplitSeq(id, ",") {
		parts = append(parts, strings.TrimSpace(part))
	}
	if len(parts) > 1 && slices.ContainsFunc(parts, has) && len(id) < 64 {
		return fmt.Sprintf("write [%s]", strings.Join(parts, ", "))
	}
	if hint := l.faults.didYouMean(id, names); hint != "" {
		return hint
	}
	if strings.ContainsFunc(id, unicode.IsSpace) {
		return fmt.Sprintf("name it by its id, and write the text under %s:", what)
	}
	return fmt.Sprintf("add it to %s.yaml", what)
}
