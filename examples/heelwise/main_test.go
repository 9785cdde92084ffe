package main

import (
	"bytes"
	"flag"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// call runs the program on a text.
func call(t testing.TB, in string, args ...string) (out, errs string, status int) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(args, strings.NewReader(in), &o, &e)
	return o.String(), e.String(), status
}

func TestGolden(t *testing.T) {
	const shoes, reports = "testdata/shoes.jsonl", "testdata/reports.jsonl"
	for _, tt := range []struct {
		golden string
		args   []string
	}{
		{"testdata/shoes.golden", []string{"assess", shoes}},
		{"testdata/shoes-reference.golden", []string{"assess", "-reference", shoes}},
		{"testdata/reports.golden", []string{"triage", reports}},
	} {
		out, errs, status := call(t, "", tt.args...)
		assert.Equal(t, someFailed, status, tt.golden)
		assert.Empty(t, errs, tt.golden)
		if *update {
			require.NoError(t, os.WriteFile(tt.golden, []byte(out), 0o644))
		}
		want, err := os.ReadFile(tt.golden)
		require.NoError(t, err, "run go test ./examples/heelwise -update")
		assert.Equal(t, string(want), out, tt.golden)

		in, err := os.ReadFile(tt.args[len(tt.args)-1])
		require.NoError(t, err)
		piped, _, _ := call(t, string(in), append(tt.args[:len(tt.args)-1:len(tt.args)-1], "-")...)
		assert.Equal(t, out, piped, "standard input gives what the file gives")
	}
}

func TestUsage(t *testing.T) {
	for _, tt := range []struct {
		args []string
		err  string
	}{
		{nil, "usage: heelwise"},
		{[]string{"asess"}, `there is no command "asess"; did you mean "assess"?`},
		{[]string{"judge"}, `there is no command "judge"`},
		{[]string{"help", "asess"}, `did you mean "assess"?`},
		{[]string{"-reference"}, `there is no command "-reference"`},
		{[]string{"assess", "-refrence"}, `there is no flag -refrence; did you mean "-reference"?`},
		{[]string{"assess", "a", "b"}, `one file at most`},
		{[]string{"assess", "a", "-reference"}, `flags stand before the file`},
		{[]string{"assess", "testdata/absent.jsonl"}, "testdata/absent.jsonl"},
	} {
		out, errs, status := call(t, "", tt.args...)
		assert.Equal(t, misused, status, tt.args)
		assert.Empty(t, out, tt.args)
		assert.Contains(t, errs, tt.err, tt.args)
	}
}

func TestHelp(t *testing.T) {
	for _, args := range [][]string{{"-h"}, {"--help"}, {"help"}, {"assess", "-h"}, {"assess", "-reference", "--help"}, {"help", "assess"}} {
		out, errs, status := call(t, "", args...)
		assert.Equal(t, allAnswered, status, args)
		assert.Empty(t, errs, args)
		assert.Contains(t, out, "usage: heelwise assess", args)
	}
}

// The example that the help ends with works when it is pasted.
func TestHelpExample(t *testing.T) {
	m := regexp.MustCompile(`(?m)^  echo '(.*)' \| go run ./examples/heelwise (.*)$`).FindStringSubmatch(assessHelp)
	require.NotNil(t, m)
	out, errs, status := call(t, m[1]+"\n", strings.Fields(m[2])...)
	assert.Equal(t, allAnswered, status, errs)
	assert.Contains(t, out, `{"id":"A-7","score":`)
	assert.Contains(t, out, `"at_reference":true`)
}

// The texts fit a terminal and claim nothing that an index of strain cannot hold.
func TestHelpLines(t *testing.T) {
	for name, help := range helps(heelwise) {
		for text := range strings.SplitSeq(help, "\n") {
			if !strings.Contains(text, "echo") {
				assert.LessOrEqual(t, utf8.RuneCountInString(text), 125, text)
			}
		}
		for _, word := range []string{"prevents", "predicts", "diagnoses", "treats", "cures", "safe"} {
			assert.NotRegexp(t, `\b`+word+`\b`, help, name)
		}
	}
}

// helps returns the help texts of a command and its parts, by name.
func helps(c command) map[string]string {
	if len(c.parts) == 0 {
		return map[string]string{c.name: c.help}
	}
	list := map[string]string{c.name: c.overview()}
	for _, part := range c.parts {
		for name, text := range helps(part) {
			list[strings.TrimPrefix(c.name+" ", "heelwise ")+name] = text
		}
	}
	return list
}

// brokenReader fails behind its text.
type brokenReader struct {
	io.Reader
	err error
}

func (r brokenReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err == io.EOF {
		err = r.err
	}
	return n, err
}
