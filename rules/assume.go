package rules

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// An assumption says what one word is taken to be while nothing is stated of it: the first entry that holds.
type assumption struct {
	word    int
	entries []assumed
	value   int32     // the register of what it is in the typical case: of a measure the value, of others the entry that holds
	which   int32     // the register of the entry that holds
	table   *operands // the same as a table, if nothing but choices decide it
	first   int32     // of a choice: the register of the value that this entry prefers to all others
	at      *Error    // where it stands
	reads   wordSet

	canonical [][]string // of the digest, by entry
}

// An assumed entry is what a word is taken to be, and what it usually is, when a condition holds.
type assumed struct {
	when     int32   // the register of the condition; -1 where there is none
	value    int32   // of a measure: the register of the value
	prefer   []uint8 // of a choice or flag: its values in order of preference
	usual    span    // of a measure the ends, of others the set
	hasUsual bool
	ops      []op // what value needs
}

// maxEntries is the greatest number of entries of an assumption.
const maxEntries = 64

var assumeKeys = []string{"when", "value", "usual"}

func (l *loader) readAssumptions(s *source, n *yaml.Node) {
	for _, e := range s.entries(n, "", "assume") {
		i, ok := l.index[e.key]
		switch {
		case !ok:
			l.noSuchWord(s, e)
		case l.assumed[i] != nil && l.assumed[i].at.Layer == s.layer:
			s.fault(e.at, e.key, "duplicate-id", fmt.Sprintf("what %s is taken to be stands at %s too", e.key, l.assumed[i].at.Place()), "join the two")
		case slices.ContainsFunc(l.sums, func(s sum) bool { return s.part == i }):
			s.fault(e.at, e.key, "not-assumed", fmt.Sprintf("%s is never assumed", e.key), "it follows from the two words that it is tied to")
		default:
			l.readAssumption(s, e, i)
		}
	}
}

func (l *loader) readAssumption(s *source, e entry, word int) {
	a := &assumption{word: word, at: s.place(e.at)}
	a.at.Rule = e.key
	below := l.assumed[word]
	l.assumed[word] = a
	nodes := []*yaml.Node{e.value}
	if e.value.Kind == yaml.SequenceNode {
		nodes = e.value.Content
	}
	if len(nodes) > maxEntries {
		s.fault(nodes[maxEntries], e.key, "too-many", fmt.Sprintf("an assumption has at most %d entries", maxEntries), "")
		return
	}
	for i, n := range nodes {
		entries := s.entries(n, e.key, "an assumption")
		one := assumed{when: -1, value: -1}
		line := []string{"assume"}
		hasWhen, hasValue := false, false
		for _, f := range entries {
			line = append(line, f.key, layoutless(text1(f.value)))
			switch f.key {
			case "when":
				hasWhen = true
				if expr, ok := s.expression(f.value, e.key); ok {
					c := l.checker(expr)
					c.mayAskKnown = true
					if cond, ok := c.condition(); ok {
						one.when = l.lower(cond, false)
						a.reads = a.reads.union(l.words(l.reads[one.when]))
					}
				}
			case "value":
				hasValue = true
				l.readTypical(s, f.value, e.key, a, &one)
			case "usual":
				one.hasUsual = true
				l.readUsual(s, f.value, e.key, word, &one)
			default:
				s.unknownKey(f, e.key, assumeKeys)
			}
		}
		a.canonical = append(a.canonical, sortPairs(line)[1:])
		switch {
		case len(entries) == 0 && !isEmpty(n): // reported already
		case !hasValue:
			s.fault(n, e.key, "missing-key", "the assumption has no value", "add value: …")
		case i < len(nodes)-1 && !hasWhen:
			s.fault(n, e.key, "never-reached", "what stands behind an assumption without when is never reached", "put it last")
		case i == len(nodes)-1 && hasWhen && below == nil:
			s.fault(n, e.key, "missing-key", "the last assumption has a when", "end with one that always holds")
		default:
			l.contains(s, n, e.key, word, &one)
		}
		a.entries = append(a.entries, one)
	}
	switch {
	case len(nodes) == 0:
		s.fault(e.at, e.key, "missing-key", "nothing is assumed", "add value: …")
	case below != nil && a.entries[len(a.entries)-1].when >= 0: // a layer's stand before those of the pack below
		a.entries = append(a.entries, below.entries...)
		a.canonical = append(a.canonical, below.canonical...)
		a.reads = a.reads.union(below.reads)
		if len(a.entries) > maxEntries {
			s.fault(e.at, e.key, "too-many", fmt.Sprintf("an assumption has at most %d entries, with those of the pack below", maxEntries), "")
		}
	}
}

// text1 returns the text of a scalar, or of a list of scalars.
func text1(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode {
		return n.Value
	}
	var parts []string
	for _, kid := range n.Content {
		parts = append(parts, layoutless(kid.Value))
	}
	return strings.Join(parts, " , ")
}

// readTypical reads the value of an assumption: an expression, or words in order of preference.
func (l *loader) readTypical(s *source, n *yaml.Node, rule string, a *assumption, one *assumed) {
	w := l.infos[a.word]
	if w.kind == measure {
		if expr, ok := s.expression(n, rule); ok {
			c := l.checker(expr)
			if reg, ok := c.quantity(w); ok {
				if r := l.ranges[reg]; r.hi < w.lo || r.lo > w.hi {
					c.outside(0, value{word: w, dim: w.dim}, r.lo, w.lo, w.hi)
					return
				}
				one.value = reg
				a.reads = a.reads.union(l.reads[reg])
			}
		}
		return
	}
	nodes := s.strings(n, rule, "value")
	if n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
		s.fault(n, rule, "wrong-shape", "value is a list of one or more words", "in order of preference")
	}
	for _, node := range nodes {
		if i, ok := l.valueIndex(s, node, rule, w); ok {
			one.prefer = append(one.prefer, uint8(i))
		}
	}
}

func (l *loader) valueIndex(s *source, n *yaml.Node, rule string, w *wordInfo) (int, bool) {
	i := index(w.values, n.Value)
	if i < 0 {
		hint := l.faults.didYouMean(n.Value, w.values)
		if yes, isTruth := yesAndNo[strings.ToLower(n.Value)]; isTruth && w.kind == flag {
			hint = fmt.Sprintf("did you mean %t?", yes)
		}
		if hint == "" {
			hint = "its values are " + strings.Join(w.values, ", ")
		}
		s.fault(n, rule, "unknown-value", fmt.Sprintf("%q is no value of %s", n.Value, w.name), hint)
	}
	return i, i >= 0
}

// readUsual reads what a word usually is: two ends, or a set of words.
func (l *loader) readUsual(s *source, n *yaml.Node, rule string, word int, one *assumed) {
	w := l.infos[word]
	if w.kind != measure {
		if n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
			s.fault(n, rule, "wrong-shape", "usual is a list of one or more words", "leave it out where everything is usual")
		}
		for _, node := range s.strings(n, rule, "usual") {
			if i, ok := l.valueIndex(s, node, rule, w); ok {
				one.usual.set |= 1 << i
			}
		}
		return
	}
	one.hasUsual = false // until both ends are read
	if n.Kind != yaml.SequenceNode || len(n.Content) != 2 {
		s.fault(n, rule, "wrong-shape", "usual is a list of two ends", "as [7*mm, 12*mm]")
		return
	}
	var ends [2]float64
	good := true
	for i, kid := range n.Content {
		end, ok := l.usualEnd(s, kid, rule, w)
		ends[i], good = end, good && ok
	}
	if !good {
		return
	}
	if ends[0] > ends[1] {
		s.fault(n, rule, "wrong-shape", "usual ends below its start", "write the lesser end first")
		return
	}
	one.usual, one.hasUsual = span{lo: ends[0], hi: ends[1]}, true
}

// usualEnd reads one end of what a word usually is.
func (l *loader) usualEnd(s *source, n *yaml.Node, rule string, w *wordInfo) (end float64, ok bool) {
	expr, ok := s.expression(n, rule)
	if !ok {
		return 0, false
	}
	c := l.checker(expr)
	v := c.check()
	if v.kind == isBad {
		return 0, false
	}
	if _, ok := c.asQuantity(v, w); !ok {
		return 0, false
	}
	if v.rat == nil {
		c.fault(0, "wrong-shape", "the ends of usual are constants", "as [7*mm, 12*mm]")
		return 0, false
	}
	if end = float(v.rat); end < w.lo || end > w.hi {
		c.outside(0, value{word: w, dim: w.dim}, end, w.lo, w.hi)
		return 0, false
	}
	return end, true
}

// contains checks that what is taken to be is among what usually is.
func (l *loader) contains(s *source, n *yaml.Node, rule string, word int, one *assumed) {
	w := l.infos[word]
	switch {
	case !one.hasUsual:
		one.usual = w.whole()
	case w.kind != measure && len(one.prefer) > 0 && one.usual.set != 0 && one.usual.set>>one.prefer[0]&1 == 0:
		s.fault(n, rule, "not-usual", fmt.Sprintf("%s is not among what is usual", w.values[one.prefer[0]]), "add it to usual")
	case w.kind == measure && one.value >= 0:
		if r := l.ranges[one.value]; r.lo < one.usual.lo || r.hi > one.usual.hi {
			where := fmt.Sprintf("can lie between %s and %s", inUnit(w.dim, w.unit, r.lo), inUnit(w.dim, w.unit, r.hi))
			if r.lo == r.hi {
				where = "is " + inUnit(w.dim, w.unit, r.lo)
			}
			s.fault(n, rule, "not-usual", fmt.Sprintf("the value %s, beyond what is usual", where), "widen usual, or clamp the value")
		}
	}
}
