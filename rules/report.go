package rules

import "io/fs"

// A Report is what the tests of a pack and its layers came to.
type Report struct {
	Tests    []TestResult `json:"tests"`    // those that could be run, in the order of layers, files and lines; orders behind them
	Untested Errors       `json:"untested"` // the rules without a case in which they fire and one in which they do not, and rules with a level without all that these need; all Soft
}

// Failed returns how many tests failed.
func (r Report) Failed() (n int) {
	for _, t := range r.Tests {
		if len(t.Faults) > 0 {
			n++
		}
	}
	return n
}

// A TestResult is what one test came to.
type TestResult struct {
	Name   string   `json:"name"`
	Layer  int      `json:"layer,omitempty"` // 0 for the pack itself, 1 for the first layer above it
	File   string   `json:"file"`
	Line   int      `json:"line"`
	Fires  []string `json:"fires,omitempty"`         // the rules that it expects to fire, and that do
	Silent []string `json:"does_not_fire,omitempty"` // the rules that it expects not to fire, and that do not
	Unsure []string `json:"fires_unsure,omitempty"`  // the rules that it expects to fire for some answer of someone who is not sure, and that do
	Faults Errors   `json:"faults,omitempty"`        // what was expected and does not hold, each at its place; none where the test passed
}

// LoadTested is [Load], and runs the tests that stand beside the pack and each layer, in the files whose names end in
// _test.yaml. The tests of the pack are run on the pack alone, those of a layer on that layer over what lies below it.
// The error lists the faults of the files or, if there are none, all that is wrong with tests and all that they expect and
// does not hold ([Errors]); the report is then still of every test that could be run. That rules are untested is reported,
// and no error.
func LoadTested[T any](v *Vocabulary[T], fsys fs.FS, layers ...fs.FS) (*Pack[T], Report, error) {
	folders := append([]fs.FS{fsys}, layers...)
	p, err := Load(v, fsys, layers...)
	if err != nil {
		return nil, Report{}, err
	}
	var report Report
	var faults Errors
	for i, folder := range folders {
		upTo := p
		if i < len(layers) { // what lies above is another's business
			if upTo, err = Load(v, fsys, layers[:i]...); err != nil {
				return nil, Report{}, err // a layer mends what is wrong below it, which is no way to build
			}
		}
		run := &trial[T]{Pack: upTo, layer: i, faults: &faults, report: &report}
		run.folder(folder)
	}
	for _, t := range report.Tests {
		faults = append(faults, t.Faults...)
	}
	report.Untested = report.Untested.sort()
	if err := faults.sort().Err(); err != nil {
		return nil, report, err
	}
	return p, report, nil
}
