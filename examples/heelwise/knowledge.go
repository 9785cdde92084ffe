package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

// A knowledge counts of how many products something is known, word by word, and in which way.
type knowledge struct {
	products int
	words    map[string]*[waysCount]int
}

// waysCount is how many ways there are to know something: those of [catalog.How], the first of which is without a source.
const waysCount = int(catalog.Derived) + 1

// shoeWords are the words of a shoe, in the order in which they are declared.
var shoeWords = func() (names []string) {
	for w := range footwear.Vocabulary().Words() {
		if strings.HasPrefix(w.Name, "shoe.") {
			names = append(names, w.Name)
		}
	}
	return names
}()

// fieldNames are the fields of a product that may be known or not.
var fieldNames = []string{"group", "title", "brand", "category", "colour", "department", "age_group", "occasion", "condition", "price", "sizes", "widths", "materials", "url", "image"}

func (k *knowledge) add(p *catalog.Product) {
	if k.words == nil {
		k.words = map[string]*[waysCount]int{}
	}
	k.products++
	fields := fieldsOf(p)
	for _, name := range fieldNames {
		if fields[name] {
			k.count(name, p)
		}
	}
	c := footwear.Case{Shoe: p.Shoe}
	for _, name := range shoeWords {
		if footwear.Vocabulary().Value(&c, name).Known() {
			k.count(name, p)
		}
	}
	for name := range p.Extra {
		k.count(name, p)
	}
}

func (k *knowledge) count(name string, p *catalog.Product) {
	ways := k.words[name]
	if ways == nil {
		ways = new([waysCount]int)
		k.words[name] = ways
	}
	ways[min(int(p.Sources[name].How), waysCount-1)]++
}

// table tells what is known, a line a word.
func (k *knowledge) table(p painter) string {
	var b strings.Builder
	b.WriteString(p.bold(count(k.products, "product")) + "\n")
	if k.products == 0 {
		return b.String()
	}
	fmt.Fprintf(&b, "  %-22s %9s %7s %7s %7s %7s %7s %8s\n", "", "known", "stated", "range", "label", "derived", "given", "unknown")
	var unknown []string
	var extra []string
	for name := range k.words {
		if !slices.Contains(fieldNames, name) && !slices.Contains(shoeWords, name) {
			extra = append(extra, name)
		}
	}
	slices.Sort(extra)
	for _, name := range slices.Concat(fieldNames, shoeWords, extra) {
		ways := k.words[name]
		if ways == nil {
			unknown = append(unknown, name)
			continue
		}
		known := 0
		for _, n := range ways {
			known += n
		}
		fmt.Fprintf(&b, "  %-22s %8.1f%% %7s %7s %7s %7s %7s %8s\n", name, 100*float64(known)/float64(k.products),
			some(ways[catalog.Stated]), some(ways[catalog.Range]), some(ways[catalog.Label]), some(ways[catalog.Derived]), some(ways[0]), some(k.products-known))
	}
	if len(unknown) > 0 {
		fmt.Fprintf(&b, "  %s\n", wrap("nothing is known of "+wordList(unknown, "and"), 4))
	}
	return b.String()
}

// some returns a number, and a point for none.
func some(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}
