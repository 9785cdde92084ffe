package triage

import (
	"slices"
	"strings"
)

// assessShoes says whether what was told fits a trouble that comes from shoes. At urgent or above, and while the case is
// undetermined, something else comes first.
func (c *consideration) assessShoes() {
	c.Supports, c.Contradictions = []string{}, []string{}
	if !c.AllowsShoeAdvice() {
		return
	}
	temporal, doubted := 0, false
	for _, n := range c.shoes.Supports {
		if c.report.answer(n) == Present {
			c.Supports = append(c.Supports, c.ids[n])
			if slices.Contains(c.shoes.Temporal, n) {
				temporal++
			}
		}
	}
	for _, n := range c.shoes.Contradictions {
		switch c.report.answer(n) {
		case Present:
			c.Contradictions = append(c.Contradictions, c.ids[n])
		case NotSure:
			doubted = true
		}
	}
	contradicted := len(c.Contradictions) > 0
	switch likely := c.shoes.Likely; {
	case contradicted && temporal == 0:
		c.Footwear = Unlikely
	case len(c.Supports) == 0:
	case !contradicted && !doubted && len(c.Supports) >= likely.Supports && temporal >= likely.Temporal:
		c.Footwear = Likely
	default:
		c.Footwear = Possible
	}
}

// tell collects what the person is to be told.
func (c *consideration) tell() {
	add := func(when string) { c.SafetyNet = append(c.SafetyNet, c.texts[when]...) }
	add(c.Disposition.String())
	for _, f := range c.Fired {
		if f.Level == c.Disposition && f.Level >= UrgentSameDay {
			c.SafetyNet = append(c.SafetyNet, Advice{ID: f.Rule, Text: f.Why})
		}
	}
	if c.Disposition == UrgentSameDay && c.Status != Final {
		add("open")
	}
	if names := c.doubts(); names != "" {
		for _, a := range c.texts["unsure"] {
			c.SafetyNet = append(c.SafetyNet, Advice{ID: a.ID, Text: strings.ReplaceAll(a.Text, "{unsure}", names)})
		}
	}
	add("always")
}

// doubts names what the person was not sure about and a flag fired on.
func (c *consideration) doubts() string {
	var room [16]string
	names := room[:0]
	for i := range c.Fired {
		if !c.Fired[i].Unsure {
			continue
		}
		for _, ids := range [...][]string{c.Fired[i].Findings, c.Fired[i].EnoughOf} {
			for _, id := range ids {
				n := c.index[id]
				if name := c.list[n].Name; c.report.answer(n) == NotSure && !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}
