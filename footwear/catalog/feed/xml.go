package feed

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/heelwise/heelwise/rules"
)

// readItems finds the items of a feed in RSS or entries of one in Atom. It holds one at a time, and looks at no more than
// tags, so that a mistake stays in its item, and nothing that a document declares is ever expanded.
func readItems(r *bufio.Reader, limit int, read func(at place, raw []byte) bool, fail func(*Error) bool) {
	t := newTape(r, limit)
	for n := 0; ; {
		if !t.skipBefore('<') {
			break
		}
		at := t.at("")
		t.keep()
		name := t.tag()
		if name != "item" && name != "entry" {
			t.drop()
			continue
		}
		at.record = fmt.Sprintf("%s[%d]", name, n)
		n++
		whole := bytes.HasSuffix(t.kept, []byte("/>")) || t.skipItem(name)
		t.drop()
		switch {
		case !whole && t.err != nil:
			fail(unreadable(at, t.err))
			return
		case !whole:
			fail(unreadable(at, &rules.Error{Code: "bad-xml", Msg: fmt.Sprintf("the feed ends before </%s>", name)}))
			return
		case t.tooLong:
			if !fail(tooLong(at, limit)) {
				return
			}
		case !read(at, t.kept):
			return
		}
	}
	if t.err != nil {
		fail(unreadable(t.at(""), t.err))
	}
}

// skipBefore reads up to a byte, and reports whether it is there.
func (t *tape) skipBefore(b byte) bool {
	for span := t.span(); len(span) > 0; span = t.span() {
		if i := bytes.IndexByte(span, b); i >= 0 {
			t.advance(i)
			return true
		}
		t.advance(len(span))
	}
	return false
}

// maxTag is the length of the longest name of an element that is looked at.
const maxTag = 64

// tag reads what begins with <: an element's tag, a comment, a CDATA section, a declaration. It returns the name of the
// element without its prefix, with a slash before it at its end.
func (t *tape) tag() (name string) {
	begin := make([]byte, 0, maxTag)
	for len(begin) < maxTag {
		b, ok := t.peek()
		if !ok || b == '>' || b == ' ' || b == '\n' || b == '\t' || b == '\r' {
			break
		}
		begin = append(begin, b)
		t.advance(1)
		switch string(begin) {
		case "<!--":
			t.skipTo("-->")
			return ""
		case "<![CDATA[":
			t.skipTo("]]>")
			return ""
		case "<?":
			t.skipTo("?>")
			return ""
		}
	}
	if bytes.HasPrefix(begin, []byte("<!")) {
		t.declaration()
		return ""
	}
	t.endTag()
	name = strings.TrimSuffix(strings.TrimPrefix(string(begin), "<"), "/")
	closing := strings.HasPrefix(name, "/")
	name = name[strings.LastIndexByte(name, ':')+1:]
	if closing && !strings.HasPrefix(name, "/") {
		name = "/" + name
	}
	return name
}

// endTag reads up to the end of a tag. Values in quotes may hold a >.
func (t *tape) endTag() {
	var quote byte
	for span := t.span(); len(span) > 0; span = t.span() {
		for i, b := range span {
			switch {
			case quote != 0:
				if b == quote {
					quote = 0
				}
			case b == '"' || b == '\'':
				quote = b
			case b == '>':
				t.advance(i + 1)
				return
			case b == '<': // it was no tag
				t.advance(i)
				return
			}
		}
		t.advance(len(span))
	}
}

// declaration reads a document type, and passes over what it declares.
func (t *tape) declaration() {
	depth := 0
	for span := t.span(); len(span) > 0; span = t.span() {
		for i, b := range span {
			switch b {
			case '[', '<':
				depth++
			case ']':
				depth--
			case '>':
				if depth <= 0 {
					t.advance(i + 1)
					return
				}
				if depth > 1 {
					depth--
				}
			}
		}
		t.advance(len(span))
	}
}

// skipItem reads up to the end of an item. It reports whether there is one.
func (t *tape) skipItem(name string) bool {
	for t.skipBefore('<') {
		if t.tag() == "/"+name {
			return true
		}
	}
	return false
}

// An element is an element of an item, its name without a prefix.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []element  `xml:",any"`
}

// text returns all that is to be read in an element.
func (e element) text() string {
	if len(e.Children) == 0 {
		return e.Text
	}
	texts := []string{e.Text}
	for _, c := range e.Children {
		texts = append(texts, c.text())
	}
	return strings.Join(texts, " ")
}

// child returns the text of the first element of this name.
func (e element) child(name string) string {
	for _, c := range e.Children {
		if strings.EqualFold(c.XMLName.Local, name) {
			return strings.TrimSpace(c.text())
		}
	}
	return ""
}

func (e element) attribute(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// itemID returns the id of an item that cannot be read to its end, as far as it can be.
func itemID(raw []byte) string {
	_, rest, ok := bytes.Cut(raw, []byte("id>"))
	id, _, closed := bytes.Cut(rest, []byte("<"))
	if !ok || !closed {
		return ""
	}
	return strings.ToValidUTF8(strings.TrimSpace(string(id)), "\ufffd")
}

// decodeItem reads an item. Its prefixes are declared above it and do not count.
func decodeItem(raw []byte) (item element, fault *rules.Error) {
	if !utf8.Valid(raw) {
		return item, notUTF8(raw)
	}
	d := xml.NewDecoder(bytes.NewReader(raw))
	d.Entity = xml.HTMLEntity
	err := d.Decode(&item)
	if err == nil {
		return item, nil
	}
	msg := err.Error()
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		msg = syntax.Msg // its line is counted from the item
	}
	e := &rules.Error{Code: "bad-xml", Msg: "not valid XML: " + msg, Hint: "texts with & or < stand in CDATA or write &amp; and &lt;"}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		e.Msg = "the item ends too early"
	}
	return item, e
}
