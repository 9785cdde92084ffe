package measure

import (
	"strings"

	"github.com/heelwise/heelwise/footwear/catalog"
)

// readName reads the height of a heel out of the name of a product, where the source writes it there.
func (r *reader) readName(before int) {
	for _, e := range r.evidence[before:] {
		if e.word == heelHeight {
			return
		}
	}
	n := &r.profile.names
	for i := len(r.items) - 1; i >= 0; i-- {
		it := &r.items[i]
		if it.kind != quantified {
			continue
		}
		q := &r.quantities[it.at]
		u := q.unitOf()
		if q.count != 1 || q.limit != 0 || q.negative || q.second.known && u == 0 || u != 0 && units[u].name != "mm" || u == 0 && (!q.lone || q.zeroed) {
			continue
		}
		b := q.values[0].base(n.unit)
		if b < n.least || b > n.most || b%n.step != 0 || r.isModel(i) {
			continue
		}
		if i > 1 && r.items[i-1].is(anAnd) && r.items[i-2].kind == quantified { // one of two
			return
		}
		r.add(evidence{word: heelHeight, how: catalog.Stated, from: it.start, to: it.end, span: span{b, b}, named: true})
		return
	}
}

// isModel reports whether a word before the number at i says that it is none of a heel.
func (r *reader) isModel(i int) bool {
	if i > 0 {
		before := i - 1
		if r.items[before].kind == signed && r.items[before].sign == '.' && before > 0 {
			before--
		}
		switch it := &r.items[before]; {
		case it.is(aModelName), it.kind == signed && (it.sign == '°' || it.sign == '№' || it.sign == '#'):
			return true
		}
	}
	if i+1 == len(r.items) {
		return false
	}
	next := &r.items[i+1]
	return next.is(aCounted) || next.kind == signed && next.glued && !strings.ContainsRune(",.)]", next.sign)
}

// hole is how far the label of a source may go beyond the number in it, in micrometres: up to the next label.
const hole = 7000

// labelled reads a text as a label of the source, instead of the numbers that it may hold, and reports whether it is one.
func (r *reader) labelled(text string, from, to int32, before int) bool {
	w := r.target
	if r.answers == noWord && w == noWord {
		w = heelHeight // of a category
	}
	if r.answers != noWord {
		w = r.answers
	}
	l, ok := r.profile.label(w, text, &r.label)
	if !ok {
		return false
	}
	kept := r.evidence[:before]
	for _, e := range r.evidence[before:] {
		if e.word == w && l.span != open && (apart(e.span.lo, l.span.lo) > agree || e.span.hi < l.span.hi && apart(e.span.hi, l.span.hi) > hole && l.span.hi != open.hi) {
			return false // the number in it says something else
		}
		if e.word != w {
			kept = append(kept, e)
		}
	}
	r.evidence = kept
	if l.span != open {
		r.add(evidence{word: w, how: catalog.Label, from: from, to: to, span: l.span, rank: inAnswer})
	}
	return true
}
