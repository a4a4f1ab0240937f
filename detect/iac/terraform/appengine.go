package terraform

import "github.com/archvet/archvet/detect/arch"

var appEngineSettings = []setting{
	{managed, "runtime", asIs, ""},
	{minReplicas, "automatic_scaling.standard_scheduler_settings.min_instances|automatic_scaling.min_total_instances", asIs, ""},
	{maxReplicas, "automatic_scaling.standard_scheduler_settings.max_instances|automatic_scaling.max_total_instances|basic_scaling.max_instances", asIs, ""},
	{replicas, "manual_scaling.instances", asIs, ""},
	{concurrency, "automatic_scaling.max_concurrent_requests", asIs, ""},
	{cpu, "resources.cpu", inCores, ""},
	{memory, "resources.memory_gb", inGiB, ""},
}

// declareAppEngine reads a version of an App Engine service.
func declareAppEngine(r *root, v view) {
	u := r.unit(v, arch.Service, arch.AppEngine, v.get("service"))
	v.fill(&u.Settings, appEngineSettings)
	u.Settings.Plan = arch.Given("flexible", v.At)
	if v.kind == "google_app_engine_standard_app_version" {
		u.Settings.Plan.V = "standard"
	}
	u.Code.Language = language(u.Settings.Runtime.V)
	u.Env = env(v.get("env_variables"))
	u.Code.Command = startCommand(v.get("entrypoint.shell"))
	u.Code.Dir = r.packageSource(v.get("deployment.zip.source_url"))
	if image := v.get("deployment.container.image"); image.Exists() {
		r.image(u, image.Text())
	}
	for _, block := range []string{"automatic_scaling", "basic_scaling"} {
		if s := v.get(block); s.Exists() {
			u.Settings.Autoscalers = append(u.Settings.Autoscalers, arch.Autoscaler{By: "platform", At: s.At()})
		}
	}
	for _, c := range []struct {
		block string
		kind  arch.ProbeKind
	}{{"readiness_check", arch.Readiness}, {"liveness_check", arch.Liveness}} {
		if n := v.get(c.block); n.Exists() {
			u.Settings.Probes = append(u.Settings.Probes, arch.Probe{Kind: c.kind, Path: n.Get("path").String().V, At: n.At()})
		}
	}
	r.bind(u, httpTrigger(u.At, "", "App Engine", "", ""), "App Engine")
}
