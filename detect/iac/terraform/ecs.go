package terraform

import (
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
)

const (
	desiredCount = "aws.ecs.desired_count.terraform"
	stopTimeout  = "aws.ecs.stop_timeout"
)

// definitions reads the containers of a task definition, which are a JSON text; a
// module takes them as a map.
func definitions(task view) ([]eval.Node, string) {
	n := task.get("container_definitions")
	if task.Mode == "module" {
		if n.Hidden() {
			return nil, n.String().Why
		}
		var list []eval.Node
		for _, e := range n.Elems() {
			list = append(list, e.Node())
		}
		return list, ""
	}
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

var (
	serviceSettings = []setting{{replicas, "desired_count", asIs, desiredCount}}
	taskSettings    = []setting{
		{cpu, "cpu", inCPUUnits, ""},
		{memory, "memory", inMiB, ""},
		{storage, "ephemeral_storage.size_in_gib", inGiB, ""},
	}
)

func declareService(r *root, v view) {
	task, ok := v, v.Mode == "module" // one that makes both
	if !ok {
		task, ok = r.taskOf(v.get("task_definition"))
	}
	if !ok {
		u := r.unit(v, arch.Service, ecsPlatform(v, view{}), v.get("name"))
		u.EnvOpen = "the task definition is not declared here"
		u.Settings.Open = u.EnvOpen
		v.fill(&u.Settings, serviceSettings)
		return
	}
	front := ""
	for _, lb := range v.all("load_balancer") {
		front = lb.Get("container_name").String().V
	}
	list, why := definitions(task)
	main, known, foreign := mainContainer(list, front)
	if task.id != v.id {
		r.forwards[task.id] = v.id
	}
	if foreign {
		res := r.foreign(v, known, "aws", v.get("name"))
		res.Volumes = taskVolumes(task, main, arch.Fargate)
		return
	}
	u := r.unit(v, arch.Service, ecsPlatform(v, task), v.get("name"))
	if v.get("scheduling_strategy").String().V != "DAEMON" { // one for each machine, however many there are
		v.fill(&u.Settings, serviceSettings)
	}
	r.task(u, task, main, why)
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
	if service.presets["launch_type"] == "FARGATE" {
		return arch.Fargate
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
	if why != "" {
		u.EnvOpen, u.Settings.Open = why, why
		u.Code.Image = arch.Hide[string](task.at(task.get("container_definitions")), why)
		task.fill(&u.Settings, taskSettings)
		return
	}
	r.image(u, main.Get("image").Text())
	r.taskEnv(u, main)
	for _, p := range part(main, "portMappings").List() {
		if n := part(p, "containerPort"); n.Exists() || n.Hidden() {
			u.Ports = append(u.Ports, arch.Port{Name: p.Get("name").String().V, Number: n.Int()})
		}
	}
	u.Code.Command, u.Code.Args = stringsOf(part(main, "entryPoint")), stringsOf(main.Get("command"))
	s := &u.Settings
	s.CPU, s.Memory = integer(main.Get("cpu"), inCPUUnits), main.Get("memory").Int()
	task.fill(s, taskSettings)
	s.Grace = seconds(part(main, "stopTimeout"))
	if d, err := time.ParseDuration(task.presets["stop_timeout"]); err == nil {
		s.Grace = s.Grace.Or(arch.ByDefault(d, task.At, task.moduleDefault()))
	}
	s.Grace = s.Grace.Or(limits.DefaultDuration(stopTimeout, task.At))
	s.Volumes = taskVolumes(task, main, u.Platform)
	s.Injected = proxyOf(task)
	if check := part(main, "healthCheck"); check.Exists() {
		s.Probes = append(s.Probes, arch.Probe{Kind: arch.Liveness, At: check.At()}) // a task that fails it is replaced
	}
}

func (r *root) taskEnv(u *iac.Unit, main eval.Node) {
	u.Env = envList(main.Get("environment").List())
	if why := main.Open("environment"); why != "" {
		u.EnvOpen = why
	}
	for _, s := range main.Get("secrets").List() {
		if name := s.Get("name").String(); name.Known() {
			u.Env = append(u.Env, iac.Env{Name: name.V, Value: iac.Compose(name.At, iac.Part{Why: "the value is in a secret"}), At: name.At})
		}
	}
	if len(part(main, "environmentFiles").List()) > 0 {
		u.EnvOpen = "environment files are read when it starts"
	}
}

// part is an attribute of a container, which modules also spell with underscores.
func part(n eval.Node, name string) eval.Node {
	if p := n.Get(name); p.Exists() || p.Hidden() {
		return p
	}
	return n.Get(snake(name))
}

// snake spells a name of several words with underscores.
func snake(name string) string {
	var b strings.Builder
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			b.WriteByte('_')
			c += 'a' - 'A'
		}
		b.WriteRune(c)
	}
	return b.String()
}

// taskVolumes are the volumes of a task that one of its containers mounts.
func taskVolumes(task view, main eval.Node, platform arch.Platform) []arch.Volume {
	var out []arch.Volume
	for _, m := range part(main, "mountPoints").List() {
		name := part(m, "sourceVolume").String().V
		for _, v := range task.all("volume") {
			if v.Get("name").String().V != name || name == "" {
				continue
			}
			out = append(out, arch.Volume{Kind: volumeKind(v, platform), Name: name, Path: part(m, "containerPath").String().V, At: m.At()})
		}
	}
	return out
}

func volumeKind(v eval.Node, platform arch.Platform) string {
	switch {
	case v.Get("efs_volume_configuration").Exists():
		return "efs"
	case v.Get("host_path").Exists():
		return "bind"
	case v.Get("docker_volume_configuration").Exists():
		return "named"
	case platform == arch.Fargate:
		return "emptyDir"
	}
	return "named"
}

// proxyOf says whether the proxy of a mesh stands in front of a task.
func proxyOf(task view) arch.Value[string] {
	proxy := task.get("proxy_configuration")
	if !proxy.Exists() {
		return absent(arch.Value[string]{}, task.At, "no proxy configuration")
	}
	return arch.Given(appMesh, proxy.At()) // the only type there is
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
