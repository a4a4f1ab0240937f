package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
)

var (
	appRunnerSettings = []setting{
		{cpu, "instance_configuration.cpu", inCPUUnits, ""},
		{memory, "instance_configuration.memory", inMiB, ""},
	}
	appRunnerScaling = []setting{
		{minReplicas, "min_size", asIs, "aws.apprunner.min_size"},
		{maxReplicas, "max_size", asIs, "aws.apprunner.max_size"},
		{concurrency, "max_concurrency", asIs, "aws.apprunner.max_concurrency"},
	}
)

func declareAppRunner(r *root, v view) {
	u := r.unit(v, arch.Service, arch.AppRunner, v.get("service_name"))
	source := v.get("source_configuration")
	repo := source.Get("image_repository")
	config := repo.Get("image_configuration")
	if repo.Exists() {
		r.image(u, repo.Get("image_identifier").Text())
	} else {
		config = source.Path("code_repository", "code_configuration", "code_configuration_values")
		u.Settings.Runtime = config.Get("runtime").String()
		u.Code.Language = appRunnerLanguage(u.Settings.Runtime.V)
		if source.Path("code_repository", "code_configuration", "configuration_source").String().V == "REPOSITORY" {
			u.EnvOpen = "apprunner.yaml of the repository holds the configuration"
		}
	}
	u.Env = append(env(config.Get("runtime_environment_variables")), secretEnv(config.Get("runtime_environment_secrets"))...)
	if p := config.Get("port"); p.Exists() {
		u.Ports = append(u.Ports, arch.Port{Number: p.Int()})
	}
	u.Code.Command = startCommand(config.Get("start_command"))
	v.fill(&u.Settings, appRunnerSettings)
	r.appRunnerScaling(u, v)
	check := v.get("health_check_configuration")
	u.Settings.Probes = []arch.Probe{{Kind: arch.Readiness, Path: check.Get("path").String().V, At: v.at(check)}}
	t := httpTrigger(u.At, "", "App Runner", "", "")
	t.Waits = limits.DefaultDuration(limits.AppRunnerTimeout, v.At)
	r.bind(u, t, "App Runner")
}

func appRunnerLanguage(runtime string) string {
	name := strings.TrimRight(strings.ToLower(runtime), "_0123456789")
	if name == "corretto" {
		return "java"
	}
	return language(strings.TrimSpace(name))
}

// appRunnerScaling reads the scaling configuration of a service, its own or the
// platform's.
func (r *root) appRunnerScaling(u *iac.Unit, v view) {
	config := v.get("auto_scaling_configuration_arn")
	found := view{Instance: v.Instance}
	for _, in := range config.Instances() {
		if s, ok := r.byID[in.ID()]; ok && s.Mode != "data" {
			found = s
		}
	}
	if config.Exists() && found.id == "" {
		u.Settings.Open = "the scaling configuration is not declared here"
		return
	}
	found.fill(&u.Settings, appRunnerScaling)
	u.Settings.Autoscalers = []arch.Autoscaler{{By: "platform", Metrics: []string{"requests"}, At: found.At}}
}

func startCommand(n eval.Node) []arch.Value[string] {
	s := n.String()
	if !s.Known() {
		return nil
	}
	var out []arch.Value[string]
	for _, w := range iac.Words(s.V) {
		out = append(out, arch.Value[string]{V: w, At: s.At, Source: s.Source})
	}
	return out
}
