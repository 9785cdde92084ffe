package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

// A folder holds the files of a pack or of a layer.
type folder struct {
	name string // as it was given; empty for a pack that comes with the program
	fs   fs.FS
	of   *subject
}

// path returns where people find a file of the folder.
func (f folder) path(file string) string {
	switch {
	case f.name == "" && file == "":
		return f.of.name
	case f.name == "":
		return f.of.name + ":" + file
	}
	return path.Join(filepath.ToSlash(f.name), file)
}

// A stack is a pack, which comes first, and the layers over it, the lowest first.
type stack []folder

// comesWith returns the pack about the subject that comes with the program.
func comesWith(of *subject) folder { return folder{fs: of.folder(), of: of} }

// openStack opens the folders that were named: a pack and its layers, or layers of the pack that comes with the program, or
// the strain pack alone. What the first one is about, they all are.
func openStack(names []string) (stack, error) {
	var k stack
	for _, name := range names {
		if err := isFolder(name); err != nil {
			return nil, err
		}
		f := folder{name, os.DirFS(name), nil}
		if f.of = subjectOf(f.fs); len(k) > 0 {
			f.of = k[0].of
		}
		k = append(k, f)
	}
	switch {
	case len(k) == 0:
		return stack{comesWith(aboutShoes)}, nil
	case k[0].of == aboutPlans && len(k) > 1:
		return nil, fmt.Errorf("%q holds what plans are made of, and that has no layers: name it alone", names[0])
	case k[0].of == aboutPlans, !isLayer(k[0].fs):
		return k, nil
	}
	return append(stack{comesWith(k[0].of)}, k...), nil
}

// openNamed opens a pack, the strain pack where it has no name, and the layers over it.
func openNamed(pack string, layers []string) (stack, error) {
	k := stack{comesWith(aboutShoes)}
	if pack != "" {
		if err := isFolder(pack); err != nil {
			return nil, err
		}
		k = stack{{pack, os.DirFS(pack), aboutShoes}}
		if isLayer(k[0].fs) {
			return nil, fmt.Errorf("%q holds a layer: write -layer %s", pack, pack)
		}
	}
	for _, name := range layers {
		if err := isFolder(name); err != nil {
			return nil, err
		}
		k = append(k, folder{name, os.DirFS(name), aboutShoes})
	}
	return k, nil
}

// isFolder says what is wrong with the name of a folder.
func isFolder(name string) error {
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return nil
	case err == nil:
		return fmt.Errorf("%q is a file; name the folder that it is in: %s", name, filepath.Dir(name))
	case !os.IsNotExist(err):
		return err
	}
	if near, ok := nearestFolder(name); ok {
		return fmt.Errorf("there is no folder %q; did you mean %q?", name, near)
	}
	here, err := os.Getwd()
	if err != nil || filepath.IsAbs(name) {
		return fmt.Errorf("there is no folder %q", name)
	}
	return fmt.Errorf("there is no folder %q in %s", name, here)
}

// nearestFolder returns the folder that may be meant by a name. It looks where the first part of the name fails.
func nearestFolder(name string) (near string, ok bool) {
	parent, base := filepath.Dir(filepath.Clean(name)), filepath.Base(name)
	if _, err := os.Stat(parent); err != nil && parent != "." {
		if parent, ok = nearestFolder(parent); !ok {
			return "", false
		}
		if info, err := os.Stat(filepath.Join(parent, base)); err == nil && info.IsDir() {
			return filepath.Join(parent, base), true
		}
	}
	entries, err := os.ReadDir(parent)
	if err != nil {
		return "", false
	}
	var names []string
	for _, e := range entries {
		if info, err := os.Stat(filepath.Join(parent, e.Name())); err == nil && info.IsDir() {
			names = append(names, e.Name())
		}
	}
	near, ok = rules.Nearest(base, names)
	return filepath.Join(parent, near), ok
}

var overKey = regexp.MustCompile(`(?m)^["']?over["']?\s*:`)

// isLayer reports whether a folder holds a layer: its pack.yaml says what it lies over. One that says neither that nor what
// is added up is taken for a layer, too, so that whoever begins one is told about layers.
func isLayer(folder fs.FS) bool {
	text, err := fs.ReadFile(folder, "pack.yaml")
	if err != nil {
		names, _ := fs.Glob(folder, "*.yaml")
		return len(names) > 0
	}
	var head map[string]yaml.Node
	if err := yaml.Unmarshal(text, &head); err != nil { // a fault to come
		return overKey.Match(text)
	}
	has := func(key string) bool { _, ok := head[key]; return ok }
	return has("over") || !has("totals") && !has("score")
}

// path returns where people find a file of a layer; 0 is the pack itself.
func (k stack) path(layer int, file string) string {
	if layer < 0 || layer >= len(k) {
		return file
	}
	return k[layer].path(file)
}

var placeInText = regexp.MustCompile(`(?:layer (\d+): )?([^\s:"()]+\.yaml)((?::\d+:\d+)?)`)

// inText returns a text in which the places of a pack's files are written as people find them.
func (k stack) inText(text string) string {
	return placeInText.ReplaceAllStringFunc(text, func(place string) string {
		m := placeInText.FindStringSubmatch(place)
		if m[1] == "" && m[3] == "" {
			return place // the name of a file alone, as of one to be made
		}
		layer := 0
		_, _ = fmt.Sscan(m[1], &layer) // digits, or none
		return k.path(layer, m[2]) + m[3]
	})
}

// about returns what the pack and its layers are about.
func (k stack) about() *subject { return k[0].of }

// own returns the folders that were given.
func (k stack) own() stack {
	return slices.DeleteFunc(slices.Clone(k), func(f folder) bool { return f.name == "" })
}

// name says in words which pack it is.
func (k stack) name() string {
	var names []string
	for _, f := range k.own() {
		names = append(names, f.path(""))
	}
	if len(names) == 0 {
		return k.about().name
	}
	return wordList(names, "and")
}

// counted is the lowest layer whose rules and tests the caller is told about: not those of the pack that comes with the program,
// where a layer is laid over that.
func (k stack) counted() int {
	if k[0].name == "" && len(k) > 1 {
		return 1
	}
	return 0
}

func (k stack) systems() (list []fs.FS) {
	for _, f := range k {
		list = append(list, f.fs)
	}
	return list
}

// load loads the pack with its layers; nil where that cannot be.
func (k stack) load() (pack, rules.Errors) {
	if len(k) == 1 && k[0].name == "" && k.about() == aboutShoes {
		return rulesAbout[footwear.Case]{footwear.Default().Pack()}, nil
	}
	systems := k.systems()
	return k.about().load(systems[0], systems[1:]...)
}

// assessor loads the pack with its layers, to judge shoes by it.
func (k stack) assessor() (*footwear.Assessor, rules.Errors) {
	if len(k) == 1 && k[0].name == "" {
		return footwear.Default(), nil
	}
	systems := k.systems()
	assessor, err := footwear.Load(systems[0], systems[1:]...)
	return assessor, asFaults(err)
}

// asFaults returns the faults that an error consists of, at least one if there is an error.
func asFaults(err error) rules.Errors {
	faults := rules.AsErrors(err)
	if err != nil && len(faults) == 0 {
		return rules.Errors{{Code: "failed", Msg: err.Error()}}
	}
	return faults
}
