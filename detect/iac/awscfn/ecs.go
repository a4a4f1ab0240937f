package awscfn

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// indexTasks finds the service that runs each task definition. A task definition
// without one is a job.
func (s *Stack) indexTasks() {
	for _, r := range s.order {
		if r.typ != "AWS::ECS::Service" {
			continue
		}
		t := r.get("TaskDefinition").resource()
		if t != nil && t == s.resources[t.logical] && t.typ == "AWS::ECS::TaskDefinition" && s.owners[t.logical] == "" {
			s.owners[t.logical] = r.logical
		}
	}
}

func (s *Stack) declareService(r *resource) {
	task := r.get("TaskDefinition").resource()
	if task != nil && task.typ != "AWS::ECS::TaskDefinition" {
		task = nil
	}
	main, why := s.mainContainer(r, task)
	if main.Exists() && s.foreign(main) {
		s.declareForeign(r, main)
		return
	}
	u := s.newUnit(r, arch.Service, ecsPlatform(r, task))
	if r.get("SchedulingStrategy").String().V != "DAEMON" { // one for each machine, however many there are
		u.Settings.Replicas = r.get("DesiredCount").Int().Or(limits.DefaultInt(desiredCount, u.At))
	}
	u.Settings.Restart = arch.ByDefault("Always", u.At, "a service replaces the tasks that stop")
	s.container(u, task, main, why)
	s.discovery(u, r)
	for lb := range r.get("LoadBalancers").Items() {
		targetGroup(u, lb)
	}
}

// declareForeign adds a service that runs somebody else's image as a resource.
func (s *Stack) declareForeign(r *resource, main View) {
	known, _ := iac.Image(imageOf(main.Get("Image")).V)
	r.info = kindInfo{kind: known.Kind, typ: known.Type, name: r.info.name}
	res := s.declareResource(r)
	res.Hosts = append(res.Hosts, s.hosts(r)...)
	if task := r.get("TaskDefinition").resource(); task != nil {
		res.Volumes, res.VolumesOpen = taskVolumes(task, main, ecsPlatform(r, task))
	}
}

func (s *Stack) foreign(container View) bool {
	image := imageOf(container.Get("Image"))
	_, known := iac.Image(image.V)
	return image.Known() && known
}

func (s *Stack) declareTask(r *resource) {
	if s.owners[r.logical] != "" {
		return
	}
	main, why := s.mainContainer(r, r)
	u := s.newUnit(r, arch.Job, ecsPlatform(r, r))
	s.container(u, r, main, why)
}

// mainContainer picks the container that a unit is about: the one that is behind
// the load balancer, else the first whose image is not a known sidecar's.
func (s *Stack) mainContainer(service, task *resource) (View, string) {
	if task == nil {
		return View{}, "the task definition is not declared here"
	}
	if why := task.get("ContainerDefinitions").Hidden(); why != "" {
		return View{}, why
	}
	front := ""
	for lb := range service.get("LoadBalancers").Items() {
		front = lb.Get("ContainerName").String().V
	}
	var first, own View
	for c := range task.get("ContainerDefinitions").Items() {
		if front != "" && c.Get("Name").String().V == front {
			return c, ""
		}
		if !first.Exists() {
			first = c
		}
		if !own.Exists() && !s.foreign(c) {
			own = c
		}
	}
	if own.Exists() {
		return own, ""
	}
	return first, ""
}

func (s *Stack) container(u *iac.Unit, task *resource, c View, why string) {
	if !c.Exists() {
		u.Code.Image = arch.Hide[string](u.At, why)
		u.EnvOpen, u.Settings.Open = why, why
		return
	}
	u.Code.Image = imageOf(c.Get("Image"))
	u.Code.Command, u.Code.Args = list(c.Get("EntryPoint")), list(c.Get("Command"))
	u.Env = append(u.Env, pairs(c.Get("Environment"), "Value")...)
	u.Env = append(u.Env, pairs(c.Get("Secrets"), "ValueFrom")...)
	if hidden := c.Get("Environment").Hidden(); hidden != "" {
		u.EnvOpen = hidden
	} else if c.Get("EnvironmentFiles").Exists() {
		u.EnvOpen = "environment files lie in a bucket"
	}
	for p := range c.Get("PortMappings").Items() {
		u.Ports = append(u.Ports, arch.Port{Name: p.Get("Name").String().V, Number: p.Get("ContainerPort").Int()})
	}
	u.Settings.CPU = cpuUnits(c.Get("Cpu")).Or(cpuUnits(task.get("Cpu")))
	u.Settings.Memory = mebibytes(c.Get("Memory")).Or(mebibytes(task.get("Memory")))
	u.Settings.Storage = gibibytes(task.get("EphemeralStorage", "SizeInGiB"))
	u.Settings.Volumes, u.Settings.Open = taskVolumes(task, c, u.Platform)
	u.Settings.Injected = proxyOf(task)
	if check := c.Get("HealthCheck"); check.Exists() { // a task that fails it is replaced
		u.Settings.Probes = append(u.Settings.Probes, arch.Probe{Kind: arch.Liveness, At: check.At()})
	}
	u.Settings.Grace = c.Get("StopTimeout").Seconds().Or(limits.DefaultDuration(stopTimeout, u.At))
}

// pairs reads a list of variables with their names.
func pairs(list View, value string) []iac.Env {
	var vars []iac.Env
	for e := range list.Items() {
		if name := e.Get("Name").String(); name.Known() {
			vars = append(vars, iac.Env{Name: name.V, Value: e.Get(value).Text(), At: name.At})
		}
	}
	return vars
}

func ecsPlatform(r, task *resource) arch.Platform {
	switch strings.ToUpper(r.get("LaunchType").String().V) {
	case "FARGATE":
		return arch.Fargate
	case "EC2", "EXTERNAL":
		return arch.ECSEC2
	}
	for provider := range r.get("CapacityProviderStrategy").Items() {
		if strings.HasPrefix(provider.Get("CapacityProvider").String().V, "FARGATE") {
			return arch.Fargate
		}
	}
	if task != nil {
		for mode := range task.get("RequiresCompatibilities").OneOrMore() {
			if mode.String().V == "FARGATE" {
				return arch.Fargate
			}
		}
	}
	return arch.ECSEC2
}

// imageOf reads an image reference. Where the registry or the tag is out of sight,
// the name between them is enough to tell the image.
func imageOf(v View) arch.Value[string] {
	text := v.Text()
	if text.Known() || len(text.Parts) < 2 {
		return text.Value
	}
	var b strings.Builder
	for _, p := range text.Parts {
		if p.Ref != "" || p.Why != "" {
			b.WriteByte(0)
		}
		b.WriteString(p.Literal)
	}
	whole := b.String()
	name := whole[strings.LastIndexByte(whole, '/')+1:]
	if i := strings.IndexAny(name, ":@"); i >= 0 && strings.IndexByte(name[i:], 0) >= 0 {
		name = name[:i]
	}
	if name == "" || strings.IndexByte(name, 0) >= 0 {
		return text.Value
	}
	return arch.Given(name, v.At())
}
