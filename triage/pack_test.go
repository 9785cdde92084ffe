package triage

import (
	"io/fs"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
)

func TestPackFixtures(t *testing.T) {
	_, report, err := rules.LoadTested(Vocabulary(), os.DirFS("packs"))
	require.NoError(t, err)
	assert.Empty(t, report.Untested.Error())
}

// fsFiles returns the texts of the files of a folder.
func fsFiles(folder fs.FS) (map[string]string, error) {
	files := map[string]string{}
	names, err := fs.Glob(folder, "*.yaml")
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		files[name] = string(text)
	}
	return files, err
}
