package nomad

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/hcldoc"
	"github.com/archvet/archvet/detect/limits"
)

func code(u *iac.Unit, task hcldoc.Block) {
	config := task.Block("config")
	u.Code.Image = image(task)
	switch driver := task.Attr("driver").String().V; driver {
	case "java":
		u.Code.Language = "java"
	case "docker", "podman", "containerd-driver":
		for _, a := range config.Attr("entrypoint").List() {
			u.Code.Command = append(u.Code.Command, a.String())
		}
	}
	if c := config.Attr("command"); c.Exists() && len(u.Code.Command) == 0 {
		u.Code.Command = []arch.Value[string]{c.String()}
	}
	for _, a := range config.Attr("args").List() {
		u.Code.Args = append(u.Code.Args, a.String())
	}
}

// fetched finds the source of a task that fetches a repository and starts what is in
// it: the one directory below the place it is fetched to that its command names, where
// this repository has it.
func (l *loader) fetched(u *iac.Unit, task hcldoc.Block) {
	for _, a := range task.Blocks("artifact") {
		to := a.Attr("destination").String()
		if from := a.Attr("source").String(); !strings.Contains(from.V, "git") || to.V == "" {
			continue
		}
		found := map[string]arch.Range{}
		for _, arg := range u.Code.Args {
			for _, w := range strings.FieldsFunc(arg.V, func(r rune) bool { return strings.ContainsRune(" \t\n;&|\"'()", r) }) {
				if dir, ok := strings.CutPrefix(path.Clean(w), strings.TrimSuffix(to.V, "/")+"/"); ok && l.tree.IsDir(dir) {
					found[dir] = arg.At
				}
			}
		}
		for dir, at := range found {
			if len(found) == 1 {
				u.Code.Dir = arch.Given(dir, at)
			}
		}
	}
}

func variables(u *iac.Unit, group, task hcldoc.Block) {
	upstreams := upstreamsOf(group)
	for _, block := range task.Blocks("env") {
		for _, name := range block.Names() {
			u.Env = append(u.Env, iac.Env{Name: name.Text, Value: references(block.Attr(name.Text).Text(), upstreams), At: name.At})
		}
	}
	for _, e := range task.Attr("env").Entries() {
		u.Env = append(u.Env, iac.Env{Name: e.Name.Text, Value: references(e.Attr.Text(), upstreams), At: e.Name.At})
	}
	for _, t := range task.Blocks("template") {
		if v := t.Attr("env").Bool(); v.Known() && v.V {
			template(u, t.Attr("data"))
		}
	}
	if task.Block("vault").Exists() && u.EnvOpen == "" {
		u.EnvOpen = "Vault sets a token"
	}
}

// references names what the parts of a text refer to: upstreams of the mesh are the
// services that they lead to.
func references(t iac.Text, upstreams map[string]string) iac.Text {
	if t.Known() {
		return t
	}
	parts := make([]iac.Part, len(t.Parts))
	for i, p := range t.Parts {
		for _, prefix := range []string{"NOMAD_UPSTREAM_ADDR_", "NOMAD_UPSTREAM_IP_"} {
			if name, ok := strings.CutPrefix(p.Why, prefix); ok && upstreams[name] != "" {
				p = iac.Part{Literal: upstreams[name]}
			}
		}
		parts[i] = p
		if p.Why != "" {
			parts[i].Why = "is " + p.Why
		}
	}
	return iac.Compose(t.At, parts...)
}

// upstreamsOf are the services that a group reaches through the mesh, by their names
// in variables.
func upstreamsOf(group hcldoc.Block) map[string]string {
	names := map[string]string{}
	for _, svc := range group.Blocks("service") {
		for _, up := range svc.Block("connect", "sidecar_service", "proxy").Blocks("upstreams") {
			name := up.Attr("destination_name").String().V
			names[strings.ReplaceAll(name, "-", "_")] = name
		}
	}
	return names
}

// template reads the variables of a template by its plain lines; those whose value
// another program fills in are hidden.
func template(u *iac.Unit, data hcldoc.Attr) {
	text := data.Text()
	if !text.Known() || strings.Contains(text.V, "{{ range") || strings.Contains(text.V, "{{range") || strings.Contains(text.V, "{{- range") {
		u.EnvOpen = "a template sets variables"
		return
	}
	for line := range strings.Lines(text.V) {
		name, value, ok := strings.Cut(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "export ")), "=")
		if !ok || name == "" || strings.ContainsAny(name, " {}#\"") || len(u.Env) > 1000 {
			continue
		}
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		v := iac.Literal(value, data.At())
		if strings.Contains(value, "{{") {
			v = iac.Compose(data.At(), iac.Part{Why: "a template fills in " + value})
		}
		u.Env = append(u.Env, iac.Env{Name: name, Value: v, At: data.At()})
	}
}

func settings(u *iac.Unit, job, group, task hcldoc.Block, alone bool) {
	s := &u.Settings
	system := strings.HasPrefix(job.Attr("type").String().V, "sys")
	if !system {
		s.Replicas = group.Attr("count").Int().Or(limits.DefaultInt("nomad.count", u.At))
	}
	if scaling := group.Block("scaling"); scaling.Exists() {
		s.MinReplicas, s.MaxReplicas = scaling.Attr("min").Int(), scaling.Attr("max").Int()
		s.Autoscalers = []arch.Autoscaler{{By: "scaling", At: scaling.At}}
	}
	res := task.Block("resources")
	s.Memory = res.Attr("memory").Int().Or(limits.DefaultInt("nomad.memory", u.At))
	if cores := res.Attr("cores").Int(); cores.Known() && cores.V < 1000 {
		s.CPU = arch.Given(cores.V*1000, cores.At)
	}
	s.Grace = task.Attr("kill_timeout").Duration().Or(limits.DefaultDuration("nomad.kill_timeout", u.At))
	if delay := task.Attr("shutdown_delay"); delay.Exists() {
		s.PreStop = arch.Given(true, delay.At())
	}
	restart := task.Block("restart")
	if !restart.Exists() {
		restart = group.Block("restart")
	}
	if attempts := restart.Attr("attempts").Int(); attempts.Known() {
		s.Restart = arch.Given("OnFailure", attempts.At)
		if attempts.V == 0 && restart.Attr("mode").String().V != "delay" {
			s.Restart.V = "Never"
		}
	}
	disk := group.Block("ephemeral_disk").Attr("size").Int()
	s.Storage = disk
	for _, m := range task.Blocks("volume_mount") {
		name := m.Attr("volume").String().V
		kind := "hostPath"
		for _, v := range group.Blocks("volume") {
			if v.Label() == name && v.Attr("type").String().V == "csi" {
				kind = "persistentVolumeClaim"
			}
		}
		s.Volumes = append(s.Volumes, arch.Volume{Kind: kind, Name: name, Path: m.Attr("destination").String().V, At: m.At})
	}
	network(u, group, task, alone)
}

// network reads ports, service endpoints and their checks.
func network(u *iac.Unit, group, task hcldoc.Block, alone bool) {
	ports := map[string]arch.Value[int]{}
	blocks := append(group.Blocks("network"), task.Block("resources").Blocks("network")...)
	for _, n := range blocks {
		for _, p := range n.Blocks("port") {
			number := p.Attr("to").Int().Or(p.Attr("static").Int())
			if number.V < 0 {
				number = arch.Hide[int](number.At, "the port is chosen when it starts")
			}
			ports[p.Label()] = number
			u.Ports = append(u.Ports, arch.Port{Name: p.Label(), Number: number})
		}
	}
	for _, svc := range services(group, task, alone) {
		label := svc.Attr("port")
		target, ok := ports[label.String().V]
		if !ok {
			target = label.Int()
		}
		u.Settings.Endpoints = append(u.Settings.Endpoints, arch.Endpoint{Kind: "Consul service", Name: svc.Attr("name").String().V, Target: target, At: svc.At})
		for _, c := range svc.Blocks("check") {
			u.Settings.Probes = append(u.Settings.Probes, arch.Probe{Kind: arch.Readiness, Path: c.Attr("path").String().V, Port: target, At: c.At})
			if c.Block("check_restart").Exists() || svc.Block("check_restart").Exists() {
				u.Settings.Probes = append(u.Settings.Probes, arch.Probe{Kind: arch.Liveness, Path: c.Attr("path").String().V, Port: target, At: c.At})
			}
		}
	}
}

// connect links a unit with its upstreams in the mesh.
func (l *loader) connect(u *iac.Unit, group, task hcldoc.Block, alone bool) {
	for _, svc := range services(group, task, alone) {
		sidecar := svc.Block("connect", "sidecar_service")
		if !sidecar.Exists() {
			continue
		}
		l.mesh = true
		u.Settings.Injected = arch.Given("consul", sidecar.At)
		for _, up := range sidecar.Block("proxy").Blocks("upstreams") {
			name := up.Attr("destination_name").String()
			if name.Known() && name.V != "" {
				l.out.Links = append(l.out.Links, iac.Link{From: u.ID, ToHost: name.V, Scope: l.scope, At: name.At, What: "upstream " + name.V})
			}
		}
	}
}
