package cdk

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// imageMark begins the image of a container that the app builds; the rest is its number
// in the list of images.
const imageMark = "archvet-image:"

func (l *lowering) taskDefinition(r *resource) {
	if strings.Contains(r.obj.class, "Fargate") {
		r.props.set("RequiresCompatibilities", r.at, listOf(r.at, str("FARGATE", r.at)))
	}
}

// container lowers the options of a container, or of the one of a pattern.
func (l *lowering) container(task *resource, name string, o *object, opts *value, at arch.Range) {
	if opts == nil || opts.kind != vMap {
		task.props.set("ContainerDefinitions", at, hide("containers that are not written here", at))
		return
	}
	c := mapping(at).set("Name", at, str(name, at))
	for from, to := range map[string]string{"Command": "Command", "EntryPoint": "EntryPoint", "StopTimeout": "StopTimeout"} {
		if v := opts.get(from); v != nil {
			c.set(to, v.at, l.node(v, 0))
		}
	}
	if img := opts.get("Image"); img != nil {
		c.set("Image", img.at, l.containerImage(img))
	}
	if env := opts.get("Environment"); env != nil {
		if env.kind != vMap {
			c.set("Environment", env.at, hide(orElse(env.s, "not written here"), env.at))
		}
		for _, f := range env.fields {
			c.add("Environment", env.at, l.variable(f.key, f.at, f.val))
		}
	}
	if port := opts.get("ContainerPort"); port != nil {
		c.add("PortMappings", port.at, mapping(port.at).set("ContainerPort", port.at, l.node(port, 0)))
	} else if strings.Contains(o.class, "LoadBalanced") {
		c.add("PortMappings", at, mapping(at).set("ContainerPort", at, number(80, at)))
	}
	if list := opts.get("PortMappings"); list != nil {
		for _, p := range list.items {
			l.portMapping(c, p)
		}
	}
	task.props.add("ContainerDefinitions", at, c)
	o.containerIs(c)
}

func (l *lowering) variable(name string, at arch.Range, v *value) *node {
	return mapping(at).set("Name", at, str(name, at)).set("Value", at, l.node(v, 0))
}

func (l *lowering) portMapping(c *node, p *value) {
	if port := p.get("ContainerPort"); port != nil {
		c.add("PortMappings", p.at, mapping(p.at).set("ContainerPort", port.at, l.node(port, 0)))
	}
}

// containerIs keeps a container for the calls made on it later.
func (o *object) containerIs(c *node) { o.container = c }

func (l *lowering) containerImage(v *value) *node {
	o := v.object()
	if o == nil {
		return hide(orElse(v.s, "an image that is not written here"), v.at)
	}
	switch o.class[strings.LastIndexByte(o.class, '.')+1:] {
	case "FromRegistry":
		if n := l.node(first(o), 0); n != nil {
			return n
		}
	case "FromAsset", "AssetImage":
		l.images = append(l.images, l.image(o))
		return str(imageMark+strconv.Itoa(len(l.images)-1), v.at)
	case "FromDockerImageAsset", "FromTarball":
		if a := first(o).object(); a != nil && strings.HasPrefix(a.class, "ecrassets.") {
			l.images = append(l.images, l.image(a))
			return str(imageMark+strconv.Itoa(len(l.images)-1), v.at)
		}
	}
	return hide("an image of a registry that is made elsewhere", v.at)
}

// service lowers a service and what makes it known by name.
func (l *lowering) service(r *resource) {
	launch := "FARGATE"
	if strings.Contains(r.obj.class, "Ec2") {
		launch = "EC2"
	}
	if r.props.get("CapacityProviderStrategies") == nil {
		r.props.set("LaunchType", r.at, str(launch, r.at))
	}
	if m := r.obj.get("CloudMapOptions"); m != nil && m.get("Name") != nil {
		d := l.helper("AWS::ServiceDiscovery::Service", m.at)
		d.props.set("Name", m.at, l.node(m.get("Name"), 0))
		r.props.set("ServiceRegistries", m.at, listOf(m.at, mapping(m.at).set("RegistryArn", m.at, getAtt(d.logical, "Arn", m.at))))
	}
}

// patternTask makes the task definition that a pattern has inside, unless it is given.
func (l *lowering) patternTask(r *resource) *resource {
	o := r.obj
	if task := l.resource(o.get("TaskDefinition")); task != nil {
		return task
	}
	t := l.helper("AWS::ECS::TaskDefinition", r.at)
	if strings.Contains(o.class, "Fargate") {
		t.props.set("RequiresCompatibilities", r.at, listOf(r.at, str("FARGATE", r.at)))
	}
	l.patternOptions(t, o)
	return t
}

func (l *lowering) patternOptions(t *resource, o *object) {
	for from, to := range map[string]string{"Cpu": "Cpu", "MemoryLimitMiB": "Memory"} {
		if v := o.get(from); v != nil {
			t.props.set(to, v.at, l.node(v, 0))
		}
	}
	opts := o.props()
	for _, name := range []string{"TaskImageOptions", "ScheduledFargateTaskImageOptions", "ScheduledEc2TaskImageOptions"} {
		if v := o.get(name); v != nil {
			opts = v
		}
	}
	for from, to := range map[string]string{"Cpu": "Cpu", "MemoryLimitMiB": "Memory"} {
		if v := opts.get(from); v != nil {
			t.props.set(to, v.at, l.node(v, 0))
		}
	}
	l.container(t, orElse(opts.get("ContainerName").text(), "web"), o, opts, t.at)
}

// balancedService lowers a service with its load balancer.
func (l *lowering) balancedService(r *resource) {
	l.service(r)
	t := l.patternTask(r)
	r.props.set("TaskDefinition", r.at, ref(t.logical, r.at))
	lb := l.resource(r.obj.get("LoadBalancer"))
	if lb == nil {
		lb = l.add(r.logical+"-LB", "", "AWS::ElasticLoadBalancingV2::LoadBalancer", r.at, nil)
	}
	if strings.Contains(r.obj.class, "Network") {
		lb.props.set("Type", r.at, str("network", r.at))
	}
	l.listen(lb, r, "", r.at)
}

// listen routes what a load balancer gets to a service.
func (l *lowering) listen(lb, service *resource, pattern string, at arch.Range) {
	g := l.helper("AWS::ElasticLoadBalancingV2::TargetGroup", at)
	listener := l.helper("AWS::ElasticLoadBalancingV2::Listener", at)
	action := mapping(at).set("Type", at, str("forward", at)).set("TargetGroupArn", at, ref(g.logical, at))
	listener.props.set("LoadBalancerArn", at, ref(lb.logical, at)).set("DefaultActions", at, listOf(at, action))
	if pattern != "" {
		listener.props.set("Conditions", at, listOf(at, mapping(at).set("Field", at, str("path-pattern", at)).set("Values", at, listOf(at, str(pattern, at)))))
	}
	if service.typ == "AWS::ECS::Service" {
		service.props.add("LoadBalancers", at, mapping(at).set("TargetGroupArn", at, ref(g.logical, at)))
		return
	}
	g.props.set("Targets", at, listOf(at, mapping(at).set("Id", at, ref(service.logical, at))))
}

func (l *lowering) networkBalancer(r *resource) { r.props.set("Type", r.at, str("network", r.at)) }

// poll is a queue that a pattern's containers read.
type poll struct{ service, queue *resource }

// queueService lowers a service that works on a queue, which the pattern makes when it
// is not given.
func (l *lowering) queueService(r *resource) {
	l.service(r)
	t := l.patternTask(r)
	r.props.set("TaskDefinition", r.at, ref(t.logical, r.at))
	q := l.resource(r.obj.get("Queue"))
	if q == nil {
		q = l.add(r.logical+"-Queue", "", "AWS::SQS::Queue", r.at, nil)
		dead := l.add(r.logical+"-DeadLetterQueue", "", "AWS::SQS::Queue", r.at, nil)
		q.props.set("RedrivePolicy", r.at, mapping(r.at).set("deadLetterTargetArn", r.at, getAtt(dead.logical, "Arn", r.at)).set("maxReceiveCount", r.at, number(3, r.at)))
	}
	if c := r.obj.container; c != nil {
		c.add("Environment", r.at, mapping(r.at).set("Name", r.at, str("QUEUE_NAME", r.at)).set("Value", r.at, getAtt(q.logical, "QueueName", r.at)))
	}
	l.polls = append(l.polls, poll{r, q})
}

// scheduledTask lowers a task that a schedule starts.
func (l *lowering) scheduledTask(r *resource) {
	if strings.Contains(r.obj.class, "Fargate") {
		r.props.set("RequiresCompatibilities", r.at, listOf(r.at, str("FARGATE", r.at)))
	}
	l.patternOptions(r, r.obj)
	rule := l.helper("AWS::Events::Rule", r.at)
	if s := r.obj.get("Schedule"); s != nil {
		rule.props.set("ScheduleExpression", s.at, l.expression(s))
	}
	rule.props.set("Targets", r.at, listOf(r.at, mapping(r.at).set("EcsParameters", r.at, mapping(r.at).set("TaskDefinitionArn", r.at, ref(r.logical, r.at)))))
}

// appRunner lowers where the image of an App Runner service comes from.
func (l *lowering) appRunner(r *resource) {
	source := r.obj.get("Source").object()
	if source == nil {
		return
	}
	name := source.class[strings.LastIndexByte(source.class, '.')+1:]
	repo := mapping(source.at)
	switch name {
	case "FromEcrPublic":
		repo.set("ImageIdentifier", source.at, l.node(source.get("ImageIdentifier"), 0))
	case "FromAsset":
		if a := source.get("Asset").object(); a != nil {
			l.images = append(l.images, l.image(a))
			repo.set("ImageIdentifier", source.at, str(imageMark+strconv.Itoa(len(l.images)-1), source.at))
		}
	default:
		repo.set("ImageIdentifier", source.at, hide("an image that is made elsewhere", source.at))
	}
	if config := source.get("ImageConfiguration"); config != nil {
		c := mapping(config.at)
		if port := config.get("Port"); port != nil {
			c.set("Port", port.at, l.node(port, 0))
		}
		for _, key := range []string{"EnvironmentVariables", "Environment"} {
			if env := config.get(key); env != nil {
				c.set("RuntimeEnvironmentVariables", env.at, l.node(env, 0))
			}
		}
		repo.set("ImageConfiguration", config.at, c)
	}
	r.props.set("SourceConfiguration", source.at, mapping(source.at).set("ImageRepository", source.at, repo))
}
