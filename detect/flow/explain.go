package flow

import (
	"cmp"
	"slices"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// Reads returns the places that name a setting in code of the programs: a call that
// gets the name, a struct tag. Those that the entry reaches come first.
func (v *View) Reads(named func(string) bool) []arch.Read {
	var out []arch.Read
	add := func(r arch.Read) {
		if !slices.ContainsFunc(out, func(o arch.Read) bool { return o.At == r.At }) {
			out = append(out, r)
		}
	}
	for _, f := range v.graph.funcs {
		if f.Test || f.Generated {
			continue
		}
		for i := range f.Ops {
			for _, a := range f.Ops[i].Args {
				if mentions(a, named, 0) {
					add(arch.Read{At: f.Ops[i].At, Func: f.Name, Reached: v.reached[f] && v.feasible(f, f.Ops[i].Guards)})
				}
			}
		}
		for i := range f.Assigns {
			if as := &f.Assigns[i]; mentions(as.From, named, 0) {
				add(arch.Read{At: as.At, Func: f.Name, Reached: v.reached[f] && v.feasible(f, as.Guards)})
			}
		}
	}
	for id, t := range v.graph.types {
		for _, f := range t.Fields {
			if named(envTag(f.Tag).name) || named(fileTag(f.Tag)) {
				add(arch.Read{At: f.At, Func: "type " + lastElem(id), Reached: v.made[id]})
			}
		}
	}
	slices.SortFunc(out, func(a, b arch.Read) int {
		return cmp.Or(-cmp.Compare(number(a.Reached), number(b.Reached)), a.At.Compare(b.At))
	})
	return out
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// maxNested bounds how deep a name may stand in an expression.
const maxNested = 6

func mentions(e code.Expr, named func(string) bool, depth int) bool {
	if e.Kind == code.Const {
		return named(e.Text)
	}
	return depth < maxNested && slices.ContainsFunc(e.Args, func(a code.Expr) bool { return mentions(a, named, depth+1) })
}

// maxUnreached bounds the functions that are looked at because nobody calls them.
const maxUnreached = 20000

// Unreached returns the functions of the packages that the entry loads which it does
// not reach.
func (v *View) Unreached() []string {
	var out []string
	for id, f := range v.graph.funcs {
		if v.loaded[f.Package] && !v.reached[f] && !f.Test {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out[:min(len(out), maxUnreached)]
}

// Place returns where a function stands, and its name for people.
func (g *Graph) Place(id string) arch.Step {
	if f := g.funcs[id]; f != nil {
		return arch.Step{At: f.At, What: f.Name}
	}
	return arch.Step{}
}

// Settings returns the variables and keys that an origin is made of.
func (o Origin) Settings() []string {
	var out []string
	if o.Kind == FromEnv || o.Kind == FromConfig {
		out = append(out, o.Text)
	}
	for _, p := range o.Parts {
		out = append(out, p.Settings()...)
	}
	return out
}
