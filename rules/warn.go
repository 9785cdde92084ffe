package rules

import "fmt"

// warn finds what is odd about a pack without a fault.
func (l *loader) warn() {
	warn := func(at *Error, rule, code, msg, hint string) {
		e := *at
		e.Rule, e.Code, e.Msg, e.Hint, e.Soft = rule, code, msg, hint, true
		l.pack.warnings = append(l.pack.warnings, &e)
	}
	for _, name := range keys(l.defines) {
		if d := l.defines[name]; !d.used {
			warn(d.at, "", "unused-name", fmt.Sprintf("nothing uses the name %s", name), "use it in a rule, or take it away")
		}
	}
	for i, at := range l.own {
		if w := len(l.infos) - len(l.own) + i; !l.asked[w] {
			warn(at, "", "unused-word", fmt.Sprintf("nothing asks about the word %s", l.infos[w].name), "ask about it in a rule, or take it away")
		}
	}
	for _, r := range l.pack.rules {
		if r.why == "" && (r.outcome == points || r.outcome == flagged) {
			warn(r.at, r.id, "no-why", "the rule gives no reason", "add why: …, for the people who read about it")
		}
	}
	l.pack.warnings = l.pack.warnings.sort()
	l.pack.gone = l.gone
}
