package rules

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/heelwise/heelwise/rules/fact"
)

// nameHint says what a name at a rune of the expression may be meant for, which is none.
func (c *checker) nameHint(at int, name string) string {
	if len(*c.faults) >= maxHinted {
		return ""
	}
	for _, hint := range []func(int, string) string{c.meansElsewhere, c.isFunction, c.isUnit, c.isJoined, c.isDefined, c.isNear, c.isValue, c.isGroup} {
		if hint := hint(at, name); hint != "" {
			return hint
		}
	}
	return "docs/vocabulary.md lists the words"
}

// meansElsewhere tells of a name that means something in another place.
func (c *checker) meansElsewhere(_ int, name string) string {
	if c.around == nil {
		return ""
	}
	return c.around.elsewhere(name)
}

func (c *checker) isFunction(_ int, name string) string {
	use, ok := functionUse[name]
	if !ok {
		return ""
	}
	if unit := nameOfUnit(name); unit != "" {
		return fmt.Sprintf("%s is a function: %s; the unit is %s", name, use, unit)
	}
	return fmt.Sprintf("%s is a function: %s", name, use)
}

func (c *checker) isUnit(_ int, name string) string {
	if unit := nameOfUnit(name); unit != "" {
		return "did you mean " + unit + "?"
	}
	if isCounted.MatchString(name) {
		return "write the number alone: what is counted has no unit"
	}
	return ""
}

var dottedEnd = regexp.MustCompile(`[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*-$`)

var isCounted = regexp.MustCompile(`^(?:years?|yrs?|months?|weeks?|days?|points?|times)$`)

// isJoined finds a word with a hyphen in place of its underscore, of which the name is the end.
func (c *checker) isJoined(at int, name string) string {
	runes := []rune(c.text)
	before := dottedEnd.FindString(string(runes[max(0, at-64):at]))
	if before == "" {
		return ""
	}
	if word := c.wordOf(strings.TrimSuffix(before, "-") + "_" + name); word != "" {
		return "a hyphen subtracts; " + word
	}
	return ""
}

// isDefined finds a name of the pack that was written with a group, as a word is.
func (c *checker) isDefined(_ int, name string) string {
	group, key, ok := strings.Cut(name, ".")
	if d := c.defines[key]; !ok || d == nil || !c.hasGroup(group) {
		return ""
	}
	return fmt.Sprintf("%s is a name of the pack: write it without a group", key)
}

func (c *checker) isNear(_ int, name string) string {
	names := c.names()
	for d := range c.defines {
		names = append(names, d)
	}
	for _, u := range fact.Units() {
		names = append(names, u.Name)
	}
	return c.faults.didYouMean(name, names)
}

func (c *checker) isValue(_ int, name string) string {
	group, key := "", name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		group, key = name[:i], name[i+1:]
	}
	for _, w := range c.infos {
		if w.kind == choice && index(w.values, key) >= 0 && (group == "" || w.name == group || strings.HasPrefix(w.name, group+".")) {
			return fmt.Sprintf("a value stands in quotes, as %s == %q", w.name, key)
		}
	}
	return ""
}

func (c *checker) isGroup(_ int, name string) string {
	for _, w := range c.infos {
		if strings.HasPrefix(w.name, name+".") {
			return fmt.Sprintf("%s is a group of words, as %s", name, w.name)
		}
	}
	return ""
}
