package main

import (
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/rules"
)

const testHelp = `usage: heelwise packs test [-v] [-strict] [-json | -github] [folder] [layer ...]

test checks a pack as heelwise packs check does and then runs its tests. They stand beside the rules, in files whose names
end in _test.yaml. Of each that fails it says what was expected, what is, and why. The tests of a layer are run on that
layer over what lies below it.

  -v        name every test
  -strict   a warning counts as a mistake, and that a rule is untested is a warning; of red flags it always is a mistake
  -json     print one JSON object, for programs: {"passed", "failed", "tests", "faults", "warnings", "pack"}
  -github   print annotations for a workflow of GitHub

The exit status is 0 if all tests passed, 1 if one failed or there are mistakes, and 2 if the command line is wrong.

An example of a file of tests, our-layer/steps_test.yaml:

  tests:
    - name: a boot is told about
      facts: {shoe.shaft: 30cm}
      fires: steps/boot
    - name: a low shoe is not
      facts: {shoe.shaft: 0mm}
      does_not_fire: steps/boot

and how to run it:

  go run ./examples/heelwise packs test our-layer
`

// A testResult is what a test came to, for programs.
type testResult struct {
	Name   string `json:"name"`
	Path   string `json:"path"`
	Line   int    `json:"line"`
	Passed bool   `json:"passed"`
}

// testFindings are what is wrong with a pack and with what its tests expect.
type testFindings struct {
	Passed int          `json:"passed"`
	Failed int          `json:"failed"`
	Tests  []testResult `json:"tests"`
	findings
	untested int
}

// test is the command of that name.
func test(args []string, s streams) int {
	var f form
	flags := newFlags("packs test")
	f.flags(flags)
	verbose := flags.Bool("v", false, "")
	k, ok := s.openPack("packs test", flags, args)
	if !ok {
		return misused
	}
	if f.json && f.github {
		return s.misuse("packs test", "choose one of -json and -github")
	}
	found := k.test(f.strict)
	if f.json {
		if err := writeJSON(s.out, found); err != nil {
			return s.complain("packs test", err)
		}
		return found.status()
	}
	if *verbose {
		found.name(s.out, s.painter(s.out))
	}
	found.print(s, f)
	fmt.Fprintln(s.out, found.summary(k))
	return found.status()
}

// test runs the tests of the folders that were given.
func (k stack) test(strict bool) testFindings {
	found := testFindings{Tests: []testResult{}}
	checked, loaded := k.check(strict)
	found.findings = checked
	if loaded == nil {
		return found
	}
	systems := k.systems()
	if k.counted() > 0 {
		systems[0] = withoutTests{systems[0]} // which are not the author's, and many
	}
	report, err := k.about().test(systems[0], systems[1:]...)
	faults := asFaults(err)
	for _, t := range report.Tests {
		if t.Layer < k.counted() {
			continue
		}
		passed := len(t.Faults) == 0
		if !passed {
			found.Failed++
		} else if passed = !isMistaken(t, faults); passed {
			found.Passed++
		}
		found.Tests = append(found.Tests, testResult{t.Name, k.path(t.Layer, t.File), t.Line, passed})
	}
	var list rules.Errors
	mistaken := false // a test, so that what it would show is not known
	for _, e := range faults {
		if e.Layer >= k.counted() {
			list = append(list, e)
			mistaken = mistaken || e.Code != "test-failed"
		}
	}
	for _, e := range report.Untested {
		if e.Layer >= k.counted() && !mistaken {
			list = append(list, e)
			found.untested++
		}
	}
	tested := k.find(list, strict || k.about().shown)
	found.Faults = append(found.Faults, tested.Faults...)
	found.Warnings = append(found.Warnings, tested.Warnings...)
	return found
}

// withoutTests is a folder in which no tests are found.
type withoutTests struct{ fs.FS }

func (f withoutTests) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(f.FS, name)
	return slices.DeleteFunc(list, func(e fs.DirEntry) bool { return strings.HasSuffix(e.Name(), "_test.yaml") }), err
}

// isMistaken reports whether a test itself has a mistake, as a rule that it misspells.
func isMistaken(t rules.TestResult, faults rules.Errors) bool {
	return slices.ContainsFunc(faults, func(e *rules.Error) bool {
		return e.Layer == t.Layer && e.File == t.File && (e.Rule == t.Name || e.Line == t.Line)
	})
}

// name writes a line for every test.
func (found testFindings) name(w io.Writer, p painter) {
	for _, t := range found.Tests {
		how := p.green("passed")
		if !t.Passed {
			how = p.red("failed")
		}
		fmt.Fprintf(w, "%s  %s:%d: %s\n", how, t.Path, t.Line, t.Name)
	}
	if len(found.Tests) > 0 {
		fmt.Fprintln(w)
	}
}

// summary says in words what the tests came to.
func (found testFindings) summary(k stack) string {
	if found.Pack == nil {
		return k.summary(found.findings, nil) + "; no test was run"
	}
	mistakes := 0
	for _, f := range found.Faults {
		if f.Code != "test-failed" && f.Code != "untested" {
			mistakes++
		}
	}
	text := count(found.Passed, "test") + " passed"
	switch {
	case len(found.Tests) == 0 && mistakes == 0:
		text = "there are no tests in " + k.name()
	case found.Failed > 0:
		text += fmt.Sprintf(", %d failed", found.Failed)
	}
	if mistakes > 0 {
		text += ", " + count(mistakes, "mistake")
	}
	switch found.untested {
	case 0:
		return text
	case 1:
		return text + "; 1 rule is untested"
	}
	return fmt.Sprintf("%s; %d rules are untested", text, found.untested)
}
