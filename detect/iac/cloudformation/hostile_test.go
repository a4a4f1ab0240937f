package cloudformation

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/archvet/archvet/detect/source"
)

const good = "Resources:\n  Good:\n    Type: AWS::Lambda::Function\n    Properties: {Timeout: 5}\n"

// bomb nests aliases: nine levels of nine.
func bomb() string {
	text := good + "      Environment:\n        Variables:\n          A0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	text = strings.Replace(text, "Properties: {Timeout: 5}", "Properties:", 1)
	for i := range 9 {
		text += fmt.Sprintf("          A%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 9), ", "))
	}
	return text
}

func doubling() string {
	text := "Parameters:\n  P0: {Type: String, Default: xxxxxxxxxxxxxxxx}\nResources:\n  Bad:\n    Type: AWS::Lambda::Function\n    Properties:\n      FunctionName: !Sub \"${P40}\"\n"
	for i := range 40 {
		text = strings.Replace(text, "Resources:", fmt.Sprintf("  P%d: {Type: String, Default: !Sub \"${P%d}${P%d}${P%d}${P%d}\"}\nResources:", i+1, i, i, i, i), 1)
	}
	return text
}

func loops(depth int) string {
	var b strings.Builder
	b.WriteString("Resources:\n")
	indent := "  "
	for i := range depth {
		fmt.Fprintf(&b, "%sFn::ForEach::L%d:\n%s  - V%d\n%s  - [%s]\n%s  -\n", indent, i, indent, i, indent, strings.TrimSuffix(strings.Repeat("a, ", 50), ", "), indent)
		indent += "    "
	}
	b.WriteString(indent + "\"X${V0}\": {Type: \"AWS::SQS::Queue\"}\n")
	return b.String()
}

// Whatever stands beside it, a good template is read in bounded time.
func TestHostile(t *testing.T) {
	deep := 100_000
	cases := map[string]struct {
		files    map[string]string
		problems bool
		also     string // a unit that is read though something is odd
	}{
		"flow nesting":  {map[string]string{"bad.yaml": good + "  Deep: {Type: AWS::SQS::Queue, Properties: " + strings.Repeat("[", deep) + strings.Repeat("]", deep) + "}\n"}, true, ""},
		"json nesting":  {map[string]string{"bad.json": `{"Resources": {"Deep": {"Type": "AWS::SQS::Queue", "Properties": ` + strings.Repeat(`{"a": `, deep) + "1" + strings.Repeat("}", deep) + "}}}"}, true, ""},
		"block nesting": {map[string]string{"bad.yaml": good + "  Deep:\n    Type: AWS::SQS::Queue\n    Properties:\n      " + strings.Repeat("- ", deep) + "x\n"}, true, ""},
		"nested joins":  {map[string]string{"bad.yaml": good + "  J: {Type: AWS::SQS::Queue, Properties: {QueueName: " + strings.Repeat(`{"Fn::Join": ["", [`, 3000) + "a" + strings.Repeat("]]}", 3000) + "}}\n"}, false, ""},
		"aliases":       {map[string]string{"bad.yaml": bomb()}, true, ""},
		"own alias":     {map[string]string{"bad.yaml": "Resources: &r\n  A: {Type: \"AWS::SQS::Queue\", Properties: *r}\n"}, true, ""},
		"doubling":      {map[string]string{"bad.yaml": doubling()}, false, ""},
		"loops":         {map[string]string{"bad.yaml": loops(6)}, false, ""},
		"many loops":    {map[string]string{"bad.yaml": loops(30)}, false, ""},
		"include of itself": {map[string]string{
			"bad.yaml":  "Resources:\n  A: {Type: AWS::SQS::Queue}\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: more.yaml}}\n",
			"more.yaml": "B: {Type: AWS::SQS::Queue, Properties: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: more.yaml}}}}\nC: {Type: AWS::SQS::Queue}\nFn::Transform: {Name: AWS::Include, Parameters: {Location: more.yaml}}\n",
		}, false, ""},
		"nested in itself": {map[string]string{
			"a.yaml": "Resources:\n  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: b.yaml, Parameters: {P: !GetAtt A.Outputs.O}}}\nOutputs: {O: {Value: !GetAtt A.Outputs.O}}\n",
			"b.yaml": "Parameters: {P: {Type: String}}\nResources:\n  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: a.yaml}}\n  B: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: b.yaml}}\nOutputs: {O: {Value: !Ref P}}\n",
		}, false, ""},
		"stacks of stacks": {stacksOfStacks(), false, ""},
		"conditions":       {map[string]string{"bad.yaml": "Conditions:\n  A: !And [!Condition B, !Condition B]\n  B: !Or [!Condition A, !Not [!Condition A]]\nResources:\n  X: {Type: AWS::SQS::Queue, Condition: A, Properties: {QueueName: !If [A, !If [B, x, y], z]}}\n"}, false, ""},
		"invalid UTF-8":    {map[string]string{"bad.yaml": good + "  B: {Type: AWS::SQS::Queue, Properties: {QueueName: \"\xff\xfe\"}}\n"}, true, ""},
		"windows":          {map[string]string{"bad.yaml": strings.ReplaceAll(good, "\n", "\r\n")}, false, "bad.yaml#Good"},
		"byte order mark":  {map[string]string{"bad.yaml": "\ufeff" + good}, false, "bad.yaml#Good"},
		"scalars":          {map[string]string{"bad.yaml": "Resources:\n  A: {Type: \"AWS::Lambda::Function\", Properties: [AWS::X]}\n  B: {Type: AWS::Lambda::Url}\n  C: {Type: [AWS::SQS::Queue]}\n"}, false, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{"good.yaml": {Data: []byte(good)}}
			for file, text := range c.files {
				fsys[file] = &fstest.MapFile{Data: []byte(text)}
			}
			tree, err := source.New(fsys, source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			d := Load(tree)
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %v", took)
			}
			ids := map[string]bool{}
			for _, u := range d.Units {
				ids[u.ID] = true
			}
			if !ids["good.yaml#Good"] || c.also != "" && !ids[c.also] {
				t.Errorf("only %v were read", ids)
			}
			if got := len(tree.Problems()) > 0; got != c.problems {
				t.Errorf("problems: %v", tree.Problems())
			}
		})
	}
}

// stacksOfStacks deploys each of ten templates ten times from the one before.
func stacksOfStacks() map[string]string {
	files := map[string]string{}
	for i := range 10 {
		text := "Resources:\n"
		for k := range 10 {
			text += fmt.Sprintf("  S%d: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: t%d.yaml}}\n", k, i+1)
		}
		files[fmt.Sprintf("t%d.yaml", i)] = text
	}
	files["t10.yaml"] = "Resources: {Q: {Type: AWS::SQS::Queue}}\n"
	return files
}
