// Package style names the architecture of a linked repository and says why.
//
// Only own units count. Jobs, load generators and database migrations are run beside
// a system and make no style; workflows count with the functions that they order.
package style

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// Decide sets the style of a, how sure that is, and the evidence for it.
func Decide(a *arch.Architecture) {
	t := count(a)
	a.Style, a.Evidence = t.verdict(a)
	a.Confidence = t.confidence(a)
}

// tally is what of an architecture bears on its style.
type tally struct {
	services, functions, workflows []*arch.Unit
	aside                          []*arch.Unit // load generators, migrations, jobs
}

func count(a *arch.Architecture) tally {
	var t tally
	for _, u := range a.Units {
		switch {
		case u.Kind == arch.Function:
			t.functions = append(t.functions, u)
		case u.Kind == arch.Workflow:
			t.workflows = append(t.workflows, u)
		case u.Kind == arch.Job || isAside(u):
			t.aside = append(t.aside, u)
		default:
			t.services = append(t.services, u)
		}
	}
	if len(t.services) == 0 && len(t.functions) == 0 && len(t.workflows) == 0 {
		for _, u := range t.aside { // nothing else: a batch system is its jobs
			if u.Kind != arch.Job || len(t.aside) == 1 {
				t.services = append(t.services, u)
			}
		}
	}
	return t
}

// asideWords are words of names that say that a unit is run beside the system.
var asideWords = []string{"loadgenerator", "loadgen", "locust", "k6", "migrate", "migration", "migrations", "migrator", "seed", "seeder", "loadtest", "e2e", "smoke"}

func isAside(u *arch.Unit) bool {
	w := strings.FieldsFunc(strings.ToLower(u.Name), func(r rune) bool { return r == '-' || r == '_' || r == '/' || r == '.' })
	return slices.ContainsFunc(w, func(s string) bool { return slices.Contains(asideWords, s) }) ||
		strings.Contains(strings.ToLower(u.Name), "load-generator")
}

func (t tally) verdict(a *arch.Architecture) (arch.Style, []arch.Reason) {
	serverless := len(t.functions) + len(t.workflows)
	switch {
	case serverless == 0 && len(t.services) == 0:
		return arch.NoStyle, []arch.Reason{{Text: "nothing here is deployed: no unit of own code, in IaC or as a program that serves", Weight: 1}}
	case serverless > 0 && len(t.services) > 0 && t.bothReal():
		return arch.Hybrid, append(reasons("run as functions", t.functions, 0.5), reasons("run as services", t.services, 0.5)...)
	case serverless > 0 && len(t.services) < serverless:
		out := reasons("run as functions", t.functions, 0.7)
		out = append(out, reasons("are workflows", t.workflows, 0.3)...)
		return arch.Serverless, append(out, reasons("runs beside them as a service", t.services, -0.1)...)
	case len(t.services) == 1:
		return arch.Monolith, append(reasons("is the only unit that serves", t.services, 0.8), reasons("run beside it", t.aside, 0.1)...)
	}
	return t.several(a)
}

// bothReal reports whether neither side is a helper of the other: a service that
// only developers run, or a single function among many services.
func (t tally) bothReal() bool {
	services := slices.DeleteFunc(slices.Clone(t.services), func(u *arch.Unit) bool { return u.Platform == arch.Compose || u.Platform == "" })
	return len(services) > 0 || len(t.functions)+len(t.workflows) < len(t.services)
}

// several decides between units that are one program and real parts.
func (t tally) several(a *arch.Architecture) (arch.Style, []arch.Reason) {
	names := map[string]bool{}
	for _, u := range t.services {
		names[u.Name] = true
	}
	linked := 0
	var between []arch.Reason
	for _, e := range a.Edges {
		if names[e.From] && names[e.To] && e.From != e.To {
			linked++
			if len(between) == 0 && len(e.Evidence) > 0 {
				between = []arch.Reason{{Text: fmt.Sprintf("%s calls %s", e.From, e.To), Weight: 0.3, At: e.Evidence[0].At}}
			}
		}
	}
	if linked > 1 {
		between[0].Text += fmt.Sprintf(", one of %d edges between own services", linked)
	}
	return arch.Microservices, append(reasons("run as services", t.services, 0.6), between...)
}

// reasons gives one line for a group of units, at the first one's declaration.
func reasons(what string, units []*arch.Unit, weight float64) []arch.Reason {
	if len(units) == 0 {
		return nil
	}
	r := arch.Reason{Weight: weight}
	if len(units[0].Declared) > 0 {
		r.At = units[0].Declared[0].At
	}
	names := make([]string, 0, 3)
	for _, u := range units[:min(3, len(units))] {
		names = append(names, u.Name)
	}
	r.Text = fmt.Sprintf("%s %s", strings.Join(names, ", "), what)
	if more := len(units) - len(names); more > 0 {
		r.Text = fmt.Sprintf("%d own units %s: %s and %d more", len(units), what, strings.Join(names, ", "), more)
	}
	return []arch.Reason{r}
}

// confidence is high where the declarations are many and say where own code is.
func (t tally) confidence(a *arch.Architecture) float64 {
	if a.Style == arch.NoStyle {
		if len(a.Problems) > 0 {
			return 0.6
		}
		return 0.8
	}
	units := slices.Concat(t.services, t.functions, t.workflows)
	sourced, declared := 0, 0
	for _, u := range units {
		if u.Code != "" || u.Kind == arch.Workflow {
			sourced++
		}
		if u.Platform != "" {
			declared++
		}
	}
	c := 0.5 + 0.25*float64(sourced)/float64(len(units)) + 0.15*float64(declared)/float64(len(units)) + 0.09*math.Min(1, float64(len(units)-1)/4)
	if a.Style == arch.Hybrid {
		c -= 0.1
	}
	return math.Round(c*100) / 100
}
