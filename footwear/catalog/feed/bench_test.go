package feed_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear/catalog/feed"
	"github.com/heelwise/heelwise/footwear/catalog/measure"
)

var gigabytes = flag.Float64("stream", 0, "read so many gigabytes of generated products, by hand")

// A shelf makes products as Shopify's Admin API gives them out, ever new ones and always the same for a seed.
type shelf struct {
	random *rand.Rand
	n      int
}

func newShelf(seed uint64) *shelf { return &shelf{random: rand.New(rand.NewPCG(seed, seed))} }

func (s *shelf) pick(texts ...string) string { return texts[s.random.IntN(len(texts))] }

// product returns a product of about five kilobytes: two colours in six sizes, a description, metafields.
func (s *shelf) product() []byte {
	s.n++
	id := 7_000_000_000 + s.n
	kind, heel := s.pick("Pumps", "Boots", "Sandals", "Sneakers", "Loafers"), s.pick("block", "stiletto", "kitten", "wedge", "cone")
	height := 1 + s.random.IntN(22)
	words := []string{"soft", "lined", "with a buckle", "for every day", "made by hand", "fastened by a zip", "in grained leather", "with a padded insole"}
	s.random.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	body := fmt.Sprintf("<p>%s %s, %s.</p><ul><li>Heel height: %d.%d cm</li><li>%s heel</li><li>Platform: %d mm</li><li>Upper: %s</li><li>Removable insole</li></ul><p>%s</p>",
		s.pick("A pair", "This model", "The classic"), strings.Join(words[:4], ", "), strings.Join(words[4:], ", "), height/2, height%2*5, heel, s.random.IntN(12), s.pick("leather", "imitation leather", "suede", "textile"),
		strings.Repeat("Care for it with a soft brush and a little cream, and let it dry away from heat. ", 6+s.random.IntN(6)))
	colours := []string{s.pick("Black", "Navy", "Tan"), s.pick("Red", "White", "Olive")}
	var variants []map[string]any
	for _, colour := range colours {
		for size := 36; size < 42; size++ {
			variants = append(variants, map[string]any{"id": id*100 + len(variants), "product_id": id, "title": fmt.Sprintf("%s / %d", colour, size), "price": fmt.Sprintf("%d.90", 29+s.random.IntN(200)),
				"sku": fmt.Sprintf("OST-%d-%d", s.n, size), "position": len(variants) + 1, "inventory_policy": "deny", "compare_at_price": nil, "fulfillment_service": "manual", "inventory_management": "shopify",
				"option1": colour, "option2": fmt.Sprint(size), "option3": nil, "taxable": true, "barcode": "", "grams": 900, "weight": 0.9, "weight_unit": "kg", "inventory_quantity": s.random.IntN(5), "requires_shipping": true})
		}
	}
	text, err := json.Marshal(map[string]any{"id": id, "title": fmt.Sprintf("%s %s %d", s.pick("Vera", "Ula", "Kara", "Io"), kind, s.n), "body_html": body, "vendor": s.pick("Ostara", "Lind", "Moe"), "product_type": kind,
		"created_at": "2026-01-01T10:00:00+01:00", "handle": fmt.Sprintf("product-%d", s.n), "status": "active", "tags": "new, " + kind + ", " + heel, "variants": variants,
		"options": []map[string]any{{"name": "Color", "position": 1, "values": colours}, {"name": "Size", "position": 2, "values": []string{"36", "37", "38", "39", "40", "41"}}},
		"images":  []map[string]any{{"id": id * 10, "src": fmt.Sprintf("https://shop.example/%d.jpg", id)}},
		"metafields": []map[string]any{{"namespace": "custom", "key": "heel_height", "type": "dimension", "value": fmt.Sprintf(`{"value":%d,"unit":"MILLIMETERS"}`, height*5)},
			{"namespace": "shopify", "key": "toe-style", "type": "list.metaobject_reference", "value": `["` + s.pick("almond", "pointed", "round") + `"]`}}})
	if err != nil {
		panic(err)
	}
	return text
}

// An endless is {"products": […]} of so many bytes, made while it is read.
type endless struct {
	*shelf
	left    int64
	pending []byte
	begun   bool
}

func (e *endless) Read(p []byte) (int, error) {
	for len(e.pending) == 0 {
		switch {
		case !e.begun:
			e.begun, e.pending = true, append([]byte(`{"products":[`), e.product()...)
		case e.left > 0:
			e.pending = append([]byte(",\n"), e.product()...)
		case e.left > -1<<40:
			e.left, e.pending = -1<<40, []byte("]}\n")
		default:
			return 0, io.EOF
		}
	}
	n := copy(p, e.pending)
	e.pending, e.left = e.pending[n:], e.left-int64(n)
	return n, nil
}

// BenchmarkShopify reads JSON as the Admin API gives it out, with all its texts.
func BenchmarkShopify(b *testing.B) {
	text, err := io.ReadAll(&endless{shelf: newShelf(1), left: 8 << 20})
	require.NoError(b, err)
	profile, err := measure.Named("shopify")
	require.NoError(b, err)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for _, err := range feed.Shopify.Read(bytes.NewReader(text), feed.Options{Profile: profile}) {
			require.NoError(b, err)
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "products/s")
}

// An endless stream is read in memory that does not grow. By hand: go test -run Stream -stream 1 -timeout 0 -v
func TestStream(t *testing.T) {
	size := int64(2 << 20)
	if *gigabytes > 0 {
		size = int64(*gigabytes * 1e9)
	}
	begin := time.Now()
	n, most := 0, uint64(0)
	for p, err := range feed.Shopify.Read(&endless{shelf: newShelf(1), left: size}, feed.Options{Currency: "EUR"}) {
		require.NoError(t, err)
		assert.NotEmpty(t, p.ID)
		if n++; n%5000 == 1 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
			if *gigabytes > 0 && n%50000 == 1 {
				t.Logf("%d products: %.1f MB live", n, float64(m.HeapAlloc)/1e6)
			}
		}
	}
	t.Logf("%.2f GB, %d products, at most %.1f MB live, %.1f MB/s with the making of the products", float64(size)/1e9, n, float64(most)/1e6, float64(size)/1e6/time.Since(begin).Seconds())
	assert.Less(t, most, uint64(100<<20))
}
