package feed

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
)

// Every attribute has the ids, handles and names that Shopify gives it, and no value is missing.
func TestTaxonomyIDs(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "shops", "shopify-footwear-attributes.json"))
	if err != nil {
		t.Skipf("Shopify's attributes are not here: %v", err)
	}
	var theirs map[string]struct {
		ID, Name string
		Values   []struct{ ID, Name, Handle string }
	}
	require.NoError(t, json.Unmarshal(data, &theirs))
	ours := theTaxonomy()
	for handle, a := range ours.Attributes {
		other, ok := theirs[handle]
		require.True(t, ok, handle)
		assert.Equal(t, path.Base(other.ID), strconv.Itoa(a.ID), handle)
		assert.Equal(t, other.Name, a.Name)
		assert.Len(t, a.Values, len(other.Values), handle)
		for _, v := range other.Values {
			for _, name := range []string{v.ID, v.Name, v.Handle, strings.ReplaceAll(v.Handle, "-", "_"), strings.TrimPrefix(v.Handle, handle+"__")} {
				have, ok := ours.value(a, name)
				require.True(t, ok, name)
				assert.Equal(t, path.Base(v.ID), strconv.Itoa(have.ID), name)
				assert.Equal(t, v.Name, have.Name)
			}
		}
	}
}

// What the values say is what a product can say, and a category that is not known counts as the one above it.
func TestTaxonomyFacts(t *testing.T) {
	said := 0
	for handle, a := range theTaxonomy().Attributes {
		for name, v := range a.Values {
			d := newStream(Options{}, nil).draft(place{})
			d.kinds("test", []kind{v.kind})
			d.settle(func(given) bool { return true })
			assert.Empty(t, d.faults, "%s: %s", handle, name)
			said += len(v.Facts) + len(v.Implies)
		}
	}
	assert.Greater(t, said, 100)

	k, ok := theTaxonomy().category("gid://shopify/TaxonomyCategory/aa-8-10-3")
	require.True(t, ok)
	assert.Equal(t, "Heels", k.Name)
	_, ok = theTaxonomy().category("gid://shopify/TaxonomyCategory/el-1")
	assert.False(t, ok)
	for _, id := range []string{"", "-", "aa", "aa-8", "gid://shopify/TaxonomyCategory/"} {
		_, ok := theTaxonomy().category(id)
		assert.False(t, ok, id)
	}
}

// Of several values a word may be any; whom a shoe is for, it is for all of them.
func TestTaxonomySeveral(t *testing.T) {
	for _, tt := range []struct{ attribute, values, want string }{
		{"toe-style", "Round|Almond", `{"shoe":{"toe":["almond","round"]}}`},
		{"target-gender", "Female|Male", `{"department":"unisex"}`},
		{"age-group", "Adults|Teens", `{"age_group":"adult"}`},
		{"age-group", "Teens|Adults", `{"age_group":"adult"}`},
		{"age-group", "Kids|Adults", `{"age_group":"all"}`},
		{"footwear-material", "Leather|Faux leather", `{"materials":["leather","imitation leather"]}`},
		{"shoe-fit", "Wide|Narrow|Wide", `{"widths":["wide","narrow"]}`},
		{"activity", "Running|Hiking", `{"occasion":"sport","shoe":{"style":"running"}}`},
		{"flat-shoe-style", "Slingback|Mule", `{"shoe":{"style":["flat","mule"],"heel":"flat","closed_back":false}}`},
		{"closure-type", "Buckles", `{}`},
	} {
		d := newStream(Options{}, nil).draft(place{})
		a, ok := theTaxonomy().attribute(tt.attribute)
		if ok {
			d.attribute("test", a, strings.Split(tt.values, "|"))
		}
		d.settle(func(given) bool { return true })
		d.product.Sources, d.product.ID = nil, "A"
		text, err := d.product.MarshalJSON()
		require.NoError(t, err)
		assert.JSONEq(t, strings.Replace(strings.Replace(tt.want, "{", `{"id":"A",`, 1), ",}", "}", 1), string(text), tt)
	}
}

// The words of shops stand for what there is.
func TestWords(t *testing.T) {
	w := theWords()
	for name, list := range w.People {
		d := newStream(Options{}, nil).draft(place{})
		assert.True(t, d.person("test", name))
		d.settle(func(given) bool { return true })
		assert.Empty(t, d.faults, name)
		assert.NotEmpty(t, list, name)
	}
	for name := range w.Conditions {
		d := newStream(Options{}, nil).draft(place{})
		assert.True(t, d.condition("test", name))
		d.settle(func(given) bool { return true })
		assert.NotZero(t, d.product.Condition, name)
	}
	for name, word := range w.Measures {
		assert.NotEmpty(t, kindOf(word), "%s: %s", name, word)
	}
	for name, unit := range w.Units {
		_, length := footwear.ParseLength("1" + unit)
		_, mass := footwear.ParseMass("1" + unit)
		assert.True(t, length == nil || mass == nil, name)
	}
	for name, kind := range w.Options {
		assert.True(t, slices.Contains([]string{"size", "width", "colour", "heel", "material"}, kind), name)
	}
}
