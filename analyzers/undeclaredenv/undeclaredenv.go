package undeclaredenv

import (
	_ "embed" // the rule's page and playbook
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

//go:embed doc.go
var doc string

// Playbook holds the migration steps.
//
//go:embed playbook.md
var Playbook string

// Analyzer finds variables that a unit cannot do without and that its deployment does not set.
var Analyzer = &analysis.Analyzer{
	Name: "undeclaredenv", Doc: detect.Page(doc, "undeclaredenv"), URL: detect.URL("undeclaredenv"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

func judge(a *arch.Architecture, report func(arch.Finding)) {
	found := wording.NewShared(a)
	for _, u := range a.Units {
		if u.EnvOpen != "" || len(u.Declared) == 0 || !declares[u.Platform] {
			continue
		}
		seen := map[string]bool{}
		for _, e := range u.Effects {
			if e.Kind != arch.ReadEnv || seen[e.What] || provided(e.What) || credential(e.What) || set(u, e.What) {
				continue
			}
			seen[e.What] = true
			found.Add(arch.Finding{
				Severity: arch.Warning, Confidence: arch.Medium, Unit: u.Name, At: e.At, Effort: 1, Key: e.What,
				Message: fmt.Sprintf("%s calls an address from %s, which its deployment does not set", u.Name, e.What),
				Effect:  "the address is empty: every such call fails",
				WayOut:  "set " + e.What + " where the unit is declared",
				Related: []arch.Related{{Label: "declared", At: wording.Declared(u.Declared), Message: u.Name + " is declared here, without " + e.What}},
			})
		}
	}
	found.Report(report)
}

// declares are the platforms whose declarations hold the whole environment.
var declares = map[arch.Platform]bool{
	arch.AWSLambda: true, arch.Kubernetes: true, arch.Fargate: true, arch.ECSEC2: true, arch.CloudRun: true, arch.Knative: true,
	arch.AzureContainerApps: true, arch.Compose: true,
}

func set(u *arch.Unit, name string) bool {
	return slices.ContainsFunc(u.Env, func(v arch.Variable) bool { return strings.EqualFold(v.Name, name) })
}

// credential reports a name that is part of an address as a query or a login at most:
// where to call does not hang on it, and many are optional.
func credential(name string) bool {
	return slices.ContainsFunc([]string{"_TOKEN", "_KEY", "_SECRET", "_PASSWORD", "_PASS", "_USER", "_USERNAME"}, func(end string) bool {
		return strings.HasSuffix(strings.ToUpper(name), end)
	})
}

// provided reports whether a platform, a shell or a library's agent sets the variable.
func provided(name string) bool {
	for _, p := range []string{"AWS_", "GOOGLE_", "GCLOUD_", "GCP_", "AZURE_", "KUBERNETES_", "LAMBDA_", "FUNCTION", "K_", "DAPR_", "OTEL_", "ECS_", "CLOUD_RUN_", "GAE_", "CONTAINER_APP_", "WEBSITE", "IDENTITY_", "MSI_"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	for _, s := range []string{"_SERVICE_HOST", "_SERVICE_PORT", "_PORT"} { // of services, by Kubernetes
		if strings.HasSuffix(name, s) {
			return true
		}
	}
	return slices.Contains([]string{"PORT", "HOME", "HOSTNAME", "HOST", "PATH", "PWD", "TMPDIR", "TEMP", "USER", "_HANDLER"}, name)
}
