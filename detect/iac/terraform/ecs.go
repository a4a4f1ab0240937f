package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

const (
	desiredCount = "aws.ecs.desired_count.terraform"
	stopTimeout  = "aws.ecs.stop_timeout"
)

// definitions reads the containers of a task definition, which are a JSON text.
func definitions(task view) ([]eval.Node, string) {
	n := task.get("container_definitions")
	doc, ok := n.Document()
	if !ok || doc.Hidden() {
		if why := n.String().Why; why != "" {
			return nil, why
		}
		return nil, "the container definitions cannot be read"
	}
	return doc.List(), ""
}

// taskOf returns the task definition that a service or target runs.
func (r *root) taskOf(n eval.Node) (view, bool) {
	for _, in := range n.Instances() {
		if v, ok := r.byID[in.ID()]; ok && v.kind == "aws_ecs_task_definition" {
			return v, true
		}
	}
	return view{}, false
}

// mainContainer picks the container behind the load balancer, else the first whose
// image is not a known sidecar's.
func mainContainer(list []eval.Node, front string) (main eval.Node, known iac.KnownImage, foreign bool) {
	for _, c := range list {
		if name := c.Get("name").String(); front != "" && name.V == front {
			k, other := foreignImage(c.Get("image").Text())
			return c, k, other
		}
	}
	return ownContainer(list)
}

func declareService(r *root, v view) {
	task, ok := r.taskOf(v.get("task_definition"))
	if !ok {
		u := r.unit(v, arch.Service, ecsPlatform(v, view{}), v.get("name"))
		u.EnvOpen = "the task definition is not declared here"
		r.replicas(u, v)
		return
	}
	front := ""
	for _, lb := range v.all("load_balancer") {
		front = lb.Get("container_name").String().V
	}
	list, why := definitions(task)
	main, known, foreign := mainContainer(list, front)
	r.forwards[task.id] = v.id
	if foreign {
		r.foreign(v, known, "aws", v.get("name"))
		return
	}
	u := r.unit(v, arch.Service, ecsPlatform(v, task), v.get("name"))
	r.replicas(u, v)
	r.task(u, task, main, why)
}

func (r *root) replicas(u *iac.Unit, v view) {
	u.Settings.Replicas = v.get("desired_count").Int().Or(defaultInt(desiredCount, v.At))
}

// ecsPlatform tells Fargate from instances: the service decides, else its capacity
// provider, else what the task is made for.
func ecsPlatform(service, task view) arch.Platform {
	if service.Instance != nil {
		if s := service.get("launch_type").String(); s.Known() {
			if s.V == "FARGATE" {
				return arch.Fargate
			}
			return arch.ECSEC2
		}
		for _, c := range service.all("capacity_provider_strategy") {
			if s := c.Get("capacity_provider").String(); s.Known() {
				if strings.HasPrefix(s.V, "FARGATE") {
					return arch.Fargate
				}
				return arch.ECSEC2
			}
		}
	}
	if task.Instance != nil {
		for _, c := range task.get("requires_compatibilities").List() {
			if c.String().V == "FARGATE" {
				return arch.Fargate
			}
		}
	}
	return arch.ECSEC2
}

// task reads the container that a unit is about.
func (r *root) task(u *iac.Unit, task view, main eval.Node, why string) {
	if task.Label != u.Name && !generic[task.Label] {
		u.Aliases = append(u.Aliases, task.Label)
	}
	if f := task.get("family").String(); f.Known() && f.V != u.Name {
		u.Aliases = append(u.Aliases, f.V)
	}
	u.Settings.Memory = task.get("memory").Int()
	if why != "" {
		u.EnvOpen = why
		u.Code.Image = arch.Hide[string](task.at(task.get("container_definitions")), why)
		return
	}
	r.image(u, main.Get("image").Text())
	u.Env = envList(main.Get("environment").List())
	if why := main.Open("environment"); why != "" {
		u.EnvOpen = why
	}
	for _, s := range main.Get("secrets").List() {
		if name := s.Get("name").String(); name.Known() {
			u.Env = append(u.Env, iac.Env{Name: name.V, Value: iac.Compose(name.At, iac.Part{Why: "the value is in a secret"}), At: name.At})
		}
	}
	if len(main.Get("environmentFiles").List()) > 0 {
		u.EnvOpen = "environment files are read when it starts"
	}
	for _, p := range main.Get("portMappings").List() {
		if n := p.Get("containerPort"); n.Exists() || n.Hidden() {
			u.Ports = append(u.Ports, arch.Port{Name: p.Get("name").String().V, Number: n.Int()})
		}
	}
	u.Code.Command, u.Code.Args = stringsOf(main.Get("entryPoint")), stringsOf(main.Get("command"))
	u.Settings.Grace = seconds(main.Get("stopTimeout")).Or(defaultDuration(stopTimeout, task.At))
}

// declareTask makes a job of a task definition that no service runs. Services are
// declared before, because that is what the order of phases is for.
func declareTask(r *root, v view) {
	for _, s := range r.views {
		if s.kind != "aws_ecs_service" {
			continue
		}
		if task, ok := r.taskOf(s.get("task_definition")); ok && task.id == v.id {
			return
		}
	}
	list, why := definitions(v)
	main, known, foreign := mainContainer(list, "")
	if foreign {
		r.foreign(v, known, "aws", v.get("family"))
		return
	}
	u := r.unit(v, arch.Job, ecsPlatform(view{}, v), v.get("family"))
	r.task(u, v, main, why)
}

// relateService puts a service behind its target groups, and gives it the names that
// discovery knows it by.
func relateService(r *root, v view) {
	for _, lb := range v.all("load_balancer") {
		for _, in := range lb.Get("target_group_arn").Instances() {
			r.behind(in.ID(), v.id)
		}
	}
	u := r.units[v.id]
	if u == nil {
		return
	}
	for _, s := range v.all("service_registries") {
		for _, in := range s.Get("registry_arn").Instances() {
			r.discovered(u, in.ID())
		}
	}
	for _, s := range v.body.Get("service_connect_configuration").All("service") {
		names := []eval.Node{s.Get("discovery_name"), s.Get("port_name")}
		for _, a := range s.All("client_alias") {
			names = append([]eval.Node{a.Get("dns_name")}, names...)
		}
		for _, n := range names {
			if h := n.String(); h.Known() && h.V != "" {
				u.Hosts = append(u.Hosts, iac.Host{Name: h.V, At: h.At})
				break
			}
		}
	}
}

// discovered adds the name that a service has in a private DNS namespace.
func (r *root) discovered(u *iac.Unit, id string) {
	v, ok := r.byID[id]
	if !ok {
		return
	}
	name := v.get("name").String()
	if !name.Known() {
		return
	}
	host := name.V
	for _, in := range v.get("dns_config.namespace_id").Instances() {
		if ns, ok := r.byID[in.ID()]; ok && ns.get("name").String().Known() {
			host += "." + ns.get("name").String().V
		}
	}
	u.Hosts = append(u.Hosts, iac.Host{Name: host, At: name.At})
	r.forwards[id] = u.ID
}

// relateScaling reads the bounds of an autoscaling target.
func relateScaling(r *root, v view) {
	for _, in := range v.get("resource_id").Instances() {
		u := r.units[r.resolve(in.ID())]
		if u == nil {
			continue
		}
		u.Settings.MinReplicas = v.get("min_capacity").Int()
		u.Settings.MaxReplicas = v.get("max_capacity").Int()
	}
}

// declareModuleService reads a service of the registry's ECS module.
func declareModuleService(r *root, v view) {
	var list []eval.Node
	for _, e := range v.get("containers").Elems() {
		list = append(list, e.Node())
	}
	main, known, foreign := ownContainer(list)
	if foreign {
		r.foreign(v, known, "aws", v.get("name"))
		return
	}
	platform := arch.Fargate // the module's default
	if s := v.get("launch_type").String(); s.Known() && s.V != "FARGATE" {
		platform = arch.ECSEC2
	}
	u := r.unit(v, arch.Service, platform, v.get("name"))
	r.replicas(u, v)
	u.Settings.MinReplicas, u.Settings.MaxReplicas = v.get("min").Int(), v.get("max").Int()
	r.image(u, main.Get("image").Text())
	u.Env = envList(main.Get("environment").List())
	for _, p := range main.Get("port_mappings").List() {
		for _, attr := range []string{"containerPort", "container_port"} {
			if n := p.Get(attr); n.Exists() {
				u.Ports = append(u.Ports, arch.Port{Number: n.Int()})
			}
		}
	}
}

func declareAppRunner(r *root, v view) {
	u := r.unit(v, arch.Service, arch.AppRunner, v.get("service_name"))
	repo := v.get("source_configuration").Get("image_repository")
	config := repo.Get("image_configuration")
	if repo.Exists() {
		r.image(u, repo.Get("image_identifier").Text())
	} else {
		code := v.get("source_configuration").Path("code_repository", "code_configuration", "code_configuration_values")
		u.Settings.Runtime = code.Get("runtime").String()
		config = code
	}
	u.Env = env(config.Get("runtime_environment_variables"))
	if p := config.Get("port"); p.Exists() {
		u.Ports = append(u.Ports, arch.Port{Number: p.Int()})
	}
	for _, in := range v.get("auto_scaling_configuration_arn").Instances() {
		if s, ok := r.byID[in.ID()]; ok {
			u.Settings.MinReplicas, u.Settings.MaxReplicas = s.get("min_size").Int(), s.get("max_size").Int()
			u.Settings.Concurrency = s.get("max_concurrency").Int()
		}
	}
	u.Settings.MinReplicas = u.Settings.MinReplicas.Or(defaultInt("aws.apprunner.min_size", v.At))
	u.Settings.MaxReplicas = u.Settings.MaxReplicas.Or(defaultInt("aws.apprunner.max_size", v.At))
	u.Settings.Concurrency = u.Settings.Concurrency.Or(defaultInt("aws.apprunner.max_concurrency", v.At))
	t := httpTrigger(u.At, "", "App Runner", "", "")
	t.Waits = defaultDuration("aws.apprunner.request_timeout", v.At)
	r.bind(u, t, "App Runner")
}

// engines are the database types by the engine's prefix.
var engines = []struct{ prefix, typ string }{
	{"aurora-postgres", "postgres"},
	{"postgres", "postgres"},
	{"aurora", "mysql"},
	{"mysql", "mysql"},
	{"mariadb", "mysql"},
	{"sqlserver", "mssql"},
	{"oracle", "oracle"},
	{"docdb", "mongodb"},
	{"neptune", "neptune"},
	{"POSTGRES", "postgres"},
	{"MYSQL", "mysql"},
	{"SQLSERVER", "mssql"},
}

func engineType(s, otherwise string) string {
	for _, e := range engines {
		if strings.HasPrefix(s, e.prefix) {
			return e.typ
		}
	}
	return otherwise
}

func declareRDS(r *root, v view) {
	res := r.store(v, kindInfo{arch.Datastore, engineType(v.get("engine").String().V, "rds"), "aws", "identifier|cluster_identifier|identifier_prefix"})
	for _, attr := range []string{"db_name", "database_name", "name"} {
		if n := v.get(attr); n.Exists() || n.Hidden() {
			res.Database = n.String()
			return
		}
	}
}

// declareCache reads which of its two engines a cache has.
func declareCache(r *root, v view) {
	typ := "redis"
	if v.get("engine").String().V == "memcached" {
		typ = "memcached"
	}
	r.store(v, kindInfo{arch.Datastore, typ, "aws", "cluster_id|replication_group_id|name"})
}
