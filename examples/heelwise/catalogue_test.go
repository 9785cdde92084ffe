package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear/catalog"
)

const (
	exampleMappings = "../mappings"
	exampleFeeds    = "../../footwear/catalog/feed/testdata/feeds"
)

// What the command prints of the example mappings is what their goldens say, and it reads back.
func TestCatalogueGolden(t *testing.T) {
	for name, args := range map[string][]string{
		"catalogue-lab.golden":         {"-mapping", exampleMappings + "/lab.yaml", exampleMappings + "/lab.jsonl"},
		"catalogue-schuhe.golden":      {"-mapping", exampleMappings + "/schuhe.yaml", exampleMappings + "/schuhe.csv"},
		"catalogue-woocommerce.golden": {"-mapping", exampleMappings + "/woocommerce.yaml", exampleMappings + "/woocommerce.csv"},
		"catalogue-shopify.golden":     {"-currency", "eur", "-profile", "shopify", exampleFeeds + "/shopify-admin.json"},
	} {
		out, errs, status := call(t, "", append([]string{"catalogue"}, args...)...)
		assert.Equal(t, someFailed, status, name)
		golden(t, name, out+"\n"+errs)
		for line := range strings.Lines(out) {
			var p catalog.Product
			assert.NoError(t, json.Unmarshal([]byte(line), &p), line)
		}
		again, errs, status := call(t, out, "catalogue", "-")
		assert.Equal(t, allAnswered, status, errs)
		assert.Equal(t, out, again, "its own form is read and written the same")
		assert.Contains(t, errs, "read as lines")
	}
}

// The format is told by the beginning, also of standard input and of what is packed.
func TestCatalogueGuess(t *testing.T) {
	for file, format := range map[string]string{
		"shopify-public.json": "shopify", "page.html": "jsonld", "merchant.xml": "merchant", "merchant.tsv": "merchant", "merchant-atom.xml": "merchant", "broken.jsonl": "lines",
	} {
		text, err := os.ReadFile(filepath.Join(exampleFeeds, file))
		require.NoError(t, err)
		out, errs, _ := call(t, string(text), "catalogue")
		assert.Contains(t, errs, "read as "+format+"\n", file)
		assert.NotEmpty(t, out, file)
		named, _, _ := call(t, string(text), "catalogue", "-format", format)
		assert.Equal(t, out, named, file)

		var packed bytes.Buffer
		zip := gzip.NewWriter(&packed)
		_, err = zip.Write(text)
		require.NoError(t, err)
		require.NoError(t, zip.Close())
		unpacked, _, _ := call(t, packed.String(), "catalogue")
		assert.Equal(t, out, unpacked, file)
	}
}

func TestCatalogueUsage(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "broken.yaml")
	require.NoError(t, os.WriteFile(broken, []byte("columns:\n  sku: idd\n"), 0o644))
	lab := exampleMappings + "/lab.yaml"
	for _, tt := range []struct {
		args []string
		err  string
	}{
		{[]string{"-formt", "csv"}, `there is no flag -formt; did you mean "-format"?`},
		{[]string{"-format", "shopfy"}, `there is no format "shopfy" (did you mean "shopify"?)`},
		{[]string{"-format", "xlsx"}, `the formats are shopify, jsonld, merchant, csv, jsonl, lines`},
		{[]string{"-profile", "ebya"}, `did you mean "ebay"?`},
		{[]string{"-currency", "euro"}, `"euro" is no currency's code`},
		{[]string{"-format", "csv"}, "needs -mapping"},
		{[]string{"-format", "shopify", "-mapping", lab}, "needs no -mapping"},
		{[]string{"-mapping", "testdata/absent.yaml"}, "testdata/absent.yaml"},
		{[]string{"-mapping", broken}, broken + `:2:8: error: a column cannot be "idd"`},
		{[]string{"testdata/absent.json"}, "testdata/absent.json"},
		{[]string{"a", "b"}, "one file at most"},
		{[]string{"a", "-format"}, "flags stand before the file"},
		{[]string{}, "nothing tells the format"},
	} {
		out, errs, status := call(t, "", append([]string{"catalogue"}, tt.args...)...)
		assert.Equal(t, misused, status, tt.args)
		assert.Empty(t, out, tt.args)
		assert.Contains(t, errs, tt.err, tt.args)
	}
}

// All that is wrong goes to a file, of which the terminal shows the beginning.
func TestCatalogueRejected(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rejected.jsonl")
	in := `{"id":"A","shoe":{}}` + strings.Repeat("\n{\"id\":7}", 30) + "\n"
	out, errs, status := call(t, in, "catalogue", "-rejected", file)
	assert.Equal(t, someFailed, status)
	assert.Equal(t, 1, strings.Count(out, "\n"))
	assert.Contains(t, errs, "30 records rejected:")
	assert.Contains(t, errs, "and 10 more; -rejected writes them all to a file")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, 30, strings.Count(string(text), "\n"))
	assert.Contains(t, string(text), `{"line":2,"id":"7","key":"id","code":"bad-value","error":"id: `)
	_, errs, status = call(t, in, "catalogue", "-rejected", t.TempDir())
	assert.Equal(t, misused, status)
	assert.NotEmpty(t, errs)
}

// A feed that ends in the middle is reported, and what stood before it is written.
func TestCatalogueCut(t *testing.T) {
	out, errs, status := call(t, `{"products":[{"id":1,"title":"Pump","variants":[]},{"id":2,"ti`, "catalogue")
	assert.Equal(t, someFailed, status)
	assert.Contains(t, out, `"id":"1"`)
	assert.Contains(t, errs, "products[1] (line 1): not valid JSON: the feed ends before this does")
}
