package main

import (
	"bufio"
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/triage"
)

var update = flag.Bool("update", false, "rewrite the transcripts")

// An echo shows what is typed where it is read, as a terminal does.
type echo struct {
	io.Reader
	out io.Writer
}

func (e echo) Read(p []byte) (int, error) {
	n, err := e.Reader.Read(p[:min(len(p), 1)])
	_, _ = e.out.Write(p[:n])
	return n, err
}

// TestTranscripts holds whole conversations; go test ./examples/intake -update rewrites them.
func TestTranscripts(t *testing.T) {
	for name, answers := range map[string]string{
		"heels":     "1\n10\n34\nF\n" + strings.Repeat("n\n", 13) + strings.Repeat("n\n", 17) + "y\ny\ny\ny\nn\nn\nn\nn\nn\nn\n",
		"emergency": "1 3\n\n41\nM\nn\nn\ny\n",
		"not-sure":  "4\n\n\n\nn\nhm\nn\n?\nn\nn\nn\nn\nn\nn\n?\nq\n",
		"corrected": "my back\n6\n1\na week\n7\nthirty\n200\n30\nfemme\nfemale\nq\n",
		"left":      "4\nq\n",
		"weeks":     "4\n30\n52\nM\n" + strings.Repeat("n\n", 18) + "y\nq\n",
		"broken":    "1\n\n50\nF\nn\nn\nq\n",
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			scanner := bufio.NewScanner(echo{strings.NewReader(answers), &out})
			report, err := terminal{in: scanner, out: &out}.intake(triage.Report{}, false)
			require.NoError(t, err)
			golden := filepath.Join("testdata", name+".golden")
			if *update {
				require.NoError(t, os.WriteFile(golden, out.Bytes(), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err, "run go test ./examples/intake -update")
			assert.Equal(t, string(want), out.String())
			assert.NotEqual(t, triage.Report{}, report)
		})
	}
}

// What was saved is taken up again where it ended.
func TestResume(t *testing.T) {
	var out bytes.Buffer
	first, err := terminal{in: bufio.NewScanner(strings.NewReader("1\n\n50\nF\nn\nn\nq\n")), out: &out}.intake(triage.Report{}, false)
	require.NoError(t, err)
	name := filepath.Join(t.TempDir(), "report.json")
	require.NoError(t, write(name, first))
	second, err := read(name)
	require.NoError(t, err)
	assert.Equal(t, first, second)
	out.Reset()
	_, err = terminal{in: bufio.NewScanner(strings.NewReader("q\n")), out: &out}.intake(second, true)
	require.NoError(t, err)
	assert.NotContains(t, out.String(), "Where does it hurt?")
	assert.Contains(t, out.String(), "NO ADVICE YET")
}
