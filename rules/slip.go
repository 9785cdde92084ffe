package rules

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/heelwise/heelwise/rules/fact"
)

// What can be read and means nothing, though it is seen what was meant.

// comparesTruth reports a flag that is compared with yes, no, true or false where these are no texts.
func (c *checker) comparesTruth(n *ast.BinaryNode) bool {
	word, truth := n.Left, n.Right
	said := spokenTruth(truth)
	if said == "" {
		word, truth = truth, word
		said = spokenTruth(truth)
	}
	if said == "" || c.defines[said] != nil {
		return false
	}
	m, ok := word.(*ast.MemberNode)
	if !ok {
		return false
	}
	name, _, _ := dotted(m)
	if i, ok := c.index[name]; !ok || c.infos[i].kind != flag {
		return false
	}
	hint := askFlag(name, said, n.Operator == "!=")
	if _, ok := truth.(*ast.BoolNode); ok {
		c.fault(truth.Location().From, "constant-condition", said+" is not asked about anything", hint)
	} else {
		c.fault(truth.Location().From, "unknown-word", fmt.Sprintf("there is no word %q", said), hint)
	}
	return true
}

// spokenTruth returns a node that says yes or no, as it is written; else nothing.
func spokenTruth(n ast.Node) string {
	switch n := n.(type) {
	case *ast.BoolNode:
		return strconv.FormatBool(n.Value)
	case *ast.IdentifierNode:
		if _, ok := yesAndNo[strings.ToLower(n.Value)]; ok {
			return n.Value
		}
	}
	return ""
}

var ruleID = regexp.MustCompile(`^[a-z0-9_-]+/[a-z0-9]+(-[a-z0-9]+)*`)

// namesRule reports the id of a rule, as heel/high, where the pack has a file of its name.
func (c *checker) namesRule(n *ast.BinaryNode) bool {
	file, ok := n.Left.(*ast.IdentifierNode)
	if !ok || c.around == nil || !c.around.hasFile(file.Value) {
		return false
	}
	if _, isUnit := unitNamed[file.Value]; isUnit || c.defines[file.Value] != nil {
		return false
	}
	at := file.Location().From
	id := ruleID.FindString(string([]rune(c.text)[at:]))
	if id == "" {
		return false
	}
	c.fault(at, "unknown-word", fmt.Sprintf("there is no word %q", id), "a rule cannot be asked; give its condition a name under define:")
	c.told = at + len(id)
	return true
}

// secondValue reports a value that was joined to a comparison, as shoe.heel == "flat" or "wedge".
func (c *checker) secondValue(n *ast.BinaryNode, l, r value) bool {
	first, ok := n.Left.(*ast.BinaryNode)
	if !ok || l.kind != isCondition || r.kind != isText || first.Operator != "==" && first.Operator != "!=" {
		return false
	}
	word, text := first.Left, first.Right
	if _, ok := word.(*ast.StringNode); ok {
		word, text = text, word
	}
	m, isWord := word.(*ast.MemberNode)
	s, isText := text.(*ast.StringNode)
	if !isWord || !isText {
		return false
	}
	name, _, _ := dotted(m)
	among := map[string]string{"==": "in", "!=": "not in"}[first.Operator]
	c.fault(start(n.Right), "needs-condition", fmt.Sprintf("a condition is needed, and %q is a text", r.text), fmt.Sprintf("write %s %s [%q, %q]", name, among, s.Value, r.text))
	return true
}

// nameOr returns the name of the word that one of two values is.
func nameOr(l, r value, otherwise string) string {
	for _, v := range []value{l, r} {
		if v.word != nil {
			return v.word.name
		}
	}
	return otherwise
}

// likely returns the value of w that a name without quotes is meant for, the first where it is none.
func (w *wordInfo) likely(n ast.Node) string {
	if name, ok := n.(*ast.IdentifierNode); ok {
		if near, ok := Nearest(name.Value, w.values); ok {
			return near
		}
	}
	return w.values[0]
}

// dividedFirst returns the cure of a / 100*g, where a / (100*g) is meant.
func (c *checker) dividedFirst(n *ast.BinaryNode, otherwise string) string {
	l, ok := n.Left.(*ast.BinaryNode)
	unit, isUnit := n.Right.(*ast.IdentifierNode)
	if !ok || !isUnit || l.Operator != "/" {
		return otherwise
	}
	runes := []rune(c.text)
	of, by := start(l.Left), l.Location().From
	left, right := strings.TrimSpace(string(runes[of:by])), strings.TrimSpace(string(runes[by+1:n.Location().From]))
	if len(left)+len(right) > 64 || strings.ContainsAny(left+right, "()") {
		return otherwise
	}
	return fmt.Sprintf("write %s / (%s*%s)", left, right, unit.Value)
}

// yesAndNo are how people say yes and no.
var yesAndNo = map[string]bool{
	"true": true, "yes": true, "on": true, "y": true, "1": true, "ja": true, "wahr": true, "oui": true,
	"false": false, "no": false, "off": false, "n": false, "0": false, "nein": false, "falsch": false, "non": false,
}

// askFlag says how a rule asks a flag, for a value that it was compared with.
func askFlag(flag, value string, isUnequal bool) string {
	yes, isTruth := yesAndNo[strings.ToLower(value)]
	switch {
	case !isTruth:
		return fmt.Sprintf("a flag is a condition by itself: write %[1]s, or not %[1]s", flag)
	case yes != isUnequal:
		return "a flag is a condition by itself: write " + flag
	}
	return "a flag is a condition by itself: write not " + flag
}

// rangeOf shows how a rule asks whether a word lies in a range.
func rangeOf(name string, d fact.Dimension) string {
	ends := map[fact.Dimension][2]string{
		fact.OfNumber: {"20", "40"}, fact.OfLength: {"20*mm", "40*mm"}, fact.OfMass: {"200*g", "400*g"}, fact.OfDuration: {"1*hour", "2*hour"},
	}[d]
	return fmt.Sprintf("write <= and >=, as %s <= %s <= %s", ends[0], name, ends[1])
}

// plainHint says how a measure becomes a plain number where one is needed.
func plainHint(v value, d fact.Dimension) string {
	unit := map[fact.Dimension]string{fact.OfLength: "10*mm", fact.OfMass: "100*g", fact.OfDuration: "1*hour"}[v.dim]
	if d != fact.OfNumber || v.rat != nil || unit == "" {
		return ""
	}
	return fmt.Sprintf("write a curve over it, or divide it, as %s / (%s)", nameOr(v, v, "x"), unit)
}

// unquoted asks for a word without its quotes, if the text is one.
func (c *checker) unquoted(text, otherwise string) string {
	if _, ok := c.index[text]; ok {
		return fmt.Sprintf("write %s without quotes", text)
	}
	return otherwise
}
