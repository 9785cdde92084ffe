package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/feed"
	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

const catalogueHelp = `usage: heelwise catalogue [-format format] [-mapping file] [-profile name] [-currency code] [-rejected file] [file]

catalogue reads the products of a shop from what the shop already has, the file or standard input, and writes them in one
form, a JSON object a line: what each product is, the facts about the shoe, and under "sources" where each fact was read.
What nobody says stays unknown. What gzip packed is unpacked.

  -format     shopify    JSON of Shopify's Admin API (REST, GraphQL, bulk operations) and of a shop's own /products.json
              jsonld     schema.org's products as JSON-LD, alone or in HTML pages
              merchant   Google Merchant feeds: RSS and Atom XML, and tab-separated
              csv        a table, whose columns a mapping explains
              jsonl      JSON objects, one a line or in a list, whose keys a mapping explains
              lines      what this command writes
              Without it the beginning of the feed and the name of the file tell; which it is, is said.
  -mapping    a YAML file that says what columns or keys mean; docs/catalogue-mapping.md teaches to write one
  -profile    how the shop's texts are read: what its labels mean, which unit bare numbers have. Without it labels and bare
              numbers say nothing, unless the mapping names a profile
  -currency   the code of the currency of prices that name none, as EUR
  -rejected   write all that is wrong to this file, a JSON object a line: {"record", "line", "id", "key", "code", "error"}

On standard error it says what is known of how many products, word by word: stated outright, as a range, by a label, derived
from another fact, or given without a source; and what is wrong, by its place in the feed. A record that cannot be read, or
whose id was read before, is rejected; of one that is read in part the rest is written.

The exit status is 0 if every record was read, 1 if something was wrong with one, or if the input could not be read to its
end, and 2 if the command line or the mapping is wrong.

An example, to be pasted in a checkout of the module:

  go run ./examples/heelwise catalogue -mapping examples/mappings/lab.yaml examples/mappings/lab.jsonl
`

// A shelf is where products are read from, and how.
type shelf struct {
	format                     feed.Format
	mapping, profile, currency string
}

// catalogue is the command of that name.
func catalogue(args []string, s streams) int {
	flags := newFlags("catalogue")
	var from shelf
	from.flags(flags)
	rejected := flags.String("rejected", "", "")
	if err := parse(flags, args); err != nil {
		return s.misuse("catalogue", err.Error())
	}
	name, err := oneFile(flags)
	if err != nil {
		return s.misuse("catalogue", err.Error())
	}
	if name != "" {
		file, err := os.Open(name)
		if err != nil {
			return s.misuse("catalogue", err.Error())
		}
		defer file.Close()
		s.in = file
	}
	o, err := from.options()
	if err == nil {
		s.in, err = from.guess(s.in, name)
	}
	if err != nil {
		return s.refuseShelf("catalogue", err)
	}
	run := normalising{streams: s, out: bufio.NewWriterSize(s.out, 64<<10)}
	if *rejected != "" {
		file, err := os.Create(*rejected)
		if err != nil {
			return s.misuse("catalogue", err.Error())
		}
		defer file.Close()
		run.rejected = file
	}
	return run.read(from.format, o)
}

// refuseShelf tells what is wrong with the flags about a feed, or with its mapping, line by line.
func (s streams) refuseShelf(command string, err error) int {
	list := rules.AsErrors(err)
	if len(list) == 0 || list[0].File == "" {
		return s.misuse(command, err.Error())
	}
	var found findings
	for _, e := range list {
		found.Faults = append(found.Faults, finding{e.File, e})
	}
	found.write(s.err, s.painter(s.err))
	return misused
}

// A normalising is one run of the command.
type normalising struct {
	streams
	out      *bufio.Writer
	rejected io.Writer // nil where nobody wants them
	known    knowledge
	faults   []*feed.Error // the first of them
	partly   int           // products that were read in part
	wrong    int           // records with a fault
}

// maxTold is how many faults are told one by one.
const maxTold = 20

func (n *normalising) read(f feed.Format, o feed.Options) int {
	progress := n.progress("products")
	defer progress.end()
	for p, err := range f.Read(n.in, o) {
		fault, _ := errors.AsType[*feed.Error](err)
		if fault != nil {
			if err := n.reject(fault, p.ID != "" && !repeats(fault)); err != nil {
				progress.end()
				return n.complain("catalogue", err)
			}
		}
		if p.ID == "" || fault != nil && repeats(fault) {
			continue
		}
		n.known.add(&p)
		text, err := json.Marshal(p)
		if err != nil {
			progress.end()
			return n.complain("catalogue", fmt.Errorf("%q cannot be written: %w", p.ID, err))
		}
		if _, err := n.out.Write(append(text, '\n')); err != nil {
			return n.stopped("catalogue", n.status(), err)
		}
		progress.count(n.known.products)
	}
	progress.end()
	if err := n.out.Flush(); err != nil {
		return n.stopped("catalogue", n.status(), err)
	}
	fmt.Fprintf(n.err, "read as %s\n\n%s", f, n.known.table(n.painter(n.err)))
	n.tell()
	return n.status()
}

// repeats reports whether all that is wrong is an id that was read before.
func repeats(e *feed.Error) bool {
	for _, fault := range e.Faults {
		if fault.Code == "duplicate-id" {
			return true
		}
	}
	return false
}

func (n *normalising) status() int {
	if n.wrong > 0 {
		return someFailed
	}
	return allAnswered
}

// reject keeps what is wrong with a record.
func (n *normalising) reject(e *feed.Error, written bool) error {
	n.wrong++
	if written {
		n.partly++
	}
	if len(n.faults) < maxTold {
		n.faults = append(n.faults, e)
	}
	if n.rejected == nil {
		return nil
	}
	_, err := n.rejected.Write(append(rejection(e), '\n'))
	return err
}

// rejection returns what is wrong with a record as JSON.
func rejection(e *feed.Error) []byte {
	said := struct {
		Record string `json:"record,omitempty"`
		Line   int    `json:"line,omitempty"`
		ID     string `json:"id,omitempty"`
		Key    string `json:"key,omitempty"`
		Code   string `json:"code"`
		Error  string `json:"error"`
	}{Record: e.Record, Line: e.Line, ID: e.ID, Code: "failed", Error: tell(e.Faults)}
	if len(e.Faults) > 0 {
		said.Key, said.Code = quote.Short(e.Faults[0].Key), e.Faults[0].Code
	}
	text, err := json.Marshal(said)
	if err != nil {
		panic(err) // texts and a number
	}
	return text
}

// tell tells what was wrong.
func (n *normalising) tell() {
	if n.wrong == 0 {
		return
	}
	p := n.painter(n.err)
	var said []string
	if rejected := n.wrong - n.partly; rejected > 0 {
		said = append(said, count(rejected, "record")+" rejected")
	}
	if n.partly > 0 {
		said = append(said, count(n.partly, "record")+" read in part")
	}
	fmt.Fprintf(n.err, "\n%s:\n", p.red(strings.Join(said, ", ")))
	for _, e := range n.faults {
		fmt.Fprintf(n.err, "  %s\n", wrap(quote.UpTo(e.Error(), 1000), 4))
	}
	if more := n.wrong - len(n.faults); more > 0 {
		fmt.Fprintf(n.err, "  and %d more; -rejected writes them all to a file\n", more)
	}
}

// fieldsOf reports which fields of a product are known, beside the words of its shoe.
func fieldsOf(p *catalog.Product) map[string]bool {
	return map[string]bool{
		"group": p.Group != "", "title": p.Title != "", "brand": p.Brand != "", "category": p.Category != "", "colour": p.Colour != "",
		"department": p.Department != 0, "age_group": p.AgeGroup != 0, "occasion": p.Occasion != 0, "condition": p.Condition != 0,
		"price": p.Price.Known(), "sizes": p.Sizes != nil, "widths": p.Widths != nil, "materials": p.Materials != nil, "url": p.URL != "", "image": p.Image != "",
	}
}
