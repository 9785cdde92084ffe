package measure

import "github.com/heelwise/heelwise/footwear/catalog"

// A Text is one text that a shop says of a product.
type Text struct {
	From string // the part of the record, as "title", "description" or "specifications.Heel Height"
	Name string // of a specification what it is of, as "Heel Height"; empty of prose
	Word string // the word that the text answers, as "shoe.heel_height", or the key of a product's field; empty where the text itself must tell
	Unit string // of a bare number, as "cm"; empty where there is none but what the text or the profile says
	Text string // as it stands in the record: HTML and entities may be in it
}

// A Profile is what is known of the way in which a source speaks: what its labels mean, and which unit its bare numbers
// have. A Profile is immutable and safe for concurrent use.
type Profile struct{}

// Plain returns the profile of a source of which nothing is known: its labels and bare numbers say nothing.
func Plain() *Profile { return &Profile{} }

// Fill sets the facts of p that are told by the texts and of which p says nothing, and says in p.Sources where each was
// read. What p already says stays; where a text contradicts it, its source says so.
func (f *Profile) Fill(p *catalog.Product, texts ...Text) {}
