package awscfn

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// taskVolumes are the volumes of a task that one of its containers mounts, and why
// there may be more.
func taskVolumes(task *resource, main View, platform arch.Platform) (out []arch.Volume, open string) {
	volumes := task.get("Volumes")
	if why := volumes.Hidden(); why != "" {
		open = why
	}
	for m := range main.Get("MountPoints").Items() {
		name := m.Get("SourceVolume").String().V
		for v := range volumes.Items() {
			if name != "" && v.Get("Name").String().V == name {
				out = append(out, arch.Volume{Kind: volumeKind(v, platform), Name: name, Path: m.Get("ContainerPath").String().V, At: m.At()})
			}
		}
	}
	return out, open
}

func volumeKind(v View, platform arch.Platform) string {
	switch {
	case v.First("EFSVolumeConfiguration", "EfsVolumeConfiguration").Exists():
		return "efs"
	case v.Get("ConfiguredAtLaunch").Bool().V:
		return "ebs"
	case v.Get("Host", "SourcePath").Exists():
		return "bind"
	case v.Get("DockerVolumeConfiguration").Exists():
		return "named"
	case platform == arch.Fargate:
		return "emptyDir"
	}
	return "named"
}

// proxyOf says whether the proxy of a mesh stands in front of a task.
func proxyOf(task *resource) arch.Value[string] {
	proxy := task.get("ProxyConfiguration")
	switch {
	case proxy.Hidden() != "":
		return arch.Hide[string](proxy.At(), proxy.Hidden())
	case proxy.Exists():
		return arch.Given(MeshName, task.props.Key("ProxyConfiguration")) // the only type there is
	}
	return arch.ByDefault("", task.key.At(), "no proxy configuration")
}

// cpuUnits reads 1024 units to the CPU, "512" or "1 vCPU", as thousandths.
func cpuUnits(v View) arch.Value[int] { return sized(v, "vcpu", 1000, 1000.0/1024) }

// mebibytes reads "512", "512 MB" or "1 GB".
func mebibytes(v View) arch.Value[int] { return sized(v, "gb", 1024, 1) }

func gibibytes(v View) arch.Value[int] { return sized(v, "gb", 1024, 1024) }

// sized reads a number, or a text of a number and maybe a unit, and multiplies it by
// what its unit is worth.
func sized(v View, unit string, factor, bare float64) arch.Value[int] {
	return convert(v.String(), "size", func(s string) (int, error) {
		number, ok := strings.CutSuffix(strings.ToLower(strings.TrimSpace(s)), unit)
		if !ok {
			factor = bare
			number = strings.TrimSuffix(number, "mb")
		}
		f, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if err != nil || f != f || f < 0 || f > maxUnits {
			return 0, strconv.ErrRange
		}
		return int(f * factor), nil
	})
}
