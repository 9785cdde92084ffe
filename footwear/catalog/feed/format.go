package feed

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"

	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/measure"
	"github.com/heelwise/heelwise/internal/lines"
	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// A Format is a form in which shops hand their products out. The empty Format is none.
type Format string

// The formats.
const (
	Shopify  Format = "shopify"  // JSON of Shopify's Admin API (REST and GraphQL) and of a shop's own /products.json
	JSONLD   Format = "jsonld"   // schema.org's products as JSON-LD, alone or in HTML pages
	Merchant Format = "merchant" // Google Merchant Center's feeds: RSS and Atom XML, and tab-separated
	CSV      Format = "csv"      // tables, whose columns a [Mapping] explains
	JSON     Format = "jsonl"    // JSON objects, one a line or in a list, whose keys a [Mapping] explains
	Lines    Format = "lines"    // products as a json.Encoder writes them, one a line; see [catalog.Product]
)

// Formats returns the formats.
func Formats() []Format { return []Format{Shopify, JSONLD, Merchant, CSV, JSON, Lines} }

// Options are what is known of a feed beside its format. The zero Options say nothing and suffice, but for [CSV] and
// [JSON], which need a Mapping.
type Options struct {
	Profile  *measure.Profile // how the shop's texts are read; nil is the mapping's, or else [measure.Plain]
	Currency string           // the code for prices that name none; empty is the mapping's, or else unknown
	Mapping  *Mapping         // what columns and keys mean, of CSV and JSON
	Limit    int              // bytes of the longest record that is read; 0 is 1 MB
}

// Read yields the products of a feed in the order of its records, reading as it goes: it holds one record at a time. What
// gzip packed is unpacked.
//
// Beside a nil error stands a product. A record that cannot be read, or in part only, is yielded with an [*Error], and so is
// a product whose id was read before, which is told of the last quarter of a million products. Reading goes on if the
// caller does; an error that Ends the feed is the last. What is no shoe is a product like any other.
//
// What a record says in fields of its own is taken as a fact, and all its texts are read by the profile. The result may be
// used several times where r can be read anew; a Format is safe for concurrent use.
func (f Format) Read(r io.Reader, o Options) iter.Seq2[catalog.Product, error] {
	return func(yield func(catalog.Product, error) bool) {
		s := newStream(o, yield)
		text, err := open(r)
		if err != nil {
			s.fail(unreadable(place{}, err))
			return
		}
		switch f {
		case Shopify:
			s.readShopify(text)
		case JSONLD:
			s.readJSONLD(text)
		case Merchant:
			s.readMerchant(text)
		case CSV, JSON:
			s.readMapped(text, f)
		case Lines:
			s.readLines(text)
		default:
			s.fail(unreadable(place{}, noSuchFormat(f)))
		}
	}
}

func noSuchFormat(f Format) error {
	var names []string
	for _, known := range Formats() {
		names = append(names, string(known))
	}
	e := &rules.Error{Code: "unknown-format", Msg: fmt.Sprintf("there is no format %q", quote.Short(string(f))), Hint: "the formats are " + strings.Join(names, ", ")}
	if near, ok := rules.Nearest(string(f), names); ok {
		e.Hint = fmt.Sprintf("did you mean %q?", near)
	}
	return e
}

// UnmarshalText reads the name of a format, as of a flag. The error says which there are; f is then what it was.
func (f *Format) UnmarshalText(text []byte) error {
	for _, known := range Formats() {
		if string(known) == string(text) {
			*f = known
			return nil
		}
	}
	return noSuchFormat(Format(text))
}

// MarshalText writes the name of the format.
func (f Format) MarshalText() ([]byte, error) { return []byte(f), nil }

// Guess tells the format of a feed by its beginning and the name of its file, which may be empty. It returns the feed as
// it was; f is empty where nothing tells. The error is that of r, or says that the feed cannot be read at all.
func Guess(r io.Reader, name string) (f Format, feed io.Reader, err error) {
	whole := bufio.NewReaderSize(r, bufferSize)
	head, err := whole.Peek(bufferSize)
	if err != nil && err != io.EOF && len(head) == 0 {
		return "", whole, err
	}
	text, err := open(bytes.NewReader(head))
	if err != nil {
		return "", whole, unreadable(place{}, err)
	}
	start, _ := text.Peek(bufferSize) // what was cut off within a packed block does no harm
	return guess(bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\ufeff")), " \t\r\n"), name), whole, nil
}

func guess(head []byte, name string) Format {
	has := func(any ...string) bool {
		for _, text := range any {
			if bytes.Contains(head, []byte(text)) {
				return true
			}
		}
		return false
	}
	name = strings.TrimSuffix(strings.ToLower(path.Base(name)), ".gz")
	switch {
	case len(head) == 0:
	case head[0] == '<' && has("base.google.com/ns/1.0", "<rss", "<feed", "<item>", "<entry>"):
		return Merchant
	case head[0] == '<':
		return JSONLD
	case head[0] == '{' || head[0] == '[':
		switch {
		case has(`"@context"`, `"@graph"`, `"@type"`):
			return JSONLD
		case has(`"variants"`, `"body_html"`, `"descriptionHtml"`, `gid://shopify/`):
			return Shopify
		case has(`"shoe":`, `"shoe" :`):
			return Lines
		}
		return JSON
	case strings.HasSuffix(name, ".tsv"), strings.HasSuffix(name, ".txt"), isMerchantHead(head):
		if isMerchantHead(head) {
			return Merchant
		}
		return CSV
	case strings.HasSuffix(name, ".csv"), has(",", ";", "\t"):
		return CSV
	}
	return ""
}

// readLines reads products as they are written.
func (s *stream) readLines(text *bufio.Reader) {
	readJSONLines(text, s.limit, func(at place, raw []byte) bool {
		d := s.draft(at)
		if d.faults = decodeJSON(raw, &d.product); len(d.faults) > 0 {
			return s.refuse(at, raw, d.faults, "id")
		}
		return s.add(d)
	}, s.fail)
}

// limitOf returns the length of the longest record.
func (o Options) limitOf() int {
	if o.Limit > 0 {
		return o.Limit
	}
	return lines.Max
}
