package azure

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// workers are what linuxFxVersion and application settings call the languages.
var workers = map[string]struct{ runtime, language string }{
	"node": {"node", "javascript"}, "python": {"python", "python"}, "dotnet": {"dotnet", "csharp"}, "dotnetcore": {"dotnet", "csharp"},
	"dotnet-isolated": {"dotnet", "csharp"}, "java": {"java", "java"}, "php": {"php", "php"}, "powershell": {"powershell", "other"}, "tomcat": {"java", "java"},
}

// site reads a function app or a web app.
func (in *interpreter) site(i *instance) {
	config := i.body.get("properties", "siteConfig")
	if config == nil {
		config = i.body.get("siteConfig") // of a registry's module
	}
	name, logical := in.name(i)
	u := &iac.Unit{
		ID: i.id, Scope: in.scope, Name: name, Aliases: []string{logical}, Kind: arch.Service, Format: i.format, At: i.at,
		Hosts: []iac.Host{{Name: name, At: i.at}, {Name: name + ".azurewebsites.net", At: i.at}},
	}
	if strings.Contains(strings.ToLower(i.body.get("kind").word()), "functionapp") {
		u.Kind, u.Platform = arch.Function, arch.AzureFunctions
		in.hosted(&u.Settings, i)
	} else {
		at := i.at
		u.Triggers = []arch.Trigger{{Kind: arch.OnHTTP, At: at, Front: "App Service", Async: arch.Given(false, at)}}
	}
	in.stack(u, config)
	in.flexRuntime(u, i)
	for _, key := range []string{"appSettings", "connectionStrings"} {
		list := config.get(key)
		if list.is(hidden) {
			u.EnvOpen = list.why
		}
		for _, e := range list.list() {
			if n := e.get("name"); n.word() != "" {
				v := e.get("value")
				if !v.exists() {
					v = e.get("connectionString")
				}
				u.Env = append(u.Env, iac.Env{Name: n.word(), Value: v.text(), At: n.at})
			}
		}
	}
	in.loader.tagged(u, i.body.get("tags"))
	if u.Platform == arch.AzureFunctions && in.loader.hosts {
		in.functionApp(u)
		return
	}
	in.units[u.ID] = u
	in.loader.add(u)
}

// stack reads the runtime: "NODE|18-lts", "DOTNET-ISOLATED|8.0", "DOCKER|image".
func (in *interpreter) stack(u *iac.Unit, config *value) {
	v := config.get("linuxFxVersion")
	worker, version, ok := strings.Cut(v.word(), "|")
	if !ok {
		return
	}
	if strings.EqualFold(worker, "docker") {
		u.Code.Image = arch.Given(version, v.at)
		return
	}
	w, ok := workers[strings.ToLower(worker)]
	if !ok {
		return
	}
	version, _, _ = strings.Cut(version, "-")
	u.Code.Language = w.language
	u.Settings.Runtime = arch.Given(w.runtime+strings.TrimSuffix(version, ".0"), v.at)
}

// flexRuntime reads the runtime where the Flex Consumption plan has it.
func (in *interpreter) flexRuntime(u *iac.Unit, i *instance) {
	r := i.body.get("properties", "functionAppConfig", "runtime")
	if r == nil {
		r = i.body.get("functionAppConfig", "runtime") // of a registry's module
	}
	name, version := r.get("name"), r.get("version")
	if w, ok := workers[strings.ToLower(name.word())]; ok && version.word() != "" {
		u.Code.Language = w.language
		u.Settings.Runtime = arch.Given(w.runtime+strings.TrimSuffix(version.word(), ".0"), version.at)
	}
}
