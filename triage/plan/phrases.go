package plan

import (
	"maps"
	"strconv"
	"strings"

	"github.com/heelwise/heelwise/rules/fact"
)

// english are the texts around those of a repertoire, by id.
var english = map[string]string{
	"plan.none":       "There is no plan for now: what was told comes first.",
	"plan.item":       "{name}: {text}",
	"plan.again":      "{name}, as above",
	"plan.optional":   "{name} (if you like): {text}",
	"plan.dose":       "How much: {dose}",
	"plan.why":        "Why: {why}",
	"plan.care":       "With care: {care}",
	"plan.stretch":    "{title}: {time} of stretches in all, repeated as needed",
	"plan.withheld":   "Left out",
	"plan.because":    "{name}: {because}",
	"plan.unsure":     "{name}: {because} You were not sure about this.",
	"plan.careful":    "Not asked yet, so leave these out where it holds of you",
	"plan.for":        "{care} ({names})",
	"plan.notes":      "To know",
	"plan.slot":       "Either warmth or cold, never both in one session.",
	"plan.passive":    "What eases for a while is no plan by itself, and nothing active is left.",
	"dose.free":       "as much as feels comfortable",
	"dose.hold":       "hold for {time}",
	"dose.once":       "once",
	"dose.reps":       "{n} times",
	"dose.once.side":  "once on each side",
	"dose.reps.side":  "{n} times on each side",
	"dose.side":       "each side",
	"dose.set":        "in 1 set",
	"dose.sets":       "in {n} sets",
	"dose.for":        "{time}",
	"dose.day":        "on 1 day a week",
	"dose.days":       "on {n} days a week",
	"dose.daily":      "every day",
	"dose.week":       "from week {n}: {dose}",
	"dose.vague":      "{dose} (the source says “{words}”; the number is a convention)",
	"time.seconds":    "{n} seconds",
	"time.minutes":    "{n} minutes",
	"time.hours":      "{n} hours",
	"number.range":    "{low} to {high}",
	"plan.numbering":  "{n}. {line}",
	"plan.continuing": "{a}, {b}",
}

// Texts returns every text of a repertoire, and those that a plan prints around them, in English, by the ids that
// [Plan.Text] hands to its translator. What stands in {…} is filled in. Of an item stretch/calf they are
//
//	stretch/calf        how it is done
//	stretch/calf.name   its name; likewise .why, and .care where it has one
//	dose.vague=several  the words of a source in the place of a number
//
// and of a caution caution/disc why something is withheld, and caution/disc.care what an item carries. The questions are
// those of the words in [triage.Vocabulary] and [footwear.Vocabulary], by the word and a question mark. The map is the
// caller's own.
func (r *Repertoire) Texts() map[string]string {
	texts := maps.Clone(english)
	put := func(id, text string) {
		if text != "" {
			texts[id] = text
		}
	}
	for i := range r.items {
		one := &r.items[i]
		put(one.ID, one.Text)
		put(one.ID+".name", one.Name)
		put(one.ID+".why", one.Why)
		put(one.ID+".care", one.Care)
		for _, doses := range one.Doses {
			for _, d := range doses {
				for _, words := range []string{d.Vague.Hold, d.Vague.Reps, d.Vague.For} {
					if words != "" {
						put("dose.vague="+words, words)
					}
				}
			}
		}
	}
	for i := range r.cautions {
		put(r.cautions[i].ID, r.cautions[i].Text.Text)
		put(r.cautions[i].ID+".care", r.cautions[i].Care)
	}
	for _, s := range r.stages {
		put(s.ID, s.Title)
	}
	for _, n := range r.notes {
		put(n.ID, n.Text)
	}
	for w := range words().Words() {
		put(w.Name+"?", w.Ask)
	}
	return texts
}

// A speaker writes texts in a language.
type speaker func(id, english string) string

// say returns the text with an id, with every {name} replaced by the value behind it.
func (s speaker) say(id string, pairs ...string) string {
	text := english[id]
	if s != nil {
		text = s(id, text)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// of returns a text of the repertoire.
func (s speaker) of(id, text string) string {
	if s == nil {
		return text
	}
	return s(id, text)
}

// String returns the dose in plain words, as "hold for 30 seconds, 2 to 3 times on each side, every day".
func (d Dose) String() string { return speaker(nil).dose(d) }

func (s speaker) dose(d Dose) string {
	var parts []string
	add := func(vague, text string) {
		if vague != "" {
			text = s.say("dose.vague", "dose", text, "words", s.of("dose.vague="+vague, vague))
		}
		parts = append(parts, text)
	}
	if d.For != (fact.Duration{}) {
		add(d.Vague.For, s.say("dose.for", "time", s.time(d.For)))
	}
	if d.Hold != (fact.Duration{}) {
		add(d.Vague.Hold, s.say("dose.hold", "time", s.time(d.Hold)))
	}
	n, one := s.number(d.Reps)
	side := ""
	if d.EachSide {
		side = ".side"
	}
	switch {
	case n == "" && d.EachSide:
		add("", s.say("dose.side"))
	case n == "":
	case one:
		add(d.Vague.Reps, s.say("dose.once"+side))
	default:
		add(d.Vague.Reps, s.say("dose.reps"+side, "n", n))
	}
	if n, one := s.number(d.Sets); one {
		add("", s.say("dose.set"))
	} else if n != "" {
		add("", s.say("dose.sets", "n", n))
	}
	if len(parts) == 0 {
		add("", s.say("dose.free"))
	}
	switch n, one := s.number(d.Days); {
	case d.Days == fact.Num(7):
		add("", s.say("dose.daily"))
	case one:
		add("", s.say("dose.day"))
	case n != "":
		add("", s.say("dose.days", "n", n))
	}
	text := parts[0]
	for _, p := range parts[1:] {
		text = s.say("plan.continuing", "a", text, "b", p)
	}
	return text
}

// number returns a count in words, "" where there is none, and whether it is just one.
func (s speaker) number(q fact.Number) (text string, one bool) {
	if q == (fact.Number{}) {
		return "", false
	}
	lo, hi := q.Bounds()
	return s.between(lo/1_000_000, hi/1_000_000), lo == hi && lo == 1_000_000
}

func (s speaker) between(lo, hi int64) string {
	if lo == hi {
		return strconv.FormatInt(lo, 10)
	}
	return s.say("number.range", "low", strconv.FormatInt(lo, 10), "high", strconv.FormatInt(hi, 10))
}

// time returns a duration in the greatest unit in which both ends are whole, and seconds up to two minutes.
func (s speaker) time(q fact.Duration) string {
	lo, hi := q.Bounds()
	switch {
	case lo%3600 == 0 && hi%3600 == 0:
		return s.say("time.hours", "n", s.between(lo/3600, hi/3600))
	case lo%60 == 0 && hi%60 == 0 && hi > 60:
		return s.say("time.minutes", "n", s.between(lo/60, hi/60))
	}
	return s.say("time.seconds", "n", s.between(lo, hi))
}
