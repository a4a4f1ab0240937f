package azure

import (
	"slices"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// placeholders are images that stand in until the first real deployment.
var placeholders = []string{"azuredocs/containerapps-helloworld", "azuredocs/aci-helloworld", "k8se/quickstart"}

// containerApp reads a container app or a job.
func (in *interpreter) containerApp(i *instance, kind arch.UnitKind) {
	props := i.body.get("properties")
	config, template := props.get("configuration"), props.get("template")
	containers := template.get("containers").list()
	main, known, foreign := ownContainer(containers)
	if foreign {
		in.resource(i, resourceKind{kind: known.Kind, typ: known.Type})
		return
	}
	name, logical := in.name(i)
	u := &iac.Unit{
		ID: i.id, Scope: in.scope, Name: name, Kind: kind, Platform: arch.AzureContainerApps,
		Format: i.format, At: i.at, Hosts: []iac.Host{{Name: name, At: i.at}},
	}
	u.Aliases = []string{name, logical}
	in.container(u, main, config.get("secrets"))
	if on, known := config.get("dapr", "enabled").bool(); !known || on {
		if id := config.get("dapr", "appId"); id.word() != "" {
			u.Aliases = append(u.Aliases, id.word())
			u.Hosts = append(u.Hosts, iac.Host{Name: id.word(), At: id.at})
		}
	}
	in.sized(&u.Settings, main)
	in.volumes(&u.Settings, template, main)
	if kind == arch.Job {
		in.job(u, config)
	} else {
		in.scale(u, i, template.get("scale"))
		in.ingress(u, config.get("ingress"))
		in.scaled(&u.Settings, template.get("scale"), config.get("ingress"), i.at)
		in.probes(&u.Settings, main, config.get("ingress"))
	}
	if g := template.get("terminationGracePeriodSeconds").int(); g.Known() {
		u.Settings.Grace = arch.Given(time.Duration(g.V)*time.Second, g.At)
	}
	in.loader.tagged(u, i.body.get("tags"))
	slices.Sort(u.Aliases)
	u.Aliases = slices.Compact(u.Aliases)
	in.units[u.ID] = u
	in.loader.add(u)
}

// ownContainer chooses the container that is the app: the first that is not somebody
// else's. One alone whose image is public is a resource.
func ownContainer(list []*value) (main *value, known iac.KnownImage, foreign bool) {
	for n, c := range list {
		k, public := iac.Image(c.get("image").word())
		if !public {
			return c, k, false
		}
		if n == 0 {
			main, known, foreign = c, k, true
		}
	}
	return main, known, foreign
}

func (in *interpreter) container(u *iac.Unit, c, secrets *value) {
	image := c.get("image")
	u.Code.Image = image.string()
	for _, p := range placeholders {
		if strings.Contains(image.word(), p) {
			u.Code.Image = arch.Hide[string](image.at, "a placeholder until the first deployment")
		}
	}
	for _, w := range c.get("command").list() {
		u.Code.Command = append(u.Code.Command, w.string())
	}
	for _, w := range c.get("args").list() {
		u.Code.Args = append(u.Code.Args, w.string())
	}
	if m := c.get("resources", "memory"); m.word() != "" {
		if n, ok := iac.Mebibytes(m.word()); ok {
			u.Settings.Memory = arch.Given(n, m.at)
		}
	}
	env := c.get("env")
	if env.is(hidden) {
		u.EnvOpen = env.why
	}
	for _, e := range env.list() {
		name := e.get("name")
		if name.word() == "" {
			u.EnvOpen = "a variable whose name is out of sight"
			continue
		}
		u.Env = append(u.Env, iac.Env{Name: name.word(), Value: envText(e, secrets), At: name.at})
	}
}

// envText is the value of a variable, or of the secret that it names.
func envText(e, secrets *value) iac.Text {
	if v := e.get("value"); v.exists() {
		return v.text()
	}
	ref := e.get("secretRef")
	for _, s := range secrets.list() {
		if ref.exists() && s.get("name").mark() == ref.mark() && s.get("value").exists() {
			return s.get("value").text()
		}
	}
	return hiddenText("a secret", e.at)
}

func (in *interpreter) scale(u *iac.Unit, i *instance, scale *value) {
	u.Settings.MinReplicas = scale.get("minReplicas").int().Or(limits.DefaultInt("azure.aca.min_replicas", i.at))
	u.Settings.MaxReplicas = scale.get("maxReplicas").int().Or(limits.DefaultInt("azure.aca.max_replicas", i.at))
	for _, rule := range scale.get("rules").list() {
		in.eventRule(u, rule)
	}
}

func (in *interpreter) ingress(u *iac.Unit, v *value) {
	if !v.is(object) {
		return
	}
	port := v.get("targetPort")
	if n := port.int(); n.Known() || n.Hidden() {
		u.Ports = append(u.Ports, arch.Port{Number: n})
	}
	u.Settings.Endpoints = append(u.Settings.Endpoints, endpoint(u.Name, v))
	if strings.EqualFold(v.get("transport").word(), "tcp") {
		return
	}
	t := arch.Trigger{Kind: arch.OnHTTP, At: v.at, Front: "Container Apps ingress", Async: arch.Given(false, v.at)}
	t.Waits = limits.DefaultDuration(limits.AzureIngressTimeout, v.at)
	u.Triggers = append(u.Triggers, t)
}

// events are the scale rules that name what an app takes its work from.
var events = map[string]struct {
	on   arch.TriggerKind
	name string
}{
	"azure-servicebus": {arch.OnQueue, "queueName"}, "azure-queue": {arch.OnQueue, "queueName"}, "azure-eventhub": {arch.OnStream, "eventHubName"},
	"kafka": {arch.OnStream, "topic"}, "rabbitmq": {arch.OnQueue, "queueName"}, "azure-blob": {arch.OnStorage, "blobContainerName"},
}

func (in *interpreter) eventRule(u *iac.Unit, rule *value) {
	custom := rule.get("custom")
	if custom == nil {
		custom = rule // of a job
	}
	typ := custom.get("type")
	e, ok := events[typ.word()]
	if queue := rule.get("azureQueue"); queue.is(object) {
		u.Triggers = append(u.Triggers, in.fed(arch.OnQueue, queue.at, queue.get("queueName")))
		return
	}
	if !ok {
		return
	}
	meta := custom.get("metadata")
	if topic := meta.get("topicName"); typ.word() == "azure-servicebus" && topic.exists() {
		u.Triggers = append(u.Triggers, in.fed(arch.OnTopic, typ.at, topic))
		return
	}
	u.Triggers = append(u.Triggers, in.fed(e.on, typ.at, meta.get(e.name)))
}

// fed is a trigger by what a name means in the deployment.
func (in *interpreter) fed(on arch.TriggerKind, at arch.Range, name *value) arch.Trigger {
	t := arch.Trigger{Kind: on, At: at, Async: arch.Given(true, at)}
	if !name.exists() {
		return t
	}
	for _, i := range in.d.instances {
		if k, ok := resourceKinds[i.typ]; ok && k.kind == arch.Broker && !i.existing && i.body.get("name").mark() == name.mark() {
			t.From = i.id
		}
	}
	return t
}

func (in *interpreter) job(u *iac.Unit, config *value) {
	if n := config.get("replicaTimeout").int(); n.Known() {
		u.Settings.Timeout = arch.Given(time.Duration(n.V)*time.Second, n.At)
	}
	u.Settings.Retries = config.get("replicaRetryLimit").int()
	if s := config.get("scheduleTriggerConfig"); s.is(object) {
		cron := s.get("cronExpression")
		u.Triggers = append(u.Triggers, arch.Trigger{Kind: arch.OnSchedule, At: s.at, Async: arch.Given(true, s.at), Schedule: cron.string()})
	}
	for _, rule := range config.get("eventTriggerConfig", "scale", "rules").list() {
		in.eventRule(u, rule)
	}
}
