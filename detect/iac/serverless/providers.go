package serverless

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/awscfn"
)

// foreignEvents are the event types of the providers besides AWS, by a part of the
// word that they stand under.
var foreignEvents = []struct {
	part string
	kind arch.TriggerKind
}{
	{"http", arch.OnHTTP},
	{"timer", arch.OnSchedule},
	{"schedule", arch.OnSchedule},
	{"servicebus", arch.OnQueue},
	{"queue", arch.OnQueue},
	{"eventhub", arch.OnStream},
	{"eventgrid", arch.OnTopic},
	{"blob", arch.OnStorage},
	{"storage", arch.OnStorage},
	{"cosmos", arch.OnDB},
	{"pubsub", arch.OnTopic},
	{"firestore", arch.OnDB},
	{"kafka", arch.OnStream},
	{"nats", arch.OnTopic},
}

// foreign binds an event of a provider besides AWS. Its limits depend on plans that
// the file does not tell, so that nothing is said of waits and retries.
func (s *service) foreign(u *iac.Unit, e event) {
	word := strings.ToLower(e.typ)
	if word == "event" { // of Google: the type is within
		word = strings.ToLower(e.v.Get("eventType").String().V)
	}
	t := arch.Trigger{Kind: arch.OnOther, At: e.at}
	for _, f := range foreignEvents {
		if strings.Contains(word, f.part) {
			t.Kind = f.kind
			break
		}
	}
	if t.Kind == arch.OnHTTP {
		t.Async = arch.Given(false, e.at)
		t.Method = strings.ToUpper(first(e.v, "method", "methods"))
		t.Path = first(e.v, "path", "route")
	}
	if t.Kind != arch.OnHTTP && t.Kind != arch.OnOther {
		t.Async = arch.Given(true, e.at)
	}
	if t.Kind == arch.OnSchedule {
		t.Schedule = e.target("schedule", "rate").String()
	}
	s.Bind(u, t, "event "+e.typ)
}

func first(v awscfn.View, keys ...string) string {
	for item := range v.First(keys...).OneOrMore() {
		return item.String().V
	}
	return ""
}
