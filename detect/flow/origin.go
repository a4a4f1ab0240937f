package flow

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// maxOrigins bounds the alternatives of one value.
const maxOrigins = 16

// origins returns where the text of p can come from.
func (v *View) origins(p place) []Origin { return v.resolver().origins(p) }

// resolver turns the ends of traces into origins. It remembers which calls it is
// looking through, since a library's result may be made of itself.
type resolver struct {
	view    *View
	busy    []*code.Op
	joining []arch.Range
	asked   int
	presets int
}

// maxAsked bounds the values that one answer may be made of.
const maxAsked = 500

// maxJoins bounds how many texts may be joined out of one another.
const maxJoins = 8

func (v *View) resolver() *resolver { return &resolver{view: v} }

func (r *resolver) origins(p place) []Origin {
	var out []Origin
	if r.asked++; r.asked > maxAsked {
		return []Origin{{Why: "too many ways to it", At: p.expr.At}}
	}
	for _, end := range r.view.trace(p) {
		if isNil(end.expr) {
			continue // what is returned beside an error is not used
		}
		if len(out) == maxOrigins {
			break
		}
		for _, o := range withWay(r.origin(end), end.via) {
			if len(out) < maxOrigins && !slices.ContainsFunc(out, o.same) {
				out = append(out, o)
			}
		}
	}
	return out
}

func (o Origin) same(p Origin) bool {
	return o.Kind == p.Kind && o.Text == p.Text && o.Why == p.Why &&
		slices.EqualFunc(o.Parts, p.Parts, Origin.same) && (o.Default == nil) == (p.Default == nil)
}

func (r *resolver) origin(p place) []Origin {
	e := p.expr
	switch e.Kind {
	case code.Const:
		return []Origin{{Kind: Literal, Text: e.Text, At: e.At, Trail: []arch.Step{{At: e.At, What: "written here"}}}}
	case code.Concat:
		return r.joined(p, e.Args)
	case code.Result:
		return r.called(p)
	case code.FieldOf:
		return r.fieldOrigin(p)
	case code.Elem:
		return r.keyOrigin(p)
	case code.Make:
		if e.Type == "slice" && len(e.Names) == 0 && len(e.Args) > 0 {
			return r.listed(p)
		}
	case code.Opaque:
		return []Origin{{Why: e.Text, At: e.At}}
	case code.Par:
		return []Origin{{Why: "parameter " + paramName(r.view.graph.funcs[e.Text], e.Index), At: e.At}}
	case code.FuncRef:
		return []Origin{{Why: "function " + e.Text, At: e.At}}
	}
	return []Origin{{Why: "not followed", At: e.At}}
}

// listed are the origins of a list's elements: brokers, hosts.
func (r *resolver) listed(p place) []Origin {
	var out []Origin
	for _, a := range p.expr.Args {
		out = append(out, r.origins(p.at(a))...)
	}
	return out
}

func paramName(f *code.Func, i int) string {
	if f == nil || i >= len(f.Params) {
		return "unknown"
	}
	return f.Params[i].Name + " of " + f.Name
}

func (r *resolver) fieldOrigin(p place) []Origin {
	f := r.view.graph.fieldOf(p.expr.Text)
	if f == nil {
		if kind := r.view.eventSource(p); kind != "" {
			return []Origin{{Kind: FromEvent, Text: kind, At: p.expr.At, Trail: []arch.Step{{At: p.expr.At, What: "named by the event"}}}}
		}
		return []Origin{{Why: "field " + p.expr.Text, At: p.expr.At}}
	}
	var file *Origin
	if key := r.view.graph.configKey(p.expr); key != "" {
		o := r.setKey(key, f.At, []arch.Step{{At: f.At, What: "read from " + key}})
		file = &o
	}
	tag := envTag(f.Tag)
	switch {
	case tag.name == "" && file != nil:
		return []Origin{*file}
	case tag.name == "":
		return []Origin{{Why: "field " + f.Name + " is not set here", At: f.At}}
	}
	o := Origin{Kind: FromEnv, Text: tag.name, Default: file, At: f.At, Trail: []arch.Step{{At: f.At, What: "read from " + tag.name}}}
	if tag.has {
		o.Default = &Origin{Kind: Literal, Text: tag.preset, At: f.At}
	}
	return []Origin{o}
}

// keyOrigin is that of an entry in a map that a file fills.
func (r *resolver) keyOrigin(p place) []Origin {
	op := r.view.opOf(p.expr.Args[0])
	if op != nil && len(p.expr.Args) > 1 {
		fn := r.view.graph.funcs[p.expr.Args[0].Text]
		if row := r.view.rowOf(place{fn: fn, ctx: p.ctx}, op); row != nil && row.Action == code.FillConfig {
			key := p.expr.Args[1].Text
			return []Origin{r.setKey(key, p.expr.At, []arch.Step{{At: p.expr.At, What: "read from " + key}})}
		}
	}
	return []Origin{{Why: "not followed", At: p.expr.At}}
}

// joined returns the ways in which the parts' alternatives can stand together.
func (r *resolver) joined(p place, parts []code.Expr) []Origin {
	if slices.Contains(r.joining, p.expr.At) || len(r.joining) >= maxJoins {
		return []Origin{{Why: "text that is built up step by step", At: p.expr.At}}
	}
	r.joining = append(r.joining, p.expr.At)
	defer func() { r.joining = r.joining[:len(r.joining)-1] }()
	ways := []Origin{{Kind: Joined, At: p.expr.At}}
	for _, part := range parts {
		alternatives := r.origins(p.at(part))
		if len(alternatives) == 0 {
			alternatives = []Origin{{Why: "not followed", At: part.At}}
		}
		var next []Origin
		for _, w := range ways {
			for _, a := range alternatives {
				if len(next) == maxOrigins {
					break
				}
				n := w
				n.Parts = append(slices.Clone(w.Parts), a)
				n.Trail = append(slices.Clone(w.Trail), a.Trail...)
				next = append(next, n)
			}
		}
		ways = next
	}
	return ways
}

// called returns the origins of what a library function returns or stores.
func (r *resolver) called(p place) []Origin {
	fn := r.view.graph.funcs[p.expr.Text]
	if fn == nil || p.expr.Op < 0 || p.expr.Op >= len(fn.Ops) {
		return []Origin{{Why: "not followed", At: p.expr.At}}
	}
	op := &fn.Ops[p.expr.Op]
	in := place{fn: fn, ctx: p.ctx, expr: p.expr} // its way is added by who asked
	row := r.view.rowOf(in, op)
	if row == nil || slices.Contains(r.busy, op) {
		return []Origin{{Why: "result of " + calleeName(op), At: op.At}}
	}
	if p.expr.Index > 0 { // the error, or whether it was there
		return []Origin{{Why: "result of " + calleeName(op), At: op.At}}
	}
	r.busy = append(r.busy, op)
	defer func() { r.busy = r.busy[:len(r.busy)-1] }()
	step := arch.Step{At: op.At, What: calleeName(op)}
	return withStep(r.byRow(in, op, row), step)
}

func (r *resolver) byRow(p place, op *code.Op, row *code.Row) []Origin {
	switch row.Action {
	case code.Env, code.Config, code.Flag:
		return r.setting(p, op, row)
	case code.Carry, code.Build, code.Begin:
		if row.From == "" {
			break
		}
		return r.slot(p, op, row.From)
	case code.Parse:
		return r.slot(p, op, orSlot(row.From, "0"))
	case code.JoinText:
		return r.joined(p, op.Args)
	case code.Format:
		return r.format(p, op)
	}
	return []Origin{{Why: "result of " + calleeName(op), At: op.At}}
}

func orSlot(s, preset code.Slot) code.Slot {
	if s != "" {
		return s
	}
	return preset
}

func (r *resolver) setting(p place, op *code.Op, row *code.Row) []Origin {
	kind := FromEnv
	if row.Action != code.Env {
		kind = FromConfig
	}
	var preset *Origin
	if row.Default != "" {
		if d := r.slot(p, op, row.Default); len(d) == 1 {
			preset = &d[0]
		}
	}
	var out []Origin
	for _, name := range r.slot(p, op, row.Target) {
		text, ok := r.view.fixed(name)
		if !ok {
			out = append(out, Origin{Why: "the variable's name is not known", At: op.At})
			continue
		}
		o := Origin{Kind: kind, Text: text, Default: preset, At: op.At}
		if row.Action == code.Config && preset == nil {
			o = r.setKey(text, op.At, nil)
		}
		out = append(out, o)
		if row.Action == code.Flag && preset != nil {
			out[len(out)-1] = *preset // nobody passes the flag that we know of
		}
	}
	return out
}

// format splits a format string at its verbs, so that an address keeps its shape.
func (r *resolver) format(p place, op *code.Op) []Origin {
	if len(op.Args) == 0 || op.Args[0].Kind != code.Const {
		return r.joined(p, op.Args)
	}
	var parts []code.Expr
	rest, arg := op.Args[0].Text, 1
	for {
		i := strings.IndexByte(rest, '%')
		if i < 0 || i+1 >= len(rest) {
			break
		}
		j := i + 1
		for j < len(rest)-1 && strings.IndexByte("+-# 0123456789.*[]", rest[j]) >= 0 {
			j++
		}
		parts = append(parts, code.Text(rest[:i], op.Args[0].At))
		switch {
		case rest[j] == '%':
			parts = append(parts, code.Text("%", op.Args[0].At))
		case arg < len(op.Args):
			parts = append(parts, op.Args[arg])
			arg++
		}
		rest = rest[j+1:]
	}
	parts = append(parts, code.Text(rest, op.Args[0].At))
	return r.joined(p, slices.DeleteFunc(parts, func(e code.Expr) bool { return e.Kind == code.Const && e.Text == "" }))
}

// withWay adds the way from where a value begins to where it is used.
func withWay(os []Origin, way *hop) []Origin {
	if way == nil {
		return os
	}
	steps := way.steps()
	for i := range os {
		if !os[i].Implied {
			os[i].Trail = append(slices.Clip(os[i].Trail), steps...)
		}
	}
	return os
}

func withStep(os []Origin, s arch.Step) []Origin {
	for i := range os {
		if os[i].Implied {
			continue
		}
		os[i].Trail = append(slices.Clip(os[i].Trail), s)
	}
	return os
}

func calleeName(op *code.Op) string {
	c := op.Callee
	switch {
	case c.Func != "":
		_, name := cutLast(c.Func)
		return name
	case c.Iface != "":
		return c.Iface
	case c.Name == "__call__" && op.Recv != nil && op.Recv.Kind == code.FieldOf: // a call of what a field holds
		_, name := cutLast(op.Recv.Text)
		return name
	case c.Type != "":
		return c.Type + "." + c.Name
	case c.Package != "":
		return lastElem(c.Package) + "." + c.Name
	}
	return c.Name
}

func lastElem(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }
