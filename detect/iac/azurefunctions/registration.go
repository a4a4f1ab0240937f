package azurefunctions

import (
	"bytes"
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
)

var (
	registration = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|[^\w.])(?:(?:df|durable|durableFunctions)\.)?app\.([A-Za-z]+)\s*(?:<[^()]*>)?\s*\(`)
	})
	output = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b(?:(?:const|let|var)\s+(\w+)(?:\s*:\s*[\w.]+)?\s*=\s*)?(?:\w+\.)?(output|input)\.([A-Za-z]+)\s*\(`)
	})
)

// methods of the app that register a function, besides those of a binding's name.
var methods = map[string]string{
	"http": "", "get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "deleteRequest": "DELETE",
}

// registers reports whether a file may register functions: it imports what does.
func registers(data []byte) bool {
	return bytes.Contains(data, []byte("@azure/functions")) || bytes.Contains(data, []byte("durable-functions"))
}

// registrations finds the functions of a JavaScript or TypeScript file.
func (a *app) registrations(t *text) {
	outputs := a.outputs(t)
	for _, m := range registration().FindAllSubmatchIndex(t.code, maxMatches) {
		args, end := t.arguments(m[1] - 1)
		if end < 0 || len(args) < 2 {
			continue
		}
		b := binding{role: starts, at: t.at(m[2], m[3]), props: map[string]arch.Value[string]{}}
		name := string(t.code[m[2]:m[3]])
		if method, ok := methods[name]; ok {
			b.family = "http"
			if method != "" {
				b.list = []string{method}
			}
		} else if b.family, _ = identify(name); b.family == "" {
			continue
		}
		f := &function{name: t.value(args[0], a.constants), language: t.lang, text: t, from: args[1].start, to: args[1].end}
		f.code = arch.Given(t.file.Path, f.name.At)
		if open := args[1].start; t.code[open] == '{' {
			a.fill(&b, t, open)
		}
		f.bindings = []binding{b}
		for _, o := range outputs {
			if inside := o.at.Start >= args[1].start && o.at.End <= args[1].end; inside || o.mentioned(t.code[args[1].start:args[1].end]) {
				f.bindings = append(f.bindings, o.binding)
			}
		}
		a.handler(f, t, args[1])
		a.add(f)
	}
}

// handler finds what a registration names as the function itself, when that stands
// elsewhere in the file.
func (a *app) handler(f *function, t *text, options argument) {
	name := string(t.data[options.start:options.end])
	if strings.HasPrefix(name, "{") {
		list, _ := t.arguments(options.start)
		name = ""
		for _, o := range list {
			if raw := string(t.data[o.start:o.end]); o.name == "handler" || raw == "handler" {
				name = raw
			}
		}
	}
	if !identifier().MatchString(name) || strings.Contains(name, ".") {
		return
	}
	f.handler = arch.Given(name, t.at(options.start, options.end))
	pattern := regexp.MustCompile(`\b(?:function\s*\*?\s+|(?:const|let|var)\s+)` + regexp.QuoteMeta(name) + `\b`)
	if m := pattern.FindIndex(t.code); m != nil {
		if from, to := t.body(m[1]); to > from {
			f.from, f.to = from, to
		}
	}
}

// made is an output binding that is made beside the functions that use it.
type made struct {
	binding
	name string
}

func (m made) mentioned(code []byte) bool {
	return m.name != "" && regexp.MustCompile(`\b`+regexp.QuoteMeta(m.name)+`\b`).Match(code)
}

// outputs lists the output and input bindings that a file makes.
func (a *app) outputs(t *text) []made {
	var out []made
	for _, m := range output().FindAllSubmatchIndex(t.code, 50) {
		family, _ := identify(string(t.code[m[6]:m[7]]))
		if family == "" || family == "http" {
			continue
		}
		b := binding{family: family, role: sends, at: t.at(m[6], m[7]), props: map[string]arch.Value[string]{}}
		if string(t.code[m[4]:m[5]]) == "input" {
			b.role = brings
		}
		if open := t.skip(m[1]); open < len(t.code) && t.code[open] == '{' {
			a.fill(&b, t, open)
		}
		o := made{binding: b}
		if m[2] >= 0 {
			o.name = string(t.code[m[2]:m[3]])
		}
		out = append(out, o)
	}
	return out
}
