package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const golden = "testdata/quickstart.golden"

// TestGolden holds what the program prints; go test ./examples/quickstart -update rewrites it.
func TestGolden(t *testing.T) {
	stdout := os.Stdout
	defer func() { os.Stdout = stdout }()
	printed, err := os.Create(filepath.Join(t.TempDir(), "stdout"))
	require.NoError(t, err)
	defer printed.Close()
	os.Stdout = printed
	main()
	have, err := os.ReadFile(printed.Name())
	require.NoError(t, err)

	if *update {
		require.NoError(t, os.WriteFile(golden, have, 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err, "run go test ./examples/quickstart -update")
	assert.Equal(t, string(want), string(have))
}

// It is what people copy: it stays short.
func TestLength(t *testing.T) {
	source, err := os.ReadFile("main.go")
	require.NoError(t, err)
	assert.Less(t, bytes.Count(source, []byte("\n")), 80)
}
