package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/internal/lines"
)

// said is what the tests read of an answer.
type said struct {
	ID    any     `json:"id"`
	Score float64 `json:"score"`
	Band  string  `json:"band"`
	Line  int     `json:"line"`
	Key   string  `json:"key"`
	Code  string  `json:"code"`
	Error string  `json:"error"`
}

func readAnswers(t testing.TB, out string) (list []said) {
	t.Helper()
	for text := range strings.Lines(out) {
		var one said
		require.NoError(t, json.Unmarshal([]byte(text), &one), text)
		list = append(list, one)
	}
	return list
}

func TestBadLines(t *testing.T) {
	for _, tt := range []struct{ in, key, code, err string }{
		// The object.
		{`[]`, "", "bad-value", `a line is one object`},
		{`null`, "", "bad-value", `a line is one object`},
		{`"shoe"`, "", "bad-value", `a line is one object`},
		{`{}`, "shoe", "missing-key", `write "shoe": {}`},
		{`{"wearer": {}}`, "shoe", "missing-key", `it is missing`},
		{`{"sheo": {}}`, "sheo", "unknown-key", `did you mean "shoe"?`},
		{`{"shoe": {}, "weare": {}}`, "weare", "unknown-key", `did you mean "wearer"?`},
		{`{"shoe": {}, "ID": 1}`, "ID", "unknown-key", `did you mean "id"?`},
		{`{"shoe": {}, "sku": 1}`, "sku", "unknown-key", `the keys are id, shoe, wearer, use`},
		{`{"shoe": {}, "": 1}`, "", "unknown-key", `there is no key ""`},
		{`{"shoe": {}, "` + strings.Repeat("é", 5000) + `": 1}`, strings.Repeat("é", 50) + "…", "unknown-key", "the keys are"},
		{`{"shoe": {}, "shoe": {}}`, "shoe", "duplicate-key", "given twice"},
		{`{"shoe": {}, "sh\u006fe": {}}`, "shoe", "duplicate-key", "given twice"},
		{`{"id": 1, "shoe": {}, "id": 2}`, "id", "duplicate-key", "given twice"},
		{`{"shoe": {}, "x": 1, "x": 2}`, "x", "unknown-key", "x: the key is given twice"},
		{`{"shoe": {}, "id": []}`, "id", "bad-value", "an id is a text or a number"},
		{`{"shoe": {}, "id": {"a": 1}}`, "id", "bad-value", "an id is a text or a number"},
		{`{"shoe": {}, "id": true}`, "id", "bad-value", "an id is a text or a number"},
		{`{"shoe": []}`, "shoe", "bad-value", "an object is needed"},
		{`{"shoe": "heel"}`, "shoe", "bad-value", "an object is needed"},

		// The groups.
		{`{"shoe": {"heel_hieght": "85mm"}}`, "shoe.heel_hieght", "unknown-key", `did you mean "heel_height"?`},
		{`{"shoe": {"heel": "stileto"}}`, "shoe.heel", "unknown-value", `did you mean "stiletto"?`},
		{`{"shoe": {"heel_height": 85}}`, "shoe.heel_height", "bad-value", `"85" has no unit: write a length like "85mm"`},
		{`{"shoe": {"heel_height": "85kg"}}`, "shoe.heel_height", "bad-value", `"kg"`},
		{`{"shoe": {"heel_height": "-5mm"}}`, "shoe.heel_height", "bad-value", `-5mm is outside 0mm..250mm`},
		{`{"shoe": {"heel_height": "99m"}}`, "shoe.heel_height", "bad-value", `outside 0mm..250mm`},
		{`{"shoe": {"heel_height": ""}}`, "shoe.heel_height", "bad-value", `write null`},
		{`{"shoe": {"heel_height": {"mm": 85}}}`, "shoe.heel_height", "bad-value", `an object is no fact`},
		{`{"shoe": {"heel_height": "85mm", "heel_height": "86mm"}}`, "shoe.heel_height", "duplicate-key", `given twice`},
		{`{"shoe": {}, "wearer": {"age": 1e999}}`, "wearer.age", "bad-value", `too great`},
		{`{"shoe": {}, "wearer": {"age": -1}}`, "wearer.age", "bad-value", `outside 0..120`},
		{`{"shoe": {}, "wearer": {"age": ` + strings.Repeat("9", 9000) + `}}`, "wearer.age", "bad-value", `too great`},
		{`{"shoe": {"heel": ["block", 3]}}`, "shoe.heel", "bad-value", `a list holds words alone`},
		{`{"shoe": {"heel": ` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + `}}`, "shoe.heel", "bad-value", `a list holds words alone`},
		{`{"shoe": {"heel": "a\u0000b"}}`, "shoe.heel", "unknown-value", `no word`},
		{`{"shoe": {"rocker": "yes"}}`, "shoe.rocker", "bad-value", `write either without quotes`},
		{`{"shoe": {"heel_height": "85mm", "platform": "10mm", "rise": "80mm"}}`, "shoe.heel_height", "contradiction", `shoe.platform, 10mm`},
		{`{"shoe": {}, "use": {"breaks": false, "break_every": "1h"}}`, "use.break_every", "contradiction", `use.breaks is no`},

		// The text.
		{`{"shoe": {}`, "", "bad-json", `a line holds one whole object`},
		{`{"shoe": {}} {"shoe": {}}`, "", "bad-json", `after top-level value`},
		{`{"shoe": {},}`, "", "bad-json", `at byte 13`},
		{`{"shoe": {]}`, "", "bad-json", `at byte 11`},
		{`{'shoe': {}}`, "", "bad-json", `double quotes`},
		{`{"shoe": {"heel_height": NaN}}`, "", "bad-json", `leave out what is not known`},
		{`{"shoe": {"rocker": True}}`, "", "bad-json", `write true`},
		{`shoe`, "", "bad-json", `not valid JSON at byte 1`},
		{"{\"shoe\": {}}\x00", "", "bad-json", `save the file as UTF-8`},
		{"{\x00\"\x00s\x00", "", "bad-json", `save the file as UTF-8`},
		{"{\"shoe\": {\"heel\": \"a\tb\"}}", "", "bad-json", `at byte 21`},
		{"{\"shoe\": {\"heel\": \"stilett\xf6\"}}", "", "bad-utf8", `byte 27 is no UTF-8 (save the file as UTF-8)`},
		{"\xff\xfe{\x00}\x00", "", "bad-utf8", `byte 1`},
		{strings.Repeat("[", 500_000), "", "too-deep", `nested too deep`},
		{strings.Repeat(`{"shoe":`, 100_000), "", "too-deep", `nested too deep`},
		{strings.Repeat(" ", lines.Max) + "{}", "", "too-long", `longer than 1048576 bytes`},
	} {
		const good = `{"id": "next", "shoe": {}}`
		name := tt.in[:min(80, len(tt.in))]
		out, errs, status := call(t, "\n"+tt.in+"\n"+good+"\n", "assess")
		assert.Equal(t, someFailed, status, name)
		assert.Empty(t, errs, name)
		answers := readAnswers(t, out)
		require.Len(t, answers, 2, name)
		assert.Equal(t, 2, answers[0].Line, name)
		assert.Equal(t, tt.key, answers[0].Key, name)
		assert.Equal(t, tt.code, answers[0].Code, name)
		assert.Contains(t, answers[0].Error, tt.err, name)
		assert.Equal(t, "next", answers[1].ID, "the next line is judged: %s", name)
		assert.NotEmpty(t, answers[1].Band, name)
	}
}

// Everything wrong with a line is told at once, and of very many faults the first.
func TestAllFaults(t *testing.T) {
	out, _, _ := call(t, `{"shoe": {"heel": "x", "toe": "y"}, "wearer": {"age": 200}, "use": {"hour": "1h"}}`, "assess")
	one := readAnswers(t, out)[0]
	for _, key := range []string{"shoe.heel: ", "shoe.toe: ", "wearer.age: ", "use.hour: "} {
		assert.Contains(t, one.Error, key)
	}
	out, _, _ = call(t, `{"shoe": {`+strings.Repeat(`"x": 1, `, 5000)+`"y": 2}}`, "assess")
	one = readAnswers(t, out)[0]
	assert.Contains(t, one.Error, "; and 4981 more")
	assert.Less(t, len(out), 20_000)
}

// The id is kept as it was written, beside an error too.
func TestID(t *testing.T) {
	for _, tt := range []struct{ in, id string }{
		{`{"id": "A-7", "shoe": {}}`, `"A-7"`},
		{`{"shoe": {}, "id": 7}`, `7`},
		{`{"id": -1.50e+3, "shoe": {}}`, `-1.50e+3`},
		{`{"id": 12345678901234567890123, "shoe": {}}`, `12345678901234567890123`},
		{`{"id": "a\u00e9<&>\/\u2028\ud800", "shoe": {}}`, `"a\u00e9<&>\/\u2028\ud800"`},
		{`{"id": "é", "shoe": {}}`, `"é"`},
		{`{"id": "", "shoe": {}}`, `""`},
		{`{"id": 0, "shoe": {}}`, `0`},
		{`{"id": null, "shoe": {}}`, ``},
		{`{"shoe": {}}`, ``},
		{`{"id": 7, "shoe": {"heel": "x"}}`, `7`},
		{`{"id": "a<b\u0000", "shoe": {"heel": "x"}}`, `"a<b\u0000"`},
		{`{"id": 7, "shoe": NaN}`, `7`},
		{`{"id": 7, "shoe": {`, `7`},
		{"{\"id\": 7, \"shoe\": {\"heel\": \"\xf6\"}}", `7`},
		{"{\"id\": \"\xf6\", \"shoe\": {}}", ``},
		{`{"shoe": NaN, "id": 7}`, ``},
		{`{"shoe": {}, "id": [7]}`, ``},
	} {
		out, _, _ := call(t, tt.in, "assess")
		var parts map[string]json.RawMessage
		require.NoError(t, json.Unmarshal([]byte(out), &parts), tt.in)
		assert.Equal(t, tt.id, string(parts["id"]), tt.in)
		if _, failed := parts["error"]; tt.id != "" && !failed {
			assert.True(t, strings.HasPrefix(out, `{"id":`), "the id comes first: %s", tt.in)
		}
	}
}

func TestLineEndings(t *testing.T) {
	const shoe = `{"id": 1, "shoe": {}}`
	for _, tt := range []struct {
		in   string
		want int
	}{
		{"", 0}, {"\n", 0}, {"\n\n\n", 0}, {" \t\r\n\r\n", 0}, {"\ufeff", 0}, {"\ufeff\r\n", 0},
		{shoe, 1}, {shoe + "\n", 1}, {shoe + "\r\n", 1}, {"\ufeff" + shoe, 1},
		{"\ufeff" + shoe + "\r\n\ufeff" + shoe, 2}, // two files joined
		{"\n\n " + shoe + " \r\n\n\t" + shoe + "\n \n", 2},
	} {
		out, errs, status := call(t, tt.in, "assess")
		assert.Equal(t, allAnswered, status, "%q %s %s", tt.in, errs, out)
		assert.Len(t, readAnswers(t, out), tt.want, "%q", tt.in)
	}
}

// A line may be as long as lines.Max, and no longer.
func TestLongLines(t *testing.T) {
	shoe := `{"id": 1, "shoe": {}}`
	full := shoe + strings.Repeat(" ", lines.Max-len(shoe))
	for _, end := range []string{"", "\n", "\r\n"} {
		out, _, status := call(t, "\ufeff"+full+end, "assess")
		assert.Equal(t, allAnswered, status, "%q", end)
		assert.Len(t, readAnswers(t, out), 1)

		out, _, status = call(t, full+" "+end+shoe, "assess")
		assert.Equal(t, someFailed, status, "%q", end)
		answers := readAnswers(t, out)
		assert.Equal(t, "too-long", answers[0].Code)
		if end != "" {
			require.Len(t, answers, 2)
			assert.EqualValues(t, 1, answers[1].ID)
		}
	}
}

// endless is a reader of n bytes that takes no memory.
type endless struct{ n int }

func (e *endless) Read(p []byte) (int, error) {
	if e.n <= 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.n)
	for i := range p[:n] {
		p[i] = '['
	}
	e.n -= n
	return n, nil
}

// A line of 10 MB, and one of 64 MB, are passed over in bounded memory.
func TestEndlessLines(t *testing.T) {
	const shoe = `{"id": "next", "shoe": {}}` + "\n"
	for _, n := range []int{10 << 20, 64 << 20} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		var out bytes.Buffer
		status := run([]string{"assess"}, io.MultiReader(&endless{n}, strings.NewReader("\n"+shoe)), &out, io.Discard)
		runtime.ReadMemStats(&after)
		assert.Equal(t, someFailed, status)
		answers := readAnswers(t, out.String())
		require.Len(t, answers, 2)
		assert.Equal(t, "too-long", answers[0].Code)
		assert.Equal(t, 1, answers[0].Line)
		assert.Equal(t, "next", answers[1].ID)
		assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(32<<20), "bytes allocated for a line of %d", n)
	}
}

// A reader that fails is reported, after what came before it is answered.
func TestReadError(t *testing.T) {
	const shoe = `{"id": 1, "shoe": {}}` + "\n"
	var out, errs bytes.Buffer
	in := brokenReader{strings.NewReader(shoe + shoe + `{"id": 3, "sh`), errors.New("the disk is gone")}
	status := run([]string{"assess"}, in, &out, &errs)
	assert.Equal(t, someFailed, status)
	assert.Len(t, readAnswers(t, out.String()), 2)
	assert.Equal(t, "heelwise assess: the disk is gone\n", errs.String())

	_, text, status := call(t, "", "assess", "testdata") // a folder opens and cannot be read
	assert.Equal(t, someFailed, status)
	assert.Contains(t, text, "testdata")
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

// Whoever closes the pipe has read enough; any other failure to write is reported.
func TestWriteError(t *testing.T) {
	shoes := strings.Repeat(`{"shoe": {}}`+"\n", 200)
	from, to, err := os.Pipe()
	require.NoError(t, err)
	require.NoError(t, from.Close())
	defer to.Close()
	var errs bytes.Buffer
	assert.Equal(t, allAnswered, run([]string{"assess"}, strings.NewReader(shoes), to, &errs))
	assert.Equal(t, allAnswered, run([]string{"assess"}, strings.NewReader(shoes), brokenWriter{io.ErrClosedPipe}, &errs))
	assert.Empty(t, errs.String())

	status := run([]string{"assess"}, strings.NewReader(shoes), brokenWriter{errors.New("the disk is full")}, &errs)
	assert.Equal(t, someFailed, status)
	assert.Equal(t, "heelwise assess: the disk is full\n", errs.String())
}

// Who sends a line and waits gets its answer before sending the next.
func TestConversation(t *testing.T) {
	inFrom, inTo := io.Pipe()
	outFrom, outTo := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- run([]string{"assess"}, inFrom, outTo, io.Discard)
		_, _ = inFrom.Close(), outTo.Close() // where it ends too early, nobody waits for it
	}()
	answers := bufio.NewReader(outFrom)
	for range 3 {
		_, err := io.WriteString(inTo, `{"id": 5, "shoe": {}}`+"\n")
		require.NoError(t, err)
		text, err := answers.ReadString('\n')
		require.NoError(t, err)
		assert.Contains(t, text, `{"id":5,`)
	}
	require.NoError(t, inTo.Close())
	assert.Equal(t, allAnswered, <-done)
}

// -reference fills what is unknown, keeps what is known and says so, and never makes facts contradict each other.
func TestReference(t *testing.T) {
	for _, tt := range []struct {
		in string
		at bool
	}{
		{`{"shoe": {}}`, true},
		{`{"shoe": {}, "wearer": {"age": 35}, "use": {"hours": "8h"}}`, true},
		{`{"shoe": {}, "wearer": {"age": 36}}`, false},
		{`{"shoe": {}, "wearer": {"age": "30..40"}}`, false},
		{`{"shoe": {}, "use": {"breaks": false}}`, false},
		{`{"shoe": {}, "use": {"hours": "1h", "stint": "1h"}}`, false},
	} {
		out, _, status := call(t, tt.in, "assess", "-reference")
		assert.Equal(t, allAnswered, status, "%s %s", tt.in, out)
		var one struct {
			AtReference bool           `json:"at_reference"`
			Assumed     map[string]any `json:"assumed"`
		}
		require.NoError(t, json.Unmarshal([]byte(out), &one))
		assert.Equal(t, tt.at, one.AtReference, tt.in)
		for word := range one.Assumed {
			if word != "use.break_every" && !strings.Contains(tt.in, "..") {
				assert.Regexp(t, `^shoe\.`, word, tt.in)
			}
		}
	}
}

func TestProgress(t *testing.T) {
	var b bytes.Buffer
	clock := time.Now()
	p := &progress{w: &b, what: "lines", now: func() time.Time { return clock }, next: clock.Add(time.Second)}
	for n := range 300 {
		clock = clock.Add(10 * time.Millisecond)
		p.count(n + 1)
	}
	p.end()
	assert.True(t, strings.HasPrefix(b.String(), "\r100 lines\r120 lines\r"), b.String())
	assert.True(t, strings.HasSuffix(b.String(), "\r300 lines\r\x1b[K"), b.String())

	b.Reset()
	short := &progress{w: &b, what: "lines", now: func() time.Time { return clock }, next: clock.Add(time.Second)}
	short.count(1)
	short.end()
	assert.Empty(t, b.String(), "a short run tells nothing")

	s := streams{nil, &b, &b, nil}
	assert.Nil(t, s.progress("lines").w, "nobody waits at a buffer")
}

func TestDidYouMean(t *testing.T) {
	for _, tt := range []struct{ written, want string }{
		{"shoe", "shoe"}, {"SHOE", "shoe"}, {"sheo", "shoe"}, {"shoes", "shoe"}, {"hoe", "shoe"}, {"waerer", "wearer"},
		{"user", "use"}, {"", ""}, {"boot", ""}, {"xyz", ""}, {strings.Repeat("shoe", 20), ""},
	} {
		want := ""
		if tt.want != "" {
			want = `; did you mean "` + tt.want + `"?`
		}
		assert.Equal(t, want, didYouMean(tt.written, []string{"id", "shoe", "wearer", "use"}), tt.written)
	}
}

// FuzzAssess holds for any bytes: no panic, one answer to each line that is not blank, and each answer is JSON.
func FuzzAssess(f *testing.F) {
	for _, seed := range []string{
		"", "\n", "{}", "null", "[]", "{\"shoe\":{}}\r\n\xef\xbb\xbf{\"shoe\":{}}", `{"id":1,"shoe":{"heel":"block"}}`,
		`{"id":"x","shoe":{"heel_height":"3in..3.9in"},"wearer":{"age":35},"use":{"hours":"8h"}}`,
		`{"shoe":{},"shoe":{}}`, `{"shoe":{"a":{"b":[[]]}}}`, "{\"id\":\"\xff\"}", "\x00", `{"id":1e999,"shoe":{}}`, `{"shoe":`,
		"[[[[[", `{"use":{"breaks":false},"shoe":{}}`,
	} {
		f.Add([]byte(seed), true)
		f.Add([]byte(seed), false)
	}
	f.Fuzz(func(t *testing.T, in []byte, atReference bool) {
		args := []string{"assess"}
		if atReference {
			args = append(args, "-reference")
		}
		var out, errs bytes.Buffer
		status := run(args, bytes.NewReader(in), &out, &errs)
		assert.Empty(t, errs.String())

		want := 0
		for _, text := range bytes.Split(in, []byte("\n")) {
			text = bytes.TrimPrefix(bytes.TrimSuffix(text, []byte("\r")), []byte("\xef\xbb\xbf"))
			if strings.Trim(string(text), " \t\r") != "" {
				want++
			}
		}
		answers, failed := bytes.SplitAfter(out.Bytes(), []byte("\n")), false
		assert.Empty(t, answers[len(answers)-1], "the last answer ends with a line break")
		answers = answers[:len(answers)-1]
		assert.Len(t, answers, want)
		for _, text := range answers {
			var one map[string]json.RawMessage
			require.NoError(t, json.Unmarshal(text, &one), string(text))
			_, isFailure := one["error"]
			_, isAnswer := one["score"]
			assert.NotEqual(t, isFailure, isAnswer, string(text))
			failed = failed || isFailure
		}
		assert.Equal(t, failed, status == someFailed)
	})
}
