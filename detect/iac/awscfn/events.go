package awscfn

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// mappingKinds tell an event source mapping's kind by the service in the ARN of its
// source.
var mappingKinds = map[string]arch.TriggerKind{
	"sqs": arch.OnQueue, "dynamodb": arch.OnStream, "kinesis": arch.OnStream, "kafka": arch.OnStream,
	"mq": arch.OnQueue, "amazonmq": arch.OnQueue, "rds": arch.OnDB, "mongodb": arch.OnDB,
}

// SourceKind tells the kind of the trigger that an event source of this ARN makes.
func (s *Stack) SourceKind(source View) arch.TriggerKind {
	if r := s.repo.stores[s.SourceOf(source)]; r != nil && mappingKinds[r.Type] != "" {
		return mappingKinds[r.Type]
	}
	for _, p := range source.Text().Parts {
		if arn := strings.Split(p.Literal, ":"); len(arn) > 2 && arn[0] == "arn" {
			return mappingKinds[arn[2]]
		}
	}
	return ""
}

func (s *Stack) bindMapping(r *resource) {
	u := s.unitOf(r.get("FunctionName"))
	if u == nil || disabled(Upper(r.props)) {
		return
	}
	source := r.get("EventSourceArn")
	kind := s.SourceKind(source)
	switch {
	case kind != "":
	case r.get("StartingPosition").Exists(), r.get("SelfManagedEventSource").Exists():
		kind = arch.OnStream
	case r.get("Queues").Exists():
		kind = arch.OnQueue
	default:
		kind = arch.OnOther
	}
	s.Bind(u, s.Poll(kind, r.key.At(), source, Upper(r.props)), "event source mapping "+r.logical)
}

// unitOf returns the unit that a name or ARN stands for, or nil.
func (s *Stack) unitOf(v View) *iac.Unit {
	if !v.Exists() {
		return nil
	}
	return s.repo.units[s.SourceOf(v)]
}

func (s *Stack) bindInvokeConfig(r *resource) {
	u := s.unitOf(r.get("FunctionName"))
	if u == nil {
		return
	}
	if retries := r.get("MaximumRetryAttempts"); retries.Exists() {
		u.Settings.Retries = retries.Int()
	}
	if age := r.get("MaximumEventAgeInSeconds"); age.Exists() {
		s.repo.maxAge[u.ID] = age.Seconds()
	}
	if target := OnFailure(r.get("DestinationConfig")); target.Known() || target.Hidden() {
		u.Settings.OnFailure = target
	}
	s.destinations(u, r.get("DestinationConfig"))
}

// destinations sends on what an asynchronous invocation of a function gives.
func (s *Stack) destinations(u *iac.Unit, config View) {
	if u == nil {
		return
	}
	for _, key := range []string{"OnSuccess", "OnFailure"} {
		target := config.Get(key)
		to := s.SourceOf(target.Get("Destination"))
		if to == "" || to == u.ID {
			continue
		}
		t := Event(arch.OnOther, target.At(), u.ID)
		if s.repo.units[to] != nil {
			s.Bind(s.repo.units[to], t, "destination of "+u.Name)
			continue
		}
		if r := s.repo.stores[to]; r != nil {
			s.Link(iac.Link{From: u.ID, To: to, Style: arch.Async, Protocol: r.Type, At: t.At, What: "destination " + key})
		}
	}
}

// bindLattice binds the functions of a VPC Lattice target group.
func (s *Stack) bindLattice(r *resource) {
	for target := range r.get("Targets").Items() {
		if u := s.unitOf(target.Get("Id")); u != nil {
			s.Bind(u, HTTP(r.key.At(), "", Lattice, "", ""), "target group "+r.logical)
		}
	}
}

func (s *Stack) bindURL(r *resource) {
	if u := s.unitOf(r.get("TargetFunctionArn")); u != nil {
		s.Bind(u, HTTP(r.key.At(), "", FunctionURL, "", ""), "function URL")
	}
}

// Deliver sends events from a source to a target of the stack.
func (s *Stack) Deliver(to string, t arch.Trigger, what string) { s.deliver(to, t, what) }

// deliver sends events from a source to a target: to a unit as its trigger, to a
// resource as a link.
func (s *Stack) deliver(to string, t arch.Trigger, what string) {
	if u := s.repo.units[to]; u != nil {
		s.Bind(u, t, what)
		return
	}
	if to != "" && t.From != "" && to != t.From {
		s.Link(iac.Link{From: t.From, To: to, Style: styleOf(t), Protocol: s.protocol(t), Path: t.Path, At: t.At, What: what})
	}
}

func (s *Stack) bindRule(r *resource) {
	if disabled(Upper(r.props)) {
		return
	}
	for target := range r.get("Targets").Items() {
		t := Event(arch.OnTopic, r.key.At(), s.SourceOf(r.get("EventBusName")))
		if schedule := r.get("ScheduleExpression"); schedule.Exists() {
			t.Kind, t.Schedule, t.From = arch.OnSchedule, schedule.String(), ""
		} else if pattern := r.get("EventPattern"); pattern.Exists() {
			t.Kind, t.Filter = patternKind(pattern), pattern.JSONText()
		}
		s.deliveryFailure(&t, target)
		to := s.SourceOf(target.Get("Arn"))
		if task := target.Get("EcsParameters", "TaskDefinitionArn"); task.Exists() {
			to = s.SourceOf(task)
		}
		if job := target.Get("BatchParameters", "JobDefinition"); job.Exists() {
			to = s.SourceOf(job)
		}
		s.deliver(to, t, "rule "+r.logical)
	}
}

func (s *Stack) bindSchedule(r *resource) {
	if disabled(Upper(r.props)) {
		return
	}
	target := r.get("Target")
	t := Event(arch.OnSchedule, r.key.At(), "")
	t.Schedule = r.get("ScheduleExpression").String()
	s.deliveryFailure(&t, target)
	to := s.SourceOf(target.Get("Arn"))
	if task := target.Get("EcsParameters", "TaskDefinitionArn"); task.Exists() {
		to = s.SourceOf(task)
	}
	if to == "" { // a universal target names what it works on in its input
		for _, id := range target.Get("Input").Text().Refs() {
			to = id
		}
	}
	s.deliver(to, t, "schedule "+r.logical)
}

func (s *Stack) bindPipe(r *resource) {
	from := s.SourceOf(r.get("Source"))
	kind := s.SourceKind(r.get("Source"))
	if kind == "" {
		kind = arch.OnOther
	}
	at := r.key.At()
	t := Event(kind, at, from)
	params := r.get("SourceParameters")
	for _, p := range params.Pairs() {
		t.BatchSize = t.BatchSize.Or(p.Get("BatchSize").Int())
		t.Retries = t.Retries.Or(p.Get("MaximumRetryAttempts").Int())
		t.MaxAge = t.MaxAge.Or(p.Get("MaximumRecordAgeInSeconds").Seconds())
		if dead := p.Get("DeadLetterConfig", "Arn"); dead.Exists() {
			t.OnFailure = dead.Named()
		}
	}
	t.Filter = recordFilter(Upper(params), at)
	target := r.get("Target")
	if job := r.get("TargetParameters", "BatchJobParameters", "JobDefinition"); job.Exists() {
		target = job
	}
	if task := r.get("TargetParameters", "EcsTaskParameters", "TaskDefinitionArn"); task.Exists() {
		target = task
	}
	s.deliver(s.SourceOf(target), t, "pipe "+r.logical)
	if u := s.unitOf(r.get("Enrichment")); u != nil {
		t.Async = arch.Given(false, at)
		s.Bind(u, t, "pipe "+r.logical)
	}
}

func (s *Stack) bindTopic(r *resource) {
	for sub := range r.get("Subscription").Items() {
		s.subscribe(s.ID(r.logical), sub, sub.At())
	}
}

func (s *Stack) bindSubscription(r *resource) {
	s.subscribe(s.SourceOf(r.get("TopicArn")), r.props, r.key.At())
}

func (s *Stack) subscribe(topic string, sub View, at arch.Range) {
	t := Event(arch.OnTopic, at, topic)
	t.Filter = SubscriptionFilter(sub, at)
	s.deliveryFailure(&t, sub)
	s.deliver(s.SourceOf(sub.Get("Endpoint")), t, "subscription")
}

// bucketTargets are the kinds of NotificationConfiguration and where each names its
// target.
var bucketTargets = []struct{ list, target string }{
	{"LambdaConfigurations", "Function"}, {"QueueConfigurations", "Queue"}, {"TopicConfigurations", "Topic"},
}

func (s *Stack) bindBucket(r *resource) {
	config := r.get("NotificationConfiguration")
	for _, kind := range bucketTargets {
		for item := range config.Get(kind.list).OneOrMore() {
			target := item.Get(kind.target)
			t := Event(arch.OnStorage, item.At(), s.ID(r.logical))
			t.Filter = keyFilter(item, t.At)
			s.deliver(s.SourceOf(target), t, "bucket notification")
		}
	}
}

func (s *Stack) bindUserPool(r *resource) {
	for key, target := range r.get("LambdaConfig").Pairs() {
		if target.Kind() != 0 && target.Get("LambdaArn").Exists() {
			target = target.Get("LambdaArn")
		}
		if u := s.unitOf(target); u != nil {
			s.Bind(u, arch.Trigger{Kind: arch.OnOther, At: key.At(), From: s.ID(r.logical), Async: arch.Given(false, key.At())}, "user pool "+key.Text())
		}
	}
}

// bindFirehose binds the function that transforms the records of a delivery stream.
func (s *Stack) bindFirehose(r *resource) {
	for _, destination := range r.props.Pairs() {
		for processor := range destination.Get("ProcessingConfiguration", "Processors").Items() {
			for p := range processor.Get("Parameters").Items() {
				if u := s.unitOf(p.Get("ParameterValue")); u != nil && p.Get("ParameterName").String().V == "LambdaArn" {
					t := arch.Trigger{Kind: arch.OnStream, At: p.At(), From: s.ID(r.logical), Async: arch.Given(false, p.At())}
					s.Bind(u, t, "transformation")
				}
			}
		}
	}
}

func (s *Stack) bindLogs(r *resource) {
	s.deliver(s.SourceOf(r.get("DestinationArn")), Event(arch.OnOther, r.key.At(), ""), "log subscription")
}

func (s *Stack) bindIoT(r *resource) {
	for action := range r.get("TopicRulePayload", "Actions").Items() {
		for _, name := range [][]string{{"Lambda", "FunctionArn"}, {"Sqs", "QueueUrl"}, {"Sns", "TargetArn"}, {"Kinesis", "StreamName"}, {"DynamoDBv2", "PutItem", "TableName"}, {"StepFunctions", "StateMachineName"}} {
			if target := action.Get(name...); target.Exists() {
				s.deliver(s.SourceOf(target), Event(arch.OnTopic, action.At(), s.ID(r.logical)), "IoT rule")
			}
		}
	}
}

// permissions say what kind of trigger a service that may invoke a function is.
var permissions = map[string]arch.TriggerKind{
	"apigateway.amazonaws.com": arch.OnHTTP, "elasticloadbalancing.amazonaws.com": arch.OnHTTP,
	"sns.amazonaws.com": arch.OnTopic, "s3.amazonaws.com": arch.OnStorage, "events.amazonaws.com": arch.OnTopic,
	"iot.amazonaws.com": arch.OnTopic, "scheduler.amazonaws.com": arch.OnSchedule, "cognito-idp.amazonaws.com": arch.OnOther,
	"alexa-appkit.amazon.com": arch.OnOther, "logs.amazonaws.com": arch.OnOther, "config.amazonaws.com": arch.OnOther,
	"secretsmanager.amazonaws.com": arch.OnOther, "ses.amazonaws.com": arch.OnOther, "lex.amazonaws.com": arch.OnOther,
	"bedrock.amazonaws.com": arch.OnOther, "states.amazonaws.com": arch.OnWorkflow,
}

// bindPermission takes a permission as the trigger of a function that nothing else
// is known to invoke.
func (s *Stack) bindPermission(r *resource) {
	u := s.unitOf(r.get("FunctionName"))
	kind := permissions[r.get("Principal").String().V]
	if u == nil || kind == "" {
		return
	}
	for _, t := range u.Triggers {
		if t.Kind == kind || kind == arch.OnTopic && t.Kind == arch.OnSchedule {
			return
		}
	}
	t := arch.Trigger{Kind: kind, At: r.key.At(), From: s.SourceOf(r.get("SourceArn"))}
	if kind != arch.OnHTTP && kind != arch.OnWorkflow && kind != arch.OnOther {
		t.Async = arch.Given(true, t.At)
	}
	s.Bind(u, t, "permission "+r.logical)
}
