package main

import (
	"bytes"
	"fmt"
)

const schemaHelp = `usage: heelwise packs schema [-tests] [folder] [layer ...]

schema prints a JSON Schema of the files of a pack and of layers over it. An editor that knows it completes keys, words and
ids as they are typed, and marks what is wrong with them. What only the whole pack can tell, as a unit that does not fit, is
for heelwise packs check.

  -tests   the schema of files of tests, whose names end in _test.yaml

In Visual Studio Code, with the extension "YAML" of Red Hat, keep both schemas beside your folder and begin each file with a
line that names the right one:

  # yaml-language-server: $schema=../pack.schema.json

The exit status is 0, 1 if the pack has mistakes, and 2 if the command line is wrong.

An example, to be pasted in a checkout of the module:

  go run ./examples/heelwise packs schema > pack.schema.json
  go run ./examples/heelwise packs schema -tests > tests.schema.json
`

// schema is the command of that name.
func schema(args []string, s streams) int {
	flags := newFlags("packs schema")
	ofTests := flags.Bool("tests", false, "")
	folders, err := parseAnywhere(flags, args)
	if err != nil {
		return s.misuse("packs schema", err.Error())
	}
	_, loaded, status := s.openRules("packs schema", folders)
	if loaded == nil {
		return status
	}
	text := loaded.Schema()
	if *ofTests {
		text = loaded.TestSchema()
	}
	fmt.Fprintf(s.out, "%s\n", bytes.TrimSuffix(text, []byte("\n")))
	return allAnswered
}
