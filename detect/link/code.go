package link

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/flow"
	"github.com/archvet/archvet/detect/iac"
)

// code reads what every unit's program does from its entry on: its calls become
// edges or outbound calls, the rest effects.
func (l *linker) code() {
	l.servers = map[string][]*node{}
	ops := map[*node][]flow.Operation{}
	for _, n := range l.units {
		if n.entry == nil {
			continue
		}
		n.unit.Scope = arch.ScopeCode
		view := l.values().View(l.entryOf(n)).Called(n.entry.handlers...)
		ops[n] = view.Operations()
		l.handled(n, view, ops[n])
		for _, op := range ops[n] {
			if op.Row.Action == code.Serve {
				l.serve(n, op)
			}
		}
	}
	for _, n := range l.units {
		for _, op := range ops[n] {
			switch op.Row.Action {
			case code.RemoteCall, code.Publish, code.Consume, code.DataAccess, code.Invoke:
				l.call(n, op)
				n.unit.Effects = append(n.unit.Effects, l.needed(n, op)...)
			default:
				n.unit.Effects = append(n.unit.Effects, effects(op, l.listening(n, op))...)
			}
		}
	}
	for _, n := range l.units {
		for _, op := range ops[n] {
			if op.Row.Action == code.Build {
				l.pooled(n, op)
			}
		}
	}
	l.absent()
	l.deliver()
}

// serve notes which unit answers for a service, for clients whose address is out of
// sight.
func (l *linker) serve(n *node, op flow.Operation) {
	for _, o := range op.Target {
		if o.Kind == flow.Literal && o.Text != "" && !slices.Contains(l.servers[o.Text], n) {
			l.servers[o.Text] = append(l.servers[o.Text], n)
		}
	}
}

// entryOf is where a unit begins, and what is known of the process around it.
func (l *linker) entryOf(n *node) flow.Entry {
	d := n.decls[0]
	e := flow.Entry{Funcs: n.entry.entries(), Env: map[string]string{}, Args: l.arguments(d)}
	if b := l.buildOf(d); b != nil && len(b.Stages) > 0 {
		for _, v := range b.Stages[len(b.Stages)-1].Env {
			if v.Value.Known() {
				e.Env[v.Name] = v.Value.V
			}
		}
	}
	e.Closed, e.Hidden = d.EnvOpen == "" && isContainer(d.Platform), map[string]bool{}
	for _, name := range reserved {
		e.Hidden[name] = true
	}
	for _, v := range d.Env {
		delete(e.Env, v.Name)
		if v.Value.Known() {
			e.Env[v.Name] = v.Value.V
		} else {
			e.Hidden[v.Name] = true
		}
	}
	return e
}

// reserved are variables that the platform or the image sets.
var reserved = []string{"HOME", "HOSTNAME", "KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT", "LANG", "PATH", "PWD", "TZ", "USER", "AWS_REGION", "AWS_DEFAULT_REGION", "ECS_CONTAINER_METADATA_URI_V4"}

// isContainer reports whether a platform passes on the environment that is declared
// and no more than names that it reserves.
func isContainer(p arch.Platform) bool {
	switch p {
	case arch.Kubernetes, arch.Compose, arch.Fargate, arch.ECSEC2:
		return true
	}
	return false
}

// arguments are those of the program, without its name: nil when a shell or an
// unknown word is in between.
func (l *linker) arguments(d *iac.Unit) []string {
	if d.Kind == arch.Function {
		return nil
	}
	entry, args := l.command(d)
	line := append(slices.Clone(entry), args...)
	if len(entry) == 0 && len(d.Code.Args) > 0 && l.buildOf(d) == nil {
		return given(d.Code.Args) // to an entry point that is the program alone, as a rule
	}
	words := given(line)
	if len(words) == 0 || isShell(words[0]) {
		return nil
	}
	return words[1:]
}

func given(list []arch.Value[string]) []string {
	out := []string{}
	for _, v := range list {
		if !v.Known() || strings.Contains(v.V, "$") {
			return nil
		}
		out = append(out, v.V)
	}
	return out
}

func isShell(word string) bool {
	switch word[strings.LastIndexByte(word, '/')+1:] {
	case "sh", "bash", "ash", "env", "tini", "dumb-init", "exec":
		return true
	}
	return strings.ContainsAny(word, " \t")
}

// view returns the program of an entry as nothing is known of its process.
func (l *linker) view(p program) *flow.View {
	return l.values().View(flow.Entry{Funcs: p.entries()}).Called(p.handlers...)
}

// values is the value flow over all programs.
func (l *linker) values() *flow.Graph {
	if l.graph == nil {
		l.graph = flow.New(l.in.Table, l.in.Programs...)
		if len(l.in.Asked) > 0 {
			l.graph.Explaining()
		}
	}
	return l.graph
}

func (l *linker) listens(p program) bool { return l.does(p, code.Listen) || l.does(p, code.Consume) }

// does reports whether a program reaches an operation of a kind.
func (l *linker) does(p program, a code.Action) bool {
	for _, op := range l.view(p).Operations() {
		if op.Row.Action == a {
			return true
		}
	}
	return false
}
