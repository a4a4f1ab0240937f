package portmismatch

import (
	_ "embed" // the rule's page and playbook
	"fmt"
	"slices"
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

// Analyzer compares the port that a server opens with those at which it is asked.
var Analyzer = &analysis.Analyzer{
	Name: "portmismatch", Doc: detect.Page(doc, "portmismatch"), URL: detect.URL("portmismatch"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// judge reports each endpoint and probe that expects the process at a port which it
// does not open.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	for _, u := range a.Units {
		opened, at, ok := listening(u)
		if !ok || proxied(u) {
			continue
		}
		seen := map[arch.Range]bool{}
		for _, e := range u.Settings.Endpoints {
			if port := e.Target; port.Known() && !answered(u, opened, port.V) && !seen[port.At] {
				seen[port.At] = true
				report(finding(u, e.Kind+" "+e.Name, wording.Place(port, e.At), port.V, opened, at))
			}
		}
		for _, p := range u.Settings.Probes {
			if port := p.Port; port.Known() && !answered(u, opened, port.V) && !seen[port.At] {
				seen[port.At] = true
				report(finding(u, string(p.Kind)+" probe", wording.Place(port, p.At), port.V, opened, at))
			}
		}
	}
}

// proxied reports whether something beside the process takes its requests: the proxy
// of a mesh, or Dapr, whose libraries open ports of their own.
func proxied(u *arch.Unit) bool {
	return u.Settings.Injected.V != "" || slices.ContainsFunc(u.Settings.Endpoints, func(e arch.Endpoint) bool { return strings.Contains(e.Kind, "Dapr") })
}

// answered reports whether something listens at the port, or the container says that
// something does: libraries open ports out of sight.
func answered(u *arch.Unit, opened map[int]bool, port int) bool {
	return port == 0 || opened[port] || slices.ContainsFunc(u.Ports, func(p arch.Port) bool { return !p.Number.Known() || p.Number.V == port })
}

func finding(u *arch.Unit, who string, at arch.Range, port int, opened map[int]bool, listen arch.Range) arch.Finding {
	return arch.Finding{
		Severity: arch.Warning, Confidence: arch.Medium, Unit: u.Name, At: at, Effort: 1, Key: strings.TrimSpace(who),
		Message: fmt.Sprintf("%s of %s expects it at port %d, but it listens at %s", strings.TrimSpace(who), u.Name, port, ports(opened)),
		Effect:  "every connection is refused",
		WayOut:  "make both the same",
		Related: []arch.Related{{Label: "listener", At: listen, Message: u.Name + " listens at " + ports(opened)}},
	}
}

func ports(opened map[int]bool) string {
	var list []int
	for p := range opened {
		list = append(list, p)
	}
	slices.Sort(list)
	var names []string
	for _, p := range list {
		names = append(names, strconv.Itoa(p))
	}
	return wording.Names(names)
}

// listening gives the ports that the unit's code opens, when it is certain that it
// opens no others. A listener whose address the environment may still change is not.
func listening(u *arch.Unit) (opened map[int]bool, at arch.Range, ok bool) {
	opened = map[int]bool{}
	for _, e := range u.Effects {
		if e.Kind != arch.Listen {
			continue
		}
		if strings.HasSuffix(e.What, ".Serve") && !e.Address.Known() && len(opened) > 0 {
			continue // serves on a listener that was opened before
		}
		port, known := portOf(e.Address.V)
		if !e.Address.Known() || !known || e.Address.Source == arch.Default && u.EnvOpen != "" {
			return nil, at, false
		}
		opened[port], at = true, wording.Place(e.Address, e.At)
	}
	return opened, at, len(opened) > 0 && u.Scope == arch.ScopeCode && (u.Kind == arch.Service || u.Kind == arch.Function)
}

// portOf reads the port of an address, or a port alone.
func portOf(address string) (int, bool) {
	port, err := strconv.Atoi(address[strings.LastIndexByte(address, ':')+1:])
	return port, err == nil && port > 0 && port < 1<<16
}
