package main

import (
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"regexp"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/triage"
	"github.com/heelwise/heelwise/triage/plan"
)

// A pack is what can be checked: rules, or the entries of plans.
type pack interface {
	Identity() rules.Identity
	Rules() iter.Seq[rules.RuleInfo]
	Warnings() rules.Errors
}

// A rulePack is a pack of rules, of which more can be told.
type rulePack interface {
	pack
	Rule(id string) (rules.RuleInfo, bool)
	Disabled() iter.Seq2[string, string]
	Source(id string) (rules.Source, bool)
	Advice(id string) (string, bool)
	Schema() []byte
	TestSchema() []byte
	words() iter.Seq[rules.WordInfo]
}

// rulesAbout are rules about a T.
type rulesAbout[T any] struct{ *rules.Pack[T] }

func (p rulesAbout[T]) words() iter.Seq[rules.WordInfo] { return p.Vocabulary().Words() }

// A subject is what a pack is about: shoes, symptoms, or what somebody can do at home.
type subject struct {
	name   string // of the pack that comes with the program
	folder func() fs.FS
	words  func() iter.Seq[rules.WordInfo] // those that need no pack; nil of plans
	load   func(folder fs.FS, layers ...fs.FS) (pack, rules.Errors)
	test   func(folder fs.FS, layers ...fs.FS) (rules.Report, error)
	shown  bool // every rule has to be shown by tests
}

var (
	aboutShoes = &subject{name: "strain", folder: footwear.Strain, words: footwear.Vocabulary().Words,
		load: func(folder fs.FS, layers ...fs.FS) (pack, rules.Errors) {
			assessor, err := footwear.Load(folder, layers...)
			if err != nil {
				return nil, asFaults(err)
			}
			return rulesAbout[footwear.Case]{assessor.Pack()}, nil
		},
		test: func(folder fs.FS, layers ...fs.FS) (rules.Report, error) {
			_, report, err := rules.LoadTested(footwear.Vocabulary(), folder, layers...)
			return report, err
		},
	}
	aboutSymptoms = &subject{name: "red-flags", folder: triage.RedFlags, words: triage.Vocabulary().Words, load: loadFlags, shown: true,
		test: func(folder fs.FS, layers ...fs.FS) (rules.Report, error) {
			_, report, err := rules.LoadTested(triage.Vocabulary(), folder, layers...)
			return report, err
		},
	}
	aboutPlans = &subject{name: "self-care", folder: plan.Files,
		load: func(folder fs.FS, _ ...fs.FS) (pack, rules.Errors) {
			repertoire, err := plan.Load(folder)
			if err != nil {
				return nil, asFaults(err)
			}
			return repertoire, nil
		},
		test: func(folder fs.FS, _ ...fs.FS) (rules.Report, error) {
			_, report, err := plan.LoadTested(folder)
			return report, err
		},
	}
)

// loadFlags loads red flags without their tests, which are for packs test.
func loadFlags(folder fs.FS, layers ...fs.FS) (pack, rules.Errors) {
	flags, err := rules.Load(triage.Vocabulary(), folder, layers...)
	if err != nil {
		return nil, asFaults(err)
	}
	if levels := triage.Default().Pack().Levels(); !slices.Equal(flags.Levels(), levels) {
		return nil, rules.Errors{{File: "pack.yaml", Code: "missing-key", Msg: fmt.Sprintf("the levels are %q, and not %q", flags.Levels(), levels),
			Hint: "a pack of red flags has one total, combined by max over these"}}
	}
	return rulesAbout[triage.Report]{flags}, nil
}

// Where a head is no YAML, what it says is guessed, so that its fault is told.
var (
	overFlags   = regexp.MustCompile(`(?m)^["']?over["']?\s*:\s*["']?red-flags\b`)
	levelsInIt  = regexp.MustCompile(`\blevels["']?\s*:`)
	planListKey = []string{"items", "cautions", "phases"}
)

// subjectOf returns what the pack or the layer in a folder is about, by what its files say: a layer names the pack of red flags,
// red flags add up to levels, and what plans are made of stands in lists of its own. All else is about shoes.
func subjectOf(folder fs.FS) *subject {
	text, err := fs.ReadFile(folder, "pack.yaml")
	var head struct {
		Over   string
		Totals map[string]struct{ Levels yaml.Node }
	}
	if err == nil && yaml.Unmarshal(text, &head) != nil && head.Over == "" && head.Totals == nil {
		if overFlags.Match(text) || levelsInIt.Match(text) {
			return aboutSymptoms
		}
	}
	for total := range maps.Values(head.Totals) {
		if !total.Levels.IsZero() {
			return aboutSymptoms
		}
	}
	if head.Over == aboutSymptoms.name {
		return aboutSymptoms
	}
	if head.Over != "" || head.Totals != nil {
		return aboutShoes
	}
	names, _ := fs.Glob(folder, "*.yaml")
	for _, name := range names {
		var keys map[string]yaml.Node
		text, err := fs.ReadFile(folder, name)
		if err != nil || yaml.Unmarshal(text, &keys) != nil {
			continue
		}
		if slices.ContainsFunc(planListKey, func(key string) bool { _, ok := keys[key]; return ok }) {
			return aboutPlans
		}
	}
	return aboutShoes
}
