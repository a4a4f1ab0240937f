package kubeobjects

import (
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/limits"
)

// addScaling puts an autoscaler on the units that it scales. One that only watches and
// advises (VerticalPodAutoscaler) changes no number of instances.
func (s *scope) addScaling(o Object) {
	spec := o.Root.Get("spec")
	by := arch.Autoscaler{By: o.Kind(), At: o.At()}
	var least, most arch.Value[int]
	switch {
	case o.Kind() == "HorizontalPodAutoscaler":
		by.Metrics = hpaMetrics(spec)
		least, most = spec.Get("minReplicas").Int().Or(limits.DefaultInt("k8s.hpa.min", o.At())), spec.Get("maxReplicas").Int()
	case o.Kind() == "ScaledObject" && o.group() == "keda.sh":
		by.Metrics = kedaMetrics(spec)
		least = spec.Get("minReplicaCount").Int().Or(limits.DefaultInt("keda.min", o.At()))
		most = spec.Get("maxReplicaCount").Int().Or(limits.DefaultInt("keda.max", o.At()))
	case o.Kind() == "HTTPScaledObject": // of KEDA's add-on
		by.Metrics = []string{"requests"}
		least, most = spec.Get("replicas", "min").Int(), spec.Get("replicas", "max").Int()
	case o.Kind() == "ScaledJob" && o.group() == "keda.sh":
		s.startJobs(o, by)
		return
	default:
		return
	}
	ref := spec.Get("scaleTargetRef")
	name := ref.Get("name").Text()
	if name == "" {
		name = ref.Get("deploymentName").Text() // KEDA 1
	}
	kind := ref.Get("kind").Text()
	if kind == "" && o.Kind() == "ScaledObject" {
		kind = "Deployment"
	}
	for _, w := range s.named(name, kind) {
		for _, t := range w.targets {
			if t.unit != nil {
				st := &t.unit.Settings
				st.MinReplicas, st.MaxReplicas = least, most
				st.Autoscalers = append(st.Autoscalers, by)
			}
		}
	}
}

// hpaMetrics reads what a HorizontalPodAutoscaler follows: CPU, when it says nothing.
func hpaMetrics(spec *Node) []string {
	var list []string
	for _, m := range spec.Get("metrics").Items() {
		for _, field := range []string{"resource", "containerResource"} {
			list = append(list, m.Get(field, "name").Text())
		}
		for _, field := range []string{"pods", "object", "external"} {
			list = append(list, m.Get(field, "metric", "name").Text(), m.Get(field, "metricName").Text())
		}
	}
	if spec.Get("targetCPUUtilizationPercentage") != nil || len(list) == 0 {
		list = append(list, "cpu")
	}
	return words(list)
}

func kedaMetrics(spec *Node) []string {
	var list []string
	for _, t := range spec.Get("triggers").Items() {
		list = append(list, t.Get("type").Text())
	}
	return words(list)
}

// words sorts and leaves out what is empty or repeated.
func words(list []string) []string {
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(w string) bool { return w == "" })
}

// kedaSources are the scalers of KEDA that count messages, and what names the place
// where the messages wait.
var kedaSources = map[string]struct {
	kind  arch.TriggerKind
	named []string
}{
	"aws-sqs-queue": {arch.OnQueue, []string{"queueURL"}}, "rabbitmq": {arch.OnQueue, []string{"queueName"}}, "azure-queue": {arch.OnQueue, []string{"queueName"}},
	"azure-servicebus": {arch.OnQueue, []string{"queueName", "topicName"}}, "kafka": {arch.OnTopic, []string{"topic"}}, "apache-kafka": {arch.OnTopic, []string{"topic"}},
	"gcp-pubsub": {arch.OnTopic, []string{"subscriptionName"}}, "nats-jetstream": {arch.OnTopic, []string{"stream"}}, "pulsar": {arch.OnTopic, []string{"topic"}},
	"aws-kinesis-stream": {arch.OnStream, []string{"streamName"}}, "redis-streams": {arch.OnStream, []string{"stream"}}, "azure-eventhub": {arch.OnStream, []string{"eventHubName"}},
	"redis": {arch.OnQueue, []string{"listName"}}, "activemq": {arch.OnQueue, []string{"destinationName"}}, "artemis-queue": {arch.OnQueue, []string{"queueName"}}, "ibmmq": {arch.OnQueue, []string{"queueName"}},
	"cron": {arch.OnSchedule, nil}, "azure-blob": {arch.OnStorage, []string{"blobContainerName"}},
}

// startJobs gives a job the events for which KEDA starts it.
func (s *scope) startJobs(o Object, by arch.Autoscaler) {
	spec := o.Root.Get("spec")
	by.Metrics = kedaMetrics(spec)
	for _, w := range s.named(o.Name(), o.Kind()) {
		for _, t := range w.targets {
			if t.unit == nil || w.object.Root != o.Root {
				continue
			}
			st := &t.unit.Settings
			st.Autoscalers = append(st.Autoscalers, by)
			st.MinReplicas = spec.Get("minReplicaCount").Int().Or(limits.DefaultInt("keda.min", o.At()))
			st.MaxReplicas = spec.Get("maxReplicaCount").Int().Or(limits.DefaultInt("keda.max", o.At()))
			for _, trigger := range spec.Get("triggers").Items() {
				if len(t.unit.Triggers) < maxTriggers {
					t.unit.Triggers = append(t.unit.Triggers, kedaTrigger(trigger))
				}
			}
		}
	}
}

// maxTriggers bounds what starts one unit.
const maxTriggers = 200

func kedaTrigger(n *Node) arch.Trigger {
	typ := n.Get("type")
	source, ok := kedaSources[typ.Text()]
	if !ok {
		source.kind = arch.OnOther
	}
	t := arch.Trigger{Kind: source.kind, At: typ.At(), Front: "KEDA " + typ.Text(), Async: arch.Given(true, typ.At())}
	for _, field := range source.named {
		if name := n.Get("metadata", field); name.IsScalar() && name.why == "" {
			t.Path = name.Text()
		}
	}
	if t.Kind == arch.OnSchedule {
		t.Schedule = n.Get("metadata", "start").Str()
	}
	return t
}

// named returns the workloads of a name and kind ("" for any kind): those of the
// set, else those of the others when only one set has any.
func (s *scope) named(name, kind string) []*workload {
	var own, others []*workload
	sets := map[*scope]bool{}
	for _, w := range s.cluster.named[name] {
		switch {
		case kind != "" && kind != w.object.Kind():
		case w.scope == s:
			own = append(own, w)
		default:
			others = append(others, w)
			sets[w.scope] = true
		}
	}
	if len(own) > 0 || len(sets) != 1 {
		return own
	}
	return others
}
