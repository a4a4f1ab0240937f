package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// platformNames are the platforms as their vendors write them.
var platformNames = map[arch.Platform]string{
	arch.AWSLambda: "AWS Lambda", arch.AzureFunctions: "Azure Functions", arch.GCPFunctions: "Google Cloud Functions",
	arch.OpenFaaS: "OpenFaaS", arch.Knative: "Knative", arch.CloudRun: "Cloud Run", arch.Fargate: "AWS Fargate",
	arch.ECSEC2: "ECS on EC2", arch.AppRunner: "App Runner", arch.AzureContainerApps: "Azure Container Apps",
	arch.Kubernetes: "Kubernetes", arch.Compose: "Compose", arch.VM: "virtual machines", arch.AppEngine: "App Engine",
	arch.StepFunctions: "Step Functions", arch.DurableFunctions: "Durable Functions",
}

// PlatformName returns a platform as people write it.
func PlatformName(p arch.Platform) string {
	if name, ok := platformNames[p]; ok {
		return name
	}
	return string(p)
}

// kindOrder is the order in which kinds of units are named.
var kindOrder = []arch.UnitKind{arch.Function, arch.Service, arch.Job, arch.Workflow}

// Composition says in words what a system is made of: "3 functions on AWS Lambda, 2
// services on Kubernetes".
func Composition(units []*arch.Unit) string {
	var parts []string
	for _, g := range Groups(units) {
		parts = append(parts, g.String())
	}
	return strings.Join(parts, ", ")
}

// Group is the units of one kind on one platform.
type Group struct {
	Kind     arch.UnitKind
	Platform arch.Platform
	Units    []*arch.Unit
}

// String returns "2 services on Kubernetes".
func (g Group) String() string {
	s := Plural(len(g.Units), string(g.Kind))
	if g.Platform != "" {
		s += " on " + PlatformName(g.Platform)
	}
	return s
}

// Groups divides units by kind and platform, in a fixed order of kinds.
func Groups(units []*arch.Unit) []Group {
	var groups []Group
	for _, u := range units {
		i := slices.IndexFunc(groups, func(g Group) bool { return g.Kind == u.Kind && g.Platform == u.Platform })
		if i < 0 {
			groups = append(groups, Group{Kind: u.Kind, Platform: u.Platform})
			i = len(groups) - 1
		}
		groups[i].Units = append(groups[i].Units, u)
	}
	slices.SortFunc(groups, func(a, b Group) int {
		if a.Kind != b.Kind {
			return slices.Index(kindOrder, a.Kind) - slices.Index(kindOrder, b.Kind)
		}
		return compareAll(string(a.Platform), string(b.Platform))
	})
	return groups
}

// Plural returns "1 file", "2 files".
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
