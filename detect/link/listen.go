package link

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/flow"
)

// listening is where a server of the unit listens, when all that is known of it comes
// to one address.
func (l *linker) listening(n *node, op flow.Operation) arch.Value[string] {
	if op.Row.Action != code.Listen {
		return arch.Value[string]{}
	}
	var found arch.Value[string]
	for _, o := range op.Address {
		for _, v := range l.evaluate(n, o, 0) {
			switch {
			case v.source == arch.Unknown || strings.Contains(v.text, "*"):
				return arch.Hide[string](v.at, v.why)
			case found.Known() && found.V != v.text:
				return arch.Hide[string](v.at, "there are several")
			}
			found = arch.Value[string]{V: v.text, At: v.at, Source: v.source}
		}
	}
	return found
}

// needed gives the variables that an operation cannot do without: its address is made
// of them alone, it stands in no branch, and neither the code nor the image has a value.
func (l *linker) needed(n *node, op flow.Operation) []arch.Effect {
	straight := slices.ContainsFunc(op.Paths, func(p flow.Path) bool { return !p.Always.Known() || p.Always.V })
	if !straight || len(op.Address) != 1 {
		return nil
	}
	var out []arch.Effect
	for _, o := range append([]flow.Origin{op.Address[0]}, op.Address[0].Parts...) {
		if o.Kind != flow.FromEnv || o.Default != nil || l.inImage(n, o.Text) {
			continue
		}
		out = append(out, arch.Effect{Kind: arch.ReadEnv, At: o.At, Func: op.Func, What: o.Text, Path: op.Paths[0].Frames, Handler: op.Paths[0].Handler})
	}
	return out
}

// inImage reports whether the unit's image sets the variable, or may.
func (l *linker) inImage(n *node, name string) bool {
	if n.build == nil {
		return false
	}
	for _, s := range n.build.Stages {
		for _, e := range s.Env {
			if e.Name == name {
				return true
			}
		}
	}
	return false
}
