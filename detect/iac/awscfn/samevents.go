package awscfn

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// The APIs that SAM makes when an event names none.
const (
	implicitREST = "ServerlessRestApi"
	implicitHTTP = "ServerlessHttpApi"
)

// indexImplicit declares the APIs that SAM makes for events that name none.
func (s *Stack) indexImplicit() {
	for _, r := range s.order {
		if r.typ != "AWS::Serverless::Function" && r.typ != "AWS::Serverless::StateMachine" {
			continue
		}
		for key, event := range r.get("Events").Pairs() {
			switch event.Get("Type").String().V {
			case "Api":
				s.implicit(implicitREST, "api-gateway-rest", "RestApiId", key.At(), event)
			case "HttpApi":
				s.implicit(implicitHTTP, "api-gateway-http", "ApiId", key.At(), event)
			}
		}
	}
}

func (s *Stack) implicit(logical, typ, property string, at arch.Range, event View) {
	if s.known[logical] != "" || event.Get("Properties", property).Exists() {
		return
	}
	s.known[logical] = s.ID(logical)
	s.AddResource(&iac.Resource{ID: s.ID(logical), Name: logical, Kind: arch.Gateway, Type: typ, Platform: "aws", At: at})
}

// samEvents binds the Events of a SAM function or state machine.
func (s *Stack) samEvents(r *resource) {
	u := s.repo.units[s.ID(r.logical)]
	events := r.get("Events")
	if why := events.Hidden(); why != "" && u != nil {
		s.Bind(u, arch.Trigger{Kind: arch.OnOther, At: events.At()}, "events that are out of sight: "+why)
		return
	}
	for key, event := range events.Pairs() {
		if u == nil {
			return
		}
		typ := event.Get("Type").String().V
		props := event.Get("Properties")
		if disabled(Upper(props)) {
			continue
		}
		s.samEvent(u, samEvent{typ: typ, name: key.Text(), at: key.At(), props: props})
	}
}

type samEvent struct {
	typ   string
	name  string
	at    arch.Range
	props View
}

// pollTypes are the event types that SAM turns into event source mappings, and
// where they name their source.
var pollTypes = map[string]struct {
	kind   arch.TriggerKind
	source string
}{
	"SQS": {arch.OnQueue, "Queue"}, "DynamoDB": {arch.OnStream, "Stream"}, "Kinesis": {arch.OnStream, "Stream"},
	"MSK": {arch.OnStream, "Stream"}, "SelfManagedKafka": {arch.OnStream, "KafkaBootstrapServers"},
	"MQ": {arch.OnQueue, "Broker"}, "DocumentDB": {arch.OnDB, "Cluster"},
}

// pushTypes are the event types whose service invokes the function without waiting,
// and where they name their source.
var pushTypes = map[string]struct {
	kind   arch.TriggerKind
	source string
}{
	"SNS": {arch.OnTopic, "Topic"}, "S3": {arch.OnStorage, "Bucket"}, "CloudWatchLogs": {arch.OnOther, "LogGroupName"},
	"IoTRule": {arch.OnTopic, ""}, "CloudWatchEvent": {arch.OnTopic, "EventBusName"}, "EventBridgeRule": {arch.OnTopic, "EventBusName"},
}

func (s *Stack) samEvent(u *iac.Unit, e samEvent) {
	what := "event " + e.name
	if p, ok := pollTypes[e.typ]; ok {
		s.Bind(u, s.Poll(p.kind, e.at, e.props.Get(p.source), Upper(e.props)), what)
		return
	}
	if p, ok := pushTypes[e.typ]; ok {
		t := Event(p.kind, e.at, s.SourceOf(e.props.Get(p.source)))
		s.deliveryFailure(&t, e.props)
		if pattern := e.props.First("Pattern", "EventPattern"); pattern.Exists() {
			t.Kind, t.Filter = patternKind(pattern), pattern.JSONText()
		}
		switch e.typ {
		case "S3":
			t.Filter = keyFilter(e.props, e.at)
		case "SNS":
			t.Filter = SubscriptionFilter(e.props, e.at)
		case "CloudWatchLogs":
			t.Filter = e.props.Get("FilterPattern").String()
		}
		if e.props.Get("SqsSubscription").Exists() && e.typ == "SNS" {
			s.queuedTopic(&t, e.props.Get("SqsSubscription"))
		}
		s.Bind(u, t, what)
		return
	}
	switch e.typ {
	case "Api":
		s.apiEvent(u, e, RESTAPI, "RestApiId", implicitREST)
	case "HttpApi":
		s.apiEvent(u, e, HTTPAPI, "ApiId", implicitHTTP)
	case "Schedule", "ScheduleV2":
		t := Event(arch.OnSchedule, e.at, "")
		t.Schedule = e.props.First("Schedule", "ScheduleExpression").String()
		s.deliveryFailure(&t, e.props)
		s.Bind(u, t, what)
	case "Cognito":
		s.Bind(u, arch.Trigger{Kind: arch.OnOther, At: e.at, From: s.SourceOf(e.props.Get("UserPool")), Async: arch.Given(false, e.at)}, what)
	case "AlexaSkill":
		s.Bind(u, arch.Trigger{Kind: arch.OnOther, At: e.at, Async: arch.Given(false, e.at)}, what)
	default:
		s.Bind(u, arch.Trigger{Kind: arch.OnOther, At: e.at}, what)
	}
}

// queuedTopic turns a topic's trigger into that of the queue that SAM puts between.
func (s *Stack) queuedTopic(t *arch.Trigger, sub View) {
	topic := t.From
	t.Kind, t.From = arch.OnQueue, s.SourceOf(sub.Get("QueueArn"))
	t.BatchSize = sub.Get("BatchSize").Int()
	if topic != "" && t.From != "" {
		s.Link(iac.Link{From: topic, To: t.From, Style: arch.Async, Protocol: "sns", At: t.At, What: "subscription"})
	}
}

func (s *Stack) apiEvent(u *iac.Unit, e samEvent, front, property, implicit string) {
	from := s.known[implicit]
	if api := e.props.Get(property); api.Exists() {
		from = s.SourceOf(api)
	}
	method, path := e.props.Get("Method").String().V, e.props.Get("Path").String().V
	if method == "" && path == "" && front == HTTPAPI {
		path = "$default"
	}
	t := HTTP(e.at, from, front, method, path)
	if limit := e.props.Get("TimeoutInMillis"); limit.Exists() {
		t.Waits = limit.Millis()
	}
	if u.Kind == arch.Workflow {
		t = Starts(t)
	}
	s.Bind(u, t, "route "+path)
}

// deliveryFailure reads what the sender does with an event that it cannot deliver.
func (s *Stack) deliveryFailure(t *arch.Trigger, props View) {
	if retry := props.Get("RetryPolicy", "MaximumRetryAttempts"); retry.Exists() {
		t.Retries = retry.Int()
	}
	for _, key := range []string{"DeadLetterConfig", "RedrivePolicy"} {
		config := props.Get(key)
		target := config.First("Arn", "deadLetterTargetArn")
		switch {
		case target.Exists():
			t.OnFailure = target.Named()
		case config.Exists():
			t.OnFailure = arch.Given("a queue that SAM makes", config.At())
		}
	}
}

// patternKind tells the events of a bucket from those of applications.
func patternKind(pattern View) arch.TriggerKind {
	for source := range pattern.First("source", "Source").OneOrMore() {
		if source.String().V == "aws.s3" {
			return arch.OnStorage
		}
	}
	return arch.OnTopic
}
