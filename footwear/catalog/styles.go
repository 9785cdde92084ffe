package catalog

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/rules"
)

//go:embed styles.yaml
var stylesFile []byte

// A Style is a kind of shoe to look for where a catalogue has nothing that is meant.
type Style struct {
	ID       string       `json:"id"`       // block, wedge, kitten, flat, loafer or sneaker
	Text     string       `json:"text"`     // what to look for, in a sentence
	Features []string     `json:"features"` // what it must have, for the style alone earns nothing
	Heel     bool         `json:"heel"`     // it is something for who keeps a heel
	Score    rules.Points `json:"score"`    // of such a shoe, new, for the wearer in the use
	Saves    rules.Points `json:"saves"`    // how much lower that is, above zero
	Source   []string     `json:"source"`   // the facts behind it, by their ids in docs/evidence.md
}

type styleData struct {
	Style
	shoe footwear.Shoe
}

var styles = sync.OnceValue(func() []styleData {
	list, err := readStyles(stylesFile)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return list
})

func readStyles(data []byte) (list []styleData, err error) {
	var file struct {
		Styles []struct {
			ID, Text string
			Features []string
			Heel     bool
			Shoe     map[string]any
			Source   []string
		}
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		return nil, err
	}
	for _, s := range file.Styles {
		text, err := json.Marshal(s.Shoe)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.ID, err)
		}
		one := styleData{Style: Style{ID: s.ID, Text: s.Text, Features: s.Features, Heel: s.Heel, Source: s.Source}}
		if err := json.Unmarshal(text, &one.shoe); err != nil {
			return nil, fmt.Errorf("%s: %w", s.ID, err)
		}
		list = append(list, one)
	}
	return list, nil
}

// StylesFor returns the styles of shoes that have a lower strain index than the shoe of c, for its wearer and use, those
// with the lowest first. The error is that of [footwear.Assessor.Assess] for c.
func StylesFor(a *footwear.Assessor, c footwear.Case) ([]Style, error) {
	score := a.Score(&c)
	if !score.Valid() {
		_, err := a.Assess(c)
		return nil, err
	}
	list := []Style{}
	for _, s := range styles() {
		p := Product{Shoe: s.shoe}
		other := p.Case(c.Wearer, c.Use)
		if s.Score = a.Score(&other); s.Score < score {
			s.Saves = score - s.Score
			s.Features, s.Source = slices.Clone(s.Features), slices.Clone(s.Source)
			list = append(list, s.Style)
		}
	}
	slices.SortStableFunc(list, func(x, y Style) int { return cmp.Compare(x.Score, y.Score) })
	return list, nil
}
