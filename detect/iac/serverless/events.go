package serverless

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/awscfn"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// event is one entry of a function's events.
type event struct {
	typ string
	at  arch.Range
	v   awscfn.View // what stands behind the type: a map, a list or a short form
}

// events binds the events of a function or state machine.
func (s *service) events(u *iac.Unit, list awscfn.View, platform arch.Platform) {
	if why := list.Hidden(); why != "" {
		s.Bind(u, arch.Trigger{Kind: arch.OnOther, At: list.At()}, "events that are out of sight: "+why)
		return
	}
	for item := range list.Items() {
		if item.Kind() == yamldoc.Scalar {
			s.event(u, event{typ: item.String().V, at: item.At()}, platform)
			continue
		}
		for key, v := range item.Pairs() {
			s.event(u, event{typ: key.Text(), at: key.At(), v: v}, platform)
			break // an entry is of one type; a second key belongs to a broken indentation
		}
	}
}

func (s *service) event(u *iac.Unit, e event, platform arch.Platform) {
	if disabled(e.v) {
		return
	}
	if platform != arch.AWSLambda {
		s.foreign(u, e)
		return
	}
	if bind := events[e.typ]; bind != nil {
		bind(s, u, e)
		return
	}
	s.Bind(u, arch.Trigger{Kind: arch.OnOther, At: e.at}, "event "+e.typ)
}

func disabled(v awscfn.View) bool {
	enabled := v.Get("enabled").Bool()
	return enabled.Known() && !enabled.V
}

// events bind the event types of AWS. A type that is not here is of another kind.
var events = map[string]func(*service, *iac.Unit, event){
	"http": (*service).http, "httpApi": (*service).httpAPI, "websocket": (*service).websocket, "alb": (*service).alb,
	"sqs": (*service).sqs, "stream": (*service).stream, "kafka": (*service).stream, "msk": (*service).stream,
	"activemq": (*service).queueBroker, "rabbitmq": (*service).queueBroker,
	"sns": (*service).sns, "s3": (*service).s3, "schedule": (*service).schedule,
	"eventBridge": (*service).eventBridge, "cloudwatchEvent": (*service).eventBridge, "iot": (*service).eventBridge,
	"cloudwatchLog": (*service).pushed, "cloudFront": (*service).cloudFront,
	"cognitoUserPool": (*service).waited, "alexaSkill": (*service).waited, "alexaSmartHome": (*service).waited,
}

// gateway returns the ID of the API that the framework makes for events, which it
// declares the first time.
func (s *service) gateway(logical, typ string, at arch.Range) string {
	id := s.ID(logical)
	if s.Resource(id) == nil {
		r := &iac.Resource{ID: id, Name: logical, Kind: arch.Gateway, Type: typ, Platform: "aws", At: at}
		if s.name != "" && logical == "ApiGatewayRestApi" {
			r.Aliases = []string{"api-gateway", s.stage + "-" + s.name}
		}
		s.AddResource(r)
	}
	return id
}

// external returns the ID of an API that the service only adds to, and whether
// there is such a one.
func (s *service) external(keys ...string) (string, bool) {
	v := s.provider.Get(keys...)
	return s.SourceOf(v), v.Exists()
}

// methodPath reads "GET /orders" or a map with both.
func methodPath(v awscfn.View) (method, path string) {
	if v.Kind() == yamldoc.Map {
		method, path = v.Get("method").String().V, v.Get("path").String().V
	} else if text := v.String().V; text == "*" {
		return "", "*"
	} else {
		method, path, _ = strings.Cut(text, " ")
	}
	if path != "" && path != "*" && !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return method, path
}

func (s *service) http(u *iac.Unit, e event) {
	from, ok := s.external("apiGateway", "restApiId")
	if !ok {
		from = s.gateway("ApiGatewayRestApi", "api-gateway-rest", e.at)
	}
	method, path := methodPath(e.v)
	t := awscfn.HTTP(e.at, from, awscfn.RESTAPI, method, path)
	if limit := e.v.First("timeoutInMillis"); limit.Exists() {
		t.Waits = limit.Millis()
	}
	if async := e.v.Get("async").Bool(); async.Known() {
		t.Async = async
	}
	if u.Kind == arch.Workflow && e.v.Get("action").String().V != "StartSyncExecution" {
		t = awscfn.Starts(t)
	}
	s.Bind(u, t, "route "+path)
	s.authorizer(from, awscfn.RESTAPI, e.v.Get("authorizer"))
}

// authorizer binds the function of the service that a route asks for leave.
func (s *service) authorizer(from, front string, v awscfn.View) {
	if v.Kind() == yamldoc.Map && v.First("name", "arn").Exists() {
		v = v.First("name", "arn")
	}
	id := s.SourceOf(v)
	if name := v.String(); id == "" && name.Known() {
		id = s.KnownID(name.V)
	}
	if u := s.Unit(id); u != nil {
		s.Bind(u, awscfn.HTTP(v.At(), from, front, "", ""), awscfn.Authorizer)
	}
}

func (s *service) httpAPI(u *iac.Unit, e event) {
	from, ok := s.external("httpApi", "id")
	if !ok {
		from = s.gateway("HttpApi", "api-gateway-http", e.at)
	}
	method, path := methodPath(e.v)
	s.Bind(u, awscfn.HTTP(e.at, from, awscfn.HTTPAPI, method, path), "route "+path)
	if name := e.v.Get("authorizer", "name").String(); name.Known() { // declared once for the whole API
		definition := s.provider.Get("httpApi", "authorizers", name.V)
		s.authorizer(from, awscfn.HTTPAPI, definition.First("functionName", "functionArn"))
	}
}

func (s *service) websocket(u *iac.Unit, e event) {
	from, ok := s.external("apiGateway", "websocketApiId")
	if !ok {
		from = s.gateway("WebsocketsApi", "api-gateway-websocket", e.at)
	}
	route := e.v.First("route")
	if !route.Exists() {
		route = e.v
	}
	s.Bind(u, awscfn.HTTP(e.at, from, awscfn.WebSocketAPI, "", route.String().V), "route "+route.String().V)
	s.authorizer(from, awscfn.WebSocketAPI, e.v.Get("authorizer"))
}

func (s *service) alb(u *iac.Unit, e event) {
	path := ""
	for p := range e.v.Get("conditions", "path").OneOrMore() {
		path = p.String().V
		break
	}
	s.Bind(u, awscfn.HTTP(e.at, s.SourceOf(e.v.Get("listenerArn")), awscfn.ALB, "", path), "route "+path)
}

func (s *service) cloudFront(u *iac.Unit, e event) {
	from := s.gateway("CloudFrontDistribution", "cloudfront", e.at)
	s.Bind(u, awscfn.HTTP(e.at, from, awscfn.CloudFront, "", e.v.Get("pathPattern").String().V), "edge function")
}

// target returns the ARN or name of an event's source, which the short form is.
func (e event) target(keys ...string) awscfn.View {
	if e.v.Kind() == yamldoc.Map {
		if v := e.v.First(keys...); v.Exists() {
			return v
		}
	}
	return e.v
}

func (s *service) sqs(u *iac.Unit, e event) {
	s.Bind(u, s.Poll(arch.OnQueue, e.at, e.target("arn"), awscfn.Lower(e.v)), "event sqs")
}

func (s *service) stream(u *iac.Unit, e event) {
	s.Bind(u, s.Poll(arch.OnStream, e.at, e.target("arn"), awscfn.Lower(e.v)), "event "+e.typ)
}

func (s *service) queueBroker(u *iac.Unit, e event) {
	s.Bind(u, s.Poll(arch.OnQueue, e.at, e.target("arn"), awscfn.Lower(e.v)), "event "+e.typ)
}

func (s *service) sns(u *iac.Unit, e event) {
	topic := e.target("arn", "topicName")
	from := s.SourceOf(topic)
	if name := topic.String(); from == "" && name.Known() && !strings.HasPrefix(name.V, "arn:") {
		from = s.made("SNSTopic", name.V, arch.Broker, "sns", e.at)
	}
	t := awscfn.Event(arch.OnTopic, e.at, from)
	t.Filter = awscfn.SubscriptionFilter(e.v, e.at)
	if dead := e.v.Get("redrivePolicy"); dead.Exists() {
		t.OnFailure = dead.First("deadLetterTargetArn", "deadLetterTargetRef").Named()
	}
	s.Bind(u, t, "event sns")
}

func (s *service) s3(u *iac.Unit, e event) {
	bucket := e.target("bucket")
	from := s.SourceOf(bucket)
	if name := bucket.String(); from == "" && name.Known() {
		if custom := s.provider.Get("s3", name.V, "name").String(); custom.Known() {
			name = custom
		}
		from = s.made("S3Bucket", name.V, arch.Datastore, "s3", e.at)
	}
	t := awscfn.Event(arch.OnStorage, e.at, from)
	var prefix, suffix arch.Value[string]
	for rule := range e.v.Get("rules").Items() {
		prefix, suffix = prefix.Or(rule.Get("prefix").String()), suffix.Or(rule.Get("suffix").String())
	}
	t.Filter = awscfn.KeyPattern(prefix, suffix, e.at)
	s.Bind(u, t, "event s3")
}

// made declares what the framework makes for an event that only names it.
func (s *service) made(prefix, name string, kind arch.ResourceKind, typ string, at arch.Range) string {
	logical := prefix + normalize(name)
	id := s.ID(logical)
	if s.Resource(id) == nil {
		s.AddResource(&iac.Resource{ID: id, Name: name, Aliases: []string{logical}, Kind: kind, Type: typ, Platform: "aws", At: at})
		s.Know(logical, id)
	}
	return id
}

func (s *service) schedule(u *iac.Unit, e event) {
	rates := e.target("rate")
	for rate := range rates.OneOrMore() {
		t := awscfn.Event(arch.OnSchedule, e.at, "")
		t.Schedule = rate.String()
		s.Bind(u, t, "event schedule")
	}
}

func (s *service) eventBridge(u *iac.Unit, e event) {
	t := awscfn.Event(arch.OnTopic, e.at, s.SourceOf(e.v.Get("eventBus")))
	if rate := e.v.Get("schedule"); rate.Exists() {
		t.Kind, t.Schedule = arch.OnSchedule, rate.String()
	}
	pattern := e.v.First("pattern", "event")
	if t.Kind != arch.OnSchedule {
		t.Filter = pattern.JSONText()
	}
	for source := range pattern.Get("source").OneOrMore() {
		if source.String().V == "aws.s3" {
			t.Kind = arch.OnStorage
		}
	}
	if dead := e.v.First("deadLetterQueueArn"); dead.Exists() {
		t.OnFailure = dead.Named()
	}
	s.Bind(u, t, "event "+e.typ)
}

func (s *service) pushed(u *iac.Unit, e event) {
	s.Bind(u, awscfn.Event(arch.OnOther, e.at, ""), "event "+e.typ)
}

// waited binds an event whose service waits for the function's answer.
func (s *service) waited(u *iac.Unit, e event) {
	s.Bind(u, arch.Trigger{Kind: arch.OnOther, At: e.at, From: s.SourceOf(e.v.Get("pool")), Async: arch.Given(false, e.at)}, "event "+e.typ)
}
