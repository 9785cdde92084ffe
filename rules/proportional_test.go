package rules_test

import (
	"fmt"
	"log"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
)

func ExamplePack_Proportional() {
	pack, err := rules.Load(backpacks, carry) // whose score is load * time
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(pack.Proportional("time"), pack.Proportional("weather"))
	// Output: true false
}

func TestProportional(t *testing.T) {
	for score, want := range map[string][2]bool{ // of load and of time
		"load":                   {true, false},
		"load * time":            {true, true},
		"time * load / 2":        {true, true},
		"time * (load + load/3)": {true, true},
		"time * (load + 1)":      {false, true},
		"load + time":            {false, false},
		"load * load / 100":      {false, false},
		"max(load, time)":        {false, false},
		"50 * time":              {false, true},
	} {
		pack, err := rules.Load(backpacks, fstest.MapFS{"pack.yaml": {Data: []byte(`
name: x
version: 1.0.0
totals: {load: {combine: sum, max: 100}, time: {combine: product, max: 1}}
score: ` + score + `
bands: {all: 0}
`)}})
		require.NoError(t, err, score)
		assert.Equal(t, want, [2]bool{pack.Proportional("load"), pack.Proportional("time")}, score)
	}
}
