package serverless

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/archvet/archvet/detect/source"
)

const good = "service: good\nprovider: {name: aws}\nfunctions:\n  good: {handler: a.b}\n"

func doubling() string {
	text := good + "custom:\n  c0: xxxxxxxxxxxxxxxx\n"
	for i := range 40 {
		text += fmt.Sprintf("  c%d: \"${self:custom.c%d}${self:custom.c%d}${self:custom.c%d}${self:custom.c%d}\"\n", i+1, i, i, i, i)
	}
	return strings.Replace(text, "handler: a.b", "handler: \"${self:custom.c40}\", name: \"${self:custom.c40}\"", 1)
}

func constants() string {
	text := "const c0 = ['x'];\n"
	for i := range 40 {
		text += fmt.Sprintf("const c%d = [c%d, c%d, c%d, c%d];\n", i+1, i, i, i, i)
	}
	return text + "module.exports = {service: 'x', provider: {name: 'aws', tags: c40}, functions: {f: {handler: 'a.b', events: c40}}};\n"
}

// Whatever stands beside it, a good service is read in bounded time.
func TestHostile(t *testing.T) {
	deep := 100_000
	program := func(value string) string {
		return "module.exports = {service: 'x', provider: {name: 'aws'}, custom: " + value + ", functions: {f: {handler: 'a.b'}}};"
	}
	cases := map[string]struct {
		files    map[string]string
		problems bool
		also     string // a unit that is read though something is odd
	}{
		"nesting":         {map[string]string{"bad/serverless.yml": good + "custom: " + strings.Repeat("[", deep) + strings.Repeat("]", deep)}, true, ""},
		"json nesting":    {map[string]string{"bad/serverless.json": `{"service": "x", "provider": {"name": "aws"}, "custom": ` + strings.Repeat(`{"a": `, deep) + "1" + strings.Repeat("}", deep+1)}, true, ""},
		"variables":       {map[string]string{"bad/serverless.yml": good + "custom:\n  a: \"" + strings.Repeat("${self:", 20_000) + strings.Repeat("}", 20_000) + "\"\n  b: ${self:custom.a}\n"}, false, "bad/serverless.yml#functions/good"},
		"doubling":        {map[string]string{"bad/serverless.yml": doubling()}, false, "bad/serverless.yml#functions/good"},
		"circles":         {map[string]string{"bad/serverless.yml": good + "custom: {a: \"${self:custom.b}\", b: \"${self:custom.a}\"}\nresources: ${self:resources}\n"}, false, "bad/serverless.yml#functions/good"},
		"files in circle": {map[string]string{"bad/serverless.yml": good + "resources: ${file(a.yml)}\n", "bad/a.yml": "${file(b.yml)}", "bad/b.yml": "${file(a.yml)}"}, false, "bad/serverless.yml#functions/good"},
		"itself":          {map[string]string{"bad/serverless.yml": good + "custom: ${file(serverless.yml):custom}\nresources: [\"${file(serverless.yml)}\", \"${file(serverless.yml):functions}\"]\n"}, false, "bad/serverless.yml#functions/good"},
		"stacks": {map[string]string{
			"a/serverless.yml": "service: a\nprovider: {name: aws}\nfunctions: {f: {handler: \"${cf:b-dev.O}\"}}\nresources: {Outputs: {O: {Value: \"${cf:b-dev.O}\"}}}\n",
			"b/serverless.yml": "service: b\nprovider: {name: aws}\nresources: {Outputs: {O: {Value: \"${cf:a-dev.O}\"}}}\n",
		}, false, "a/serverless.yml#functions/f"},
		"compose": {map[string]string{
			"serverless-compose.yml": "services:\n  a: {path: a, params: {o: \"${b.O}\"}}\n  b: {path: b, params: {o: \"${a.O}\"}}\n",
			"a/serverless.yml":       "service: a\nprovider: {name: aws}\nfunctions: {f: {handler: \"${param:o}\"}}\nresources: {Outputs: {O: {Value: \"${param:o}\"}}}\n",
			"b/serverless.yml":       "service: b\nprovider: {name: aws}\nresources: {Outputs: {O: {Value: \"${param:o}\"}}}\n",
		}, false, "a/serverless.yml#functions/f"},
		"deep program":   {map[string]string{"bad/serverless.js": program(strings.Repeat("[", deep) + strings.Repeat("]", deep))}, false, "bad/serverless.js#functions/f"},
		"open program":   {map[string]string{"bad/serverless.js": program(strings.Repeat("{a: ", deep))}, false, ""},
		"open calls":     {map[string]string{"bad/serverless.js": program(strings.Repeat("f(", deep) + strings.Repeat("`${", deep))}, false, ""},
		"odd brackets":   {map[string]string{"bad/serverless.js": program("{ a ) b ] c } [ } ; ( , {]")}, false, ""},
		"constants":      {map[string]string{"bad/serverless.js": constants()}, false, "bad/serverless.js#functions/f"},
		"own constant":   {map[string]string{"bad/serverless.ts": "const a = {...b, x: a}\nconst b = {...a}\nexport default {service: 'x', provider: {name: 'aws'}, custom: a, functions: {f: {handler: 'a.b'}}}"}, false, "bad/serverless.ts#functions/f"},
		"modules":        {map[string]string{"bad/serverless.ts": "import a from './a'\nexport default {service: 'x', provider: {name: 'aws'}, functions: {f: a}}", "bad/a.ts": "import b from './b'\nexport default b", "bad/b.ts": "import a from './a'\nexport default a"}, false, "bad/serverless.ts#functions/f"},
		"invalid UTF-8":  {map[string]string{"bad/serverless.yml": good + "custom: \"\xff\xfe\"\n", "bad2/serverless.js": program("'\xff\xfe' \xff")}, true, "bad2/serverless.js#functions/f"},
		"windows":        {map[string]string{"bad/serverless.yml": strings.ReplaceAll(good, "\n", "\r\n")}, false, "bad/serverless.yml#functions/good"},
		"byte order":     {map[string]string{"bad/serverless.yml": "\ufeff" + good, "bad2/serverless.js": "\ufeff" + program("1")}, false, "bad/serverless.yml#functions/good"},
		"all scalars":    {map[string]string{"bad/serverless.yml": "service: [1]\nprovider: {name: aws, environment: 3}\nfunctions: [x, {f: 3}, {g: {handler: [], events: {a: b}}}]\nconstructs: [1]\nstepFunctions: x\nresources: 3\n"}, false, ""},
		"numbers":        {map[string]string{"bad/serverless.yml": good + "  f: {handler: a.b, timeout: 1e400, memorySize: 99999999999999999999, events: [{sqs: {batchSize: -1e99, arn: 3}}, 7, {}, {schedule: }]}\n"}, false, "bad/serverless.yml#functions/f"},
		"nested aliases": {map[string]string{"bad/serverless.yml": good + "custom: &c {a: *c}\n"}, true, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{"good/serverless.yml": {Data: []byte(good)}}
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
			if !ids["good/serverless.yml#functions/good"] || c.also != "" && !ids[c.also] {
				t.Errorf("only %v were read", ids)
			}
			if got := len(tree.Problems()) > 0; got != c.problems {
				t.Errorf("problems: %v", tree.Problems())
			}
		})
	}
}
