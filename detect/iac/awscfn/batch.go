package awscfn

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// declareBatch adds a job of AWS Batch, which runs its container on ECS.
func (s *Stack) declareBatch(r *resource) {
	c := r.get("ContainerProperties")
	platform := arch.ECSEC2
	for p := range r.get("PlatformCapabilities").OneOrMore() {
		if strings.EqualFold(p.String().V, "FARGATE") {
			platform = arch.Fargate
		}
	}
	if known, ok := iac.Image(imageOf(c.Get("Image")).V); ok && known.Kind != "" && c.Exists() {
		return
	}
	u := s.newUnit(r, arch.Job, platform)
	if !c.Exists() {
		u.EnvOpen = "a job of several containers or nodes"
		return
	}
	u.Code.Image = imageOf(c.Get("Image"))
	u.Code.Args = list(c.Get("Command"))
	u.Env = append(pairs(c.Get("Environment"), "Value"), pairs(c.Get("Secrets"), "ValueFrom")...)
	if why := c.Get("Environment").Hidden(); why != "" {
		u.EnvOpen = why
	}
	set := &u.Settings
	set.CPU, set.Memory = sized(c.Get("Vcpus"), "vcpu", 1000, 1000), mebibytes(c.Get("Memory"))
	for need := range c.Get("ResourceRequirements").Items() {
		switch need.Get("Type").String().V {
		case "VCPU":
			set.CPU = sized(need.Get("Value"), "vcpu", 1000, 1000)
		case "MEMORY":
			set.Memory = mebibytes(need.Get("Value"))
		}
	}
	set.Storage = gibibytes(c.Get("EphemeralStorage", "SizeInGiB"))
	set.Timeout = r.get("Timeout", "AttemptDurationSeconds").Seconds()
	if attempts := r.get("RetryStrategy", "Attempts").Int(); attempts.Known() {
		attempts.V--
		set.Retries = attempts
	}
}
