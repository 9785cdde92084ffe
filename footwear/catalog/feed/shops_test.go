package feed_test

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
	"github.com/heelwise/heelwise/footwear/catalog"
	"github.com/heelwise/heelwise/footwear/catalog/feed"
)

// shared returns a file of real rows, which stand beside the repository. Without them the test is skipped.
func shared(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "..", "shared", "data", "shops", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not here: %v", name, err)
	}
	return path
}

// mapping reads a mapping file.
func mapping(t testing.TB, path string) *feed.Mapping {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	m, err := feed.ParseMapping(path, data)
	require.NoError(t, err)
	return m
}

// shop reads a file of real rows by its mapping.
func shop(t testing.TB, name string) (products []catalog.Product, faults []*feed.Error) {
	t.Helper()
	file, err := os.Open(shared(t, name))
	require.NoError(t, err)
	defer file.Close()
	stem := name[:len(name)-len(filepath.Ext(name))]
	format := feed.JSON
	if filepath.Ext(name) == ".csv" {
		format = feed.CSV
	}
	return all(t, format, file, feed.Options{Mapping: mapping(t, filepath.Join("testdata", "shops", stem+".yaml"))})
}

// rows returns the rows of a file as another reader sees them.
func rows(t testing.TB, name string) (list []map[string]any) {
	t.Helper()
	file, err := os.Open(shared(t, name))
	require.NoError(t, err)
	defer file.Close()
	if filepath.Ext(name) != ".csv" {
		lines := bufio.NewScanner(file)
		for lines.Scan() {
			var one map[string]any
			require.NoError(t, json.Unmarshal(lines.Bytes(), &one))
			list = append(list, one)
		}
		return list
	}
	table, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	for _, cells := range table[1:] {
		one := map[string]any{}
		for i, cell := range cells {
			one[table[0][i]] = cell
		}
		list = append(list, one)
	}
	return list
}

// Every row of every file is a product, and those whose id was there before are reported.
func TestShopsWhole(t *testing.T) {
	for _, tt := range []struct {
		name, id, title string
	}{
		{"hm.csv", "article_id", "prod_name"}, {"matchesfashion.jsonl", "id", "name"}, {"netaporter.jsonl", "id", "name"}, {"flipkart.jsonl", "id", "name"},
		{"aliexpress.jsonl", "id", "title"}, {"running-lab.jsonl", "id", "name"}, {"myntra-names.jsonl", "id", "name"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			products, faults := shop(t, tt.name)
			seen := map[any]bool{}
			repeated := 0
			list := rows(t, tt.name)
			require.Len(t, products, len(list))
			for i, row := range list {
				assert.Equal(t, row[tt.id], products[i].ID)
				assert.Equal(t, strings.TrimSpace(row[tt.title].(string)), products[i].Title)
				if row["price"] != nil || row["price_gbp"] != nil {
					assert.True(t, products[i].Price.Known(), row)
				}
				if seen[row[tt.id]] {
					repeated++
				}
				seen[row[tt.id]] = true
			}
			require.Len(t, faults, repeated)
			for _, e := range faults {
				assert.Equal(t, "duplicate-id", e.Faults[0].Code)
				assert.NotZero(t, e.Line)
			}
			t.Logf("%d rows, %d of an id that was there before", len(list), repeated)
		})
	}
}

// What a laboratory measured is read as it stands.
func TestShopsRunningLab(t *testing.T) {
	products, _ := shop(t, "running-lab.jsonl")
	for i, row := range rows(t, "running-lab.jsonl") {
		mm := func(key string) footwear.Length {
			if x, ok := row[key].(float64); ok {
				return footwear.MM(x)
			}
			return footwear.Length{}
		}
		shoe := products[i].Shoe
		assert.Equal(t, mm("heel_stack_mm"), shoe.HeelHeight, row)
		assert.Equal(t, mm("forefoot_stack_mm"), shoe.Platform, row)
		assert.Equal(t, mm("drop_mm"), shoe.Rise, row)
		assert.Equal(t, mm("heel_width_mm"), shoe.BaseWidth, row)
		assert.Equal(t, mm("toebox_mm"), shoe.ToeBoxWidth, row)
		assert.Equal(t, footwear.Grams(row["weight_g"].(float64)), shoe.Weight, row)
		if out, ok := row["removable_insole"].(bool); ok {
			assert.Equal(t, out, shoe.RemovableInsole == footwear.Yes, row)
		}
		switch row["arch_support"] {
		case "Neutral":
			assert.Zero(t, shoe.ArchSupport, row)
		case "Stability":
			assert.Equal(t, footwear.ArchSupportMild|footwear.ArchSupportGood, shoe.ArchSupport, row)
			assert.Equal(t, footwear.Yes, shoe.Stability, row)
		default:
			assert.Fail(t, "an arch support that the mapping does not name", row)
		}
		assert.NotEmpty(t, products[i].Widths)
		assert.Equal(t, catalog.Stated, products[i].Sources["shoe.heel_height"].How)
		assert.NoError(t, footwear.Vocabulary().Check(&footwear.Case{Shoe: shoe}), row)
	}
}

// Whom H&M offers a shoe to follows from its sections; kids' shoes are no adult's.
func TestShopsDepartments(t *testing.T) {
	products, _ := shop(t, "hm.csv")
	for i, row := range rows(t, "hm.csv") {
		p := products[i]
		assert.Equal(t, row["product_code"], p.Group)
		switch row["index_group_name"] {
		case "Baby/Children":
			assert.Contains(t, []catalog.AgeGroup{catalog.Baby, catalog.Child}, p.AgeGroup, row)
		case "Menswear":
			assert.Equal(t, catalog.Men, p.Department, row)
			assert.Equal(t, catalog.Adult, p.AgeGroup, row)
		default:
			assert.Equal(t, catalog.Women, p.Department, row)
			assert.Equal(t, catalog.Adult, p.AgeGroup, row)
		}
	}
}

// all reads a feed to its end. Every error is one of this package.
func all(t testing.TB, f feed.Format, r io.Reader, o feed.Options) (products []catalog.Product, faults []*feed.Error) {
	t.Helper()
	for p, err := range f.Read(r, o) {
		if err != nil {
			e, ok := errors.AsType[*feed.Error](err)
			require.True(t, ok, err)
			faults = append(faults, e)
		}
		if p.ID != "" {
			products = append(products, p)
		}
	}
	return products, faults
}
