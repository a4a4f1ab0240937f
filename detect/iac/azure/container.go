package azure

import (
	"slices"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// probeKinds are the types of probes of Container Apps.
var probeKinds = map[string]arch.ProbeKind{"liveness": arch.Liveness, "readiness": arch.Readiness, "startup": arch.Startup}

// sized reads what a container may use.
func (in *interpreter) sized(st *arch.Settings, c *value) {
	if v := c.get("resources", "cpu"); v.exists() {
		if f, err := strconv.ParseFloat(v.word(), 64); err == nil && f > 0 && f < 1000 {
			st.CPU = arch.Given(int(f*1000), v.at)
		} else if !v.string().Known() {
			st.CPU = arch.Hide[int](v.at, v.string().Why)
		}
	}
	if v := c.get("resources", "ephemeralStorage"); v.exists() {
		if n, ok := iac.Mebibytes(v.word()); ok {
			st.Storage = arch.Given(n, v.at)
		}
	}
}

// probes reads the health checks of a container. Where an app has an ingress, the
// platform adds those that are not there, which only ask whether the port is open.
func (in *interpreter) probes(st *arch.Settings, c, ingress *value) {
	list := c.get("probes")
	if list.is(hidden) {
		st.Open = list.why
		return
	}
	have := map[arch.ProbeKind]bool{}
	for _, p := range list.list() {
		typ := p.get("type")
		kind, ok := probeKinds[strings.ToLower(typ.word())]
		if !ok {
			st.Open = "a probe whose type is out of sight"
			continue
		}
		have[kind] = true
		port := p.get("httpGet", "port")
		if !port.exists() {
			port = p.get("tcpSocket", "port")
		}
		st.Probes = append(st.Probes, arch.Probe{Kind: kind, Path: p.get("httpGet", "path").word(), Port: port.int(), At: typ.at})
	}
	if !ingress.is(object) || st.Open != "" {
		return
	}
	for _, kind := range []arch.ProbeKind{arch.Liveness, arch.Readiness, arch.Startup} {
		if !have[kind] {
			port := ingress.get("targetPort").int()
			if port.Known() {
				port = arch.ByDefault(port.V, ingress.at, "Container Apps asks the target port")
			}
			st.Probes = append(st.Probes, arch.Probe{Kind: kind, Port: port, At: ingress.at})
		}
	}
}

// storages are the kinds of volumes, as they are called elsewhere.
var storages = map[string]string{"emptydir": "emptyDir", "azurefile": "azure-file", "nfsazurefile": "azure-file", "secret": "secret"}

// volumes reads what a container mounts.
func (in *interpreter) volumes(st *arch.Settings, template, c *value) {
	for _, m := range c.get("volumeMounts").list() {
		name := m.get("volumeName")
		v := arch.Volume{Kind: "emptyDir", Name: name.word(), Path: m.get("mountPath").word(), At: m.at}
		for _, d := range template.get("volumes").list() {
			if d.get("name").mark() != name.mark() {
				continue
			}
			if kind := d.get("storageType"); kind.exists() {
				v.Kind = storages[strings.ToLower(kind.word())]
			}
			if s := d.get("storageName").word(); s != "" {
				v.Name = s
			}
		}
		st.Volumes = append(st.Volumes, v)
	}
}

// scaled notes what changes the number of replicas. Where there is an ingress and no
// rule, requests do.
func (in *interpreter) scaled(st *arch.Settings, scale, ingress *value, at arch.Range) {
	a := arch.Autoscaler{By: "platform", At: at}
	rules := scale.get("rules")
	if rules.is(hidden) {
		st.Open = rules.why
		return
	}
	for _, r := range rules.list() {
		a.At = r.at
		switch {
		case r.get("http").exists():
			a.Metrics = append(a.Metrics, "requests")
		case r.get("tcp").exists():
			a.Metrics = append(a.Metrics, "connections")
		case r.get("azureQueue").exists():
			a.Metrics = append(a.Metrics, "azure-queue")
		case r.get("custom", "type").word() != "":
			a.Metrics = append(a.Metrics, r.get("custom", "type").word())
		}
	}
	if len(rules.list()) == 0 && ingress.is(object) {
		a.Metrics = []string{"requests"}
	}
	slices.Sort(a.Metrics)
	if a.Metrics = slices.Compact(a.Metrics); len(a.Metrics) > 0 {
		st.Autoscalers = append(st.Autoscalers, a)
	}
}

// endpoint is the ingress as a way in.
func endpoint(name string, v *value) arch.Endpoint {
	e := arch.Endpoint{Kind: "Container Apps ingress", Name: name, Target: v.get("targetPort").int(), At: v.at, Headless: arch.ByDefault(false, v.at, "one address for all replicas")}
	if p := v.get("exposedPort"); p.exists() {
		e.Port = p.int()
	}
	return e
}
