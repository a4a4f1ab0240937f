package awscfn

import (
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// bindVersion reads the instances that an alias or a version of a function keeps warm.
func (s *Stack) bindVersion(r *resource) {
	u := s.unitOf(r.get("FunctionName"))
	kept := r.get("ProvisionedConcurrencyConfig", "ProvisionedConcurrentExecutions")
	if u == nil || !kept.Exists() {
		return
	}
	u.Settings.Provisioned = kept.Int()
}

// DefaultStorage is the scratch space of a function that asks for none.
func DefaultStorage(at arch.Range) arch.Value[int] { return limits.DefaultInt(ephemeralStorage, at) }

// DefaultSnapStart is what holds for a function that does not ask for snapshots.
func DefaultSnapStart(at arch.Range) arch.Value[bool] {
	return arch.ByDefault(false, at, noSnapStart)
}

// MaxAge keeps the age at which asynchronous events of a function are dropped.
func (s *Stack) MaxAge(u *iac.Unit, age arch.Value[time.Duration]) { s.repo.maxAge[u.ID] = age }

// snapStart reads ApplyOn.
func snapStart(v View) arch.Value[bool] {
	s := v.String()
	if !s.Known() {
		return arch.Hide[bool](v.At(), s.Why)
	}
	return arch.Given(s.V == "PublishedVersions", v.At())
}

// fileSystems reads what a function mounts.
func (s *Stack) fileSystems(u *iac.Unit, configs setting) {
	list := configs.own
	if !list.Exists() {
		list = configs.shared
	}
	if why := list.Hidden(); why != "" {
		u.Settings.Open = why
	}
	for c := range list.Items() {
		u.Settings.Volumes = append(u.Settings.Volumes, arch.Volume{Kind: "efs", Path: c.Get("LocalMountPath").String().V, At: c.At()})
	}
}
