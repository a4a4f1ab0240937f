package azurefunctions

import (
	"bytes"
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// durableCall matches the calls of Durable Functions, in the spelling of every
// language, up to their arguments.
var durableCall = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\.\s*([A-Za-z_]+)\s*(?:<[^;(){}]{0,200}>)?\s*\(`) })

// verbs are the names of those calls without case and underscores, and what they do.
var verbs = map[string]struct {
	style arch.EdgeStyle
	event bool // the argument names an event
	place int  // of the argument with the name
	what  string
}{
	"callactivityasync": {style: arch.Sync, what: "activity"}, "callactivitywithretryasync": {style: arch.Sync, what: "activity"},
	"callactivity": {style: arch.Sync, what: "activity"}, "callactivitywithretry": {style: arch.Sync, what: "activity"},
	"callsuborchestratorasync": {style: arch.Sync, what: "orchestrator"}, "callsuborchestratorwithretryasync": {style: arch.Sync, what: "orchestrator"},
	"callsuborchestrator": {style: arch.Sync, what: "orchestrator"}, "callsuborchestratorwithretry": {style: arch.Sync, what: "orchestrator"},
	"startnewasync": {style: arch.Async, what: "start of"}, "startnew": {style: arch.Async, what: "start of"},
	"scheduleneworchestrationinstanceasync": {style: arch.Async, what: "start of"}, "scheduleneworchestrationinstance": {style: arch.Async, what: "start of"},
	"raiseeventasync": {style: arch.Async, event: true, place: 1, what: "event"}, "raiseevent": {style: arch.Async, event: true, place: 1, what: "event"},
	"waitforexternalevent": {event: true}, "waitforexternaleventasync": {event: true},
}

// durableWords are parts of those names: a file with none of them has no such call.
var durableWords = []string{"ctivity", "rchestrat", "tartNew", "start_new", "aiseEvent", "raise_event", "ExternalEvent", "external_event"}

// timerWords are parts of what bounds the wait for an event: a timer beside it.
var timerWords = []string{"reateTimer", "create_timer"}

// durable links functions to the orchestrators and activities that they name. A
// name that no function of the app has gives nothing.
func (a *app) durable() {
	byName := map[string]*function{}
	for _, f := range a.functions {
		byName[strings.ToLower(f.name.V)] = f
	}
	waits := map[string][]*function{} // by event
	type raised struct {
		from *function
		name arch.Value[string]
	}
	var events []raised
	for _, t := range a.texts {
		if !t.mentions(durableWords) {
			continue
		}
		for _, m := range durableCall().FindAllSubmatchIndex(t.code, -1) {
			v, ok := verbs[plain(string(t.code[m[2]:m[3]]))]
			if !ok {
				continue
			}
			from := a.around(t, m[0])
			args, _ := t.arguments(m[1] - 1)
			if from == nil || len(args) <= v.place {
				continue
			}
			name := t.value(args[v.place], a.constants)
			if arg := args[v.place]; !name.Known() && identifier().Match(t.data[arg.start:arg.end]) {
				name = a.handlerNamed(string(t.data[arg.start:arg.end]), name)
			}
			switch {
			case !name.Known():
			case v.style == "":
				waits[name.V] = append(waits[name.V], from)
				waiting(from, name, len(args) > 1 || t.mentions(timerWords))
			case v.event:
				events = append(events, raised{from, name})
			default:
				to := byName[strings.ToLower(name.V)]
				if v.style == arch.Sync {
					task(from, to, name.At, name.V, t.retried(m, args, name.At))
				}
				a.call(from, to, v.style, name, v.what+" "+name.V)
			}
		}
	}
	for _, e := range events {
		list := waits[e.name.V]
		for _, w := range list[min(1, len(list)):] {
			if w != list[0] {
				list = nil
				break
			}
		}
		if len(list) > 0 {
			a.call(e.from, list[0], arch.Async, e.name, "event "+e.name.V)
		}
	}
}

// retried tells whether a call of an activity is tried again: its name says so, or its
// options do. Options that are made elsewhere may.
func (t *text) retried(call []int, args []argument, at arch.Range) arch.Value[bool] {
	if strings.Contains(plain(string(t.code[call[2]:call[3]])), "retry") {
		return arch.Given(true, at)
	}
	const plainArguments = 2 // the name and the input
	if len(args) <= plainArguments {
		return arch.Given(false, at)
	}
	for _, a := range args[plainArguments:] {
		if bytes.Contains(t.code[a.start:a.end], []byte("etry")) {
			return arch.Given(true, at)
		}
	}
	return arch.Hide[bool](at, "options that are made elsewhere")
}

// handlerNamed finds the function that a Python program names by its def.
func (a *app) handlerNamed(name string, otherwise arch.Value[string]) arch.Value[string] {
	for _, f := range a.functions {
		if f.handler.V == name && name != "" {
			return arch.Given(f.name.V, otherwise.At)
		}
	}
	return otherwise
}

func (a *app) call(from, to *function, style arch.EdgeStyle, name arch.Value[string], what string) {
	if to == nil || from == to || len(a.out.Links) >= maxLinks {
		return
	}
	a.out.Links = append(a.out.Links, iac.Link{From: from.unit.ID, To: to.unit.ID, Scope: a.dir, Style: style, Protocol: "invoke", At: name.At, What: what})
}

const maxLinks = 20000

// around is the innermost function whose body holds a place.
func (a *app) around(t *text, at int) *function {
	var best *function
	for _, f := range a.functions {
		if f.text == t && f.from <= at && at < f.to && (best == nil || f.to-f.from < best.to-best.from) {
			best = f
		}
	}
	return best
}
