package handlermissing

import (
	_ "embed"
	"fmt"

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

// Analyzer finds functions whose declared handler is not there.
var Analyzer = &analysis.Analyzer{
	Name: "handlermissing", Doc: detect.Page(doc, "handlermissing"), URL: detect.URL("handlermissing"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// judge reports each handler once: what several functions share is one mistake.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	shared := wording.NewShared(a)
	for _, u := range a.Units {
		h := u.Handler
		if h.Missing == "" || !h.Declared.Known() {
			continue
		}
		at := wording.Place(h.Declared, wording.Declared(u.Declared))
		f := arch.Finding{
			Severity: arch.Error, Confidence: arch.High, Unit: u.Name, At: at, Key: h.Declared.V, Effort: 1,
			Message: fmt.Sprintf("%s is to run %s, but %s", u.Name, h.Declared.V, h.Missing),
			Effect:  "the function deploys, and every invocation of it fails before any code of it runs",
			WayOut:  "name the file and function that are there, or add them",
		}
		if declared := wording.Declared(u.Declared); declared != at {
			f.Related = append(f.Related, arch.Related{Label: "function", At: declared, Message: u.Name + " is declared here"})
		}
		if len(u.Triggers) > 0 {
			f.Related = append(f.Related, arch.Related{Label: "trigger", At: u.Triggers[0].At, Message: "its events will fail"})
		}
		shared.Add(f)
	}
	shared.Report(report)
}
