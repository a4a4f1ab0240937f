package report

import (
	"time"

	"github.com/archvet/archvet/detect/arch"
)

// Setting is one setting of a unit in a form that every output can show. Durations
// are in seconds.
type Setting struct {
	Name   string // as in the JSON output
	Value  any    // nil when unknown
	Source string
	Why    string
	At     arch.Range
	Hidden bool // written, but out of sight
}

// Settings returns those settings about which something was said, known or not, in a
// fixed order.
func Settings(s arch.Settings) []Setting {
	all := []Setting{
		seconds("timeout", s.Timeout),
		of("runtime", s.Runtime),
		of("memory", s.Memory),
		of("replicas", s.Replicas),
		of("min_replicas", s.MinReplicas),
		of("max_replicas", s.MaxReplicas),
		of("concurrency", s.Concurrency),
		of("reserved_concurrency", s.ReservedConcurrency),
		of("always_cpu", s.AlwaysCPU),
		seconds("grace", s.Grace),
		of("retries", s.Retries),
		of("on_failure", s.OnFailure),
		of("cpu", s.CPU),
		of("storage", s.Storage),
		of("plan", s.Plan),
		of("snap_start", s.SnapStart),
		of("provisioned", s.Provisioned),
		of("restart", s.Restart),
		of("pre_stop", s.PreStop),
		of("injected", s.Injected),
	}
	said := all[:0]
	for _, v := range all {
		if v.Value != nil || v.Hidden {
			said = append(said, v)
		}
	}
	return said
}

func of[T any](name string, v arch.Value[T]) Setting {
	s := Setting{Name: name, Source: v.Source.String(), Why: v.Why, At: v.At, Hidden: v.Hidden()}
	if v.Known() {
		s.Value = v.V
	}
	return s
}

func seconds(name string, v arch.Value[time.Duration]) Setting {
	s := of(name, v)
	if v.Known() {
		s.Value = v.V.Seconds()
	}
	return s
}
