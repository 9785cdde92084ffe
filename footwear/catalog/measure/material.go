package measure

import "github.com/heelwise/heelwise/footwear/catalog"

// material adds the material at i if it is one of the upper. A description names those of linings and soles as well.
func (r *reader) material(i int, e evidence) {
	part := r.partBefore(i)
	if part == unsaid && r.target != materials {
		part = r.partBehind(i)
	}
	if part == unsaid && r.target == materials {
		part = upper
	}
	switch part {
	case otherPlace:
		return
	case upper:
		e.whole = true
	case unsaid:
		if r.rank == inProse && !r.opens(i) {
			return
		}
	}
	e.how = catalog.Stated
	r.add(e)
}

// opens reports whether the material at i stands in the first sentence.
func (r *reader) opens(i int) bool {
	for r.first < i && !r.items[r.first].ends() {
		r.first++
	}
	return r.first >= i
}

// partOf returns the part of a shoe that the item names.
func (r *reader) partOf(it *item) set {
	if it.kind != spelled {
		return unsaid
	}
	part := unsaid
	for _, m := range r.profile.lexicon.of(it.node) {
		switch {
		case m.role == aBodyPart:
			return m.set
		case m.role == aSaying && m.word == style:
			part = anyShoe
		}
	}
	return part
}

// partBefore returns the part that a material belongs to by what stands before it: "Upper: leather", "linings in cotton
// and mesh".
func (r *reader) partBefore(i int) set {
	joined, described := false, 0
	for j := i - 1; j >= 0 && i-j < near; j-- {
		it := &r.items[j]
		switch {
		case it.kind == modelled && r.text.Text[it.end-1] == '%': // "Upper 98% cotton"
			joined = true
		case it.kind == quantified || it.kind == modelled:
		case it.kind == signed && (it.sign == ':' || it.sign == '=') || it.kind == cellEnd:
			joined = true
		case it.kind == signed && (it.sign == ',' || it.sign == '/' || it.sign == '%' || it.sign == '-' || it.sign == '('):
		case it.ends():
			return unsaid
		case r.alsoSays(it, materials):
		default:
			if part := r.partOf(it); part != unsaid {
				switch {
				case part == madeOf && (joined || described == 0):
					return upper
				case joined:
					return part
				}
				return unsaid
			}
			switch {
			case it.is(anOf):
				joined = true
				continue
			case it.is(anAnd):
				continue
			case it.is(aStop):
				return unsaid
			}
			if described++; described > 2 {
				return unsaid
			}
		}
	}
	return unsaid
}

// partBehind returns the part that a material belongs to by what stands behind it: "fabric linings and rubber soles".
func (r *reader) partBehind(i int) set {
	for j, steps := i+1, 0; j < len(r.items) && steps < 8; j, steps = j+1, steps+1 {
		it := &r.items[j]
		if it.ends() || it.kind == quantified || it.kind == signed && it.sign == ':' {
			return unsaid
		}
		if r.rank == inTitle && it.is(aSubject) && !(j == i+1 && r.measures(it, platform)) {
			continue // the heel of "leather heels" is the shoe in a title; the sole of "rubber sole" is none
		}
		switch part := r.partOf(it); part {
		case madeOf:
			return upper
		case upper, anyShoe, otherPlace:
			return part
		}
		if it.is(aStop) && !it.is(anAnd) {
			return unsaid
		}
	}
	return unsaid
}
