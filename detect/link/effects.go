package link

import (
	"path"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/flow"
)

// effectKinds are the actions that are effects of a unit on itself.
var effectKinds = map[code.Action]arch.EffectKind{
	code.Sleep: arch.Sleep, code.Poll: arch.Wait, code.Execute: arch.Exec, code.Build: arch.Build, code.Listen: arch.Listen, code.Spawn: arch.Spawn,
	code.Forever: arch.Spin, code.Write: arch.WriteFile, code.Begin: arch.Lock,
}

// effects gives one effect for each way to an operation.
func effects(op flow.Operation, address arch.Value[string]) []arch.Effect {
	kind, ok := effectKinds[op.Row.Action]
	if !ok {
		return nil
	}
	e := arch.Effect{Kind: kind, At: op.At, Func: op.Func, What: callee(op), Duration: op.Duration, Joined: op.Joined, Address: address}
	e.EndsWithContext = op.OnDone || op.Row.Context != ""
	if op.Row.Action == code.Build {
		e.Protocol = op.Row.Protocol
	}
	if op.Row.Action == code.Execute {
		e.What = strings.TrimSpace(e.What + " " + executable(op))
	}
	if len(op.Paths) == 0 {
		return []arch.Effect{e}
	}
	var out []arch.Effect
	for _, p := range op.Paths {
		e.Path, e.Loops, e.Handler, e.Spawned, e.Kept = p.Frames, p.Loops, p.Handler, p.Spawned, p.Kept
		out = append(out, e)
	}
	return out
}

// callee names a library function as code does: time.Sleep, exec.Command.
func callee(op flow.Operation) string {
	if op.Row.Package == "" {
		return op.Row.Name
	}
	name := op.Row.Name
	if strings.Contains(name, "*") {
		name = op.Method
	}
	pkg := strings.TrimSuffix(code.Unversioned(strings.TrimSuffix(op.Row.Package, "/...")), "/")
	return path.Base(pkg) + "." + name
}

// executable names the program that an operation runs, "" when the code does not say.
func executable(op flow.Operation) string {
	for _, o := range op.Target {
		if o.Kind == flow.Literal {
			return o.Text
		}
	}
	return ""
}
