package measure

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules/fact"
)

// readKey reads one key of a profile.
func (f *Profile) readKey(p *page, e entry, added *vocabulary) {
	switch e.key.Value {
	case "about":
		p.text(e.value, "what a profile is about")
	case "also":
		p.texts(e.value, "a name")
	case "like":
		f.readLike(p, e.value)
	case "labels":
		for _, by := range p.entries(e.value, "labels", wordNames[1:firstChoice]) {
			f.readLabels(p, wordOf(by.key.Value), by.value)
		}
	case "bare":
		for _, by := range p.entries(e.value, "bare", wordNames[1:firstChoice]) {
			w := wordOf(by.key.Value)
			if u := unitOf(by.value.Value); u != 0 && units[u].kind == kinds[w] {
				f.bare[w] = u
				continue
			}
			p.fault(by.value, "unknown-value", fmt.Sprintf("%q is no unit of %s", by.value.Value, w), hint(by.value.Value, unitsOf(kinds[w])))
		}
	case "bands":
		for _, by := range p.entries(e.value, "bands", choiceNames()) {
			f.readBands(p, wordOf(by.key.Value), by.value)
		}
	case "names":
		f.readNaming(p, e.value, added)
	case "loose":
		for _, n := range p.texts(e.value, "a word") {
			if w := wordOf(n.Value); slices.Contains(choiceNames(), n.Value) {
				f.loose = append(f.loose, w)
				continue
			}
			p.fault(n, "unknown-word", fmt.Sprintf("there is no choice %q", n.Value), hint(n.Value, choiceNames()))
		}
	case "silent":
		added.add(p, e.value, meaning{role: aSilentWord})
	case "words":
		added.read(p, p.entries(e.value, "words", wordSections()))
	}
}

func unitsOf(k kind) (names []string) {
	for _, u := range units {
		if u.kind == k {
			names = append(names, u.name)
		}
	}
	return names
}

func (f *Profile) readLike(p *page, n *yaml.Node) {
	profiles := standardProfiles()
	base, ok := profiles[n.Value]
	if !ok {
		p.fault(n, "unknown-profile", fmt.Sprintf("there is no profile %q", n.Value), hint(n.Value, Names()))
		return
	}
	b := base()
	f.words, f.bare, f.bands, f.names, f.loose = b.words, b.bare, b.bands, b.names, b.loose
	for w := range f.labels {
		f.labels[w] = maps.Clone(b.labels[w])
	}
}

func (f *Profile) readLabels(p *page, w word, n *yaml.Node) {
	if f.labels[w] == nil {
		f.labels[w] = map[string]label{}
	}
	for _, e := range p.entries(n, w.String(), nil) {
		l := label{open}
		if e.value.Value != "unknown" {
			s, ok := p.span(e.value, w.String(), dimensions[kinds[w]])
			if !ok {
				continue
			}
			if d := domains[w]; s.lo != math.MinInt64 && s.lo < d.lo || s.hi != math.MaxInt64 && s.hi > d.hi {
				p.fault(e.value, "bad-value", fmt.Sprintf("%s is beyond what %s can be", e.value.Value, w), "")
				continue
			}
			l.span = s
			if s.lo == math.MinInt64 {
				l.span.lo = domains[w].lo
			}
		}
		f.labels[w][string(plain(e.key.Value, nil))] = l
	}
}

// dimensions are those of the kinds of units.
var dimensions = [...]fact.Dimension{ofLength: fact.OfLength, ofDistance: fact.OfLength, ofMass: fact.OfMass, ofTime: fact.OfNumber, ofForce: fact.OfNumber}

// span reads a range of a measure, as "76.2mm..101.6mm" or "80mm..".
func (p *page) span(n *yaml.Node, what string, d fact.Dimension) (s span, ok bool) {
	var v fact.Value
	if n.Kind == yaml.ScalarNode && n.Value != "" && v.UnmarshalJSON([]byte(strconv.Quote(n.Value))) == nil {
		if got, lo, hi, ok := v.Measure(); ok && got == d {
			s = span{lo, hi}
			return s, true
		}
	}
	p.fault(n, "bad-value", fmt.Sprintf("%q is no range of %s", n.Value, what), "write it as 40mm..60mm, or with an open end as 120mm..")
	return s, false
}

func (f *Profile) readBands(p *page, w word, n *yaml.Node) {
	f.bands[w] = nil
	for _, e := range p.entries(n, w.String(), nil) {
		said, ok := p.set(w, e.key)
		if !ok {
			continue
		}
		if s, ok := p.span(e.value, "numbers", fact.OfNumber); ok {
			f.bands[w] = append(f.bands[w], band{s, said})
		}
	}
}

var namingKeys = []string{"unit", "least", "most", "step", "model", "counted", "except"}

func (f *Profile) readNaming(p *page, n *yaml.Node, added *vocabulary) {
	list := p.entries(n, "names", namingKeys)
	whole := func(e entry) int64 {
		i, err := strconv.Atoi(e.value.Value)
		if err != nil || i < 1 || i > 1000 {
			p.fault(e.value, "bad-value", fmt.Sprintf("%q is no whole number of units", e.value.Value), "")
		}
		return value{number: int64(i) * 1e6}.base(max(f.names.unit, 1))
	}
	slices.SortStableFunc(list, func(a, b entry) int { // the unit comes first: the others are counted in it
		return boolean(b.key.Value == "unit") - boolean(a.key.Value == "unit")
	})
	for _, e := range list {
		switch e.key.Value {
		case "unit":
			u := unitOf(e.value.Value)
			if f.names.unit = u; units[u].kind != ofLength {
				p.fault(e.value, "unknown-value", fmt.Sprintf("%q is no unit of a length", e.value.Value), hint(e.value.Value, unitsOf(ofLength)))
			}
		case "least":
			f.names.least = whole(e)
		case "most":
			f.names.most = whole(e)
		case "step":
			f.names.step = whole(e)
		case "model":
			added.add(p, e.value, meaning{role: aModelName})
		case "counted":
			added.add(p, e.value, meaning{role: aCounted})
		case "except":
			added.add(p, e.value, meaning{role: aTrainer})
		}
	}
	if f.names.unit == 0 || f.names.step == 0 || f.names.most < f.names.least || f.names.least == 0 {
		p.fault(n, "missing-key", "names need a unit, least, most and step", "as {unit: mm, least: 20, most: 160, step: 5}")
	}
}
