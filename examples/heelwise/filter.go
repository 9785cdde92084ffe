package main

import (
	"encoding"
	"encoding/json"
	"flag"
	"fmt"

	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/rules"
)

// filterFlags are the flags about which products are meant, the same for all commands that choose among some.
type filterFlags struct {
	filter                         catalog.Filter
	department, ageGroup, maxPrice string
	occasions                      texts
}

func (f *filterFlags) add(flags *flag.FlagSet) {
	flags.StringVar(&f.department, "department", "", "")
	flags.StringVar(&f.ageGroup, "age-group", "", "")
	flags.StringVar(&f.maxPrice, "max-price", "", "")
	flags.Var(&f.occasions, "occasion", "")
	flags.Var((*texts)(&f.filter.Categories), "category", "")
	flags.Var((*texts)(&f.filter.Brands), "brand", "")
	flags.Var((*texts)(&f.filter.Sizes), "size", "")
	flags.Var((*texts)(&f.filter.Exclude), "exclude", "")
	flags.BoolVar(&f.filter.KeepHeel, "keep-heel", false, "")
}

// read returns what the flags ask for. The error is about the first flag that is wrong.
func (f *filterFlags) read() (catalog.Filter, error) {
	filter := f.filter
	for _, part := range []struct {
		name, text string
		to         encoding.TextUnmarshaler
	}{
		{"department", f.department, &filter.Department}, {"age-group", f.ageGroup, &filter.AgeGroup}, {"max-price", f.maxPrice, &filter.MaxPrice},
	} {
		if err := part.to.UnmarshalText([]byte(part.text)); err != nil {
			return filter, fmt.Errorf("-%s: %w", part.name, err)
		}
	}
	if len(f.occasions) == 0 {
		return filter, nil
	}
	words, err := json.Marshal(map[string]texts{"occasion": f.occasions})
	if err != nil {
		return filter, err
	}
	var p catalog.Product
	if err := json.Unmarshal(words, &p); err != nil {
		return filter, fmt.Errorf("-%w", rules.AsErrors(err))
	}
	filter.Occasion = p.Occasion
	return filter, nil
}
