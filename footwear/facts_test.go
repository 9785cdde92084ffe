package footwear

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

const articleFacts = "../../shared/facts/articles.md"

// factHome is where a fact of the articles lives.
type factHome struct {
	Rule, Advice, Word, Assume, Audit, Checklist, Variant []string
	Flag, Asked, Told, Plan                               []string
	Decision                                              string
}

func factHomes(t *testing.T) map[string]factHome {
	t.Helper()
	f, err := os.Open("facts.yaml")
	require.NoError(t, err)
	defer f.Close()
	homes := map[string]factHome{}
	d := yaml.NewDecoder(f)
	d.KnownFields(true)
	require.NoError(t, d.Decode(&homes))
	return homes
}

// Every fact of the articles has a home, and every name there exists.
func TestEveryFactHasAHome(t *testing.T) {
	rules, advices := map[string]bool{}, map[string]bool{}
	list, texts, _ := packTexts(t)
	for _, r := range list {
		rules[r.ID] = true
	}
	for id := range texts {
		advices[id] = true
	}
	words, assumed := map[string]bool{}, map[string]bool{}
	for w := range Vocabulary().Words() {
		words[w.Name] = true
	}
	var assumptions struct{ Assume map[string]any }
	require.NoError(t, yaml.Unmarshal([]byte(packFiles()["assume.yaml"]), &assumptions))
	for word := range assumptions.Assume {
		assumed[word] = true
	}
	set := func(ids ...string) map[string]bool {
		m := map[string]bool{}
		for _, id := range ids {
			m[id] = true
		}
		return m
	}
	variants := map[string]bool{}
	files, err := filepath.Glob("wardrobe/variants/*.yaml")
	require.NoError(t, err)
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		var file struct{ Variants []struct{ ID string } }
		require.NoError(t, yaml.Unmarshal(text, &file), name)
		for _, v := range file.Variants {
			variants[v.ID] = true
		}
	}
	planned := map[string]bool{}
	for _, e := range planTexts() {
		planned[e.ID] = true
	}

	homes := factHomes(t)
	assert.Len(t, homes, 277)
	used := map[string]bool{}
	decided := 0
	for fact, home := range homes {
		for _, l := range []struct {
			kind  string
			names []string
			there map[string]bool
		}{
			{"rule", home.Rule, rules}, {"advice", home.Advice, advices}, {"word", home.Word, words}, {"assumption", home.Assume, assumed},
			{"check of the audit", home.Audit, set(auditIDs...)}, {"check of the list", home.Checklist, set(checklistIDs...)},
			{"variant", home.Variant, variants}, {"part of the self-care plan", home.Plan, planned},
			{"red flag", home.Flag, triageNames().flags}, {"question of a triage", home.Asked, triageNames().asked}, {"text of a triage", home.Told, triageNames().told},
		} {
			for _, name := range l.names {
				assert.True(t, l.there[name], "%s: there is no %s %s", fact, l.kind, name)
				used[name] = true
			}
		}
		if home.Decision != "" {
			decided++
			assert.True(t, strings.HasSuffix(home.Decision, "."), "%s: a decision is a sentence", fact)
		}
		homeless := len(slices.Concat(home.Rule, home.Advice, home.Word, home.Assume, home.Audit, home.Checklist, home.Variant,
			home.Flag, home.Asked, home.Told, home.Plan)) == 0
		assert.False(t, homeless && home.Decision == "", "%s lives nowhere", fact)
	}

	// The other way round: what a rule rests on in the articles is a fact, unless studies alone carry it.
	for _, r := range list {
		if slices.ContainsFunc(r.Cite, func(id string) bool { return id[0] == '0' }) {
			assert.True(t, used[r.ID], "%s cites an article, and no fact lives there", r.ID)
		}
	}
	t.Logf("%d facts, %d with a decision", len(homes), decided)
}

// The facts are those of the list that the pack was made from, neither more nor less.
func TestFactsAreThoseOfTheArticles(t *testing.T) {
	f, err := os.Open(articleFacts)
	if err != nil {
		t.Skipf("the list of facts is not beside the repository: %v", err)
	}
	defer f.Close()
	row := regexp.MustCompile(`^\| (F-[A-Z]+-[0-9]+) \|`)
	var want, got []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if m := row.FindStringSubmatch(lines.Text()); m != nil && !slices.Contains(want, m[1]) { // later tables remark on some
			want = append(want, m[1])
		}
	}
	require.NoError(t, lines.Err())
	for fact := range factHomes(t) {
		got = append(got, fact)
	}
	assert.ElementsMatch(t, want, got)
}
