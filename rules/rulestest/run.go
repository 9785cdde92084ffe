// Package rulestest runs the tests that stand beside a pack of rules as tests of Go.
//
//	func TestPack(t *testing.T) {
//		rulestest.Run(t, footwear.Vocabulary(), footwear.Strain(), os.DirFS("our-layer"))
//	}
package rulestest

import (
	"fmt"
	"io/fs"
	"slices"
	"testing"

	"github.com/heelwise/heelwise/rules"
)

// Run loads the pack in the folder fsys with the given layers over it, and runs the tests that stand beside each of them
// (see [rules.LoadTested]), every one as a subtest of t. What is wrong is reported with its place and the guilty line. It
// is an error, too, where a rule has no test in which it fires or none in which it does not.
func Run[T any](t *testing.T, v *rules.Vocabulary[T], fsys fs.FS, layers ...fs.FS) {
	t.Helper()
	_, report, err := rules.LoadTested(v, fsys, layers...)
	var told rules.Errors
	for _, result := range report.Tests {
		told = append(told, result.Faults...)
		t.Run(result.Name, func(t *testing.T) {
			for _, e := range result.Faults {
				t.Error(written(e))
			}
		})
	}
	for _, e := range append(rules.AsErrors(err), report.Untested...) {
		if !slices.Contains(told, e) {
			t.Error(written(e))
		}
	}
	if err == nil && len(report.Tests) == 0 {
		t.Error("there are no tests: they stand beside the pack, in files whose names end in _test.yaml")
	}
}

// written returns a fault with the line that it is about.
func written(e *rules.Error) string { return fmt.Sprintf("%v\n%s", e, e.Snippet()) }
