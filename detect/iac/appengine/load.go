package appengine

import (
	"bytes"
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

const format = "app-engine"

// loader gathers the services of one tree.
type loader struct {
	tree *source.Tree
	out  iac.Declared
}

// scope holds all services: a project has one application.
const scope = "appengine"

// Load reads App Engine's files.
func Load(t *source.Tree) iac.Declared {
	l := &loader{tree: t}
	for _, f := range t.Files() {
		if !f.Place.Own() || !isApp(f) || !holds(f, "runtime:") {
			continue
		}
		for _, doc := range yamldoc.ParseFile(t, f) {
			l.service(f, doc)
		}
	}
	if len(l.out.Units) == 0 {
		return iac.Declared{}
	}
	for _, f := range t.Files() {
		if !f.Place.Own() {
			continue
		}
		switch strings.TrimSuffix(f.Name(), f.Ext()) + ".yaml" {
		case "dispatch.yaml":
			l.each(f, "dispatch", l.dispatch)
		case "cron.yaml":
			l.each(f, "cron", l.cron)
		case "queue.yaml":
			l.each(f, "queue", l.queue)
		}
	}
	l.out.Formats = []string{format}
	return l.out
}

func holds(f *source.File, word string) bool {
	data, err := f.Data()
	return err == nil && bytes.Contains(data, []byte(word))
}

// isApp reports whether a file is named as app.yaml or a variant of it is.
func isApp(f *source.File) bool {
	stem, isYAML := strings.CutSuffix(f.Name(), ".yaml")
	if !isYAML {
		stem, isYAML = strings.CutSuffix(f.Name(), ".yml")
	}
	return isYAML && (stem == "app" || strings.HasPrefix(stem, "app.") || strings.HasPrefix(stem, "app-") || strings.HasPrefix(stem, "app_") || strings.HasSuffix(stem, ".app") || strings.HasSuffix(stem, "-app"))
}

// environment is the part of a file's name that says which variant it is.
func environment(f *source.File) string {
	stem := strings.TrimSuffix(f.Name(), f.Ext())
	for _, cut := range []string{"app.", "app-", "app_"} {
		if env, ok := strings.CutPrefix(stem, cut); ok {
			return env
		}
	}
	return ""
}

func (l *loader) each(f *source.File, list string, read func(*source.File, yamldoc.Node)) {
	for _, doc := range yamldoc.ParseFile(l.tree, f) {
		for n := range doc.Get(list).Items() {
			read(f, n)
		}
	}
}

// runtimes are the languages of runtimes by how their names begin.
var runtimes = []struct{ prefix, language string }{
	{"go", "go"}, {"nodejs", "javascript"}, {"python", "python"}, {"java", "java"}, {"dotnet", "csharp"}, {"aspnetcore", "csharp"}, {"ruby", "ruby"}, {"php", "php"}, {"custom", ""},
}

func (l *loader) service(f *source.File, doc yamldoc.Node) {
	runtime := doc.Get("runtime")
	language, known := "", false
	for _, r := range runtimes {
		if strings.HasPrefix(runtime.Text(), r.prefix) {
			language, known = r.language, true
			break
		}
	}
	if !known || onlyFiles(doc) {
		return
	}
	name := doc.Get("service")
	if !name.Exists() {
		name = doc.Get("module")
	}
	u := &iac.Unit{
		Scope: scope, Name: name.Text(), Kind: arch.Service, Platform: arch.AppEngine, Format: format,
		At: runtime.At(), Environment: environment(f),
	}
	if name.Text() != "" {
		u.At = name.At()
	}
	if u.Name == "" || u.Name == "default" {
		u.Name, u.Aliases = "default", nil
		if f.Dir() != "." {
			u.Name, u.Aliases = path.Base(f.Dir()), []string{"default"}
		}
	}
	u.ID = f.Path + "#" + u.Name
	u.Code.Dir = arch.Given(f.Dir(), u.At)
	u.Code.Language = language
	l.code(u, f, doc)
	l.variables(u, f, doc, 0)
	settings(u, doc)
	u.Triggers = []arch.Trigger{{Kind: arch.OnHTTP, At: u.At, Front: "App Engine", Async: arch.Given(false, u.At)}}
	l.out.Units = append(l.out.Units, u)
	l.connections(u, doc)
}

// onlyFiles reports whether all handlers serve files.
func onlyFiles(doc yamldoc.Node) bool {
	some := false
	for h := range doc.Get("handlers").Items() {
		if h.Get("script").Exists() {
			return false
		}
		some = some || h.Get("static_dir").Exists() || h.Get("static_files").Exists()
	}
	// Without an entry point a runtime still starts a program for what no handler takes.
	return some && !doc.Get("entrypoint").Exists() && catchesAll(doc)
}

func catchesAll(doc yamldoc.Node) bool {
	for h := range doc.Get("handlers").Items() {
		switch h.Get("url").Text() {
		case "/.*", "/(.*)", ".*", "/.*$":
			return true
		}
	}
	return false
}

func (l *loader) code(u *iac.Unit, f *source.File, doc yamldoc.Node) {
	entry := doc.Get("entrypoint")
	text := entry
	if entry.Kind() == yamldoc.Map {
		text = entry.Get("shell")
	}
	for _, w := range iac.Words(text.Text()) {
		v := arch.Given(w, text.At())
		if strings.Contains(w, "$") {
			v = arch.Hide[string](text.At(), "contains "+w)
		}
		u.Code.Command = append(u.Code.Command, v)
	}
	if main := doc.Get("main"); main.Text() != "" { // of Go: the package to start
		u.Code.Dir = arch.Given(path.Join(f.Dir(), main.Text()), main.At())
	}
	if file := path.Join(f.Dir(), "Dockerfile"); doc.Get("runtime").Text() == "custom" && l.tree.File(file) != nil {
		u.Code.Dockerfile = arch.Given(file, doc.Get("runtime").At())
	}
}

// variables reads those of a file and of the files that it includes; its own come
// first.
func (l *loader) variables(u *iac.Unit, f *source.File, doc yamldoc.Node, depth int) {
	if depth > 4 || len(u.Env) > 1000 {
		return
	}
	add := func(k, v yamldoc.Node) {
		for _, e := range u.Env {
			if e.Name == k.Text() {
				return
			}
		}
		u.Env = append(u.Env, iac.Env{Name: k.Text(), Value: iac.Literal(v.Text(), v.At()), At: k.At()})
	}
	list := doc.Get("env_variables")
	for k, v := range list.Pairs() {
		add(k, v)
	}
	for one := range list.Items() {
		for k, v := range one.Pairs() {
			add(k, v)
		}
	}
	for in := range doc.Get("includes").Items() {
		other := l.tree.File(path.Join(f.Dir(), in.Text()))
		if other == nil {
			u.EnvOpen = "variables may come from " + in.Text()
			continue
		}
		for _, d := range yamldoc.ParseFile(l.tree, other) {
			l.variables(u, other, d, depth+1)
		}
	}
}
