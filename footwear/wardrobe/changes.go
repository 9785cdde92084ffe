package wardrobe

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/internal/pages"
	"github.com/heelwise/heelwise/rules"
)

//go:embed variants/*.yaml
var files embed.FS

// Changes are what may be changed about a shoe and how it is worn. They are immutable and safe for concurrent use. Make
// them with [Default] or [Load]; the zero Changes change nothing.
type Changes struct {
	list  []change // by id
	holds *rules.Pack[footwear.Case]
}

// A change is one entry of the data.
type change struct {
	Step
	effort   int
	settings []setting
}

// A Step is a change in words.
type Step struct {
	ID     string   `json:"id"`   // as "insole/gel"
	Text   string   `json:"text"` // what to do
	Source []string `json:"source"`
}

// Default returns the changes that come with this module.
func Default() *Changes { return standard() }

var standard = sync.OnceValue(func() *Changes {
	s, err := Load(Files())
	if err != nil {
		panic(err) // a test loads them
	}
	return s
})

// Files returns the folder of the changes that come with this module, with its tests: an example for a folder of your own.
// Nobody can change it.
func Files() fs.FS {
	folder, err := fs.Sub(files, "variants")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return folder
}

// Load returns the changes in the YAML files of the folder fsys; those whose names end in _test.yaml are not read. A file
// lists variants, and may define names for their conditions:
//
//	define:
//	  a_heel: shoe.heel != "flat"
//	variants:
//	  - id: heel/lower                                        # the file's name, slash, a name
//	    when: shoe.heel_height > 38*mm and a_heel             # it applies where this surely holds
//	    set: {shoe.heel_height: {next: [76.2mm, 50.8mm, 38mm]}}
//	    text: Choose a heel that is one step lower.           # what to do
//	    source: ["000", "001"]                                # who says so
//	    effort: 6                                             # from 1 to 99: of equally many changes the least are taken
//
// Conditions are those of packs of rules. What is set is a fact as in JSON, or what it becomes of what it is:
//
//	{next: [76.2mm, 50.8mm]}  the first of the list below all that it may be; of a rising list, above
//	{most: 4h}                that at most
//	{less: 1h}                so much less
//	{times: 0.5}              this share of it
//
// A lower shoe.heel_height keeps the forefoot where it is, a lower shoe.rise the heel; a set shoe.base_width takes the
// word shoe.base along. A change that leaves nothing changed, that cannot be reckoned because nothing is stated, or whose
// outcome is impossible, does not apply.
//
// The error lists every fault of the files, by line and column ([rules.Errors]).
func Load(fsys fs.FS) (*Changes, error) {
	list, folder, faults := read(fsys)
	holds, err := rules.Load(footwear.Vocabulary(), folder)
	faults = append(faults, rules.AsErrors(err)...)
	slices.SortStableFunc(faults, pages.ByPlace)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b change) int { return strings.Compare(a.ID, b.ID) })
	return &Changes{list, holds}, nil
}

// applicable returns the changes that surely apply to c, by id, and what they make of it. The error lists what is
// impossible of c.
func (s *Changes) applicable(c *footwear.Case) (list []applied, err error) {
	ids, err := s.hold(c)
	if err != nil {
		return nil, err
	}
	for i := range s.list {
		if one := &s.list[i]; slices.Contains(ids, one.ID) {
			if a, ok := one.apply(c); ok {
				list = append(list, a)
			}
		}
	}
	return list, nil
}

// hold returns the ids of the changes whose conditions surely hold of c.
func (s *Changes) hold(c *footwear.Case) (ids []string, err error) {
	if s.holds == nil {
		return nil, nil
	}
	bare := *c
	bare.Extra = nil // about words that the assessor's pack adds, which no condition asks
	verdict, err := s.holds.Judge(&bare)
	for _, note := range verdict.Notes {
		ids = append(ids, note.ID)
	}
	return ids, err
}
