package rules

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Every habit cures what it is meant for: ▲ stands where the parser stumbles.
func TestHabits(t *testing.T) {
	met := map[string]bool{}
	for _, tt := range []struct{ text, cure string }{
		{"wearer.age > 3▲,5", "write a point, as 3.5, and no comma in thousands"},
		{"wearer.age > 40 ▲years", "write 40 alone: what is counted has no unit"},
		{"wearer.age ▲65+", "write wearer.age >= 65"},
		{"5 * 12.5▲%", "write 0.125"},
		{"1▲'500*km", "write 1500, without marks"},
		{"shoe.heel_height > 3▲\" and", "write 3*inch"},
		{"shoe.heel_height > 3▲' ", "write 3*foot"},
		{"wearer.age > 1 ▲500 000", "write 1500000, without a blank"},
		{"use.hours > 4▲:30", "write 4.5*hour"},
		{"use.hours > 4▲:20", "write 4*hour + 20*minute"},
		{"use.hours > 4*hour ▲30*minute", "write 4*hour + 30*minute"},
		{"shoe.heel_height > 3▲&inch", "put a * between number and unit, as 3*inch"},
		{"shoe.heel_height > 80▲MM", "put a * between number and unit, as 80*mm"},
		{"shoe.heel_height > 3*▲in", "write 3*inch"},
		{"shoe.heel_height > 3*▲in and shoe.rocker", "write 3*inch"},
		{"shoe.heel_height > 2 ▲1/2*inch", "write 2.5*inch"},
		{"shoe.heel_height > 2 ▲3/16 Zoll and", "write 2.1875*inch"},
		{"shoe.heel_height > 2 ▲1/3 inch", "write (2 + 1/3)*inch"},
		{"shoe.heel_height > 2▲½*inch", "write 2.5"},
		{"shoe.heel_height > 2 ▲¼ inch", "write 2.25"},
		{"shoe.heel_height > 12▲¾ inch", "write 12.75"},
		{"use.days > 2 ▲3/4", "write 2.75"},
		{"shoe.weight > 400 ▲grams", "put a * between number and unit, as 400*g"},
		{"shoe.heel_height > ca▲. 3", "write a range, as 20*mm <= x <= 40*mm"},
		{"shoe.rocker ▲= true", "write shoe.rocker alone"},
		{"shoe.rocker ▲= False and", "write not shoe.rocker"},
		{"shoe.heel !=▲= \"flat\"", "one = too many: write !="},
		{"shoe.heel ==▲= \"flat\"", "one = too many: write =="},
		{"shoe.heel <▲> \"flat\"", "write !="},
		{"20▲;", "take it away"},
		{"shoe.rocker.▲", "take the dot at the end away"},
		{"shoe.rocker▲, and shoe.closed", "take the comma away"},
		{"shoe.rocker and▲/or shoe.closed", `write "or", which means either or both`},
		{"curve(x, (1▲, 2), (3, 4))", "write the corners without brackets, as 16*mm,0, 50*mm,8.5"},
		{"shoe.heel in (\"a\"▲, \"b\")", `values stand in [ and ], as in ["block", "wedge"]`},
		{"shoe.heel == \"a\"▲, \"b\"", `write shoe.heel in ["a", "b"]`},
		{"wearer.age < 3 or ▲> 9", "repeat the word: x > a or x > b"},
		{"wearer.age < 3 && ▲> 9", "repeat the word: x > a && x > b"},
		{"2 ▲of (a, b, c)", "write at_least(2, a, b, c)"},
		{"wearer.age in 3 ▲to 9", "write 3 <= wearer.age <= 9"},
		{"wearer.age ▲between 3 and 9", "write 3 <= wearer.age <= 9"},
		{"wearer.age ▲between young and old people", "write young <= wearer.age <= old"},
		{"3 < wearer.age) ▲between", "write 20*mm <= x <= 40*mm"},
		{"wearer.age ▲is at least 3", "write >="},
		{"wearer.age ▲is not more than 3", "write <="},
		{"wearer.age ▲is greater than 3", "write >"},
		{"wearer.age ▲under 3", "write <"},
		{"shoe.heel ▲is one of [\"a\"]", `write in ["block", "wedge"]`},
		{"shoe.rocker ▲is true", "write shoe.rocker alone"},
		{"shoe.rocker ▲is not true", "write not shoe.rocker"},
		{"shoe.heel ▲is not \"flat\"", "write !="},
		{"shoe.heel ▲equals \"flat\"", "write =="},
		{"shoe.heel ▲like \"flat\"", "texts are compared with == and in"},
		{"shoe.rocker ▲und shoe.closed", `write "and"`},
		{"shoe.rocker ▲ODER shoe.closed", `write "or"`},
		{"shoe.rocker ▲then 3", "write condition ? this : that"},
		{"20 ▲when shoe.rocker", "a condition stands under when:"},
		{"shoe.rocker ▲unless shoe.closed", `write "and not"`},
		{"NOT ▲shoe.rocker", `write "not", in small letters`},
		{"If ▲shoe.rocker", "write condition ? this : that, or take it away before a condition"},
		{"shoe.heel ▲height > 3", `did you mean "shoe.heel_height"?`},

		// None that fits.
		{"shoe.rocker ▲shoe.closed", ""},
		{"wearer.age ▲% 3 > 2", ""},
		{"shoe.heel == ▲\"3,5", ""},
		{"shoe.heel == \"3,5 und\" ▲\"x\"", ""},
		{"wearer.age > 3,5 and shoe.closed ▲)", ""},
		{"wearer.age > 3 in ▲[", ""},
		{"▲", ""},
		{strings.Repeat("é", 300) + "▲ 3,5", ""},
	} {
		at := len([]rune(tt.text[:strings.Index(tt.text, "▲")]))
		c := &checker{builder: newBuilder(items.terms)}
		c.text = strings.ReplaceAll(tt.text, "▲", "")
		cure, _, ok := c.habitAt(at)
		assert.Equal(t, tt.cure, cure, tt.text)
		assert.Equal(t, tt.cure != "", ok, tt.text)
		met[cure] = true
	}
	for _, h := range habits {
		if h.say == nil && !strings.Contains(h.hint, "$") {
			assert.True(t, met[h.hint], "the habit of %s is shown", h.pattern)
		}
	}
}
