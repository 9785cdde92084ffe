package rules

import (
	"io/fs"
	"iter"
	"slices"
	"strings"
	"sync"
)

// A Pack is a set of rules that was read, checked and lowered. It is immutable and safe for concurrent use. Make one
// with [Load]; the zero Pack cannot be used.
type Pack[T any] struct {
	vocabulary *Vocabulary[T]
	pack
}

// pack is a Pack without its vocabulary's T.
type pack struct {
	*program          // the plain form, by which flags, notes and caveats are judged
	fast     *program // the fast form, by which points are
	identity Identity
	totals   []total
	score    scoring
	bands    []bandEdge
	levels   *levels // nil where there is a score
	rules    []*rule // by id
	scored   []*rule // those of them that add to a total, by total and then by id
	advice   map[string]string
	sources  map[string]Source
	typical  []step
	judging  []op // what flags, notes and caveats need
	scoring  []op // what points need
	plan     plan
	brief    brief
	warnings Errors
	gone     map[string]*Error // the rules that layers disable, and where
	spare    *sync.Pool        // of *memory
}

// Identity says which pack gave an answer.
type Identity struct {
	Name    string  `json:"name"`
	Version string  `json:"version"`
	Digest  string  `json:"digest"` // SHA-256 of the canonical form of the pack with its layers, in hexadecimal
	Layers  []Layer `json:"layers"` // what was laid over it, lowest first
}

// A total is what rules add up to.
type total struct {
	name    string
	product bool    // combined by multiplication, else by addition
	max     int64   // in units
	unit    float64 // of the first total a hundredth, of the others a millionth
	perUnit float64 // 1/unit
	from    int     // its rules in pack.scored
	to      int
	at      *Error // where it stands
}

// A rule is a rule of a pack.
type rule struct {
	id        string
	outcome   outcome
	total     int    // of points: which total
	text      string // of a note or caveat; of a flag its name
	why       string
	mechanism string
	advice    []string
	cite      []string
	against   []string // what contradicts it
	grade     Grade
	reviewed  Review
	reg       int32 // in the plain form, of points: how many; of others: whether it holds
	fast      int32 // in the fast form, of points: how many
	whole     bool  // fast holds them rounded to whole units
	reads     []int // the words it depends on
	when      *condition
	at        *Error   // where it stands, for faults about the pack as a whole
	ends      span     // of points: the least and the greatest that can be
	replaced  bool     // it stands in the place of a rule below
	canonical []string // of the digest
	*raise             // of a rule with a level, else nil

	whenText, amountText string // as they are written
}

type outcome uint8

const (
	points outcome = iota
	flagged
	note
	caveat
	raised // it has a level
)

// Load reads the pack in the folder fsys, and lays the given layers over it, the lowest first: pack.yaml and every other
// .yaml file beside it, but those whose names end in _test.yaml. Folders inside are not read, and no folder is used after
// Load returns. It fails with all the faults of all files ([Errors]), sorted by place, and never returns half a pack; among
// them is a warning of each file that is not read because of its name.
//
// What every pack is bounded by, so that a stranger's can be loaded, is said at [Limits].
func Load[T any](v *Vocabulary[T], fsys fs.FS, layers ...fs.FS) (*Pack[T], error) {
	return LoadWithin(Limits{}, v, fsys, layers...)
}

// LoadWithin is [Load] with other limits.
func LoadWithin[T any](limits Limits, v *Vocabulary[T], fsys fs.FS, layers ...fs.FS) (*Pack[T], error) {
	p, faults := load(v.terms, limits, append([]fs.FS{fsys}, layers...))
	if err := faults.sort().Err(); err != nil {
		return nil, err
	}
	return &Pack[T]{vocabulary: v.extended(p.infos), pack: *p}, nil
}

// Vocabulary returns the words that the pack's rules may ask about: those that it was loaded with, and its own.
func (p *Pack[T]) Vocabulary() *Vocabulary[T] { return p.vocabulary }

// Warnings returns what is odd about the pack and its layers, sorted by place: names and own words that nothing reads,
// rules that give no reason, and files beside the pack that are not read because of their names. Every one is Soft.
func (p *Pack[T]) Warnings() Errors { return slices.Clone(p.warnings) }

// Identity says which pack this is, with which layers.
func (p *Pack[T]) Identity() Identity { return p.identity.copy() }

// copy returns an identity that shares nothing.
func (id Identity) copy() Identity {
	id.Layers = append([]Layer{}, id.Layers...)
	return id
}

// Source returns what a citation of the pack stands for.
func (p *Pack[T]) Source(id string) (s Source, ok bool) {
	s, ok = p.sources[id]
	return s, ok
}

// Total returns where the named total stands among [Verdict.Totals].
func (p *Pack[T]) Total(name string) (i int, ok bool) {
	for i, t := range p.totals {
		if t.name == name {
			return i, true
		}
	}
	return 0, false
}

// Bands yields the names of the bands and their lower edges, lowest first.
func (p *Pack[T]) Bands() iter.Seq2[string, Points] {
	return func(yield func(string, Points) bool) {
		for _, b := range p.bands {
			if !yield(b.name, b.from) {
				return
			}
		}
	}
}

// Reads yields the words that points depend on directly, in the order of the vocabulary. Words that only assumptions
// ask about are not among them.
func (p *Pack[T]) Reads() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i, w := range p.infos {
			if p.plan.read.has(i) && !yield(w.name) {
				return
			}
		}
	}
}

// rule returns the rule with an id, nil where there is none in force.
func (p *pack) rule(id string) *rule {
	i, ok := slices.BinarySearchFunc(p.rules, id, func(r *rule, id string) int { return strings.Compare(r.id, id) })
	if !ok {
		return nil
	}
	return p.rules[i]
}

func (p *pack) ruleIDs() []string {
	ids := make([]string, len(p.rules))
	for i, r := range p.rules {
		ids[i] = r.id
	}
	return ids
}
