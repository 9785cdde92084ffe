package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/rules"
)

const explainHelp = `usage: heelwise packs explain [-json] rule [folder] [layer ...]
       heelwise packs explain [-json] [folder] [layer ...]

explain tells all about a rule: what it does and when, why, which words it reads, what it rests on, what it advises, and
where it stands. Without a rule it lists the rules, one a line, with what they do and the most that they give.

  -json   print JSON, for programs: an object of the rule, or a list of them

The exit status is 0, 1 if there is no such rule or the pack has mistakes, and 2 if the command line is wrong.

An example, to be pasted in a checkout of the module:

  go run ./examples/heelwise packs explain heel/rise
`

// explain is the command of that name.
func explain(args []string, s streams) int {
	const name = "packs explain"
	flags := newFlags(name)
	asJSON := flags.Bool("json", false, "")
	words, err := parseAnywhere(flags, args)
	if err != nil {
		return s.misuse(name, err.Error())
	}
	id := ""
	if len(words) > 0 && !existsFolder(words[0]) {
		id, words = words[0], words[1:]
	}
	k, loaded, status := s.openRules(name, words)
	if loaded == nil {
		return status
	}
	if id == "" {
		return s.listRules(k, loaded, *asJSON)
	}
	told, ok := k.explain(loaded, id)
	if !ok {
		return s.complain(name, noRule(loaded, id))
	}
	if *asJSON {
		if err := writeJSON(s.out, told); err != nil {
			return s.complain(name, err)
		}
		return allAnswered
	}
	told.write(s.out, s.painter(s.out), loaded)
	return allAnswered
}

func existsFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// noRule says that there is no such rule, and what may be meant.
func noRule(pack rulePack, id string) error {
	var ids []string
	for r := range pack.Rules() {
		ids = append(ids, r.ID)
	}
	for id := range pack.Disabled() {
		ids = append(ids, id)
	}
	hint := didYouMean(id, ids)
	if hint == "" {
		for _, one := range ids {
			if strings.HasSuffix(one, "/"+id) {
				hint = fmt.Sprintf("; did you mean %q?", one)
			}
		}
	}
	if near, ok := nearestFolder(id); hint == "" && ok {
		hint = fmt.Sprintf(", and no such folder; did you mean the folder %q?", near)
	}
	if hint == "" {
		hint = "; heelwise packs explain lists them"
	}
	return fmt.Errorf("there is no rule %q%s", id, hint)
}

// A told rule is everything about it.
type toldRule struct {
	rules.RuleInfo
	Path     string                  `json:"path"`
	Sources  map[string]rules.Source `json:"sources,omitempty"`      // what it cites, and what contradicts it
	Texts    map[string]string       `json:"advice_texts,omitempty"` // what it advises
	Disabled string                  `json:"disabled_at,omitempty"`  // where a layer does
	below    *toldRule               // what it replaces
}

// explain tells all about a rule, be it in force or disabled.
func (k stack) explain(pack rulePack, id string) (*toldRule, bool) {
	info, ok := pack.Rule(id)
	if ok {
		told := k.tell(pack, info)
		if info.Replaces {
			told.below = k.below(id, info.Layer)
		}
		return told, true
	}
	for gone, place := range pack.Disabled() {
		if gone == id {
			if told := k.below(id, len(k)-1); told != nil {
				told.Disabled = k.inText(place)
				return told, true
			}
		}
	}
	return nil, false
}

// below tells about a rule as it is beneath the layers from the given one on; nil if that cannot be said.
func (k stack) below(id string, layer int) *toldRule {
	for ; layer > 0; layer-- {
		loaded, _ := k[:layer].load()
		if loaded == nil {
			continue
		}
		if told, ok := k[:layer].explain(loaded.(rulePack), id); ok { // of rules every part is one
			return told
		}
	}
	return nil
}

func (k stack) tell(pack rulePack, info rules.RuleInfo) *toldRule {
	told := &toldRule{RuleInfo: info, Path: k.path(info.Layer, info.File), Sources: map[string]rules.Source{}, Texts: map[string]string{}}
	for _, id := range slices.Concat(info.Cite, info.Against) {
		if source, ok := pack.Source(id); ok {
			told.Sources[id] = source
		}
	}
	for _, id := range info.Advice {
		if text, ok := pack.Advice(id); ok {
			told.Texts[id] = text
		}
	}
	return told
}

// listRules writes a line for every rule.
func (s streams) listRules(k stack, pack rulePack, asJSON bool) int {
	list := []*toldRule{}
	width := 0
	for info := range pack.Rules() {
		list = append(list, k.tell(pack, info))
		width = max(width, len(info.ID))
	}
	if asJSON {
		if err := writeJSON(s.out, list); err != nil {
			return s.complain("packs explain", err)
		}
		return allAnswered
	}
	for id := range pack.Disabled() {
		width = max(width, len(id))
	}
	for _, r := range list {
		line := fmt.Sprintf("%-*s  %s", width, r.ID, cmp.Or(r.Level, r.Outcome))
		if !r.says() {
			line = fmt.Sprintf("%-*s  %-11s  %6g", width, r.ID, r.Outcome, r.Greatest)
		}
		fmt.Fprintln(s.out, line)
	}
	for id, place := range pack.Disabled() {
		fmt.Fprintf(s.out, "%-*s  disabled at %s\n", width, id, k.inText(place))
	}
	return allAnswered
}

// says reports whether the rule says something in place of giving points.
func (r *toldRule) says() bool {
	return r.Level != "" || r.Outcome == "flag" || r.Outcome == "note" || r.Outcome == "caveat"
}

// does says in words what the rule does.
func (r *toldRule) does() string {
	if r.Level != "" {
		return "raises the level to " + r.Level
	}
	switch r.Outcome {
	case "flag":
		return "raises the flag " + r.Text
	case "note", "caveat":
		return "says as a " + r.Outcome + ": " + r.Text
	}
	if r.Least == r.Greatest {
		return fmt.Sprintf("counts toward %s with %g", r.Outcome, r.Greatest)
	}
	return fmt.Sprintf("counts toward %s with %g to %g", r.Outcome, r.Least, r.Greatest)
}

// write tells people.
func (r *toldRule) write(w io.Writer, p painter, pack rulePack) {
	fmt.Fprintln(w, p.bold(r.ID)+wrap(r.ID+" "+r.does(), 0)[len(r.ID):])
	if r.Disabled != "" {
		fmt.Fprintf(w, "%s at %s\n", p.yellow("It is disabled"), r.Disabled)
	}
	fmt.Fprintln(w)

	when := r.When
	if when == "" {
		when = "always"
	}
	for _, line := range [...][2]string{{"when", when}, {"amount", r.Amount}, {"why", r.Why}, {"strains", r.Mechanism}, {"grade", r.graded()}, {"reviewed", r.reviewed()},
		{"thinks", r.Condition}, {"unsure", r.OnUnsure}, {"known", r.Evidence}, {"review", r.ReviewBy}} {
		if line[1] != "" {
			fmt.Fprintf(w, "  %-8s  %s\n", line[0], wrap(line[1], 12))
		}
	}
	stands := fmt.Sprintf("%s:%d", r.Path, r.Line)
	if r.below != nil {
		stands += fmt.Sprintf(", in place of the rule at %s:%d, which %s", r.below.Path, r.below.Line, r.below.does())
	}
	fmt.Fprintf(w, "  %-8s  %s\n", "stands", wrap(stands, 12))

	title := func(text string) { fmt.Fprintf(w, "\n%s\n", p.bold(text)) }
	if len(r.Reads) > 0 {
		title("Words that it reads")
	}
	for word := range pack.words() {
		for _, name := range r.Reads {
			if name == word.Name {
				fmt.Fprintf(w, "  %s\n", wrap(name+": "+valuesOf(word), 6))
				fmt.Fprintf(w, "      %s\n", wrap(word.Doc, 6))
			}
		}
	}
	sources := func(text string, ids []string) {
		if len(ids) > 0 {
			title(text)
		}
		for _, id := range ids {
			fmt.Fprintf(w, "  %s\n", wrap(id+": "+sourceInWords(r.Sources[id]), 6))
		}
	}
	sources("What it rests on", r.Cite)
	sources("What speaks against it", r.Against)
	if len(r.Advice) > 0 {
		title("What it advises")
	}
	for _, id := range r.Advice {
		fmt.Fprintf(w, "  %s\n", wrap(id+": "+r.Texts[id], 6))
	}
}

// graded says how well the points of the rule are supported; nothing of a rule without points.
func (r *toldRule) graded() string {
	switch {
	case r.says():
		return ""
	case r.Grade == rules.Ungraded:
		return "none, which counts as expert"
	}
	return strings.ReplaceAll(r.Grade.String(), "_", " ")
}

// reviewed says who looked the rule over.
func (r *toldRule) reviewed() string {
	if r.Reviewed == (rules.Review{}) {
		return "by nobody yet"
	}
	return fmt.Sprintf("by %s on %s", r.Reviewed.By, r.Reviewed.On)
}

// sourceInWords writes a source on one line.
func sourceInWords(source rules.Source) string {
	var parts []string
	if source.Year > 0 {
		parts = append(parts, fmt.Sprint(source.Year))
	}
	for _, text := range []string{source.Design, source.Stance, source.Status} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return source.Citation
	}
	return source.Citation + " (" + strings.Join(parts, ", ") + ")"
}
