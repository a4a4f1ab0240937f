package azurefunctions

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// binding is what ties a function to the outside, however the language spells it.
type binding struct {
	family string
	role   role
	at     arch.Range
	props  map[string]arch.Value[string] // by plain name
	places []arch.Value[string]          // arguments without a name
	list   []string                      // methods of a route
}

type role uint8

// A binding starts the function, or brings something in or out.
const (
	starts role = iota + 1
	brings
	sends
)

// family is what a kind of binding means.
type family struct {
	on    arch.TriggerKind
	kind  arch.ResourceKind // of what it names; "" when that is nothing of the app's
	typ   string
	names []string // properties that name it
	place int      // of the name among arguments without one; -1 for none
}

var families = map[string]family{
	"http":          {on: arch.OnHTTP, place: -1},
	"timer":         {on: arch.OnSchedule, place: -1},
	"queue":         {arch.OnQueue, arch.Broker, "storage-queue", []string{"queuename"}, 0},
	"servicebus":    {arch.OnQueue, arch.Broker, "servicebus", []string{"queuename", "topicname", "queueortopicname"}, 0},
	"eventhub":      {arch.OnStream, arch.Broker, "eventhub", []string{"eventhubname"}, 0},
	"kafka":         {arch.OnStream, arch.Broker, "kafka", []string{"topic"}, 1},
	"rabbitmq":      {arch.OnQueue, arch.Broker, "rabbitmq", []string{"queuename"}, 0},
	"blob":          {arch.OnStorage, arch.Datastore, "azure-storage", []string{"path", "blobpath"}, 0},
	"table":         {"", arch.Datastore, "azure-storage", []string{"tablename"}, 0},
	"cosmosdb":      {arch.OnDB, arch.Datastore, "cosmosdb", []string{"containername", "collectionname"}, 1},
	"eventgrid":     {on: arch.OnTopic, place: -1},
	"sql":           {on: arch.OnDB, place: -1},
	"orchestration": {on: arch.OnWorkflow, place: -1},
	"activity":      {on: arch.OnWorkflow, place: -1},
	"entity":        {on: arch.OnWorkflow, place: -1},
}

// synonyms are what the languages call a family besides its name.
var synonyms = map[string]string{
	"storagequeue": "queue", "servicebusqueue": "servicebus", "servicebustopic": "servicebus", "eventhubmessage": "eventhub", "storageblob": "blob",
	"documentdb": "cosmosdb", "durableorchestration": "orchestration", "durableactivity": "activity", "durableentity": "entity", "storagetable": "table",
}

// identify splits the name of a binding, such as "ServiceBusQueueTrigger" or
// "blob_output", into its family and its role; "" for what is no binding.
func identify(name string) (string, role) {
	name = plain(name)
	as := sends
	for _, s := range []struct {
		suffix string
		role   role
	}{{"trigger", starts}, {"output", sends}, {"input", brings}} {
		if cut, ok := strings.CutSuffix(name, s.suffix); ok {
			name, as = cut, s.role
			break
		}
	}
	if known := synonyms[name]; known != "" {
		name = known
	}
	if _, ok := families[name]; ok || as == starts && name != "" {
		return name, as
	}
	return "", 0
}

// prop returns the first property of these names, or the argument at a place.
func (b *binding) prop(place int, names ...string) arch.Value[string] {
	for _, name := range names {
		if v, ok := b.props[name]; ok && (v.Known() || v.Hidden()) {
			return v
		}
	}
	if place >= 0 && place < len(b.places) {
		return b.places[place]
	}
	return arch.Value[string]{}
}

// target is the name of what the binding is tied to.
func (b *binding) target() arch.Value[string] {
	f := families[b.family]
	v := b.prop(f.place, f.names...)
	if b.family == "blob" && v.Known() {
		v.V, _, _ = strings.Cut(strings.TrimPrefix(v.V, "/"), "/") // the container
	}
	if strings.ContainsAny(v.V, "{}") {
		return arch.Hide[string](v.At, v.V+" depends on the event")
	}
	return v
}

// isTopic reports whether a Service Bus binding is to a topic and not to a queue.
func (b *binding) isTopic() bool {
	for _, name := range []string{"topicname", "subscriptionname"} {
		if v := b.props[name]; v.Known() || v.Hidden() {
			return true
		}
	}
	return b.family == "servicebus" && b.role == starts && len(b.places) > 1
}
