package appengine

import (
	"path"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// services are the declarations of a service, one for each environment.
func (l *loader) services(name string) []*iac.Unit {
	var list []*iac.Unit
	for _, u := range l.out.Units {
		if u.Name == name || name == "" && u.Name == "default" {
			list = append(list, u)
		}
	}
	if len(list) == 0 && (name == "default" || name == "") {
		for _, u := range l.out.Units {
			if len(u.Aliases) > 0 {
				list = append(list, u)
			}
		}
	}
	return list
}

// dispatch reads a route of the application's front.
func (l *loader) dispatch(f *source.File, n yamldoc.Node) {
	url, service := n.Get("url"), n.Get("service")
	if !service.Exists() {
		service = n.Get("module")
	}
	id := f.Path + "#dispatch"
	_, route, _ := strings.Cut(url.Text(), "/")
	for _, u := range l.services(service.Text()) {
		l.resource(&iac.Resource{ID: id, Name: "dispatch", Kind: arch.Gateway, Type: "app-engine-dispatch", At: url.At()})
		l.out.Links = append(l.out.Links, iac.Link{From: id, To: u.ID, Scope: scope, Style: arch.Sync, Protocol: "http", Path: "/" + route, At: url.At(), What: "route " + url.Text()})
	}
}

// target is the service that a job or queue names, else the default one.
func (l *loader) target(n yamldoc.Node) []*iac.Unit {
	name := n.Get("target").Text()
	parts := strings.Split(name, ".")
	return l.services(parts[len(parts)-1])
}

// cron reads a schedule: the platform asks a path of a service.
func (l *loader) cron(_ *source.File, n yamldoc.Node) {
	schedule := n.Get("schedule")
	at := schedule.At()
	if !schedule.Exists() {
		return
	}
	for _, u := range l.target(n) {
		t := arch.Trigger{Kind: arch.OnSchedule, At: at, Path: n.Get("url").Text(), Schedule: schedule.String(), Async: arch.Given(true, at), Waits: u.Settings.Timeout}
		t.Retries = n.Get("retry_parameters", "job_retry_limit").Int()
		if len(u.Triggers) < maxTriggers {
			u.Triggers = append(u.Triggers, t)
		}
	}
}

const maxTriggers = 200

// queue reads a task queue. A push queue calls a service only when its tasks say so,
// unless it names the target for all of them.
func (l *loader) queue(f *source.File, n yamldoc.Node) {
	name := n.Get("name")
	if name.Text() == "" {
		return
	}
	r := &iac.Resource{ID: path.Join(f.Dir(), f.Name()) + "#" + name.Text(), Name: name.Text(), Kind: arch.Broker, Type: "cloud-tasks", At: name.At()}
	l.resource(r)
	if n.Get("mode").Text() == "pull" || !n.Get("target").Exists() {
		return
	}
	for _, u := range l.target(n) {
		t := arch.Trigger{Kind: arch.OnQueue, At: name.At(), From: r.ID, Async: arch.Given(true, name.At()), Waits: u.Settings.Timeout}
		t.Retries = n.Get("retry_parameters", "task_retry_limit").Int()
		t.MaxConcurrency = n.Get("max_concurrent_requests").Int()
		t.MaxAge = age(n.Get("retry_parameters", "task_age_limit"))
		if len(u.Triggers) < maxTriggers {
			u.Triggers = append(u.Triggers, t)
		}
	}
}

// age reads "2d", "4h" and "30m".
func age(n yamldoc.Node) arch.Value[time.Duration] {
	text := n.Text()
	if text == "" {
		return arch.Value[time.Duration]{}
	}
	days := 1
	if d, ok := strings.CutSuffix(text, "d"); ok {
		text, days = d+"h", 24
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 || d > 1<<50 {
		return arch.Hide[time.Duration](n.At(), n.Text()+" is not a plain duration")
	}
	return arch.Given(d*time.Duration(days), n.At())
}
