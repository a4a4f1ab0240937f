package detect

import (
	"fmt"
	"slices"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/golang"
	"github.com/archvet/archvet/detect/code/javascript"
	"github.com/archvet/archvet/detect/code/python"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/appengine"
	"github.com/archvet/archvet/detect/iac/asl"
	"github.com/archvet/archvet/detect/iac/azure"
	"github.com/archvet/archvet/detect/iac/azurefunctions"
	"github.com/archvet/archvet/detect/iac/builds"
	"github.com/archvet/archvet/detect/iac/cdk"
	"github.com/archvet/archvet/detect/iac/cloudformation"
	"github.com/archvet/archvet/detect/iac/compose"
	"github.com/archvet/archvet/detect/iac/deploys"
	"github.com/archvet/archvet/detect/iac/dockerfile"
	"github.com/archvet/archvet/detect/iac/ecs"
	"github.com/archvet/archvet/detect/iac/funcyaml"
	"github.com/archvet/archvet/detect/iac/gworkflows"
	"github.com/archvet/archvet/detect/iac/helm"
	"github.com/archvet/archvet/detect/iac/kubeobjects"
	"github.com/archvet/archvet/detect/iac/kubernetes"
	"github.com/archvet/archvet/detect/iac/nomad"
	"github.com/archvet/archvet/detect/iac/openfaas"
	"github.com/archvet/archvet/detect/iac/paas"
	"github.com/archvet/archvet/detect/iac/proxies"
	"github.com/archvet/archvet/detect/iac/serverless"
	"github.com/archvet/archvet/detect/iac/spring"
	"github.com/archvet/archvet/detect/iac/terraform"
	"github.com/archvet/archvet/detect/link"
	"github.com/archvet/archvet/detect/policy"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/style"
)

// loaders are the formats that are read, in the order of their names.
func loaders(own *policy.Policy) []stage[iac.Declared] {
	kinds := ownKinds(own)
	return []stage[iac.Declared]{
		{"appengine", appengine.Load},
		{"asl", asl.Load},
		{"azure", azure.Load},
		{"azurefunctions", azurefunctions.Load},
		{"builds", builds.Load},
		{"cdk", cdk.Load},
		{"cloudformation", cloudformation.Load},
		{"compose", compose.Load},
		{"deploys", deploys.Load},
		{"dockerfile", dockerfile.Load},
		{"ecs", ecs.Load},
		{"funcyaml", funcyaml.Load},
		{"gworkflows", gworkflows.Load},
		{"helm", helm.Options{Kinds: kinds}.Load},
		{"kubernetes", kubernetes.Options{Kinds: kinds}.Load},
		{"nomad", nomad.Load},
		{"openfaas", openfaas.Load},
		{"paas", paas.Load},
		{"proxies", proxies.Load},
		{"serverless", serverless.Load},
		{"spring", spring.Load},
		{"terraform", terraform.Load},
	}
}

// ownKinds are the custom resources that the configuration says to run pods.
func ownKinds(own *policy.Policy) kubeobjects.Kinds {
	kinds := kubeobjects.Kinds{}
	for _, w := range own.Workloads {
		runs := arch.Service
		if w.Job {
			runs = arch.Job
		}
		kinds[w.Kind] = kubeobjects.Kind{Group: w.Group, Pod: w.Template, Runs: runs, Replicas: !w.Job}
	}
	return kinds
}

// frontEnds are the languages that are read.
func frontEnds() []stage[*code.Program] {
	return []stage[*code.Program]{
		{"Go", golang.Load},
		{"JavaScript", javascript.Load},
		{"Python", python.Load},
	}
}

// stage is one reader of a tree, whose failure must not take the others with it.
type stage[T any] struct {
	name string
	load func(*source.Tree) T
}

func analyse(tree *source.Tree, own *policy.Policy, asked ...arch.Question) *arch.Architecture {
	run := &pipeline{}
	in := link.Input{Tree: tree, Table: code.Libraries(), Asked: asked}
	var both sync.WaitGroup
	formats := loaders(own)
	both.Go(func() { in.Declared = readAll(run, tree, formats) })
	both.Go(func() { in.Programs = readAll(run, tree, frontEnds()) })
	both.Wait()
	overrule(in.Declared, own.Limits)
	seen := newSurvey(formats, in.Declared, in.Programs)
	in.Programs = slices.DeleteFunc(in.Programs, func(p *code.Program) bool { return p == nil })

	a := &arch.Architecture{Style: arch.NoStyle}
	run.guard("linking", func() { a = link.Link(in) })
	run.guard("style", func() { style.Decide(a) })
	a.Limits = own.Limits
	a.Problems = tree.Problems()
	run.guard("coverage", func() { seen.cover(a, tree) })
	slices.Sort(run.failed)
	a.Coverage.Incomplete = append(a.Coverage.Incomplete, run.failed...)
	return a
}

// pipeline notes what failed of a run.
type pipeline struct {
	mu     sync.Mutex
	failed []string
}

// guard runs a part of the analysis. Its crash is a bug of ours and makes the run
// incomplete; the rest goes on.
func (p *pipeline) guard(name string, run func()) {
	defer func() {
		if r := recover(); r != nil {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.failed = append(p.failed, fmt.Sprintf("%s failed: %v", name, r))
		}
	}()
	run()
}

// readAll runs stages side by side; the results are in the order of the stages, and
// that of a stage that failed is empty.
func readAll[T any](p *pipeline, tree *source.Tree, stages []stage[T]) []T {
	out := make([]T, len(stages))
	var wg sync.WaitGroup
	for i, s := range stages {
		wg.Go(func() { p.guard(s.name, func() { out[i] = s.load(tree) }) })
	}
	wg.Wait()
	return out
}
