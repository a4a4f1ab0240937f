package hardcodedendpoint

import (
	_ "embed" // the rule's page and playbook
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

//go:embed doc.go
var doc string

// Playbook holds the steps from an address in the code to configuration.
//
//go:embed playbook.md
var Playbook string

// Analyzer is the rule.
var Analyzer = &analysis.Analyzer{
	Name:             "hardcodedendpoint",
	Doc:              detect.Page(doc, "hardcodedendpoint"),
	URL:              detect.URL("hardcodedendpoint"),
	Requires:         []*analysis.Analyzer{detect.Analyzer},
	RunDespiteErrors: true,
	ResultType:       detect.FindingsType,
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

func judge(a *arch.Architecture, report func(arch.Finding)) {
	found := wording.NewShared(a)
	for _, l := range literals(a) {
		found.Add(l.finding(a))
	}
	found.Report(report)
}

// literal is an address that is written in the code, and the calls that go there.
type literal struct {
	unit  *arch.Unit
	to    string // "" for outside of the repository
	at    arch.Range
	host  endpoint
	calls []arch.Call
	also  []string // further units whose addresses the same literal is the pattern of
}

// logical are the protocols whose calls name a unit, not a place: a sidecar or the
// platform's API finds it.
var logical = map[string]bool{"dapr": true, "invoke": true}

// literals groups the calls to addresses in the code by the place of the literal.
func literals(a *arch.Architecture) []*literal {
	var all []*literal
	add := func(u *arch.Unit, to string, c arch.Call) {
		o, ok := c.Origin()
		if !ok || !c.Address.Known() || !inCode(c) || health(c) || logical[c.Protocol] {
			return
		}
		h, ok := parse(c.Address.V)
		if !ok || !telling(a, to, h) {
			return
		}
		i := slices.IndexFunc(all, func(l *literal) bool { return l.unit == u && l.at == o.At && l.to == to })
		if i < 0 {
			if p := slices.IndexFunc(all, func(l *literal) bool { return l.unit == u && l.at == o.At && l.to != "" && to != "" }); p >= 0 {
				if !slices.Contains(all[p].also, to) {
					all[p].also = append(all[p].also, to)
				}
				return
			}
			i = len(all)
			all = append(all, &literal{unit: u, to: to, at: o.At, host: h})
		}
		all[i].calls = append(all[i].calls, c)
	}
	for _, e := range a.Edges {
		u := a.Unit(e.From)
		if u == nil || e.From == e.To {
			continue
		}
		for _, c := range e.Calls {
			add(u, e.To, c)
		}
	}
	for _, u := range a.Units {
		for _, c := range u.Outbound {
			add(u, "", c)
		}
	}
	return all
}

// telling reports whether the host is one that a deployment decides: that of a unit
// of the repository, or one that exists on some private network only.
func telling(a *arch.Architecture, to string, h endpoint) bool {
	if h.discovered() || h.platform() {
		return false
	}
	if a.Unit(to) == nil {
		// A bare word without a port is a table or queue more often than a host.
		return h.private() && (h.port != "" || h.scheme != "" || h.loopback() || strings.ContainsAny(h.name, ".:"))
	}
	registry := slices.ContainsFunc(a.Resources, func(r *arch.Resource) bool { return r.Kind == arch.Discovery })
	return !registry || h.port != "" || strings.Contains(h.name, ".") || h.loopback()
}

// languages are the endings of files that are compiled or shipped as code; anything
// else that holds an address is configuration.
var languages = map[string]bool{
	".go": true, ".py": true, ".js": true, ".mjs": true, ".cjs": true, ".jsx": true, ".ts": true, ".tsx": true, ".java": true,
	".kt": true, ".scala": true, ".groovy": true, ".cs": true, ".fs": true, ".rb": true, ".php": true, ".rs": true,
	".c": true, ".cc": true, ".cpp": true, ".swift": true, ".ex": true, ".exs": true,
}

func inCode(c arch.Call) bool {
	for _, s := range c.Trail {
		if !languages[path.Ext(s.At.File)] {
			return false
		}
	}
	o, _ := c.Origin()
	return languages[path.Ext(o.At.File)]
}

// health reports whether the call only asks whether something is alive, as the check
// of an image does to its own container.
func health(c arch.Call) bool {
	if strings.Contains(strings.ToLower(c.Operation), "grpc.health.") {
		return true
	}
	asks := func(where string) bool {
		where, _, _ = strings.Cut(strings.ToLower(where), "?")
		return slices.Contains(healthPaths, strings.Trim(path.Base(where), "/_-"))
	}
	return asks(c.Operation) || asks(c.Address.V)
}

var healthPaths = []string{"health", "healthz", "healthcheck", "health-check", "ready", "readyz", "readiness", "live", "livez", "liveness", "ping"}

func (l *literal) finding(a *arch.Architecture) arch.Finding {
	c := l.calls[0]
	f := arch.Finding{
		Severity: arch.Warning, Confidence: arch.High, Unit: l.unit.Name, At: l.at,
		Message: fmt.Sprintf("%s has the address of %s in its code: %s", l.unit.Name, l.named(), l.host.text),
		Effect:  "another environment, name or port needs a new build, and what deploys the units does not show the dependency",
		WayOut:  "read it from an environment variable that the deployment sets",
		Effort:  1,
		Key:     l.to + " " + l.host.text,
	}
	switch {
	case c.Address.Source == arch.Default:
		f.Severity = arch.Hint
		f.Message = fmt.Sprintf("%s falls back to an address of %s in its code: %s", l.unit.Name, l.named(), l.host.text)
		f.Effect = "a deployment that forgets the variable starts, and calls the wrong place"
		f.WayOut = "refuse to start without the variable"
	case a.Unit(l.to) == nil && l.host.loopback():
		f.Severity, f.Confidence = arch.Hint, arch.Medium // may be a sidecar, which is there
	case l.host.loopback():
		f.Effect = "in a container or function this address is the caller itself, not " + l.to
	}
	for _, c := range l.calls {
		r := arch.Related{Label: "remote call", At: c.At, Message: c.Title()}
		if c.At != l.at && !slices.Contains(f.Related, r) {
			f.Related = append(f.Related, r)
		}
	}
	for _, to := range append([]string{l.to}, l.also...) {
		if u := a.Unit(to); u != nil && len(u.Declared) > 0 {
			f.Related = append(f.Related, arch.Related{Label: "callee", At: u.Declared[0].At, Message: to + " is declared here"})
		}
	}
	return f
}

func (l *literal) named() string {
	switch {
	case l.to != "":
		return wording.Names(append([]string{l.to}, l.also...))
	case l.host.loopback():
		return "something on its own host"
	}
	return "a private host"
}
