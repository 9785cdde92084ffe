package feed

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// The types below read what programs write in several ways, and say what is none of them.

// A scalar is a text, or a number or truth as a text; null is the empty text.
type scalar string

// UnmarshalJSON reads a text, a number or a truth.
func (s *scalar) UnmarshalJSON(data []byte) error {
	if data[0] == '{' || data[0] == '[' {
		return misplaced(data)
	}
	*s = scalar(textOf(data))
	return nil
}

// misplaced says that a list or an object stands where none may. The decoder adds its path.
func misplaced(data []byte) error {
	what := "object"
	if data[0] == '[' {
		what = "list"
	}
	return &json.UnmarshalTypeError{Value: what, Type: reflect.TypeFor[string]()}
}

// Scalars are a list of texts, or one text.
type scalars []scalar

// UnmarshalJSON reads a list or a single one.
func (s *scalars) UnmarshalJSON(data []byte) error {
	if data[0] == '[' {
		return json.Unmarshal(data, (*[]scalar)(s))
	}
	var one scalar
	err := one.UnmarshalJSON(data)
	if *s = nil; one != "" {
		*s = scalars{one}
	}
	return err
}

// split divides texts at their commas.
func (s scalars) split() (list []string) {
	for _, text := range s {
		for part := range strings.SplitSeq(string(text), ",") {
			list = append(list, strings.TrimSpace(part))
		}
	}
	return list
}

// A number is a number, or a text that is one.
type number float64

// UnmarshalJSON reads a number.
func (n *number) UnmarshalJSON(data []byte) error {
	text := textOf(data)
	x, err := strconv.ParseFloat(text, 64)
	if text != "" && (err != nil || math.IsNaN(x)) {
		return &json.UnmarshalTypeError{Value: "text that is no number", Type: reflect.TypeFor[number]()}
	}
	*n = number(x)
	return nil
}

// An amount is a price: a text, a number, or an object that names its currency.
type amount struct{ text, currency string }

// UnmarshalJSON reads a price; what it is worth is seen later.
func (a *amount) UnmarshalJSON(data []byte) error {
	var named struct {
		Amount   scalar `json:"amount"`
		Currency scalar `json:"currencyCode"`
	}
	if data[0] == '{' {
		err := json.Unmarshal(data, &named)
		*a = amount{string(named.Amount), string(named.Currency)}
		return err
	}
	var text scalar
	err := text.UnmarshalJSON(data)
	*a = amount{text: string(text)}
	return err
}

// Many is a list, also in the wrappings of GraphQL ({"nodes": […]}, {"edges": [{"node": …}]}), or a single one.
type many[T any] []T

// UnmarshalJSON reads a list or a single one.
func (m *many[T]) UnmarshalJSON(data []byte) error {
	switch {
	case data[0] == '[':
		return json.Unmarshal(data, (*[]T)(m))
	case data[0] == 'n':
		*m = nil
		return nil
	case data[0] != '{' || !bytes.Contains(data, []byte(`"nodes"`)) && !bytes.Contains(data, []byte(`"edges"`)):
		var one T
		err := json.Unmarshal(data, &one)
		*m = many[T]{one}
		return err
	}
	var list struct {
		Nodes []T `json:"nodes"`
		Edges []struct {
			Node T `json:"node"`
		} `json:"edges"`
	}
	err := json.Unmarshal(data, &list)
	*m = list.Nodes
	for _, e := range list.Edges {
		*m = append(*m, e.Node)
	}
	return err
}
