package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const shopFile = "testdata/catalogue.jsonl"

func TestRankGolden(t *testing.T) {
	var all strings.Builder
	for _, args := range []string{
		"rank " + shopFile,
		"rank -n 2 -category pumps -size 38 -max-price 100EUR " + shopFile,
		`rank -wearer {"arch":"flat"} -use {"hours":"3h"} -reference -keep-heel ` + shopFile,
		`rank -wearer {"arch":"flat"} -use {"hours":"3h"} -n 3 ` + shopFile,
		"rank -age-group any -department unisex " + shopFile,
		"rank -facets -brand Pelorin -brand Norvane " + shopFile,
	} {
		all.WriteString(transcript(t, args))
	}
	golden(t, "rank.golden", cursors.ReplaceAllString(all.String(), `"cursor":"…"`))
}

// cursors hold a digest of the pack.
var cursors = regexp.MustCompile(`"cursor":"[^"]*"`)

// What is read from a pipe is ranked like a file, and nothing but answers and faults is written.
func TestRankPipe(t *testing.T) {
	text, err := os.ReadFile(shopFile)
	require.NoError(t, err)
	out, errs, status := call(t, "", "rank", shopFile)
	piped, pipedErrs, pipedStatus := call(t, string(text), "rank", "-")
	assert.Equal(t, []any{out, errs, status}, []any{piped, pipedErrs, pipedStatus})
	for line := range strings.Lines(out + errs) {
		assert.True(t, json.Valid([]byte(line)), line)
	}
	assert.NotContains(t, errs, "\r")
}

// The cursor of a product leads on behind it.
func TestRankAfter(t *testing.T) {
	all, _, _ := call(t, "", "rank", shopFile)
	lines := strings.SplitAfter(strings.TrimSuffix(all, "\n"), "\n")
	var second struct{ Cursor string }
	require.NoError(t, json.Unmarshal([]byte(lines[1]), &second))
	rest, _, _ := call(t, "", "rank", "-after", second.Cursor, shopFile)
	assert.Equal(t, strings.Join(lines[2:], "")+"\n", rest)
	_, errs, status := call(t, "", "rank", "-after", second.Cursor, "-use", `{"hours":"3h"}`, shopFile)
	assert.Equal(t, misused, status)
	assert.Contains(t, errs, "-after: it is of a ranking for another wearer or use (begin at the front)")
}

func TestRankUsage(t *testing.T) {
	wearer := filepath.Join(t.TempDir(), "wearer.json")
	require.NoError(t, os.WriteFile(wearer, []byte(`{"arch": "flat", "age": -3}`), 0o644))
	for _, tt := range []struct {
		args []string
		err  string
	}{
		{[]string{"-max-prize", "3"}, `did you mean "-max-price"?`},
		{[]string{"-max-price", "cheap"}, `-max-price: "cheap" is no price`},
		{[]string{"-department", "woman"}, `did you mean "women"?`},
		{[]string{"-age-group", "adlt"}, `did you mean "adult"?`},
		{[]string{"-occasion", "offic"}, `did you mean "office"?`},
		{[]string{"-wearer", `{"arh": "flat"}`}, `did you mean "arch"?`},
		{[]string{"-wearer", wearer}, "wearer.age"},
		{[]string{"-use", `{"hours": "6h"`}, "not valid JSON"},
		{[]string{"-use", "testdata/absent.json"}, "testdata/absent.json"},
		{[]string{"-n", "0"}, "ranks nothing"},
		{[]string{"-after", "zz", shopFile}, "-after: it is no cursor"},
		{[]string{"a", "-n", "3"}, "flags stand before the file"},
		{[]string{"testdata/absent.jsonl"}, "testdata/absent.jsonl"},
		{[]string{"-layer", "testdata/absent"}, "there is no folder"},
	} {
		out, errs, status := call(t, "", append([]string{"rank"}, tt.args...)...)
		assert.Equal(t, misused, status, tt.args)
		assert.Empty(t, out, tt.args)
		assert.Contains(t, errs, tt.err, tt.args)
	}
}

// The example that the help ends with works when it is pasted.
func TestRankHelpExample(t *testing.T) {
	m := regexp.MustCompile(`(?m)^  echo '(.*)' \| go run ./examples/heelwise (.*)$`).FindStringSubmatch(rankHelp)
	require.NotNil(t, m)
	out, errs, status := call(t, m[1]+"\n", strings.Fields(m[2])...)
	assert.Equal(t, allAnswered, status, errs)
	assert.Contains(t, out, `{"id":"A-7","title":"Pump Vera","score":`)
}

func TestRankBrokenInput(t *testing.T) {
	var out, errs strings.Builder
	in := brokenReader{strings.NewReader(`{"id": "a", "shoe": {}}` + "\n"), io.ErrUnexpectedEOF}
	status := run([]string{"rank"}, in, &out, &errs)
	assert.Equal(t, someFailed, status)
	assert.Empty(t, out.String(), "half a catalogue is not ranked")
	assert.Contains(t, errs.String(), "unexpected EOF")
}

// While a file is read a bar says how far.
func TestProgressBar(t *testing.T) {
	var told strings.Builder
	in := &counted{Reader: strings.NewReader(strings.Repeat("x", 50)), size: 200}
	_, err := io.Copy(io.Discard, in)
	require.NoError(t, err)
	p := streams{err: io.Discard}.reading(in)
	assert.Nil(t, p.w, "nobody waits")
	p.w, p.now = &told, func() time.Time { return p.next }
	p.count(7)
	assert.Equal(t, "\r[#######.......................]  25% 7 products", told.String())
	p.end()
	assert.True(t, strings.HasSuffix(told.String(), "\r\x1b[K"))
}
