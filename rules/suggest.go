package rules

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxHinted is for how many faults a hint is looked for: nobody reads more, and it takes time.
const maxHinted = 1000

// didYouMean returns a hint with the name nearest to what was written, or nothing if none is near.
func didYouMean(written string, names []string) string {
	if best, ok := Nearest(written, names); ok {
		return fmt.Sprintf("did you mean %q?", best)
	}
	return ""
}

// Nearest returns the name with the fewest edits from what was written, at most a third of its length, though one is
// always allowed; of equally near names the first in the alphabet. Case does not count, and the last part of a dotted
// name will do. It is not ok where none is near, or what was written has fewer than two letters or more than 64 bytes.
func Nearest(written string, names []string) (name string, ok bool) {
	if len(written) > 64 || utf8.RuneCountInString(written) < 2 {
		return "", false
	}
	names = slices.Sorted(slices.Values(names))
	best, least := "", max(1, len(written)/3)+1
	for _, name := range names {
		if d := edits(strings.ToLower(written), strings.ToLower(name)); d < least {
			best, least = name, d
		}
	}
	if best == "" { // the last part of a dotted word alone: "heel_height" for "shoe.heel_height"
		for _, name := range names {
			if strings.HasSuffix(name, "."+written) {
				return name, true
			}
		}
	}
	return best, best != ""
}

// edits counts the insertions, deletions, replacements and swaps of neighbours that turn a into b.
func edits(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}

// list joins names as a person would: "a, b or c".
func list(names []string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " or " + names[n-1]
	}
}
