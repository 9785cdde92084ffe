package footwear

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// forbidden are claims that an index of mechanical strain has no right to, and tones that nobody deserves who wears heels.
// Each is found as whole words, in any case, across the ends of lines.
var forbidden = []string{
	// What only a study of outcomes could claim, and what would make this a medical device.
	`predict(s|ed|ing|ion|ions|ive|or|ors)?`, `prevent(s|ed|ing|ion|ive|ative)?`, `diagnos(e|es|ed|ing|is|es|tic|tics)`, `treat(s|ed|ing|ment|ments)?`,
	`safe(r|st|ly|ty)?`, `unsafe`, `cure(s|d)?`, `curing`, `heal(s|ed|ing)?`, `remed(y|ies)`, `therap(y|ies|eutic)`, `relie(f|ve|ves|ved|ving)`,
	`eliminat(e|es|ed|ing)`, `protect(s|ed|ing|ion|ive)?`, `guarantee(s|d)?`, `(clinically|scientifically|medically) \w+`, `doctor-approved`, `pain-free`,
	`painless(ly)?`, `risk-free`,
	// A probability.
	`[0-9.]+ ?(%|percent|per cent)( \w+){0,3} (risk|chance|likel(y|ier|ihood)|probability)`, `(risk|chance|likelihood|probability|odds) of( \w+){0,2} (pain|injury|harm)`,
	`(raises?|lowers?|reduces?|increases?|cuts?|halves?|doubles?) (your|the|her|his|their)( \w+)? (risk|chance|odds|pain)`, `will hurt`,
	`(causes?|caused|causing) (low |lower )?(back )?pain`,
	// Promises about a back.
	`kinder`, `kind to your back`, `(good|bad|better|worse|best|worst|healthy|gentle) for (your|the|her|his|their) (low |lower )?back`, `(saves?|spares?) your back`, `back-friendly`,
	// Alarm and shame.
	`stop wearing`, `never wear`, `give up (your )?heels`, `throw (it|them)? ?away`, `danger(s|ous)?`, `harm(s|ful|ed|ing)?`, `damag(e|es|ed|ing)`,
	`unhealthy`, `toxic`, `crippl(e|es|ed|ing)`, `foolish`, `vain`, `vanity`, `irresponsible`,
}

// allowed are the places where a forbidden word is right. Each covers one text, in a file or in all of them, and must be
// needed.
var allowed = []struct{ file, text, why string }{
	{"", "no probability of pain", "denies it"},
	{"", "no agreement that load causes pain", "denies it"},
	{"", "How To Relieve Back Pain from Wearing Heels", "the title of an article that is cited"},
	{"", "protective feature is the absence of points", "of the way rules are written: a feature, no promise"},
	{"", "injured at some time, healed or not", "asks about the past"},
	{"footwear/packs/sole_test.yaml", "where standing does no harm", "the name of a test: standing that does not hurt"},
	{"docs/decisions.md", "to treat it as silence would throw it away", "of what a label says"},
	{"NOTICE", "DAMAGES OR OTHER LIABILITY", "the licence of what others wrote"},
	{"footwear/catalog/feed/words.yaml", "kinder: {age_group: child}", "German for children"},
	{"footwear/catalog/feed/words.yaml", "repaired or damaged may have been worn", "of used goods"},
	{"footwear/catalog/feed/words.yaml", "damaged: used damagedcondition: used", "what shops call used goods"},
	{"footwear/catalog/measure/words/de.yaml", "child: [kinder, kinderschuhe", "German for children"},
	{"footwear/catalog/measure/words/de.yaml", "child: [kinder, kind]", "German for children"},
	{"footwear/catalog/measure/words/en.yaml", "safety shoes, safety shoe, safety boots", "what shops call shoes for work"},
	{"docs/docs_test.go", "predict|prevent|diagnos|treats|treatment|cure|safe|safer|risk of|kinder", "a list of what is forbidden"},
	{"examples/heelwise/slips_test.go", "and is a cure", "for a mistake in a pack"},
	{"rules/testdata/errors/points-above-the-max-of-another-total.txt", "It heals later", "a made-up rule that must not load"},
}

// No text of the module claims what the index cannot, or shames anybody: packs with their comments, goldens, documents,
// and every string of the code.
func TestTone(t *testing.T) {
	if racing() {
		t.Skip("it reads a thousand pages, alone: half a minute with the race detector, which has nothing to find")
	}
	pattern := tonePattern()
	space := regexp.MustCompile(`\s+`)
	used := make([]bool, len(allowed))
	n := 0
	check := func(file, text string) {
		n++
		text = space.ReplaceAllString(text, " ")
	matches:
		for _, at := range pattern.FindAllStringIndex(text, -1) {
			for i, a := range allowed {
				if a.file != "" && a.file != file {
					continue
				}
				for from := 0; ; {
					j := strings.Index(text[from:], a.text)
					if j < 0 {
						break
					}
					if from+j <= at[0] && at[1] <= from+j+len(a.text) {
						used[i] = true
						continue matches
					}
					from += j + 1
				}
			}
			t.Errorf("%s: %q in …%s…", file, text[at[0]:at[1]], strings.ToValidUTF8(text[max(0, at[0]-60):min(len(text), at[1]+60)], ""))
		}
	}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		file := filepath.ToSlash(strings.TrimPrefix(path, ".."+string(filepath.Separator)))
		switch {
		case d.IsDir() && d.Name() == ".git":
			return filepath.SkipDir
		case d.IsDir():
		case slices.Contains([]string{".md", ".yaml", ".yml", ".golden", ".jsonl", ".json", ".txt"}, filepath.Ext(path)) || d.Name() == "NOTICE":
			data, err := os.ReadFile(path)
			require.NoError(t, err)
			check(file, string(data))
		case filepath.Ext(path) == ".go" && file != "footwear/tone_test.go":
			for _, text := range literals(t, path) {
				// A test that names nothing but the word is such a list.
				if alone := pattern.FindString(text); alone == "" || alone != text || !strings.HasSuffix(file, "_test.go") {
					check(file, text)
				}
			}
		}
		return nil
	})
	require.NoError(t, err)
	assert.Greater(t, n, 5000, "it reads the whole module")
	for i, a := range allowed {
		assert.True(t, used[i], "nothing needs this any more: %q", a.text)
		assert.NotEmpty(t, a.why, a.text)
	}
}

// literals returns the strings of a Go file, without lists of what is banned.
func literals(t *testing.T, path string) (texts []string) {
	parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	require.NoError(t, err)
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.ValueSpec:
			return n.Names[0].Name != "banned"
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				text, err := strconv.Unquote(n.Value)
				require.NoError(t, err)
				texts = append(texts, text)
			}
		}
		return true
	})
	return texts
}

// What is forbidden is found in any case and across lines, and in no other word.
func TestForbidden(t *testing.T) {
	pattern := tonePattern()
	for _, text := range []string{
		"This shoe prevents back pain.", "PREVENTION", "It predicts pain.", "It diagnoses and treats.", "A safe heel.", "Safer at work", "It cures.",
		"a 30% higher risk", "30 percent risk", "The risk of low back pain", "the probability of injury", "Lowers your risk", "kinder to your back",
		"good for your back", "Stop wearing heels", "Never wear heels!", "throw them away", "dangerous", "Heels damage the spine", "causes back pain",
		"relieves pain", "clinically tested", "pain-free",
	} {
		assert.Regexp(t, pattern, text)
	}
	for _, text := range []string{
		"a lower strain index", "secure", "accurate", "predicate", "safeguard", "treaty", "unharmed", "healthy", "health data", "30% of the load",
		"at risk", "pain", "two inches or less is a good target", "therapist", "a physiotherapist's tool",
	} {
		assert.NotRegexp(t, pattern, text)
	}
}

func tonePattern() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(` + strings.Join(forbidden, "|") + `)\b`)
}
