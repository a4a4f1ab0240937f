package funcyaml

import (
	"bytes"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

const format = "func-yaml" // the format's name in the contract

// Load reads all func.yaml files of the tree.
func Load(t *source.Tree) iac.Declared {
	var out iac.Declared
	for _, f := range t.Files() {
		if f.Name() != "func.yaml" && f.Name() != "func.yml" || !f.Place.Own() {
			continue
		}
		data, err := f.Data()
		if err != nil || !bytes.Contains(data, []byte("runtime")) {
			continue // an unreadable file is recorded by Data
		}
		for _, doc := range yamldoc.ParseFile(t, f) {
			if u := function(f, doc); u != nil {
				out.Units = append(out.Units, u)
				break // the command reads one
			}
		}
	}
	if len(out.Units) > 0 {
		out.Formats = []string{format}
	}
	return out
}

// languages of the runtimes that the command knows.
var languages = map[string]string{
	"go": "go", "node": "javascript", "typescript": "typescript", "python": "python", "quarkus": "java", "springboot": "java", "rust": "rust",
}

// section finds a setting where it stands today, or where it used to stand.
func section(doc yamldoc.Node, now []string, before string) yamldoc.Node {
	if n := doc.Get(now...); n.Exists() {
		return n
	}
	return doc.Get(before)
}

func function(f *source.File, doc yamldoc.Node) *iac.Unit {
	name, runtime := doc.Get("name"), doc.Get("runtime")
	if name.Text() == "" || runtime.Text() == "" || !byKnative(doc) {
		return nil
	}
	u := &iac.Unit{
		ID: f.Path + "#" + name.Text(), Scope: f.Path, Name: name.Text(), Kind: arch.Function, Platform: arch.Knative, Format: format, At: name.At(),
		Hosts: []iac.Host{{Name: name.Text(), At: name.At()}},
	}
	u.Code.Dir = arch.Given(f.Dir(), name.At())
	u.Code.Language = languages[runtime.Text()]
	u.Code.Image = doc.Get("image").String()
	if namespace := section(doc, []string{"deploy", "namespace"}, "namespace").Text(); namespace != "" {
		u.Hosts = append(u.Hosts, iac.Host{Name: name.Text() + "." + namespace, At: name.At()})
	}
	environment(u, section(doc, []string{"run", "envs"}, "envs"))
	settings(u, doc)
	triggers(u, doc)
	return u
}

// byKnative reports whether the function becomes a Knative Service; newer versions
// of the command also deploy without.
func byKnative(doc yamldoc.Node) bool {
	deployer := doc.Get("deploy", "deployer").Text()
	return deployer == "" || deployer == "knative"
}

func triggers(u *iac.Unit, doc yamldoc.Node) {
	for s := range section(doc, []string{"deploy", "subscriptions"}, "subscriptions").Items() {
		if broker := s.Get("source"); broker.Text() != "" && len(u.Triggers) < maxTriggers {
			u.Triggers = append(u.Triggers, arch.Trigger{Kind: arch.OnTopic, At: broker.At(), From: broker.Text(), Async: arch.Given(true, broker.At()), Filter: filter(s)})
		}
	}
	invoke := doc.Get("invoke")
	if len(u.Triggers) > 0 || invoke.Text() == "cloudevent" {
		return
	}
	at := u.At
	if invoke.Text() != "" {
		at = invoke.At()
	}
	u.Triggers = []arch.Trigger{{Kind: arch.OnHTTP, At: at, Front: "Knative Service", Waits: u.Settings.Timeout}}
}

// maxTriggers bounds the subscriptions of one function.
const maxTriggers = 100

func environment(u *iac.Unit, list yamldoc.Node) {
	for e := range list.Items() {
		name, value := e.Get("name"), e.Get("value").String()
		inner, dynamic := strings.CutPrefix(strings.TrimSpace(value.V), "{{")
		inner, _, _ = strings.Cut(inner, "}}")
		inner = strings.TrimSpace(inner)
		switch {
		case name.Text() == "" && value.V != "":
			u.EnvOpen = "variables come from " + inner
		case name.Text() == "":
		case dynamic:
			u.Env = append(u.Env, iac.Env{Name: name.Text(), Value: iac.Compose(value.At, iac.Part{Why: "comes from " + inner}), At: name.At()})
		case value.Known():
			u.Env = append(u.Env, iac.Env{Name: name.Text(), Value: iac.Literal(value.V, value.At), At: name.At()})
		default:
			u.Env = append(u.Env, iac.Env{Name: name.Text(), Value: iac.Compose(name.At(), iac.Part{Why: "has no value here"}), At: name.At()})
		}
	}
}
