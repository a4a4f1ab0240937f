package why

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/cmd/internal/terminal"
	"github.com/archvet/archvet/detect/arch"
)

// missing writes what there is of an edge that is not: from the declaration over the
// code that reads it to the calls, and at each the place where the trail ends.
func (p *printer) missing(x *arch.Explanation) {
	from, to := terminal.Printable(x.From), terminal.Printable(x.To)
	p.heading(0, "no edge %s -> %s", p.Bold(from), p.Bold(to))
	if x.Back {
		p.line(1, "there is one the other way: %s -> %s", to, from)
	}
	if len(x.Way) > 2 {
		p.line(1, "it gets there by way of others: %s", terminal.Printable(strings.Join(x.Way, " -> ")))
	}
	if p.Repo.Arch.Unit(x.From) == nil {
		p.line(1, "%s is a resource: it leads where its declaration says, and that names no %s", from, to)
		return
	}
	p.code(x)
	p.pointers(x)
	p.leads(x)
}

// code says what of the unit's code was read, and from where on.
func (p *printer) code(x *arch.Explanation) {
	p.heading(1, "%s", p.Dim("code"))
	switch {
	case x.Code == "":
		p.line(2, "the code of %s is not in this repository, or was not found", terminal.Printable(x.From))
	case x.Scope == arch.ScopeCode:
		p.line(2, "%s was read (%s) and followed from its entry", terminal.Printable(x.Code), x.Language)
		p.places(2, []arch.Step{x.Entry})
	case x.Scope == arch.ScopeMentions:
		p.line(2, "%s was only searched for names (%s): that none is there proves nothing", terminal.Printable(x.Code), cmp.Or(x.Language, "language not known"))
	default:
		p.line(2, "%s was not read (%s): no entry was found in it", terminal.Printable(x.Code), cmp.Or(x.Language, "language not known"))
	}
}

// fewReads is how many places are shown of each kind unasked.
const fewReads = 5

// pointers writes the settings that lead there, and who reads them.
func (p *printer) pointers(x *arch.Explanation) {
	p.heading(1, "%s", p.Dim("what is declared for "+terminal.Printable(x.From)+" and leads to "+terminal.Printable(x.To)))
	if len(x.Pointers) == 0 {
		p.line(2, "nothing: no variable of its environment names it")
	}
	for _, v := range x.Pointers {
		p.places(2, []arch.Step{v.Setting})
		reached := slices.DeleteFunc(slices.Clone(v.Reads), func(r arch.Read) bool { return !r.Reached })
		switch {
		case len(reached) > 0:
			p.reads("read in", reached)
		case len(v.Reads) > 0:
			p.line(3, "read only in code that %s does not reach:", terminal.Printable(x.From))
			p.reads("in", v.Reads)
		case x.Scope == "":
			p.line(3, "whether code reads it is not known")
		default:
			p.line(3, "no code here reads it: the trail ends at the declaration")
		}
	}
}

func (p *printer) reads(what string, list []arch.Read) {
	var steps []arch.Step
	for _, r := range list[:min(len(list), fewReads)] {
		s := arch.Step{At: r.At, What: "read here"}
		if r.Func != "" {
			s.What = what + " " + r.Func
		}
		steps = append(steps, s)
	}
	p.places(3, steps)
	p.more(3, len(list)-fewReads, "more place")
}

func (p *printer) more(indent, n int, noun string) {
	if n > 0 {
		p.line(indent, "and %s", report.Plural(n, noun))
	}
}

// leads writes the calls that come near, the nearest first.
func (p *printer) leads(x *arch.Explanation) {
	if x.Scope != arch.ScopeCode {
		return
	}
	kinds := []struct {
		title string
		of    func(arch.Lead) bool
	}{
		{"calls that its address reaches", func(l arch.Lead) bool { return l.Points && l.Reached }},
		{"calls to it in code that the entry does not reach", func(l arch.Lead) bool { return l.Points && !l.Reached }},
		{"calls that may go there: their address was not found", func(l arch.Lead) bool { return !l.Points }},
	}
	some := false
	for _, k := range kinds {
		list := slices.DeleteFunc(slices.Clone(x.Leads), func(l arch.Lead) bool { return !k.of(l) })
		if len(list) == 0 {
			continue
		}
		some = true
		p.heading(1, "%s", p.Dim(k.title))
		shown := len(list)
		if !p.verbose {
			shown = min(shown, fewReads)
		}
		for _, l := range list[:shown] {
			p.lead(l)
		}
		p.more(2, len(list)-shown, "more call")
	}
	if !some {
		p.heading(1, "%s", p.Dim("calls"))
		p.line(2, "none of what it reaches leaves for an address that could be that of %s", terminal.Printable(x.To))
	}
}

func (p *printer) lead(l arch.Lead) {
	p.line(2, "%s  %s", p.Cyan(p.place(l.Call.At)), terminal.Printable(l.Call.Title()))
	if l.Call.Func != "" {
		p.line(3, "in %s", terminal.Printable(l.Call.Func))
	}
	p.places(3, inOrder(l.Call))
	end := "the trail ends"
	if at := l.Call.Address.At; !l.Points && !at.IsZero() {
		end += " at " + p.place(at)
	}
	p.line(3, "%s: %s", end, terminal.Printable(l.Why))
}
