package measure

import (
	"slices"
	"strings"
)

// A meaning is one thing that a spelling means.
type meaning struct {
	role role
	word word // which word it is about, or which subject a number has
	set  set  // which values it says, or another number that the role explains
}

// A role is the part that a spelling plays in a sentence.
type role uint8

const (
	aSubject  role = iota // what a number measures: word is a measure or one of the further subjects
	aUnit                 // set is the place of a unit in units
	aFiller               // stands between a subject and its number and changes nothing, as "approx."
	aStop                 // ends what belongs to a number, as "above"
	aLimit                // set is one of the limits
	aForm                 // a form of heel if a heel follows, as "block"
	aLink                 // stands between a form and its heel, as "covered"
	aSaying               // says that word is one of set
	anAnswer              // the same, where the text answers that word
	aName                 // the name of a specification about word
	aNegation             // what follows is not so
	aBodyPart             // set is a part of the shoe that materials belong to
	aYes                  // an answer to a yes-or-no question, as are the next two
	aNo
	aBlank      // says nothing, as "NA"
	aPair       // what is weighed is a pair
	anEnding    // an abbreviation: a point behind it ends no sentence
	aZero       // says that the measure word is nothing, as "no heel"
	aModelName  // a number behind it is a model's, as behind "model"
	aTrainer    // a name with this word in it has no height, as "trainers"
	anOf        // stands between a part and its material, as "in"
	anAnd       // stands between two materials of one part
	aCount      // a number in words: set is it in millionths
	aCompared   // what follows is said of another shoe, as behind "unlike"
	aCounted    // a number before it counts it and is no height, as before "years"
	aDenied     // what stands before it is not so after all, as before "not included"
	aRather     // stands between what is not so and what is so instead, as in "not 9 cm but 5 cm"
	aThick      // stands behind a number that is the height of a sole, and no height of a heel
	aTimes      // stands between the sides of something that is measured by several, as "x"
	aSilentWord // carries nothing; a longer spelling that hides a shorter one
)

// Further subjects of numbers, beyond the measures.
const (
	front word = wordCount + iota // of a sole that was spoken of
	back
	soleBack  // of a sole under the heel, as "platform back"
	stack     // heel and forefoot in one, as "36/28 mm"
	otherPart // what is not read: sizes, straps, widths
	across    // stands behind a number that is no height, as "wide"
	net       // says that a height of a heel is one above the platform, as "without platform"
	otherName // of a specification: what is not read
	features  // of a specification: a list of anything
	subjectCount
)

var subjectNames = map[string]word{"front": front, "back": back, "sole_back": soleBack, "stack": stack, "other": otherPart, "across": across, "net": net}

// The limits, as set of a meaning.
const (
	under  set = 1 + iota // stands before a number
	over                  // the same
	orLess                // stands behind it
	orMore                // the same
	until                 // stands between two numbers: a range
	either                // stands between two numbers: several
)

var limitNames = map[string]set{"under": under, "over": over, "or_less": orLess, "or_more": orMore, "to": until, "or": either}

// The parts of a shoe, as set of a meaning.
const (
	unsaid     set = iota
	upper          // what materials are read of
	madeOf         // the same, where the material follows: "made of leather"
	anyShoe        // the shoe as a whole
	otherPlace     // a lining, a sole, a strap
)

var partNames = map[string]set{"upper": upper, "made_of": madeOf, "shoe": anyShoe, "other": otherPlace}

// A unit is a name for a number of base units of the measures of its kind.
type unit struct {
	name  string
	kind  kind
	size  int64 // base units in a thousand of it
	older bool  // of the imperial system
}

type kind uint8

const (
	noKind kind = iota
	ofLength
	ofMass
	ofDistance
	ofTime
	ofForce
)

// units are those that texts name. An ounce is 28,349,523,125 ng.
var units = []unit{{}, {"mm", ofLength, 1_000_000, false}, {"cm", ofLength, 10_000_000, false}, {"in", ofLength, 25_400_000, true},
	{"g", ofMass, 1e12, false}, {"kg", ofMass, 1e15, false}, {"oz", ofMass, 28_349_523_125_000, true}, {"lb", ofMass, 453_592_370_000_000, true},
	{"km", ofDistance, 1e12, false}, {"mi", ofDistance, 1_609_344_000_000, true}, {"months", ofTime, 1e9, false}, {"years", ofTime, 12e9, false}, {"N", ofForce, 1e9, false}}

func unitOf(name string) set {
	for i := range units {
		if i > 0 && units[i].name == name {
			return set(i)
		}
	}
	return 0
}

// kinds are the kinds of units that a measure has.
var kinds = [firstChoice]kind{heelHeight: ofLength, platform: ofLength, rise: ofLength, baseWidth: ofLength, toeBoxWidth: ofLength, shaft: ofLength,
	weight: ofMass, months: ofTime, distance: ofDistance}

// A spelling is a text with its meaning, as a file of words has it.
type spelling struct {
	text    string
	meaning meaning
}

// A lexicon finds spellings in texts. It is immutable.
type lexicon struct {
	ids      map[uint64]int32 // of words, by their hash
	endings  map[[3]byte][]ending
	end      [256]bool // whether an ending may end so, by a mix of its last three letters
	nodes    []node
	steps    map[uint64]int32 // from a node by a word to a node
	meanings []meaning
}

// A node is the beginning of spellings. The node of a first word is that of its id.
type node struct {
	first, last int32  // its meanings, if a spelling ends here
	goes        bool   // whether a spelling goes on
	roles       uint32 // those of its meanings, a bit each
}

// An ending is that of German compounds, as "*absatz".
type ending struct {
	text string
	id   int32
}

// A builder makes a lexicon.
type builder struct {
	*lexicon
	meanings [][]meaning // by node
	tokens   []token
}

// compile makes a lexicon of lists of spellings, and returns the spellings that are none.
func compile(lists ...[]spelling) (l *lexicon, bad []spelling) {
	l = &lexicon{ids: map[uint64]int32{}, endings: map[[3]byte][]ending{}, steps: map[uint64]int32{}}
	b := builder{lexicon: l}
	b.grow() // the node of what is no word
	for _, list := range lists {
		for _, s := range list {
			n := b.place(s.text)
			if n == 0 {
				bad = append(bad, s)
				continue
			}
			b.meanings[n] = append(b.meanings[n], s.meaning)
		}
	}
	for _, list := range lists {
		b.heels(list)
	}
	for i := range l.nodes {
		n := &l.nodes[i]
		n.first = int32(len(l.meanings))
		l.meanings = append(l.meanings, b.meanings[i]...)
		n.last = int32(len(l.meanings))
		for _, m := range b.meanings[i] {
			n.roles |= 1 << m.role
		}
	}
	return l, bad
}

func (b *builder) grow() int32 {
	b.nodes, b.meanings = append(b.nodes, node{}), append(b.meanings, nil)
	return int32(len(b.nodes) - 1)
}

// place returns the node of a spelling, made where there is none yet; 0 where the text is no spelling.
func (b *builder) place(text string) (at int32) {
	text, compound := strings.CutPrefix(text, "*")
	b.tokens = scan(text, b.tokens[:0])
	for i := range b.tokens {
		t := &b.tokens[i]
		last := i == len(b.tokens)-1
		if t.kind == aSign && i > 0 && (t.sign == '-' && !last || t.sign == '.' && last) {
			continue
		}
		if t.kind != aWord || compound && len(b.tokens) > 1 {
			return 0
		}
		h := t.hash
		if compound {
			h ^= prime // another word than the ending by itself
		}
		id, ok := b.ids[h]
		if !ok {
			id = b.grow()
			b.ids[h] = id
			if compound {
				b.addEnding(string(plain(text, nil)), id)
			}
		}
		if at == 0 {
			at = id
			continue
		}
		at = b.step(at, id)
	}
	return at
}

// step returns the node behind another by a word.
func (b *builder) step(from, id int32) int32 {
	key := uint64(from)<<32 | uint64(id)
	to, ok := b.steps[key]
	if !ok {
		to = b.grow()
		b.steps[key] = to
		b.nodes[from].goes = true
	}
	return to
}

// heels makes subjects of the kinds of heel that have a heel in their name: "high heels 7cm" is the height of a heel.
func (b *builder) heels(list []spelling) {
	subject := meaning{role: aSubject, word: heelHeight}
	for _, s := range list {
		if s.meaning.role != aSaying || s.meaning.word != heel {
			continue
		}
		tokens := scan(s.text, nil)
		n, length := b.walk(tokens)
		if length < 2 || slices.Contains(b.meanings[n], subject) || slices.ContainsFunc(b.meanings[n], func(m meaning) bool { return m.role == aZero }) {
			continue
		}
		if slices.ContainsFunc(tokens, func(t token) bool { return slices.Contains(b.meanings[b.ids[t.hash]], subject) }) {
			b.meanings[n] = append(b.meanings[n], subject)
		}
	}
}

// walk returns the node of a spelling, and how many words it has.
func (l *lexicon) walk(tokens []token) (n int32, length int) {
	for i := range tokens {
		if tokens[i].kind != aWord {
			continue
		}
		id := l.ids[tokens[i].hash]
		if length++; length == 1 {
			n = id
			continue
		}
		n = l.steps[uint64(n)<<32|uint64(id)]
	}
	return n, length
}

func (l *lexicon) addEnding(text string, id int32) {
	if len(text) < 3 {
		return
	}
	key := [3]byte([]byte(text[len(text)-3:]))
	l.endings[key] = append(l.endings[key], ending{text, id})
	l.end[mix(key)] = true
}

func mix(key [3]byte) uint8 { return key[0]*7 ^ key[1]*31 ^ key[2]*131 }
