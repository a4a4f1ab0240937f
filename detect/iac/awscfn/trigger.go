package awscfn

import (
	"strings"
	"time"
	"unicode"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// boundTrigger tells triggers apart that are declared twice, such as by an event and
// by the API's own definition.
type boundTrigger struct {
	unit   string
	kind   arch.TriggerKind
	from   string
	method string
	path   string
	other  string
}

// Bind adds a trigger to a unit, and the link that it proves.
func (s *Stack) Bind(u *iac.Unit, t arch.Trigger, what string) {
	key := boundTrigger{u.ID, t.Kind, t.From, strings.ToUpper(t.Method), t.Path, t.Schedule.V}
	if t.Kind == arch.OnWorkflow || strings.HasPrefix(what, Authorizer) || t.Kind == arch.OnOther || t.From == "" && t.Kind != arch.OnHTTP {
		key.other = t.At.File + what
		key.path += string(rune(t.At.Start))
	}
	if s.bound[key] {
		refine(u, t)
		return
	}
	if len(u.Triggers) >= maxTriggers {
		return
	}
	s.bound[key] = true
	u.Triggers = append(u.Triggers, t)
	if t.From == "" {
		return
	}
	s.Link(iac.Link{From: t.From, To: u.ID, Style: styleOf(t), Protocol: s.protocol(t), Path: t.Path, At: t.At, What: what})
}

// refine gives a route that an event announced what the definition of its API says:
// how long it waits, which is unknown for an answer that is streamed.
func refine(u *iac.Unit, t arch.Trigger) {
	if t.Kind != arch.OnHTTP || t.Waits.Source == arch.Default {
		return
	}
	for i := range u.Triggers {
		if o := &u.Triggers[i]; o.Kind == t.Kind && o.From == t.From && o.Method == t.Method && o.Path == t.Path {
			o.Waits, o.Async = t.Waits, t.Async
		}
	}
}

func styleOf(t arch.Trigger) arch.EdgeStyle {
	if t.Async.Known() && !t.Async.V || !t.Async.Known() && t.Kind == arch.OnHTTP {
		return arch.Sync
	}
	return arch.Async
}

// Authorizer begins what a trigger is for when an API asks a function for leave.
const Authorizer = "authorizer"

// maxTriggers bounds the triggers of one unit.
const maxTriggers = 2000

// Link adds an edge that the stack proves.
func (s *Stack) Link(l iac.Link) {
	l.Scope = s.opts.Scope
	s.out.Links = append(s.out.Links, l)
}

func (s *Stack) protocol(t arch.Trigger) string {
	switch t.Kind {
	case arch.OnHTTP:
		return "http"
	case arch.OnWorkflow:
		return "invoke"
	}
	if r := s.repo.stores[t.From]; r != nil {
		return r.Type
	}
	return string(t.Kind)
}

// Props looks up a property of an event source; formats spell the names their own
// way.
type Props func(name string) View

// Upper looks up the names as CloudFormation spells them.
func Upper(v View) Props { return func(name string) View { return v.Get(name) } }

// Lower looks them up with a small first letter, as serverless.yml does.
func Lower(v View) Props {
	return func(name string) View {
		r := []rune(name)
		r[0] = unicode.ToLower(r[0])
		return v.Get(string(r))
	}
}

// HTTP returns the trigger for a route of an API of the given type.
func HTTP(at arch.Range, from, front, method, path string) arch.Trigger {
	t := arch.Trigger{Kind: arch.OnHTTP, At: at, From: from, Front: front, Method: strings.ToUpper(method), Path: path, Async: arch.Given(false, at)}
	switch front {
	case RESTAPI:
		t.Waits = limits.DefaultDuration(limits.RESTAPITimeout, at)
	case HTTPAPI:
		t.Waits = limits.DefaultDuration(limits.HTTPAPITimeout, at)
	case WebSocketAPI:
		if path != "$disconnect" { // nobody is left to wait
			t.Waits = limits.DefaultDuration(limits.WebSocketAPITimeout, at)
		}
	case ALB:
		t.Waits = limits.DefaultDuration(limits.ALBIdleTimeout, at)
	}
	return t
}

// The constructs that stand in front of HTTP triggers.
const (
	RESTAPI      = "REST API"
	HTTPAPI      = "HTTP API"
	WebSocketAPI = "WebSocket API"
	ALB          = "ALB"
	FunctionURL  = "function URL"
	CloudFront   = "CloudFront"
	AppSync      = "AppSync"
	Lattice      = "VPC Lattice"
)

// Starts turns a route into one that only starts a workflow and does not wait for
// it.
func Starts(t arch.Trigger) arch.Trigger {
	t.Async, t.Waits = arch.Given(true, t.At), arch.Value[time.Duration]{}
	return t
}

// Event returns the trigger for something that nobody waits for.
func Event(kind arch.TriggerKind, at arch.Range, from string) arch.Trigger {
	return arch.Trigger{Kind: kind, At: at, From: from, Async: arch.Given(true, at)}
}

// Poll returns the trigger of an event source mapping.
func (s *Stack) Poll(kind arch.TriggerKind, at arch.Range, source View, get Props) arch.Trigger {
	t := Event(kind, at, s.SourceOf(source))
	batch := limits.SQSBatchSize
	if kind == arch.OnStream || kind == arch.OnDB {
		batch = streamBatchSize
	}
	t.BatchSize = get("BatchSize").Int().Or(limits.DefaultInt(batch, at))
	t.PartialResult = partial(get, at)
	if kind == arch.OnQueue {
		t.MaxConcurrency = get("ScalingConfig").Get("MaximumConcurrency").Int().Or(get("MaximumConcurrency").Int())
	}
	t.Filter = recordFilter(get, at)
	if kind == arch.OnStream {
		t.Retries = get("MaximumRetryAttempts").Int().Or(limits.DefaultInt(streamRetries, at))
		t.MaxAge = maxAge(get("MaximumRecordAgeInSeconds"), at)
		t.OnFailure = OnFailure(get("DestinationConfig"), get("Destinations")).Or(arch.ByDefault("", at, streamOnFailure))
	}
	return t
}

// OnFailure reads the destination of failed events.
func OnFailure(configs ...View) arch.Value[string] {
	for _, config := range configs {
		target := config.First("OnFailure", "onFailure")
		if !target.Exists() {
			continue
		}
		for _, key := range []string{"Destination", "arn"} {
			if d := target.Get(key); d.Exists() {
				return d.Named()
			}
		}
		return target.Named()
	}
	return arch.Value[string]{}
}

func partial(get Props, at arch.Range) arch.Value[bool] {
	types := get("FunctionResponseTypes")
	if !types.Exists() {
		types = get("FunctionResponseType")
	}
	if types.Hidden() != "" {
		return arch.Hide[bool](types.At(), types.Hidden())
	}
	for item := range types.OneOrMore() {
		if item.String().V == "ReportBatchItemFailures" {
			return arch.Given(true, item.At())
		}
	}
	return arch.ByDefault(false, at, partialBatch)
}

// disabled reports whether an event source is switched off for sure.
func disabled(get Props) bool {
	enabled := get("Enabled").Bool()
	return enabled.Known() && !enabled.V || strings.EqualFold(get("State").String().V, "DISABLED")
}

// SourceOf returns the ID of what an ARN or name stands for, "" when it is not
// declared here.
func (s *Stack) SourceOf(v View) string {
	if id := v.Ref(); id != "" {
		return id
	}
	if v.s == nil {
		return ""
	}
	return s.findNamed(v.Text())
}

// findNamed finds the one declaration whose physical name a literal ARN, URL or name
// ends with.
func (s *Stack) findNamed(text iac.Text) string {
	if len(text.Parts) == 0 || len(text.Refs()) > 0 {
		return ""
	}
	last := text.Parts[len(text.Parts)-1].Literal
	if len(text.Parts) > 1 && !strings.ContainsAny(last, ":/") {
		return "" // the beginning of the name is out of sight
	}
	service := ""
	if arn := strings.Split(text.Parts[0].Literal, ":"); len(arn) > 2 && arn[0] == "arn" {
		service = arn[2]
	}
	found := ""
	for _, word := range strings.FieldsFunc(last, func(r rune) bool { return r == ':' || r == '/' }) {
		for _, n := range s.names[word] {
			if service != "" && n.service != service || n.id == found {
				continue
			}
			if found != "" {
				return ""
			}
			found = n.id
		}
	}
	return found
}

// namedThing is a declaration with a physical name, and its service in ARNs.
type namedThing struct{ id, service string }

// arnServices are the services whose name in ARNs is not their resource type.
var arnServices = map[string]string{"eventbridge": "events", "aws-lambda": "lambda", "step-functions": "states"}

// nameIs makes a physical name known.
func (s *Stack) nameIs(name, id, service string) {
	if other := arnServices[service]; other != "" {
		service = other
	}
	s.names[name] = append(s.names[name], namedThing{id, service})
}

// indexNames records the physical names of the Resources section.
func (s *Stack) indexNames() {
	for _, r := range s.order {
		if r.info.name == "" || !r.info.emitted() {
			continue
		}
		service := r.info.typ
		switch {
		case strings.HasSuffix(r.typ, "::Function"):
			service = string(arch.AWSLambda)
		case strings.HasSuffix(r.typ, "::StateMachine"):
			service = string(arch.StepFunctions)
		}
		if name := r.get(r.info.name).String(); name.Known() && name.V != "" {
			s.nameIs(name.V, s.ID(r.logical), service)
		}
	}
}
