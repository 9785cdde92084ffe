package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
)

// golden compares a text with the file of that name in testdata.
func golden(t *testing.T, name, have string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(have), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "run go test ./examples/heelwise -update")
	assert.Equal(t, string(want), have, "run go test ./examples/heelwise -update, then read the diff")
}

// in runs do in another folder, which paths then begin at.
func in(t *testing.T, folder string, do func()) {
	t.Helper()
	back, err := os.Getwd()
	require.NoError(t, err)
	require.NoError(t, os.Chdir(folder))
	defer func() { require.NoError(t, os.Chdir(back)) }()
	do()
}

// transcript calls the program with a command line and returns what is to be seen in a terminal. What changes with every
// version of the strain pack is left out.
func transcript(t *testing.T, commandLine string) string {
	t.Helper()
	out, errs, status := call(t, "", strings.Fields(commandLine)...)
	text := fmt.Sprintf("$ heelwise %s\n%s%s", commandLine, out, errs)
	if status != allAnswered {
		text += fmt.Sprintf("[exit status %d]\n", status)
	}
	return constant(text) + "\n"
}

var (
	strainPlace = regexp.MustCompile(`(strain:[a-z]+\.yaml):\d+(?::\d+)?`)
	digest      = regexp.MustCompile(`"[0-9a-f]{64}"`)
)

func constant(text string) string {
	text = strings.ReplaceAll(text, "strain "+footwear.Default().Pack().Identity().Version, "strain 1.x")
	text = strainPlace.ReplaceAllString(text, "$1:…")
	return digest.ReplaceAllString(text, `"…"`)
}

// painted calls the program as in a terminal that has colours.
func painted(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs strings.Builder
	heelwise.call("", args, streams{strings.NewReader(""), &out, &errs, func(io.Writer) bool { return true }})
	assert.Empty(t, errs.String())
	return out.String()
}
