package awscfn

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

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
		u.Code.Language = LanguageOf(strings.ToLower(u.Settings.Runtime.V))
		if repo.Get("CodeConfiguration", "ConfigurationSource").String().V == "REPOSITORY" {
			u.EnvOpen = "apprunner.yaml of the repository holds the configuration"
		}
	}
	for _, list := range []string{"RuntimeEnvironmentVariables", "RuntimeEnvironmentSecrets"} {
		u.Env = append(u.Env, pairs(config.Get(list), "Value")...)
		if why := config.Get(list).Hidden(); why != "" {
			u.EnvOpen = why
		}
	}
	if start := config.Get("StartCommand").String(); start.Known() {
		for _, word := range iac.Words(start.V) {
			u.Code.Command = append(u.Code.Command, arch.Given(word, start.At))
		}
	}
	u.Ports = append(u.Ports, arch.Port{Number: config.Get("Port").Int()})
	u.Settings.Timeout = limits.DefaultDuration(limits.AppRunnerTimeout, u.At)
	size := r.get("InstanceConfiguration")
	u.Settings.CPU, u.Settings.Memory = cpuUnits(size.Get("Cpu")), mebibytes(size.Get("Memory"))
	appRunnerScaling(u, r)
	check := r.get("HealthCheckConfiguration")
	probe := arch.Probe{Kind: arch.Readiness, Path: check.Get("Path").String().V, Port: config.Get("Port").Int(), At: r.props.Key("HealthCheckConfiguration")}
	if !check.Exists() { // the platform asks for a connection
		probe.At = u.At
	} else if check.Get("Protocol").String().V == "HTTP" && probe.Path == "" {
		probe.Path = "/"
	}
	u.Settings.Probes = append(u.Settings.Probes, probe)
	t := HTTP(u.At, "", "App Runner", "", "")
	t.Waits = u.Settings.Timeout
	s.Bind(u, t, "App Runner")
}

// appRunnerScaling reads the scaling configuration of a service, its own or the
// platform's.
func appRunnerScaling(u *iac.Unit, r *resource) {
	config := r.get("AutoScalingConfigurationArn")
	scaling, at := config.resource(), u.At
	set := &u.Settings
	switch {
	case scaling != nil:
		at = scaling.key.At()
		set.MinReplicas, set.MaxReplicas = scaling.get("MinSize").Int(), scaling.get("MaxSize").Int()
		set.Concurrency = scaling.get("MaxConcurrency").Int()
	case config.Exists():
		set.Open = "the scaling configuration is not declared here"
		return
	}
	set.MinReplicas = set.MinReplicas.Or(limits.DefaultInt(appRunnerMin, at))
	set.MaxReplicas = set.MaxReplicas.Or(limits.DefaultInt(appRunnerMax, at))
	set.Concurrency = set.Concurrency.Or(limits.DefaultInt(appRunnerPerTask, at))
	set.Autoscalers = []arch.Autoscaler{{By: "platform", Metrics: []string{"requests"}, At: at}}
}
