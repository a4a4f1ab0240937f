package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

// across settles what units refer to in other roots of the repository, once all are
// read: a thing of an environment that says the same as another is there as that
// one's, and what is neither unit nor resource is hidden.
func across(all *iac.Declared) {
	known := map[string]string{} // IDs by themselves, and by their directory and address
	note := func(id string) {
		known[id] = id
		if place := anyEnvironment(id); known[place] == "" {
			known[place] = id
		}
	}
	for _, u := range all.Units {
		note(u.ID)
	}
	for _, r := range all.Resources {
		note(r.ID)
	}
	for _, u := range all.Units {
		for i, e := range u.Env {
			u.Env[i].Value = elsewhere(e.Value, u.Scope, known)
		}
	}
}

// anyEnvironment is an ID without its environment.
func anyEnvironment(id string) string {
	scope, address := eval.ScopeOf(id)
	dir, _, _ := strings.Cut(scope, "@")
	return dir + "@#" + address
}

func elsewhere(t iac.Text, scope string, known map[string]string) iac.Text {
	for i, p := range t.Parts {
		in, address := eval.ScopeOf(p.Ref)
		if p.Ref == "" || in == scope {
			continue
		}
		if id := known[p.Ref]; id != "" {
			continue
		}
		if id := known[anyEnvironment(p.Ref)]; id != "" {
			t.Parts[i].Ref = id
			continue
		}
		t.Parts[i] = iac.Part{Literal: p.Literal}
		if !t.Known() && p.Literal == "" {
			t.Parts[i].Why = address + "." + p.Attribute + " is known only after apply"
		}
	}
	return t
}

// abroad reports whether a reference leads to another root.
func (r *root) abroad(id string) bool {
	scope, _ := eval.ScopeOf(id)
	return scope != r.Scope()
}
