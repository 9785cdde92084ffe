package footwear

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

const planFolder = "../triage/plan/repertoire"

// A plannedText is an entry of the self-care plan, read without that package, which builds on this one.
type plannedText struct {
	ID   string
	Text string
}

// planTexts reads what self-care plans are made of.
var planTexts = sync.OnceValue(func() (all []plannedText) {
	files, err := filepath.Glob(planFolder + "/*.yaml")
	must(err)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.yaml") || filepath.Base(file) == "sources.yaml" {
			continue
		}
		data, err := os.ReadFile(file)
		must(err)
		var lists struct{ Items, Cautions, Phases, Notes []plannedText }
		must(yaml.Unmarshal(data, &lists))
		all = slices.Concat(all, lists.Items, lists.Cautions, lists.Phases, lists.Notes)
	}
	return all
})

// planned returns a link to an entry of the self-care plan, and what it says.
func planned(id string) (link, said string, ok bool) {
	for _, e := range planTexts() {
		if e.ID == id {
			return fmt.Sprintf("[plan: %s](self-care.md#%s)", id, anchorOf(id)), e.Text, true
		}
	}
	return "", "", false
}
