package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

// rankFlags are the flags of rank as they are written.
type rankFlags struct {
	filterFlags
	wearer, use       string
	reference, facets bool
	n                 int
	after             string
	layers            texts
	pack              string
	from              shelf
}

func (f *rankFlags) declare(flags *flag.FlagSet) {
	f.filterFlags.add(flags)
	for name, text := range map[string]*string{"wearer": &f.wearer, "use": &f.use, "after": &f.after, "pack": &f.pack} {
		flags.StringVar(text, name, "", "")
	}
	flags.Var(&f.layers, "layer", "")
	flags.BoolVar(&f.reference, "reference", false, "")
	flags.BoolVar(&f.facets, "facets", false, "")
	flags.IntVar(&f.n, "n", 20, "")
	f.from.flags(flags)
	f.ageGroup = catalog.Adult.String()
}

// anyAge is the age group of who ranks all of them together.
const anyAge = "any"

// wish reads what the flags ask for. The error is about the first flag that is wrong.
func (f *rankFlags) wish(a *footwear.Assessor) (w wish, err error) {
	w = wish{n: f.n, facets: f.facets}
	if w.n < 1 {
		return w, fmt.Errorf("-n %d ranks nothing", f.n)
	}
	w.After = catalog.Cursor(f.after)
	if f.ageGroup == anyAge {
		f.ageGroup = ""
	}
	if w.Filter, err = f.filterFlags.read(); err != nil {
		return w, err
	}
	w.Wearer, w.Use = footwear.Reference()
	if f.wearer != "" {
		w.Wearer = footwear.Wearer{}
		if err := readPart(f.wearer, &w.Wearer); err != nil {
			return w, fmt.Errorf("-wearer: %w", err)
		}
	}
	if f.use != "" {
		w.Use = footwear.Use{}
		if err := readPart(f.use, &w.Use); err != nil {
			return w, fmt.Errorf("-use: %w", err)
		}
	}
	c := footwear.Case{Wearer: w.Wearer, Use: w.Use}
	if f.reference {
		c = fillFromReference(c)
		w.Wearer, w.Use = c.Wearer, c.Use
	}
	_, err = a.Assess(c)
	return w, err
}

// readPart reads JSON, or a file of it.
func readPart(text string, to any) error {
	data := []byte(text)
	if !strings.HasPrefix(strings.TrimSpace(text), "{") {
		file, err := os.ReadFile(text)
		if err != nil {
			return err
		}
		data = bytes.TrimPrefix(file, []byte("\ufeff"))
	}
	if err := badJSON(data); err != nil {
		return err
	}
	return json.Unmarshal(data, to)
}
