package triage

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules"
)

// TestMutation takes away, one after the other, every condition of every rule with a level, moves every threshold by a hair,
// and gives every rule every other level, for what is sure and for what is not. Each time a test beside the rule fails.
func TestMutation(t *testing.T) {
	files, err := fsFiles(RedFlags())
	require.NoError(t, err)
	given, _, ok := strings.Cut(files["pack_test.yaml"], "\ntests:")
	require.True(t, ok)
	n := 0
	for name, text := range files {
		stem := strings.TrimSuffix(name, ".yaml")
		tests, ok := files[stem+"_test.yaml"]
		if !ok || stem == "notes" || stem == "pack" {
			continue
		}
		t.Run(stem, func(t *testing.T) {
			// The rule's file alone, with what it needs of others, and the tests that name the rule.
			alone := func(rule, text string) fstest.MapFS {
				own := "tests:\n"
				for line := range strings.Lines(tests) {
					if regexp.MustCompile(regexp.QuoteMeta(rule) + `\b[^-]`).MatchString(line) {
						own += line
					}
				}
				fsys := fstest.MapFS{}
				for n, text := range map[string]string{"pack.yaml": files["pack.yaml"], "sources.yaml": files["sources.yaml"], "pack_test.yaml": given, name: text, stem + "_test.yaml": own} {
					fsys[n] = &fstest.MapFile{Data: []byte(text)}
				}
				return fsys
			}
			for i, m := range mutants(t, text) {
				if n++; i%part > 0 {
					continue
				}
				assert.True(t, notices(t, alone(m.rule, m.text), m.rule), "nothing notices %s: %s", m.rule, m.what)
			}
			for _, rule := range ruleIDs(t, text) {
				assert.False(t, notices(t, alone(rule, text), rule), "as it is: %s", rule)
			}
		})
	}
	t.Logf("%d mutants of rules", n)
	assert.Greater(t, n, 500)

	// The names that rules share.
	var head struct{ Define map[string]string }
	require.NoError(t, yaml.Unmarshal([]byte(files["pack.yaml"]), &head))
	for name, text := range head.Define {
		for i, m := range mutated(t, text) {
			if i%part > 0 {
				continue
			}
			fsys := fstest.MapFS{}
			for n, text := range files {
				fsys[n] = &fstest.MapFile{Data: []byte(text)}
			}
			changed := strings.Replace(files["pack.yaml"], name+": "+text, name+": "+m, 1)
			require.NotEqual(t, files["pack.yaml"], changed, name)
			fsys["pack.yaml"].Data = []byte(changed)
			assert.True(t, notices(t, fsys, ""), "nothing notices that %s is %s", name, m)
		}
	}
}

// notices reports whether the tests of a pack fail, or no longer show all that there is to show of a rule. The pack itself must
// be one that could be meant: what cannot be loaded proves nothing.
func notices(t *testing.T, fsys fstest.MapFS, rule string) bool {
	t.Helper()
	_, report, err := rules.LoadTested(Vocabulary(), fsys)
	for _, e := range rules.AsErrors(err) {
		require.Equal(t, "test-failed", e.Code, "%v", e)
	}
	return err != nil || slices.ContainsFunc(report.Untested, func(e *rules.Error) bool { return e.Rule == rule })
}

func ruleIDs(t *testing.T, text string) (ids []string) {
	t.Helper()
	var file struct{ Rules []struct{ ID string } }
	require.NoError(t, yaml.Unmarshal([]byte(text), &file))
	for _, r := range file.Rules {
		ids = append(ids, r.ID)
	}
	return ids
}

// A mutant is a file of rules in which one rule was changed in one place.
type mutant struct{ rule, text, what string }

func mutants(t *testing.T, text string) (list []mutant) {
	t.Helper()
	var file struct{ Rules []map[string]yaml.Node }
	require.NoError(t, yaml.Unmarshal([]byte(text), &file))
	levels := dispositionNames[SelfCare:]
	for i, rule := range file.Rules {
		with := func(key, value, what string) {
			changed := maps.Clone(rule)
			changed[key] = yaml.Node{Kind: yaml.ScalarNode, Value: value}
			all := slices.Clone(file.Rules)
			all[i] = changed
			out, err := yaml.Marshal(map[string]any{"rules": all})
			require.NoError(t, err)
			list = append(list, mutant{rule["id"].Value, string(out), what})
		}
		level := rule["level"].Value
		unsure := rule["on_unsure"].Value
		if unsure == "" {
			unsure = levels[max(0, slices.Index(levels, level)-1)]
		}
		for k, other := range levels {
			if k > 0 && other != level {
				with("level", other, "the level "+other)
			}
			if other != unsure && k <= slices.Index(levels, level) {
				with("on_unsure", other, "on_unsure "+other)
			}
		}
		when := rule["when"].Value
		for _, m := range mutated(t, when) {
			with("when", m, m)
		}
	}
	return list
}

// mutated returns a condition with each of its parts taken away, and with each of its numbers and signs moved by a hair.
func mutated(t *testing.T, when string) (list []string) {
	t.Helper()
	tree, err := parser.Parse(when)
	require.NoError(t, err, when)
	// A change is undone once the whole is written down.
	var walk func(n *ast.Node)
	written := func() { list = append(list, tree.Node.String()) }
	walk = func(n *ast.Node) {
		was := *n
		instead := func(other ast.Node) {
			*n = other
			written()
			*n = was
		}
		switch x := was.(type) {
		case *ast.BinaryNode:
			switch x.Operator {
			case "and", "or", "&&", "||":
				instead(x.Left)
				instead(x.Right)
				walk(&x.Left)
				walk(&x.Right)
			case ">", ">=", "<", "<=":
				hair := map[string]string{">": ">=", ">=": ">", "<": "<=", "<=": "<"}[x.Operator]
				instead(&ast.BinaryNode{Operator: hair, Left: x.Left, Right: x.Right})
				if number, ok := x.Right.(*ast.IntegerNode); ok {
					instead(&ast.BinaryNode{Operator: x.Operator, Left: x.Left, Right: &ast.IntegerNode{Value: number.Value + 1}})
					instead(&ast.BinaryNode{Operator: x.Operator, Left: x.Left, Right: &ast.IntegerNode{Value: number.Value - 1}})
				}
			}
		case *ast.CallNode:
			args := x.Arguments
			for i := range args[1:] {
				x.Arguments = slices.Delete(slices.Clone(args), i+1, i+2)
				written()
			}
			x.Arguments = args
			for _, by := range []int{-1, 1} {
				number := args[0].(*ast.IntegerNode)
				number.Value += by
				written()
				number.Value -= by
			}
			for i := range args[1:] {
				walk(&args[i+1])
			}
		}
	}
	walk(&tree.Node)
	return list
}
