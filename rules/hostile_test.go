package rules

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/rules/fact"
)

// frugally runs f as a test of its own, and fails it if f allocates more in all than any hostile input has reason to. A clock
// would tell what else the machine does; what never ends is named by go test when its time is over.
func frugally(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f(t)
		runtime.ReadMemStats(&after)
		assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(256<<20), "bytes")
	})
}

// when returns a file with one rule and its condition.
func when(text string) files {
	return files{"a.yaml": "rules:\n  - id: a/one\n    note: n\n    when: |\n      " + text + "\n"}
}

// nest puts a text into a form, again and again.
func nest(form, text string, times int) string {
	for range times {
		text = strings.ReplaceAll(form, "X", text)
	}
	return text
}

// doubled defines names each of which uses the one before more than once.
func doubled(first, form string, times int) files {
	var b strings.Builder
	fmt.Fprintf(&b, "define:\n  d0: %s\n", first)
	for i := range times {
		fmt.Fprintf(&b, "  d%d: \"%s\"\n", i+1, strings.ReplaceAll(form, "X", fmt.Sprintf("d%d", i)))
	}
	fmt.Fprintf(&b, "rules:\n  - {id: a/one, note: n, when: d%d}\n", times)
	return files{"a.yaml": b.String()}
}

// wider defines names that each add other comparisons to what the one before asks.
func wider(names, each int) files {
	var b strings.Builder
	b.WriteString("define:\n  d0: shoe.rocker\n")
	for i := range names {
		fmt.Fprintf(&b, "  d%d: d%d", i+1, i)
		for j := range each {
			fmt.Fprintf(&b, " and wearer.age*1.%d>9", i*each+j)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "rules:\n  - {id: a/one, note: n, when: d%d}\n", names)
	return files{"a.yaml": b.String()}
}

// lines returns a text of n lines.
func lines(head string, n int, form string) string {
	var b strings.Builder
	b.WriteString(head)
	for i := range n {
		fmt.Fprintf(&b, form, i)
	}
	return b.String()
}

// A hostilePack wants to exhaust time, memory or the stack. It ends in a clear fault, or loads; code is that of the first
// fault, none where it loads.
type hostilePack struct {
	name  string
	files files
	code  string
}

func hostilePacks() []hostilePack {
	nearly := "# " + strings.Repeat("xxxxxxx\n# ", 512<<10/10-1) // a file of as many bytes as are read
	return []hostilePack{
		// In one expression.
		{"open brackets", when(strings.Repeat("(", 500_000)), "too-long"},
		{"open square brackets", when(strings.Repeat("[", 500_000)), "too-long"},
		{"some open brackets", when(strings.Repeat("(", 900)), "too-deep"},
		{"many not", when(strings.Repeat("not ", 500_000/4)), "too-long"},
		{"some not", when(strings.Repeat("not ", 900) + "shoe.rocker"), "too-deep"},
		{"signs", when(strings.Repeat("-", 990) + "wearer.age > 3"), "too-deep"},
		{"plus signs", when(strings.Repeat("+", 900) + "wearer.age > 3"), ""},
		{"a long sum", when("wearer.age" + strings.Repeat(" - 1", 400) + " > -300"), ""},
		{"chained comparisons", when(nest("3*mm < (X ? shoe.width : shoe.width / 2) < 70*mm", "shoe.rocker", 20)), ""},
		{"a long chain", when("0" + strings.Repeat(" <= use.seated", 200)), ""},
		{"alternatives behind each other", when(nest("shoe.closed ? shoe.rocker : X", "shoe.rocker", 100)), ""},
		{"alternatives before each other", when(nest("(X ? shoe.rocker : shoe.closed)", "shoe.rocker", 60)), "too-long"},
		{"some alternatives before each other", when(nest("(X ? shoe.rocker : shoe.closed)", "shoe.rocker", 7)), ""},
		{"alternatives in the midst of each other", when(nest("(shoe.closed ? X : wearer.recurrent)", "shoe.rocker", 60)), ""},
		{"more alternatives", when(strings.Repeat("a ? b : ", 129) + "c"), "too-deep"},
		{"doubled alternatives", when(nest("(X ? X : shoe.closed)", "shoe.rocker", 3)), ""},
		{"not or not", when(nest("not (X or shoe.closed)", "shoe.rocker", 60)), ""},
		{"at_least in at_least", when(nest("at_least(1, X, shoe.closed)", "shoe.rocker", 60)), ""},
		{"a curve of curves", when(nest("curve(X, 0, 0, 60, 100)", "wearer.age", 60) + " > 50"), ""},
		{"an open quote", when("shoe.heel == \"" + strings.Repeat("x", 3000)), "unclosed-quote"},
		{"a long word", when("shoe." + strings.Repeat("x", 4000)), "unknown-word"},
		{"a long number", when("wearer.age > " + strings.Repeat("9", 4000)), "number-form"},
		{"a long decimal", when("wearer.age > 1." + strings.Repeat("9", 4000)), ""},
		{"many dots", when(strings.Repeat("a.", 490) + "b"), "unknown-word"},
		{"products", when("wearer.age" + strings.Repeat(" * 1000000000000000000.0", 150) + " > 3"), "too-great"},
		{"tiny products", when("wearer.age * (1" + strings.Repeat(" / 1000000000000000000.0", 150) + ") > 0"), "too-great"},

		// With names.
		{"doubled and", doubled("shoe.rocker", "X and X", 40), "too-long"},
		{"doubled or", doubled("shoe.rocker", "X or X", 40), "too-long"},
		{"doubled not", doubled("shoe.rocker", "not (X or X)", 40), "too-long"},
		{"doubled alternatives by name", doubled("shoe.rocker", "X ? X : not X", 40), "too-long"},
		{"doubled at_least", doubled("shoe.rocker", "at_least(2, X, X, X)", 40), "too-long"},
		{"doubled some times", doubled("shoe.rocker and shoe.closed", "X and not (X or shoe.closed)", 7), ""},
		{"doubled sums", doubled("wearer.age", "X + X", 40), "needs-condition"},
		{"doubled products", doubled("wearer.age", "X * X", 40), "too-great"},
		{"doubled constants", doubled("1/3 + 1", "X * X / (1 + X)", 40), "too-great"},
		{"doubled maxima", doubled("wearer.age", "max(X, X, X)", 40), "needs-condition"},
		{"names that lead to names", files{"a.yaml": lines("define:\n", 300, "  d%[1]d: not d%[1]d_\n")}, "unknown-word"},
		{"a long row of names", files{"a.yaml": strings.Replace(doubled("shoe.rocker", "not X", 999)["a.yaml"], "\"", "", -1)}, ""},
		{"too many names", files{"a.yaml": lines("define:\n", 5_000, "  d%d: shoe.rocker\n")}, "too-many"},
		{"an ever wider and", wider(40, 60), "too-long"},

		// In YAML.
		{"nested lists", files{"a.yaml": strings.Repeat("- ", 20_000) + "a\n"}, "bad-yaml"},
		{"nested brackets", files{"a.yaml": "rules: " + strings.Repeat("[", 100_000)}, "bad-yaml"},
		{"nested less", files{"a.yaml": "rules: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000)}, "too-deep"},
		{"nested maps", files{"a.yaml": "rules: " + strings.Repeat("{a: ", 5000) + strings.Repeat("}", 5000)}, "too-deep"},
		{"open braces", files{"a.yaml": strings.Repeat("{", 500_000)}, "bad-yaml"},
		{"nested keys", files{"a.yaml": strings.Repeat("? ", 9000)}, "too-deep"},
		{"aliases of aliases", files{"a.yaml": "a: &a [x,x,x,x,x,x,x,x,x]\n" + "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n"}, "not-plain"},
		{"an alias of itself", files{"a.yaml": "rules: &a [*a]\n"}, "not-plain"},
		{"merged with itself", files{"a.yaml": "rules: &a\n  <<: *a\n"}, "not-plain"},
		{"a huge file", files{"a.yaml": "# " + strings.Repeat("x", 2<<20)}, "too-long"},
		{"huge files", files{"a.yaml": nearly, "b.yaml": nearly, "c.yaml": nearly, "d.yaml": nearly, "e.yaml": "# x"}, "too-long"},
		{"a long list", files{"a.yaml": "rules: [" + strings.Repeat("x,", 201_000) + "]\n"}, "too-long"},
		{"unknown keys", files{"a.yaml": lines("", 20_000, "k%d: x\n")}, "unknown-key"},
		{"unknown keys on one line", files{"a.yaml": "{" + lines("", 20_000, "k%d: x, ") + "}\n"}, "unknown-key"},
		{"duplicate keys", files{"a.yaml": lines("", 10_000, "rules: [%d]\n")}, "wrong-shape"},
		{"unknown words", files{"a.yaml": lines("rules:\n", 50, "  - {id: a/r%d, note: n, when: "+strings.Repeat("shoe.rockr or ", 60)+"shoe.rocker}\n")}, "unknown-word"},
		{"sources nearly cited", files{"a.yaml": lines("sources:\n", 8000, "  a-source-of-many-%04d: {citation: c}\n"), "b.yaml": lines("rules:\n", 300, "  - {id: b/r%[1]d, note: n, when: shoe.rocker, cite: [b-source-of-many-%04[1]d"+strings.Repeat(", b-source-of-many-%04[1]d", 50)+"]}\n")}, "unknown-source"},
		{"rules nearly disabled", files{"a.yaml": "disable: [" + strings.Repeat("a/onne, ", 20_000) + "]\n"}, "misplaced-key"},
		{"values nearly right", files{"a.yaml": lines("rules:\n", 400, "  - {id: a/r%d, note: n, when: 'shoe.heel in ["+strings.Repeat(`"blocc",`, 120)+`"block"]'}`+"\n")}, "unknown-value"},
		{"too many rules", files{"a.yaml": lines("rules:\n", 5001, "  - {id: a/r%d, flag: f, when: shoe.rocker}\n")}, "too-many"},
		{"thousands of rules", files{"a.yaml": lines("assume:\n  wearer.age: {value: 35}\n  shoe.rocker: {value: false}\nrules:\n", 1000, "  - {id: a/r%[1]d, load: 0.01, when: wearer.age > 1.%[1]d and shoe.rocker}\n")}, ""},
		{"thousands of rules on one line", files{"a.yaml": lines("rules: [", 1000, "{id: a/r%[1]d, note: n, when: wearer.age > 1.%[1]d and shoe.rocker}, ") + "]\n"}, ""},
		{"thousands of curves", files{"a.yaml": lines("assume:\n  wearer.age: {value: 35}\nrules:\n", 1000, "  - {id: a/r%[1]d, load: 'curve(wearer.age, 0, 0, 50, 0.01, 6%[1]d, 0)'}\n")}, ""},
		{"sums upon sums", files{"a.yaml": lines("define:\n  x: wearer.age\nrules:\n", 300, "  - {id: a/r%[1]d, note: n, when: wearer.age*1.%[1]d"+strings.Repeat("-x", 400)+" > 3}\n")}, "too-long"},
		{"a wall of and", files{"a.yaml": lines("define: {a: shoe.rocker}\nrules:\n", 1000, "  - {id: a/r%d, note: n, when: '"+strings.Repeat("a&&", 490)+"a'}\n")}, "too-long"},
		{"a wall of curves", files{"a.yaml": lines("rules:\n", 900, "  - {id: a/r%[1]d, load: 'curve(wearer.age, "+strings.Repeat("0.%[1]d+0.0%[1]d+", 60)+"0,0,99,1)'}\n")}, "too-long"},
		{"a wall of or", files{"a.yaml": lines("rules:\n", 900, "  - {id: a/r%[1]d, note: n, when: 'wearer.age*1.%[1]d>1"+strings.Repeat("||shoe.rocker", 150)+"'}\n")}, "too-long"},
		{"as many rules as are read", files{"a.yaml": lines("assume:\n  wearer.age: {value: 35}\n  use.hours: {value: 8*hour}\n  shoe.heel_height: {value: 3*mm}\nrules:\n", 2000, "  - {id: a/r%[1]d, load: 'curve(wearer.age, 0,0, 50,0.01, 6%[1]d,0) * curve(use.hours, 0*hour,0, 1%[1]d*hour,1) * curve(shoe.heel_height, 0*mm,0, 1%[1]d*mm,0.5)', why: w}\n")}, ""},
		{"texts", files{"a.yaml": lines("advice:\n", 14_000, "  a%d: "+strings.Repeat("x", 20)+"\n")}, ""},
		{"choices upon choices", files{"a.yaml": lines("assume: {shoe.heel: {value: block}, wearer.arch: {value: flat}, shoe.rocker: {value: true}, shoe.closed: {value: true}}\nrules:\n", 1900, "  - {id: a/r%[1]d, load: '0.0%[1]d', when: 'shoe.heel in [\"flat\", \"cone\"] and wearer.arch != \"high\" or shoe.rocker and not shoe.closed'}\n")}, ""},
		{"control characters", files{"a.yaml": "rules: [\"\x00\"]\n"}, "bad-yaml"},
		{"UTF-16", files{"a.yaml": "\xff\xfer\x00u\x00l\x00"}, "unreadable"},
	}
}

func TestHostilePacks(t *testing.T) {
	for i, tt := range hostilePacks() {
		if i%part > 0 {
			continue
		}
		frugally(t, tt.name, func(t *testing.T) {
			var pack *Pack[item]
			var err error
			assert.Less(t, peakOf(func() { pack, err = tt.files.load() }), uint64(64<<20), "the promise of Limits")
			if tt.code == "" {
				assert.NoError(t, err)
				assert.NotNil(t, pack)
				return
			}
			assert.Nil(t, pack)
			faults := AsErrors(err)
			if assert.NotEmpty(t, faults) {
				assert.Equal(t, tt.code, faults[0].Code, "%.200s", faults[0])
				assert.Less(t, len(faults[0].Error()), 10_000)
			}
		})
	}
}

// BenchmarkHostile loads the hostile packs, each for itself; peak is the most memory that lay in the heap meanwhile.
func BenchmarkHostile(b *testing.B) {
	for _, tt := range hostilePacks() {
		b.Run(strings.ReplaceAll(tt.name, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			var peak uint64
			for b.Loop() {
				peak = max(peak, peakOf(func() { _, _ = tt.files.load() }))
			}
			b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
		})
	}
}

// peakOf returns by how many bytes the heap grows at most while f runs, as seen every tenth of a millisecond. Garbage is
// collected at the usual pace, whatever GOGC says: at another one there is more of it, or less.
func peakOf(f func()) (peak uint64) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	runtime.GC()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	heap := func() uint64 { metrics.Read(sample); return sample[0].Value.Uint64() }
	before := heap()
	var done atomic.Bool
	var watching sync.WaitGroup
	watching.Go(func() {
		for !done.Load() {
			peak = max(peak, heap())
			time.Sleep(100 * time.Microsecond)
		}
	})
	f()
	done.Store(true)
	watching.Wait()
	return peak - min(peak, before)
}

// Numbers beyond all measure make no valid pack, in whatever way they come about.
func TestHugePoints(t *testing.T) {
	for _, points := range []string{
		"1000000", "100000000000000000000.0", "1000000000000000000 * 1000000000000", "wearer.age * 100000000000000000.0",
		"1000000000000 / 0.000000000000001", "max(0, 1000000000000000000 - wearer.age)",
	} {
		for _, total := range []string{"load", "exposure"} {
			_, err := files{"a.yaml": "assume:\n  wearer.age: {value: 35}\nrules:\n  - {id: a/one, " + total + ": '" + points + "'}\n  - {id: a/two, " + total + ": 1}\n"}.load()
			assert.Error(t, err, "%s: %s", total, points)
		}
	}
}

// FuzzLoad reads any file as a part of a pack. What is refused is refused with places inside the file, what is loaded
// judges.
func FuzzLoad(f *testing.F) {
	for _, tt := range packFaults {
		for name, text := range tt.files {
			f.Add([]byte(text), name == "pack.yaml")
		}
	}
	f.Add([]byte("rules:\n  - id: a/one\n    load: curve(wearer.age, 0, 0, 50, 1)\n    when: not shoe.rocker\nassume:\n  shoe.rocker: {value: [true, false], usual: true}\n  wearer.age:\n    - {when: known(shoe.heel), value: 3}\n    - {value: 35, usual: [20, 60]}\n"), false)
	f.Add([]byte(packHead), true)
	f.Add([]byte("name: a\nversion: 1.0.0\ntotals: {level: {combine: max, levels: [none, soon, now], without_not: now}}\nsources: {S: {citation: s, year: 2020, read: 2026-01}}\n"+
		"rules:\n  - {id: pack/a, when: 'at_least(2, shoe.rocker, wearer.age > 3, not shoe.rocker)', level: soon, on_unsure: none, condition: c, why: w, cite: S, review_by: 2030-01-01}\n"+
		"  - {id: pack/b, when: 'shoe.rocker and (wearer.age > 9 or shoe.heel == \"block\")', level: now, condition: c, evidence: e, why: w, cite: S, review_by: 2030-01-01}\n"), true)
	f.Add([]byte("name: a\nversion: 1.0.0\ntotals: {level: {combine: max, levels: []}}\nrules: [{id: pack/a, when: shoe.rocker, level: x, on_unsure: y}]\n"), true)
	f.Fuzz(func(t *testing.T, data []byte, isHead bool) {
		name := "a.yaml"
		if isHead {
			name = "pack.yaml"
		}
		if len(data) == 0 {
			return
		}
		pack, err := files{name: string(data)}.load()
		require.Equal(t, err == nil, pack != nil)
		if pack != nil && !pack.hasScore() {
			for _, i := range []item{{}, {Height: fact.MM(50), Heel: 1, Rocker: fact.Yes, Age: fact.Num(35)}, {Height: fact.MM(10).To(fact.MM(90)), Arch: 6}} {
				truths, err := pack.Truths(&i, nil)
				require.NoError(t, err, "%q", data)
				for k, truth := range truths {
					require.Equal(t, truth, pack.Truth(&i, k), "%q", data)
				}
				notes, err := pack.Notes(&i)
				require.NoError(t, err, "%q", data)
				truths, err = pack.NoteTruths(&i, truths[:0])
				require.NoError(t, err, "%q", data)
				truths = slices.DeleteFunc(truths, func(truth fact.Truth) bool { return truth != fact.Yes })
				require.Len(t, truths, len(notes), "%q", data)
			}
			return
		}
		if pack != nil {
			for _, i := range []item{{}, {Height: fact.MM(50), Heel: 1, Rocker: fact.Yes, Age: fact.Num(35)}, {Height: fact.MM(10).To(fact.MM(90)), Arch: 6}} {
				v, err := pack.Judge(&i)
				require.NoError(t, err, "%q", data)
				require.Equal(t, v.Score, pack.Score(&i), "%q", data)
				require.True(t, v.Range.Low <= v.Likely.Low && v.Likely.Low <= v.Score && v.Score <= v.Likely.High && v.Likely.High <= v.Range.High, "%q: %v in %v in %v", data, v.Score, v.Likely, v.Range)
			}
			return
		}
		requirePlaced(t, err, 0, name, data)
	})
}

// requirePlaced demands faults with a reason, those of the file name of a layer with a place inside data.
func requirePlaced(t *testing.T, err error, layer int, name string, data []byte) {
	t.Helper()
	faults := AsErrors(err)
	require.NotEmpty(t, faults)
	lines := newText(data)
	for _, e := range faults {
		require.NotEmpty(t, e.Code)
		require.NotEmpty(t, e.Msg)
		require.False(t, e.Soft, "%v", e)
		if e.Layer == layer && e.File == name && e.Line > 0 {
			require.LessOrEqual(t, e.Line, len(lines.lines), "%q: %v", data, e)
			require.True(t, 1 <= e.Col && e.Col <= utf8.RuneCountInString(lines.line(e.Line))+1, "%q: %v", data, e)
		}
		e.Snippet()
	}
}

// FuzzLayer reads any file as a part of a layer, or of the tests beside one.
func FuzzLayer(f *testing.F) {
	const head = "{over: carry, name: ours, version: 1.0.0}"
	for _, text := range []string{
		"disable: [main/box, main/heavy]\nreplace: [{id: main/weight, load: 1, why: w}]\nassume: {parcel.weight: [{when: parcel.box, value: 20*kg}]}",
		"extend:\n  shop.a: {kind: flag, doc: d, ask: a, worse: true}\n  shop.b: {kind: choice, values: [x, y], order: [x|y], doc: d, ask: a}\n  shop.c: {kind: length, domain: 0mm..2m, unit: cm, doc: d, ask: a}\n" +
			"assume: {shop.a: {value: true}, shop.b: {value: x}, shop.c: {value: 1*m}}\nrules: [{id: ours/a, when: 'shop.a and shop.b == \"y\"', load: shop.c / (1*m)}]",
		"define: {a: b, b: a}\nrules: [{id: ours/a, when: a, note: n, cite: S1, advice: two}]",
		"{over: carry, name: ours, version: 1.0.0, bands: {heavy: 30}, disable: main/box}", "{over: x}", "bands: {light: 1}",
		"tests: [{name: a, facts: {parcel.box: true, parcel.weight: 1kg..3kg}, fires: main/box, does_not_fire: [main/heavy], is_open: main/weight, score: 3..9, band: light}]\norder: [a <= a]",
		"given: {g: {parcel.box: false}}\ntests: [{name: a, given: [g], facts: {parcel.weight: null}}, {name: b, score: 1}]\norder: ['a < b < a']",
	} {
		for kind := range byte(3) {
			f.Add([]byte(text), kind)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, kind byte) {
		name := []string{"ours.yaml", "pack.yaml", "ours_test.yaml"}[kind%3]
		layer := folderOf("pack.yaml", head, "ours.yaml", "rules: [{id: ours/x, load: 1, why: w}]")
		layer[name] = &fstest.MapFile{Data: data}
		pack, report, err := LoadTested(parcels, parcelPack, layer)
		require.Equal(t, err == nil, pack != nil)
		for _, e := range report.Untested {
			require.True(t, e.Soft)
		}
		if pack == nil {
			requirePlaced(t, err, 1, name, data)
			return
		}
		require.Len(t, pack.Identity().Layers, 1)
		require.True(t, json.Valid(pack.Schema()) && json.Valid(pack.TestSchema()), "%q", data)
		for _, p := range []parcel{{}, {Weight: fact.Grams(9000), Box: fact.Yes}, {Weight: fact.Grams(1).To(fact.Grams(20_000)), Extra: map[string]fact.Value{"shop.a": fact.Yes.Value()}}} {
			v, err := pack.Judge(&p)
			require.Equal(t, err == nil, pack.Score(&p).Valid(), "%q", data)
			if err == nil {
				require.Equal(t, v.Score, pack.Score(&p), "%q", data)
				require.True(t, v.Range.Low <= v.Likely.Low && v.Likely.Low <= v.Score && v.Score <= v.Likely.High && v.Likely.High <= v.Range.High, "%q: %v in %v in %v", data, v.Score, v.Likely, v.Range)
			}
		}
	})
}
