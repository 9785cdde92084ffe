package docs_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite what docs/authoring.md says that commands print")

// Whoever follows docs/authoring.md gets what it shows: its files are written and its commands run in the order of the
// page, in a folder that looks like a clone of the repository. A block "yaml file.yaml" is a file, "yaml add file.yaml" is
// put at its end, "diff file.yaml" changes its lines, "sh" holds commands and "text" what they print, in which … stands for
// anything.
func TestAuthoring(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip(err)
	}
	clone := t.TempDir()
	programs := builder{bin: t.TempDir(), clone: clone}

	page := read(t, "authoring.md")
	lines := strings.Split(page, "\n")
	before := 0 // the last line of the block before
	printed, pending := "", false
	var rewritten []string
	for _, b := range blocks(page) {
		where := fmt.Sprintf("authoring.md:%d", b.line)
		prose := strings.Join(lines[before:b.line-2], "\n")
		rewritten = append(rewritten, lines[before:b.line-1]...)
		before = b.line - 1 + strings.Count(b.text, "\n")
		require.Equal(t, "```", lines[before], where)
		words := strings.Fields(b.kind)
		name := words[len(words)-1]
		path := filepath.Join(clone, name)
		if len(words) > 1 {
			assert.Contains(t, prose, "`"+name+"`", "%s: the text says which file it is", where)
		}
		if b.kind != "text" {
			assert.False(t, pending && printed != "", "%s: what is printed before is not shown:\n%s", where, printed)
		}
		switch {
		case b.kind == "sh":
			printed, pending = "", true
			for command := range strings.Lines(b.text) {
				printed += programs.run(t, strings.TrimSpace(command))
			}
		case b.kind == "text":
			require.True(t, pending, "%s: nothing was run", where)
			pending = false
			if !strings.Contains(b.text, "…") && *update {
				b.text = printed
			}
			assert.True(t, shows(b.text, printed), "%s shows\n%s\nand what is printed is\n%s", where, b.text, printed)
		case words[0] == "diff":
			require.NoError(t, os.WriteFile(path, []byte(patched(t, read(t, path), b.text, where)), 0o600))
		case len(words) == 3 && words[1] == "add":
			require.NoError(t, os.WriteFile(path, []byte(read(t, path)+b.text), 0o600))
		case len(words) == 2:
			if words[0] == "go" {
				formatted, err := format.Source([]byte(b.text))
				require.NoError(t, err, where)
				assert.Equal(t, string(formatted), b.text, where)
			}
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
			require.NoError(t, os.WriteFile(path, []byte(b.text), 0o600))
		default:
			assert.Fail(t, "a block of a kind that nothing runs", "%s: %q", where, b.kind)
		}
		rewritten = append(rewritten, strings.Split(strings.TrimSuffix(b.text, "\n"), "\n")...)
	}
	assert.False(t, pending && printed != "", "the last command prints\n%s", printed)
	rewritten = append(rewritten, lines[before:]...)
	if *update {
		require.NoError(t, os.WriteFile("authoring.md", []byte(strings.Join(rewritten, "\n")), 0o600))
	}

	// What runs on GitHub was run here.
	m := regexp.MustCompile(`(?m)- run: (.*)$`).FindStringSubmatch(read(t, filepath.Join(clone, ".github/workflows/our-layer.yaml")))
	require.NotNil(t, m)
	assert.Contains(t, page, "```sh\n"+m[1]+"\n```")
}

// A builder builds the programs that a page calls, and runs them in a folder that stands for a clone of the repository.
type builder struct{ bin, clone string }

var goLine = regexp.MustCompile(`^go (run|test) \./([a-z/]+)(.*)$`)

// run runs a line of the page and returns what a terminal shows of it.
func (b builder) run(t testing.TB, line string) string {
	t.Helper()
	folder := b.clone
	m := goLine.FindStringSubmatch(line)
	if m != nil {
		line = b.build(t, m[1], m[2]) + m[3]
		if m[1] == "test" {
			folder = filepath.Join(b.clone, m[2])
		}
	}
	command := exec.Command("sh", "-c", line)
	command.Dir = folder
	out, err := command.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case m != nil && m[1] == "test":
		require.NoError(t, err, "%s: %s", line, out)
		return fmt.Sprintf("ok  \tgithub.com/heelwise/heelwise/%s\t0.5s\n", m[2])
	case m != nil && errors.As(err, &exit):
		return fmt.Sprintf("%sexit status %d\n", out, exit.ExitCode()) // as go run says
	}
	require.NoError(t, err, "%s: %s", line, out)
	return string(out)
}

// build builds a package of the repository, or one that the page wrote, as if it stood there.
func (b builder) build(t testing.TB, verb, name string) string {
	t.Helper()
	bin := filepath.Join(b.bin, verb+"-"+strings.ReplaceAll(name, "/", "-"))
	if _, err := os.Stat(bin); err == nil {
		return bin
	}
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	written, err := filepath.Glob(filepath.Join(b.clone, name, "*.go"))
	require.NoError(t, err)
	replace := map[string]string{}
	for _, file := range written {
		replace[filepath.Join(root, name, filepath.Base(file))] = file
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(bin+".json", overlay, 0o600))
	args := map[string][]string{"run": {"build", "-buildvcs=false", "-ldflags=-w"}, "test": {"test", "-c", "-vet=off", "-ldflags=-w"}}[verb]
	command := exec.Command("go", append(args, "-overlay", bin+".json", "-o", bin, "./"+name)...)
	command.Dir = root
	out, err := command.CombinedOutput()
	require.NoError(t, err, string(out))
	return bin
}

// shows reports whether a page shows what was printed. Each … of the page stands for some text, those lines that it leaves
// out among them.
func shows(page, printed string) bool {
	var parts []string
	for part := range strings.SplitSeq(page, "…") {
		parts = append(parts, regexp.QuoteMeta(part))
	}
	if len(parts) == 1 {
		return page == printed
	}
	return regexp.MustCompile(`^(?s:` + strings.Join(parts, "(.*?)") + `)$`).MatchString(printed)
}

// patched changes the lines of a file as a block does in which lines begin with -, + or a blank.
func patched(t testing.TB, text, diff, where string) string {
	t.Helper()
	var old, changed strings.Builder
	for line := range strings.Lines(diff) {
		sign, rest := line[:1], line[1:]
		require.Contains(t, "-+ ", sign, where)
		if sign != "+" {
			old.WriteString(rest)
		}
		if sign != "-" {
			changed.WriteString(rest)
		}
	}
	require.Equal(t, 1, strings.Count(text, old.String()), "%s changes %q", where, old.String())
	return strings.Replace(text, old.String(), changed.String(), 1)
}
