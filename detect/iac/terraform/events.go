package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

// event returns the trigger for something that nobody waits for.
func event(kind arch.TriggerKind, at arch.Range, from string) arch.Trigger {
	return arch.Trigger{Kind: kind, At: at, From: from, Async: arch.Given(true, at)}
}

func relateSubscription(r *root, v view) {
	t := event(arch.OnTopic, v.At, r.target(v.get("topic_arn")))
	if doc, ok := v.get("redrive_policy").Document(); ok {
		t.OnFailure = r.named(doc.Get("deadLetterTargetArn"))
	}
	t.Filter = filterOf(v.get("filter_policy"), v.At, "no filter policy")
	r.deliver(r.target(v.get("endpoint")), t, "subscription")
}

// filterOf is what selects events, as written.
func filterOf(n eval.Node, at arch.Range, none string) arch.Value[string] {
	if !n.Exists() && !n.Hidden() {
		return arch.ByDefault("", at, none)
	}
	return n.String()
}

// failure reads the retry policy and dead-letter queue of a delivery.
func (r *root) failure(t *arch.Trigger, target eval.Node) {
	if n := target.Path("retry_policy", "maximum_retry_attempts"); n.Exists() || n.Hidden() {
		t.Retries = n.Int()
	}
	if n := target.Path("retry_policy", "maximum_event_age_in_seconds"); n.Exists() || n.Hidden() {
		t.MaxAge = seconds(n)
	}
	if n := target.Path("dead_letter_config", "arn"); n.Exists() || n.Hidden() {
		t.OnFailure = r.named(n)
	}
}

// relateEventTarget binds what a rule of an event bus starts.
func relateEventTarget(r *root, v view) {
	t := event(arch.OnTopic, v.At, r.target(v.get("event_bus_name")))
	ins := v.get("rule").Instances()
	for _, in := range ins {
		rule, ok := r.byID[in.ID()]
		if !ok || rule.kind != "aws_cloudwatch_event_rule" {
			continue
		}
		enabled := rule.get("is_enabled").Bool()
		if enabled.Known() && !enabled.V || rule.get("state").String().V == "DISABLED" {
			return
		}
		t.From = r.target(rule.get("event_bus_name"))
		if s := rule.get("schedule_expression"); s.Exists() || s.Hidden() {
			t.Kind, t.From, t.Schedule = arch.OnSchedule, "", s.String()
		} else {
			r.pattern(&t, rule.get("event_pattern"))
			t.Filter = rule.get("event_pattern").String()
		}
	}
	r.failure(&t, v.body)
	to := r.target(v.get("arn"))
	if task := v.get("ecs_target.task_definition_arn"); task.Exists() {
		to = r.target(task)
	}
	r.deliver(to, t, "rule "+ruleName(v))
}

func ruleName(v view) string {
	for _, in := range v.get("rule").Instances() {
		return in.Label
	}
	return v.Label
}

// pattern takes the service, and the bucket, that an event pattern is about.
func (r *root) pattern(t *arch.Trigger, n eval.Node) {
	s, _ := n.Raw()
	if !strings.Contains(s, `"aws.s3"`) {
		return
	}
	t.Kind = arch.OnStorage
	for _, in := range n.Instances() {
		if id := r.resolve(in.ID()); id != "" && t.From == "" {
			t.From = id
		}
	}
}

func relateSchedule(r *root, v view) {
	if v.get("state").String().V == "DISABLED" {
		return
	}
	t := event(arch.OnSchedule, v.At, "")
	t.Schedule = v.get("schedule_expression").String()
	target := v.get("target")
	r.failure(&t, target)
	to := r.target(target.Get("arn"))
	if task := target.Path("ecs_parameters", "task_definition_arn"); task.Exists() {
		to = r.target(task)
	}
	if r.units[to] == nil { // a universal target names what it works on in its input
		for _, in := range target.Get("input").Instances() {
			if id := r.resolve(in.ID()); r.units[id] != nil {
				to = id
			}
		}
	}
	r.deliver(to, t, "schedule "+v.Label)
}

func relatePipe(r *root, v view) {
	from := r.target(v.get("source"))
	t := event(arch.OnOther, v.At, from)
	if res := r.resources[from]; res != nil {
		if k, ok := sourceKinds[res.Type]; ok {
			t.Kind = k
		}
	}
	source := v.get("source_parameters")
	t.Filter = mappingFilter(source, v.At)
	for _, kind := range pipeSources {
		if n := source.Get(kind); n.Exists() {
			t.BatchSize, t.Retries = n.Get("batch_size").Int(), n.Get("maximum_retry_attempts").Int()
			t.OnFailure = r.named(n.Path("dead_letter_config", "arn"))
			t.MaxAge = seconds(n.Get("maximum_record_age_in_seconds"))
		}
	}
	for _, attr := range []string{"target", "enrichment"} {
		r.deliver(r.target(v.get(attr)), t, "pipe "+v.Label)
	}
}

// pipeSources are the blocks with the settings of a pipe's source.
var pipeSources = []string{
	"sqs_queue_parameters", "kinesis_stream_parameters", "dynamodb_stream_parameters", "managed_streaming_kafka_parameters",
	"self_managed_kafka_parameters", "activemq_broker_parameters", "rabbitmq_broker_parameters",
}

// bucketTargets are the blocks of a bucket's notification and their target.
var bucketTargets = [][2]string{{"lambda_function", "lambda_function_arn"}, {"queue", "queue_arn"}, {"topic", "topic_arn"}}

func relateNotification(r *root, v view) {
	bucket := r.target(v.get("bucket"))
	for _, kind := range bucketTargets {
		for _, n := range v.all(kind[0]) {
			t := event(arch.OnStorage, n.At(), bucket)
			t.Filter = objectFilter(n)
			to := n.Get(kind[1])
			if !to.Exists() {
				to = n.Get("function_arn") // of a module
			}
			r.deliver(r.target(to), t, "notification")
		}
	}
}

// objectFilter joins the prefix and suffix that objects are selected by: "in/*.jpg".
func objectFilter(n eval.Node) arch.Value[string] {
	prefix, suffix := n.Get("filter_prefix"), n.Get("filter_suffix")
	if !prefix.Exists() && !prefix.Hidden() && !suffix.Exists() && !suffix.Hidden() {
		return arch.ByDefault("", n.At(), "no filter")
	}
	out := prefix.String().Or(arch.Given("", n.At()))
	end := suffix.String().Or(arch.Given("", n.At()))
	if !end.Known() {
		return end
	}
	if end.V != "" {
		out.V += "*" + end.V
	}
	return out
}

// relateFunctionModule reads the inputs by which the registry module makes the
// triggers itself.
func (r *root) relateFunctionModule(v view) {
	u := r.units[v.id]
	for _, e := range v.get("event_source_mapping").Elems() {
		r.poll(u, e.Node().Get("event_source_arn"), e.Node(), e.Node().At())
	}
	if b := v.get("create_lambda_function_url").Bool(); b.Known() && b.V {
		r.bind(u, httpTrigger(b.At, "", functionURL, "", ""), "function URL")
	}
	for _, e := range v.get("allowed_triggers").Elems() {
		r.allowed(u, e.Node())
	}
}

func (r *root) allowed(u *iac.Unit, n eval.Node) {
	name := n.Get("principal").String().V
	if s := n.Get("service").String().V; s != "" {
		name = s + ".amazonaws.com"
	}
	p, ok := principals[name]
	if !ok {
		return
	}
	r.late = append(r.late, func() {
		for _, t := range u.Triggers {
			if t.Kind == p.kind {
				return
			}
		}
		t := arch.Trigger{Kind: p.kind, At: n.At(), From: r.target(n.Get("source_arn")), Async: arch.Given(p.async, n.At())}
		if p.kind == arch.OnHTTP {
			t = httpTrigger(n.At(), t.From, p.front, "", "")
		}
		r.bind(u, t, "permission")
	})
}

// relateEventModule reads the rules and schedules that the registry module makes.
func relateEventModule(r *root, v view) {
	for _, e := range v.get("targets").Elems() {
		rule := v.get("rules").Get(e.Key)
		for _, target := range e.Node().List() {
			t := event(arch.OnTopic, target.Get("arn").At(), r.target(v.get("bus_name")))
			if s := rule.Get("schedule_expression"); s.Exists() || s.Hidden() {
				t.Kind, t.From, t.Schedule = arch.OnSchedule, "", s.String()
			} else {
				r.pattern(&t, rule.Get("event_pattern"))
				t.Filter = rule.Get("event_pattern").String()
			}
			if n := target.Get("dead_letter_arn"); n.Exists() || n.Hidden() {
				t.OnFailure = r.named(n)
			}
			r.deliver(r.target(target.Get("arn")), t, "rule "+e.Key)
		}
	}
	for _, e := range v.get("schedules").Elems() {
		t := event(arch.OnSchedule, e.Node().At(), "")
		t.Schedule = e.Node().Get("schedule_expression").String()
		r.deliver(r.target(e.Node().Get("arn")), t, "schedule "+e.Key)
	}
}
