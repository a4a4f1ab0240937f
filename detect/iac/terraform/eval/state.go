package eval

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// stateKeys are the settings of a backend that say where in it the state is, by the
// backend's type. The first is needed; of the others, those that both sides give have
// to be the same.
var stateKeys = map[string][]string{
	"s3": {"key", "bucket"}, "gcs": {"prefix", "bucket"}, "azurerm": {"key", "container_name", "storage_account_name"},
	"consul": {"path"}, "http": {"address"}, "pg": {"schema_name", "conn_str"}, "oss": {"prefix", "bucket"}, "cos": {"prefix", "bucket"},
}

// settings are the literal strings of a backend, as "key" or "workspaces.name".
func settings(v cty.Value, prefix string, out map[string]string) map[string]string {
	if !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return out
	}
	for it := v.ElementIterator(); it.Next(); {
		k, e := it.Element()
		name, _ := asString(k)
		switch s, ok := asString(e); {
		case ok && !hasToken(s):
			out[prefix+name] = s
		case prefix == "":
			settings(e, name+".", out)
		}
	}
	return out
}

// keeps reports whether a root keeps its state where a backend's settings say. The
// local backend's path is taken as from the root that reads it.
func (r *Root) keeps(backend string, want map[string]string, from string) bool {
	b := r.main.config.backend
	if backend == "local" {
		have := "terraform.tfstate"
		switch {
		case b == nil:
		case b.typ == "local":
			if p := literals(b.attrs)["path"]; p != "" {
				have = p
			}
		default:
			return false
		}
		return want["path"] != "" && path.Join(from, want["path"]) == path.Join(r.Dir, have)
	}
	if b == nil {
		return false
	}
	if name := want["workspaces.name"]; (backend == "remote") && name != "" && (b.typ == "remote" || b.typ == "cloud") {
		for _, in := range b.body.Blocks {
			a := in.Body.Attributes["name"]
			if in.Type != "workspaces" || a == nil {
				continue
			}
			v, diags := a.Expr.Value(nil)
			s, ok := asString(v)
			return ok && !diags.HasErrors() && s == name
		}
		return false
	}
	keys := stateKeys[backend]
	if len(keys) == 0 || b.typ != backend {
		return false
	}
	have := literals(b.attrs)
	for i, k := range keys {
		if i == 0 && have[k] == "" || have[k] != want[k] && (i == 0 || have[k] != "" && want[k] != "") {
			return false
		}
	}
	return true
}

// literals are the attributes that are plain strings: a backend has no others.
func literals(attrs hcl.Attributes) map[string]string {
	out := map[string]string{}
	for name, a := range attrs {
		v, diags := a.Expr.Value(nil)
		if s, ok := asString(v); ok && !diags.HasErrors() {
			out[name] = s
		}
	}
	return out
}

// state finds the root whose state a data source reads: one of the same environment
// when there are several of one directory.
func (in *Instance) state() *Root {
	attrs := in.block.attrs
	if attrs["backend"] == nil || attrs["config"] == nil {
		return nil
	}
	backend, ok := asString(in.scope.decide(attrs["backend"].Expr))
	want := settings(in.scope.decide(attrs["config"].Expr), "", map[string]string{})
	var found *Root
	for _, r := range in.root.roots {
		if !ok || r.Dir == in.root.Dir || !r.keeps(backend, want, in.root.Dir) {
			continue
		}
		switch {
		case found == nil:
			found = r
		case found.Dir != r.Dir:
			return nil // nobody knows which
		case r.Environment == in.root.Environment:
			found = r
		}
	}
	return found
}

// remoteOutputs are the outputs that are read of another root, as far as that one is
// in the repository.
func (in *Instance) remoteOutputs() map[string]cty.Value {
	shape := in.scope.mod.config.shapes.direct["data."+in.Type+"."+in.Label]
	r := (*Root)(nil)
	out := map[string]cty.Value{}
	if shape == nil || shape.next["outputs"] == nil {
		return out
	}
	for name, s := range shape.next["outputs"].next {
		out[name] = s.value("outputs."+name, func(attr string) cty.Value { return in.root.tokens.value(token{ref: in, attr: attr}) })
		if r == nil {
			if r = in.state(); r == nil {
				continue
			}
		}
		if r.main.config.outputs[name] != nil {
			out[name] = r.main.output(name)
		}
	}
	return out
}

// ScopeOf splits the ID of an instance into the scope of its root and the address
// there.
func ScopeOf(id string) (scope, address string) {
	scope, address, _ = strings.Cut(id, "#")
	return scope, address
}
