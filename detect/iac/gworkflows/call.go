package gworkflows

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// call reads a step that calls something outside of the workflow.
func (w *workflow) call(name, call, args yamldoc.Node, in around) {
	function := call.Text()
	t := arch.Task{Name: name.Text(), At: call.At(), Target: function, Retried: flag(in.retried, call.At()), Caught: flag(in.caught, call.At())}
	switch {
	case strings.HasPrefix(function, "http."):
		t.Timeout = seconds(args.Get("timeout")).Or(limits.DefaultDuration("gcp.workflows.http.timeout", call.At()))
		if function == "http.default_retry" {
			return
		}
		if to := w.http(name, args.Get("url")); to != "" {
			t.Target = to
		}
	case strings.HasPrefix(function, "googleapis."):
		t.Timeout = seconds(args.Get("connector_params", "timeout")).Or(limits.DefaultDuration("gcp.workflows.connector.timeout", call.At()))
		if to := w.connector(name, function, args, call.At()); to != "" {
			t.Target = to
		}
	case function == "events.await_callback":
		t.Callback = true
		t.Timeout = seconds(args.Get("timeout")).Or(limits.DefaultDuration("gcp.workflows.callback.timeout", call.At()))
	default:
		return
	}
	w.unit.Tasks = append(w.unit.Tasks, t)
}

func flag(is, at arch.Range) arch.Value[bool] {
	if is.IsZero() {
		return arch.Given(false, at)
	}
	return arch.Given(true, is)
}

func seconds(n yamldoc.Node) arch.Value[time.Duration] {
	if n.IsNull() {
		return arch.Value[time.Duration]{}
	}
	f, err := strconv.ParseFloat(n.Text(), 64)
	if err != nil || f < 0 || f > 1e9 {
		return arch.Hide[time.Duration](n.At(), n.Text()+" is not a plain number")
	}
	return arch.Given(time.Duration(f*float64(time.Second)), n.At())
}

// Addresses that the platform gives: a service's name with a hash or the project's
// number, and a function's as the path.
var runHost = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^https://([a-z0-9-]+?)-(?:[a-z0-9]{10}-[a-z]{2}\.a|[0-9]+\.[a-z0-9-]+)\.run\.app(?:[/:?]|$)|^https://[\w.-]+\.cloudfunctions\.net/([\w-]+)`)
})

// http links the workflow with what an address leads to.
func (w *workflow) http(step, url yamldoc.Node) (target string) {
	text := literal(url.Text(), false)
	if text == "" {
		return ""
	}
	host := text
	if m := runHost().FindStringSubmatch(text); m != nil {
		host = m[1] + m[2]
	} else if _, rest, ok := strings.Cut(text, "://"); !ok || strings.Contains(url.Text(), "${") && !strings.Contains(rest, "/") {
		return "" // the host may go on where the text ends
	}
	w.link(iac.Link{ToHost: host, Style: arch.Sync, Protocol: "http", At: url.At(), What: "step " + step.Text()})
	return text
}

// literal is the text that an expression begins or ends with: all of a plain text, the
// quoted part of a concatenation.
func literal(text string, tail bool) string {
	inner, ok := strings.CutPrefix(strings.TrimSpace(text), "${")
	if !ok {
		return strings.TrimSpace(text)
	}
	inner = strings.TrimSpace(strings.TrimSuffix(inner, "}"))
	quote := byte('"')
	if tail {
		if inner == "" || inner[len(inner)-1] != quote {
			return ""
		}
		inner = inner[:len(inner)-1]
		return inner[strings.LastIndexByte(inner, quote)+1:]
	}
	if inner == "" || inner[0] != quote {
		return ""
	}
	inner, _, _ = strings.Cut(inner[1:], string(quote))
	return inner
}

// connectors are what connectors of Google's APIs reach, by how their names begin.
var connectors = []struct {
	prefix string
	arg    string // that names the far end; "" for the API as a whole
	kind   arch.ResourceKind
	typ    string
	style  arch.EdgeStyle
}{
	{"googleapis.pubsub.v1.projects.topics.publish", "topic", arch.Broker, "pubsub", arch.Async},
	{"googleapis.cloudtasks.", "parent", arch.Broker, "cloud-tasks", arch.Async},
	{"googleapis.firestore.", "", arch.Datastore, "firestore", arch.Data},
	{"googleapis.bigquery.", "", arch.Datastore, "bigquery", arch.Data},
	{"googleapis.storage.", "bucket", arch.Datastore, "gcs", arch.Data},
	{"googleapis.sqladmin.", "instance", arch.Datastore, "cloud-sql", arch.Data},
	{"googleapis.run.v1.namespaces.jobs.run", "name", "", "", arch.Sync},
	{"googleapis.run.v2.projects.locations.jobs.run", "name", "", "", arch.Sync},
	{"googleapis.cloudfunctions.v1.projects.locations.functions.call", "name", "", "", arch.Sync},
	{"googleapis.workflowexecutions.v1.projects.locations.workflows.executions", "workflow_id", "", "", arch.Sync},
}

func (w *workflow) connector(step yamldoc.Node, function string, args yamldoc.Node, at arch.Range) (target string) {
	for _, c := range connectors {
		if !strings.HasPrefix(function, c.prefix) {
			continue
		}
		name := c.typ
		if c.arg != "" {
			n := args.Get(c.arg)
			name = path.Base(literal(n.Text(), true))
			if n.Exists() {
				at = n.At()
			}
			if strings.ContainsAny(name, "${}\"") || name == "." || name == "/" || name == "" {
				return ""
			}
		}
		l := iac.Link{Style: c.style, At: at, What: "step " + step.Text()}
		if c.kind == "" {
			l.ToHost = name
			w.link(l)
			return name
		}
		l.To = w.resource(name, c.kind, c.typ, at)
		w.link(l)
		return l.To
	}
	return ""
}

func (w *workflow) resource(name string, kind arch.ResourceKind, typ string, at arch.Range) string {
	id := w.file.Path + "#" + typ + "/" + name
	if !w.resources[id] {
		w.resources[id] = true
		w.out.Resources = append(w.out.Resources, &iac.Resource{ID: id, Scope: w.unit.Scope, Name: name, Kind: kind, Type: typ, Platform: "gcp", Format: format, At: at})
	}
	return id
}

func (w *workflow) link(l iac.Link) {
	l.From, l.Scope = w.unit.ID, w.unit.Scope
	w.out.Links = append(w.out.Links, l)
}
