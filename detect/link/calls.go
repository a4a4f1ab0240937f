package link

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"

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
	case code.RemoteCall: // over a broker: whoever answers the subject is what is waited for
		if to.resource != nil && to.resource.Kind == arch.Broker {
			l.asked = append(l.asked, request{message{n, to, l.topics(n, op), evidence}, calls})
		}
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
	if m := schemed().FindStringSubmatch(v.text); m != nil {
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
	case op.Row.Action == code.RemoteCall && op.Waited && to.resource != nil && to.resource.Kind == arch.Broker:
		return arch.Sync // a request, and its answer comes back the same way
	case op.Async, to.resource != nil && to.resource.Kind == arch.Broker:
		return arch.Async
	}
	return arch.Sync
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
		Waited: op.Waited, Write: op.Row.Writes,
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
	sqlComment = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`--[^\n]*|(?s:/\*.*?\*/)`) }) // generators of queries put the name in one
	quotes     = strings.NewReplacer(`"`, "", "'", "", "`", "", "[", "", "]", "")
)

// statement reads what a data access does, as far as its text says.
func statement(c *arch.Call, op flow.Operation) {
	for _, o := range op.Target {
		if o.Kind != flow.Literal {
			continue
		}
		w := strings.Fields(strings.ToLower(sqlComment().ReplaceAllString(o.Text, " ")))
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
