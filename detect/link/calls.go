package link

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/flow"
)

// call links one operation that leaves the process.
func (l *linker) call(n *node, op flow.Operation) {
	ends, best := l.farEnds(n, op)
	if len(ends) == 0 && op.Row.Action != code.Consume {
		n.unit.Outbound = append(n.unit.Outbound, toCalls(op, best)...)
	}
	for _, end := range ends {
		if end.to != n || n.unit.Kind == arch.Function {
			l.reach(n, end.to, op, end.via)
		}
	}
}

// end is what an operation reaches, and the value that says so.
type end struct {
	to  *node
	via value
}

// reach adds the edge of an operation to what it reaches.
func (l *linker) reach(n, to *node, op flow.Operation, via value) {
	calls := toCalls(op, via)
	style := styleOf(to, op)
	evidence := []arch.Step{{At: op.At, What: calls[0].Title()}}
	evidence = append(evidence, lastStep(via)...)
	e := l.edge(n, to, style, cmp.Or(op.Row.Protocol, via.scheme()), evidence...)
	e.Calls = append(e.Calls, calls...)
	if style == arch.Data && !e.Database.Known() {
		for _, end := range endpoints(via.text) {
			if db := end.database(); db != "" && !strings.Contains(db, "*") {
				e.Database = arch.Given(db, via.at)
			}
		}
	}
	switch op.Row.Action {
	case code.Publish:
		l.produced = append(l.produced, message{n, to, l.topics(n, op), evidence})
	case code.Consume:
		l.consumed = append(l.consumed, message{n, to, l.topics(n, op), evidence})
		if to.resource != nil && !slices.ContainsFunc(n.unit.Triggers, func(t arch.Trigger) bool { return t.From == to.name() }) {
			n.unit.Triggers = append(n.unit.Triggers, arch.Trigger{Kind: arch.OnQueue, At: op.At, From: to.name(), Async: arch.Given(true, op.At)})
		}
	}
}

func lastStep(v value) []arch.Step {
	if len(v.trail) == 0 {
		return nil
	}
	return v.trail[len(v.trail)-1:]
}

func (v value) scheme() string {
	if m := schemed.FindStringSubmatch(v.text); m != nil {
		return strings.ToLower(m[1])
	}
	return ""
}

func styleOf(to *node, op flow.Operation) arch.EdgeStyle {
	switch {
	case op.Row.Action == code.Publish || op.Row.Action == code.Consume:
		return arch.Async
	case to.isData():
		return arch.Data
	case op.Async, to.resource != nil && to.resource.Kind == arch.Broker:
		return arch.Async
	}
	return arch.Sync
}

// maxEnds bounds what one operation may reach: an address that can be nearly
// anything says nothing.
const maxEnds = 6

// configured reports whether a value comes from the environment or a configuration.
func configured(o flow.Origin) bool {
	return o.Kind == flow.FromEnv || o.Kind == flow.FromConfig || slices.ContainsFunc(o.Parts, configured)
}

// farEnds finds what an operation reaches, in the order of its alternatives, and
// the value that it goes to as far as known, for one whose end is not here.
func (l *linker) farEnds(n *node, op flow.Operation) (ends []end, best value) {
	r := reacher{l: l, n: n, op: op}
	overridden := slices.ContainsFunc(op.Address, configured)
	for _, o := range op.Address {
		for _, v := range l.evaluate(n, o, 0) {
			if overridden && v.source == arch.Explicit && !configured(o) {
				v.source = arch.Default // a branch of the code falls back to it
			}
			r.address(v)
		}
	}
	if len(r.ends) == 0 {
		for _, o := range op.Target {
			for _, v := range l.evaluate(n, o, 0) {
				r.target(v)
			}
		}
	}
	switch {
	case len(r.ends) > maxEnds:
		return nil, r.best
	case len(r.ends) > 0 || r.told:
		return r.ends, r.best
	}
	if to, v := l.wired(n, op); to != nil {
		return []end{{to, v}}, v
	}
	if to := l.server(n, op); to != nil {
		return []end{{to, r.best}}, r.best
	}
	return nil, r.best
}

// reacher gathers the ends of one operation.
type reacher struct {
	l    *linker
	n    *node
	op   flow.Operation
	ends []end
	best value
	told bool // some address is known, and leads elsewhere
}

func (r *reacher) add(to *node, v value) {
	to = r.l.behind(to)
	if fitsAction(to, r.op) && !slices.ContainsFunc(r.ends, func(e end) bool { return e.to == to }) {
		r.ends = append(r.ends, end{to, v})
	}
}

func (r *reacher) address(v value) {
	if r.best.text == "" || (r.best.source == arch.Unknown && v.source != arch.Unknown) {
		r.best = v
	}
	if v.node != nil {
		r.add(v.node, v)
		return
	}
	for _, e := range endpoints(v.text) {
		// A single word that is no host here is a name in a registry.
		if !isLocal(e.host) && !e.registered && strings.Contains(e.host, ".") {
			r.told = r.told || v.source != arch.Unknown
		}
		if to := r.l.resolve(r.n, e); to != nil {
			r.add(to, v)
		}
	}
}

func (r *reacher) target(v value) {
	if v.node != nil {
		r.add(v.node, v)
	} else if to := r.l.named(r.n, v.text); to != nil && !strings.Contains(v.text, " ") {
		r.add(to, v)
	}
	if len(r.op.Address) == 0 && r.best.text == "" {
		r.best = v
	}
}

// behind is the datastore that a connection proxy stands in front of.
func (l *linker) behind(n *node) *node {
	if n.resource == nil || !strings.HasSuffix(n.resource.Type, "-proxy") {
		return n
	}
	var found *node
	for _, w := range l.wires {
		if l.byID[w.From] == n && l.byID[w.To] != nil && l.byID[w.To].isData() {
			found = l.byID[w.To]
		}
	}
	if found != nil {
		return found
	}
	for _, r := range l.resources {
		if r.isData() && slices.Contains(speaks["sql"], r.resource.Type) && shareScope(r, n) {
			if found != nil {
				return n
			}
			found = r
		}
	}
	if found != nil {
		return found
	}
	return n
}

// fitsAction reports whether an operation can be meant for a node: a queue's name
// in the environment of a database client is some other variable's.
func fitsAction(to *node, op flow.Operation) bool {
	switch op.Row.Action {
	case code.Invoke:
		return to.unit != nil
	case code.DataAccess:
		return to.resource != nil && to.resource.Kind != arch.Gateway
	case code.Publish, code.Consume:
		return to.resource != nil
	}
	return true
}

// server is the unit that registers the gRPC service whose method is called, when
// there is only one.
func (l *linker) server(n *node, op flow.Operation) *node {
	if op.Row.Protocol != "grpc" {
		return nil
	}
	service, _, _ := strings.Cut(op.Method, "/")
	if list := l.servers[service]; len(list) == 1 && list[0] != n {
		return list[0]
	}
	return nil
}

// toCalls gives one call for each way to the operation.
func toCalls(op flow.Operation, via value) []arch.Call {
	c := arch.Call{
		At: op.At, Func: op.Func, Operation: op.Method, Protocol: op.Row.Protocol, Trail: via.trail, Deadline: op.Deadline, Attempts: op.Attempts,
		Waited: op.Waited, Write: op.Row.Writes, InTx: op.InTx,
	}
	if via.source != arch.Unknown {
		c.Address = arch.Value[string]{V: via.text, At: via.at, Source: via.source}
	} else if via.why != "" || !via.at.IsZero() {
		c.Address = arch.Hide[string](via.at, via.why)
	}
	if op.Row.Action == code.DataAccess {
		statement(&c, op)
	}
	if len(op.Paths) == 0 {
		return []arch.Call{c}
	}
	var out []arch.Call
	for _, p := range op.Paths {
		c.Path, c.Loops, c.Handler, c.Concurrent, c.Always = p.Frames, p.Loops, p.Handler, p.Concurrent, p.Always
		out = append(out, c)
	}
	return out
}

var (
	sqlComment = regexp.MustCompile(`--[^\n]*|(?s:/\*.*?\*/)`) // generators of queries put the name in one
	quotes     = strings.NewReplacer(`"`, "", "'", "", "`", "", "[", "", "]", "")
)

// statement reads what a data access does, as far as its text says.
func statement(c *arch.Call, op flow.Operation) {
	for _, o := range op.Target {
		if o.Kind != flow.Literal {
			continue
		}
		w := strings.Fields(strings.ToLower(sqlComment.ReplaceAllString(o.Text, " ")))
		if len(w) == 1 {
			c.Table = o.Text
			return
		}
		for i, word := range w {
			switch word {
			case "insert", "update", "delete", "create", "alter", "drop", "replace", "merge", "truncate":
				c.Write = c.Write || i == 0
			}
			if (word == "from" || word == "into" || (word == "update" && i == 0)) && i+1 < len(w) && c.Table == "" {
				name, _, _ := strings.Cut(w[i+1], "(")
				c.Table = strings.Trim(quotes.Replace(name), ";,)")
			}
		}
		return
	}
}
