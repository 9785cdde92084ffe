package catalog

// A Source says how a fact came to be known. The zero Source is of what was handed in as a fact.
type Source struct {
	How  How    `json:"how,omitzero"`
	From string `json:"from,omitempty"` // the part of the record, as "description" or "metafields.custom.heel"
	Text string `json:"text,omitempty"` // what was read there, word for word

	// Conflict says that the record contradicts itself. The fact is then wide enough for all that it says.
	Conflict bool `json:"conflict,omitempty"`
}

// How is in which way a fact came to be known. The zero How is unknown.
type How uint8

// The ways.
const (
	Stated  How = 1 + iota // as a value or a word of its own: "heel 8 cm", "block heel"
	Range                  // as a range or several values: "5–8 cm", "10/12/14cm"
	Label                  // as a label that means a range to this source: "High (3–3.9 in)"
	Derived                // it follows from another fact or from what the shoe is: "mule" has no closed back
)

var hows = names{"", "stated", "range", "label", "derived"}

// String returns the name of the way, "unknown" of the zero How.
func (h How) String() string { return hows.text(uint8(h)) }

// MarshalText writes the name of the way, empty if it is unknown. It fails on what is none.
func (h How) MarshalText() ([]byte, error) { return hows.marshal("way", uint8(h)) }

// UnmarshalText reads the name of a way; the empty text is unknown. After an error h is what it was.
func (h *How) UnmarshalText(text []byte) error { return unmarshal(hows, "way", text, h) }
