package rulestest_test

import (
	"os"
	"os/exec"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
	"github.com/heelwise/heelwise/rules/rulestest"
)

type bag struct{ Weight fact.Mass }

var bags = rules.NewVocabulary([]rules.Word[bag]{
	rules.Measure("bag.weight", func(b *bag) *fact.Mass { return &b.Weight }, rules.About{Domain: "0kg..40kg", Ask: "How heavy is it?"}),
})

// folder returns a pack with the given tests beside it.
func folder(tests string) fstest.MapFS {
	f := fstest.MapFS{"pack.yaml": {Data: []byte(`name: carry
version: 1.0.0
totals: {load: {max: 100}}
score: load
bands: {light: 0, heavy: 50}
rules: [{id: pack/weight, load: "curve(bag.weight, 3*kg,0, 15*kg,80)", why: It weighs.}]
assume: {bag.weight: {value: 7*kg}}
`)}}
	if tests != "" {
		f["pack_test.yaml"] = &fstest.MapFile{Data: []byte(tests)}
	}
	return f
}

const sound = `tests:
  - {name: a full bag, facts: {bag.weight: 15kg}, fires: pack/weight, score: 80, band: heavy}
  - {name: an empty one, facts: {bag.weight: 1kg}, does_not_fire: pack/weight}
order:
  - an empty one < a full bag
`

func TestRun(t *testing.T) { rulestest.Run(t, bags, folder(sound)) }

// The tests of a wrong pack fail, and say why. They are run by another process.
func TestRunFails(t *testing.T) {
	const variable = "RULESTEST_FOLDER"
	wrong := map[string]struct {
		folder fstest.MapFS
		want   []string
	}{
		"expectation": {folder(sound + "  - a full bag < an empty one\n"), []string{"--- FAIL: TestRunFails/a_full_bag_<_an_empty_one", "pack_test.yaml:6:5: a full bag scores 80.00, and an empty one scores 0.00: not <",
			"--- PASS: TestRunFails/a_full_bag", "    - a full bag < an empty one\n"}},
		"untested": {folder("tests: [{name: a, facts: {bag.weight: 15kg}, fires: pack/weight}]"), []string{"no test shows a case in which the rule does not fire", "--- PASS: TestRunFails/a"}},
		"tests":    {folder("tests: [{name: a, fires: pack/wieght}]"), []string{`there is no rule "pack/wieght" (did you mean "pack/weight"?)`}},
		"none":     {folder(""), []string{"there are no tests"}},
		"pack":     {fstest.MapFS{"pack.yaml": {Data: []byte("name: x\nrules: [{id: pack/a, load: bag.wieght}]")}}, []string{"version is missing"}},
	}
	if name := os.Getenv(variable); name != "" {
		rulestest.Run(t, bags, wrong[name].folder)
		return
	}
	for name, tt := range wrong {
		command := exec.Command(os.Args[0], "-test.run=^TestRunFails$", "-test.v")
		command.Env = append(os.Environ(), variable+"="+name)
		out, err := command.CombinedOutput()
		require.Error(t, err, "%s: %s", name, out)
		for _, want := range tt.want {
			assert.Contains(t, string(out), want, name)
		}
	}
}
