package docs_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// imports says of each package which others it may import, beside the standard library: nothing points back. A star lets a
// package import all of the module, which programs may and which nothing imports.
//
//	rules/fact ◄─ rules ◄─ footwear ◄─ catalog ◄─ feed, measure
//	footwear ◄─ wardrobe
//	rules ◄─ triage ─► footwear
const imports = `
docs:
examples/heelwise:            * yaml
examples/intake:              *
examples/quickstart:          *
footwear:                     rules rules/fact
footwear/catalog:             footwear internal/quote rules rules/fact yaml
footwear/catalog/catalogtest: footwear footwear/catalog yaml
footwear/catalog/feed:        footwear footwear/catalog footwear/catalog/measure internal/lines internal/pages internal/quote rules rules/fact yaml html
footwear/catalog/measure:     footwear footwear/catalog internal/pages rules rules/fact yaml
footwear/wardrobe:            footwear internal/entries internal/pages rules rules/fact yaml
internal/entries:             internal/pages rules yaml
internal/lines:
internal/pages:               internal/quote rules yaml
internal/quote:
rules:                        internal/quote rules/fact expr yaml
rules/fact:
rules/rulestest:              rules
triage:                       footwear internal/quote rules rules/fact yaml
triage/plan:                  footwear internal/entries internal/pages rules rules/fact triage yaml
`

// modules are the modules of others, by a short name.
var modules = map[string]string{
	"expr": "github.com/expr-lang/expr",
	"html": "golang.org/x/net/html",
	"yaml": "go.yaml.in/yaml/v3",
}

// short returns the name that an import has in the table; empty for the standard library.
func short(imported string) string {
	if own, ok := strings.CutPrefix(imported, "github.com/heelwise/heelwise/"); ok {
		return own
	}
	for name, module := range modules {
		if imported == module || strings.HasPrefix(imported, module+"/") {
			return name
		}
	}
	if first, _, _ := strings.Cut(imported, "/"); strings.Contains(first, ".") {
		return imported
	}
	return ""
}

// Packages import only what lies below them.
func TestImports(t *testing.T) {
	may := map[string][]string{}
	for line := range strings.Lines(strings.TrimSpace(imports)) {
		name, list, ok := strings.Cut(line, ":")
		require.True(t, ok, line)
		may[name] = strings.Fields(list)
	}
	seen := map[string]bool{}
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			_, err := fs.Stat(root, path.Join(file, "go.mod"))
			if file != "." && (err == nil || strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") {
			return nil
		}
		name := path.Dir(file)
		seen[name] = true
		if strings.HasSuffix(file, "_test.go") {
			return nil
		}
		data, err := fs.ReadFile(root, file)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, data, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			require.NoError(t, err, file)
			if s := short(imported); s != "" && !allowed(may[name], s) {
				t.Errorf("%s imports %s, which %s may not", file, imported, name)
			}
		}
		return nil
	})
	require.NoError(t, err)
	for name := range seen {
		assert.Contains(t, may, name, "a package without a place in the house")
	}
	for name := range may {
		assert.True(t, seen[name], "%s has a place in the house, and is not there", name)
	}
}

func allowed(list []string, name string) bool {
	for _, a := range list {
		if a == name || a == "*" && modules[name] == "" && !strings.Contains(name, ".") {
			return true
		}
	}
	return false
}
