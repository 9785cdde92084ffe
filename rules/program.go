package rules

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
)

// A program is what the expressions of a pack are lowered to: a list of operations on registers, each computed once
// however many rules use it. The first registers are the words of the vocabulary, as many more say whether anything is
// known of each, and then come constants and results.
//
// It is run in three ways: on single values (point.go), on sets of values (span.go) and on the change from one value
// to a worse one (change.go). Truth is a number: 0 for No, 1 for Yes, and between them what is unknown; so And is the
// lesser, Or the greater, and conditions need no second machinery.
type program struct {
	terms
	initial []float64 // the registers before a run: words unknown, constants set
	ops     []op      // by register
	reads   []wordSet // by register: the words that it depends on; beyond them, what known(word) was asked
	made    []int32   // by register: the operation that computes it, -1 of words and constants
}

// An op computes one register from others.
type op struct {
	code      opcode
	strict    uint8 // of within: 1 leaves out lo, 2 leaves out hi; of less: 1 leaves out equality
	dst       int32
	a, b, c   int32
	lo, hi    float64 // of within: the ends
	set       uint32  // of among: the values
	*operands         // of curve, atLeast and table
}

type operands struct {
	x, y, slope []float64 // the corners of a curve, and the slopes between them; in y the entries of a table
	inputs      []int32   // of atLeast: the conditions
	n           int       // of atLeast
	axes        []axis    // of a table
}

// An axis is one of the choices that a table is about.
type axis struct {
	reg     int32 // the choice
	stride  int32 // how far apart the entries for its neighbouring values lie
	unknown int32 // the value that stands for nothing known
}

type opcode uint8

const (
	opAdd     opcode = iota // a + b
	opSub                   // a - b
	opMul                   // a * b
	opDiv                   // a / b; b is never zero
	opMin                   // the lesser of a and b; and
	opMax                   // the greater of a and b; or
	opNot                   // 1 - a
	opAbs                   // a without its sign
	opCurve                 // piecewise linear in a, flat outside
	opSelect                // a ? b : c
	opWithin                // lo < or <= word a < or <= hi
	opAmong                 // word a is one of set
	opLess                  // a < or <= b
	opAtLeast               // at least n of the inputs
	opTable                 // what the values of the inputs say
)

// A wordSet is a set of words by their index. Sets are shared, and so never changed where they stand.
type wordSet []uint64

func (s wordSet) has(i int) bool { return i/64 < len(s) && s[i/64]>>(i%64)&1 != 0 }

func (s wordSet) with(i int) wordSet {
	t := make(wordSet, max(len(s), i/64+1))
	copy(t, s)
	t[i/64] |= 1 << (i % 64)
	return t
}

// union returns the words of both; one of the two itself if it holds all of the other's.
func (s wordSet) union(t wordSet) wordSet {
	switch {
	case s.holds(t):
		return s
	case t.holds(s):
		return t
	case len(s) < len(t):
		s, t = t, s
	}
	u := slices.Clone(s)
	for i, set := range t {
		u[i] |= set
	}
	return u
}

// less returns the words of s that are not among t.
func (s wordSet) less(t wordSet) wordSet {
	s = slices.Clone(s)
	for i := range min(len(s), len(t)) {
		s[i] &^= t[i]
	}
	return s
}

func (s wordSet) holds(t wordSet) bool {
	for i, set := range t {
		if set != 0 && (i >= len(s) || set&^s[i] != 0) {
			return false
		}
	}
	return true
}

func (s wordSet) meets(t wordSet) bool {
	for i := range min(len(s), len(t)) {
		if s[i]&t[i] != 0 {
			return true
		}
	}
	return false
}

func (s wordSet) each(yield func(int) bool) {
	for i, set := range s {
		for ; set != 0; set &= set - 1 {
			if !yield(i*64 + bits.TrailingZeros64(set)) {
				return
			}
		}
	}
}

// anyTruth is what known(word) can be: a number as truth is, and a set as flags are.
var anyTruth = span{hi: 1, set: 0b11}

// A builder makes a program; equal operations become one.
type builder struct {
	program
	constants  map[float64]int32
	known      map[string]int32 // operations by what they compute
	key        []byte           // of known: the one last asked for
	lowered    map[turned]int32
	conditions map[string]*condition
	ranges     []span // by register: all that it can be, whatever the words are
}

// unknownWord stands in a word's register while nothing is known of it.
var unknownWord = math.NaN()

func newBuilder(t terms) *builder {
	b := &builder{program: program{terms: t}, constants: map[float64]int32{}, known: map[string]int32{}, lowered: map[turned]int32{}, conditions: map[string]*condition{}}
	for i, w := range t.infos {
		b.register(wordSet(nil).with(i), w.whole())
		b.initial[i] = unknownWord
	}
	for i := range t.infos {
		b.register(wordSet(nil).with(len(t.infos)+i), anyTruth)
	}
	return b
}

// constant returns the register that holds x.
func (b *builder) constant(x float64) int32 {
	if r, ok := b.constants[x]; ok {
		return r
	}
	r := b.register(nil, span{lo: x, hi: x})
	b.initial[r] = x
	b.constants[x] = r
	return r
}

// register returns a new register.
func (b *builder) register(reads wordSet, s span) int32 {
	b.initial = append(b.initial, 0)
	b.reads = append(b.reads, reads)
	b.made = append(b.made, -1)
	b.ranges = append(b.ranges, s)
	return int32(len(b.initial) - 1)
}

// emit returns the register of the operation o, a new one if there is no equal operation yet.
func (b *builder) emit(o op) int32 {
	b.key = o.appendKey(b.key[:0])
	if r, ok := b.known[string(b.key)]; ok {
		return r
	}
	var reads wordSet
	var room [3]int32
	for _, r := range o.appendReads(room[:0]) {
		reads = reads.union(b.reads[r])
	}
	o.dst = b.register(reads, span{})
	b.made[o.dst] = int32(len(b.ops))
	b.ops = append(b.ops, o)
	b.known[string(b.key)] = o.dst
	runSpans(b.ops[len(b.ops)-1:], b.ranges)
	return o.dst
}

// appendKey appends what tells o from every operation that is not equal to it.
func (o *op) appendKey(key []byte) []byte {
	key = append(key, byte(o.code), o.strict)
	for _, r := range [...]int32{o.a, o.b, o.c} {
		key = binary.BigEndian.AppendUint32(key, uint32(r))
	}
	for _, x := range [...]float64{o.lo, o.hi} {
		key = binary.BigEndian.AppendUint64(key, math.Float64bits(x))
	}
	key = binary.BigEndian.AppendUint32(key, o.set)
	if o.operands == nil {
		return key
	}
	for _, list := range [...][]float64{o.x, o.y} {
		for _, x := range list {
			key = binary.BigEndian.AppendUint64(key, math.Float64bits(x))
		}
	}
	for _, r := range o.inputs {
		key = binary.BigEndian.AppendUint32(key, uint32(r))
	}
	key = binary.BigEndian.AppendUint32(key, uint32(o.n))
	for _, a := range o.axes {
		key = binary.BigEndian.AppendUint32(key, uint32(a.reg))
	}
	return key
}

// reads returns the registers that o reads.
func (o *op) reads() []int32 { return o.appendReads(nil) }

func (o *op) appendReads(regs []int32) []int32 {
	switch o.code {
	case opNot, opAbs, opCurve, opWithin, opAmong:
		return append(regs, o.a)
	case opSelect:
		return append(regs, o.a, o.b, o.c)
	case opAtLeast:
		return append(regs, o.inputs...)
	case opTable:
		for _, a := range o.axes {
			regs = append(regs, a.reg)
		}
		return regs
	}
	return append(regs, o.a, o.b)
}

// slice returns, in order, the operations that the given registers need; if words are given, of these only those that
// depend on one of them.
func (p *program) slice(registers []int32, words wordSet) []op {
	return p.appendSlice(nil, registers, words)
}

func (p *program) appendSlice(ops []op, registers []int32, words wordSet) []op {
	need := make([]uint64, len(p.ops)/64+1) // a bit for every operation
	count := 0
	add := func(r int32) {
		i := p.made[r]
		if i >= 0 && need[i/64]>>(i%64)&1 == 0 && (words == nil || p.reads[r].meets(words)) {
			need[i/64] |= 1 << (i % 64)
			count++
		}
	}
	for _, r := range registers {
		add(r)
	}
	var room [8]int32
	for i := len(need) - 1; i >= 0; i-- { // what an operation reads is computed before it
		for seen := uint64(0); need[i] != seen; {
			k := 63 - bits.LeadingZeros64(need[i]&^seen)
			seen |= 1 << k
			for _, r := range p.ops[i*64+k].appendReads(room[:0]) {
				add(r)
			}
		}
	}
	ops = slices.Grow(ops, count)
	for i, set := range need {
		for ; set != 0; set &= set - 1 {
			ops = append(ops, p.ops[i*64+bits.TrailingZeros64(set)])
		}
	}
	return ops
}

// opOf returns the index of the operation that computes a register, -1 of words and constants.
func (p *program) opOf(r int32) int { return int(p.made[r]) }
