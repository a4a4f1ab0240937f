package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
)

const (
	runMax        = "gcp.run.max_instances"
	runMin        = "gcp.run.min_instances"
	runCPU        = "gcp.run.cpu_idle"
	runMemory     = "gcp.run.memory"
	runShutdown   = "gcp.run.shutdown"
	runJobTimeout = "gcp.run.job.timeout"
	runJobRetries = "gcp.run.job.retries"
	cloudRunFront = "Cloud Run"
)

// Settings of Cloud Run in the shape of Knative, in that of the second version of the
// resource, and as modules take them.
var (
	runSettings1 = []setting{
		{timeout, "template.spec.timeout_seconds", inSeconds, limits.CloudRunTimeout},
		{concurrency, "template.spec.container_concurrency", asIs, limits.CloudRunConcurrency},
		{grace, "", inSeconds, runShutdown},
	}
	runSettings2 = []setting{
		{timeout, "template.timeout", inSpan, limits.CloudRunTimeout},
		{concurrency, "template.max_instance_request_concurrency", asIs, limits.CloudRunConcurrency},
		{minReplicas, "template.scaling.min_instance_count|scaling.min_instance_count", asIs, runMin},
		{maxReplicas, "template.scaling.max_instance_count|scaling.max_instance_count", asIs, runMax},
		{grace, "", inSeconds, runShutdown},
	}
	runJobSettings = []setting{
		{timeout, "template.template.timeout", inSpan, runJobTimeout},
		{retries, "template.template.max_retries", asIs, runJobRetries},
		{memory, "memory", inBytes, ""}, // of a module
		{cpu, "cpu", inCores, ""},
		{grace, "", inSeconds, runShutdown},
	}
	runModuleSettings = []setting{
		{timeout, "timeout", inSpan, limits.CloudRunTimeout},
		{concurrency, "concurrency", asIs, limits.CloudRunConcurrency},
		{minReplicas, "min", asIs, runMin},
		{maxReplicas, "max", asIs, runMax},
		{memory, "memory", inBytes, runMemory},
		{cpu, "cpu", inCores, ""},
		{grace, "", inSeconds, runShutdown},
	}
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
	v.fill(s, runSettings1)
	notes := v.get("template").Path("metadata", "annotations")
	s.MinReplicas = notes.Get("autoscaling.knative.dev/minScale").Int().
		Or(v.get("metadata").Path("annotations", "run.googleapis.com/minScale").Int()).Or(limits.DefaultInt(runMin, v.At))
	s.MaxReplicas = notes.Get("autoscaling.knative.dev/maxScale").Int().Or(limits.DefaultInt(runMax, v.At))
	if cpu := notes.Get("run.googleapis.com/cpu-throttling").Bool(); cpu.Known() {
		s.AlwaysCPU = arch.Value[bool]{V: !cpu.V, At: cpu.At, Source: cpu.Source}
	} else if notes.Hidden() {
		s.AlwaysCPU = arch.Hide[bool](notes.At(), "the annotations cannot be read")
	}
	s.Plan = runPlan(notes.Get("run.googleapis.com/execution-environment"))
	r.runDefaults(u, v, main)
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
	v.fill(s, runSettings2)
	resources := main.Get("resources")
	switch idle := resources.Get("cpu_idle").Bool(); {
	case idle.Known():
		s.AlwaysCPU = arch.Value[bool]{V: !idle.V, At: idle.At, Source: idle.Source}
	case idle.Hidden():
		s.AlwaysCPU = arch.Hide[bool](idle.At, idle.Why)
	case resources.Exists(): // the provider sends false for what a resources block leaves out
		s.AlwaysCPU = arch.ByDefault(true, resources.At(), runCPU)
	}
	r.runTemplate(u, template, main)
	r.runDefaults(u, v, main)
}

// runTemplate reads what services and jobs have alike.
func (r *root) runTemplate(u *iac.Unit, template, main eval.Node) {
	u.Settings.Plan = runPlan(template.Get("execution_environment"))
	for _, vol := range template.All("volumes") {
		for _, db := range vol.Path("cloud_sql_instance", "instances").List() {
			r.late = append(r.late, func() {
				if id := r.target(db); id != "" {
					u.DependsOn = append(u.DependsOn, id)
				}
			})
		}
	}
	u.Settings.Volumes = mounts(template.All("volumes"), main)
}

// runPlan is the execution environment, in the platform's short form.
func runPlan(n eval.Node) arch.Value[string] {
	s := n.String()
	s.V = strings.ToLower(strings.TrimPrefix(s.V, "EXECUTION_ENVIRONMENT_"))
	return s
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

// runDefaults fills in what holds for every service.
func (r *root) runDefaults(u *iac.Unit, v view, main eval.Node) {
	s := &u.Settings
	s.AlwaysCPU = s.AlwaysCPU.Or(arch.ByDefault(false, v.At, runCPU))
	s.Memory = s.Memory.Or(limits.DefaultInt(runMemory, v.At))
	s.Autoscalers = []arch.Autoscaler{{By: "platform", Metrics: []string{"requests"}, At: v.At}}
	e := arch.Endpoint{Kind: cloudRunFront, At: u.At}
	if len(u.Ports) > 0 {
		e.Target = u.Ports[0].Number
	}
	s.Endpoints = append(s.Endpoints, e)
	s.Probes = probes(main)
	if main.Exists() && !main.Get("startup_probe").Exists() { // the platform then tries the port
		s.Probes = append(s.Probes, arch.Probe{Kind: arch.Startup, Port: e.Target, At: v.at(main)})
	}
	t := httpTrigger(u.At, "", cloudRunFront, "", "")
	r.bind(u, t, "Cloud Run")
}

func declareRunJob(r *root, v view) {
	template := v.get("template").Get("template")
	u, main := r.runUnit(v, arch.Job, template.All("containers"))
	if u == nil {
		return
	}
	r.container(u, main)
	v.fill(&u.Settings, runJobSettings)
	u.Settings.Memory = u.Settings.Memory.Or(limits.DefaultInt(runMemory, v.At))
	r.runTemplate(u, template, main)
}

// declareRunModule reads modules that make Cloud Run services: one unit, in however
// many regions.
func declareRunModule(r *root, v view) {
	var list []eval.Node
	for _, e := range v.get("containers").Elems() {
		list = append(list, e.Node())
	}
	u := r.unit(v, arch.Service, arch.CloudRun, v.get("name"))
	main := r.moduleContainer(u, v, list)
	if why := v.get("containers").String().Why; v.get("containers").Hidden() {
		u.EnvOpen = why
	}
	s := &u.Settings
	v.fill(s, runModuleSettings)
	s.Plan = runPlan(v.get("execution_environment"))
	idle := main.Path("resources", "cpu_idle").Bool()
	idle.V = !idle.V && idle.Known()
	// What the module passes on when an input is left out is in its own source.
	s.AlwaysCPU = idle.Or(arch.Hide[bool](v.At, "CPU allocation is set by the module "+v.Type))
	s.Volumes = mounts(v.all("volumes"), main)
	r.runDefaults(u, v, main)
}

// declareRunJobModule reads modules that make jobs, with a schedule or without.
func declareRunJobModule(r *root, v view) {
	u := r.unit(v, arch.Job, arch.CloudRun, v.get("name"))
	r.moduleContainer(u, v, nil)
	v.fill(&u.Settings, runJobSettings)
	paused := v.get("paused").Bool()
	if n := v.get("schedule"); (n.Exists() || n.Hidden()) && (!paused.Known() || !paused.V) {
		t := event(arch.OnSchedule, v.at(n), "")
		t.Schedule = n.String()
		r.bind(u, t, "schedule")
	}
}

// moduleContainer reads the container of a module that makes a service or job: one of
// several, or that of the module's own inputs.
func (r *root) moduleContainer(u *iac.Unit, v view, list []eval.Node) eval.Node {
	if len(list) == 0 {
		if img := v.get("image"); img.Exists() {
			r.image(u, img.Text())
		}
		r.koSource(u, v.get("importpath"), v.get("working_dir"))
		u.Env = append(env(v.get("env")), secretEnv(v.get("secret_env"))...)
		if len(u.Env) == 0 {
			u.Env = envList(v.get("env").List())
		}
		if p := v.get("port"); p.Exists() {
			u.Ports = append(u.Ports, arch.Port{Number: p.Int()})
		}
		u.Code.Command, u.Code.Args = stringsOf(v.get("command")), stringsOf(v.get("args"))
		return eval.Node{}
	}
	main, _, _ := ownContainer(list)
	r.container(u, main)
	if image := main.Get("container_image"); image.Exists() {
		r.image(u, image.Text())
		u.Env = append(u.Env, env(main.Get("env_vars"))...)
		u.Env = append(u.Env, secretEnv(main.Get("env_secret_vars"))...)
		u.Code.Command, u.Code.Args = stringsOf(main.Get("container_command")), stringsOf(main.Get("container_args"))
	}
	r.koSource(u, main.Path("source", "importpath"), main.Path("source", "working_dir"))
	for _, e := range main.Get("regional-env").List() {
		name := e.Get("name").String()
		value, ok := r.firstRef(e.Get("value"))
		if !ok {
			value = iac.Compose(e.At(), iac.Part{Why: "differs from region to region"})
		}
		if name.Known() {
			u.Env = append(u.Env, iac.Env{Name: name.V, Value: value, At: e.At()})
		}
	}
	return main
}
