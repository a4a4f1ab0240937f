package terraform

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source"
)

func containsFold(s, word string) bool { return strings.Contains(strings.ToLower(s), word) }

// workers are the settings of an application stack, and the language they choose.
var workers = []struct{ attr, worker, language string }{
	{"python_version", "python", "python"},
	{"node_version", "node", "javascript"},
	{"dotnet_version", "dotnet", "csharp"},
	{"java_version", "java", "java"},
	{"go_version", "go", "go"},
	{"php_version", "php", "php"},
	{"ruby_version", "ruby", "ruby"},
	{"powershell_core_version", "powershell", "powershell"},
}

// Plans of Azure Functions as they are called, by the beginning of a plan's SKU.
const (
	consumption = "Consumption"
	flex        = "Flex Consumption"
	premium     = "Premium"
	dedicated   = "Dedicated"
)

var plans = []struct{ sku, plan string }{
	{"Y", consumption},
	{"Dynamic", consumption},
	{"FC", flex},
	{"EP", premium},
	{"ElasticPremium", premium},
	{"", dedicated},
}

var (
	functionAppSettings = []setting{
		{minReplicas, "site_config.elastic_instance_minimum", asIs, ""},
		{maxReplicas, "site_config.app_scale_limit", asIs, ""},
	}
	flexSettings = []setting{
		{maxReplicas, "maximum_instance_count", asIs, "azure.functions.max_instances.flex"},
		{memory, "instance_memory_in_mb", asIs, "azure.functions.flex.memory"},
		{concurrency, "http_concurrency", asIs, ""},
		{provisioned, "always_ready.instance_count", asIs, "azure.functions.flex.always_ready"},
	}
)

// declareFunctionApp reads a function app. Where its code is in the repository, the
// functions are declared there, one by one.
func declareFunctionApp(r *root, v view) {
	u := r.unit(v, arch.Function, arch.AzureFunctions, v.get("name"))
	r.site(u, v)
	s := &u.Settings
	if n := v.get("runtime_name"); n.Exists() {
		name, version := n.String(), v.get("runtime_version").String()
		if name.Known() && version.Known() && name.V != "custom" {
			name.V = strings.TrimSuffix(name.V, "-isolated") + strings.TrimSuffix(version.V, ".0")
			s.Runtime = name
		}
	}
	if v.kind == "azurerm_function_app_flex_consumption" {
		s.Plan = arch.Given(flex, v.At)
		v.fill(s, flexSettings)
	} else {
		v.fill(s, functionAppSettings)
		if s.Plan.Known() && s.Plan.V == consumption {
			s.MaxReplicas = s.MaxReplicas.Or(limits.DefaultInt("azure.functions.max_instances.consumption", v.At))
		}
	}
	// A setting of the app overrides what host.json says.
	if d, ok := clock(v.get("app_settings").Get("AzureFunctionsJobHost__functionTimeout").String()); ok {
		s.Timeout = d
	}
	if r.functionHosts() {
		r.hold(u)
	}
}

// hold leaves an app's functions to their code, and gives them what is declared here.
func (r *root) hold(u *iac.Unit) {
	delete(r.units, u.ID)
	r.out.Units = slices.DeleteFunc(r.out.Units, func(o *iac.Unit) bool { return o == u })
	r.out.Apps = append(r.out.Apps, iac.App{
		Dir: u.Code.Dir.V, Scope: u.Scope, Format: Format, At: u.At, Settings: u.Settings, Env: u.Env, EnvOpen: u.EnvOpen,
	})
}

// functionHosts reports whether the repository holds code of function apps.
func (r *root) functionHosts() bool {
	return slices.ContainsFunc(r.tree.Files(), func(f *source.File) bool { return f.Name() == "host.json" && f.Place.Own() })
}

// declareWebApp reads an app of App Service, which is a service on no platform of its
// own name.
func declareWebApp(r *root, v view) {
	u := r.unit(v, arch.Service, "", v.get("name"))
	r.site(u, v)
	site := v.get("site_config")
	if p := site.Get("health_check_path"); p.Exists() {
		u.Settings.Probes = append(u.Settings.Probes, arch.Probe{Kind: arch.Readiness, Path: p.String().V, At: p.At()})
	}
	if p := v.get("app_settings").Get("WEBSITES_PORT"); p.Exists() {
		u.Ports = append(u.Ports, arch.Port{Number: p.Int()})
	}
	r.bind(u, httpTrigger(u.At, "", "App Service", "", ""), "App Service")
}

// declareWebSite tells what a module makes, by its kind.
func declareWebSite(r *root, v view) {
	switch v.get("kind").String().V {
	case "functionapp":
		declareFunctionApp(r, v)
	case "webapp":
		declareWebApp(r, v)
	}
}

// site reads what function and web apps have alike.
func (r *root) site(u *iac.Unit, v view) {
	u.Env = env(v.get("app_settings"))
	if n := v.get("app_settings"); n.Hidden() {
		u.EnvOpen = n.String().Why
	}
	for _, c := range v.all("connection_string") {
		if name := c.Get("name").String(); name.Known() {
			u.Env = append(u.Env, iac.Env{Name: name.V, Value: c.Get("value").Text(), At: name.At})
		}
	}
	r.stack(u, v.get("site_config").Get("application_stack"))
	if name := v.get("name").String(); name.Known() {
		u.Hosts = append(u.Hosts, iac.Host{Name: name.V + ".azurewebsites.net", At: name.At})
	}
	for _, attr := range []string{"service_plan_id", "app_service_plan_id"} {
		for _, in := range v.get(attr).Instances() {
			if p, ok := r.byID[in.ID()]; ok && p.Mode != "data" {
				u.Settings.Plan = planOf(p)
			}
		}
	}
	u.Code.Dir = r.packageSource(v.get("zip_deploy_file"))
}

// planOf names the kind of plan that a SKU is.
func planOf(p view) arch.Value[string] {
	sku := p.get("sku_name").String().Or(p.get("sku.tier").String())
	if !sku.Known() {
		return sku
	}
	for _, k := range plans {
		if strings.HasPrefix(sku.V, k.sku) {
			sku.V = k.plan
			break
		}
	}
	return sku
}

// stack reads the runtime, or the image that takes its place.
func (r *root) stack(u *iac.Unit, stack eval.Node) {
	for _, w := range workers {
		if n := stack.Get(w.attr); n.Exists() {
			s := n.String()
			u.Settings.Runtime = s
			if s.Known() {
				u.Settings.Runtime.V = w.worker + strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(s.V, "~"), "v"), ".0")
			}
			u.Code.Language = w.language
		}
	}
	image := stack.Get("docker_image_name")
	if d := stack.Get("docker"); d.Exists() {
		image = d.Get("image_name")
	}
	if image.Exists() {
		r.image(u, image.Text())
	}
}

// declareContainerGroup reads containers that run by themselves.
func declareContainerGroup(r *root, v view) {
	main, known, foreign := ownContainer(v.all("container"))
	if foreign {
		r.foreign(v, known, "azure", v.get("name"))
		return
	}
	restart := v.get("restart_policy").String().Or(arch.ByDefault("Always", v.At, "the restart policy of container groups"))
	kind := arch.Service
	if restart.Known() && restart.V != "Always" {
		kind = arch.Job
	}
	u := r.unit(v, kind, "", v.get("name"))
	r.image(u, main.Get("image").Text())
	u.Env = append(env(main.Get("environment_variables")), secretEnv(main.Get("secure_environment_variables"))...)
	u.Code.Command = stringsOf(main.Get("commands"))
	for _, p := range main.All("ports") {
		u.Ports = append(u.Ports, arch.Port{Number: p.Get("port").Int()})
	}
	s := &u.Settings
	s.Restart = restart
	s.CPU, s.Memory = integer(main.Get("cpu"), inCores), integer(main.Get("memory"), inGiB)
	s.Probes = probes(main)
	for _, vol := range main.All("volume") {
		kind := "azureFile"
		if empty := vol.Get("empty_dir").Bool(); empty.Known() && empty.V {
			kind = "emptyDir"
		}
		s.Volumes = append(s.Volumes, arch.Volume{Kind: kind, Name: vol.Get("name").String().V, Path: vol.Get("mount_path").String().V, At: vol.At()})
	}
}

// declareServiceBus reads a queue: its dead letters go to a queue of its own that the
// platform keeps beside it.
func declareServiceBus(r *root, v view) {
	res := r.store(v, kindInfo{arch.Broker, "servicebus", "azure", "name"})
	r.serviceBus(&res.Queue, v)
}

func (r *root) serviceBus(q *arch.Queue, v view) {
	q.Visibility = period(v.get("lock_duration")).Or(limits.DefaultDuration("azure.servicebus.lock", v.At))
	q.MaxReceive = v.get("max_delivery_count").Int().Or(limits.DefaultInt("azure.servicebus.max_delivery", v.At))
	q.Retention = period(v.get("default_message_ttl"))
	q.DeadLetter = arch.ByDefault("$DeadLetterQueue", v.At, "azure.servicebus.max_delivery")
	q.FIFO = v.get("requires_session").Bool()
}

// relateBusSubscription gives a topic the settings and the name of what is read.
func relateBusSubscription(r *root, v view) {
	res := r.resources[r.target(v.get("topic_id"))]
	name := v.get("name").String()
	if res == nil || !name.Known() {
		return
	}
	res.Aliases = append(res.Aliases, name.V)
	if !res.Queue.Visibility.Known() {
		r.serviceBus(&res.Queue, v)
	}
}

// declareDatabase names a database of a server that is declared, too; alone it is a
// resource itself.
func declareDatabase(r *root, v view) {
	for _, attr := range []string{"server_id", "server_name", "account_name", "managed_instance_id"} {
		for _, in := range v.get(attr).Instances() {
			if p, ok := r.byID[in.ID()]; ok && p.Mode != "data" {
				r.forwards[v.id] = p.id
				return
			}
		}
	}
	typ := "mssql"
	for _, word := range []string{"postgres", "mysql", "cosmosdb"} {
		if strings.Contains(v.kind, word) {
			typ = word
		}
	}
	res := r.store(v, kindInfo{arch.Datastore, typ, "azure", "name"})
	res.Database = v.get("name").String()
}

// relateDatabase tells the server which database is used.
func relateDatabase(r *root, v view) {
	if res := r.resources[r.resolve(v.id)]; res != nil && !res.Database.Known() {
		res.Database = cmp.Or(v.get("name").String(), res.Database)
	}
}
