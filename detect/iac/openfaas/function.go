package openfaas

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// reader reads one function.
type reader struct {
	tree      *source.Tree
	file      *source.File
	key       yamldoc.Node // its name
	def       yamldoc.Node
	namespace string
}

func (r reader) function(prefix string) *iac.Unit {
	name := r.key.Text()
	u := &iac.Unit{
		ID: r.file.Path + "#" + prefix + name, Scope: r.file.Path, Name: name,
		Kind: arch.Function, Platform: arch.OpenFaaS, Format: format, At: r.key.At(),
	}
	u.Hosts = []iac.Host{{Name: name, At: u.At}}
	if r.namespace != "" {
		u.Hosts = append(u.Hosts, iac.Host{Name: name + "." + r.namespace, At: u.At})
	}
	u.Code.Image = expanded(r.def.Get("image"))
	r.code(u)
	r.environment(u)
	r.settings(u)
	r.triggers(u)
	for key, v := range r.def.Get("labels").Pairs() {
		if u.Labels == nil {
			u.Labels = map[string]string{}
		}
		u.Labels[key.Text()] = v.Text()
	}
	return u
}

// templates are beginnings of template names, which tell the language.
var templates = []struct{ prefix, language string }{
	{"golang", "go"},
	{"go", "go"},
	{"python", "python"},
	{"node", "javascript"},
	{"bun", "javascript"},
	{"typescript", "typescript"},
	{"ts", "typescript"},
	{"java", "java"},
	{"quarkus", "java"},
	{"vertx", "java"},
	{"micronaut", "java"},
	{"kotlin", "kotlin"},
	{"csharp", "csharp"},
	{"dotnet", "csharp"},
	{"ruby", "ruby"},
	{"php", "php"},
	{"rust", "rust"},
	{"bash", "other"},
	{"perl", "other"},
	{"crystal", "other"},
}

func language(template string) string {
	template = strings.ToLower(template)
	if strings.HasSuffix(template, "-ts") {
		return "typescript"
	}
	for _, t := range templates {
		if strings.HasPrefix(template, t.prefix) {
			return t.language
		}
	}
	return ""
}

// code finds the handler's directory. The template "dockerfile" is none: the
// directory has a Dockerfile of its own.
func (r reader) code(u *iac.Unit) {
	lang := r.def.Get("lang")
	u.Code.Language = language(lang.Text())
	handler := expanded(r.def.Get("handler"))
	if !handler.Known() || strings.HasPrefix(u.ID, r.file.Path+"#Function/") {
		return // a Function resource's handler is a label that nothing reads
	}
	dir := path.Join(r.file.Dir(), handler.V)
	if dir == ".." || strings.HasPrefix(dir, "../") || path.IsAbs(handler.V) {
		u.Code.Dir = arch.Hide[string](handler.At, "the handler lies outside of the repository")
		return
	}
	own := strings.EqualFold(lang.Text(), "dockerfile")
	if !r.tree.IsDir(dir) {
		// A script copies the sources there before the build. With a Dockerfile beside
		// the stack file there is only one thing that they can be.
		if dir = r.file.Dir(); !own || r.tree.File(path.Join(dir, "Dockerfile")) == nil {
			u.Code.Dir = arch.Hide[string](handler.At, "the handler's directory is not in the repository")
			return
		}
	}
	u.Code.Dir = arch.Given(dir, handler.At)
	if file := path.Join(dir, "Dockerfile"); own && r.tree.File(file) != nil {
		u.Code.Dockerfile = arch.Given(file, handler.At)
	}
}

// triggers reads what starts the function. The gateway serves every function; an
// annotation tells what really calls this one.
func (r reader) triggers(u *iac.Unit) {
	topics := r.def.Get("annotations", "topic")
	schedule := r.def.Get("annotations", "schedule")
	for topic := range strings.SplitSeq(topics.Text(), ",") {
		topic = strings.TrimSpace(topic)
		if topic == "" || len(u.Triggers) >= maxTriggers {
			continue
		}
		t := arch.Trigger{Kind: arch.OnTopic, At: topics.At(), Path: topic, Async: arch.Given(true, topics.At())}
		if topic == "cron-function" {
			t.Kind, t.Path, t.Schedule = arch.OnSchedule, "", schedule.String()
		}
		u.Triggers = append(u.Triggers, t)
	}
	if len(u.Triggers) == 0 {
		u.Triggers = []arch.Trigger{{Kind: arch.OnHTTP, At: u.At, Front: "OpenFaaS gateway", Path: "/function/" + u.Name}}
	}
}

// maxTriggers bounds the topics of one function.
const maxTriggers = 100

// expanded is a text with ${VAR:-default} put in, as faas-cli does.
func expanded(n yamldoc.Node) arch.Value[string] {
	v := n.String()
	if !v.Known() || !strings.Contains(v.V, "${") {
		return v
	}
	text, why := iac.Expand(v.V, func(string) (string, bool) { return "", false })
	if why != "" {
		return arch.Hide[string](v.At, why)
	}
	return arch.Given(text, v.At)
}
