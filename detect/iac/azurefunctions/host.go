package azurefunctions

import (
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// tune reads what host.json says of all triggers of one kind, and what the platform
// does with messages that fail.
func (a *app) tune(t *arch.Trigger, b *binding) {
	ext := func(keys ...string) yamldoc.Node { return a.host.Get(append([]string{"extensions"}, keys...)...) }
	switch b.family {
	case "queue":
		t.BatchSize = shared(ext("queues", "batchSize").Int()).Or(limits.DefaultInt(limits.AzureQueueBatchSize, b.at))
		tries := shared(ext("queues", "maxDequeueCount").Int()).Or(limits.DefaultInt(limits.AzureQueueMaxDequeue, b.at))
		t.Retries = tries
		t.Retries.V = max(tries.V-1, 0)
		if name := b.target(); name.Known() {
			t.OnFailure = arch.ByDefault(name.V+"-poison", b.at, "the host moves what failed to a queue of that name")
		}
		t.PartialResult = arch.ByDefault(true, b.at, "messages of a batch are handled one by one")
	case "servicebus":
		t.MaxConcurrency = shared(ext("serviceBus", "maxConcurrentCalls").Int())
		if n := ext("serviceBus", "messageHandlerOptions", "maxConcurrentCalls"); n.Exists() {
			t.MaxConcurrency = shared(n.Int())
		}
		t.BatchSize = shared(ext("serviceBus", "maxMessageBatchSize").Int())
	case "eventhub":
		t.BatchSize = shared(ext("eventHubs", "maxEventBatchSize").Int())
		if n := ext("eventHubs", "maxBatchSize"); n.Exists() {
			t.BatchSize = shared(n.Int())
		}
	case "http":
		t.MaxConcurrency = shared(ext("http", "maxConcurrentRequests").Int())
	}
}

// shared is a value that holds for all functions of the app.
func shared(v arch.Value[int]) arch.Value[int] {
	if v.Known() {
		return arch.Shared(v.V, v.At)
	}
	return v
}

// task notes a step of an orchestrator. What bounds an activity in time is the timeout
// of its own function.
func task(from, to *function, at arch.Range, name string, retried arch.Value[bool]) {
	if from.unit.Kind != arch.Workflow || len(from.unit.Tasks) >= maxArguments {
		return
	}
	t := arch.Task{Name: name, Target: name, At: at, Retried: retried}
	if to != nil {
		t.Name, t.Target = to.name.V, to.unit.ID
	}
	from.unit.Tasks = append(from.unit.Tasks, t)
}

// waiting notes that an orchestrator waits for an event that somebody raises.
func waiting(from *function, name arch.Value[string], bounded bool) {
	if from.unit.Kind != arch.Workflow || len(from.unit.Tasks) >= maxArguments {
		return
	}
	t := arch.Task{Name: name.V, Target: "event " + name.V, At: name.At, Callback: true, Timeout: arch.Given(time.Duration(0), name.At)}
	if bounded {
		t.Timeout = arch.Hide[time.Duration](name.At, "given in the code")
	}
	from.unit.Tasks = append(from.unit.Tasks, t)
}
