package fix

import (
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"path"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/archvet/archvet/detect/source/yamldoc"
)

// readable makes sure that a file which could be read can still be read after its
// edits. What archvet has no parser for, or could not read before, such as the template
// of a chart, is not held to that.
func readable(name string, before, after []byte) error {
	problem := parserOf(name)
	if problem == nil || problem(before) != nil {
		return nil
	}
	if err := problem(after); err != nil {
		return fmt.Errorf("%s could not be read after it: %w", name, err)
	}
	return nil
}

func parserOf(name string) func([]byte) error {
	switch path.Ext(name) {
	case ".go":
		return func(data []byte) error {
			_, err := parser.ParseFile(token.NewFileSet(), name, data, parser.SkipObjectResolution)
			return err
		}
	case ".yaml", ".yml":
		return func(data []byte) error {
			if _, problems := yamldoc.Parse(name, data); len(problems) > 0 {
				return fmt.Errorf("%s", problems[0].Message)
			}
			return nil
		}
	case ".json":
		return func(data []byte) error {
			var value json.RawMessage
			return json.Unmarshal(data, &value)
		}
	case ".tf", ".hcl", ".nomad":
		return func(data []byte) error {
			if _, diags := hclsyntax.ParseConfig(data, name, hcl.InitialPos); diags.HasErrors() {
				return diags
			}
			return nil
		}
	}
	return nil
}
