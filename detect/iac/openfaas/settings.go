package openfaas

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// environment reads the function's own variables and those of its files, which
// count less.
func (r reader) environment(u *iac.Unit) {
	add := func(vars yamldoc.Node) {
		for key, v := range vars.Pairs() {
			name := key.Text()
			if name == "" || slices.ContainsFunc(u.Env, func(e iac.Env) bool { return e.Name == name }) {
				continue
			}
			value := expanded(v)
			text := iac.Text{Value: value, Parts: []iac.Part{{Why: value.Why}}}
			if value.Known() {
				text = iac.Literal(value.V, value.At)
			}
			u.Env = append(u.Env, iac.Env{Name: name, Value: text, At: key.At()})
		}
	}
	add(r.def.Get("environment"))
	var files []yamldoc.Node
	for item := range r.def.Get("environment_file").Items() {
		files = append(files, item)
	}
	for _, item := range slices.Backward(files[:min(len(files), maxFiles)]) { // the later file wins
		name := expanded(item)
		f := r.tree.File(path.Join(r.file.Dir(), name.V))
		if !name.Known() || f == nil || f == r.file {
			u.EnvOpen = "variables come from " + item.Text() + ", which is not in the repository"
			continue
		}
		for _, doc := range yamldoc.ParseFile(r.tree, f) {
			add(doc.Get("environment"))
		}
	}
}

// maxFiles bounds the environment files of one function.
const maxFiles = 20

func (r reader) settings(u *iac.Unit) {
	set := &u.Settings
	for _, e := range u.Env {
		switch e.Name {
		case "exec_timeout":
			set.Timeout = duration(e.Value.Value)
		case "max_inflight":
			if n, err := strconv.Atoi(e.Value.V); e.Value.Known() && err == nil && n > 0 { // 0 is no limit
				set.Concurrency = arch.Given(n, e.Value.At)
			}
		}
	}
	labels := r.def.Get("labels")
	set.MinReplicas = labels.Get("com.openfaas.scale.min").Int().Or(byDefault("openfaas.scale.min", u.At))
	set.MaxReplicas = labels.Get("com.openfaas.scale.max").Int().Or(byDefault("openfaas.scale.max", u.At))
	if zero := labels.Get("com.openfaas.scale.zero"); zero.Bool().V {
		set.MinReplicas = arch.Given(0, zero.At())
	}
	if memory := expanded(r.def.Get("limits", "memory")); memory.Known() {
		set.Memory = arch.Hide[int](memory.At, memory.V+" is not a plain quantity")
		if n, ok := iac.Mebibytes(memory.V); ok {
			set.Memory = arch.Given(n, memory.At)
		}
	}
}

// duration reads "30s", or a plain number of seconds. 0 switches the limit off.
func duration(v arch.Value[string]) arch.Value[time.Duration] {
	if !v.Known() {
		return arch.Hide[time.Duration](v.At, v.Why)
	}
	text := strings.TrimSpace(v.V)
	if n, err := strconv.Atoi(text); err == nil {
		text = strconv.Itoa(n) + "s"
	}
	d, err := time.ParseDuration(text)
	switch {
	case err != nil || d < 0:
		return arch.Hide[time.Duration](v.At, v.V+" is not a plain duration")
	case d == 0:
		return arch.Hide[time.Duration](v.At, "0 switches the limit off")
	}
	return arch.Given(d, v.At)
}

func byDefault(id string, at arch.Range) arch.Value[int] {
	l, _ := limits.Get(id)
	n, ok := l.Default.Int()
	if !ok {
		return arch.Value[int]{}
	}
	return arch.ByDefault(int(n), at, id)
}
