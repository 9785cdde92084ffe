package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/internal/pages"
	"github.com/heelwise/heelwise/rules/fact"
)

var (
	doseKeys  = []string{"week", "order", "hold", "reps", "each_side", "sets", "for", "days", "vague"}
	vagueKeys = []string{"hold", "reps", "for"}
)

// What a dose may come to, far above what anybody should do.
const (
	maxWeek    = 52
	maxOrder   = 99
	maxSeconds = 8 * 3600
	maxCount   = 100
)

// doses reads the doses of an item, by phase.
func (e *entry) doses(n *yaml.Node, one *item) {
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		e.fault(n, "wrong-shape", "doses holds phases and what is done in them", "as doses: {daily: {hold: 30s, days: 7}}")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		var p Phase
		if err := p.UnmarshalText([]byte(n.Content[i].Value)); err != nil {
			e.fault(n.Content[i], "unknown-key", err.Error(), "")
			continue
		}
		if _, ok := one.Doses[p]; ok {
			e.fault(n.Content[i], "duplicate-key", fmt.Sprintf("the phase %s is given twice", p), "")
			continue
		}
		steps := []*yaml.Node{n.Content[i+1]}
		if steps[0].Kind == yaml.SequenceNode {
			steps = steps[0].Content
		}
		if len(steps) == 0 {
			e.fault(n.Content[i+1], "wrong-shape", "a progression has a dose at least", "write {} where nothing is prescribed")
		}
		for _, step := range steps {
			e.step(step, p, one)
		}
	}
}

// step reads one dose, and adds it to a progression.
func (e *entry) step(n *yaml.Node, p Phase, one *item) {
	d := Dose{Week: 1}
	if n.Kind != yaml.MappingNode {
		e.fault(n, "wrong-shape", "a dose is keys and values", "as {hold: 30s, reps: 3}")
		return
	}
	before := one.Doses[p]
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch key.Value {
		case "week":
			d.Week = e.whole(value, maxWeek)
		case "order":
			one.Orders[p] = e.whole(value, maxOrder)
		case "hold":
			e.duration(value, &d.Hold)
		case "for":
			e.duration(value, &d.For)
		case "reps":
			e.number(value, &d.Reps, maxCount)
		case "sets":
			e.number(value, &d.Sets, maxCount)
		case "days":
			e.number(value, &d.Days, 7)
		case "each_side":
			if d.EachSide = value.Value == "true"; !d.EachSide {
				e.fault(value, "bad-value", fmt.Sprintf("each_side is true or left out, not %q", value.Value), "")
			}
		case "vague":
			e.vague(value, &d)
		default:
			e.fault(key, "unknown-key", fmt.Sprintf("there is no key %q", key.Value), pages.Hint(key.Value, doseKeys, "the keys are "+strings.Join(doseKeys, ", ")))
		}
	}
	if len(before) > 0 {
		last := &before[len(before)-1]
		if d.Week <= last.Week {
			e.fault(n, "bad-value", fmt.Sprintf("week %d does not come after week %d", d.Week, last.Week), "each step begins later than the one before")
		}
		if last.falls(&d) {
			e.fault(n, "bad-value", "the progression falls", "it starts low, and each step is at least the one before")
		}
	}
	one.Doses[p] = append(before, d)
}

func (e *entry) whole(n *yaml.Node, most int) int {
	x, err := strconv.Atoi(n.Value)
	if err != nil || x < 1 || x > most {
		e.fault(n, "bad-value", fmt.Sprintf("a whole number from 1 to %d is needed, not %q", most, n.Value), "")
		return 1
	}
	return x
}

func (e *entry) duration(n *yaml.Node, q *fact.Duration) {
	read, err := fact.ParseDuration(n.Value)
	if err != nil {
		e.fault(n, "bad-value", err.Error(), "")
		return
	}
	if lo, hi := read.Bounds(); lo < 1 || hi > maxSeconds {
		e.fault(n, "bad-value", fmt.Sprintf("%s does not lie between 1s and 8h", n.Value), "write both ends, as 30s..60s")
		return
	}
	*q = read
}

func (e *entry) number(n *yaml.Node, q *fact.Number, most int64) {
	read, err := fact.ParseNumber(n.Value)
	if err != nil {
		e.fault(n, "bad-value", err.Error(), "")
		return
	}
	const one = 1_000_000 // in the base units of a plain number
	if lo, hi := read.Bounds(); lo < one || hi > most*one || lo%one != 0 || hi%one != 0 {
		e.fault(n, "bad-value", fmt.Sprintf("%s is no whole number from 1 to %d, and no range of them", n.Value, most), "write both ends, as 2..3")
		return
	}
	*q = read
}

// vague reads the words of a source in the place of its numbers.
func (e *entry) vague(n *yaml.Node, d *Dose) {
	if n.Kind != yaml.MappingNode {
		e.fault(n, "wrong-shape", "vague holds the words of a source", "as vague: {hold: a few seconds}")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		at := map[string]*string{"hold": &d.Vague.Hold, "reps": &d.Vague.Reps, "for": &d.Vague.For}[key.Value]
		switch {
		case !slices.Contains(vagueKeys, key.Value):
			e.fault(key, "unknown-key", fmt.Sprintf("there is no key %q", key.Value), pages.Hint(key.Value, vagueKeys, "the keys are "+strings.Join(vagueKeys, ", ")))
		case value.Kind != yaml.ScalarNode || value.Value == "":
			e.fault(value, "bad-value", "the words of a source are a text", "")
		default:
			*at = value.Value
		}
	}
}
