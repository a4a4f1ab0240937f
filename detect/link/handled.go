package link

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/flow"
	"github.com/archvet/archvet/detect/iac"
)

// handled notes what the code of a unit says of the function that the platform calls.
func (l *linker) handled(n *node, view *flow.View, ops []flow.Operation) {
	h := &n.unit.Handler
	ids := slices.Clone(n.entry.handlers)
	routes := map[arch.Range]bool{}
	for _, op := range ops {
		switch op.Row.Action {
		case code.Start:
			for _, f := range op.Handlers {
				if !slices.Contains(ids, f.FuncID) {
					ids = append(ids, f.FuncID)
				}
			}
		case code.Route:
			routes[op.At] = true
		}
	}
	h.Routes = len(routes)
	body := l.bodies(ids)
	if len(ids) == 1 && len(body) > 0 {
		f := body[len(body)-1]
		h.Name, h.At = f.Name, f.At
		h.Event = eventOf(f)
		h.First = firstOnly(body)
	}
	h.Items = l.reportsItems(n, view)
	h.Replayed = l.replayed(n)
	if h.Replayed && len(body) > 0 {
		h.Replays = l.replays(body[len(body)-1])
	}
	if n.unit.Platform == arch.AzureFunctions && n.entry.language == "go" {
		l.forwarded(n, ops)
	}
}

func (l *linker) funcByID(id string) *code.Func {
	for _, p := range l.in.Programs {
		if p != nil && p.Funcs[id] != nil {
			return p.Funcs[id]
		}
	}
	return nil
}

// bodies are a handler, and the functions that do nothing but call on the next one
// with the same event in front of it.
func (l *linker) bodies(ids []string) []*code.Func {
	if len(ids) != 1 {
		return nil
	}
	var list []*code.Func
	for f := l.funcByID(ids[0]); f != nil && len(list) < 4 && !slices.Contains(list, f); {
		list = append(list, f)
		if len(f.Ops) != 1 || len(f.Loops) > 0 || f.Ops[0].Callee.Func == "" || len(f.Ops[0].Args) == 0 || !isParam(f.Ops[0].Args[0], f) {
			break
		}
		f = l.funcByID(f.Ops[0].Callee.Func)
	}
	return list
}

func isParam(e code.Expr, f *code.Func) bool { return e.Kind == code.Par && e.Text == f.ID }

// eventOf is the type of the last parameter of a handler that has a name of its own.
func eventOf(f *code.Func) arch.Value[string] {
	for _, p := range slices.Backward(f.Params) {
		pkg, name, ok := cutType(p.Type)
		if ok && pkg != "context" {
			return arch.Given(path.Base(pkg)+"."+name, f.At)
		}
	}
	return arch.Value[string]{}
}

func cutType(t string) (pkg, name string, ok bool) {
	i := strings.LastIndexByte(t, '.')
	if i <= 0 {
		return "", "", false
	}
	return t[:i], t[i+1:], true
}

// itemWords are what code that answers with the failed items of a batch cannot do
// without: the field of the answer, and the functions of libraries that fill it.
var itemWords = []string{
	"atchItemFailures", "batch_item_failures", "process_partial_response", "processPartialResponse", "partial-batch", "BatchProcessor", "batch_processor", "EventResponse",
}

// reportsItems looks for them in the files that the unit's code stands in.
func (l *linker) reportsItems(n *node, view *flow.View) arch.Value[bool] {
	seen := map[string]bool{}
	at := wherever(n)
	for _, f := range view.Funcs() {
		if seen[f.At.File] {
			continue
		}
		seen[f.At.File] = true
		file := l.in.Tree.File(f.At.File)
		if file == nil {
			return arch.Value[bool]{}
		}
		data, err := file.Data()
		if err != nil {
			return arch.Hide[bool](at, "not read") // recorded in the tree
		}
		for _, w := range itemWords {
			if i := strings.Index(string(data), w); i >= 0 {
				return arch.Given(true, file.Range(i, i+len(w)))
			}
		}
	}
	if len(seen) == 0 {
		return arch.Value[bool]{}
	}
	return arch.Given(false, at)
}

func wherever(n *node) arch.Range {
	if len(n.unit.Declared) > 0 {
		return n.unit.Declared[0].At
	}
	return arch.Range{}
}

// forwarded looks for the route under which the platform hands a function's events
// to the program of a custom handler.
func (l *linker) forwarded(n *node, ops []flow.Operation) {
	var routes []string
	for _, op := range ops {
		if op.Row.Action != code.Route {
			continue
		}
		for _, o := range op.Target {
			if o.Kind != flow.Literal || strings.HasSuffix(o.Text, "/") || strings.ContainsAny(o.Text, "*{:") {
				return // may be any
			}
			routes = append(routes, strings.ToLower(path.Base(o.Text)))
		}
	}
	takes := func(u *iac.Unit) bool {
		return slices.Contains(routes, strings.ToLower(u.Name)) || slices.ContainsFunc(u.Triggers, func(t arch.Trigger) bool {
			return t.Path != "" && slices.Contains(routes, strings.ToLower(path.Base(t.Path)))
		})
	}
	d := n.decls[0]
	if takes(d) {
		return
	}
	sibling := slices.ContainsFunc(l.units, func(o *node) bool {
		return o != n && o.unit.Platform == arch.AzureFunctions && o.dir == n.dir && takes(o.decls[0])
	})
	if sibling {
		n.unit.Handler.Missing = "the program of the custom handler has no route " + d.Name
		n.unit.Handler.Declared = arch.Given(d.Name, d.At)
	}
}
