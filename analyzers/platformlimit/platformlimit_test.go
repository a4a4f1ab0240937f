package platformlimit

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) { archtest.Golden(t, Analyzer, archtest.Dirs(t, "")...) }

func at(n int) arch.Range { return arch.Range{File: "t.yaml", Start: n, End: n + 4} }

func unit(p arch.Platform, change func(*arch.Unit)) *arch.Architecture {
	u := &arch.Unit{Name: "work", Kind: arch.Function, Platform: p}
	change(u)
	return &arch.Architecture{Units: []*arch.Unit{u}}
}

func timeout(p arch.Platform, plan string, d time.Duration) *arch.Architecture {
	return unit(p, func(u *arch.Unit) {
		u.Settings.Timeout = arch.Given(d, at(5))
		if plan != "" {
			u.Settings.Plan = arch.Given(plan, at(50))
		}
	})
}

func TestJudge(t *testing.T) {
	raised := timeout(arch.Knative, "", time.Hour)
	raised.Limits = []arch.Limit{{ID: "knative.timeout", Max: "1h"}}
	for name, c := range map[string]struct {
		a    *arch.Architecture
		want []string
	}{
		"managed":    {timeout(arch.AWSLambda, "", 20*time.Minute), []string{"warning: the timeout of work is 1200 s, and the platform takes at most 900 s (aws.lambda.timeout, as of 2026-08-07); only managed instances take more"}},
		"never":      {timeout(arch.AWSLambda, "", 2*time.Hour), []string{"error: the timeout of work is 7200 s, and the platform takes at most 900 s (aws.lambda.timeout, as of 2026-08-07)"}},
		"longest":    {timeout(arch.AWSLambda, "", 15*time.Minute), nil},
		"no plan":    {timeout(arch.AzureFunctions, "", 30*time.Minute), nil},
		"premium":    {timeout(arch.AzureFunctions, "Premium", 30*time.Minute), nil},
		"raised":     {raised, nil},
		"generation": {timeout(arch.GCPFunctions, "", 20*time.Minute), nil},
		"default": {unit(arch.AWSLambda, func(u *arch.Unit) {
			u.Settings.Memory = arch.ByDefault(64, at(1), "aws.lambda.memory")
		}), nil},
		"memory": {
			unit(arch.AWSLambda, func(u *arch.Unit) { u.Settings.Memory = arch.Given(64, at(1)) }),
			[]string{"error: the memory of work is 64 MiB, and the platform takes at least 128 MB (aws.lambda.memory, as of 2026-08-07)"},
		},
		"pollers": {unit(arch.AWSLambda, func(u *arch.Unit) {
			u.Triggers = []arch.Trigger{{Kind: arch.OnQueue, MaxConcurrency: arch.Given(1, at(9))}}
		}), []string{"error: the maximum concurrency of a queue of work is 1, and the platform takes at least 2 executions (aws.esm.sqs.maximum_concurrency, as of 2026-08-07)"}},
		"snapshot": {unit(arch.AWSLambda, func(u *arch.Unit) {
			u.Settings.SnapStart, u.Settings.Provisioned = arch.Given(true, at(1)), arch.Given(3, at(9))
		}), []string{"error: work has both snapshots and 3 provisioned instances, which exclude each other"}},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, c.a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
