package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/rules"
)

// A form is how what is wrong with a pack is told.
type form struct {
	json, github, strict bool
}

func (f *form) flags(flags *flag.FlagSet) {
	flags.BoolVar(&f.json, "json", false, "")
	flags.BoolVar(&f.github, "github", false, "")
	flags.BoolVar(&f.strict, "strict", false, "")
}

// A finding is a fault or a warning with the path of its file.
type finding struct {
	Path string `json:"path,omitempty"`
	*rules.Error
}

// findings are what is wrong with a pack, and which pack it is if it can be used.
type findings struct {
	Faults   []finding       `json:"faults"`
	Warnings []finding       `json:"warnings"`
	Pack     *rules.Identity `json:"pack"` // null where it could not be loaded
}

// find sorts what is wrong into faults and warnings. Where it is strict, a warning is a fault.
func (k stack) find(list rules.Errors, strict bool) findings {
	found := findings{Faults: []finding{}, Warnings: []finding{}}
	for _, e := range list {
		one := *e
		one.Msg, one.Hint = k.inText(one.Msg), k.inText(one.Hint)
		one.Soft = one.Soft && !strict
		if one.Code == "unknown-pack" {
			one.Hint += "; the folder of another pack is named before that of its layer"
		}
		f := finding{k.path(one.Layer, one.File), &one}
		if one.Soft {
			found.Warnings = append(found.Warnings, f)
		} else {
			found.Faults = append(found.Faults, f)
		}
	}
	return found
}

// all returns faults and warnings, each file's together as its lines are read.
func (found findings) all() []finding {
	list := slices.Concat(found.Faults, found.Warnings)
	slices.SortStableFunc(list, func(a, b finding) int {
		if a.Layer != b.Layer {
			return a.Layer - b.Layer
		}
		if by := strings.Compare(a.File, b.File); by != 0 {
			return by
		}
		return a.Line - b.Line
	})
	return list
}

// status is the exit status that follows.
func (found findings) status() int {
	if len(found.Faults) > 0 {
		return someFailed
	}
	return allAnswered
}

// place returns where a finding is, as editors and terminals open it.
func (f finding) place() string {
	if f.Line > 0 {
		return fmt.Sprintf("%s:%d:%d", f.Path, f.Line, f.Col)
	}
	return f.Path
}

// says returns what is wrong, behind the rule or the key that it is about.
func (f finding) says() string {
	text := f.Msg
	for _, about := range []string{f.Key, f.Rule} {
		if about != "" {
			text = about + ": " + text
		}
	}
	return text
}

// write tells people, a block for each finding.
func (found findings) write(w io.Writer, p painter) {
	for _, f := range found.all() {
		label := p.red("error:")
		switch {
		case f.Soft:
			label = p.yellow("warning:")
		case f.Code == "test-failed":
			label = p.red("failed:")
		}
		if place := f.place(); place != "" {
			label = p.bold(place+":") + " " + label
		}
		fmt.Fprintf(w, "%s %s\n", label, f.says())
		snippet := f.Snippet()
		if f.Code == "untested" { // of which the line is but the rule's id
			snippet = ""
		}
		for i, line := range strings.Split(strings.TrimSuffix(snippet, "\n"), "\n") {
			if i == 1 {
				line = strings.Replace(line, "^", p.green("^"), 1)
			}
			if line != "" {
				fmt.Fprintln(w, "  "+line)
			}
		}
		if f.Hint != "" {
			how := "try"
			switch {
			case f.Code == "test-failed":
				how = "because"
			case strings.HasSuffix(f.Hint, "?"):
				how = "hint"
			}
			fmt.Fprintf(w, "  %s: %s\n", how, f.Hint)
		}
		fmt.Fprintln(w)
	}
}

// ownPath is how the files of the packs are named that come with the program.
var ownPath = regexp.MustCompile(`^(strain|red-flags|self-care)(:|$)`)

// annotate tells GitHub, which shows each finding beside the line that it is about.
func (found findings) annotate(w io.Writer) {
	for _, f := range found.all() {
		level, says := "error", f.says()
		if f.Soft {
			level = "warning"
		}
		if f.Hint != "" {
			says += " (" + f.Hint + ")"
		}
		var properties []string
		add := func(name, value string) { properties = append(properties, name+"="+escapeProperty(value)) }
		if ownPath.MatchString(f.Path) { // no file that GitHub could show
			says = f.place() + ": " + says
		} else if f.Path != "" {
			add("file", f.Path)
			if f.Line > 0 {
				add("line", fmt.Sprint(f.Line))
				add("col", fmt.Sprint(f.Col))
			}
		}
		add("title", f.Code)
		fmt.Fprintf(w, "::%s %s::%s\n", level, strings.Join(properties, ","), escapeMessage(says))
	}
}

func escapeMessage(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func escapeProperty(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(escapeMessage(text))
}

// writeJSON writes a value as JSON that people can read, too.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
