package terraform

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

func relateFunction(r *root, v view) {
	u := r.units[v.id]
	if n := v.get("dead_letter_config.target_arn"); n.Exists() || n.Hidden() {
		u.Settings.OnFailure = r.named(n)
	}
	if v.Mode == "module" {
		r.relateFunctionModule(v)
		if on := v.get("create_async_event_config").Bool(); on.Known() && on.V {
			r.asyncEvents(u, v)
		}
	}
}

// settleFunction gives a function what the platform does by default with failed
// asynchronous events, once every trigger and configuration is known.
func (r *root) settleFunction(u *iac.Unit) {
	at := r.byID[u.ID].At
	u.Settings.OnFailure = absent(u.Settings.OnFailure, at, asyncDeadLetter)
	u.Settings.Retries = u.Settings.Retries.Or(limits.DefaultInt(limits.LambdaAsyncRetries, at))
	u.Settings.Provisioned = absent(u.Settings.Provisioned, at, "aws.lambda.concurrency.provisioned")
	age := r.ages[u.ID].Or(limits.DefaultDuration(limits.LambdaAsyncMaxAge, at))
	for i := range u.Triggers {
		t := &u.Triggers[i]
		switch {
		case t.Kind == arch.OnQueue:
			if res := r.resources[t.From]; res != nil && res.Type == "sqs" {
				t.OnFailure = t.OnFailure.Or(res.Queue.DeadLetter)
			}
		case t.Kind != arch.OnStream && t.Kind != arch.OnDB && t.Async.Known() && t.Async.V:
			t.OnFailure = t.OnFailure.Or(u.Settings.OnFailure)
			t.Retries = t.Retries.Or(u.Settings.Retries)
			t.MaxAge = t.MaxAge.Or(age)
		}
	}
}

// bind adds a trigger to a unit, and the link that it proves.
func (r *root) bind(u *iac.Unit, t arch.Trigger, what string) {
	if u == nil || len(u.Triggers) >= maxTriggers {
		return
	}
	for _, o := range u.Triggers {
		if o.Kind == t.Kind && o.From == t.From && o.Method == t.Method && o.Path == t.Path && o.Schedule.V == t.Schedule.V && (t.From != "" || o.At == t.At) {
			return
		}
	}
	u.Triggers = append(u.Triggers, t)
	l := iac.Link{From: t.From, To: u.ID, Style: arch.Async, Protocol: r.protocol(t), Path: t.Path, At: t.At, What: what}
	if t.Kind == arch.OnHTTP || t.Async.Known() && !t.Async.V {
		l.Style = arch.Sync
	}
	r.link(l)
}

// maxTriggers bounds the triggers of one unit.
const maxTriggers = 2000

func (r *root) protocol(t arch.Trigger) string {
	switch t.Kind {
	case arch.OnHTTP:
		return "http"
	case arch.OnWorkflow:
		return "invoke"
	}
	if res := r.resources[t.From]; res != nil {
		return res.Type
	}
	return string(t.Kind)
}
