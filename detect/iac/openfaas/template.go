package openfaas

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// template finds the Dockerfile of the function's template, when the repository keeps
// it: faas-cli puts templates beside the stack file, and many are checked in.
func (r reader) template() *source.File {
	lang := r.def.Get("lang").Text()
	if lang == "" || strings.ContainsAny(lang, `/\`) {
		return nil
	}
	if strings.EqualFold(lang, "dockerfile") {
		return r.tree.File(path.Join(r.file.Dir(), r.def.Get("handler").Text(), "Dockerfile"))
	}
	for _, dir := range []string{r.file.Dir(), "."} {
		if f := r.tree.File(path.Join(dir, "template", lang, "Dockerfile")); f != nil {
			return f
		}
	}
	return nil
}

// inherited reads the variables that the template's image sets: its watchdog takes its
// limits from them, unless the function has its own.
func (r reader) inherited() map[string]arch.Value[string] {
	f := r.template()
	if f == nil {
		return nil
	}
	data, err := f.Data()
	if err != nil {
		return nil // recorded by Data
	}
	vars := map[string]arch.Value[string]{}
	pos := 0
	for line := range strings.Lines(string(data)) {
		at := f.Range(pos, pos+len(strings.TrimRight(line, "\r\n")))
		pos += len(line)
		words := iac.Words(line)
		switch {
		case len(words) > 0 && strings.EqualFold(words[0], "FROM"):
			clear(vars) // another stage: what it inherits from an earlier one is left out
		case len(words) < 2 || !strings.EqualFold(words[0], "ENV"):
		case !strings.Contains(words[1], "=") && len(words) == 3:
			vars[words[1]] = arch.Shared(words[2], at)
		default:
			for _, w := range words[1:] {
				if name, value, ok := strings.Cut(w, "="); ok {
					vars[name] = arch.Shared(value, at)
				}
			}
		}
	}
	return vars
}

// setting finds a variable of the watchdog: the function's own, else its template's.
func (r reader) setting(u *iac.Unit, template map[string]arch.Value[string], name string) arch.Value[string] {
	for _, e := range u.Env {
		if e.Name == name {
			return e.Value.Value
		}
	}
	v := template[name]
	if strings.Contains(v.V, "$") {
		return arch.Hide[string](v.At, "set by a variable of the template")
	}
	return v
}
