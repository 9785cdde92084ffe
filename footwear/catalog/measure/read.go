package measure

import (
	"slices"
	"strings"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

// A reader reads the texts of one product. It is used again for the next one.
type reader struct {
	profile    *Profile
	tokens     []token
	items      []item
	quantities []quantity
	label      []byte

	text     *Text
	index    int // of the text
	rank     rank
	category bool // the text is a category
	answers  word // what the text as a whole answers
	target   word // what the place that is read answers
	unit     set  // of a bare number there
	limit    set  // to which side the name of a specification opens its number
	first    int  // the first sentence goes so far, or farther
	soles    int  // the last item at which a platform or a sole was spoken of, -1 where none was
	soled    bool // any text spoke of one
	trainer  bool // a title or a category says that its numbers are those of models
	evidence []evidence
}

// A rank says how closely a text is about what it says. What a title says of whom a shoe is for holds rather than what a
// description mentions.
type rank uint8

const (
	inProse rank = 1 + iota
	inTitle
	inAnswer
)

// An evidence is one thing that a text says.
type evidence struct {
	word     word
	how      catalog.How
	rank     rank
	text     int // its index
	from, to int32
	said     set  // of a choice; of a list the place of a name in it
	span     span // of a measure
	older    bool // in inches or ounces
	conflict bool
	whole    bool // of a material: of the upper as such
	named    bool // of a measure: read out of a name
	group    int32
}

func (r *reader) add(e evidence) {
	e.text = r.index
	if e.rank == 0 {
		e.rank = r.rank
	}
	r.evidence = append(r.evidence, e)
}

// read reads a text.
func (r *reader) read(index int, t *Text) {
	if len(t.Text) == 0 || len(t.Text) > maxText {
		return
	}
	r.text, r.index, r.rank, r.answers, r.unit, r.limit, r.soles = t, index, inProse, noWord, 0, 0, -1
	r.first = 0
	last := strings.ToLower(t.From[strings.LastIndexByte(t.From, '.')+1:])
	title := r.profile.words.titles[last]
	r.category = r.profile.words.groups[last]
	if title || r.category {
		r.rank = inTitle
	}
	r.unit = r.profile.unitNamed(t.Unit)
	if t.Word != "" {
		r.answers = wordOf(t.Word)
	}
	if r.answers == noWord && t.Name != "" {
		r.answers = r.named(t.Name)
	}
	if r.answers == otherName || r.answers == otherPart {
		return
	}
	if r.answers != noWord {
		r.rank = inAnswer
	}
	r.gather(t.Text)
	if r.blank(t.Text) {
		return
	}
	before := len(r.evidence)
	r.walk()
	if title && len(r.profile.loose) > 0 {
		told := slices.DeleteFunc(r.evidence[before:], func(e evidence) bool { return slices.Contains(r.profile.loose, e.word) })
		r.evidence = r.evidence[:before+len(told)]
	}
	if r.rank == inTitle && r.profile.names.unit != 0 {
		for i := range r.items {
			r.trainer = r.trainer || r.items[i].is(aTrainer)
		}
		if title {
			r.readName(before)
		}
	}
	if (r.category || r.answers == heelHeight || r.answers == shaft) && r.labelled(t.Text, 0, int32(len(t.Text)), before) {
		return
	}
	if r.answers == heelHeight && len(r.items) > 0 {
		r.readFlat(before, r.items[0].start, r.items[len(r.items)-1].end)
	}
}

// readFlat reads "flach" where a height is asked for as nothing.
func (r *reader) readFlat(before int, from, to int32) {
	flat := evidence{}
	for _, e := range r.evidence[before:] {
		if e.word == heelHeight {
			return
		}
		if e.word == heel && e.said == set(footwear.HeelFlat) && e.from == from && e.to == to {
			flat = e
		}
	}
	if flat.word == heel {
		flat.word, flat.said, flat.span = heelHeight, 0, span{}
		r.add(flat)
	}
}

// maxText is how long a text may be to be read at all.
const maxText = 1 << 20

// named returns what a specification of a name answers.
func (r *reader) named(name string) word {
	r.gather(separate(name))
	l := r.profile.lexicon
	end := len(r.items)
	for end > 0 && r.items[end-1].kind == signed && r.items[end-1].sign == ':' {
		end--
	}
	found, abovePlatform, heeled := noWord, false, false
	for i := range r.items[:end] {
		it := &r.items[i]
		r.limit = max(r.limit, l.bounds(it.node))
		for _, m := range l.of(it.node) {
			if m.role == aSubject && m.word == net {
				abovePlatform = true
				continue
			}
			if m.role == aName && end == 1 {
				return m.word
			}
			if m.role == aUnit && r.unit == 0 { // "Heel height (cm)"
				r.unit = m.set
			}
			heeled = heeled || m.role == aSubject && m.word == heelHeight
			if m.role == aSubject && it.kind == spelled && (found == noWord || m.word == otherPart) {
				found = m.word
			}
		}
	}
	switch found {
	case heelHeight:
		if abovePlatform {
			return rise
		}
	case shaft:
		if heeled { // "boot height with heel"
			return otherPart
		}
	case front:
		return platform
	case soleBack:
		return heelHeight
	case back, stack:
		return noWord
	}
	return found
}

// separate returns a name with spaces where capitals begin its words, as in "heelHeight".
func separate(name string) string {
	if strings.ContainsAny(name, " _-.") || strings.ToUpper(name) == name {
		return name
	}
	var b []byte
	for i := range len(name) {
		if c := name[i]; i > 0 && 'A' <= c && c <= 'Z' && 'a' <= name[i-1] && name[i-1] <= 'z' {
			b = append(b, ' ')
		}
		b = append(b, name[i])
	}
	return string(b)
}

// blank reports whether a text says that there is nothing to say.
func (r *reader) blank(text string) bool {
	for i := range r.items {
		if it := &r.items[i]; !(it.kind == signed || it.kind == sentenceEnd || it.is(aBlank)) {
			return false
		}
	}
	return true
}

// walk reads the items in their order.
func (r *reader) walk() {
	r.target = r.answers
	from := 0               // where the place that answers the target begins
	said := len(r.evidence) // before the sentence
	for i := range r.items {
		it := &r.items[i]
		switch {
		case it.kind == spelled:
			r.spelling(i)
			if r.introduces(i) {
				r.finish(from, i)
				r.target, from = r.nameAt(i), i+2
			}
		case it.kind == quantified:
			r.measure(i)
		case it.ends():
			if r.asks(i) { // a question says nothing
				r.evidence = r.evidence[:min(said, len(r.evidence))]
			}
			said = len(r.evidence)
			if r.target != r.answers {
				r.finish(from, i)
				r.target = r.answers
			}
		}
	}
	r.finish(from, len(r.items))
}

// introduces reports whether the item at i is a name before its answer, as in "Heel type: block".
func (r *reader) introduces(i int) bool {
	if !r.items[i].is(aName) || i+1 == len(r.items) {
		return false
	}
	next := &r.items[i+1]
	return next.kind == cellEnd || next.kind == signed && (next.sign == ':' || next.sign == '=')
}

func (r *reader) nameAt(i int) word {
	for _, m := range r.profile.lexicon.of(r.items[i].node) {
		if m.role == aName {
			return m.word
		}
	}
	return noWord
}

// finish ends a place that answered a target.
func (r *reader) finish(from, to int) {
	if r.target == r.answers || from >= to || r.target != heelHeight && r.target != shaft {
		return
	}
	start, end := r.items[from].start, r.items[to-1].end
	before := len(r.evidence)
	for before > 0 && r.evidence[before-1].text == r.index && r.evidence[before-1].from >= start {
		before--
	}
	if !r.labelled(r.text.Text[start:end], start, end, before) && r.target == heelHeight {
		r.readFlat(before, start, end)
	}
}

// spelling reads what the spelling at i says by itself.
func (r *reader) spelling(i int) {
	it := &r.items[i]
	if it.roles&(1<<aSaying|1<<anAnswer|1<<aZero|1<<aSubject|1<<aYes|1<<aNo) == 0 || it.is(aSilentWord) || r.target == otherName {
		return
	}
	if it.is(aZero) && (!r.nothingFollows(i) || r.leavesOut(i) || r.negated(i)) || r.sized(i) {
		return
	}
	named := noWord
	if r.introduces(i) { // the answer says it
		named = r.nameAt(i)
	}
	alone := r.target == features && r.alone(i)
	said := false
	for _, m := range r.profile.lexicon.of(it.node) {
		switch m.role {
		case aSubject:
			switch m.word {
			case platform, soleBack:
				r.soles = i
				r.soled = r.soled || !it.is(aBodyPart) // a platform; every shoe has a sole
			case heelHeight:
				r.form(i)
			}
		case aZero:
			r.add(evidence{word: m.word, how: catalog.Stated, from: it.start, to: it.end})
		case anAnswer:
			if m.word == r.target || alone && !r.alsoSays(it, m.word) || m.word == heel && (r.target == heelHeight && m.set&(m.set-1) == 0 || r.category && r.alone(i)) {
				said = true
				r.says(i, m)
			}
		case aSaying:
			if said = true; m.word != named {
				r.says(i, m)
			}
		}
	}
	if said || !r.target.choice() {
		return
	}
	for answer, role := range [...]role{aNo, aYes} {
		if s := r.profile.words.answered[r.target][answer]; it.is(role) && s != 0 && r.alone(i) {
			r.add(evidence{word: r.target, how: catalog.Stated, from: it.start, to: it.end, said: s, rank: inAnswer})
			return
		}
	}
}

// says adds what the spelling at i says, or its opposite behind a negation.
func (r *reader) says(i int, m meaning) {
	it := &r.items[i]
	if m.word == heel && m.set == set(footwear.HeelWedge) {
		r.soles = i // it has a front and a back
	}
	e := evidence{word: m.word, how: catalog.Stated, from: it.start, to: it.end, said: m.set}
	switch {
	case r.target == m.word:
		e.rank, e.group = inAnswer, 1
	case r.target == materials && m.word != materials || r.target == widths && m.word != widths:
		return
	}
	if i > 0 && r.items[i-1].is(aCompared) || r.denied(i) {
		return
	}
	switch n, clear := r.negation(i, m.word); {
	case n < 0:
	case !clear:
		return
	default:
		e.from = r.items[n].start
		answered := &r.profile.words.answered[m.word]
		switch {
		case m.word == heel || m.word >= department || answered[0] == 0:
			return
		case m.set == answered[1]:
			e.said = answered[0]
		case m.set == answered[0] && answered[1] != 0:
			e.said = answered[1]
		default: // without the best there may still be something
			return
		}
	}
	switch m.word {
	case materials:
		r.material(i, e)
		return
	case ageGroup:
		if m.set == 1<<(catalog.Adult-1) && r.alsoSays(it, department) {
			e.how = catalog.Derived
		}
	}
	r.add(e)
}

func (r *reader) alsoSays(it *item, w word) bool {
	for _, m := range r.profile.lexicon.of(it.node) {
		if m.role == aSaying && m.word == w {
			return true
		}
	}
	return false
}

// alone reports whether nothing but the item stands between two commas.
func (r *reader) alone(i int) bool {
	border := func(j int) bool {
		if j < 0 || j >= len(r.items) {
			return true
		}
		it := &r.items[j]
		return it.ends() || it.kind == cellEnd || it.kind == signed && (it.sign == ',' || it.sign == '/' || it.sign == ':' || it.sign == '[' || it.sign == ']' || it.sign == '=' || it.sign == '>' || it.sign == '»' || it.sign == '›')
	}
	return border(i-1) && border(i+1)
}

// nothingFollows reports whether "no heel" ends there, unlike in "no heel slippage".
func (r *reader) nothingFollows(i int) bool {
	if i+1 >= len(r.items) {
		return true
	}
	next := &r.items[i+1]
	for _, m := range r.profile.lexicon.of(next.node) {
		if m.role == aLimit && (m.set == over || m.set == orMore) { // "no heels above 5 cm"
			return false
		}
	}
	return next.kind != unknownWord && next.kind != modelled && (next.kind != spelled || next.is(aStop) || next.is(aBodyPart) && !next.is(aSubject) || next.is(aName))
}

// form reads the form of the heel at i out of the words before it: "chunky leather heel".
func (r *reader) form(i int) {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		it := &r.items[j]
		if it.kind == signed && it.sign == '-' {
			continue
		}
		if it.kind != spelled {
			return
		}
		for _, m := range r.profile.lexicon.of(it.node) {
			if m.role == aForm && !it.is(aSubject) {
				r.add(evidence{word: heel, how: catalog.Stated, from: it.start, to: r.items[i].end, said: m.set})
				return
			}
		}
		if !it.is(aLink) && !r.alsoSays(it, materials) {
			return
		}
	}
}
