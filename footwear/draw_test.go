package footwear

import (
	"math"
	"math/bits"
)

// truth draws one value for every word, so that what the words have to do with each other holds. Where there are no
// breaks nothing can be said of the time between them: see untold.
func (x *trial) truth() sheet {
	s := make(sheet, len(terms()))
	for i, w := range terms() {
		if w.measure() {
			s[i] = one(x.value(w, w.whole))
		} else {
			s[i].bits = 1 << x.IntN(bits.OnesCount32(w.whole.bits))
		}
	}
	if x.chance(2) { // all day, every day: what is hardly worn hardly scores, and differences vanish
		for word, much := range map[string]string{"use.hours": "8h", "use.days": "7", "use.seated": "0"} {
			s[index(word)] = terms()[index(word)].parse(much)
		}
	}
	s.addUp(x)
	s[at().base].bits = 1 << baseOf(s[at().width].lo)
	return s
}

// addUp makes heel height the sum of platform and rise, by changing any one of them where that is possible.
func (s sheet) addUp(x *trial) {
	h, p, r := terms()[at().height], terms()[at().platform], terms()[at().rise]
	for {
		switch x.IntN(3) {
		case 0:
			s[at().height] = one(s[at().platform].lo + s[at().rise].lo)
		case 1:
			s[at().platform] = one(s[at().height].lo - s[at().rise].lo)
		default:
			s[at().rise] = one(s[at().height].lo - s[at().platform].lo)
		}
		if h.whole.has(s[at().height].lo) && p.whole.has(s[at().platform].lo) && r.whole.has(s[at().rise].lo) {
			return
		}
		s[at().height], s[at().platform], s[at().rise] = one(x.value(h, h.whole)), one(x.value(p, p.whole)), one(x.value(r, r.whole))
	}
}

func (s set) has(n int64) bool { return s.lo <= n && n <= s.hi }

// baseOf returns the index of the word for a base of n µm.
func baseOf(n int64) int {
	switch {
	case n < 20_000:
		return 0
	case n <= 40_000:
		return 1
	}
	return 2
}

// value draws a value of a measure out of s: anything, an end, or a corner of a rule and its neighbours.
func (x *trial) value(w *term, s set) int64 {
	var n int64
	switch k := x.IntN(8); {
	case k == 0:
		n = s.lo
	case k == 1:
		n = s.hi
	case k < 5 && len(w.knots) > 0:
		n = w.knots[x.IntN(len(w.knots))] + []int64{0, 0, 1, -1}[x.IntN(4)]
	default:
		n = s.lo + x.Int64N(s.hi-s.lo+1)
	}
	return min(max(n, s.lo), s.hi)
}

// facts draws what is told of the truth: all, nothing, a range or set that holds it, a range with an open end. How much
// is told differs from case to case.
func (x *trial) facts(truth sheet) sheet {
	s := make(sheet, len(truth))
	known, partly := x.IntN(11), x.IntN(11)
	for i, w := range terms() {
		switch {
		case x.IntN(10) < known:
			s[i] = truth[i]
		case x.IntN(10) < partly:
			s[i] = x.around(w, truth[i])
		default:
			s[i] = w.whole
		}
	}
	s.untold(truth)
	return s
}

// untold forgets the time between breaks where there are none.
func (s sheet) untold(truth sheet) {
	if truth[at().breaks].bits == 0b01 {
		s[at().every] = terms()[at().every].whole
	}
}

// around draws a set that holds the value v of w.
func (x *trial) around(w *term, v set) set {
	if !w.measure() {
		return set{bits: v.bits | x.Uint32()&w.whole.bits}
	}
	s := set{lo: max(w.whole.lo, v.lo-x.reach(w)), hi: min(w.whole.hi, v.lo+x.reach(w))}
	switch x.IntN(6) {
	case 0:
		s.lo = math.MinInt64
	case 1:
		s.hi = math.MaxInt64
	}
	return s
}

// reach draws a distance: none, a few base units, or any part of the domain.
func (x *trial) reach(w *term) int64 {
	size := w.whole.hi - w.whole.lo
	switch x.IntN(5) {
	case 0:
		return 0
	case 1:
		return x.Int64N(4)
	case 2, 3:
		return x.Int64N(size/10 + 1)
	}
	return x.Int64N(size + 1)
}

// closed returns s without open ends.
func (w *term) closed(s set) set {
	if w.measure() {
		s.lo, s.hi = max(s.lo, w.whole.lo), min(s.hi, w.whole.hi)
	}
	return s
}

// possible returns what each word may be once what ties them is heeded.
func (s sheet) possible() sheet {
	p := make(sheet, len(s))
	for i, w := range terms() {
		p[i] = w.closed(s[i])
	}
	h, f, r := p[at().height], p[at().platform], p[at().rise]
	p[at().height] = set{lo: max(h.lo, f.lo+r.lo), hi: min(h.hi, f.hi+r.hi)}
	p[at().platform] = set{lo: max(f.lo, h.lo-r.hi), hi: min(f.hi, h.hi-r.lo)}
	p[at().rise] = set{lo: max(r.lo, h.lo-f.hi), hi: min(r.hi, h.hi-f.lo)}
	if s[at().base] != terms()[at().base].whole {
		limits := []set{{lo: 3_000, hi: 19_999}, {lo: 20_000, hi: 40_000}, {lo: 40_001, hi: 150_000}}
		span := set{lo: math.MaxInt64, hi: math.MinInt64}
		for i, l := range limits {
			if s[at().base].bits>>i&1 != 0 {
				span = set{lo: min(span.lo, l.lo), hi: max(span.hi, l.hi)}
			}
		}
		w := &p[at().width]
		w.lo, w.hi = max(w.lo, span.lo), min(w.hi, span.hi)
	}
	if p[at().every] != terms()[at().every].whole {
		p[at().breaks].bits = 0b10
	}
	return p
}

// completion draws a fully known case out of what is possible.
func (x *trial) completion(possible sheet) sheet {
	s := make(sheet, len(possible))
	for i, w := range terms() {
		p := possible[i]
		if w.measure() {
			s[i] = one(x.value(w, p))
			continue
		}
		for s[i].bits == 0 {
			s[i].bits = p.bits & (1 << x.IntN(bits.OnesCount32(w.whole.bits)))
		}
	}
	// The height is drawn; of what platforms it leaves one is.
	h, r := s[at().height].lo, possible[at().rise]
	f := set{lo: max(possible[at().platform].lo, h-r.hi), hi: min(possible[at().platform].hi, h-r.lo)}
	s[at().platform] = one(x.value(terms()[at().platform], f))
	s[at().rise] = one(h - s[at().platform].lo)
	s.untold(s)
	return s
}
