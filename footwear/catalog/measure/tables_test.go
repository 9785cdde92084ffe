package measure

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
)

// The tables have a text on each line, what is read of it, and how it is given to the reader where it is no description
// read plainly: "profile=ebay", "title", "name=Heel Height", "word=shoe.heel_height", "unit=cm".
//
// What is read is a list of words and values, as "heel_height 85mm, heel block, closed_back yes". A measure that is not
// in the list must be unknown, but a platform that follows; a word with a ! before it must be unknown too, and one with
// "conflict" behind its value contradicts itself.
func TestTables(t *testing.T) {
	files, err := filepath.Glob("testdata/*.tsv")
	require.NoError(t, err)
	lines := 0
	for _, file := range files {
		if strings.Contains(file, "hm-heights") {
			continue
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".tsv"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			for i, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
				if line == "" || strings.HasPrefix(line, "#") {
					continue
				}
				lines++
				at := fmt.Sprintf("%s:%d: %s", filepath.Base(file), i+1, line)
				c := strings.Split(line, "\t")
				require.GreaterOrEqual(t, len(c), 2, at)
				f, text := Plain(), Text{From: "description", Text: strings.ReplaceAll(c[0], `\n`, "\n")}
				for _, how := range c[2:] {
					key, value, _ := strings.Cut(how, "=")
					switch key {
					case "profile":
						f = profile(t, value)
					case "title", "category":
						text.From = key
					case "name":
						text.From, text.Name = "specifications."+value, value
					case "word":
						text.From, text.Word = "metafields", value
						require.NotEqual(t, noWord, wordOf(value), at)
					case "unit":
						text.Unit = value
					default:
						require.Fail(t, "the table has a column that means nothing", at)
					}
				}
				var p catalog.Product
				f.Fill(&p, text)
				accepted(t, &p, at)
				compareFacts(t, &p, c[1], at)
			}
		})
	}
	t.Logf("%d lines", lines)
	assert.Greater(t, lines, 1000)
}

func compareFacts(t *testing.T, p *catalog.Product, want, at string) {
	seen := map[word]bool{}
	for one := range strings.SplitSeq(want, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(one), " ")
		if name == "" || name == "-" {
			continue
		}
		name, absent := strings.CutPrefix(name, "!")
		w := wordOf("shoe." + name)
		if w == noWord {
			w = wordOf(name)
		}
		require.NotEqual(t, noWord, w, "%s: %s", name, at)
		seen[w] = true
		if absent {
			assert.Equal(t, "unknown", factOf(p, w), at)
			continue
		}
		value, conflict := strings.CutSuffix(value, " conflict")
		assert.Equal(t, value, factOf(p, w), at)
		assert.Equal(t, conflict, p.Sources[w.String()].Conflict, "%s contradicts itself: %s", name, at)
	}
	for w := heelHeight; w < firstChoice; w++ {
		if !seen[w] && !(w == platform && p.Sources["shoe.platform"].How == catalog.Derived) {
			assert.Equal(t, "unknown", factOf(p, w), "%s of %s", w, at)
		}
	}
}

// factOf writes a fact as a table has it.
func factOf(p *catalog.Product, w word) string {
	switch w {
	case materials, widths:
		list := p.Materials
		if w == widths {
			list = p.Widths
		}
		if list == nil {
			return "unknown"
		}
		return strings.Join(list, " + ")
	}
	if w.measure() {
		return footwear.Vocabulary().Value(&footwear.Case{Shoe: p.Shoe}, w.String()).String()
	}
	var said []string
	for i, name := range w.values() {
		if w.get(p)&(1<<i) != 0 {
			said = append(said, name)
		}
	}
	if said == nil {
		return "unknown"
	}
	return strings.Join(said, " or ")
}
