package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
)

var (
	containerAppSettings = []setting{
		{minReplicas, "template.min_replicas", asIs, "azure.aca.min_replicas"},
		{maxReplicas, "template.max_replicas", asIs, "azure.aca.max_replicas"},
		{grace, "template.termination_grace_period_seconds", inSeconds, ""}, // what the platform does with zero is not certain,
	}
	containerJobSettings = []setting{
		{timeout, "replica_timeout_in_seconds", inSeconds, "azure.aca.job_timeout"},
		{retries, "replica_retry_limit", asIs, ""},
	}
)

func declareContainerApp(r *root, v view) {
	template := v.get("template")
	list := template.All("container")
	if len(list) == 0 {
		list = template.All("containers") // of a module
	}
	main, known, foreign := ownContainer(list)
	if foreign {
		r.foreign(v, known, "azure", v.get("name"))
		return
	}
	kind := arch.Service
	if v.kind == "azurerm_container_app_job" {
		kind = arch.Job
	}
	u := r.unit(v, kind, arch.AzureContainerApps, v.get("name"))
	r.container(u, main)
	s := &u.Settings
	s.Memory, s.CPU = mebibytes(main.Get("memory")), integer(main.Get("cpu"), inCores)
	s.Probes = probes(main)
	volumes := append(template.All("volume"), template.All("volumes")...)
	s.Volumes = mounts(volumes, main)
	if name := v.get("name").String(); name.Known() {
		u.Hosts = append(u.Hosts, iac.Host{Name: name.V, At: name.At})
	}
	if id := v.get("dapr").Get("app_id").String(); id.Known() && id.V != "" {
		u.Aliases = append(u.Aliases, id.V)
		u.Hosts = append(u.Hosts, iac.Host{Name: id.V, At: id.At})
	}
	if kind == arch.Service {
		v.fill(s, containerAppSettings)
		r.ingress(u, v)
	} else {
		v.fill(s, containerJobSettings)
	}
}

func (r *root) ingress(u *iac.Unit, v view) {
	in := v.get("ingress")
	if !in.Exists() {
		return
	}
	e := arch.Endpoint{Kind: "ingress", Port: in.Get("exposed_port").Int(), Target: in.Get("target_port").Int(), At: in.At()}
	u.Settings.Endpoints = append(u.Settings.Endpoints, e)
	if p := in.Get("target_port"); p.Exists() && len(u.Ports) == 0 {
		u.Ports = append(u.Ports, arch.Port{Number: p.Int()})
	}
	if strings.EqualFold(in.Get("transport").String().V, "tcp") {
		return
	}
	t := httpTrigger(in.At(), "", "Container Apps ingress", "", "")
	t.Waits = limits.DefaultDuration(limits.AzureIngressTimeout, in.At())
	r.bind(u, t, "ingress")
}

// scalers are the sources of events of scale rules: what they start a unit with, and
// where they name the source.
var scalers = map[string]struct {
	kind arch.TriggerKind
	name string
}{
	"azure-servicebus": {arch.OnQueue, "queueName"}, "azure-queue": {arch.OnQueue, "queueName"}, "azure-eventhub": {arch.OnStream, "eventHubName"},
	"kafka": {arch.OnStream, "topic"}, "rabbitmq": {arch.OnQueue, "queueName"}, "azure-blob": {arch.OnStorage, "blobContainerName"},
	"redis-streams": {arch.OnStream, "stream"}, "nats-jetstream": {arch.OnStream, "stream"}, "aws-sqs-queue": {arch.OnQueue, "queueURL"},
}

// relateContainerApp reads what an app or a job is scaled or started by.
func relateContainerApp(r *root, v view) {
	u := r.units[v.id]
	if u == nil {
		return
	}
	if cron := v.get("schedule_trigger_config").Get("cron_expression"); cron.Exists() {
		t := event(arch.OnSchedule, cron.At(), "")
		t.Schedule = cron.String()
		r.bind(u, t, "schedule")
	}
	template := v.get("template")
	rules := v.get("event_trigger_config").Get("scale").All("rules")
	scale := arch.Autoscaler{By: "platform", At: v.at(template)}
	for _, kind := range []string{"http_scale_rule", "http_scale_rules"} {
		if len(template.All(kind)) > 0 {
			scale.Metrics = append(scale.Metrics, "requests")
		}
	}
	for _, kind := range []string{"custom_scale_rule", "custom_scale_rules"} {
		rules = append(rules, template.All(kind)...)
	}
	for _, rule := range rules {
		if typ := r.scaleRule(u, rule); typ != "" {
			scale.Metrics = append(scale.Metrics, typ)
		}
	}
	for _, kind := range []string{"azure_queue_scale_rule", "azure_queue_scale_rules"} {
		for _, rule := range template.All(kind) {
			r.bind(u, event(arch.OnQueue, rule.At(), r.target(rule.Get("queue_name"))), "scale rule")
			scale.Metrics = append(scale.Metrics, "azure-queue")
		}
	}
	if u.Kind == arch.Service {
		u.Settings.Autoscalers = append(u.Settings.Autoscalers, sortedMetrics(scale))
	}
}

// scaleRule binds the source of events that a rule looks at, and returns its type.
func (r *root) scaleRule(u *iac.Unit, rule eval.Node) string {
	typ := rule.Get("custom_rule_type").String().V
	e, ok := scalers[typ]
	if typ == "" { // of a job
		typ = rule.Get("type").String().V
		e, ok = scalers[typ]
	}
	if !ok {
		return typ
	}
	meta := rule.Get("metadata")
	name, kind := e.name, e.kind
	if topic := meta.Get("topicName"); typ == "azure-servicebus" && topic.Exists() {
		name, kind = "topicName", arch.OnTopic
	}
	r.bind(u, event(kind, rule.At(), r.target(meta.Get(name))), "scale rule")
	return typ
}
