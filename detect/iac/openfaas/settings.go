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
	template := r.inherited()
	set.Timeout = duration(r.setting(u, template, "exec_timeout"))
	set.Grace = duration(r.setting(u, template, "write_timeout")) // the platform waits as long as an answer may take
	if v := r.setting(u, template, "max_inflight"); v.Known() {
		if n, err := strconv.Atoi(v.V); err == nil && n > 0 { // 0 is no limit
			set.Concurrency = arch.Value[int]{V: n, At: v.At, Source: v.Source}
		}
	}
	labels := r.def.Get("labels")
	set.MinReplicas = labels.Get("com.openfaas.scale.min").Int().Or(limits.DefaultInt("openfaas.scale.min", u.At))
	set.MaxReplicas = labels.Get("com.openfaas.scale.max").Int().Or(limits.DefaultInt("openfaas.scale.max", u.At))
	if zero := labels.Get("com.openfaas.scale.zero"); zero.Bool().V {
		set.MinReplicas = arch.Given(0, zero.At())
	}
	set.Memory = r.amount("memory", iac.Mebibytes)
	set.CPU = r.amount("cpu", iac.Millicores)
	r.scaler(u)
	for _, p := range []struct {
		note string
		kind arch.ProbeKind
	}{{"com.openfaas.ready.http.path", arch.Readiness}, {"com.openfaas.health.http.path", arch.Liveness}} {
		if n := r.def.Get("annotations", p.note); n.Text() != "" {
			set.Probes = append(set.Probes, arch.Probe{Kind: p.kind, Path: n.Text(), At: n.At()})
		}
	}
}

// scaler notes the platform's own autoscaler, which equal bounds switch off.
func (r reader) scaler(u *iac.Unit) {
	set := &u.Settings
	if set.MinReplicas.Known() && set.MaxReplicas.Known() && set.MinReplicas.V == set.MaxReplicas.V {
		return
	}
	a := arch.Autoscaler{By: "platform", At: u.At, Metrics: []string{"rps"}}
	if by := r.def.Get("labels", "com.openfaas.scale.type"); by.Text() != "" {
		a.Metrics, a.At = []string{by.Text()}, by.At()
	} else if l, ok := limits.Get("openfaas.scale.type"); ok {
		if word, ok := l.Default.Word(); ok {
			a.Metrics = []string{word}
		}
	}
	set.Autoscalers = []arch.Autoscaler{a}
}

// amount reads what a function may use, or else what it asks for; of CPU it is the
// other way round, since only what is asked for is sure.
func (r reader) amount(what string, read func(string) (int, bool)) arch.Value[int] {
	fields := []string{"limits", "requests"}
	if what == "cpu" {
		slices.Reverse(fields)
	}
	var out arch.Value[int]
	for _, field := range fields {
		v := expanded(r.def.Get(field, what))
		switch n, ok := read(v.V); {
		case v.Known() && ok:
			out = out.Or(arch.Given(n, v.At))
		case v.Known():
			out = out.Or(arch.Hide[int](v.At, v.V+" is not a plain quantity"))
		default:
			out = out.Or(arch.Value[int]{At: v.At, Why: v.Why})
		}
	}
	return out
}

// duration reads "30s", or a plain number of seconds. 0 switches the limit off.
func duration(v arch.Value[string]) arch.Value[time.Duration] {
	if !v.Known() {
		return arch.Value[time.Duration]{At: v.At, Why: v.Why}
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
	return arch.Value[time.Duration]{V: d, At: v.At, Source: v.Source}
}
