package azurefunctions

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// unit declares a function with its triggers, and the links of its other bindings.
func (a *app) unit(f *function) {
	u := &iac.Unit{
		ID: a.dir + "#" + f.name.V, Scope: a.dir, Name: f.name.V, Kind: arch.Function, Platform: arch.AzureFunctions,
		Format: format, At: f.name.At, EnvOpen: "application settings are set where the app is deployed",
	}
	u.Code.Dir, u.Code.Handler, u.Code.Language = f.code, f.handler, f.language
	if f.language == "csharp" {
		u.Settings.Runtime = a.runtime
	}
	u.Settings.Timeout = a.timeout(u.At)
	f.unit = u
	for i := range f.bindings {
		b := &f.bindings[i]
		if b.role != starts {
			a.link(u, b)
			continue
		}
		if b.family == "orchestration" {
			u.Kind = arch.Workflow
		}
		if b.family == "orchestration" || b.family == "entity" {
			u.Platform = arch.DurableFunctions
			u.Settings.Timeout = arch.Value[time.Duration]{} // they wait without running
		}
		if len(u.Triggers) < maxArguments {
			u.Triggers = append(u.Triggers, a.trigger(f, b))
		}
	}
}

func (a *app) trigger(f *function, b *binding) arch.Trigger {
	kind := families[b.family].on
	if kind == "" {
		kind = arch.OnOther
	}
	t := arch.Trigger{Kind: kind, At: b.at}
	switch kind {
	case arch.OnHTTP:
		t.Async = arch.Given(false, b.at)
		t.Front = "Azure load balancer"
		t.Path = a.route(b, f.name.V)
		if len(b.list) == 1 {
			t.Method = strings.ToUpper(b.list[0])
		}
		l, _ := limits.Get(limits.AzureHTTPLimit)
		if d, ok := l.Max.Duration(); ok {
			t.Waits = arch.ByDefault(d, b.at, limits.AzureHTTPLimit)
		}
		a.tune(&t, b)
		return t
	case arch.OnSchedule:
		t.Schedule = b.prop(0, "schedule", "scheduleexpression", "arg")
	case arch.OnWorkflow, arch.OnOther:
		return t
	}
	t.Async = arch.Given(true, b.at)
	if b.isTopic() {
		t.Kind = arch.OnTopic
	}
	t.From = a.resource(b)
	a.tune(&t, b)
	return t
}

// route is the path of an HTTP trigger.
func (a *app) route(b *binding, name string) string {
	prefix := "api"
	if p := a.host.Get("extensions", "http", "routePrefix"); p.Exists() {
		prefix = p.Text()
	}
	route := name
	if r := b.props["route"]; r.Known() {
		route = r.V
	} else if r.Hidden() {
		return ""
	}
	return "/" + strings.Trim(strings.Trim(prefix, "/")+"/"+strings.Trim(route, "/"), "/")
}

// resource declares what a binding is tied to and returns its ID; "" when that is
// out of sight.
func (a *app) resource(b *binding) string {
	f := families[b.family]
	name := b.target()
	if f.kind == "" || !name.Known() || name.V == "" {
		return ""
	}
	id := a.dir + "#" + f.typ + "/" + name.V
	if a.resources[id] != nil {
		return id
	}
	r := &iac.Resource{ID: id, Scope: a.dir, Name: strings.Trim(name.V, "%"), Kind: f.kind, Type: f.typ, Platform: "azure", Format: format, At: name.At}
	if b.family == "cosmosdb" {
		r.Database = b.prop(0, "databasename")
	}
	a.resources[id] = r
	a.out.Resources = append(a.out.Resources, r)
	return id
}

// link declares what a binding that does not start the function reads or writes.
func (a *app) link(u *iac.Unit, b *binding) {
	id := a.resource(b)
	if id == "" {
		return
	}
	f := families[b.family]
	l := iac.Link{From: u.ID, To: id, Scope: a.dir, Style: arch.Async, Protocol: f.typ, At: b.at, What: "output binding"}
	if f.kind == arch.Datastore {
		l.Style = arch.Data
	}
	if b.role == brings {
		l.What = "input binding"
	}
	a.out.Links = append(a.out.Links, l)
}

// span matches a time span of .NET: "00:10:00", "1.00:00:00".
var span = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:(\d{1,4})\.)?(\d{1,4}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?$`)
})

// timeout is the time that host.json gives every function of the app.
func (a *app) timeout(at arch.Range) arch.Value[time.Duration] {
	n := a.host.Get("functionTimeout")
	if n.Text() == "" {
		return arch.Hide[time.Duration](at, "without functionTimeout in host.json the plan decides, which is not known here")
	}
	m := span().FindStringSubmatch(n.Text())
	switch {
	case strings.HasPrefix(n.Text(), "-1"):
		return arch.Hide[time.Duration](n.At(), "-1 is no limit")
	case m == nil:
		return arch.Hide[time.Duration](n.At(), n.Text()+" is not a plain time span")
	}
	var d time.Duration
	for i, unit := range []time.Duration{24 * time.Hour, time.Hour, time.Minute, time.Second} {
		count, err := strconv.Atoi(m[i+1])
		if err == nil {
			d += time.Duration(count) * unit
		}
	}
	return arch.Shared(d, n.At())
}
