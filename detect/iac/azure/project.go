package azure

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// serviceTag is the tag by which azd finds what it deploys a service to.
const serviceTag = "azd-service-name"

// tagged notes which service of azd a unit is.
func (l *loader) tagged(u *iac.Unit, tags *value) {
	if name := tags.get(serviceTag).word(); name != "" {
		u.Labels = map[string]string{serviceTag: name}
		u.Aliases = append(u.Aliases, name)
	}
}

// projects reads all azure.yaml files.
func (l *loader) projects() {
	for _, f := range l.tree.Files() {
		if f.Name() != "azure.yaml" && f.Name() != "azure.yml" || !f.Place.Own() {
			continue
		}
		for _, doc := range yamldoc.ParseFile(l.tree, f) {
			if doc.Get("name").Text() == "" {
				continue
			}
			for key, s := range doc.Get("services").Pairs() {
				l.service(f, key, s)
			}
		}
	}
}

// hosts are what azd deploys a service to. The manifests of a service on Kubernetes
// say more of it.
var hosts = map[string]struct {
	kind     arch.UnitKind
	platform arch.Platform
}{
	"containerapp": {arch.Service, arch.AzureContainerApps}, "function": {arch.Function, arch.AzureFunctions}, "appservice": {arch.Service, ""},
}

// service gives the unit of a template its source; without a template, it is a unit.
func (l *loader) service(f *source.File, key, s yamldoc.Node) {
	host, ok := hosts[s.Get("host").Text()]
	name := key.Text()
	if !ok || name == "" {
		return
	}
	code := l.code(f, s)
	found := false
	for i := range l.out.Apps {
		if a := &l.out.Apps[i]; a.Labels[serviceTag] == name && code.Dir.Known() {
			a.Dir = code.Dir.V
		}
	}
	for _, u := range l.out.Units {
		if base := f.Dir(); u.Labels[serviceTag] == name && (base == "." || strings.HasPrefix(u.At.File, base+"/")) {
			found = true
			u.Code.Dir, u.Code.Dockerfile = code.Dir, code.Dockerfile
			if u.Code.Language == "" {
				u.Code.Language = code.Language
			}
		}
	}
	if found || host.kind == arch.Function && l.hosts {
		return
	}
	u := &iac.Unit{
		ID: f.Path + "#" + name, Scope: f.Path, Name: name, Kind: host.kind, Platform: host.platform, Format: "azd", At: key.At(), Code: code,
		Hosts: []iac.Host{{Name: name, At: key.At()}}, EnvOpen: "variables are set where the service is provisioned",
	}
	if image := s.Get("image"); image.Text() != "" {
		u.Code.Image = image.String()
	}
	l.add(u)
}

// spoken are the languages as azd names them.
var spoken = map[string]string{
	"js": "javascript", "ts": "typescript", "py": "python", "python": "python", "csharp": "csharp", "dotnet": "csharp", "fsharp": "other", "java": "java",
	"javascript": "javascript", "typescript": "typescript", "go": "go",
}

func (l *loader) code(f *source.File, s yamldoc.Node) iac.Code {
	c := iac.Code{Language: spoken[s.Get("language").Text()]}
	project := s.Get("project")
	dir := within(f.Dir(), project.Text())
	if project.Text() == "" || dir == "" {
		return c
	}
	if l.tree.File(dir) != nil { // a project file
		dir = path.Dir(dir)
	}
	c.Dir = arch.Given(dir, project.At())
	name := s.Get("docker", "path")
	file := "Dockerfile"
	if name.Text() != "" {
		file = name.Text()
	}
	if p := within(dir, file); l.tree.File(p) != nil {
		c.Dockerfile = arch.Given(p, project.At())
		if context := within(dir, s.Get("docker", "context").Text()); context != "" {
			c.Dir = arch.Given(context, project.At())
		}
	}
	return c
}
