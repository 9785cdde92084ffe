package plan

import (
	"slices"
	"strconv"
	"strings"

	"github.com/heelwise/heelwise/rules"
)

// String returns the plan in English, for people. See [Plan.Text].
func (p Plan) String() string { return p.Text(nil) }

// Text returns the plan for people, by phase: what to do, how much of it and why, then what was left out, what to mind as
// long as it was not asked, and what to know. The translate function returns the text with an id in another language; the
// English text is handed to it, and what it returns may hold the same {…}. [Repertoire.Texts] lists all of them. Nil leaves
// everything in English.
func (p Plan) Text(translate func(id, english string) string) string {
	s := speaker(translate)
	var b strings.Builder
	line := func(indent int, text string) { b.WriteString(strings.Repeat("  ", indent) + text + "\n") }
	if len(p.Items) == 0 && len(p.Withheld) == 0 {
		return s.say("plan.none") + "\n"
	}
	told := map[string]bool{}
	for i, stage := range p.Stages {
		if i > 0 {
			line(0, "")
		}
		title := s.of(stage.ID, stage.Title)
		if stretches(p.Items, stage) {
			title = s.say("plan.stretch", "title", title, "time", s.time(stage.Stretch))
		}
		line(0, title)
		n := 0
		for j := range p.Items {
			if it := &p.Items[j]; it.Phase == stage.Phase {
				n++
				s.item(line, it, n, told[it.ID])
				told[it.ID] = true
			}
		}
	}
	section := func(id string, list []string) {
		if len(list) == 0 {
			return
		}
		line(0, "")
		line(0, s.say(id))
		for _, text := range list {
			line(1, "- "+text)
		}
	}
	var out []string
	for _, w := range p.Withheld {
		id := "plan.because"
		if w.Unsure {
			id = "plan.unsure"
		}
		out = append(out, s.say(id, "name", s.of(w.ID+".name", w.Name), "because", s.of(w.Because.ID, w.Because.Text)))
	}
	section("plan.withheld", out)
	section("plan.careful", s.cautions(p.Items))
	var notes []string
	for _, n := range p.Notes {
		notes = append(notes, s.of(n.ID, n.Text))
	}
	section("plan.notes", notes)
	return b.String()
}

// stretches reports whether a stage says how long its stretches take, and has any.
func stretches(items []Item, stage Stage) bool {
	_, hi := stage.Stretch.Bounds()
	return hi > 0 && hi <= maxSeconds && slices.ContainsFunc(items, func(it Item) bool {
		return it.Phase == stage.Phase && strings.HasPrefix(it.ID, "stretch/")
	})
}

// item writes an item; what was told of it in an earlier phase is not told again.
func (s speaker) item(line func(int, string), it *Item, n int, again bool) {
	id := "plan.item"
	switch {
	case again:
		id = "plan.again"
	case it.Optional:
		id = "plan.optional"
	}
	text := s.say(id, "name", s.of(it.ID+".name", it.Name), "text", s.of(it.ID, it.Text))
	line(1, s.say("plan.numbering", "n", strconv.Itoa(n), "line", text))
	for i, d := range it.Doses {
		dose := s.dose(d)
		if i > 0 || d.Week > 1 {
			dose = s.say("dose.week", "n", strconv.Itoa(d.Week), "dose", dose)
		}
		switch {
		case d == (Dose{Week: 1}) && !active(it.ID):
			// a habit or a thing to buy has no dose
		case i == 0:
			line(3, s.say("plan.dose", "dose", dose))
		default:
			line(3, dose)
		}
	}
	if again {
		return
	}
	line(3, s.say("plan.why", "why", s.of(it.ID+".why", it.Why)))
	if it.Care != "" {
		line(3, s.say("plan.care", "care", s.of(it.ID+".care", it.Care)))
	}
	for _, c := range it.Cautions {
		if !strings.HasSuffix(c.ID, ".care") { // one that holds
			line(3, s.say("plan.care", "care", s.of(c.ID, c.Text)))
		}
	}
}

func active(id string) bool {
	kind, _, _ := strings.Cut(id, "/")
	return slices.Contains(activeKinds, kind)
}

// cautions returns the cautions that items carry, each once with all their names.
func (s speaker) cautions(items []Item) (list []string) {
	var order []rules.Text
	names := map[string][]string{}
	for i := range items {
		it := &items[i]
		for _, c := range it.Cautions {
			if !strings.HasSuffix(c.ID, ".care") {
				continue
			}
			name := s.of(it.ID+".name", it.Name)
			if names[c.ID] == nil {
				order = append(order, c)
			}
			if !slices.Contains(names[c.ID], name) {
				names[c.ID] = append(names[c.ID], name)
			}
		}
	}
	for _, c := range order {
		all := names[c.ID][0]
		for _, name := range names[c.ID][1:] {
			all = s.say("plan.continuing", "a", all, "b", name)
		}
		list = append(list, s.say("plan.for", "care", s.of(c.ID, c.Text), "names", all))
	}
	return list
}
