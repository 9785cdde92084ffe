package main

import (
	"errors"
	"flag"
	"fmt"
	"os"

	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/feed"
	"github.com/heelwise/heelwise/internal/quote"
)

// A shop is where the products come from that a command chooses among.
type shop struct {
	shelf
	name     string // of the file
	products []catalog.Product
	faulty   bool // a record could not be read, or not as a whole
}

func (from *shop) flags(flags *flag.FlagSet) {
	flags.StringVar(&from.name, "catalogue", "", "")
	from.shelf.flags(flags)
}

// open reads the products, and tells on standard error which records could not be read. The status is allAnswered where
// there is something to choose among.
func (from *shop) open(command string, s streams) (status int) {
	file, err := os.Open(from.name)
	if err != nil {
		return s.misuse(command, err.Error())
	}
	defer file.Close()
	o, err := from.options()
	if err != nil {
		return s.refuseShelf(command, err)
	}
	in, err := from.guess(file, from.name)
	if err != nil {
		return s.refuseShelf(command, err)
	}
	progress := s.progress("products")
	defer progress.end()
	told := 0
	for p, err := range from.format.Read(in, o) {
		fault, _ := errors.AsType[*feed.Error](err)
		if fault != nil {
			progress.end()
			from.faulty = true
			if told++; told <= maxTold {
				fmt.Fprintf(s.err, "%s: %s\n", from.name, quote.UpTo(fault.Error(), 1000))
			}
		}
		if p.ID != "" && (fault == nil || !repeats(fault)) {
			from.products = append(from.products, p)
		}
		progress.count(len(from.products))
	}
	if told > maxTold {
		fmt.Fprintf(s.err, "%s: and %d more; heelwise catalogue tells them all\n", from.name, told-maxTold)
	}
	if len(from.products) == 0 {
		return s.misuse(command, from.name+": there is no product in it")
	}
	return allAnswered
}
