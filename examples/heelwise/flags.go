package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"slices"
)

func newFlags(command string) *flag.FlagSet {
	flags := flag.NewFlagSet(command, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	return flags
}

var noSuchFlag = regexp.MustCompile(`^flag provided but not defined: -+(.*)$`)

// parse reads the flags at the front of args.
func parse(flags *flag.FlagSet, args []string) error {
	err := flags.Parse(args)
	if err == nil {
		return nil
	}
	m := noSuchFlag.FindStringSubmatch(err.Error()) // the package tells it in no other way
	if m == nil {
		return err
	}
	var names []string
	flags.VisitAll(func(f *flag.Flag) { names = append(names, "-"+f.Name) })
	hint := didYouMean("-"+m[1], names)
	if hint == "" {
		hint = "; there are " + wordList(names, "and")
	}
	return errors.New("there is no flag -" + m[1] + hint)
}

// parseAnywhere reads flags that stand before, between or behind other words, and returns those. Behind "--" stand no flags.
func parseAnywhere(flags *flag.FlagSet, args []string) (words []string, err error) {
	var plain []string
	if i := slices.Index(args, "--"); i >= 0 {
		args, plain = args[:i], args[i+1:]
	}
	for {
		if err := parse(flags, args); err != nil {
			return nil, err
		}
		if flags.NArg() == 0 {
			return append(words, plain...), nil
		}
		words, args = append(words, flags.Arg(0)), flags.Args()[1:]
	}
}

// texts is a flag that may be given several times.
type texts []string

func (t *texts) String() string { return fmt.Sprint([]string(*t)) }

func (t *texts) Set(text string) error {
	*t = append(*t, text)
	return nil
}
