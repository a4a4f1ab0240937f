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
	u.Settings.Replicas = r.get("DesiredCount").Int().Or(DefaultInt(desiredCount, u.At))
	s.container(u, task, main, why)
	s.discovery(u, r)
}

// declareForeign adds a service that runs somebody else's image as a resource.
func (s *Stack) declareForeign(r *resource, main View) {
	known, _ := iac.Image(imageOf(main.Get("Image")).V)
	r.info = kindInfo{kind: known.Kind, typ: known.Type, name: r.info.name}
	res := s.declareResource(r)
	res.Hosts = append(res.Hosts, s.hosts(r)...)
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
		u.EnvOpen = why
		return
	}
	u.Code.Image = imageOf(c.Get("Image"))
	u.Code.Command, u.Code.Args = list(c.Get("EntryPoint")), list(c.Get("Command"))
	for e := range c.Get("Environment").Items() {
		if name := e.Get("Name").String(); name.Known() {
			u.Env = append(u.Env, iac.Env{Name: name.V, Value: e.Get("Value").Text(), At: name.At})
		}
	}
	for e := range c.Get("Secrets").Items() {
		if name := e.Get("Name").String(); name.Known() {
			u.Env = append(u.Env, iac.Env{Name: name.V, Value: e.Get("ValueFrom").Text(), At: name.At})
		}
	}
	if hidden := c.Get("Environment").Hidden(); hidden != "" {
		u.EnvOpen = hidden
	} else if c.Get("EnvironmentFiles").Exists() {
		u.EnvOpen = "environment files lie in a bucket"
	}
	for p := range c.Get("PortMappings").Items() {
		u.Ports = append(u.Ports, arch.Port{Name: p.Get("Name").String().V, Number: p.Get("ContainerPort").Int()})
	}
	u.Settings.Memory = c.Get("Memory").Int().Or(task.get("Memory").Int())
	u.Settings.Grace = c.Get("StopTimeout").Seconds().Or(DefaultDuration(stopTimeout, u.At))
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

// discovery adds the names under which other tasks reach a service. They are no
// aliases: versions of one service share such a name.
func (s *Stack) discovery(u *iac.Unit, r *resource) {
	u.Hosts = append(u.Hosts, s.hosts(r)...)
	for c := range r.get("ServiceConnectConfiguration", "Services").Items() {
		name := c.Get("DiscoveryName")
		for alias := range c.Get("ClientAliases").Items() {
			u.Hosts = append(u.Hosts, hostOf(alias.Get("DnsName"), alias.Get("Port").Int())...)
		}
		u.Hosts = append(u.Hosts, hostOf(name, arch.Value[int]{})...)
	}
}

func hostOf(name View, port arch.Value[int]) []iac.Host {
	v := name.String()
	if !v.Known() || v.V == "" {
		return nil
	}
	h := iac.Host{Name: v.V, At: v.At}
	if port.Known() {
		h.Ports = []int{port.V}
	}
	return []iac.Host{h}
}

// hosts returns the Cloud Map names of an ECS service, with the namespace's domain
// too where it is declared here.
func (s *Stack) hosts(r *resource) []iac.Host {
	var hosts []iac.Host
	for registry := range r.get("ServiceRegistries").OneOrMore() {
		record := registry.Get("RegistryArn").resource()
		if record == nil || record.typ != "AWS::ServiceDiscovery::Service" {
			continue
		}
		name := record.get("Name").String()
		if !name.Known() {
			continue
		}
		hosts = append(hosts, iac.Host{Name: name.V, At: name.At})
		space := record.get("NamespaceId")
		if !space.Exists() {
			space = record.get("DnsConfig", "NamespaceId")
		}
		if ns := space.resource(); ns != nil {
			if domain := ns.get("Name").String(); domain.Known() {
				hosts = append(hosts, iac.Host{Name: name.V + "." + domain.V, At: name.At})
			}
		}
	}
	return hosts
}

func (s *Stack) declareAppRunner(r *resource) {
	u := s.newUnit(r, arch.Service, arch.AppRunner)
	source := r.get("SourceConfiguration")
	image := source.Get("ImageRepository")
	u.Code.Image = imageOf(image.Get("ImageIdentifier"))
	config := image.Get("ImageConfiguration")
	if repo := source.Get("CodeRepository"); repo.Exists() {
		config = repo.Get("CodeConfiguration", "CodeConfigurationValues")
		u.Code.Dir = repo.Get("SourceDirectory").String()
		u.Settings.Runtime = config.Get("Runtime").String()
	}
	s.Environment(u, config.Get("RuntimeEnvironmentVariables"), false)
	for e := range config.Get("RuntimeEnvironmentVariables").Items() {
		if name := e.Get("Name").String(); name.Known() {
			u.Env = append(u.Env, iac.Env{Name: name.V, Value: e.Get("Value").Text(), At: name.At})
		}
	}
	u.Ports = append(u.Ports, arch.Port{Number: config.Get("Port").Int()})
	u.Settings.Timeout = DefaultDuration(limits.AppRunnerTimeout, u.At)
	u.Settings.MinReplicas = DefaultInt(appRunnerMin, u.At)
	u.Settings.MaxReplicas = DefaultInt(appRunnerMax, u.At)
	u.Settings.Concurrency = DefaultInt(appRunnerPerTask, u.At)
	if scaling := r.get("AutoScalingConfigurationArn").resource(); scaling != nil {
		u.Settings.MinReplicas = scaling.get("MinSize").Int().Or(u.Settings.MinReplicas)
		u.Settings.MaxReplicas = scaling.get("MaxSize").Int().Or(u.Settings.MaxReplicas)
		u.Settings.Concurrency = scaling.get("MaxConcurrency").Int().Or(u.Settings.Concurrency)
	}
	t := HTTP(u.At, "", "App Runner", "", "")
	t.Waits = u.Settings.Timeout
	s.Bind(u, t, "App Runner")
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

// bindScaling reads how far the replicas of a service may go.
func (s *Stack) bindScaling(r *resource) {
	for _, id := range r.get("ResourceId").Text().Refs() {
		if u := s.repo.units[id]; u != nil {
			u.Settings.MinReplicas = r.get("MinCapacity").Int().Or(u.Settings.MinReplicas)
			u.Settings.MaxReplicas = r.get("MaxCapacity").Int().Or(u.Settings.MaxReplicas)
		}
	}
}
