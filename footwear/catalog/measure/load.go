package measure

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/internal/pages"
	"github.com/heelwise/heelwise/rules/fact"
)

// readKey reads one key of a profile.
func (f *Profile) readKey(p *page, e pages.Entry, added *vocabulary) {
	switch e.Key.Value {
	case "about":
		p.Text(e.Value, "what a profile is about")
	case "also":
		p.Texts(e.Value, "a name")
	case "like":
		f.readLike(p, e.Value)
	case "labels":
		for _, by := range p.Entries(e.Value, "labels", wordNames[1:firstChoice]) {
			f.readLabels(p, wordOf(by.Key.Value), by.Value)
		}
	case "bare":
		for _, by := range p.Entries(e.Value, "bare", wordNames[1:firstChoice]) {
			w := wordOf(by.Key.Value)
			if u := unitOf(by.Value.Value); u != 0 && units[u].kind == kinds[w] {
				f.bare[w] = u
				continue
			}
			p.Fault(by.Value, "unknown-value", fmt.Sprintf("%q is no unit of %s", by.Value.Value, w), hint(by.Value.Value, unitsOf(kinds[w])))
		}
	case "bands":
		for _, by := range p.Entries(e.Value, "bands", choiceNames()) {
			f.readBands(p, wordOf(by.Key.Value), by.Value)
		}
	case "names":
		f.readNaming(p, e.Value, added)
	case "loose":
		for _, n := range p.Texts(e.Value, "a word") {
			if w := wordOf(n.Value); slices.Contains(choiceNames(), n.Value) {
				f.loose = append(f.loose, w)
				continue
			}
			p.Fault(n, "unknown-word", fmt.Sprintf("there is no choice %q", n.Value), hint(n.Value, choiceNames()))
		}
	case "silent":
		added.add(p, e.Value, meaning{role: aSilentWord})
	case "words":
		added.read(p, p.Entries(e.Value, "words", wordSections()))
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
		p.Fault(n, "unknown-profile", fmt.Sprintf("there is no profile %q", n.Value), hint(n.Value, Names()))
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
	for _, e := range p.Entries(n, w.String(), nil) {
		l := label{open}
		if e.Value.Value != "unknown" {
			s, ok := p.span(e.Value, w.String(), dimensions[kinds[w]])
			if !ok {
				continue
			}
			if d := domains[w]; s.lo != math.MinInt64 && s.lo < d.lo || s.hi != math.MaxInt64 && s.hi > d.hi {
				p.Fault(e.Value, "bad-value", fmt.Sprintf("%s is beyond what %s can be", e.Value.Value, w), "")
				continue
			}
			l.span = s
			if s.lo == math.MinInt64 {
				l.span.lo = domains[w].lo
			}
		}
		f.labels[w][string(plain(e.Key.Value, nil))] = l
	}
}

func (f *Profile) readBands(p *page, w word, n *yaml.Node) {
	f.bands[w] = nil
	for _, e := range p.Entries(n, w.String(), nil) {
		said, ok := p.set(w, e.Key)
		if !ok {
			continue
		}
		if s, ok := p.span(e.Value, "numbers", fact.OfNumber); ok {
			f.bands[w] = append(f.bands[w], band{s, said})
		}
	}
}

var namingKeys = []string{"unit", "least", "most", "step", "model", "counted", "except"}

func (f *Profile) readNaming(p *page, n *yaml.Node, added *vocabulary) {
	list := p.Entries(n, "names", namingKeys)
	whole := func(e pages.Entry) int64 {
		i, err := strconv.Atoi(e.Value.Value)
		if err != nil || i < 1 || i > 1000 {
			p.Fault(e.Value, "bad-value", fmt.Sprintf("%q is no whole number of units", e.Value.Value), "")
		}
		return value{number: int64(i) * 1e6}.base(max(f.names.unit, 1))
	}
	slices.SortStableFunc(list, func(a, b pages.Entry) int { // the unit comes first: the others are counted in it
		return boolean(b.Key.Value == "unit") - boolean(a.Key.Value == "unit")
	})
	for _, e := range list {
		switch e.Key.Value {
		case "unit":
			u := unitOf(e.Value.Value)
			if f.names.unit = u; units[u].kind != ofLength {
				p.Fault(e.Value, "unknown-value", fmt.Sprintf("%q is no unit of a length", e.Value.Value), hint(e.Value.Value, unitsOf(ofLength)))
			}
		case "least":
			f.names.least = whole(e)
		case "most":
			f.names.most = whole(e)
		case "step":
			f.names.step = whole(e)
		case "model":
			added.add(p, e.Value, meaning{role: aModelName})
		case "counted":
			added.add(p, e.Value, meaning{role: aCounted})
		case "except":
			added.add(p, e.Value, meaning{role: aTrainer})
		}
	}
	if f.names.unit == 0 || f.names.step == 0 || f.names.most < f.names.least || f.names.least == 0 {
		p.Fault(n, "missing-key", "names need a unit, least, most and step", "as {unit: mm, least: 20, most: 160, step: 5}")
	}
}
