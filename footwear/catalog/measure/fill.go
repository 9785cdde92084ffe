package measure

import (
	"maps"
	"slices"
	"sync"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

var readers = sync.Pool{New: func() any { return new(reader) }}

// Fill sets the facts of p that are told by the texts and of which p says nothing, and says in p.Sources where each was
// read. What p already says stays; where a text contradicts it, its source says so.
//
// The texts are read together, and their order does not matter but for the order of materials. Where texts contradict
// each other the fact is wide enough for all of them, and its source has Conflict set. What cannot hold together, as a
// heel of 2 cm on a platform of 8, is not made a fact: the weaker of the two stays unknown. So every product that could
// be assessed before can be assessed after. Facts about wear are read of used goods alone.
//
// A word that a text says it answers is taken for the word's: "8,5" with the word shoe.heel_height and the unit cm is
// 85 mm, "Ja" with shoe.removable_insole a yes. A text of more than a megabyte is not read.
func (f *Profile) Fill(p *catalog.Product, texts ...Text) {
	if f.lexicon == nil {
		return
	}
	r := readers.Get().(*reader)
	r.profile, r.evidence, r.soled = f, r.evidence[:0], false
	r.trainer = false
	for i := range texts {
		r.read(i, &texts[i])
	}
	if r.trainer || r.isTrainer(p.Category) {
		r.forgetNames()
	}
	(&filler{r, p, texts, false}).fill()
	r.profile, r.text = nil, nil
	readers.Put(r)
}

// isTrainer reports whether a category is one of shoes whose names have the numbers of models.
func (r *reader) isTrainer(category string) bool {
	if r.profile.names.unit == 0 || category == "" {
		return false
	}
	r.gather(category)
	for i := range r.items {
		if r.items[i].is(aTrainer) {
			return true
		}
	}
	return false
}

// forgetNames takes back what was read out of names as heights.
func (r *reader) forgetNames() {
	r.evidence = slices.DeleteFunc(r.evidence, func(e evidence) bool { return e.named })
}

// A filler brings what was found into a product.
type filler struct {
	*reader
	p      *catalog.Product
	texts  []Text
	cloned bool // the sources are the product's own
}

func (f *filler) fill() {
	shape := f.chosen(style)
	f.follow(shape)
	height := f.measured(heelHeight)
	f.flatAndHigh(height)
	kind := f.chosen(heel)
	for k := range f.evidence {
		kind.clash = kind.clash || kind.found && f.evidence[k].word == heel && f.evidence[k].conflict
	}
	sole, drop := f.measured(platform), f.measured(rise)
	if !sole.found {
		sole = f.level(kind, shape, height)
	}
	var given [rise + 1]span
	for w := heelHeight; w <= rise; w++ {
		given[w] = w.bounds(f.p)
	}
	if hold([]*finding{&height, &sole, &drop}, given) {
		for w := heelHeight; w <= rise; w++ {
			if given[w] != open {
				f.contradict(w)
			}
		}
	}
	if height.found && height.span.lo == 0 && height.span.hi == 0 && !kind.found {
		kind = height
		kind.word, kind.said = heel, set(footwear.HeelFlat)
	}
	f.setMeasure(heelHeight, height)
	f.setMeasure(platform, sole)
	f.setMeasure(rise, drop)
	for w := baseWidth; w <= weight; w++ {
		f.setMeasure(w, f.measured(w))
	}
	f.setChoice(heel, kind)
	f.setChoice(style, shape)
	state := f.condition()
	used := f.p.Condition == catalog.Used || f.p.Condition == 0 && state.found && state.said == 1<<(catalog.Used-1)
	for w := base; w <= insole; w++ {
		if used || w != wear && w != tread {
			f.setChoice(w, f.chosen(w))
		}
	}
	if used {
		f.setMeasure(months, f.measured(months))
		f.setMeasure(distance, f.measured(distance))
	}
	f.setChoice(condition, state)
	f.setChoice(occasion, f.chosen(occasion))
	f.setChoice(department, f.department())
	f.setChoice(ageGroup, f.ageGroup())
	f.setList(materials, &f.p.Materials, f.profile.words.materials)
	f.setList(widths, &f.p.Widths, f.profile.words.widths)
}

// condition judges whether a shoe was worn: where anything says so, it may have been.
func (f *filler) condition() finding {
	const fresh, used = set(1), set(2)
	state := f.chosen(condition)
	state.found = state.found && state.rank > inProse // "a brand new design" is any
	for k := range f.evidence {
		if e := &f.evidence[k]; e.word == condition && e.said == used {
			state = finding{evidence: *e, found: true, clash: state.found && state.said == fresh}
			break
		}
	}
	return state
}

// department judges whom a shoe is for: women and men in one text are everybody, in two a contradiction.
func (f *filler) department() finding {
	const both, everybody = set(1 | 2), set(4)
	g := f.chosen(department)
	if !g.found {
		g = f.union(department)
	}
	switch {
	case !g.found:
	case g.said&everybody != 0 || g.said == both && f.oneText(department):
		g.said = everybody
	case g.said == both:
		g.found = false
	}
	g.clash = false
	return g
}

// ageGroup judges how old the wearer is. A shoe for the young is that of the older of them; what is for children and
// adults is for neither surely.
func (f *filler) ageGroup() finding {
	const baby, child, teen, adult, all = set(1), set(2), set(4), set(8), set(16)
	g := f.union(ageGroup)
	switch {
	case !g.found:
	case g.said&all != 0:
		g.said = all
	case g.said&adult != 0 && g.said != adult:
		g.found = false
	case g.said&teen != 0:
		g.said = teen
	case g.said&child != 0:
		g.said = child
	}
	g.clash = false
	return g
}

// union returns everything that the closest texts say of a choice.
func (f *filler) union(w word) (g finding) {
	top := rank(0)
	for k := range f.evidence {
		if e := &f.evidence[k]; e.word == w {
			top = max(top, e.rank)
		}
	}
	said := set(0)
	for k := range f.evidence {
		if e := &f.evidence[k]; e.word == w && e.rank == top {
			if said |= e.said; !g.found || better(e, &g.evidence) {
				g.evidence, g.found = *e, true
			}
		}
	}
	g.said = said
	return g
}

// oneText reports whether a single text says all that the closest ones say.
func (f *filler) oneText(w word) bool {
	g := f.union(w)
	for i := range f.texts {
		said := set(0)
		for k := range f.evidence {
			if e := &f.evidence[k]; e.word == w && e.text == i && e.rank == g.rank {
				said |= e.said
			}
		}
		if said != 0 && said != g.said {
			return false
		}
	}
	return true
}

// source says where a finding was read.
func (f *filler) source(w word, g finding) {
	f.sources()[w.String()] = catalog.Source{How: g.how, From: f.texts[g.text].From, Text: f.texts[g.text].Text[g.from:g.to], Conflict: g.clash}
}

// sources returns the sources of the product, its own: those that it came with may be shared.
func (f *filler) sources() map[string]catalog.Source {
	if !f.cloned {
		if f.p.Sources = maps.Clone(f.p.Sources); f.p.Sources == nil {
			f.p.Sources = make(map[string]catalog.Source, 8)
		}
		f.cloned = true
	}
	return f.p.Sources
}

// contradict says of what the product already says that a text says something else.
func (f *filler) contradict(w word) {
	s := f.p.Sources[w.String()]
	if !s.Conflict {
		s.Conflict = true
		f.sources()[w.String()] = s
	}
}

func (f *filler) setMeasure(w word, g finding) {
	have := w.bounds(f.p)
	if have != open {
		if g.found && g.how != catalog.Derived && have.and(span{g.span.lo - agree, g.span.hi + agree}).empty() {
			f.contradict(w)
		}
		return
	}
	if !g.found {
		return
	}
	w.limit(f.p, g.span)
	f.source(w, g)
}

func (f *filler) setChoice(w word, g finding) {
	if !g.found || g.said == 0 {
		return
	}
	if have := w.get(f.p); have != 0 {
		if g.how != catalog.Derived && have&g.said == 0 {
			f.contradict(w)
		}
		return
	}
	if len(w.values()) == 2 && g.said == no|yes {
		return
	}
	w.put(f.p, g.said)
	f.source(w, g)
}

func (f *filler) setList(w word, have *[]string, names []string) {
	if *have != nil {
		return
	}
	list, g := f.list(w, names)
	if len(list) == 0 {
		return
	}
	*have = list
	f.source(w, g)
}
