package footwear

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules"
)

// ruleText is a rule as its file says it.
type ruleText struct {
	ID        string
	When      string
	Load      string
	Exposure  string
	Sens      string `yaml:"sensitivity"`
	Flag      string
	Note      string
	Caveat    string
	Why       string
	Advice    []string
	Cite      []string
	Against   []string
	Grade     rules.Grade
	Reviewed  map[string]string
	Mechanism string
}

func (r ruleText) hasPoints() bool { return r.Load+r.Exposure+r.Sens != "" }

// packTexts reads the texts of the pack without its loader.
func packTexts(t *testing.T) (list []ruleText, advice map[string]string, sources map[string]rules.Source) {
	t.Helper()
	for name, text := range packFiles() {
		var file struct {
			Rules   []ruleText
			Advice  map[string]string
			Sources map[string]rules.Source
		}
		require.NoError(t, yaml.Unmarshal([]byte(text), &file), name)
		list = append(list, file.Rules...)
		if file.Advice != nil {
			advice = file.Advice
		}
		if file.Sources != nil {
			sources = file.Sources
		}
	}
	slices.SortFunc(list, func(a, b ruleText) int { return strings.Compare(a.ID, b.ID) })
	return list, advice, sources
}

// Every rule with points says why and rests on something.
func TestEveryPointIsGrounded(t *testing.T) {
	list, advice, sources := packTexts(t)
	points := 0
	cited, advised := map[string]bool{}, map[string]bool{} // or named against
	for _, r := range list {
		if r.hasPoints() {
			points++
			assert.NotEmpty(t, r.Why, r.ID)
			assert.NotEmpty(t, r.Cite, r.ID)
			assert.NotEmpty(t, r.Mechanism, r.ID)
		}
		for _, id := range slices.Concat(r.Cite, r.Against) {
			cited[id] = true
			s, ok := Default().Pack().Source(id)
			assert.True(t, ok, "%s cites %s", r.ID, id)
			assert.Equal(t, sources[id].Citation, s.Citation, id)
			assert.NotEmpty(t, s.Citation, id)
			assert.NotEmpty(t, s.Design, id)
			assert.Contains(t, []string{"verified", "secondary"}, s.Status, id)
		}
		for _, id := range r.Advice {
			advised[id] = true
			assert.NotEmpty(t, advice[id], "%s advises %s", r.ID, id)
		}
	}
	for id := range sources {
		assert.True(t, cited[id], "nothing cites %s", id)
	}
	for id := range advice {
		assert.True(t, advised[id], "nothing advises %s", id)
	}
	t.Logf("%d rules, %d with points, %d sources", len(list), points, len(sources))
}

// What a rule rests on supports it, what is against it does not, and no rule is graded above the best that it rests on.
// Of what nobody studied, experts judge.
func TestGradesFollowTheSources(t *testing.T) {
	list, _, sources := packTexts(t)
	for id, s := range sources {
		assert.NotEmpty(t, s.Outcome, id)
		assert.NotEmpty(t, s.Stance, id)
		assert.NotEqual(t, rules.Ungraded, s.Grade, id)
		if s.Design == "article" {
			assert.Equal(t, rules.Expert, s.Grade, "%s is no study", id)
		}
	}
	for _, r := range list {
		assert.Empty(t, r.Reviewed, "%s: nobody has reviewed a rule yet", r.ID)
		best := rules.Expert
		for _, id := range r.Cite {
			assert.NotContains(t, r.Against, id, r.ID)
			if r.hasPoints() && r.ID != "sole/rocker" { // C6 is against rockers, and against insoles
				assert.NotEqual(t, "contradicts", sources[id].Stance, "%s cites %s", r.ID, id)
			}
			best = min(best, sources[id].Grade)
		}
		for _, id := range r.Against {
			assert.NotEqual(t, "supports", sources[id].Stance, "%s names %s against it", r.ID, id)
		}
		switch {
		case r.hasPoints():
			assert.NotEqual(t, rules.Ungraded, r.Grade, r.ID)
			assert.GreaterOrEqual(t, r.Grade, best, "%s is graded above all that it rests on", r.ID)
		case r.Grade != rules.Ungraded:
			assert.GreaterOrEqual(t, r.Grade, best, r.ID)
		}
		if r.Sens != "" {
			assert.Equal(t, rules.Expert, r.Grade, "%s: how a risk factor meets a shoe, nobody studied", r.ID)
		}
	}
	for id, want := range map[string][]string{
		"heel/rise": {"A8", "A14"}, "support/arch": {"C1", "C2", "C5", "C6"}, "support/cushioning": {"D3"}, "wear/wear": {"D5"},
		"support/arch-flat-or-over": {"C8"}, "body/arch": {"C8"}, "sole/rocker": {"E5"}, "heel/lordosis": {"A7", "A8", "A9", "A10", "A11"},
	} {
		i := slices.IndexFunc(list, func(r ruleText) bool { return r.ID == id })
		assert.Subset(t, list[i].Against, want, id)
	}
}

// Every kind of point is reached: each rule shows in a ledger of some random case, so none is dead.
func TestNoRuleIsDead(t *testing.T) {
	list, _, _ := packTexts(t)
	missing := map[string]bool{}
	for _, r := range list {
		missing[r.ID] = true
	}
	flags := map[string]string{}
	for _, r := range list {
		flags[r.Flag] = r.ID
	}
	var found sync.Map
	law(t, 20_000, 8_000, func(x *trial) {
		truth := x.truth()
		truth.untold(truth)
		a := x.assess(truth.tell())
		for _, l := range a.Lines {
			found.Store(l.Rule, true)
		}
		for _, f := range a.Factors {
			found.Store(f.Rule, true)
		}
		for _, n := range slices.Concat(a.Notes, a.Caveats) {
			found.Store(n.ID, true)
		}
		for _, f := range a.Flags {
			found.Store(flags[f], true)
		}
	})
	for id := range found.Range {
		delete(missing, id.(string))
	}
	assert.Empty(t, missing)
}

// The worst shoe on the worst foot comes to exactly 100, all day and every day; nothing was cut off on the way.
func TestTheWorst(t *testing.T) {
	worst := Case{
		Shoe: Shoe{
			Heel: HeelStiletto, HeelHeight: MM(200), Platform: MM(80), BaseWidth: MM(8), ArchSupport: ArchSupportNone, Cushioning: CushioningNone,
			HeelSupport: No, SoleSupport: No, Stability: No, Flexibility: FlexRigid, Fit: FitTight, Toe: ToePointed, Weight: Grams(1000),
			Wear: WearWornOut, Months: Num(48), Distance: Kilometres(1600), Tread: TreadWorn, Grip: GripSmooth, LateralWear: MM(5),
			Rocker: Yes, ClosedBack: No, Insole: InsoleNone,
		},
		Wearer: Wearer{
			Age: Num(65), Arch: ArchHigh, Pronation: PronationOver, LegLengthDifference: MM(11), Core: StrengthWeak, Glutes: StrengthWeak,
			TightCalf: Yes, TightHamstring: Yes, TightHipFlexor: Yes, BackPain: BackPainRecurrent, WorseStanding: Yes, PriorInjury: Yes,
			DiscIssue: Yes, Scoliosis: Yes, ForefootPain: Yes, BMI: Num(30), Pregnant: Yes,
		},
		Use: Use{Hours: Hours(8), Stint: Hours(8), Breaks: No, Days: Num(7), Seated: Num(0), Activity: ActivityWalking},
	}
	a, err := Default().Assess(worst)
	require.NoError(t, err)
	assert.Equal(t, "100.00", a.Load.String(), "%v", a)
	assert.Equal(t, "1", a.Exposure.String())
	assert.Equal(t, "0.59", a.Sensitivity.String(), "a high arch counts one hundredth less than a flat one")
	assert.Equal(t, "100.00", a.Score.String())

	worst.Wearer.Arch = ArchFlat
	b, err := Default().Assess(worst)
	require.NoError(t, err)
	assert.Equal(t, "0.6", b.Sensitivity.String())
	assert.Equal(t, "98.50", b.Load.String())
	assert.Less(t, b.Score, a.Score+1)

	// The search finds it too, and finds nothing beyond.
	unknown, err := Default().Assess(Case{})
	require.NoError(t, err)
	assert.Equal(t, rules.Interval{Low: 0, High: 100_00}, unknown.Range)
	law(t, 100_000, 5_000, func(x *trial) {
		truth := x.truth()
		truth.untold(truth)
		c := truth.tell()
		a := x.assess(c)
		if a.Load > 100_00 || a.Load < 0 || a.Sensitivity > 600_000 || a.Sensitivity < 0 || a.Exposure > 1_000_000 || a.Exposure < 0 {
			x.Errorf("load %v, sensitivity %v, exposure %v of %s", a.Load, a.Sensitivity, a.Exposure, jsonOf(c))
		}
	})
}

// banned are phrases that an index of mechanical strain has no right to, in small letters.
var banned = []string{
	"prevent", "safe", "cure", "kinder", "heals ", "healing", "guarantee", "diagnos", "stop wearing", "never wear", "dangerous", "danger",
	"harmful", "risk-free", "pain-free", "painless", "protects your back", "eliminate", "proven", "clinically", "doctor-approved",
	"good for your back", "bad for your back", "relieves", "treats ", "treatment", "will hurt", "causes pain", "causes back pain", "damage",
	"throw away", "must not", "unhealthy", "toxic", "probability of pain", "risk of pain",
}

// What people read promises nothing and frightens nobody.
func TestTextsPromiseNothing(t *testing.T) {
	list, advice, _ := packTexts(t)
	texts := map[string]string{}
	for _, r := range list {
		texts[r.ID+" why"], texts[r.ID+" note"], texts[r.ID+" caveat"] = r.Why, r.Note, r.Caveat
	}
	for id, text := range advice {
		texts["advice "+id] = text
	}
	for w := range Vocabulary().Words() {
		texts[w.Name+" doc"], texts[w.Name+" ask"] = w.Doc, w.Ask
	}
	n := 0
	for id, text := range texts {
		if text == "" {
			continue
		}
		n++
		for _, phrase := range banned {
			assert.NotContains(t, strings.ToLower(text), phrase, id)
		}
		assert.NotContains(t, text, "!", id)
	}
	t.Logf("%d texts", n)
}
