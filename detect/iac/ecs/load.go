package ecs

import (
	"bytes"
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// The names of the formats in lists.
const (
	formatTask      = "ecs"
	formatCopilot   = "copilot"
	formatAppRunner = "apprunner"
)

// Load reads task definitions, Copilot's manifests and App Runner's configuration.
func Load(t *source.Tree) iac.Declared {
	l := &loader{tree: t}
	for _, f := range t.Files() {
		if !f.Place.Own() {
			continue
		}
		switch name := strings.ToLower(f.Name()); {
		case name == "apprunner.yaml":
			l.appRunner(f)
		case (name == "manifest.yml" || name == "manifest.yaml") && path.Base(path.Dir(f.Dir())) == "copilot":
			l.copilot(f)
		case f.Ext() == ".json":
			l.taskFile(f)
		}
	}
	l.subscriptions()
	return l.out
}

type loader struct {
	tree   *source.Tree
	out    iac.Declared
	topics map[string]string // "SCOPE/SERVICE/TOPIC" to IDs
	subs   []subscription
}

func (l *loader) format(name string) {
	for _, f := range l.out.Formats {
		if f == name {
			return
		}
	}
	l.out.Formats = append(l.out.Formats, name)
}

// document reads the first document of a file that holds all of the words.
func (l *loader) document(f *source.File, words ...string) yamldoc.Node {
	data, err := f.Data()
	if err != nil {
		return yamldoc.Node{} // recorded by Data
	}
	for _, w := range words {
		if !bytes.Contains(data, []byte(w)) {
			return yamldoc.Node{}
		}
	}
	for _, doc := range yamldoc.ParseFile(l.tree, f) {
		return doc
	}
	return yamldoc.Node{}
}

// appRunner reads the configuration of a service that is built from source.
func (l *loader) appRunner(f *source.File) {
	doc := l.document(f, "runtime")
	run := doc.Get("run")
	if !run.Exists() && !doc.Get("build").Exists() {
		return
	}
	key, _ := doc.Entry("runtime")
	name := path.Base(f.Dir())
	if name == "." {
		name = "app"
	}
	u := &iac.Unit{ID: f.Path + "#" + name, Scope: f.Path, Name: name, Kind: arch.Service, Platform: arch.AppRunner, Format: formatAppRunner, At: key.At()}
	u.Settings.Runtime = known(doc.Get("runtime"))
	u.Code.Dir = arch.Given(f.Dir(), key.At())
	u.Code.Language = languageOf(u.Settings.Runtime.V)
	u.Code.Command = command(run.Get("command"))
	for _, list := range []string{"env", "secrets"} {
		for e := range run.Get(list).Items() {
			u.Env = append(u.Env, variable(e.Get("name"), e.Get("name"), valueOf(e)))
		}
	}
	if port := run.Get("network", "port"); port.Exists() {
		u.Ports = []arch.Port{{Number: port.Int()}}
	}
	requestDriven(u)
	l.format(formatAppRunner)
	l.out.Units = append(l.out.Units, u)
}

func valueOf(e yamldoc.Node) yamldoc.Node {
	for _, key := range []string{"value", "valueFrom", "value-from"} {
		if v := e.Get(key); v.Exists() {
			return v
		}
	}
	return yamldoc.Node{}
}

// requestDriven fills in the platform's limits of App Runner and its trigger.
func requestDriven(u *iac.Unit) {
	s := &u.Settings
	s.Timeout = limits.DefaultDuration(limits.AppRunnerTimeout, u.At)
	s.MinReplicas = s.MinReplicas.Or(limits.DefaultInt("aws.apprunner.min_size", u.At))
	s.MaxReplicas = s.MaxReplicas.Or(limits.DefaultInt("aws.apprunner.max_size", u.At))
	s.Concurrency = s.Concurrency.Or(limits.DefaultInt("aws.apprunner.max_concurrency", u.At))
	u.Triggers = append(u.Triggers, arch.Trigger{Kind: arch.OnHTTP, At: u.At, Front: "App Runner", Waits: s.Timeout, Async: arch.Given(false, u.At)})
}

func languageOf(runtime string) string {
	runtime = strings.ToLower(runtime)
	for _, l := range []struct{ prefix, language string }{
		{"python", "python"}, {"node", "javascript"}, {"corretto", "java"}, {"go", "go"}, {"dotnet", "csharp"}, {"php", "php"}, {"ruby", "ruby"},
	} {
		if strings.HasPrefix(runtime, l.prefix) {
			return l.language
		}
	}
	return ""
}
