package grpcbalancing

import (
	_ "embed" // the rule's page and playbook
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

//go:embed doc.go
var doc string

// Playbook holds the migration steps.
//
//go:embed playbook.md
var Playbook string

// Analyzer finds gRPC clients whose calls all go to one instance of several.
var Analyzer = &analysis.Analyzer{
	Name: "grpcbalancing", Doc: detect.Page(doc, "grpcbalancing"), URL: detect.URL("grpcbalancing"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// judge reports each callee once, where its Service is declared: one change of it
// serves all of its clients.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	for _, u := range a.Units {
		if u.Platform != arch.Kubernetes || u.Kind != arch.Service || u.Settings.Injected.V != "" {
			continue
		}
		service, ok := plain(u)
		if !ok {
			continue
		}
		if clients := unbalanced(a, u); len(clients) > 0 {
			report(finding(u, service, clients))
		}
	}
}

// plain is the unit's Service, when all of its Services give one address for all
// instances.
func plain(u *arch.Unit) (service arch.Endpoint, ok bool) {
	for _, e := range u.Settings.Endpoints {
		if e.Kind != "Service" {
			continue
		}
		if !e.Headless.Known() || e.Headless.V {
			return service, false
		}
		if !ok {
			service, ok = e, true
		}
	}
	return service, ok
}

// unbalanced are the calls of units that no proxy of a mesh stands beside, by an
// address that a plain name resolution answers.
func unbalanced(a *arch.Architecture, u *arch.Unit) []arch.Related {
	var clients []arch.Related
	for _, e := range a.Edges {
		from := a.Unit(e.From)
		if e.To != u.Name || e.Style != arch.Sync || e.Protocol != "grpc" || from == nil || from == u || from.Kind == arch.Job || from.Platform != arch.Kubernetes {
			continue
		}
		if from.Settings.Injected.V != "" || len(a.Mesh) > 0 && !from.Settings.Injected.Known() || len(e.Policies) > 0 {
			continue
		}
		i := slices.IndexFunc(e.Calls, func(c arch.Call) bool { return c.Protocol == "grpc" && c.Address.Known() && resolved(c.Address.V) })
		if i >= 0 {
			clients = append(clients, arch.Related{Label: "remote call", At: e.Calls[i].At, Message: from.Name + ": " + e.Calls[i].Title()})
		}
	}
	return clients
}

// resolved reports whether the address is a plain name: other schemes come with a
// resolver that knows the instances.
func resolved(address string) bool {
	scheme, _, ok := strings.Cut(address, ":///")
	return !ok || scheme == "dns" || scheme == "passthrough"
}

func finding(u *arch.Unit, service arch.Endpoint, clients []arch.Related) arch.Finding {
	s := u.Settings
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.High, Unit: u.Name, At: service.At, Effort: 2, Key: service.Name,
		Message: fmt.Sprintf("gRPC clients of %s keep one connection each through the Service %s, which gives it to one of several instances", u.Name, service.Name),
		Effect:  "all calls of a client go to one instance, and instances that are added get none",
		WayOut:  "a headless Service with the policy round_robin in the clients, or a mesh",
		Related: clients[:min(len(clients), 8)],
	}
	if s.Replicas.V <= 1 && s.MaxReplicas.V <= 1 && len(s.Autoscalers) == 0 {
		f.Severity = arch.Hint
		f.Message = fmt.Sprintf("gRPC clients of %s keep one connection each through the Service %s: a second instance would get few calls or none", u.Name, service.Name)
		f.Effect = "scaling out does not spread the load"
	}
	return f
}
