package terraform

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

// probeBlocks are the blocks of a container with its probes, as Google, Kubernetes and
// Azure call them.
var probeBlocks = []struct {
	block string
	kind  arch.ProbeKind
}{
	{"startup_probe", arch.Startup},
	{"readiness_probe", arch.Readiness},
	{"liveness_probe", arch.Liveness},
	{"startup_probes", arch.Startup},
	{"readiness_probes", arch.Readiness},
	{"liveness_probes", arch.Liveness},
}

// probes reads the probes of a container.
func probes(main eval.Node) []arch.Probe {
	var out []arch.Probe
	for _, b := range probeBlocks {
		for _, n := range main.All(b.block) {
			p := arch.Probe{Kind: b.kind, Path: n.Get("path").String().V, Port: n.Get("port").Int(), At: n.At()}
			for _, how := range []string{"http_get", "tcp_socket", "grpc"} {
				if h := n.Get(how); h.Exists() {
					p.Path, p.Port = h.Get("path").String().V, h.Get("port").Int()
				}
			}
			out = append(out, p)
		}
	}
	return out
}

// volumeBlocks are the kinds of volumes of Cloud Run by their blocks.
var volumeBlocks = []struct{ block, kind string }{
	{"empty_dir", "emptyDir"},
	{"gcs", "gcs"},
	{"nfs", "nfs"},
}

// mounts joins the volumes of a template with where a container mounts them. Secrets
// and sockets are no storage.
func mounts(volumes []eval.Node, main eval.Node) []arch.Volume {
	var out []arch.Volume
	for _, m := range main.All("volume_mounts") {
		name := m.Get("name").String().V
		for _, v := range volumes {
			if name == "" || v.Get("name").String().V != name {
				continue
			}
			path := m.Get("mount_path").String().V + m.Get("path").String().V
			for _, b := range volumeBlocks {
				if v.Get(b.block).Exists() {
					out = append(out, arch.Volume{Kind: b.kind, Name: name, Path: path, At: m.At()})
				}
			}
			if kind := azureStorage(v); kind != "" {
				out = append(out, arch.Volume{Kind: kind, Name: name, Path: path, At: m.At()})
			}
		}
	}
	return out
}

// azureStorage is the kind of a volume of a container app.
func azureStorage(v eval.Node) string {
	switch v.Get("storage_type").String().V {
	case "EmptyDir":
		return "emptyDir"
	case "AzureFile":
		return "azureFile"
	}
	return ""
}
