package rules

import (
	"fmt"
	"math"
	"unsafe"

	"github.com/heelwise/heelwise/rules/fact"
)

// A field is where in a T a word is held: so many bytes behind its start.
//
// A score reads some sixty words. Asking for each through two functions took more time than all the rules together
// (700 of 2,500 ns), so the place is found once, by the function that the vocabulary was given, and read directly. The
// types read are those of package fact, of which any two quantities and any two choices look alike in memory.
type field uintptr

// fieldOf finds the place that at points to. It panics where that is not inside T, or not always the same.
func fieldOf[T, F any](name string, at func(*T) *F) field {
	find := func() uintptr {
		t := new(T)
		return uintptr(unsafe.Pointer(at(t))) - uintptr(unsafe.Pointer(t))
	}
	var t T
	var f F
	place := find()
	if size := unsafe.Sizeof(t); place > size || size-place < unsafe.Sizeof(f) || place != find() {
		panic(fmt.Sprintf("rules: the field of %s is not part of a %T", name, t))
	}
	return field(place)
}

func (f field) quantity(t unsafe.Pointer) *fact.Length {
	return (*fact.Length)(unsafe.Add(t, uintptr(f)))
}

func (f field) set(t unsafe.Pointer) uint32 { return *(*uint32)(unsafe.Add(t, uintptr(f))) }

func (f field) truth(t unsafe.Pointer) fact.Truth {
	return *(*fact.Truth)(unsafe.Add(t, uintptr(f)))
}

// read returns what t says about w. The span of what is invalid is that of what is unknown.
func (w *wordInfo) read(t unsafe.Pointer) (span, knowledge) {
	if w.own != nil {
		return w.readOwn(t)
	}
	switch w.kind {
	case measure:
		return w.readMeasure(t)
	case choice:
		all := uint32(1)<<len(w.values) - 1
		switch c := w.field.set(t); {
		case c == 0 || c == all:
			return span{set: all}, nothing
		case c&^all != 0:
			return span{set: all}, invalid
		case c&(c-1) == 0:
			return span{set: c}, exact
		default:
			return span{set: c}, stated
		}
	}
	switch w.field.truth(t) {
	case fact.Yes:
		return span{set: 0b10}, exact
	case fact.No:
		return span{set: 0b01}, exact
	case fact.Unknown:
		return span{set: 0b11}, nothing
	}
	return span{set: 0b11}, invalid
}

func (w *wordInfo) readMeasure(t unsafe.Pointer) (span, knowledge) {
	q := w.field.quantity(t)
	from, to := q.Bounds()
	switch {
	case q.Invalid():
		return span{lo: w.lo, hi: w.hi}, invalid
	case from == to && from >= w.least && to <= w.most: // by far the most
		x := base(w.dim, from)
		return span{lo: x, hi: x}, exact
	}
	return w.between(from, to)
}

// between returns what a measure from lo to hi says about w, in whole base units, an end that is open at the greatest
// or least of all.
func (w *wordInfo) between(from, to int64) (span, knowledge) {
	whole := span{lo: w.lo, hi: w.hi}
	switch {
	case from == to && from >= w.least && to <= w.most:
		x := base(w.dim, from)
		return span{lo: x, hi: x}, exact
	case from == math.MinInt64 && to == math.MaxInt64:
		return whole, nothing
	}
	s, know := whole, stated
	if from == math.MinInt64 || to == math.MaxInt64 {
		know = bounded
	}
	if from != math.MinInt64 {
		s.lo = base(w.dim, from)
	}
	if to != math.MaxInt64 {
		s.hi = base(w.dim, to)
	}
	switch {
	case s.lo < w.lo || s.hi > w.hi || s.lo > s.hi:
		return whole, invalid
	case s == whole:
		return whole, nothing
	case s.lo == s.hi:
		return s, exact
	}
	return s, know
}
