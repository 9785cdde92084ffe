package catalog

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

// A Cursor is a place in a ranking, as a text that can stand in a URL. The zero Cursor is the front. It names the figures of
// the product behind which the ranking goes on, and not a number of products: so it stays right while products come, go and
// change their prices, even where that very product is gone. What moved past it meanwhile is not told, or told twice.
//
// It is of one wearer, use and pack. With another wearer or use it is an error with the code other-cursor, after an
// exchange of rules one with the code stale-cursor: the order is another one then, and the ranking must begin anew. A text
// that is no cursor is an error with the code bad-cursor. Filters may change between two pages.
//
// A cursor tells the figures of a wearer, though not the wearer: do not publish it.
type Cursor string

// A seal tells the rankings of different packs and visitors apart.
type seal [8]byte

// A start is where a ranking begins: behind the product with the id among those of an end.
type start struct {
	end
	id string
}

// seal returns the seal of a ranking, and where it begins.
func (v *View) seal(q *Ranking) (s seal, from start, err error) {
	c := footwear.Case{Wearer: q.Wearer, Use: q.Use}
	text, err := c.MarshalJSON()
	if err != nil {
		_, err := v.judge.assessor.Assess(c)
		return s, from, err
	}
	digest := v.judge.assessor.Pack().Identity().Digest
	pack, who := sha256.Sum256([]byte(digest)), sha256.Sum256(append([]byte(digest), text...))
	copy(s[:4], pack[:])
	copy(s[4:], who[:])
	if q.After == "" {
		return s, from, nil
	}
	from, err = s.start(q.After)
	return s, from, err
}

func (s seal) cursor(upper, score rules.Points, id string) Cursor {
	b := binary.AppendVarint(binary.AppendVarint(append([]byte(nil), s[:]...), int64(upper)), int64(score))
	return Cursor(base64.RawURLEncoding.EncodeToString(append(b, id...)))
}

// start reads a cursor.
func (s seal) start(c Cursor) (start, error) {
	fault := func(code, msg, hint string) (start, error) {
		return start{}, &rules.Error{Key: "after", Code: code, Msg: msg, Hint: hint}
	}
	b, err := base64.RawURLEncoding.DecodeString(string(c))
	if err != nil || len(b) < len(s) {
		return fault("bad-cursor", "it is no cursor of a ranking", "pass on what stood under next")
	}
	if seal := seal(b[:len(s)]); seal != s {
		if [4]byte(seal[:4]) != [4]byte(s[:4]) {
			return fault("stale-cursor", "the rules changed since, and with them the order", "begin at the front")
		}
		return fault("other-cursor", "it is of a ranking for another wearer or use", "begin at the front")
	}
	b = b[len(s):]
	upper, n := binary.Varint(b)
	score, k := binary.Varint(b[max(0, n):])
	if n <= 0 || k <= 0 {
		return fault("bad-cursor", "it is no cursor of a ranking", "pass on what stood under next")
	}
	return start{end{upper: rules.Points(upper), score: rules.Points(score)}, string(b[n+k:])}, nil
}
