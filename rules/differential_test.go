package rules

import (
	flags "flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	exprchecker "github.com/expr-lang/expr/checker"
	"github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/optimizer"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/types"
	"github.com/expr-lang/expr/vm"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	caseCount = flags.Int("cases", 20_000, "how many cases TestDifferential compares")
	caseSeed  = flags.Uint64("seed", 1, "the seed of random tests")
)

// A subject is an expression as we read it and as expr does.
type subject struct {
	text    string
	p       *program
	reg     int32
	no      int32 // of a condition: the register of its opposite
	isTruth bool
	ops     []op
	fast    fastForm
	oracle  *vm.Program
	machine vm.VM
	curves  bool // a curve is among it, so that rounding may differ
	nudge   func() float64
	env     map[string]any
	groups  []map[string]any // by word: the group in env that it belongs to
	keys    []string
	pools   [][]point
}

// A fastForm is what a score runs instead of the plain form, in which choices and flags are looked up in tables.
type fastForm struct {
	p   *program
	reg int32
	ops []op
}

// A point is a value of a word, as we see it and as expr does.
type point struct {
	x   float64
	any any
}

// excused are the codes of faults that a generated expression may have.
var excused = []string{"threshold-outside", "divide-by-zero", "constant-condition", "curve-shape", "too-long", "too-deep", "too-great"}

// generate makes an expression out of the choices of a stream; nil where it has no meaning.
func generate(t *testing.T, pick stream, size int) *subject {
	g := newGenerator(pick)
	g.define()
	g.left = 1 + pick(size)
	var text string
	if pick(3) == 1 {
		text = g.measure(g.dimension())
	} else {
		text = g.condition()
	}
	return g.subject(t, text)
}

// subject makes an expression ready to be compared; nil where it is refused or constant.
func (g *generator) subject(t *testing.T, text string) *subject {
	v, tree, faults := g.check(text)
	for _, f := range faults {
		require.Contains(t, excused, f.Code, "%s\n%v", g.story(text), f)
	}
	if v.kind == isBad || v.rat != nil || len(faults) > 0 {
		return nil
	}
	s := &subject{text: g.story(text), reg: v.reg, nudge: func() float64 { return 0 }}
	if s.isTruth = v.kind == isCondition; s.isTruth {
		s.reg, s.no = g.lower(v.cond, false), g.lower(v.cond, true)
	}
	s.p = &g.program
	s.ops = s.p.slice([]int32{s.reg, s.no}, nil)
	c := newCondenser(s.p, func(w int) bool { return w%2 == 0 })
	s.fast.reg = c.add(s.reg)
	s.fast.p = &c.builder.program
	s.fast.ops = s.fast.p.slice([]int32{s.fast.reg}, nil)
	f := folder{g: g, done: map[ast.Node]ast.Node{}}
	s.compile(t, f.fold(tree.root, tree.seen))
	s.curves = f.curves
	s.fill(f.constants)
	return s
}

// story tells an expression and the names that it uses.
func (g *generator) story(text string) string {
	var b strings.Builder
	for _, name := range keys(g.trees) {
		fmt.Fprintf(&b, "define %s: %s\n", name, g.trees[name].root)
	}
	return b.String() + text
}

// A folder writes constants as the checker folded them, and names as what they stand for.
type folder struct {
	g         *generator
	done      map[ast.Node]ast.Node // chained comparisons share nodes
	constants []float64
	curves    bool
}

func (f *folder) fold(n ast.Node, seen map[ast.Node]value) ast.Node {
	if m, ok := f.done[n]; ok {
		return m
	}
	m := f.foldAnew(n, seen)
	f.done[n] = m
	return m
}

func (f *folder) foldAnew(n ast.Node, seen map[ast.Node]value) ast.Node {
	if v := seen[n]; v.kind == isQuantity && v.rat != nil {
		f.constants = append(f.constants, float(v.rat))
		return &ast.FloatNode{Value: float(v.rat)}
	}
	each := func(list []ast.Node) {
		for i := range list {
			list[i] = f.fold(list[i], seen)
		}
	}
	switch n := n.(type) {
	case *ast.IdentifierNode:
		if t, ok := f.g.trees[n.Value]; ok {
			return f.fold(t.root, t.seen)
		}
	case *ast.UnaryNode:
		n.Node = f.fold(n.Node, seen)
	case *ast.BinaryNode:
		n.Left, n.Right = f.fold(n.Left, seen), f.fold(n.Right, seen)
	case *ast.ConditionalNode:
		n.Cond, n.Exp1, n.Exp2 = f.fold(n.Cond, seen), f.fold(n.Exp1, seen), f.fold(n.Exp2, seen)
	case *ast.BuiltinNode:
		each(n.Arguments)
	case *ast.CallNode:
		f.curves = f.curves || n.Callee.String() == "curve"
		each(n.Arguments)
	}
	return n
}

// compile hands the folded expression to expr.
func (s *subject) compile(t *testing.T, root ast.Node) {
	typed := types.Map{}
	s.env = map[string]any{}
	for _, w := range s.p.infos {
		group, key, _ := strings.Cut(w.name, ".")
		if typed[group] == nil {
			typed[group], s.env[group] = types.Map{}, map[string]any{}
		}
		typed[group].(types.Map)[key] = map[kind]types.Type{measure: types.Float64, choice: types.String, flag: types.Bool}[w.kind]
		s.groups = append(s.groups, s.env[group].(map[string]any))
		s.keys = append(s.keys, key)
	}
	config := conf.CreateNew()
	for _, option := range []expr.Option{
		expr.Env(typed),
		expr.Function("curve", s.curve, new(func(...float64) float64)),
		expr.Function("clamp", clampOracle, new(func(x, lo, hi float64) float64)),
		expr.Function("at_least", atLeastOracle, new(func(n float64, conditions ...bool) bool)),
	} {
		option(config)
	}
	tree := &parser.Tree{Node: root, Source: file.NewSource(s.text)}
	_, err := exprchecker.Check(tree, config)
	require.NoError(t, err, s.text)
	require.NoError(t, optimizer.Optimize(&tree.Node, config), s.text)
	s.oracle, err = compiler.Compile(tree, config)
	require.NoError(t, err, s.text)
}

// curve is the curve function for expr: the mean of the corners on both sides, weighted by their nearness. A nudge
// moves it by a hair, to find out whether a comparison hangs on rounding.
func (s *subject) curve(params ...any) (any, error) {
	x := params[0].(float64)
	at := func(i int) float64 { return params[1+2*i].(float64) }
	height := func(i int) float64 { return params[2+2*i].(float64) }
	last := len(params)/2 - 1
	y := height(last)
	if x <= at(0) {
		return height(0), nil
	}
	for i := last; i > 0; i-- {
		if at(i-1) <= x && x < at(i) {
			y = (height(i-1)*(at(i)-x) + height(i)*(x-at(i-1))) / (at(i) - at(i-1))
			y += s.nudge() * (math.Abs(height(i-1)) + math.Abs(height(i)))
			break
		}
	}
	return y, nil
}

func clampOracle(params ...any) (any, error) {
	x, lo, hi := params[0].(float64), params[1].(float64), params[2].(float64)
	if x < lo {
		return lo, nil
	}
	if x > hi {
		return hi, nil
	}
	return x, nil
}

func atLeastOracle(params ...any) (any, error) {
	n := params[0].(float64)
	for _, c := range params[1:] {
		if c.(bool) {
			n--
		}
	}
	return n <= 0, nil
}

// fill collects values of every word: the ends of its domain, the constants of the expression, and others.
func (s *subject) fill(constants []float64) {
	s.pools = make([][]point, len(s.p.infos))
	random := randomly([]byte(s.text))
	for i, w := range s.p.infos {
		if w.kind != measure {
			for j, v := range w.values {
				p := point{float64(j), v}
				if w.kind == flag {
					p.any = j == 1
				}
				s.pools[i] = append(s.pools[i], p)
			}
			continue
		}
		add := func(x float64) {
			if x = w.snap(x); x >= w.lo && x <= w.hi {
				s.pools[i] = append(s.pools[i], point{x, x})
			}
		}
		add(w.lo)
		add(w.hi)
		if w.lo <= 0 {
			add(0)
		}
		for _, k := range constants {
			add(k)
			add(k + w.step())
			add(k - w.step())
		}
		for range 6 {
			add(w.lo + (w.hi-w.lo)*random.Float64())
		}
	}
}

// sample draws a case that is wholly known. It writes the words' registers and, if so wanted, expr's environment.
func (s *subject) sample(random *rand.Rand, r []float64, env bool) {
	for i, pool := range s.pools {
		p := pool[random.IntN(len(pool))]
		r[i] = p.x
		if env {
			s.groups[i][s.keys[i]] = p.any
		}
	}
}

// facts describes a case for a message.
func (s *subject) facts(r []float64) string {
	var b strings.Builder
	for i, w := range s.p.infos {
		if s.p.reads[s.reg].has(i) {
			fmt.Fprintf(&b, "%s is %v; ", w.name, w.fact(r[i]))
		}
	}
	return b.String()
}

// ask returns what expr makes of the case in the environment: of a condition 0 or 1.
func (s *subject) ask(t *testing.T) float64 {
	out, err := s.machine.Run(s.oracle, s.env)
	require.NoError(t, err, s.text)
	switch x := out.(type) {
	case float64:
		return x
	case bool:
		if x {
			return 1
		}
		return 0
	}
	require.Fail(t, "no answer", "%s: %v", s.text, out)
	return 0
}

// near reports whether x and y differ by no more than rounding.
func near(x, y float64) bool { return math.Abs(x-y) <= 1e-9*max(math.Abs(x), math.Abs(y)) }

// explained reports whether got and want differ by no more than what curves that are moved by a hair make of it.
func (s *subject) explained(t *testing.T, random *rand.Rand, got, want float64) bool {
	if !s.curves || s.isTruth && got != 0 && got != 1 {
		return false
	}
	if !s.isTruth && near(got, want) {
		return true
	}
	defer func() { s.nudge = func() float64 { return 0 } }()
	far := 0.0
	for i := range 64 {
		s.nudge = func() float64 { return 1e-12 * float64(random.IntN(3)-1) }
		if i < 2 { // all one way
			s.nudge = func() float64 { return 1e-12 * float64(2*i-1) }
		}
		far = max(far, math.Abs(s.ask(t)-want))
	}
	return math.Abs(got-want) <= 2*far
}

// compareKnown compares n wholly known cases with expr. Without a curve, numbers are the same to the bit.
func (s *subject) compareKnown(t *testing.T, random *rand.Rand, n int) {
	r := slices.Clone(s.p.initial)
	for range n {
		s.sample(random, r, true)
		run(s.ops, r)
		got, want := r[s.reg], s.ask(t)
		if got != want && !s.explained(t, random, got, want) {
			require.Equal(t, want, got, "%s\n%s", s.text, s.facts(r))
		}
		if s.isTruth {
			require.Equal(t, 1-got, r[s.no], "the opposite of %s\n%s", s.text, s.facts(r))
		}
		require.Equal(t, got, s.inFastForm(r), "in the fast form: %s\n%s", s.text, s.facts(r))
	}
}

// inFastForm returns what the fast form makes of the words' registers.
func (s *subject) inFastForm(words []float64) float64 {
	r := slices.Clone(s.fast.p.initial)
	copy(r, words[:len(s.p.infos)])
	run(s.fast.ops, r)
	return r[s.fast.reg]
}

// box draws what is partly known of every word, and values in it.
func (s *subject) box(random *rand.Rand, box []span) (values [][]float64) {
	for i, w := range s.p.infos {
		pool := s.pools[i]
		if w.kind != measure {
			box[i] = span{set: 1 + uint32(random.IntN(1<<len(w.values)-1))}
			var list []float64
			for j := range w.values {
				if box[i].set>>j&1 != 0 {
					list = append(list, float64(j))
				}
			}
			values = append(values, list)
			continue
		}
		x, y := pool[random.IntN(len(pool))].x, pool[random.IntN(len(pool))].x
		switch random.IntN(5) {
		case 0:
			y = x
		case 1:
			x, y = w.lo, w.hi
		}
		box[i] = span{lo: min(x, y), hi: max(x, y)}
		list := []float64{box[i].lo, box[i].hi, w.snap((x + y) / 2), w.snap(box[i].lo + (box[i].hi-box[i].lo)*random.Float64())}
		for _, p := range pool {
			if p.x > box[i].lo && p.x < box[i].hi {
				list = append(list, p.x)
			}
		}
		values = append(values, list)
	}
	return values
}

// compareCompletions holds the evaluator over sets to n cases that a set of facts may turn out to be.
func (s *subject) compareCompletions(t *testing.T, random *rand.Rand, n int) {
	box, single := s.p.spans(), s.p.spans()
	values := s.box(random, box)
	runSpans(s.ops, box)
	x := box[s.reg]
	require.LessOrEqual(t, x.lo, x.hi, s.text)
	require.False(t, math.IsInf(x.lo, 0) || math.IsInf(x.hi, 0), s.text)
	if s.isTruth {
		require.Contains(t, []span{{lo: 0, hi: 0}, {lo: 0, hi: 1}, {lo: 1, hi: 1}}, x, s.text)
	}
	fast := s.fast.p.spans()
	copy(fast, box[:len(s.p.infos)])
	runSpans(s.fast.ops, fast)
	y := fast[s.fast.reg]
	require.True(t, x.lo <= y.lo && y.lo <= y.hi && y.hi <= x.hi, "the fast form is no wider: %v of %v\n%s", y, x, s.text)
	r := slices.Clone(s.p.initial)
	for range n {
		for i, list := range values {
			r[i] = list[random.IntN(len(list))]
			single[i] = s.p.infos[i].point(r[i])
		}
		run(s.ops, r)
		got := r[s.reg]
		if !(x.lo <= got && got <= x.hi) {
			require.Fail(t, "beyond the span", "%v is beyond %v\n%s\n%s", got, x, s.text, s.facts(r))
		}
		if !(y.lo <= got && got <= y.hi) {
			require.Fail(t, "beyond the span", "%v is beyond %v of the fast form\n%s\n%s", got, y, s.text, s.facts(r))
		}
		if no := box[s.no]; s.isTruth && !(no.lo <= 1-got && 1-got <= no.hi) { // which may be the narrower of the two
			require.Fail(t, "beyond the span", "%v is beyond %v, the opposite of\n%s\n%s", 1-got, no, s.text, s.facts(r))
		}
		runSpans(s.ops, single)
		one := single[s.reg]
		if math.Float64bits(one.lo) != math.Float64bits(got) || math.Float64bits(one.hi) != math.Float64bits(got) {
			require.Fail(t, "points and spans differ", "%v is not %v\n%s\n%s", got, one, s.text, s.facts(r))
		}
	}
}

// compareUnknown holds n cases in which some words are wholly unknown to what they may turn out to be: what is decided
// without them stays so, and both forms agree. Half of the words always have a value in the fast form.
func (s *subject) compareUnknown(t *testing.T, random *rand.Rand, n int) {
	r := slices.Clone(s.p.initial)
	for range n {
		s.sample(random, r, false)
		run(s.ops, r)
		whole := r[s.reg]
		for i := 1; i < len(s.p.infos); i += 2 {
			if random.IntN(2) == 0 {
				r[i] = unknownWord
			}
		}
		run(s.ops, r)
		got, fast := r[s.reg], s.inFastForm(r)
		require.True(t, got == fast || got != got && fast != fast, "%v, but %v in the fast form: %s\n%s", got, fast, s.text, s.facts(r))
		if isOpen := got != got || s.isTruth && got == 0.5; !isOpen {
			require.Equal(t, whole, got, "with words unknown: %s\n%s", s.text, s.facts(r))
		}
	}
}

// compareMoves holds what is proven of directions to n pairs of cases that differ in one word, while the others may be
// anything, or anything in a box.
func (s *subject) compareMoves(t *testing.T, random *rand.Rand, n int) (proven int) {
	r := slices.Clone(s.p.initial)
	at := func(w int, x float64) (y, slack float64) {
		r[w] = x
		slack = s.roughly(r)
		return r[s.reg], slack
	}
	for w, info := range s.p.infos {
		if !s.p.reads[s.reg].has(w) {
			continue
		}
		from, to := info.whole(), info.whole()
		pool := s.pools[w]
		if info.kind != measure {
			i, j := random.IntN(len(pool)), random.IntN(len(pool))
			from, to = span{set: 1 << i}, span{set: 1 << j}
		}
		ops := s.p.slice([]int32{s.reg}, wordSet(nil).with(w))
		others := s.p.spans()
		var values [][]float64
		if random.IntN(2) == 0 {
			values = s.box(random, others)
		}
		by := s.p.movesAmong(others, ops, w, from, to, []int32{s.reg})[0]
		require.False(t, math.IsNaN(by.lo) || math.IsNaN(by.hi), "%s\n%s moves it by %v", s.text, info.name, by)
		if by.lo < 0 && by.hi > 0 {
			continue
		}
		proven++
		for range n {
			s.sample(random, r, false)
			for i, list := range values {
				r[i] = list[random.IntN(len(list))]
			}
			x, y := pool[random.IntN(len(pool))].x, pool[random.IntN(len(pool))].x
			if info.kind != measure {
				x, y = info.only(from), info.only(to)
			} else if x > y {
				x, y = y, x
			}
			before, slack := at(w, x)
			after, more := at(w, y)
			slack += more
			if s.isTruth && (before == 0.5 || after == 0.5) {
				continue
			}
			if by.lo >= 0 && after < before-slack || by.hi <= 0 && after > before+slack {
				require.Fail(t, "wrong direction", "%s from %v to %v is said to move it by %v: %v, then %v\n%s\n%s",
					info.name, x, y, by, before, after, s.text, s.facts(r))
			}
		}
	}
	return proven
}

// roughly runs the operations and returns how far rounding may have carried the result. What rounding could turn is left
// open: a proof about x + y - x is one about y, to which x makes a difference of a hair.
func (s *subject) roughly(r []float64) (slack float64) {
	most := 0.0
	for i := range s.ops {
		o := &s.ops[i]
		run(s.ops[i:i+1], r)
		far := func(x, y float64) bool {
			return math.IsInf(y, 0) || math.Abs(x-y) > 1e-12*max(most, math.Abs(x), math.Abs(y))
		}
		computed := int(o.a) >= len(s.p.infos) || o.code == opLess && int(o.b) >= len(s.p.infos)
		switch {
		case o.code == opLess && computed && !far(r[o.a], r[o.b]), o.code == opWithin && computed && (!far(r[o.a], o.lo) || !far(r[o.a], o.hi)):
			r[o.dst] = 0.5
		}
		most = max(most, math.Abs(r[o.dst]))
	}
	return 1e-12 * most
}

// only returns the one value of a set.
func (w *wordInfo) only(s span) float64 {
	for i := range w.values {
		if s.set == 1<<i {
			return float64(i)
		}
	}
	return unknownWord
}

// TestDifferential compares random expressions with expr on known cases, and with their completions on others. The
// flags -cases and -seed make it as long and as different as one likes.
func TestDifferential(t *testing.T) {
	t.Logf("seed %d", *caseSeed)
	random := rand.New(rand.NewPCG(*caseSeed, 1))
	const perExpression, boxes, completions = 64, 2, 50
	known, partly, made, refused := 0, 0, 0, 0
	for known+partly < *caseCount {
		s := generate(t, random.IntN, 40)
		if s == nil {
			refused++
			continue
		}
		made++
		s.compareKnown(t, random, perExpression)
		known += perExpression
		for range boxes {
			s.compareCompletions(t, random, completions)
		}
		s.compareUnknown(t, random, 10)
		partly += boxes * completions
	}
	t.Logf("%d expressions, %d refused; %d known cases and %d completions", made, refused, known, partly)
	assert.Less(t, refused, made, "most of what is generated has a meaning")
}

// TestMoves holds directions to pairs of cases, in random expressions.
func TestMoves(t *testing.T) {
	t.Logf("seed %d", *caseSeed)
	random := rand.New(rand.NewPCG(*caseSeed, 2))
	proven, pairs := 0, 0
	for pairs < *caseCount {
		if s := generate(t, random.IntN, 20); s != nil {
			n := s.compareMoves(t, random, 20)
			proven += n
			pairs += 20 * n
		}
	}
	t.Logf("%d directions proven, %d pairs", proven, pairs)
}

var generatorSeeds = []string{"", "\x00\x01", "0123456789abcdefghijklmnopqrstuvwxyz", "\x01\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10"}

func FuzzKnownCases(f *testing.F) {
	for _, s := range generatorSeeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if s := generate(t, fromBytes(data), 60); s != nil {
			s.compareKnown(t, randomly(data), 30)
		}
	})
}

func FuzzCompletions(f *testing.F) {
	for _, s := range generatorSeeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if s := generate(t, fromBytes(data), 60); s != nil {
			s.compareCompletions(t, randomly(data), 50)
			s.compareUnknown(t, randomly(data), 10)
		}
	})
}

func FuzzMoves(f *testing.F) {
	for _, s := range generatorSeeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if s := generate(t, fromBytes(data), 60); s != nil {
			s.compareMoves(t, randomly(data), 20)
		}
	})
}

// FuzzExpression reads any text. What is refused is refused with a place and a reason, what is read means the same to
// expr.
func FuzzExpression(f *testing.F) {
	for _, s := range []string{
		"", " ", "shoe.heel_height > 3*inch", "2*inch < shoe.width <= 3*inch", `shoe.heel in ["block", 'wedge']`,
		"not shoe.rocker", "at_least(2, shoe.rocker, shoe.closed, wearer.recurrent)", "curve(wearer.age, 0, 1, 30, 0)",
		"shoe.rocker ? 1 : 2", "shoe.heel == \"bl\\u006fck\"", "shoe.heel_height > 3", "1..2", "a?.b", "{}", "'", "(", "((((", "é > 😀",
		"not not not", "1 < 2 < 3 > 1", "x | y", "/* */", "// ", "#", "let a = 1; a", "map([1], # > 1)", "0x1F", "1_000", "1e999",
		"99999999999999999999", "shoe[\"heel\"]", "$env", "max(1)", "shoe.width/shoe.drop", "-shoe.drop > 0*mm", "shoe.heel not in ['flat']",
		"[1]", "shoe.heel == 'block' == 'block'", "abs(-1)", "min(1, 2, shoe.rocker)", "1 2", "shoe . rocker", "\"\\", "b'x'", "`x`", "if shoe.rocker { 1 } else { 2 }",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // YAML never hands it over
		}
		var faults Errors
		g := newGenerator(func(int) int { return 0 })
		c := &checker{
			expression: expression{text: text, where: func(offset int) *Error {
				require.True(t, 0 <= offset && offset <= utf8.RuneCountInString(text), "%d of %q", offset, text)
				return &Error{Col: offset}
			}},
			builder: g.builder, faults: &faults,
		}
		start := time.Now()
		v := c.check()
		require.Less(t, time.Since(start), time.Minute, "%q", text)
		require.True(t, v.kind != isBad || len(faults) > 0, "%q", text)
		for _, e := range faults {
			require.NotEmpty(t, e.Code, "%q", text)
			require.NotEmpty(t, e.Msg, "%q", text)
			require.True(t, utf8.ValidString(e.Msg+e.Hint), "%q: %q", text, e.Error())
			require.Less(t, len(e.Error()), 2000+len(text), "%q", text)
		}
		if len(faults) == 0 && (v.kind == isCondition || v.kind == isQuantity) {
			if s := g.subject(t, text); s != nil && len(s.ops) < 1000 {
				random := randomly([]byte(text))
				s.compareKnown(t, random, 5)
				s.compareCompletions(t, random, 5)
				s.compareUnknown(t, random, 5)
				s.compareMoves(t, random, 5)
			}
		}
	})
}
