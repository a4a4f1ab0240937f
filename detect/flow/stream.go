package flow

import (
	"slices"

	"github.com/archvet/archvet/detect/code"
)

// streaming are the methods of what a call returns that only a stream has.
var streaming = []string{"Recv", "Send", "CloseSend", "CloseAndRecv", "RecvMsg", "SendMsg"}

// isStream reports whether a call opens a stream: it lives for as long as there is
// something to say, so that the lack of a deadline is no mistake.
func (v *View) isStream(p place, op *code.Op, row *code.Row) bool {
	if row.Protocol != "grpc" || p.fn == nil {
		return false
	}
	if row.Name == "NewStream" {
		return true
	}
	opened := slices.IndexFunc(p.fn.Ops, func(o code.Op) bool { return o.At == op.At && o.Callee.Name == op.Callee.Name })
	for i := range p.fn.Ops {
		o := &p.fn.Ops[i]
		if o.Recv == nil || !slices.Contains(streaming, o.Callee.Name) {
			continue
		}
		for _, end := range v.trace(p.at(*o.Recv)) {
			if end.expr.Kind == code.Result && end.expr.Text == p.fn.ID && end.expr.Op == opened {
				return true
			}
		}
	}
	return false
}
