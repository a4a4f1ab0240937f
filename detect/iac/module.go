package iac

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// Module is one program as the files of its framework tell it: the build file with
// its libraries, the configuration, and the annotations of its source. It declares no
// unit; the linker gives what it says to the units that are built from its directory.
type Module struct {
	Dir   string               // root of its source
	Names []arch.Value[string] // under which a registry knows it
	Roles []Role
	// Properties are all that the configuration says, in the order in which a key is
	// looked up; one key is there once for each profile that sets it.
	Properties []Property
	// Open says why there may be more properties: "" when these are all.
	Open string
	// Handles is where it takes requests, zero when it has no handler.
	Handles arch.Range
	Uses    []Use
	// Holds are directories with configuration that it hands out to others.
	Holds []string
	// Publishes and Consumes are the channels of brokers that it writes to and reads.
	Publishes, Consumes []Channel
}

// Role is something that a module is for all others.
type Role struct {
	Name string // "registry", "configuration", "monitor", "tracing"
	At   arch.Range
}

// Property is one key of a framework's configuration.
type Property struct {
	Key     string // see [PropertyKey]
	Raw     string // as written, with dots between levels
	Value   arch.Value[string]
	Profile string // "" when it always holds
}

// Use is something that a module calls, and where that is proved: by an annotation, a
// library that connects by itself, a call.
type Use struct {
	Keys    []string // properties that hold the address, the most telling first
	Address string   // what the code itself says, or the library's default; may hold ${key:default}
	// Role is what the target is to the system: where the address leads nowhere, the
	// one unit with that role is meant.
	Role string
	// Types are the resources that it may be; where the address leads nowhere, the only
	// one of its surroundings is meant when Alone is set.
	Types []string
	Alone bool
	// All is set for what calls every unit that registers at the same registry,
	// "handlers" for only those that take requests.
	All      string
	Style    arch.EdgeStyle
	Protocol string
	Evidence []arch.Step
}

// Channel is a queue, topic or exchange of a broker; the name may hold ${key:default}.
type Channel struct {
	Types []string // of the brokers that it may be of
	Name  string
	At    arch.Range
	What  string
}

// Has reports whether a module has a role.
func (m *Module) Has(role string) bool {
	for _, r := range m.Roles {
		if r.Name == role {
			return true
		}
	}
	return false
}

// PropertyKey is a key as frameworks compare them: case, dashes and underscores do
// not matter.
func PropertyKey(key string) string {
	return strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(key))
}

// VariableKey is a key as the name of a variable that overrides it; dots and brackets
// do not matter either.
func VariableKey(key string) string {
	return strings.NewReplacer("-", "", "_", "", ".", "", "[", "", "]", "").Replace(strings.ToLower(key))
}

// Settings returns what a module's configuration says of a key, over all profiles. A
// list is one value with commas.
func (m *Module) Settings(key string) []Property {
	key = PropertyKey(key)
	var out []Property
	lists := map[string]int{}
	for _, p := range m.Properties {
		if p.Key == key {
			out = append(out, p)
			continue
		}
		rest, ok := strings.CutPrefix(p.Key, key+"[")
		if !ok || !strings.HasSuffix(rest, "]") {
			continue
		}
		group := p.Profile + "\x00" + p.Value.At.File
		if i, ok := lists[group]; ok {
			out[i].Value.V += "," + p.Value.V
			continue
		}
		lists[group] = len(out)
		out = append(out, p)
	}
	return out
}

// Placeholders replaces ${key} and ${key:default} by what lookup says. What it
// does not know stays as written; why names the first of it.
func Placeholders(text string, lookup func(key string) (string, bool)) (out, why string) {
	e := placeholders{lookup: lookup}
	e.run(text, 0)
	return e.out.String(), e.why
}

type placeholders struct {
	lookup func(string) (string, bool)
	out    strings.Builder
	why    string
	steps  int
}

func (e *placeholders) run(text string, depth int) {
	for {
		before, after, ok := strings.Cut(text, "${")
		e.out.WriteString(before)
		if !ok {
			return
		}
		if e.steps++; depth > maxDepth || e.steps > maxSteps || e.out.Len() > maxExpanded {
			e.fail("${"+after, "too deep or too long when expanded")
			return
		}
		end := matching("{" + after)
		if end < 1 {
			e.fail("${"+after, "a placeholder that does not end")
			return
		}
		e.placeholder(after[:end-1], depth)
		text = after[end:]
	}
}

func (e *placeholders) fail(text, why string) {
	e.out.WriteString(text)
	if e.why == "" {
		e.why = why
	}
}

func (e *placeholders) placeholder(inner string, depth int) {
	name, fallback, has := inner, "", false
	if !strings.HasPrefix(inner, "${") { // a key that is computed cannot be told from its default
		name, fallback, has = strings.Cut(inner, ":")
	}
	if v, ok := e.lookup(strings.TrimSpace(name)); ok {
		e.run(v, depth+1)
		return
	}
	if has {
		e.run(fallback, depth+1)
		return
	}
	e.fail("${"+inner+"}", "property "+name+" is not set here")
}
