package rules

import (
	"math/bits"
	"slices"
)

// A plan is how the least and the greatest score are found, as far as it can be prepared: which way each word works
// and which words must be searched together.
type plan struct {
	read       wordSet // the words that points depend on
	words      []int   // the same
	assumable  []int   // the same, and the words that their assumptions depend on
	pins       []pin   // by word
	ties       []tie
	components []component
	loose      []bool // by scored rule: it belongs to no component
	ops        []op   // what the loose rules need, and what components read
}

// A pin is which way a word works in every rule that carries points.
type pin struct {
	direction int8     // of a measure: 1 where more is never fewer points, -1 where it is never more, 0 where neither is proven
	covers    []uint32 // of a choice, by value: the values that never carry fewer points
}

// A tie is a sum of which two or more words are read, so that they cannot be chosen freely.
type tie struct {
	sum
	direction int8 // of all its words; 0 where they differ
}

// A component is a set of words with no proven direction, and the rules that tie them to each other.
type component struct {
	words  []int
	ties   []int   // of plan.ties
	rules  []int   // of pack.scored
	ops    []op    // what depends on the words
	inputs []int32 // the registers that these read and others compute
	total  int     // the one total of its rules; -1 where there are several

	straight bool       // it can be walked along the line of its one tie
	corners  [3]corners // where its rules bend: of the tie's whole, first and part
}

// prepare makes the plan.
func (l *loader) prepare() plan {
	pl := plan{pins: make([]pin, len(l.infos)), loose: make([]bool, len(l.pack.scored))}
	var regs []int32
	for _, r := range l.pack.scored {
		regs = append(regs, r.reg)
		pl.read = pl.read.union(l.reads[r.reg])
	}
	slices.Sort(regs)
	regs = slices.Compact(regs)
	d := director{mover: newMover(l.ranges), l: l, regs: regs, needed: l.slice(regs, nil)}
	var free wordSet
	pl.read.each(func(w int) bool {
		pl.words = append(pl.words, w)
		if d.direct(&pl.pins[w], w) {
			free = free.with(w)
		}
		return true
	})
	for _, s := range l.sums {
		t := tie{sum: s}
		var read []int
		for _, w := range []int{s.whole, s.first, s.part} {
			if pl.read.has(w) {
				read = append(read, w)
			}
		}
		if len(read) < 2 {
			continue
		}
		t.direction = pl.pins[read[0]].direction
		for _, w := range read {
			if pl.pins[w].direction != t.direction {
				t.direction = 0
			}
		}
		for _, w := range []int{s.whole, s.first, s.part} {
			free = free.with(w)
		}
		pl.ties = append(pl.ties, t)
	}
	pl.connect(l, free)
	return pl
}

// A director finds directions.
type director struct {
	*mover
	l      *loader
	regs   []int32 // of the rules that carry points
	needed []op    // by these
	ops    []op    // of those the ones that depend on the word at hand
	mine   []int32 // of regs likewise
}

// direct finds the direction of a word, and reports whether it has none.
func (d *director) direct(p *pin, w int) (free bool) {
	info := d.l.infos[w]
	d.ops, d.mine = d.ops[:0], d.mine[:0]
	for i := range d.needed {
		if d.l.reads[d.needed[i].dst].has(w) {
			d.ops = append(d.ops, d.needed[i])
		}
	}
	for _, r := range d.regs {
		if d.l.reads[r].has(w) {
			d.mine = append(d.mine, r)
		}
	}
	d.word(w, info.kind)
	defer d.forget(d.ops, w, d.l.ranges)
	if info.kind == measure {
		d.start(d.ops, w, info.whole())
		d.stop(d.ops, w, info.whole())
		switch up, down := d.rises(); {
		case up:
			p.direction = 1
		case down:
			p.direction = -1
		}
		return p.direction == 0
	}
	n := len(info.values)
	p.covers = make([]uint32, n)
	for i := range n {
		p.covers[i] |= 1 << i
		d.start(d.ops, w, span{set: 1 << i})
		for j := range i {
			d.stop(d.ops, w, span{set: 1 << j})
			up, down := d.rises()
			if up {
				p.covers[i] |= 1 << j
			}
			if down {
				p.covers[j] |= 1 << i
			}
			free = free || !up && !down
		}
	}
	return free
}

// rises reports whether no rule ever falls as the word moves, and whether none ever rises.
func (d *director) rises() (up, down bool) {
	d.follow(d.ops)
	up, down = true, true
	for _, r := range d.mine {
		up, down = up && d.by[r].lo >= 0, down && d.by[r].hi <= 0
	}
	return up, down
}

// connect joins the free words that rules read together into components.
func (pl *plan) connect(l *loader, free wordSet) {
	joined := newForest(len(l.infos))
	for _, t := range pl.ties {
		joined.join(t.whole, t.first)
		joined.join(t.part, t.first)
	}
	firstFree := func(r *rule) int {
		first := -1
		l.builder.reads[r.reg].each(func(w int) bool {
			if free.has(w) {
				if first < 0 {
					first = w
				}
				joined.join(w, first)
			}
			return true
		})
		return first
	}
	totals := map[int]uint64{} // by root: which totals its rules add to
	for _, r := range l.pack.scored {
		firstFree(r)
	}
	for _, r := range l.pack.scored {
		if w := firstFree(r); w >= 0 {
			totals[joined.root(w)] |= 1 << r.total
		}
	}
	joint := -1
	for w := range l.infos { // what touches several totals must be searched as one
		if free.has(w) && bits.OnesCount64(totals[w]) > 1 && joined.root(w) == w {
			if joint >= 0 {
				joined.join(w, joint)
			}
			joint = joined.root(w)
		}
	}
	at := map[int]int{}
	for w := range l.infos {
		if !free.has(w) {
			continue
		}
		i, ok := at[joined.root(w)]
		if !ok {
			i = len(pl.components)
			at[joined.root(w)] = i
			pl.components = append(pl.components, component{total: -1})
		}
		pl.components[i].words = append(pl.components[i].words, w)
	}
	for i, t := range pl.ties {
		c := &pl.components[at[joined.root(t.first)]]
		c.ties = append(c.ties, i)
	}
	for i, r := range l.pack.scored {
		w := firstFree(r)
		if w < 0 {
			pl.loose[i] = true
			continue
		}
		c := &pl.components[at[joined.root(w)]]
		if len(c.rules) == 0 {
			c.total = r.total
		} else if c.total != r.total {
			c.total = -1
		}
		c.rules = append(c.rules, i)
	}
	for i := range pl.components {
		c := &pl.components[i]
		var words wordSet
		for _, w := range c.words {
			words = words.with(w)
		}
		var regs []int32
		for _, r := range c.rules {
			regs = append(regs, l.pack.scored[r].fast)
		}
		c.ops = l.pack.fast.slice(regs, words)
		if len(c.ties) == 1 && c.total >= 0 && !l.pack.totals[c.total].product && len(c.rules) <= maxWalked {
			t := pl.ties[c.ties[0]]
			c.straight = t.direction != 0 && c.line(l.pack.fast, l.pack.scored, t)
		}
	}
	pl.supply(l.pack)
	// What touches several totals comes last, when all else is known.
	slices.SortStableFunc(pl.components, func(a, b component) int {
		return b2i(a.total < 0) - b2i(b.total < 0)
	})
}

// supply finds what is computed once, before components are searched.
func (pl *plan) supply(p *pack) {
	var regs []int32
	for i, loose := range pl.loose {
		if loose {
			regs = append(regs, p.scored[i].fast)
		}
	}
	seen := make([]int, len(p.fast.initial)) // by register: 1 and the component that computes it or was given it last
	for i := range pl.components {
		c := &pl.components[i]
		give := func(r int32) {
			if seen[r] != 1+i && int(r) >= 2*len(p.infos) {
				seen[r] = 1 + i
				c.inputs = append(c.inputs, r)
			}
		}
		var room [8]int32
		for _, o := range c.ops {
			seen[o.dst] = 1 + i
			for _, r := range o.appendReads(room[:0]) {
				if len(p.fast.reads[r]) > 0 {
					give(r)
				}
			}
		}
		for _, i := range c.rules { // a rule that reads the component's words through nothing else is its own op
			give(p.scored[i].fast)
		}
		regs = append(regs, c.inputs...)
	}
	pl.ops = p.fast.slice(regs, nil)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// A forest joins numbers to components: each stands under another one of its component, or is its root.
type forest []int

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = i
	}
	return f
}

func (f forest) root(i int) int {
	if f[i] != i {
		f[i] = f.root(f[i])
	}
	return f[i]
}

func (f forest) join(a, b int) { f[f.root(a)] = f.root(b) }
