package feed

import (
	"fmt"
	"strings"

	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// An Error says what is wrong with one record of a feed, or with the feed itself. Where a record was read in part, its
// product stands beside the error, without the part at fault; else that product is the zero Product.
type Error struct {
	Record string       // the record's path, as "products[3]"; empty where records are lines, and of the feed itself
	Line   int          // where the record begins, from 1; in the unpacked text, if it was packed
	Offset int64        // bytes before the record, likewise
	ID     string       // the record's own; empty where it is not known
	Faults rules.Errors // what is wrong; the Key of each is its path in the record, as "variants[0].price"
	Ends   bool         // the feed cannot be read on

	cause error // what the reader said, of a feed that cannot be read
}

// Place returns where the record is, as "products[3] (line 7)", or "line 7".
func (e *Error) Place() string {
	switch {
	case e.Line == 0:
		return e.Record
	case e.Record == "":
		return fmt.Sprintf("line %d", e.Line)
	}
	return fmt.Sprintf("%s (line %d)", e.Record, e.Line)
}

// Error returns the place, the record's id and all that is wrong, on one line.
func (e *Error) Error() string {
	var b strings.Builder
	if place := e.Place(); place != "" {
		b.WriteString(place + ": ")
	}
	if e.ID != "" {
		fmt.Fprintf(&b, "%q: ", quote.Short(e.ID))
	}
	for i, fault := range e.Faults {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(fault.Error())
	}
	return b.String()
}

// Unwrap gives errors.Is and errors.As each fault, and what the reader said.
func (e *Error) Unwrap() []error {
	list := []error{e.Faults}
	if e.cause != nil {
		list = append(list, e.cause)
	}
	return list
}
