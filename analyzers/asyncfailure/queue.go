package asyncfailure

import (
	"fmt"
	"slices"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect/arch"
)

// queues reports queues that functions consume and that have no dead-letter queue,
// each once.
func queues(a *arch.Architecture, report func(arch.Finding)) {
	dead := deadLetters(a)
	for _, r := range a.Resources {
		if !absent(r.Queue.DeadLetter) || dead[r.Name] || slices.ContainsFunc(r.Aliases, func(n string) bool { return dead[n] }) {
			continue
		}
		var units []*arch.Unit
		var related []arch.Related
		for _, u := range a.Units {
			for _, t := range u.Triggers {
				if u.Kind == arch.Function && t.Kind == arch.OnQueue && t.From == r.Name {
					units = append(units, u)
					related = append(related, arch.Related{Label: "trigger", At: t.At, Message: u.Name + " takes messages from " + r.Name})
				}
			}
		}
		if len(units) > 0 {
			report(queueFinding(r, wording.UnitNames(units), related))
		}
	}
}

func queueFinding(r *arch.Resource, names []string, related []arch.Related) arch.Finding {
	kept := "until it expires"
	if r.Queue.Retention.Known() {
		kept = "until it expires after " + wording.Duration(r.Queue.Retention.V)
	}
	return arch.Finding{
		Severity: arch.Warning, Confidence: arch.High, Unit: names[0], Key: r.Name, Effort: 1,
		At:      wording.Place(r.Queue.DeadLetter, wording.Declared(r.Declared)),
		Message: fmt.Sprintf("%s has no dead-letter queue: a message that %s cannot handle comes back %s", r.Name, wording.Names(names), kept),
		Related: related,
		Effect:  "one bad message is worked on again and again, is billed each time, and is lost in the end without a trace",
		WayOut:  "add a redrive policy to a dead-letter queue, with an alarm on its length",
	}
}

// deadLetters names the queues that take what failed elsewhere: they are where the
// way of a message ends, and need no dead-letter queue of their own.
func deadLetters(a *arch.Architecture) map[string]bool {
	dead := map[string]bool{}
	for _, r := range a.Resources {
		dead[r.Queue.DeadLetter.V] = true
	}
	for _, u := range a.Units {
		dead[u.Settings.OnFailure.V] = true
		for _, t := range u.Triggers {
			dead[t.OnFailure.V] = true
		}
	}
	return dead
}
