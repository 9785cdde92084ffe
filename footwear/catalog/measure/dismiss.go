package measure

// dismissed reports whether what stands around the quantity at i and its subject says that it is no height of this shoe:
// "2 cm wide", "without a 5 cm heel", "unlike our 10 cm heels", "lower than a 9 cm heel".
func (r *reader) dismissed(i int, s subject) bool {
	if r.sideways(i, s) || r.tolerance(i) {
		return true
	}
	j := i
	if s.at >= 0 {
		j = min(i, s.at)
	}
	for j--; j >= 0; j-- {
		it := &r.items[j]
		switch {
		case r.differs(j):
			return true
		case it.is(aLimit) && r.profile.lexicon.opens(it.node) != 0 && s.at > i: // it is no limit of the number, or it would have been taken with it
			return true
		case it.kind == signed && it.sign == '-', it.is(aFiller), it.is(aForm), it.is(aLink), it.is(aLimit):
		case it.is(aStop) && j > 0: // "our", "the"
			return r.differs(j-1) || r.profile.lexicon.opens(r.items[j-1].node) != 0
		default:
			return false
		}
	}
	return false
}

// differs reports whether the item at j says that what follows is not so, or so of another shoe.
func (r *reader) differs(j int) bool {
	it := &r.items[j]
	return it.is(aCompared) || it.is(aNegation) && !it.is(aSaying)
}

// sideways reports whether the quantity at i is measured across, and not from the ground up: "2 cm wide", "(W)". The
// thickness of a sole is its height, that of a heel is not.
func (r *reader) sideways(i int, s subject) bool {
	j := i + 1
	if s.word.measure() && kinds[s.word] != ofLength { // "8.1 oz (W)"
		return false
	}
	for j < len(r.items) && r.items[j].kind == signed && (r.items[j].sign == '-' || r.items[j].sign == '(' || r.items[j].sign == '[') {
		j++
	}
	if j >= len(r.items) {
		return false
	}
	it := &r.items[j]
	if j != s.at && r.measures(it, across) {
		return j+1 >= len(r.items) || r.items[j+1].kind != signed || r.items[j+1].sign != '/' || !r.items[j+1].glued // "w/" is with
	}
	return s.word == heelHeight && r.thick(it)
}

// thick reports whether a number before the item is that of a thickness. Titles are heaps of words, of which one does not
// belong to the next.
func (r *reader) thick(it *item) bool {
	return r.rank != inTitle && (it.is(aThick) || it.kind == spelled && r.profile.lexicon.nodes[it.first].roles&(1<<aThick) != 0)
}

// tolerance reports whether the quantity at i says how exact the one before it is: "8 cm (+/- 0.5 cm)".
func (r *reader) tolerance(i int) bool {
	plus, minus := false, false
	for j := i - 1; j >= 0; j-- {
		it := &r.items[j]
		switch {
		case it.kind == quantified:
			return plus && minus
		case it.kind != signed:
			return false
		case it.sign == '±':
			plus, minus = true, true
		case it.sign == '+':
			plus = true
		case it.sign == '-':
			minus = true
		case it.sign != '/' && it.sign != '(' && it.sign != '[' && it.sign != ',':
			return false
		}
	}
	return false
}

// strays reports whether the quantity at i, where a measure is answered, has words of its own behind another number, as in
// "8 cm, glitter 3 cm".
func (r *reader) strays(i int) bool {
	nothing := func(it *item) bool {
		return it.kind == signed && !it.ends() || it.is(aFiller) || it.is(aLimit) || it.is(aUnit) || it.is(aTimes) || it.is(aThick) || r.measures(it, across)
	}
	j := i - 1
	for j >= 0 && nothing(&r.items[j]) {
		j--
	}
	if j < 0 || r.items[j].kind != unknownWord && r.items[j].kind != spelled || r.introduces(j) {
		return false
	}
	if r.instead(j) >= 0 {
		return false
	}
	for ; j >= 0 && !r.items[j].ends() && !r.introduces(j); j-- {
		if r.items[j].kind == quantified {
			return true
		}
	}
	return false
}

// ofSole reports whether the front or back that the quantity at i measures is that of a sole: one was spoken of, and nothing
// else since that may have a front as well.
func (r *reader) ofSole(i int, s subject) bool {
	if r.soles < 0 {
		return false
	}
	foreign := false
	if min(i, s.at)-r.soles > near {
		return false
	}
	for j := min(i, s.at) - 1; j > r.soles; j-- {
		it := &r.items[j]
		switch {
		case it.kind == sentenceEnd || it.kind == lineEnd:
			if foreign {
				return false
			}
		case r.measures(it, otherPart):
			return false
		case it.kind == unknownWord, it.kind == modelled, it.kind == spelled && it.is(aBodyPart) && !it.is(aSubject):
			foreign = true
		}
	}
	return true
}
