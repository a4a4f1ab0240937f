package sarif

import (
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/archvet/archvet/detect/arch"
)

// fix gives a finding's edits, one change for each file.
func (w *writer) fix(f arch.Finding) *sarif.Fix {
	fix := sarif.NewFix().WithDescription(sarif.NewTextMessage(f.WayOut))
	changes := map[string]*sarif.ArtifactChange{}
	for _, e := range f.Fix {
		c := changes[e.At.File]
		if c == nil {
			c = sarif.NewArtifactChange().WithArtifactLocation(w.artifact(e.At.File))
			changes[e.At.File] = c
			fix.AddArtifactChange(c)
		}
		c.AddReplacement(sarif.NewReplacement().WithDeletedRegion(w.region(e.At)).
			WithInsertedContent(sarif.NewArtifactContent().WithText(e.New)))
	}
	return fix
}

// invocation says whether the analysis was whole, and what it could not read. Times
// and the machine are left out: the same input gives the same bytes.
func (w *writer) invocation() *sarif.Invocation {
	inv := sarif.NewInvocation().WithExecutionSuccessful(len(w.Incomplete) == 0)
	for _, what := range w.Incomplete {
		inv.AddToolExecutionNotification(sarif.NewNotification().WithLevel("error").WithMessage(sarif.NewTextMessage(escape(what))))
	}
	for _, p := range w.Repo.Arch.Problems {
		n := sarif.NewNotification().WithLevel("warning").WithMessage(sarif.NewTextMessage(escape(p.Message)))
		if !p.At.IsZero() {
			n.AddLocation(sarif.NewLocation().WithPhysicalLocation(w.physical(p.At)))
		}
		inv.AddToolExecutionNotification(n)
	}
	return inv
}
