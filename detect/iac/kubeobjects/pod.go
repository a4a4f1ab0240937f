package kubeobjects

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// probeFields are the health checks of a container.
var probeFields = []struct {
	field string
	kind  arch.ProbeKind
}{{"readinessProbe", arch.Readiness}, {"livenessProbe", arch.Liveness}, {"startupProbe", arch.Startup}}

// probes reads the health checks of a container. Those that run a program in it have
// no port.
func (w *workload) probes(c *Node) []arch.Probe {
	var list []arch.Probe
	for _, f := range probeFields {
		e := c.entry(f.field)
		if e.val == nil || e.val.null {
			continue
		}
		p := arch.Probe{Kind: f.kind, At: e.key.At()}
		for _, how := range []string{"httpGet", "grpc", "tcpSocket"} {
			if action := e.val.Get(how); action != nil {
				p.Port = containerPort(c, action.Get("port"))
				if how == "httpGet" {
					if p.Path = action.Get("path").Text(); p.Path == "" {
						p.Path = "/"
					}
				}
			}
		}
		list = append(list, p)
	}
	if w.kind.platform() == arch.Knative && c.Get("readinessProbe") == nil {
		list = append(list, arch.Probe{Kind: arch.Readiness, At: w.object.At()}) // the platform adds one on the port
	}
	return list
}

// containerPort is the number of a port that may be given by the name that the
// container has for it.
func containerPort(c, port *Node) arch.Value[int] {
	if !port.IsScalar() || port.why != "" {
		return port.Int()
	}
	if _, err := strconv.Atoi(strings.TrimSpace(port.Text())); err == nil {
		return port.Int()
	}
	for _, p := range c.Get("ports").Items() {
		if p.Get("name").Text() == port.Text() {
			n := p.Get("containerPort").Int()
			if n.Known() {
				n.At = port.At()
			}
			return n
		}
	}
	return arch.Hide[int](port.At(), "the container has no port called "+port.Text())
}

// notStorage are volumes that bring files along and keep nothing.
var notStorage = map[string]bool{"configMap": true, "secret": true, "projected": true, "downwardAPI": true, "image": true, "gitRepo": true}

const maxMounts = 100

// volumes reads what a container mounts to write to.
func (w *workload) volumes(c *Node) []arch.Volume {
	var list []arch.Volume
	for _, m := range c.Get("volumeMounts").Items() {
		if len(list) >= maxMounts {
			break
		}
		if v, ok := w.volume(m.Get("name").Text()); ok {
			v.Path = m.Get("mountPath").Text()
			list = append(list, v)
		}
	}
	return list
}

// volume finds what a mount's name stands for: a claim of the StatefulSet's own, or a
// volume of the pod.
func (w *workload) volume(name string) (arch.Volume, bool) {
	for _, t := range w.object.Root.Get("spec", "volumeClaimTemplates").Items() {
		if n := t.Get("metadata", "name"); n.IsScalar() && n.Text() == name {
			return arch.Volume{Kind: "persistentVolumeClaim", Name: name, Access: access(t), At: n.At()}, true
		}
	}
	for _, v := range w.pod.Get("spec", "volumes").Items() {
		if v.Get("name").Text() != name || name == "" {
			continue
		}
		for _, e := range v.entries {
			kind := e.key.Text()
			switch {
			case kind == "name":
			case notStorage[kind]:
				return arch.Volume{}, false
			default:
				return w.stored(kind, name, e), true
			}
		}
		return arch.Volume{Kind: "emptyDir", Name: name, At: v.Get("name").At()}, true // what a volume without a source is
	}
	return arch.Volume{}, false
}

func (w *workload) stored(kind, name string, e entry) arch.Volume {
	v := arch.Volume{Kind: kind, Name: name, At: e.key.At()}
	switch kind {
	case "emptyDir":
		if e.val.Get("medium").Text() == "Memory" {
			v.Kind = "tmpfs"
		}
	case "ephemeral": // a claim that goes with the pod
		v.Access = access(e.val.Get("volumeClaimTemplate"))
	case "persistentVolumeClaim":
		if claim := e.val.Get("claimName"); claim.IsScalar() {
			v.Name, v.At = claim.Text(), claim.At()
			if o, ok := w.scope.config(claimKind, claim.Text()); ok {
				v.Access = access(o.Root)
			}
		}
	}
	return v
}

// claimKind is the kind of the objects that claim storage.
const claimKind = "PersistentVolumeClaim"

// access is the widest access mode of a claim.
func access(claim *Node) string {
	mode := ""
	for _, m := range claim.Get("spec", "accessModes").Items() {
		if mode == "" || m.Text() == "ReadWriteMany" {
			mode = m.Text()
		}
	}
	return mode
}
