package rules

import (
	"fmt"
	"io/fs"
	"slices"
	"unsafe"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules/fact"
)

// A trial runs the tests of one folder.
type trial[T any] struct {
	*Pack[T]
	layer  int
	faults *Errors // what is wrong with the tests themselves
	report *Report
	given  map[string]entry
	cases  map[string]*testCase[T]
	fired  map[string]bool // rules that some test expects to fire, and does not contradict
	silent map[string]bool
	shown  map[string]*shown // of rules with a level
}

// A testCase is a test with a name.
type testCase[T any] struct {
	*source
	at     *Error
	it     T
	sets   []span // of the plain form, by which conditions are judged
	points []span // of the fast form, by which points are
	spans  []span // what is known of every word
	unsure []int  // the words of which somebody was not sure
	result int    // in the report; -1 where the case could not be read, and nothing else is known of it
	used   bool   // by an order
	asks   bool   // it expects something itself
}

var (
	testFileKeys = []string{"given", "order", "tests"}
	testKeys     = []string{"name", "given", "facts", "unsure", "fires", "does_not_fire", "is_open", "fires_unsure", "score", "band", "level"}
)

func (t *trial[T]) folder(fsys fs.FS) {
	t.given, t.cases = map[string]entry{}, map[string]*testCase[T]{}
	t.fired, t.silent, t.shown = map[string]bool{}, map[string]bool{}, map[string]*shown{}
	b := budget{Limits: defaultLimits}
	sources := b.readSources(fsys, t.layer, isTest, t.faults)
	entries := make([][]entry, len(sources))
	for i, s := range sources {
		entries[i] = s.entries(s.root, "", "a file of tests")
		for _, e := range entries[i] {
			switch {
			case e.key == "given":
				t.readGiven(s, e.value)
			case !slices.Contains(testFileKeys, e.key):
				s.unknownKey(e, "", testFileKeys)
			}
		}
	}
	each := func(key string, do func(s *source, n *yaml.Node)) {
		for i, s := range sources {
			for _, e := range entries[i] {
				if e.key != key {
					continue
				}
				if e.value.Kind != yaml.SequenceNode {
					s.fault(e.value, "", "wrong-shape", key+" is a list", "begin each entry with a dash")
					continue
				}
				for _, n := range e.value.Content {
					do(s, n)
				}
			}
		}
	}
	each("tests", t.test)
	each("order", t.order)
	for _, name := range keys(t.cases) {
		if c := t.cases[name]; !c.asks && !c.used {
			e := *c.at
			e.Code, e.Msg, e.Hint = "expects-nothing", fmt.Sprintf("the test %q expects nothing", name), "say what fires, does_not_fire or is_open, its score or band, or name it in an order"
			*t.faults = append(*t.faults, &e)
		}
	}
	t.untested()
}

// readGiven reads named facts that tests share.
func (t *trial[T]) readGiven(s *source, n *yaml.Node) {
	for _, e := range s.entries(n, "", "given") {
		if _, twice := t.given[e.key]; twice {
			s.fault(e.at, "", "duplicate-id", fmt.Sprintf("the facts %q are given twice", e.key), "give them another name")
			continue
		}
		t.given[e.key] = e
		var scratch T
		t.state(s, e.value, e.key, &scratch) // so that what nothing uses is checked, too
	}
}

// state writes facts to it.
func (t *trial[T]) state(s *source, n *yaml.Node, rule string, it *T) bool {
	before := len(*t.faults)
	for _, e := range s.entries(n, rule, "facts") {
		i, ok := t.vocabulary.index[e.key]
		if !ok {
			hint := t.faults.didYouMean(e.key, t.vocabulary.names())
			switch group := t.vocabulary.keys(e.key); {
			case len(group) > 0:
				hint = fmt.Sprintf("write each word in full, as %s.%s: …", e.key, group[0])
			case hint == "":
				hint = "docs/vocabulary.md lists the words"
			}
			s.fault(e.at, rule, "unknown-word", fmt.Sprintf("there is no word %q", e.key), hint)
			continue
		}
		w := &t.vocabulary.words[i]
		v, ok := s.fact(e.value, rule, w.kind)
		if !ok {
			continue
		}
		if err := w.write(it, v); err != nil {
			w.clear(it)
			bad := w.badValue(err)
			s.fault(e.value, rule, bad.Code, bad.Key+": "+bad.Msg, bad.Hint)
		}
	}
	return len(*t.faults) == before
}

// fact reads a fact: a text or number, true or false, or a list of words.
func (s *source) fact(n *yaml.Node, rule string, k kind) (fact.Value, bool) {
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag == "!!null":
		return fact.Value{}, true
	case n.Kind == yaml.ScalarNode && k == flag && (n.Value == "true" || n.Value == "false"):
		return fact.Known(n.Value == "true").Value(), true
	}
	nodes := s.strings(n, rule, "a fact")
	var words []string
	for _, node := range nodes {
		words = append(words, node.Value)
	}
	if len(nodes) > 1 && k != choice {
		s.fault(n, rule, "bad-value", "a list is only for a choice of words", "a range is a text like 76mm..99mm")
		return fact.Value{}, false
	}
	return fact.WordsValue(words...), len(words) > 0
}

// test runs one test.
func (t *trial[T]) test(s *source, n *yaml.Node) {
	entries := s.entries(n, "", "a test")
	find := func(key string) *yaml.Node {
		if i := slices.IndexFunc(entries, func(e entry) bool { return e.key == key }); i >= 0 {
			return entries[i].value
		}
		return nil
	}
	name := ""
	if at := find("name"); at == nil {
		s.fault(n, "", "missing-key", "the test has no name", "add name: …, what it shows")
	} else if text, ok := s.scalar(at, "", "name"); ok {
		name = text
	}
	c := &testCase[T]{source: s, at: s.place(n), result: -1}
	if first := t.cases[name]; first != nil {
		s.fault(find("name"), "", "duplicate-id", fmt.Sprintf("the test at %s has this name, too", first.at.Place()), "give it another one")
	} else if name != "" {
		t.cases[name] = c
	}
	if t.read(c, entries, name) {
		c.result = len(t.report.Tests)
		t.report.Tests = append(t.report.Tests, TestResult{Name: name, Layer: t.layer, File: s.name, Line: c.at.Line})
	} else {
		c.asks = true // and was told what is wrong; what it expects is looked through for further mistakes alone
	}
	for _, e := range entries {
		if _, ok := wishes[e.key]; ok {
			for _, node := range s.strings(e.value, name, e.key) {
				t.expectRule(c, node, name, e.key)
			}
		}
	}
	if at := find("score"); at != nil && t.hasScore() {
		t.expectScore(c, at, name)
	}
	if at := find("band"); at != nil && t.hasScore() {
		t.expectBand(c, at, name)
	}
	if at := find("fires_unsure"); at != nil && !t.hasScore() {
		for _, node := range s.strings(at, name, "fires_unsure") {
			t.expectUnsure(c, node, name)
		}
	}
	if at := find("level"); at != nil && !t.hasScore() {
		t.expectLevel(c, at, name)
	}
}

// read reads the facts of a test, and everything that can be known of them.
func (t *trial[T]) read(c *testCase[T], entries []entry, name string) bool {
	before := len(*t.faults)
	for _, e := range entries {
		switch e.key {
		case "given":
			for _, node := range c.strings(e.value, name, "given") {
				if g, ok := t.given[node.Value]; ok {
					t.state(c.source, g.value, name, &c.it)
					continue
				}
				hint := t.faults.didYouMean(node.Value, keys(t.given))
				if hint == "" {
					hint = "facts that tests share stand under given: in a file of tests"
				}
				c.fault(node, name, "unknown-given", fmt.Sprintf("no facts are called %q", node.Value), hint)
			}
		case "score", "band", "unsure", "fires_unsure", "level":
			if leveled := e.key != "score" && e.key != "band"; leveled == t.hasScore() {
				c.fault(e.at, name, "misplaced-key", fmt.Sprintf("a test of %s has no %s", map[bool]string{true: "levels", false: "a score"}[!t.hasScore()], e.key), "docs/language.md lists the keys")
			}
			c.asks = c.asks || e.key != "unsure"
		case "fires", "does_not_fire", "is_open":
			c.asks = true
		case "name", "facts":
		default:
			c.unknownKey(e, name, testKeys)
		}
	}
	for _, e := range entries {
		if e.key == "facts" { // which count more than what is given
			t.state(c.source, e.value, name, &c.it)
		}
	}
	if len(*t.faults) > before {
		return false
	}
	if err := t.vocabulary.Check(&c.it); err != nil {
		for _, e := range AsErrors(err) {
			at := *c.at
			at.Rule, at.Code, at.Msg, at.Hint = name, e.Code, e.Key+": "+e.Msg, e.Hint
			*t.faults = append(*t.faults, &at)
		}
		return false
	}
	f := facts{make([]span, len(t.infos)), make([]knowledge, len(t.infos))}
	t.fill(unsafe.Pointer(&c.it), f)
	t.settle(f)
	for _, e := range entries {
		if e.key == "unsure" {
			t.readUnsure(c, e, name, f)
		}
	}
	if len(*t.faults) > before {
		return false
	}
	c.spans, c.sets, c.points = f.spans, t.program.spans(), t.fast.spans()
	copy(c.sets, f.spans)
	copy(c.points, f.spans)
	runSpans(t.judging, c.sets)
	runSpans(t.scoring, c.points)
	return true
}
