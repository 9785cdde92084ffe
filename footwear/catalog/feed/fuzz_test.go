package feed_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/feed"
	"github.com/heelwise/heelwise/rules"
)

// laws checks what holds of any feed: errors say where and what, the one that ends the feed is the last, products are
// written and read back the same, and it makes no difference in which pieces a feed arrives.
func laws(t testing.TB, f feed.Format, text []byte, o feed.Options) {
	t.Helper()
	type one struct {
		Product catalog.Product
		Err     string
	}
	var list []one
	ended := false
	for p, err := range f.Read(bytes.NewReader(text), o) {
		require.False(t, ended, "nothing follows the end")
		said := one{Product: p}
		if err != nil {
			e, ok := errors.AsType[*feed.Error](err)
			require.True(t, ok, "%T", err)
			require.NotEmpty(t, e.Faults)
			for _, fault := range e.Faults {
				assert.NotEmpty(t, fault.Code)
				assert.NotEmpty(t, fault.Msg)
			}
			assert.True(t, e.Line > 0 || e.Ends, "it has a place: %v", err)
			assert.Equal(t, rules.AsErrors(err), e.Faults)
			assert.True(t, 0 <= e.Offset && e.Offset <= int64(len(text))+1<<20, "%d", e.Offset)
			ended, said.Err = e.Ends, err.Error()
		} else {
			assert.NotEmpty(t, p.ID)
		}
		data, err := json.Marshal(p)
		require.NoError(t, err)
		var back catalog.Product
		require.NoError(t, json.Unmarshal(data, &back), string(data))
		assert.Equal(t, p, back)
		list = append(list, said)
	}
	var again []one
	for p, err := range f.Read(iotest.HalfReader(bytes.NewReader(text)), o) {
		said := one{Product: p}
		if err != nil {
			said.Err = err.Error()
		}
		again = append(again, said)
	}
	assert.Equal(t, list, again)
	n := 0
	for range f.Read(bytes.NewReader(text), o) {
		if n++; n > len(list)/2 {
			break // which is heeded: a call after it would panic
		}
	}
}

// seeds adds the fixtures of a format, and pieces of them.
func seeds(f *testing.F, patterns ...string) {
	f.Helper()
	for _, pattern := range patterns {
		names, err := filepath.Glob(pattern)
		require.NoError(f, err)
		require.NotEmpty(f, names, pattern)
		for _, name := range names {
			text, err := os.ReadFile(name)
			require.NoError(f, err)
			f.Add(text)
			f.Add(text[:len(text)/2])
		}
	}
}

// small is a limit that fuzzing reaches.
const small = 2000

func FuzzShopify(f *testing.F) {
	seeds(f, "testdata/feeds/shopify-*.json*l", "testdata/feeds/shopify-*.json")
	f.Add([]byte(`[{"id":1,"variants":{"edges":[{"node":{"price":1e3}}]},"metafields":[{"namespace":"shopify","key":"age-group","value":"[\"Kids\"]"}]}]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		laws(t, feed.Shopify, text, feed.Options{Currency: "EUR", Limit: small})
	})
}

func FuzzJSONLD(f *testing.F) {
	seeds(f, "testdata/feeds/page.html")
	f.Add([]byte(`{"@graph":[{"@type":"Product","sku":1,"offers":{"price":"1","priceCurrency":"e"},"size":[{"name":"3"}]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) { laws(t, feed.JSONLD, text, feed.Options{Limit: small}) })
}

func FuzzMerchant(f *testing.F) {
	seeds(f, "testdata/feeds/merchant*.xml", "testdata/feeds/merchant.tsv")
	f.Fuzz(func(t *testing.T, text []byte) {
		laws(t, feed.Merchant, text, feed.Options{Currency: "USD", Limit: small})
	})
}

func FuzzLines(f *testing.F) {
	seeds(f, "testdata/feeds/broken.jsonl", "testdata/feeds/shopify-admin.json.golden")
	f.Fuzz(func(t *testing.T, text []byte) { laws(t, feed.Lines, text, feed.Options{Limit: small}) })
}

// every is a mapping with a column of each kind.
const every = `
currency: EUR
records: data.items
columns:
  id: id
  t: title
  p: price
  d: department
  a: age_group
  c: condition
  o: {is: occasion, values: {work: office, play: [social, event]}}
  s: {is: sizes, split: "/"}
  w: {is: widths, values: {E: wide}}
  m: materials
  n: in_stock
  h: {is: shoe.heel_height, unit: cm}
  f: shoe.closed_back
  k: {is: shoe.heel, values: {Keil: wedge, Block: [block, cone]}}
  g: shoe.weight
  e: shop.note
  y: {values: {mule: {shoe.closed_back: false, shoe.style: mule, materials: leather}}}
  x.*: specification
  z.z: description
  "*": specification
constant: {group: all}
`

func FuzzCSV(f *testing.F) {
	m, err := feed.ParseMapping("every.yaml", []byte(every))
	require.NoError(f, err)
	seeds(f, "testdata/feeds/merchant.tsv")
	f.Add([]byte("id;t;p;d;a;c;o;s;w;m;n;h;f;k;g;e;y;x\n1;A;1,50 €;women;kids;new;work;37/38;E;leather;1;8,5;no;Keil;280g;12;mule;\n2;\"a\n;b\";;;;;;;;;0;99;;Block;1kg;\"x\"\"\";;3\n"))
	f.Fuzz(func(t *testing.T, text []byte) { laws(t, feed.CSV, text, feed.Options{Mapping: m, Limit: small}) })
}

func FuzzJSON(f *testing.F) {
	m, err := feed.ParseMapping("every.yaml", []byte(every))
	require.NoError(f, err)
	f.Add([]byte(`{"data":{"items":[{"id":1,"h":8.5e0,"f":true,"e":"8cm","x":{"a":["b",1]},"z":[{"z":"t"}],"s":["37","38/39"],"p":12.50}]}}`))
	f.Add([]byte("{\"id\":\"1\",\"p\":\"1,400\",\"e\":[true]}\n{\"id\":\"2\",\"z.z\":{\"value\":3,\"unit\":\"cm\"}}\n"))
	f.Fuzz(func(t *testing.T, text []byte) { laws(t, feed.JSON, text, feed.Options{Mapping: m, Limit: small}) })
}

func FuzzMapping(f *testing.F) {
	seeds(f, "testdata/shops/*.yaml")
	f.Add([]byte(every))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := feed.ParseMapping("fuzz.yaml", text)
		if err == nil {
			laws(t, feed.CSV, []byte("id,t,p,d,a,h\n1,2,3,4,5,6\n"), feed.Options{Mapping: m})
			laws(t, feed.JSON, []byte(`{"id":"1","t":["a"],"h":{"value":3}}`), feed.Options{Mapping: m})
			return
		}
		faults := rules.AsErrors(err)
		require.NotEmpty(t, faults)
		for _, e := range faults {
			assert.Equal(t, "fuzz.yaml", e.File)
			assert.True(t, e.Line > 0 || strings.HasPrefix(e.Code, "bad-") || e.Code == "too-long", "%v", e)
		}
	})
}
