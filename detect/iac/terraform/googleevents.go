package terraform

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/limits"
)

// relatePush binds the service that a subscription pushes to. One that is pulled
// gives the topic another name.
func relatePush(r *root, v view) {
	topic := r.target(v.get("topic"))
	push := v.get("push_config.push_endpoint")
	if !push.Exists() && !push.Hidden() {
		r.pulled(topic, v)
		return
	}
	t := event(arch.OnTopic, v.At, topic)
	t.Waits = seconds(v.get("ack_deadline_seconds")).Or(limits.DefaultDuration(limits.PubSubAckDeadline, v.At))
	t.OnFailure = r.pubsubDeadLetter(v)
	t.Retries = deliveries(v)
	t.Filter = filterOf(v.get("filter"), v.At, "no filter")
	r.deliver(r.target(push), t, "push subscription")
}

func (r *root) pubsubDeadLetter(v view) arch.Value[string] {
	return r.named(v.get("dead_letter_policy.dead_letter_topic")).Or(arch.ByDefault("", v.At, "no dead letter policy"))
}

// deliveries is how often a message is delivered again before it goes to the dead
// letters; for ever when there are none.
func deliveries(v view) arch.Value[int] {
	policy := v.get("dead_letter_policy")
	if !policy.Exists() && !policy.Hidden() {
		return arch.ByDefault(-1, v.At, "no dead letter policy")
	}
	n := policy.Get("max_delivery_attempts").Int()
	n.V--
	return n
}

// pulled notes what a subscription says of a topic that is read by pulling. The
// settings of one of several hold for nobody else.
func (r *root) pulled(topic string, v view) {
	res, name := r.resources[topic], v.get("name").String()
	if res == nil || !name.Known() {
		return
	}
	res.Aliases = append(res.Aliases, name.V)
	if q := &res.Queue; !q.Visibility.Known() {
		q.Visibility = seconds(v.get("ack_deadline_seconds")).Or(limits.DefaultDuration(limits.PubSubAckDeadline, v.At))
		q.Retention = span(v.get("message_retention_duration"))
		q.DeadLetter = r.pubsubDeadLetter(v)
		q.MaxReceive = v.get("dead_letter_policy.max_delivery_attempts").Int()
	}
}

func relateCloudScheduler(r *root, v view) {
	t := event(arch.OnSchedule, v.At, "")
	t.Schedule = v.get("schedule").String()
	if n := v.get("http_target.uri"); n.Exists() {
		t.Retries = v.get("retry_config.retry_count").Int()
		t.Waits = span(v.get("attempt_deadline")).Or(limits.DefaultDuration("gcp.scheduler.attempt_deadline", v.At))
		r.deliver(r.target(n), t, "schedule "+v.Label)
	}
}

func relateEventarc(r *root, v view) {
	dest := v.get("destination")
	to := ""
	for _, attr := range [][]string{{"cloud_run_service", "service"}, {"cloud_function"}, {"workflow"}, {"http_endpoint", "uri"}} {
		if n := dest.Path(attr...); n.Exists() && to == "" {
			to = r.target(n)
		}
	}
	t := event(arch.OnOther, v.At, r.target(v.get("transport").Path("pubsub", "topic")))
	for _, m := range v.all("matching_criteria") {
		value := m.Get("value")
		switch m.Get("attribute").String().V {
		case "type":
			for _, k := range googleEvents {
				if containsFold(value.String().V, k.word) {
					t.Kind = k.kind
				}
			}
		case "bucket":
			t.From = r.target(value)
		}
	}
	r.deliver(to, t, "event "+v.Label)
}
