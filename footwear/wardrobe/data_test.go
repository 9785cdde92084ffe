package wardrobe

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules/rulestest"
)

// Every variant applies to some case and not to another, as the tests beside the data say.
func TestData(t *testing.T) {
	_, folder, faults := read(Files())
	require.NoError(t, faults.Err())
	rulestest.Run(t, footwear.Vocabulary(), folder)
}
