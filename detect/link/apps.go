package link

import (
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// apps gives functions what the deployment of their app says: the plan, and the
// settings and variables that the functions do not set themselves.
func (l *linker) apps() {
	var all []iac.App
	for _, d := range l.in.Declared {
		all = append(all, d.Apps...)
	}
	var dirs []string
	for _, d := range l.decls {
		if d.Format == "azure-functions" && !slices.Contains(dirs, d.Scope) {
			dirs = append(dirs, d.Scope)
		}
	}
	for _, dir := range dirs {
		var mine []iac.App
		for _, a := range all {
			if a.Dir == dir || a.Dir == "" && len(dirs) == 1 {
				mine = append(mine, a)
			}
		}
		if len(mine) != 1 { // several may be environments, or slots: which one is meant is not to be told
			continue
		}
		for _, d := range l.decls {
			if d.Format == "azure-functions" && d.Scope == dir {
				deployed(d, mine[0])
			}
		}
	}
}

func deployed(d *iac.Unit, a iac.App) {
	s := a.Settings
	if d.Settings.Timeout.At == d.At && d.Settings.Timeout.Hidden() && s.Timeout.Known() { // left to the plan
		d.Settings.Timeout = s.Timeout
	}
	d.Settings.Plan = orElse(d.Settings.Plan, s.Plan)
	d.Settings.Memory = orElse(d.Settings.Memory, s.Memory)
	d.Settings.MaxReplicas = orElse(d.Settings.MaxReplicas, s.MaxReplicas)
	d.Settings.MinReplicas = orElse(d.Settings.MinReplicas, s.MinReplicas)
	d.Settings.Provisioned = orElse(d.Settings.Provisioned, s.Provisioned)
	d.Settings.Concurrency = orElse(d.Settings.Concurrency, s.Concurrency)
	d.Settings.AlwaysCPU = orElse(d.Settings.AlwaysCPU, s.AlwaysCPU)
	d.Settings.Runtime = orElse(d.Settings.Runtime, s.Runtime)
	if len(a.Env) > 0 {
		d.Env, d.EnvOpen = append(slices.Clone(d.Env), a.Env...), a.EnvOpen
	}
}

// orElse is v, or what holds for the whole app.
func orElse[T any](v, app arch.Value[T]) arch.Value[T] {
	if v.Known() {
		return v
	}
	if app.Source == arch.Explicit {
		app.Source = arch.Inherited
	}
	return v.Or(app)
}
