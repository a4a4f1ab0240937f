package ecs

import (
	"path"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// subscription is a queue that waits for the topics that other manifests publish.
type subscription struct {
	scope, service, topic string
	shared                string // scope without an environment
	queue                 string
	at                    arch.Range
}

func (l *loader) resource(r *iac.Resource) *iac.Resource {
	r.Platform, r.Format, r.Kind = "aws", formatCopilot, arch.Broker
	l.out.Resources = append(l.out.Resources, r)
	return r
}

// publish declares the topics of a service; it gets their ARNs in one variable.
func (m *manifest) publish() {
	var parts []iac.Part
	list := m.get("publish", "topics")
	for topic := range list.Items() {
		name := topic.Get("name")
		if name.Text() == "" || len(parts) > 50 {
			continue
		}
		id := m.unit.ID + "/topic/" + name.Text()
		m.l.resource(&iac.Resource{ID: id, Scope: m.scope, Name: name.Text(), Type: "sns", At: name.At(), Environment: m.unit.Environment})
		parts = append(parts, iac.Part{Ref: id, Attribute: "Arn"})
		if m.l.topics == nil {
			m.l.topics = map[string]string{}
		}
		m.l.topics[m.scope+"/"+m.unit.Name+"/"+name.Text()] = id
	}
	if len(parts) > 0 {
		m.unit.Env = append(m.unit.Env, iac.Env{Name: "COPILOT_SNS_TOPIC_ARNS", Value: iac.Compose(list.At(), parts...), At: list.At()})
	}
}

// subscribe declares the queue that a service reads, and one of its own for each topic
// that asks for it.
func (m *manifest) subscribe() {
	sub := m.get("subscribe")
	if sub.Kind() != yamldoc.Map {
		return
	}
	shared := ""
	for topic := range sub.Get("topics").Items() {
		name, service := topic.Get("name").Text(), topic.Get("service").Text()
		if name == "" {
			continue
		}
		queue := ""
		if own := topic.Get("queue"); own.Kind() == yamldoc.Map || own.Bool().V {
			queue = m.queue(m.unit.Name+"-"+name, own, topic.At(), "")
		} else {
			if shared == "" {
				shared = m.queue(m.unit.Name+"-events", sub.Get("queue"), sub.At(), "COPILOT_QUEUE_URI")
			}
			queue = shared
		}
		m.l.subs = append(m.l.subs, subscription{scope: m.scope, shared: "copilot:" + m.dir(), service: service, topic: name, queue: queue, at: topic.At()})
	}
	if shared == "" && sub.Get("queue").Exists() {
		m.queue(m.unit.Name+"-events", sub.Get("queue"), sub.At(), "COPILOT_QUEUE_URI")
	}
}

func (m *manifest) dir() string { return path.Dir(path.Dir(m.path)) }

// queue declares a queue of the service and its trigger.
func (m *manifest) queue(name string, n yamldoc.Node, at arch.Range, variable string) string {
	id := m.unit.ID + "/queue/" + name
	r := m.l.resource(&iac.Resource{ID: id, Scope: m.scope, Name: name, Type: "sqs", At: at, Environment: m.unit.Environment})
	q := &r.Queue
	q.Visibility = span(n.Get("timeout")).Or(limits.DefaultDuration(limits.SQSVisibility, at))
	q.Retention = span(n.Get("retention")).Or(limits.DefaultDuration("aws.sqs.retention", at))
	q.FIFO = n.Get("fifo").Bool()
	if n.Get("fifo").Kind() == yamldoc.Map {
		q.FIFO = arch.Given(true, n.Get("fifo").At())
	}
	q.FIFO = q.FIFO.Or(arch.ByDefault(false, at, "a queue is a standard one"))
	q.DeadLetter = arch.ByDefault("", at, "aws.sqs.redrive")
	if dead := n.Get("dead_letter"); dead.Exists() {
		deadID := id + "/dead"
		d := m.l.resource(&iac.Resource{ID: deadID, Scope: m.scope, Name: name + "-dead-letter", Type: "sqs", At: dead.At(), Environment: m.unit.Environment})
		d.Queue.DeadLetter = arch.ByDefault("", dead.At(), "aws.sqs.redrive")
		q.DeadLetter, q.MaxReceive = arch.Given(deadID, dead.At()), dead.Get("tries").Int()
	}
	t := arch.Trigger{Kind: arch.OnQueue, At: at, From: id, Async: arch.Given(true, at), OnFailure: q.DeadLetter, Retries: q.MaxReceive}
	m.unit.Triggers = append(m.unit.Triggers, t)
	m.l.link(iac.Link{From: id, To: m.unit.ID, Scope: m.scope, Style: arch.Async, Protocol: "sqs", At: at, What: "queue of the service"})
	if variable != "" {
		m.unit.Env = append(m.unit.Env, iac.Env{Name: variable, Value: iac.Compose(at, iac.Part{Ref: id, Attribute: "QueueUrl"}), At: at})
	}
	return id
}

func (l *loader) link(k iac.Link) { l.out.Links = append(l.out.Links, k) }

// subscriptions joins the queues to the topics, which may be published by manifests
// that come later.
func (l *loader) subscriptions() {
	for _, s := range l.subs {
		from := l.topics[s.scope+"/"+s.service+"/"+s.topic]
		if from == "" {
			from = l.topics[s.shared+"/"+s.service+"/"+s.topic]
		}
		if from != "" {
			l.link(iac.Link{From: from, To: s.queue, Scope: s.scope, Style: arch.Async, Protocol: "sns", At: s.at, What: "subscription"})
		}
	}
}
