package main

import (
	"fmt"
	"strings"

	"github.com/heelwise/heelwise/rules"
)

// didYouMean returns a hint with the name nearest to what was written, nothing if none is near.
func didYouMean(written string, names []string) string {
	if name, ok := rules.Nearest(written, names); ok {
		return fmt.Sprintf("; did you mean %q?", name)
	}
	return ""
}

// wordList joins texts as a person would, with "and" or "or" before the last.
func wordList(texts []string, last string) string {
	n := len(texts)
	if n < 2 {
		return strings.Join(texts, "")
	}
	return strings.Join(texts[:n-1], ", ") + " " + last + " " + texts[n-1]
}

// count returns "1 rule", "2 rules" or "no rules".
func count(n int, what string) string {
	switch n {
	case 0:
		return "no " + what + "s"
	case 1:
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
