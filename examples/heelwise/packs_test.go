package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

const layersFolder = "testdata/layers"

// What every command says, as text, JSON and annotations.
func TestPacksGolden(t *testing.T) {
	for name, lines := range map[string][]string{
		"packs-check.golden": {
			"packs", "packs check house", "packs check house ours", "packs check ours", "packs check house faulty",
			"packs check -strict house faulty", "packs check -json house faulty", "packs check -json house ours",
			"packs check house faulty -github", "packs check clinic", "packs check -strict -github clinic",
		},
		"packs-test.golden": {
			"packs test house", "packs test house ours -v", "packs test -strict house", "packs test -json house ours",
			"packs test -github house ours", "packs test house faulty", "packs test clinic",
		},
		"packs-explain.golden": {
			"packs explain house", "packs explain house ours", "packs explain heel/rise house", "packs explain heel/rise house ours",
			"packs explain heel/two-inches house ours", "packs explain heel/two-inches house ours -json", "packs explain use/young house",
			"packs explain heel/long-day house", "packs explain plate/stiff house ours -json", "packs explain heel/rize house",
			"packs explain rise house", "packs explain hose", "packs explain nothing house", "packs explain plate/soft house faulty",
		},
		"packs-vocabulary.golden": {
			"packs vocabulary house ours", "packs vocabulary -word shop.last house ours", "packs vocabulary -word shop.plate -json house ours",
			"packs vocabulary -word shoe.heel_height", "packs vocabulary -word use.days", "packs vocabulary -word shoe.cushioning",
			"packs vocabulary -word shoe.hel", "packs vocabulary -word xyz", "packs vocabulary house faulty",
		},
	} {
		var b strings.Builder
		in(t, layersFolder, func() {
			for _, line := range lines {
				b.WriteString(transcript(t, line))
			}
		})
		golden(t, name, b.String())
	}
}

// The pack that comes with the program is sound, and is what is meant where no folder is named.
func TestPacksOfTheProgram(t *testing.T) {
	out, errs, status := call(t, "", "packs", "check", "-json")
	require.Equal(t, allAnswered, status, errs)
	var said struct {
		Faults, Warnings []any
		Pack             struct{ Name, Digest string }
	}
	require.NoError(t, json.Unmarshal([]byte(out), &said))
	assert.Equal(t, []any{}, said.Faults)
	assert.Equal(t, "strain", said.Pack.Name)
	assert.Equal(t, footwear.Default().Pack().Identity().Digest, said.Pack.Digest)
	assert.True(t, strings.HasSuffix(out, "}\n"))

	out, _, status = call(t, "", "packs", "test")
	assert.Equal(t, allAnswered, status, out)

	for rule := range footwear.Default().Pack().Rules() {
		out, errs, status := call(t, "", "packs", "explain", rule.ID)
		assert.Equal(t, allAnswered, status, errs)
		assert.True(t, strings.HasPrefix(out, rule.ID+" "), out)
		for _, id := range rule.Cite {
			source, _ := footwear.Default().Pack().Source(id)
			assert.Contains(t, unwrapped(out), source.Citation)
		}
	}
	for word := range footwear.Vocabulary().Words() {
		out, errs, status := call(t, "", "packs", "vocabulary", "-word", word.Name)
		assert.Equal(t, allAnswered, status, errs)
		assert.Contains(t, unwrapped(out), word.Ask)
	}
}

func unwrapped(text string) string { return strings.Join(strings.Fields(text), " ") }

// The schema is that of the library, of the pack and layers that are named.
func TestPacksSchema(t *testing.T) {
	in(t, layersFolder, func() {
		for _, tt := range []struct{ line, holds string }{
			{"packs schema", "shoe.heel_height"},
			{"packs schema house ours", "shop.plate"},
			{"packs schema -tests", "does_not_fire"},
			{"packs schema house ours -tests", "plate/stiff"},
		} {
			out, errs, status := call(t, "", strings.Fields(tt.line)...)
			assert.Equal(t, allAnswered, status, tt.line+errs)
			var one struct {
				Schema string `json:"$schema"`
			}
			require.NoError(t, json.Unmarshal([]byte(out), &one), tt.line)
			assert.Contains(t, one.Schema, "json-schema.org", tt.line)
			assert.Contains(t, out, tt.holds, tt.line)
			assert.True(t, strings.HasSuffix(out, "}\n"), tt.line)
		}
		_, errs, status := call(t, "", "packs", "schema", "house", "faulty")
		assert.Equal(t, someFailed, status)
		assert.Contains(t, errs, "faulty/plate.yaml:3:11")
	})
}

// Lines for people fit a window.
func TestPacksLines(t *testing.T) {
	for _, args := range [][]string{{"packs", "vocabulary"}, {"packs", "explain"}, {"packs", "explain", "support/arch"}} {
		out, _, _ := call(t, "", args...)
		for line := range strings.Lines(out) {
			assert.LessOrEqual(t, len([]rune(strings.TrimSuffix(line, "\n"))), lineWidth, line)
			assert.Equal(t, strings.TrimRight(line, " \n")+"\n", line, "blanks at the end of a line")
		}
	}
}

// A colour sets off what is the same text without it.
func TestColors(t *testing.T) {
	colors := regexp.MustCompile(`\x1b\[[0-9;]*m`)
	in(t, layersFolder, func() {
		for _, args := range [][]string{
			{"packs", "check", "house", "faulty"}, {"packs", "test", "-v", "house", "ours"}, {"packs", "explain", "heel/two-inches", "house", "ours"},
			{"packs", "vocabulary", "house", "ours"},
		} {
			plain, _, _ := call(t, "", args...)
			text := painted(t, args...)
			assert.NotRegexp(t, colors, plain, args)
			assert.Regexp(t, colors, text, args)
			assert.Equal(t, plain, colors.ReplaceAllString(text, ""), args)
		}
		check := painted(t, "packs", "check", "house", "faulty")
		assert.Contains(t, check, "\x1b[1mfaulty/plate.yaml:3:11:\x1b[0m \x1b[1;31merror:\x1b[0m plate/soft: ")
		assert.Contains(t, check, "\x1b[1;33mwarning:\x1b[0m the file is not read")
		assert.Contains(t, check, "\x1b[1;32m^\x1b[0m\n")
		for _, form := range []string{"-json", "-github"} {
			assert.NotRegexp(t, colors, painted(t, "packs", "check", form, "house", "faulty"))
		}
	})
}

func TestWantsColor(t *testing.T) {
	device, err := os.Open(os.DevNull) // a device, as a terminal is
	require.NoError(t, err)
	defer device.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	require.NoError(t, err)
	defer file.Close()
	for _, tt := range []struct {
		out  io.Writer
		env  map[string]string
		want bool
	}{
		{device, nil, true},
		{device, map[string]string{"NO_COLOR": "1"}, false},
		{device, map[string]string{"NO_COLOR": ""}, true},
		{device, map[string]string{"TERM": "dumb"}, false},
		{file, nil, false},
		{&bytes.Buffer{}, nil, false},
	} {
		assert.Equal(t, tt.want, wantsColor(func(name string) string { return tt.env[name] })(tt.out), tt)
	}
}

func TestPacksUsage(t *testing.T) {
	in(t, layersFolder, func() {
		for _, tt := range []struct{ line, err string }{
			{"packs", "usage: heelwise packs <command>"},
			{"packs chek", `heelwise packs: there is no command "chek"; did you mean "check"?`},
			{"packs help chek", `did you mean "check"?`},
			{"packs check hose", `there is no folder "hose"; did you mean "house"?`},
			{"packs check ../layerz/house", `there is no folder "../layerz/house"; did you mean "../layers/house"?`},
			{"packs check ../layerz/xyz", `there is no folder "../layerz/xyz"`},
			{"packs check xyz", `there is no folder "xyz" in `},
			{"packs check house/heel.yaml", `"house/heel.yaml" is a file; name the folder that it is in: house`},
			{"packs check -jsn", `there is no flag -jsn; did you mean "-json"?`},
			{"packs check house -colour", `there is no flag -colour; there are -github, -json and -strict`},
			{"packs check -json -github", "choose one of -json and -github"},
			{"packs test house -json=x", "invalid boolean value"},
			{"packs test -json -github", "choose one of -json and -github"},
			{"packs test hose", `did you mean "house"?`},
			{"packs explain heel/rise hose", `did you mean "house"?`},
			{"packs explain -wrod", "there is no flag -wrod"},
			{"packs vocabulary -wrod", `did you mean "-word"?`},
			{"packs vocabulary hose", `did you mean "house"?`},
			{"assess -layer hose", `did you mean "house"?`},
			{"assess -pack hose", `did you mean "house"?`},
			{"assess -pack clinic", `"clinic" holds a layer: write -layer clinic`},
			{"assess -layer", "flag needs an argument: -layer"},
		} {
			out, errs, status := call(t, "", strings.Fields(tt.line)...)
			assert.Equal(t, misused, status, tt.line)
			assert.Empty(t, out, tt.line)
			assert.Contains(t, errs, tt.err, tt.line)
		}
	})
}

func TestPacksHelp(t *testing.T) {
	for _, part := range packs.parts {
		for _, args := range [][]string{{"packs", part.name, "-h"}, {"help", "packs", part.name}, {"packs", "help", part.name}} {
			out, errs, status := call(t, "", args...)
			assert.Equal(t, allAnswered, status, args)
			assert.Empty(t, errs, args)
			assert.True(t, strings.HasPrefix(out, "usage: heelwise packs "+part.name+" "), args)
			assert.Contains(t, out, "  go run ./examples/heelwise packs "+part.name, args)
		}
	}
	for _, args := range [][]string{{"packs", "-h"}, {"packs", "help"}, {"help", "packs"}} {
		out, _, status := call(t, "", args...)
		assert.Equal(t, allAnswered, status, args)
		assert.Contains(t, out, "usage: heelwise packs <command>", args)
	}
}

// The folder that the help of check tells to make is sound, and so is the file that the help of test shows.
func TestPacksHelpExamples(t *testing.T) {
	folder := t.TempDir()
	for _, m := range regexp.MustCompile(`(?m)^  printf '(.*)' > our-layer/(.*)$`).FindAllStringSubmatch(checkHelp, -1) {
		write(t, folder, m[2], strings.ReplaceAll(m[1], `\n`, "\n"))
	}
	out, _, status := call(t, "", "packs", "check", folder)
	assert.Equal(t, allAnswered, status, out)

	_, rest, ok := strings.Cut(testHelp, "our-layer/steps_test.yaml:\n\n")
	require.True(t, ok)
	tests, _, _ := strings.Cut(rest, "\n\n")
	write(t, folder, "steps_test.yaml", strings.ReplaceAll("\n"+tests, "\n  ", "\n"))
	out, _, status = call(t, "", "packs", "test", "-strict", folder)
	assert.Equal(t, allAnswered, status, out)
	assert.Equal(t, "2 tests passed\n", out)
}

// write makes a file of a folder, which need not exist.
func write(t *testing.T, folder, name, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(folder, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644))
}

// A layer needs no mention of the pack below it, and a pack none of its kind.
func TestIsLayer(t *testing.T) {
	for _, tt := range []struct {
		head string // of pack.yaml
		want bool
	}{
		{"over: strain\nname: x\n", true},
		{"{over: strain, name: x}", true},
		{"name: x\ntotals: {load: {max: 1}}\nscore: load\n", false},
		{"name: x\nover: y\ntotals: {}\n", true},
		{"name: x\n", true},
		{"over: strain\nname: [\n", true},
		{"name: [\n", false},
		{"why: over: strain\nname: [\n", false},
	} {
		folder := t.TempDir()
		write(t, folder, "pack.yaml", tt.head)
		assert.Equal(t, tt.want, isLayer(os.DirFS(folder)), tt.head)
	}
	folder := t.TempDir()
	assert.False(t, isLayer(os.DirFS(folder)), "an empty folder")
	write(t, folder, "heel.yaml", "rules: []")
	assert.True(t, isLayer(os.DirFS(folder)), "rules without a head")
}

func TestEscape(t *testing.T) {
	assert.Equal(t, "100%25: a, b%0D%0Ac", escapeMessage("100%: a, b\r\nc"))
	assert.Equal(t, "100%25%3A a%2C b%0D%0Ac", escapeProperty("100%: a, b\r\nc"))
}

func TestWrap(t *testing.T) {
	long := strings.Repeat("x", lineWidth+5)
	for _, tt := range []struct {
		text   string
		indent int
		want   string
	}{
		{"", 3, ""},
		{"a\nb", 2, "a\n  b"},
		{strings.Repeat("ab ", 40), 2, strings.TrimSuffix(strings.Repeat("ab ", 36), " ") + "\n  " + strings.Repeat("ab ", 4)},
		{long, 0, long},
		{long + " a", 0, long + "\na"},
		{"a " + long, 0, "a\n" + long},
	} {
		assert.Equal(t, tt.want, wrap(tt.text, tt.indent), tt.text)
	}
}

// Shoes are judged with the pack and the layers that are named, and records hold their words.
func TestAssessWithLayers(t *testing.T) {
	const record = `{"shoe": {"plate": true, "heel": "block"}, "clinic": {"brace": true}}`
	type judged struct {
		said
		Flags []string
		Notes []struct{ ID string }
		Pack  struct {
			Name   string
			Layers []struct{ Name string }
		}
	}
	in(t, layersFolder, func() {
		for _, args := range [][]string{{"assess", "-layer", "clinic"}, {"assess", "-reference", "-layer", "clinic"}} {
			out, errs, status := call(t, record, args...)
			require.Equal(t, allAnswered, status, out+errs)
			var one judged
			require.NoError(t, json.Unmarshal([]byte(out), &one))
			assert.Equal(t, []string{"plated"}, one.Flags)
			assert.Equal(t, "brace/worn", one.Notes[0].ID)
			assert.Equal(t, "clinic", one.Pack.Layers[0].Name)
		}

		out, _, status := call(t, record, "assess")
		assert.Equal(t, someFailed, status)
		assert.Equal(t, "unknown-key", readAnswers(t, out)[0].Code)

		out, _, status = call(t, `{"shoe": {}, "clinic": {"braze": true}}`, "assess", "-layer", "clinic")
		assert.Equal(t, someFailed, status)
		assert.Contains(t, readAnswers(t, out)[0].Error, `did you mean "brace"?`)

		out, errs, status := call(t, `{"shoe": {"heel_height": "90mm"}, "shop": {"plate": true, "last": "slim"}}`, "assess", "-pack", "house", "-layer", "ours")
		require.Equal(t, allAnswered, status, errs)
		var one judged
		require.NoError(t, json.Unmarshal([]byte(out), &one))
		assert.Equal(t, "house", one.Pack.Name)
		assert.Contains(t, out, "plate/stiff")

		out, errs, status = call(t, record, "assess", "-pack", "house", "-layer", "faulty")
		assert.Equal(t, misused, status)
		assert.Empty(t, out)
		assert.Contains(t, errs, `faulty/plate.yaml:3:11: error: plate/soft: there is no word "shoe.heel_hieght"`)
		assert.Contains(t, errs, "2 mistakes in house and faulty\n")

		taken := t.TempDir()
		write(t, taken, "pack.yaml", "over: strain\nname: taken\nversion: 1.0.0\nextend:\n  id.card: {kind: flag, doc: A card., ask: \"A card?\"}\n")
		_, errs, status = call(t, record, "assess", "-layer", taken)
		assert.Equal(t, misused, status)
		assert.Contains(t, errs, "give the group another name")

		// A pack about something else is sound to the language, and no pack about shoes.
		other := t.TempDir()
		write(t, other, "pack.yaml", "name: other\nversion: 1.0.0\ntotals: {load: {max: 10}}\nscore: load\nbands: {low: 0}\n")
		for _, args := range [][]string{{"packs", "check", other}, {"assess", "-pack", other}} {
			out, errs, status := call(t, record, args...)
			assert.NotEqual(t, allAnswered, status)
			assert.Contains(t, out+errs, other+"/pack.yaml: error: the total sensitivity is missing", args)
		}
	})
}

// Who asks for a rule is told how well it is supported, and what contradicts it, too.
func TestExplainedEvidence(t *testing.T) {
	told := 0
	for r := range footwear.Default().Pack().Rules() {
		if len(r.Against) == 0 {
			continue
		}
		out, errs, status := call(t, "", "packs", "explain", r.ID)
		require.Equal(t, allAnswered, status, errs)
		_, against, _ := strings.Cut(out, "\nWhat speaks against it\n")
		for _, id := range r.Against {
			assert.Contains(t, against, "  "+id+": ", r.ID)
		}
		if r.Outcome == "load" {
			assert.Regexp(t, `(?m)^  grade     (high|moderate|low|very low|expert)$`, out, r.ID)
			told++
		}
		out, _, _ = call(t, "", "packs", "explain", "-json", r.ID)
		var as struct {
			Sources map[string]rules.Source `json:"sources"`
		}
		require.NoError(t, json.Unmarshal([]byte(out), &as), r.ID)
		for _, id := range r.Against {
			assert.NotEmpty(t, as.Sources[id].Citation, "%s: %s", r.ID, id)
		}
	}
	assert.Positive(t, told)
}
