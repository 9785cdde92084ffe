package triage

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"iter"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"github.com/heelwise/heelwise/rules"
)

//go:embed packs/*.yaml
var packs embed.FS

// A Decider decides about reports by a pack of red flags. It is immutable and safe for concurrent use. Make one with
// [Default] or [Load]; the zero Decider cannot be used.
type Decider struct {
	pack    *rules.Pack[Report]
	flags   []redFlag // in the order of the pack's truths
	screens []screen
	shoes   shoePattern
	texts   map[string][]Advice
	words   *rules.Vocabulary[Report]
	catalogue
	urgentFirst []int              // the flags from the highest level to the lowest
	readers     [maxFindings][]int // by finding: the flags that read it
	settles     []int              // the findings that follow from something else, or can contradict it
}

// A redFlag is a rule of the pack, ready to be decided about.
type redFlag struct {
	level     Disposition
	unsure    Disposition // what it is worth where somebody is not sure; SelfCare or less is nothing
	all       way         // the findings that it reads
	blank     want        // what it lacks of somebody who has answered nothing of that
	ways      []way       // the ways in which it can hold; none where there are too many
	reads     []int       // the findings that it reads, in its order
	id        string
	condition string
	negated   []int    // those of reads before which it says not
	words     []string // what else of a report it reads, as "report.age"
	why       string
	ask       string // why one asks about it
	source    []string
}

// A way is findings that have to be present for a rule to hold, as a set: two words, each written out below, which is faster than a loop.
type way [2]uint64

func (w *way) add(i int)          { w[i/64] |= 1 << (i % 64) }
func (w *way) has(i int) bool     { return w[i/64]>>(i%64)&1 != 0 }
func (w *way) union(v *way) way   { return way{w[0] | v[0], w[1] | v[1]} }
func (w *way) without(v *way) way { return way{w[0] &^ v[0], w[1] &^ v[1]} }
func (w *way) meets(v *way) bool  { return w[0]&v[0]|w[1]&v[1] != 0 }
func (w *way) within(v *way) bool { return w[0]&^v[0]|w[1]&^v[1] == 0 }
func (w *way) common(v *way) way  { return way{w[0] & v[0], w[1] & v[1]} }
func (w *way) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for b, set := range w {
			for ; set != 0; set &= set - 1 {
				if !yield(64*b + bits.TrailingZeros64(set)) {
					return
				}
			}
		}
	}
}
func (w *way) len() int { return bits.OnesCount64(w[0]) + bits.OnesCount64(w[1]) }

// Default returns the decider with the red flags that come with this module. It is general information and no medical device:
// see the package's comment.
func Default() *Decider { return standard() }

var standard = sync.OnceValue(func() *Decider {
	d, err := Load(RedFlags())
	if err != nil {
		panic(err) // a test loads it
	}
	return d
})

// RedFlags returns the folder of the red flags that come with this module, with its tests: what [Default] decides by, and what
// a layer of your own is laid over, as in Load(RedFlags(), os.DirFS("our-layer")). Nobody can change it.
func RedFlags() fs.FS {
	folder, err := fs.Sub(packs, "packs")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return folder
}

// Load returns a decider with the pack in the folder fsys and the given layers over it, the lowest first, as
// [rules.LoadTested] reads and tests them. The pack has one total, whose levels are self_care, see_clinician_soon,
// urgent_same_day and emergency_now. The error lists every fault of the files, every test that fails, and every rule without
// tests that show it to fire, nearly to fire, and to be met by somebody who is not sure ([rules.Errors]).
func Load(fsys fs.FS, layers ...fs.FS) (*Decider, error) {
	pack, report, err := rules.LoadTested(Vocabulary(), fsys, layers...)
	if err != nil {
		return nil, err
	}
	if err := report.Untested.Err(); err != nil {
		return nil, err
	}
	return newDecider(pack)
}

func newDecider(pack *rules.Pack[Report]) (*Decider, error) {
	if names := dispositionNames[SelfCare:]; !slices.Equal(pack.Levels(), names) {
		return nil, &rules.Error{File: "pack.yaml", Code: "missing-key", Msg: fmt.Sprintf("the levels are %q, and not %q", pack.Levels(), names),
			Hint: "a pack of red flags has one total, combined by max over these"}
	}
	d := &Decider{pack: pack, screens: readScreens(), shoes: readShoes(), texts: readTexts(), catalogue: findings(), words: pack.Vocabulary()}
	for _, id := range pack.Raises() {
		info, _ := pack.Rule(id)
		flag := d.redFlag(info)
		for _, n := range flag.reads {
			d.readers[n] = append(d.readers[n], len(d.flags))
		}
		d.flags = append(d.flags, flag)
		d.urgentFirst = append(d.urgentFirst, len(d.urgentFirst))
	}
	slices.SortStableFunc(d.urgentFirst, func(a, b int) int { return cmp.Compare(d.flags[b].level, d.flags[a].level) })
	for i, f := range findings().list {
		if f.OverDays > 0 || f.Only != "" {
			d.settles = append(d.settles, i)
		}
	}
	return d, nil
}

func (d *Decider) redFlag(info rules.RuleInfo) redFlag {
	f := redFlag{id: info.ID, condition: info.Condition, why: info.Why, ask: fmt.Sprintf("A yes can point to %s.", info.Condition)}
	_ = f.level.UnmarshalText([]byte(info.Level)) // the names of the levels are those of dispositions
	if info.OnUnsure != "" {
		_ = f.unsure.UnmarshalText([]byte(info.OnUnsure))
	}
	for _, word := range info.Reads {
		if id, ok := strings.CutPrefix(word, "finding."); ok {
			n := findings().index[id]
			f.reads = append(f.reads, n)
			f.all.add(n)
		} else {
			f.words = append(f.words, word)
		}
	}
	for _, word := range info.Not {
		if id, ok := strings.CutPrefix(word, "finding."); ok {
			f.negated = append(f.negated, findings().index[id])
		}
	}
	for _, names := range info.Ways {
		var w way
		for _, word := range names {
			if id, ok := strings.CutPrefix(word, "finding."); ok {
				w.add(findings().index[id])
			}
		}
		if !slices.Contains(f.ways, w) {
			f.ways = append(f.ways, w)
		}
	}
	f.blank = f.lacks(&way{}, &way{})
	for _, id := range info.Cite {
		source, _ := d.pack.Source(id)
		text := source.Citation
		switch {
		case source.Read != "":
			text += fmt.Sprintf(" (read %s)", source.Read)
		case source.Year > 0 && !strings.Contains(text, fmt.Sprint(source.Year)):
			text += fmt.Sprintf(" (%d)", source.Year)
		}
		f.source = append(f.source, text)
	}
	return f
}

// Pack returns the pack that the decider decides by.
func (d *Decider) Pack() *rules.Pack[Report] { return d.pack }

// Overdue returns the ids of the rules that somebody should have looked over before the given day, as "2027-11-30". There is
// no clock here: the day comes from whoever asks.
func (d *Decider) Overdue(day string) (ids []string) {
	for info := range d.pack.Rules() {
		if info.ReviewBy != "" && info.ReviewBy < day {
			ids = append(ids, info.ID)
		}
	}
	return ids
}
