package why

import (
	"fmt"
	"strings"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
	"github.com/archvet/archvet/detect/arch"
)

// call writes one call: where its address comes from, how the unit gets to it, and
// what bounds it.
func (p *printer) call(c arch.Call) {
	p.heading(1, "%s  %s", terminal.Printable(c.Title()), p.Cyan(p.place(c.At)))
	p.address(c)
	if len(c.Path) > 0 {
		begins := "on the way from start-up"
		if c.Handler != "" {
			begins = "on the way from handler " + c.Handler
		}
		p.line(2, "%s", p.Dim(begins))
		var steps []arch.Step
		for _, f := range c.Path {
			steps = append(steps, arch.Step{At: f.At, What: "in " + f.Func})
		}
		p.places(3, steps)
	}
	for _, l := range c.Loops {
		p.places(2, []arch.Step{{At: l.At, What: loopText(l)}})
	}
	if c.Protocol != "" && !c.Waited {
		p.line(2, "nobody waits for it")
	} else if text := deadline(c); text != "" {
		p.line(2, "%s", terminal.Printable(text))
	}
	if c.Attempts.Known() && c.Attempts.V > 1 {
		p.line(2, "up to %d attempts", c.Attempts.V)
	}
}

// address writes the way of the address: the declaration first, then from where the
// code reads it to the call.
func (p *printer) address(c arch.Call) {
	what := c.Address.V
	switch {
	case !c.Address.Known() && c.Address.Why != "":
		what = c.Address.Why
	case !c.Address.Known() && len(c.Trail) == 0:
		return
	case c.Address.Source == arch.Default:
		what += " (by default: a setting may override it)"
	}
	p.line(2, "%s  %s", p.Dim("address"), terminal.Printable(arch.Masked(what)))
	p.places(3, inOrder(c))
}

// inOrder puts the declaration, with which a trail ends, in front.
func inOrder(c arch.Call) []arch.Step {
	n := len(c.Trail)
	if n > 1 && c.Trail[n-1].At == c.Address.At {
		return append([]arch.Step{c.Trail[n-1]}, c.Trail[:n-1]...)
	}
	return c.Trail
}

func deadline(c arch.Call) string {
	d := c.Deadline
	switch {
	case d.Known() && d.V > 0:
		return fmt.Sprintf("waits at most %s", d.V)
	case d.Known() && d.Why != "":
		return "no time limit: " + d.Why
	case d.Known():
		return "no time limit"
	case d.Why != "":
		return "time limit not known: " + d.Why
	}
	return ""
}

func loopText(l arch.Loop) string {
	over := strings.Join(strings.Fields(l.Over), " ")
	switch {
	case l.Forever:
		return "in a loop without end in " + l.Func
	case l.Bound.Known():
		return fmt.Sprintf("in a loop of %s in %s", report.Plural(l.Bound.V, "round"), l.Func)
	case over != "":
		return "in a loop over " + over + " in " + l.Func
	}
	return "in a loop in " + l.Func
}

func policyText(pol arch.Policy) string {
	var parts []string
	if pol.Timeout.Known() {
		parts = append(parts, fmt.Sprintf("waits at most %s", pol.Timeout.V))
	}
	if pol.Attempts.Known() {
		parts = append(parts, report.Plural(pol.Attempts.V, "attempt"))
	}
	return strings.Join(append([]string{pol.By}, parts...), ", ")
}
