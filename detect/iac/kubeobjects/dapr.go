package kubeobjects

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// app is a container that Dapr's sidecar stands beside.
type app struct {
	scope *scope
	unit  *iac.Unit
}

// daprApp adds the name under which Dapr sidecars call one another, and the port on
// which the sidecar expects the program.
func daprApp(u *iac.Unit, w *workload, c *Node) {
	notes := w.pod.Get("metadata", "annotations")
	id := notes.Get("dapr.io/app-id")
	if !id.IsScalar() || notes.Get("dapr.io/enabled").Text() == "false" {
		return
	}
	u.Hosts = append(u.Hosts, iac.Host{Name: id.Text(), At: id.At()})
	if id.Text() != u.Name {
		u.Aliases = append(u.Aliases, id.Text())
	}
	if port := notes.Get("dapr.io/app-port"); port.IsScalar() {
		u.Settings.Endpoints = append(u.Settings.Endpoints, arch.Endpoint{Kind: "Dapr app port", Name: id.Text(), Target: containerPort(c, port), At: port.At()})
	}
	apps := w.scope.cluster.apps
	apps[id.Text()] = append(apps[id.Text()], app{w.scope, u})
}

// appsOf returns the units with a Dapr ID: those of the set, else the others.
func (s *scope) appsOf(id string) []*iac.Unit {
	var own, others []*iac.Unit
	for _, a := range s.cluster.apps[id] {
		if a.scope == s {
			own = append(own, a.unit)
		} else {
			others = append(others, a.unit)
		}
	}
	if len(own) > 0 {
		return own
	}
	return others
}

// scoped returns the units that an object of Dapr names as its users.
func (s *scope) scoped(o Object) []*iac.Unit {
	var units []*iac.Unit
	for _, n := range o.Root.Get("scopes").Items() {
		for _, u := range s.appsOf(n.Text()) {
			if len(units) < maxSelected && !slices.Contains(units, u) {
				units = append(units, u)
			}
		}
	}
	return units
}

// blocks are the building blocks of Dapr that stand for something outside.
var blocks = map[string]arch.ResourceKind{"state": arch.Datastore, "pubsub": arch.Broker, "bindings": arch.OtherResource}

// products are the components whose name is not the type of what they lead to, and the
// kind of what bindings lead to.
var products = map[string]iac.KnownImage{
	"postgresql": {Kind: arch.Datastore, Type: "postgres"}, "postgres": {Kind: arch.Datastore, Type: "postgres"}, "mysql": {Kind: arch.Datastore, Type: "mysql"},
	"sqlserver": {Kind: arch.Datastore, Type: "mssql"}, "azure.cosmosdb": {Kind: arch.Datastore, Type: "cosmosdb"}, "aws.dynamodb": {Kind: arch.Datastore, Type: "dynamodb"},
	"gcp.firestore": {Kind: arch.Datastore, Type: "firestore"}, "azure.blobstorage": {Kind: arch.Datastore, Type: "azure-storage"}, "azure.tablestorage": {Kind: arch.Datastore, Type: "azure-storage"},
	"aws.s3": {Kind: arch.Datastore, Type: "s3"}, "gcp.bucket": {Kind: arch.Datastore, Type: "gcs"}, "redis": {Kind: arch.Datastore, Type: "redis"}, "mongodb": {Kind: arch.Datastore, Type: "mongodb"},
	"kafka": {Kind: arch.Broker, Type: "kafka"}, "rabbitmq": {Kind: arch.Broker, Type: "rabbitmq"}, "aws.sqs": {Kind: arch.Broker, Type: "sqs"}, "aws.sns": {Kind: arch.Broker, Type: "sns"},
	"aws.snssqs": {Kind: arch.Broker, Type: "sns"}, "aws.kinesis": {Kind: arch.Broker, Type: "kinesis"}, "azure.storagequeues": {Kind: arch.Broker, Type: "storage-queue"},
	"azure.servicebusqueues": {Kind: arch.Broker, Type: "servicebus-queue"}, "azure.servicebus.queues": {Kind: arch.Broker, Type: "servicebus-queue"},
	"azure.servicebus": {Kind: arch.Broker, Type: "servicebus-topic"}, "azure.servicebus.topics": {Kind: arch.Broker, Type: "servicebus-topic"}, "azure.eventhubs": {Kind: arch.Broker, Type: "eventhub"},
	"gcp.pubsub": {Kind: arch.Broker, Type: "pubsub"}, "jetstream": {Kind: arch.Broker, Type: "nats"}, "nats": {Kind: arch.Broker, Type: "nats"}, "mqtt": {Kind: arch.Broker, Type: "mqtt"}, "mqtt3": {Kind: arch.Broker, Type: "mqtt"},
}

// addComponent makes a resource of a component, or another name of the workload that
// its metadata leads to.
func (s *scope) addComponent(o Object) {
	typ := o.Root.Get("spec", "type")
	block, product, _ := strings.Cut(typ.Text(), ".")
	kind, ok := blocks[block]
	if o.Kind() != "Component" || o.group() != "dapr.io" || !ok || o.Name() == "" {
		return
	}
	if product == "cron" {
		s.onSchedule(o)
		return
	}
	known, ok := products[product]
	if !ok {
		known = iac.KnownImage{Kind: kind, Type: product[strings.LastIndexByte(product, '.')+1:]}
	}
	if block != "bindings" {
		known.Kind = kind
	}
	r := s.leadsTo(o, known.Kind)
	if r != nil {
		r.Aliases = append(r.Aliases, o.Name())
		r.Hosts = append(r.Hosts, iac.Host{Name: o.Name(), At: o.At()})
	} else {
		r = s.resourceFor(o, known.Kind, known.Type)
	}
	key := "Component/" + o.Name()
	s.cluster.brokers[key] = append(s.cluster.brokers[key], r)
	for _, u := range s.scoped(o) {
		switch {
		case block == "state":
			s.out.Links = append(s.out.Links, iac.Link{From: u.ID, To: r.ID, Scope: s.set.Scope, Style: arch.Data, Protocol: r.Type, At: o.At(), What: "Dapr component " + o.Name()})
		case block == "bindings" && strings.Contains(metadata(o, "direction").Text(), "input") && len(u.Triggers) < maxTriggers:
			t := arch.Trigger{Kind: arch.OnQueue, At: typ.At(), From: r.ID, Front: "Dapr binding", Async: arch.Given(true, typ.At())}
			if known.Kind == arch.Datastore {
				t.Kind = arch.OnStorage
			}
			u.Triggers = append(u.Triggers, t)
		}
	}
}

// metadata finds an entry of a component's metadata.
func metadata(o Object, name string) *Node {
	for _, m := range o.Root.Get("spec", "metadata").Items() {
		if m.Get("name").Text() == name {
			return m.Get("value")
		}
	}
	return nil
}

// leadsTo finds the resource of the set that a component's metadata has the address of.
func (s *scope) leadsTo(o Object, kind arch.ResourceKind) *iac.Resource {
	for _, m := range o.Root.Get("spec", "metadata").Items() {
		for address := range strings.SplitSeq(m.Get("value").Text(), ",") {
			name, _, _ := strings.Cut(hostOf(strings.TrimSpace(address)), ".")
			for _, t := range s.services[name] {
				if t.resource != nil && t.resource.Kind == kind {
					return t.resource
				}
			}
		}
	}
	return nil
}

// onSchedule gives the users of a cron binding its schedule.
func (s *scope) onSchedule(o Object) {
	schedule := metadata(o, "schedule")
	for _, u := range s.scoped(o) {
		if schedule.IsScalar() && len(u.Triggers) < maxTriggers {
			u.Triggers = append(u.Triggers, arch.Trigger{Kind: arch.OnSchedule, At: schedule.At(), Front: "Dapr binding", Schedule: schedule.Str(), Async: arch.Given(true, schedule.At())})
		}
	}
}

// addDapr reads subscriptions and resiliency policies.
func (s *scope) addDapr(o Object) {
	if o.group() != "dapr.io" {
		return
	}
	switch o.Kind() {
	case "Subscription":
		s.subscribe(o)
	case "Resiliency":
		s.resilience(o)
	}
}

func (s *scope) subscribe(o Object) {
	spec := o.Root.Get("spec")
	topic := spec.Get("topic")
	t := arch.Trigger{
		Kind: arch.OnTopic, At: topic.At(), From: s.broker("Component", spec.Get("pubsubname").Text()), Front: "Dapr", Path: topic.Text(),
		Async: arch.Given(true, topic.At()), BatchSize: spec.Get("bulkSubscribe", "maxMessagesCount").Int(),
		OnFailure: spec.Get("deadLetterTopic").Str().Or(arch.ByDefault("", o.At(), "no deadLetterTopic")),
	}
	if on := spec.Get("bulkSubscribe", "enabled"); on.Text() != "true" {
		t.BatchSize = arch.ByDefault(1, o.At(), "messages come one by one without bulkSubscribe")
	}
	for _, u := range s.scoped(o) {
		if topic.IsScalar() && len(u.Triggers) < maxTriggers {
			u.Triggers = append(u.Triggers, t)
		}
	}
}

// resilience reads the policies for calls to apps, from the apps that it is for. A
// retry without a number goes on forever.
func (s *scope) resilience(o Object) {
	spec := o.Root.Get("spec")
	apps := spec.Get("targets", "apps")
	if apps == nil {
		return
	}
	var from []string
	for _, u := range s.scoped(o) {
		from = append(from, u.ID)
	}
	if len(o.Root.Get("scopes").Items()) == 0 {
		from = []string{""}
	}
	for _, e := range apps.entries {
		p := arch.Policy{By: "dapr", At: e.key.At()}
		if name := e.val.Get("timeout"); name.IsScalar() {
			p.Timeout = duration(spec.Get("policies", "timeouts", name.Text()))
		}
		if name := e.val.Get("retry"); name.IsScalar() {
			retry := spec.Get("policies", "retries", name.Text())
			p.Attempts = tries(retry.Get("maxRetries").Int())
			if retry != nil && !p.Attempts.Known() {
				p.Attempts = arch.Hide[int](name.At(), "retried without an end")
			}
		}
		for _, id := range from {
			for _, to := range s.appsOf(e.key.Text()) {
				if to.ID != id {
					s.govern(iac.Policy{Policy: p, From: id, To: to.ID, Scope: s.set.Scope})
				}
			}
		}
	}
}
