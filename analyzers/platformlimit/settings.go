package platformlimit

import (
	"fmt"
	"strings"
	"time"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/limits"
)

// settings lists what was written of a unit and has a limit on its platform.
func settings(u *arch.Unit) []setting {
	s := u.Settings
	var out []setting
	switch u.Platform {
	case arch.AWSLambda:
		out = append(out, lasting(limits.LambdaTimeout, s.Timeout), sized("memory", limits.LambdaMemory, s.Memory), sized("scratch space", limits.LambdaStorage, s.Storage))
		for _, t := range u.Triggers {
			if t.Kind == arch.OnQueue {
				out = append(out, counted("batch size of a queue", limits.SQSBatchSize, t.BatchSize), counted("maximum concurrency of a queue", limits.SQSMaxConcurrency, t.MaxConcurrency))
			}
		}
	case arch.AzureFunctions:
		if s.Plan.Known() && strings.EqualFold(s.Plan.V, "Consumption") {
			out = append(out, lasting(limits.AzureTimeoutConsumption, s.Timeout))
		}
	case arch.GCPFunctions:
		if id := generation(u); id != "" {
			out = append(out, lasting(id, s.Timeout))
		}
	case arch.CloudRun:
		if u.Kind == arch.Service {
			out = append(out, lasting(limits.CloudRunTimeout, s.Timeout), counted("concurrency", limits.CloudRunConcurrency, s.Concurrency))
		}
	case arch.Knative:
		out = append(out, lasting(limits.KnativeTimeout, s.Timeout))
	case arch.AppRunner:
		out = append(out, counted("concurrency", limits.AppRunnerConcurrency, s.Concurrency))
	}
	return out
}

// generation is the limit of a Google function's time: the second generation has one
// for requests and one for events.
func generation(u *arch.Unit) string {
	switch {
	case u.Settings.Plan.V == "gen1":
		return limits.GCPFunctionTimeout1
	case u.Settings.Plan.V != "gen2" || len(u.Triggers) == 0:
		return ""
	}
	for _, t := range u.Triggers {
		if t.Kind == arch.OnHTTP {
			return limits.GCPFunctionTimeout2HTTP
		}
	}
	return limits.GCPFunctionTimeout2Event
}

func written[T any](v arch.Value[T]) bool {
	return v.Source == arch.Explicit || v.Source == arch.Inherited
}

func lasting(limit string, v arch.Value[time.Duration]) setting {
	s := setting{name: "timeout", limit: limit, value: v.V.Seconds(), text: wording.Duration(v.V), at: v.At, written: written(v) && !v.At.IsZero(), seconds: v}
	if v.V < 0 {
		s.unbounded, s.text = true, "without a bound"
	}
	return s
}

func sized(name, limit string, v arch.Value[int]) setting {
	return setting{name: name, limit: limit, value: float64(v.V), text: fmt.Sprintf("%d MiB", v.V), at: v.At, written: written(v) && !v.At.IsZero()}
}

func counted(name, limit string, v arch.Value[int]) setting {
	return setting{name: name, limit: limit, value: float64(v.V), text: fmt.Sprint(v.V), at: v.At, written: written(v) && !v.At.IsZero()}
}
