package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// written returns a schema that the command line program writes, as a file and ready for use.
func written(t *testing.T, flags ...string) (name string, schema *jsonschema.Schema) {
	t.Helper()
	name = filepath.Join(t.TempDir(), "schema.json")
	command := exec.Command("go", append([]string{"run", "./examples/heelwise", "packs", "schema"}, flags...)...)
	command.Dir = "../.."
	var errs bytes.Buffer
	command.Stderr = &errs
	out, err := command.Output()
	require.NoError(t, err, errs.String())
	require.NoError(t, os.WriteFile(name, out, 0o644))
	schema, err = compile(name)
	require.NoError(t, err)
	return name, schema
}

// The files of the strain pack are as the schema of the strain pack wants them, and those of its tests likewise.
func TestStrainPack(t *testing.T) {
	pack, _ := written(t)
	tests, _ := written(t, "-tests")
	names, err := filepath.Glob("../../footwear/packs/*.yaml")
	require.NoError(t, err)
	require.Greater(t, len(names), 10)
	for _, name := range names {
		schema, other := pack, tests
		if strings.HasSuffix(name, "_test.yaml") {
			schema, other = tests, pack
		}
		var out, errs bytes.Buffer
		assert.Zero(t, run([]string{schema, name}, &out, &errs), "%s%s", out.String(), errs.String())
		assert.Equal(t, 1, run([]string{other, name}, &out, &errs), name)
	}
	var out, errs bytes.Buffer
	assert.Equal(t, 2, run([]string{pack}, &out, &errs))
	assert.Equal(t, 2, run([]string{"nowhere.json", pack}, &out, &errs))
	assert.Equal(t, 1, run([]string{pack, "nowhere.yaml"}, &out, &errs))
}

// What the schema says of a line in a rule is what the loader would say of its words, values, functions and keys.
func TestPackSchema(t *testing.T) {
	_, schema := written(t)
	rule := func(line string) string { return "rules:\n  - id: ours/a\n    why: w\n    " + line + "\n" }
	when := func(condition string) string { return rule("note: n\n    when: " + condition) }
	for text, sound := range map[string]bool{
		when("shoe.heel_height > 3*inch"):                             true,
		when("shoe.heel_hieght > 3*inch"):                             false,
		when("2*inch < shoe.heel_height <= 3.5*inch"):                 true,
		when("shoe.heel_height > 3inch"):                              false,
		when(`shoe.heel == "stiletto"`):                               true,
		when(`shoe.heel == "stileto"`):                                false,
		when(`shoe.heel == "cushioned"`):                              false,
		when(`shoe.heel == stiletto`):                                 false,
		when(`shoe.heel = "stiletto"`):                                false,
		when(`'"flat" == shoe.heel'`):                                 true,
		when(`shoe.heel in ["flat", 'wedge'] and not shoe.rocker`):    true,
		when(`shoe.heel not in ["flat"]`):                             true,
		when(`shoe.heel in ["flat", "wegde"]`):                        false,
		when("|\n      shoe.rocker\n      or raised_heel"):            true,
		when("at_least(2, shoe.rocker, wearer.bunion, ours)"):         true,
		when("atleast(2, shoe.rocker, wearer.bunion)"):                false,
		when("shop.carbon_plate and shop.colour == \"red\""):          true,
		when("shoe.rocker AND wearer.bunion"):                         false,
		when("shoe.rocker & wearer.bunion"):                           false,
		rule("load: 3"):                                               true,
		rule("load: max(0, 3 - use.hours / (4*hour))"):                true,
		rule("load: sqrt(3)"):                                         false,
		rule("lode: 3"):                                               false,
		rule("note: n"):                                               false, // without a when
		rule("load: 3\n    note: n"):                                  false,
		rule("load: 3\n    cite: [A1]\n    advice: ours"):             true,
		rule("load: 3\n    reviewed: {by: A, on: 2026-01-31}"):        true,
		rule("load: 3\n    reviewed: {by: A, on: yesterday}"):         false,
		"rules:\n  - {id: Ours, load: 1}\n":                           false,
		"rules: 5\n":                                                  false,
		"assume: {shoe.heel: {value: [block, wedge]}}\n":              true,
		"assume: {shoe.heel: {value: [blok]}}\n":                      false,
		"assume: {shoe.hel: {value: [block]}}\n":                      false,
		"assume: {shop.plate: {value: true}}\n":                       true,
		"assume: {shoe.rise: {value: 3*mm}}\n":                        true, // which only the loader refuses
		"assume: {shoe.platform: {value: 3*mm, usual: [0*mm]}}\n":     false,
		"extend: {shop.plate: {kind: flag, doc: d, ask: a}}\n":        true,
		"extend: {shop.plate: {kind: flg, doc: d, ask: a}}\n":         false,
		"extend: {shop.plate: {kind: flag, doc: d}}\n":                false,
		"extend: {shop.pile: {kind: length, doc: d, ask: a}}\n":       false,
		"disable: [heel/above-2in]\n":                                 true,
		"disable: [heel/above-2inch]\n":                               false,
		"over: strain\nname: ours\nversion: 1.0.0\nbands: {high: 30}": true,
		"over: strain\nname: ours\nversion: one":                      false,
	} {
		err := check(schema, []byte(text))
		assert.Equal(t, sound, err == nil, "%s%v", text, err)
	}
}

func TestTestSchema(t *testing.T) {
	_, schema := written(t, "-tests")
	test := func(facts, wish string) string {
		return "tests: [{name: a, facts: {" + facts + "}, " + wish + "}]\n"
	}
	for text, sound := range map[string]bool{
		test("shoe.heel: flat, shoe.heel_height: 20mm", "band: low"): true,
		test("shoe.heel: [flat, wedge]", "score: 3..40"):             true,
		test("shoe.heel: flta", "score: 3"):                          false,
		test("shoe.heel_height: 20", "score: 3"):                     false,
		test("shoe.heel_height: null", "score: many"):                false,
		test("shoe.rocker: yes it does", "band: low"):                false,
		test("shoe.rokcer: true", "band: low"):                       false,
		test("shop.plate: true", "fires: ours/plate"):                true,
		test("", "fires: [heel/rise, Heel]"):                         false,
		test("", "fire: heel/rise"):                                  false,
		test("", "band: middling"):                                   false,
		"order: [a < b <= c]\n":                                      true,
		"order: [a]\n":                                               false,
	} {
		err := check(schema, []byte(text))
		assert.Equal(t, sound, err == nil, "%s%v", text, err)
	}
}

// However odd the text, it is soon decided: no text can be divided into words in two ways.
func TestPatternsTakeLinearTime(t *testing.T) {
	name, _ := written(t)
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	var document struct {
		Defs map[string]struct{ Pattern string } `json:"$defs"`
	}
	require.NoError(t, json.Unmarshal(data, &document))
	compiled, err := ecmaScript(document.Defs["condition"].Pattern)
	require.NoError(t, err)
	re := compiled.(pattern).Regexp
	re.MatchTimeout = time.Minute // a machine may be slow, and what divides in two ways takes longer than that
	for _, part := range []string{"a", "a ", "1", "((", "shoe.heel ", `shoe.heel in ["flat",`, "not ", "x.y in [", "-", `"flat" == `} {
		matches, err := re.MatchString(strings.Repeat(part, 4000/len(part)) + "§")
		require.NoError(t, err, "the time ran out: %s", part)
		assert.False(t, matches, part)
	}
}
