package triage

import (
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
