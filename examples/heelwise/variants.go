package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/wardrobe"
	"github.com/heelwise/heelwise/rules"
	"github.com/heelwise/heelwise/rules/fact"
)

const variantsHelp = `usage: heelwise variants [-reference] [-band band] [-all] [-layer folder] [-pack folder] [file]

variants says by how much the index of a shoe would be lower if the same shoe were changed or worn otherwise: with an
insole, with a lower heel of the same kind, with breaks, for fewer hours. It reads what heelwise assess reads, one JSON
object a line, and writes one answer a line, in the same order.

  -reference   where a word of wearer or use is unknown, take that of the reference
  -band        also find the smallest change that brings the shoe into this band: low, low_moderate or moderate
  -all         tell of changes that save nothing, too
  -layer       lay the pack in this folder over the strain pack; may be given several times, the lowest layer first
  -pack        judge by the pack in this folder in place of the strain pack

An answer holds

  of         the shoe as it is: its score, its likely range and its band
  variants   the changes that lower the score, those first that save most: what to do, the words that change, from what
             (null where it was unknown) and to what; the score then, what it saves, and what it surely saves, which is
             below zero where the score could rise
  reach      with -band: whether up to three changes reach the band, and the fewest that do. The band is that of the
             score; likely says how sure that is

A change is told only where it surely fits: an insole where surely none is in and where there is room, a lower heel where
the height of the heel is known. So the more is stated, the more is told. What is unknown stays unknown, and no change looks
better for it. What is worn in the place of the shoe is not counted.

Lines that cannot be read are answered, and the exit status is, as by heelwise assess.

An example, to be pasted in a checkout of the module:

  echo '{"id": "A-7", "shoe": {"style": "pump", "heel": "stiletto", "heel_height": "85mm"}}' | go run ./examples/heelwise variants -reference -band moderate

The index compares mechanical strain, for general information. It is no probability of pain, and a low one is no all-clear.
`

// variants is the command of that name.
func variants(args []string, s streams) int {
	flags := newFlags("variants")
	all := flags.Bool("all", false, "")
	band := flags.String("band", "", "")
	ready := func(a *footwear.Assessor) error {
		if *band == "" {
			return nil
		}
		if _, err := wardrobe.Default().Reach(a, footwear.Case{}, *band); err != nil {
			e := rules.AsErrors(err)[0]
			return fmt.Errorf("%s; %s", e.Msg, e.Hint)
		}
		return nil
	}
	return s.judge("variants", args, flags, ready, func(a *footwear.Assessor, c footwear.Case) (any, error) { return vary(a, c, *band, *all) })
}

// varied is the answer to one case.
type varied struct {
	Of       standing  `json:"of"`
	Variants []variant `json:"variants"`
	Reach    *reach    `json:"reach,omitempty"`
}

// A standing is what there is to say of a score.
type standing struct {
	Score  rules.Points   `json:"score"`
	Likely rules.Interval `json:"likely"`
	Band   string         `json:"band"`
}

func standingOf(a footwear.Assessment) standing { return standing{a.Score, a.Likely, a.Band} }

type variant struct {
	ID      string  `json:"id"`
	Text    string  `json:"text"`
	Changes changes `json:"changes"`
	standing
	Saves  rules.Points `json:"saves"`
	Surely rules.Points `json:"saves_surely"`
	Source []string     `json:"source"`
}

// reach is the smallest change that reaches a band.
type reach struct {
	Target   string `json:"target"`
	Reached  bool   `json:"reached"`
	*reached        // left out where nothing reaches it
}

type reached struct {
	By      []string `json:"by"`
	Changes changes  `json:"changes"`
	standing
	Saves  rules.Points `json:"saves"`
	Surely rules.Points `json:"saves_surely"`
}

// vary answers one case.
func vary(a *footwear.Assessor, c footwear.Case, band string, all bool) (said varied, err error) {
	of, err := a.Assess(c)
	if err != nil {
		return said, err
	}
	said = varied{Of: standingOf(of), Variants: []variant{}}
	find := wardrobe.Default().Variants
	if all {
		find = wardrobe.Default().All
	}
	list, err := find(a, c)
	if err != nil {
		return said, err
	}
	for _, v := range list {
		said.Variants = append(said.Variants, variant{v.ID, v.Text, v.Facts, standingOf(v.Assessment), v.Saves, v.Sure, v.Source})
	}
	if band == "" {
		return said, nil
	}
	way, err := wardrobe.Default().Reach(a, c, band)
	if err != nil {
		return said, err
	}
	said.Reach = &reach{Target: band, Reached: way.Found}
	if way.Found {
		by := []string{}
		for _, step := range way.Steps {
			by = append(by, step.ID)
		}
		said.Reach.reached = &reached{by, way.Facts, standingOf(way.Assessment), way.Saves, way.Sure}
	}
	return said, nil
}

// changes are facts before and after, by word.
type changes []wardrobe.Fact

// MarshalJSON writes {"use.hours":{"from":"8h","to":"4h"}}, in the order in which the words change.
func (list changes) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		text, err := json.Marshal(struct {
			From fact.Value `json:"from"`
			To   fact.Value `json:"to"`
		}{f.From, f.To})
		if err != nil {
			return nil, err
		}
		b.WriteString(strconv.Quote(f.Word) + ":")
		b.Write(text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
