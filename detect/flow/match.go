package flow

import (
	"strings"

	"github.com/archvet/archvet/detect/code"
)

// rowOf returns what the tables know of the function that op calls, seen from p;
// nil for functions of the repository and unknown ones.
func (v *View) rowOf(p place, op *code.Op) *code.Row {
	if op.Kind != code.OpCall || op.Callee.Func != "" || op.Callee.Value != nil {
		return nil
	}
	if op.Callee.Iface != "" && (!v.whole || op.Recv == nil || len(v.callees(op)) > 0) {
		return nil
	}
	if row, ok := v.rows[op]; ok {
		return row
	}
	v.rows[op] = nil // while the receiver is traced, which may come back here
	row := v.match(p, op)
	v.rows[op] = row
	return row
}

func (v *View) match(p place, op *code.Op) *code.Row {
	c := op.Callee
	if c.Iface != "" { // of the repository's own, filled by what a library made
		_, c.Name = cutLast(c.Iface)
	}
	if c.Package != "" {
		return v.lookup(p, op, code.Call{Package: c.Package, Type: c.Type, Name: c.Name})
	}
	if op.Recv == nil {
		return v.lookup(p, op, code.Call{Name: c.Name})
	}
	for _, end := range v.trace(p.at(*op.Recv)) {
		made, ok := v.madeBy(end, 0)
		if !ok {
			continue
		}
		made.Name = c.Name
		if row := v.lookup(p, op, made); row != nil {
			return row
		}
	}
	return nil
}

// lookup asks the table, and holds a row that needs a protocol against the address.
func (v *View) lookup(p place, op *code.Op, c code.Call) *code.Row {
	c.Lang = v.graph.langs[p.fn]
	row := v.graph.table.Lookup(c)
	if row == nil || row.Needs == "" {
		return row
	}
	for _, end := range v.slotPlaces(p, op, row.Address) {
		if v.protocolOf(end, 0) == row.Needs {
			return row
		}
	}
	return nil
}

// maxBuilt bounds how many calls may be chained between a constructor and a call.
const maxBuilt = 12

// madeBy says of which package a value is, and which constructor gave it, as the
// type of a [code.Call].
func (v *View) madeBy(end place, depth int) (code.Call, bool) {
	e := end.expr
	if e.Kind == code.Make || e.Kind != code.Result {
		pkg, typ := cutLast(e.Type)
		return code.Call{Package: pkg, Type: typ}, pkg != "" && v.graph.types[e.Type] == nil
	}
	op := v.opOf(e)
	if op == nil || depth > maxBuilt {
		return code.Call{}, false
	}
	if op.Callee.Package != "" {
		return code.Call{Package: op.Callee.Package, Type: op.Callee.Name + "()", Arg: firstText(op)}, true
	}
	if op.Recv == nil || op.Callee.Func != "" || op.Callee.Iface != "" {
		return code.Call{}, false
	}
	ends := v.trace(end.at(*op.Recv))
	next := depth + 1
	if len(ends) > 1 {
		next = depth + 3 // each way doubles the work: few of those in a row
	}
	for _, inner := range ends {
		if c, ok := v.madeBy(inner, next); ok {
			return code.Call{Package: c.Package, Type: op.Callee.Name + "()", Arg: firstText(op)}, true
		}
	}
	return code.Call{}, false
}

// firstText is the constant text that a constructor gets first, by which some tell
// what they make.
func firstText(op *code.Op) string {
	if len(op.Args) > 0 && op.Args[0].Kind == code.Const && op.Args[0].Type == "string" {
		return op.Args[0].Text
	}
	return ""
}

func (v *View) opOf(e code.Expr) *code.Op {
	f := v.graph.funcs[e.Text]
	if e.Kind != code.Result || f == nil || e.Op < 0 || e.Op >= len(f.Ops) {
		return nil
	}
	return &f.Ops[e.Op]
}

// protocolOf returns the protocol of the first row with one on the way of a client
// or connection.
func (v *View) protocolOf(end place, depth int) string {
	op := v.opOf(end.expr)
	if op == nil || depth > maxBuilt {
		return ""
	}
	row := v.rowOf(end, op)
	if row == nil {
		return ""
	}
	if row.Protocol != "" {
		return row.Protocol
	}
	for _, inner := range v.slotPlaces(end, op, row.From) {
		if p := v.protocolOf(inner, depth+1); p != "" {
			return p
		}
	}
	return ""
}

// clientType returns the name of the client type or constructor that a call is made
// on: "CurrencyServiceClient" for a generated stub outside of the repository.
func (v *View) clientType(p place, op *code.Op) string {
	if op.Callee.Type != "" {
		return op.Callee.Type
	}
	if op.Recv == nil {
		return ""
	}
	for _, end := range v.trace(p.at(*op.Recv)) {
		if c, ok := v.madeBy(end, 0); ok {
			return strings.TrimPrefix(strings.TrimSuffix(c.Type, "()"), "New")
		}
	}
	return ""
}
