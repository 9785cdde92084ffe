package catalog

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

// A judge judges groups, and remembers for whom it did.
type judge struct {
	assessor *footwear.Assessor
	epoch    int // how often the groups were numbered anew

	mu   sync.Mutex
	kept map[visitor]*standing
	uses int // counts asks, so that the standing that was asked for least recently is known
}

// A visitor is whom a ranking is for.
type visitor struct {
	footwear.Wearer
	footwear.Use
}

func newJudge(a *footwear.Assessor) *judge { return &judge{assessor: a, kept: map[visitor]*standing{}} }

// Standings are bounded by the size of the catalogue: 64 bytes for a product, and 4 MB.
const (
	keptPerProduct = 64
	keptAtLeast    = 4 << 20

	standingPerGroup = 8 + 8 + 4 // bytes
	standingAlone    = 16 << 10  // the pack that is bound, and the visitor
)

// standing returns what is known of the groups for a visitor. The error is about the visitor.
func (j *judge) standing(v *View, who visitor) (*standing, error) {
	j.mu.Lock()
	s, ok := j.kept[who]
	if ok {
		j.uses++
		s.used = j.uses
	}
	j.mu.Unlock()
	if ok {
		return s, nil
	}
	c := footwear.Case{Wearer: who.Wearer, Use: who.Use}
	bound, err := j.assessor.Pack().Bind(&c, "wearer", "use")
	if err != nil {
		return nil, err
	}
	s = &standing{judge: j, visitor: who, bound: bound}
	j.mu.Lock()
	defer j.mu.Unlock()
	if other, ok := j.kept[who]; ok { // somebody was faster
		return other, nil
	}
	for len(j.kept) >= v.keeps() {
		j.forget()
	}
	j.uses++
	s.used = j.uses
	j.kept[who] = s
	return s, nil
}

// keeps returns for how many visitors standings are kept.
func (v *View) keeps() int {
	return max(1, (keptPerProduct*v.Len()+keptAtLeast)/(standingPerGroup*v.groups.count+standingAlone))
}

// forget forgets the visitor who was asked for least recently.
func (j *judge) forget() {
	var oldest visitor
	least := math.MaxInt
	for who, s := range j.kept {
		if s.used < least {
			oldest, least = who, s.used
		}
	}
	delete(j.kept, oldest)
}

// prepare finds out for the visitors whom the judge of a view knows what that judge knows of them.
func (j *judge) prepare(v *View) {
	v.judge.mu.Lock()
	known := make([]*standing, 0, len(v.judge.kept))
	for _, s := range v.judge.kept {
		known = append(known, s)
	}
	slices.SortFunc(known, func(a, b *standing) int { return a.used - b.used })
	v.judge.mu.Unlock()
	for _, old := range known {
		s, err := j.standing(v, old.visitor)
		if err != nil {
			continue // the new rules know why, and say so to who asks
		}
		_, _, _ = s.all(context.Background(), v)
	}
}

// A standing is what is known of the groups for one visitor: their scores, and of those that were near the top the upper
// ends of what their scores likely are.
type standing struct {
	*judge
	visitor
	bound *rules.Bound[footwear.Case]
	used  int // guarded by judge.mu

	mu      sync.Mutex // is held by who makes room for more groups
	figures atomic.Pointer[figures]
}

// figures are points by group, each unknown until somebody asks. All who find one out find the same.
type figures struct {
	scores, uppers []int64
	order          atomic.Pointer[[]uint32] // groups by score, as many as anybody asked for
}

const unknownPoints = math.MaxInt64

func load(list []int64, group uint32) (p rules.Points, ok bool) {
	x := atomic.LoadInt64(&list[group])
	return rules.Points(x), x != unknownPoints
}

// room returns figures with room for n groups.
func (s *standing) room(n int) *figures {
	if f := s.figures.Load(); f != nil && len(f.scores) >= n {
		return f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.figures.Load()
	switch {
	case old == nil:
		old = &figures{}
	case len(old.scores) >= n:
		return old
	default:
		n += n / 16 // more will come
	}
	f := &figures{scores: grown(old.scores, n), uppers: grown(old.uppers, n)}
	s.figures.Store(f)
	return f
}

func grown(old []int64, n int) []int64 {
	list := make([]int64, n)
	for i := range list {
		if list[i] = unknownPoints; i < len(old) {
			list[i] = atomic.LoadInt64(&old[i])
		}
	}
	return list
}

// all returns all groups of a view in the order of their scores, those without one first. There may be groups of a later
// view among them.
func (s *standing) all(ctx context.Context, v *View) (f *figures, order []uint32, err error) {
	n := v.groups.count
	f = s.room(n)
	if order := f.order.Load(); order != nil && len(*order) >= n {
		return f, *order, nil
	}
	list := make([]uint32, n)
	for i := range list {
		list[i] = uint32(i)
	}
	if err := s.score(ctx, v, f, list); err != nil {
		return nil, nil, err
	}
	f.byScore(list)
	for old := f.order.Load(); (old == nil || len(*old) < n) && !f.order.CompareAndSwap(old, &list); old = f.order.Load() {
	}
	return f, list, nil
}

// score finds out the scores of groups, on all processors.
func (s *standing) score(ctx context.Context, v *View, f *figures, list []uint32) error {
	const part = 256
	var next atomic.Int64
	work := func() {
		var score func(*footwear.Case) rules.Points // made when there is something to do
		c := footwear.Case{Wearer: s.Wearer, Use: s.Use}
		for ctx.Err() == nil {
			from := int(next.Add(part)) - part
			if from >= len(list) {
				return
			}
			for _, i := range list[from:min(from+part, len(list))] {
				if _, ok := load(f.scores, i); ok {
					continue
				}
				if score == nil {
					score = s.bound.Scorer()
				}
				g := v.groups.at(i)
				c.Shoe, c.Extra = g.shoe, g.extra
				atomic.StoreInt64(&f.scores[i], int64(score(&c)))
			}
		}
	}
	var others sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), (len(list)+part-1)/part) - 1 {
		others.Go(work)
	}
	work()
	others.Wait()
	return ctx.Err()
}

// appendFaulty appends the groups of a view, from the given one on, that cannot be judged, whoever wears them: their facts are
// impossible, contradict each other or are of words that the pack does not have.
func (j *judge) appendFaulty(list []uint32, v *View, from int) []uint32 {
	for i := from; i < v.groups.count; i++ {
		g := v.groups.at(uint32(i))
		if c := (footwear.Case{Shoe: g.shoe, Extra: g.extra}); !j.assessor.Score(&c).Valid() {
			list = append(list, uint32(i))
		}
	}
	return list
}

// upper returns the upper end of what the score of a group likely is.
func (s *standing) upper(v *View, f *figures, i uint32) rules.Points {
	if upper, ok := load(f.uppers, i); ok {
		return upper
	}
	g := v.groups.at(i)
	c := footwear.Case{Shoe: g.shoe, Wearer: s.Wearer, Use: s.Use, Extra: g.extra}
	_, upper := s.assessor.Upper(&c)
	atomic.StoreInt64(&f.uppers[i], int64(upper))
	return upper
}

// byScore puts groups in the order of their scores. Those without one come first.
func (f *figures) byScore(list []uint32) {
	least, most := int64(math.MaxInt64), int64(math.MinInt64)
	for _, i := range list {
		if x := atomic.LoadInt64(&f.scores[i]); x != int64(rules.NoPoints) {
			least, most = min(least, x), max(most, x)
		}
	}
	if least <= most && most-least >= 1<<16 { // beyond what packs for shoes add up to
		slices.SortStableFunc(list, func(a, b uint32) int {
			return cmp.Compare(atomic.LoadInt64(&f.scores[a]), atomic.LoadInt64(&f.scores[b]))
		})
		return
	}
	// Points are few whole numbers, so they are counted.
	if least > most {
		return // none has one
	}
	at := func(i uint32) int {
		if x := atomic.LoadInt64(&f.scores[i]); x != int64(rules.NoPoints) {
			return int(x-least) + 1
		}
		return 0
	}
	starts := make([]int, most-least+3)
	for _, i := range list {
		starts[at(i)+1]++
	}
	for i := range starts[1:] {
		starts[i+1] += starts[i]
	}
	old := slices.Clone(list)
	for _, i := range old {
		k := at(i)
		list[starts[k]] = i
		starts[k]++
	}
}
