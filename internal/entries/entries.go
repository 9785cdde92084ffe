// Package entries reads folders of YAML files that list entries: each with a condition in the language of rules, and with
// keys of its own beside it.
//
// The conditions are handed on to package rules as a folder of rules, in which every text stands where it stood, so that
// what is wrong with them is reported at its place. What rules do not know is blanked.
package entries

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/internal/pages"
	"github.com/heelwise/heelwise/rules"
)

// maxFiles is how many files a folder may have.
const maxFiles = 50

// Read reads the .yaml files of fsys, whose entries are called what in faults, and returns them as a folder. Each hands the
// keys of a file to a function that may change the page; it is not called for files of tests, and for what is no YAML or
// holds anchors, which is left for the rules to refuse.
func Read(fsys fs.FS, what string, faults *rules.Errors, each func(*Page, *yaml.Node)) Folder {
	folder := Folder{}
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		*faults = append(*faults, &rules.Error{Code: "no-pack", Msg: err.Error()})
	}
	found := 0
	for _, name := range names {
		p := &Page{Page: pages.New(name, faults)}
		data, ok := p.Load(fsys)
		switch {
		case !ok:
			continue
		case strings.HasSuffix(name, "_test.yaml"):
			folder[name] = string(data)
			continue
		case name != "pack.yaml":
			found++
		}
		if found > maxFiles {
			p.Fail("too-many", fmt.Sprintf("a folder has at most %d files of %s", maxFiles, what), "")
			break
		}
		p.lines = strings.SplitAfter(string(data), "\n")
		var document yaml.Node
		if err := yaml.Unmarshal(data, &document); err == nil && len(document.Content) > 0 && pages.Plain(&document) {
			each(p, document.Content[0])
		}
		folder[name] = strings.Join(p.lines, "")
	}
	if found == 0 && len(*faults) == 0 {
		*faults = append(*faults, &rules.Error{Code: "no-pack", Msg: fmt.Sprintf("there is no .yaml file of %s in the folder", what)})
	}
	return folder
}

// A Folder is texts by the names of their files, as far as the loader of rules needs a folder.
type Folder map[string]string

// Glob returns the names that match, sorted.
func (f Folder) Glob(pattern string) (names []string, err error) {
	for name := range f {
		if ok, err := path.Match(pattern, name); err != nil {
			return nil, err
		} else if ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// Open opens a text.
func (f Folder) Open(name string) (fs.File, error) {
	text, ok := f[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &openText{*strings.NewReader(text)}, nil
}

type openText struct{ strings.Reader }

func (*openText) Stat() (fs.FileInfo, error) { return nil, fs.ErrInvalid }
func (*openText) Close() error               { return nil }
