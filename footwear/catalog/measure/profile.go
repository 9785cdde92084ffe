package measure

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/heelwise/heelwise/internal/pages"
	"github.com/heelwise/heelwise/rules"
)

// A Text is one text that a shop says of a product.
type Text struct {
	From string // the part of the record, as "title", "description" or "specifications.Heel Height"
	Name string // of a specification what it is of, as "Heel Height"; empty of prose
	Word string // the word that the text answers, as "shoe.heel_height", or the key of a product's field; empty where the text itself must tell
	Unit string // of a bare number, as "cm"; empty where there is none but what the text or the profile says
	Text string // as it stands in the record: HTML and entities may be in it
}

// A Profile is what is known of the way in which a source speaks: what its labels mean, and which unit its bare numbers
// have. A Profile is immutable and safe for concurrent use. [Plain], [Named] and [Load] return one; the zero Profile reads
// nothing.
type Profile struct {
	lexicon *lexicon
	words   *vocabulary
	labels  [firstChoice]map[string]label
	bare    [firstChoice]set
	bands   [wordCount][]band
	names   naming
	loose   []word // choices that names of products tell too loosely to be taken from them
}

// A label is a text that means a range to a source; open where the source has no range for it.
type label struct{ span span }

// A band is what a number means for a choice.
type band struct {
	span span // in millionths
	said set
}

// A naming is how the heights of heels stand in the names of products.
type naming struct {
	unit              set // 0 where there are none
	least, most, step int64
}

// label returns the label that a text is, whatever its case, spaces and what stands in brackets.
func (f *Profile) label(w word, text string, buffer *[]byte) (l label, ok bool) {
	if !w.measure() || len(f.labels[w]) == 0 || len(text) > 200 {
		return l, false
	}
	*buffer = plain(strings.Trim(text, " :\t\n"), (*buffer)[:0])
	key := *buffer
	if l, ok = f.labels[w][string(key)]; ok {
		return l, true
	}
	for i, c := range key {
		if c == '(' && i > 0 {
			l, ok = f.labels[w][string(key[:i])]
			break
		}
	}
	return l, ok
}

func (f *Profile) unitNamed(name string) set {
	if name == "" {
		return 0
	}
	if u := unitOf(name); u != 0 {
		return u
	}
	tokens := scan(name, nil)
	if len(tokens) == 1 && tokens[0].kind == aSign && tokens[0].sign == '"' {
		return unitOf("in")
	}
	c := composer{lexicon: f.lexicon, text: name, tokens: tokens}
	m, _, _ := c.role(0, aUnit)
	return m.set
}

//go:embed profiles/*.yaml
var profileFiles embed.FS

const profileFolder = "profiles"

// Plain returns the profile of a source of which nothing is known: its labels and bare numbers say nothing.
func Plain() *Profile { return standardProfiles()["plain"]() }

// Names returns the names of the profiles that come with this package, in the order of the alphabet. Some are other names
// of the same profile.
func Names() []string { return slices.Sorted(maps.Keys(standardProfiles())) }

// Named returns a profile that comes with this package, as "ebay". The error names the nearest one and lists all of them.
func Named(name string) (*Profile, error) {
	f, ok := standardProfiles()[name]
	if !ok {
		names := Names()
		e := &rules.Error{Code: "unknown-profile", Msg: fmt.Sprintf("there is no profile %q", name), Hint: "the profiles are " + strings.Join(names, ", ")}
		if near, ok := rules.Nearest(name, names); ok {
			e.Hint = fmt.Sprintf("did you mean %q? %s", near, e.Hint)
		}
		return nil, e
	}
	return f(), nil
}

// standard holds the profiles of this package by name, each read when it is first asked for.
var standard struct {
	once sync.Once
	by   map[string]func() *Profile
}

func standardProfiles() map[string]func() *Profile {
	standard.once.Do(func() {
		standard.by = map[string]func() *Profile{}
		files, err := fs.Glob(profileFiles, profileFolder+"/*.yaml")
		if err != nil {
			panic(err) // the pattern is part of the program
		}
		for _, file := range files {
			name := strings.TrimSuffix(strings.TrimPrefix(file, profileFolder+"/"), ".yaml")
			read := sync.OnceValue(func() *Profile {
				f, err := load(profileFiles, file)
				if err != nil {
					panic(err) // a test reads them
				}
				return f
			})
			standard.by[name] = read
			for _, other := range otherNames(file) {
				standard.by[other] = read
			}
		}
	})
	return standard.by
}

// Load reads the profile in the file of the given name, as "our-shop.yaml":
//
//	about: What our suppliers write.
//	like: ebay                                  # a profile of this package whose labels, units and names hold unless given here
//	labels:                                     # of a measure: what a label means
//	  shoe.heel_height: {moderate: 40mm..60mm, sky high: 120mm..}
//	bare: {shoe.heel_height: cm}                # the unit of numbers that have none
//	names: {unit: mm, least: 20, most: 160, step: 5, model: [model], counted: [years], except: [trainers]}
//	bands: {shoe.flexibility: {flexible: "0..10"}}  # of a choice: what a number means
//	loose: [shoe.style]                         # of a choice: names of products use its words loosely, and it is not taken from them
//	silent: [cushioned footbed]                 # what is said of every product and carries nothing
//	words: {says: {shoe.heel: {block: [brick heel]}}}
//
// The sections of words are those of the files in the folder words; what they say is added to what is there. The error
// lists every fault with its place ([rules.Errors]).
func Load(fsys fs.FS, name string) (*Profile, error) { return load(fsys, name) }

var profileKeys = []string{"about", "also", "like", "labels", "bare", "bands", "names", "loose", "silent", "words"}

// otherNames returns the further names of a profile of this package.
func otherNames(file string) []string {
	p, root := openPage(profileFiles, file)
	if root == nil {
		panic(p.err()) // a test reads them
	}
	for _, e := range p.Entries(root, "a profile", profileKeys) {
		if e.Key.Value == "also" {
			return values(p.Texts(e.Value, "a name"))
		}
	}
	return nil
}

func load(fsys fs.FS, name string) (*Profile, error) {
	p, root := openPage(fsys, name)
	f := &Profile{words: standardWords()}
	if root == nil {
		return nil, p.err()
	}
	entries := p.Entries(root, "a profile", profileKeys)
	slices.SortStableFunc(entries, func(a, b pages.Entry) int { // what it is like comes first
		return -cmp.Compare(boolean(a.Key.Value == "like"), boolean(b.Key.Value == "like"))
	})
	added := &vocabulary{materials: f.words.materials, widths: f.words.widths}
	for _, e := range entries {
		f.readKey(p, e, added)
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	l, _ := compile(f.words.spellings, added.spellings)
	f.lexicon = l
	f.words = &vocabulary{spellings: slices.Concat(f.words.spellings, added.spellings), materials: f.words.materials, widths: f.words.widths, answered: f.words.answered,
		follows: f.words.follows, follow: f.words.follow, titles: f.words.titles, groups: f.words.groups}
	return f, nil
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}
