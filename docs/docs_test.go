// Package docs_test holds the documents to the code: their examples load and print what they say, and what they list is
// all that there is.
package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

func read(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(data)
}

// A block is a fenced block of a document.
type block struct {
	kind string // what stands behind the fence, as "yaml pack"
	line int    // of its first line
	text string
}

func blocks(text string) (list []block) {
	var open *block
	for i, line := range strings.Split(text, "\n") {
		switch {
		case open == nil && strings.HasPrefix(line, "```"):
			open = &block{kind: strings.TrimPrefix(line, "```"), line: i + 2}
		case open != nil && line == "```":
			list = append(list, *open)
			open = nil
		case open != nil:
			open.text += line + "\n"
		}
	}
	return list
}

// section returns the part of a document below the heading, up to the next heading of its rank.
func section(t testing.TB, text, heading string) string {
	t.Helper()
	_, after, ok := strings.Cut(text, "\n"+heading+"\n")
	require.True(t, ok, "there is a heading %q", heading)
	rank, _, _ := strings.Cut(heading, " ")
	body, _, _ := strings.Cut(after, "\n"+rank+" ")
	return body
}

// rows returns the cells of the tables in text, without their heads.
func rows(text string) (list [][]string) {
	head := true
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case !strings.HasPrefix(line, "|"):
			head = true
		case strings.HasPrefix(line, "|---"):
			head = false
		case !head:
			line = strings.ReplaceAll(line, `\|`, "\x00")
			cells := strings.Split(strings.Trim(line, "|"), "|")
			for i, cell := range cells {
				cells[i] = strings.ReplaceAll(strings.TrimSpace(cell), "\x00", "|")
			}
			list = append(list, cells)
		}
	}
	return list
}

// unquoted returns what stands between back ticks.
func unquoted(cell string) (text string, ok bool) {
	for _, ticks := range []string{"``", "`"} {
		if text, ok = strings.CutPrefix(cell, ticks); ok {
			if text, ok = strings.CutSuffix(text, ticks); ok {
				return strings.TrimSpace(text), true
			}
		}
	}
	return "", false
}

var fileLine = regexp.MustCompile(`^# ((?:layer/)?[a-z_]+\.yaml)\b`)

// files returns the files that a block shows; one begins at a line "# name.yaml", or "# layer/name.yaml" of a layer.
func files(text string) map[string]string {
	list := map[string]string{}
	name := "lesson.yaml"
	for line := range strings.Lines(text) {
		if m := fileLine.FindStringSubmatch(line); m != nil {
			name = m[1]
		}
		list[name] += line
	}
	return list
}

// pack puts files beside those of testdata/pack, whose entries give way to theirs. Files of a layer are laid over it.
func pack(t testing.TB, shown map[string]string) (below fs.FS, layers []fs.FS) {
	t.Helper()
	fsys, layer := fstest.MapFS{}, fstest.MapFS{}
	mine := map[string]map[string]any{}
	for name, text := range shown {
		if name, ok := strings.CutPrefix(name, "layer/"); ok {
			layer[name] = &fstest.MapFile{Data: []byte(text)}
			layers = []fs.FS{layer}
			continue
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		var file map[string]any
		if yaml.Unmarshal([]byte(text), &file) != nil {
			continue // the loader says so
		}
		for key, value := range file {
			if entries, ok := value.(map[string]any); ok {
				if mine[key] == nil {
					mine[key] = map[string]any{}
				}
				maps.Copy(mine[key], entries)
			}
		}
	}
	base, err := filepath.Glob("testdata/pack/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, base)
	for _, path := range base {
		name := filepath.Base(path)
		if _, ok := shown[name]; ok && name == "pack.yaml" {
			continue
		}
		if name == "pack.yaml" {
			fsys[name] = &fstest.MapFile{Data: []byte(read(t, path))}
			continue
		}
		var file map[string]map[string]any
		require.NoError(t, yaml.Unmarshal([]byte(read(t, path)), &file), path)
		for key, entries := range file {
			maps.DeleteFunc(entries, func(id string, _ any) bool { _, ok := mine[key][id]; return ok })
		}
		data, err := yaml.Marshal(file)
		require.NoError(t, err)
		fsys["base_"+name] = &fstest.MapFile{Data: data}
	}
	if len(layers) > 0 {
		if _, ok := layer["pack.yaml"]; !ok {
			layer["pack.yaml"] = &fstest.MapFile{Data: []byte("{over: lesson, name: ours, version: 1.0.0}")}
		}
		fsys["base.yaml"] = &fstest.MapFile{Data: []byte("rules: [{id: base/one, load: 1, why: w}]")}
	}
	return fsys, layers
}

// load returns a pack, or what is wrong with it and its tests.
func load(t testing.TB, shown map[string]string) (*rules.Pack[footwear.Case], rules.Errors) {
	t.Helper()
	below, layers := pack(t, shown)
	if _, err := footwear.Load(below, layers...); err != nil && !strings.Contains(shown["pack.yaml"], "combine: max") {
		return nil, rules.AsErrors(err)
	}
	p, report, err := rules.LoadTested(footwear.Vocabulary(), below, layers...)
	tested := slices.ContainsFunc(slices.Collect(maps.Keys(shown)), func(name string) bool { return strings.HasSuffix(name, "_test.yaml") })
	assert.Equal(t, tested, len(report.Tests) > 0, "tests are run")
	return p, rules.AsErrors(err)
}

// warnings are the faults of a pack, or its warnings if it has none.
func warnings(t testing.TB, shown map[string]string) rules.Errors {
	t.Helper()
	below, layers := pack(t, shown)
	a, err := footwear.Load(below, layers...)
	if err != nil {
		return rules.AsErrors(err)
	}
	return a.Pack().Warnings()
}

func codes(faults rules.Errors) []string {
	set := map[string]bool{}
	for _, e := range faults {
		set[e.Code] = true
	}
	return slices.Sorted(maps.Keys(set))
}

// wrongLine is the first line of a block that shows a mistake: its file, if it is not lesson.yaml, and the fault's code.
var wrongLine = regexp.MustCompile(`^# (?:((?:layer/)?[a-z_]+\.yaml): )?([a-z-]+)\n`)

// Every pack that docs/language.md shows loads, and every mistake that it shows is reported as it says.
func TestLanguageBlocks(t *testing.T) {
	shown := map[string]int{}
	var last rules.Errors
	var p *rules.Pack[footwear.Case]
	for _, b := range blocks(read(t, "language.md")) {
		shown[b.kind]++
		switch b.kind {
		case "yaml pack":
			p, last = load(t, files(b.text))
			assert.Empty(t, last, "language.md:%d", b.line)
		case "json case":
			var c footwear.Case
			require.NoError(t, p.Vocabulary().DecodeJSON([]byte(b.text), &c), "language.md:%d", b.line)
			_, err := p.Judge(&c)
			assert.NoError(t, err, "language.md:%d", b.line)
			assert.NotEmpty(t, c.Extra, "language.md:%d", b.line)
		case "yaml wrong":
			m := wrongLine.FindStringSubmatch(b.text)
			require.NotNil(t, m, "language.md:%d", b.line)
			if _, last = load(t, files(b.text)); len(last) == 0 {
				last = warnings(t, files(b.text))
			}
			assert.Equal(t, []string{m[2]}, codes(last), "language.md:%d: %v", b.line, last)
		case "text report":
			assert.Equal(t, strings.TrimSpace(b.text), last.Error(), "language.md:%d", b.line)
		default:
			assert.Fail(t, "a block of a kind that nothing checks", "language.md:%d: %q", b.line, b.kind)
		}
	}
	assert.Greater(t, shown["yaml pack"], 10)
	assert.Greater(t, shown["yaml wrong"], 2)
}

// ways are how an example in the table of faults may be meant.
var ways = map[string]func(string) map[string]string{
	"a when":         func(s string) map[string]string { return lesson("note: n", "when: "+quoted(s)) },
	"points":         func(s string) map[string]string { return lesson("load: " + quoted(s)) },
	"a rule":         func(s string) map[string]string { return map[string]string{"lesson.yaml": "rules:\n  - " + s + "\n"} },
	"assumptions":    func(s string) map[string]string { return map[string]string{"lesson.yaml": "assume: " + s + "\n"} },
	"a file":         func(s string) map[string]string { return map[string]string{"lesson.yaml": s + "\n"} },
	"a known when":   func(s string) map[string]string { return assumption("when: " + quoted(s)) },
	"a line of head": func(s string) map[string]string { return head(s) },
	"a layer":        func(s string) map[string]string { return map[string]string{"layer/base.yaml": s + "\n"} },
	"a layer's head": func(s string) map[string]string { return map[string]string{"layer/pack.yaml": s + "\n"} },
	"a when with a level": func(s string) map[string]string {
		return leveled("when: "+quoted(s), "level: take_off", "GUIDE: {citation: A guide, year: 2020}")
	},
	"a level": func(s string) map[string]string {
		return leveled("when: shoe.rocker", s, "GUIDE: {citation: A guide, year: 2020}")
	},
	"a source of a level": func(s string) map[string]string { return leveled("when: shoe.rocker", "level: take_off", s) },
}

func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func lesson(lines ...string) map[string]string {
	return map[string]string{"lesson.yaml": "rules:\n  - id: lesson/example\n    " + strings.Join(lines, "\n    ") + "\n"}
}

// leveled returns a pack with levels.
func leveled(when, level, source string) map[string]string {
	return map[string]string{"pack.yaml": "name: lesson\nversion: 1.0.0\ntotals: {level: {combine: max, levels: [wear_on, take_off]}}\nsources:\n  " + source + "\n",
		"lesson.yaml": "rules:\n  - id: lesson/example\n    condition: c\n    why: w\n    cite: GUIDE\n    review_by: 2030-01-31\n    " + when + "\n    " + level + "\n"}
}

func assumption(line string) map[string]string {
	return map[string]string{"lesson.yaml": "assume:\n  shoe.shaft:\n    - " + line + "\n      value: 0*mm\n    - value: 0*mm\n"}
}

// head returns a pack.yaml in which the line stands for that of the same key.
func head(line string) map[string]string {
	text := "name: lesson\nversion: 1.0.0\ntotals: {load: {combine: sum, max: 100}, sensitivity: {max: 0.5}, exposure: {combine: product, max: 1}}\n" +
		"score: exposure * load * (1 + sensitivity * (1 - load/100))\nbands: {low: 0, high: 30}\n"
	key, _, _ := strings.Cut(line, ":")
	var lines []string
	for old := range strings.Lines(text) {
		if strings.HasPrefix(old, key+":") {
			old = line + "\n"
		}
		lines = append(lines, old)
	}
	return map[string]string{"pack.yaml": strings.Join(lines, "")}
}

// untold are the faults of which a table cannot hold an example.
var untold = []string{"no-pack", "no-score", "too-deep", "too-long", "too-many", "unread-file", "unreadable"}

// Every fault that the code can report stands in the table of faults with an example that gives it, and no other does.
func TestFaultCodes(t *testing.T) {
	text := read(t, "language.md")
	have := map[string]bool{}
	check := func(heading string, gives func(example, code string) bool) {
		for _, cells := range rows(section(t, text, heading)) {
			require.Len(t, cells, 4, cells)
			code, ok := unquoted(cells[0])
			require.True(t, ok, cells[0])
			assert.False(t, have[code] && heading == "### Faults of a pack", "%s stands in the table once", code)
			have[code] = true
			if example, ok := unquoted(strings.TrimSuffix(cells[1], " in a layer.")); ok {
				assert.True(t, gives(example, code), "%s is what %s gives", code, example)
			} else {
				assert.True(t, slices.Contains(untold, code) || strings.Contains(text, "```yaml wrong\n# "+code+"\n"), "%s has an example", code)
			}
			assert.NotEmpty(t, cells[2], code)
			assert.NotEmpty(t, cells[3], code)
		}
	}
	check("### Faults of a pack", func(example, code string) bool {
		for _, way := range ways {
			if slices.Contains(codes(warnings(t, way(example))), code) {
				return true
			}
		}
		return false
	})
	check("### Faults of tests", func(example, code string) bool {
		shown := lesson("when: shoe.rocker", "load: 1", "why: w")
		below, _ := pack(t, shown)
		below.(fstest.MapFS)["lesson_test.yaml"] = &fstest.MapFile{Data: []byte(example + "\n")}
		_, report, err := rules.LoadTested(footwear.Vocabulary(), below)
		return slices.Contains(codes(append(rules.AsErrors(err), report.Untested...)), code)
	})
	check("### Faults of a case", func(example, code string) bool {
		var c footwear.Case
		err := footwear.Vocabulary().DecodeJSON([]byte(example), &c)
		if err == nil {
			_, err = footwear.Default().Assess(c)
		}
		return slices.Contains(codes(rules.AsErrors(err)), code)
	})
	want := codesOf(t, "../rules", "../footwear")
	assert.Equal(t, slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(have)))
}

var plainCode = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// codesOf collects the fault codes out of the source: what is handed to fault and fail, and what is set as Code.
func codesOf(t testing.TB, folders ...string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	literal := func(x ast.Expr) (string, bool) {
		lit, ok := x.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(lit.Value)
		return text, err == nil && plainCode.MatchString(text)
	}
	add := func(xs ...ast.Expr) bool {
		for _, x := range xs {
			if code, ok := literal(x); ok {
				found[code] = true
				return true
			}
		}
		return false
	}
	fset := token.NewFileSet()
	for _, folder := range folders {
		names, err := filepath.Glob(folder + "/*.go")
		require.NoError(t, err)
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(fset, name, nil, 0)
			require.NoError(t, err)
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					callee, ok := n.Fun.(*ast.SelectorExpr)
					if name, isName := n.Fun.(*ast.Ident); isName && name.Name == "warn" {
						add(n.Args...)
					} else if isName && name.Name == "find" && len(n.Args) > 1 {
						// find(…, "source") reports "unknown-source"
						if what, ok := literal(n.Args[len(n.Args)-1]); ok {
							found["unknown-"+what] = true
						}
					}
					if ok && slices.Contains([]string{"fault", "fail", "unread"}, callee.Sel.Name) && !add(n.Args...) {
						assert.True(t, slices.ContainsFunc(n.Args, madeElsewhere), "a fault whose code cannot be read: %v", fset.Position(n.Pos()))
					}
				case *ast.KeyValueExpr:
					if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Code" {
						add(n.Value)
					}
					if row, ok := n.Value.(*ast.CompositeLit); ok && row.Type == nil && len(row.Elts) == 2 {
						if _, isKey := n.Key.(*ast.BasicLit); isKey {
							add(row.Elts[0]) // cures
						}
					}
				case *ast.AssignStmt:
					for i, x := range n.Lhs {
						if s, ok := x.(*ast.SelectorExpr); ok && s.Sel.Name == "Code" && len(n.Lhs) == len(n.Rhs) {
							add(n.Rhs[i])
						}
					}
				}
				return true
			})
		}
	}
	return found
}

// madeElsewhere reports whether a fault's code is put together: "unknown-" + what, which is found where what is said, or
// cure.code, which stands in a table.
func madeElsewhere(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.BinaryExpr:
		head, ok := x.X.(*ast.BasicLit)
		return ok && head.Value == `"unknown-"`
	case *ast.SelectorExpr:
		return strings.EqualFold(x.Sel.Name, "code")
	}
	return false
}

// The units of the language are all in the table.
func TestUnits(t *testing.T) {
	var have, want []string
	for _, cells := range rows(section(t, read(t, "language.md"), "### Numbers and units")) {
		have = append(have, strings.Fields(strings.ReplaceAll(cells[0], "`", ""))...)
	}
	for _, u := range fact.Units() {
		want = append(want, u.Name)
	}
	assert.ElementsMatch(t, want, have)
}

// The functions of the language are all in the table.
func TestFunctions(t *testing.T) {
	m := regexp.MustCompile(`var functions = \[\]string\{(.*)\}`).FindStringSubmatch(read(t, "../rules/operate.go"))
	require.NotNil(t, m)
	var have []string
	for _, cells := range rows(section(t, read(t, "language.md"), "### Functions")) {
		name, _, _ := strings.Cut(strings.Trim(cells[0], "`"), "(")
		have = append(have, strconv.Quote(name))
	}
	assert.ElementsMatch(t, strings.Split(m[1], ", "), have)
}

// The keys of files are all in the tables.
func TestKeys(t *testing.T) {
	source := ""
	for _, name := range []string{"evidence", "extend", "head", "layer", "levels", "load", "packtest", "rule"} {
		source += read(t, "../rules/"+name+".go")
	}
	for heading, lists := range map[string][]string{
		"### Files":              {"headKeys", "fileKeys", "layerKeys", "changeKeys", "testFileKeys"},
		"### The keys of a rule": {"ruleKeys"},
		"### Words of a pack":    {"wordKeys"},
		"### Levels":             {"levelKeys", "levelTotalKeys"},
		"### Tests":              {"testKeys"},
	} {
		have, want := map[string]bool{}, map[string]bool{}
		for _, cells := range rows(section(t, read(t, "language.md"), heading)) {
			if strings.HasPrefix(cells[0], "`") {
				for _, key := range strings.Fields(strings.ReplaceAll(cells[0], "`", "")) {
					have[key] = true
				}
			}
		}
		for _, list := range lists {
			m := regexp.MustCompile(`(?m)\b` + list + ` += \[\]string\{(.*)\}$`).FindStringSubmatch(source)
			require.NotNil(t, m, list)
			for quoted := range strings.SplitSeq(m[1], ", ") {
				want[strings.Trim(quoted, `"`)] = true
			}
		}
		assert.Equal(t, slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(have)), heading)
	}
}

// The limits that the document names are those of the code.
func TestLimits(t *testing.T) {
	limits := map[string]string{
		"files": "Files", "bytes of a file": "FileBytes", "bytes of all files": "Bytes", "keys, values and lists of all files": "Values",
		"rules": "Rules", "totals": "maxTotals", "bytes of an expression": "Text", "words, numbers and signs of an expression": "Nodes",
		"brackets around one place": "Depth", "corners of a curve": "Corners", "layers": "maxLayers", "words that a pack adds": "maxWords",
		"names under `define`": "maxDefines", "entries of one assumption": "maxEntries", "operations that all expressions come to": "maxOps", "words, numbers and signs of all expressions": "maxAllNodes",
		"parts of a condition, with all that its names stand for": "maxParts",
	}
	var source strings.Builder
	names, err := filepath.Glob("../rules/*.go")
	require.NoError(t, err)
	for _, name := range names {
		if !strings.HasSuffix(name, "_test.go") {
			source.WriteString(read(t, name))
		}
	}
	list := rows(section(t, read(t, "language.md"), "### Limits"))
	assert.Len(t, list, len(limits))
	for _, cells := range list {
		m := regexp.MustCompile(`(?m)\b` + limits[cells[0]] + `(?: +(?:int +)?= |: )([0-9_< ]+?)(?: //.*|, .*|\}.*)?$`).FindStringSubmatch(source.String())
		require.NotNil(t, m, cells[0])
		value, err := types.Eval(token.NewFileSet(), nil, token.NoPos, m[1])
		require.NoError(t, err, m[0])
		assert.Equal(t, value.Value.ExactString(), strings.ReplaceAll(cells[1], ",", ""), cells[0])
	}
}

// Nothing claims what an index of strain cannot hold.
func TestClaims(t *testing.T) {
	forbidden := regexp.MustCompile(`(?i)\b(predict|prevent|diagnos|treats|treatment|cure|safe|safer|risk of|kinder)`)
	names, err := filepath.Glob("*.md")
	require.NoError(t, err)
	for _, name := range append(names, "../README.md", "../CHANGELOG.md", "../NOTICE") {
		for i, line := range strings.Split(read(t, name), "\n") {
			assert.False(t, forbidden.MatchString(strings.ReplaceAll(line, "safety_net", "")), "%s:%d: %s", name, i+1, line) // the name of a key
		}
	}
}

// The example of README.md is that of the package, and what it prints is what that prints.
func TestReadmeExample(t *testing.T) {
	source := read(t, "../footwear/example_test.go")
	_, body, ok := strings.Cut(source, "\nfunc Example() {\n")
	require.True(t, ok)
	body, _, _ = strings.Cut(body, "\n}\n")
	code, output, ok := strings.Cut(body, "\t// Output:\n")
	require.True(t, ok)

	var shown, printed string
	for _, b := range blocks(read(t, "../README.md")) {
		switch b.kind {
		case "go":
			shown += b.text
		case "text ledger":
			printed += b.text
		}
	}
	assert.Equal(t, regexp.MustCompile(`(?m)^\t`).ReplaceAllString(code, ""), shown)
	assert.Equal(t, strings.TrimSpace(regexp.MustCompile(`(?m)^\t// ?`).ReplaceAllString(output, "")), strings.TrimSpace(printed))
}

// The command line of README.md is the one that heelwise explains itself with.
func TestReadmeCommandLine(t *testing.T) {
	var lines []string
	for _, b := range blocks(read(t, "../README.md")) {
		if b.kind == "sh" {
			lines = append(lines, strings.Split(strings.TrimSpace(b.text), "\n")...)
		}
	}
	require.Greater(t, len(lines), 2)
	assert.Equal(t, []string{"go run ./examples/quickstart", "go test ./..."}, lines[:2])
	var helps strings.Builder // whose examples tests run
	files, err := filepath.Glob("../examples/heelwise/*.go")
	require.NoError(t, err)
	for _, file := range files {
		if !strings.HasSuffix(file, "_test.go") {
			helps.WriteString(read(t, file))
		}
	}
	for _, line := range lines[2:] {
		assert.Contains(t, helps.String(), line, "a command line of the readme is the example of a help")
	}
}

// The files, folders and places that the documents point to are there, and every document is pointed to.
func TestLinks(t *testing.T) {
	names, err := filepath.Glob("*.md")
	require.NoError(t, err)
	link := regexp.MustCompile(`\]\(([^)#\s]*)(?:#([^)\s]+))?\)`)
	linked := map[string]bool{}
	for _, doc := range append(names, "../README.md", "../CHANGELOG.md") {
		for _, m := range link.FindAllStringSubmatch(read(t, doc), -1) {
			to := doc
			if strings.Contains(m[1], "://") {
				continue
			}
			if m[1] != "" {
				to = strings.TrimPrefix(filepath.Join(filepath.Dir(doc), m[1]), "../docs/")
				linked[to] = linked[to] || to != doc
				_, err := os.Stat(to)
				assert.NoError(t, err, doc)
			}
			if m[2] != "" && strings.HasSuffix(to, ".md") {
				assert.True(t, anchors(t, to)[m[2]], "%s: there is no #%s in %s", doc, m[2], to)
			}
		}
	}
	for _, name := range names {
		assert.True(t, linked[name], "nothing points to %s", name)
	}
}

var (
	heading = regexp.MustCompile("(?m)^#+ (.+)$")
	anchor  = regexp.MustCompile(`<a id="([^"]+)">`)
	known   = map[string]map[string]bool{}
)

// anchors returns the places of a document that a link can point to: its anchors, and its headings as GitHub names them.
func anchors(t testing.TB, doc string) map[string]bool {
	t.Helper()
	if known[doc] != nil {
		return known[doc]
	}
	list, text := map[string]bool{}, read(t, doc)
	for _, m := range anchor.FindAllStringSubmatch(text, -1) {
		list[m[1]] = true
	}
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		list[strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
				return unicode.ToLower(r)
			}
			return -1
		}, m[1])] = true
	}
	known[doc] = list
	return list
}
