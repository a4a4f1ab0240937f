package asyncfailure

import (
	_ "embed"

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

// Analyzer finds event sources whose failed events nothing keeps.
var Analyzer = &analysis.Analyzer{
	Name: "asyncfailure", Doc: detect.Page(doc, "asyncfailure"), URL: detect.URL("asyncfailure"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// judge looks where each platform keeps what failed: on the queue itself, on the
// mapping of a stream, on the function for events that are pushed to it.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	queues(a, report)
	for _, u := range a.Units {
		switch {
		case u.Platform == arch.AWSLambda:
			streams(u, report)
			pushed(a, u, report)
		case u.Kind == arch.Function || u.Platform == arch.Knative:
			deliveries(u, report)
		}
	}
}

// absent reports that v is proved to be empty.
func absent(v arch.Value[string]) bool { return v.Known() && v.V == "" }

// silent reports that nothing at all is said in v, or that it is proved empty.
func silent(v arch.Value[string]) bool { return !v.Hidden() && v.V == "" }

// chosen reports that somebody wrote v down, whatever it is.
func chosen[T any](v arch.Value[T]) bool {
	return v.Source == arch.Explicit || v.Source == arch.Inherited || v.Hidden()
}
