package rules

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// An Error is one thing wrong with a pack or with what was handed to it. A fault of a pack has a place (File, Line,
// Col), a fault of an input a Key. Code is stable and made for programs; the other texts are made for people.
type Error struct {
	File string // the pack file; empty for inputs, and where there is no pack
	Line int    // from 1; 0 when only the file is known
	Col  int    // from 1, in runes; 0 where Line is
	Rule string // the rule's id, or the key path inside pack.yaml and the like; may be empty
	Key  string // of an input: the word at fault, as "shoe.heel_height"; may be empty
	Code string // as "unknown-word"; docs/language.md lists them
	Msg  string // what is wrong
	Hint string // what would be right; may be empty

	source string // the guilty line
}

// Error returns the place, what is wrong and what would be right, on one line.
func (e *Error) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File)
		if e.Line > 0 {
			fmt.Fprintf(&b, ":%d:%d", e.Line, e.Col)
		}
		b.WriteString(": ")
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
// known.
func (e *Error) Snippet() string {
	if e.source == "" || e.Col < 1 {
		return ""
	}
	var pad strings.Builder
	for i, r := range []rune(e.source) {
		if i == e.Col-1 {
			break
		}
		if r != '\t' {
			r = ' '
		}
		pad.WriteRune(r)
	}
	return fmt.Sprintf("  %s\n  %s^\n", e.source, pad.String())
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
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col), cmp.Compare(a.Code, b.Code))
	})
	return slices.CompactFunc(l, func(a, b *Error) bool {
		return a.File == b.File && a.Line == b.Line && a.Col == b.Col && a.Code == b.Code && a.Msg == b.Msg
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
