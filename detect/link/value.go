package link

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code/config"
	"github.com/archvet/archvet/detect/flow"
	"github.com/archvet/archvet/detect/iac"
)

// value is what an origin comes to in one unit: a text, or something that the
// declarations refer to, with the way it took.
type value struct {
	text   string // hidden pieces stand as "*"
	node   *node  // that a declaration refers to
	source arch.Source
	why    string // of a text that is not known
	at     arch.Range
	trail  []arch.Step
}

// maxValues bounds the combinations of joined texts.
const maxValues = 24

// values evaluates an origin with the environment of a unit.
func (l *linker) evaluate(n *node, o flow.Origin, depth int) []value {
	if depth > 8 {
		return nil
	}
	switch o.Kind {
	case flow.Literal:
		if o.Text == "nil" {
			return nil
		}
		return []value{{text: o.Text, source: arch.Explicit, at: o.At, trail: o.Trail}}
	case flow.FromEnv:
		return l.fromEnv(n, o, depth)
	case flow.FromConfig:
		return l.fromConfig(n, o, depth)
	case flow.Joined:
		return l.joined(n, o, depth)
	case flow.FromEvent:
		return l.fromEvent(n, o)
	}
	return []value{{text: "*", why: o.Why, at: o.At, trail: o.Trail}}
}

// fromEvent is where the events of a unit's triggers of a kind come from: what such an
// event names is that.
func (l *linker) fromEvent(n *node, o flow.Origin) []value {
	var out []value
	for _, t := range n.unit.Triggers {
		if from := l.finals[t.From]; from != nil && string(t.Kind) == o.Text {
			trail := append(slices.Clone(o.Trail), arch.Step{At: t.At, What: string(t.Kind) + " trigger"})
			out = append(out, value{text: from.name(), node: from, source: arch.Explicit, at: t.At, trail: trail})
		}
	}
	if len(out) == 0 {
		out = append(out, value{text: "*", why: "named by the event that starts it", at: o.At, trail: o.Trail})
	}
	return out
}

// fromEnv looks a variable up in all declarations of a unit, the primary first,
// and then takes what the code falls back to.
func (l *linker) fromEnv(n *node, o flow.Origin, depth int) []value {
	var out []value
	for _, d := range n.decls {
		for _, e := range d.Env {
			if strings.EqualFold(e.Name, o.Text) {
				out = append(out, l.ofText(d.Scope, e, o.Trail))
			}
		}
	}
	if len(out) == 0 && n.build != nil && len(n.build.Stages) > 0 {
		for _, e := range n.build.Stages[len(n.build.Stages)-1].Env {
			if e.Name == o.Text {
				out = append(out, l.ofText("", e, o.Trail))
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	return l.fallback(n, o, depth, "variable "+o.Text+" is set nowhere here")
}

// fallback is the default that the code has for a variable or key.
func (l *linker) fallback(n *node, o flow.Origin, depth int, why string) []value {
	if o.Default == nil {
		return []value{{text: "*", why: why, at: o.At, trail: o.Trail}}
	}
	out := l.evaluate(n, *o.Default, depth+1)
	for i := range out {
		if out[i].source == arch.Explicit {
			out[i].source = arch.Default
		}
		if len(out[i].trail) == 0 {
			out[i].trail = o.Trail
		}
	}
	return out
}

// ofText turns the text of a declared variable into a value.
func (l *linker) ofText(scope string, e iac.Env, trail []arch.Step) value {
	at := e.Value.At
	if at.IsZero() {
		at = e.At
	}
	shown := e.Value.V
	v := value{text: e.Value.V, source: e.Value.Source, why: e.Value.Why, at: at}
	if !e.Value.Known() {
		v.text, v.node = "", l.referent(scope, e.Value)
		for _, p := range e.Value.Parts {
			switch {
			case p.Literal != "":
				v.text += p.Literal
			case v.node != nil && p.Ref != "":
				v.text += v.node.name()
			default:
				v.text += "*"
			}
		}
		if v.text == "" {
			v.text = "*"
		}
		shown = v.text
	}
	v.trail = append(append([]arch.Step{}, trail...), arch.Step{At: at, What: e.Name + " = " + shown})
	return v
}

// referent is the one thing that a text refers to.
func (l *linker) referent(scope string, t iac.Text) *node {
	var found *node
	for _, id := range t.Refs() {
		n := l.referred(scope, id)
		if n == nil || (found != nil && found != n) {
			return nil
		}
		found = n
	}
	return found
}

// joined puts the values of the parts together.
func (l *linker) joined(n *node, o flow.Origin, depth int) []value {
	out := []value{{source: arch.Explicit, at: o.At, trail: o.Trail}}
	for _, p := range o.Parts {
		list := l.evaluate(n, p, depth+1)
		if len(list) == 0 {
			list = []value{{text: "*"}}
		}
		var next []value
		for _, a := range out {
			for _, b := range list {
				if len(next) < maxValues {
					next = append(next, a.plus(b, p.Kind == flow.Literal))
				}
			}
		}
		out = next
	}
	return out
}

// withHost recognises the front of an address that is complete up to its path.
var withHost = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?*]+[/?]`) })

// plus joins two values; the less is known of one, the less of both.
func (v value) plus(o value, literal bool) value {
	r := value{text: v.text + o.text, node: v.node, source: v.source, why: v.why, at: v.at, trail: v.trail}
	if r.node == nil {
		r.node = o.node
	}
	switch {
	case withHost().MatchString(v.text): // what follows is a path, and decides nothing
	case o.source == arch.Unknown:
		r.source = arch.Unknown
		if r.why == "" {
			r.why = o.why
		}
	case o.source == arch.Default && r.source != arch.Unknown:
		r.source = arch.Default
	}
	if literal && v.text == "" && len(o.trail) > 0 { // the front says where it goes
		r.trail, r.at = o.trail, o.at
	}
	if !literal && len(o.trail) > 0 && !withHost().MatchString(v.text) { // what is not written in the code itself says most
		r.trail, r.at = o.trail, o.at
	}
	return r
}

// fromConfig reads a configuration key: libraries let a variable override it, under
// the key's name in capitals.
func (l *linker) fromConfig(n *node, o flow.Origin, depth int) []value {
	name := strings.ToUpper(strings.Join(words(o.Text), "_"))
	for _, d := range n.decls {
		for _, e := range d.Env {
			if w := strings.ToUpper(strings.Join(words(e.Name), "_")); w == name {
				return []value{l.ofText(d.Scope, e, o.Trail)}
			}
		}
	}
	if v := l.settings().Lookup(l.codeOf(n), o.Text); v.Known() {
		trail := append(append([]arch.Step{}, o.Trail...), arch.Step{At: v.At, What: o.Text + " = " + v.V})
		return []value{{text: v.V, source: arch.Explicit, at: v.At, trail: trail}}
	}
	return l.fallback(n, o, depth, "configuration key "+o.Text+" is set nowhere here")
}

// settings are the repository's own configuration files.
func (l *linker) settings() *config.Index {
	if l.config == nil {
		l.config = config.Load(l.in.Tree)
	}
	return l.config
}

// codeOf is the directory of a unit's program, the root when that is elsewhere.
func (l *linker) codeOf(n *node) string {
	switch dir := n.unit.Code; {
	case dir == "":
		return "."
	case l.in.Tree.IsDir(dir):
		return dir
	default:
		return path.Dir(dir)
	}
}
