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
	"github.com/heelwise/heelwise/rules"
)

// rankFlags are the flags of rank as they are written.
type rankFlags struct {
	wearer, use                string
	reference, facets, heel    bool
	n                          int
	after                      string
	department, age, maxPrice  string
	categories, brands, sizes  texts
	occasions, exclude, layers texts
	pack                       string
	from                       shelf
}

func (f *rankFlags) declare(flags *flag.FlagSet) {
	for name, text := range map[string]*string{"wearer": &f.wearer, "use": &f.use, "after": &f.after, "department": &f.department, "max-price": &f.maxPrice, "pack": &f.pack} {
		flags.StringVar(text, name, "", "")
	}
	flags.StringVar(&f.age, "age", catalog.Adult.String(), "")
	for name, list := range map[string]*texts{"category": &f.categories, "brand": &f.brands, "size": &f.sizes, "occasion": &f.occasions, "exclude": &f.exclude, "layer": &f.layers} {
		flags.Var(list, name, "")
	}
	for name, on := range map[string]*bool{"reference": &f.reference, "facets": &f.facets, "heel": &f.heel} {
		flags.BoolVar(on, name, false, "")
	}
	flags.IntVar(&f.n, "n", 20, "")
	f.from.flags(flags)
}

// wish reads what the flags ask for. The error is about the first flag that is wrong.
func (f *rankFlags) wish(a *footwear.Assessor) (w wish, err error) {
	w = wish{n: f.n, facets: f.facets}
	if w.n < 1 {
		return w, fmt.Errorf("-n %d ranks nothing", f.n)
	}
	w.After = catalog.Cursor(f.after)
	w.Categories, w.Brands, w.Sizes, w.Exclude, w.KeepHeel = f.categories, f.brands, f.sizes, f.exclude, f.heel
	w.Wearer, w.Use = footwear.Reference()
	for _, part := range []struct {
		name, text string
		read       func() error
	}{
		{"wearer", f.wearer, func() error {
			w.Wearer = footwear.Wearer{}
			return readPart(f.wearer, &w.Wearer)
		}},
		{"use", f.use, func() error {
			w.Use = footwear.Use{}
			return readPart(f.use, &w.Use)
		}},
		{"department", f.department, func() error { return w.Department.UnmarshalText([]byte(f.department)) }},
		{"age", f.age, func() error {
			if f.age == "any" {
				return nil
			}
			return w.AgeGroup.UnmarshalText([]byte(f.age))
		}},
		{"max-price", f.maxPrice, func() error { return w.Ceiling.UnmarshalText([]byte(f.maxPrice)) }},
		{"occasion", strings.Join(f.occasions, ""), func() error {
			list, err := json.Marshal(map[string]texts{"context": f.occasions})
			if err != nil {
				return err
			}
			var use footwear.Use
			err = json.Unmarshal(list, &use)
			w.Occasion = use.Context
			return err
		}},
	} {
		if part.text == "" {
			continue
		}
		if err := part.read(); err != nil {
			return w, fmt.Errorf("-%s: %w", part.name, unkeyed(err, part.name))
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

// unkeyed takes from faults the key of the JSON that a flag was put into.
func unkeyed(err error, flag string) error {
	faults := rules.AsErrors(err)
	for _, e := range faults {
		if flag == "occasion" {
			e.Key = ""
		}
	}
	if len(faults) > 0 {
		return faults
	}
	return err
}
