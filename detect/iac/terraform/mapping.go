package terraform

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
)

const (
	streamBatchSize = "aws.esm.stream.batch_size"
	streamRetries   = "aws.esm.stream.max_retries"
	streamOnFailure = "aws.esm.stream.on_failure"
	partialBatch    = "aws.esm.sqs.partial_batch"
	streamMaxAge    = "aws.esm.stream.max_age"
)

// sourceKinds says what an event source is, by its resource type or the service in
// its ARN.
var sourceKinds = map[string]arch.TriggerKind{
	"sqs": arch.OnQueue, "kinesis": arch.OnStream, "dynamodb": arch.OnDB, "kafka": arch.OnStream, "amazonmq": arch.OnQueue, "mq": arch.OnQueue,
	"mongodb": arch.OnDB, "rds": arch.OnDB,
}

// relateMapping binds a function to the queue or stream that it is polled from.
func relateMapping(r *root, v view) {
	if enabled := v.get("enabled").Bool(); enabled.Known() && !enabled.V {
		return
	}
	r.poll(r.units[r.target(v.get("function_name"))], v.get("event_source_arn"), v.body, v.At)
}

// poll adds the trigger of an event source mapping, whose settings are in body.
func (r *root) poll(u *iac.Unit, source, body eval.Node, at arch.Range) {
	if u == nil {
		return
	}
	t := arch.Trigger{Kind: arch.OnOther, At: at, From: r.target(source), Async: arch.Given(true, at)}
	t.Kind = r.sourceKind(t.From, source, body)
	batch := limits.SQSBatchSize
	if t.Kind == arch.OnStream || t.Kind == arch.OnDB {
		batch = streamBatchSize
		t.Retries = body.Get("maximum_retry_attempts").Int().Or(limits.DefaultInt(streamRetries, at))
		t.OnFailure = r.named(body.Path("destination_config", "on_failure", "destination_arn")).
			Or(r.named(body.Get("destination_arn_on_failure"))).Or(arch.ByDefault("", at, streamOnFailure))
	}
	if t.Kind == arch.OnStream || t.Kind == arch.OnDB {
		t.MaxAge = seconds(body.Get("maximum_record_age_in_seconds")).Or(limits.DefaultDuration(streamMaxAge, at))
	}
	if t.Kind == arch.OnQueue {
		t.MaxConcurrency = body.Path("scaling_config", "maximum_concurrency").Int()
	}
	t.Filter = mappingFilter(body, at)
	if t.Kind != arch.OnOther {
		t.BatchSize = body.Get("batch_size").Int().Or(limits.DefaultInt(batch, at))
		t.PartialResult = partial(body.Get("function_response_types"), at)
	}
	r.bind(u, t, "event source mapping")
}

// mappingFilter reads the patterns of which one must match.
func mappingFilter(body eval.Node, at arch.Range) arch.Value[string] {
	n := body.Get("filter_criteria")
	if !n.Exists() && !n.Hidden() {
		return arch.ByDefault("", at, "no filter criteria")
	}
	var all arch.Value[string]
	for _, f := range slices.Concat(n.All("filter"), n.All("filters")) {
		p := f.String() // a module takes a list of patterns
		if pattern := f.Get("pattern"); pattern.Exists() || pattern.Hidden() {
			p = pattern.String()
		}
		if !p.Known() {
			return p
		}
		if all.Known() {
			p.V = all.V + " or " + p.V
		}
		all = p
	}
	if all.Known() {
		return all
	}
	return arch.Hide[string](n.At(), "the filter criteria cannot be read")
}

// sourceKind tells queues from streams when the source itself is not declared.
func (r *root) sourceKind(from string, source, body eval.Node) arch.TriggerKind {
	if res := r.resources[from]; res != nil {
		if k, ok := sourceKinds[res.Type]; ok {
			return k
		}
		return arch.OnOther
	}
	for _, p := range source.Text().Parts {
		for service, k := range sourceKinds {
			if strings.Contains(p.Literal, ":"+service+":") {
				return k
			}
		}
	}
	if body.Get("starting_position").Exists() {
		return arch.OnStream // queues have none
	}
	for _, in := range source.Instances() {
		if strings.Contains(in.Type, "sqs") {
			return arch.OnQueue
		}
	}
	return arch.OnOther
}

func partial(types eval.Node, at arch.Range) arch.Value[bool] {
	if types.Hidden() {
		return arch.Hide[bool](types.At(), types.String().Why)
	}
	for _, t := range types.List() {
		if t.String().V == "ReportBatchItemFailures" {
			return arch.Given(true, t.At())
		}
	}
	return arch.ByDefault(false, at, partialBatch)
}

// relateInvokeConfig reads what happens to asynchronous events that fail.
func relateInvokeConfig(r *root, v view) {
	if u := r.units[r.target(v.get("function_name"))]; u != nil {
		r.asyncEvents(u, v)
	}
}

func (r *root) asyncEvents(u *iac.Unit, v view) {
	if n := v.get("maximum_retry_attempts"); n.Exists() || n.Hidden() {
		u.Settings.Retries = n.Int()
	}
	if n := v.get("maximum_event_age_in_seconds"); n.Exists() || n.Hidden() {
		r.ages[u.ID] = seconds(n)
	}
	if n := v.get("destination_config.on_failure.destination"); n.Exists() || n.Hidden() {
		u.Settings.OnFailure = r.named(n)
	}
}

// relateProvisioned reads how many instances are kept warm.
func relateProvisioned(r *root, v view) {
	if u := r.units[r.target(v.get("function_name"))]; u != nil {
		u.Settings.Provisioned = v.get("provisioned_concurrent_executions").Int()
	}
}

func relateURL(r *root, v view) {
	r.bind(r.units[r.target(v.get("function_name"))], httpTrigger(v.At, "", functionURL, "", ""), "function URL")
}

// principals are the services that a permission lets in, and what they start a
// function with.
var principals = map[string]struct {
	kind  arch.TriggerKind
	front string
	async bool
}{
	"apigateway.amazonaws.com":           {arch.OnHTTP, restAPI, false},
	"elasticloadbalancing.amazonaws.com": {arch.OnHTTP, balancer, false},
	"s3.amazonaws.com":                   {arch.OnStorage, "", true},
	"sns.amazonaws.com":                  {arch.OnTopic, "", true},
	"iot.amazonaws.com":                  {arch.OnTopic, "", true},
	"logs.amazonaws.com":                 {arch.OnOther, "", true},
	"cognito-idp.amazonaws.com":          {arch.OnOther, "", false},
	"lex.amazonaws.com":                  {arch.OnOther, "", false},
	"config.amazonaws.com":               {arch.OnOther, "", true},
	"secretsmanager.amazonaws.com":       {arch.OnOther, "", true},
	"bedrock.amazonaws.com":              {arch.OnOther, "", false},
	"ses.amazonaws.com":                  {arch.OnOther, "", true},
}

// relatePermission takes a permission for a trigger when nothing else says how the
// service comes to call the function.
func relatePermission(r *root, v view) {
	u := r.units[r.target(v.get("function_name"))]
	p, ok := principals[v.get("principal").String().V]
	if u == nil || !ok {
		return
	}
	r.late = append(r.late, func() {
		for _, t := range u.Triggers {
			if t.Kind == p.kind {
				return
			}
		}
		t := arch.Trigger{Kind: p.kind, At: v.At, From: r.target(v.get("source_arn")), Async: arch.Given(p.async, v.At)}
		if p.kind == arch.OnHTTP {
			front := p.front
			if res := r.resources[t.From]; res != nil && fronts[res.Type] != "" {
				front = fronts[res.Type]
			}
			t = httpTrigger(v.At, t.From, front, "", "")
		}
		r.bind(u, t, "permission "+v.Label)
	})
}
