package rules

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// An Error is one thing wrong with a pack, with its tests or with what was handed to it. A fault of a pack has a place
// (Layer, File, Line, Col), a fault of an input a Key. Code is stable and made for programs; the other texts are made
// for people. In JSON it is an object of its fields, those left out that are empty.
type Error struct {
	Layer  int    `json:"layer,omitempty"`  // 0 for the pack itself, 1 for the first layer above it
	File   string `json:"file,omitempty"`   // the pack file; empty for inputs, and where there is no pack
	Line   int    `json:"line,omitempty"`   // from 1; 0 when only the file is known
	Col    int    `json:"col,omitempty"`    // from 1, in runes; 0 where Line is
	Rule   string `json:"rule,omitempty"`   // the rule's id, or the key path inside pack.yaml and the like; may be empty
	Key    string `json:"key,omitempty"`    // of an input: the word at fault, as "shoe.heel_height"; may be empty
	Code   string `json:"code"`             // as "unknown-word"; docs/language.md lists them
	Msg    string `json:"error"`            // what is wrong
	Hint   string `json:"hint,omitempty"`   // what would be right; may be empty
	Soft   bool   `json:"soft,omitempty"`   // a warning: the pack can be used as it is
	Source string `json:"source,omitempty"` // the guilty line; empty where none is known
}

// Place returns where the fault is, as "heel.yaml:4:11" or "layer 1: heel.yaml:4:11"; empty where no file is known.
func (e *Error) Place() string {
	if e.File == "" {
		return ""
	}
	place := e.File
	if e.Layer > 0 {
		place = fmt.Sprintf("layer %d: %s", e.Layer, place)
	}
	if e.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", place, e.Line, e.Col)
	}
	return place
}

// Error returns the place, what is wrong and what would be right, on one line.
func (e *Error) Error() string {
	var b strings.Builder
	if place := e.Place(); place != "" {
		b.WriteString(place + ": ")
	}
	if e.Soft {
		b.WriteString("warning: ")
	}
	if e.Rule != "" {
		b.WriteString(e.Rule + ": ")
	}
	if e.Key != "" {
		b.WriteString(e.Key + ": ")
	}
	b.WriteString(e.Msg)
	if e.Hint != "" {
		b.WriteString(" (" + e.Hint + ")")
	}
	return b.String()
}

// Snippet returns the guilty line with a caret beneath the place, as two indented lines, or nothing where no line is
// known. Signs that would move a terminal's cursor are shown as �.
func (e *Error) Snippet() string {
	if e.Source == "" || e.Col < 1 {
		return ""
	}
	shown := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' {
			return unicode.ReplacementChar
		}
		return r
	}, e.Source)
	var pad strings.Builder
	for i, r := range []rune(e.Source) {
		if i == e.Col-1 {
			break
		}
		if r != '\t' {
			r = ' '
		}
		pad.WriteRune(r)
	}
	return fmt.Sprintf("  %s\n  %s^\n", shown, pad.String())
}

// Errors is everything that is wrong: of a pack by file, line and column, of an input as found. Reach a single one with
// errors.As. An empty list is no error: return [Errors.Err].
type Errors []*Error

// Err returns the list as an error, nil if it is empty.
func (l Errors) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// Error returns one fault a line.
func (l Errors) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Hard returns the faults that are no warnings.
func (l Errors) Hard() Errors {
	return slices.DeleteFunc(slices.Clone(l), func(e *Error) bool { return e.Soft })
}

// Unwrap gives errors.Is and errors.As each fault.
func (l Errors) Unwrap() []error {
	list := make([]error, len(l))
	for i, e := range l {
		list[i] = e
	}
	return list
}

// sort orders the faults by place and drops what is said twice.
func (l Errors) sort() Errors {
	slices.SortStableFunc(l, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Layer, b.Layer), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col), cmp.Compare(a.Code, b.Code))
	})
	return slices.CompactFunc(l, func(a, b *Error) bool {
		return a.Layer == b.Layer && a.File == b.File && a.Line == b.Line && a.Col == b.Col && a.Code == b.Code && a.Msg == b.Msg
	})
}

// AsErrors returns the faults that err consists of; none if it is nil or of another kind. The err may wrap them; of
// several lists joined only the first counts.
func AsErrors(err error) Errors {
	if list, ok := errors.AsType[Errors](err); ok {
		return list
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return Errors{e}
	}
	return nil
}
