// Command checkschema checks YAML files against a JSON Schema, as an editor does while they are typed:
//
//	go run ./examples/heelwise packs schema > pack.schema.json
//	cd examples/checkschema && go run . ../../pack.schema.json ../../our-layer/*.yaml
//
// It prints what is wrong, and exits with 1 if anything is. It is a module of its own, so that the library stays free of
// its dependencies.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/dlclark/regexp2"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, out, errs io.Writer) (status int) {
	if len(args) < 2 {
		fmt.Fprintln(errs, "usage: checkschema SCHEMA FILE...")
		return 2
	}
	schema, err := compile(args[0])
	if err != nil {
		fmt.Fprintf(errs, "checkschema: %s: %v\n", args[0], err)
		return 2
	}
	for _, name := range args[1:] {
		data, err := os.ReadFile(name)
		if err == nil {
			err = check(schema, data)
		}
		if err != nil {
			fmt.Fprintf(out, "%s: %v\n", name, err)
			status = 1
		}
	}
	return status
}

// compile reads a schema. Its patterns are those of ECMAScript, as the specification asks, and not those of Go.
func compile(name string) (*jsonschema.Schema, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	document, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.UseRegexpEngine(ecmaScript)
	c.AssertFormat()
	if err := c.AddResource("schema.json", document); err != nil {
		return nil, err
	}
	return c.Compile("schema.json")
}

// check reads a YAML file and holds it to a schema.
func check(schema *jsonschema.Schema, data []byte) error {
	var node yaml.Node
	if err := yaml.Unmarshal(data, &node); err != nil {
		return err
	}
	keepDays(&node)
	var document any
	if err := node.Decode(&document); err != nil {
		return err
	}
	text, err := json.Marshal(document)
	if err != nil {
		return fmt.Errorf("no JSON can hold it: %w", err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// keepDays makes texts of days: JSON has none, and YAML since 1.2 has none either.
func keepDays(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && n.ShortTag() == "!!timestamp" {
		n.Tag = "!!str"
	}
	for _, kid := range n.Content {
		keepDays(kid)
	}
}

// A pattern is a regular expression of ECMAScript.
type pattern struct{ *regexp2.Regexp }

// ecmaScript compiles a pattern, which takes at most a second on any text.
func ecmaScript(text string) (jsonschema.Regexp, error) {
	re, err := regexp2.Compile(text, regexp2.ECMAScript)
	if err != nil {
		return nil, err
	}
	re.MatchTimeout = time.Second
	return pattern{re}, nil
}

// MatchString reports whether s matches; one that takes too long does not.
func (p pattern) MatchString(s string) bool {
	ok, err := p.Regexp.MatchString(s)
	return err == nil && ok
}
