package link

import (
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// durable are the libraries whose programs are replayed.
var durable = []string{"@aws/durable-execution-sdk-js", "aws_durable_execution_sdk_python", "github.com/aws/aws-durable-execution-sdk"}

// replayed reports whether a unit's code is built on one of them.
func (l *linker) replayed(n *node) bool {
	return slices.ContainsFunc(n.entry.pkg.Imports, func(imp string) bool {
		return slices.ContainsFunc(durable, func(lib string) bool { return strings.HasPrefix(imp, lib) })
	})
}

// unsteady are functions that give something else each time, by the end of their
// package and their name; "" stands for any name.
var unsteady = []struct {
	pkg, name string
	kind      arch.EffectKind
}{
	{"js.Date", "now", arch.Clock},
	{"js.performance", "now", arch.Clock},
	{"time", "time", arch.Clock},
	{"datetime.datetime", "now", arch.Clock},
	{"datetime.datetime", "utcnow", arch.Clock},
	{"datetime.date", "today", arch.Clock},
	{"datetime.datetime", "today", arch.Clock},
	{"time", "time_ns", arch.Clock},
	{"js.Math", "random", arch.Random},
	{"crypto", "randomUUID", arch.Random},
	{"js.crypto", "randomUUID", arch.Random},
	{"crypto", "randomBytes", arch.Random},
	{"uuid", "v4", arch.Random},
	{"uuid", "v1", arch.Random},
	{"uuid", "uuid4", arch.Random},
	{"uuid", "uuid1", arch.Random},
	{"random", "", arch.Random},
	{"secrets", "", arch.Random},
	{"js", "setTimeout", arch.Sleep},
	{"js", "setInterval", arch.Sleep},
	{"time", "sleep", arch.Sleep},
	{"asyncio", "sleep", arch.Sleep},
	{"js", "fetch", arch.Wait},
	{"axios", "", arch.Wait},
	{"requests", "", arch.Wait},
	{"urllib.request", "urlopen", arch.Wait},
	{"node-fetch", "", arch.Wait},
}

// maxReplayDepth bounds how far the functions that an orchestrator calls are followed.
const maxReplayDepth = 5

// isStep reports a function that is declared to be a step: it takes a step's context,
// which the library alone can make.
func isStep(f *code.Func) bool {
	return slices.ContainsFunc(f.Params, func(p code.Param) bool {
		return strings.HasSuffix(p.Type, ".StepContext") && strings.HasPrefix(p.Type, "aws_durable_execution_sdk_python")
	})
}

// replays are the effects of replayed code that are not the same each time: those of
// the function itself and of the functions that it calls, but not of the closures that
// it hands to the platform as steps, nor of functions that are declared as steps.
func (l *linker) replays(f *code.Func) []arch.Effect {
	var out []arch.Effect
	seen := map[*code.Func]bool{}
	var follow func(f *code.Func, path []arch.Frame)
	follow = func(f *code.Func, path []arch.Frame) {
		if f == nil || seen[f] || len(path) > maxReplayDepth || f.Generated || isStep(f) {
			return
		}
		seen[f] = true
		for i := range f.Ops {
			op := &f.Ops[i]
			frames := append(slices.Clip(path), arch.Frame{Func: f.Name, At: op.At})
			if op.Callee.Func != "" {
				follow(l.funcByID(op.Callee.Func), frames)
				continue
			}
			if kind, what, ok := unsteadyCall(op); ok {
				out = append(out, arch.Effect{Kind: kind, At: op.At, Func: f.Name, What: what, Path: frames})
			}
		}
	}
	follow(f, nil)
	return out
}

func unsteadyCall(op *code.Op) (arch.EffectKind, string, bool) {
	c := op.Callee
	if c.Package == "js" && c.Name == "Date" && len(op.Args) == 0 {
		return arch.Clock, "new Date()", true
	}
	for _, u := range unsteady {
		if c.Package == u.pkg && (u.name == "" || u.name == c.Name) && c.Name != "" {
			return u.kind, strings.TrimPrefix(c.Package, "js.") + "." + c.Name, true
		}
	}
	return "", "", false
}
