package feed

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/measure"
	"github.com/heelwise/heelwise/rules"
)

// A stream is one reading of a feed.
type stream struct {
	mapping  *Mapping
	profile  *measure.Profile
	currency string
	limit    int
	yield    func(catalog.Product, error) bool

	// The ids that were read, of which the older half is forgotten from time to time: memory stays flat.
	recent, before map[[16]byte]struct{}
}

// maxRecent is of how many products a repeated id is surely told.
const maxRecent = 1 << 18

func newStream(o Options, yield func(catalog.Product, error) bool) *stream {
	s := &stream{mapping: o.Mapping, profile: o.Profile, currency: o.Currency, limit: o.limitOf(), yield: yield, recent: map[[16]byte]struct{}{}}
	if m := o.Mapping; m != nil {
		s.profile, s.currency = cmp.Or(s.profile, m.profile), cmp.Or(s.currency, m.currency)
	}
	if s.profile == nil {
		s.profile = measure.Plain()
	}
	return s
}

// fail reports what is wrong where there is no product, and whether to go on.
func (s *stream) fail(e *Error) bool { return s.yield(catalog.Product{}, e) && !e.Ends }

// refuse reports a record that cannot be read, by its id if that can be, which stands under one of the keys.
func (s *stream) refuse(at place, raw []byte, faults rules.Errors, keys ...string) bool {
	return s.fail(&Error{Record: at.record, Line: at.line, Offset: at.offset, ID: idOf(raw, keys), Faults: faults})
}

// repeated reports whether a product of this id was read, and remembers it.
func (s *stream) repeated(id string) bool {
	sum := sha256.Sum256([]byte(id)) // a hash that nobody can make collide, and the same in every run
	key := [16]byte(sum[:16])
	_, ok := s.recent[key]
	if !ok {
		_, ok = s.before[key]
	}
	if len(s.recent) >= maxRecent {
		s.before, s.recent = s.recent, map[[16]byte]struct{}{}
	}
	s.recent[key] = struct{}{}
	return ok
}

// A draft is a product while its record is read.
type draft struct {
	place
	product catalog.Product
	texts   []measure.Text
	given   []given
	faults  rules.Errors

	id       string // as it was read
	currency string // for prices that name none
	soldOut  bool   // none of any size is there
}

// A given is a fact that a record states in a field of its own, by the key of a product's field or by a word.
type given struct {
	key    string
	value  json.RawMessage
	source catalog.Source
}

func (s *stream) draft(at place) *draft { return &draft{place: at, currency: s.currency} }

// add finishes a product and yields it. It reports whether to go on.
func (s *stream) add(d *draft) bool {
	s.finish(d)
	if len(d.faults) == 0 {
		return s.yield(d.product, nil)
	}
	return s.yield(d.product, &Error{Record: d.record, Line: d.line, Offset: d.offset, ID: d.id, Faults: d.faults})
}

func (s *stream) finish(d *draft) {
	d.settle(func(g given) bool { return !g.leavesOpen() })
	d.agree()
	d.possible()
	p := &d.product
	if d.soldOut {
		p.Sizes = []string{}
	}
	if len(d.texts) > 0 {
		s.profile.Fill(p, d.texts...)
	}
	d.settle(given.leavesOpen)
	if d.id = p.ID; d.id == "" {
		d.fault("id", "missing-key", "the product has no id", "answers name products by their ids")
		d.product = catalog.Product{}
	} else if s.repeated(d.id) {
		d.fault("id", "duplicate-id", "a product of this id was read before", "give each product an id of its own")
	}
}

func (d *draft) fault(key, code, msg, hint string) {
	d.faults = append(d.faults, &rules.Error{Key: key, Code: code, Msg: msg, Hint: hint})
}

// text hands a text over to be read. Blank texts say nothing.
func (d *draft) text(t measure.Text) {
	if strings.TrimSpace(t.Text) != "" {
		d.texts = append(d.texts, t)
	}
}

// prose hands over a text that has no name.
func (d *draft) prose(from, text string) { d.text(measure.Text{From: from, Text: text}) }

// labelled hands over what answers a word.
func (d *draft) labelled(from, name, word, text string) {
	d.text(measure.Text{From: from, Name: name, Word: word, Text: text})
}

// named hands over a specification.
func (d *draft) named(from, name, text string) {
	d.text(measure.Text{From: from, Name: name, Text: text})
}

// state states a fact. What was stated first stands.
func (d *draft) state(key string, value json.RawMessage, source catalog.Source) {
	if !slices.ContainsFunc(d.given, func(g given) bool { return g.key == key }) {
		d.given = append(d.given, given{key, value, source})
	}
}

// leavesOpen reports whether a fact gives way to a text that says more: it follows from what the shoe is, or says but that
// it is one of several.
func (g given) leavesOpen() bool {
	return g.source.How == catalog.Derived || len(g.value) > 0 && g.value[0] == '[' && !isList(g.key)
}

// settle sets those of the stated facts that are wanted and of which nothing is known. What is wrong with them is reported
// by the part of the record that states them.
func (d *draft) settle(wanted func(given) bool) {
	var list []given
	for _, g := range d.given {
		if wanted(g) && !d.knows(g.key) {
			list = append(list, g)
		}
	}
	if len(list) == 0 {
		return
	}
	if d.product.UnmarshalJSON(object(list)) != nil { // each by itself, so that what is right stands
		list = slices.DeleteFunc(list, func(g given) bool {
			faults := rules.AsErrors(d.product.UnmarshalJSON(object([]given{g})))
			for _, e := range faults {
				e.Key = cmp.Or(g.source.From, e.Key)
			}
			d.faults = append(d.faults, faults...)
			return len(faults) > 0
		})
	}
	for _, g := range list {
		if g.source != (catalog.Source{}) {
			d.source(g.key, g.source)
		}
	}
}

// knows reports whether anything is known of a word, or of one of the fields that facts state.
func (d *draft) knows(key string) bool {
	p := &d.product
	switch key {
	case "department":
		return p.Department != 0
	case "age_group":
		return p.AgeGroup != 0
	case "occasion":
		return p.Occasion != 0
	case "condition":
		return p.Condition != 0
	}
	if _, ok := p.Extra[key]; ok {
		return true
	}
	return footwear.Vocabulary().Value(&footwear.Case{Shoe: p.Shoe}, key).Known()
}

func (d *draft) source(key string, s catalog.Source) {
	if d.product.Sources == nil {
		d.product.Sources = map[string]catalog.Source{}
	}
	d.product.Sources[key] = s
}

// object writes facts as the JSON of a product.
func object(list []given) []byte {
	var fields, shoe, extra bytes.Buffer
	for _, g := range list {
		to, key := &fields, g.key
		if word, ok := strings.CutPrefix(g.key, "shoe."); ok {
			to, key = &shoe, word
		} else if strings.Contains(g.key, ".") {
			to = &extra
		}
		if to.Len() > 0 {
			to.WriteByte(',')
		}
		name, _ := json.Marshal(key)
		to.Write(name)
		to.WriteByte(':')
		to.Write(g.value)
	}
	for _, group := range []struct {
		key  string
		body *bytes.Buffer
	}{{"shoe", &shoe}, {"extra", &extra}} {
		if group.body.Len() == 0 {
			continue
		}
		if fields.Len() > 0 {
			fields.WriteByte(',')
		}
		fields.WriteString(`"` + group.key + `":{` + group.body.String() + "}")
	}
	return []byte("{" + fields.String() + "}")
}

// agree widens a platform and a rise that do not add up to the heel height, until they do, and flags them. What differs by
// a millimetre was rounded, and is not flagged.
func (d *draft) agree() {
	shoe := &d.product.Shoe
	heel, _ := shoe.HeelHeight.Bounds()
	platform, _ := shoe.Platform.Bounds()
	rise, _ := shoe.Rise.Bounds()
	if !shoe.HeelHeight.Known() || !shoe.Platform.Known() || !shoe.Rise.Known() || heel == platform+rise {
		return
	}
	otherPlatform, otherRise := heel-rise, heel-platform
	if otherPlatform >= 0 {
		shoe.Platform = shoe.Platform.Between(min(platform, otherPlatform), max(platform, otherPlatform))
	}
	shoe.Rise = shoe.Rise.Between(min(rise, otherRise), max(rise, otherRise))
	for _, word := range []string{"shoe.heel_height", "shoe.platform", "shoe.rise"} {
		if s, ok := d.product.Sources[word]; ok {
			s.Conflict = math.Abs(float64(heel-platform-rise)) > 1000 // micrometres
			d.product.Sources[word] = s
		}
	}
}

// possible takes heel height, platform and rise away where no shoe can have them all, and reports them.
func (d *draft) possible() {
	shoe := &d.product.Shoe
	if shoe.Platform == (footwear.Length{}) && (shoe.HeelHeight == footwear.Length{} || shoe.Rise == footwear.Length{}) {
		return // two of them make the third
	}
	faults := rules.AsErrors(footwear.Vocabulary().Check(&footwear.Case{Shoe: *shoe}))
	if len(faults) == 0 {
		return
	}
	d.faults = append(d.faults, faults...)
	shoe.HeelHeight, shoe.Platform, shoe.Rise = footwear.Length{}, footwear.Length{}, footwear.Length{}
	d.product.Sources = maps.Clone(d.product.Sources)
	for _, word := range []string{"shoe.heel_height", "shoe.platform", "shoe.rise"} {
		delete(d.product.Sources, word)
	}
	if len(d.product.Sources) == 0 {
		d.product.Sources = nil
	}
}

// price sets the price if text is one. Formats made for programs write decimals with a point, and no thousands.
func (d *draft) price(key, text, currency string) {
	text = strings.TrimSpace(text)
	if text == "" {
		return
	}
	m, err := readMoney(text, cmp.Or(strings.TrimSpace(currency), d.currency))
	if err != nil {
		for _, e := range rules.AsErrors(err) {
			e.Key = key
			d.faults = append(d.faults, e)
		}
		return
	}
	if m.Amount() < 0 {
		d.fault(key, "bad-value", fmt.Sprintf("a price of %s is below zero", m), "")
		return
	}
	d.product.Price = m
}

func readMoney(text, currency string) (catalog.Money, error) {
	number := text
	if before, after, ok := strings.Cut(text, " "); ok {
		switch {
		case isDecimal(before) && len(after) == 3:
			number, currency = before, after
		case isDecimal(after) && len(before) == 3:
			number, currency = after, before
		}
	}
	if isDecimal(number) && isCode(currency) {
		if amount, err := strconv.ParseFloat(number, 64); err == nil && catalog.Price(amount, currency).Known() {
			return catalog.Price(amount, currency), nil
		}
	}
	m, err := catalog.ParseMoney(text)
	if err == nil && m.Currency() == "" && currency != "" {
		m, err = catalog.ParseMoney(strings.TrimSpace(m.String() + " " + currency))
	}
	return m, err
}

func isDecimal(text string) bool {
	return text != "" && strings.Trim(text, "0123456789.") == "" && strings.Count(text, ".") < 2 && text != "."
}

func isCode(text string) bool {
	return text == "" || len(text) == 3 && strings.Trim(strings.ToUpper(text), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// sizes sets the sizes in stock, each once and in their order.
func (d *draft) sizes(list []string) {
	kept := []string{}
	for _, size := range list {
		if size = strings.TrimSpace(size); size != "" && !slices.Contains(kept, size) {
			kept = append(kept, size)
		}
	}
	d.product.Sizes = kept
}

// addOnce adds texts that are not yet in a list.
func addOnce(list []string, texts ...string) []string {
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" && !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

// kindOf returns the kind of a word of a shoe, as "length"; empty where there is no such word.
func kindOf(word string) string { return shoeWords()[word] }

var shoeWords = sync.OnceValue(func() map[string]string {
	kinds := map[string]string{}
	for w := range footwear.Vocabulary().Words() {
		if strings.HasPrefix(w.Name, "shoe.") {
			kinds[w.Name] = w.Kind
		}
	}
	return kinds
})
