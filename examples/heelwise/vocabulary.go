package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/rules"
)

const vocabularyHelp = `usage: heelwise packs vocabulary [-word word] [-json] [folder] [layer ...]

vocabulary lists the words that the rules of a pack may ask about: the form of each, the unit that answers and hints are
written in, what is worse, and the question that finds it out. Words that a pack or layer adds are marked with a +.

  -word   tell all about one word, as shoe.heel
  -json   print JSON, for programs: a list of the words, or an object of the one

Of a choice the values stand under "worse is" from best to worst, as good → mild → none. Those joined by "or" have no order
among them.

The exit status is 0, 1 if there is no such word or the pack has mistakes, and 2 if the command line is wrong.

An example, to be pasted in a checkout of the module:

  go run ./examples/heelwise packs vocabulary -word shoe.heel
`

// A wordEntry is what is told about a word.
type wordEntry struct {
	Name   string   `json:"name"`
	Kind   string   `json:"kind"`
	Values []string `json:"values,omitempty"` // of a choice
	Domain string   `json:"domain,omitempty"` // of a measure or number
	Unit   string   `json:"unit,omitempty"`
	Worse  string   `json:"worse,omitempty"` // "higher" or "lower", of a flag "true" or "false"
	Order  []string `json:"order,omitempty"` // of a choice, from best to worst; equals are joined by "|"
	Doc    string   `json:"doc"`
	Ask    string   `json:"ask"`
	Added  string   `json:"added_by,omitempty"` // the folder of the pack or layer that adds it

	info rules.WordInfo
}

// vocabulary is the command of that name.
func vocabulary(args []string, s streams) int {
	const command = "packs vocabulary"
	flags := newFlags(command)
	asJSON, name := flags.Bool("json", false, ""), flags.String("word", "", "")
	folders, err := parseAnywhere(flags, args)
	if err != nil {
		return s.misuse(command, err.Error())
	}
	k, loaded, status := s.openRules(command, folders)
	if loaded == nil {
		return status
	}
	list := k.words(loaded)
	var told any = list
	if *name != "" {
		i := slices.IndexFunc(list, func(w wordEntry) bool { return w.Name == *name })
		if i < 0 {
			return s.complain(command, noWord(list, *name))
		}
		told, list = list[i], list[i:i+1]
	}
	p := s.painter(s.out)
	switch {
	case *asJSON:
		if err := writeJSON(s.out, told); err != nil {
			return s.complain(command, err)
		}
	case *name != "":
		list[0].write(s.out, p)
	default:
		writeWords(s.out, p, list)
	}
	return allAnswered
}

func noWord(list []wordEntry, name string) error {
	var names []string
	for _, w := range list {
		names = append(names, w.Name)
	}
	hint := didYouMean(name, names)
	if hint == "" {
		hint = "; heelwise packs vocabulary lists them"
	}
	return fmt.Errorf("there is no word %q%s", name, hint)
}

// words returns the words of a pack, and who added them.
func (k stack) words(loaded rulePack) (list []wordEntry) {
	own := map[string]string{}
	for info := range loaded.words() {
		own[info.Name] = k.name() // if it cannot be told more exactly
	}
	for info := range k.about().words() {
		delete(own, info.Name)
	}
	for i := len(k); i > 0 && len(own) > 0; i-- {
		part, _ := k[:i].load()
		if rules, ok := part.(rulePack); ok {
			for info := range rules.words() {
				if _, ok := own[info.Name]; ok {
					own[info.Name] = k[i-1].path("")
				}
			}
		}
	}
	for info := range loaded.words() {
		w := wordEntry{Name: info.Name, Kind: info.Kind, Values: info.Values, Domain: info.Domain, Unit: info.Unit, Order: info.Order,
			Doc: info.Doc, Ask: info.Ask, Added: own[info.Name], info: info}
		if info.Kind != "choice" {
			w.Worse = worseOf(info)
		}
		list = append(list, w)
	}
	return list
}

// valuesOf says in words what a word may be.
func valuesOf(w rules.WordInfo) string {
	switch w.Kind {
	case "choice":
		return strings.Join(w.Values, " ")
	case "flag":
		return "true or false"
	}
	lo, hi, _ := strings.Cut(w.Domain, "..")
	return w.Kind + " from " + lo + " to " + hi
}

// worseOf says in words which way is worse, nothing if neither is.
func worseOf(w rules.WordInfo) string {
	switch {
	case w.Kind == "choice":
		return strings.ReplaceAll(strings.Join(w.Order, " → "), "|", " or ")
	case w.Worse == 0:
		return ""
	case w.Kind == "flag":
		return map[rules.Direction]string{rules.Lower: "false", rules.Higher: "true"}[w.Worse]
	}
	return map[rules.Direction]string{rules.Lower: "lower", rules.Higher: "higher"}[w.Worse]
}

// write tells people all about a word.
func (w wordEntry) write(out io.Writer, p painter) {
	fmt.Fprintf(out, "%s%s\n\n", p.bold(w.Name), wrap(w.Name+": "+w.Doc, 2)[len(w.Name):])
	line := func(what, text string) {
		if text != "" {
			fmt.Fprintf(out, "  %-9s  %s\n", what, wrap(text, 13))
		}
	}
	line("values", valuesOf(w.info))
	line("unit", w.Unit)
	line(map[bool]string{true: "worsens", false: "worse is"}[w.Kind == "choice"], worseOf(w.info))
	line("question", w.Ask)
	line("added by", w.Added)
	line("in a rule", w.example())
	line("in facts", w.fact())
}

// example asks about the word as a rule does.
func (w wordEntry) example() string {
	switch w.Kind {
	case "choice":
		return fmt.Sprintf("%s == %q", w.Name, w.Values[0])
	case "flag":
		return w.Name
	case "number":
		return w.Name + " > …"
	}
	return fmt.Sprintf("%s > …*%s", w.Name, w.unit())
}

// fact states the word as the tests of a pack do.
func (w wordEntry) fact() string {
	switch w.Kind {
	case "choice":
		return fmt.Sprintf("%s: %s", w.Name, w.Values[0])
	case "flag":
		return w.Name + ": true"
	}
	_, most, _ := strings.Cut(w.Domain, "..")
	return w.Name + ": " + most
}

func (w wordEntry) unit() string {
	if w.Unit != "" {
		return w.Unit
	}
	return map[string]string{"length": "mm", "mass": "g", "duration": "hour"}[w.Kind]
}

// writeWords lists words in columns, each group by itself.
func writeWords(out io.Writer, p painter, list []wordEntry) {
	titles := map[string]string{"shoe": "The shoe", "wearer": "The wearer", "use": "The use",
		"report": "What a report says", "finding": "What was found"}
	const valuesWidth, worseWidth = 34, 24
	nameWidth := 0
	for _, w := range list {
		nameWidth = max(nameWidth, len(w.Name))
	}
	group := func(w wordEntry) string { name, _, _ := strings.Cut(w.Name, "."); return name }
	for i, name := range groups(list) {
		title := titles[name]
		if title == "" {
			title = "The words of " + name
		}
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "%s\n\n  %-*s  %-*s  %-6s  %s\n", p.bold(title), nameWidth, "word", valuesWidth, "values", "unit", "worse is")
		for _, w := range list {
			if group(w) != name {
				continue
			}
			mark := " "
			if w.Added != "" {
				mark = p.green("+")
			}
			values, worse := wrapLine(valuesOf(w.info), valuesWidth), wrapLine(worseOf(w.info), worseWidth)
			for i := range max(len(values), len(worse)) {
				word, unit := "", ""
				if i == 0 {
					word, unit = w.Name, w.Unit
				}
				line := fmt.Sprintf(" %-*s  %-*s  %-6s  %s", nameWidth, word, valuesWidth, at(values, i), unit, at(worse, i))
				fmt.Fprintln(out, mark+strings.TrimRight(line, " "))
				mark = " "
			}
			below := strings.Repeat(" ", nameWidth+4)
			fmt.Fprintln(out, below+p.dim(wrap(w.Ask, len(below))))
			if w.Added != "" {
				fmt.Fprintln(out, below+"added by "+w.Added)
			}
		}
	}
}

// groups returns the groups of words in the order in which they occur.
func groups(list []wordEntry) (names []string) {
	for _, w := range list {
		if name, _, _ := strings.Cut(w.Name, "."); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}
