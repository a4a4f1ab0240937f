// Package sarif writes a report as SARIF 2.1.0, for code scanning services and
// editors. Files are named from the root of the version control, since that is where
// those services look for them, whatever part of it was analysed.
package sarif

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/detect/arch"
)

// Write writes the whole report.
func Write(w io.Writer, r *report.Report) error {
	if err := document(r).PrettyWrite(w); err != nil {
		return fmt.Errorf("write sarif: %w", err)
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return fmt.Errorf("write sarif: %w", err)
	}
	return nil
}

type writer struct {
	*report.Report
	run *sarif.Run
}

func document(r *report.Report) *sarif.Report {
	driver := sarif.NewToolComponent().WithName("archvet").WithInformationURI("https://archvet.dev").WithVersion(r.Version)
	run := sarif.NewRun().WithTool(sarif.NewTool().WithDriver(driver)).WithColumnKind("utf16CodeUnits").
		WithAutomationDetails(sarif.NewRunAutomationDetails().WithID("archvet/"))
	w := &writer{Report: r, run: run}
	for _, rule := range r.Rules {
		driver.AddRule(descriptor(rule))
	}
	prints := r.Fingerprints()
	for i, f := range r.Findings {
		run.AddResult(w.result(f, prints[i]))
	}
	run.AddInvocation(w.invocation())
	return sarif.NewReport().AddRun(run)
}

// descriptor tells about a rule; the page that `archvet explain` shows is its help.
func descriptor(rule report.Rule) *sarif.ReportingDescriptor {
	help := rule.Page
	markdown := "```text\n" + strings.ReplaceAll(help, "```", "'''") + "\n```\n"
	if rule.Playbook != "" {
		help += "\n\n" + string(rule.Playbook)
		markdown += "\n" + string(rule.Playbook)
	}
	text := sarif.NewMultiformatMessageString
	return sarif.NewReportingDescriptor().WithID(rule.Name).WithName(rule.Name).WithHelpURI(rule.URL).
		WithShortDescription(text().WithText(rule.Summary)).
		WithFullDescription(text().WithText(rule.Page)).
		WithHelp(text().WithText(help).WithMarkdown(markdown)).
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel("warning")).
		WithProperties(sarif.NewPropertyBag().AddTag("architecture"))
}

func (w *writer) result(f arch.Finding, fingerprint string) *sarif.Result {
	res := sarif.NewRuleResult(f.Rule).WithRuleIndex(w.run.GetRuleIndex(f.Rule)).WithLevel(level(f.Severity)).
		WithMessage(sarif.NewTextMessage(message(f))).
		WithLocations([]*sarif.Location{sarif.NewLocation().WithPhysicalLocation(w.physical(f.At))}).
		WithPartialFingerprints(map[string]string{"archvet/v1": fingerprint}).
		WithProperties(sarif.NewPropertyBag().Add("confidence", f.Confidence.String()).Add("unit", f.Unit).Add("effort", f.Effort))
	for i, r := range located(f.Related) {
		res.AddRelatedLocation(sarif.NewLocation().WithID(i + 1).WithPhysicalLocation(w.physical(r.At)).
			WithMessage(sarif.NewTextMessage(escape(report.RelatedMessage(r)))))
	}
	if len(f.Fix) > 0 {
		res.AddFixe(w.fix(f))
	}
	return res
}

// located leaves out what has no place in a file: a location needs one.
func located(related []arch.Related) []arch.Related {
	return slices.DeleteFunc(slices.Clone(related), func(r arch.Related) bool { return r.At.IsZero() })
}

// message begins with a sentence that stands alone; links name the related places by
// their ids.
func message(f arch.Finding) string {
	parts := []string{escape(f.Message) + "."}
	if f.Effect != "" {
		parts = append(parts, "Effect: "+escape(f.Effect)+".")
	}
	if f.WayOut != "" {
		parts = append(parts, "Way out: "+escape(f.WayOut)+".")
	}
	var links []string
	for i, r := range located(f.Related) {
		links = append(links, fmt.Sprintf("[%s](%d)", escape(r.Label), i+1))
	}
	if len(links) > 0 {
		parts = append(parts, "See "+strings.Join(links, ", ")+".")
	}
	return strings.Join(parts, " ")
}

// escape keeps text of the repository from becoming a link.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`).Replace(s)
}

func level(s arch.Severity) string {
	switch s {
	case arch.Error:
		return "error"
	case arch.Warning:
		return "warning"
	default:
		return "note"
	}
}

func (w *writer) physical(at arch.Range) *sarif.PhysicalLocation {
	p := sarif.NewPhysicalLocation().WithArtifactLocation(w.artifact(at.File))
	if region := w.region(at); region != nil {
		p.WithRegion(region)
	}
	return p
}

func (w *writer) artifact(file string) *sarif.ArtifactLocation {
	return sarif.NewArtifactLocation().WithURI((&url.URL{Path: w.Prefix + file}).String())
}

func (w *writer) region(at arch.Range) *sarif.Region {
	p := w.Place(at)
	if p.Line == 0 {
		return nil
	}
	return sarif.NewRegion().WithStartLine(p.Line).WithStartColumn(w.column(p.File, p.Line, p.Column)).
		WithEndLine(p.EndLine).WithEndColumn(w.column(p.File, p.EndLine, p.EndCol))
}

// column turns a column in bytes into one in UTF-16 code units.
func (w *writer) column(file string, line, column int) int {
	text := w.Repo.Tree.Line(file, line)
	before := text[:max(0, min(column-1, len(text)))]
	return len(utf16.Encode([]rune(before))) + 1
}
