package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// names are the names of the values of an enumeration, in order; the first is of what is unknown.
type names []string

func (n names) text(i uint8) string {
	switch {
	case i == 0:
		return "unknown"
	case int(i) < len(n):
		return n[i]
	}
	return "invalid"
}

func (n names) marshal(what string, i uint8) ([]byte, error) {
	if int(i) >= len(n) {
		return nil, fmt.Errorf("there is no %s %d", what, i)
	}
	return []byte(n[i]), nil
}

func unmarshal[E ~uint8](n names, what string, text []byte, to *E) error {
	i := slices.Index(n, string(text))
	if i < 0 {
		return unknownName(what, string(text), n[1:])
	}
	*to = E(i)
	return nil
}

// unknownName reports a text that is none of the names, and says which may be meant.
func unknownName(what, text string, names []string) *rules.Error {
	e := &rules.Error{Code: "unknown-value", Msg: fmt.Sprintf("there is no %s %q", what, quote.Short(text))}
	if near, ok := rules.Nearest(text, names); ok {
		e.Hint = fmt.Sprintf("did you mean %q?", near)
	} else {
		e.Hint = "it is " + strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
	}
	return e
}
