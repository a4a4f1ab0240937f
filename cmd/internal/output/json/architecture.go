package json

import (
	"math"
	"slices"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/detect/arch"
)

type architecture struct {
	Style      string     `json:"style"`
	Confidence float64    `json:"confidence"`
	Evidence   []evidence `json:"evidence"`
	Platforms  []string   `json:"platforms"`
	Mesh       []string   `json:"mesh"`
	IaC        []string   `json:"iac"`
	Units      []unit     `json:"units"`
	Resources  []resource `json:"resources"`
	Edges      []edge     `json:"edges"`
}

type evidence struct {
	Reason string  `json:"reason"`
	Weight float64 `json:"weight"`
	File   string  `json:"file"`
	Line   int     `json:"line"`
}

type unit struct {
	Name     string             `json:"name"`
	Aliases  []string           `json:"aliases"`
	Kind     string             `json:"kind"`
	Platform string             `json:"platform"`
	Language string             `json:"language"`
	Code     string             `json:"code"`
	Declared []place            `json:"declared"`
	Triggers []string           `json:"triggers"`
	Settings map[string]setting `json:"settings"`
}

type resource struct {
	Name     string   `json:"name"`
	Aliases  []string `json:"aliases"`
	Kind     string   `json:"kind"`
	Platform string   `json:"platform"`
	Declared []place  `json:"declared"`
}

type edge struct {
	From     string  `json:"from"`
	To       string  `json:"to"`
	Style    string  `json:"style"`
	Protocol string  `json:"protocol"`
	Evidence []place `json:"evidence"`
}

type place struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

type setting struct {
	Value  any    `json:"value"`
	Source string `json:"source"`
	Why    string `json:"why,omitempty"`
}

func newArchitecture(r *report.Report) architecture {
	a := r.Repo.Arch
	out := architecture{
		Style: string(a.Style), Confidence: round(a.Confidence), Evidence: []evidence{}, Platforms: []string{},
		Mesh: sorted(a.Mesh), IaC: sorted(a.IaC), Units: []unit{}, Resources: []resource{}, Edges: []edge{},
	}
	for _, reason := range r.Reasons() {
		p := r.Place(reason.At)
		out.Evidence = append(out.Evidence, evidence{Reason: reason.Text, Weight: round(reason.Weight), File: p.File, Line: p.Line})
	}
	for _, u := range r.Units() {
		out.Units = append(out.Units, newUnit(r, u))
		if u.Platform != "" {
			out.Platforms = append(out.Platforms, string(u.Platform))
		}
		for _, d := range u.Declared { // others than the primary count too
			if d.Platform != "" {
				out.Platforms = append(out.Platforms, string(d.Platform))
			}
		}
	}
	out.Platforms = sorted(out.Platforms)
	for _, s := range r.Resources() {
		out.Resources = append(out.Resources, resource{
			Name: s.Name, Aliases: sorted(s.Aliases), Kind: string(s.Kind), Platform: s.Platform, Declared: declared(r, s.Declared),
		})
	}
	for _, e := range r.Edges() {
		out.Edges = append(out.Edges, newEdge(r, e))
	}
	return out
}

func newUnit(r *report.Report, u *arch.Unit) unit {
	out := unit{
		Name: u.Name, Aliases: sorted(u.Aliases), Kind: string(u.Kind), Platform: string(u.Platform), Language: u.Language,
		Code: u.Code, Declared: declared(r, u.Declared), Triggers: []string{}, Settings: map[string]setting{},
	}
	for _, t := range u.Triggers {
		out.Triggers = append(out.Triggers, string(t.Kind))
	}
	out.Triggers = sorted(out.Triggers)
	for _, s := range report.Settings(u.Settings) {
		out.Settings[s.Name] = setting{Value: s.Value, Source: s.Source, Why: s.Why}
	}
	return out
}

func newEdge(r *report.Report, e *arch.Edge) edge {
	out := edge{From: e.From, To: e.To, Style: string(e.Style), Protocol: e.Protocol, Evidence: []place{}}
	for _, s := range e.Evidence {
		out.Evidence = appendPlace(out.Evidence, r, s.At)
	}
	return out
}

// declared keeps the order of the model: the first declaration is the one whose
// settings count.
func declared(r *report.Report, ds []arch.Declaration) []place {
	out := []place{}
	for _, d := range ds {
		out = appendPlace(out, r, d.At)
	}
	return out
}

func appendPlace(list []place, r *report.Report, at arch.Range) []place {
	p := r.Place(at)
	if q := (place{File: p.File, Line: p.Line}); !at.IsZero() && !slices.Contains(list, q) {
		return append(list, q)
	}
	return list
}

func sorted(s []string) []string {
	s = list(s)
	slices.Sort(s)
	return slices.Compact(s)
}

// round leaves two digits: more would be noise, and differ between machines.
func round(f float64) float64 { return math.Round(f*100) / 100 }
