package footwear

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// triagePlaces is what the triage of symptoms has, read without that package, which builds on this one.
type triagePlaces struct {
	flags map[string]bool // rules with a level, and notes
	asked map[string]bool // findings and words of a report
	told  map[string]bool // texts for people
	says  map[string]string
	file  map[string]string
}

var triageNames = sync.OnceValue(func() *triagePlaces {
	p := &triagePlaces{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]string{}, map[string]string{}}
	read := func(name string, into any) {
		data, err := os.ReadFile(name)
		must(err)
		must(yaml.Unmarshal(data, into))
	}
	add := func(set map[string]bool, name, says, file string) {
		set[name], p.says[name], p.file[name] = true, says, filepath.ToSlash(file)
	}
	files, err := filepath.Glob("../triage/packs/*.yaml")
	must(err)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.yaml") {
			continue
		}
		var file struct {
			Rules  []struct{ ID, Why, Note string }
			Advice map[string]string
		}
		read(name, &file)
		for _, r := range file.Rules {
			add(p.flags, r.ID, r.Why+r.Note, name)
		}
		for id, text := range file.Advice {
			add(p.told, id, text, name)
		}
	}
	var findings map[string]struct{ Ask string }
	read("../triage/findings.yaml", &findings)
	for id, f := range findings {
		add(p.asked, "finding."+id, f.Ask, "../triage/findings.yaml")
	}
	words, err := os.ReadFile("../triage/words.go")
	must(err)
	for _, m := range regexp.MustCompile(`"(report\.[a-z_]+)"`).FindAllStringSubmatch(string(words), -1) {
		add(p.asked, m[1], "", "../triage/words.go")
	}
	var texts map[string]map[string]string
	read("../triage/texts.yaml", &texts)
	for when, list := range texts {
		for id, text := range list {
			add(p.told, when+"/"+id, text, "../triage/texts.yaml")
		}
	}
	return p
})

// find returns a link to a place of the triage, and what it says.
func (p *triagePlaces) find(kind, name string) (link, said string, ok bool) {
	set, called := map[string]map[string]bool{"flag": p.flags, "asked": p.asked, "told": p.told}[kind], map[string]string{"flag": "red flag", "asked": "asked", "told": "told"}[kind]
	if !set[name] {
		return "", "", false
	}
	return fmt.Sprintf("[%s: %s](%s)", called, name, p.file[name]), p.says[name], true
}
