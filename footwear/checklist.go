package footwear

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/heelwise/heelwise/rules"
)

//go:embed checks/*.yaml
var checksFolder embed.FS

// Criteria returns the folder with the criteria of the audit and of the shopping list that come with this module, and
// their tests: a pack of notes, two for every check, of which one says what fails and the other is its opposite. Lay a
// layer over it, or copy it, for [Assessor.WithCriteria]. Nobody can change it.
func Criteria() fs.FS {
	folder, err := fs.Sub(checksFolder, "checks")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return folder
}

// WithCriteria returns an assessor that judges as a does, but audits shoes and checks the shopping list by the pack in
// the folder fsys, with the given layers over it, as in a.WithCriteria(Criteria(), os.DirFS("our-criteria")). Its rules
// may ask for every word of a.Vocabulary(). For each check, as heel_height of the audit, the pack has two notes, the rules
// audit/heel-height-fail and audit/heel-height-pass, and the condition of one is "not" and the other's, so that both
// never hold; it has no other rules. The error lists every fault ([rules.Errors]).
func (a *Assessor) WithCriteria(fsys fs.FS, layers ...fs.FS) (*Assessor, error) {
	pack, err := rules.Load(a.Vocabulary(), fsys, layers...)
	if err != nil {
		return nil, err
	}
	criteria, err := newCriteria(pack)
	if err != nil {
		return nil, err
	}
	b := *a
	b.criteria = criteria
	return &b, nil
}

// criteria are what audits and shopping lists go by.
type criteria struct {
	pack             *rules.Pack[Case]
	audit, checklist []criterion
}

// A criterion decides one check.
type criterion struct {
	id         string
	pass, fail rules.RuleInfo
}

var standardCriteria = sync.OnceValue(func() *criteria {
	pack, err := rules.Load(Vocabulary(), Criteria())
	if err != nil {
		panic(err) // a test loads it
	}
	k, err := newCriteria(pack)
	if err != nil {
		panic(err)
	}
	return k
})

func newCriteria(pack *rules.Pack[Case]) (*criteria, error) {
	k, known := &criteria{pack: pack}, map[string]bool{}
	var faults rules.Errors
	find := func(list string, ids []string) (found []criterion) {
		for _, id := range ids {
			c := criterion{id: id}
			stem := list + "/" + strings.ReplaceAll(id, "_", "-")
			for suffix, r := range map[string]*rules.RuleInfo{"-pass": &c.pass, "-fail": &c.fail} {
				var ok bool
				known[stem+suffix] = true
				if *r, ok = pack.Rule(stem + suffix); !ok || r.Outcome != "note" {
					faults = append(faults, &rules.Error{File: list + ".yaml", Rule: stem + suffix, Code: "missing-key",
						Msg: "there is no note with this id", Hint: "each check has one for what fails and one for what passes"})
				}
			}
			if c.pass.ID != "" && c.fail.ID != "" && !opposite(c.pass.When, c.fail.When) {
				faults = append(faults, &rules.Error{File: c.pass.File, Line: c.pass.Line, Col: 1, Layer: c.pass.Layer, Rule: c.pass.ID, Code: "contradiction",
					Msg: fmt.Sprintf("%q is not the opposite of %q, of %s", c.pass.When, c.fail.When, c.fail.ID), Hint: "give the condition a name, and write that and not that"})
			}
			found = append(found, c)
		}
		return found
	}
	k.audit, k.checklist = find("audit", auditIDs), find("checklist", checklistIDs)
	for r := range pack.Rules() {
		if !known[r.ID] {
			faults = append(faults, &rules.Error{File: r.File, Line: r.Line, Col: 1, Layer: r.Layer, Rule: r.ID, Code: "unknown-rule",
				Msg: "no check is decided by this rule", Hint: "the checks are those of footwear.Checks"})
		}
	}
	slices.SortStableFunc(faults, func(a, b *rules.Error) int { return strings.Compare(a.Rule, b.Rule) })
	return k, faults.Err()
}

// opposite reports whether one condition is plainly "not" the other. Then it is, too, of sets: the one is Yes where the
// other is No.
func opposite(a, b string) bool {
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	return denies(a, b) || denies(b, a)
}

func denies(a, b string) bool { return a == "not ("+b+")" || a == "not "+b && plainName(b) }

// plainName reports whether "not" before the condition is about all of it.
func plainName(when string) bool {
	return !strings.ContainsFunc(when, func(r rune) bool { return r != '_' && r != '.' && (r < '0' || r > '9') && (r < 'a' || r > 'z') })
}

// check answers all questions about c, which the strain pack could judge.
func (k *criteria) check(c *Case) (audit, checklist Checks) {
	if c.Extra != nil && k.pack.Vocabulary() == Vocabulary() {
		without := *c
		without.Extra = nil // words that the criteria do not know
		c = &without
	}
	held := map[string]bool{}
	if v, err := k.pack.Judge(c); err == nil {
		for _, n := range v.Notes {
			held[n.ID] = true
		}
	}
	answer := func(list []criterion) Checks {
		checks := make(Checks, len(list))
		for i, one := range list {
			checks[i] = k.answer(c, one, held)
		}
		return checks
	}
	return answer(k.audit), answer(k.checklist)
}

func (k *criteria) answer(c *Case, one criterion, held map[string]bool) Check {
	read := k.reads(c, one)
	check := Check{ID: one.id, Cite: slices.Clone(one.fail.Cite)}
	state := func(word string) bool {
		v := k.pack.Vocabulary().Value(c, word)
		if v.Known() && check.Facts == nil {
			check.Facts = map[string]Value{}
		}
		if v.Known() {
			check.Facts[word] = v
		}
		return v.Known()
	}
	for _, word := range read {
		if !state(word) {
			for _, other := range derived[word] {
				state(other)
			}
		}
	}
	switch {
	case held[one.fail.ID]:
		check.Result, check.Rule, check.Why = Fail, one.fail.ID, one.fail.Text
	case held[one.pass.ID]:
		check.Result, check.Rule, check.Why = Pass, one.pass.ID, one.pass.Text
	default:
		var names []string
		for _, word := range read {
			if !k.exact(c, word) {
				check.Missing, names = append(check.Missing, word), append(names, wordName(word))
			}
		}
		check.Why = "Not enough is known of: " + strings.Join(names, ", ") + "."
	}
	return check
}

// reads returns the words that decide a check of c. Where no insole is in, nothing depends on what it is like.
func (k *criteria) reads(c *Case, one criterion) []string {
	return slices.DeleteFunc(slices.Clone(one.fail.Reads), func(word string) bool {
		return c.Shoe.Insole == InsoleNone && strings.HasPrefix(word, "shoe.insole_")
	})
}

// derived has the words from which a word follows where it is not stated.
var derived = map[string][]string{
	"shoe.base_width":  {"shoe.base"},
	"shoe.heel_height": {"shoe.platform", "shoe.rise"},
	"shoe.platform":    {"shoe.heel_height", "shoe.rise"},
	"shoe.rise":        {"shoe.heel_height", "shoe.platform"},
}

// exact reports whether one value of a word is stated, or follows from what is.
func (k *criteria) exact(c *Case, word string) bool {
	one := func(word string) bool {
		v := k.pack.Vocabulary().Value(c, word)
		_, truth := v.Truth()
		_, low, high, measure := v.Measure()
		return truth || measure && low == high || len(v.Words()) == 1
	}
	return one(word) || len(derived[word]) == 2 && one(derived[word][0]) && one(derived[word][1])
}
