package rules

import (
	"regexp"
	"strings"
)

// expressionPattern returns a regular expression, of the kind that JSON Schema uses, for the words and signs of
// expressions: names that are known or may be the pack's own, functions, units, and behind every choice its own values.
// It does not see whether they make sense together.
//
// Each part of the pattern ends where its word does, so that no text can be divided in two ways and matching takes
// linear time.
func (t *terms) expressionPattern() string {
	const wordEnd = `(?![A-Za-z0-9_.])`
	var measured []string
	var parts []string
	for _, w := range t.infos {
		name := regexp.QuoteMeta(w.name)
		if w.kind != choice {
			measured = append(measured, name)
			continue
		}
		value := `(?:"(?:` + joined(w.values) + `)"|'(?:` + joined(w.values) + `)')`
		parts = append(parts,
			name+`\s*(?:[!=]=\s*`+value+`|(?:not\s+)?in\s*\[\s*`+value+`(?:\s*,\s*`+value+`)*\s*\])`,
			value+`\s*[!=]=\s*`+name+wordEnd,
			`known\s*\(\s*`+name+`\s*\)`)
	}
	if len(measured) > 0 {
		parts = append(parts, `(?:`+strings.Join(measured, "|")+`)`+wordEnd)
	}
	reserved := joined(append(append([]string{"and", "or", "not", "in", "true", "false", "nil", "let", "if"}, functions...), t.groups()...))
	parts = append(parts,
		`(?:and|or|not)`+wordEnd,
		`(?:`+joined(functions)+`)\s*\(`,
		`(?!(?:`+reserved+`)`+`(?![A-Za-z0-9_]))[a-z][a-z0-9_]*(?!\s*\()`+wordEnd,                                                                                          // units and names of the pack
		`(?!(?:`+joined(t.groups())+`)\.)[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*`+`(?:\s*[!=]=\s*(?:"[a-z][a-z0-9_]*"|'[a-z][a-z0-9_]*')|\s*(?:not\s+)?in\s*\[[^\]]*\])?`+wordEnd, // words of the pack
		`(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?![A-Za-z0-9_.])`,
		`\s`, `[-+*/()?:,]`, `[<>]=?`, `[=!]=`, `!`, `&&`, `\|\|`)
	return `^(?:` + strings.Join(parts, "|") + `)+$`
}

// joined returns a pattern of alternatives.
func joined(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = regexp.QuoteMeta(name)
	}
	return strings.Join(quoted, "|")
}
