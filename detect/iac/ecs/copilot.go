package ecs

import (
	"path"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// manifest is one service or job in one environment.
type manifest struct {
	l         *loader
	base      yamldoc.Node
	over      yamldoc.Node // what the environment changes
	root      string       // of the workspace, to which paths are relative
	scope     string
	unit      *iac.Unit
	typ, path string
	key       yamldoc.Node
}

// get returns a setting: that of the environment, else the shared one.
func (m *manifest) get(keys ...string) yamldoc.Node {
	if v := m.over.Get(keys...); v.Exists() {
		return v
	}
	return m.base.Get(keys...)
}

// kindOf tells what a type of manifest is; ok is false for one that is no unit.
func kindOf(typ string) (arch.UnitKind, arch.Platform, bool) {
	switch typ {
	case "Load Balanced Web Service", "Backend Service", "Worker Service":
		return arch.Service, arch.Fargate, true
	case "Scheduled Job":
		return arch.Job, arch.Fargate, true
	case "Request-Driven Web Service":
		return arch.Service, arch.AppRunner, true
	}
	return "", "", false
}

// copilot reads a manifest: as it is for all environments, and again for each that
// changes something.
func (l *loader) copilot(f *source.File) {
	doc := l.document(f, "type:", "name:")
	if _, _, ok := kindOf(doc.Get("type").Text()); !ok {
		return
	}
	name := doc.Get("name")
	if name.Text() == "" || open(name.Text()) {
		return
	}
	l.format(formatCopilot)
	dir := path.Dir(f.Dir())
	m := manifest{l: l, base: doc, root: path.Dir(dir), scope: "copilot:" + dir, path: f.Path, typ: doc.Get("type").Text(), key: name}
	m.declare("")
	for env, over := range doc.Get("environments").Pairs() {
		if over.Kind() != yamldoc.Map || env.Text() == "" {
			continue
		}
		o := m
		o.over, o.key = over, env
		o.declare(env.Text())
	}
}

func (m *manifest) declare(env string) {
	kind, platform, _ := kindOf(m.typ)
	name := m.base.Get("name").Text()
	at := "@" + env
	if env == "" {
		at = ""
	}
	m.scope += at
	u := &iac.Unit{ID: m.path + at + "#" + name, Scope: m.scope, Name: name, Kind: kind, Platform: platform, Format: formatCopilot, At: m.key.At(), Environment: env}
	m.unit = u
	m.image()
	m.variables()
	m.settings()
	m.ports()
	m.publish()
	switch m.typ {
	case "Scheduled Job":
		m.schedule()
	case "Request-Driven Web Service":
		requestDriven(u)
	case "Worker Service":
		m.subscribe()
	default:
		m.routes()
		m.subscribe()
	}
	m.l.out.Units = append(m.l.out.Units, u)
}

// image reads from what the container is made.
func (m *manifest) image() {
	c := &m.unit.Code
	if loc := m.get("image", "location"); loc.Exists() {
		c.Image = image(loc)
	}
	build := m.get("image", "build")
	switch build.Kind() {
	case yamldoc.Scalar: // the Dockerfile, whose directory is the context
		if file, ok := m.within(build); ok {
			c.Dockerfile = arch.Given(file, build.At())
			c.Dir = arch.Given(path.Dir(file), build.At())
			if m.l.tree.IsDir(file) {
				c.Dir, c.Dockerfile = arch.Given(file, build.At()), arch.Given(path.Join(file, "Dockerfile"), build.At())
			}
		}
	case yamldoc.Map:
		file, okFile := m.within(build.Get("dockerfile"))
		dir, okDir := m.within(build.Get("context"))
		if okDir {
			c.Dir = arch.Given(dir, build.Get("context").At())
			c.Dockerfile = arch.Given(path.Join(dir, "Dockerfile"), build.At())
		}
		if okFile {
			c.Dockerfile = arch.Given(file, build.Get("dockerfile").At())
			if !okDir {
				c.Dir = arch.Given(path.Dir(file), build.Get("dockerfile").At())
			}
		}
		c.Target = build.Get("target").String()
		for key, v := range build.Get("args").Pairs() {
			if c.BuildArgs == nil {
				c.BuildArgs = map[string]arch.Value[string]{}
			}
			c.BuildArgs[key.Text()] = known(v)
		}
	}
	c.Command, c.Args = command(m.get("entrypoint")), command(m.get("command"))
}

// within makes a path of the manifest relative to the root of the repository.
func (m *manifest) within(n yamldoc.Node) (string, bool) {
	v := known(n)
	if !v.Known() || v.V == "" || path.IsAbs(v.V) {
		return "", false
	}
	p := path.Join(m.root, v.V)
	return p, p != ".." && !strings.HasPrefix(p, "../")
}

// variables reads the environment; what an environment sets comes before what is
// shared.
func (m *manifest) variables() {
	seen := map[string]bool{}
	for _, doc := range []yamldoc.Node{m.over, m.base} {
		for _, section := range []string{"variables", "secrets"} {
			for key, v := range doc.Get(section).Pairs() {
				if !seen[key.Text()] {
					seen[key.Text()] = true
					m.unit.Env = append(m.unit.Env, variable(key, key, v))
				}
			}
		}
	}
	if file := m.get("env_file"); file.Exists() {
		m.unit.EnvOpen = "env_file " + file.Text() + " is not read"
	}
}

// settings reads size, count, storage and health.
func (m *manifest) settings() {
	u := m.unit
	s := &u.Settings
	s.CPU, s.Memory = cpu(m.get("cpu")), positive(m.get("memory"))
	m.count()
	if u.Platform == arch.Fargate {
		s.Grace = limits.DefaultDuration(stopTimeout, u.At)
		s.Injected = arch.ByDefault("", u.At, "no proxy configuration")
	}
	if gib := m.get("storage", "ephemeral").Int(); gib.Known() && gib.V > 0 && gib.V < 1<<20 {
		s.Storage = arch.Given(gib.V<<10, gib.At)
	}
	for key, v := range m.get("storage", "volumes").Pairs() {
		kind := "emptyDir"
		if v.Get("efs").Exists() {
			kind = "efs"
		}
		s.Volumes = append(s.Volumes, arch.Volume{Kind: kind, Name: key.Text(), Path: v.Get("path").Text(), At: key.At()})
	}
	if check := m.get("image", "healthcheck"); check.Exists() {
		s.Probes = append(s.Probes, arch.Probe{Kind: arch.Liveness, At: check.At()})
	}
	if check := m.get("http", "healthcheck"); check.Exists() && m.typ != "Worker Service" {
		p := arch.Probe{Kind: arch.Readiness, Path: check.Text(), At: check.At()}
		if check.Kind() == yamldoc.Map {
			p.Path, p.Port = check.Get("path").Text(), check.Get("port").Int()
		}
		s.Probes = append(s.Probes, p)
	}
}

// count reads how many tasks there are, and what changes their number.
func (m *manifest) count() {
	s, count := &m.unit.Settings, m.get("count")
	if m.unit.Kind == arch.Job || m.unit.Platform == arch.AppRunner {
		return
	}
	switch count.Kind() {
	case yamldoc.Scalar:
		s.Replicas = count.Int()
		return
	case yamldoc.Absent:
		s.Replicas = arch.ByDefault(1, m.unit.At, "one task is what Copilot runs")
		return
	}
	r := count.Get("range")
	if from, to, ok := strings.Cut(r.Text(), "-"); ok {
		lo, errLo := strconv.Atoi(strings.TrimSpace(from))
		hi, errHi := strconv.Atoi(strings.TrimSpace(to))
		if errLo == nil && errHi == nil {
			s.MinReplicas, s.MaxReplicas = arch.Given(lo, r.At()), arch.Given(hi, r.At())
		}
	} else {
		s.MinReplicas, s.MaxReplicas = r.Get("min").Int(), r.Get("max").Int()
	}
	a := arch.Autoscaler{By: "platform", At: count.At()}
	for _, metric := range []struct{ key, name string }{{"cpu_percentage", "cpu"}, {"memory_percentage", "memory"}, {"queue_delay", "queue"}, {"requests", "requests"}, {"response_time", "response time"}} {
		if count.Get(metric.key).Exists() {
			a.Metrics = append(a.Metrics, metric.name)
		}
	}
	if r.Exists() {
		s.Autoscalers = append(s.Autoscalers, a)
	}
}

// ports reads where the container listens and under which names it is reached.
func (m *manifest) ports() {
	u := m.unit
	u.Hosts = append(u.Hosts, iac.Host{Name: u.Name, At: m.base.Get("name").At()})
	port := m.get("image", "port")
	if port.Exists() {
		u.Ports = append(u.Ports, arch.Port{Number: port.Int()})
		u.Settings.Endpoints = append(u.Settings.Endpoints, arch.Endpoint{Kind: "container port", Name: u.Name, Port: port.Int(), Target: port.Int(), At: port.At()})
	}
	if alias := m.get("network", "connect", "alias"); alias.Text() != "" {
		u.Hosts = append(u.Hosts, iac.Host{Name: alias.Text(), At: alias.At()})
	}
}

// routes reads the rules of the load balancers.
func (m *manifest) routes() {
	if http := m.get("http"); http.Kind() == yamldoc.Map {
		m.route(http)
		for rule := range http.Get("additional_rules").Items() {
			m.route(rule)
		}
	}
	if nlb := m.get("nlb"); nlb.Kind() == yamldoc.Map {
		key := nlb.Get("port")
		m.unit.Triggers = append(m.unit.Triggers, arch.Trigger{Kind: arch.OnHTTP, At: key.At(), Front: "NLB", Async: arch.Given(false, key.At())})
	}
}

func (m *manifest) route(rule yamldoc.Node) {
	p := rule.Get("path")
	if p.Text() == "" {
		return
	}
	t := arch.Trigger{Kind: arch.OnHTTP, At: p.At(), Front: "ALB", Path: "/" + strings.TrimPrefix(p.Text(), "/"), Async: arch.Given(false, p.At())}
	t.Waits = limits.DefaultDuration(limits.ALBIdleTimeout, p.At())
	m.unit.Triggers = append(m.unit.Triggers, t)
}

// schedule reads when a job runs, and what becomes of a run that fails.
func (m *manifest) schedule() {
	when := m.get("on", "schedule")
	if !when.Exists() {
		return
	}
	u := m.unit
	u.Settings.Timeout, u.Settings.Retries = span(m.get("timeout")), m.get("retries").Int()
	t := arch.Trigger{Kind: arch.OnSchedule, At: when.At(), Schedule: known(when), Async: arch.Given(true, when.At()), Retries: u.Settings.Retries}
	if when.Text() != "none" {
		u.Triggers = append(u.Triggers, t)
	}
}
