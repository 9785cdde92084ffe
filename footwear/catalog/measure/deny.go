package measure

// asks reports whether the item at i is the mark of a question rather than that of a sign that was lost, as in "3? heel".
func (r *reader) asks(i int) bool {
	if r.items[i].sign != '?' || r.answers != noWord || i == 0 || i+1 < len(r.items) && r.items[i+1].glued {
		return false
	}
	return r.items[i-1].kind == spelled || r.items[i-1].kind == unknownWord
}

// negation returns where a negation of the item stands, -1 where there is none. It is clear where it stands right before
// it, and not where a word stands between, as in "no tie, cushioned" without its comma: that is neither said nor denied.
// What a shoe is made of and for is not denied by a word that stands farther away.
func (r *reader) negation(i int, of word) (at int, clear bool) {
	denies := func(j int) bool { return j >= 0 && r.items[j].is(aNegation) && !r.items[j].is(aSaying) }
	for i--; i >= 0 && (r.items[i].kind == signed && r.items[i].sign == '-' || r.items[i].is(aFiller)); i-- {
	}
	switch {
	case denies(i):
		return i, true
	case of < department && i > 0 && (r.items[i].kind == unknownWord || r.items[i].is(aLink)) && denies(i-1):
		return i - 1, false
	}
	return -1, false
}

// negated reports whether a negation stands right before the item.
func (r *reader) negated(i int) bool {
	_, clear := r.negation(i, noWord)
	return clear
}

// denied reports whether what stands behind the item takes it back, as in "arch support is not included" or "memory foam: no".
func (r *reader) denied(i int) bool {
	asked := false
	for i++; i < len(r.items); i++ {
		switch it := &r.items[i]; {
		case it.is(aDenied), asked && it.is(aNo):
			return true
		case it.kind == signed && (it.sign == ':' || it.sign == '='):
			asked = true
		case !it.is(aFiller) && (it.kind != signed || it.sign != '(' && it.sign != '-'):
			return false
		}
	}
	return false
}

// leavesOut reports whether "without heel" at i says of another measure that the heel is not counted, as in "shaft 30 cm
// without heel" or "shaft (without heel): 30 cm".
func (r *reader) leavesOut(i int) bool {
	j := i + 1
	for j < len(r.items) && r.items[j].kind == signed && (r.items[j].sign == ')' || r.items[j].sign == ':' || r.items[j].sign == ']') {
		j++
	}
	if j < len(r.items) && r.items[j].kind == quantified {
		return true
	}
	for j = i - 1; j >= 0; j-- {
		it := &r.items[j]
		switch {
		case it.kind == quantified:
			return units[r.quantities[it.at].unitOf()].kind == ofLength
		case r.measures(it, shaft):
			return true
		case it.kind == signed && (it.sign == '(' || it.sign == '-'), it.is(aFiller):
		default:
			return false
		}
	}
	return false
}

// sized reports whether the spelling at i begins with a word that belongs to the number before it, as in "2 cm thick heel".
func (r *reader) sized(i int) bool {
	return i > 0 && r.items[i-1].kind == quantified && r.thick(&r.items[i]) && units[r.quantities[r.items[i-1].at].unitOf()].kind == ofLength
}
