package azurefunctions

import (
	"bytes"
	"regexp"
	"sync"

	"github.com/archvet/archvet/detect/arch"
)

var (
	decorator = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^[ \t]*@[A-Za-z_]\w*\.([a-z_]+)\s*\(`) })
	define    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^([ \t]*)(?:async\s+)?def\s+(\w+)\s*\(`) })
)

// decorators finds the functions of a Python file: each def with those in front of it.
func (a *app) decorators(t *text) {
	if !bytes.Contains(t.data, []byte("azure.functions")) && !bytes.Contains(t.data, []byte("azure.durable_functions")) {
		return
	}
	marks := decorator().FindAllSubmatchIndex(t.code, maxMatches)
	for _, d := range define().FindAllSubmatchIndex(t.code, -1) {
		first := 0
		for first < len(marks) && marks[first][0] < d[0] {
			first++
		}
		mine := marks[:first]
		marks = marks[first:]
		if len(mine) == 0 {
			continue
		}
		at := t.at(d[4], d[5])
		f := &function{name: arch.Given(string(t.code[d[4]:d[5]]), at), language: "python", text: t}
		f.handler, f.code = f.name, arch.Given(t.file.Path, at)
		f.from, f.to = t.block(d[1], d[3]-d[2])
		for _, m := range mine {
			a.decorate(f, t, string(t.code[m[2]:m[3]]), t.at(m[2], m[3]), m[1]-1)
		}
		if len(f.bindings) > 0 {
			a.add(f)
		}
	}
}

// decorate reads one decorator.
func (a *app) decorate(f *function, t *text, name string, at arch.Range, open int) {
	b := binding{at: at, props: map[string]arch.Value[string]{}}
	a.fill(&b, t, open)
	switch name {
	case "function_name":
		f.name = b.prop(0, "name")
		return
	case "route":
		b.family, b.role = "http", starts
	case "schedule":
		b.family, b.role = "timer", starts
	case "generic_trigger", "generic_output_binding", "generic_input_binding":
		v := b.prop(1, "type")
		b.family, b.role = identify(v.V)
		if name == "generic_input_binding" {
			b.role = brings
		}
	default:
		b.family, b.role = identify(name)
	}
	if b.family == "" {
		return
	}
	if v := b.props[b.family]; v.Known() && families[b.family].on == arch.OnWorkflow { // activity="name"
		f.name = v
	}
	f.bindings = append(f.bindings, b)
}

// block finds the lines of a def whose head opens before i: those that are indented
// deeper.
func (t *text) block(i, indent int) (from, to int) {
	from = i
	if end := t.closing(i - 1); end > i {
		i = end
	}
	if n := bytes.IndexByte(t.code[i:], '\n'); n >= 0 {
		i += n + 1
	} else {
		return from, len(t.code)
	}
	for i < len(t.code) {
		end := i + lineEnd(t.code[i:])
		line := t.code[i:end]
		deep := len(line) - len(bytes.TrimLeft(line, " \t"))
		if len(bytes.TrimSpace(line)) > 0 && deep <= indent {
			return from, i
		}
		i = min(end+1, len(t.code))
		if end == len(t.code) {
			break
		}
	}
	return from, len(t.code)
}
