// Package sarif writes a report as SARIF 2.1.0, for code scanning services and
// editors. Files are named from the root of the version control, since that is where
// those services look for them, whatever part of it was analysed.
package sarif

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/detect/arch"
)

// Write writes the whole report.
func Write(w io.Writer, r *report.Report) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(document(r)); err != nil {
		return fmt.Errorf("write sarif: %w", err)
	}
	return nil
}

type writer struct{ *report.Report }

func document(r *report.Report) sarifLog {
	w := writer{r}
	one := run{
		Tool:              tool{driver{Name: "archvet", InformationURI: "https://archvet.dev", Version: r.Version, Rules: []descriptor{}}},
		AutomationDetails: automationDetails{ID: "archvet/"},
		ColumnKind:        "utf16CodeUnits",
		Invocations:       []invocation{w.invocation()},
		Results:           []result{},
	}
	for _, rule := range r.Rules {
		one.Tool.Driver.Rules = append(one.Tool.Driver.Rules, describe(rule))
	}
	prints := r.Fingerprints()
	for i, f := range r.Findings {
		one.Results = append(one.Results, w.result(f, prints[i]))
	}
	return sarifLog{Schema: schemaURI, Version: version, Runs: []run{one}}
}

// describe tells about a rule; the page that `archvet explain` shows is its help.
func describe(rule report.Rule) descriptor {
	help := rule.Page
	markdown := "```text\n" + strings.ReplaceAll(help, "```", "'''") + "\n```\n"
	if rule.Playbook != "" {
		help += "\n\n" + string(rule.Playbook)
		markdown += "\n" + string(rule.Playbook)
	}
	return descriptor{
		ID: rule.Name, Name: rule.Name, HelpURI: rule.URL,
		ShortDescription: text{Text: rule.Summary}, FullDescription: text{Text: rule.Page}, Help: text{Text: help, Markdown: markdown},
		DefaultConfiguration: configuration{Level: "warning"}, Properties: tags{[]string{"architecture"}},
	}
}

func (w writer) result(f arch.Finding, fingerprint string) result {
	res := result{
		RuleID: f.Rule, RuleIndex: slices.IndexFunc(w.Rules, func(r report.Rule) bool { return r.Name == f.Rule }),
		Level: level(f.Severity), Message: text{Text: message(f)},
		Locations:           []location{{Physical: w.physical(f.At)}},
		PartialFingerprints: map[string]string{"archvet/v1": fingerprint},
		Properties:          properties{Confidence: f.Confidence.String(), Unit: f.Unit, Effort: f.Effort},
	}
	for i, r := range located(f.Related) {
		res.RelatedLocations = append(res.RelatedLocations, location{ID: i + 1, Physical: w.physical(r.At), Message: &text{Text: escape(report.RelatedMessage(r))}})
	}
	if len(f.Fix) > 0 {
		res.Fixes = []fix{w.fix(f)}
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

func (w writer) physical(at arch.Range) physical {
	return physical{Artifact: w.artifact(at.File), Region: w.region(at)}
}

func (w writer) artifact(file string) artifact {
	return artifact{URI: (&url.URL{Path: w.Prefix + file}).String()}
}

func (w writer) region(at arch.Range) *region {
	p := w.Place(at)
	if p.Line == 0 {
		return nil
	}
	return &region{
		StartLine: p.Line, StartColumn: w.column(p.File, p.Line, p.Column),
		EndLine: p.EndLine, EndColumn: w.column(p.File, p.EndLine, p.EndCol),
	}
}

// column turns a column in bytes into one in UTF-16 code units.
func (w writer) column(file string, line, column int) int {
	text := w.Repo.Tree.Line(file, line)
	before := text[:max(0, min(column-1, len(text)))]
	return len(utf16.Encode([]rune(before))) + 1
}
