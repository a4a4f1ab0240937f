package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

func containsFold(s, word string) bool { return strings.Contains(strings.ToLower(s), word) }

// workers are the settings of an application stack, and the language they choose.
var workers = []struct{ attr, worker, language string }{
	{"python_version", "python", "python"},
	{"node_version", "node", "javascript"},
	{"dotnet_version", "dotnet", "csharp"},
	{"java_version", "java", "java"},
	{"powershell_core_version", "powershell", "powershell"},
}

// declareFunctionApp reads a function app: the functions in it are in its code.
func declareFunctionApp(r *root, v view) {
	u := r.unit(v, arch.Function, arch.AzureFunctions, v.get("name"))
	u.Env = env(v.get("app_settings"))
	if n := v.get("app_settings"); n.Hidden() {
		u.EnvOpen = n.String().Why
	}
	stack := v.get("site_config").Get("application_stack")
	for _, w := range workers {
		if n := stack.Get(w.attr); n.Exists() {
			s := n.String()
			u.Settings.Runtime = s
			if s.Known() {
				u.Settings.Runtime.V = w.worker + strings.TrimPrefix(strings.TrimPrefix(s.V, "~"), "v")
			}
			u.Code.Language = w.language
		}
	}
	if n := v.get("runtime_name"); n.Exists() {
		name, version := n.String(), v.get("runtime_version").String()
		if name.Known() && version.Known() && name.V != "custom" {
			name.V += version.V
			u.Settings.Runtime = name
		}
	}
	u.Code.Dir = r.packageSource(v.get("zip_deploy_file"))
}

func declareContainerApp(r *root, v view) {
	template := v.get("template")
	main, known, foreign := ownContainer(template.All("container"))
	if foreign {
		r.foreign(v, known, "azure", v.get("name"))
		return
	}
	kind := arch.Service
	if v.kind == "azurerm_container_app_job" {
		kind = arch.Job
	}
	u := r.unit(v, kind, arch.AzureContainerApps, v.get("name"))
	r.container(u, main)
	if kind == arch.Job {
		u.Settings.Timeout = seconds(v.get("replica_timeout_in_seconds"))
		return
	}
	u.Settings.MinReplicas = template.Get("min_replicas").Int().Or(defaultInt("azure.aca.min_replicas", v.At))
	u.Settings.MaxReplicas = template.Get("max_replicas").Int().Or(defaultInt("azure.aca.max_replicas", v.At))
	if in := v.get("ingress"); in.Exists() {
		t := httpTrigger(in.At(), "", "Container Apps ingress", "", "")
		t.Waits = defaultDuration("azure.aca.ingress_timeout", in.At())
		r.bind(u, t, "ingress")
		if p := in.Get("target_port"); p.Exists() {
			u.Ports = append(u.Ports, arch.Port{Number: p.Int()})
		}
	}
}
