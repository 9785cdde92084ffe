package rules

// isStated reports whether both ends of a word, or its value, are stated: a bound alone leaves it to be assumed.
func (f facts) isStated(w int) bool { return f.know[w] == stated || f.know[w] == exact }

// follows reports whether w is one of a sum's words that two others decide.
func (p *pack) follows(f facts, w int) bool {
	for _, s := range p.sums {
		switch w {
		case s.part:
			return !f.isStated(w)
		case s.whole:
			return !f.isStated(w) && f.isStated(s.part)
		case s.first:
			return !f.isStated(w) && f.isStated(s.whole) && f.isStated(s.part)
		}
	}
	return false
}

// settleTypical fills the words' registers with the one fully known case that stands for f. If assumed is not nil, it
// collects the words that were assumed.
func (p *pack) settleTypical(f facts, r []float64, assumed wordSet) {
	for i, w := range p.infos {
		r[i], _ = w.stated(f.spans[i], f.know[i])
	}
	for _, w := range p.brief.asked {
		r[len(p.infos)+w] = f.knows(w)
	}
	var room [maxOpen]open
	choices := room[:0]
	for _, w := range p.brief.free {
		choices = p.infos[w].appendOpen(choices, w, f.spans[w], f.know[w])
	}
	for i := range p.typical {
		st := &p.typical[i]
		if st.sum >= 0 {
			p.close(p.sums[st.sum], f, r)
			continue
		}
		w := st.word.word
		if r[w] == r[w] { // it is a number: stated
			continue
		}
		r[w] = st.take(p.infos[w], f.spans[w], r, choices)
		if assumed != nil && !p.follows(f, w) {
			assumed[w/64] |= 1 << (w % 64)
		}
	}
}

// appendOpen appends the word w if it is an open choice.
func (w *wordInfo) appendOpen(choices []open, i int, s span, know knowledge) []open {
	if know == stated && w.kind != measure && len(choices) < maxOpen {
		return append(choices, open{i, s.set})
	}
	return choices
}

// take returns the value of a step's word, of which the registers say nothing, in the typical case.
func (st *step) take(w *wordInfo, s span, r []float64, choices []open) float64 {
	if len(choices) > 0 && st.asksOpen {
		return st.takeOpen(w, s, r, choices)
	}
	run(st.ops, r)
	return st.word.take(w, s, r)
}

// knows answers known(w): 1 if anything is stated of the word.
func (f facts) knows(w int) float64 {
	if f.know[w] == nothing {
		return 0
	}
	return 1
}

// close makes three typical values add up. The first part holds unless the other two are stated; the part is what is
// stated of it, else the rest; the whole is their sum.
func (p *pack) close(s sum, f facts, r []float64) {
	whole, first, part := f.spans[s.whole], f.spans[s.first], f.spans[s.part]
	x := r[s.first]
	if p.follows(f, s.first) {
		x = r[s.whole] - r[s.part]
	}
	x = min(max(x, first.lo), first.hi)
	if f.isStated(s.whole) && !f.isStated(s.first) { // what is assumed gives way to the middle of what is stated
		x = min(max(x, r[s.whole]-part.hi, first.lo), r[s.whole]-part.lo, first.hi)
	}
	y := r[s.whole] - x
	if f.isStated(s.part) {
		y = r[s.part]
	}
	y = min(max(y, part.lo, whole.lo-x), part.hi, whole.hi-x)
	r[s.first], r[s.part], r[s.whole] = x, y, x+y
}

// likely fills box with what the words of f usually are: of what is stated all of it, of what is assumed the usual
// interval, of what follows everything possible. The typical case r is always in it. The registers of box are words
// first, as runSpans needs them.
func (p *pack) likely(f facts, r []float64, box []span) {
	copy(box, f.spans)
	for _, w := range p.brief.asked {
		x := f.knows(w)
		box[len(p.infos)+w] = span{lo: x, hi: x, set: 1 << uint(x)}
	}
	for i := range p.typical {
		st := &p.typical[i]
		if st.sum >= 0 {
			p.tighten(p.sums[st.sum], r, box)
			continue
		}
		runSpans(st.sets, box)
		w := st.word.word
		if !f.isStated(w) && !p.infos[w].single(f.spans[w]) && !p.follows(f, w) {
			box[w] = p.infos[w].usually(f.spans[w], st.word, box, r[w])
		}
	}
}

// tighten narrows the three words of a sum to each other, around the typical case.
func (p *pack) tighten(s sum, r []float64, box []span) {
	for _, w := range []int{s.whole, s.first, s.part} {
		box[w] = hull(box[w], span{lo: r[w], hi: r[w]})
	}
	whole, first, part := box[s.whole], box[s.first], box[s.part]
	box[s.whole] = meet(whole, plus(first, part))
	box[s.first] = meet(first, minus(whole, part))
	box[s.part] = meet(part, minus(whole, first))
}
