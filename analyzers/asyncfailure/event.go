package asyncfailure

import (
	"fmt"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/limits"
)

// streams reports stream mappings that try a bad batch again until it expires.
func streams(u *arch.Unit, report func(arch.Finding)) {
	for _, t := range u.Triggers {
		endless := t.Retries.Known() && t.Retries.V < 0
		aged := chosen(t.MaxAge) && (t.MaxAge.V >= 0 || t.MaxAge.Hidden())
		if (t.Kind != arch.OnStream && t.Kind != arch.OnDB) || !absent(t.OnFailure) || !endless || aged {
			continue
		}
		report(arch.Finding{
			Severity: arch.Warning, Confidence: arch.High, Unit: u.Name, At: t.At, Key: t.From, Effort: 1,
			Message: fmt.Sprintf("%s tries a batch of %s that fails again until it expires: no retry or age limit, no on-failure destination", u.Name, source(t)),
			Related: []arch.Related{{Label: "function", At: wording.Declared(u.Declared), Message: u.Name + " takes records from " + source(t)}},
			Effect:  "one bad record blocks its shard or partition for as long as the stream keeps it, and all later records wait",
			WayOut:  "limit the retries, halve failing batches, and name an on-failure destination with an alarm",
		})
	}
}

// pushed reports functions that are invoked asynchronously and whose failed events
// nothing keeps. The setting belongs to the function, so that one finding covers all
// of its event sources.
func pushed(a *arch.Architecture, u *arch.Unit, report func(arch.Finding)) {
	if !absent(u.Settings.OnFailure) || chosen(u.Settings.Retries) {
		return
	}
	var from []string
	var related []arch.Related
	onlyTime := true
	for _, t := range u.Triggers {
		if !push(t) || !silent(t.OnFailure) || chosen(t.Retries) {
			continue
		}
		onlyTime = onlyTime && t.Kind == arch.OnSchedule
		from = append(from, source(t))
		related = append(related, arch.Related{Label: "trigger", At: t.At, Message: source(t) + " invokes " + u.Name + " and does not wait"})
	}
	for _, e := range a.Edges {
		if e.To != u.Name || e.Style != arch.Async || e.Protocol != "invoke" || len(e.Calls) == 0 {
			continue
		}
		onlyTime = false
		from = append(from, e.From)
		related = append(related, arch.Related{Label: "caller", At: e.Calls[0].At, Message: e.From + " invokes " + u.Name + " and does not wait"})
	}
	if len(from) == 0 {
		return
	}
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.High, Unit: u.Name, Effort: 1, Related: related,
		At:      wording.Place(u.Settings.OnFailure, wording.Declared(u.Declared)),
		Message: fmt.Sprintf("%s loses an event from %s once %sit failed: no dead-letter queue or on-failure destination keeps it", u.Name, wording.Names(from), attempts()),
		Effect:  "the event is gone, and only a log line of the function tells",
		WayOut:  "add an on-failure destination or a dead-letter queue, with an alarm on its length",
	}
	if onlyTime {
		f.Severity = arch.Hint // the next run comes anyway
	}
	report(f)
}

// push reports whether an event source hands its events to Lambda's own queue. Of
// other kinds, such as custom resources and log subscriptions, nobody expects a
// dead-letter queue.
func push(t arch.Trigger) bool {
	switch t.Kind {
	case arch.OnTopic, arch.OnStorage, arch.OnSchedule:
		return !t.Async.Hidden() && (!t.Async.Known() || t.Async.V)
	}
	return false
}

func attempts() string {
	l, _ := limits.Get(limits.LambdaAsyncRetries)
	if n, ok := l.Default.Int(); ok {
		return fmt.Sprintf("each of %d attempts at ", n+1)
	}
	return ""
}

// deliveries reports event subscriptions of other platforms that are proved to have
// neither a dead-letter target nor a retry limit of their own.
func deliveries(u *arch.Unit, report func(arch.Finding)) {
	for _, t := range u.Triggers {
		if t.Kind == arch.OnHTTP || t.Kind == arch.OnQueue || t.Kind == arch.OnSchedule || t.Kind == arch.OnWorkflow ||
			!absent(t.OnFailure) || chosen(t.Retries) || chosen(t.MaxAge) || !t.Async.Known() || !t.Async.V {
			continue
		}
		report(arch.Finding{
			Severity: arch.Warning, Confidence: arch.Medium, Unit: u.Name, At: t.At, Key: t.From, Effort: 1,
			Message: fmt.Sprintf("%s loses an event from %s that it cannot handle: the subscription has no dead-letter target and no retry policy", u.Name, source(t)),
			Related: []arch.Related{{Label: "subscriber", At: wording.Declared(u.Declared), Message: u.Name + " is declared here"}},
			Effect:  "the event is dropped when the platform's own attempts are used up, and nobody is told",
			WayOut:  "set a dead-letter target on the subscription, with an alarm",
		})
	}
}

// source names where a trigger's events come from.
func source(t arch.Trigger) string {
	if t.From != "" {
		return t.From
	}
	switch t.Kind {
	case arch.OnStream, arch.OnDB:
		return "its stream"
	case arch.OnStorage:
		return "its bucket"
	case arch.OnSchedule:
		return "its schedule"
	}
	return "its event source"
}
