package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/feed"
	"github.com/heelwise/heelwise/footwear/catalog/measure"
	"github.com/heelwise/heelwise/rules"
)

// flags adds the flags about a feed.
func (from *shelf) flags(flags *flag.FlagSet) {
	flags.TextVar(&from.format, "format", feed.Format(""), "")
	flags.StringVar(&from.mapping, "mapping", "", "")
	flags.StringVar(&from.profile, "profile", "", "")
	flags.StringVar(&from.currency, "currency", "", "")
}

// oneFile returns the name of the file behind the flags, empty for standard input.
func oneFile(flags *flag.FlagSet) (name string, err error) {
	if flags.NArg() > 1 {
		hint := ""
		if strings.HasPrefix(flags.Arg(1), "-") {
			hint = "; flags stand before the file"
		}
		return "", fmt.Errorf("one file at most, not %q%s", flags.Args(), hint)
	}
	if flags.Arg(0) == "-" {
		return "", nil
	}
	return flags.Arg(0), nil
}

// options returns what the flags say about a feed. Faults of a mapping have their places ([rules.Errors]).
func (from *shelf) options() (o feed.Options, err error) {
	if from.mapping != "" {
		data, err := os.ReadFile(from.mapping)
		if err != nil {
			return o, err
		}
		if o.Mapping, err = feed.ParseMapping(from.mapping, data); err != nil {
			return o, err
		}
	}
	if from.profile != "" {
		if o.Profile, err = measure.Named(from.profile); err != nil {
			return o, plain(err)
		}
	}
	if from.currency != "" {
		if m, err := catalog.ParseMoney("1 " + from.currency); err != nil || m.Currency() == "" {
			return o, fmt.Errorf("%q is no currency's code; write three letters, as EUR", from.currency)
		}
		o.Currency = strings.ToUpper(from.currency)
	}
	return o, nil
}

// plain returns the first fault of err as a misused flag is told.
func plain(err error) error {
	if e, ok := errors.AsType[*rules.Error](err); ok {
		return errors.New(e.Msg + "; " + e.Hint)
	}
	return err
}

// guess finds the format out where no flag says it, and returns the feed as it was.
func (from *shelf) guess(in io.Reader, name string) (io.Reader, error) {
	if from.format == "" {
		format, whole, err := feed.Guess(in, name)
		if err != nil {
			return nil, err
		}
		in = whole
		switch {
		case from.mapping == "":
		case format == feed.CSV, format == "", format == feed.Merchant:
			format = feed.CSV
		default:
			format = feed.JSON
		}
		if format == "" {
			return nil, errors.New("nothing tells the format of the feed; name it with -format")
		}
		from.format = format
	}
	tabular := from.format == feed.CSV || from.format == feed.JSON
	switch {
	case tabular && from.mapping == "":
		return nil, fmt.Errorf("a feed in the format %s needs -mapping, which says what its columns mean; docs/catalogue-mapping.md shows how", from.format)
	case !tabular && from.mapping != "":
		return nil, fmt.Errorf("the format %s needs no -mapping: what its parts mean is known", from.format)
	}
	return in, nil
}
