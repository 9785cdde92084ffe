package feed_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear/catalog/feed"
	"github.com/heelwise/heelwise/rules"
)

// Every mistake in a mapping is told at its place, with what would be right, and nothing else is told.
func TestMappingFaults(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", "m.yaml: the file is empty"},
		{"a: [", "m.yaml:1:1: did not find"},
		{"columns:\n\tsku: id\n", "m.yaml:2:1: found character that cannot start any token (lines are indented by spaces, not by tabs)"},
		{"columns: {a: id}\nname: title", `m.yaml:2:1: there is no key "name" in a mapping (columns stand below "columns:", and are indented)`},
		{"\xff", "m.yaml: the file is no UTF-8 (save it as UTF-8)"},
		{"- id", "m.yaml:1:1: a mapping is a block of keys"},
		{"profile: ebay", "m.yaml:1:1: the mapping names no columns"},
		{"columns: {a: title}", "m.yaml:1:1: no column is the id"},
		{"columns: {a: id}\ncolumn: {}", `m.yaml:2:1: there is no key "column" in a mapping (did you mean "columns"?)`},
		{"columns: {a: id}\ncurrency: EUR\ncurrency: EUR", `the key "currency" is given twice`},
		{"columns: &x {a: id}", "m.yaml:1:10: anchors and aliases are not read (write it out)"},
		{"columns: {a: id}\nprofile: ebya", `m.yaml:2:10: there is no profile "ebya" (did you mean "ebay"?)`},
		{"columns: {a: id}\ncurrency: euros", `m.yaml:2:11: "euros" is no currency's code (write three letters, as "EUR")`},
		{"columns: {a: id}\nseparator: ;;", `m.yaml:2:12: ";;" is no separator (write one sign, as ";", or tab)`},
		{"columns: {a: id}\nseparator: '\"'", `"\"" is no separator`},
		{"columns: {a: id}\nrecords: [a]", "m.yaml:2:10: records is a text"},
		{"columns: {a: id, b: [c]}", "m.yaml:1:21: a column is one thing"},
		{"columns: {a: id, b: heel_height}", `m.yaml:1:21: a column cannot be "heel_height" (did you mean "shoe.heel_height"?)`},
		{"columns: {a: id, b: wearer.age}", `a column cannot be "wearer.age"`},
		{"columns: {a: id, b: {is: title, uint: cm}}", `m.yaml:1:33: there is no key "uint" in a column (did you mean "unit"?)`},
		{"columns: {a: id, b: {is: title, unit: cm}}", "m.yaml:1:39: title has no unit"},
		{"columns: {a: id, b: {unit: cm}}", "a column that only has values has no unit"},
		{"columns: {a: id, b: {is: shoe.weight, unit: mm}}", `"mm" is no unit of shoe.weight, which is a mass (write g, kg, oz, lb)`},
		{"columns: {a: id, b: {split: ','}}", "m.yaml:1:21: nothing says what the column is"},
		{"columns: {a: id, b: {values: {x: y}}}", "m.yaml:1:34: nothing says what the column is"},
		{"columns: {a: id, b: {is: shoe.heel, values: {x: blok}}}", `m.yaml:1:49: "blok" is no word of shoe.heel (did you mean "block"?)`},
		{"columns: {a: id, b: {is: shoe.heel, values: {x: block, X: cone}}}", `the value "X" is given twice`},
		{"columns: {a: id, b: {is: shoe.heel_height, values: {x: 3}}}", `has no unit`},
		{"columns: {a: id, b: {is: shoe.heel_height, values: {x: 3000mm}}}", "3000mm is outside 0mm..250mm"},
		{"columns: {a: id, b: {is: description, values: {x: y}}}", "a description has no value of its own"},
		{"columns: {a: id, b: {is: in_stock, values: {x: perhaps}}}", `"perhaps" is neither true nor false`},
		{"columns: {a: id, b: {values: {x: {toe: round}}}}", `m.yaml:1:35: there is no word "toe" (did you mean "shoe.toe"?)`},
		{"columns: {a: id, b: {values: {x: {shoe.tow: round}}}}", `there is no key "tow" (did you mean "toe"?)`},
		{"columns: {a: id}\nconstant: {department: woman}", `there is no department "woman" (did you mean "women"?)`},
		{"columns: {a: id}\nconstant: [a]", "m.yaml:2:11: facts is a block of keys"},
		{strings.Repeat("# long\n", 40000), "at most 262144 bytes"},
	} {
		m, err := feed.ParseMapping("m.yaml", []byte(tt.in))
		name := tt.in[:min(len(tt.in), 80)]
		require.Error(t, err, name)
		assert.Nil(t, m, name)
		assert.Contains(t, err.Error(), tt.want, name)
		assert.Len(t, rules.AsErrors(err), 1, name)
	}
}

// Where a table says once what holds for several rows, the others say it too, and the next product does not.
func TestWithin(t *testing.T) {
	m, err := feed.ParseMapping("m.yaml", []byte("columns: {i: id, t: {is: title, within: h}, c: colour}"))
	require.NoError(t, err)
	var read []string
	for p, err := range feed.CSV.Read(strings.NewReader("i,h,t,c\n1,a,Vera,red\n2,a,,\n3,b,,\n4,b,Ula,\n5,b,\" \",\n6,a,,\n"), feed.Options{Mapping: m}) {
		require.NoError(t, err)
		read = append(read, p.ID+p.Title+p.Colour)
	}
	assert.Equal(t, []string{"1Verared", "2Vera", "3", "4Ula", "5Ula", "6"}, read)
	for _, err := range feed.CSV.Read(strings.NewReader("i,t,c\n"), feed.Options{Mapping: m}) {
		assert.ErrorContains(t, err, `line 1: t: the table has no column "h", within which "t" is carried on`)
	}
}

// A mapping reads what its columns and keys are, and the first column that tells something counts.
func TestMapped(t *testing.T) {
	for _, tt := range []struct{ mapping, in, want string }{
		{"columns: {i: id, h: {is: shoe.heel_height, unit: in}}", "i,h\nA,3\n", `{"id":"A","shoe":{"heel_height":"76.2mm"}}`},
		{"columns: {i: id, h: {is: shoe.heel_height, unit: cm}}", "i;h\nA;8,5\n", `{"id":"A","shoe":{"heel_height":"85mm"}}`},
		{"columns: {i: id, h: {is: shoe.rise, unit: mm}}", "i,h\nA,-1.5\n", `{"id":"A","shoe":{"rise":"-1.5mm"}}`},
		{"columns: {i: id, h: shoe.heel_height}", "i\th\nA\t8 cm\n", `{"id":"A","shoe":{"heel_height":"80mm"}}`},
		{"columns: {i: id, h: shoe.heel_height}", "i|h\nA|80\n", `{"id":"A"}`},
		{"columns: {i: id, a: shoe.heel, b: shoe.heel}", "i,a,b\nA,,wedge\n", `{"id":"A","shoe":{"heel":"wedge"}}`},
		{"columns: {i: id, b: shoe.heel, a: shoe.heel}", "i,a,b\nA,cone,wedge\n", `{"id":"A","shoe":{"heel":"wedge"}}`},
		{"columns: {i: id, b: shoe.rocker, c: shoe.closed_back}", "i,b,c\nA,ja,0\n", `{"id":"A","shoe":{"rocker":true,"closed_back":false}}`},
		{"columns: {i: id, m: shoe.months, w: shop.vegan}", "i,m,w\nA,3,true\n", `{"id":"A","shoe":{"months":3},"extra":{"shop.vegan":true}}`},
		{"columns: {i: id, s: {is: sizes, split: /}, n: in_stock}", "i,s,n\nA,37/38/37,1\n", `{"id":"A","sizes":["37","38"]}`},
		{"columns: {i: id, s: {is: sizes, split: /}, n: {is: in_stock, values: {weg: false}}}", "i,s,n\nA,37/38,Weg\n", `{"id":"A","sizes":[]}`},
		{"columns: {i: id, p: price}\ncurrency: sek", "i;p\nA;1.299,50\n", `{"id":"A","price":"1299.50 SEK"}`},
		{"columns: {i: id, p: price}\ncurrency: SEK", "i;p\nA;9 EUR\n", `{"id":"A","price":"9.00 EUR"}`},
		{"columns: {i: id, c: condition, f: department}", "i,c,f\nA,Gebraucht,Boys\n", `{"id":"A","department":"men","age_group":"child","condition":"used"}`},
		{"columns: {i: id, b: {is: brand, values: {OS: Ostara}}}", "i,b\nA,os\n", `{"id":"A","brand":"Ostara"}`},
		{"columns: {i: id}\nconstant: {age_group: adult, materials: leather, shoe.style: [boot, work], shoe.heel_height: 20mm..30mm}", "i\nA\n", `{"id":"A","age_group":"adult","materials":["leather"],"shoe":{"style":["boot","work"],"heel_height":"20mm..30mm"}}`},
		{"columns: {i: id, '*': specification}", "i,Absatzhöhe,Farbe\nA,4 cm,rot\n", `{"id":"A","shoe":{"heel_height":"40mm"}}`},
		{"columns: {i: id, t: {is: title, within: h}}", "i,h,t\nA,x,Vera\n", `{"id":"A","title":"Vera"}`},
		{"columns: {a.b.c: id}", `{"a":{"b":{"c":5}}}`, `{"id":"5"}`},
		{"columns: {a.b.c: id}", `{"a.b":{"c":"5"}}`, `{"id":"5"}`},
		{"columns: {a.b.c: id}", `{"a.b.c":"5"}`, `{"id":"5"}`},
		{"columns: {id: id, v.s: sizes}", `{"id":1e3,"v":[{"s":37},{"s":["38","39"]},{"s":null}]}`, `{"id":"1000","sizes":["37","38","39"]}`},
		{"columns: {id: id, h: shoe.heel_height}", `{"id":"A","h":{"value":8.5,"unit":"CENTIMETERS"}}`, `{"id":"A","shoe":{"heel_height":"85mm"}}`},
		{"records: data.rows\ncolumns: {id: id}", `{"data":{"rows":[{"id":1}]}}`, `{"id":"1"}`},
	} {
		m, err := feed.ParseMapping("m.yaml", []byte(tt.mapping))
		require.NoError(t, err, tt.mapping)
		format := feed.CSV
		if tt.in[0] == '{' {
			format = feed.JSON
		}
		n := 0
		for p, err := range format.Read(strings.NewReader(tt.in), feed.Options{Mapping: m}) {
			require.NoError(t, err, tt.in)
			p.Sources = nil
			text, err := p.MarshalJSON()
			require.NoError(t, err)
			assert.Equal(t, tt.want, string(text), "%s: %q", tt.mapping, tt.in)
			n++
		}
		assert.Equal(t, 1, n, tt.in)
	}
}
