package flow

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/code"
)

// cutLast splits "iface.Method" at its last dot.
func cutLast(s string) (before, after string) {
	i := strings.LastIndexByte(s, '.')
	if i < 0 {
		return "", s
	}
	return s[:i], s[i+1:]
}

func slotOf(arg int) code.Slot {
	if arg == receiver {
		return code.Receiver
	}
	return code.Slot(strconv.Itoa(arg))
}

// fieldOf returns the declaration of a field of the repository's types.
func (g *Graph) fieldOf(text string) *code.Field {
	typ, name := cutLast(text)
	t := g.types[typ]
	if t == nil {
		return nil
	}
	for i := range t.Fields {
		if t.Fields[i].Name == name {
			return &t.Fields[i]
		}
	}
	return nil
}

// tag is what a struct tag says of where a field is filled from.
type tag struct {
	name   string
	preset string
	has    bool // preset was given
}

// envTag reads the tags of the libraries that fill structs from the environment.
func envTag(s string) tag {
	st := reflect.StructTag(s)
	for _, k := range []string{"env", "envconfig", "envvar"} {
		val, ok := st.Lookup(k)
		if !ok {
			continue
		}
		name, rest, _ := strings.Cut(val, ",")
		name, _, _ = strings.Cut(name, " ")
		t := tag{name: name}
		for _, d := range []string{"envDefault", "default", "env-default"} {
			if preset, ok := st.Lookup(d); ok {
				t.preset, t.has = preset, true
			}
		}
		for opt := range strings.SplitSeq(rest, ",") {
			if preset, ok := strings.CutPrefix(strings.TrimSpace(opt), "default="); ok {
				t.preset, t.has = preset, true
			}
		}
		return t
	}
	return tag{}
}

// configKey returns the key under which configuration files hold a field: the names
// in its tag and in those of the fields around it, with dots between.
func (g *Graph) configKey(e code.Expr) string {
	f := g.fieldOf(e.Text)
	if f == nil {
		return ""
	}
	name := fileTag(f.Tag)
	if name == "" {
		return ""
	}
	if len(e.Args) > 0 && e.Args[0].Kind == code.FieldOf {
		if outer := g.configKey(e.Args[0]); outer != "" {
			return outer + "." + name
		}
	}
	return name
}

// fileTag reads the tags of the libraries that fill structs from files.
func fileTag(s string) string {
	st := reflect.StructTag(s)
	for _, k := range []string{"mapstructure", "koanf", "yaml", "toml", "json"} {
		if val, ok := st.Lookup(k); ok {
			name, _, _ := strings.Cut(val, ",")
			if name != "" && name != "-" {
				return name
			}
		}
	}
	return ""
}
