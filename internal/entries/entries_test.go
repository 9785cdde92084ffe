package entries

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/rules"
)

const given = `define:
  a: x
things:
  - id: f/one # a remark
    size: 3
    when: a and
      b
    text: "Do it."
  - size: 4
    id: f/two
`

// What rules do not know is blanked, and everything else stands where it stood.
func TestRead(t *testing.T) {
	var faults rules.Errors
	var ids []string
	folder := Read(fstest.MapFS{
		"f.yaml": {Data: []byte(given)}, "f_test.yaml": {Data: []byte("tests: []\n")}, "g.txt": {Data: []byte("no")},
		"h.yaml": {Data: []byte("a: &x 1\nb: *x\n")},
	}, "things", &faults, func(p *Page, keys *yaml.Node) {
		for _, e := range p.Keys(keys, p.End(), "", "a file", []string{"define", "things"}) {
			if e.Key.Value != "things" {
				continue
			}
			for _, item := range p.List(e, "things") {
				keys, id, ok := p.Item(item, "a thing", []string{"id", "size", "when", "text"}, []string{"id", "when"})
				require.True(t, ok)
				ids = append(ids, id)
				for _, k := range keys {
					if k.Key.Value == "size" {
						p.Blank(k)
					}
				}
			}
		}
		p.Append("more: 1\n")
	})
	assert.Equal(t, []string{"f/one", "f/two"}, ids)
	assert.ErrorContains(t, faults.Err(), "f.yaml:9:5: f/two: the thing does not begin with its id")
	assert.ErrorContains(t, faults.Err(), "f.yaml:9:5: f/two: the thing has no when")
	assert.Len(t, faults, 2)
	want := strings.NewReplacer("things:", "rules   :", "    size: 3", "", "text:", "note:", "  - size: 4", "  -").Replace(given) + "more: 1\n"
	assert.Equal(t, want, folder["f.yaml"])
	assert.Equal(t, "tests: []\n", folder["f_test.yaml"])
	assert.Equal(t, "a: &x 1\nb: *x\n", folder["h.yaml"], "what holds anchors is left to the rules")

	names, err := folder.Glob("*.yaml")
	require.NoError(t, err)
	assert.Equal(t, []string{"f.yaml", "f_test.yaml", "h.yaml"}, names)
	_, err = folder.Open("g.txt")
	assert.Error(t, err)
}

// A folder is read up to its limits.
func TestLimits(t *testing.T) {
	var faults rules.Errors
	Read(fstest.MapFS{"f.yaml": {Data: []byte(strings.Repeat("#", 256<<10+1))}}, "things", &faults, nil)
	assert.ErrorContains(t, faults.Err(), "f.yaml: a file holds at most 262144 bytes")

	many := fstest.MapFS{}
	for i := range maxFiles + 1 {
		many[strings.Repeat("f", i+1)+".yaml"] = &fstest.MapFile{Data: []byte("a: 1\n")}
	}
	faults = nil
	n := 0
	Read(many, "things", &faults, func(*Page, *yaml.Node) { n++ })
	assert.ErrorContains(t, faults.Err(), "a folder has at most 50 files of things")
	assert.Equal(t, maxFiles, n)

	faults = nil
	Read(fstest.MapFS{}, "things", &faults, nil)
	assert.ErrorContains(t, faults.Err(), "there is no .yaml file of things in the folder")
}
