package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/feed"
	"github.com/heelwise/heelwise/rules"
)

const rankHelp = `usage: heelwise rank [flags] [file]

rank puts the products of a shop in the order of their strain for one wearer in one use. It reads them from the file or from
standard input, in any format that heelwise catalogue reads or writes, and writes one ranked product a line: those first of
which the upper end of the likely index is lowest, so that nothing stands high because little is known of it.

  -wearer      who wears the shoes, as JSON ('{"arch": "flat"}') or as a file of it. By default the reference: a healthy
               adult of 35
  -use         how they are worn, likewise ('{"hours": "6h"}'). By default the reference: 8 hours a day on 5 days a week,
               standing at work in an office
  -reference   where -wearer or -use leave a word unknown, take that of the reference
  -n           how many products; 20 by default
  -after       begin behind the product with this cursor, which stands in its answer
  -facets      in place of the products write, in one line, how many there are: by band, department, age group, occasion,
               category, brand and size in stock. What is counted by one flag below is counted as if that were not given

  -department  offered to women or men, or unisex
  -age-group   made for baby, child, teen, adult or all; adult by default, and any ranks them all together
  -category    in this category; may be given several times, for any of several, as may -brand, -size, -occasion and -exclude
  -brand       of this brand
  -size        in stock in this size, as the shop writes it
  -occasion    offered for office, social, event, commute, home or sport
  -max-price   at this price or below, as "100 EUR"
  -keep-heel   only shoes with a heel
  -exclude     the id of a product, or of a group of colours, to leave out

  -format, -mapping, -profile, -currency
               how to read the products, as for heelwise catalogue
  -layer       lay the pack in this folder over the strain pack; may be given several times, the lowest layer first
  -pack        judge by the pack in this folder in place of the strain pack

What a flag asks for must surely hold: a product of unknown price is under no ceiling. Of products with one id the first one
counts. A record that cannot be read, or whose facts are impossible, is reported on standard error, as
{"record", "line", "id", "key", "code", "error"}, and left out.

The exit status is 0 if every record could be ranked, 1 if one was left out or if the input could not be read to its end, and
2 if the command line is wrong or a pack has mistakes.

An example, to be pasted in a checkout of the module:

  echo '{"id": "A-7", "title": "Pump Vera", "shoe": {"heel": "block", "heel_height": "6cm"}}' | go run ./examples/heelwise rank

The index compares mechanical strain, for general information. It is no probability of pain, and a low one is no all-clear.
`

// A wish is what the command line of rank asks for.
type wish struct {
	catalog.Ranking
	n      int
	facets bool
}

// rank is the command of that name.
func rank(args []string, s streams) int {
	flags := newFlags("rank")
	var f rankFlags
	f.declare(flags)
	if err := parse(flags, args); err != nil {
		return s.misuse("rank", err.Error())
	}
	name, err := oneFile(flags)
	if err != nil {
		return s.misuse("rank", err.Error())
	}
	k, err := openNamed(f.pack, f.layers)
	if err != nil {
		return s.misuse("rank", err.Error())
	}
	assessor, faults := k.assessor()
	if assessor == nil {
		s.refuse(k, k.find(faults, false).Faults)
		return misused
	}
	w, err := f.wish(assessor)
	if err != nil {
		return s.misuse("rank", err.Error())
	}
	in := &counted{Reader: s.in}
	if name != "" {
		file, err := os.Open(name)
		if err != nil {
			return s.misuse("rank", err.Error())
		}
		defer file.Close()
		in.Reader = file
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			in.size = info.Size()
		}
	}
	c := reader{streams: s, in: in, shelf: f.from}
	if c.o, err = c.shelf.options(); err == nil {
		c.feed, err = c.shelf.guess(in, name)
	}
	if err != nil {
		return s.refuseShelf("rank", err)
	}
	return c.rank(assessor, w)
}

// rank reads a catalogue and writes what is asked for.
func (c *reader) rank(a *footwear.Assessor, w wish) int {
	s := c.streams
	c.judge = func(p *catalog.Product) error {
		one := p.Case(w.Wearer, w.Use)
		if a.Score(&one).Valid() {
			return nil
		}
		_, err := a.Assess(one)
		return err
	}
	index, err := catalog.NewIndex(a, c.products())
	if err != nil {
		return s.complain("rank", err)
	}
	if c.broken != nil {
		return s.complain("rank", c.broken)
	}
	status := allAnswered
	if c.failed > 0 {
		status = someFailed
	}
	out := bufio.NewWriterSize(s.out, 64<<10)
	err = w.answer(index.View(), json.NewEncoder(out))
	if faults := rules.AsErrors(err); len(faults) > 0 { // of the cursor; what else was asked for is right
		return s.misuse("rank", "-"+faults.Error())
	}
	if err = errors.Join(err, out.Flush()); err != nil {
		return s.stopped("rank", status, err)
	}
	return status
}

// answer writes what is asked of a view.
func (w *wish) answer(v *catalog.View, out *json.Encoder) error {
	out.SetEscapeHTML(false)
	if w.facets {
		f, err := v.Facets(context.Background(), w.Ranking)
		if err != nil {
			return err
		}
		return out.Encode(f)
	}
	page, err := v.Page(context.Background(), w.Ranking, w.n)
	if err != nil {
		return err
	}
	for _, r := range page.Products {
		if err := out.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

// A reader reads a catalogue.
type reader struct {
	streams
	shelf
	o      feed.Options
	in     *counted
	feed   io.Reader                    // in, from its beginning
	judge  func(*catalog.Product) error // says why a product cannot be judged
	failed int                          // how many records were left out, or a part of them
	broken error                        // why the input could not be read to its end
}

// products yields the products that could be read, and reports the other records.
func (c *reader) products() func(func(catalog.Product) bool) {
	return func(yield func(catalog.Product) bool) {
		progress := c.reading(c.in)
		defer progress.end()
		n := 0
		for p, err := range c.format.Read(c.feed, c.o) {
			fault, _ := errors.AsType[*feed.Error](err)
			usable := p.ID != "" && (fault == nil || !repeats(fault))
			if usable {
				if err := c.judge(&p); err != nil {
					usable, fault = false, &feed.Error{ID: p.ID, Faults: rules.AsErrors(err)}
				}
			}
			if fault != nil {
				progress.end()
				if c.failed++; fault.Ends {
					c.broken = fault
					return
				}
				fmt.Fprintf(c.err, "%s\n", rejection(fault))
			}
			n++
			progress.count(n)
			if usable && !yield(p) {
				return
			}
		}
	}
}
