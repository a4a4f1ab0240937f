package serverless

import (
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/awscfn"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// stepFunctions adds the state machines of the step-functions plugin.
func (s *service) stepFunctions() {
	machines := s.doc.Get("stepFunctions", "stateMachines")
	for part := range machines.OneOrMore() {
		for key, def := range part.Pairs() {
			if def.Kind() == yamldoc.Map {
				s.stateMachine(key, def)
			}
		}
	}
}

func (s *service) stateMachine(key yamldoc.Node, def awscfn.View) {
	u := &iac.Unit{
		ID: s.ID("stepFunctions/" + key.Text()), Name: key.Text(), Kind: arch.Workflow, Platform: arch.StepFunctions, At: key.At(),
	}
	if s.Unit(u.ID) != nil {
		return
	}
	if name := def.Get("name").String(); name.Known() && name.V != "" && name.V != u.Name {
		u.Aliases = []string{name.V}
	}
	awscfn.Plan(u, def.Get("type"))
	s.Workflow(u, awscfn.View{})
	definition := def.Get("definition")
	if file := definition.Node().File(); definition.Exists() && file != s.path && file != "" {
		u.Code.Dir = arch.Given(file, definition.At())
		u.Code.Inline = false
	}
	s.Add(u)
	s.Know(normalize(u.Name)+"StepFunctionsStateMachine", u.ID)
	s.Know(u.Name, u.ID)
	if id := def.Get("id").String(); id.Known() {
		s.Know(id.V, u.ID)
	}
	s.OnBind(func() {
		s.InlineStates(u, definition)
		s.events(u, def.Get("events"), arch.AWSLambda)
	})
}

// Settings that the lift plugin makes where nothing else is written. They are the
// plugin's, not the platform's.
const (
	liftVisibility = 6 // times the worker's timeout
	liftMaxRetries = 3
	liftBatchSize  = 1
	liftRetention  = 14 * 24 * time.Hour // of the dead-letter queue
)

// lift adds the constructs of the lift plugin.
func (s *service) lift() {
	for key, def := range s.doc.Get("constructs").Pairs() {
		switch def.Get("type").String().V {
		case "queue":
			s.liftQueue(key, def)
		case "storage":
			s.constructs[key.Text()] = s.liftResource(key, arch.Datastore, "s3")
		case "database/dynamodb-single-table":
			s.constructs[key.Text()] = s.liftResource(key, arch.Datastore, "dynamodb")
		case "webhook":
			s.liftWebhook(key, def)
		case "static-website", "single-page-app", "server-side-website":
			s.constructs[key.Text()] = s.liftResource(key, arch.Gateway, "cloudfront")
		}
	}
}

func (s *service) liftResource(key yamldoc.Node, kind arch.ResourceKind, typ string) string {
	id := s.ID("constructs/" + key.Text())
	s.AddResource(&iac.Resource{ID: id, Name: key.Text(), Kind: kind, Type: typ, Platform: "aws", At: key.At()})
	return id
}

// liftWebhook adds an API that hands events on to a bus, with the function that it asks
// for leave.
func (s *service) liftWebhook(key yamldoc.Node, def awscfn.View) {
	id := s.liftResource(key, arch.Gateway, "api-gateway-http")
	s.constructs[key.Text()] = id
	authorizerKey, _ := def.Node().Entry("authorizer")
	guard := s.function(key.Text()+"Authorizer", authorizerKey, def.Get("authorizer"), arch.AWSLambda)
	if guard != nil {
		s.OnBind(func() {
			s.Bind(guard, awscfn.HTTP(guard.At, id, awscfn.HTTPAPI, "", ""), awscfn.Authorizer+" "+key.Text())
		})
	}
}

// liftQueue adds a queue with its worker. The construct has a dead-letter queue and
// a visibility timeout that fits the worker by itself.
func (s *service) liftQueue(key yamldoc.Node, def awscfn.View) {
	name := key.Text()
	id := s.liftResource(key, arch.Broker, "sqs")
	s.constructs[name] = id
	dead := s.ID("constructs/" + name + "Dlq")
	s.AddResource(&iac.Resource{ID: dead, Name: name + "Dlq", Kind: arch.Broker, Type: "sqs", Platform: "aws", At: key.At()})
	queue := s.Resource(id)
	if s.name != "" {
		queue.Aliases = []string{s.name + "-" + s.stage + "-" + name}
	}
	const why = "serverless-lift"
	queue.Queue.DeadLetter = arch.ByDefault(dead, key.At(), why)
	queue.Queue.MaxReceive = def.Get("maxRetries").Int().Or(arch.ByDefault(liftMaxRetries, key.At(), why))
	queue.Queue.FIFO = def.Get("fifo").Bool().Or(arch.ByDefault(false, key.At(), why))

	workerKey, _ := def.Node().Entry("worker")
	worker := s.function(name+"Worker", workerKey, def.Get("worker"), arch.AWSLambda)
	if worker == nil {
		return
	}
	if timeout := worker.Settings.Timeout; timeout.Known() {
		queue.Queue.Visibility = arch.ByDefault(liftVisibility*timeout.V+def.Get("maxBatchingWindow").Seconds().V, key.At(), why)
	}
	s.Resource(dead).Queue.Retention = arch.ByDefault(liftRetention, key.At(), why)
	if delay := def.Get("visibilityTimeout"); delay.Exists() {
		queue.Queue.Visibility = delay.Seconds()
	}
	s.OnBind(func() {
		t := awscfn.Event(arch.OnQueue, key.At(), id)
		t.BatchSize = def.Get("batchSize").Int().Or(arch.ByDefault(liftBatchSize, key.At(), why))
		t.PartialResult = arch.ByDefault(true, key.At(), why)
		t.MaxConcurrency = def.Get("maxConcurrency").Int()
		t.Retries, t.OnFailure = queue.Queue.MaxReceive, queue.Queue.DeadLetter
		s.Bind(worker, t, "construct "+name)
	})
}

// construct resolves ${construct:NAME.PROPERTY}.
func (s *service) construct(address string) (awscfn.Expansion, bool) {
	name, property, _ := strings.Cut(address, ".")
	if !s.doc.Get("constructs", name).Exists() {
		return hidden("construct " + name + " is not declared"), false
	}
	return awscfn.Expansion{Parts: []iac.Part{{Ref: s.ID("constructs/" + name), Attribute: property}}}, true
}
