package footwear

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/heelwise/heelwise/rules"
)

// plots shows the points of a rule over the words that it reads: a table of those with a few values, a curve of every
// measure.
func (s *strainWriter) plots(r rules.RuleInfo) {
	var table, curves []string
	measures := 0
	for _, word := range r.Reads {
		if terms()[index(word)].measure() {
			measures++
		}
	}
	for _, word := range r.Reads {
		w := terms()[index(word)]
		e := newPlot(s, r, w)
		if !w.measure() {
			var values []string
			for _, v := range e.values() {
				if y, ok := e.points(e.setting, v); ok {
					values = append(values, w.spoken(v)+" "+number(y))
				}
			}
			table = append(table, fmt.Sprintf("| %s | %s | %s |", wordLink(word), strings.Join(values, ", "), e.with()))
			continue
		}
		path := "curves/" + anchorOf(r.ID)
		if measures > 1 {
			_, key, _ := strings.Cut(word, ".")
			path += "-" + anchorOf(key)
		}
		knots := e.draw()
		if len(knots) < 2 {
			continue
		}
		s.pages[path+".svg"] = e.svg(knots)
		var said []string
		for _, k := range inner(knots) {
			said = append(said, fmt.Sprintf("%s at %s", number(k.y), w.spoken(one(k.x))))
		}
		with := ""
		if text := e.with(); text != "" {
			with = ", with " + text
		}
		curves = append(curves, fmt.Sprintf("![%s over %s](%s.svg)\n\nOver %s%s: %s.\n", r.ID, wordName(word), path, wordLink(word), with, strings.Join(said, ", ")))
	}
	unit := r.Outcome
	if len(table) > 0 {
		s.say("| word | %s by value | with |\n|---|---|---|\n%s\n", unit, strings.Join(table, "\n"))
	}
	for _, c := range curves {
		s.say("%s", c)
	}
}

func wordLink(word string) string {
	group, _, _ := strings.Cut(word, ".")
	return fmt.Sprintf("[`%s`](vocabulary.md#the-%s)", word, group)
}

// spoken returns a value of w for people.
func (w *term) spoken(v set) string {
	if w.measure() {
		unit := shortUnits[w.Unit]
		return strings.TrimSpace(number(float64(v.lo)/float64(w.unit())) + " " + unit)
	}
	if w.Kind == "flag" {
		return map[uint32]string{1: "no", 2: "yes"}[v.bits]
	}
	for i, name := range w.Values {
		if v.bits == 1<<i {
			return name
		}
	}
	return "?"
}

var shortUnits = map[string]string{"mm": "mm", "g": "g", "km": "km", "hour": "h", "minute": "min"}

// unit returns how many base units the unit of w is.
func (w *term) unit() int64 { return w.parse("1" + shortUnits[w.Unit]).lo }

// A plot asks the library for the points of one rule over one word.
type plot struct {
	*strainWriter
	rule    rules.RuleInfo
	word    *term
	at      int   // of word
	others  []int // the other words that the rule reads
	setting sheet // at which the word counts most
	base    sheet
	known   map[string]float64
}

var plotBase = sync.OnceValue(func() sheet {
	wearer, use := Reference()
	c := Case{Wearer: wearer, Use: use}
	a, err := Default().Assess(c)
	must(err)
	for word, v := range a.Assumed.All() {
		must(setWord(&c, word, v))
	}
	base := make(sheet, len(terms()))
	for i, w := range terms() {
		if base[i] = w.read(&c); base[i] == w.read(&Case{}) {
			base[i] = w.whole // nothing reads it
		}
	}
	base[at().rise] = one(base[at().height].lo - base[at().platform].lo)
	return base
})

func newPlot(s *strainWriter, r rules.RuleInfo, w *term) *plot {
	e := &plot{strainWriter: s, rule: r, word: w, at: index(w.Name), known: map[string]float64{}}
	tied := 0
	for _, word := range r.Reads {
		if i := index(word); i != e.at {
			e.others = append(e.others, i)
			if i == at().height || i == at().platform || i == at().rise {
				tied++
			}
		} else if i == at().height || i == at().platform || i == at().rise {
			tied++
		}
	}
	e.base = slices.Clone(plotBase())
	// Of heel height, platform and rise the third follows from two: only what the rule reads is said, and never all three.
	for _, i := range []int{at().height, at().platform, at().rise} {
		if i != e.at && (!slices.Contains(e.others, i) || tied > 2) {
			e.base[i] = terms()[i].whole
			e.others = slices.DeleteFunc(e.others, func(o int) bool { return o == i })
			if tied > 2 {
				tied--
			}
		}
	}
	e.setting = slices.Clone(e.base)
	e.search()
	return e
}

// values returns what a word is tried with: of a measure its corners and ends.
func (w *term) tried() (list []set) {
	if !w.measure() {
		for i := range 32 {
			if bit := uint32(1) << i; w.whole.bits&bit != 0 {
				list = append(list, set{bits: bit})
			}
		}
		return list
	}
	for _, k := range w.knots {
		list = append(list, one(k))
	}
	return append(list, one(w.whole.lo), one(w.whole.hi))
}

func (e *plot) values() []set { return e.word.tried() }

// points returns what the rule comes to where the word is v and the others are as given.
func (e *plot) points(s sheet, v set) (float64, bool) {
	s = slices.Clone(s)
	s[e.at] = v
	if s[at().breaks].bits == 1 {
		if e.at == at().every {
			return 0, false
		}
		s[at().every] = terms()[at().every].whole // who says how often says that there are breaks
	}
	key := fmt.Sprint(v)
	for _, i := range e.others {
		key += fmt.Sprint(s[i])
	}
	if y, ok := e.known[key]; ok {
		return y, !math.IsNaN(y)
	}
	verdict, err := e.pack.Judge(s.tell())
	if err != nil {
		e.known[key] = math.NaN()
		return 0, false
	}
	y := 0.0
	if e.isProduct(e.rule.Outcome) {
		y = 1
	}
	for _, l := range verdict.Lines {
		if l.Rule == e.rule.ID {
			y = l.Points.Float()
		}
	}
	for _, f := range verdict.Factors {
		if f.Rule == e.rule.ID {
			y = f.Value.Float()
		}
	}
	e.known[key] = y
	return y, true
}

// spread returns how far apart the points are over the word.
func (e *plot) spread(s sheet) float64 {
	least, most := math.Inf(1), math.Inf(-1)
	for _, v := range e.values() {
		if y, ok := e.points(s, v); ok {
			least, most = min(least, y), max(most, y)
		}
	}
	return max(0, most-least)
}

// search changes other words, as few as it can, until the word counts as much as it can.
func (e *plot) search() {
	best := -1.0
	for _, start := range []sheet{e.base, e.climb(e.base, e.greatest, e.rule.Greatest)} {
		found := e.climb(start, e.spread, e.rule.Greatest-e.rule.Least)
		for _, i := range e.others {
			back := slices.Clone(found)
			if back[i] = e.base[i]; e.spread(back) >= e.spread(found)-little {
				found = back
			}
		}
		if x := e.spread(found); x > best+little {
			best, e.setting = x, found
		}
	}
}

// little is no difference.
const little = 1e-9

// greatest returns the most that the rule comes to over the word.
func (e *plot) greatest(s sheet) float64 {
	most := 0.0
	for _, v := range e.values() {
		if y, ok := e.points(s, v); ok {
			most = max(most, y)
		}
	}
	return most
}

// climb changes other words while that makes more of what is measured, until it is enough: one at a time, two where the
// word does not count at all yet.
func (e *plot) climb(s sheet, measure func(sheet) float64, enough float64) sheet {
	best := measure(s)
	for best < enough-little {
		var found sheet
		try := func(s sheet) {
			if x := measure(s); x > best+little {
				best, found = x, slices.Clone(s)
			}
		}
		e.each(s, 0, func(s sheet, _ int) { try(s) })
		if found == nil && best < little {
			e.each(s, 0, func(s sheet, i int) { e.each(s, i+1, func(s sheet, _ int) { try(s) }) })
		}
		if found == nil {
			break
		}
		s = found
	}
	return s
}

// each calls try with every other value of one other word, from the i-th on.
func (e *plot) each(s sheet, i int, try func(sheet, int)) {
	for ; i < len(e.others); i++ {
		other := slices.Clone(s)
		for _, v := range terms()[e.others[i]].tried() {
			if v != s[e.others[i]] {
				other[e.others[i]] = v
				try(other, i)
			}
		}
	}
}

// with says what was changed so that the word counts most.
func (e *plot) with() string {
	var list []string
	for _, i := range e.others {
		if w := terms()[i]; e.setting[i] != e.base[i] {
			list = append(list, wordName(w.Name)+" "+w.spoken(e.setting[i]))
		}
	}
	return strings.Join(list, ", ")
}

// A knot is a corner of a curve.
type knot struct {
	x int64 // in base units
	y float64
}

// draw samples the points over the word and returns the corners, with an end on either side where nothing changes any
// more.
func (e *plot) draw() []knot {
	w := e.word
	from, to, ok := e.changing()
	if !ok {
		return nil
	}
	step := max(1, niceStep(to-from, w.unit())/20)
	margin := (to - from) / 8
	from, to = max(w.whole.lo, (from-margin)/step*step), min(w.whole.hi, (to+margin)/step*step)
	xs := []int64{from, to}
	for x := from/step*step + step; x < to; x += step {
		xs = append(xs, x)
	}
	for _, k := range w.knots {
		if from < k && k < to {
			xs = append(xs, k)
		}
	}
	if w.Unit == "mm" {
		for x := int64(0); x < to; x += 12_700 { // half an inch
			if x > from {
				xs = append(xs, x)
			}
		}
	}
	slices.Sort(xs)
	var list []knot
	for _, x := range slices.Compact(xs) {
		if y, ok := e.points(e.setting, one(x)); ok {
			list = append(list, knot{x, y})
		}
	}
	return e.corners(list)
}

// inner leaves out the ends of a drawing where nothing changes any more.
func inner(knots []knot) []knot {
	if len(knots) > 2 && knots[0].y == knots[1].y {
		knots = knots[1:]
	}
	if n := len(knots); n > 2 && knots[n-1].y == knots[n-2].y {
		knots = knots[:n-1]
	}
	return knots
}

// changing returns between which values the points change at all.
func (e *plot) changing() (from, to int64, ok bool) {
	w := e.word
	const parts = 100
	xs := slices.Clone(w.knots)
	for i := range int64(parts + 1) {
		xs = append(xs, w.whole.lo+(w.whole.hi-w.whole.lo)/parts*i)
	}
	slices.Sort(xs)
	var list []knot
	for _, x := range slices.Compact(xs) {
		if y, ok := e.points(e.setting, one(x)); ok {
			list = append(list, knot{x, y})
		}
	}
	for i := 1; i < len(list); i++ {
		if list[i].y != list[i-1].y {
			if !ok {
				from = list[i-1].x
			}
			to, ok = list[i].x, true
		}
	}
	return from, to, ok
}

// corners leaves out what lies on a line between others; points are rounded, so a hundredth off is on it.
func (e *plot) corners(list []knot) []knot {
	if len(list) < 3 {
		return list
	}
	off := 0.0101
	if e.rule.Outcome != totals[0] {
		off = 1.1e-6
	}
	a, b := list[0], list[len(list)-1]
	line := func(k knot) float64 {
		return math.Abs(a.y + (b.y-a.y)*float64(k.x-a.x)/float64(b.x-a.x) - k.y)
	}
	at, most := 0, off
	for i, k := range list[1 : len(list)-1] {
		if d := line(k); d > most {
			at, most = i+1, d
		}
	}
	if at == 0 {
		return []knot{a, b}
	}
	for i, k := range list { // a corner that the file names goes before a neighbour that rounding moved up
		if line(k) > most-off && slices.Contains(e.word.knots, k.x) {
			at = i
			break
		}
	}
	left := e.corners(list[:at+1])
	return append(left[:len(left)-1:len(left)-1], e.corners(list[at:])...)
}

// niceStep returns a round number of units, of which about five make the span.
func niceStep(span, unit int64) int64 {
	step := float64(unit)
	for step > float64(span)/4 {
		step /= 10
	}
	for _, k := range []float64{2, 2.5, 2, 2, 2.5, 2, 2, 2.5, 2, 2, 2.5, 2} { // 1, 2, 5, 10, …
		if step*4 >= float64(span) {
			break
		}
		step *= k
	}
	return max(1, int64(math.Round(step)))
}

// svg draws the curve.
func (e *plot) svg(knots []knot) string {
	const left, right, top, bottom = 40, 384, 36, 176
	w, unit := e.word, e.word.unit()
	first, last := knots[0].x, knots[len(knots)-1].x
	least, most := 0.0, 0.0
	for _, k := range knots {
		most = max(most, k.y)
	}
	px := func(x int64) float64 { return left + (right-left)*float64(x-first)/float64(last-first) }
	py := func(y float64) float64 { return bottom - (bottom-top)*(y-least)/(most-least) }
	short := func(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }
	var b strings.Builder
	title := html.EscapeString(e.rule.ID + " over " + wordName(w.Name))
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 212" width="400" height="212" font-family="sans-serif" font-size="11">`+"\n<title>%s</title>\n<rect width=\"400\" height=\"212\" fill=\"#fff\"/>\n", title)
	fmt.Fprintf(&b, "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#555\"/>\n", left, top-8, bottom, right)
	name := wordName(w.Name)
	if u := shortUnits[w.Unit]; u != "" {
		name += ", " + u
	}
	fmt.Fprintf(&b, "<g fill=\"#333\"><text x=\"%d\" y=\"207\" text-anchor=\"middle\">%s</text><text x=\"4\" y=\"12\">%s</text>", (left+right)/2, html.EscapeString(name), e.rule.Outcome)
	fmt.Fprintf(&b, "<text x=\"34\" y=\"%d\" text-anchor=\"end\">0</text></g>\n", bottom+4)
	var points, dots, labels []string
	end := -99.0
	corners := inner(knots)
	for _, k := range knots {
		x, y := px(k.x), py(k.y)
		points = append(points, short(x)+","+short(y))
		if !slices.Contains(corners, k) {
			continue // where the drawing ends
		}
		dots = append(dots, fmt.Sprintf("<circle cx=\"%s\" cy=\"%s\" r=\"3\"/>", short(x), short(y)))
		if x-end < 30 {
			continue // no room for a label
		}
		end = x
		labels = append(labels, fmt.Sprintf("<text x=\"%s\" y=\"%s\">%s</text>", short(min(max(x, left+14), right-4)), short(y-7), number(k.y)))
		labels = append(labels, fmt.Sprintf("<text x=\"%s\" y=\"190\" fill=\"#333\">%s</text>", short(x), number(float64(k.x)/float64(unit))))
	}
	fmt.Fprintf(&b, "<polyline points=\"%s\" fill=\"none\" stroke=\"#06c\" stroke-width=\"2\"/>\n", strings.Join(points, " "))
	fmt.Fprintf(&b, "<g fill=\"#06c\">%s</g>\n<g text-anchor=\"middle\">%s</g>\n</svg>\n", strings.Join(dots, ""), strings.Join(labels, ""))
	return b.String()
}
