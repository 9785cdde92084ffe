package rules

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Behind how many faults, and behind how many of them for every name that would be compared, no nearest name is looked for
// any more: nobody reads that far, and it takes time.
const (
	maxHinted = 1000
	maxAlike  = 50_000
)

// didYouMean returns a hint with the name nearest to what was written, or nothing if none is near or l is long already.
func (l Errors) didYouMean(written string, names []string) string {
	if len(l)*len(names) > maxAlike {
		return ""
	}
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
	letters := []rune(strings.ToLower(written))
	least := max(1, len(written)/3) + 1
	longest := (len(letters) + least) * utf8.UTFMax
	for _, n := range names {
		if len(n) > longest {
			continue
		}
		if d := edits(letters, []rune(strings.ToLower(n)), least); d < least || d == least && ok && n < name {
			name, least, ok = n, d, true
		}
	}
	if ok {
		return name, true
	}
	for _, n := range names { // the last part of a dotted word alone: "heel_height" for "shoe.heel_height"
		if strings.HasSuffix(n, "."+written) && (!ok || n < name) {
			name, ok = n, true
		}
	}
	return name, ok
}

// edits counts the insertions, deletions, replacements and swaps of neighbours that turn x into y, as far as most and one
// more: whoever asks for few need not wait for many.
func edits(x, y []rune, most int) int {
	if apart := len(x) - len(y); apart > most || -apart > most {
		return most + 1
	}
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
		if slices.Min(row) > most && slices.Min(last) > most { // a swap looks back two rows
			return most + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], most+1)
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
