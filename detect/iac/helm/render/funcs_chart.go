package render

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

func chartFuncs() map[string]function {
	return map[string]function{
		"include": {least: 1, open: true, run: include},
		"tpl":     {least: 2, open: false, run: tpl},
		// A value that the chart demands from its user stands for one that is set.
		"required": lenient(2, func(a []Value) Value {
			if t, isText := a[1].v.(Text); a[1].v == nil || isText && t.size() == 0 {
				return Unknown("the chart requires it to be set: "+a[0].string(), arch.Range{})
			}
			return a[1]
		}),
		"fail":   lenient(0, func([]Value) Value { return Value{} }),
		"lookup": lenient(0, func([]Value) Value { return NewDict().Value() }),
	}
}

func include(e *Engine, a []Value) Value {
	b := e.named[a[0].string()]
	if b == nil {
		return Unknown("the template "+a[0].string()+" is not in the chart", arch.Range{})
	}
	dot := Value{}
	if len(a) > 1 {
		dot = a[1]
	}
	return Value{v: e.run(b, dot)}
}

// tpl renders text as a template, which keeps its places.
func tpl(e *Engine, a []Value) Value {
	t := a[0].text()
	if a[0].v == nil {
		return a[0]
	}
	text := t.String()
	if !strings.Contains(text, "{{") {
		return a[0]
	}
	e.bytes += 10 * len(text) // parsing takes more than rendering
	b, err := e.parse("tpl", text, t.written())
	if err != nil {
		message, _ := Message(err)
		return Unknown("not a template: "+message, arch.Range{})
	}
	return Value{v: e.run(b, a[1])}
}

// written is a text as the source of a template: what was a value is now a stretch of
// the file that it is kept in.
func (t Text) written() Text {
	var out Text
	for _, s := range t {
		if s.From == nil || s.From.At.IsZero() || s.From.Why != "" {
			out = append(out, s)
			continue
		}
		at := s.From.At
		line := strings.TrimSuffix(s.S, "\n")
		out = append(out, Seg{S: line, At: at})
		if len(line) < len(s.S) {
			out = append(out, Seg{S: "\n", At: arch.Range{File: at.File, Start: at.End, End: at.End}})
		}
	}
	return out
}

// Files is what a chart's templates see as .Files. The function open gives a file's
// path in the repository and its content.
func Files(names []string, open func(name string) (string, []byte, bool)) Value {
	get := func(_ *Engine, a []Value) Value {
		if len(a) == 0 {
			return Value{}
		}
		name := path.Clean(a[0].string())
		file, data, ok := open(name)
		if !ok {
			return Value{v: Text(nil)}
		}
		return Value{v: Text{{S: string(data), At: arch.Range{File: file, End: len(data)}}}}
	}
	list := func(_ *Engine, a []Value) Value { return matching(names, a, get) }
	return Value{v: &Object{methods: map[string]method{
		"Get": get, "GetBytes": get, "Glob": list,
		"Lines": func(e *Engine, a []Value) Value {
			return Value{v: cut(get(e, a).text(), "\n")}
		},
		"AsConfig":  func(*Engine, []Value) Value { return Value{} },
		"AsSecrets": func(*Engine, []Value) Value { return Value{} },
	}}}
}

// maxMatches bounds the files that a pattern finds.
const maxMatches = 200

// matching gives the files of a pattern as a mapping that is also an object of its
// own: what one ranges over, and what makes the data of a ConfigMap.
func matching(names []string, a []Value, get method) Value {
	d := NewDict()
	if len(a) > 0 {
		for _, name := range names {
			if ok, err := path.Match(a[0].string(), name); err == nil && ok && len(d.m) < maxMatches {
				d.Set(name, get(nil, []Value{String(name)}))
			}
		}
	}
	config := NewDict()
	for _, name := range d.keys() {
		config.Set(path.Base(name), d.m[name].val)
	}
	data := method(func(*Engine, []Value) Value {
		w := &writer{budget: maxNodes}
		w.block(config.Value(), 0, false)
		return Value{v: w.out.withoutLastBreak()}
	})
	d.m["AsConfig"] = pair{plain("AsConfig"), Value{v: data}}
	d.m["AsSecrets"] = pair{plain("AsSecrets"), Value{v: data}}
	d.m["Get"] = pair{plain("Get"), Value{v: get}}
	return d.Value()
}

// builtin reports whether a current cluster has a version of an API, or a kind of it:
// what is "beta" there is gone or off.
func builtin(api string) bool {
	group, rest, grouped := strings.Cut(api, "/")
	version, _, _ := strings.Cut(rest, "/")
	if group == "v1" {
		return true
	}
	known := slices.Contains([]string{"apps", "batch", "autoscaling", "policy"}, group) || strings.HasSuffix(group, ".k8s.io") && !strings.HasPrefix(group, "gateway.networking.") && !strings.HasPrefix(group, "snapshot.storage.")
	return grouped && known && !strings.Contains(version, "beta") && !strings.Contains(version, "alpha")
}

// Capabilities is what templates see of the cluster: a current one without anything
// that does not come with it.
func Capabilities() Value {
	kube := NewDict()
	for key, val := range map[string]string{"Version": "v1.33.0", "GitVersion": "v1.33.0", "Major": "1", "Minor": "33"} {
		kube.Set(key, String(val))
	}
	helm := NewDict()
	helm.Set("Version", String("v3.18.0"))
	has := func(_ *Engine, a []Value) Value {
		if len(a) == 0 {
			return Bool(false)
		}
		return Bool(builtin(a[0].string()))
	}
	return Value{v: &Object{fields: map[string]Value{
		"KubeVersion": kube.Value(), "HelmVersion": helm.Value(),
		"APIVersions": {v: &Object{methods: map[string]method{"Has": has}}},
	}}}
}
