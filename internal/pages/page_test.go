package pages

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules"
)

// What is wrong with a file is told at its place, with the line.
func TestFaults(t *testing.T) {
	for _, tt := range []struct{ in, want, source string }{
		{"", "f.yaml: the file is empty", ""},
		{"# nothing\n", "f.yaml: the file is empty", ""},
		{"\xff", "f.yaml: the file is no UTF-8 (save it as UTF-8)", ""},
		{strings.Repeat("#", maxBytes+1), "f.yaml: a file holds at most 262144 bytes", ""},
		{"name: x\n\tsize: 1\n", "f.yaml:2:1: found a tab character that violates indentation (lines are indented by spaces, not by tabs)", "\tsize: 1"},
		{"name: &a x\n", "f.yaml:1:7: anchors and aliases are not read (write it out)", "name: &a x"},
		{"\ufeffnames: x\r\n", `f.yaml:1:1: there is no key "names" in a file (did you mean "name"?)`, "names: x"},
		{"name: x\nheel: y\n", `f.yaml:2:1: there is no key "heel" in a file (the keys are name, sizes)`, "heel: y"},
		{"name: x\nname: y\n", `f.yaml:2:1: the key "name" is given twice`, "name: y"},
		{"{[name]: x}\n", "f.yaml:1:2: a key is a text", "{[name]: x}"},
		{"- name\n", "f.yaml:1:1: a file is a block of keys (write each key with a colon behind it)", "- name"},
		{"name:\n", "f.yaml:1:6: a name is a text", "name:"},
		{"sizes: [37, '']\n", "f.yaml:1:13: a size is a text", "sizes: [37, '']"},
		{strings.Repeat("n", 200) + ": x\n", `f.yaml:1:1: there is no key "` + strings.Repeat("n", 100) + `…" in a file`, strings.Repeat("n", 200) + ": x"},
	} {
		var faults rules.Errors
		p := New("f.yaml", &faults)
		if root := p.Parse([]byte(tt.in)); root != nil {
			for _, e := range p.Entries(root, "a file", []string{"name", "sizes"}) {
				if e.Key.Value == "name" {
					p.Text(e.Value, "a name")
				} else {
					p.Texts(e.Value, "a size")
				}
			}
		}
		name := tt.in[:min(len(tt.in), 40)]
		require.Len(t, faults, 1, name)
		assert.Equal(t, 1, p.Faults(), name)
		assert.ErrorContains(t, faults.Err(), tt.want, name)
		assert.Equal(t, tt.source, faults[0].Source, name)
	}
}

// A file that is right is read without a word.
func TestPage(t *testing.T) {
	var faults rules.Errors
	p := New("f.yaml", &faults)
	data, ok := p.Load(fstest.MapFS{"f.yaml": {Data: []byte("\ufeffname: Vera\nsizes: [37, 38]\nsole: thick\n")}})
	require.True(t, ok)
	list := p.Entries(p.Parse(data), "a file", nil)
	require.Len(t, list, 3)
	name, ok := p.Text(list[0].Value, "a name")
	assert.True(t, ok)
	assert.Equal(t, "Vera", name)
	assert.Len(t, p.Texts(list[1].Value, "a size"), 2)
	assert.Len(t, p.Texts(list[2].Value, "a sole"), 1)
	assert.Empty(t, faults)

	_, ok = New("g.yaml", &faults).Load(fstest.MapFS{})
	assert.False(t, ok)
	assert.ErrorContains(t, faults.Err(), "g.yaml: ")
}

// Nothing that stands in a file makes reading it fail otherwise than by faults, and what they quote stands in it.
func FuzzPage(f *testing.F) {
	for _, s := range []string{"name: x\n", "\tname: x", "{a: [b, c], d: {e: f}}", "&a x", "? [a]\n: b\n", "\ufeffa: |\n  b\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var faults rules.Errors
		p := New("f.yaml", &faults)
		root := p.Parse(data)
		assert.Equal(t, root == nil, len(faults) > 0)
		if root != nil {
			for _, e := range p.Entries(root, "a file", []string{"name"}) {
				p.Text(e.Value, "a name")
				p.Texts(e.Value, "a name")
			}
		}
		for _, e := range faults {
			assert.Contains(t, string(data), e.Source)
		}
	})
}
