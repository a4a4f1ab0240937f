package appengine

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

func isFlexible(doc yamldoc.Node) bool {
	env := doc.Get("env").Text()
	return env == "flex" || env == "flexible" || doc.Get("vm").Text() == "true"
}

func settings(u *iac.Unit, doc yamldoc.Node) {
	s := &u.Settings
	s.Runtime = doc.Get("runtime").String()
	if isFlexible(doc) {
		flexible(u, doc)
	} else {
		standard(u, doc)
	}
	if manual := doc.Get("manual_scaling", "instances"); manual.Exists() {
		s.Replicas = manual.Int()
		s.MinReplicas, s.MaxReplicas = manual.Int(), manual.Int()
	}
}

// standard reads what the standard environment has: timeouts and scaling go together.
func standard(u *iac.Unit, doc yamldoc.Node) {
	s := &u.Settings
	s.Plan = doc.Get("instance_class").String()
	timeout := "gcp.appengine.timeout.automatic"
	auto, basic := doc.Get("automatic_scaling"), doc.Get("basic_scaling")
	switch {
	case basic.Exists():
		timeout = "gcp.appengine.timeout.manual"
		s.MinReplicas = arch.Given(0, basic.At()) // it has no minimum
		s.MaxReplicas = basic.Get("max_instances").Int()
	case doc.Get("manual_scaling").Exists():
		timeout = "gcp.appengine.timeout.manual"
		s.AlwaysCPU = arch.Given(true, doc.Get("manual_scaling").At())
	default:
		s.MinReplicas = auto.Get("min_instances").Int().Or(limits.DefaultInt("gcp.appengine.min_instances", u.At))
		s.MaxReplicas = auto.Get("max_instances").Int()
		s.Concurrency = auto.Get("max_concurrent_requests").Int()
		s.Autoscalers = []arch.Autoscaler{{By: "platform", Metrics: metrics(auto), At: u.At}}
		if auto.Exists() {
			s.Autoscalers[0].At = auto.At()
		}
	}
	s.Timeout = limits.DefaultDuration(timeout, u.At)
}

func metrics(auto yamldoc.Node) []string {
	if auto.Get("target_cpu_utilization").Exists() || auto.Get("cpu_utilization").Exists() {
		return []string{"cpu", "requests"}
	}
	return []string{"requests"}
}

// flexible reads what the flexible environment has: machines that are always on.
func flexible(u *iac.Unit, doc yamldoc.Node) {
	s := &u.Settings
	s.Plan = arch.Given("flexible", u.At)
	for _, key := range []string{"env", "vm"} {
		if n := doc.Get(key); n.Exists() {
			s.Plan.At = n.At()
		}
	}
	s.AlwaysCPU = arch.Given(true, s.Plan.At)
	s.Timeout = limits.DefaultDuration("gcp.appengine.flex.timeout", u.At)
	if !doc.Get("manual_scaling").Exists() {
		auto := doc.Get("automatic_scaling")
		s.MinReplicas = auto.Get("min_num_instances").Int().Or(limits.DefaultInt("gcp.appengine.flex.min_instances", u.At))
		s.MaxReplicas = auto.Get("max_num_instances").Int()
		s.Concurrency = auto.Get("target_concurrent_requests").Int()
		s.Autoscalers = []arch.Autoscaler{{By: "platform", Metrics: []string{"cpu"}, At: u.At}}
	}
	res := doc.Get("resources")
	if gb := res.Get("memory_gb"); gb.Exists() {
		s.Memory = arch.Hide[int](gb.At(), gb.Text()+" is not a plain quantity")
		if n, ok := iac.Mebibytes(gb.Text() + "Gi"); ok {
			s.Memory = arch.Given(n, gb.At())
		}
	}
	if cpu := res.Get("cpu").Int(); cpu.Known() && cpu.V < 1000 {
		s.CPU = arch.Given(cpu.V*1000, cpu.At)
	}
	for v := range res.Get("volumes").Items() {
		name := v.Get("name").Text()
		s.Volumes = append(s.Volumes, arch.Volume{Kind: "tmpfs", Name: name, Path: "/" + name, At: v.At()})
	}
	for key, kind := range map[string]arch.ProbeKind{"liveness_check": arch.Liveness, "readiness_check": arch.Readiness} {
		if check := doc.Get(key); check.Exists() {
			s.Probes = append(s.Probes, arch.Probe{Kind: kind, Path: check.Get("path").Text(), At: check.At()})
		}
	}
	sortProbes(s.Probes)
}

func sortProbes(list []arch.Probe) {
	if len(list) == 2 && list[0].Kind > list[1].Kind {
		list[0], list[1] = list[1], list[0]
	}
}

// connections links a service with the Cloud SQL instances that the platform connects.
func (l *loader) connections(u *iac.Unit, doc yamldoc.Node) {
	n := doc.Get("beta_settings", "cloud_sql_instances")
	for one := range strings.SplitSeq(n.Text(), ",") {
		one, _, _ = strings.Cut(strings.TrimSpace(one), "=")
		name := one[strings.LastIndexByte(one, ':')+1:]
		if name == "" || strings.ContainsAny(name, "${}<>") {
			continue
		}
		id := scope + "#sql/" + name
		l.resource(&iac.Resource{ID: id, Name: name, Kind: arch.Datastore, Type: "cloud-sql", At: n.At()})
		l.out.Links = append(l.out.Links, iac.Link{From: u.ID, To: id, Scope: scope, Style: arch.Data, At: n.At(), What: "Cloud SQL connection"})
	}
}

// resource adds a resource of the application once.
func (l *loader) resource(r *iac.Resource) {
	for _, o := range l.out.Resources {
		if o.ID == r.ID {
			return
		}
	}
	r.Scope, r.Platform, r.Format = scope, "gcp", format
	l.out.Resources = append(l.out.Resources, r)
}
