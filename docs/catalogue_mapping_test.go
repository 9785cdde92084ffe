package docs_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog/feed"
)

// Each mapping reads the feed behind it as the products behind that, and what is wrong is told as it stands there.
func TestCatalogueMapping(t *testing.T) {
	var m *feed.Mapping
	var said string
	checked := 0
	for _, b := range blocks(read(t, "catalogue-mapping.md")) {
		var err error
		switch b.kind {
		case "yaml mapping":
			m, err = feed.ParseMapping("shop.yaml", []byte(b.text))
			require.NoError(t, err, "line %d", b.line)
		case "csv feed", "json feed":
			format := feed.CSV
			if b.kind == "json feed" {
				format = feed.JSON
			}
			said = ""
			for p, err := range format.Read(strings.NewReader(b.text), feed.Options{Mapping: m}) {
				require.NoError(t, err, "line %d", b.line)
				text, err := p.MarshalJSON()
				require.NoError(t, err)
				said += string(text) + "\n"
			}
		case "yaml wrong":
			_, err = feed.ParseMapping("shop.yaml", []byte(b.text))
			require.Error(t, err, "line %d", b.line)
			said = err.Error() + "\n"
		case "json products", "text faults":
			assert.Equal(t, b.text, said, "line %d", b.line)
			checked++
		}
	}
	assert.Equal(t, 5, checked)
}

// The tables of what a column can be and which keys there are name what there is.
func TestCatalogueMappingTables(t *testing.T) {
	text := read(t, "catalogue-mapping.md")
	for _, row := range rows(section(t, text, "## What a column can be")) {
		for name := range strings.FieldsSeq(row[0]) {
			name, ok := strings.CutPrefix(strings.TrimSuffix(name, "`"), "`")
			if !ok || name == "unit" || name == "values" || name == "split" || name == "name" || name == "within" || name == "is" {
				continue
			}
			_, err := feed.ParseMapping("m.yaml", []byte("columns: {a: id, b: "+name+"}"))
			assert.NoError(t, err, name)
		}
	}
	for w := range footwear.Vocabulary().Words() {
		_, err := feed.ParseMapping("m.yaml", []byte("columns: {a: id, b: "+w.Name+"}"))
		assert.Equal(t, strings.HasPrefix(w.Name, "shoe."), err == nil, w.Name)
	}
}
