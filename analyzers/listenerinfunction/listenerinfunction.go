package listenerinfunction

import (
	_ "embed"
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

// Analyzer finds functions whose program opens a port instead of taking events.
var Analyzer = &analysis.Analyzer{
	Name: "listenerinfunction", Doc: detect.Page(doc, "listenerinfunction"), URL: detect.URL("listenerinfunction"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// judge reports each listener once: a program may be deployed as several functions.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	shared := wording.NewShared(a)
	for _, u := range a.Units {
		if u.Kind != arch.Function || u.Platform != arch.AWSLambda || u.Scope != arch.ScopeCode || adapted(u) {
			continue
		}
		for _, e := range u.Effects {
			if f, ok := listens(u, e); ok {
				shared.Add(f)
				break
			}
		}
	}
	shared.Report(report)
}

// adapted reports whether something may stand between the platform and a web server:
// the web adapter with its variables, or an image, whose content is its own.
func adapted(u *arch.Unit) bool {
	return !u.Settings.Runtime.Known() || u.EnvOpen != "" || slices.ContainsFunc(u.Env, func(v arch.Variable) bool {
		return v.Name == "AWS_LAMBDA_EXEC_WRAPPER" || v.Name == "PORT" || strings.HasPrefix(v.Name, "AWS_LWA_")
	})
}

func listens(u *arch.Unit, e arch.Effect) (arch.Finding, bool) {
	if e.Kind != arch.Listen {
		return arch.Finding{}, false
	}
	f := arch.Finding{
		Severity: arch.Error, Confidence: arch.High, Unit: u.Name, At: e.At, Key: e.Func + " " + e.What, Effort: 3,
		Related: []arch.Related{{Label: "function", At: wording.Place(u.Settings.Runtime, wording.Declared(u.Declared)), Message: u.Name + " runs on " + u.Settings.Runtime.V}},
		WayOut:  "take events with the platform's handler, put the web adapter in front, or run it as a container",
	}
	compiled := u.Language == "go" || u.Language == "rust"
	switch {
	case e.Handler != "" && !e.Spawned:
		f.Message = fmt.Sprintf("%s opens a port for each event (%s)", u.Name, e.What)
		f.Effect = "nobody can reach the port, and the invocation waits there until its timeout"
	case e.Handler == "" && compiled && u.Handler.Name == "":
		f.Message = fmt.Sprintf("%s listens on a port (%s) and takes no events", u.Name, e.What)
		f.Effect = "the platform hands events over through its own interface, and every invocation fails at start-up"
		f.Severity, f.Confidence = arch.Warning, arch.Medium // a library may take the events out of sight
	default:
		return f, false // a program that also runs as a server elsewhere
	}
	return f, true
}
