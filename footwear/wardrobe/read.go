package wardrobe

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/internal/entries"
	"github.com/heelwise/heelwise/rules"
)

// maxChanges is how many changes a folder holds, so that every choice of three can be tried.
const maxChanges = 64

var (
	fileKeys    = []string{"define", "variants"}
	changeKeys  = []string{"id", "when", "set", "text", "source", "effort"}
	countedKeys = []string{"next", "most", "less", "times"}
)

// head makes a pack of the conditions, which need nothing of what a pack adds up.
const head = "name: variants\nversion: 1.0.0\ntotals: {nothing: {combine: sum, max: 1}}\nscore: nothing\nbands: {all: 0}\n"

// A page is a file of variants.
type page struct{ *entries.Page }

// read reads the changes of a folder, and returns their conditions as a folder of rules.
func read(fsys fs.FS) (list []change, conditions fs.FS, faults rules.Errors) {
	folder := entries.Read(fsys, "variants", &faults, func(p *entries.Page, keys *yaml.Node) {
		list = append(list, page{p}.read(keys)...)
	})
	if _, ok := folder["pack.yaml"]; ok {
		faults = append(faults, &rules.Error{File: "pack.yaml", Code: "misplaced-key", Msg: "variants add nothing up, and have no pack.yaml"})
	}
	folder["pack.yaml"] = head
	if len(list) > maxChanges {
		faults = append(faults, &rules.Error{Code: "too-many", Msg: fmt.Sprintf("there are %d variants; at most %d are read", len(list), maxChanges)})
	}
	return list, folder, faults
}

// read reads the variants of a page and leaves their conditions in it.
func (p page) read(keys *yaml.Node) (list []change) {
	for _, e := range p.Keys(keys, p.End(), "", "a file of variants", fileKeys) {
		if e.Key.Value != "variants" {
			continue
		}
		for _, item := range p.List(e, "variants") {
			if one, ok := p.change(item); ok {
				list = append(list, one)
			}
		}
	}
	return list
}

// change reads one variant.
func (p page) change(item entries.Entry) (one change, ok bool) {
	before := p.Faults()
	keys, id, ok := p.Item(item, "a variant", changeKeys, changeKeys)
	if !ok {
		return one, false
	}
	one.ID = id
	for _, e := range keys {
		switch e.Key.Value {
		case "text":
			one.Text = strings.TrimSpace(e.Value.Value)
			continue
		case "id", "when":
			continue
		case "set":
			one.settings = p.settings(e, id)
		case "source":
			one.Source = p.texts(e.Value, id)
		case "effort":
			effort, err := strconv.Atoi(e.Value.Value)
			if err != nil || effort < 1 || effort > 99 {
				p.Fault(e.Value, id, "bad-value", fmt.Sprintf("an effort is a whole number from 1 to 99, not %q", e.Value.Value), "")
			}
			one.effort = effort
		}
		if e.Key != keys[0].Key { // the rules would not find the list's entry
			p.Blank(e)
		}
	}
	return one, p.Faults() == before
}
