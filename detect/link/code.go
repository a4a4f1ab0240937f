package link

import (
	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/flow"
)

// view returns the program of an entry as nothing is known of its process.
func (l *linker) view(p program) *flow.View {
	return l.values().View(flow.Entry{Funcs: []string{p.pkg.Main}})
}

// values is the value flow over all programs.
func (l *linker) values() *flow.Graph {
	if l.graph == nil {
		l.graph = flow.New(l.in.Table, l.in.Programs...)
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

func (l *linker) code() {}
