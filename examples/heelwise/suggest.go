package main

import (
	"fmt"

	"github.com/heelwise/heelwise/rules"
)

// didYouMean returns a hint with the name nearest to what was written, nothing if none is near.
func didYouMean(written string, names []string) string {
	if name, ok := rules.Nearest(written, names); ok {
		return fmt.Sprintf("; did you mean %q?", name)
	}
	return ""
}
