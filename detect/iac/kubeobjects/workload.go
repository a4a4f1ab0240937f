package kubeobjects

import (
	"maps"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// workload is an object that runs pods, and what it became.
type workload struct {
	scope   *scope
	object  Object
	kind    Kind
	pod     *Node // its template
	labels  map[string]string
	targets []target
}

// target is a container that Services lead to: of a unit, or of a resource.
type target struct {
	unit      *iac.Unit
	resource  *iac.Resource
	container *Node
}

func (t target) id() string {
	if t.unit != nil {
		return t.unit.ID
	}
	return t.resource.ID
}

func (t target) addHost(h iac.Host) {
	if t.unit != nil {
		t.unit.Hosts = append(t.unit.Hosts, h)
		return
	}
	t.resource.Hosts = append(t.resource.Hosts, h)
}

// companions are images that run beside a program in its pod, by their last path
// element. Images that iac.Image knows need no row.
var companions = map[string]bool{
	"proxyv2": true, "istio-proxy": true, "linkerd-proxy": true, "proxy-init": true, "daprd": true, "queue-proxy": true,
	"gce-proxy": true, "cloud-sql-proxy": true, "cloudsql-proxy": true, "alloydb-auth-proxy": true, "oauth2-proxy": true,
	"vault-agent": true, "vault-k8s": true, "git-sync": true, "kube-rbac-proxy": true, "configmap-reload": true,
	"k8s-sidecar": true, "jaeger-agent": true, "aws-otel-collector": true, "nginx-prometheus-exporter": true,
	"redis_exporter": true, "postgres_exporter": true, "mysqld-exporter": true, "mongodb_exporter": true, "jmx-exporter": true,
	"secrets-store-csi-driver": true, "telegraf": true, "esp": true, "endpoints-runtime": true,
}

func (s *scope) addWorkload(o Object, kind Kind) {
	w := &workload{scope: s, object: o, kind: kind, pod: o.Root.Get(kind.Pod...)}
	w.labels = w.pod.Get("metadata", "labels").labels()
	var own, known, others []*Node
	for _, c := range w.pod.Get("spec", "containers").Items() {
		image := imageOf(c)
		_, public := iac.Image(image)
		switch {
		case image == "" && c.Get("image").Str().Why == "":
		case companions[iac.ImageName(image)], companions[c.Get("name").Text()]:
			others = append(others, c)
		case public:
			known = append(known, c)
		default:
			own = append(own, c)
		}
	}
	switch {
	case len(own) > 0:
		s.addUnits(w, own)
	case len(known) > 0:
		s.addResource(w, known[0])
	case len(others) > 0:
		s.addResource(w, others[0])
	default:
		return // a patch fragment, or an image that something else fills in
	}
	c := s.cluster
	c.named[o.Name()] = append(c.named[o.Name()], w)
	for k, v := range w.labels {
		c.labelled[label{k, v}] = append(c.labelled[label{k, v}], w)
	}
}

// addUnits makes one unit of a pod, or one of each container when each listens on
// its own: containers without a port only ever help the first.
func (s *scope) addUnits(w *workload, own []*Node) {
	for _, c := range own {
		if len(c.Get("ports").Items()) == 0 {
			own = own[:1]
			break
		}
	}
	for i, c := range own {
		u := s.unit(w, c)
		if i > 0 {
			name := c.Get("name").Text()
			u.ID += "/" + name
			u.Name = name
			u.Aliases = nil
			u.At = c.Get("name").At()
		}
		u.ID = s.unique(u.ID)
		s.out.Units = append(s.out.Units, u)
		w.targets = append(w.targets, target{unit: u, container: c})
	}
}

func (s *scope) unit(w *workload, c *Node) *iac.Unit {
	o := w.object
	vars := s.variables(c)
	name, aliases := o.names()
	u := &iac.Unit{
		ID: o.Where + "#" + o.Kind() + "/" + o.Name(), Scope: s.set.Scope, Name: name, Aliases: aliases, Kind: w.kind.Runs,
		Platform: w.kind.platform(), Format: s.set.Format, At: o.At(), Environment: s.set.Environment,
		Code: iac.Code{Image: imageValue(c), Command: vars.strings(c.Get("command")), Args: vars.strings(c.Get("args"))},
		Env:  vars.list, EnvOpen: vars.why(), Labels: o.Root.Get("metadata", "labels").labels(),
	}
	if u.Labels == nil {
		u.Labels = map[string]string{}
	}
	maps.Copy(u.Labels, w.labels)
	if restart := o.Root.Get("spec", "restartPolicy").Text(); o.Kind() == "Pod" && (restart == "Never" || restart == "OnFailure") {
		u.Kind = arch.Job
	}
	for _, p := range c.Get("ports").Items() {
		u.Ports = append(u.Ports, arch.Port{Name: p.Get("name").Text(), Number: p.Get("containerPort").Int()})
	}
	u.Settings, u.Mounted = w.settings(c), w.mounted(c)
	u.Triggers = append(u.Triggers, w.schedule()...)
	if w.kind.platform() == arch.Knative {
		w.knative(u)
	}
	if w.onCloudRun() {
		w.cloudRun(u)
	}
	daprApp(u, w, c)
	return u
}

// knative adds what Knative itself gives a service: an address that is also a way in.
func (w *workload) knative(u *iac.Unit) {
	o := w.object
	u.Hosts = append(u.Hosts, iac.Host{Name: o.DeployedName(), At: u.At, Ports: []int{80}})
	u.Triggers = append(u.Triggers, arch.Trigger{Kind: arch.OnHTTP, At: u.At, Front: "Knative Service", Waits: u.Settings.Timeout})
	e := arch.Endpoint{Kind: "Knative Service", Name: o.DeployedName(), Port: arch.ByDefault(80, u.At, "Knative serves on port 80"), At: u.At}
	if len(u.Ports) > 0 {
		e.Target = u.Ports[0].Number
	} else {
		e.Target = arch.ByDefault(8080, u.At, "PORT is 8080 when no port is given")
	}
	u.Settings.Endpoints = append(u.Settings.Endpoints, e)
}

// schedule is what starts a job again and again.
func (w *workload) schedule() []arch.Trigger {
	spec := w.object.Root.Get("spec")
	schedule := spec.Get("schedule")
	if w.kind.Runs != arch.Job || !schedule.IsScalar() {
		return nil
	}
	t := arch.Trigger{Kind: arch.OnSchedule, At: schedule.At(), Schedule: schedule.Str(), Async: arch.Given(true, schedule.At())}
	if overlap := spec.Get("concurrencyPolicy"); overlap.Text() == "Forbid" || overlap.Text() == "Replace" {
		t.MaxConcurrency = arch.Given(1, overlap.At())
	}
	return []arch.Trigger{t}
}

// imageOf is a container's image, also when only its tag is unknown.
func imageOf(c *Node) string { return strings.TrimSuffix(c.Get("image").Text(), ":") }

func imageValue(c *Node) arch.Value[string] {
	v, image := c.Get("image").Str(), c.Get("image").Text()
	if v.Why == "" {
		return v
	}
	if tag := strings.LastIndexByte(image, ':'); tag > strings.LastIndexByte(image, '/') && !strings.Contains(image[:tag], "$") && (tag == len(image)-1 || image[tag+1] == '$') {
		return arch.Given(image[:tag], v.At)
	}
	return v
}

func (s *scope) addResource(w *workload, c *Node) {
	o := w.object
	image := imageOf(c)
	known, ok := iac.Image(image)
	if !ok {
		known = iac.KnownImage{Kind: arch.OtherResource, Type: iac.ImageName(image)}
	}
	if w.kind.Runs == arch.Job {
		known.Kind = arch.OtherResource // it uses a client of the software, to load or to dump
	}
	name, aliases := o.names()
	r := &iac.Resource{
		ID: s.unique(o.Where + "#" + o.Kind() + "/" + o.Name()), Scope: s.set.Scope, Name: name, Aliases: aliases, Kind: known.Kind, Type: known.Type,
		Platform: "kubernetes", Format: s.set.Format, At: o.At(), Environment: s.set.Environment,
	}
	r.Volumes, r.VolumesOpen, r.Mounted = w.volumes(c), s.set.Open, w.mounted(c)
	for _, e := range s.variables(c).list {
		switch e.Name {
		case "POSTGRES_DB", "POSTGRESQL_DATABASE", "MYSQL_DATABASE", "MARIADB_DATABASE", "MONGO_INITDB_DATABASE":
			r.Database = e.Value.Value
		}
	}
	s.out.Resources = append(s.out.Resources, r)
	w.targets = append(w.targets, target{resource: r, container: c})
}
