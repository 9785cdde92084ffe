package rules_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

// The folder testdata/errors holds wrong packs, one in each file, with what is to be reported beside the guilty line:
//
//	when: shoe.heel_hieght > 3 # ERROR unknown-word "did you mean \"shoe.heel_height\"?"
//	#     ^
//
// The text in quotes is found in the fault's Error, and the caret in the line below stands in its column; several faults
// of a line have several carets, in the same order. Where no comment can stand, "# ERROR 7:11 code "text"" says the line
// and column anywhere in the file, and "# ERROR file code "text"" speaks of a file as a whole. Nothing else may be
// reported. With WARN in place of ERROR a warning is meant; where a file expects none, warnings do not count.
//
// A NAME.yaml is heel.yaml of a pack. A NAME.txt holds several files, each behind a line "-- heel.yaml --", those of a
// layer as "-- layer/pack.yaml --"; what stands before the first speaks of the pack as a whole. What a pack lacks of
// pack.yaml and assumptions is put beside it, unless it is to lack it: "-- pack.yaml absent --".

const corpusHead = `name: corpus
version: 1.0.0
totals:
  load: {combine: sum, max: 100}
  exposure: {combine: product, max: 1}
score: load * exposure
bands: {low: 0, moderate: 15, high: 30}
`

// Of wearer.forefoot_pain nothing is assumed.
const corpusAssumptions = `assume:
  shoe.heel: {value: [block, wedge, stiletto, kitten, flat]}
  shoe.heel_height:
    - {when: shoe.heel == "flat", value: 20*mm, usual: [5*mm, 30*mm]}
    - {value: 60*mm, usual: [40*mm, 90*mm]}
  shoe.platform: {value: 5*mm, usual: [3*mm, 10*mm]}
  shoe.base_width: {value: 25*mm}
  shoe.cushioning: {value: firm}
  shoe.toe_box: {value: tapered}
  shoe.weight: {value: 350*g}
  shoe.distance: {value: 200*km}
  shoe.months: {value: 12}
  shoe.rocker: {value: false}
  shoe.closed_back: {value: true}
  wearer.age: {value: 35}
  wearer.arch: {value: normal}
  wearer.bunion: {value: false}
  use.stint: {value: 2*hour}
  use.days: {value: 2}
  use.surface: {value: carpet}
`

// A fitting is what the wrong packs would judge.
type fitting struct {
	Height, Platform, Rise, Base, Distance fact.Length
	Weight                                 fact.Mass
	Stint                                  fact.Duration
	Age, Months, Days                      fact.Number
	Heel                                   fact.Choice[corpusHeels]
	Cushioning                             fact.Choice[corpusCushioning]
	ToeBox                                 fact.Choice[corpusToeBoxes]
	Arch                                   fact.Choice[corpusArches]
	Surface                                fact.Choice[corpusSurfaces]
	Rocker, ClosedBack, Bunion, Pain       fact.Truth
	Extra                                  map[string]fact.Value
}

type (
	corpusHeels      struct{}
	corpusCushioning struct{}
	corpusToeBoxes   struct{}
	corpusArches     struct{}
	corpusSurfaces   struct{}
)

func (corpusHeels) Words() []string      { return []string{"flat", "kitten", "block", "wedge", "stiletto"} }
func (corpusCushioning) Words() []string { return []string{"none", "firm", "cushioned"} }
func (corpusToeBoxes) Words() []string   { return []string{"pointed", "tapered", "round", "open_toe"} }
func (corpusArches) Words() []string     { return []string{"low", "normal", "high"} }
func (corpusSurfaces) Words() []string   { return []string{"grass", "carpet", "concrete"} }

var fittings = rules.NewVocabulary([]rules.Word[fitting]{
	rules.Choice("shoe.heel", func(f *fitting) *fact.Choice[corpusHeels] { return &f.Heel }, rules.About{}),
	rules.Measure("shoe.heel_height", func(f *fitting) *fact.Length { return &f.Height }, rules.About{Domain: "0mm..250mm", Unit: "mm"}),
	rules.Measure("shoe.platform", func(f *fitting) *fact.Length { return &f.Platform }, rules.About{Domain: "0mm..150mm", Unit: "mm"}),
	rules.Measure("shoe.rise", func(f *fitting) *fact.Length { return &f.Rise }, rules.About{Domain: "-25mm..230mm", Unit: "mm"}),
	rules.Measure("shoe.base_width", func(f *fitting) *fact.Length { return &f.Base }, rules.About{Domain: "3mm..150mm", Unit: "mm"}),
	rules.Measure("shoe.distance", func(f *fitting) *fact.Length { return &f.Distance }, rules.About{Domain: "0km..20000km", Unit: "km"}),
	rules.Measure("shoe.weight", func(f *fitting) *fact.Mass { return &f.Weight }, rules.About{Domain: "20g..3000g", Unit: "g"}),
	rules.Measure("shoe.months", func(f *fitting) *fact.Number { return &f.Months }, rules.About{Domain: "0..600"}),
	rules.Choice("shoe.cushioning", func(f *fitting) *fact.Choice[corpusCushioning] { return &f.Cushioning }, rules.About{}),
	rules.Choice("shoe.toe_box", func(f *fitting) *fact.Choice[corpusToeBoxes] { return &f.ToeBox }, rules.About{}),
	rules.Flag("shoe.rocker", func(f *fitting) *fact.Truth { return &f.Rocker }, rules.About{}),
	rules.Flag("shoe.closed_back", func(f *fitting) *fact.Truth { return &f.ClosedBack }, rules.About{}),
	rules.Measure("wearer.age", func(f *fitting) *fact.Number { return &f.Age }, rules.About{Domain: "0..120"}),
	rules.Choice("wearer.arch", func(f *fitting) *fact.Choice[corpusArches] { return &f.Arch }, rules.About{}),
	rules.Flag("wearer.bunion", func(f *fitting) *fact.Truth { return &f.Bunion }, rules.About{}),
	rules.Flag("wearer.forefoot_pain", func(f *fitting) *fact.Truth { return &f.Pain }, rules.About{}),
	rules.Measure("use.stint", func(f *fitting) *fact.Duration { return &f.Stint }, rules.About{Domain: "0h..24h", Unit: "hour"}),
	rules.Measure("use.days", func(f *fitting) *fact.Number { return &f.Days }, rules.About{Domain: "0..7"}),
	rules.Choice("use.surface", func(f *fitting) *fact.Choice[corpusSurfaces] { return &f.Surface }, rules.About{}),
},
	rules.Sum{Whole: "shoe.heel_height", First: "shoe.platform", Part: "shoe.rise"},
	rules.Extra(func(f *fitting) *map[string]fact.Value { return &f.Extra }),
)

// A wrong pack is one file of testdata/errors.
type wrongPack struct {
	name  string
	files []wrongFile
}

type wrongFile struct {
	layer      int
	name, text string
	absent     bool
}

func wrongPacks(t *testing.T) (packs []wrongPack) {
	t.Helper()
	entries, err := os.ReadDir("testdata/errors")
	require.NoError(t, err)
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join("testdata/errors", e.Name()))
		require.NoError(t, err)
		switch filepath.Ext(e.Name()) {
		case ".yaml":
			packs = append(packs, wrongPack{e.Name(), []wrongFile{{name: "heel.yaml", text: string(data)}}})
		case ".txt":
			packs = append(packs, wrongPack{e.Name(), split(string(data))})
		}
	}
	return packs
}

var fileLine = regexp.MustCompile(`(?m)^-- (layer/)?([^ \n]*)( absent)? --\n`)

// split returns the files of a pack that is written in one; what stands before the first has no name.
func split(text string) []wrongFile {
	list := []wrongFile{{}}
	for {
		at := fileLine.FindStringSubmatchIndex(text)
		if at == nil {
			list[len(list)-1].text = text
			return list
		}
		list[len(list)-1].text = text[:at[0]]
		list = append(list, wrongFile{layer: b2i(at[2] >= 0), name: text[at[4]:at[5]], absent: at[6] >= 0})
		text = text[at[1]:]
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// load reads the pack, beside what it lacks.
func (p *wrongPack) load() (faults, warnings rules.Errors) {
	folders := []fstest.MapFS{{}, {}}
	assumes := false
	lacks := map[string]bool{"pack.yaml": true, "assume.yaml": true}
	for _, f := range p.files {
		if f.name == "" {
			continue
		}
		lacks[f.name] = lacks[f.name] && f.layer > 0
		assumes = assumes || f.layer == 0 && regexp.MustCompile(`(?m)^assume:`).MatchString(f.text)
		if !f.absent {
			folders[f.layer][f.name] = &fstest.MapFile{Data: []byte(f.text)}
		}
	}
	if lacks["pack.yaml"] {
		folders[0]["pack.yaml"] = &fstest.MapFile{Data: []byte(corpusHead)}
	}
	if lacks["assume.yaml"] && !assumes {
		folders[0]["assume.yaml"] = &fstest.MapFile{Data: []byte(corpusAssumptions)}
	}
	var layers []fs.FS
	if len(folders[1]) > 0 {
		layers = append(layers, folders[1])
	}
	pack, err := rules.Load(fittings, folders[0], layers...)
	if err != nil {
		return rules.AsErrors(err), nil
	}
	return nil, pack.Warnings()
}

// An expected fault is one that a file of a wrong pack announces.
type expected struct {
	layer     int
	file      string
	line, col int
	code      string
	text      string
	isWarning bool
}

func (e expected) String() string {
	return fmt.Sprintf("layer %d, %s:%d:%d: %s %q", e.layer, e.file, e.line, e.col, e.code, e.text)
}

// is reports whether a fault is the one that is expected.
func (e expected) is(got *rules.Error) bool {
	return got.Layer == e.layer && got.File == e.file && got.Line == e.line && got.Col == e.col && got.Code == e.code &&
		got.Soft == e.isWarning && strings.Contains(got.Error(), e.text)
}

var (
	lineBreak   = regexp.MustCompile(`\r\n|\r|\n`)
	expectation = regexp.MustCompile(`# (ERROR|WARN) (?:(file)|(\d+):(\d+)|) ?([a-z-]+) ("(?:[^"\\]|\\.)*")`)
	announced   = regexp.MustCompile(`# (ERROR|WARN)\b`)
	caretLine   = regexp.MustCompile(`^\s*#[\s^]*\^[\s^]*$`)
)

// expects returns what the file announces.
func (f *wrongFile) expects(t *testing.T) (list []expected) {
	t.Helper()
	lines := lineBreak.Split(strings.TrimPrefix(f.text, "\ufeff"), -1)
	for i, line := range lines {
		found := expectation.FindAllStringSubmatch(line, -1)
		require.Len(t, announced.FindAllString(line, -1), len(found), "what is announced is read: %s", line)
		carets := caretsOf(lines, i+1)
		for _, m := range found {
			e := expected{layer: f.layer, file: f.name, code: m[5], isWarning: m[1] == "WARN"}
			var err error
			e.text, err = strconv.Unquote(m[6])
			require.NoError(t, err, line)
			switch {
			case m[2] != "":
			case m[3] != "":
				e.line, _ = strconv.Atoi(m[3])
				e.col, _ = strconv.Atoi(m[4])
			default:
				require.NotEmpty(t, carets, "every fault has its caret: %s", line)
				e.line, e.col = i+1, carets[0]
				carets = carets[1:]
			}
			list = append(list, e)
		}
		if len(found) > 0 {
			assert.Empty(t, carets, "every caret has its fault: %s", line)
		}
	}
	return list
}

// caretsOf returns the columns of the carets in a line of nothing else.
func caretsOf(lines []string, i int) (columns []int) {
	if i >= len(lines) || !caretLine.MatchString(lines[i]) {
		return nil
	}
	for col, r := range []rune(lines[i]) {
		if r == '^' {
			columns = append(columns, col+1)
		}
	}
	return columns
}

// line returns the line of the pack where a fault is said to be.
func (p *wrongPack) line(e *rules.Error) string {
	for _, f := range p.files {
		if f.name == e.File && f.layer == e.Layer {
			if lines := lineBreak.Split(strings.ToValidUTF8(strings.TrimPrefix(f.text, "\ufeff"), "\uFFFD"), -1); 0 < e.Line && e.Line <= len(lines) {
				return lines[e.Line-1]
			}
		}
	}
	return ""
}

// TestWrongPacks demands of every wrong pack all that it announces, and nothing else.
func TestWrongPacks(t *testing.T) {
	for _, p := range wrongPacks(t) {
		t.Run(p.name, func(t *testing.T) {
			var want []expected
			for _, f := range p.files {
				want = append(want, f.expects(t)...)
			}
			require.NotEmpty(t, want, "something is wrong with every pack")
			faults, warnings := p.load()
			if slices.ContainsFunc(want, func(e expected) bool { return e.isWarning }) {
				faults = slices.Concat(faults, warnings)
			}
			for _, got := range faults {
				i := slices.IndexFunc(want, func(e expected) bool { return e.is(got) })
				if i < 0 {
					t.Errorf("not announced: %s: %v\n%s", got.Code, got, got.Snippet())
					continue
				}
				want = slices.Delete(want, i, i+1)
				if got.Source != "" || got.Line > 0 && len(p.line(got)) < 1000 {
					assert.Equal(t, p.line(got), got.Source)
				}
			}
			for _, e := range want {
				t.Errorf("not reported: %v", e)
			}
		})
	}
}

// The codes that no file of the folder can show.
var notShown = map[string]string{}

// TestWrongPacksShowEveryCode holds the folder to the table of codes in docs/language.md.
func TestWrongPacksShowEveryCode(t *testing.T) {
	packs := wrongPacks(t)
	assert.GreaterOrEqual(t, len(packs), 120)
	shown := map[string]int{}
	for _, p := range packs {
		for _, f := range p.files {
			for _, e := range f.expects(t) {
				shown[e.code]++
			}
		}
	}
	data, err := os.ReadFile("../docs/language.md")
	require.NoError(t, err)
	_, table, _ := strings.Cut(string(data), "\n### Faults of a pack\n")
	table, _, _ = strings.Cut(table, "\n### ")
	codes := regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\|").FindAllStringSubmatch(table, -1)
	require.NotEmpty(t, codes)
	for _, m := range codes {
		if _, excused := notShown[m[1]]; !excused {
			assert.NotZero(t, shown[m[1]], "a pack with the fault %s", m[1])
		}
		delete(shown, m[1])
	}
	assert.Empty(t, shown, "docs/language.md lists every code")
}
