package deploys

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// runService reads the deployment of a Cloud Run service, or of a function on it.
func (l *loader) runService(c command) {
	name, ok := c.name()
	if !ok {
		return
	}
	kind, group := arch.Service, "run"
	if _, isFunction := c.Flag("--function"); isFunction {
		kind = arch.Function
	}
	u := l.unit(c, group, name, kind, arch.CloudRun, "gcloud")
	l.runCode(u, c)
	s := &u.Settings
	s.Timeout = flag(c, "duration", span, "--timeout").Or(s.Timeout).Or(limits.DefaultDuration(limits.CloudRunTimeout, c.At))
	s.Concurrency = c.number("--concurrency").Or(s.Concurrency).Or(limits.DefaultInt(limits.CloudRunConcurrency, c.At))
	s.MinReplicas = c.number("--min-instances", "--min", "--scaling").Or(s.MinReplicas).Or(limits.DefaultInt("gcp.run.min_instances", c.At))
	s.MaxReplicas = c.number("--max-instances", "--max").Or(s.MaxReplicas).Or(limits.DefaultInt("gcp.run.max_instances", c.At))
	if t := c.toggle("cpu-throttling"); t.Known() {
		t.V = !t.V
		s.AlwaysCPU = t
	}
	s.AlwaysCPU = s.AlwaysCPU.Or(arch.ByDefault(false, c.At, "gcp.run.cpu_idle"))
	s.Plan = c.text("--execution-environment").Or(s.Plan)
	if port := c.number("--port"); port.Known() {
		u.Ports = []arch.Port{{Number: port}}
		s.Endpoints = []arch.Endpoint{{Kind: "container port", Target: port, At: port.At}}
	}
}

// runCode is what services and jobs have in common.
func (l *loader) runCode(u *iac.Unit, c command) {
	if image := c.text("--image"); image.Known() || image.Hidden() {
		if w, _ := c.Flag("--image"); !image.Known() && strings.Contains(w.Text, "/") && !strings.Contains(last(w.Text), "$") {
			image = arch.Given(w.Text, w.At) // only where it is kept is unknown
		}
		u.Code.Image = image
	} else if dir := l.sourceDir(c, "--source"); dir.Known() && !u.Code.Image.Known() {
		u.Code.Dir = dir
		l.dockerfile(u)
	}
	if h := c.text("--function"); h.Known() {
		u.Code.Handler = h
	}
	u.Code.Command, u.Code.Args = list(c, "--command"), list(c, "--args")
	u.Settings.Memory = flag(c, "quantity", mebibytes, "--memory").Or(u.Settings.Memory)
	u.Settings.CPU = flag(c, "quantity", millis, "--cpu").Or(u.Settings.CPU)
	l.environment(u, c)
	if w, ok := c.Flag("--set-cloudsql-instances", "--add-cloudsql-instances"); ok && w.Text != "" {
		l.cloudSQL(u, c, w.Text, w.At)
	}
}

// last is what follows the last slash, without a tag.
func last(image string) string {
	image = image[strings.LastIndexByte(image, '/')+1:]
	image, _, _ = strings.Cut(image, ":")
	return image
}

// cloudSQL links a unit with the instances that the platform connects it to.
func (l *loader) cloudSQL(u *iac.Unit, c command, instances string, at arch.Range) {
	for one := range strings.SplitSeq(instances, ",") {
		name := one[strings.LastIndexByte(one, ':')+1:]
		if name == "" || strings.ContainsAny(name, "$()") {
			continue
		}
		r := l.resource(c, wordOf(name, at), arch.Datastore, "cloud-sql")
		l.out.Links = append(l.out.Links, iac.Link{From: u.ID, To: r.ID, Scope: u.Scope, Style: arch.Data, At: at, What: "Cloud SQL connection"})
	}
}

func (l *loader) runJob(c command) {
	name, ok := c.name()
	if !ok {
		return
	}
	u := l.unit(c, "job", name, arch.Job, arch.CloudRun, "gcloud")
	l.runCode(u, c)
	s := &u.Settings
	s.Timeout = flag(c, "duration", span, "--task-timeout").Or(s.Timeout).Or(limits.DefaultDuration("gcp.run.job.timeout", c.At))
	s.Retries = c.number("--max-retries").Or(s.Retries).Or(limits.DefaultInt("gcp.run.job.retries", c.At))
	s.Replicas = c.number("--tasks").Or(s.Replicas).Or(limits.DefaultInt("gcp.run.job.tasks", c.At))
}

// runtimes are the languages of runtimes by how their names begin.
var runtimes = []struct{ prefix, language string }{
	{"go", "go"}, {"nodejs", "javascript"}, {"python", "python"}, {"java", "java"}, {"dotnet", "csharp"}, {"ruby", "ruby"}, {"php", "php"},
}

func languageOf(runtime string) string {
	for _, r := range runtimes {
		if strings.HasPrefix(runtime, r.prefix) {
			return r.language
		}
	}
	return ""
}

func (l *loader) function(c command) {
	name, ok := c.name()
	if !ok {
		return
	}
	u := l.unit(c, "functions", name, arch.Function, arch.GCPFunctions, "gcloud")
	s := &u.Settings
	s.Runtime = c.text("--runtime").Or(s.Runtime)
	u.Code.Language = languageOf(s.Runtime.V)
	u.Code.Handler = c.text("--entry-point").Or(u.Code.Handler).Or(arch.ByDefault(name.Text, c.At, "the function's name"))
	u.Code.Dir = l.sourceDir(c, "--source").Or(u.Code.Dir)
	_, first := c.Has("--no-gen2")
	timeout, memory, concurrency := limits.GCPFunctionTimeout2HTTP, "gcp.gcf2.memory", "gcp.gcf2.concurrency"
	if first {
		timeout, memory, concurrency = limits.GCPFunctionTimeout1, "gcp.gcf1.memory", "gcp.gcf1.concurrency"
	}
	s.Timeout = flag(c, "duration", span, "--timeout").Or(s.Timeout).Or(limits.DefaultDuration(timeout, c.At))
	s.Memory = flag(c, "quantity", mebibytes, "--memory").Or(s.Memory).Or(limits.DefaultInt(memory, c.At))
	s.CPU = flag(c, "quantity", millis, "--cpu").Or(s.CPU)
	s.Concurrency = c.number("--concurrency").Or(s.Concurrency).Or(limits.DefaultInt(concurrency, c.At))
	s.MinReplicas, s.MaxReplicas = c.number("--min-instances").Or(s.MinReplicas), c.number("--max-instances").Or(s.MaxReplicas)
	l.environment(u, c)
}

func (l *loader) workflow(c command) {
	name, ok := c.name()
	if !ok {
		return
	}
	u := l.unit(c, "workflows", name, arch.Workflow, "", "gcloud")
	u.EnvOpen = ""
	if file := l.sourceFile(c); file.Known() {
		u.Code.Dir = file
	}
	l.environment(u, c)
}

func (l *loader) sourceFile(c command) arch.Value[string] {
	v := l.sourceDir(c, "--source")
	if v.Known() && l.tree.File(v.V) == nil {
		return arch.Value[string]{}
	}
	return v
}

func (l *loader) topic(c command) {
	for _, name := range c.Plain(c.rest, switches) {
		if name.Known() {
			l.resource(c, name, arch.Broker, "pubsub")
		}
	}
}

func (l *loader) queue(c command) {
	if name, ok := c.name(); ok {
		l.resource(c, name, arch.Broker, "cloud-tasks")
	}
}
