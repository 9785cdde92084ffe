package fact

import (
	"fmt"
	"math/bits"
	"strings"
)

// Words names the values of a choice, in the order of their bits: the first word is bit 0. At most 32 words: a choice
// cannot hold a further one, and declaring it with rules.Choice panics. The returned slice is read only.
type Words interface{ Words() []string }

// A Choice is the set of words, out of those that W names, that a thing may be: a category "Heels" may be a block, a
// stiletto or a wedge. One bit a word. The zero Choice is unknown; so is the set of every word, which the methods
// below therefore never return.
//
// Declare the words of a choice once and its values as constants:
//
//	type Heel = fact.Choice[heelWords]
//	const (
//		HeelFlat Heel = 1 << iota
//		HeelBlock
//	)
type Choice[W Words] uint32

// Or returns the choice that may be whatever c or d may be. What is unknown stays unknown, unlike with the | operator,
// which would turn "unknown | block" into block. What is impossible stays so too; see Err.
func (c Choice[W]) Or(d Choice[W]) Choice[W] {
	if (c == 0 || d == 0) && (c|d).Err() == nil {
		return 0
	}
	return (c | d).normal()
}

// Known reports whether c is exactly one word; an impossible c is none.
func (c Choice[W]) Known() bool { return c.Err() == nil && bits.OnesCount32(uint32(c.normal())) == 1 }

// Words returns the words that c may be, in their own order; none when c is unknown.
func (c Choice[W]) Words() []string {
	var w W
	var list []string
	for i, word := range w.Words() {
		if c.normal()&(1<<i) != 0 {
			list = append(list, word)
		}
	}
	return list
}

// Err says why c is impossible (it has a bit that names no word), or is nil.
func (c Choice[W]) Err() error {
	var w W
	if n := len(w.Words()); uint64(c)>>n != 0 {
		return fmt.Errorf("%#x is not among the %d words %s", uint32(c), n, strings.Join(w.Words(), ", "))
	}
	return nil
}

// String returns the words joined by " or ", "unknown" if c is, "invalid" if it is impossible.
func (c Choice[W]) String() string {
	if err := c.Err(); err != nil {
		return "invalid"
	}
	if words := c.Words(); len(words) > 0 {
		return strings.Join(words, " or ")
	}
	return "unknown"
}

// normal gives unknown its one spelling.
func (c Choice[W]) normal() Choice[W] {
	var w W
	if c == 1<<len(w.Words())-1 {
		return 0
	}
	return c
}
