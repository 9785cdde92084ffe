package feed_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear/catalog/feed"
)

// told returns the codes of the errors of a feed, the last of which stands in brackets if it ends the feed, and the ids of
// the products.
func told(t testing.TB, f feed.Format, r io.Reader, o feed.Options) (ids, codes string) {
	t.Helper()
	var products, errs []string
	for p, err := range f.Read(r, o) {
		if p.ID != "" {
			products = append(products, p.ID)
		}
		if e, ok := errors.AsType[*feed.Error](err); ok {
			code := e.Faults[0].Code
			if e.Ends {
				code = "[" + code + "]"
			}
			errs = append(errs, code)
		}
	}
	return strings.Join(products, " "), strings.Join(errs, " ")
}

// A mistake costs its record, or its line, and no other.
func TestRecovery(t *testing.T) {
	m, err := feed.ParseMapping("m.yaml", []byte("columns: {id: id, t: title}\n"))
	require.NoError(t, err)
	long := strings.Repeat("x", 1000)
	for _, tt := range []struct {
		format         feed.Format
		in, ids, codes string
	}{
		{feed.Shopify, ``, "", ""},
		{feed.Shopify, `[]`, "", ""},
		{feed.Shopify, `{"products":[]}`, "", ""},
		{feed.Shopify, `[{"id":1},]`, "1", "bad-json"},
		{feed.Shopify, `[,{"id":1} {"id":2},,{"id":3}]`, "1 2 3", "bad-json bad-json bad-json"},
		{feed.Shopify, `[{"id":1},null,true,"x",[],[[{"id":2}]],{"id":3}]`, "1 2 3", "bad-value bad-value bad-value"},
		{feed.Shopify, `[{"id":1},}{"id":2}]`, "1 2", "bad-json"},
		{feed.Shopify, `[{"id":1},{"id":2`, "1", "[bad-json]"},
		{feed.Shopify, `[{"id":1},{"id":2}`, "1 2", "[bad-json]"},
		{feed.Shopify, `{"id":1}{"id":2}` + "\n\n" + `{"id":3}`, "1 2 3", ""},
		{feed.Shopify, "{\"id\":1}\n{\"id\":2,\"title\":\"open\n{\"id\":3}\n", "1 3", "bad-json"},
		{feed.Shopify, "[{\"id\":1},\n{\"id\":2,\"title\":\"open},\n{\"id\":3}]", "1 3", "bad-json"},
		{feed.Shopify, `[{"id":1,"title":"` + long + `"},{"id":2}]`, "2", "too-long"},
		{feed.Shopify, `{"shop":"` + long + `","products":[{"id":1}]}`, "1", ""},
		{feed.Shopify, `[{"id":1,"title":"` + "\xff" + `"},{"id":2}]`, "2", "bad-utf8"},
		{feed.Shopify, `[{"id":1,"title":"\ud800"},{"id":2}]`, "1 2", ""},
		{feed.Shopify, strings.Repeat(`{"data":`, 15) + `{"id":1}` + strings.Repeat(`}`, 15), "1", ""},
		{feed.Shopify, strings.Repeat(`[`, 900), "", "bad-value [bad-json]"},
		{feed.Shopify, `[{"id":1},{"id":1},{"id":"1"}]`, "1 1 1", "duplicate-id duplicate-id"},
		{feed.Shopify, `{"errors":"[API] Invalid API key"}`, "", "no-product"},
		{feed.Shopify, `{"errors":[{"message":"Throttled"}],"data":null}`, "", "no-product"},
		{feed.Shopify, `/* made by a theme */ {"id":1} what else {"id":2}`, "1 2", "bad-value bad-value"},
		{feed.Shopify, "\xff\xfe{\x00}\x00", "", "[bad-utf8]"},
		{feed.Shopify, "{\x00\"\x00", "", "[bad-utf8]"},

		{feed.JSONLD, `{"@type":"Organization","name":"x"}`, "", ""},
		{feed.JSONLD, `{"@type":"Product"}`, "", "missing-key"},
		{feed.JSONLD, `<html><p>no data`, "", "[no-product]"},
		{feed.JSONLD, `<script type="application/ld+json">{"@type":"Product","sku":"1"`, "", "bad-json"},
		{feed.JSONLD, `<script type="application/ld+json">{"@type":"Product","sku":</script><script type='application/ld+json'>[{"@type":"Product","sku":2}]</script>`, "2", "bad-json"},
		{feed.JSONLD, "<script type=application/ld+json>[{\"@type\":\"Product\",\"sku\":1,\"name\":\"a\tb\r\nc\"},{\"@type\":\"Product\",\"sku\":2}]</script>", "1 2", ""},
		{feed.JSONLD, "<script type=application/ld+json>{\"@type\":\"Product\",\"sku\":1,\"name\":\"a\nb}</script>", "", "bad-json"},
		{feed.JSONLD, `<script type=application/ld+json></script>`, "", ""},
		{feed.JSONLD, `<script>` + strings.Repeat(long, 20) + `</script>`, "", "[too-long]"},

		{feed.Merchant, `<rss><item><id>1</id></item><item><id>2</id><x></item><item><id>3</id></item></rss>`, "1 3", "bad-xml"},
		{feed.Merchant, `<rss><item><id>1</id>`, "", "[bad-xml]"},
		{feed.Merchant, `<rss><item><id>1</id><t>` + long + `</t></item><item><id>2</id></item></rss>`, "2", "too-long"},
		{feed.Merchant, `<rss><!-- <item><id>0</id></item> --><![CDATA[<item>]]><?x <item> ?><item><id>1</id></item></rss>`, "1", ""},
		{feed.Merchant, `<!DOCTYPE x [<!ENTITY a "` + long + `"><!ENTITY b "&a;&a;">]><rss><item><id>1</id><t>&b;</t></item><item><id>2</id></item>`, "2", "bad-xml"},
		{feed.Merchant, `<rss><item x="/item>"><id>1</id></item></rss>`, "1", ""},
		{feed.Merchant, "id\ttitle\tprice\n1\ta\tfree\n2\tb\n3\t\"c\t4.00 EUR\n4\td\t5.00 EUR\n", "1 3 4", "bad-value wrong-cells"},

		{feed.CSV, "", "", "[no-head]"},
		{feed.CSV, "id,t\n", "", ""},
		{feed.CSV, "sku,t\n1,a\n2,b\n", "", "[unknown-column]"},
		{feed.CSV, "id,x\n1,a\n", "1", "unknown-column"},
		{feed.CSV, "id,t,t\n1,a,b\n", "1", "duplicate-column"},
		{feed.CSV, "id,t\r\n1,a\r\n\r\n2,\"b\r\nb\"\r\n3,c", "1 2 3", ""},
		{feed.CSV, "id,t\n1,\"a\"b\n2,b\n", "2", "bad-quote"},
		{feed.CSV, "id,t\n1,\"a\"\r\"b\n2,b\n", "2", "bad-quote"},
		{feed.CSV, "id,t\n1,\"a\"\r\r\n2,\"b\"\r", "2", "bad-quote"},
		{feed.CSV, "id,t\n1,\"a\n2,b\n3,c\n", "2 3", "bad-quote"},
		{feed.CSV, "id,t\n1,3\" heel\n2,\"3\"\" heel\"\n", "1 2", ""},
		{feed.CSV, "id,t\n1,\"" + strings.Repeat("x\n", 600) + "2,b\n", "2", "bad-quote" + strings.Repeat(" wrong-cells", 599)},
		{feed.CSV, "id,t\n1," + long + "\n2,b\n", "2", "too-long"},
		{feed.CSV, "id,t\n1,\"a\n" + long + "\n2,b\n", "2", "bad-quote too-long"},
		{feed.CSV, "id,t\n1,\xff\n2,b\n", "2", "bad-utf8"},
		{feed.CSV, "id,t\n1,a,b\n2\n3,c\n", "3", "wrong-cells wrong-cells"},

		{feed.JSON, `[{"id":1},{"id":[2]},{"id":{"a":1}},{"t":"x"}]`, "1 2", "missing-key missing-key"},
		{feed.Lines, "{\"id\":\"1\"}\n[]\n" + long + "\n{\"id\":\"2\"}", "1 2", "bad-value too-long"},
		{feed.Format("xls"), "", "", "[unknown-format]"},
	} {
		name := fmt.Sprintf("%s: %.60q", tt.format, tt.in)
		o := feed.Options{Mapping: m, Limit: 800}
		ids, codes := told(t, tt.format, strings.NewReader(tt.in), o)
		assert.Equal(t, tt.ids, ids, name)
		assert.Equal(t, tt.codes, codes, name)
		if tt.in != "" && tt.in[0] < 0x80 && !strings.Contains(tt.in[:2], "\x00") {
			ids, codes := told(t, tt.format, iotest.OneByteReader(strings.NewReader(tt.in)), o)
			assert.Equal(t, tt.ids, ids, "byte by byte: %s", name)
			assert.NotEqual(t, tt.codes == "", codes != "", name)
		}
	}
	_, codes := told(t, feed.CSV, strings.NewReader("id\n1\n"), feed.Options{})
	assert.Equal(t, "[no-mapping]", codes)
}

// A line break within a text of a page is read, and moves no place behind it.
func TestPlacesBehindLineBreaks(t *testing.T) {
	in := "<html>\n<script type=application/ld+json>\n[{\"@type\":\"Product\",\"sku\":1,\"name\":\"a\nb\n\"},\n{\"@type\":\"Product\"}]</script>"
	var titles []string
	for p, err := range feed.JSONLD.Read(strings.NewReader(in), feed.Options{}) {
		if err == nil {
			titles = append(titles, p.Title)
			continue
		}
		e, ok := errors.AsType[*feed.Error](err)
		require.True(t, ok, err)
		assert.Equal(t, "script[0].[1] (line 6)", e.Place())
		assert.Equal(t, strings.LastIndex(in, "{"), int(e.Offset))
	}
	assert.Equal(t, []string{"a\nb\n"}, titles)
}

// What cannot be read is told by the id that it has.
func TestRefusedIDs(t *testing.T) {
	for _, tt := range []struct {
		format feed.Format
		in     string
	}{
		{feed.Shopify, `[{"id":"A-7","title":[]}]`},
		{feed.JSONLD, `{"@type":"Product","name":"Vera","sku":"A-7","offers":{},}`},
		{feed.Merchant, `<rss><item><g:title>Vera & Ula</g:title><g:id> A-7 </g:id></item></rss>`},
	} {
		for _, err := range tt.format.Read(strings.NewReader(tt.in), feed.Options{}) {
			e, ok := errors.AsType[*feed.Error](err)
			require.True(t, ok, tt.in)
			assert.Equal(t, "A-7", e.ID, tt.in)
		}
	}
}

// Errors say where: the record by its path, the line, the bytes before it.
func TestPlaces(t *testing.T) {
	in := "{\"products\": [\n  {\"id\": 1},\n  {\"id\": 2, \"variants\": [{\"price\": \"1.00\"}, {\"price\": \"one\"}]},\n  {\"title\": []}\n]}\n"
	var list []*feed.Error
	for _, err := range feed.Shopify.Read(strings.NewReader(in), feed.Options{}) {
		if err != nil {
			list = append(list, err.(*feed.Error))
		}
	}
	require.Len(t, list, 2)
	assert.Equal(t, "products[1]", list[0].Record)
	assert.Equal(t, 3, list[0].Line)
	assert.Equal(t, int64(strings.Index(in, `{"id": 2`)), list[0].Offset)
	assert.Equal(t, "2", list[0].ID)
	assert.Equal(t, "variants[1].price", list[0].Faults[0].Key)
	assert.Equal(t, "products[1] (line 3)", list[0].Place())
	assert.Equal(t, "products[2]", list[1].Record)
	assert.Equal(t, "title", list[1].Faults[0].Key)
	assert.Contains(t, list[1].Error(), "title: this cannot be a list")
}

// What the reader says is what the last error wraps.
func TestReaderFails(t *testing.T) {
	broken := errors.New("the line is dead")
	for f, in := range map[feed.Format]string{
		feed.Shopify: `[{"id":1},`, feed.JSONLD: `[{"@type":"Product","sku":1},`, feed.Merchant: `<rss><item><id>1</id></item>`, feed.Lines: "{\"id\":\"1\"}\n",
	} {
		var last error
		for _, err := range f.Read(io.MultiReader(strings.NewReader(in), iotest.ErrReader(broken)), feed.Options{}) {
			last = err
		}
		require.ErrorIs(t, last, broken, string(f))
		assert.True(t, last.(*feed.Error).Ends, string(f))
	}

	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	_, err := zip.Write([]byte(strings.Repeat("{\"id\":\"1\"}\n", 1000)))
	require.NoError(t, err)
	require.NoError(t, zip.Close())
	var last error
	for _, err := range feed.Lines.Read(bytes.NewReader(packed.Bytes()[:packed.Len()/2]), feed.Options{}) {
		last = err
	}
	require.ErrorIs(t, last, io.ErrUnexpectedEOF)
	assert.ErrorContains(t, last, "broken or cut off")
}

// pattern repeats a text without end, up to a number of bytes.
type pattern struct {
	text string
	left int
	at   int
}

func (p *pattern) Read(b []byte) (n int, err error) {
	if p.left <= 0 {
		return 0, io.EOF
	}
	for n < len(b) && n < p.left {
		c := copy(b[n:min(len(b), p.left)], p.text[p.at:])
		n, p.at = n+c, (p.at+c)%len(p.text)
	}
	p.left -= n
	return n, nil
}

// However a feed is made, what is held does not grow with it.
func TestHostileStreams(t *testing.T) {
	m, err := feed.ParseMapping("m.yaml", []byte("columns: {id: id}\n"))
	require.NoError(t, err)
	for _, tt := range []struct {
		format     feed.Format
		head, text string
	}{
		{feed.Shopify, `[`, `{"a":`}, {feed.Shopify, `[{"id":"`, `x`}, {feed.Shopify, `{"`, `x`}, {feed.Shopify, `{`, `"a":1,`}, {feed.Shopify, ``, `[`}, {feed.Shopify, `[`, ` `}, {feed.Shopify, `[`, `9`},
		{feed.JSONLD, `<p>`, `x `}, {feed.JSONLD, `<script type="application/ld+json">`, `[`},
		{feed.Merchant, `<rss><item>`, `<a>`}, {feed.Merchant, `<rss>`, `<`}, {feed.Merchant, `<rss><!--`, `-`}, {feed.Merchant, `<!DOCTYPE `, `[<`}, {feed.Merchant, `<`, `x`}, {feed.Merchant, "id\ttitle\n", "\"\t"},
		{feed.CSV, "id\n", `"`}, {feed.CSV, "id\n\"", "a\n"}, {feed.CSV, "", `x`}, {feed.CSV, "id\n", "\"a\n"}, {feed.CSV, "id\n\"", "\"\"\n"},
		{feed.Lines, "", `{"id":`}, {feed.Lines, "", "\n"},
	} {
		name := fmt.Sprintf("%s: %q, %q", tt.format, tt.head, tt.text)
		r := io.MultiReader(strings.NewReader(tt.head), &pattern{text: tt.text, left: 1 << 19})
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		n, live := 0, uint64(0)
		for _, err := range tt.format.Read(r, feed.Options{Mapping: m, Limit: 16 << 10}) {
			n++
			if n%100_000 == 1 || err != nil && err.(*feed.Error).Ends {
				runtime.GC()
				runtime.ReadMemStats(&after)
				live = max(live, after.HeapAlloc)
			}
		}
		assert.Less(t, int64(live)-int64(before.HeapAlloc), int64(1<<20), name)
	}
}
