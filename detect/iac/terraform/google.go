package terraform

import (
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
)

const (
	runMax        = "gcp.run.max_instances"
	runMin        = "gcp.run.min_instances"
	runCPU        = "gcp.run.cpu_idle"
	runJobTimeout = "gcp.run.job.timeout"
	cloudRunFront = "Cloud Run"
)

// declareRun reads a Cloud Run service in the shape of Knative.
func declareRun(r *root, v view) {
	spec := v.get("template").Get("spec")
	u, main := r.runUnit(v, arch.Service, spec.All("containers"))
	if u == nil {
		return
	}
	r.container(u, main)
	if why := spec.Open("containers"); why != "" {
		u.EnvOpen = why
	}
	s := &u.Settings
	s.Timeout = seconds(spec.Get("timeout_seconds"))
	s.Concurrency = spec.Get("container_concurrency").Int()
	notes := v.get("template").Path("metadata", "annotations")
	s.MinReplicas = notes.Get("autoscaling.knative.dev/minScale").Int().Or(v.get("metadata").Path("annotations", "run.googleapis.com/minScale").Int())
	s.MaxReplicas = notes.Get("autoscaling.knative.dev/maxScale").Int()
	if cpu := notes.Get("run.googleapis.com/cpu-throttling").Bool(); cpu.Known() {
		s.AlwaysCPU = arch.Value[bool]{V: !cpu.V, At: cpu.At, Source: cpu.Source}
	} else if notes.Hidden() {
		s.AlwaysCPU = arch.Hide[bool](notes.At(), "the annotations cannot be read")
	}
	r.runDefaults(u, v)
}

// declareRun2 reads one of the second version of the provider's resource.
func declareRun2(r *root, v view) {
	template := v.get("template")
	u, main := r.runUnit(v, arch.Service, template.All("containers"))
	if u == nil {
		return
	}
	r.container(u, main)
	s := &u.Settings
	s.Timeout = span(template.Get("timeout"))
	s.Concurrency = template.Get("max_instance_request_concurrency").Int()
	scaling := template.Get("scaling")
	s.MinReplicas = scaling.Get("min_instance_count").Int().Or(v.get("scaling").Get("min_instance_count").Int())
	s.MaxReplicas = scaling.Get("max_instance_count").Int()
	resources := main.Get("resources")
	switch idle := resources.Get("cpu_idle").Bool(); {
	case idle.Known():
		s.AlwaysCPU = arch.Value[bool]{V: !idle.V, At: idle.At, Source: idle.Source}
	case idle.Hidden():
		s.AlwaysCPU = arch.Hide[bool](idle.At, idle.Why)
	case resources.Exists(): // the provider sends false for what a resources block leaves out
		s.AlwaysCPU = arch.ByDefault(true, resources.At(), runCPU)
	}
	r.runDefaults(u, v)
}

// runUnit makes the unit, unless its image is somebody else's.
func (r *root) runUnit(v view, kind arch.UnitKind, containers []eval.Node) (*iac.Unit, eval.Node) {
	main, known, foreign := ownContainer(containers)
	if foreign && known.Kind != arch.OtherResource {
		r.foreign(v, known, "gcp", v.get("name"))
		return nil, main
	}
	return r.unit(v, kind, arch.CloudRun, v.get("name")), main
}

func (r *root) runDefaults(u *iac.Unit, v view) {
	s := &u.Settings
	s.Timeout = s.Timeout.Or(defaultDuration(limits.CloudRunTimeout, v.At))
	s.Concurrency = s.Concurrency.Or(defaultInt(limits.CloudRunConcurrency, v.At))
	s.MinReplicas = s.MinReplicas.Or(defaultInt(runMin, v.At))
	s.MaxReplicas = s.MaxReplicas.Or(defaultInt(runMax, v.At))
	s.AlwaysCPU = s.AlwaysCPU.Or(arch.ByDefault(false, v.At, runCPU))
	r.bind(u, httpTrigger(u.At, "", cloudRunFront, "", ""), "Cloud Run")
}

func declareRunJob(r *root, v view) {
	template := v.get("template").Get("template")
	u, main := r.runUnit(v, arch.Job, template.All("containers"))
	if u == nil {
		return
	}
	r.container(u, main)
	u.Settings.Timeout = span(template.Get("timeout")).Or(defaultDuration(runJobTimeout, v.At))
	u.Settings.Retries = template.Get("max_retries").Int().Or(defaultInt("gcp.run.job.retries", v.At))
}

// declareRunModule reads modules that make Cloud Run services: one unit, in however
// many regions.
func declareRunModule(r *root, v view) {
	var list []eval.Node
	for _, e := range v.get("containers").Elems() {
		list = append(list, e.Node())
	}
	u := r.unit(v, arch.Service, arch.CloudRun, v.get("name"))
	main, _, _ := ownContainer(list)
	if img := v.get("image"); img.Exists() {
		r.image(u, img.Text())
		u.Env = envList(v.all("env"))
	} else {
		r.container(u, main)
		for _, e := range main.Get("regional-env").List() {
			name := e.Get("name").String()
			if name.Known() {
				u.Env = append(u.Env, iac.Env{Name: name.V, Value: iac.Compose(e.At(), iac.Part{Why: "differs from region to region"}), At: e.At()})
			}
		}
	}
	if why := v.get("containers").String().Why; v.get("containers").Hidden() {
		u.EnvOpen = why
	}
	s := &u.Settings
	s.Timeout, s.Concurrency = seconds(v.get("timeout")), v.get("concurrency").Int()
	s.MinReplicas, s.MaxReplicas = v.get("min").Int(), v.get("max").Int()
	// What the module passes on when an input is left out is in its own source.
	hide := func(what string) string { return what + " is set by the module " + v.Type }
	s.AlwaysCPU = arch.Hide[bool](v.At, hide("CPU allocation"))
	s.Timeout = s.Timeout.Or(arch.Hide[time.Duration](v.At, hide("the timeout")))
	r.bind(u, httpTrigger(u.At, "", cloudRunFront, "", ""), "Cloud Run")
}

func declareGCF(r *root, v view) {
	u := r.unit(v, arch.Function, arch.GCPFunctions, v.get("name"))
	u.Settings.Runtime = v.get("runtime").String()
	u.Settings.Timeout = seconds(v.get("timeout")).Or(defaultDuration(limits.GCPFunctionTimeout1, v.At))
	u.Settings.Memory = mebibytes(v.get("available_memory_mb")).Or(defaultInt("gcp.gcf1.memory", v.At))
	if n := v.get("available_memory_mb"); n.Exists() {
		u.Settings.Memory = n.Int()
	}
	u.Settings.MaxReplicas, u.Settings.MinReplicas = v.get("max_instances").Int(), v.get("min_instances").Int()
	u.Code.Handler = v.get("entry_point").String()
	u.Code.Language = language(u.Settings.Runtime.V)
	u.Env = env(v.get("environment_variables"))
	u.Code.Dir = r.packageSource(v.get("source_archive_object"))
}

func relateGCF(r *root, v view) {
	u := r.units[v.id]
	if http := v.get("trigger_http").Bool(); http.Known() && http.V {
		r.bind(u, httpTrigger(http.At, "", "Cloud Functions", "", ""), "HTTP")
	}
	if e := v.get("event_trigger"); e.Exists() {
		r.googleEvent(u, e.Get("event_type").String().V, e.Get("resource"), e)
	}
}

// googleEvents are the kinds of triggers by words in an event type.
var googleEvents = []struct {
	word string
	kind arch.TriggerKind
}{{"pubsub", arch.OnTopic}, {"storage", arch.OnStorage}, {"firestore", arch.OnDB}, {"datastore", arch.OnDB}}

func (r *root) googleEvent(u *iac.Unit, typ string, from, e eval.Node) {
	t := event(arch.OnOther, e.At(), r.target(from))
	for _, k := range googleEvents {
		if containsFold(typ, k.word) {
			t.Kind = k.kind
			break
		}
	}
	r.bind(u, t, "event "+typ)
}

func declareGCF2(r *root, v view) {
	u := r.unit(v, arch.Function, arch.GCPFunctions, v.get("name"))
	build, service := v.get("build_config"), v.get("service_config")
	u.Settings.Runtime = build.Get("runtime").String()
	u.Settings.Timeout = seconds(service.Get("timeout_seconds")).Or(defaultDuration(limits.GCPFunctionTimeout2HTTP, v.At))
	u.Settings.Memory = mebibytes(service.Get("available_memory"))
	u.Settings.MinReplicas, u.Settings.MaxReplicas = service.Get("min_instance_count").Int(), service.Get("max_instance_count").Int()
	u.Settings.Concurrency = service.Get("max_instance_request_concurrency").Int().Or(defaultInt("gcp.gcf2.concurrency", v.At))
	u.Code.Handler = build.Get("entry_point").String()
	u.Code.Language = language(u.Settings.Runtime.V)
	u.Env = env(service.Get("environment_variables"))
	u.Code.Dir = r.packageSource(build.Path("source", "storage_source", "object"))
}

func relateGCF2(r *root, v view) {
	u := r.units[v.id]
	e := v.get("event_trigger")
	if !e.Exists() {
		r.bind(u, httpTrigger(u.At, "", "Cloud Functions", "", ""), "HTTP")
		return
	}
	from := e.Get("pubsub_topic")
	for _, f := range e.All("event_filters") {
		if f.Get("attribute").String().V == "bucket" {
			from = f.Get("value")
		}
	}
	r.googleEvent(u, e.Get("event_type").String().V, from, e)
}

func declareSQL(r *root, v view) {
	r.store(v, kindInfo{arch.Datastore, engineType(v.get("database_version").String().V, "cloud-sql"), "gcp", "name"})
}

func relateSQLDatabase(r *root, v view) {
	if res := r.resources[r.target(v.get("instance"))]; res != nil && !res.Database.Known() {
		res.Database = v.get("name").String()
	}
}

// relatePush binds the service that a subscription pushes to. One that is pulled
// gives the topic another name.
func relatePush(r *root, v view) {
	topic := r.target(v.get("topic"))
	push := v.get("push_config.push_endpoint")
	if !push.Exists() && !push.Hidden() {
		if res, name := r.resources[topic], v.get("name").String(); res != nil && name.Known() {
			res.Aliases = append(res.Aliases, name.V)
		}
		return
	}
	t := event(arch.OnTopic, v.At, topic)
	t.Waits = seconds(v.get("ack_deadline_seconds")).Or(defaultDuration(limits.PubSubAckDeadline, v.At))
	t.OnFailure = arch.ByDefault("", v.At, "gcp.pubsub.ack_deadline")
	if n := v.get("dead_letter_policy.dead_letter_topic"); n.Exists() || n.Hidden() {
		t.OnFailure = r.named(n)
	}
	r.deliver(r.target(push), t, "push subscription")
}

func relateCloudScheduler(r *root, v view) {
	t := event(arch.OnSchedule, v.At, "")
	t.Schedule = v.get("schedule").String()
	if n := v.get("http_target.uri"); n.Exists() {
		t.Waits = span(v.get("attempt_deadline")).Or(defaultDuration("gcp.scheduler.attempt_deadline", v.At))
		r.deliver(r.target(n), t, "schedule "+v.Label)
	}
}

func relateEventarc(r *root, v view) {
	dest := v.get("destination")
	to := r.target(dest.Path("cloud_run_service", "service"))
	t := event(arch.OnOther, v.At, r.target(v.get("transport").Path("pubsub", "topic")))
	for _, m := range v.all("matching_criteria") {
		value := m.Get("value")
		switch m.Get("attribute").String().V {
		case "type":
			for _, k := range googleEvents {
				if containsFold(value.String().V, k.word) {
					t.Kind = k.kind
				}
			}
		case "bucket":
			t.From = r.target(value)
		}
	}
	r.deliver(to, t, "event "+v.Label)
}
