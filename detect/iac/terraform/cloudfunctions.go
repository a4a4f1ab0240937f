package terraform

import (
	"cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
)

var (
	gcf1Settings = []setting{
		{managed, "runtime", asIs, ""},
		{timeout, "timeout", inSeconds, limits.GCPFunctionTimeout1},
		{memory, "available_memory_mb", asIs, "gcp.gcf1.memory"},
		{minReplicas, "min_instances", asIs, ""},
		{maxReplicas, "max_instances", asIs, ""},
		{concurrency, "", asIs, "gcp.gcf1.concurrency"},
	}
	gcf2Settings = []setting{
		{managed, "build_config.runtime", asIs, ""},
		{memory, "service_config.available_memory", inBytes, "gcp.gcf2.memory"},
		{cpu, "service_config.available_cpu", inCores, ""},
		{minReplicas, "service_config.min_instance_count", asIs, runMin},
		{maxReplicas, "service_config.max_instance_count", asIs, ""},
		{concurrency, "service_config.max_instance_request_concurrency", asIs, "gcp.gcf2.concurrency"},
	}
)

func declareGCF(r *root, v view) {
	u := r.unit(v, arch.Function, arch.GCPFunctions, v.get("name"))
	v.fill(&u.Settings, gcf1Settings)
	u.Settings.Plan = arch.Given("gen1", v.At)
	u.Code.Handler = v.get("entry_point").String()
	u.Code.Language = language(u.Settings.Runtime.V)
	u.Env = append(env(v.get("environment_variables")), secretList(v.all("secret_environment_variables"))...)
	u.Code.Dir = r.packageSource(v.get("source_archive_object")).Or(r.packageSource(v.get("source_directory")))
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
	t.Retries = eventRetries(e)
	t.OnFailure = arch.ByDefault("", e.At(), "gcp.gcf2.retry")
	r.bind(u, t, "event "+typ)
}

// eventRetries says whether an event that fails is given up at once, or tried until
// it is too old.
func eventRetries(e eval.Node) arch.Value[int] {
	policy, retry := e.Get("retry_policy").String(), e.Path("failure_policy", "retry").Bool()
	switch {
	case policy.V == "RETRY_POLICY_RETRY":
		return arch.Given(-1, policy.At)
	case retry.Known() && retry.V:
		return arch.Given(-1, retry.At)
	case policy.Hidden() || retry.Hidden():
		return arch.Hide[int](e.At(), cmp.Or(policy.Why, retry.Why))
	case policy.Known():
		return arch.Given(0, policy.At)
	}
	return arch.ByDefault(0, e.At(), "gcp.gcf2.retry")
}

// secretList names the variables that come from secrets.
func secretList(list []eval.Node) []iac.Env {
	var out []iac.Env
	for _, n := range list {
		if key := n.Get("key").String(); key.Known() {
			out = append(out, iac.Env{Name: key.V, Value: iac.Compose(key.At, iac.Part{Why: "the value is in a secret"}), At: key.At})
		}
	}
	return out
}

func declareGCF2(r *root, v view) {
	u := r.unit(v, arch.Function, arch.GCPFunctions, v.get("name"))
	build, service := v.get("build_config"), v.get("service_config")
	v.fill(&u.Settings, gcf2Settings)
	limit := limits.GCPFunctionTimeout2HTTP
	if v.get("event_trigger").Exists() {
		limit = limits.GCPFunctionTimeout2Event
	}
	u.Settings.Timeout = seconds(service.Get("timeout_seconds")).Or(limits.DefaultDuration(limit, v.At))
	u.Settings.Plan = arch.Given("gen2", v.At)
	u.Code.Handler = build.Get("entry_point").String()
	u.Code.Language = language(u.Settings.Runtime.V)
	u.Env = append(env(service.Get("environment_variables")), secretList(service.All("secret_environment_variables"))...)
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
