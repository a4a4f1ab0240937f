package deploys

import (
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/commands"
	"github.com/archvet/archvet/detect/limits"
)

func wordOf(text string, at arch.Range) commands.Word { return commands.Word{Text: text, At: at} }

// describes matches the command whose output is a service's address.
var describes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:run services|functions|run jobs) describe "?([\w-]+)"?(?:\s|\)|$)|\.run\.app/|https://[\w.-]*cloudfunctions\.net/([\w-]+)|/jobs/([\w-]+):run|/workflows/([\w-]+)/executions`)
})

// target is the unit that an endpoint leads to, where that is sure.
func (l *loader) target(c command, endpoint commands.Word) *iac.Unit {
	m := describes().FindStringSubmatch(endpoint.Text)
	if m == nil {
		return nil
	}
	return l.named(c, m[1]+m[2]+m[3]+m[4])
}

// named is the unit of a name: of the command's scope, else the only one.
func (l *loader) named(c command, name string) *iac.Unit {
	if name == "" {
		return nil
	}
	if u := l.units[c.scope()+"\x00"+name]; u != nil {
		return u
	}
	var found *iac.Unit
	for _, u := range l.out.Units {
		if u.Name == name {
			if found != nil {
				return nil
			}
			found = u
		}
	}
	return found
}

func bind(u *iac.Unit, t arch.Trigger) {
	for _, o := range u.Triggers {
		if o.Kind == t.Kind && o.From == t.From && o.At == t.At {
			return
		}
	}
	if len(u.Triggers) < 100 {
		u.Triggers = append(u.Triggers, t)
	}
}

func async(kind arch.TriggerKind, at arch.Range, from string) arch.Trigger {
	return arch.Trigger{Kind: kind, At: at, From: from, Async: arch.Given(true, at)}
}

// eventKinds are the kinds of triggers by a word in the name of an event.
var eventKinds = []struct {
	word string
	kind arch.TriggerKind
}{{"pubsub", arch.OnTopic}, {"storage", arch.OnStorage}, {"firestore", arch.OnDB}, {"datastore", arch.OnDB}, {"firebase.database", arch.OnDB}}

func eventKind(text string) arch.TriggerKind {
	for _, k := range eventKinds {
		if strings.Contains(text, k.word) {
			return k.kind
		}
	}
	return arch.OnOther
}

func (l *loader) functionTriggers(c command) {
	name, ok := c.name()
	if !ok {
		return
	}
	u := l.named(c, name.Text)
	if u == nil {
		return
	}
	retries := func(t arch.Trigger) arch.Trigger {
		if at, ok := c.Has("--retry"); ok {
			t.Retries = arch.Given(-1, at)
		} else {
			t.Retries = arch.ByDefault(0, c.At, "gcp.gcf2.retry")
		}
		return t
	}
	if at, ok := c.Has("--trigger-http"); ok {
		bind(u, arch.Trigger{Kind: arch.OnHTTP, At: at, Front: "Cloud Functions", Async: arch.Given(false, at)})
	}
	if w, ok := c.Flag("--trigger-topic"); ok {
		bind(u, retries(async(arch.OnTopic, w.At, l.topicID(c, w))))
	}
	if w, ok := c.Flag("--trigger-bucket"); ok {
		bind(u, retries(async(arch.OnStorage, w.At, l.bucket(c, w))))
	}
	_, byTopic := c.Flag("--trigger-topic")
	if w, ok := c.Flag("--trigger-event"); ok && !byTopic {
		bind(u, retries(async(eventKind(w.Text), w.At, "")))
	}
	for _, w := range c.Flags("--trigger-event-filters") {
		if strings.HasPrefix(w.Text, "type=") {
			bind(u, retries(async(eventKind(w.Text), w.At, "")))
		}
	}
}

func (l *loader) bucket(c command, w commands.Word) string {
	w.Text = strings.TrimPrefix(w.Text, "gs://")
	if !w.Known() || w.Text == "" {
		return ""
	}
	return l.resource(c, w, arch.Datastore, "gcs").ID
}

// subscription binds the unit that a subscription pushes to.
func (l *loader) subscription(c command) {
	topic, _ := c.Flag("--topic")
	endpoint, ok := c.Flag("--push-endpoint")
	from := l.topicID(c, topic)
	u := l.target(c, endpoint)
	if !ok || u == nil {
		return
	}
	t := async(arch.OnTopic, endpoint.At, from)
	t.Waits = flag(c, "duration", span, "--ack-deadline").Or(limits.DefaultDuration(limits.PubSubAckDeadline, c.At))
	t.OnFailure = arch.ByDefault("", c.At, "gcp.pubsub.ack_deadline")
	if w, ok := c.Flag("--dead-letter-topic"); ok {
		t.OnFailure = arch.Hide[string](w.At, w.Why)
		if id := l.topicID(c, w); id != "" {
			t.OnFailure = arch.Given(id, w.At)
		}
	}
	t.Retries = c.number("--max-delivery-attempts")
	bind(u, t)
}

func (l *loader) schedule(c command) {
	t := async(arch.OnSchedule, c.At, "")
	if w, ok := c.Flag("--schedule"); ok {
		t.At, t.Schedule = w.At, w.Value()
	}
	uri, ok := c.Flag("--uri")
	if u := l.target(c, uri); ok && u != nil {
		t.Waits = flag(c, "duration", span, "--attempt-deadline").Or(limits.DefaultDuration("gcp.scheduler.attempt_deadline", c.At))
		bind(u, t)
	}
}

// eventarc binds the destination of a trigger.
func (l *loader) eventarc(c command) {
	var u *iac.Unit
	for _, name := range []string{"--destination-run-service", "--destination-run-job", "--destination-workflow", "--destination-function"} {
		if w, ok := c.Flag(name); ok && w.Known() {
			u = l.named(c, w.Text)
		}
	}
	if u == nil {
		return
	}
	t := async(arch.OnOther, c.At, "")
	for _, w := range c.Flags("--event-filters") {
		for one := range strings.SplitSeq(w.Text, ",") {
			name, value, _ := strings.Cut(one, "=")
			switch {
			case name == "type":
				t.Kind, t.At = eventKind(value), w.At
			case name == "bucket" && w.Known():
				t.From = l.bucket(c, wordOf(value, w.At))
			}
		}
	}
	if w, ok := c.Flag("--transport-topic"); ok {
		t.From = l.topicID(c, w)
	}
	bind(u, t)
}
