package feed_test

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear/catalog/feed"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// transcript reads a feed and tells all that it yields, a line for each.
func transcript(t testing.TB, f feed.Format, text []byte, o feed.Options) string {
	t.Helper()
	var b strings.Builder
	for p, err := range f.Read(bytes.NewReader(text), o) {
		if p.ID != "" {
			data, err := p.MarshalJSON()
			require.NoError(t, err)
			fmt.Fprintf(&b, "%s\n", data)
		}
		if err != nil {
			fmt.Fprintf(&b, "error: %v\n", err)
		}
	}
	return b.String()
}

func golden(t *testing.T, file, have string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(have), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "run go test ./footwear/catalog/feed -update")
	assert.Equal(t, string(want), have, "run go test ./footwear/catalog/feed -update, then read the diff")
}

// Feeds of every format, with mistakes in them, are read as their golden says, and their format is guessed.
func TestFeeds(t *testing.T) {
	for _, tt := range []struct {
		file   string
		format feed.Format
	}{
		{"shopify-admin.json", feed.Shopify}, {"shopify-public.json", feed.Shopify}, {"shopify-graphql.json", feed.Shopify}, {"shopify-bulk.jsonl", feed.Shopify},
		{"page.html", feed.JSONLD}, {"merchant.xml", feed.Merchant}, {"merchant-atom.xml", feed.Merchant}, {"merchant.tsv", feed.Merchant}, {"broken.jsonl", feed.Lines},
	} {
		t.Run(tt.file, func(t *testing.T) {
			path := filepath.Join("testdata", "feeds", tt.file)
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			have := transcript(t, tt.format, text, feed.Options{Currency: "EUR"})
			golden(t, path+".golden", have)

			guessed, whole, err := feed.Guess(bytes.NewReader(text), tt.file)
			require.NoError(t, err)
			assert.Equal(t, tt.format, guessed)
			again, err := io.ReadAll(whole)
			require.NoError(t, err)
			assert.Equal(t, have, transcript(t, guessed, again, feed.Options{Currency: "EUR"}), "what was guessed is read from its beginning")

			var packed bytes.Buffer
			zip := gzip.NewWriter(&packed)
			_, err = zip.Write(append([]byte("\ufeff"), text...))
			require.NoError(t, err)
			require.NoError(t, zip.Close())
			guessed, whole, err = feed.Guess(&packed, tt.file+".gz")
			require.NoError(t, err)
			assert.Equal(t, tt.format, guessed, "packed")
			again, err = io.ReadAll(whole)
			require.NoError(t, err)
			assert.Equal(t, have, transcript(t, guessed, again, feed.Options{Currency: "EUR"}), "packed, with a byte order mark")
		})
	}
}
