package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// declareRelease makes a resource of a chart of well-known software. A chart of the
// repository is read by itself, with all of its values.
func declareRelease(r *root, v view) {
	chart := v.get("chart").String()
	known, ok := iac.Image(chart.V)
	if !chart.Known() || strings.HasPrefix(chart.V, ".") || !ok || known.Kind != arch.Datastore && known.Kind != arch.Broker {
		return
	}
	res := r.foreign(v, known, "kubernetes", v.get("name"))
	if n := v.get("name").String(); n.Known() {
		res.Hosts = append(res.Hosts, iac.Host{Name: n.V, At: n.At})
	}
}
