package triage

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

//go:embed screens.yaml
var screensFile []byte

//go:embed shoes.yaml
var shoesFile []byte

//go:embed texts.yaml
var textsFile []byte

// A screen is the questions that have to be asked about one complaint.
type screen struct {
	name  string
	For   findingList `yaml:"for"`
	Signs findingList `yaml:"signs"`
	Ask   findingList `yaml:"ask"`
	Then  followList  `yaml:"then"`
	own   []int       // what says where it hurts: signs, and those of ask that no other screen asks
}

// shoePattern is how shoes are told as a cause.
type shoePattern struct {
	Supports       findingList `yaml:"supports"`
	Temporal       findingList `yaml:"temporal"`
	Contradictions findingList `yaml:"contradictions"`
	Likely         struct {
		Supports int `yaml:"supports"`
		Temporal int `yaml:"temporal"`
	} `yaml:"likely"`
	Why string `yaml:"why"`
}

// A findingList is a list of findings, read by their ids.
type findingList []int

// UnmarshalYAML reads a list of ids.
func (l *findingList) UnmarshalYAML(n *yaml.Node) error { return l.read(n.Content...) }

func (l *findingList) read(ids ...*yaml.Node) error {
	for _, id := range ids {
		i, ok := findings().index[id.Value]
		if !ok {
			return fmt.Errorf("line %d: %v", id.Line, unknownFinding(id.Value))
		}
		*l = append(*l, i)
	}
	return nil
}

// A followUp is a finding that is worth asking for once a screen is answered.
type followUp struct {
	finding int
	of      int // asked of whom this one is there, or may be; -1 of everybody
}

// A followList is a list of follow-ups: ids of findings, and objects of such lists by the id of the finding that they follow.
type followList []followUp

// UnmarshalYAML reads a list of follow-ups.
func (l *followList) UnmarshalYAML(n *yaml.Node) error {
	for _, one := range n.Content {
		ids := []*yaml.Node{one}
		of := findingList{-1}
		if one.Kind == yaml.MappingNode {
			of = nil
			if err := of.read(one.Content[0]); err != nil {
				return err
			}
			ids = one.Content[1].Content
		}
		var list findingList
		if err := list.read(ids...); err != nil {
			return err
		}
		for _, i := range list {
			*l = append(*l, followUp{i, of[0]})
		}
	}
	return nil
}

// readScreens reads screens.yaml, in its order.
func readScreens() (screens []screen) {
	eachPair(screensFile, "screens.yaml", func(name string, n *yaml.Node) error {
		s := screen{name: name}
		screens = append(screens, s)
		return n.Decode(&screens[len(screens)-1])
	})
	asked := map[int]int{}
	for _, s := range screens {
		for _, f := range s.Ask {
			asked[f]++
		}
	}
	for i := range screens {
		screens[i].own = slices.Clone(screens[i].Signs)
		for _, f := range screens[i].Ask {
			if asked[f] == 1 {
				screens[i].own = append(screens[i].own, f)
			}
		}
	}
	return screens
}

func readShoes() (p shoePattern) {
	d := yaml.NewDecoder(bytes.NewReader(shoesFile))
	d.KnownFields(true)
	if err := d.Decode(&p); err != nil {
		panic(fmt.Sprintf("triage: shoes.yaml: %v", err)) // the file is part of the program
	}
	return p
}

// readTexts reads texts.yaml: the texts by when they are told, each list in its order.
func readTexts() map[string][]Advice {
	texts := map[string][]Advice{}
	eachPair(textsFile, "texts.yaml", func(when string, n *yaml.Node) error {
		for i := 0; i+1 < len(n.Content); i += 2 {
			texts[when] = append(texts[when], Advice{ID: when + "/" + n.Content[i].Value, Text: n.Content[i+1].Value})
		}
		return nil
	})
	return texts
}

// eachPair calls do for every key at the top of a file of this package.
func eachPair(data []byte, name string, do func(key string, n *yaml.Node) error) {
	var doc yaml.Node
	err := yaml.Unmarshal(data, &doc)
	for i := 0; err == nil && i+1 < len(doc.Content[0].Content); i += 2 {
		pairs := doc.Content[0].Content
		err = do(pairs[i].Value, pairs[i+1])
	}
	if err != nil {
		panic(fmt.Sprintf("triage: %s: %v", name, err)) // the file is part of the program
	}
}
