package portenv

import (
	_ "embed" // the rule's page and playbook
	"fmt"
	"strconv"
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

// Analyzer finds servers that do not listen where their platform tells them to.
var Analyzer = &analysis.Analyzer{
	Name: "portenv", Doc: detect.Page(doc, "portenv"), URL: detect.URL("portenv"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// tells are the platforms that pass the port in the variable PORT.
var tells = map[arch.Platform]bool{arch.CloudRun: true, arch.AppEngine: true, arch.AppRunner: true, arch.Knative: true, arch.GCPFunctions: true}

func judge(a *arch.Architecture, report func(arch.Finding)) {
	for _, u := range a.Units {
		if u.Scope != arch.ScopeCode || u.Kind != arch.Service {
			continue
		}
		var found []arch.Finding
		for _, e := range u.Effects {
			if e.Kind != arch.Listen {
				continue
			}
			f, ok := listener(u, e)
			if !ok {
				found = nil // another listener may be the one that is asked, or nobody can tell
				break
			}
			if len(found) == 0 {
				found = append(found, f)
			}
		}
		for _, f := range found {
			report(f)
		}
	}
}

// listener judges one listener; ok is false for one that is reached, or may be.
func listener(u *arch.Unit, e arch.Effect) (f arch.Finding, ok bool) {
	address := e.Address.V
	i := strings.LastIndexByte(address, ':')
	host := strings.Trim(address[:max(i, 0)], "[]")
	port, err := strconv.Atoi(address[i+1:])
	if !e.Address.Known() || err != nil {
		return f, false
	}
	f = arch.Finding{
		Severity: arch.Warning, Confidence: arch.Medium, Unit: u.Name, At: wording.Place(e.Address, e.At), Effort: 1, Key: address,
		Related: []arch.Related{{Label: "deployment", At: wording.Declared(u.Declared), Message: u.Name + " runs on " + string(u.Platform)}},
	}
	switch {
	case contained(u.Platform) && (host == "localhost" || strings.HasPrefix(host, "127.") || host == "::1"):
		f.Message = fmt.Sprintf("%s listens at %s, where nothing outside of its container reaches it", u.Name, address)
		f.Effect, f.WayOut = "every request and probe is refused", "listen on all addresses: \":\" and the port"
		return f, len(u.Settings.Endpoints) > 0
	case tells[u.Platform] && e.Address.Source == arch.Explicit:
		want := target(u)
		if want == 0 || want == port {
			return f, false
		}
		f.Message = fmt.Sprintf("%s always listens at port %d, but %s sends its requests to port %d", u.Name, port, u.Platform, want)
		f.Effect, f.WayOut = "the platform waits for the port and gives the instance up", "listen at the port in the variable PORT"
		return f, true
	}
	return f, false
}

// contained reports whether the platform reaches the process over a network of its own.
func contained(p arch.Platform) bool {
	return tells[p] || p == arch.Kubernetes || p == arch.Fargate || p == arch.AzureContainerApps
}

// target is the one port at which the platform expects the process, 0 when it is not
// known.
func target(u *arch.Unit) int {
	port := 0
	for _, e := range u.Settings.Endpoints {
		if !e.Target.Known() || port != 0 && port != e.Target.V {
			return 0
		}
		port = e.Target.V
	}
	return port
}
